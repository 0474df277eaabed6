#pragma once

#include "base/Task.h"

#include <QPromise>

#include <memory>
#include <stop_token>
#include <vector>

namespace AlwaysLeads {

/// The background tasks of one service. close() asks all of them to stop and is done when the last one has.
/// The service outlives its scope's tasks because its owner awaits close() before destroying it.
class TaskScope
{
public:
    explicit TaskScope(QString name);
    ~TaskScope();
    TaskScope(const TaskScope &) = delete;
    TaskScope &operator=(const TaskScope &) = delete;

    /// The stop token to hand to every task of this scope.
    std::stop_token token() const { return m_stop.get_token(); }
    /// Counts the task until it ends; a failure other than Cancelled is logged under the scope's name.
    void run(Task<Result<>> task);
    int running() const { return m_running; }
    Task<> close();

    /// For a coroutine that its caller awaits: as long as this lives in its frame it counts as a task of the scope.
    class Stay
    {
    public:
        explicit Stay(TaskScope &scope);
        ~Stay();
        Stay(const Stay &) = delete;
        Stay &operator=(const Stay &) = delete;

    private:
        TaskScope &m_scope;
    };

private:
    Task<> watch(Task<Result<>> task);
    void leave();

    QString m_name;
    std::stop_source m_stop;
    std::vector<std::shared_ptr<QPromise<void>>> m_waiting;
    int m_running = 0;
};

} // namespace AlwaysLeads
