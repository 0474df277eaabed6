#include "outbox/Settling.h"

#include "app/outbox/SentFolderWorld.h"
#include "outbox/RemoteIdStore.h"
#include "support/Patience.h"
#include "support/WaitUntil.h"

#include <QSignalSpy>
#include <QtTest>

using namespace AlwaysLeads;
using namespace std::chrono_literals;

namespace {

struct SettlingWorld : SentFolderWorld
{
    SettlingWorld() { restart(); }
    ~SettlingWorld() { QCoro::waitFor(settling->close()); }

    void restart()
    {
        if (settling) {
            QCoro::waitFor(settling->close());
        }
        settling = std::make_unique<Settling>(*files, clock, source());
    }
    SendId unknown(int person = 1) { return handOver(leads.at(person - 1), SendState::Unknown); }
    SettlingNote note(SendId id) { return must(settling->notes()).value(id); }
    /// Lets what is due happen, up to the moment when all sleep again.
    bool rests()
    {
        return waitUntil([this] { return settling->isIdle() && clock.nextWake() > clock.now(); });
    }
    /// In steps, so that each look ends before the next begins.
    bool pass(std::chrono::milliseconds time)
    {
        const QDateTime end = clock.now().addMSecs(time.count());
        if (!rests()) {
            return false;
        }
        while (clock.nextWake() <= end) {
            clock.advanceTo(clock.nextWake());
            QCoreApplication::processEvents();
            if (!rests()) {
                return false;
            }
        }
        clock.advanceTo(end);
        return true;
    }

    QList<LeadId> leads = queue(3);
    std::unique_ptr<Settling> settling;
};

Error network()
{
    return {ErrorKind::Network, QStringLiteral("The server could not be reached."), {}};
}

} // namespace

class SettlingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsFoundWasSent();
    void whatTheServiceCallsItIsLookedForToo();
    void knowsThatItStayedADraftAlsoAfterARestart();
    void looksOnScheduleAndThenOnlyAsks();
    void neverSendsByItself();
    void looksNowWhenAsked();
    void lookingNowTellsWhyItCannot();
    void anUnreachableServerIsAskedAgainLater();
    void aRefusedPasswordIsNotTriedAgain();
    void aMendedMailboxIsAskedAgain();
    void aMailboxMendedWhileItIsAskedIsAskedAgain();
    void aMailboxThatIsNotReadSaysSo();
    void theScheduleSurvivesARestart();
    void whatBecameDueWhileOffIsLookedForAtOnce();
    void aDecisionOfThePersonMeanwhileStandsWhereNothingIsFound();
    void whatIsFoundDoesNotLeaveAgainThoughThePersonSaidSo();
    void whatIsUnknownOnceMoreStartsAnew();
    void theOldestProblemStopsTheRound();
    void endsWhileItLooks();
};

void SettlingTest::whatIsFoundWasSent()
{
    SettlingWorld world;
    const SendId id = world.unknown();
    const SendId other = world.unknown(2);
    world.store.ids.append(world.idOf(id));
    QSignalSpy found(world.settling.get(), &Settling::found);
    world.settling->start();
    QVERIFY(world.pass(59s));
    QCOMPARE(world.store.looks, 0);
    QVERIFY(world.pass(2s));
    const Send settled = world.send(id);
    QCOMPARE(settled.state, SendState::Accepted);
    QCOMPARE(settled.reason, SendReason::FoundInSent);
    QCOMPARE(settled.settledBy, QStringLiteral("mailbox"));
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().first().value<SendId>(), id);
    QCOMPARE(world.copyOf(id), QStringLiteral("kept"));
    // What follows from a sent mail followed.
    QCOMPARE(world.draftOf(world.leads.first()).state, DraftState::Sent);
    QCOMPARE(world.send(other).state, SendState::Unknown);
}

