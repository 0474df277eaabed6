#pragma once

#include "base/Task.h"

#include <QElapsedTimer>

#include <chrono>
#include <functional>

namespace AlwaysLeads {

/// A question whose answer a view keeps showing; it is asked again whenever what it rests on changed. One is under way
/// at a time and, asked meanwhile, it runs once more afterwards: the database has several readers, and side by side an
/// older answer could come to stand over a newer one; and a thousand changes in a row cost a few reads.
/// A member of `receiver`, on whose thread all of it runs.
template <typename T> class LiveQuery
{
public:
    using Ask = std::function<Task<Result<T>>()>;
    using Show = std::function<void(const Result<T> &)>;

    LiveQuery(QObject *receiver, Ask ask, Show show)
        : m_receiver(receiver)
        , m_ask(std::move(ask))
        , m_show(std::move(show))
    {
    }
    Q_DISABLE_COPY_MOVE(LiveQuery)

    /// Something it rests on changed. An answer under way is from before: it is shown only where changes come so fast
    /// that nothing has been shown for a moment.
    void renew()
    {
        if (m_runs) {
            m_again = true;
        } else {
            begin();
        }
    }
    /// The question itself is another one now: an answer under way is never shown.
    void restart()
    {
        m_isOther = m_runs;
        renew();
    }
    bool isRunning() const { return m_runs; }

private:
    static constexpr std::chrono::milliseconds longestWait{300};

    void begin()
    {
        m_runs = true;
        m_again = false;
        m_isOther = false;
        whenDone(m_ask(), m_receiver, [this](const Result<T> &answer) { end(answer); });
    }
    void end(const Result<T> &answer)
    {
        const bool waited = !m_sinceShown.isValid() || m_sinceShown.hasExpired(longestWait.count());
        const bool shows = !m_isOther && (!m_again || waited);
        m_runs = false;
        if (m_again) {
            begin();
        }
        if (shows) {
            m_sinceShown.start();
            m_show(answer); // last: it may end the receiver
        }
    }

    QObject *m_receiver;
    Ask m_ask;
    Show m_show;
    QElapsedTimer m_sinceShown;
    bool m_runs = false;
    bool m_again = false;
    bool m_isOther = false;
};

} // namespace AlwaysLeads
