#include "lead/Leads.h"
#include "lead/LeadLists.h"
#include "support/CopiedDatabase.h"
#include "support/VirtualClock.h"

#include <QSignalSpy>
#include <QtTest>

using namespace AlwaysLeads;

namespace {

struct World
{
    TestDatabase files = copiedDatabase();
    VirtualClock clock;
    Leads leads{*files.database, clock};

    QList<LeadId> addMany(int count)
    {
        const Result<QList<LeadId>> added =
            QCoro::waitFor(files->write<QList<LeadId>>([&](Connection &connection) -> Result<QList<LeadId>> {
                QList<LeadId> ids;
                for (int number = 1; number <= count; ++number) {
                    Lead lead;
                    lead.firstName = QStringLiteral("Person");
                    lead.lastName = QString::number(number);
                    Result<LeadId> id = LeadStore().add(connection, lead, clock.now());
                    if (!id) {
                        return failureOf(std::move(id));
                    }
                    ids << *id;
                }
                return ids;
            }));
        return added.value_or(QList<LeadId>());
    }
};

Lead anna()
{
    Lead lead;
    lead.email = *EmailAddress::parse(QStringLiteral("anna@cargo.example"));
    lead.firstName = QStringLiteral("Anna");
    lead.lastName = QStringLiteral("Berg");
    lead.title = QStringLiteral("Head of Operations");
    lead.companyName = QStringLiteral("Cargo");
    lead.companySize = 120;
    lead.city = QStringLiteral("Oslo");
    lead.notes = QStringLiteral("one\ntwo");
    lead.tags = {QStringLiteral("Alpine"), QStringLiteral("Ports")};
    return lead;
}

} // namespace

class LeadsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsEverythingAboutALead();
    void refusesTheSameAddressTwice();
    void refusesAPersonWithoutNameAndAddress();
    void editsALead();
    void leavesTheCompanyOfOthersAsItIsWhenSomebodyMoves();
    void leavesAKnownCompanySizeAloneWhenSomebodyIsAdded();
    void tellsEverybodyAtTheCompanyWhatWasTypedAboutIt();
    void deletesAndRestores();
    void changesTheStatusAndTakesItBack();
    void leavesAPersonWhoOptedOutAlone();
    void tagsWhateverTheCaseOfTheLetters();
    void tellsHowFarAChangeOfManyIs();
    void aStoppedChangeOfManyLeavesEverybodyAsTheyWere_data();
    void aStoppedChangeOfManyLeavesEverybodyAsTheyWere();
    void aChangeOfManyIsOneStepToUndo();
    void keepsOneCompanyForOneName();
    void saysWhenALeadIsGone();
};

void LeadsTest::keepsEverythingAboutALead()
{
    World world;
    QSignalSpy changed(&world.leads, &Leads::changed);
    const Result<CustomField> field = QCoro::waitFor(world.leads.addCustomField(QStringLiteral("Trucks")));
    QVERIFY(field);
    Lead lead = anna();
    lead.custom.insert(field->key, QStringLiteral("48"));
    lead.score = 92;
    const Result<LeadId> id = QCoro::waitFor(world.leads.add(lead));
    QVERIFY(id);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.first().first().value<QList<LeadId>>(), QList<LeadId>{*id});

    Lead read = *QCoro::waitFor(world.leads.lead(*id));
    QVERIFY(!read.companyId.isNull());
    QCOMPARE(read.createdAt, world.clock.now());
    lead.id = *id;
    lead.companyId = read.companyId;
    lead.createdAt = lead.updatedAt = world.clock.now();
    QCOMPARE(read, lead);
    QCOMPARE(QCoro::waitFor(world.leads.facts(*id))->last().value, QStringLiteral("48"));
}

void LeadsTest::refusesTheSameAddressTwice()
{
    World world;
    QVERIFY(QCoro::waitFor(world.leads.add(anna())));
    const Result<LeadId> again = QCoro::waitFor(world.leads.add(anna()));
    QVERIFY(!again);
    QCOMPARE(again.error().kind, ErrorKind::Refused);
    QVERIFY(again.error().message.contains(QStringLiteral("Anna Berg")));
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM lead")), 1);
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM lead_search")), 1);
}

