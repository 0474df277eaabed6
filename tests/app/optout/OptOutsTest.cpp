#include "optout/OptOuts.h"
#include "app/outbox/OutboxWorld.h"
#include "lead/LeadImport.h"
#include "lead/Leads.h"

#include <QSignalSpy>
#include <QtTest>

using namespace AlwaysLeads;

namespace {

SuppressionSubject subject(const QString &text)
{
    return SuppressionSubject::parse(text).value();
}

struct OptOutWorld : OutboxWorld
{
    Suppression suppression{*files, clock};
    OptOuts optOuts{*files, clock, suppression};

    QString file(const QByteArray &content, const QString &name = QStringLiteral("no.csv"))
    {
        const QString path = files.folder.filePath(name);
        QFile written(path);
        if (!written.open(QIODevice::WriteOnly) || written.write(content) != content.size()) {
            qFatal("cannot write %s", qPrintable(path));
        }
        return path;
    }
    OptOutDone add(const QStringList &texts, SuppressionReason reason = SuppressionReason::ByHand)
    {
        QList<SuppressionSubject> subjects;
        for (const QString &text : texts) {
            subjects << subject(text);
        }
        return must(optOuts.add(subjects, reason, {}));
    }
    OptOutEffect preview(const QString &text) { return must(optOuts.preview({subject(text)})); }
    bool isRefused(const QString &address)
    {
        return must(suppression.find(EmailAddress::parse(address).value())).has_value();
    }
    qint64 entries() { return must(suppression.page({}, 0, 1)).total; }
    void setSend(LeadId lead, const QString &state)
    {
        const qint64 id = sendOf(lead).id.value();
        must(files.write([=](Connection &connection) {
            return connection.run(QStringLiteral("UPDATE send SET state = ? WHERE id = ?"), {state, id});
        }));
    }
};

} // namespace

class OptOutsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void takesMailsAndDraftsOutAtOnce();
    void putsThemBackAsTheyWere();
    void leavesAMailThatIsLeavingAlone();
    void anUndoBringsNobodyBackWhoSaidNoThemselves();
    void anUndoLetsAnApprovalLapseThatNoLongerHolds();
    void followsWhatWasAddedInAnotherWay();
    void saysWhomItWouldReach_data();
    void saysWhomItWouldReach();
    void countsManySubjectsOnce();
    void tellsWhoThePeopleAre();
    void takesAListOverAndSaysWhatBecameOfEachRow();
    void guessesTheColumn_data();
    void guessesTheColumn();
    void anImportCanBeTakenBack();
    void anImportThatEndsEarlyLeavesTheListAsItWas();
    void aFileThatIsNoListIsSaidSo();
    void theWrittenListIsTheShownOneAndNoAddressIsInvented();
    void aDeletedPersonIsRefusedAlsoUnderAnotherSpelling();
};

void OptOutsTest::takesMailsAndDraftsOutAtOnce()
{
    OptOutWorld world;
    const QList<LeadId> queued = world.queue(3);
    const LeadId ready = world.addLead(QStringLiteral("Ready"), QStringLiteral("ready@baltway.example"));
    must(world.campaigns.enrol(world.campaign, {ready}));
    must(world.writer.write(world.campaign));
    QCOMPARE(world.draftOf(ready).state, DraftState::Ready);
    QCOMPARE(world.sends(SendState::Waiting), 3);
    const OptOutEffect one = world.preview(QStringLiteral("PERSON2+x@baltway.example"));
    QCOMPARE(one, (OptOutEffect{1, 1, 0}));
    QCOMPARE(world.preview(QStringLiteral("baltway.example")), (OptOutEffect{4, 3, 1}));

    QSignalSpy stopped(&world.optOuts, &OptOuts::stopped);
    QSignalSpy changed(&world.suppression, &Suppression::changed);
    const OptOutDone done = world.add({QStringLiteral("person2@baltway.example")});
    QCOMPARE(done.added.size(), 1U);
    QCOMPARE(done.stopped.size(), 1);
    QCOMPARE(stopped.size(), 1);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(world.sendOf(queued.at(1)).state, SendState::Cancelled);
    QCOMPARE(world.sendOf(queued.at(1)).reason, SendReason::OptedOut);
    QCOMPARE(world.draftOf(queued.at(1)).state, DraftState::Blocked);
    QVERIFY(world.draftOf(queued.at(1)).reason.startsWith(QStringLiteral("You blocked this address")));
    QCOMPARE(world.sends(SendState::Waiting), 2);
    QCOMPARE(world.draftOf(queued.at(0)).state, DraftState::Queued);

    const OptOutDone domain = world.add({QStringLiteral("*@baltw*.example")});
    QCOMPARE(domain.stopped.size(), 3);
    QCOMPARE(world.sends(SendState::Waiting), 0);
    QCOMPARE(world.draftOf(ready).state, DraftState::Blocked);
    QCOMPARE(world.preview(QStringLiteral("baltway.example")), (OptOutEffect{4, 0, 0}));
    const OptOutDone again = world.add({QStringLiteral("person2@baltway.example")});
    QVERIFY(again.added.empty());
    QCOMPARE(again.alreadyThere, 1);
    QVERIFY(again.stopped.isEmpty());
}

