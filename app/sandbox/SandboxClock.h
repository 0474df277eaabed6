#pragma once

#include "base/Clock.h"

#include <QObject>

#include <atomic>
#include <chrono>

namespace AlwaysLeads {

/// The clock of the sandbox: that of the computer, put forward by as much as the person has skipped. Whoever sleeps
/// until a moment that was skipped wakes at once, as after a sleep of the computer. So days of sending and answering
/// pass in seconds, by the same services that take days otherwise.
class SandboxClock final : public QObject, public Clock
{
    Q_OBJECT
public:
    /// Keeps in this file how far it is ahead, so that a later start is not in the past of an earlier one. Empty:
    /// nothing is kept.
    explicit SandboxClock(QString file = {}, QObject *parent = nullptr);

    QDateTime now() const override;
    Task<> sleepUntil(QDateTime when, std::stop_token stop) override;

    /// Never back; a negative time is none.
    void skip(std::chrono::milliseconds time);
    std::chrono::milliseconds ahead() const { return std::chrono::milliseconds(m_ahead.load()); }

Q_SIGNALS:
    void skipped();

private:
    void keep() const;

    QString m_file;
    std::atomic<qint64> m_ahead = 0; ///< ms; also read on the threads of the database
};

} // namespace AlwaysLeads
