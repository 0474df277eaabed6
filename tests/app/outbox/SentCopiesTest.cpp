#include "outbox/SentCopies.h"

#include "app/outbox/SentFolderWorld.h"
#include "support/Patience.h"
#include "support/WaitUntil.h"

#include <QSignalSpy>
#include <QtTest>

using namespace AlwaysLeads;
using namespace std::chrono_literals;

namespace {

struct CopiesWorld : SentFolderWorld
{
    CopiesWorld() { restart(); }
    ~CopiesWorld() { QCoro::waitFor(copies->close()); }

    void restart()
    {
        if (copies) {
            QCoro::waitFor(copies->close());
        }
        copies = std::make_unique<SentCopies>(*files, clock, source());
    }
    SendId sent(int person = 1) { return handOver(leads.at(person - 1), SendState::Accepted); }
    bool rests()
    {
        return waitUntil([this] { return copies->isIdle() && clock.nextWake() > clock.now(); });
    }
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
    std::unique_ptr<SentCopies> copies;
};

} // namespace

class SentCopiesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSentMailGetsItsCopy();
    void whoReadsNothingGetsNoCopy();
    void aServiceOfItsOwnGetsNoCopy();
    void onlyWhatLeftGetsACopy();
    void whatThePersonSaysWasSentGetsACopy();
    void aCutAppendLeavesOneCopy();
    void offlineItIsTriedAgainLater();
    void theEndBetweenAppendAndNotingLeavesOneCopy();
    void aRestartGoesOn();
    void givesUpAfterDaysAndSaysSo();
    void aRefusedPasswordIsNotTriedAgainAndAgain();
    void aMendedMailboxIsServedAtOnce();
    void manyMailsAreServedInOneGo();
};

void SentCopiesTest::aSentMailGetsItsCopy()
{
    CopiesWorld world;
    const SendId id = world.sent();
    QCOMPARE(world.copyOf(id), QStringLiteral("due"));
    QSignalSpy kept(world.copies.get(), &SentCopies::kept);
    world.copies->start();
    QVERIFY(world.pass(29s));
    QCOMPARE(world.store.looks, 0); // the server may do it itself
    QVERIFY(world.pass(2s));
    QCOMPARE(world.copyOf(id), QStringLiteral("kept"));
    QCOMPARE(kept.size(), 1);
    QCOMPARE(world.store.ids, QStringList{world.idOf(id)});
    QCOMPARE(world.store.mimes.value(world.idOf(id)), QByteArray("the exact bytes"));
    QVERIFY(world.pass(100h));
    QCOMPARE(world.store.looks, 1);
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM sent_look")), 0);
}

void SentCopiesTest::whoReadsNothingGetsNoCopy()
{
    CopiesWorld world;
    world.setImapHost({});
    const SendId id = world.sent();
    QCOMPARE(world.copyOf(id), QString());
    world.copies->start();
    QVERIFY(world.pass(1h));
    QCOMPARE(world.store.opened, 0);
}

void SentCopiesTest::aServiceOfItsOwnGetsNoCopy()
{
    CopiesWorld world;
    must(world.files.write([](Connection &c) -> Result<> {
        Result<qint64> changed = c.run(QStringLiteral("UPDATE mailbox SET kind = 'google'"));
        return changed ? Result<>() : failureOf(std::move(changed));
    }));
    QCOMPARE(world.copyOf(world.sent()), QString());
}

void SentCopiesTest::onlyWhatLeftGetsACopy()
{
    CopiesWorld world;
    QCOMPARE(world.copyOf(world.handOver(world.leads.at(0), SendState::Unknown)), QString());
    QCOMPARE(world.copyOf(world.handOver(world.leads.at(1), SendState::RefusedForGood)), QString());
    QCOMPARE(world.copyOf(world.sendOf(world.leads.at(2)).id), QString());
}

void SentCopiesTest::whatThePersonSaysWasSentGetsACopy()
{
    CopiesWorld world;
    const SendId id = world.handOver(world.leads.first(), SendState::Unknown);
    must(world.outbox.itWasSent(id));
    QCOMPARE(world.copyOf(id), QStringLiteral("due"));
    world.copies->start();
    QVERIFY(world.pass(31s));
    QCOMPARE(world.copyOf(id), QStringLiteral("kept"));
    QCOMPARE(world.store.appends, 1);
}

void SentCopiesTest::aCutAppendLeavesOneCopy()
{
    CopiesWorld world;
    const SendId id = world.sent();
    world.store.cutsAfterAppend = true;
    world.copies->start();
    QVERIFY(world.pass(31s));
    QCOMPARE(world.copyOf(id), QStringLiteral("due"));
    QCOMPARE(world.store.appends, 1);
    QVERIFY(world.pass(61s)); // looks first, and finds it
    QCOMPARE(world.copyOf(id), QStringLiteral("kept"));
    QCOMPARE(world.store.appends, 1);
    QCOMPARE(world.store.ids.size(), 1);
}

