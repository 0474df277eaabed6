#include "app/cloudmail/CloudMailCase.h"
#include "app/outbox/OutboxWorld.h"
#include "cloudmail/GraphSentFolder.h"
#include "net/HttpClient.h"
#include "outbox/Sender.h"
#include "outbox/Settling.h"
#include "sandbox/GraphServer.h"
#include "support/WaitUntil.h"

#include <QEventLoop>
#include <QProcess>
#include <QRandomGenerator>
#include <QTimer>

using namespace AlwaysLeads;

namespace {

constexpr int mailsOfAWorld = 12;
constexpr int shortRun = 14; ///< kills of each kind of mailbox
constexpr quint32 usualSeed = 20261126;
constexpr int patience = 120000; ///< milliseconds, on a loaded machine under the sanitizers
constexpr int longestLife = 300; ///< milliseconds after it began to send: some mails' time

const QString token = QStringLiteral("good");

/// How a mailbox deals with our Message-IDs.
struct Habit
{
    bool keepsDraftIds = true;
    bool keepsMessageIds = true;
};

/// An outbox whose mailbox sends by the stand-in of Microsoft Graph, which outlives the programs that send by it.
struct GraphWorld : OutboxWorld
{
    explicit GraphWorld(Habit habit)
        : graph(options(habit))
    {
        must(files.write([](Connection &c) {
            return c.run(QStringLiteral("UPDATE mailbox SET kind = 'microsoft'")).map([](qint64) {});
        }));
        isServing = graph.start().has_value();
        clock.advanceTo(QDateTime::currentDateTimeUtc()); // the program that is killed goes by the real one
    }
    ~GraphWorld() { QCoro::waitFor(settling.close()); }

    static GraphServer::Options options(Habit habit)
    {
        GraphServer::Options options;
        options.token = token;
        options.keepsDraftIds = habit.keepsDraftIds;
        options.keepsMessageIds = habit.keepsMessageIds;
        return options;
    }
    Task<Result<std::shared_ptr<SentFolder>>> folder()
    {
        std::shared_ptr<SentFolder> made = std::make_shared<GraphSentFolder>(http, hasty, desk.source(), graph.url());
        co_return made;
    }
    qsizetype arrivedAt(const QString &address) const
    {
        return std::ranges::count(graph.received(), address, &MailServer::Received::to);
    }

    GraphServer graph;
    TokenDesk desk{token, token};
    HastyClock hasty;
    HttpClient http{hasty};
    Settling settling{*files, clock, [this](MailboxId) { return folder(); }};
    bool isServing = false;
};

} // namespace
Q_DECLARE_METATYPE(Habit)
Q_DECLARE_METATYPE(AlwaysLeads::HandOverPoint)

/// The sending program is killed, at labelled points and at random moments, while it hands mails to Microsoft Graph.
/// Nobody may get a mail twice, none may be lost, and each whose fate is unknown must be shown; asked afterwards, the
/// mailbox tells which of them have left, and the others can be sent.
///
/// Some tens of kills in the usual run. By hand, many of them:
///     ALWAYSLEADS_KILLS=1000 ALWAYSLEADS_SEED=7 QTEST_FUNCTION_TIMEOUT=86400000 nice ServiceCrashTest
class ServiceCrashTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingIsLostOrSentTwiceAtAnyPoint_data();
    void nothingIsLostOrSentTwiceAtAnyPoint();
    void nothingIsLostOrSentTwiceAtRandomMoments_data();
    void nothingIsLostOrSentTwiceAtRandomMoments();

private:
    enum class End { ByItself, Killed, Stuck };
    /// `life` below zero: it may end by itself. Else it lives that long from the moment it begins to send.
    End run(GraphWorld &world, int life, const QStringList &deed = {});
    /// What is shown after the last run is what arrived.
    void check(GraphWorld &world, const QList<LeadId> &leads);
    /// Asks the mailbox about each unknown mail, sends again what has not left, and looks at everything.
    void settleAll(GraphWorld &world, const QList<LeadId> &leads);

    int m_unknown = 0;
    int m_foundSent = 0; ///< of them
};

ServiceCrashTest::End ServiceCrashTest::run(GraphWorld &world, int life, const QStringList &deed)
{
    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    const QStringList arguments{world.files.path(), QString::number(world.graph.url().port()), QStringLiteral("graph"),
                                token};
    child.start(QStringLiteral(CRASH_CHILD), arguments + deed);
    // The stand-in answers from here, so nothing may block.
    const auto hasEnded = [&child] { return child.state() == QProcess::NotRunning; };
    if (!waitUntil([&] { return child.bytesAvailable() > 0 || hasEnded(); })) { // it says when it begins
        child.kill();
        child.waitForFinished(patience);
        return End::Stuck;
    }
    if (!hasEnded()) {
        QEventLoop loop;
        connect(&child, &QProcess::finished, &loop, &QEventLoop::quit);
        QTimer::singleShot(life < 0 ? patience : life, Qt::PreciseTimer, &loop, &QEventLoop::quit);
        loop.exec();
    }
    if (hasEnded()) {
        if (child.exitStatus() == QProcess::CrashExit && !deed.isEmpty()) {
            return End::Killed;
        }
        return child.exitStatus() == QProcess::NormalExit && child.exitCode() == 0 ? End::ByItself : End::Stuck;
    }
    child.kill(); // SIGKILL: no last word, no destructor
    child.waitForFinished(patience);
    return life < 0 ? End::Stuck : End::Killed;
}

