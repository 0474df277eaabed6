#pragma once

#include "campaign/TemplateSyntax.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// Something that may be written at a place of a template.
struct TemplateOffer
{
    enum class Kind { Field, Keyword, Comparison };
    Kind kind = Kind::Field;
    QString label; ///< as it is written: "first name", "if …"
    QString detail; ///< what it is, for a person
    QString insert; ///< what stands there afterwards
    qsizetype cursor = 0; ///< where the cursor goes, from the beginning of `insert`

    bool operator==(const TemplateOffer &) const = default;
};

/// What can go on from the cursor, and what it replaces.
struct TemplateOffers
{
    qsizetype from = 0; ///< UTF-16 units from the beginning of the text
    qsizetype length = 0;
    QList<TemplateOffer> offers; ///< the likeliest first; empty: the cursor stands in ordinary text

    bool operator==(const TemplateOffers &) const = default;
};

/// Completes what is typed behind an open bracket: fields by name or label, the words of the language, and in a
/// condition what may stand there.
class TemplateCompletion
{
    Q_DECLARE_TR_FUNCTIONS(TemplateCompletion)
public:
    static constexpr qsizetype most = 8; ///< offers at once
    static TemplateOffers at(const QString &text, qsizetype cursor, const QList<TemplateField> &known);
};

} // namespace AlwaysLeads
