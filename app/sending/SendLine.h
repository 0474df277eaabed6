#pragma once

#include "sending/SendPace.h"

#include <QHash>
#include <QList>
#include <QSet>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace AlwaysLeads {

/// All that waits, with the mailboxes it waits for: whose turn it is now, and when the others' will be. Both are worked
/// out by the same steps, so what was foretold is what happens, unless something else does.
class SendLine
{
public:
    explicit SendLine(HolidayChoice holidays);

    /// Each once.
    SendPace &addMailbox(MailboxId id, PaceSettings settings);
    /// The mailbox must be there. In any order; also between two calls of foretell().
    void add(const QueuedMail &mail);
    /// A mail went to this company then, from any mailbox.
    void addSentTo(CompanyId company, Moment at);

    struct Turn
    {
        QueuedMail mail;
        SendSlot slot; ///< when it leaves, and what held it back longest
        QString words; ///< the same for a person
    };
    /// What leaves from now on, in this order; at most so many. What never leaves comes last. Takes the line apart.
    QList<Turn> foretell(Moment now, int most);
    /// When the first of those turns is; nothing: no mail waits.
    std::optional<Moment> firstTurn(Moment now);

    struct Due
    {
        QList<std::pair<MailboxId, SendId>> now; ///< one for each mailbox at most
        std::optional<Moment> next; ///< when to look again; nothing: no other mail waits
    };
    /// What may leave now. `busy` mailboxes are passed over; `notBefore` holds some back.
    Due dueAt(Moment now, const QSet<MailboxId> &busy, const QHash<MailboxId, QDateTime> &notBefore);
    /// The same for one mailbox that is not busy and is held back until `from`, added to what is due already.
    void addDue(Due &due, MailboxId mailbox, Moment now, Moment from);

    const SendPace *pace(MailboxId id) const;
    /// All that wait, in no order.
    QList<QueuedMail> mails() const;

private:
    struct Waiting
    {
        QueuedMail mail;
        SendSlot longest; ///< the latest long reason that it was found to wait for
    };
    struct Pick
    {
        size_t index = 0;
        SendSlot slot;
    };
    struct Lane
    {
        SendPace pace;
        std::vector<Waiting> waiting; ///< in the order of their turns
        std::optional<Pick> pick;
        bool sorted = false;
    };
    static void sort(Lane &lane);
    /// The lane whose pick leaves first; null: none waits.
    Lane *firstLane(Moment now);
    static std::optional<Pick> pick(Lane &lane, Moment from);
    void take(Lane &lane, const Pick &pick);

    HolidayChoice m_holidays;
    std::unique_ptr<CompanyMails> m_companies = std::make_unique<CompanyMails>(); // the paces know it by reference
    std::map<MailboxId, Lane> m_lanes;
};

} // namespace AlwaysLeads
