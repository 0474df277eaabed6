#include "lead/LeadValues.h"
#include "lead/CustomFields.h"
#include "support/CopiedDatabase.h"
#include "support/VirtualClock.h"

#include <QtTest>

#include <sqlite3.h>

using namespace AlwaysLeads;

namespace {

struct World
{
    TestDatabase files = copiedDatabase();
    VirtualClock clock;
    Leads leads{*files.database, clock};
    LeadValues values{*files.database, clock, leads};
    CustomFields fields{*files.database, leads};
    QLocale english{QStringLiteral("en_GB")};

    LeadId add(const QString &name, const QString &company = {}, const QString &email = {})
    {
        Lead lead;
        lead.firstName = name;
        lead.companyName = company;
        if (!email.isEmpty()) {
            lead.email = *EmailAddress::parse(email);
        }
        return *QCoro::waitFor(leads.add(lead));
    }
    QList<LeadId> addMany(int count)
    {
        QList<LeadId> ids;
        const Result<> added = files.write([&](Connection &connection) -> Result<> {
            for (int i = 0; i < count; ++i) {
                Lead lead;
                lead.firstName = QStringLiteral("Person %1").arg(i);
                Result<LeadId> id = LeadStore().add(connection, lead, clock.now());
                if (!id) {
                    return failureOf(std::move(id));
                }
                ids << *id;
            }
            return {};
        });
        return added ? ids : QList<LeadId>();
    }
    Lead lead(LeadId id) { return *QCoro::waitFor(leads.lead(id)); }
    Result<bool> set(LeadId id, const char *field, const QString &typed)
    {
        return QCoro::waitFor(values.set(id, QLatin1String(field), typed, english));
    }
    BulkEdit edit(BulkEdit::What what, const QString &field, const QString &value)
    {
        return {what, field, value, LeadStatus::Interested, english};
    }
};

} // namespace

class LeadValuesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void changesOneValueInPlace();
    void saysWhatDoesNotFit();
    void keepsAddressesApart();
    void typedValuesAreKeptCanonical();
    void previewsEveryCell();
    void aBulkEditIsOneUndo();
    void aBulkEditOfManyTakesFewStatements();
    void aBulkEditMakesTheCompanyAndTellsTheSourceOfEach();
    void theSizeOfACompanyChangesForAllWhoAreThere();
    void aBulkEditOfAnOwnFieldIsSetAndCleared();
    void aBulkEditTellsItsProgress();
    void previewsVeryManyByTheirNumber();
    void aStoppedBulkEditLeavesEverybodyAsTheyWere();
    void leavesWhoOptedOutAlone();
    void offersNoAddressForMany();
    void changesTheKindOfAField();
    void ordersAndDeletesFields();
    void refusesTwoFieldsOfOneName();
};

void LeadValuesTest::changesOneValueInPlace()
{
    World world;
    const LeadId id = world.add(QStringLiteral("Anna"), QStringLiteral("Cargo"));
    QVERIFY(world.set(id, "name", QStringLiteral("Berg, Anna Maria")));
    QCOMPARE(world.lead(id).firstName, QStringLiteral("Anna Maria"));
    QCOMPARE(world.lead(id).lastName, QStringLiteral("Berg"));
    QVERIFY(world.set(id, "company", QStringLiteral("Freight")));
    QCOMPARE(world.lead(id).companyName, QStringLiteral("Freight"));
    QVERIFY(world.set(id, "company size", QStringLiteral("1,200")));
    QVERIFY(world.set(id, "industry", QStringLiteral(" Freight ")));
    QCOMPARE(world.lead(id).industry, QStringLiteral("Freight"));
    QVERIFY(world.set(id, "company domain", QStringLiteral("www.Cargo.example/about")));
    QCOMPARE(world.lead(id).companyDomain, QStringLiteral("cargo.example"));
    QCOMPARE(world.set(id, "company domain", QStringLiteral("soon")).error().kind, ErrorKind::Invalid);
    QCOMPARE(world.set(id, "website", QStringLiteral("javascript:alert(1)")).error().kind, ErrorKind::Invalid);
    QCOMPARE(world.lead(id).companySize, 1200);
    QVERIFY(world.set(id, "title", QStringLiteral("  Head\n of  all ")));
    QCOMPARE(world.lead(id).title, QStringLiteral("Head of all"));
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM lead_search WHERE lead_search MATCH 'Freight'")),
             1);
    QCOMPARE(world.leads.history().undoText(), QStringLiteral("Title of Anna Maria Berg changed"));
    QVERIFY(QCoro::waitFor(world.leads.undoLast()));
    QCOMPARE(world.lead(id).title, QString());
    // Typing the same again is no edit.
    const QString before = world.leads.history().undoText();
    QCOMPARE(*world.set(id, "company", QStringLiteral(" Freight ")), false);
    QCOMPARE(world.leads.history().undoText(), before);
}

