#include "sandbox/SandboxClock.h"

#include <QCoroTimer>

#include <QFile>
#include <QSaveFile>
#include <QTimer>

#include <algorithm>

namespace AlwaysLeads {

namespace {

// As the system's clock: timers stand still while the computer sleeps.
constexpr std::chrono::milliseconds longestStretch = std::chrono::minutes(1);
// What stands in the file is believed up to here.
constexpr std::chrono::milliseconds furthest = std::chrono::hours(24 * 365 * 10);

} // namespace

SandboxClock::SandboxClock(QString file, QObject *parent)
    : QObject(parent)
    , m_file(std::move(file))
{
    QFile kept(m_file);
    if (!m_file.isEmpty() && kept.open(QIODevice::ReadOnly)) {
        m_ahead = std::clamp<qint64>(kept.read(32).trimmed().toLongLong(), 0, furthest.count());
    }
}

QDateTime SandboxClock::now() const
{
    return QDateTime::currentDateTimeUtc().addMSecs(m_ahead);
}

Task<> SandboxClock::sleepUntil(QDateTime when, std::stop_token stop)
{
    while (!stop.stop_requested()) {
        const std::chrono::milliseconds left(now().msecsTo(when));
        if (left.count() <= 0) {
            co_return;
        }
        QTimer timer;
        timer.setSingleShot(true);
        timer.setTimerType(Qt::PreciseTimer);
        timer.start(std::min(left, longestStretch));
        const std::stop_callback wake(stop, [&timer] { timer.start(0); });
        connect(this, &SandboxClock::skipped, &timer, [&timer] { timer.start(0); });
        co_await timer;
    }
}

void SandboxClock::skip(std::chrono::milliseconds time)
{
    if (time.count() <= 0) {
        return;
    }
    m_ahead = std::min<qint64>(m_ahead + std::min(time, furthest).count(), furthest.count());
    keep();
    Q_EMIT skipped();
}

void SandboxClock::keep() const
{
    QSaveFile file(m_file);
    if (m_file.isEmpty() || !file.open(QIODevice::WriteOnly)) {
        return;
    }
    file.write(QByteArray::number(m_ahead));
    file.commit();
}

} // namespace AlwaysLeads