void OptOutsTest::putsThemBackAsTheyWere()
{
    OptOutWorld world;
    const QList<LeadId> queued = world.queue(2);
    const LeadId ready = world.addLead(QStringLiteral("Ready"), QStringLiteral("ready@baltway.example"));
    must(world.campaigns.enrol(world.campaign, {ready}));
    must(world.writer.write(world.campaign));
    const Draft before = world.draftOf(queued.at(0));
    const Send send = world.sendOf(queued.at(0));
    const OptOutDone done = world.add({QStringLiteral("baltway.example")});
    QCOMPARE(done.stopped.size(), 3);
    must(world.optOuts.takeBack(done));
    QVERIFY(!world.isRefused(QStringLiteral("ready@baltway.example")));
    QCOMPARE(world.draftOf(ready).state, DraftState::Ready);
    QCOMPARE(world.draftOf(queued.at(0)).state, DraftState::Queued);
    QCOMPARE(world.draftOf(queued.at(0)).approvedHash, before.approvedHash);
    QCOMPARE(world.draftOf(queued.at(0)).reason, before.reason);
    QCOMPARE(world.sendOf(queued.at(0)).state, SendState::Waiting);
    QCOMPARE(world.sendOf(queued.at(0)).dueAt, send.dueAt);
    QCOMPARE(world.sends(SendState::Waiting), 2);
    must(world.optOuts.takeBack(done)); // twice does nothing more
    QCOMPARE(world.sends(SendState::Waiting), 2);
}

void OptOutsTest::leavesAMailThatIsLeavingAlone()
{
    OptOutWorld world;
    const QList<LeadId> queued = world.queue(3);
    world.setSend(queued.at(0), QStringLiteral("handing over"));
    world.setSend(queued.at(1), QStringLiteral("unknown"));
    const OptOutDone done = world.add({QStringLiteral("baltway.example")});
    QCOMPARE(done.stopped.size(), 1);
    QCOMPARE(world.sendOf(queued.at(0)).state, SendState::HandingOver);
    QCOMPARE(world.draftOf(queued.at(0)).state, DraftState::Queued);
    QCOMPARE(world.sendOf(queued.at(1)).state, SendState::Unknown);
    QCOMPARE(world.sendOf(queued.at(2)).state, SendState::Cancelled);
}

void OptOutsTest::anUndoBringsNobodyBackWhoSaidNoThemselves()
{
    OptOutWorld world;
    const QList<LeadId> queued = world.queue(2);
    const OptOutDone done = world.add({QStringLiteral("baltway.example")});
    world.suppress(QStringLiteral("person1@baltway.example"));
    must(world.optOuts.takeBack(done));
    QCOMPARE(world.draftOf(queued.at(0)).state, DraftState::Blocked);
    QCOMPARE(world.sendOf(queued.at(0)).state, SendState::Cancelled);
    QCOMPARE(world.sendOf(queued.at(1)).state, SendState::Waiting);
    QVERIFY(world.isRefused(QStringLiteral("person1@baltway.example")));
}

void OptOutsTest::anUndoLetsAnApprovalLapseThatNoLongerHolds()
{
    OptOutWorld world;
    const LeadId lead = world.queue(1).first();
    const OptOutDone done = world.add({QStringLiteral("person1@baltway.example")});
    SenderProfile profile = world.profile;
    profile.signature = QStringLiteral("C. Jensen");
    world.setProfile(profile);
    must(world.optOuts.takeBack(done));
    QCOMPARE(world.draftOf(lead).state, DraftState::Lapsed);
    QCOMPARE(world.sendOf(lead).state, SendState::Cancelled);
}

