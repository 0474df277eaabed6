#include "app/draft/DraftWorld.h"
#include "mail/ParsedMessage.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QtTest>

using namespace AlwaysLeads;

class ReviewTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsTheMailAsItWillBeSent();
    void aServiceThatTakesANoStandsInTheHeaderOfEachMail();
    void approvesWhatWasShown();
    void refusesAnApprovalOfAnOlderText();
    void refusesAnApprovalWithoutAHash();
    void refusesToApproveWhoMustNotBeWrittenTo();
    void refusesToApproveWithoutAPostalAddress();
    void refusesToApproveABlockedDraft();
    void anEditTakesTheApprovalBack();
    void lapsesWhenSomethingItRestsOnChanges_data();
    void lapsesWhenSomethingItRestsOnChanges();
    void holdsWhateverTimePasses();
    void lapsesWhenThePersonIsLeftOut();
    void doesNotLapseForAFactItDoesNotUse();
    void aLapsedDraftCanBeReadAndApprovedAgain();
    void aMailThatIsLeavingIsNotLapsed();
    void undoesDecisionsInReverse();
    void undoBringsAnApprovalBackOnlyIfItHolds();
    void countsAndListsByShelf();
    void warnsOfBracketsAndLongTexts();
};

void ReviewTest::showsTheMailAsItWillBeSent()
{
    DraftWorld world;
    const Draft draft = world.readyDraft();
    const DraftPage page = must(world.review.open(draft.id));
    QCOMPARE(page.fromAddress, QStringLiteral("clara@harbourline.example"));
    QCOMPARE(page.toName, QStringLiteral("Anna Nowak"));
    QVERIFY(page.canApprove);
    QCOMPARE(page.shownHash.size(), 32);
    for (const QByteArray &expected :
         {QByteArray("Toldbodgade 18"), QByteArray("Tell me once"), QByteArray("how is Gdynia?"),
          QByteArray("Subject: Baltway and the second terminal"), QByteArray("To: Anna Nowak <anna@baltway.example>"),
          QByteArray("Message-ID: <") + draft.messageId.toLatin1(),
          QByteArray("List-Unsubscribe: <mailto:clara@harbourline.example")}) {
        QVERIFY2(page.mime.contains(expected), expected.constData());
    }
    QCOMPARE(page.facts.size(), 3);
}

