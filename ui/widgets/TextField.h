#pragma once

#include "widgets/LineEdit.h"

#include <QWidget>

class QHBoxLayout;

namespace AlwaysLeads {

class FieldMessage;
class Label;

/// A labelled one-line field: label above, hint or error below. The error goes away while the person types.
class TextField : public QWidget
{
    Q_OBJECT

public:
    explicit TextField(const QString &label = QString(), QWidget *parent = nullptr);
    ~TextField() override;

    LineEdit *edit() const { return m_edit; }
    QString text() const { return m_edit->text(); }
    void setText(const QString &text) { m_edit->setText(text); }
    void setPlaceholder(const QString &text) { m_edit->setPlaceholderText(text); }
    void setHint(const QString &hint);
    /// An empty message clears. Says what is wrong and what to do.
    void setError(const QString &message);
    QString error() const { return m_error; }
    /// Puts a widget (a button) at the end of the field's line.
    void addBeside(QWidget *widget);

Q_SIGNALS:
    void textEdited(const QString &text);
    /// Enter, or the focus left: the moment to check.
    void editingFinished();

private:
    void showMessage();

    Label *m_label;
    LineEdit *m_edit;
    FieldMessage *m_message;
    QHBoxLayout *m_line;
    QString m_hint;
    QString m_error;
};

} // namespace AlwaysLeads