void OptOutsTest::followsWhatWasAddedInAnotherWay()
{
    OptOutWorld world;
    const QList<LeadId> queued = world.queue(2);
    QCOMPARE(must(world.optOuts.stopSuppressed()), 0);
    world.suppress(QStringLiteral("person2@baltway.example")); // as whoever reads replies does
    QSignalSpy stopped(&world.optOuts, &OptOuts::stopped);
    QCOMPARE(must(world.optOuts.stopSuppressed()), 1);
    QCOMPARE(stopped.size(), 1);
    QCOMPARE(world.sendOf(queued.at(1)).reason, SendReason::OptedOut);
    QVERIFY(world.draftOf(queued.at(1)).reason.startsWith(QStringLiteral("Asked on")));
    QCOMPARE(must(world.optOuts.stopSuppressed()), 0);
    QCOMPARE(stopped.size(), 1);
}

void OptOutsTest::saysWhomItWouldReach_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("people");
    QTest::newRow("one") << QStringLiteral("anna@firm.example") << 2; // with and without her tag
    QTest::newRow("in capitals") << QStringLiteral("ANNA@FIRM.EXAMPLE") << 2;
    QTest::newRow("domain with subdomains") << QStringLiteral("firm.example") << 4;
    QTest::newRow("not by its end") << QStringLiteral("m.example") << 0;
    QTest::newRow("letters of other alphabets") << QString::fromUtf8("Zo\u00cb@firm.example") << 1;
    QTest::newRow("pattern by name") << QStringLiteral("anna@*") << 3;
    QTest::newRow("pattern by domain") << QStringLiteral("*.org") << 1;
    QTest::newRow("underscore is no wildcard") << QStringLiteral("a_na@*") << 0;
    QTest::newRow("deleted people are not counted") << QStringLiteral("gone.example") << 0;
}

void OptOutsTest::saysWhomItWouldReach()
{
    QFETCH(QString, text);
    QFETCH(int, people);
    OptOutWorld world;
    for (const char *address : {"anna@firm.example", "anna+news@firm.example", "bernd@mail.firm.example",
                                "zo\u00eb@firm.example", "anna@other.org"}) {
        world.addLead(QStringLiteral("X"), QString::fromUtf8(address));
    }
    world.addLead(QStringLiteral("Nobody"), {});
    const LeadId gone = world.addLead(QStringLiteral("Gone"), QStringLiteral("x@gone.example"));
    must(world.files.write([=, now = world.clock.now()](Connection &connection) {
        return LeadStore().softDelete(connection, gone, now);
    }));
    QCOMPARE(world.preview(text).leads, qint64(people));
}

void OptOutsTest::countsManySubjectsOnce()
{
    OptOutWorld world;
    QList<SuppressionSubject> subjects{subject(QStringLiteral("firm.example")),
                                       subject(QStringLiteral("p*@firm.example"))};
    for (int number = 0; number < 50; ++number) {
        world.addLead(QStringLiteral("P"), QStringLiteral("p%1@firm.example").arg(number));
        subjects << subject(QStringLiteral("p%1@firm.example").arg(number));
    }
    world.addLead(QStringLiteral("Other"), QStringLiteral("other@elsewhere.example"));
    QCOMPARE(must(world.optOuts.preview(subjects)).leads, 50);
    QCOMPARE(must(world.optOuts.preview(subjects.mid(0, 2))).leads, 50);
}

void OptOutsTest::tellsWhoThePeopleAre()
{
    OptOutWorld world;
    const LeadId anna = world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@firm.example"));
    const LeadId nobody = world.addLead(QStringLiteral("Nobody"), {});
    const QList<OptOutPerson> people = must(world.optOuts.people({nobody, anna, LeadId(4711)}));
    QCOMPARE(people.size(), 2);
    QCOMPARE(people.at(0).name, QStringLiteral("Nobody Nowak"));
    QVERIFY(!people.at(0).address);
    QCOMPARE(people.at(1).address->toString(), QStringLiteral("anna@firm.example"));
}

