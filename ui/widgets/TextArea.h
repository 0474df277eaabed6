#pragma once

#include <QPlainTextEdit>

namespace AlwaysLeads {

class FieldMessage;
class Label;
class TextAreaFrame;

/// A labelled field of several lines. Tab leaves it.
class TextArea : public QWidget
{
    Q_OBJECT

public:
    explicit TextArea(const QString &label = QString(), int lines = 3, QWidget *parent = nullptr);

    QPlainTextEdit *edit() const { return m_edit; }
    QString text() const { return m_edit->toPlainText(); }
    void setText(const QString &text) { m_edit->setPlainText(text); }
    void setPlaceholder(const QString &text) { m_edit->setPlaceholderText(text); }
    void setHint(const QString &hint);
    void setError(const QString &message);
    QString error() const { return m_error; }

Q_SIGNALS:
    void textEdited();
    void editingFinished();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void showMessage();
    void renewHeight();

    int m_lines;
    Label *m_label;
    TextAreaFrame *m_frame;
    QPlainTextEdit *m_edit;
    FieldMessage *m_message;
    QString m_hint;
    QString m_error;
};

} // namespace AlwaysLeads
