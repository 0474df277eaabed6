#include "draft/DraftBatches.h"
#include "DraftClaude.h"

#include <QSignalSpy>
#include <QtTest>

using namespace AlwaysLeads;
using Fault = ClaudeServer::Fault;

/// Many drafts written together: they wait over a restart, and each ends as a draft or with a reason.
class DraftBatchesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_claude = std::make_unique<DraftClaude>();
        m_claude->world.setText(QStringLiteral("Load plans"),
                                QStringLiteral("Hi {first name},\n\nhow is {city}?\n\nClara"), QStringLiteral("warm"));
    }
    void cleanup() { m_claude.reset(); }

    void writesManyAtHalfThePrice();
    void saysTheCostBefore();
    void fillsPlacesToo();
    void goesOnAfterARestart();
    void isNotWrittenTwice();
    void cancellingLeavesAReason();
    void whatExpiredSaysSoAndCanBeTriedAgain();
    void everyKindOfAnswerEndsADraft();
    void theLimitRefusesABatch();
    void aPersonsDecisionStays();
    void runsBesideTheJudgements();

private:
    QList<LeadId> enrol(int count, int from = 0)
    {
        QList<LeadId> leads;
        for (int number = from; number < from + count; ++number) {
            leads << m_claude->world.addLead(QStringLiteral("Anna%1").arg(number),
                                             QStringLiteral("anna%1@baltway.example").arg(number));
        }
        must(m_claude->world.campaigns.enrol(m_claude->world.campaign, leads));
        return leads;
    }
    DraftWritingReport hand()
    {
        return must(m_claude->wait(m_claude->world.writer.write(m_claude->world.campaign, WritingWay::Together)));
    }
    int in(const QList<LeadId> &leads, DraftState state)
    {
        return int(
            std::ranges::count_if(leads, [&](LeadId lead) { return m_claude->world.draftOf(lead).state == state; }));
    }
    bool untilEnded()
    {
        QSignalSpy ended(m_claude->batches.get(), &DraftBatches::ended);
        const bool waited = m_claude->waitFor([&] { return !ended.isEmpty(); });
        m_sum = waited ? ended.first().first().value<DraftBatchSum>() : DraftBatchSum();
        return waited;
    }

    std::unique_ptr<DraftClaude> m_claude;
    DraftBatchSum m_sum;
};

void DraftBatchesTest::writesManyAtHalfThePrice()
{
    const QList<LeadId> leads = enrol(5); // two batches of at most three
    QSignalSpy changed(m_claude->batches.get(), &DraftBatches::changed);
    const DraftWritingReport report = hand();
    QCOMPARE(report.together, 5);
    QCOMPARE(report.written, 0);
    QCOMPARE(in(leads, DraftState::Writing) + in(leads, DraftState::Ready), 5); // the first may have come already
    QVERIFY(untilEnded());
    QCOMPARE(in(leads, DraftState::Ready), 5);
    QCOMPARE(m_sum.written, 5);
    QCOMPARE(m_sum.without, 0);
    QCOMPARE(m_claude->server.batchCount(), 2);
    QVERIFY(!changed.isEmpty());
    for (const LeadId lead : leads) { // results come in an order of their own
        const Draft draft = m_claude->world.draftOf(lead);
        QVERIFY2(draft.body.contains(QStringLiteral("Hi Anna%1,").arg(lead.value() - leads.first().value())),
                 qPrintable(draft.body));
        QCOMPARE(draft.origin, DraftOrigin::Claude);
        QVERIFY(!draft.facts.sentences.isEmpty()); // checked like any other
        QCOMPARE(draft.facts.prompt, QStringLiteral("write-mail 2"));
    }
    QVERIFY(m_sum.costMicros > 0);
    QCOMPARE(must(m_claude->wait(m_claude->budget->spentThisMonth())), m_sum.costMicros);
    QCOMPARE(must(m_claude->wait(m_claude->budget->reserved())), 0);
    QCOMPARE(
        m_claude->world.files.number(QStringLiteral(
            "SELECT count(*) FROM assistant_call WHERE purpose = 'write mail in a batch' AND draft_id IS NOT NULL")),
        5);
    // What the brief held is not kept any longer than its answer takes.
    QCOMPARE(m_claude->world.files.number(
                 QStringLiteral("SELECT count(*) FROM assistant_batch_item WHERE facts LIKE '%Anna%'")),
             0);
}