void ReviewTest::aServiceThatTakesANoStandsInTheHeaderOfEachMail()
{
    DraftWorld world;
    SenderProfile profile = world.profile;
    profile.unsubscribeUrl = QStringLiteral("https://stop.harbourline.example/u/{token}");
    world.setProfile(profile);
    const auto headerOf = [&](const QString &address) {
        const LeadId lead = world.addLead(QStringLiteral("Anna"), address);
        world.write({lead});
        const DraftPage page = must(world.review.open(world.draftOf(lead).id));
        return parseMime(page.mime)->header(QStringLiteral("List-Unsubscribe"));
    };
    static const QRegularExpression form(QStringLiteral(
        "\\A<https://stop\\.harbourline\\.example/u/[A-Za-z0-9_-]{32}>, <mailto:clara@harbourline\\.example\\?subject="
        "unsubscribe%20[0-9a-f]{40}>\\z"));
    const QString berta = headerOf(QStringLiteral("berta@baltway.example"));
    QVERIFY2(form.match(berta).hasMatch(), qPrintable(berta));
    const QString bernd = headerOf(QStringLiteral("bernd@baltway.example"));
    QVERIFY2(form.match(bernd).hasMatch(), qPrintable(bernd));
    QVERIFY(berta != bernd);
    // The mail loads nothing and counts nothing: the link stands in the header only.
    const Draft draft = world.readyDraft();
    const QByteArray mime = must(world.review.open(draft.id)).mime;
    QCOMPARE(mime.count("stop.harbourline.example"), 1);
    QVERIFY(mime.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
    QVERIFY(!mime.contains("<img"));

    profile.unsubscribeUrl = QStringLiteral("http://stop.harbourline.example/u/{token}"); // not by way of the window
    world.setProfile(profile);
    const DraftPage bad = must(world.review.open(draft.id));
    QVERIFY(!bad.canApprove);
    QVERIFY2(bad.whyNot.contains(QStringLiteral("https://")), qPrintable(bad.whyNot));
}

void ReviewTest::approvesWhatWasShown()
{
    DraftWorld world;
    const Draft draft = world.readyDraft();
    const QByteArray hash = must(world.review.open(draft.id)).shownHash;
    QSignalSpy changed(&world.review, &Review::changed);
    must(world.review.approve(draft.id, hash));
    const Draft approved = world.draftOf(draft.lead);
    QCOMPARE(approved.state, DraftState::Approved); // the campaign does not run yet
    QCOMPARE(approved.approvedHash, hash);
    QCOMPARE(approved.approvedAt, world.clock.now());
    QVERIFY(changed.size() >= 1);
    QCOMPARE(world.sink.settledTimes, 1);
    QVERIFY(!QCoro::waitFor(world.review.approve(draft.id, hash)));
}

void ReviewTest::refusesAnApprovalOfAnOlderText()
{
    DraftWorld world;
    const Draft draft = world.readyDraft();
    const QByteArray hash = must(world.review.open(draft.id)).shownHash;
    must(world.review.edit(draft.id, draft.subject, draft.body + QStringLiteral(".")));
    const Result<> approved = QCoro::waitFor(world.review.approve(draft.id, hash));
    QCOMPARE(approved.error().message, QStringLiteral("The text changed since you read it."));
    QCOMPARE(world.draftOf(draft.lead).state, DraftState::Ready);
}

void ReviewTest::refusesAnApprovalWithoutAHash()
{
    DraftWorld world;
    const Draft draft = world.readyDraft();
    QVERIFY(!QCoro::waitFor(world.review.approve(draft.id, QByteArray())));
    QVERIFY(!QCoro::waitFor(world.review.approve(draft.id, QByteArray(32, 'x'))));
}

void ReviewTest::refusesToApproveWhoMustNotBeWrittenTo()
{
    DraftWorld world;
    const Draft draft = world.readyDraft();
    const QByteArray hash = must(world.review.open(draft.id)).shownHash;
    world.suppress(QStringLiteral("anna@baltway.example"));
    QCOMPARE(QCoro::waitFor(world.review.approve(draft.id, hash)).error().kind, ErrorKind::Refused);
    QVERIFY(!must(world.review.open(draft.id)).canApprove);
}

void ReviewTest::refusesToApproveWithoutAPostalAddress()
{
    DraftWorld world;
    const Draft draft = world.readyDraft();
    SenderProfile profile = world.profile;
    profile.postalAddress.clear();
    world.setProfile(profile);
    const DraftPage page = must(world.review.open(draft.id));
    QVERIFY(!page.canApprove);
    QVERIFY(page.whyNot.contains(QStringLiteral("postal address")));
    QVERIFY(!QCoro::waitFor(world.review.approve(draft.id, page.shownHash)));
}

void ReviewTest::refusesToApproveABlockedDraft()
{
    DraftWorld world;
    const LeadId lead = world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"), QString());
    world.write({lead});
    const DraftPage page = must(world.review.open(world.draftOf(lead).id));
    QVERIFY(!page.canApprove);
    QVERIFY(!QCoro::waitFor(world.review.approve(page.draft.id, page.shownHash)));
}

void ReviewTest::anEditTakesTheApprovalBack()
{
    DraftWorld world;
    world.sink.campaignRuns = true;
    const Draft draft = world.approvedDraft();
    QCOMPARE(draft.state, DraftState::Queued);
    must(world.review.edit(draft.id, QStringLiteral("A\r\nBcc: x@y.example"), QStringLiteral("Other words")));
    const Draft edited = world.draftOf(draft.lead);
    QCOMPARE(edited.state, DraftState::Ready);
    QVERIFY(edited.approvedHash.isEmpty());
    QCOMPARE(edited.origin, DraftOrigin::Person);
    QCOMPARE(edited.subject, QStringLiteral("A Bcc: x@y.example"));
    QCOMPARE(world.sink.withdrawn, QList<DraftId>{draft.id});
}

void ReviewTest::lapsesWhenSomethingItRestsOnChanges_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("says");
    QTest::newRow("used fact") << QStringLiteral("fact") << QStringLiteral("City changed from “Gdynia” to “Sopot”.");
    QTest::newRow("fact behind a fallback") << QStringLiteral("fallback") << QStringLiteral("Country is known now");
    QTest::newRow("template") << QStringLiteral("template") << QStringLiteral("The campaign's text changed.");
    QTest::newRow("signature") << QStringLiteral("signature") << QStringLiteral("signature");
    QTest::newRow("postal address") << QStringLiteral("postal address") << QStringLiteral("postal address");
    QTest::newRow("opt-out sentence") << QStringLiteral("opt out") << QStringLiteral("opt-out sentence");
    QTest::newRow("unsubscribe link") << QStringLiteral("link") << QStringLiteral("unsubscribe link changed");
    QTest::newRow("sender's name") << QStringLiteral("name") << QStringLiteral("sender's name");
    QTest::newRow("another mailbox") << QStringLiteral("mailbox") << QStringLiteral("mailbox");
    QTest::newRow("recipient's address") << QStringLiteral("address") << QStringLiteral("address changed");
    QTest::newRow("deleted") << QStringLiteral("deleted") << QStringLiteral("deleted");
    QTest::newRow("text in the database") << QStringLiteral("text") << QStringLiteral("The text changed.");
}