void LeadValuesTest::saysWhatDoesNotFit()
{
    World world;
    const LeadId id = world.add(QStringLiteral("Anna"));
    QCOMPARE(world.set(id, "name", QStringLiteral("  ")).error().kind, ErrorKind::Invalid);
    QCOMPARE(world.set(id, "email", QStringLiteral("two@@signs")).error().kind, ErrorKind::Invalid);
    QCOMPARE(world.set(id, "company size", QStringLiteral("12")).error().kind, ErrorKind::Invalid); // no company
    QCOMPARE(world.set(id, "score", QStringLiteral("12")).error().kind, ErrorKind::NotFound);
    QCOMPARE(world.lead(id).firstName, QStringLiteral("Anna"));
    QCOMPARE(
        QCoro::waitFor(world.values.set(LeadId(99), QStringLiteral("title"), QStringLiteral("x"), {})).error().kind,
        ErrorKind::NotFound);
}

void LeadValuesTest::keepsAddressesApart()
{
    World world;
    const LeadId anna = world.add(QStringLiteral("Anna"), {}, QStringLiteral("anna@cargo.example"));
    const LeadId jan = world.add(QStringLiteral("Jan"));
    const Result<bool> taken = world.set(jan, "email", QStringLiteral("ANNA@cargo.example"));
    QCOMPARE(taken.error().kind, ErrorKind::Refused);
    QVERIFY(taken.error().message.contains(QStringLiteral("Anna")));
    QVERIFY(world.set(anna, "email", QString()));
    QVERIFY(world.set(jan, "email", QStringLiteral("anna@cargo.example")));
    QCOMPARE(world.lead(jan).emailState, EmailState::Unchecked);
}

void LeadValuesTest::typedValuesAreKeptCanonical()
{
    World world;
    const LeadId id = world.add(QStringLiteral("Anna"));
    QVERIFY(QCoro::waitFor(world.fields.add(QStringLiteral("Trucks"), FieldKind::Number, {})));
    QVERIFY(QCoro::waitFor(world.fields.add(QStringLiteral("Since"), FieldKind::Date, {})));
    QVERIFY(world.set(id, "custom:trucks", QStringLiteral("1,234.50")));
    QVERIFY(world.set(id, "custom:since", QStringLiteral("25/11/2026")));
    QCOMPARE(world.lead(id).custom.value(QStringLiteral("trucks")), QStringLiteral("1234.5"));
    QCOMPARE(world.lead(id).custom.value(QStringLiteral("since")), QStringLiteral("2026-11-25"));
    QCOMPARE(
        *QCoro::waitFor(world.values.editable(id, QStringLiteral("custom:trucks"), QLocale(QStringLiteral("de_DE")))),
        QStringLiteral("1.234,5"));
    QCOMPARE(world.set(id, "custom:trucks", QStringLiteral("many")).error().kind, ErrorKind::Invalid);
    QVERIFY(world.set(id, "custom:trucks", QString()));
    QVERIFY(!world.lead(id).custom.contains(QStringLiteral("trucks")));
}

