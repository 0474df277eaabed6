#pragma once

#include "draft/CopyChecks.h"
#include "draft/DraftMessage.h"
#include "draft/DraftTyping.h"
#include "draft/DraftVersions.h"

#include <QCoreApplication>

#include <optional>

namespace AlwaysLeads {

struct UsedFact
{
    QString label; ///< "City"
    QString value; ///< empty: the fallback stood in
    QString name{}; ///< as in WrittenSentence::facts
    QString source{}; ///< "spedition-2026.csv, row 214"; empty: not known
    QDateTime at{}; ///< when it came from there

    bool operator==(const UsedFact &) const = default;
};

/// A stretch of the subject or the body, and what it rests on.
struct FactMark
{
    int start = 0; ///< in characters
    int length = 0;
    bool inSubject = false;
    QList<int> facts; ///< places in DraftPage::facts
    QString problem; ///< what no fact holds; empty: nothing
    bool confirmed = false; ///< nothing holds it, and a person said that it is true
    QString text;

    bool operator==(const FactMark &) const = default;
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
    MailFormat format = MailFormat::Plain; ///< what the marks in the body mean
    QString footer; ///< signature, opt-out sentence and postal address as they stand under the text
    QByteArray shownHash; ///< hand it to approve(): it names exactly this content
    QByteArray mime; ///< As sent: complete but for the Date
    QList<UsedFact> facts; ///< in the order of the text
    QList<UsedFact> otherFacts; ///< known, and not used
    QList<FactMark> marks;
    QList<DraftVersion> versions; ///< newest first
    std::optional<DraftTyping> typing; ///< words that were typed and not kept
    QString shownHashText; ///< SHA-256 in hex, of the mail as it will leave but for its Date
    QList<CopyCheck> checks;
    qint64 costMicros = 0; ///< millionths of a US dollar
    int cachedPercent = 0; ///< of what Claude read for it, how much came from the service's cache
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
    static Result<> addFacts(Connection &connection, DraftPage &page);
    static void addMarks(DraftPage &page);
};

} // namespace AlwaysLeads
