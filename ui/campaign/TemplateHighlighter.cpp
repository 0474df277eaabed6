#include "campaign/TemplateHighlighter.h"

#include "campaign/Template.h"
#include "campaign/TemplateLexer.h"
#include "style/AppStyle.h"

namespace AlwaysLeads {

TemplateHighlighter::TemplateHighlighter(QTextDocument *document, const QWidget *widget)
    : QSyntaxHighlighter(document)
    , m_widget(widget)
    , m_fields(Template::commonFields())
{
}

void TemplateHighlighter::setFields(const QList<TemplateField> &fields)
{
    m_fields = fields;
    rehighlight();
}

void TemplateHighlighter::setProblems(const QList<TemplateProblem> &problems)
{
    if (problems != m_problems) {
        m_problems = problems;
        rehighlight();
    }
}

QTextCharFormat TemplateHighlighter::formatOf(TemplateToken::Kind kind, const QWidget *widget)
{
    using Kind = TemplateToken::Kind;
    const Theme &theme = themeOf(widget);
    QTextCharFormat format;
    switch (kind) {
    case Kind::Text:
        break;
    case Kind::Field:
        format.setForeground(theme.accentText);
        format.setBackground(theme.accentSoft);
        break;
    case Kind::Slot:
        format.setForeground(theme.ai.text);
        format.setBackground(theme.ai.soft);
        break;
    case Kind::If:
    case Kind::ElseIf:
    case Kind::Else:
    case Kind::End:
    case Kind::Open:
    case Kind::Next:
    case Kind::Close:
        format.setForeground(theme.info.text);
        format.setBackground(theme.info.soft);
        break;
    }
    return format;
}

QTextCharFormat TemplateHighlighter::wrongFormat(const QWidget *widget)
{
    const Theme &theme = themeOf(widget);
    QTextCharFormat wrong;
    wrong.setForeground(theme.danger.text);
    wrong.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    wrong.setUnderlineColor(theme.danger.fill);
    return wrong;
}

void TemplateHighlighter::highlightBlock(const QString &text)
{
    using Kind = TemplateToken::Kind;
    // No sign spans lines; only how many alternatives are open goes on from line to line.
    const TemplateLexer lexer(text, m_fields, qMax(0, previousBlockState()));
    setCurrentBlockState(lexer.open());
    for (const TemplateToken &token : lexer.tokens()) {
        if (token.kind == Kind::Text) {
            continue;
        }
        setFormat(int(token.position), int(token.length), formatOf(token.kind, m_widget));
    }
    const qsizetype from = currentBlock().position();
    for (const TemplateProblem &problem : m_problems) {
        const qsizetype begin = qMax<qsizetype>(0, problem.position - from);
        const qsizetype end =
            qMin<qsizetype>(text.size(), problem.position + qMax<qsizetype>(1, problem.length) - from);
        if (end <= begin) {
            continue;
        }
        setFormat(int(begin), int(end - begin), wrongFormat(m_widget));
    }
}

} // namespace AlwaysLeads
