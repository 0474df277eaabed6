#pragma once

#include "assistant/MailBrief.h"
#include "base/Id.h"
#include "campaign/Campaign.h"

#include <QByteArray>
#include <QDateTime>
#include <QMap>
#include <QString>

namespace AlwaysLeads {

using DraftId = Id<struct Draft>;

/// writing → ready or blocked → approved → queued → sent; ready ⇄ skipped; → rejected; approved or queued → lapsed.
enum class DraftState { Writing, Blocked, Ready, Approved, Queued, Sent, Skipped, Rejected, Lapsed };
QString draftStateWord(DraftState state);
DraftState draftStateFrom(const QString &word);

enum class DraftOrigin { Template, Claude, Person };
QString draftOriginWord(DraftOrigin origin);
DraftOrigin draftOriginFrom(const QString &word);

/// A sentence of Claude's, compared with the facts when it was written.
struct DraftSentence
{
    WrittenSentence written;
    bool confirmed = false; ///< a person said that it is true, whatever the facts hold

    bool operator==(const DraftSentence &) const = default;
};

/// A place of the template that Claude writes, as it stands in the draft.
struct DraftSlot
{
    QString wish;
    bool inSubject = false;
    int at = 0; ///< where it was put in the subject or body; a person may have moved it since
    QString text; ///< the wish in brackets until it is filled
    bool filled = false;

    bool operator==(const DraftSlot &) const = default;
};

/// What a draft was made from, kept beside it (column `facts`).
struct DraftFacts
{
    QMap<QString, QString> used; ///< field name → value that went into the text
    QMap<QString, QString> approved; ///< "from", "to", "footer", "text" → digest at approval, to say what changed since
    QList<DraftSentence> sentences{}; ///< of the text as Claude wrote it; what a person changed is in none of them
    QString prompt{}; ///< which text of ours told Claude what to do: "write-mail 2"
    QList<DraftSlot> claude{}; ///< its places for Claude, those of the subject first; see DraftSlots
    qint64 offer = 0; ///< the version that Claude wrote while a person changed the draft; 0: none, or it was decided

    bool operator==(const DraftFacts &) const = default;
};

/// One mail to one person, before it is a mail.
struct Draft
{
    DraftId id;
    LeadId lead;
    CampaignId campaign;
    StepId step;
    int version = 1;
    int variant = 0; ///< of the step's text; 0 is A
    DraftState state = DraftState::Writing;
    DraftOrigin origin = DraftOrigin::Template;
    QString subject;
    QString body; ///< the person's part: without signature, opt-out sentence and postal address
    QString writtenSubject; ///< as the template or Claude wrote it, for the Changes view
    QString writtenBody;
    QString reason; ///< why it is blocked or lapsed: a sentence
    DraftFacts facts;
    QString messageId; ///< fixed when the draft was made, without angle brackets
    QByteArray approvedHash; ///< of exactly the content the person read
    QDateTime approvedAt;
    QDateTime dueAt; ///< not to leave before; invalid: at any time
    MailboxId mailbox; ///< from which it was approved to leave; null before (see SenderChoice)
    QDateTime createdAt;
    QDateTime updatedAt;

    bool operator==(const Draft &) const = default;
};

} // namespace AlwaysLeads
