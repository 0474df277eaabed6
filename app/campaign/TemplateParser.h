#pragma once

#include "campaign/TemplateSyntax.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// Builds the tree of a template from its tokens and says what is wrong in it.
class TemplateParser
{
    Q_DECLARE_TR_FUNCTIONS(TemplateParser)
public:
    TemplateParser(const QList<TemplateToken> &tokens, const QList<TemplateField> &known);

    /// Of use only when there is no problem.
    std::vector<TemplateNode> takeNodes() { return std::move(m_open.front().node.branches.front().nodes); }
    const QList<TemplateProblem> &problems() const { return m_problems; }
    /// "city contains port" by itself; nothing, and a problem, when it is not one.
    static std::optional<TemplateCondition> condition(const QString &text, const QList<TemplateField> &known,
                                                      QString *problem);

private:
    struct Open
    {
        TemplateNode node;
        TemplateToken token;
        bool hadElse = false;
    };
    bool take(const TemplateToken &token);
    bool begin(const TemplateToken &token, TemplateNode::Kind kind);
    bool branch(const TemplateToken &token);
    void end();
    void append(TemplateNode node);
    void field(const TemplateToken &token);
    std::optional<TemplateCondition> condition(const TemplateToken &token);
    void problem(const TemplateToken &token, const QString &message);
    static QString unknownField(const QString &name, const QList<TemplateField> &known);

    const QList<TemplateField> &m_known;
    std::vector<Open> m_open; ///< the first is the template itself
    QList<TemplateProblem> m_problems;
    quint32 m_alternatives = 0;
};

/// The number that a value says: "1200", "1,200", "1 200", "3.5", "3,5". Nothing for anything else.
std::optional<double> numberIn(const QString &value);

} // namespace AlwaysLeads
