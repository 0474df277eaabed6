#include "app/outbox/OutboxWorld.h"
#include "support/MailStack.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QtTest>

using namespace AlwaysLeads;

namespace {

constexpr int mailsOfAWorld = 25;
constexpr int shortRun = 20; ///< kills
constexpr quint32 usualSeed = 20261126;
constexpr int patience = 120000; ///< milliseconds, on a loaded machine under the sanitizers
constexpr int longestLife = 400; ///< milliseconds after it began to send: some mails' time

/// Message-IDs of a folder, each as often as it lies there.
QHash<QByteArray, int> messageIds(const QByteArray &headers)
{
    static const QRegularExpression id(QStringLiteral("<([^<>\\s]{3,250})>"));
    QHash<QByteArray, int> found;
    auto matches = id.globalMatch(QString::fromLatin1(headers));
    while (matches.hasNext()) {
        ++found[matches.next().captured(1).toLatin1()];
    }
    return found;
}

} // namespace

/// The sending program is killed at random moments, again and again, while it hands mails to a real Postfix. Nobody may
/// get a mail twice, none may be lost, and each whose fate is unknown must be shown.
///
/// Twenty kills in the usual run. By hand, many of them:
///     ALWAYSLEADS_KILLS=1000 ALWAYSLEADS_SEED=7 QTEST_FUNCTION_TIMEOUT=86400000 nice RandomKillTest
class RandomKillTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void nobodyGetsTwoAndNoneIsLost();

private:
    enum class End { ByItself, Killed, Stuck };
    End run(const QString &database, int life);
    void check(OutboxWorld &world);
    QList<LeadId> queue(OutboxWorld &world);

    MailStack m_stack;
    QTemporaryDir m_folder;
    int m_people = 0;
    int m_sent = 0;
    int m_unknown = 0;
    int m_arrivedUnknown = 0; ///< of them: did leave
};

void RandomKillTest::initTestCase()
{
    if (const QString why = MailStack::whyImpossible(); !why.isEmpty()) {
        QSKIP(qPrintable(why));
    }
    const QString trouble = m_stack.start();
    QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
    QFile authority(m_folder.filePath(QStringLiteral("authority.pem")));
    QVERIFY(authority.open(QIODevice::WriteOnly));
    QVERIFY(authority.write(m_stack.authority().toPem()) > 0);
}

/// `life` below zero: it may end by itself. Else it lives that long from the moment it begins to send.
RandomKillTest::End RandomKillTest::run(const QString &database, int life)
{
    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child.start(QStringLiteral(CRASH_CHILD),
                {database, QString::number(m_stack.submissionsPort()), QStringLiteral("tls"),
                 m_folder.filePath(QStringLiteral("authority.pem")), QStringLiteral("jonas@firm.example"),
                 QStringLiteral("secret of jonas")});
    if (!child.waitForReadyRead(patience)) { // it says when it begins
        child.kill();
        child.waitForFinished(patience);
        return End::Stuck;
    }
    if (child.waitForFinished(life < 0 ? patience : life)) {
        return child.exitStatus() == QProcess::NormalExit && child.exitCode() == 0 ? End::ByItself : End::Stuck;
    }
    child.kill(); // SIGKILL: no last word, no destructor
    child.waitForFinished(patience);
    return life < 0 ? End::Stuck : End::Killed;
}

QList<LeadId> RandomKillTest::queue(OutboxWorld &world)
{
    world.clock.advanceTo(QDateTime::currentDateTimeUtc()); // the program that is killed goes by the real one
    QList<LeadId> leads;
    for (int number = 0; number < mailsOfAWorld; ++number) {
        ++m_people;
        leads.append(world.addLead(QStringLiteral("Person%1").arg(m_people),
                                   QStringLiteral("anna+%1@firm.example").arg(m_people)));
    }
    must(world.campaigns.enrol(world.campaign, leads));
    must(world.writer.write(world.campaign));
    for (const LeadId lead : leads) {
        world.approve(lead);
    }
    must(world.campaigns.launch(world.campaign));
    must(world.outbox.queueApproved(world.campaign));
    return leads;
}