void LeadValuesTest::previewsEveryCell()
{
    World world;
    const LeadId anna = world.add(QStringLiteral("Anna"), QStringLiteral("Cargo"));
    const LeadId jan = world.add(QStringLiteral("Jan"));
    const LeadId gone = world.add(QStringLiteral("Gone"));
    QVERIFY(world.set(anna, "city", QStringLiteral("Oslo")));
    QVERIFY(world.set(jan, "city", QStringLiteral("Bergen")));
    QVERIFY(QCoro::waitFor(world.leads.softDelete({gone})));
    const QList<LeadId> all{anna, jan, gone, LeadId(99)};
    const BulkPreview preview = *QCoro::waitFor(
        world.values.preview(all, world.edit(BulkEdit::What::Set, QStringLiteral("city"), QStringLiteral("Oslo"))));
    QCOMPARE(preview.changing,
             (QList<BulkLine>{{jan, QStringLiteral("Jan"), QStringLiteral("Bergen"), QStringLiteral("Oslo"), {}}}));
    QCOMPARE(preview.staying.size(), 2);
    QVERIFY(preview.staying.at(0).objection.isEmpty()); // has it already
    QCOMPARE(preview.staying.at(1).objection, QStringLiteral("Is deleted"));
    const BulkPreview sizes = *QCoro::waitFor(world.values.preview(
        {anna, jan}, world.edit(BulkEdit::What::Set, QStringLiteral("company size"), QStringLiteral("12"))));
    QCOMPARE(sizes.staying.first().objection, QStringLiteral("Has no company"));
    // A preview changes nothing.
    QCOMPARE(world.lead(jan).city, QStringLiteral("Bergen"));
}

void LeadValuesTest::aBulkEditIsOneUndo()
{
    World world;
    QList<LeadId> all;
    for (int i = 0; i < 20; ++i) {
        all << world.add(QStringLiteral("Person %1").arg(i));
    }
    QCOMPARE(*QCoro::waitFor(world.values.apply(
                 all, world.edit(BulkEdit::What::Set, QStringLiteral("country"), QStringLiteral("Norway")))),
             20);
    QCOMPARE(
        *QCoro::waitFor(world.values.apply(all, world.edit(BulkEdit::What::AddTag, {}, QStringLiteral("Nordics")))),
        20);
    QCOMPARE(world.leads.history().undoText(), QStringLiteral("20 people tagged Nordics"));
    QCOMPARE(world.lead(all.last()).tags, QStringList{QStringLiteral("Nordics")});
    QVERIFY(QCoro::waitFor(world.leads.undoLast()));
    QVERIFY(world.lead(all.last()).tags.isEmpty());
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM tag")), 0);
    QCOMPARE(*QCoro::waitFor(
                 world.values.apply(all.first(5), world.edit(BulkEdit::What::Clear, QStringLiteral("country"), {}))),
             5);
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM lead WHERE country = ''")), 5);
    QVERIFY(QCoro::waitFor(world.leads.undoLast()));
    QVERIFY(QCoro::waitFor(world.leads.undoLast()));
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM lead WHERE country = ''")), 20);
}

void LeadValuesTest::aBulkEditOfManyTakesFewStatements()
{
    int statements = 0;
    World world;
    const QList<LeadId> ids = world.addMany(2000);
    QVERIFY(QCoro::waitFor(world.leads.addCustomField(QStringLiteral("Trucks"))));
    const auto count = [](unsigned, void *counted, void *, void *sql) {
        const QByteArray text(static_cast<const char *>(sql));
        // Not: triggers, and what the full-text index and the recording for undo run for each row.
        if (!text.startsWith("--") && !text.contains("'main'.") && !text.contains("\"main\".")) {
            ++*static_cast<int *>(counted);
        }
        return 0;
    };
    QVERIFY(world.files.write([&](Connection &connection) -> Result<> {
        sqlite3_trace_v2(connection.handle(), SQLITE_TRACE_STMT, count, &statements);
        return {};
    }));
    using What = BulkEdit::What;
    const QList<BulkEdit> edits = {
        world.edit(What::Set, QStringLiteral("city"), QStringLiteral("Oslo")),
        world.edit(What::Set, QStringLiteral("company"), QStringLiteral("Nordic Freight")),
        world.edit(What::Set, QStringLiteral("company size"), QStringLiteral("12")),
        world.edit(What::Set, QStringLiteral("industry"), QStringLiteral("Freight")),
        world.edit(What::Set, QStringLiteral("custom:trucks"), QStringLiteral("many")),
        world.edit(What::Clear, QStringLiteral("custom:trucks"), {}),
        world.edit(What::AddTag, {}, QStringLiteral("Nordics")),
        world.edit(What::RemoveTag, {}, QStringLiteral("Nordics")),
        world.edit(What::SetStatus, {}, {}),
    };
    for (const BulkEdit &edit : edits) {
        statements = 0;
        QCOMPARE(*QCoro::waitFor(world.values.apply(ids, edit)), ids.size());
        QVERIFY(statements > 0);
        QVERIFY2(statements < 100, qPrintable(QStringLiteral("%1: %2").arg(int(edit.what)).arg(statements)));
    }
    for (qsizetype i = 0; i < edits.size(); ++i) {
        const Result<> undone = QCoro::waitFor(world.leads.undoLast());
        QVERIFY2(undone, qPrintable(undone ? QString() : undone.error().message));
    }
    QCOMPARE(world.files.number(
                 QStringLiteral("SELECT count(*) FROM lead WHERE city = '' AND company_id IS NULL AND status = 'new'")),
             ids.size());
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM field_source")), 0);
}