void SettlingTest::whatTheServiceCallsItIsLookedForToo()
{
    SettlingWorld world;
    const SendId id = world.unknown();
    must(world.files.write([=](Connection &c) { return RemoteIdStore().put(c, id, {QStringLiteral("AAkA1"), {}}); }));
    world.store.leftAs.insert(QStringLiteral("AAkA1"), {QStringLiteral("AAkA1"), QStringLiteral("conversation")});
    world.settling->start();
    QVERIFY(world.pass(61s));
    QCOMPARE(world.send(id).state, SendState::Accepted);
    QCOMPARE(world.store.sought.first().messageId, world.idOf(id));
    QCOMPARE(world.store.sought.first().handedOverAt, world.send(id).intentAt);
    const QStringList mine{world.send(id).messageId};
    QCOMPARE(
        must(world.files.read([&](Connection &c) { return RemoteIdStore().conversationOf(c, world.mailbox, mine); })),
        QStringLiteral("conversation"));
}

void SettlingTest::knowsThatItStayedADraftAlsoAfterARestart()
{
    SettlingWorld world;
    const SendId id = world.unknown();
    must(world.files.write([=](Connection &c) { return RemoteIdStore().put(c, id, {QStringLiteral("AAkA1"), {}}); }));
    world.store.drafts.append(QStringLiteral("AAkA1"));
    world.settling->start();
    QVERIFY(world.pass(61s));
    QVERIFY(world.note(id).isDraft);
    QCOMPARE(world.send(id).state, SendState::Unknown); // only the person sends it again
    world.restart();
    QVERIFY(world.note(id).isDraft);
    world.store.drafts.clear();
    QCOMPARE(QCoro::waitFor(world.settling->lookNow(id)), Result<bool>(false));
    QVERIFY(!world.note(id).isDraft);
}

void SettlingTest::looksOnScheduleAndThenOnlyAsks()
{
    SettlingWorld world;
    const QDateTime since = world.clock.now();
    const SendId id = world.unknown();
    world.settling->start();
    QVERIFY(world.pass(1s));
    QCOMPARE(world.note(id), (SettlingNote{{}, since.addSecs(60), {}, false}));
    const QList<int> seconds{60, 300, 900, 3600, 4 * 3600, 24 * 3600};
    for (qsizetype look = 0; look < seconds.size(); ++look) {
        QVERIFY(world.pass(std::chrono::milliseconds(world.clock.now().msecsTo(since.addSecs(seconds.at(look) - 1)))));
        QCOMPARE(world.store.looks, look);
        QVERIFY(world.pass(2s));
        QCOMPARE(world.store.looks, look + 1);
        const SettlingNote note = world.note(id);
        QCOMPARE(note.lookedAt, since.addSecs(seconds.at(look)));
        const bool last = look + 1 == seconds.size();
        QCOMPARE(note.nextAt, last ? QDateTime() : since.addSecs(seconds.at(look + 1)));
    }
    QVERIFY(world.pass(72h));
    QCOMPARE(world.store.looks, seconds.size());
    QCOMPARE(world.send(id).state, SendState::Unknown);
}

void SettlingTest::neverSendsByItself()
{
    SettlingWorld world;
    const SendId id = world.unknown();
    world.settling->start();
    QVERIFY(world.pass(200h));
    const Send send = world.send(id);
    QCOMPARE(send.state, SendState::Unknown);
    QCOMPARE(send.attempt, 1);
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM send_event WHERE what = 'handing over'")), 1);
}

void SettlingTest::looksNowWhenAsked()
{
    SettlingWorld world;
    const SendId id = world.unknown();
    world.settling->start();
    QVERIFY(world.pass(10s));
    QSignalSpy changed(world.settling.get(), &Settling::changed);
    QCOMPARE(QCoro::waitFor(world.settling->lookNow(id)), Result<bool>(false));
    QCOMPARE(world.note(id).lookedAt, world.clock.now());
    QVERIFY(changed.size() >= 2); // when it began and when it ended
    world.store.ids.append(world.idOf(id));
    QCOMPARE(QCoro::waitFor(world.settling->lookNow(id)), Result<bool>(true));
    QCOMPARE(world.send(id).state, SendState::Accepted);
    QCOMPARE(QCoro::waitFor(world.settling->lookNow(id)), Result<bool>(true));
    QCOMPARE(world.store.looks, 2);
}

