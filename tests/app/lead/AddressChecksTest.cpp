#include "lead/AddressChecks.h"
#include "ImportWorld.h"
#include "app/dnscheck/FakeDns.h"
#include "lead/LeadStories.h"
#include "maildomain/MailDomainStore.h"
#include "support/Patience.h"
#include "suppression/SuppressionStore.h"

#include <QSignalSpy>
#include <QtTest>

#include <memory>

using namespace AlwaysLeads;

namespace {

const char threePeople[] = "Name,Email\nAda Bell,ada@alive.example\nBo Dahl,bo@dead.example\nCy Ek,cy@DEAD.example\n";

struct CheckWorld : ImportWorld
{
    CheckWorld()
    {
        add(QStringLiteral("alive.example"));
        renew();
    }
    ~CheckWorld()
    {
        QCoro::waitFor(checks->close());
        files.settle();
    }
    /// As after a restart.
    void renew()
    {
        if (checks) {
            QCoro::waitFor(checks->close());
        }
        AddressChecks::Options options;
        options.page = 3; // several pages also with few
        options.atOnce = 2;
        checks = std::make_unique<AddressChecks>(*files.database, clock, dns, leads, options);
        QObject::connect(&import, &LeadImport::addressesWanted, checks.get(), &AddressChecks::wake);
        ended = std::make_unique<QSignalSpy>(checks.get(), &AddressChecks::ended);
    }
    void add(const QString &domain)
    {
        dns.addMx(domain, 10, QStringLiteral("mx.") + domain);
        dns.addAddress(QStringLiteral("mx.") + domain);
    }
    ImportReport importPeople(const QByteArray &content)
    {
        ImportPlan wanted = plan(content);
        wanted.checkAddresses = true;
        return run(wanted);
    }
    AddressCheckSum sum() const
    {
        return ended->isEmpty() ? AddressCheckSum() : ended->last().first().value<AddressCheckSum>();
    }
    bool endedTimes(int times)
    {
        return QTest::qWaitFor([&] { return ended->size() >= times; }, testPatience);
    }
    EmailState state(const char *email) { return lead(email).emailState; }
    std::unique_ptr<QSignalSpy> ended;
    FakeDns dns;
    std::unique_ptr<AddressChecks> checks;
};

} // namespace

class AddressChecksTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void marksWhoCanGetNoMailAfterAnImport()
    {
        CheckWorld world;
        world.checks->start();
        const ImportReport report = world.importPeople(threePeople);
        QVERIFY(world.endedTimes(1));
        AddressCheckSum expected;
        expected.domains = 2;
        expected.unreachable = 2;
        QCOMPARE(world.sum(), expected);
        QCOMPARE(world.state("ada@alive.example"), EmailState::Unchecked); // whether the mailbox is there nobody knows
        QCOMPARE(world.state("bo@dead.example"), EmailState::Invalid);
        QCOMPARE(world.state("cy@dead.example"), EmailState::Invalid);
        const AddressVerdicts verdicts{3, 2, 0, 0};
        QCOMPARE(*QCoro::waitFor(world.checks->verdicts(report.id)), verdicts);

        LeadStories stories(*world.files);
        const Result<LeadStory> story = QCoro::waitFor(stories.story(world.lead("bo@dead.example").id, QLocale::c()));
        QVERIFY2(story->unreachable.contains(QStringLiteral("dead.example does not exist")),
                 qPrintable(story->unreachable));
    }

    void asksNothingUnlessItIsWanted()
    {
        CheckWorld world;
        world.checks->start();
        world.run(world.plan(threePeople));
        world.files.settle();
        QVERIFY(world.dns.asked.isEmpty());
        QVERIFY(world.ended->isEmpty());
    }

    void nothingIsWantedOfAnImportThatDidNotHappen()
    {
        CheckWorld world;
        ImportPlan plan = world.plan(threePeople);
        plan.checkAddresses = true;
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(!QCoro::waitFor(world.import.run(plan, {}, stop.get_token())));
        QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM mail_domain")), 0);
    }

    void goesOnAfterARestart()
    {
        CheckWorld world;
        world.importPeople(threePeople); // the program ends before anything was looked up
        QVERIFY(world.dns.asked.isEmpty());
        world.renew();
        world.checks->start();
        QVERIFY(world.endedTimes(1));
        QCOMPARE(world.state("bo@dead.example"), EmailState::Invalid);
        QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM mail_domain WHERE wanted_at IS NOT NULL")), 0);
    }

    void whatIsKnownIsNotAskedAgainAndMarksAtOnce()
    {
        CheckWorld world;
        world.checks->start();
        world.importPeople(threePeople);
        QVERIFY(world.endedTimes(1));
        world.dns.asked.clear();
        world.importPeople("Name,Email\nDi Fox,di@dead.example\n");
        QCOMPARE(world.state("di@dead.example"), EmailState::Invalid);
        const QSignalSpy changed(&world.leads, &Leads::changed);
        const QSignalSpy reset(&world.leads, &Leads::reset);
        QCOMPARE(*QCoro::waitFor(world.checks->check({world.lead("ada@alive.example").id})), 0);
        world.files.settle();
        QVERIFY(world.dns.asked.isEmpty());
        QVERIFY(changed.isEmpty() && reset.isEmpty()); // nobody is another than before
        // Somebody who is not marked yet is at once, and is the only one who is told of.
        QVERIFY(world.files.write([](Connection &connection) {
            return connection.run(
                QStringLiteral("UPDATE lead SET email_state = 'unchecked' WHERE email = 'di@dead.example'"));
        }));
        const LeadId di = world.lead("di@dead.example").id;
        QCOMPARE(*QCoro::waitFor(world.checks->check({di, world.lead("ada@alive.example").id})), 0);
        QCOMPARE(world.state("di@dead.example"), EmailState::Invalid);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.first().first().value<QList<LeadId>>(), QList<LeadId>{di});
        QVERIFY(reset.isEmpty());
    }

    void aDomainThatRisesFreesItsPeopleButNotWhoBounced()
    {
        CheckWorld world;
        world.checks->start();
        world.importPeople(threePeople);
        QVERIFY(world.endedTimes(1));
        const auto bounced = world.files.write([](Connection &c) {
            return SuppressionStore()
                .addAddress(c, *EmailAddress::parse(QStringLiteral("cy@dead.example")), SuppressionReason::Bounced,
                            QStringLiteral("550"), QDateTime::currentDateTimeUtc())
                .map([](const SuppressionEntry &) { return true; });
        });
        QVERIFY(bounced);
        world.add(QStringLiteral("dead.example"));
        world.clock.advance(std::chrono::hours(24) * (AddressChecks::daysKnown + 1));
        QCOMPARE(*QCoro::waitFor(world.checks->check({world.lead("bo@dead.example").id})), 1);
        QVERIFY(world.endedTimes(2));
        QCOMPARE(world.sum().reachable, 1);
        QCOMPARE(world.state("bo@dead.example"), EmailState::Unchecked);
        QCOMPARE(world.state("cy@dead.example"), EmailState::Invalid);
    }

    void offlineItWaitsAndSaysSoOnce()
    {
        CheckWorld world;
        world.dns.down = true;
        QByteArray many = "Name,Email\n";
        for (int i = 0; i < 40; ++i) {
            world.add(QStringLiteral("d%1.example").arg(i));
            many += QStringLiteral("P %1,p@d%1.example\n").arg(i).toUtf8();
        }
        world.checks->start();
        world.importPeople(many);
        QVERIFY(world.endedTimes(1));
        QCOMPARE(world.sum().domains, 0);
        QCOMPARE(world.sum().unanswered, 40);
        QVERIFY2(world.dns.asked.size() < 20, qPrintable(QString::number(world.dns.asked.size())));
        for (int round = 0; round < 5; ++round) {
            QTRY_VERIFY_WITH_TIMEOUT(world.clock.nextWake().isValid(), testPatience);
            world.clock.advance(std::chrono::minutes(5));
            world.files.settle();
        }
        for (int round = 1; round < world.ended->size(); ++round) {
            QVERIFY(world.ended->at(round).first().value<AddressCheckSum>().quiet);
        }
        const int before = int(world.ended->size());
        world.dns.down = false;
        QTRY_VERIFY_WITH_TIMEOUT(world.clock.nextWake().isValid(), testPatience);
        world.clock.advance(std::chrono::minutes(5));
        QVERIFY(world.endedTimes(before + 1));
        QCOMPARE(world.sum().domains, 40);
        QCOMPARE(world.sum().unanswered, 0);
    }

    void whatDoesNotAnswerIsTriedThreeTimesAndAtTheNextStart()
    {
        CheckWorld world;
        world.dns.silent << QStringLiteral("dead.example");
        world.checks->start();
        world.importPeople(threePeople);
        QVERIFY(world.endedTimes(1));
        QCOMPARE(world.sum().unanswered, 1);
        for (int round = 0; round < 4; ++round) {
            QTRY_VERIFY_WITH_TIMEOUT(world.clock.nextWake().isValid(), testPatience);
            world.clock.advanceTo(world.clock.nextWake());
            world.files.settle();
        }
        QCOMPARE(world.dns.asked.filter(QStringLiteral("dead.example")).size(), 3);
        QCOMPARE(world.state("bo@dead.example"), EmailState::Unchecked);

        world.dns.silent.clear();
        world.renew();
        world.checks->start();
        QVERIFY(world.endedTimes(1));
        QCOMPARE(world.state("bo@dead.example"), EmailState::Invalid);
    }

    void stoppedItKeepsWhatItFoundAndAsksNoMore()
    {
        CheckWorld world;
        QByteArray many = "Name,Email\n";
        for (int i = 0; i < 60; ++i) {
            many += QStringLiteral("P %1,p@d%1.example\n").arg(i).toUtf8();
        }
        world.checks->start();
        // When the first page is written down: a quick machine tells of its progress only once all is done.
        QObject::connect(&world.leads, &Leads::changed, world.checks.get(), [&] { letRun(world.checks->cancel()); });
        world.importPeople(many);
        QVERIFY(world.endedTimes(1));
        QVERIFY(world.sum().stopped);
        QTRY_COMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM mail_domain WHERE wanted_at IS NOT NULL")),
                     0);
        const qint64 found =
            world.files.number(QStringLiteral("SELECT count(*) FROM lead WHERE email_state = 'invalid'"));
        QVERIFY2(found > 0 && found < 60, qPrintable(QString::number(found)));
    }
};

QTEST_GUILESS_MAIN(AddressChecksTest)
#include "AddressChecksTest.moc"
