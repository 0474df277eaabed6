#include "assistant/AssistantBudget.h"

#include "storage/Database.h"

#include <QLocale>

namespace AlwaysLeads {

namespace {

/// The first moment of the month `months` after the one that `now` is in, on this computer's clock.
QDateTime monthStart(const QDateTime &now, int months)
{
    const QDate today = now.toLocalTime().date();
    return QDateTime(QDate(today.year(), today.month(), 1).addMonths(months), QTime(0, 0));
}

} // namespace

AssistantBudget::AssistantBudget(Database &database, const Clock &clock)
    : m_database(database)
    , m_clock(clock)
{
}

Task<Result<qint64>> AssistantBudget::spentThisMonth()
{
    const QDateTime from = monthStart(m_clock.now(), 0);
    const QDateTime until = monthStart(m_clock.now(), 1);
    auto spent = m_database.read<qint64>(
        [calls = m_calls, from, until](Connection &connection) { return calls.spentMicros(connection, from, until); });
    Result<qint64> outcome = co_await spent;
    co_return outcome;
}

Task<Result<>> AssistantBudget::allow(qint64 limitMicros)
{
    if (limitMicros <= 0) {
        co_return failure(ErrorKind::Refused,
                          tr("Claude's monthly limit is zero, so it writes nothing. Raise the limit in Settings."));
    }
    Result<qint64> spent = co_await spentThisMonth();
    if (!spent) {
        co_return failureOf(std::move(spent));
    }
    if (*spent < limitMicros) {
        co_return Result<>();
    }
    // The words around it are English until a translation brings its own.
    const QLocale locale(QLocale::English);
    const QDate today = m_clock.now().toLocalTime().date();
    const QDate next = monthStart(m_clock.now(), 1).date();
    co_return failure(ErrorKind::Refused,
                      tr("%1's %2 are used. Writing starts again on %3, or raise the limit. Sending goes on.")
                          .arg(locale.standaloneMonthName(today.month()), shown(limitMicros),
                               locale.toString(next, QStringLiteral("d MMMM"))));
}

Task<Result<>> AssistantBudget::record(AssistantCall call)
{
    auto saved =
        m_database.write<void>([calls = m_calls, call](Connection &connection) { return calls.add(connection, call); });
    Result<> outcome = co_await saved;
    co_return outcome;
}

QString AssistantBudget::shown(qint64 micros)
{
    constexpr qint64 dollar = 1'000'000;
    const auto dollars = [micros](int decimals) {
        return QLatin1Char('$') + QLocale::c().toString(double(micros) / double(dollar), 'f', decimals);
    };
    if (micros % dollar == 0) {
        return dollars(0);
    }
    if (micros >= dollar / 100) {
        return dollars(2);
    }
    return micros >= 100 ? dollars(4) : tr("less than $0.0001");
}

} // namespace AlwaysLeads
