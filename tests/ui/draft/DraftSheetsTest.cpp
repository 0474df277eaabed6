#include "DraftStage.h"
#include "draft/AlikeSheet.h"
#include "draft/AutomaticSheet.h"
#include "draft/WritingSheet.h"
#include "support/Patience.h"
#include "widgets/Button.h"

#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>

using namespace AlwaysLeads;

namespace {

const QSize large(1440, 900);
const QSize small(1024, 680);

void addSizes()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("1440x900") << large;
    QTest::newRow("1024x680") << small;
}

QString picture(const char *sheet, QSize size)
{
    return QStringLiteral("%1-%2").arg(QString::fromLatin1(sheet)).arg(size.width());
}

WritingRule rule(qint64 id, const QString &text, const QString &example, WritingRule::State state)
{
    WritingRule made;
    made.id = id;
    made.text = text;
    made.example = example;
    made.seen = 3;
    made.state = state;
    return made;
}

} // namespace

/// The sheets over the drafts: what they say, what they ask for, and how they look.
class DraftSheetsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void alikeDraftsAreApprovedOnlyOnceEachWasSeen_data() { addSizes(); }
    void alikeDraftsAreApprovedOnlyOnceEachWasSeen();
    void formattedDraftsAlikeAreReadAsTheyLeave();
    void thoseApprovedTogetherComeBackTogether();
    void alikeDraftsAreShownAsTheyAreNow();
    void writingKeepsWhatWasTypedAndDecidesRules_data() { addSizes(); }
    void writingKeepsWhatWasTypedAndDecidesRules();
    void automaticWantsTheNameTyped_data() { addSizes(); }
    void automaticWantsTheNameTyped();
};

void DraftSheetsTest::alikeDraftsAreApprovedOnlyOnceEachWasSeen()
{
    QFETCH(QSize, size);
    DraftStage drafts;
    drafts.world.setText(
        QStringLiteral("One load plan for {company}"),
        QStringLiteral("Hi {first name},\n\nin {city} the evening slots fill first, and a late truck moves every load "
                       "behind it.\n\nHarbourline keeps one load plan that all terminals see. When a slot slips, the "
                       "affected loads move on their own and the drivers hear of it.\n\nWould 20 minutes on your own "
                       "Thursday plan be useful?\n\nBest regards,\nClara"));
    drafts.addPeople({QStringLiteral("Anna"), QStringLiteral("Bea"), QStringLiteral("Cleo")});
    drafts.open(size);
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    const QList<DraftPage> pages = must(drafts.world.review.alike(drafts.world.draftOf(drafts.people.first()).id));
    QCOMPARE(pages.size(), 3);
    auto *sheet = new AlikeSheet(pages, &drafts.stage.window);
    QSignalSpy approved(sheet, &AlikeSheet::approved);
    sheet->open();
    QTRY_VERIFY(drafts.stage.isShown("alikeText"));
    QVERIFY(!drafts.stage.find<Button>("alikeApprove")->isEnabled()); // one of three
    drafts.stage.press(Qt::Key_J);
    auto *text = drafts.stage.find<MailView>("alikeText");
    QTRY_VERIFY(text->plainText().contains(QStringLiteral("Hi Bea")));
    drafts.stage.takePictures(picture("alike", size));
    QCOMPARE(namelessControls(sheet), QStringList());
    QCOMPARE(clippedTexts(sheet), QStringList());
    for (int at = 0; at < 3; ++at) {
        text->verticalScrollBar()->setValue(text->verticalScrollBar()->maximum());
        drafts.stage.press(Qt::Key_J);
    }
    QTRY_VERIFY(drafts.stage.find<Button>("alikeApprove")->isEnabled());
    QVERIFY(drafts.stage.find<QLabel>("alikeCount")->text().contains(QStringLiteral("All were shown")));
    drafts.stage.takePictures(picture("alike-read", size));
    drafts.stage.click("alikeApprove");
    QTRY_COMPARE(approved.size(), 1);
    const auto seen = approved.first().first().value<QList<std::pair<DraftId, QByteArray>>>();
    QCOMPARE(seen.size(), 3);
    QCOMPARE(seen.first().second, pages.first().shownHash);
}

