#pragma once

#include "campaign/TemplateSyntax.h"

#include <QSyntaxHighlighter>

class QWidget;

namespace AlwaysLeads {

/// Colours what is not plain text in a template and underlines what is wrong in it.
class TemplateHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT
public:
    TemplateHighlighter(QTextDocument *document, const QWidget *widget);

    void setFields(const QList<TemplateField> &fields);
    /// Of the whole document, where they are now.
    void setProblems(const QList<TemplateProblem> &problems);

    /// The look of a sign of the language, and of a mistake; StepColours gives it to the subject too.
    static QTextCharFormat formatOf(TemplateToken::Kind kind, const QWidget *widget);
    static QTextCharFormat wrongFormat(const QWidget *widget);

protected:
    void highlightBlock(const QString &text) override;

private:
    const QWidget *m_widget;
    QList<TemplateField> m_fields;
    QList<TemplateProblem> m_problems;
};

} // namespace AlwaysLeads
