#pragma once

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QTimer>

#include <chrono>

namespace AlwaysLeads {

/// Runs the event loop until `condition` holds; false when it does not within `patience`. Looks after every event,
/// where QTest::qWaitFor() sleeps 10 ms between two looks: a month of sending has ten thousand steps.
template <typename Condition>
bool waitUntil(Condition condition, std::chrono::milliseconds patience = std::chrono::minutes(1))
{
    if (condition()) {
        return true;
    }
    const QDeadlineTimer limit(patience);
    QTimer looks; // for what comes true without an event, and for the limit
    looks.start(std::chrono::milliseconds(50));
    while (!limit.hasExpired()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        if (condition()) {
            return true;
        }
    }
    return condition();
}

} // namespace AlwaysLeads
