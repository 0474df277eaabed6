#pragma once

#include "base/Clock.h"
#include "base/TaskScope.h"
#include "outbox/SentFolderSource.h"
#include "outbox/SentLookStore.h"
#include "storage/Database.h"

#include <QHash>
#include <QSet>

#include <functional>

namespace AlwaysLeads {

/// The rhythm of looking into folders of sent mails: works through what is due, one task a mailbox, then sleeps until
/// the next is due.
class SentRounds
{
public:
    /// All that is looked for, due or not.
    using Plan = std::function<Task<Result<QList<SentTask>>>()>;
    /// Works through these mails of one mailbox and writes down what came of it.
    using Work = std::function<Task<Result<>>(MailboxId, QList<SendId>, std::stop_token)>;

    SentRounds(const QString &name, Clock &clock, Plan plan, Work work);

    /// Call once.
    void start();
    /// Look at the plan now.
    void wake();
    /// The same, once those that a problem stopped are due again: the mailbox may be mended.
    void retry(Database &database, QObject *owner);
    /// Nobody is being asked, and when it last looked nothing was due.
    bool isIdle() const { return m_asleep && m_busy.isEmpty(); }
    Task<> close();
    /// Work besides, which close() waits for too.
    void run(Task<Result<>> task) { m_scope.run(std::move(task)); }
    std::stop_token token() const { return m_scope.token(); }

private:
    Task<Result<>> keepOn();
    Task<Result<>> workOn(MailboxId mailbox, QList<SendId> mails);
    QDateTime begin(const QList<SentTask> &tasks);

    Clock &m_clock;
    Plan m_plan;
    Work m_work;
    QSet<MailboxId> m_busy;
    QSet<MailboxId> m_mended; ///< of the busy ones: retry() came since their work began
    QHash<MailboxId, QDateTime> m_notBefore;
    std::function<void()> m_retry;
    std::stop_source m_nap;
    bool m_asleep = false;
    TaskScope m_scope;
};

/// The wait after so many failures in a row, the last one for all that follow.
std::chrono::milliseconds waitAfter(const std::vector<std::chrono::milliseconds> &waits, int failures);

} // namespace AlwaysLeads
