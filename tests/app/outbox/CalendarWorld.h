#pragma once

#include "app/outbox/FakeTransport.h"
#include "app/outbox/OutboxWorld.h"
#include "outbox/Sender.h"
#include "sending/SendingRulesStore.h"
#include "support/WaitUntil.h"

#include <QPointer>

namespace AlwaysLeads {

/// The outbox with the rules of its mailboxes in force, a Sender, and a clock that goes from one wake-up to the next as
/// a computer that is never asleep does. Starts on Monday 1 March 2027 at 05:00 UTC.
struct CalendarWorld : OutboxWorld
{
    static SendPolicy withCalendar(const QString &computer)
    {
        SendPolicy policy;
        policy.computer = computer;
        return policy;
    }
    explicit CalendarWorld(const QString &computer = {})
        : OutboxWorld(withCalendar(computer))
    {
        clock.advanceTo(QDateTime(QDate(2027, 3, 1), QTime(5, 0), Qt::UTC));
        SendingRules plain;
        plain.zone = "Europe/Copenhagen";
        plain.jitterSeconds = 0;
        plain.perCompanyPerDay = 0;
        setRules(plain);
        restart();
    }
    ~CalendarWorld() { end(); }

    static Task<Result<MailAccount>> account()
    {
        SmtpAccount found;
        found.host = QStringLiteral("fake");
        co_return found;
    }
    void end()
    {
        if (sender) {
            QCoro::waitFor(sender->close());
            sender.reset();
        }
    }
    void restart()
    {
        end();
        sender = std::make_unique<Sender>(
            *files, clock, transport, [](MailboxId) { return account(); }, policy);
        QObject::connect(&outbox, &Outbox::wake, sender.get(), &Sender::wake);
    }
    void setRules(const SendingRules &changed, MailboxId of = {})
    {
        rules = changed;
        must(files.write(
            [=, id = of.isNull() ? mailbox : of](Connection &c) { return SendingRulesStore().put(c, id, changed); }));
    }
    /// True when nothing is due at this moment and the Sender sleeps.
    bool settle()
    {
        return waitUntil(
            [this] { return sender->isIdle() && clock.nextWake().isValid() && clock.nextWake() > clock.now(); });
    }
    /// Starts the Sender where it does not run yet, and lets it run until then.
    bool runUntil(const QDateTime &end)
    {
        if (started != sender.get()) {
            started = sender.get();
            sender->start();
        } else {
            sender->wake();
        }
        while (settle()) {
            if (clock.nextWake() > end) {
                clock.advanceTo(end);
                return settle();
            }
            clock.advanceTo(clock.nextWake());
        }
        return false;
    }
    static QDateTime utc(int day, int hour, int minute = 0)
    {
        return QDateTime(QDate(2027, 3, day), QTime(hour, minute), Qt::UTC);
    }
    QList<QDateTime> times()
    {
        return must(files.read([](Connection &c) -> Result<QList<QDateTime>> {
            Result<Query> query =
                c.query(QStringLiteral("SELECT intent_at FROM send WHERE intent_at IS NOT NULL ORDER BY intent_at"));
            QList<QDateTime> found;
            while (query && query->next()) {
                found.append(query->time(0));
            }
            return found;
        }));
    }

    FakeTransport transport;
    SendingRules rules;
    std::unique_ptr<Sender> sender;
    QPointer<Sender> started;
};

} // namespace AlwaysLeads
