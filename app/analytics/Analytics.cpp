#include "analytics/Analytics.h"

#include "analytics/AnalyticsStore.h"

#include <QDir>
#include <QSaveFile>

#include <chrono>

namespace AlwaysLeads {

namespace {

constexpr std::chrono::milliseconds burst(400);

Result<> write(const FigureTable &table, const QString &path)
{
    QSaveFile file(path);
    const QByteArray bytes = table.csv();
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
        return failure(ErrorKind::Storage, Analytics::tr("The file cannot be written: %1").arg(file.errorString()),
                       path);
    }
    return {};
}

} // namespace

Analytics::Analytics(Database &database, const Clock &clock, SendPolicy policy, std::function<QTimeZone()> zone,
                     QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_clock(clock)
    , m_policy(std::move(policy))
    , m_zone(std::move(zone))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(burst);
    connect(&m_soon, &QTimer::timeout, this, &Analytics::changed);
}

void Analytics::noteChange()
{
    if (!m_soon.isActive()) { // while much is sent, it is told all the same
        m_soon.start();
    }
}

Task<Result<Figures>> Analytics::figures(AnalyticsQuery query, std::stop_token stop)
{
    const AnalyticsStore store(m_policy);
    auto reading =
        m_database.read<Figures>([store, query, now = m_clock.now(), zone = m_zone()](
                                     Connection &connection) { return store.figures(connection, query, now, zone); },
                                 stop);
    Result<Figures> figures = co_await reading;
    co_return figures;
}

Task<Result<QList<LeadId>>> Analytics::people(FigurePeople wanted)
{
    const AnalyticsStore store(m_policy);
    auto reading =
        m_database.read<QList<LeadId>>([store, wanted, now = m_clock.now(), zone = m_zone()](Connection &connection) {
            return store.people(connection, wanted, now, zone);
        });
    Result<QList<LeadId>> people = co_await reading;
    co_return people;
}

Task<Result<>> Analytics::save(FigureTable table, QString path)
{
    // On a database thread, since a slow disk must not hold up the window.
    auto writing =
        m_database.read<bool>([table, path](Connection &) { return write(table, path).map([] { return true; }); });
    Result<bool> written = co_await writing;
    Result<> outcome;
    if (!written) {
        outcome = failureOf(std::move(written));
    }
    co_return outcome;
}

Task<Result<>> Analytics::saveAll(QList<FigureTable> tables, QString folder)
{
    for (const FigureTable &table : std::as_const(tables)) {
        const QString path = QDir(folder).filePath(table.name + QStringLiteral(".csv"));
        Result<> written = co_await save(table, path);
        if (!written) {
            co_return written;
        }
    }
    co_return Result<>();
}

} // namespace AlwaysLeads
