#pragma once

#include "campaign/TemplateCompletion.h"

#include <QObject>
#include <QPointer>

class QLineEdit;
class QPlainTextEdit;
class QWidget;

namespace AlwaysLeads {

class CompletionPopup;

/// Completion while a template is typed: opens behind a bracket, arrows choose, Enter or Tab take, Esc closes it until
/// the next bracket.
class TemplateTyping : public QObject
{
    Q_OBJECT
public:
    TemplateTyping(QLineEdit *line, QPlainTextEdit *lines, QObject *parent);
    ~TemplateTyping() override;

    void setFields(const QList<TemplateField> &fields) { m_fields = fields; }
    bool isOpen() const;
    void close();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void look(QWidget *editor, bool typed);
    void take(int row);
    QString textOf(QWidget *editor) const;
    int cursorOf(QWidget *editor) const;
    QRect cursorRectOf(QWidget *editor) const;

    QLineEdit *m_line;
    QPlainTextEdit *m_lines;
    QPointer<CompletionPopup> m_popup; ///< lies in the editor's window
    QList<TemplateField> m_fields;
    TemplateOffers m_offers;
    QWidget *m_editor = nullptr; ///< of the list
    qsizetype m_closedAt = -1; ///< the bracket whose list the person closed
};

} // namespace AlwaysLeads
