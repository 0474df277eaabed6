#include "ui/draft/DraftStage.h"

#include "draft/FactRow.h"
#include "support/Patience.h"

#include <QAccessible>
#include <QCoroTimer>
#include <QTimer>
#include <QtTest>

using namespace AlwaysLeads;

namespace {

Task<Result<bool>> yes()
{
    co_return true;
}

WrittenSentence sentence(const QString &text, const QStringList &facts)
{
    WrittenSentence made;
    made.text = text;
    made.facts = facts;
    return made;
}

Task<Result<WrittenMail>> writes(MailBrief brief)
{
    WrittenMail mail;
    mail.subject = brief.subject;
    WrittenSentence lie = sentence(QStringLiteral("You won the Golden Anchor."), {});
    lie.unsupported = {{UnsupportedClaim::Kind::Name, QStringLiteral("Golden Anchor")}};
    mail.sentences = {
        sentence(brief.body.section(u'\n', 0, 0), {QStringLiteral("first name")}),
        sentence(QStringLiteral("The quay in Gdynia is full each morning."), {QStringLiteral("city")}), lie,
        sentence(QStringLiteral("Would one plan for all of it help you and the people at the gate?"), {})};
    mail.body = mail.sentences.at(0).text + QStringLiteral("\n\n") + mail.sentences.at(1).text + u' ' + lie.text
        + QStringLiteral("\n\n") + mail.sentences.at(3).text;
    mail.usedFacts = {QStringLiteral("first name"), QStringLiteral("city")};
    mail.prompt = QStringLiteral("write-mail 2");
    co_return mail;
}

/// Tells the body in three pieces, each a turn of the event loop later, and then waits to be stopped or let go.
struct Slow
{
    bool letGo = false;
    QStringList pieces = {QStringLiteral("Hi Anna, th"), QStringLiteral("Hi Anna, this comes sl")};
};

Task<Result<WrittenMail>> comes(std::shared_ptr<Slow> slow, MailBrief brief, std::function<void(QString)> heard,
                                std::stop_token stop)
{
    for (qsizetype i = 0; i < slow->pieces.size(); ++i) {
        heard(slow->pieces.at(i));
        QTimer timer;
        timer.setSingleShot(true);
        timer.start(1);
        co_await timer;
    }
    while (!slow->letGo && !stop.stop_requested()) {
        QTimer timer;
        timer.setSingleShot(true);
        timer.start(1);
        co_await timer;
    }
    if (stop.stop_requested()) {
        co_return failure(ErrorKind::Cancelled, QStringLiteral("Cancelled."));
    }
    auto writing = writes(brief);
    Result<WrittenMail> mail = co_await writing;
    co_return mail;
}

ClaudeWriting claude(const std::shared_ptr<Slow> &slow = std::make_shared<Slow>())
{
    ClaudeWriting writing;
    writing.hasKey = [] { return yes(); };
    writing.writeMail = [](MailBrief brief, std::stop_token) { return writes(std::move(brief)); };
    writing.streamMail = [slow](MailBrief brief, std::function<void(QString)> heard, std::stop_token stop) {
        return comes(slow, std::move(brief), std::move(heard), stop);
    };
    return writing;
}

void askForWishes(DraftStage &drafts)
{
    drafts.world.setText(QStringLiteral("One plan"), QStringLiteral("Hi {first name},\n\nhow is {city}?"),
                         QStringLiteral("Warm."));
}

} // namespace

/// Sentences and the facts they rest on, by pointer and by keyboard; text that comes while Claude writes.
class DraftFactsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aClaimWithoutAFactIsMarkedAndBlocksUntilConfirmedByKey();
    void theKeyboardGoesThroughSentencesAndLightsTheirFacts();
    void aFactLightsItsSentence();
    void pointingAtASentenceLightsItsFact();
    void aFormattedMailIsShownAsItLeavesWithItsFacts();
    void theTextAppearsAsItComes();
    void theTextOfAFormattedMailComesAsItIsRead();
    void stoppedWritingLeavesTheDraftAsItWas();
    void theHashIsShownWithTheBytes();
    void everyControlHasANameForAScreenReader();
    void looksAsDesigned();
};

void DraftFactsTest::aClaimWithoutAFactIsMarkedAndBlocksUntilConfirmedByKey()
{
    DraftStage drafts(claude());
    askForWishes(drafts);
    drafts.addPeople({QStringLiteral("Anna")});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    QTRY_VERIFY(drafts.stage.isShown("draftConfirm0"));
    QVERIFY2(drafts.banner().contains(QStringLiteral("no fact holds")), qPrintable(drafts.banner()));
    drafts.stage.press(Qt::Key_A);
    QTRY_VERIFY(!drafts.stage.shell.toasts.isEmpty()); // it says why not
    QVERIFY(drafts.stage.shell.toasts.constLast().contains(QStringLiteral("no fact holds")));
    QCOMPARE(drafts.stateOf(0), DraftState::Ready);
    drafts.stage.press(Qt::Key_C);
    QTRY_VERIFY(!drafts.stage.isShown("draftConfirm0"));
    drafts.stage.press(Qt::Key_A);
    QTRY_COMPARE(drafts.stateOf(0), DraftState::Approved);
}

