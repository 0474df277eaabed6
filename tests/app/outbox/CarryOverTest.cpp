#include "app/outbox/OutboxWorld.h"
#include "settings/SettingStore.h"
#include "suppression/Suppression.h"

#include <QCoroTask>
#include <QTest>

using namespace AlwaysLeads;

namespace {

/// A program whose file is copied at one moment and, in another world, opened again from that copy.
struct Restored
{
    explicit Restored(OutboxWorld &world)
        : before(world)
    {
    }

    /// The state at this moment is what the person will go back to.
    void copy()
    {
        must((*before.files).backUpTo(copyFile));
        QVERIFY(QFile::exists(copyFile));
    }
    /// Goes back: what is on the disk now is the replaced file.
    void goBack()
    {
        must((*before.files).backUpTo(replaced));
        database = must(Database::open(copyFile, schemaSteps()));
        outbox = std::make_unique<Outbox>(*database, before.clock, before.policy);
    }
    CarriedMails carry() { return must(outbox->carryOverFrom(replaced)); }
    QString state(const Send &send)
    {
        return must(database->read<QString>([send](Connection &connection) -> Result<QString> {
            Result<Query> query =
                connection.query(QStringLiteral("SELECT state FROM send WHERE message_id = ?"), {send.messageId});
            if (!query) {
                return failureOf(std::move(query));
            }
            return query->next() ? query->text(0) : QStringLiteral("none");
        }));
    }
    QString draftState(LeadId lead)
    {
        return must(database->read<QString>([lead](Connection &connection) -> Result<QString> {
            Result<Query> query =
                connection.query(QStringLiteral("SELECT state FROM draft WHERE lead_id = ?"), {lead.value()});
            if (!query) {
                return failureOf(std::move(query));
            }
            return query->next() ? query->text(0) : QStringLiteral("none");
        }));
    }

    OutboxWorld &before;
    QTemporaryDir folder;
    QString copyFile = folder.filePath(QStringLiteral("copy.db"));
    QString replaced = folder.filePath(QStringLiteral("before-restore-20261126T080000000Z.db"));
    std::unique_ptr<Database> database;
    std::unique_ptr<Outbox> outbox;
};

/// As the Sender does it.
void handOver(OutboxWorld &world, LeadId lead, SendState to, int code = 250)
{
    const Send send = world.sendOf(lead);
    must(world.files.write([=, &world](Connection &connection) -> Result<> {
        const SendLedger ledger;
        Result<> done = ledger.recordIntent(connection, send.id, QByteArrayLiteral("bytes"), world.clock.now());
        if (!done || to == SendState::HandingOver) {
            return done;
        }
        HandOverOutcome outcome;
        outcome.code = code;
        done = ledger.recordOutcome(connection, send.id, to, SendReason::None, outcome, {}, world.clock.now());
        Result<Send> now = ledger.find(connection, send.id);
        return done && now ? Queueing().follow(connection, *now, world.clock.now()) : done;
    }));
}

} // namespace

class CarryOverTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatHasLeftDoesNotWaitAgain();
    void whatWasQueuedAfterTheCopyCountsToo();
    void aMailTakenOutStaysOut();
    void sendingIsStoppedUntilThePersonHasLooked();
    void aFileThatCannotBeReadStopsAllTheSame();
    void saysSoWhereWhoSaidNoIsNotKnown();
    void happensOnce();
    void anotherPersonOfTheSameNumberIsLeftAlone();
};

void CarryOverTest::whatHasLeftDoesNotWaitAgain()
{
    OutboxWorld world;
    const QList<LeadId> leads = world.queue(6);
    Restored restored(world);
    restored.copy();
    handOver(world, leads.at(0), SendState::Accepted);
    handOver(world, leads.at(1), SendState::Unknown);
    handOver(world, leads.at(2), SendState::HandingOver); // the program was ended there
    handOver(world, leads.at(3), SendState::RefusedForGood, 550);
    handOver(world, leads.at(4), SendState::RefusedForNow, 451);
    restored.goBack();
    for (const LeadId lead : leads) {
        QCOMPARE(restored.state(world.sendOf(lead)), QStringLiteral("waiting"));
    }
    QCOMPARE(restored.carry(), (CarriedMails{1, 2, 1, 0}));
    const QStringList expected = {QStringLiteral("accepted"), QStringLiteral("unknown"),
                                  QStringLiteral("unknown"),  QStringLiteral("refused for good"),
                                  QStringLiteral("waiting"), // it goes on being tried
                                  QStringLiteral("waiting")};
    for (int person = 0; person < leads.size(); ++person) {
        QCOMPARE(restored.state(world.sendOf(leads.at(person))), expected.at(person));
    }
    QCOMPARE(restored.draftState(leads.at(0)), QStringLiteral("sent"));
    QCOMPARE(restored.draftState(leads.at(3)), QStringLiteral("rejected"));
    const OutboxPage page = must(restored.outbox->page(OutboxShelf::Waiting));
    QCOMPARE(page.waiting, 2);
    QCOMPARE(page.unknown.size(), 2);
}