void DraftSheetsTest::formattedDraftsAlikeAreReadAsTheyLeave()
{
    DraftStage drafts;
    drafts.world.setText(
        QStringLiteral("One load plan"),
        QStringLiteral("**Hi** {first name},\n\nHarbourline keeps one load plan that all terminals see, *always*. When "
                       "a slot slips, the affected loads move on their own.\n\nWould 20 minutes be useful?"));
    must(drafts.world.campaigns.setFormat(drafts.world.campaign, MailFormat::Light));
    SenderProfile profile = drafts.world.profile;
    profile.signature = QStringLiteral("Clara *Jensen*");
    drafts.world.setProfile(profile);
    drafts.addPeople({QStringLiteral("Anna"), QStringLiteral("Bea")});
    drafts.open(small);
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    const QList<DraftPage> pages = must(drafts.world.review.alike(drafts.world.draftOf(drafts.people.first()).id));
    QCOMPARE(pages.size(), 2);
    (new AlikeSheet(pages, &drafts.stage.window))->open();
    QTRY_VERIFY(drafts.stage.isShown("alikeText"));
    const auto *text = drafts.stage.find<MailView>("alikeText");
    const auto look = [text](const QString &words) {
        QTextCursor cursor(text->document());
        cursor.setPosition(int(text->plainText().indexOf(words)) + 1);
        return cursor.charFormat();
    };
    for (const QString &name : {QStringLiteral("Anna"), QStringLiteral("Bea")}) {
        QTRY_VERIFY(text->plainText().startsWith(QStringLiteral("Hi %1,\n\nHarbourline").arg(name)));
        QVERIFY(text->plainText().contains(QStringLiteral("Clara *Jensen*\n"))); // the lines below are words
        QCOMPARE(look(QStringLiteral("Hi")).fontWeight(), int(QFont::DemiBold));
        QVERIFY(look(QStringLiteral("always")).fontItalic());
        QVERIFY(!look(QStringLiteral("Jensen")).fontItalic());
        // What the first one does not say is marked, and nothing else.
        QCOMPARE(look(name).hasProperty(QTextFormat::BackgroundBrush), name == QLatin1String("Bea"));
        QVERIFY(!look(QStringLiteral("Harbourline")).hasProperty(QTextFormat::BackgroundBrush));
        drafts.stage.takePictures(QStringLiteral("alike-formatted-%1").arg(name));
        drafts.stage.press(Qt::Key_J);
    }
}

void DraftSheetsTest::thoseApprovedTogetherComeBackTogether()
{
    DraftStage drafts;
    drafts.world.setText(
        QStringLiteral("One load plan"),
        QStringLiteral("Hi {first name},\n\nHarbourline keeps one load plan that all terminals see. When a slot slips, "
                       "the affected loads move on their own.\n\nWould 20 minutes be useful?"));
    drafts.addPeople({QStringLiteral("Anna"), QStringLiteral("Bea"), QStringLiteral("Cleo")});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    QTRY_VERIFY(drafts.stage.isShown("draftAlike"));
    drafts.stage.press(Qt::Key_G);
    QTRY_VERIFY(drafts.stage.isShown("alikeText"));
    auto *text = drafts.stage.find<MailView>("alikeText");
    for (int at = 0; at < 3; ++at) {
        text->verticalScrollBar()->setValue(text->verticalScrollBar()->maximum());
        QCoreApplication::processEvents();
        drafts.stage.press(Qt::Key_J);
    }
    QTRY_VERIFY(drafts.stage.find<Button>("alikeApprove")->isEnabled());
    drafts.stage.click("alikeApprove");
    for (int person = 0; person < 3; ++person) {
        QTRY_COMPARE(drafts.stateOf(person), DraftState::Approved);
    }
    QTRY_COMPARE(drafts.stage.shell.undoables.size(), size_t(1));
    QCOMPARE(drafts.stage.shell.lastUndoable(), QStringLiteral("3 approved together."));
    drafts.stage.shell.undoLast();
    QCOMPARE(drafts.stage.shell.problems, QStringList());
    for (int person = 0; person < 3; ++person) {
        QTRY_COMPARE(drafts.stateOf(person), DraftState::Ready);
    }
    QTRY_VERIFY(drafts.rows() >= 3);
}

void DraftSheetsTest::alikeDraftsAreShownAsTheyAreNow()
{
    DraftStage drafts;
    const QString subject = QStringLiteral("One load plan");
    drafts.world.setText(subject, QStringLiteral("Hi {first name},\n\nOne load plan. Would 20 minutes be useful?"));
    drafts.addPeople({QStringLiteral("Anna"), QStringLiteral("Bea")});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    QTRY_VERIFY(drafts.stage.isShown("draftAlike"));
    drafts.world.setText(subject, QStringLiteral("Hi {first name},\n\nOne dispatch plan. Would 20 minutes be useful?"));
    drafts.world.write({}); // anew, with the same draft on the screen
    QTRY_VERIFY(drafts.text().contains(QStringLiteral("One dispatch plan.")));
    drafts.stage.press(Qt::Key_G);
    QTRY_VERIFY(drafts.stage.isShown("alikeText"));
    auto *text = drafts.stage.find<MailView>("alikeText");
    QVERIFY(text->plainText().contains(QStringLiteral("One dispatch plan.")));
    drafts.stage.press(Qt::Key_J);
    QTRY_VERIFY(text->plainText().startsWith(QStringLiteral("Hi Bea")));
    QVERIFY(text->plainText().contains(QStringLiteral("One dispatch plan.")));
}

