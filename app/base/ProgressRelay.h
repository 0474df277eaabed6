#pragma once

#include <QObject>

#include <functional>
#include <memory>
#include <utility>

namespace AlwaysLeads {

/// Brings what a database thread says of its progress to the thread of `receiver`, until end(): whoever listened may be
/// gone by the time the last of it arrives. A local of the coroutine that awaits the work.
template <typename Progress> class ProgressRelay
{
public:
    ProgressRelay(QObject *receiver, std::function<void(Progress)> listener)
        : m_receiver(receiver)
        , m_listener(std::move(listener))
    {
    }

    /// For the work; may be called on any thread while the receiver lives.
    std::function<void(Progress)> report() const
    {
        return [receiver = m_receiver, listener = m_listener, listening = m_listening](Progress now) {
            QMetaObject::invokeMethod(
                receiver,
                [listener, listening, now] {
                    if (listener && *listening) {
                        listener(now);
                    }
                },
                Qt::QueuedConnection);
        };
    }
    /// On the receiver's thread.
    void end() { *m_listening = false; }

private:
    QObject *m_receiver;
    std::function<void(Progress)> m_listener;
    std::shared_ptr<bool> m_listening = std::make_shared<bool>(true); ///< touched on the receiver's thread only
};

} // namespace AlwaysLeads