void ReviewTest::lapsesWhenSomethingItRestsOnChanges()
{
    QFETCH(QString, what);
    QFETCH(QString, says);
    DraftWorld world;
    world.sink.campaignRuns = true;
    world.setText(QStringLiteral("Subject"), QStringLiteral("{city} {country|there} {last name}"));
    const Draft draft = world.approvedDraft();
    QCOMPARE(must(world.review.refreshApprovals()), 0);
    SenderProfile profile = world.profile;
    if (what == QLatin1String("fact")) {
        world.changeLead(draft.lead, [](Lead &lead) { lead.city = QStringLiteral("Sopot"); });
    } else if (what == QLatin1String("fallback")) {
        world.changeLead(draft.lead, [](Lead &lead) { lead.country = QStringLiteral("Poland"); });
    } else if (what == QLatin1String("template")) {
        world.setText(QStringLiteral("Subject"), QStringLiteral("{city}, other words"));
    } else if (what == QLatin1String("signature")) {
        profile.signature = QStringLiteral("C. Jensen");
    } else if (what == QLatin1String("postal address")) {
        profile.postalAddress = QStringLiteral("Elsewhere 1");
    } else if (what == QLatin1String("opt out")) {
        profile.optOutSentence = QStringLiteral("Say no.");
    } else if (what == QLatin1String("link")) {
        profile.unsubscribeUrl = QStringLiteral("https://stop.harbourline.example/u/{token}");
    } else if (what == QLatin1String("name")) {
        must(world.files.write(
            [=](Connection &c) { return c.run(QStringLiteral("UPDATE mailbox SET sender_name = 'Someone'")); }));
    } else if (what == QLatin1String("mailbox")) {
        must(world.campaigns.chooseMailbox(world.campaign,
                                           world.addMailbox(QStringLiteral("other@harbourline.example"))));
    } else if (what == QLatin1String("address")) {
        world.changeLead(draft.lead,
                         [](Lead &lead) { lead.email = *EmailAddress::parse(QStringLiteral("new@baltway.example")); });
    } else if (what == QLatin1String("deleted")) {
        must(world.files.write(
            [=](Connection &c) { return LeadStore().softDelete(c, draft.lead, QDateTime::currentDateTimeUtc()); }));
    } else if (what == QLatin1String("text")) {
        must(world.files.write(
            [=](Connection &c) { return c.run(QStringLiteral("UPDATE draft SET body = body || '!'")); }));
    }
    world.setProfile(profile);
    QSignalSpy lapsed(&world.review, &Review::lapsed);
    QCOMPARE(must(world.review.refreshApprovals()), 1);
    QCOMPARE(lapsed.size(), 1);
    const Draft after = world.draftOf(draft.lead);
    QCOMPARE(after.state, DraftState::Lapsed);
    QVERIFY2(after.reason.contains(says), qPrintable(after.reason));
    QCOMPARE(world.sink.withdrawn, QList<DraftId>{draft.id});
    QCOMPARE(must(world.review.refreshApprovals()), 0);
}

void ReviewTest::lapsesWhenThePersonIsLeftOut()
{
    DraftWorld world;
    const Draft draft = world.approvedDraft();
    must(world.campaigns.leaveOut(world.campaign, draft.lead, {}));
    QCOMPARE(must(world.review.refreshApprovals()), 1);
    QCOMPARE(world.draftOf(draft.lead).state, DraftState::Lapsed);
    QCOMPARE(world.draftOf(draft.lead).reason, QStringLiteral("This person is not in the campaign any more."));
    QVERIFY(!must(world.review.open(draft.id)).canApprove);
    must(world.campaigns.bringBack(world.campaign, draft.lead));
    QVERIFY(must(world.review.open(draft.id)).canApprove);
}

void ReviewTest::holdsWhateverTimePasses()
{
    DraftWorld world;
    const Draft draft = world.approvedDraft();
    world.clock.advance(std::chrono::hours(24 * 400));
    QCOMPARE(must(world.review.refreshApprovals()), 0);
    QCOMPARE(world.draftOf(draft.lead).state, DraftState::Approved);
}