void DraftFactsTest::theKeyboardGoesThroughSentencesAndLightsTheirFacts()
{
    DraftStage drafts(claude());
    askForWishes(drafts);
    drafts.addPeople({QStringLiteral("Anna")});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    QTRY_VERIFY(drafts.stage.isShown("draftFact2"));
    const auto *card = drafts.stage.find<DraftMailCard>("draftCard");
    const auto lit = [&](const char *name) { return drafts.stage.find<FactRow>(name)->isLit(); };
    drafts.stage.press(Qt::Key_F);
    QCOMPARE(card->litMark(), 0);
    QVERIFY(lit("draftFact1") && !lit("draftFact2"));
    drafts.stage.press(Qt::Key_F);
    QVERIFY(!lit("draftFact1") && lit("draftFact2"));
    drafts.stage.press(Qt::Key_F, Qt::ShiftModifier);
    QVERIFY(lit("draftFact1") && !lit("draftFact2"));
}

void DraftFactsTest::aFactLightsItsSentence()
{
    DraftStage drafts(claude());
    askForWishes(drafts);
    drafts.addPeople({QStringLiteral("Anna")});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    QTRY_VERIFY(drafts.stage.isShown("draftFact2"));
    auto *fact = drafts.stage.find<FactRow>("draftFact2");
    fact->setFocus();
    QCOMPARE(drafts.stage.find<DraftMailCard>("draftCard")->litMark(), 1);
    QVERIFY(fact->isLit());
    QVERIFY2(fact->accessibleName().contains(QStringLiteral("Gdynia")), qPrintable(fact->accessibleName()));
}

void DraftFactsTest::pointingAtASentenceLightsItsFact()
{
    DraftStage drafts(claude());
    askForWishes(drafts);
    drafts.addPeople({QStringLiteral("Anna")});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    QTRY_VERIFY(drafts.stage.isShown("draftFact2"));
    auto *mail = drafts.stage.find<MailView>("draftText");
    QTextCursor cursor(mail->document());
    cursor.setPosition(int(mail->plainText().indexOf(QStringLiteral("quay"))) + 1);
    const QPoint place = mail->cursorRect(cursor).center();
    QTest::mouseMove(mail->viewport(), place);
    QTRY_VERIFY(drafts.stage.find<FactRow>("draftFact2")->isLit());
}

void DraftFactsTest::aFormattedMailIsShownAsItLeavesWithItsFacts()
{
    DraftStage drafts;
    drafts.world.setText(QStringLiteral("One plan"),
                         QStringLiteral("**Hi** {first name},\n\nhow is {city}, *really*, and {company}?"));
    must(drafts.world.campaigns.setFormat(drafts.world.campaign, MailFormat::Light));
    const LeadId anna = drafts.world.addLead(QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"),
                                             QStringLiteral("Gdy*nia*"));
    drafts.world.write({anna});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    const auto *view = drafts.stage.find<MailView>("draftText");
    QCOMPARE(view->plainText(), QStringLiteral("Hi Anna,\n\nhow is Gdy*nia*, really, and Baltway?"));
    const auto markOf = [view](const QString &words) {
        QTextCursor cursor(view->document());
        cursor.setPosition(int(view->plainText().indexOf(words)) + 1);
        return view->markAt(view->cursorRect(cursor).center());
    };
    for (const char *value : {"Anna", "Gdy*nia*", "Baltway"}) { // each is marked where it stands now
        QVERIFY2(markOf(QString::fromLatin1(value)) >= 0, value);
    }
    QCOMPARE(markOf(QStringLiteral("really")), -1);
    const auto weight = [view](const QString &words) {
        QTextCursor cursor(view->document());
        cursor.setPosition(int(view->plainText().indexOf(words)) + 1);
        return cursor.charFormat().fontWeight();
    };
    drafts.stage.takePictures(QStringLiteral("draft-facts-formatted")); // in both themes, and back
    QCOMPARE(weight(QStringLiteral("Hi")), int(QFont::DemiBold));
    QVERIFY(weight(QStringLiteral("Anna")) != int(QFont::DemiBold));
    QVERIFY(markOf(QStringLiteral("Gdy*nia*")) >= 0);
    // Whoever edits it sees the marks, and what takes the meaning from a sign.
    drafts.stage.press(Qt::Key_E);
    QTRY_COMPARE(view->plainText(), QStringLiteral("**Hi** Anna,\n\nhow is Gdy\\*nia\\*, *really*, and Baltway?"));
}

