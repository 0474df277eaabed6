#include "lead/LeadSearch.h"
#include "lead/CompanyStore.h"
#include "lead/LeadEraseStore.h"
#include "lead/LeadIndexStore.h"
#include "lead/Leads.h"
#include "support/CopiedDatabase.h"
#include "support/VirtualClock.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace AlwaysLeads;

namespace {

struct World
{
    TestDatabase files = copiedDatabase();
    VirtualClock clock;
    Leads leads{*files.database, clock};
    LeadSearch search{*files.database, clock};

    LeadId add(const QString &first, const QString &last, const QString &email, const QString &company = {},
               std::optional<int> score = {}, LeadStatus status = LeadStatus::New)
    {
        Lead lead;
        lead.firstName = first;
        lead.lastName = last;
        if (!email.isEmpty()) {
            lead.email = *EmailAddress::parse(email);
        }
        lead.companyName = company;
        lead.score = score;
        lead.status = status;
        const Result<LeadId> id = QCoro::waitFor(leads.add(lead));
        if (!id) {
            qFatal("%s", qPrintable(id.error().message));
        }
        return *id;
    }
    QStringList found(LeadQuery query)
    {
        const Result<std::vector<LeadId>> ids = QCoro::waitFor(search.ids(query));
        if (!ids) {
            return {QStringLiteral("error: ") + ids.error().detail};
        }
        const Result<QList<LeadSummary>> rows = QCoro::waitFor(search.rows(*ids));
        if (!rows) {
            return {QStringLiteral("error: ") + rows.error().detail};
        }
        QStringList names;
        for (const LeadSummary &row : *rows) {
            names << row.firstName;
        }
        return names;
    }
    QStringList found(const QString &text)
    {
        LeadQuery query;
        query.text = text;
        query.sort = LeadSort::Name;
        query.order = Qt::AscendingOrder;
        return found(query);
    }
};

} // namespace

class LeadSearchTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsByTheBeginningOfEveryWord();
    void findsWithoutAccents();
    void findsPartsOfAnAddress();
    void noTextIsASyntaxError_data();
    void noTextIsASyntaxError();
    void survivesRandomTexts();
    void sorts_data();
    void sorts();
    void narrowsByViewStatusAndTag();
    void showsOnlyTheseWhenAsked();
    void countsTheViews();
    void followsEditsAndCompanyNames();
    void givesRowsInTheOrderAskedAndLeavesOutThoseThatAreGone();
    void aRowSaysWhoseScoreItIsAndSinceWhenSomebodyIsDeleted();
    void stopsWhenAsked();
};

void LeadSearchTest::findsByTheBeginningOfEveryWord()
{
    World world;
    world.add(QStringLiteral("Agnieszka"), QStringLiteral("Wojcik"), QStringLiteral("a.wojcik@baltway.example"),
              QStringLiteral("Baltway Logistics"));
    world.add(QStringLiteral("Freja"), QStringLiteral("Hansen"), QStringLiteral("freja@sundet.example"),
              QStringLiteral("Sundet Freight"));
    QCOMPARE(world.found(QStringLiteral("agn")), QStringList{QStringLiteral("Agnieszka")});
    QCOMPARE(world.found(QStringLiteral("log woj")), QStringList{QStringLiteral("Agnieszka")});
    QCOMPARE(world.found(QStringLiteral("woj sundet")), QStringList());
    QCOMPARE(world.found(QStringLiteral("nieszka")), QStringList());
    QCOMPARE(world.found(QString()).size(), 2);
    QCOMPARE(world.found(QStringLiteral("  \t ")).size(), 2);
}

void LeadSearchTest::findsWithoutAccents()
{
    World world;
    world.add(QStringLiteral("Zoë"), QStringLiteral("Østergård"), {}, QStringLiteral("Łódź Straße"));
    for (const char *text :
         {"zoe", "Zoë", "ostergard", "Østergård", "østerg", "lodz", "Łódź", "strasse", "STRAßE", "ZOE OST"}) {
        QCOMPARE(world.found(QString::fromUtf8(text)), QStringList{QStringLiteral("Zoë")});
    }
}

void LeadSearchTest::findsPartsOfAnAddress()
{
    World world;
    world.add(QStringLiteral("Anna"), {}, QStringLiteral("anna.berg+x@cargo.example"));
    for (const char *text :
         {"anna.berg+x@cargo.example", "berg", "cargo", "anna.berg@", "@cargo", "cargo.ex", "x@cargo"}) {
        QVERIFY2(world.found(QString::fromUtf8(text)).size() == 1, text);
    }
    QCOMPARE(world.found(QStringLiteral("berg.anna")), QStringList());
}

