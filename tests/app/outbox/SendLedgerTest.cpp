#include "app/outbox/OutboxWorld.h"

#include <QtTest>

using namespace AlwaysLeads;

namespace {

constexpr SendState allStates[] = {SendState::Waiting,       SendState::HandingOver,    SendState::Accepted,
                                   SendState::RefusedForNow, SendState::RefusedForGood, SendState::Unknown,
                                   SendState::Cancelled};

const QDateTime now(QDate(2026, 11, 24), QTime(9, 0), Qt::UTC);

} // namespace

class SendLedgerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingLeavesAcceptedAndOnlyWaitingMailsAreHandedOver();
    void theDatabaseRefusesWhatTheLawRefuses_data();
    void theDatabaseRefusesWhatTheLawRefuses();
    void recordsTheIntentOnlyOnce();
    void recordsAnOutcomeOnlyAfterAnIntent();
    void holdsOneRowForAPersonAndAStep();
    void theSchemaItselfRefusesASecondRow();
    void aCancelledMailCanBeQueuedAgain();
    void aCutOffHandOverBecomesUnknown();
    void keepsADiaryOfEachMail();
    void wordsAndStatesMatch();
};

void SendLedgerTest::nothingLeavesAcceptedAndOnlyWaitingMailsAreHandedOver()
{
    for (const SendState state : allStates) {
        QVERIFY(!SendLedger::isLegal(SendState::Accepted, state));
        const bool waits = state == SendState::Waiting || state == SendState::RefusedForNow;
        QCOMPARE(SendLedger::isLegal(state, SendState::HandingOver), waits);
    }
    QVERIFY(!SendLedger::isLegal(SendState::Unknown, SendState::HandingOver));
    QVERIFY(!SendLedger::isLegal(SendState::Unknown, SendState::Cancelled));
    QVERIFY(!SendLedger::isLegal(SendState::HandingOver, SendState::Cancelled));
}

void SendLedgerTest::theDatabaseRefusesWhatTheLawRefuses_data()
{
    QTest::addColumn<int>("in");
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    for (const SendState in : allStates) {
        for (const SendState from : allStates) {
            for (const SendState to : allStates) {
                QTest::addRow("row %s, asked for %s to %s", qPrintable(sendStateWord(in)),
                              qPrintable(sendStateWord(from)), qPrintable(sendStateWord(to)))
                    << int(in) << int(from) << int(to);
            }
        }
    }
}

void SendLedgerTest::theDatabaseRefusesWhatTheLawRefuses()
{
    QFETCH(int, in);
    QFETCH(int, from);
    QFETCH(int, to);
    static OutboxWorld world;
    static const LeadId lead = world.queue(1).first();
    const Send send = world.sendOf(lead);
    must(world.files.write([&](Connection &c) {
        return c.run(QStringLiteral("UPDATE send SET state = ?"), {sendStateWord(SendState(in))});
    }));
    const Result<> moved = world.files.write([&](Connection &c) {
        return SendLedger().move(c, send.id, SendState(from), SendState(to), SendReason::Turn, {}, {}, now);
    });
    const bool handOver = SendState(to) == SendState::HandingOver || SendState(from) == SendState::HandingOver;
    const bool legal = in == from && !handOver && SendLedger::isLegal(SendState(from), SendState(to));
    QCOMPARE(moved.has_value(), legal);
    QCOMPARE(int(world.sendOf(lead).state), legal ? to : in);
    if (!legal) {
        QCOMPARE(moved.error().kind, ErrorKind::Bug);
    }
}

void SendLedgerTest::recordsTheIntentOnlyOnce()
{
    OutboxWorld world;
    const LeadId lead = world.queue(1).first();
    const SendId id = world.sendOf(lead).id;
    must(world.files.write([&](Connection &c) { return SendLedger().recordIntent(c, id, "bytes", now); }));
    QCOMPARE(world.sendOf(lead).state, SendState::HandingOver);
    QCOMPARE(world.sendOf(lead).mime, QByteArray("bytes"));
    QCOMPARE(world.sendOf(lead).attempt, 1);
    QVERIFY(!world.files.write([&](Connection &c) { return SendLedger().recordIntent(c, id, "others", now); }));
    QCOMPARE(world.sendOf(lead).mime, QByteArray("bytes"));
}

void SendLedgerTest::recordsAnOutcomeOnlyAfterAnIntent()
{
    OutboxWorld world;
    const LeadId lead = world.queue(1).first();
    const SendId id = world.sendOf(lead).id;
    const auto record = [&](SendState to) {
        return world.files.write([&](Connection &c) {
            return SendLedger().recordOutcome(c, id, to, SendReason::None, HandOverOutcome(), {}, now);
        });
    };
    QVERIFY(!record(SendState::Accepted));
    must(world.files.write([&](Connection &c) { return SendLedger().recordIntent(c, id, "bytes", now); }));
    QVERIFY(!record(SendState::Cancelled));
    QVERIFY(!record(SendState::HandingOver));
    QVERIFY(record(SendState::Accepted));
    QVERIFY(!record(SendState::Accepted));
    QVERIFY(!record(SendState::Unknown));
    QCOMPARE(world.sendOf(lead).state, SendState::Accepted);
}

