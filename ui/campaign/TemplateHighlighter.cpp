#include "campaign/TemplateHighlighter.h"

#include "style/AppStyle.h"

namespace AlwaysLeads {

TemplateHighlighter::TemplateHighlighter(QTextDocument *document, const QWidget *widget)
    : QSyntaxHighlighter(document)
    , m_widget(widget)
{
}

void TemplateHighlighter::setFields(const QList<TemplateField> &fields)
{
    m_fields = fields;
    rehighlight();
}

void TemplateHighlighter::highlightBlock(const QString &text)
{
    // A field never spans lines, so a line can be looked at alone.
    const Theme &theme = themeOf(m_widget);
    const Template parsed = Template::parse(text, m_fields);
    for (const Template::Piece &piece : parsed.pieces()) {
        if (piece.kind == Template::Piece::Kind::Field) {
            QTextCharFormat field;
            field.setForeground(theme.accentText);
            field.setBackground(theme.accentSoft);
            setFormat(int(piece.position), int(piece.length), field);
        }
    }
    for (const TemplateProblem &problem : parsed.problems()) {
        QTextCharFormat wrong;
        wrong.setForeground(theme.danger.text);
        wrong.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        wrong.setUnderlineColor(theme.danger.fill);
        setFormat(int(problem.position), int(qMax<qsizetype>(1, problem.length)), wrong);
    }
}

} // namespace AlwaysLeads