void LeadValuesTest::aBulkEditMakesTheCompanyAndTellsTheSourceOfEach()
{
    World world;
    const QList<LeadId> ids{world.add(QStringLiteral("Anna")), world.add(QStringLiteral("Jan")),
                            world.add(QStringLiteral("Ida"), QStringLiteral("Nordic Freight"))};
    const auto found = [&world](const char *words) {
        return world.files.number(QStringLiteral("SELECT count(*) FROM lead_search WHERE lead_search MATCH ?"),
                                  {QLatin1String(words)});
    };
    const auto sources = [&world] {
        return world.files.number(QStringLiteral("SELECT count(*) FROM field_source JOIN source ON source.id = "
                                                 "source_id WHERE field = 'company' AND kind = 'person'"));
    };
    QCOMPARE(found("nordic"), 1);
    const qint64 before = sources();
    QCOMPARE(*QCoro::waitFor(world.values.apply(
                 ids, world.edit(BulkEdit::What::Set, QStringLiteral("company"), QStringLiteral("Nordic Freight")))),
             2); // one is there already
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM company")), 1);
    QCOMPARE(world.lead(ids.first()).companyName, QStringLiteral("Nordic Freight"));
    QCOMPARE(found("nordic"), 3);
    QCOMPARE(sources(), before + 2);
    QCOMPARE(*QCoro::waitFor(world.values.apply(ids, world.edit(BulkEdit::What::Clear, QStringLiteral("company"), {}))),
             3);
    QCOMPARE(found("nordic"), 0);
    QVERIFY(QCoro::waitFor(world.leads.undoLast()));
    QVERIFY(QCoro::waitFor(world.leads.undoLast()));
    QCOMPARE(found("nordic"), 1);
    QCOMPARE(sources(), before);
    QCOMPARE(world.lead(ids.first()).companyName, QString());
    QCOMPARE(world.lead(ids.last()).companyName, QStringLiteral("Nordic Freight"));
}

void LeadValuesTest::theSizeOfACompanyChangesForAllWhoAreThere()
{
    World world;
    const QList<LeadId> ids{world.add(QStringLiteral("Anna"), QStringLiteral("Cargo")),
                            world.add(QStringLiteral("Jan"), QStringLiteral("Cargo")),
                            world.add(QStringLiteral("Ida"))};
    const BulkEdit edit = world.edit(BulkEdit::What::Set, QStringLiteral("company size"), QStringLiteral("12"));
    QCOMPARE(QCoro::waitFor(world.values.preview(ids, edit))->changingCount, 2);
    QCOMPARE(*QCoro::waitFor(world.values.apply(ids, edit)), 2); // as was said before
    QCOMPARE(world.lead(ids.at(1)).companySize, std::optional<qint64>(12));
    QCOMPARE(*QCoro::waitFor(world.values.apply(ids, edit)), 0);
    QVERIFY(QCoro::waitFor(world.leads.undoLast()));
    QCOMPARE(world.lead(ids.at(1)).companySize, std::optional<qint64>());
}

void LeadValuesTest::aBulkEditOfAnOwnFieldIsSetAndCleared()
{
    World world;
    const QList<LeadId> ids = world.addMany(3);
    QVERIFY(QCoro::waitFor(world.leads.addCustomField(QStringLiteral("Trucks"))));
    const QString field = QStringLiteral("custom:trucks");
    const BulkEdit set = world.edit(BulkEdit::What::Set, field, QStringLiteral("many"));
    QCOMPARE(*QCoro::waitFor(world.values.apply(ids.first(2), set)), 2);
    QCOMPARE(world.lead(ids.at(1)).custom.value(QStringLiteral("trucks")), QStringLiteral("many"));
    QCOMPARE(*QCoro::waitFor(world.values.apply(ids, set)), 1); // two have it
    const BulkEdit clear = world.edit(BulkEdit::What::Clear, field, {});
    QCOMPARE(*QCoro::waitFor(world.values.apply(ids, clear)), 3);
    QVERIFY(world.lead(ids.at(1)).custom.isEmpty());
    QVERIFY(QCoro::waitFor(world.leads.undoLast()));
    QCOMPARE(world.lead(ids.at(2)).custom.value(QStringLiteral("trucks")), QStringLiteral("many"));
}