void OptOutsTest::takesAListOverAndSaysWhatBecameOfEachRow()
{
    OptOutWorld world;
    const LeadId lead = world.queue(1).first();
    world.suppress(QStringLiteral("known@firm.example"));
    const QString path = world.file("Name;E-mail\r\n"
                                    "Anna;\"Anna Keller <anna@firm.example>\"\r\n"
                                    ";\r\n"
                                    "again;ANNA+x@firm.example\r\n"
                                    "known;known@firm.example\r\n"
                                    "domain;@quiet.example\r\n"
                                    "pattern;info@*\r\n"
                                    "guarded;'-spam*@firm.example\r\n"
                                    "everybody;*@*\r\n"
                                    "broken;anna@@firm.example\r\n"
                                    "formula;\"=HYPERLINK(\"\"http://x\"\")\"\r\n"
                                    "mail;person1@baltway.example\r\n");
    const OptOutListLook look = must(world.optOuts.look(path));
    QCOMPARE(look.columns, (QStringList{QStringLiteral("Name"), QStringLiteral("E-mail")}));
    QCOMPARE(look.column, 1);
    QList<double> told;
    const OptOutReport report = must(world.optOuts.importList({path, look.column, SuppressionReason::OptedOut},
                                                              [&told](double share) { told << share; }));
    QCOMPARE(report.done.added.size(), 5U);
    QCOMPARE(report.done.alreadyThere, 2);
    QCOMPARE(report.refused, 3);
    QCOMPARE(report.refusedRows.size(), 3);
    QCOMPARE(report.refusedRows.at(0).row, 9);
    QCOMPARE(report.refusedRows.at(0).text, QStringLiteral("*@*"));
    QVERIFY(report.refusedRows.at(0).why.contains(QStringLiteral("everybody")));
    QCOMPARE(report.refusedRows.at(1).why, QStringLiteral("Two @ signs in the address."));
    QVERIFY(!report.refusedRows.at(2).why.isEmpty());
    QVERIFY(!told.isEmpty() && told.last() <= 1.0);
    for (const char *who : {"anna@firm.example", "x@mail.quiet.example", "info@a.example", "-spam9@firm.example"}) {
        QVERIFY2(world.isRefused(QString::fromLatin1(who)), who);
    }
    const SuppressionEntry entry =
        must(world.suppression.find(*EmailAddress::parse(QStringLiteral("anna@firm.example")))).value();
    QCOMPARE(entry.reason, SuppressionReason::OptedOut);
    QCOMPARE(entry.detail, QStringLiteral("From the list no.csv"));
    QCOMPARE(world.sendOf(lead).state, SendState::Cancelled);
    QCOMPARE(report.done.stopped.size(), 1);
}

void OptOutsTest::guessesTheColumn_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("column");
    QTest::addColumn<QStringList>("names");
    QTest::newRow("one a line") << QByteArray("a@x.example\nb@x.example\n") << 0
                                << QStringList{QStringLiteral("Column 1")};
    QTest::newRow("named") << QByteArray("email\na@x.example\n") << 0 << QStringList{QStringLiteral("email")};
    QTest::newRow("second of three") << QByteArray("1,a@x.example,Anna\n2,b@x.example,Bernd\n") << 1
                                     << QStringList{QStringLiteral("Column 1"), QStringLiteral("Column 2"),
                                                    QStringLiteral("Column 3")};
    QTest::newRow("tabs") << QByteArray("who\twhy\nx.example\tasked\ny.example\tasked\n") << 0
                          << QStringList{QStringLiteral("who"), QStringLiteral("why")};
    QTest::newRow("UTF-16") << QByteArray("\xff\xfe"
                                          "a\0@\0x\0.\0e\0x\0a\0m\0p\0l\0e\0\n\0",
                                          2 + 11 * 2 + 2)
                            << 0 << QStringList{QStringLiteral("Column 1")};
}

void OptOutsTest::guessesTheColumn()
{
    QFETCH(QByteArray, content);
    QFETCH(int, column);
    QFETCH(QStringList, names);
    OptOutWorld world;
    const OptOutListLook look = must(world.optOuts.look(world.file(content, QStringLiteral("list.txt"))));
    QCOMPARE(look.column, column);
    QCOMPARE(look.columns, names);
    QVERIFY(look.usable > 0);
    QCOMPARE(look.usable, look.rows);
}

void OptOutsTest::anImportCanBeTakenBack()
{
    OptOutWorld world;
    const LeadId lead = world.queue(1).first();
    world.suppress(QStringLiteral("known@firm.example"));
    QByteArray content = "person1@baltway.example\nknown@firm.example\n";
    for (int number = 0; number < 5000; ++number) { // more than one chunk
        content += "someone" + QByteArray::number(number) + "@big.example\n";
    }
    const OptOutReport report = must(world.optOuts.importList({world.file(content), 0, SuppressionReason::ByHand}));
    QCOMPARE(report.done.added.size(), 5001U);
    QCOMPARE(report.done.alreadyThere, 1);
    QCOMPARE(world.entries(), 5002);
    QCOMPARE(world.draftOf(lead).state, DraftState::Blocked);
    must(world.optOuts.takeBack(report.done));
    QCOMPARE(world.entries(), 1);
    QVERIFY(world.isRefused(QStringLiteral("known@firm.example")));
    QCOMPARE(world.draftOf(lead).state, DraftState::Queued);
}

