#include "campaign/Template.h"

#include "campaign/TemplateLexer.h"
#include "campaign/TemplateParser.h"
#include "lead/Lead.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

/// Lines and columns of problems in the order of their places, in one pass over the text.
void place(QList<TemplateProblem> &problems, const QString &text)
{
    qsizetype at = 0;
    qsizetype lineFrom = 0;
    int line = 1;
    for (TemplateProblem &problem : problems) {
        for (; at < problem.position && at < text.size(); ++at) {
            if (text[at] == QLatin1Char('\n')) {
                ++line;
                lineFrom = at + 1;
            }
        }
        problem.line = line;
        problem.column = int(problem.position - lineFrom) + 1;
    }
}

void addFields(QStringList &names, const std::vector<TemplateNode> &nodes)
{
    const auto add = [&](const QString &name) {
        if (!name.isEmpty() && !names.contains(name)) {
            names.append(name);
        }
    };
    for (const TemplateNode &node : nodes) {
        if (node.kind == TemplateNode::Kind::Field) {
            add(node.text);
        }
        for (const TemplateBranch &branch : node.branches) {
            if (branch.condition) {
                add(branch.condition->field);
            }
            addFields(names, branch.nodes);
        }
    }
}

} // namespace

Template Template::parse(const QString &text, const QList<TemplateField> &known)
{
    const TemplateLexer lexer(text, known);
    TemplateParser parser(lexer.tokens(), known);
    Template parsed;
    parsed.m_pieces = lexer.tokens();
    parsed.m_problems = lexer.problems() + parser.problems();
    std::ranges::stable_sort(parsed.m_problems, {}, &TemplateProblem::position);
    place(parsed.m_problems, text);
    std::vector<TemplateNode> nodes = parser.takeNodes();
    addFields(parsed.m_fields, nodes);
    parsed.m_nodes = std::make_shared<const std::vector<TemplateNode>>(std::move(nodes));
    return parsed;
}

QList<TemplateField> Template::commonFields()
{
    QList<TemplateField> fields;
    for (const LeadFact &fact : factsOf(Lead())) {
        fields.append({fact.name, fact.label});
    }
    return fields;
}

QStringList Template::fields() const
{
    return m_fields;
}

QStringList Template::wishes() const
{
    QStringList wishes;
    for (const Piece &piece : m_pieces) {
        if (piece.kind == Piece::Kind::Slot) {
            wishes.append(piece.text);
        }
    }
    return wishes;
}

Template::Rendered Template::render(const QMap<QString, QString> &facts, Lines lines, quint64 seed) const
{
    return m_nodes ? TemplateEvaluator(facts, lines, seed).render(*m_nodes) : Rendered();
}

Template::Lines bodyLines(MailFormat format)
{
    return format == MailFormat::Light ? Template::Lines::Marked : Template::Lines::Many;
}

quint64 templateSeed(qint64 lead, qint64 step, int version)
{
    return stableMix(stableMix(stableMix(0, quint64(lead)), quint64(step)), quint64(version));
}

} // namespace AlwaysLeads
