#include "lead/LeadMerge.h"
#include "lead/LeadStories.h"
#include "support/CopiedDatabase.h"
#include "support/VirtualClock.h"
#include "suppression/SuppressionStore.h"

#include <QtTest>

using namespace AlwaysLeads;

namespace {

struct World
{
    TestDatabase files = copiedDatabase();
    VirtualClock clock;
    Leads leads{*files.database, clock};
    LeadMerge merge{*files.database, clock, leads};
    LeadStories stories{*files.database};

    LeadId add(const QString &first, const QString &last, const QString &company, const QString &email,
               const std::function<void(Lead &)> &more = {})
    {
        Lead lead;
        lead.firstName = first;
        lead.lastName = last;
        lead.companyName = company;
        if (!email.isEmpty()) {
            lead.email = *EmailAddress::parse(email);
        }
        if (more) {
            more(lead);
        }
        const Result<LeadId> id = QCoro::waitFor(leads.add(lead));
        if (!id) {
            qFatal("%s", qPrintable(id.error().message));
        }
        return *id;
    }
    Lead lead(LeadId id) { return *QCoro::waitFor(leads.lead(id)); }
    MergeLook look(const QList<LeadId> &ids) { return *QCoro::waitFor(merge.look(ids)); }
    static MergePlan planOf(const MergeLook &look)
    {
        MergePlan plan;
        for (const Lead &lead : look.people) {
            plan.people << lead.id;
        }
        return plan;
    }
    static MergeField field(const MergeLook &look, const char *name)
    {
        for (const MergeField &field : look.fields) {
            if (field.name == QLatin1String(name)) {
                return field;
            }
        }
        return {};
    }
};

} // namespace

class LeadMergeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsFieldByFieldWhatDiffers();
    void keepsTheChosenValuesAndWhereTheyCameFrom();
    void tagsListsAndTimelineMoveAlong();
    void theChosenAddressMovesAndTheOtherStaysKnown();
    void aNoToOneOfThemHolds();
    void theConversationIsAsFarAsTheFurthest();
    void undoMakesThemTwoAgain();
    void refusesOneAndTheDeleted();
    void findsTheSamePersonAtTheSamePlace();
    void asksNoMoreAboutDifferentPeople();
    void tellsTheStory();
};

void LeadMergeTest::showsFieldByFieldWhatDiffers()
{
    World world;
    const LeadId one = world.add(QStringLiteral("Anna"), QStringLiteral("Berg"), QStringLiteral("Cargo"), {},
                                 [](Lead &lead) { lead.city = QStringLiteral("Oslo"); });
    const LeadId other =
        world.add(QStringLiteral("Anna"), QStringLiteral("Berg"), QStringLiteral("Cargo"),
                  QStringLiteral("anna@cargo.example"), [](Lead &lead) { lead.city = QStringLiteral("Bergen"); });
    const MergeLook look = world.look({one, other});
    QCOMPARE(look.people.first().id, one);
    QVERIFY(look.objection.isEmpty());
    QVERIFY(!World::field(look, "name").differs);
    const MergeField city = World::field(look, "city");
    QVERIFY(city.differs);
    QCOMPARE(city.proposed, 0);
    QCOMPARE(city.values, (QStringList{QStringLiteral("Oslo"), QStringLiteral("Bergen")}));
    const MergeField email = World::field(look, "email");
    QVERIFY(!email.differs); // only one has it
    QCOMPARE(email.proposed, 1);
    QVERIFY(World::field(look, "phone").name.isEmpty()); // nobody has one
}

