#include "prospecting/LeadFinder.h"

#include "FinderWorld.h"
#include "lead/LeadStore.h"
#include "support/Patience.h"

#include <QSet>
#include <QtTest>

#include <algorithm>

using namespace AlwaysLeads;
using Fault = ApolloServer::Fault;

class LeadFinderRevealTest : public QObject
{
    Q_OBJECT

private:
    static EmailAddress address(const QString &text) { return *EmailAddress::parse(text); }
    static bool neverTwice(const FinderWorld &world)
    {
        const QStringList asked = world.server->revealed();
        return QSet<QString>(asked.begin(), asked.end()).size() == asked.size();
    }

private Q_SLOTS:
    void addsPeopleWithWhatIsKnownOfThem()
    {
        FinderWorld world;
        const FoundPage found = world.search(FinderWorld::inCountry(QStringLiteral("Denmark")));
        const QList<FoundPersonId> ids = FinderWorld::revealable(found, 3);
        const QSignalSpy leadsChanged(world.leads.get(), &Leads::changed);
        const RevealReport report = world.reveal(ids);
        QVERIFY2(!report.problem, qPrintable(report.problem ? report.problem->message : QString()));
        QCOMPARE(report.added, 3);
        QCOMPARE(report.creditMillis, 3000);
        QCOMPARE(report.leads.size(), 3);
        QCOMPARE(leadsChanged.size(), 1);
        QCOMPARE(world.server->creditsLeft(), 177);
        const FoundPerson first = found.people.first();
        const SandboxPerson truth = world.person(first);
        const Lead lead = *QCoro::waitFor(world.leads->lead(report.leads.first()));
        QCOMPARE(lead.email->toString(), truth.email);
        QCOMPARE(lead.lastName, truth.lastName);
        QCOMPARE(lead.companyName, truth.company.name);
        QCOMPARE(lead.companySize, std::optional<qint64>(truth.company.employees));
        QCOMPARE(lead.country, truth.country);
        QVERIFY(lead.custom.value(QStringLiteral("linkedin")).startsWith(QStringLiteral("http://www.linkedin.")));
        QCOMPARE(world.count("SELECT count(*) FROM custom_field WHERE kind = 'url'"), 1);
        QCOMPARE(world.count("SELECT count(*) FROM lead JOIN source ON source.id = source_id WHERE kind = 'apollo'"),
                 3);
        QCOMPARE(world.count("SELECT count(*) FROM source"), 1);
        QCOMPARE(world.count("SELECT count(*) FROM lead_event WHERE kind = 'revealed'"), 3);
        QCOMPARE(world.count("SELECT count(*) FROM company WHERE domain IS NOT NULL AND industry <> ''"),
                 world.count("SELECT count(*) FROM company"));
        QCOMPARE(world.again(found).people.first().state, FoundState::Known);
        QVERIFY(!world.again(found).people.first().lead.isNull());
    }

    void tellsVerifiedFromGuessed()
    {
        FinderWorld world;
        ApolloFilters filters;
        filters.emailStatuses = {QStringLiteral("likely to engage")};
        const FoundPage found = world.search(filters);
        const RevealReport report = world.reveal(FinderWorld::revealable(found, 2));
        QCOMPARE(report.risky, 2);
        QCOMPARE(world.count("SELECT count(*) FROM lead WHERE email_state = 'risky'"), 2);
        QCOMPARE(report.sentence(), QStringLiteral("2 revealed: 2 risky. 2 credits."));
        QCOMPARE(RevealedLeadStore::emailState(QStringLiteral("verified")), EmailState::Verified);
        QCOMPARE(RevealedLeadStore::emailState(QStringLiteral("user_managed")), EmailState::Unchecked);
        QCOMPARE(RevealedLeadStore::emailState(QStringLiteral("bounced")), EmailState::Risky);
    }

    void asksInTensAndNeverTwice()
    {
        FinderWorld world;
        const FoundPage found = world.search({});
        const QList<FoundPersonId> ids = FinderWorld::revealable(found, 25);
        QSignalSpy progress(world.finder.get(), &LeadFinder::revealProgressed);
        const RevealReport report = world.reveal(ids);
        QCOMPARE(report.revealed(), 25);
        QCOMPARE(world.count("SELECT count(*) FROM reveal WHERE state = 'settled'"), 3);
        QCOMPARE(progress.size(), 4);
        const RevealReport more = world.reveal(ids);
        QCOMPARE(more.skipped, 25);
        QCOMPARE(more.creditMillis, 0);
        QCOMPARE(world.server->revealed().size(), 25);
        world.restart();
        QCOMPARE(world.reveal(ids).skipped, 25);
        QVERIFY(neverTwice(world));
        QCOMPARE(world.server->creditsLeft(), 155);
    }