void ReviewTest::doesNotLapseForAFactItDoesNotUse()
{
    DraftWorld world;
    const Draft draft = world.approvedDraft();
    world.changeLead(draft.lead, [](Lead &lead) {
        lead.title = QStringLiteral("Director");
        lead.notes = QStringLiteral("met in May");
    });
    QCOMPARE(must(world.review.refreshApprovals()), 0);
}

void ReviewTest::aLapsedDraftCanBeReadAndApprovedAgain()
{
    DraftWorld world;
    const Draft draft = world.approvedDraft();
    world.changeLead(draft.lead, [](Lead &lead) { lead.city = QStringLiteral("Sopot"); });
    QCOMPARE(must(world.review.refreshApprovals()), 1);
    const DraftPage page = must(world.review.open(draft.id));
    QVERIFY(page.canApprove);
    must(world.review.approve(draft.id, page.shownHash));
    QCOMPARE(must(world.review.refreshApprovals()), 0);
    QCOMPARE(world.draftOf(draft.lead).state, DraftState::Approved);
}

void ReviewTest::aMailThatIsLeavingIsNotLapsed()
{
    DraftWorld world;
    world.sink.campaignRuns = true;
    const Draft draft = world.approvedDraft();
    world.sink.isLeaving = true;
    world.changeLead(draft.lead, [](Lead &lead) { lead.city = QStringLiteral("Sopot"); });
    QCOMPARE(must(world.review.refreshApprovals()), 0);
    QCOMPARE(world.draftOf(draft.lead).state, DraftState::Queued);
    QVERIFY(!QCoro::waitFor(world.review.edit(draft.id, QStringLiteral("x"), QStringLiteral("y"))));
    QCOMPARE(world.draftOf(draft.lead).body, draft.body);
}

void ReviewTest::undoesDecisionsInReverse()
{
    DraftWorld world;
    const LeadId anna = world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"));
    const LeadId bo = world.addLead(QStringLiteral("Bo"), QStringLiteral("bo@baltway.example"));
    world.write({anna, bo});
    QVERIFY(!world.review.canUndo());
    must(world.review.skip(world.draftOf(anna).id));
    must(world.review.reject(world.draftOf(bo).id));
    QCOMPARE(must(world.review.undo()), std::optional<DraftId>(world.draftOf(bo).id));
    QCOMPARE(world.draftOf(bo).state, DraftState::Ready);
    QCOMPARE(world.draftOf(anna).state, DraftState::Skipped);
    must(world.review.undo());
    QCOMPARE(world.draftOf(anna).state, DraftState::Ready);
    QCOMPARE(must(world.review.undo()), std::optional<DraftId>());
}

void ReviewTest::undoBringsAnApprovalBackOnlyIfItHolds()
{
    DraftWorld world;
    const Draft draft = world.approvedDraft();
    must(world.review.skip(draft.id));
    must(world.review.undo());
    QCOMPARE(world.draftOf(draft.lead).state, DraftState::Approved);
    must(world.review.skip(draft.id));
    world.changeLead(draft.lead, [](Lead &lead) { lead.city = QStringLiteral("Sopot"); });
    must(world.review.undo());
    QCOMPARE(world.draftOf(draft.lead).state, DraftState::Lapsed);
}

void ReviewTest::countsAndListsByShelf()
{
    DraftWorld world;
    const LeadId anna = world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"));
    const LeadId bo = world.addLead(QStringLiteral("Bo"), QStringLiteral("bo@baltway.example"), QString());
    world.write({anna, bo});
    QCOMPARE(must(world.review.counts()).toReview, 2);
    const QList<DraftRow> rows = must(world.review.list(DraftShelf::ToReview, world.campaign));
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows.at(1).mark, DraftRow::Mark::Blocked);
    QCOMPARE(rows.at(0).name, QStringLiteral("Anna Nowak"));
    must(world.review.skip(world.draftOf(anna).id));
    QCOMPARE(must(world.review.list(DraftShelf::Skipped)).size(), 1);
    QCOMPARE(must(world.campaigns.open(world.campaign)).counts.draftsToReview, 1);
    must(world.campaigns.softDelete(world.campaign));
    QCOMPARE(must(world.review.counts()).toReview, 0);
}

void ReviewTest::warnsOfBracketsAndLongTexts()
{
    DraftWorld world;
    const Draft draft = world.readyDraft();
    const DraftPage page =
        must(world.review.edit(draft.id, QStringLiteral("Hi {first name}"), QStringLiteral("word ").repeated(400)));
    int warnings = 0;
    for (const CopyCheck &check : page.checks) {
        warnings += check.level == CopyCheck::Level::Warn ? 1 : 0;
    }
    QCOMPARE(warnings, 2);
}

QTEST_GUILESS_MAIN(ReviewTest)
#include "ReviewTest.moc"