void RandomKillTest::check(OutboxWorld &world)
{
    const QList<Send> sends = must(world.files.read([](Connection &connection) {
        const SendState all[] = {SendState::Waiting,       SendState::HandingOver,    SendState::Accepted,
                                 SendState::RefusedForNow, SendState::RefusedForGood, SendState::Unknown,
                                 SendState::Cancelled};
        return SendLedger().list(connection, all);
    }));
    QCOMPARE(sends.size(), mailsOfAWorld);
    const QList<OutboxRow> shown = must(world.outbox.page(OutboxShelf::Unknown)).unknown;
    const auto arrived = [this] {
        return messageIds(m_stack.imap(QStringLiteral("anna"),
                                       {"EXAMINE INBOX", "FETCH 1:* (BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])"}));
    };
    QHash<QByteArray, int> there = arrived();
    const auto allAccepted = [&] {
        there = arrived();
        return std::ranges::all_of(sends, [&](const Send &send) {
            return send.state != SendState::Accepted || there.contains(send.messageId.toLatin1());
        });
    };
    const bool complete = QTest::qWaitFor(allAccepted, 30000); // Postfix takes its moment to deliver
    for (const Send &send : sends) {
        const int copies = there.value(send.messageId.toLatin1());
        QVERIFY2(copies <= 1, qPrintable(QStringLiteral("%1 got it %2 times").arg(send.to).arg(copies)));
        if (send.state == SendState::Accepted) {
            ++m_sent;
            continue;
        }
        QCOMPARE(send.state, SendState::Unknown);
        ++m_unknown;
        m_arrivedUnknown += copies;
        QVERIFY2(std::ranges::any_of(shown, [&](const OutboxRow &row) { return row.id == send.id; }),
                 "an unknown mail is not shown");
    }
    QVERIFY2(complete, "a mail that the server accepted is lost");
}

void RandomKillTest::nobodyGetsTwoAndNoneIsLost()
{
    bool isNumber = false;
    const int asked = qEnvironmentVariableIntValue("ALWAYSLEADS_KILLS", &isNumber);
    const int wanted = isNumber && asked > 0 ? asked : shortRun;
    const quint32 given = qEnvironmentVariable("ALWAYSLEADS_SEED").toUInt(&isNumber);
    const quint32 seed = isNumber ? given : usualSeed;
    QRandomGenerator random(seed);
    int kills = 0;
    int worlds = 0;
    QElapsedTimer time;
    time.start();
    while (kills < wanted) {
        OutboxWorld world;
        queue(world);
        ++worlds;
        End end = End::Killed;
        while (end == End::Killed && kills < wanted) {
            end = run(world.files.path(), random.bounded(longestLife));
            kills += end == End::Killed ? 1 : 0;
        }
        QVERIFY2(end != End::Stuck, "the sending program failed");
        QCOMPARE(run(world.files.path(), -1), End::ByItself);
        check(world);
        if (QTest::currentTestFailed()) {
            qWarning("failed with the seed %u after %d kills", seed, kills);
            return;
        }
        if (worlds % 10 == 0) {
            qInfo("%d of %d kills, %d sent, %d unknown", kills, wanted, m_sent, m_unknown);
        }
    }
    QCOMPARE(m_sent + m_unknown, worlds * mailsOfAWorld);
    QVERIFY(m_unknown <= kills); // each kill can cut off one mail at most
    qInfo("seed %u: %d kills, %d mails: %d sent, 0 twice, 0 lost, %d unknown and shown (%d of them had left); %lld s",
          seed, kills, m_sent + m_unknown, m_sent, m_unknown, m_arrivedUnknown, time.elapsed() / 1000);
}

QTEST_GUILESS_MAIN(RandomKillTest)
#include "RandomKillTest.moc"