void LeadsTest::refusesAPersonWithoutNameAndAddress()
{
    World world;
    Lead nobody;
    nobody.firstName = QStringLiteral(" \r\n ");
    nobody.companyName = QStringLiteral("Cargo");
    const Result<LeadId> added = QCoro::waitFor(world.leads.add(nobody));
    QVERIFY(!added);
    QCOMPARE(added.error().kind, ErrorKind::Invalid);
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM company")), 0);
}

void LeadsTest::editsALead()
{
    World world;
    const LeadId id = *QCoro::waitFor(world.leads.add(anna()));
    world.clock.advance(std::chrono::hours(1));
    Lead lead = *QCoro::waitFor(world.leads.lead(id));
    lead.email.reset();
    lead.firstName = QStringLiteral("Anne\r\nMarie");
    lead.companyName = QStringLiteral("Other");
    lead.companySize.reset();
    lead.tags = {QStringLiteral("Nordics")};
    QVERIFY(QCoro::waitFor(world.leads.edit(lead)));
    const Lead read = *QCoro::waitFor(world.leads.lead(id));
    QVERIFY(!read.email);
    QCOMPARE(read.firstName, QStringLiteral("Anne Marie"));
    QCOMPARE(read.companyName, QStringLiteral("Other"));
    QVERIFY(!read.companySize);
    QCOMPARE(read.tags, QStringList{QStringLiteral("Nordics")});
    QCOMPARE(read.updatedAt, world.clock.now());
    QCOMPARE(read.createdAt, world.clock.now().addSecs(-3600));
    // Its address is free now.
    QVERIFY(QCoro::waitFor(world.leads.add(anna())));
}

void LeadsTest::leavesTheCompanyOfOthersAsItIsWhenSomebodyMoves()
{
    World world;
    const LeadId id = *QCoro::waitFor(world.leads.add(anna()));
    Lead eva;
    eva.firstName = QStringLiteral("Eva");
    eva.companyName = QStringLiteral("Small");
    eva.companySize = 20;
    const LeadId there = *QCoro::waitFor(world.leads.add(eva));
    QVERIFY(world.files.write([](Connection &connection) {
        return connection.run(QStringLiteral("UPDATE company SET website = lower(name) || '.example'"));
    }));
    Lead lead = *QCoro::waitFor(world.leads.lead(id));
    QCOMPARE(lead.website, QStringLiteral("cargo.example"));
    lead.title = QStringLiteral("Director"); // a website that was only read does not become Anna's own
    QVERIFY(QCoro::waitFor(world.leads.edit(lead)));
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM lead WHERE website <> ''")), 0);

    lead.companyName = QStringLiteral("Small");
    QVERIFY(QCoro::waitFor(world.leads.edit(lead)));
    QCOMPARE(QCoro::waitFor(world.leads.lead(there))->companySize, 20);
    QCOMPARE(QCoro::waitFor(world.leads.lead(id))->companySize, 20);
    QCOMPARE(QCoro::waitFor(world.leads.lead(id))->website, QStringLiteral("small.example"));
    lead.companyName = QStringLiteral("Quite new");
    QVERIFY(QCoro::waitFor(world.leads.edit(lead)));
    QVERIFY2(!QCoro::waitFor(world.leads.lead(id))->companySize, "the size of another company");

    lead.website = QStringLiteral("anna.example"); // her own goes with her
    QVERIFY(QCoro::waitFor(world.leads.edit(lead)));
    lead.companyName = QStringLiteral("Small");
    QVERIFY(QCoro::waitFor(world.leads.edit(lead)));
    QCOMPARE(QCoro::waitFor(world.leads.lead(id))->website, QStringLiteral("anna.example"));
}

void LeadsTest::leavesAKnownCompanySizeAloneWhenSomebodyIsAdded()
{
    World world;
    const LeadId id = *QCoro::waitFor(world.leads.add(anna()));
    Lead eva;
    eva.firstName = QStringLiteral("Eva");
    eva.companyName = QStringLiteral("Cargo");
    eva.companySize = 7;
    QVERIFY(QCoro::waitFor(world.leads.add(eva)));
    QCOMPARE(QCoro::waitFor(world.leads.lead(id))->companySize, 120);
}