void DraftFactsTest::theTextAppearsAsItComes()
{
    auto slow = std::make_shared<Slow>();
    DraftStage drafts(claude(slow));
    drafts.addPeople({QStringLiteral("Anna")});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    drafts.stage.press(Qt::Key_R);
    drafts.stage.type(QStringLiteral("warmer"));
    drafts.stage.press(Qt::Key_Return);
    QTRY_COMPARE(drafts.text(), QStringLiteral("Hi Anna, this comes sl"));
    QVERIFY(drafts.stage.isShown("rewriteStop"));
    slow->letGo = true;
    QTRY_VERIFY(drafts.text().contains(QStringLiteral("The quay in Gdynia")));
    QVERIFY(!drafts.stage.isShown("rewriteStop"));
}

void DraftFactsTest::theTextOfAFormattedMailComesAsItIsRead()
{
    auto slow = std::make_shared<Slow>();
    slow->pieces = {QStringLiteral("**Hi** Anna, th"), QStringLiteral("**Hi** Anna, this comes *slowly* and **n")};
    DraftStage drafts(claude(slow));
    must(drafts.world.campaigns.setFormat(drafts.world.campaign, MailFormat::Light));
    drafts.addPeople({QStringLiteral("Anna")});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    drafts.stage.press(Qt::Key_R);
    drafts.stage.type(QStringLiteral("warmer"));
    drafts.stage.press(Qt::Key_Return);
    // What stands between two marks has lost them; a mark whose end has not come is still a sign.
    QTRY_COMPARE(drafts.text(), QStringLiteral("Hi Anna, this comes slowly and **n"));
    slow->letGo = true;
    QTRY_VERIFY(!drafts.stage.isShown("rewriteStop"));
}

void DraftFactsTest::stoppedWritingLeavesTheDraftAsItWas()
{
    DraftStage drafts(claude());
    drafts.addPeople({QStringLiteral("Anna")});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    const QString before = drafts.text();
    drafts.stage.press(Qt::Key_R);
    drafts.stage.type(QStringLiteral("warmer"));
    drafts.stage.press(Qt::Key_Return);
    QTRY_COMPARE(drafts.text(), QStringLiteral("Hi Anna, this comes sl"));
    drafts.stage.press(Qt::Key_Escape);
    QTRY_COMPARE(drafts.text(), before);
    QVERIFY(drafts.stage.shell.problems.isEmpty());
    QVERIFY(drafts.stage.isShown("rewriteWish")); // the wish is still there
}

void DraftFactsTest::theHashIsShownWithTheBytes()
{
    DraftStage drafts;
    drafts.addPeople({QStringLiteral("Anna")});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    drafts.stage.press(Qt::Key_V);
    QTRY_VERIFY(drafts.stage.isShown("draftHash"));
    const QByteArray hash = must(drafts.world.review.open(drafts.world.draftOf(drafts.people.at(0)).id)).shownHash;
    QVERIFY(shownTexts(drafts.page).join(u'\n').contains(QString::fromLatin1(hash.toHex())));
}

void DraftFactsTest::everyControlHasANameForAScreenReader()
{
    DraftStage drafts(claude());
    askForWishes(drafts);
    drafts.addPeople({QStringLiteral("Anna"), QStringLiteral("Bea")});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    QTRY_VERIFY(drafts.stage.isShown("draftConfirm0"));
    QTRY_COMPARE(namelessControls(drafts.page).join(u'\n'), QString());
    // The same by the interface a screen reader uses, in the order of Tab.
    drafts.stage.find("draftShelves")->setFocus();
    const QStringList order = tabOrder(drafts.stage);
    for (const QString &name : order) {
        QWidget *widget = drafts.stage.find(name.toLatin1().constData());
        QVERIFY2(widget != nullptr, qPrintable(name));
        QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(widget);
        QVERIFY2(spoken != nullptr && !spoken->text(QAccessible::Name).isEmpty(), qPrintable(name));
    }
    const QStringList wanted = {QStringLiteral("draftText"),     QStringLiteral("draftOpenPerson"),
                                QStringLiteral("draftConfirm0"), QStringLiteral("draftFact1"),
                                QStringLiteral("draftFact2"),    QStringLiteral("draftOtherFacts")};
    qsizetype at = 0;
    for (const QString &name : wanted) {
        const qsizetype next = order.indexOf(name);
        QVERIFY2(next >= at, qPrintable(order.join(u' ')));
        at = next;
    }
    QVERIFY2(order.indexOf(QStringLiteral("draftEdit")) > at, qPrintable(order.join(u' ')));
}

void DraftFactsTest::looksAsDesigned()
{
    DraftStage drafts(claude());
    askForWishes(drafts);
    drafts.addPeople({QStringLiteral("Anna"), QStringLiteral("Bea"), QStringLiteral("Cleo")});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    QTRY_VERIFY(drafts.stage.isShown("draftFact2"));
    drafts.stage.press(Qt::Key_F);
    drafts.stage.press(Qt::Key_F);
    QTRY_COMPARE(clippedTexts(drafts.page).join(u'\n'), QString());
    drafts.stage.takePictures(QStringLiteral("draft-facts"));
    drafts.stage.press(Qt::Key_V);
    drafts.stage.takePictures(QStringLiteral("draft-as-sent"));
}

QTEST_MAIN(DraftFactsTest)
#include "DraftFactsTest.moc"
