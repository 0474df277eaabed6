#include "analytics/Analytics.h"
#include "app/analytics/MailHistory.h"
#include "app/outbox/OutboxWorld.h"

#include <QTest>

#include <algorithm>

using namespace AlwaysLeads;

namespace {

const QTimeZone copenhagen("Europe/Copenhagen");
const QDateTime today = QDateTime(QDate(2026, 11, 24), QTime(12, 0), Qt::UTC);

/// A small history and its figures of all times.
struct Ledger
{
    Figures figures()
    {
        Analytics analytics(*files, clock, {}, [] { return copenhagen; });
        return must(analytics.figures({AnalyticsQuery::Period::All, {}}));
    }

    TestDatabase files = copiedDatabase();
    MailHistory history{files, today, 200, 25};
    VirtualClock clock{today};
};

} // namespace

/// What counts as a reply, as delivered, and as left to do.
class FigureRulesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theUnsubscribeButtonIsNoReply();
    void whatBouncedOfAnAnswerLeavesTheFirstMailDelivered();
    void aReportThatProvesNothingCountsOnceThePersonSaysSo();
    void countsTheTasksThatAreLeft();
};

void FigureRulesTest::theUnsubscribeButtonIsNoReply()
{
    Ledger ledger;
    const MailHistory &history = ledger.history;
    const Figures before = ledger.figures();
    const auto mail = std::ranges::find_if(history.mails, [&](const MailHistory::Mail &one) {
        return one.state == QLatin1String("accepted")
            && std::ranges::none_of(history.answers, [&](const MailHistory::Answer &each) {
                   const qint64 lead = history.mails[size_t(each.mail - 1)].lead;
                   return lead == one.lead;
               });
    });
    QVERIFY(mail != history.mails.end());
    must(ledger.files.write([&](Connection &connection) {
        return connection
            .run(
                QStringLiteral("INSERT INTO reply (mailbox_id, message_key, lead_id, send_id, campaign_id, matched_by, "
                               "received_at, class, class_by, created_at) VALUES (?, 'button', ?, ?, ?, 'thread', ?, "
                               "'opt-out', 'headers', ?)"),
                {mail->mailbox, mail->lead, mail->id, mail->campaign, today.addSecs(-60), today})
            .map([](qint64) {});
    }));
    const Figures after = ledger.figures();
    QCOMPARE(after.people.optedOut, before.people.optedOut + 1);
    QCOMPARE(after.people.replied, before.people.replied);
    QCOMPARE(after.replies, before.replies);
}

void FigureRulesTest::whatBouncedOfAnAnswerLeavesTheFirstMailDelivered()
{
    Ledger ledger;
    const MailHistory &history = ledger.history;
    const MailHistory::Answer &answer = *std::ranges::find_if(history.answers, [](const MailHistory::Answer &one) {
        return one.word == QLatin1String("interested") && one.counts;
    });
    const MailHistory::Mail &mail = history.mails[size_t(answer.mail - 1)];
    const Figures before = ledger.figures();
    must(ledger.files.write([&](Connection &c) { // we answered, and that came back
        return c.script(
            QStringLiteral(
                "INSERT INTO campaign (id, name, state, created_at) VALUES (900, 'Answers', 'running', 0);"
                "INSERT INTO answer_campaign (campaign_id, mailbox_id) VALUES (900, %3);"
                "INSERT INTO campaign_step (id, campaign_id, position) VALUES (9001, 900, 2);"
                "INSERT INTO draft (id, lead_id, campaign_id, step_id, version, state, message_id, created_at, "
                "updated_at) VALUES (90000, %2, 900, 9001, 1, 'sent', 'answer', %4, %4);"
                "INSERT INTO send (id, lead_id, step_id, version, draft_id, campaign_id, mailbox_id, to_address, "
                "state, "
                "due_at, message_id, approved_hash, queued_at, intent_at) VALUES (90000, %2, 9001, 1, 90000, 900, %3, "
                "'x@baltway.example', 'accepted', %4, 'answer', x'00', %4, %4);"
                "INSERT INTO answer (draft_id, reply_id, to_address, reference_ids) SELECT 90000, id, "
                "'x@baltway.example', '' FROM reply WHERE send_id = %1 AND class = 'interested' LIMIT 1;"
                "INSERT INTO reply (mailbox_id, message_key, lead_id, send_id, campaign_id, matched_by, received_at, "
                "class, class_by, created_at) VALUES (%3, 'back', %2, 90000, 900, 'thread', %4, 'bounce', 'headers', "
                "%4)")
                .arg(mail.id)
                .arg(mail.lead)
                .arg(mail.mailbox)
                .arg(today.toMSecsSinceEpoch() - 1000));
    }));
    const Figures after = ledger.figures();
    QCOMPARE(after.people.delivered, before.people.delivered);
    QCOMPARE(after.people.bounced, before.people.bounced);
    QVERIFY(after.people.replied <= after.people.delivered);
    for (const Dimension by : {Dimension::Campaign, Dimension::Step, Dimension::Mailbox, Dimension::Hour}) {
        for (const BreakdownRow &row : after.by(by)) {
            QVERIFY(row.tally.replied <= row.tally.delivered);
        }
    }
}