void LeadsTest::tellsEverybodyAtTheCompanyWhatWasTypedAboutIt()
{
    World world;
    const LeadId id = *QCoro::waitFor(world.leads.add(anna()));
    Lead eva;
    eva.firstName = QStringLiteral("Eva");
    eva.companyName = QStringLiteral("Cargo");
    eva.industry = QStringLiteral("Ice"); // not known yet: filled in
    const LeadId there = *QCoro::waitFor(world.leads.add(eva));
    Lead lead = *QCoro::waitFor(world.leads.lead(id));
    QCOMPARE(lead.industry, QStringLiteral("Ice"));

    lead.industry = QStringLiteral(" Freight ");
    lead.companySize = 90;
    lead.companyDomain = QStringLiteral("https://www.Cargo.example/about");
    const QStringList told = {QStringLiteral("industry"), QStringLiteral("company size"),
                              QStringLiteral("company domain")};
    QVERIFY(QCoro::waitFor(world.leads.edit(lead, told)));
    Lead colleague = *QCoro::waitFor(world.leads.lead(there));
    QCOMPARE(colleague.industry, QStringLiteral("Freight"));
    QCOMPARE(colleague.companySize, 90);
    QCOMPARE(colleague.companyDomain, QStringLiteral("cargo.example"));

    // What was only read of the one company says nothing about another.
    colleague.companyName = QStringLiteral("Other");
    QVERIFY(QCoro::waitFor(world.leads.edit(colleague)));
    colleague = *QCoro::waitFor(world.leads.lead(there));
    QCOMPARE(colleague.industry, QString());
    colleague.companyDomain = QStringLiteral("cargo.example");
    const Result<> taken = QCoro::waitFor(world.leads.edit(colleague, {told.last()}));
    QVERIFY(!taken);
    QCOMPARE(taken.error().message,
             QStringLiteral("Cargo has the domain cargo.example already: a domain belongs to one company."));

    lead = *QCoro::waitFor(world.leads.lead(id));
    lead.industry.clear();
    lead.companySize.reset();
    QVERIFY(QCoro::waitFor(world.leads.edit(lead, told.first(2))));
    lead = *QCoro::waitFor(world.leads.lead(id));
    QCOMPARE(lead.industry, QString());
    QVERIFY(!lead.companySize);
    QVERIFY(QCoro::waitFor(world.leads.undoLast()));
    QCOMPARE(QCoro::waitFor(world.leads.lead(id))->industry, QStringLiteral("Freight"));
}

void LeadsTest::deletesAndRestores()
{
    World world;
    const LeadId id = *QCoro::waitFor(world.leads.add(anna()));
    QCOMPARE(*QCoro::waitFor(world.leads.softDelete({id, LeadId(77)})), QList<LeadId>{id});
    QVERIFY(QCoro::waitFor(world.leads.lead(id))->deletedAt.isValid());
    QCOMPARE(*QCoro::waitFor(world.leads.softDelete({id})), QList<LeadId>());
    QCOMPARE(*QCoro::waitFor(world.leads.restore({id})), QList<LeadId>{id});
    QCOMPARE(*QCoro::waitFor(world.leads.restore({id})), QList<LeadId>());
    QVERIFY(!QCoro::waitFor(world.leads.lead(id))->deletedAt.isValid());
}

void LeadsTest::changesTheStatusAndTakesItBack()
{
    World world;
    const LeadId id = *QCoro::waitFor(world.leads.add(anna()));
    QCOMPARE(*QCoro::waitFor(world.leads.setStatus({id, LeadId(77)}, LeadStatus::Interested)), QList<LeadId>{id});
    QCOMPARE(*QCoro::waitFor(world.leads.setStatus({id}, LeadStatus::Interested)), QList<LeadId>());
    QCOMPARE(QCoro::waitFor(world.leads.lead(id))->status, LeadStatus::Interested);
    QVERIFY(QCoro::waitFor(world.leads.undoLast()));
    QCOMPARE(QCoro::waitFor(world.leads.lead(id))->status, LeadStatus::New);
}

