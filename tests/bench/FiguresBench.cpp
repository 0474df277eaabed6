// How long the dashboard's figures take over a large ledger.
//
//     FiguresBench [mails]
//
// Every mail keeps 3 kB of its bytes, as in life, 2 % were answered, and every second step is written in two ways.
#include "analytics/Analytics.h"
#include "app/campaign/CampaignWorld.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <cstdio>

using namespace AlwaysLeads;

namespace {

Result<> fill(Connection &connection, qint64 mails, qint64 now)
{
    const QString rows =
        QStringLiteral("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1) ");
    const qint64 year = 365LL * 86'400'000;
    const QStringList statements{
        QStringLiteral("INSERT INTO mailbox (id, address, host, port, security, created_at) VALUES "
                       "(91, 'a@firm.example', 'h', 465, 'implicit tls', 0), (92, 'b@firm.example', 'h', 465, "
                       "'implicit tls', 0)"),
        rows.arg(20)
            + QStringLiteral("INSERT INTO campaign (id, name, state, created_at) SELECT 100 + i, 'Campaign ' "
                             "|| i, 'running', 0 FROM n"),
        rows.arg(60)
            + QStringLiteral(
                "INSERT INTO campaign_step (id, campaign_id, position) SELECT 1000 + i, 101 + (i - 1) / 3, "
                "1 + (i - 1) % 3 FROM n"),
        QStringLiteral(
            "INSERT INTO step_version (step_id, version, subject, body, created_at) SELECT id, 1, 'S', 'B', 0 "
            "FROM campaign_step WHERE id > 1000"),
        QStringLiteral("INSERT INTO step_variant (step_id, version, number, subject, body) SELECT id, 1, 1, 'S', 'B' "
                       "FROM campaign_step WHERE id > 1000 AND position = 2"),
        rows.arg(mails / 2)
            + QStringLiteral("INSERT INTO lead (id, email, created_at, updated_at) SELECT 10000 + i, 'p' || i || "
                             "'@firm.example', 0, 0 FROM n"),
        rows.arg(mails)
            + QStringLiteral(
                  "INSERT INTO draft (id, lead_id, campaign_id, step_id, version, state, subject, body, "
                  "message_id, variant, created_at, updated_at) SELECT i, 10001 + i % %1, 101 + (i % 60) / "
                  "3, 1001 + i % 60, 1 + i / %1, 'sent', 'Subject', hex(zeroblob(400)), i, i % 2, 0, 0 FROM n")
                  .arg(mails / 2),
        rows.arg(mails)
            + QStringLiteral("INSERT INTO send (id, lead_id, step_id, version, draft_id, campaign_id, mailbox_id, "
                             "to_address, state, due_at, message_id, approved_hash, mime, queued_at, intent_at) SELECT "
                             "i, 10001 + i % %1, 1001 + i % 60, 1 + i / %1, i, 101 + (i % 60) / 3, 91 + i % 2, 'p@f', "
                             "CASE WHEN i % 50 = 0 THEN 'refused for good' ELSE 'accepted' END, 0, i, x'00', "
                             "zeroblob(3000), 0, %2 - (i * 7919 % %3) FROM n")
                  .arg(mails / 2)
                  .arg(now)
                  .arg(year),
        rows.arg(mails / 50)
            + QStringLiteral(
                  "INSERT INTO reply (id, mailbox_id, message_key, lead_id, send_id, campaign_id, matched_by, "
                  "received_at, class, class_by, created_at) SELECT i, 91, i, 10001 + (i * 50 + 1) % %1, i * "
                  "50 - 1, 101, 'thread', %2 - (i * 7919 % %3), CASE i % 3 WHEN 0 THEN 'interested' WHEN 1 "
                  "THEN 'no' ELSE 'out of office' END, 'words', 0 FROM n")
                  .arg(mails / 2)
                  .arg(now)
                  .arg(year)};
    for (const QString &statement : statements) {
        if (Result<qint64> done = connection.run(statement); !done) {
            return failureOf(std::move(done));
        }
    }
    return {};
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication qt(argc, argv);
    const qint64 mails = argc > 1 ? QByteArray(argv[1]).toLongLong() : 1'000'000;
    TestDatabase files;
    SystemClock clock;
    QElapsedTimer timer;
    timer.start();
    must(files.write([&](Connection &connection) { return fill(connection, mails, clock.now().toMSecsSinceEpoch()); }));
    files.reopen(); // the write-ahead log of gigabytes goes into the file, as it does bit by bit in use
    std::printf("%lld mails made in %.1f s\n", static_cast<long long>(mails), double(timer.elapsed()) / 1000);
    Analytics analytics(*files, clock);
    const std::pair<const char *, AnalyticsQuery> queries[] = {
        {"7 days", {AnalyticsQuery::Period::Week, {}}},
        {"30 days", {AnalyticsQuery::Period::Month, {}}},
        {"90 days", {AnalyticsQuery::Period::Quarter, {}}},
        {"all", {AnalyticsQuery::Period::All, {}}},
        {"all, one campaign", {AnalyticsQuery::Period::All, CampaignId(105)}},
    };
    for (int round = 0; round < 2; ++round) { // the first reads the file, the second its cache
        for (const auto &[name, query] : queries) {
            timer.restart();
            const Figures figures = must(analytics.figures(query));
            std::printf("%-20s %5lld ms, %lld people, %lld replied\n", name, static_cast<long long>(timer.elapsed()),
                        static_cast<long long>(figures.people.people), static_cast<long long>(figures.people.replied));
        }
    }
    return 0;
}
