#pragma once

#include <QWidget>

class QHBoxLayout;
class QVBoxLayout;

namespace AlwaysLeads {

class Card;

/// One part of Settings: a title, a sentence, and cards. Everything is kept as the person goes; there is no Save
/// button, unless keeping() says otherwise.
class SettingsSection : public QWidget
{
    Q_OBJECT
public:
    SettingsSection(const QString &title, const QString &sentence, QWidget *parent = nullptr);

    /// Called each time it comes into view.
    virtual void enter() { }
    /// How what is set here is kept, for the head of the page.
    virtual QString keeping() const { return tr("Saved as you go"); }

protected:
    QVBoxLayout *lines() const { return m_lines; }
    /// 720 unless told: forms are narrow, tables may be wider.
    void setWidest(int width) { m_column->setMaximumWidth(width); }
    /// A card at the end of the section, with its layout.
    QVBoxLayout *addCard();
    /// A line in a card: what it is and what it means left, the control right.
    static void addChoice(QVBoxLayout *card, const QString &title, const QString &meaning, QWidget *control);

private:
    QWidget *m_column;
    QVBoxLayout *m_lines;
};

} // namespace AlwaysLeads