void DraftBatchesTest::saysTheCostBefore()
{
    enrol(3);
    const LeadId nowhere = m_claude->world.addLead(QStringLiteral("Bea"), QStringLiteral("bea@baltway.example"), {});
    must(m_claude->world.campaigns.enrol(m_claude->world.campaign, {nowhere}));
    const WritingCost cost = must(m_claude->wait(m_claude->world.writer.cost(m_claude->world.campaign)));
    QCOMPARE(m_claude->server.calls(), 0); // it costs nothing to be told
    QCOMPARE(cost.byClaude, 3);
    QCOMPARE(cost.blocked, 1);
    QCOMPARE(cost.limitMicros, 20'000'000);
    QCOMPARE(cost.leftMicros, 20'000'000);
    QVERIFY(cost.together.likelyMicros > 0);
    QVERIFY(std::abs(cost.together.likelyMicros * 2 - cost.atOnce.likelyMicros) <= 6);
    QVERIFY(cost.atOnce.likelyMicros < cost.atOnce.mostMicros);
    QCOMPARE(m_claude->world.files.number(QStringLiteral("SELECT count(*) FROM draft")), 0); // and changes nothing
    hand();
    QVERIFY(untilEnded());
    QVERIFY(m_sum.costMicros <= cost.together.mostMicros);
    const WritingCost after = must(m_claude->wait(m_claude->world.writer.cost(m_claude->world.campaign)));
    QCOMPARE(after.byClaude, 0);
    QCOMPARE(after.leftMicros, 20'000'000 - m_sum.costMicros);
}

void DraftBatchesTest::fillsPlacesToo()
{
    m_claude->world.setText(
        QStringLiteral("Load plans"),
        QStringLiteral("Hi {first name},\n\n{claude: one sentence on their city}\n\nMy own words."));
    const QList<LeadId> leads = enrol(2);
    QCOMPARE(hand().together, 2);
    QVERIFY(untilEnded());
    for (const LeadId lead : leads) {
        const Draft draft = m_claude->world.draftOf(lead);
        QCOMPARE(draft.state, DraftState::Ready);
        QVERIFY(draft.body.endsWith(QStringLiteral("\n\nMy own words.")));
        QVERIFY2(draft.body.contains(QStringLiteral("Gdynia")), qPrintable(draft.body));
        QCOMPARE(draft.facts.prompt, QStringLiteral("fill-slots 1"));
    }
}

void DraftBatchesTest::goesOnAfterARestart()
{
    m_claude->server.setLooksUntilEnded(-1);
    const QList<LeadId> leads = enrol(3);
    hand();
    m_claude->restart();
    must(m_claude->wait(m_claude->world.writer.recover())); // what Claude has is not given up
    QCOMPARE(in(leads, DraftState::Writing), 3);
    m_claude->server.setLooksUntilEnded(0);
    m_claude->batches->start();
    QVERIFY(untilEnded());
    QCOMPARE(in(leads, DraftState::Ready), 3);
    QCOMPARE(m_claude->server.batchCount(), 1);
}

void DraftBatchesTest::isNotWrittenTwice()
{
    m_claude->server.setLooksUntilEnded(-1);
    const QList<LeadId> leads = enrol(3);
    hand();
    QCOMPARE(must(m_claude->wait(m_claude->world.writer.cost(m_claude->world.campaign))).byClaude, 0);
    QCOMPARE(hand().together, 0);
    const DraftWritingReport now = must(m_claude->wait(m_claude->world.writer.write(m_claude->world.campaign)));
    QCOMPARE(now.written, 0);
    QCOMPARE(m_claude->server.batchCount(), 1);
    QCOMPARE(in(leads, DraftState::Writing), 3);
    m_claude->server.setLooksUntilEnded(0);
    QVERIFY(untilEnded());
    QCOMPARE(in(leads, DraftState::Ready), 3);
}

void DraftBatchesTest::cancellingLeavesAReason()
{
    m_claude->server.setLooksUntilEnded(-1);
    const QList<LeadId> leads = enrol(3);
    hand();
    must(m_claude->wait(m_claude->batches->cancel()));
    QVERIFY(untilEnded());
    QCOMPARE(in(leads, DraftState::Blocked), 3);
    QVERIFY(m_claude->world.draftOf(leads.first()).reason.contains(QStringLiteral("cancelled")));
    QCOMPARE(m_sum.without, 3);
    QCOMPARE(must(m_claude->wait(m_claude->budget->reserved())), 0);
}

void DraftBatchesTest::whatExpiredSaysSoAndCanBeTriedAgain()
{
    m_claude->server.setLooksUntilEnded(-1);
    const QList<LeadId> leads = enrol(2);
    hand();
    m_claude->server.expireBatches();
    QVERIFY(untilEnded());
    QCOMPARE(in(leads, DraftState::Blocked), 2);
    QVERIFY(m_claude->world.draftOf(leads.first()).reason.contains(QStringLiteral("within a day")));
    const Draft again = must(m_claude->wait(m_claude->world.writer.retry(m_claude->world.draftOf(leads.first()).id)));
    QCOMPARE(again.state, DraftState::Ready);
    m_claude->server.setLooksUntilEnded(0);
    QCOMPARE(hand().together, 1); // the other one
    QVERIFY(untilEnded());
    QCOMPARE(in(leads, DraftState::Ready), 2);
}