void SentCopiesTest::offlineItIsTriedAgainLater()
{
    CopiesWorld world;
    const SendId id = world.sent();
    world.store.problem = Error{ErrorKind::Network, QStringLiteral("Offline."), {}};
    world.copies->start();
    QVERIFY(world.pass(20h));
    QVERIFY2(world.store.looks > 15 && world.store.looks < 30, qPrintable(QString::number(world.store.looks)));
    world.store.problem.reset();
    QVERIFY(world.pass(1h));
    QCOMPARE(world.copyOf(id), QStringLiteral("kept"));
    QCOMPARE(world.store.appends, 1);
}

void SentCopiesTest::theEndBetweenAppendAndNotingLeavesOneCopy()
{
    CopiesWorld world;
    const SendId id = world.sent();
    world.store.hangsAfterAppend = true;
    world.copies->start();
    QVERIFY(world.rests());
    world.clock.advance(31s);
    QTRY_COMPARE(world.store.appends, 1);
    QCoro::waitFor(world.copies->close());
    QCOMPARE(world.copyOf(id), QStringLiteral("due")); // nothing was noted
    world.store.hangsAfterAppend = false;
    world.copies.reset();
    world.restart();
    world.copies->start();
    QTRY_COMPARE(world.copyOf(id), QStringLiteral("kept"));
    QCOMPARE(world.store.appends, 1);
    QCOMPARE(world.store.ids.size(), 1);
}

void SentCopiesTest::aRestartGoesOn()
{
    CopiesWorld world;
    const SendId id = world.sent();
    world.clock.advance(30h); // it left, and the program ended
    world.restart();
    world.copies->start();
    QTRY_COMPARE(world.copyOf(id), QStringLiteral("kept"));
    QCOMPARE(world.store.appends, 1);
}

void SentCopiesTest::givesUpAfterDaysAndSaysSo()
{
    CopiesWorld world;
    const SendId id = world.sent();
    world.store.problem = Error{ErrorKind::NotFound, QStringLiteral("There is no folder."), {}};
    QSignalSpy gaveUp(world.copies.get(), &SentCopies::gaveUp);
    world.copies->start();
    QVERIFY(world.pass(71h));
    QCOMPARE(world.copyOf(id), QStringLiteral("due"));
    QVERIFY(world.pass(2h));
    QCOMPARE(world.copyOf(id), QStringLiteral("given up"));
    QCOMPARE(gaveUp.size(), 1);
    QCOMPARE(gaveUp.first().last().toString(), QStringLiteral("There is no folder."));
    QCOMPARE(world.files.number(QStringLiteral(
                 "SELECT count(*) FROM send_event WHERE what = 'no copy' AND detail = 'There is no folder.'")),
             1);
    const int before = world.store.looks;
    QVERIFY(world.pass(200h));
    QCOMPARE(world.store.looks, before);
    QCOMPARE(world.send(id).state, SendState::Accepted); // it was sent all the same
}

void SentCopiesTest::aRefusedPasswordIsNotTriedAgainAndAgain()
{
    CopiesWorld world;
    const SendId id = world.sent();
    world.store.problem = Error{ErrorKind::SignedOut, QStringLiteral("Wrong password."), {}};
    world.copies->start();
    QVERIFY(world.pass(71h));
    QCOMPARE(world.store.looks, 1);
    QVERIFY(world.pass(2h));
    QCOMPARE(world.store.looks, 2);
    QCOMPARE(world.copyOf(id), QStringLiteral("given up"));
}

void SentCopiesTest::aMendedMailboxIsServedAtOnce()
{
    CopiesWorld world;
    const SendId id = world.sent();
    world.store.problem = Error{ErrorKind::SignedOut, QStringLiteral("Wrong password."), {}};
    world.copies->start();
    QVERIFY(world.pass(31s));
    world.store.problem.reset();
    world.copies->retry();
    QTRY_COMPARE(world.copyOf(id), QStringLiteral("kept"));
}

void SentCopiesTest::manyMailsAreServedInOneGo()
{
    CopiesWorld world;
    for (int person = 1; person <= 3; ++person) {
        world.sent(person);
    }
    world.copies->start();
    QVERIFY(world.pass(31s));
    QCOMPARE(world.store.appends, 3);
    QCOMPARE(world.store.opened, 1); // one sign-in
}

QTEST_GUILESS_MAIN(SentCopiesTest)
#include "SentCopiesTest.moc"
