#pragma once

#include "outbox/SentRounds.h"
#include "storage/Database.h"

#include <QObject>
#include <QPromise>

namespace AlwaysLeads {

/// When a mail whose fate is unknown is looked for. Tests and the sandbox use short times.
struct SettlingPolicy
{
    /// Counted from the broken hand-over. After the last one only the person is asked.
    std::vector<std::chrono::milliseconds> looks = {std::chrono::minutes(1),  std::chrono::minutes(5),
                                                    std::chrono::minutes(15), std::chrono::hours(1),
                                                    std::chrono::hours(4),    std::chrono::hours(24)};
    /// Waits after each look that came to no answer; the last one repeats.
    std::vector<std::chrono::milliseconds> failures = {std::chrono::minutes(1), std::chrono::minutes(5),
                                                       std::chrono::minutes(15), std::chrono::hours(1)};
};

/// What a person should know of a mail whose fate is unknown.
struct SettlingNote
{
    QDateTime lookedAt; ///< it was not there then; invalid: not looked yet
    QDateTime nextAt; ///< invalid: it is not looked for again on our own
    QString problem; ///< why it cannot be looked for; empty: it can
    bool isLooking = false; ///< at this moment
    bool isDraft = false; ///< it lay among the drafts of its mailbox then: it has not left

    bool operator==(const SettlingNote &) const = default;
};

/// Looks for mails whose fate is unknown in the folder of sent mails of their mailbox. One that is found there has
/// left, and is settled; one that is not stays unknown. Nothing is ever sent from here.
class Settling : public QObject
{
    Q_OBJECT
public:
    Settling(Database &database, Clock &clock, SentFolderSource folders, SettlingPolicy policy = {},
             QObject *parent = nullptr);

    /// Call once.
    void start();
    /// Something became unknown.
    void wake();
    /// Those that a problem stopped are looked for again: the mailbox may be mended.
    void retry();
    bool isIdle() const { return m_rounds.isIdle(); }
    /// Await it before destroying this.
    Task<> close();

    /// Looks now, whatever the time. True: it was there and is settled.
    Task<Result<bool>> lookNow(SendId id);
    /// Of all mails whose fate is unknown.
    Task<Result<QHash<SendId, SettlingNote>>> notes();

Q_SIGNALS:
    /// A note or a mail changed.
    void changed();
    /// A mail was found, so it was sent.
    void found(AlwaysLeads::SendId send);

private:
    Task<Result<QList<SentTask>>> plan();
    Task<Result<>> lookNowFor(SendId id, std::shared_ptr<QPromise<Result<bool>>> answer);
    Task<Result<bool>> lookAtOnce(SendId id);
    Task<Result<>> lookFor(MailboxId mailbox, QList<SendId> mails, std::stop_token stop);
    /// Asks the folder, and writes down what it said. The outcome is the folder's; a disk that fails is Storage.
    Task<Result<bool>> look(std::shared_ptr<SentFolder> folder, SendId id, std::stop_token stop);
    Result<SoughtMail> soughtMail(Connection &connection, SendId id) const;
    /// One that cannot be asked.
    Task<Result<>> note(QList<SendId> mails, Error problem);
    Result<> record(Connection &connection, SendId id, const Result<SentFinding> &answer, const QDateTime &now) const;
    QDateTime nextLook(const SentLook &look, const QDateTime &now) const;

    Database &m_database;
    Clock &m_clock;
    SentFolderSource m_folders;
    SettlingPolicy m_policy;
    SendLedger m_ledger;
    SentLookStore m_store;
    QSet<SendId> m_looking;
    SentRounds m_rounds;
};

} // namespace AlwaysLeads