void LeadMergeTest::keepsTheChosenValuesAndWhereTheyCameFrom()
{
    World world;
    const LeadId one = world.add(QStringLiteral("Anna"), QStringLiteral("Berg"), QStringLiteral("Cargo"), {},
                                 [](Lead &lead) { lead.city = QStringLiteral("Oslo"); });
    const LeadId other =
        world.add(QStringLiteral("Anne"), QStringLiteral("Berg"), QStringLiteral("Cargo"), {}, [](Lead &lead) {
            lead.city = QStringLiteral("Bergen");
            lead.phone = QStringLiteral("+47 1");
            lead.notes = QStringLiteral("met in Oslo");
        });
    QVERIFY(world.files.write([=, now = world.clock.now()](Connection &connection) -> Result<> {
        Result<SourceId> file =
            SourceStore().add(connection, Source{{}, SourceKind::File, QStringLiteral("fair.csv"), {}, now});
        return file ? SourceStore().setLead(connection, other, *file, 7) : failureOf(std::move(file));
    }));
    MergePlan plan = World::planOf(world.look({one, other}));
    plan.winners.insert(QStringLiteral("name"), other);
    plan.winners.insert(QStringLiteral("city"), one);
    QVERIFY(QCoro::waitFor(world.merge.merge(plan)));
    const Lead kept = world.lead(one);
    QCOMPARE(kept.fullName(), QStringLiteral("Anne Berg"));
    QCOMPARE(kept.city, QStringLiteral("Oslo"));
    QCOMPARE(kept.phone, QStringLiteral("+47 1"));
    QCOMPARE(kept.notes, QStringLiteral("met in Oslo"));
    const Result<Origins> origins =
        world.files.read([=](Connection &connection) { return SourceStore().of(connection, one); });
    QCOMPARE(shown(*origins->of(QStringLiteral("phone"))), QStringLiteral("fair.csv, row 7"));
    QCOMPARE(origins->of(QStringLiteral("city"))->source.kind, SourceKind::Person);
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM lead_search WHERE lead_search MATCH 'Anne'")), 1);
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM lead_search")), 1);
}

void LeadMergeTest::tagsListsAndTimelineMoveAlong()
{
    World world;
    const LeadId one = world.add(QStringLiteral("Anna"), QStringLiteral("Berg"), {}, {},
                                 [](Lead &lead) { lead.tags = {QStringLiteral("Ports")}; });
    const LeadId other = world.add(QStringLiteral("Anna"), QStringLiteral("Berg"), {}, {}, [](Lead &lead) {
        lead.tags = {QStringLiteral("Alpine"), QStringLiteral("Ports")};
    });
    QVERIFY(QCoro::waitFor(world.leads.setStatus({other}, LeadStatus::Contacted)));
    QVERIFY(world.files.write([=](Connection &connection) -> Result<> {
        Result<qint64> list = connection.insert(
            QStringLiteral("INSERT INTO lead_list (name, kind, created_at) VALUES ('Fair', 'list', 1)"));
        return connection
            .run(QStringLiteral("INSERT INTO lead_list_member (list_id, lead_id, added_at) VALUES (?, ?, 1)"),
                 {*list, other.value()})
            .map([](qint64) {});
    }));
    QVERIFY(QCoro::waitFor(world.merge.merge(World::planOf(world.look({one, other})))));
    QCOMPARE(world.lead(one).tags, (QStringList{QStringLiteral("Alpine"), QStringLiteral("Ports")}));
    QCOMPARE(world.files.number(QStringLiteral("SELECT lead_id FROM lead_list_member")), one.value());
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM lead_event WHERE lead_id = ?"), {one.value()}), 2);
    QCOMPARE(world.lead(one).status, LeadStatus::Contacted);
}

void LeadMergeTest::theChosenAddressMovesAndTheOtherStaysKnown()
{
    World world;
    const LeadId one =
        world.add(QStringLiteral("Anna"), QStringLiteral("Berg"), {}, QStringLiteral("anna@old.example"));
    const LeadId other =
        world.add(QStringLiteral("Anna"), QStringLiteral("Berg"), {}, QStringLiteral("anna@new.example"));
    MergePlan plan = World::planOf(world.look({one, other}));
    plan.winners.insert(QStringLiteral("email"), other);
    QVERIFY(QCoro::waitFor(world.merge.merge(plan)));
    QCOMPARE(world.lead(one).email->toString(), QStringLiteral("anna@new.example"));
    const LeadStory story = *QCoro::waitFor(world.stories.story(one, QLocale::c()));
    QCOMPARE(story.former, QStringList{QStringLiteral("anna@old.example")});
    // Nobody else can be given the old one as if it were free.
    Lead again;
    again.firstName = QStringLiteral("Anna");
    again.email = *EmailAddress::parse(QStringLiteral("anna@old.example"));
    QCOMPARE(QCoro::waitFor(world.leads.add(again)).error().kind, ErrorKind::Refused);
}