    void doesNotPayForWhoIsProbablyThereByAnotherWay()
    {
        FinderWorld world;
        const FoundPage found = world.search(FinderWorld::inCountry(QStringLiteral("Denmark")));
        const FoundPersonId chosen = FinderWorld::revealable(found, 1).first();
        const auto wanted = std::ranges::find(found.people, chosen, &FoundPerson::id);
        const SandboxPerson truth = world.person(*wanted);
        Lead imported;
        imported.firstName = truth.firstName.toUpper();
        imported.lastName = truth.lastName;
        imported.companyName = truth.company.name + QStringLiteral(" Holding");
        imported.email = address(QStringLiteral("old@holding.example"));
        const LeadId id = *QCoro::waitFor(world.leads->add(imported));
        Lead other = imported; // of the same name, elsewhere
        other.companyName = QStringLiteral("Elsewhere");
        other.email = address(QStringLiteral("other@elsewhere.example"));
        QVERIFY(QCoro::waitFor(world.leads->add(other)));
        const auto now = [&world, &found, chosen] {
            const FoundPage page = world.again(found);
            return *std::ranges::find(page.people, chosen, &FoundPerson::id);
        };
        QCOMPARE(now().state, FoundState::Likely);
        QCOMPARE(now().lead, id);
        QVERIFY(!now().canBeRevealed());
        QCOMPARE(world.reveal({chosen}).skipped, 1);
        QVERIFY(world.server->revealed().isEmpty());
        QVERIFY(QCoro::waitFor(world.leads->softDelete({id}))); // who is gone is not known any more
        QCOMPARE(now().state, FoundState::Found);
        QVERIFY(QCoro::waitFor(world.leads->restore({id})));
        QCOMPARE(world.reveal({chosen}, RevealAgain::Yes).creditMillis, 1000); // the person wants it all the same
        QCOMPARE(now().state, FoundState::Known);
    }

    void neverAsksForPeopleWithoutAnAddress()
    {
        FinderWorld world;
        const FoundPage found = world.search({});
        QList<FoundPersonId> without;
        for (const FoundPerson &person : found.people) {
            if (!person.shown.hasEmail) {
                without.append(person.id);
            }
        }
        QVERIFY(!without.isEmpty());
        QCOMPARE(world.reveal(without).skipped, int(without.size()));
        QVERIFY(world.server->revealed().isEmpty());
    }

    void mergesWithWhoHasTheAddress()
    {
        FinderWorld world;
        const FoundPage found = world.search(FinderWorld::inCountry(QStringLiteral("Denmark")));
        const FoundPerson person = found.people.first();
        const SandboxPerson truth = world.person(person);
        Lead mine;
        mine.firstName = QStringLiteral("Mine");
        mine.email = address(truth.email.toUpper());
        mine.notes = QStringLiteral("Met in Aarhus");
        const LeadId id = *QCoro::waitFor(world.leads->add(mine));
        QCoro::waitFor(world.leads->softDelete({id}));
        const RevealReport report = world.reveal({person.id});
        QCOMPARE(report.merged, 1);
        QCOMPARE(report.added, 0);
        const Lead lead = *QCoro::waitFor(world.leads->lead(id));
        QCOMPARE(lead.firstName, QStringLiteral("Mine"));
        QCOMPARE(lead.lastName, truth.lastName);
        QCOMPARE(lead.title, truth.title);
        QCOMPARE(lead.notes, QStringLiteral("Met in Aarhus"));
        QCOMPARE(lead.emailState, EmailState::Verified);
        QVERIFY(!lead.deletedAt.isValid());
        QCOMPARE(world.count("SELECT count(*) FROM lead"), 1);
        QCOMPARE(world.count("SELECT count(*) FROM field_source WHERE field = 'title'"), 1);
        QCOMPARE(world.count("SELECT count(*) FROM field_source WHERE field = 'first name'"), 0);
        // Who was typed in stays so, but for what Apollo filled in.
        QCOMPARE(world.count("SELECT count(*) FROM lead JOIN source ON source.id = source_id WHERE kind = 'apollo'"),
                 0);
    }