void SettlingTest::lookingNowTellsWhyItCannot()
{
    SettlingWorld world;
    const SendId id = world.unknown();
    world.store.problem = network();
    const Result<bool> found = QCoro::waitFor(world.settling->lookNow(id));
    QVERIFY(!found);
    QCOMPARE(found.error(), network());
    world.sourceProblem = Error{ErrorKind::SignedOut, QStringLiteral("The password is missing."), {}};
    const Result<bool> again = QCoro::waitFor(world.settling->lookNow(id));
    QVERIFY(!again);
    QCOMPARE(again.error().kind, ErrorKind::SignedOut);
    QCOMPARE(world.note(id).problem, QStringLiteral("The password is missing."));
    QVERIFY(!QCoro::waitFor(world.settling->lookNow(SendId(99999))));
}

void SettlingTest::anUnreachableServerIsAskedAgainLater()
{
    SettlingWorld world;
    const QDateTime since = world.clock.now();
    const SendId id = world.unknown();
    world.store.problem = network();
    world.settling->start();
    QVERIFY(world.pass(61s));
    SettlingNote note = world.note(id);
    QVERIFY(!note.lookedAt.isValid());
    QCOMPARE(note.problem, network().message);
    QCOMPARE(note.nextAt, since.addSecs(120));
    QVERIFY(world.pass(48h)); // offline for two days: once an hour
    QVERIFY2(world.store.looks > 40 && world.store.looks < 60, qPrintable(QString::number(world.store.looks)));
    world.store.problem.reset();
    world.store.ids.append(world.idOf(id));
    QVERIFY(world.pass(1h));
    QCOMPARE(world.send(id).state, SendState::Accepted);
}

void SettlingTest::aRefusedPasswordIsNotTriedAgain()
{
    SettlingWorld world;
    const SendId id = world.unknown();
    world.store.problem = Error{ErrorKind::SignedOut, QStringLiteral("Wrong password."), {}};
    world.settling->start();
    QVERIFY(world.pass(100h));
    QCOMPARE(world.store.looks, 1);
    QCOMPARE(world.note(id).problem, QStringLiteral("Wrong password."));
    QVERIFY(!world.note(id).nextAt.isValid());
}

void SettlingTest::aMendedMailboxIsAskedAgain()
{
    SettlingWorld world;
    const SendId id = world.unknown();
    world.store.problem = Error{ErrorKind::SignedOut, QStringLiteral("Wrong password."), {}};
    world.settling->start();
    QVERIFY(world.pass(61s));
    world.store.problem.reset();
    world.store.ids.append(world.idOf(id));
    world.settling->retry();
    QTRY_COMPARE(world.send(id).state, SendState::Accepted);
}

void SettlingTest::aMailboxMendedWhileItIsAskedIsAskedAgain()
{
    SettlingWorld world;
    const SendId id = world.unknown();
    const QString messageId = world.idOf(id);
    world.store.problem = Error{ErrorKind::SignedOut, QStringLiteral("Wrong password."), {}};
    world.store.meanwhile = [&] {
        if (world.store.looks == 1) {
            world.settling->retry(); // this look still fails with the old password
        } else {
            world.store.problem.reset();
            world.store.ids.append(messageId);
        }
    };
    world.settling->start();
    QVERIFY(world.pass(61s));
    QTRY_COMPARE(world.send(id).state, SendState::Accepted);
    QCOMPARE(world.store.looks, 2);
}

void SettlingTest::aMailboxThatIsNotReadSaysSo()
{
    SettlingWorld world;
    const SendId id = world.unknown();
    world.sourceProblem = Error{ErrorKind::NotFound, QStringLiteral("This mailbox is not read."), {}};
    world.settling->start();
    QVERIFY(world.pass(100h));
    QCOMPARE(world.store.opened, 1);
    QCOMPARE(world.note(id).problem, QStringLiteral("This mailbox is not read."));
    QVERIFY(!world.note(id).nextAt.isValid());
}

