#include "SinkServer.h"
#include "app/outbox/OutboxWorld.h"
#include "outbox/Sender.h"

#include <QProcess>
#include <QtTest>

using namespace AlwaysLeads;

using Heard = SinkServer::Moment;

namespace {

constexpr int people = 3;
constexpr int patience = 60000; // milliseconds; a loaded machine under the sanitizers is slow

/// Where a run is ended: by the program itself at a labelled point, or from outside when the server has heard so much.
struct Blow
{
    std::optional<HandOverPoint> point;
    std::optional<Heard> moment;
    int mail = 1; ///< at which mail
};

} // namespace
Q_DECLARE_METATYPE(Blow)

class CrashTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nobodyGetsTwoAndNoneIsLost_data();
    void nobodyGetsTwoAndNoneIsLost();
    void whatFollowsIsNotLostWithTheProgram();
    void survivesBeingKilledAgainAndAgain();

private:
    /// Runs the program until it ends. True: by itself and well.
    bool run(const QString &database, SinkServer &server, const Blow &blow);
    void check(OutboxWorld &world, const SinkServer &server, const QList<LeadId> &leads);
};

bool CrashTest::run(const QString &database, SinkServer &server, const Blow &blow)
{
    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QStringList arguments{database, QString::number(server.port())};
    if (blow.point) {
        arguments << QString::number(int(*blow.point)) << QString::number(blow.mail);
    }
    int seen = 0;
    server.at = [&](Heard moment, int) {
        if (blow.moment == moment && ++seen == blow.mail) {
            child.kill(); // SIGKILL: no last word, no destructor
            child.waitForFinished(patience);
        }
    };
    child.start(QStringLiteral(CRASH_CHILD), arguments);
    const bool ended = QTest::qWaitFor([&] { return child.state() == QProcess::NotRunning; }, patience);
    server.at = {};
    QCoreApplication::processEvents(); // what it had put on the line before it died
    return ended && child.exitStatus() == QProcess::NormalExit && child.exitCode() == 0;
}

void CrashTest::check(OutboxWorld &world, const SinkServer &server, const QList<LeadId> &leads)
{
    const QList<OutboxRow> unknown = must(world.outbox.page(OutboxShelf::Unknown)).unknown;
    for (const LeadId lead : leads) {
        const Send send = world.sendOf(lead);
        QByteArrayList arrived;
        for (const SinkServer::Mail &mail : server.mails) {
            if (mail.to == send.to) {
                arrived.append(mail.text);
            }
        }
        QVERIFY2(arrived.size() <= 1, qPrintable(send.to + QStringLiteral(" got it twice")));
        if (send.state == SendState::Accepted) {
            QCOMPARE(arrived.size(), 1);
            QCOMPARE(arrived.first(), send.mime);
            QCOMPARE(world.draftOf(lead).state, DraftState::Sent);
            QCOMPARE(world.lead(lead).status, LeadStatus::Contacted);
        } else {
            QCOMPARE(send.state, SendState::Unknown);
            QVERIFY2(std::ranges::any_of(unknown, [&](const OutboxRow &row) { return row.id == send.id; }),
                     "an unknown mail is not shown");
        }
    }
}

void CrashTest::nobodyGetsTwoAndNoneIsLost_data()
{
    QTest::addColumn<Blow>("blow");
    QTest::addColumn<int>("unknown");
    const auto point = [](const char *name, HandOverPoint where, int unknown) {
        QTest::addRow("%s, first mail", name) << Blow{where, {}, 1} << unknown;
        QTest::addRow("%s, second mail", name) << Blow{where, {}, 2} << unknown;
    };
    point("before the intent", HandOverPoint::BeforeIntent, 0);
    point("after the intent", HandOverPoint::AfterIntent, 1);
    point("connected", HandOverPoint::Connected, 1);
    point("before MAIL", HandOverPoint::Envelope, 1);
    point("before DATA", HandOverPoint::Data, 1);
    point("before the body", HandOverPoint::Body, 1);
    point("before the final dot", HandOverPoint::BeforeFinalDot, 1);
    point("after the answer, before the record", HandOverPoint::AfterAnswer, 1);
    point("after the record", HandOverPoint::AfterRecord, 0);
    const auto moment = [](const char *name, Heard when) {
        QTest::addRow("%s, second mail", name) << Blow{{}, when, 2} << 1;
    };
    moment("the server has heard MAIL", Heard::MailFrom);
    moment("the server has heard RCPT", Heard::RecipientTo);
    moment("the server has heard DATA", Heard::Data);
    moment("the server has heard a part of the body", Heard::HalfOfTheBody);
    moment("the server has heard the final dot", Heard::FinalDot);
}

void CrashTest::nobodyGetsTwoAndNoneIsLost()
{
    QFETCH(Blow, blow);
    QFETCH(int, unknown);
    OutboxWorld world;
    SinkServer server;
    world.clock.advanceTo(QDateTime::currentDateTimeUtc()); // the program that is killed goes by the real one
    const QList<LeadId> leads = world.queue(people);

    QVERIFY2(!run(world.files.path(), server, blow), "it was not killed");
    QVERIFY(run(world.files.path(), server, Blow()));

    check(world, server, leads);
    QCOMPARE(world.sends(SendState::Unknown), unknown);
    QCOMPARE(world.sends(SendState::Accepted), people - unknown);
}

/// The answer is on the disk alone, because what follows from it could not be written, and then the program ends.
void CrashTest::whatFollowsIsNotLostWithTheProgram()
{
    OutboxWorld world;
    SinkServer server;
    world.clock.advanceTo(QDateTime::currentDateTimeUtc());
    const QList<LeadId> leads = world.queue(people);
    const auto run = [&world](const QString &sql) {
        must(world.files.write([=](Connection &c) { return c.script(sql); }));
    };
    run(QStringLiteral("CREATE TRIGGER no_story BEFORE INSERT ON lead_event WHEN new.kind = 'sent' "
                       "BEGIN SELECT RAISE(ABORT, 'no'); END"));
    QVERIFY2(!this->run(world.files.path(), server, Blow{HandOverPoint::AfterRecord, {}, 1}), "it was not killed");
    QCOMPARE(world.sends(SendState::Accepted), 1);
    const int told =
        static_cast<int>(world.files.number(QStringLiteral("SELECT count(*) FROM draft WHERE state = 'sent'")));
    QCOMPARE(told, 0);

    run(QStringLiteral("DROP TRIGGER no_story"));
    QVERIFY(this->run(world.files.path(), server, Blow()));
    check(world, server, leads);
    QCOMPARE(world.sends(SendState::Accepted), people);
}

void CrashTest::survivesBeingKilledAgainAndAgain()
{
    OutboxWorld world;
    SinkServer server;
    world.clock.advanceTo(QDateTime::currentDateTimeUtc());
    const QList<LeadId> leads = world.queue(12);
    int killed = 0;
    for (const Heard moment :
         {Heard::Connected, Heard::RecipientTo, Heard::FinalDot, Heard::Data, Heard::Answered, Heard::HalfOfTheBody}) {
        killed += run(world.files.path(), server, Blow{{}, moment, 1}) ? 0 : 1;
    }
    QCOMPARE(killed, 6);
    QVERIFY(run(world.files.path(), server, Blow()));
    check(world, server, leads);
    QVERIFY(world.sends(SendState::Unknown) <= 6);
    QCOMPARE(world.sends(SendState::Unknown) + world.sends(SendState::Accepted), 12);
}

QTEST_GUILESS_MAIN(CrashTest)
#include "CrashTest.moc"
