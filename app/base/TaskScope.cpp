#include "base/TaskScope.h"

#include "base/Log.h"

#include <QCoroFuture>

#include <utility>

namespace AlwaysLeads {

TaskScope::TaskScope(QString name)
    : m_name(std::move(name))
{
}

TaskScope::~TaskScope()
{
    m_stop.request_stop();
    if (m_running > 0) {
        qCCritical(baseLog) << m_name << "was destroyed with" << m_running << "tasks running; await close() first";
    }
}

void TaskScope::run(Task<Result<>> task)
{
    ++m_running;
    watch(settled(std::move(task)));
}

Task<> TaskScope::watch(Task<Result<>> task)
{
    const Result<> outcome = co_await task;
    if (!outcome && outcome.error().kind != ErrorKind::Cancelled) {
        qCWarning(baseLog).noquote() << m_name << "ended:" << outcome.error().message << outcome.error().detail;
    }
    leave();
}

void TaskScope::leave()
{
    --m_running;
    if (m_running == 0) {
        std::vector<std::shared_ptr<QPromise<void>>> waiting = std::exchange(m_waiting, {});
        for (const std::shared_ptr<QPromise<void>> &promise : waiting) {
            promise->finish();
        }
    }
}

TaskScope::Stay::Stay(TaskScope &scope)
    : m_scope(scope)
{
    ++m_scope.m_running;
}

TaskScope::Stay::~Stay()
{
    m_scope.leave();
}

Task<> TaskScope::close()
{
    m_stop.request_stop();
    if (m_running == 0) {
        co_return;
    }
    auto promise = std::make_shared<QPromise<void>>();
    promise->start();
    m_waiting.push_back(promise);
    QFuture<void> drained = promise->future();
    co_await drained;
}

} // namespace AlwaysLeads
