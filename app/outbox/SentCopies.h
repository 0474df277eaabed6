#pragma once

#include "outbox/SentRounds.h"
#include "storage/Database.h"

#include <QObject>

namespace AlwaysLeads {

/// When copies of sent mails are seen to. Tests and the sandbox use short times.
struct SentCopiesPolicy
{
    /// After the server's yes: some servers keep a copy themselves and get the time to.
    std::chrono::milliseconds first = std::chrono::seconds(30);
    /// Waits after each failure; the last one repeats.
    std::vector<std::chrono::milliseconds> failures = {std::chrono::minutes(1), std::chrono::minutes(5),
                                                       std::chrono::minutes(15), std::chrono::hours(1)};
    std::chrono::milliseconds giveUp = std::chrono::hours(72); ///< after the server's yes
};

/// Sees to it that each mail that left by SMTP lies once among the sent mails of its mailbox. The ledger marks the copy
/// as due together with the server's yes, and each try looks first: whatever cuts it off, it goes on at the next start
/// and puts no second one.
class SentCopies : public QObject
{
    Q_OBJECT
public:
    SentCopies(Database &database, Clock &clock, SentFolderSource folders, SentCopiesPolicy policy = {},
               QObject *parent = nullptr);

    /// Call once.
    void start();
    /// A mail left.
    void wake();
    /// Those that a problem stopped are tried again: the mailbox may be mended.
    void retry();
    bool isIdle() const { return m_rounds.isIdle(); }
    /// Await it before destroying this.
    Task<> close();

Q_SIGNALS:
    /// A copy is known to be there.
    void kept(AlwaysLeads::SendId send);
    void gaveUp(AlwaysLeads::SendId send, const QString &why);

private:
    Task<Result<QList<SentTask>>> plan();
    Task<Result<>> keepCopies(MailboxId mailbox, QList<SendId> mails, std::stop_token stop);
    Task<Result<>> keepCopy(std::shared_ptr<SentFolder> folder, SendId id, std::stop_token stop);
    /// Writes down what came of these; true: the copy is given up.
    Task<Result<>> record(QList<SendId> mails, Result<> outcome);
    Result<bool> recordOne(Connection &connection, SendId id, const Result<> &outcome, const QDateTime &now) const;

    Database &m_database;
    Clock &m_clock;
    SentFolderSource m_folders;
    SentCopiesPolicy m_policy;
    SendLedger m_ledger;
    SentLookStore m_store;
    SentRounds m_rounds;
};

} // namespace AlwaysLeads