void OptOutsTest::anImportThatEndsEarlyLeavesTheListAsItWas()
{
    OptOutWorld world;
    world.suppress(QStringLiteral("known@firm.example"));
    QByteArray content;
    for (int number = 0; number < 5000; ++number) {
        content += "someone" + QByteArray::number(number) + "@big.example\n";
    }
    std::stop_source stop;
    const Result<OptOutReport> stopped = QCoro::waitFor(world.optOuts.importList(
        {world.file(content), 0, SuppressionReason::ByHand}, [&stop](double) { stop.request_stop(); },
        stop.get_token()));
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
    QCOMPARE(world.entries(), 1);
    // A quotation mark that is never closed, far down.
    const Result<OptOutReport> broken = QCoro::waitFor(
        world.optOuts.importList({world.file(content + "\"never closed\nx@y.example"), 0, SuppressionReason::ByHand}));
    QVERIFY(!broken);
    QCOMPARE(broken.error().kind, ErrorKind::Invalid);
    QCOMPARE(world.entries(), 1);
}

void OptOutsTest::aFileThatIsNoListIsSaidSo()
{
    OptOutWorld world;
    QCOMPARE(QCoro::waitFor(world.optOuts.look(QStringLiteral("/nowhere/at/all.csv"))).error().kind,
             ErrorKind::Storage);
    QVERIFY(!QCoro::waitFor(world.optOuts.look(world.file({}))));
    QVERIFY(!QCoro::waitFor(world.optOuts.look(world.file("\n\n \n"))));
    const OptOutListLook noise = must(world.optOuts.look(world.file("just,some\nother,table\n")));
    QCOMPARE(noise.usable, 0);
    QVERIFY(!QCoro::waitFor(world.optOuts.importList({world.file("a@x.example"), -1, SuppressionReason::ByHand})));
    const OptOutReport nothing =
        must(world.optOuts.importList({world.file("a@x.example\n"), 7, SuppressionReason::ByHand}));
    QVERIFY(nothing.done.added.empty());
    QCOMPARE(world.entries(), 0);
}

void OptOutsTest::theWrittenListIsTheShownOneAndNoAddressIsInvented()
{
    OptOutWorld world;
    world.add({QStringLiteral("anna.keller@firm.example"), QStringLiteral("quiet.example"), QStringLiteral("info@*")});
    const QString path = world.files.folder.filePath(QStringLiteral("out.csv"));
    QCOMPARE(must(world.optOuts.exportList(path, {})), 3);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(file.readAll());
    QVERIFY(!text.contains(QStringLiteral("anna.keller")));
    QVERIFY(text.contains(QString::fromUtf8("an\u2026@firm.example,Address,")));
    QVERIFY(text.contains(QStringLiteral("info@*,Pattern,")));
    QCOMPARE(text.count(QStringLiteral("\r\n")), 4);
    QCOMPARE(must(world.optOuts.exportList(path, QStringLiteral("quiet"))), 1);
    // Read back, the shortened address is refused instead of becoming somebody's.
    must(world.optOuts.exportList(path, {}));
    OptOutWorld other;
    const OptOutReport report = must(other.optOuts.importList({path, 0, SuppressionReason::ByHand}));
    QCOMPARE(report.done.added.size(), 2U);
    QCOMPARE(report.refused, 1);
    QVERIFY(report.refusedRows.first().why.contains(QStringLiteral("cut short")));
    QVERIFY(!QCoro::waitFor(world.optOuts.exportList(QStringLiteral("/nowhere/out.csv"), {})));
}

void OptOutsTest::aDeletedPersonIsRefusedAlsoUnderAnotherSpelling()
{
    OptOutWorld world;
    Leads leads(*world.files, world.clock);
    LeadImport import(*world.files, world.clock, leads);
    const LeadId anna = world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@firm.example"));
    const LeadId info = world.addLead(QStringLiteral("Info"), QStringLiteral("info@other.example"));
    world.add({QStringLiteral("anna@firm.example"), QStringLiteral("info@*")});
    must(leads.softDelete({anna, info}));
    world.clock.advance(std::chrono::hours(24 * (Leads::daysToRestore + 1)));
    QCOMPARE(must(leads.purge()), 2); // nothing of them is left
    const ImportLook look = must(import.look(world.file("Name,Email\n"
                                                        "Anna K.,Anna+Work@FIRM.example\n"
                                                        "Info,INFO@somewhere.example\n"
                                                        "Bernd,bernd@firm.example\n")));
    const ImportReport report = must(import.run(look.plan));
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM lead")), 1);
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM lead WHERE email = 'bernd@firm.example'")), 1);
    Q_UNUSED(report)
}

QTEST_GUILESS_MAIN(OptOutsTest)
#include "OptOutsTest.moc"