void LeadMergeTest::aNoToOneOfThemHolds()
{
    World world;
    const LeadId one = world.add(QStringLiteral("Anna"), QStringLiteral("Berg"), {}, QStringLiteral("anna@a.example"));
    const LeadId other =
        world.add(QStringLiteral("Anna"), QStringLiteral("Berg"), {}, QStringLiteral("anna@b.example"));
    QVERIFY(world.files.write([&world](Connection &connection) {
        return SuppressionStore().addAddress(connection, *EmailAddress::parse(QStringLiteral("anna@b.example")),
                                             SuppressionReason::OptedOut, {}, world.clock.now());
    }));
    QVERIFY(QCoro::waitFor(world.merge.merge(World::planOf(world.look({one, other})))));
    QCOMPARE(world.lead(one).email->toString(), QStringLiteral("anna@a.example"));
    QCOMPARE(world.lead(one).status, LeadStatus::OptedOut);
}

void LeadMergeTest::theConversationIsAsFarAsTheFurthest()
{
    World world;
    const LeadId one = world.add(QStringLiteral("Anna"), QStringLiteral("Berg"), {}, {});
    const LeadId other = world.add(QStringLiteral("Anna"), QStringLiteral("Berg"), {}, {},
                                   [](Lead &lead) { lead.status = LeadStatus::Interested; });
    QVERIFY(QCoro::waitFor(world.merge.merge(World::planOf(world.look({one, other})))));
    QCOMPARE(world.lead(one).status, LeadStatus::Interested);
}

void LeadMergeTest::undoMakesThemTwoAgain()
{
    World world;
    const LeadId one = world.add(QStringLiteral("Anna"), QStringLiteral("Berg"), QStringLiteral("Cargo"),
                                 QStringLiteral("anna@a.example"));
    const LeadId other =
        world.add(QStringLiteral("Anne"), QStringLiteral("Berg"), QStringLiteral("Freight"),
                  QStringLiteral("anna@b.example"), [](Lead &lead) { lead.tags = {QStringLiteral("Ports")}; });
    const Lead first = world.lead(one);
    const Lead second = world.lead(other);
    MergePlan plan = World::planOf(world.look({one, other}));
    plan.winners.insert(QStringLiteral("email"), other);
    plan.winners.insert(QStringLiteral("name"), other);
    plan.winners.insert(QStringLiteral("company"), other);
    QVERIFY(QCoro::waitFor(world.merge.merge(plan)));
    QVERIFY(world.lead(one) != first);
    QVERIFY(QCoro::waitFor(world.leads.undoLast()));
    QCOMPARE(world.lead(one), first);
    QCOMPARE(world.lead(other), second);
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM lead_search")), 2);
}

void LeadMergeTest::refusesOneAndTheDeleted()
{
    World world;
    const LeadId one = world.add(QStringLiteral("Anna"), QStringLiteral("Berg"), {}, {});
    const LeadId other = world.add(QStringLiteral("Anna"), QStringLiteral("Berg"), {}, {});
    QCOMPARE(QCoro::waitFor(world.merge.look({one})).error().kind, ErrorKind::Invalid);
    QVERIFY(QCoro::waitFor(world.leads.softDelete({other})));
    QCOMPARE(QCoro::waitFor(world.merge.look({one, other})).error().kind, ErrorKind::Refused);
}

void LeadMergeTest::findsTheSamePersonAtTheSamePlace()
{
    World world;
    const LeadId one = world.add(QStringLiteral("Anna"), QStringLiteral("Berg"), QStringLiteral("Cargo"), {});
    const LeadId byCompany = world.add(QStringLiteral("ANNA"), QStringLiteral("Berg"), QStringLiteral("cargo"), {});
    world.add(QStringLiteral("Anna"), QStringLiteral("Berg"), QStringLiteral("Elsewhere"), {});
    world.add(QStringLiteral("Anna"), QStringLiteral("Kurz"), QStringLiteral("Cargo"), {});
    const LeadId byDomain =
        world.add(QStringLiteral("Jan"), QStringLiteral("Ek"), {}, QStringLiteral("jan@ek.example"));
    const LeadId sameDomain =
        world.add(QStringLiteral("Jan"), QStringLiteral("Ek"), {}, QStringLiteral("j.ek@ek.example"));
    // Two of the same name with the mail of everybody are two.
    world.add(QStringLiteral("Eva"), QStringLiteral("Lind"), {}, QStringLiteral("eva1@gmail.com"));
    world.add(QStringLiteral("Eva"), QStringLiteral("Lind"), {}, QStringLiteral("eva2@gmail.com"));
    const QList<DuplicateGroup> groups = *QCoro::waitFor(world.merge.duplicates());
    QCOMPARE(groups.size(), 2);
    QCOMPARE(groups.at(0).people, (QList<LeadId>{one, byCompany}));
    QCOMPARE(groups.at(1).people, (QList<LeadId>{byDomain, sameDomain}));
    QCOMPARE(groups.at(1).why, QStringLiteral("ek.example"));
    QVERIFY(QCoro::waitFor(world.merge.merge(World::planOf(world.look(groups.at(0).people)))));
    QCOMPARE(QCoro::waitFor(world.merge.duplicates())->size(), 1);
}