void LeadSearchTest::noTextIsASyntaxError_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"\"",        "\"\"",
                             "\"a",       "a\"b\"",
                             "*",         "a*",
                             "**",        "^anna",
                             "anna AND",  "AND",
                             "OR OR",     "NOT",
                             "NEAR(a b)", "NEAR(",
                             "name:anna", "{name email}: a",
                             "-anna",     "+",
                             "(",         ")",
                             "a)(",       "';DROP TABLE lead;--",
                             "%",         "_",
                             "\\",        "😀",
                             "a😀",        "\u0301",
                             "٣",         "NULL",
                             "rowid:1",   "lead_search",
                             ":",         "@",
                             "a:b:c",     "[x]",
                             "'",         "anna\" OR \"x"}) {
        QTest::newRow(text) << QString::fromUtf8(text);
    }
    QTest::newRow("NUL") << QStringLiteral("an") + QChar(0) + QStringLiteral("na");
    QTest::newRow("half a pair") << QString(QChar(0xD800)) + QStringLiteral("anna");
    QTest::newRow("very long") << QString(100'000, QLatin1Char('a'));
    QTest::newRow("very many words") << QStringLiteral("a ").repeated(50'000);
}

void LeadSearchTest::noTextIsASyntaxError()
{
    QFETCH(QString, text);
    World world;
    world.add(QStringLiteral("Anna"), QStringLiteral("Berg"), {});
    LeadQuery query;
    query.text = text;
    const Result<std::vector<LeadId>> ids = QCoro::waitFor(world.search.ids(query));
    QVERIFY2(ids, ids ? "" : qPrintable(ids.error().detail));
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM lead")), 1);
}

void LeadSearchTest::survivesRandomTexts()
{
    World world;
    world.add(QStringLiteral("Anna"), QStringLiteral("Berg"), {});
    static constexpr char16_t likely[] = u"\"*^:(){}-+ANDORNOTNEAR ,'\\\x0301\xD83D"
                                         u"\xDE00"
                                         u"aœß";
    for (quint32 seed = 1; seed <= 400; ++seed) {
        QRandomGenerator random(seed);
        LeadQuery query;
        for (int length = random.bounded(40); length > 0; --length) {
            query.text += random.bounded(4) == 0 ? QChar(char16_t(random.bounded(0x10000)))
                                                 : QChar(likely[random.bounded(int(std::size(likely)))]);
        }
        const Result<std::vector<LeadId>> ids = QCoro::waitFor(world.search.ids(query));
        QVERIFY2(ids, ids ? "" : qPrintable(QStringLiteral("%1: %2").arg(seed).arg(ids.error().detail)));
    }
}

void LeadSearchTest::sorts_data()
{
    QTest::addColumn<int>("sort");
    QTest::addColumn<int>("order");
    QTest::addColumn<QString>("names");
    const auto row = [](const char *name, LeadSort sort, Qt::SortOrder order, const char *names) {
        QTest::newRow(name) << int(sort) << int(order) << QString::fromLatin1(names);
    };
    row("name", LeadSort::Name, Qt::AscendingOrder, "C B A");
    row("name, descending", LeadSort::Name, Qt::DescendingOrder, "A B C");
    row("score, best first", LeadSort::Score, Qt::DescendingOrder, "A C B");
    row("score, unknown last either way", LeadSort::Score, Qt::AscendingOrder, "C A B");
    row("company", LeadSort::Company, Qt::AscendingOrder, "B A C");
    row("email", LeadSort::Email, Qt::AscendingOrder, "B C A");
    row("status", LeadSort::Status, Qt::AscendingOrder, "A C B");
    row("created", LeadSort::Created, Qt::AscendingOrder, "A B C");
    row("last touch", LeadSort::LastTouch, Qt::DescendingOrder, "B C A");
}

void LeadSearchTest::sorts()
{
    World world;
    world.add(QStringLiteral("A"), QStringLiteral("Zander"), {}, QStringLiteral("beta"), 90);
    const LeadId second = world.add(QStringLiteral("B"), QStringLiteral("berg"), QStringLiteral("a@x.example"),
                                    QStringLiteral("Alpha"), {}, LeadStatus::Replied);
    const LeadId third = world.add(QStringLiteral("C"), QStringLiteral("Adam"), QStringLiteral("b@x.example"), {}, 10,
                                   LeadStatus::Contacted);
    QVERIFY(world.files.write([&](Connection &connection) -> Result<> {
        LeadStore().touch(connection, second, world.clock.now());
        return LeadStore().touch(connection, third, world.clock.now().addDays(-1));
    }));
    QFETCH(int, sort);
    QFETCH(int, order);
    QFETCH(QString, names);
    LeadQuery query;
    query.sort = LeadSort(sort);
    query.order = Qt::SortOrder(order);
    QCOMPARE(world.found(query).join(QLatin1Char(' ')), names);
}

void LeadSearchTest::narrowsByViewStatusAndTag()
{
    World world;
    world.add(QStringLiteral("Old"), {}, {}, {}, {}, LeadStatus::Contacted);
    world.clock.advance(std::chrono::hours(24 * 8));
    const LeadId fresh = world.add(QStringLiteral("New"), {}, {}, {}, {}, LeadStatus::Interested);
    const LeadId gone = world.add(QStringLiteral("Gone"), {}, {});
    QVERIFY(QCoro::waitFor(world.leads.softDelete({gone})));
    QVERIFY(QCoro::waitFor(world.leads.addTag({fresh}, QStringLiteral("Ports"))));
    const auto in = [&world](LeadView view) {
        LeadQuery query;
        query.view = view;
        return world.found(query).join(QLatin1Char(' '));
    };
    QCOMPARE(in(LeadView::All), QStringLiteral("New Old"));
    QCOMPARE(in(LeadView::NewThisWeek), QStringLiteral("New"));
    QCOMPARE(in(LeadView::WaitingForReply), QStringLiteral("Old"));
    QCOMPARE(in(LeadView::Interested), QStringLiteral("New"));
    QCOMPARE(in(LeadView::OptedOut), QString());
    QCOMPARE(in(LeadView::Deleted), QStringLiteral("Gone"));
    const LeadFilter ports(LeadCondition{QStringLiteral("tags"), LeadOperator::Is, {QStringLiteral("ports")}});
    LeadQuery tagged;
    tagged.filter = ports;
    QCOMPARE(world.found(tagged), QStringList{QStringLiteral("New")});
    tagged.filter = LeadFilter::all(
        {ports, LeadFilter(LeadCondition{QStringLiteral("status"), LeadOperator::Is, {QStringLiteral("contacted")}})});
    QCOMPARE(world.found(tagged), QStringList());
}

void LeadSearchTest::showsOnlyTheseWhenAsked()
{
    World world;
    const LeadId anna = world.add(QStringLiteral("Anna"), QStringLiteral("Berg"), QStringLiteral("a@x.example"));
    world.add(QStringLiteral("Bo"), QStringLiteral("Berg"), QStringLiteral("b@x.example"));
    const LeadId cleo = world.add(QStringLiteral("Cleo"), QStringLiteral("Dahl"), QStringLiteral("c@x.example"));
    LeadQuery query;
    query.sort = LeadSort::Name;
    query.order = Qt::AscendingOrder;
    query.people = QList<LeadId>{cleo, anna, LeadId(999)};
    QCOMPARE(world.found(query), (QStringList{QStringLiteral("Anna"), QStringLiteral("Cleo")}));
    QCOMPARE(QCoro::waitFor(world.search.count(query)).value_or(-1), 2);
    const Result<LeadFirstRows> first = QCoro::waitFor(world.search.first(query, 50, {}));
    QVERIFY(first);
    QCOMPARE(first->ids.size(), size_t(2));
    QVERIFY(first->isAll);
    query.text = QStringLiteral("berg");
    QCOMPARE(world.found(query), QStringList{QStringLiteral("Anna")});
    query.text.clear();
    query.people = QList<LeadId>();
    QCOMPARE(world.found(query), QStringList());
    query.people.reset();
    QCOMPARE(world.found(query).size(), 3);
}

void LeadSearchTest::countsTheViews()
{
    World world;
    world.add(QStringLiteral("A"), {}, {}, {}, {}, LeadStatus::OptedOut);
    QVERIFY(QCoro::waitFor(world.leads.softDelete({world.add(QStringLiteral("B"), {}, {})})));
    const Result<LeadCounts> counts = QCoro::waitFor(world.search.counts());
    QVERIFY(counts);
    QCOMPARE(counts->views.value(LeadView::All), 1);
    QCOMPARE(counts->views.value(LeadView::NewThisWeek), 1);
    QCOMPARE(counts->views.value(LeadView::OptedOut), 1);
    QCOMPARE(counts->views.value(LeadView::Deleted), 1);
    QCOMPARE(counts->views.value(LeadView::Interested), 0);
}

void LeadSearchTest::followsEditsAndCompanyNames()
{
    World world;
    const LeadId id = world.add(QStringLiteral("Anna"), QStringLiteral("Berg"), {}, QStringLiteral("Oldname"));
    Lead lead = *QCoro::waitFor(world.leads.lead(id));
    lead.lastName = QStringLiteral("Tal");
    QVERIFY(QCoro::waitFor(world.leads.edit(lead)));
    QCOMPARE(world.found(QStringLiteral("berg")), QStringList());
    QCOMPARE(world.found(QStringLiteral("tal")).size(), 1);
    QVERIFY(world.files.write([&](Connection &connection) -> Result<> {
        Result<Company> company = CompanyStore().company(connection, lead.companyId);
        company->name = QStringLiteral("Newname");
        return CompanyStore().save(connection, *company);
    }));
    QCOMPARE(world.found(QStringLiteral("oldname")), QStringList());
    QCOMPARE(world.found(QStringLiteral("newname")).size(), 1);
    QVERIFY(*world.files.write([&](Connection &connection) { return LeadEraseStore().erase(connection, id); }));
    QVERIFY(world.files.write(
        [&](Connection &connection) -> Result<> { return LeadIndexStore().forget(connection, {id.value()}); }));
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM lead_search")), 0);
}

void LeadSearchTest::givesRowsInTheOrderAskedAndLeavesOutThoseThatAreGone()
{
    World world;
    const LeadId first = world.add(QStringLiteral("A"), QStringLiteral("B"), QStringLiteral("a@xn--caf-dma.example"),
                                   QStringLiteral("C"), 70);
    const LeadId second = world.add(QStringLiteral("D"), {}, {});
    QVERIFY(QCoro::waitFor(world.leads.addTag({first}, QStringLiteral("Ports"))));
    QVERIFY(QCoro::waitFor(world.leads.addTag({first}, QStringLiteral("Alpine"))));
    const Result<QList<LeadSummary>> rows = QCoro::waitFor(world.search.rows({second, LeadId(999), first}));
    QVERIFY(rows);
    QCOMPARE(rows->size(), 2);
    QCOMPARE(rows->first().id, second);
    const LeadSummary &row = rows->last();
    QCOMPARE(row.id, first);
    QCOMPARE(row.fullName(), QStringLiteral("A B"));
    QCOMPARE(row.email, QStringLiteral("a@café.example"));
    QCOMPARE(row.company, QStringLiteral("C"));
    QCOMPARE(row.score, 70);
    QCOMPARE(row.tags, (QStringList{QStringLiteral("Alpine"), QStringLiteral("Ports")}));
    QCOMPARE(row.createdAt, world.clock.now());
    QVERIFY(!row.touchedAt.isValid());
    QVERIFY(!row.deletedAt.isValid());
}

void LeadSearchTest::aRowSaysWhoseScoreItIsAndSinceWhenSomebodyIsDeleted()
{
    World world;
    const LeadId byRules = world.add(QStringLiteral("A"), {}, {}, {}, 70);
    const LeadId byHand = world.add(QStringLiteral("B"), {}, {}, {}, 12);
    QVERIFY(world.files.write([&](Connection &connection) {
        return connection
            .run(QStringLiteral("INSERT INTO hand_score (lead_id, score) VALUES (?, 12)"), {byHand.value()})
            .map([](qint64) {});
    }));
    QVERIFY(QCoro::waitFor(world.leads.softDelete({byHand})));
    const Result<QList<LeadSummary>> rows = QCoro::waitFor(world.search.rows({byRules, byHand}));
    QVERIFY(rows);
    QCOMPARE(rows->size(), 2);
    QVERIFY(!rows->first().scoreByHand);
    QVERIFY(!rows->first().deletedAt.isValid());
    QVERIFY(rows->last().scoreByHand);
    QCOMPARE(rows->last().score, 12);
    QCOMPARE(rows->last().deletedAt, world.clock.now());
}

void LeadSearchTest::stopsWhenAsked()
{
    World world;
    std::stop_source stop;
    stop.request_stop();
    const Result<std::vector<LeadId>> ids = QCoro::waitFor(world.search.ids(LeadQuery(), stop.get_token()));
    QVERIFY(!ids);
    QCOMPARE(ids.error().kind, ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(LeadSearchTest)
#include "LeadSearchTest.moc"
