#include "lead/Leads.h"
#include "support/TestDatabase.h"
#include "support/VirtualClock.h"

#include <QSignalSpy>
#include <QtTest>

using namespace AlwaysLeads;

namespace {

struct World
{
    TestDatabase files;
    VirtualClock clock;
    Leads leads{*files.database, clock};
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
    void deletesAndRestores();
    void changesTheStatusAndTakesItBack();
    void leavesAPersonWhoOptedOutAlone();
    void tagsWhateverTheCaseOfTheLetters();
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

void LeadsTest::deletesAndRestores()
{
    World world;
    const LeadId id = *QCoro::waitFor(world.leads.add(anna()));
    QCOMPARE(*QCoro::waitFor(world.leads.softDelete({id, LeadId(77)})), QList<LeadId>{id});
    QVERIFY(QCoro::waitFor(world.leads.lead(id))->deletedAt.isValid());
    QCOMPARE(*QCoro::waitFor(world.leads.softDelete({id})), QList<LeadId>());
    QVERIFY(QCoro::waitFor(world.leads.restore({id})));
    QVERIFY(!QCoro::waitFor(world.leads.lead(id))->deletedAt.isValid());
}

void LeadsTest::changesTheStatusAndTakesItBack()
{
    World world;
    const LeadId id = *QCoro::waitFor(world.leads.add(anna()));
    const Result<QList<LeadStatusBefore>> before = QCoro::waitFor(world.leads.setStatus({id}, LeadStatus::Interested));
    QCOMPARE(*before, (QList<LeadStatusBefore>{{id, LeadStatus::New}}));
    QCOMPARE(QCoro::waitFor(world.leads.lead(id))->status, LeadStatus::Interested);
    QVERIFY(QCoro::waitFor(world.leads.restoreStatus(*before)));
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