void LeadsTest::leavesAPersonWhoOptedOutAlone()
{
    World world;
    Lead lead = anna();
    lead.status = LeadStatus::OptedOut;
    const LeadId id = *QCoro::waitFor(world.leads.add(lead));
    QVERIFY(QCoro::waitFor(world.leads.setStatus({id}, LeadStatus::New))->isEmpty());
    QCOMPARE(QCoro::waitFor(world.leads.lead(id))->status, LeadStatus::OptedOut);
}

void LeadsTest::tagsWhateverTheCaseOfTheLetters()
{
    World world;
    const LeadId id = *QCoro::waitFor(world.leads.add(anna()));
    QCOMPARE(QCoro::waitFor(world.leads.addTag({id}, QStringLiteral(" ports ")))->size(), 0);
    QCOMPARE(QCoro::waitFor(world.leads.addTag({id}, QStringLiteral("Nordics")))->size(), 1);
    QCOMPARE(QCoro::waitFor(world.leads.removeTag({id}, QStringLiteral("nordics")))->size(), 1);
    QVERIFY(!QCoro::waitFor(world.leads.addTag({id}, QStringLiteral(" "))));
    const QList<TagCount> tags = *QCoro::waitFor(world.leads.tags());
    QCOMPARE(
        tags,
        (QList<TagCount>{{QStringLiteral("Alpine"), 1}, {QStringLiteral("Nordics"), 0}, {QStringLiteral("Ports"), 1}}));
}