void FigureRulesTest::aReportThatProvesNothingCountsOnceThePersonSaysSo()
{
    Ledger ledger;
    const MailHistory &history = ledger.history;
    const qint64 before = ledger.figures().people.bounced;
    const auto mail = std::ranges::find_if(history.mails, [&](const MailHistory::Mail &one) {
        return one.state == QLatin1String("accepted")
            && std::ranges::none_of(history.answers, [&](const MailHistory::Answer &each) {
                   return history.mails[size_t(each.mail - 1)].lead == one.lead;
               });
    });
    QVERIFY(mail != history.mails.end());
    const auto decide = [&](const QString &sql) {
        must(ledger.files.write([=](Connection &connection) { return connection.script(sql); }));
        return ledger.figures().people.bounced;
    };
    must(ledger.files.write([&](Connection &connection) {
        return connection
            .run(QStringLiteral("INSERT INTO reply (id, mailbox_id, message_key, lead_id, send_id, campaign_id, "
                                "matched_by, received_at, class, class_by, created_at) VALUES (99999, ?, 'report', ?, "
                                "?, ?, 'address', ?, 'bounce', 'headers', ?)"),
                 {mail->mailbox, mail->lead, mail->id, mail->campaign, mail->left, mail->left})
            .map([](qint64) {});
    }));
    QCOMPARE(decide(QStringLiteral("INSERT INTO reply_decision (reply_id, kind) VALUES (99999, 'bounce')")), before);
    QCOMPARE(decide(QStringLiteral("UPDATE reply_decision SET answer = 'no' WHERE reply_id = 99999")), before);
    QCOMPARE(decide(QStringLiteral("UPDATE reply_decision SET answer = 'yes' WHERE reply_id = 99999")), before + 1);
}

void FigureRulesTest::countsTheTasksThatAreLeft()
{
    OutboxWorld world;
    const QList<LeadId> leads = world.queue(4);
    const StepId call = must(world.files.write([&](Connection &c) -> Result<StepId> {
        return CampaignStore().addStep(c, world.campaign, StepKind::Task, 2, {}, world.clock.now());
    }));
    must(world.files.write([&](Connection &c) -> Result<> {
        for (const LeadId lead : leads) {
            Result<qint64> added = c.run(
                QStringLiteral("INSERT INTO step_outcome (campaign_id, lead_id, step_id, version, outcome, title, "
                               "notes, due_at, at) VALUES (?, ?, ?, 1, 'open task', 'Call', '', ?, ?)"),
                {world.campaign.value(), lead.value(), call.value(), world.clock.now(), world.clock.now()});
            if (!added) {
                return failureOf(std::move(added));
            }
        }
        return {};
    }));
    Analytics analytics(*world.files, world.clock, world.policy, [] { return copenhagen; });
    const auto tasks = [&]() -> qint64 {
        for (const WaitingFigure &figure : must(analytics.figures({})).waiting) {
            if (figure.kind == WaitingFigure::Kind::Tasks) {
                return figure.count;
            }
        }
        return 0;
    };
    const auto run = [&](const QString &sql, const QVariantList &values) {
        must(world.files.write([=](Connection &c) { return c.run(sql, values).map([](qint64) {}); }));
    };
    QCOMPARE(tasks(), 4);
    run(QStringLiteral("UPDATE enrolment SET left_reason = 'They answered.' WHERE lead_id = ?"), {leads.at(0).value()});
    QCOMPARE(tasks(), 3);
    run(QStringLiteral("UPDATE lead SET deleted_at = ? WHERE id = ?"), {world.clock.now(), leads.at(1).value()});
    QCOMPARE(tasks(), 2);
    run(QStringLiteral("UPDATE campaign_step SET removed_at = ? WHERE id = ?"), {world.clock.now(), call.value()});
    QCOMPARE(tasks(), 0);
}

QTEST_GUILESS_MAIN(FigureRulesTest)
#include "FigureRulesTest.moc"