void SettlingTest::theScheduleSurvivesARestart()
{
    SettlingWorld world;
    const QDateTime since = world.clock.now();
    const SendId id = world.unknown();
    world.settling->start();
    QVERIFY(world.pass(301s));
    QCOMPARE(world.store.looks, 2);
    world.restart();
    QCOMPARE(world.note(id).nextAt, since.addSecs(900));
    world.settling->start();
    QVERIFY(world.pass(500s));
    QCOMPARE(world.store.looks, 2);
    QVERIFY(world.pass(200s));
    QCOMPARE(world.store.looks, 3);
}

void SettlingTest::whatBecameDueWhileOffIsLookedForAtOnce()
{
    SettlingWorld world;
    const SendId id = world.unknown();
    world.clock.advance(50h);
    world.settling->start();
    QVERIFY(world.rests());
    QTRY_COMPARE(world.store.looks, 1);
    QTRY_COMPARE(world.note(id).lookedAt, world.clock.now());
    QVERIFY(!world.note(id).nextAt.isValid()); // all times are over
}

void SettlingTest::aDecisionOfThePersonMeanwhileStandsWhereNothingIsFound()
{
    SettlingWorld world;
    const SendId id = world.unknown();
    world.store.meanwhile = [&] { must(world.outbox.sendAgain(id)); };
    QCOMPARE(must(world.settling->lookNow(id)), false);
    QCOMPARE(world.send(id).state, SendState::Waiting);
    QCOMPARE(world.draftOf(world.leads.first()).state, DraftState::Queued);
}

/// The person decided not knowing that it lies among the sent mails. By then the program knows.
void SettlingTest::whatIsFoundDoesNotLeaveAgainThoughThePersonSaidSo()
{
    SettlingWorld world;
    const SendId id = world.unknown();
    world.store.ids.append(world.idOf(id));
    world.store.meanwhile = [&] { must(world.outbox.sendAgain(id)); };
    QCOMPARE(must(world.settling->lookNow(id)), true);
    QCOMPARE(world.send(id).state, SendState::Accepted);
    QCOMPARE(world.send(id).reason, SendReason::FoundInSent);
    QCOMPARE(world.draftOf(world.leads.first()).state, DraftState::Sent);
    QCOMPARE(must(world.outbox.page(OutboxShelf::Waiting)).waiting, 2);
}

void SettlingTest::whatIsUnknownOnceMoreStartsAnew()
{
    SettlingWorld world;
    const SendId id = world.unknown();
    world.settling->start();
    QVERIFY(world.pass(100h));
    QVERIFY(!world.note(id).nextAt.isValid());
    must(world.outbox.sendAgain(id));
    const QDateTime since = world.clock.now();
    QCOMPARE(world.unknown(), id);
    QCOMPARE(world.note(id), (SettlingNote{{}, since.addSecs(60), {}, false}));
    world.settling->wake();
    const int before = world.store.looks;
    QVERIFY(world.pass(61s));
    QCOMPARE(world.store.looks, before + 1);
}

void SettlingTest::theOldestProblemStopsTheRound()
{
    SettlingWorld world;
    const QList<SendId> ids{world.unknown(1), world.unknown(2), world.unknown(3)};
    world.store.problem = network();
    world.settling->start();
    QVERIFY(world.pass(61s));
    QCOMPARE(world.store.looks, 1); // what is said of the line holds for all three
    for (const SendId id : ids) {
        QCOMPARE(world.note(id).problem, network().message);
    }
}

void SettlingTest::endsWhileItLooks()
{
    SettlingWorld world;
    const SendId id = world.unknown();
    world.settling->start();
    auto looking = world.settling->lookNow(id);
    QCoro::waitFor(world.settling->close());
    (void)QCoro::waitFor(std::move(looking));
    QVERIFY(!world.note(id).isLooking);
}

QTEST_GUILESS_MAIN(SettlingTest)
#include "SettlingTest.moc"
