#pragma once

#include "base/Clock.h"
#include "base/TaskScope.h"
#include "outbox/KeptIdStore.h"
#include "storage/Database.h"

#include <QObject>

#include <functional>

namespace AlwaysLeads {

/// Asks for the Message-ID that a mail really left with. Exchange has been seen to put another in place of ours
/// (microsoftgraph/microsoft-graph-docs issue 3092); a reply names the one that the recipient has, and a follow-up must
/// name it to be in the same thread. Never in the way of sending: what cannot be asked is asked again, for three days.
class KeptIds : public QObject
{
    Q_OBJECT
public:
    /// With or without angle brackets; empty when the service has none. `remoteId` is what it calls the mail.
    using Ask = std::function<Task<Result<QString>>(MailboxId mailbox, QString remoteId, std::stop_token stop)>;

    KeptIds(Database &database, Clock &clock, Ask ask);

    /// Call once.
    void start();
    /// A mail may have left.
    void wake();
    Task<> close();

Q_SIGNALS:
    /// A mail is known under another id now: what follows it must name that.
    void replaced();

private:
    Task<Result<>> keepOn();
    /// False when one of them could not be asked.
    Task<Result<bool>> askAll(QList<HandedSend> due);

    Database &m_database;
    Clock &m_clock;
    Ask m_ask;
    std::stop_source m_nap;
    TaskScope m_scope{QStringLiteral("kept ids")};
};

} // namespace AlwaysLeads
