#include "FinderWorld.h"

#include <QProcess>
#include <QSet>
#include <QtTest>

using namespace AlwaysLeads;

namespace {
constexpr int patience = 60000; // milliseconds; a loaded machine under the sanitizers is slow
}

/// Kills the program while it reveals, and looks at what its disk then says.
class RevealCrashTest : public QObject
{
    Q_OBJECT

private:
    /// Kills it as soon as Apollo has been asked for so many; 0: lets it end.
    static bool run(FinderWorld &world, int people, int killAfter)
    {
        QProcess child;
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        child.start(QStringLiteral(REVEAL_CHILD), {world.files.path(), world.url.toString(), QString::number(people)});
        const bool reached = QTest::qWaitFor(
            [&] {
                return child.state() == QProcess::NotRunning
                    || (killAfter > 0 && world.server->revealed().size() >= killAfter);
            },
            patience);
        if (killAfter > 0) {
            child.kill(); // SIGKILL: no last word, no destructor
        }
        child.waitForFinished(patience);
        return reached && (killAfter > 0) == (child.exitStatus() == QProcess::CrashExit);
    }

private Q_SLOTS:
    void killedWhileApolloIsAsked_data()
    {
        QTest::addColumn<int>("asked");
        QTest::newRow("in the first ten") << 10;
        QTest::newRow("in the second ten") << 20;
        QTest::newRow("in the last ones") << 25;
    }

    void killedWhileApolloIsAsked()
    {
        QFETCH(int, asked);
        FinderWorld world;
        world.stop();
        world.files.database.reset();
        world.server->setLatency(std::chrono::seconds(2)); // it dies before the answer is out
        QVERIFY(run(world, 25, asked));
        QCOMPARE(world.server->revealed().size(), asked);
        world.server->setLatency(std::chrono::milliseconds(0));

        // The next start hides no cost and asks for nobody twice.
        QVERIFY(run(world, 25, 0));
        const QStringList revealed = world.server->revealed();
        QCOMPARE(QSet<QString>(revealed.begin(), revealed.end()).size(), revealed.size());
        world.files.reopen();
        world.start();
        const int unanswered = asked % 10 == 0 ? 10 : 5;
        QCOMPARE(world.count("SELECT count(*) FROM reveal WHERE state = 'unknown'"), 1);
        QCOMPARE(world.count("SELECT count(*) FROM found_person WHERE state = 'asked'"), unanswered);
        QCOMPARE(world.count("SELECT count(*) FROM lead"), revealed.size() - unanswered);
        QCOMPARE(QCoro::waitFor(world.finder->budget(false))->usedToday, revealed.size());
    }
};

QTEST_GUILESS_MAIN(RevealCrashTest)
#include "RevealCrashTest.moc"
