#pragma once

#include "base/Clock.h"
#include "base/TaskScope.h"
#include "reply/MailWatchStore.h"
#include "reply/ReplyIntake.h"
#include "storage/Database.h"

#include <QObject>
#include <QSet>

#include <chrono>
#include <vector>

namespace AlwaysLeads {

/// How often mailboxes are looked at. Tests and the sandbox use short times.
struct WatchPolicy
{
    std::chrono::milliseconds pause = std::chrono::minutes(2);
    /// Where the server tells by itself what comes into the inbox: a look at all folders after so long at the latest.
    std::chrono::milliseconds longestWait = std::chrono::minutes(10);
    /// Waits after each look that failed; the last one repeats.
    std::vector<std::chrono::milliseconds> failures = {std::chrono::minutes(1), std::chrono::minutes(5),
                                                       std::chrono::minutes(15), std::chrono::hours(1)};
};

/// Looks into every mailbox for what came back, and lets follow what follows (see ReplyIntake). A mailbox from which
/// nothing was sent is not opened. Wrong credentials are not tried again until wake().
class ReplyWatcher : public QObject
{
    Q_OBJECT
public:
    ReplyWatcher(Database &database, Clock &clock, MailSources sources, WatchPolicy policy = {},
                 QObject *parent = nullptr);

    /// Call once.
    void start();
    /// Looks at all mailboxes now, also at those that a problem stopped.
    void wake();
    /// This mailbox has other servers, another password or signing in: a line that is open is opened anew, now.
    void reopen(MailboxId mailbox);
    /// Await it before destroying this.
    Task<> close();

    /// One look at one mailbox. How many replies are new.
    Task<Result<int>> lookAt(MailboxId mailbox, QDateTime since, std::stop_token stop);
    bool isLooking() const { return m_busy.size() > m_waiting.size(); }

Q_SIGNALS:
    /// Replies came, also when the look broke off later; with them statuses, holds and waiting mails changed.
    void arrived(int count);
    /// A look ended.
    void looked();

private:
    Task<Result<>> keepOn();
    Task<Result<>> workOn(MailWatch watch);
    /// Opens a mailbox and looks into it, again and again where its server tells what comes.
    Task<Result<>> workWith(MailWatch watch);
    Task<Result<int>> lookInto(std::shared_ptr<MailSource> source, MailboxId mailbox, QStringList folders,
                               QDateTime since, std::stop_token stop);
    /// Writes down how a look ended, and says so.
    Task<Result<>> note(MailWatch watch, Result<int> found);
    /// What one look goes by and comes to.
    struct Look
    {
        MailboxId mailbox;
        QDateTime since;
        QDateTime newsFrom;
        int found = 0;
    };
    Task<Result<>> readFolder(std::shared_ptr<MailSource> source, std::shared_ptr<Look> look, QString folder,
                              std::stop_token stop);
    Task<Result<>> readMail(std::shared_ptr<MailSource> source, std::shared_ptr<Look> look, MailHead head,
                            std::stop_token stop);

    Database &m_database;
    Clock &m_clock;
    MailSources m_sources;
    WatchPolicy m_policy;
    ReplyIntake m_intake;
    MailWatchStore m_store;
    QSet<MailboxId> m_busy;
    QSet<MailboxId> m_changed; ///< accounts that are not what their open line was opened with
    QSet<MailboxId> m_again; ///< of the busy ones: wake() came since their look began
    QSet<MailboxId> m_waiting; ///< of the busy ones: for the server to tell something
    std::stop_source m_waits; ///< of all of them
    bool m_lookAtAll = false;
    std::stop_source m_nap;
    TaskScope m_scope;
};

} // namespace AlwaysLeads
