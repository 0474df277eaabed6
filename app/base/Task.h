#pragma once

#include "base/Result.h"

#include <QCoroTask>

#include <QObject>
#include <QPointer>

#include <exception>
#include <functional>
#include <type_traits>

namespace AlwaysLeads {

/// A coroutine of app/. It runs at once when called, and dropping it does not stop it: pass a std::stop_token.
/// Tasks return a Result and do not throw. Parameters by value; name a value before awaiting with it
/// (docs/coroutines.md).
template <typename T = void> using Task = QCoro::Task<T>;

/// A task whose throw has become an error of kind Bug.
template <typename T> Task<Result<T>> settled(Task<Result<T>> task)
{
    QString thrown;
    try {
        Result<T> outcome = co_await task;
        co_return outcome;
    } catch (const std::exception &problem) {
        thrown = QString::fromUtf8(problem.what());
    } catch (...) {
        thrown = QStringLiteral("unknown exception");
    }
    Result<T> bug = failure(ErrorKind::Bug, QStringLiteral("Something went wrong inside the program."), thrown);
    co_return bug;
}

/// Delivers a task's outcome to `receiver` in a later turn of the event loop, or to nobody when `receiver` has gone.
/// The only way for a widget to learn how a task ended; a widget never awaits.
template <typename T>
void whenDone(Task<Result<T>> task, QObject *receiver, std::type_identity_t<std::function<void(Result<T>)>> slot)
{
    [](Task<Result<T>> running, QPointer<QObject> target, std::function<void(Result<T>)> deliver) -> Task<> {
        Result<T> outcome = co_await running;
        if (target) {
            QMetaObject::invokeMethod(
                target.data(), [deliver = std::move(deliver), outcome = std::move(outcome)] { deliver(outcome); },
                Qt::QueuedConnection);
        }
    }(settled(std::move(task)), receiver, std::move(slot));
}

/// The same task for someone who only asks whether it worked.
template <typename T> Task<Result<>> withoutValue(Task<Result<T>> task)
{
    Result<T> outcome = co_await task;
    Result<> worked;
    if (!outcome) {
        worked = failureOf(std::move(outcome));
    }
    co_return worked;
}

/// Starts a task whose outcome nobody needs: a failure is already shown or logged where it happened.
template <typename T> void letRun(Task<T> task)
{
    [](Task<T> running) -> Task<> { co_await running; }(std::move(task));
}

} // namespace AlwaysLeads