void ServiceCrashTest::check(GraphWorld &world, const QList<LeadId> &leads)
{
    const QList<OutboxRow> shown = must(world.outbox.page(OutboxShelf::Unknown)).unknown;
    for (const LeadId lead : leads) {
        const Send send = world.sendOf(lead);
        const qsizetype copies = world.arrivedAt(send.to);
        QVERIFY2(copies <= 1, qPrintable(send.to + QStringLiteral(" got it twice")));
        if (send.state == SendState::Accepted) {
            QVERIFY2(copies == 1, qPrintable(send.to + QStringLiteral(" got nothing")));
            QCOMPARE(world.draftOf(lead).state, DraftState::Sent);
            QCOMPARE(world.lead(lead).status, LeadStatus::Contacted);
            continue;
        }
        QCOMPARE(send.state, SendState::Unknown);
        QVERIFY2(std::ranges::any_of(shown, [&](const OutboxRow &row) { return row.id == send.id; }),
                 "an unknown mail is not shown");
    }
}

void ServiceCrashTest::settleAll(GraphWorld &world, const QList<LeadId> &leads)
{
    for (const LeadId lead : leads) {
        const Send send = world.sendOf(lead);
        if (send.state != SendState::Unknown) {
            continue;
        }
        ++m_unknown;
        const bool hasLeft = world.arrivedAt(send.to) > 0;
        m_foundSent += hasLeft ? 1 : 0;
        QCOMPARE(QCoro::waitFor(world.settling.lookNow(send.id)), Result<bool>(hasLeft));
        if (!hasLeft) {
            must(world.outbox.sendAgain(send.id));
        }
    }
    QCOMPARE(run(world, -1), End::ByItself);
    check(world, leads);
    QCOMPARE(world.sends(SendState::Accepted), leads.size());
}

void ServiceCrashTest::nothingIsLostOrSentTwiceAtAnyPoint_data()
{
    QTest::addColumn<HandOverPoint>("point");
    QTest::addColumn<int>("unknown");
    QTest::addColumn<int>("foundSent");
    QTest::newRow("before the intent") << HandOverPoint::BeforeIntent << 0 << 0;
    QTest::newRow("after the intent") << HandOverPoint::AfterIntent << 1 << 0;
    QTest::newRow("after looking for earlier tries") << HandOverPoint::Envelope << 1 << 0;
    QTest::newRow("before the draft is made") << HandOverPoint::Body << 1 << 0;
    QTest::newRow("before the draft is sent") << HandOverPoint::BeforeFinalDot << 1 << 0;
    QTest::newRow("after the answer, before the record") << HandOverPoint::AfterAnswer << 1 << 1;
    QTest::newRow("after the record") << HandOverPoint::AfterRecord << 0 << 0;
}

void ServiceCrashTest::nothingIsLostOrSentTwiceAtAnyPoint()
{
    QFETCH(HandOverPoint, point);
    QFETCH(int, unknown);
    QFETCH(int, foundSent);
    GraphWorld world(Habit{true, false});
    QVERIFY(world.isServing);
    const QList<LeadId> leads = world.queue(3);
    QCOMPARE(run(world, -1, {QString::number(int(point)), QStringLiteral("2")}), End::Killed);
    QCOMPARE(run(world, -1), End::ByItself);
    check(world, leads);
    QCOMPARE(world.sends(SendState::Unknown), unknown);
    m_unknown = m_foundSent = 0;
    settleAll(world, leads);
    QCOMPARE(m_unknown, unknown);
    QCOMPARE(m_foundSent, foundSent);
}

void ServiceCrashTest::nothingIsLostOrSentTwiceAtRandomMoments_data()
{
    QTest::addColumn<Habit>("habit");
    QTest::newRow("keeps our Message-IDs") << Habit{true, true};
    QTest::newRow("gives drafts others") << Habit{false, true};
    QTest::newRow("gives sent mails others") << Habit{true, false};
}

void ServiceCrashTest::nothingIsLostOrSentTwiceAtRandomMoments()
{
    QFETCH(Habit, habit);
    bool isNumber = false;
    const int asked = qEnvironmentVariableIntValue("ALWAYSLEADS_KILLS", &isNumber);
    const int wanted = isNumber && asked > 0 ? asked : shortRun;
    const quint32 given = qEnvironmentVariable("ALWAYSLEADS_SEED").toUInt(&isNumber);
    const quint32 seed = isNumber ? given : usualSeed;
    QRandomGenerator random(seed);
    m_unknown = m_foundSent = 0;
    int kills = 0;
    int mails = 0;
    while (kills < wanted) {
        GraphWorld world(habit);
        QVERIFY(world.isServing);
        const QList<LeadId> leads = world.queue(mailsOfAWorld);
        mails += mailsOfAWorld;
        End end = End::Killed;
        while (end == End::Killed && kills < wanted) {
            end = run(world, random.bounded(longestLife));
            kills += end == End::Killed ? 1 : 0;
        }
        QVERIFY2(end != End::Stuck, "the sending program failed");
        QCOMPARE(run(world, -1), End::ByItself);
        check(world, leads);
        if (!QTest::currentTestFailed()) {
            settleAll(world, leads);
        }
        if (QTest::currentTestFailed()) {
            qWarning("failed with the seed %u after %d kills", seed, kills);
            return;
        }
    }
    QVERIFY(m_unknown <= kills); // each kill can cut off one mail at most
    qInfo("seed %u: %d kills, %d mails: 0 twice, 0 lost, %d were unknown and shown (%d of them had left)", seed, kills,
          mails, m_unknown, m_foundSent);
}

QTEST_GUILESS_MAIN(ServiceCrashTest)
#include "ServiceCrashTest.moc"