void LeadsTest::tellsHowFarAChangeOfManyIs()
{
    World world;
    const QList<LeadId> ids = world.addMany(200).mid(0, 100) + QList<LeadId>(100'000, LeadId(77)); // most are gone
    QList<BulkProgress> told;
    const auto listener = [&told](BulkProgress now) { told << now; };
    const auto gone = QCoro::waitFor(world.leads.softDelete(ids, listener));
    QCOMPARE(gone->size(), 100);
    QVERIFY(!told.isEmpty());
    for (qsizetype place = 0; place < told.size(); ++place) {
        QCOMPARE(told.at(place).total, ids.size());
        QVERIFY(told.at(place).done > (place == 0 ? 0 : told.at(place - 1).done) && told.at(place).done <= ids.size());
    }
}

void LeadsTest::aStoppedChangeOfManyLeavesEverybodyAsTheyWere_data()
{
    QTest::addColumn<int>("which");
    QTest::newRow("delete") << 0;
    QTest::newRow("bring back") << 1;
    QTest::newRow("status") << 2;
    QTest::newRow("tag") << 3;
    QTest::newRow("tag off") << 4;
    QTest::newRow("on a list") << 5;
    QTest::newRow("off a list") << 6;
    QTest::newRow("a new list") << 7;
}

void LeadsTest::aStoppedChangeOfManyLeavesEverybodyAsTheyWere()
{
    QFETCH(const int, which);
    World world;
    const QList<LeadId> once = world.addMany(300);
    QVERIFY(QCoro::waitFor(world.leads.addTag(once, QStringLiteral("Fair"))));
    LeadLists lists(*world.files.database, world.clock, world.leads);
    const LeadListId guests = QCoro::waitFor(lists.addList(QStringLiteral("Guests"), once))->id;
    const LeadListId nobody = QCoro::waitFor(lists.addList(QStringLiteral("Nobody yet")))->id;
    if (which == 1) {
        QVERIFY(QCoro::waitFor(world.leads.softDelete(once)));
    }
    QList<LeadId> ids;
    for (int round = 0; round < 400; ++round) {
        ids += once;
    }
    const auto state = [&world] {
        return QList<qint64>{
            world.files.number(QStringLiteral("SELECT count(*) FROM lead WHERE deleted_at IS NULL")),
            world.files.number(QStringLiteral("SELECT count(*) FROM lead WHERE status <> 'new'")),
            world.files.number(QStringLiteral("SELECT count(*) FROM lead_tag")),
            world.files.number(QStringLiteral("SELECT count(*) FROM tag")),
            world.files.number(QStringLiteral("SELECT count(*) FROM lead_event")),
            world.files.number(QStringLiteral("SELECT count(*) FROM lead_list")),
            world.files.number(QStringLiteral("SELECT count(*) FROM lead_list_member")),
        };
    };
    const QList<qint64> before = state();
    const QString undoes = world.leads.history().undoText();
    QSignalSpy changed(&world.leads, &Leads::changed);
    std::stop_source stop;
    qint64 done = 0;
    const auto stopThere = [&](BulkProgress now) {
        done = now.done;
        stop.request_stop();
    };
    const auto change = [&](const QList<LeadId> &people, const BulkListener &listener, std::stop_token token) {
        switch (which) {
        case 0:
            return QCoro::waitFor(world.leads.softDelete(people, listener, token));
        case 1:
            return QCoro::waitFor(world.leads.restore(people, listener, token));
        case 2:
            return QCoro::waitFor(world.leads.setStatus(people, LeadStatus::NotNow, listener, token));
        case 3:
            return QCoro::waitFor(world.leads.addTag(people, QStringLiteral("Ports"), listener, token));
        case 4:
            return QCoro::waitFor(world.leads.removeTag(people, QStringLiteral("fair"), listener, token));
        case 5:
            return QCoro::waitFor(lists.addPeople(nobody, people, listener, token));
        case 6:
            return QCoro::waitFor(lists.removePeople(guests, people, listener, token));
        default:
            return QCoro::waitFor(lists.addList(QStringLiteral("Show"), people, listener, token))
                .map([](const LeadList &list) { return QList<LeadId>(qsizetype(list.people)); });
        }
    };
    const Result<QList<LeadId>> stopped = change(ids, stopThere, stop.get_token());
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
    QVERIFY(done > 0 && done < ids.size()); // in the middle
    QCOMPARE(state(), before);
    QCOMPARE(world.leads.history().undoText(), undoes);
    QVERIFY(changed.isEmpty());
    QCOMPARE(change(once, {}, {})->size(), 300);
    QVERIFY(QCoro::waitFor(world.leads.undoLast())); // one step
    QCOMPARE(state(), before);
}

void LeadsTest::aChangeOfManyIsOneStepToUndo()
{
    World world;
    const QList<LeadId> ids = world.addMany(1200);
    QCOMPARE(QCoro::waitFor(world.leads.setStatus(ids, LeadStatus::NotNow))->size(), 1200);
    QCOMPARE(QCoro::waitFor(world.leads.softDelete(ids))->size(), 1200);
    QVERIFY(QCoro::waitFor(world.leads.undoLast()));
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM lead WHERE deleted_at IS NOT NULL")), 0);
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM lead WHERE status = 'not now'")), 1200);
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM lead_event WHERE kind = 'status'")), 1200);
    QVERIFY(QCoro::waitFor(world.leads.undoLast()));
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM lead WHERE status = 'new'")), 1200);
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM lead_event WHERE kind = 'status'")), 0);
}

void LeadsTest::keepsOneCompanyForOneName()
{
    World world;
    QVERIFY(QCoro::waitFor(world.leads.add(anna())));
    Lead other;
    other.firstName = QStringLiteral("Jan");
    other.companyName = QStringLiteral("CARGO");
    const LeadId id = *QCoro::waitFor(world.leads.add(other));
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM company")), 1);
    QCOMPARE(QCoro::waitFor(world.leads.lead(id))->companySize, 120);
}

void LeadsTest::saysWhenALeadIsGone()
{
    World world;
    QCOMPARE(QCoro::waitFor(world.leads.lead(LeadId(5))).error().kind, ErrorKind::NotFound);
    Lead lead = anna();
    lead.id = LeadId(5);
    QCOMPARE(QCoro::waitFor(world.leads.edit(lead)).error().kind, ErrorKind::NotFound);
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM company")), 0);
}

QTEST_GUILESS_MAIN(LeadsTest)
#include "LeadsTest.moc"
