#pragma once

#include "draft/DraftMessage.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// One line of the copy checks.
struct CopyCheck
{
    enum class Level { Good, Warn, Bad };
    Level level = Level::Good;
    QString text; ///< "Length"
    QString detail; ///< "86 words"
    QString reason{}; ///< why it matters and what to do; empty where all is well

    bool operator==(const CopyCheck &) const = default;
};

/// What a reader or a spam filter would stumble over. Only a missing opt-out is Bad; the rest is advice.
class CopyChecks
{
    Q_DECLARE_TR_FUNCTIONS(CopyChecks)
public:
    static QList<CopyCheck> of(const DraftMessage &built);
    /// Of the person's part alone, for what is being typed.
    static QList<CopyCheck> ofText(const QString &subject, const QString &body);

private:
    static CopyCheck pushyWords(const QString &text);
    static CopyCheck links(const QString &text);
    static CopyCheck shouting(const QString &subject, const QString &body);
    static CopyCheck asks(const QString &body);
};

} // namespace AlwaysLeads
