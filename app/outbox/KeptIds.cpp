#include "outbox/KeptIds.h"

#include "base/Log.h"
#include "outbox/SendLedger.h"

namespace AlwaysLeads {

namespace {

constexpr int atOnce = 50;
constexpr int daysToAsk = 3;
constexpr std::chrono::seconds longestNap(60 * 60);
constexpr std::chrono::seconds afterFailure(10 * 60);

QString withoutBrackets(const QString &id)
{
    const QString trimmed = id.trimmed();
    return trimmed.startsWith(QLatin1Char('<')) && trimmed.endsWith(QLatin1Char('>'))
        ? trimmed.sliced(1, trimmed.size() - 2)
        : trimmed;
}

} // namespace

KeptIds::KeptIds(Database &database, Clock &clock, Ask ask)
    : m_database(database)
    , m_clock(clock)
    , m_ask(std::move(ask))
{
}

void KeptIds::start()
{
    m_scope.run(keepOn());
}

void KeptIds::wake()
{
    m_nap.request_stop();
}

Task<> KeptIds::close()
{
    auto closing = m_scope.close();
    co_await closing;
}

Task<Result<>> KeptIds::keepOn()
{
    const std::stop_token stop = m_scope.token();
    while (!stop.stop_requested()) {
        m_nap = std::stop_source();
        const QDateTime since = m_clock.now().addDays(-daysToAsk);
        auto reading = m_database.read<QList<HandedSend>>(
            [since](Connection &connection) { return KeptIdStore().due(connection, since, atOnce); });
        Result<QList<HandedSend>> due = co_await reading;
        bool isDone = due.has_value();
        bool isMore = false;
        if (due && !due->isEmpty()) {
            isMore = due->size() == atOnce;
            auto asking = askAll(*due);
            const Result<bool> asked = co_await asking;
            isDone = asked && *asked;
        }
        if (stop.stop_requested()) {
            break;
        }
        if (isDone && isMore) {
            continue;
        }
        // A failure is not asked again for each mail that leaves meanwhile.
        const std::stop_callback endNap(stop, [this] { m_nap.request_stop(); });
        const std::stop_token nap = isDone ? m_nap.get_token() : stop;
        const QDateTime next = m_clock.now().addSecs(isDone ? longestNap.count() : afterFailure.count());
        co_await m_clock.sleepUntil(next, nap);
    }
    co_return Result<>();
}

Task<Result<bool>> KeptIds::askAll(QList<HandedSend> due)
{
    const std::stop_token stop = m_scope.token();
    bool allAnswered = true;
    for (const HandedSend &each : std::as_const(due)) {
        auto asking = m_ask(each.mailbox, each.remoteId, stop);
        Result<QString> answer = co_await asking;
        if (stop.stop_requested()) {
            co_return Result<bool>(false);
        }
        if (!answer) {
            qCInfo(baseLog).noquote() << "the id of a sent mail:" << answer.error().message;
            allAnswered = false;
            continue;
        }
        QString id = withoutBrackets(*answer);
        if (id.contains(QLatin1Char(' ')) || id.size() > 500) {
            id.clear(); // nothing that a thread could be made of
        }
        auto writing = m_database.write<bool>([send = each.send, id](Connection &connection) -> Result<bool> {
            Result<Send> known = SendLedger().find(connection, send);
            if (!known) {
                return failureOf(std::move(known));
            }
            if (Result<> put = KeptIdStore().put(connection, send, id); !put) {
                return failureOf(std::move(put));
            }
            return !id.isEmpty() && id != known->messageId;
        });
        const Result<bool> isOther = co_await writing;
        if (!isOther) {
            allAnswered = false;
        } else if (*isOther) {
            Q_EMIT replaced();
        }
    }
    co_return Result<bool>(allAnswered);
}

} // namespace AlwaysLeads
