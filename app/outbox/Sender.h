#pragma once

#include "base/Clock.h"
#include "base/TaskScope.h"
#include "mail/MailTransport.h"
#include "outbox/SendLedger.h"
#include "storage/Database.h"

#include <QObject>
#include <QSet>

#include <functional>

namespace AlwaysLeads {

/// Moments of a hand-over at which a test may end the process.
enum class HandOverPoint {
    BeforeIntent,
    AfterIntent,
    Connected,
    Envelope,
    Data,
    Body,
    BeforeFinalDot,
    AfterAnswer,
    AfterRecord
};

/// Empties the outbox: one mail at a time per mailbox, each intent on disk before the first byte leaves, each answer on
/// disk before anything else happens. A mail whose outcome is not known is never sent again from here.
class Sender : public QObject
{
    Q_OBJECT
public:
    /// Where a mailbox sends; its password comes from the vault.
    using AccountSource = std::function<Task<Result<SmtpAccount>>(MailboxId)>;
    using Probe = std::function<void(HandOverPoint)>;

    Sender(Database &database, Clock &clock, MailTransport &transport, AccountSource account, SendPolicy policy,
           Probe probe = {}, QObject *parent = nullptr);

    /// Settles what the last end of the program cut off, then sends. Call once.
    void start();
    /// Look at the queue now: something was queued, released or resumed.
    void wake();
    /// Nothing is being handed over and nothing is due.
    bool isIdle() const;
    Task<> close();

Q_SIGNALS:
    void changed();
    /// The last mail that was due has left. For a note: "Today's mails are out: 12 of 12".
    void batchFinished(int sent);
    void mailboxStopped(AlwaysLeads::MailboxId mailbox, const QString &reason);
    /// One mail needs a decision.
    void unknownOutcome(AlwaysLeads::SendId send, const QString &name);

private:
    struct Private;
    Database &m_database;
    Clock &m_clock;
    MailTransport &m_transport;
    AccountSource m_account;
    SendPolicy m_policy;
    Probe m_probe;
    QSet<MailboxId> m_busy;
    TaskScope m_scope;
    std::stop_source m_nap;
    int m_sentInBatch = 0;
};

} // namespace AlwaysLeads
