#pragma once

#include "base/Result.h"

#include <QCoreApplication>
#include <QList>
#include <QMap>
#include <QString>

#include <optional>

namespace AlwaysLeads {

/// A name that may stand in braces, and what the editor calls it.
struct TemplateField
{
    QString name; ///< "first name": what stands between the braces
    QString label; ///< "First name": what a person reads in the list of fields

    bool operator==(const TemplateField &) const = default;
};

/// What is wrong in a template and where, in UTF-16 units from its beginning.
struct TemplateProblem
{
    qsizetype position = 0;
    qsizetype length = 0;
    QString message;

    bool operator==(const TemplateProblem &) const = default;
};

/// Text with merge fields: `{first name}`, with a fallback `{first name|there}`, and `{{` for a brace that stays. A
/// lone `}` is ordinary text. Values go in as they are and are never looked at again for braces.
class Template
{
    Q_DECLARE_TR_FUNCTIONS(Template)
public:
    struct Piece
    {
        enum class Kind { Text, Field };
        Kind kind = Kind::Text;
        QString text; ///< for text: what is written; for a field: its name
        std::optional<QString> fallback; ///< for a field: what to write where the value is missing; may be empty
        qsizetype position = 0;
        qsizetype length = 0;

        bool operator==(const Piece &) const = default;
    };
    /// In a single line, line breaks and control characters of a value become one space.
    enum class Lines { Single, Many };
    struct Rendered
    {
        QString text; ///< missing fields are left out
        QStringList missing; ///< names without a value and without a fallback, each once
        QMap<QString, QString> used; ///< the values that went in, by name; "" where the fallback stood in

        bool operator==(const Rendered &) const = default;
    };

    /// Always gives a template; what is wrong in it is in problems(), and its pieces serve the editor's colours either
    /// way.
    static Template parse(const QString &text, const QList<TemplateField> &known);

    const QList<Piece> &pieces() const { return m_pieces; }
    const QList<TemplateProblem> &problems() const { return m_problems; }
    /// Names used, each once, in the order of the text.
    QStringList fields() const;
    Rendered render(const QMap<QString, QString> &facts, Lines lines) const;

    /// The fields every lead has. Own columns of the person's files come on top (CampaignStore::fields).
    static QList<TemplateField> commonFields();

private:
    QList<Piece> m_pieces;
    QList<TemplateProblem> m_problems;
};

} // namespace AlwaysLeads
