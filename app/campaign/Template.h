#pragma once

#include "campaign/MailFormat.h"
#include "campaign/TemplateEvaluator.h"
#include "campaign/TemplateSyntax.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <memory>

namespace AlwaysLeads {

/// The language a person writes mails in:
///
///     {first name}  {first name|there}        a value, with what stands there where it is missing
///     {if city} … {else if title contains head} … {else} … {end}
///     {~Hello|Hi|Good morning}                one of these, always the same for the same person and step
///     {claude: one sentence on their city}    a place that Claude fills
///     {{                                      a bracket that stays
///
/// Conditions compare with is, is not, contains, does not contain, =, !=, <, <=, > and >=, without regard to case;
/// "not" before a field turns one round. Inside alternatives \| \} and \\ are the signs themselves. A lone } is
/// ordinary text. Values go in as they are and are never looked at again for brackets.
class Template
{
public:
    using Piece = TemplateToken;
    using Lines = TemplateEvaluator::Lines;
    using Rendered = RenderedTemplate;

    /// Always gives a template; what is wrong in it is in problems(), by place, and its pieces serve the editor's
    /// colours either way.
    static Template parse(const QString &text, const QList<TemplateField> &known);

    const QList<Piece> &pieces() const { return m_pieces; }
    const QList<TemplateProblem> &problems() const { return m_problems; }
    /// Names used, each once, in the order of the text. Conditions count.
    QStringList fields() const;
    /// The wishes of its places for Claude, in the order of the text.
    QStringList wishes() const;
    /// With problems, as far as it can be filled in. See templateSeed().
    Rendered render(const QMap<QString, QString> &facts, Lines lines, quint64 seed = 0) const;

    /// The fields every lead has. Own columns of the person's files come on top (CampaignStore::fields).
    static QList<TemplateField> commonFields();

private:
    QList<Piece> m_pieces;
    QList<TemplateProblem> m_problems;
    QStringList m_fields;
    std::shared_ptr<const std::vector<TemplateNode>> m_nodes;
};

/// How a body is filled in for mails of this look.
Template::Lines bodyLines(MailFormat format);

/// What decides which alternatives a person reads: the same for the preview, the draft and every time after.
quint64 templateSeed(qint64 lead, qint64 step, int version);

} // namespace AlwaysLeads
