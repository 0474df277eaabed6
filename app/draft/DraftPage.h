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

    bool operator==(const CopyCheck &) const = default;
};

struct UsedFact
{
    QString label; ///< "City"
    QString value; ///< empty: the fallback stood in

    bool operator==(const UsedFact &) const = default;
};

/// Everything the page shows of one draft.
struct DraftPage
{
    Draft draft;
    Lead lead;
    QString campaignName;
    QString fromName;
    QString fromAddress;
    QString toName;
    QString toAddress;
    QString footer; ///< signature, opt-out sentence and postal address as they stand under the text
    QByteArray shownHash; ///< hand it to approve(): it names exactly this content
    QByteArray mime; ///< As sent: complete but for the Date
    QList<UsedFact> facts;
    QList<CopyCheck> checks;
    qint64 costMicros = 0; ///< millionths of a US dollar
    QDateTime claudeWroteAt; ///< invalid: never
    QString whenItGoes; ///< "Once you launch the campaign"
    bool canApprove = false;
    QString whyNot; ///< when it cannot be approved: a sentence
};

/// Puts the page of one draft together. Runs on a database thread.
class DraftPages
{
    Q_DECLARE_TR_FUNCTIONS(DraftPages)
public:
    Result<DraftPage> open(Connection &connection, const Draft &draft) const;
    /// Why this draft cannot be approved as it stands; empty when it can.
    static Result<QString> objection(Connection &connection, const DraftMessage &built);

private:
    static QList<CopyCheck> checks(const DraftMessage &built);
};

} // namespace AlwaysLeads
