#pragma once

#include <QList>
#include <QStringList>
#include <QWidget>

class QAbstractButton;
class QVBoxLayout;

namespace AlwaysLeads {

/// A part of the filters: a heading, its controls, a hairline below.
class FilterGroup : public QWidget
{
    Q_OBJECT
public:
    explicit FilterGroup(const QString &title, QWidget *parent = nullptr);

    QVBoxLayout *lines() const { return m_lines; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QVBoxLayout *m_lines;
};

/// Several things that can be chosen together, each standing for one or more of Apollo's words.
class FilterChoices : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// `button` is checkable.
    void add(QAbstractButton *button, const QStringList &words);
    QStringList words() const;
    /// A choice is on when all of its words are there. Tells nobody.
    void setWords(const QStringList &words);

Q_SIGNALS:
    void changed();

private:
    struct Choice
    {
        QAbstractButton *button = nullptr;
        QStringList words;
    };
    QList<Choice> m_choices;
};

} // namespace AlwaysLeads