void DraftBatchesTest::everyKindOfAnswerEndsADraft()
{
    m_claude->server.setLooksUntilEnded(0);
    const struct
    {
        Fault fault;
        QString reason;
    } kinds[] = {{Fault::Refusal, QStringLiteral("declined")},
                 {Fault::AlwaysCutOff, QStringLiteral("cut off")},
                 {Fault::NotJson, QStringLiteral("form")},
                 {Fault::InventedLink, QStringLiteral("link")},
                 {Fault::EmptyMail, QStringLiteral("empty")}};
    int from = 0;
    for (const auto &kind : kinds) {
        m_claude->server.setFault(kind.fault, 1);
        const QList<LeadId> leads = enrol(2, from);
        from += 2;
        hand();
        QVERIFY(untilEnded());
        QCOMPARE(in(leads, DraftState::Blocked), 1);
        QCOMPARE(in(leads, DraftState::Ready), 1);
        QCOMPARE(m_sum.without, 1);
        const auto blocked = std::ranges::find_if(
            leads, [&](LeadId lead) { return m_claude->world.draftOf(lead).state == DraftState::Blocked; });
        const QString reason = m_claude->world.draftOf(*blocked).reason;
        QVERIFY2(reason.contains(kind.reason), qPrintable(reason));
        must(m_claude->world.review.reject(m_claude->world.draftOf(*blocked).id)); // out of the way of the next
    }
    // A claim without a fact is marked, as in a single answer.
    m_claude->server.setFault(Fault::InventedClaims, 1);
    const QList<LeadId> leads = enrol(1, from);
    hand();
    QVERIFY(untilEnded());
    QVERIFY(!must(m_claude->world.review.open(m_claude->world.draftOf(leads.first()).id)).canApprove);
}

void DraftBatchesTest::theLimitRefusesABatch()
{
    const QList<LeadId> leads = enrol(3);
    const WritingCost cost = must(m_claude->wait(m_claude->world.writer.cost(m_claude->world.campaign)));
    must(m_claude->settings->setMonthlyBudgetMicros(cost.together.mostMicros / 2));
    const DraftWritingReport report = hand();
    QCOMPARE(report.together, 0);
    QCOMPARE(report.blocked, 3);
    QVERIFY(report.stoppedBy.has_value());
    QCOMPARE(in(leads, DraftState::Blocked), 3);
    QCOMPARE(m_claude->server.calls(), 0);
}

void DraftBatchesTest::aPersonsDecisionStays()
{
    m_claude->server.setLooksUntilEnded(-1);
    const QList<LeadId> leads = enrol(2);
    hand();
    const Draft draft = m_claude->world.draftOf(leads.first());
    must(m_claude->world.files.write([&](Connection &connection) {
        return DraftStore().setState(connection, draft.id, DraftState::Rejected, {}, m_claude->world.clock.now());
    }));
    m_claude->server.setLooksUntilEnded(0);
    QVERIFY(untilEnded());
    QCOMPARE(m_claude->world.draftOf(leads.first()).state, DraftState::Rejected);
    QCOMPARE(m_claude->world.draftOf(leads.first()).body, draft.body);
    QCOMPARE(m_claude->world.draftOf(leads.last()).state, DraftState::Ready);
    QCOMPARE(m_sum.written, 1);
}

void DraftBatchesTest::runsBesideTheJudgements()
{
    m_claude->server.setLooksUntilEnded(-1);
    const QList<LeadId> leads = enrol(2);
    hand();
    // Batches of another purpose are somebody else's, also for the same people.
    must(m_claude->world.files.write([](Connection &connection) {
        return connection.run(
            QStringLiteral("INSERT INTO assistant_batch (purpose, model, mark, service_id, state, people, "
                           "reserved_micros, created_at) "
                           "VALUES ('qualify leads', 'm', 'another', 'msgbatch_other', 'running', 9, 1, 1)"));
    }));
    QCOMPARE(must(m_claude->wait(m_claude->batches->open())).size(), 1);
    m_claude->server.setLooksUntilEnded(0);
    QVERIFY(untilEnded());
    QCOMPARE(in(leads, DraftState::Ready), 2);
    QCOMPARE(m_claude->world.files.number(
                 QStringLiteral("SELECT count(*) FROM assistant_batch WHERE mark = 'another' AND state = 'running'")),
             1);
}

QTEST_GUILESS_MAIN(DraftBatchesTest)
#include "DraftBatchesTest.moc"