    void leavesACompanySizeThatWasTypedAlone()
    {
        FinderWorld world;
        const FoundPage found = world.search(FinderWorld::inCountry(QStringLiteral("Denmark")));
        const FoundPerson person = found.people.first();
        Lead colleague;
        colleague.firstName = QStringLiteral("Colleague");
        colleague.companyName = world.person(person).company.name;
        colleague.companySize = 3;
        const LeadId id = *QCoro::waitFor(world.leads->add(colleague));
        QCOMPARE(world.reveal({person.id}).added, 1);
        QCOMPARE(QCoro::waitFor(world.leads->lead(id))->companySize, 3);
    }

    void fillsTheAddressOfWhoHasNone()
    {
        FinderWorld world;
        const FoundPage found = world.search(FinderWorld::inCountry(QStringLiteral("Denmark")));
        const SandboxPerson truth = world.person(found.people.first());
        Lead mine;
        mine.firstName = truth.firstName;
        mine.lastName = truth.lastName;
        mine.companyName = truth.company.name;
        const LeadId id = *QCoro::waitFor(world.leads->add(mine));
        QCOMPARE(world.reveal({found.people.first().id}).merged, 1);
        QCOMPARE(QCoro::waitFor(world.leads->lead(id))->email->toString(), truth.email);
    }

    void refusesWhoOptedOutAndKeepsNothingOfThem()
    {
        FinderWorld world;
        const FoundPage found = world.search(FinderWorld::inCountry(QStringLiteral("Denmark")));
        const SandboxPerson truth = world.person(found.people.first());
        QVERIFY(world.files.write([&](Connection &connection) {
            return SuppressionStore().addAddress(connection, address(truth.email), SuppressionReason::OptedOut, {},
                                                 QDateTime::currentDateTimeUtc());
        }));
        const RevealReport report = world.reveal({found.people.first().id});
        QCOMPARE(report.optedOut, 1);
        QCOMPARE(report.added, 0);
        QCOMPARE(world.count("SELECT count(*) FROM lead"), 0);
        QCOMPARE(world.count("SELECT count(*) FROM company"), 0);
        QCOMPARE(world.count("SELECT count(*) FROM reveal WHERE answer <> ''"), 0);
        QCOMPARE(world.again(found).people.first().state, FoundState::OptedOut);
        QVERIFY(report.sentence().contains(QStringLiteral("opted out")));
        QCOMPARE(world.reveal({found.people.first().id}, RevealAgain::Yes).skipped, 1);
    }

    void whoOptsOutLaterIsMarkedToo()
    {
        FinderWorld world;
        const FoundPage found = world.search(FinderWorld::inCountry(QStringLiteral("Denmark")));
        const QList<FoundPersonId> ids = FinderWorld::revealable(found, 2);
        const RevealReport report = world.reveal(ids);
        QCoro::waitFor(world.leads->setStatus({report.leads.first()}, LeadStatus::OptedOut));
        const QString domain = QCoro::waitFor(world.leads->lead(report.leads.last()))->email->domain();
        QVERIFY(world.files.write([&](Connection &connection) {
            return SuppressionStore().addDomain(connection, domain, SuppressionReason::ByHand, {},
                                                QDateTime::currentDateTimeUtc());
        }));
        const FoundPage now = world.again(found);
        QCOMPARE(now.people.at(0).state, FoundState::OptedOut);
        QCOMPARE(std::ranges::count(now.people, FoundState::OptedOut, &FoundPerson::state), 2);
    }

    void theDaysCapHolds()
    {
        FinderWorld world;
        QVERIFY(QCoro::waitFor(world.finder->setDailyCap(12)));
        const FoundPage found = world.search({});
        const QList<FoundPersonId> ids = FinderWorld::revealable(found, 30);
        const RevealReport report = world.reveal(ids);
        QCOMPARE(report.revealed(), 12);
        QCOMPARE(report.notAsked, 18);
        QVERIFY(report.problem->message.contains(QStringLiteral("cap of 12")));
        QCOMPARE(world.server->creditsLeft(), 168);
        world.restart(); // and after a restart
        QCOMPARE(world.reveal(ids).revealed(), 0);
        QCOMPARE(QCoro::waitFor(world.finder->budget(false))->leftToday(), 0);
        QCOMPARE(world.server->creditsLeft(), 168);
        // Yesterday's do not count.
        QVERIFY(world.files.write([](Connection &connection) {
            return connection.run(QStringLiteral("UPDATE reveal SET intent_at = intent_at - 2 * 86400000"));
        }));
        QCOMPARE(QCoro::waitFor(world.finder->budget(false))->leftToday(), 12);
    }