void LeadValuesTest::aBulkEditTellsItsProgress()
{
    World world;
    const QList<LeadId> once = world.addMany(300);
    QList<LeadId> ids;
    for (int round = 0; round < 400; ++round) { // long enough to be told of, however fast it is
        ids += once;
    }
    QList<BulkProgress> told;
    const auto hear = [&told](BulkProgress now) { told << now; };
    const BulkEdit edit = world.edit(BulkEdit::What::Set, QStringLiteral("city"), QStringLiteral("Oslo"));
    QCOMPARE(*QCoro::waitFor(world.values.apply(ids, edit, hear)), 300);
    QVERIFY(!told.isEmpty());
    for (qsizetype place = 0; place < told.size(); ++place) {
        QCOMPARE(told.at(place).total, ids.size());
        QVERIFY(told.at(place).done > (place == 0 ? 0 : told.at(place - 1).done) && told.at(place).done <= ids.size());
    }
}

void LeadValuesTest::previewsVeryManyByTheirNumber()
{
    World world;
    const QList<LeadId> once = world.addMany(300);
    QList<LeadId> ids;
    for (int round = 0; round < 10; ++round) {
        ids += once;
    }
    const BulkPreview preview = *QCoro::waitFor(
        world.values.preview(ids, world.edit(BulkEdit::What::Set, QStringLiteral("city"), QStringLiteral("Oslo"))));
    QCOMPARE(preview.changingCount, 3000); // all are counted, the first are listed
    QCOMPARE(preview.changing.size(), BulkPreview::mostLines);
    QCOMPARE(preview.stayingCount, 0);
}

void LeadValuesTest::aStoppedBulkEditLeavesEverybodyAsTheyWere()
{
    World world;
    const QList<LeadId> once = world.addMany(300);
    QList<LeadId> ids;
    for (int round = 0; round < 400; ++round) {
        ids += once;
    }
    const QString before = world.leads.history().undoText();
    QSignalSpy reset(&world.leads, &Leads::reset);
    std::stop_source stop;
    qint64 done = 0;
    const auto stopThere = [&](BulkProgress now) {
        done = now.done;
        stop.request_stop();
    };
    const BulkEdit edit = world.edit(BulkEdit::What::Set, QStringLiteral("city"), QStringLiteral("Oslo"));
    const Result<qint64> stopped = QCoro::waitFor(world.values.apply(ids, edit, stopThere, stop.get_token()));
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
    QVERIFY(done > 0 && done < ids.size()); // in the middle
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM lead WHERE city <> ''")), 0);
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM field_source")), 0);
    QCOMPARE(world.leads.history().undoText(), before); // there is nothing to undo of it
    QVERIFY(reset.isEmpty());
    QCOMPARE(*QCoro::waitFor(world.values.apply(once, edit)), 300);
}

void LeadValuesTest::leavesWhoOptedOutAlone()
{
    World world;
    const LeadId anna = world.add(QStringLiteral("Anna"));
    const LeadId jan = world.add(QStringLiteral("Jan"));
    QVERIFY(QCoro::waitFor(world.leads.setStatus({anna}, LeadStatus::OptedOut)));
    QCOMPARE(*QCoro::waitFor(world.values.apply({anna, jan}, world.edit(BulkEdit::What::SetStatus, {}, {}))), 1);
    QCOMPARE(world.lead(anna).status, LeadStatus::OptedOut);
    QCOMPARE(world.lead(jan).status, LeadStatus::Interested);
}