void DraftSheetsTest::writingKeepsWhatWasTypedAndDecidesRules()
{
    QFETCH(QSize, size);
    DraftStage drafts;
    drafts.addPeople({QStringLiteral("Anna")});
    drafts.open(size);
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    for (int pass = 0; pass < 5; ++pass) { // never seen squeezed into the window's height
        QCOMPARE(clippedTexts(drafts.stage.find("draftInspector")).join(u' '), QString());
        QCoreApplication::processEvents();
    }
    QTRY_COMPARE(clippedTexts(drafts.page).join(u' '), QString());
    WritingProfile profile;
    profile.tone = QStringLiteral("Plain and friendly");
    profile.proofs = {
        QStringLiteral("Ravnsborg Spedition, 60 trucks, cut re-planning from two hours to 20 minutes a day."),
        QStringLiteral("Kessler Logistik plans 400 loads a week with us.")};
    profile.neverSay = {QStringLiteral("game changer"), QStringLiteral("synergy")};
    auto *sheet =
        new WritingSheet(profile,
                         {rule(4, QStringLiteral("Write “a short call” instead of “a quick demo”."),
                               QStringLiteral("Would a quick demo be useful? → Would a short call be useful?"),
                               WritingRule::State::Proposed)},
                         {rule(2, QStringLiteral("Leave out “I hope this finds you well”."),
                               QStringLiteral("I hope this finds you well."), WritingRule::State::Kept)},
                         &drafts.stage.window);
    QSignalSpy saved(sheet, &WritingSheet::saved);
    QSignalSpy decided(sheet, &WritingSheet::ruleDecided);
    sheet->open();
    QTRY_VERIFY(drafts.stage.isShown("writingTone"));
    drafts.stage.takePictures(picture("writing", size));
    QCOMPARE(namelessControls(sheet), QStringList());
    QCOMPARE(clippedTexts(sheet), QStringList());
    QVERIFY(drafts.stage.window.rect().contains(
        QRect(drafts.stage.visible("writingSave")->mapTo(&drafts.stage.window, QPoint()),
              drafts.stage.visible("writingSave")->size()))); // also in the small window
    drafts.stage.find<QLineEdit>("writingTone")->setFocus();
    drafts.stage.press(Qt::Key_A, Qt::ControlModifier);
    drafts.stage.type(QStringLiteral("Dry"));
    drafts.stage.click("ruleKeep4");
    QCOMPARE(decided.size(), 1);
    QCOMPARE(decided.first().first().toLongLong(), 4);
    QVERIFY(!drafts.stage.visible("ruleKeep4")->isEnabled()); // once is enough
    drafts.stage.click("ruleDelete2");
    QCOMPARE(decided.size(), 2);
    drafts.stage.click("writingSave");
    QTRY_COMPARE(saved.size(), 1);
    const auto kept = saved.first().first().value<WritingProfile>();
    QCOMPARE(kept.tone, QStringLiteral("Dry"));
    QCOMPARE(kept.proofs, profile.proofs);
    QCOMPARE(kept.neverSay, profile.neverSay);
}

void DraftSheetsTest::automaticWantsTheNameTyped()
{
    QFETCH(QSize, size);
    DraftStage drafts;
    drafts.addPeople({QStringLiteral("Anna")});
    drafts.open(size);
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    auto *sheet = new AutomaticSheet(QStringLiteral("Baltic forwarders"), &drafts.stage.window);
    QSignalSpy typed(sheet, &AutomaticSheet::typed);
    sheet->open();
    QTRY_VERIFY(drafts.stage.isShown("automaticName"));
    drafts.stage.takePictures(picture("automatic", size));
    QCOMPARE(namelessControls(sheet), QStringList());
    QCOMPARE(clippedTexts(sheet), QStringList());
    QTRY_COMPARE(QApplication::focusWidget(), drafts.stage.find<QLineEdit>("automaticName"));
    drafts.stage.type(QStringLiteral("Baltic"));
    drafts.stage.click("automaticGo");
    QCOMPARE(typed.size(), 0); // a part of it is not its name
    QTRY_VERIFY(shownTexts(sheet).join(u' ').contains(QStringLiteral("This is not its name")));
    drafts.stage.takePictures(picture("automatic-wrong", size));
    drafts.stage.type(QStringLiteral(" forwarders"));
    drafts.stage.click("automaticGo");
    QTRY_COMPARE(typed.size(), 1);
    QCOMPARE(typed.first().first().toString(), QStringLiteral("Baltic forwarders"));
}

QTEST_MAIN(DraftSheetsTest)
#include "DraftSheetsTest.moc"
