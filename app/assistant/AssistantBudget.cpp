#include "assistant/AssistantBudget.h"

#include "assistant/AssistantLog.h"
#include "storage/Database.h"

#include <QLocale>

#include <algorithm>

namespace AlwaysLeads {

namespace {

const QString limitDetail = QStringLiteral("the month's limit"); // by which isLimit() knows it

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

Task<Result<qint64>> AssistantBudget::reserved()
{
    auto reading = m_database.read<qint64>(
        [batches = m_batches](Connection &connection) { return batches.reservedMicros(connection); });
    Result<qint64> outcome = co_await reading;
    co_return outcome;
}

Task<Result<qint64>> AssistantBudget::left(qint64 limitMicros)
{
    Result<qint64> spent = co_await spentThisMonth();
    if (!spent) {
        co_return spent;
    }
    Result<qint64> kept = co_await reserved();
    if (!kept) {
        co_return kept;
    }
    co_return Result<qint64>(std::max<qint64>(0, limitMicros - *spent - *kept));
}

Task<Result<>> AssistantBudget::allow(qint64 limitMicros)
{
    auto looking = m_database.read<bool>([this, limitMicros, now = m_clock.now()](Connection &connection) {
        return allowIn(connection, limitMicros, 0, now).map([] { return true; });
    });
    Result<bool> allowed = co_await looking;
    if (!allowed) {
        co_return failureOf(std::move(allowed));
    }
    co_return Result<>();
}

Result<> AssistantBudget::allowIn(Connection &connection, qint64 limitMicros, qint64 more, const QDateTime &now) const
{
    if (limitMicros <= 0) {
        return failure(ErrorKind::Refused,
                       tr("Claude's monthly limit is zero, so it writes nothing. Raise the limit in Settings."),
                       limitDetail);
    }
    Result<qint64> spent = m_calls.spentMicros(connection, monthStart(now, 0), monthStart(now, 1));
    if (!spent) {
        return failureOf(std::move(spent));
    }
    Result<qint64> reserved = m_batches.reservedMicros(connection);
    if (!reserved) {
        return failureOf(std::move(reserved));
    }
    const qint64 used = *spent + *reserved;
    if (used < limitMicros && used + more <= limitMicros) {
        return {};
    }
    // The words around it are English until a translation brings its own.
    const QLocale locale(QLocale::English);
    const QDate today = now.toLocalTime().date();
    const QString month = locale.standaloneMonthName(today.month());
    if (used < limitMicros) {
        return failure(ErrorKind::Refused,
                       tr("This can cost up to %1, and %2 of %3's %4 are left. Ask about fewer people, or raise the "
                          "limit in Settings.")
                           .arg(shown(more), shown(limitMicros - used), month, shown(limitMicros)),
                       limitDetail);
    }
    if (*reserved > 0 && *spent < limitMicros) {
        return failure(
            ErrorKind::Refused,
            tr("%1's %2 are used, or kept for what Claude is reading now. Wait for that to end, or raise the "
               "limit. Sending goes on.")
                .arg(month, shown(limitMicros)),
            limitDetail);
    }
    const QDate next = monthStart(now, 1).date();
    return failure(ErrorKind::Refused,
                   tr("%1's %2 are used. Writing starts again on %3, or raise the limit. Sending goes on.")
                       .arg(month, shown(limitMicros), locale.toString(next, QStringLiteral("d MMMM"))),
                   limitDetail);
}

bool AssistantBudget::isLimit(const Error &error)
{
    return error.kind == ErrorKind::Refused && error.detail == limitDetail;
}

Task<Result<>> AssistantBudget::record(AssistantCall call)
{
    auto saved =
        m_database.write<void>([calls = m_calls, call](Connection &connection) { return calls.add(connection, call); });
    Result<> outcome = co_await saved;
    if (!outcome) {
        // The next question fails on the same database before it costs anything.
        qCWarning(assistantLog).noquote()
            << "a cost of" << call.costMicros << "millionths was not recorded:" << outcome.error().detail;
    }
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