void LeadValuesTest::offersNoAddressForMany()
{
    World world;
    const LeadId anna = world.add(QStringLiteral("Anna"));
    const Result<BulkPreview> refused = QCoro::waitFor(world.values.preview(
        {anna}, world.edit(BulkEdit::What::Set, QStringLiteral("email"), QStringLiteral("a@b.example"))));
    QCOMPARE(refused.error().kind, ErrorKind::Invalid);
    const QList<EditableField> fields = *QCoro::waitFor(world.values.fields());
    for (const EditableField &field : fields) {
        const bool isOnes = field.name == QLatin1String("email") || field.name.endsWith(QLatin1String("name"))
            || field.name == QLatin1String("company domain");
        QCOMPARE(field.forMany, !isOnes);
    }
}

void LeadValuesTest::changesTheKindOfAField()
{
    World world;
    const LeadId anna = world.add(QStringLiteral("Anna"));
    const LeadId jan = world.add(QStringLiteral("Jan"));
    CustomField field = *QCoro::waitFor(world.fields.add(QStringLiteral("Trucks"), FieldKind::Text, {}));
    QVERIFY(world.set(anna, "custom:trucks", QStringLiteral("1,200")));
    QVERIFY(world.set(jan, "custom:trucks", QStringLiteral("a few")));
    field.kind = FieldKind::Number;
    field.label = QStringLiteral("Lorries");
    QCOMPARE(*QCoro::waitFor(world.fields.wouldNotFit(field, world.english)), 1);
    QCOMPARE(*QCoro::waitFor(world.fields.change(field, world.english)), 1);
    QCOMPARE(world.lead(anna).custom.value(QStringLiteral("trucks")), QStringLiteral("1200"));
    QVERIFY(world.lead(jan).custom.isEmpty());
    const QList<CustomFieldUse> uses = *QCoro::waitFor(world.fields.list());
    QCOMPARE(uses.first().field.label, QStringLiteral("Lorries"));
    QCOMPARE(uses.first().field.key, QStringLiteral("trucks")); // templates go on working
    QVERIFY(QCoro::waitFor(world.leads.undoLast()));
    QCOMPARE(world.lead(anna).custom.value(QStringLiteral("trucks")), QStringLiteral("1,200"));
    QCOMPARE(world.lead(jan).custom.value(QStringLiteral("trucks")), QStringLiteral("a few"));
    QCOMPARE(QCoro::waitFor(world.fields.list())->first().field.kind, FieldKind::Text);
}

void LeadValuesTest::ordersAndDeletesFields()
{
    World world;
    const LeadId anna = world.add(QStringLiteral("Anna"));
    const CustomField one = *QCoro::waitFor(world.fields.add(QStringLiteral("One"), FieldKind::Text, {}));
    const CustomField two = *QCoro::waitFor(world.fields.add(
        QStringLiteral("Two"), FieldKind::Choice, {QStringLiteral(" a "), QStringLiteral("A"), QStringLiteral("b")}));
    QCOMPARE(two.choices, (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
    QVERIFY(world.set(anna, "custom:two", QStringLiteral("B")));
    QVERIFY(QCoro::waitFor(world.fields.setOrder({two.id, one.id})));
    QCOMPARE(QCoro::waitFor(world.fields.list())->first().field.id, two.id);
    QVERIFY(QCoro::waitFor(world.fields.remove(two.id)));
    QVERIFY(world.lead(anna).custom.isEmpty());
    QCOMPARE(QCoro::waitFor(world.fields.list())->size(), 1);
    QVERIFY(QCoro::waitFor(world.leads.undoLast()));
    QCOMPARE(world.lead(anna).custom.value(QStringLiteral("two")), QStringLiteral("b"));
    QCOMPARE(QCoro::waitFor(world.fields.list())->first().people, 1);
}

void LeadValuesTest::refusesTwoFieldsOfOneName()
{
    World world;
    QVERIFY(QCoro::waitFor(world.fields.add(QStringLiteral("Trucks"), FieldKind::Text, {})));
    QCOMPARE(QCoro::waitFor(world.fields.add(QStringLiteral(" trucks "), FieldKind::Text, {})).error().kind,
             ErrorKind::Refused);
    QCOMPARE(QCoro::waitFor(world.fields.add(QStringLiteral("—"), FieldKind::Text, {})).error().kind,
             ErrorKind::Invalid);
    QCOMPARE(QCoro::waitFor(world.fields.add(QStringLiteral("Class"), FieldKind::Choice, {})).error().kind,
             ErrorKind::Invalid);
}

QTEST_GUILESS_MAIN(LeadValuesTest)
#include "LeadValuesTest.moc"
