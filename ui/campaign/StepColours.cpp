#include "campaign/StepColours.h"

#include "campaign/SubjectColours.h"
#include "campaign/Template.h"
#include "campaign/TemplateHighlighter.h"
#include "campaign/TemplateLexer.h"

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextLayout>

#include <algorithm>

namespace AlwaysLeads {

StepColours::StepColours(QLineEdit *subject, QPlainTextEdit *body)
    : QObject(body)
    , m_subject(subject)
    , m_highlighter(new TemplateHighlighter(body->document(), body))
    , m_line(new SubjectColours(subject))
    , m_fields(Template::commonFields())
{
}

void StepColours::setFields(const QList<TemplateField> &fields)
{
    m_fields = fields;
    m_highlighter->setFields(fields);
    colourSubject();
}

void StepColours::show(const QList<TemplateProblem> &subject, const QList<TemplateProblem> &body)
{
    m_inSubject = subject;
    m_highlighter->setProblems(body);
    colourSubject();
}

void StepColours::renew()
{
    m_highlighter->rehighlight();
    colourSubject();
}

void StepColours::colourSubject()
{
    QList<QTextLayout::FormatRange> formats;
    const QString text = m_subject->text();
    const TemplateLexer lexer(text, m_fields);
    for (const TemplateToken &token : lexer.tokens()) {
        if (token.kind != TemplateToken::Kind::Text) {
            formats.append(
                {int(token.position), int(token.length), TemplateHighlighter::formatOf(token.kind, m_subject)});
        }
    }
    for (const TemplateProblem &problem : std::as_const(m_inSubject)) {
        const qsizetype length = std::min(std::max<qsizetype>(1, problem.length), text.size() - problem.position);
        if (length > 0) {
            formats.append({int(problem.position), int(length), TemplateHighlighter::wrongFormat(m_subject)});
        }
    }
    m_line->setFormats(formats);
}

} // namespace AlwaysLeads