    void nobodyIsAskedForWithoutCredits()
    {
        FinderWorld world;
        const FoundPage found = world.search({});
        world.server->setCreditsLeft(0);
        const RevealReport report = world.reveal(FinderWorld::revealable(found, 3));
        QVERIFY(report.problem->message.contains(QStringLiteral("no credits left")));
        QCOMPARE(report.notAsked, 3);
        QCOMPARE(world.count("SELECT count(*) FROM reveal"), 0);
    }

    void withoutANetworkNobodyIsMarked()
    {
        FinderWorld world;
        const FoundPage found = world.search({});
        world.server.reset();
        const RevealReport report = world.reveal(FinderWorld::revealable(found, 3));
        QCOMPARE(report.problem->kind, ErrorKind::Network);
        QCOMPARE(report.unknown, 0);
        QCOMPARE(world.count("SELECT count(*) FROM reveal"), 0);
        QVERIFY(world.again(found).people.first().canBeRevealed());
    }

    void anAnswerThatDoesNotComeCountsAndMarks()
    {
        FinderWorld world;
        const FoundPage found = world.search({});
        const QList<FoundPersonId> ids = FinderWorld::revealable(found, 15);
        world.server->setFaultyEndpoint(QStringLiteral("people/bulk_match"));
        world.server->setFault(Fault::CutConnection);
        const RevealReport report = world.reveal(ids);
        QCOMPARE(report.unknown, 10);
        QCOMPARE(report.notAsked, 5);
        QVERIFY(report.problem->message.contains(QStringLiteral("may have been charged")));
        QCOMPARE(QCoro::waitFor(world.finder->budget(false))->usedToday, 10);
        world.server->setFault(Fault::None);
        world.restart();
        QCOMPARE(world.again(found).people.first().state, FoundState::Asked);
        const RevealReport unasked = world.reveal(ids); // only those never asked for
        QCOMPARE(unasked.skipped, 10);
        QCOMPARE(unasked.revealed(), 5);
        QVERIFY(neverTwice(world));
        QCOMPARE(world.reveal(ids, RevealAgain::Yes).revealed(), 10); // the person said so
    }

    void aRefusalCostsNothing()
    {
        FinderWorld world;
        const FoundPage found = world.search({});
        world.server->setFaultyEndpoint(QStringLiteral("people/bulk_match"));
        world.server->setFault(Fault::ScopeMissing);
        const RevealReport report = world.reveal(FinderWorld::revealable(found, 3));
        QVERIFY(report.problem->message.contains(QStringLiteral("may not do that")));
        QCOMPARE(report.creditMillis, 0);
        QCOMPARE(QCoro::waitFor(world.finder->budget(false))->usedToday, 0);
        QVERIFY(world.again(found).people.first().canBeRevealed());
    }

    void aRefusalDoesNotForgetAnEarlierAsking()
    {
        FinderWorld world;
        const FoundPage found = world.search({});
        const QList<FoundPersonId> ids = FinderWorld::revealable(found, 1);
        world.server->setFaultyEndpoint(QStringLiteral("people/bulk_match"));
        world.server->setFault(Fault::ServerError);
        QCOMPARE(world.reveal(ids).unknown, 1);
        world.server->setFault(Fault::Maintenance);
        QVERIFY(world.reveal(ids, RevealAgain::Yes).problem);
        QCOMPARE(world.again(found).people.first().state, FoundState::Asked);
        QCOMPARE(QCoro::waitFor(world.finder->budget(false))->usedToday, 1);
    }

    void cancelsBetweenTheTens()
    {
        FinderWorld world;
        const FoundPage found = world.search({});
        QObject::connect(world.finder.get(), &LeadFinder::revealProgressed, world.finder.get(),
                         [&](const RevealProgress &progress) {
                             if (progress.done == 10) {
                                 world.finder->cancelReveal();
                             }
                         });
        const RevealReport report = world.reveal(FinderWorld::revealable(found, 30));
        QVERIFY(report.cancelled);
        QCOMPARE(report.revealed(), 10);
        QCOMPARE(report.notAsked, 20);
        QVERIFY(!report.problem);
        QCOMPARE(world.server->creditsLeft(), 170);
        QVERIFY(!world.finder->isRevealing());
    }