void CarryOverTest::whatWasQueuedAfterTheCopyCountsToo()
{
    OutboxWorld world;
    QList<LeadId> leads;
    for (int number = 1; number <= 3; ++number) {
        leads.append(world.addLead(QStringLiteral("Person%1").arg(number),
                                   QStringLiteral("person%1@baltway.example").arg(number)));
    }
    must(world.campaigns.enrol(world.campaign, leads.mid(0, 2)));
    must(world.writer.write(world.campaign)); // two drafts are written, the third person is not enrolled yet
    Restored restored(world);
    restored.copy();
    must(world.campaigns.enrol(world.campaign, leads));
    must(world.writer.write(world.campaign));
    for (const LeadId lead : leads) {
        world.approve(lead);
    }
    must(world.campaigns.launch(world.campaign));
    must(world.outbox.queueApproved(world.campaign));
    handOver(world, leads.at(0), SendState::Accepted);
    handOver(world, leads.at(2), SendState::Accepted);
    restored.goBack();
    QCOMPARE(restored.state(world.sendOf(leads.at(0))), QStringLiteral("none"));
    QCOMPARE(restored.draftState(leads.at(0)), QStringLiteral("ready"));
    QCOMPARE(restored.carry(), (CarriedMails{2, 0, 0, 0}));
    QCOMPARE(restored.state(world.sendOf(leads.at(0))), QStringLiteral("accepted"));
    QCOMPARE(restored.draftState(leads.at(0)), QStringLiteral("sent"));
    QCOMPARE(restored.draftState(leads.at(1)), QStringLiteral("ready")); // it only waited, and is read again
    QCOMPARE(restored.draftState(leads.at(2)), QStringLiteral("sent"));
}

void CarryOverTest::aMailTakenOutStaysOut()
{
    OutboxWorld world;
    const QList<LeadId> leads = world.queue(2);
    Restored restored(world);
    restored.copy();
    must(world.outbox.takeOut(world.sendOf(leads.at(0)).id));
    restored.goBack();
    QCOMPARE(restored.carry(), (CarriedMails{0, 0, 1, 0}));
    QCOMPARE(restored.state(world.sendOf(leads.at(0))), QStringLiteral("cancelled"));
    QCOMPARE(restored.draftState(leads.at(0)), QStringLiteral("skipped"));
}

void CarryOverTest::sendingIsStoppedUntilThePersonHasLooked()
{
    OutboxWorld world;
    world.queue(2);
    Restored restored(world);
    restored.copy();
    restored.goBack();
    QCOMPARE(restored.carry(), CarriedMails());
    QCOMPARE(must(restored.outbox->summary()).stopCause, StopCause::Restored);
    QCOMPARE(must(restored.outbox->summary()).state, SendingSummary::State::Stopped);
    const QList<SendObstacle> why = must(restored.outbox->whyNothingSends());
    QVERIFY2(why.first().text.contains(QStringLiteral("older copy")), qPrintable(why.first().text));
    QCOMPARE(why.first().fix, SendObstacle::Fix::Resume);
    must(restored.outbox->resumeAll());
    QCOMPARE(must(restored.outbox->summary()).stopCause, StopCause::None);
    must(restored.outbox->stopAll());
    QCOMPARE(must(restored.outbox->summary()).stopCause, StopCause::Person);
}

void CarryOverTest::aFileThatCannotBeReadStopsAllTheSame()
{
    OutboxWorld world;
    world.queue(2);
    Restored restored(world);
    restored.copy();
    restored.goBack();
    QFile damaged(restored.replaced);
    QVERIFY(damaged.open(QIODevice::WriteOnly));
    damaged.write("no database at all");
    damaged.close();
    QCOMPARE(restored.carry(), CarriedMails());
    QCOMPARE(must(restored.outbox->summary()).stopCause, StopCause::RestoredBlind);
    QCOMPARE(must(restored.outbox->page(OutboxShelf::Waiting)).waiting, 2);
}

void CarryOverTest::saysSoWhereWhoSaidNoIsNotKnown()
{
    OutboxWorld world;
    const QList<LeadId> leads = world.queue(2);
    Restored restored(world);
    restored.copy();
    handOver(world, leads.at(0), SendState::Accepted, 250);
    restored.goBack();
    QCOMPARE(must(restored.outbox->carryOverFrom(restored.replaced, false)).left, 1);
    QCOMPARE(must(restored.outbox->summary()).stopCause, StopCause::RestoredBlind);
}

void CarryOverTest::happensOnce()
{
    OutboxWorld world;
    const QList<LeadId> leads = world.queue(1);
    Restored restored(world);
    restored.copy();
    handOver(world, leads.at(0), SendState::RefusedForGood, 550);
    restored.goBack();
    QCOMPARE(restored.carry(), (CarriedMails{0, 0, 1, 0}));
    must(restored.outbox->resumeAll());
    const SendId id = must(restored.outbox->page(OutboxShelf::Refused)).rows.first().id;
    must(restored.outbox->sendAgain(id));
    QCOMPARE(restored.carry(), CarriedMails()); // at the next start
    QCOMPARE(must(restored.outbox->summary()).stopCause, StopCause::None);
    QCOMPARE(must(restored.outbox->page(OutboxShelf::Waiting)).waiting, 1);
}

/// The copy was in use for a while on another computer: the same numbers are other people there.
void CarryOverTest::anotherPersonOfTheSameNumberIsLeftAlone()
{
    OutboxWorld world;
    Restored restored(world);
    restored.copy();
    const QList<LeadId> leads = world.queue(1);
    handOver(world, leads.at(0), SendState::Accepted);
    restored.goBack();
    must(restored.database->write<>([leads](Connection &connection) -> Result<> {
        const Result<qint64> added = connection.insert(
            QStringLiteral(
                "INSERT INTO lead (id, email, created_at, updated_at) VALUES (?, 'other@elsewhere.example', 1, "
                "1)"),
            {leads.first().value()});
        return added ? Result<>() : failureOf(Result<qint64>(added));
    }));
    QCOMPARE(restored.carry(), (CarriedMails{0, 0, 0, 1}));
    QCOMPARE(restored.draftState(leads.first()), QStringLiteral("none"));
}

QTEST_GUILESS_MAIN(CarryOverTest)
#include "CarryOverTest.moc"