void SendLedgerTest::holdsOneRowForAPersonAndAStep()
{
    OutboxWorld world;
    const LeadId lead = world.queue(1).first();
    Send second = world.sendOf(lead);
    second.version = 2; // another text does not make it another mail
    for (const SendState state : {SendState::Waiting, SendState::HandingOver, SendState::Accepted,
                                  SendState::RefusedForNow, SendState::Unknown}) {
        must(world.files.write(
            [&](Connection &c) { return c.run(QStringLiteral("UPDATE send SET state = ?"), {sendStateWord(state)}); }));
        const Result<SendId> queued = world.files.write([&](Connection &c) { return SendLedger().queue(c, second); });
        QVERIFY2(!queued, qPrintable(sendStateWord(state)));
        QCOMPARE(queued.error().kind, ErrorKind::Refused);
    }
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM send")), 1);
}

void SendLedgerTest::theSchemaItselfRefusesASecondRow()
{
    OutboxWorld world;
    world.queue(1);
    const Result<qint64> copied = world.files.write([](Connection &c) {
        return c.run(QStringLiteral(
            "INSERT INTO send (lead_id, step_id, version, draft_id, campaign_id, mailbox_id, to_address, "
            "state, due_at, message_id, approved_hash, queued_at) SELECT lead_id, step_id, version, "
            "draft_id, campaign_id, mailbox_id, to_address, state, due_at, message_id, approved_hash, "
            "queued_at FROM send"));
    });
    QCOMPARE(copied.error().kind, ErrorKind::Refused);
}

void SendLedgerTest::aCancelledMailCanBeQueuedAgain()
{
    OutboxWorld world;
    const LeadId lead = world.queue(1).first();
    const Send send = world.sendOf(lead);
    must(world.files.write([&](Connection &c) {
        return SendLedger().move(c, send.id, SendState::Waiting, SendState::Cancelled, SendReason::Lapsed, {}, {}, now);
    }));
    Send again = send;
    again.approvedHash = QByteArray(32, 'n');
    QCOMPARE(must(world.files.write([&](Connection &c) { return SendLedger().queue(c, again); })), send.id);
    QCOMPARE(world.sendOf(lead).state, SendState::Waiting);
    QCOMPARE(world.sendOf(lead).approvedHash, again.approvedHash);
}

void SendLedgerTest::aCutOffHandOverBecomesUnknown()
{
    OutboxWorld world;
    const QList<LeadId> leads = world.queue(2);
    must(world.files.write([&, id = world.sendOf(leads.first()).id](Connection &c) {
        return SendLedger().recordIntent(c, id, "bytes", now);
    }));
    world.files.reopen();
    QCOMPARE(must(world.files.write([](Connection &c) { return SendLedger().settleCutOff(c, now); })), 1);
    QCOMPARE(world.sends(SendState::Unknown), 1);
    QCOMPARE(world.sends(SendState::Waiting), 1);
    QCOMPARE(must(world.files.write([](Connection &c) { return SendLedger().settleCutOff(c, now); })), 0);
}

void SendLedgerTest::keepsADiaryOfEachMail()
{
    OutboxWorld world;
    const LeadId lead = world.queue(1).first();
    const SendId id = world.sendOf(lead).id;
    must(world.files.write([&](Connection &c) { return SendLedger().recordIntent(c, id, "bytes", now); }));
    must(world.files.write([&](Connection &c) {
        return SendLedger().recordOutcome(c, id, SendState::Accepted, SendReason::None, HandOverOutcome(), {}, now);
    }));
    const QStringList diary = must(world.files.read([](Connection &c) -> Result<QStringList> {
        Result<Query> query = c.query(QStringLiteral("SELECT what FROM send_event ORDER BY id"));
        QStringList words;
        while (query && query->next()) {
            words.append(query->text(0));
        }
        return words;
    }));
    const QStringList expected{QStringLiteral("queued"), QStringLiteral("handing over"), QStringLiteral("accepted")};
    QCOMPARE(diary, expected);
}

void SendLedgerTest::wordsAndStatesMatch()
{
    for (const SendState state : allStates) {
        QCOMPARE(sendStateFrom(sendStateWord(state)), state);
    }
    QCOMPARE(sendStateFrom(QStringLiteral("something new")), SendState::Unknown);
    for (int reason = 0; reason <= int(SendReason::FoundInSent); ++reason) {
        QCOMPARE(sendReasonFrom(sendReasonWord(SendReason(reason))), SendReason(reason));
    }
}

QTEST_GUILESS_MAIN(SendLedgerTest)
#include "SendLedgerTest.moc"
