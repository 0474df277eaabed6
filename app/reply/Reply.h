#pragma once

#include "base/Id.h"
#include "campaign/Campaign.h"
#include "draft/Draft.h"
#include "lead/Lead.h"
#include "mailbox/Mailbox.h"
#include "outbox/Send.h"
#include "reply/ReplyClass.h"

#include <QDate>

#include <optional>

namespace AlwaysLeads {

using ReplyId = Id<struct Reply>;

/// A mail that came in and belongs to somebody we wrote to.
struct Reply
{
    /// Company: from somebody else, whose answer it is a person has to say.
    enum class MatchedBy { Thread, Address, Company };
    enum class ClassBy { Headers, Words, Claude, Person };

    ReplyId id;
    MailboxId mailbox;
    QString messageKey; ///< the Message-ID, or what stands in for it
    LeadId lead; ///< null: the person was taken away meanwhile
    SendId send;
    CampaignId campaign;
    MatchedBy matchedBy = MatchedBy::Thread;
    QString fromName;
    QString fromAddress;
    QString subject;
    QDateTime receivedAt;
    ReplyClass value = ReplyClass::Other;
    ClassBy classBy = ClassBy::Words;
    QString sentence; ///< theirs, that the class rests on
    QDate backOn; ///< of an absence
    QString newText;
    QString wholeText;
    QByteArray raw; ///< only when it is added
    bool givesOrders = false; ///< it tries to command a program
    QDateTime readAt; ///< in this program; never on the server
    QDateTime doneAt;
    QDateTime snoozedUntil;

    bool operator==(const Reply &) const = default;
};

/// Something that followed from a reply.
struct ReplyEffect
{
    QString kind; ///< "stopped", "held", "company", "suppressed", "bounced", "score", "meeting", "called"
    QString text; ///< for the person
    QDateTime at;

    bool operator==(const ReplyEffect &) const = default;
};

/// What a person did about a reply outside of this program.
enum class NextStep { Meeting, Call };

/// A question that only a person can answer.
struct ReplyDecision
{
    enum class Kind {
        OptOut, ///< shall this person never be written to again
        Sender, ///< does this mail of somebody else answer ours
        Company, ///< shall their colleagues get no more mails either
        Bounce, ///< a report that proves nothing: is the address dead
    };
    Kind kind = Kind::OptOut;
    std::optional<bool> answer; ///< nothing: it is asked

    bool operator==(const ReplyDecision &) const = default;
};

enum class InboxShelf { ToAnswer, All, Automatic, Snoozed, Done };

/// Which replies are listed, the newest first.
struct InboxQuery
{
    static constexpr int pageSize = 200;

    InboxShelf shelf = InboxShelf::All;
    std::optional<ReplyClass> value; ///< nothing: of every class
    int most = pageSize;

    bool operator==(const InboxQuery &) const = default;
};

/// A line of the inbox.
struct InboxRow
{
    Reply reply; ///< with the beginning of its new text alone
    QString name; ///< the person's, else that of the mail
    bool isOpen = false; ///< something is asked

    bool operator==(const InboxRow &) const = default;
};

struct InboxList
{
    QList<InboxRow> rows;
    bool hasMore = false; ///< older ones than these

    bool operator==(const InboxList &) const = default;
};

/// Where a reply lies now.
struct InboxPlace
{
    InboxShelf shelf = InboxShelf::All;
    int row = 0; ///< how many of that shelf are newer

    bool operator==(const InboxPlace &) const = default;
};

struct InboxCounts
{
    int toAnswer = 0;
    int automatic = 0;
    int snoozed = 0;
    int unread = 0; ///< of those to answer: the badge
    QDateTime lookedAt; ///< the earliest last look of the mailboxes; invalid: none is read yet
    QString problem; ///< why a mailbox cannot be read; empty: all can

    bool operator==(const InboxCounts &) const = default;
};

/// Everything the inbox shows of one reply.
struct ReplyPage
{
    Reply reply;
    std::optional<Lead> lead;
    QString sentSubject; ///< of our mail
    QString sentText;
    QDateTime sentAt;
    QString sentName; ///< who wrote it
    QString sentAddress;
    QByteArray zone; ///< the time zone (IANA) they live in; empty: not known
    QString mailbox; ///< address that it came to; several, if it came to several mailboxes
    QList<ReplyEffect> effects;
    QList<ReplyDecision> decisions;
    QStringList colleagues; ///< names of those whose mails wait for Decision::Company
    std::optional<DraftId> answer; ///< the draft that answers it

    bool operator==(const ReplyPage &) const = default;
};

} // namespace AlwaysLeads

Q_DECLARE_METATYPE(AlwaysLeads::ReplyId)