void LeadMergeTest::asksNoMoreAboutDifferentPeople()
{
    World world;
    const auto add = [&world](const char *email) {
        return world.add(QStringLiteral("Petra"), QStringLiteral("Kurz"), QStringLiteral("Stahlwerk"),
                         QLatin1String(email));
    };
    const LeadId one = add("one@s.example");
    const LeadId other = add("other@s.example");
    QCOMPARE(QCoro::waitFor(world.merge.duplicates())->size(), 1);
    QSignalSpy changed(&world.merge, &LeadMerge::duplicatesChanged);
    QCOMPARE(*QCoro::waitFor(world.merge.keepApart({other, one})),
             QStringLiteral("2 people named Petra Kurz are different ones"));
    QCOMPARE(changed.count(), 1);
    QVERIFY(QCoro::waitFor(world.merge.duplicates())->isEmpty());
    // A third one can still be either of them.
    const LeadId third = add("third@s.example");
    const QList<DuplicateGroup> groups = *QCoro::waitFor(world.merge.duplicates());
    QCOMPARE(groups.size(), 1);
    QCOMPARE(groups.first().people, (QList<LeadId>{one, other, third}));
    QVERIFY(QCoro::waitFor(world.merge.keepApart({one, other, third})));
    QVERIFY(QCoro::waitFor(world.merge.duplicates())->isEmpty());
    QVERIFY(QCoro::waitFor(world.leads.undoLast()));
    QCOMPARE(QCoro::waitFor(world.merge.duplicates())->size(), 1);
    QCOMPARE(changed.count(), 3);
    QCOMPARE(QCoro::waitFor(world.merge.keepApart({one})).error().kind, ErrorKind::Invalid);
}

void LeadMergeTest::tellsTheStory()
{
    World world;
    const LeadId anna =
        world.add(QStringLiteral("Anna"), QStringLiteral("Berg"), QStringLiteral("Cargo"),
                  QStringLiteral("anna@cargo.example"), [](Lead &lead) { lead.phone = QStringLiteral("+47 1"); });
    const LeadId jan = world.add(QStringLiteral("Jan"), QStringLiteral("Ek"), QStringLiteral("Cargo"), {});
    QVERIFY(QCoro::waitFor(world.leads.setStatus({jan}, LeadStatus::Interested)));
    QVERIFY(world.files.write([&world](Connection &connection) {
        return SuppressionStore().addAddress(connection, *EmailAddress::parse(QStringLiteral("anna@cargo.example")),
                                             SuppressionReason::ByHand, {}, world.clock.now());
    }));
    const LeadStory story = *QCoro::waitFor(world.stories.story(anna, QLocale::c()));
    QCOMPARE(story.facts.size(), 1);
    QCOMPARE(story.facts.first().value, QStringLiteral("+47 1"));
    QCOMPARE(story.facts.first().source, QStringLiteral("Typed by hand"));
    QCOMPARE(story.facts.first().at, world.clock.now());
    QVERIFY(!story.suppressed.isEmpty());
    QCOMPARE(story.company->people, 2);
    QCOMPARE(story.company->colleagues.first().name, QStringLiteral("Jan Ek"));
    QCOMPARE(story.company->colleagues.first().status, LeadStatus::Interested);
    const LeadStory other = *QCoro::waitFor(world.stories.story(jan, QLocale::c()));
    QCOMPARE(other.events.first().kind, LeadEventKind::Status);
    QVERIFY(other.suppressed.isEmpty());
}

QTEST_GUILESS_MAIN(LeadMergeTest)
#include "LeadMergeTest.moc"