    void closingWaitsForTheAnswerThatIsPaidFor()
    {
        FinderWorld world;
        const FoundPage found = world.search({});
        world.server->setLatency(std::chrono::seconds(2));
        world.finder->reveal(FinderWorld::revealable(found, 20));
        QTRY_COMPARE(world.server->revealed().size(), 10);
        world.restart();
        QCOMPARE(world.count("SELECT count(*) FROM lead"), 10);
        QCOMPARE(world.count("SELECT count(*) FROM reveal WHERE state <> 'settled'"), 0);
    }

    void aCrashBeforeTheAnswerHidesNoCost()
    {
        FinderWorld world;
        const FoundPage found = world.search({});
        const QList<FoundPersonId> ids = FinderWorld::revealable(found, 4);
        // As the disk looks when the program is killed while Apollo is asked.
        QVERIFY(world.files.write([&](Connection &connection) {
            return RevealStore()
                .begin(connection, ids, RevealAgain::No, 50, QDateTime::currentDateTimeUtc())
                .map([](const RevealStore::Intent &intent) { return qint64(intent.reveal.people.size()); });
        }));
        world.restart();
        QCOMPARE(QCoro::waitFor(world.finder->budget(false))->usedToday, 4);
        QCOMPARE(world.again(found).people.first().state, FoundState::Asked);
        QCOMPARE(world.reveal(ids).skipped, 4);
        QVERIFY(world.server->revealed().isEmpty());
    }

    void aCrashAfterTheAnswerLosesNobody()
    {
        FinderWorld world;
        const FoundPage found = world.search({});
        const QList<FoundPersonId> ids = FinderWorld::revealable(found, 2);
        ApolloReveal answer;
        ApolloMatch match;
        match.id = found.people.first().shown.id;
        match.firstName = QStringLiteral("Ada");
        match.lastName = QStringLiteral("Bell");
        match.email = QStringLiteral("ada@bell.example");
        match.emailStatus = QStringLiteral("verified");
        answer.matches = {match, std::nullopt};
        answer.creditMillis = 1000;
        answer.requestId = -2212345678901234567;
        QVERIFY(world.files.write([&](Connection &connection) -> Result<> {
            const RevealStore store;
            const auto intent = store.begin(connection, ids, RevealAgain::No, 50, QDateTime::currentDateTimeUtc());
            return store.noteAnswer(connection, intent->reveal, answer);
        }));
        world.restart();
        QCOMPARE(world.count("SELECT count(*) FROM lead WHERE email = 'ada@bell.example'"), 1);
        QCOMPARE(world.count("SELECT request_id FROM reveal"), -2212345678901234567);
        QCOMPARE(world.count("SELECT count(*) FROM found_person WHERE state = 'nothing'"), 1);
        QCOMPARE(QCoro::waitFor(world.finder->budget(false))->usedToday, 1);
        world.restart();
        QCOMPARE(world.count("SELECT count(*) FROM lead"), 1);
    }

    void thePlaceholderIsNoAddress()
    {
        FinderWorld world;
        const FoundPage found = world.search({});
        world.server->setFault(Fault::LockedAddresses);
        const RevealReport report = world.reveal(FinderWorld::revealable(found, 2));
        QCOMPARE(report.withoutAddress, 2);
        QCOMPARE(world.count("SELECT count(*) FROM lead WHERE email IS NULL AND email_state = 'unchecked'"), 2);
    }

    void waitsForItsTurnWhenTheMinuteIsFull()
    {
        FinderWorld world;
        const FoundPage found = world.search({});
        world.server->setFaultyEndpoint(QStringLiteral("people/bulk_match"));
        world.server->setFault(Fault::RateLimited, 1);
        const RevealReport report = world.reveal(FinderWorld::revealable(found, 2)); // two seconds later
        QCOMPARE(report.revealed(), 2);
        QCOMPARE(world.server->creditsLeft(), 178);
    }
};

QTEST_GUILESS_MAIN(LeadFinderRevealTest)
#include "LeadFinderRevealTest.moc"
