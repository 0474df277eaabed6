#include "lead/LeadEventStore.h"
#include "lead/LeadStore.h"
#include "reply/ForwardSheet.h"
#include "support/Patience.h"
#include "ui/reply/InboxStage.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTest>
#include <QUrlQuery>

#include <algorithm>

using namespace AlwaysLeads;

/// What a person does about a reply: a meeting, a call, passing it on, and taking back what was done.
class NextStepsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aMeetingIsNotedByKeyboard();
    void aCallIsNotedWithWhatWasSaid();
    void aForwardedReplyIsTextForTheMailProgram();
    void aLongReplyIsCutInTheLink();
    void anApprovalIsTakenBack();
    void saysHowTheScoreChanged();
    void neverWriteAgainAsksOnce();
    void aMachineGetsNoMeeting();
};

namespace {

int events(InboxStage &inbox, int person, LeadEventKind kind)
{
    const QList<LeadEvent> all = must(inbox.world.files.read(
        [&](Connection &c) { return LeadEventStore().of(c, inbox.world.leads.at(person), 100); }));
    return int(std::ranges::count(all, kind, &LeadEvent::kind));
}

QStringList effects(InboxStage &inbox, int person)
{
    QStringList texts;
    for (const ReplyEffect &effect : inbox.shownReply(person).effects) {
        texts << effect.text;
    }
    return texts;
}

} // namespace

void NextStepsTest::aMeetingIsNotedByKeyboard()
{
    InboxStage inbox(1);
    inbox.receive(0, QStringLiteral("Send me two dates next week."));
    inbox.open();
    QTRY_VERIFY(inbox.stage.isShown("nextMeeting"));
    const QDate day = QDateTime::currentDateTime().date().addDays(2);
    inbox.stage.press(Qt::Key_M);
    QTRY_VERIFY(inbox.stage.isShown("nextStepSheet"));
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("meetingDay"));
    QCOMPARE(namelessControls(inbox.page).join(QLatin1Char('\n')), QString());
    QCOMPARE(clippedTexts(inbox.page).join(QLatin1Char('\n')), QString());
    inbox.stage.takePictures(QStringLiteral("inbox-meeting"));
    inbox.stage.press(Qt::Key_Down); // the day after tomorrow
    inbox.stage.press(Qt::Key_Tab);
    inbox.stage.press(Qt::Key_Tab);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("at their office"));
    inbox.stage.press(Qt::Key_Return);
    QTRY_COMPARE(events(inbox, 0, LeadEventKind::Meeting), 1);
    const QString when = QLocale().toString(day, QStringLiteral("ddd d MMM"));
    QTRY_VERIFY(effects(inbox, 0).contains(QStringLiteral("Meeting: %1, 10:00, at their office").arg(when)));
    QTRY_VERIFY(!shownTexts(inbox.page).filter(QStringLiteral("Meeting: ")).isEmpty());
    inbox.stage.takePictures(QStringLiteral("inbox-meeting-noted"));
    QTRY_COMPARE(inbox.stage.shell.undoables.size(), size_t(1));
    inbox.stage.shell.undoLast();
    QCOMPARE(events(inbox, 0, LeadEventKind::Meeting), 0);
    QVERIFY(effects(inbox, 0).filter(QStringLiteral("Meeting")).isEmpty());
    QCOMPARE(inbox.stage.shell.problems, QStringList());
}

void NextStepsTest::aCallIsNotedWithWhatWasSaid()
{
    InboxStage inbox(1);
    must(inbox.world.files.write(
        [](Connection &c) { return c.script(QStringLiteral("UPDATE lead SET phone = '+45 33 12 00 00'")); }));
    inbox.receive(0, QStringLiteral("Call me on Thursday."));
    inbox.open();
    QTRY_VERIFY(inbox.stage.isShown("nextCall"));
    inbox.stage.press(Qt::Key_P);
    QTRY_VERIFY(inbox.stage.isShown("callNumber"));
    QCOMPARE(inbox.stage.find<QLabel>("callNumber")->text(), QStringLiteral("+45 33 12 00 00"));
    inbox.stage.takePictures(QStringLiteral("inbox-call"));
    inbox.stage.click("callCopy");
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("+45 33 12 00 00"));
    inbox.stage.find<QWidget>("nextStepWords")->setFocus();
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("wants a price"));
    inbox.stage.press(Qt::Key_Return);
    QTRY_COMPARE(events(inbox, 0, LeadEventKind::Called), 1);
    QTRY_VERIFY(effects(inbox, 0).contains(QStringLiteral("You called: wants a price")));
}

void NextStepsTest::aForwardedReplyIsTextForTheMailProgram()
{
    InboxStage inbox(1);
    inbox.receive(0, QStringLiteral("This is for Maja + Lind & co?\r\n100% yes."));
    inbox.open();
    QUrl opened;
    inbox.page->setOpenLink([&opened](const QUrl &link) {
        opened = link;
        return true;
    });
    QTRY_VERIFY(inbox.stage.isShown("nextForward"));
    inbox.stage.press(Qt::Key_F);
    QTRY_VERIFY(inbox.stage.isShown("forwardOpen"));
    inbox.stage.takePictures(QStringLiteral("inbox-forward"));
    QCOMPARE(clippedTexts(inbox.page).join(QLatin1Char('\n')), QString());
    inbox.stage.press(Qt::Key_Return);
    QTRY_VERIFY(!inbox.stage.isShown("forwardSheet"));
    QCOMPARE(opened.scheme(), QStringLiteral("mailto"));
    QCOMPARE(opened.path(), QString()); // the person chooses to whom
    const QUrlQuery query(opened);
    const QString body = query.queryItemValue(QStringLiteral("body"), QUrl::FullyDecoded);
    QVERIFY2(body.contains(QStringLiteral("This is for Maja + Lind & co?\r\n100% yes.")), qPrintable(body));
    QVERIFY(query.queryItemValue(QStringLiteral("subject"), QUrl::FullyDecoded).startsWith(QStringLiteral("Fwd: ")));

    inbox.page->setOpenLink([](const QUrl &) { return false; });
    inbox.stage.press(Qt::Key_F);
    QTRY_VERIFY(inbox.stage.isShown("forwardOpen"));
    inbox.stage.click("forwardOpen");
    QTRY_VERIFY(!inbox.stage.shell.toasts.filter(QStringLiteral("No mail program")).isEmpty());
    inbox.stage.click("forwardCopy");
    QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("100% yes.")));
}

void NextStepsTest::aLongReplyIsCutInTheLink()
{
    const QUrl link = ForwardSheet::linkOf(QStringLiteral("Fwd: a"), QString(50'000, QLatin1Char('x')));
    QVERIFY(link.toEncoded().size() < 2000);
    QVERIFY(QUrlQuery(link)
                .queryItemValue(QStringLiteral("body"), QUrl::FullyDecoded)
                .endsWith(QStringLiteral("copy it in AlwaysLeads.)")));
    const QUrl sly =
        ForwardSheet::linkOf(QStringLiteral("a&to=evil@evil.example"), QStringLiteral("b&cc=x@evil.example"));
    QCOMPARE(QUrlQuery(sly).queryItems().size(), 2); // what a stranger wrote adds no recipient
}

void NextStepsTest::anApprovalIsTakenBack()
{
    InboxStage inbox(1);
    inbox.receive(0, QStringLiteral("Good timing. Send me two dates next week."));
    inbox.open();
    QTRY_VERIFY(inbox.stage.isShown("answerWrite"));
    inbox.stage.press(Qt::Key_R);
    QTRY_VERIFY(inbox.stage.isShown("answerConfirm")); // it offers days
    QTRY_VERIFY(inbox.stage.isShown("answerDiscard")); // and Claude has ended
    inbox.stage.press(Qt::Key_C);
    QTRY_VERIFY(inbox.stage.find<QAbstractButton>("answerApprove")->isEnabled());
    const DraftId draft = *inbox.shownReply(0).answer;
    inbox.stage.press(Qt::Key_A);
    QTRY_COMPARE(inbox.world.draft(draft).state, DraftState::Queued);
    QTRY_VERIFY(inbox.shownReply(0).reply.doneAt.isValid());
    QTRY_COMPARE(inbox.stage.shell.undoables.size(), size_t(1));
    inbox.stage.shell.undoLast();
    QCOMPARE(inbox.world.draft(draft).state, DraftState::Ready);
    QCOMPARE(inbox.world.files.number(QStringLiteral("SELECT count(*) FROM send WHERE state = 'waiting'")), 0);
    QVERIFY(!inbox.shownReply(0).reply.doneAt.isValid());
    QTRY_VERIFY(inbox.stage.isShown("answerApprove"));
    QCOMPARE(inbox.stage.shell.problems, QStringList());
}

void NextStepsTest::saysHowTheScoreChanged()
{
    InboxStage inbox(2);
    must(inbox.world.files.write([](Connection &c) { return c.script(QStringLiteral("UPDATE lead SET score = 84")); }));
    inbox.receive(0, QStringLiteral("Send me two dates next week."));
    QVERIFY(effects(inbox, 0).filter(QStringLiteral("Score")).isEmpty()); // it is the same
    must(inbox.world.files.write([](Connection &c) { return c.script(QStringLiteral("UPDATE lead SET score = 92")); }));
    QVERIFY(effects(inbox, 0).contains(QStringLiteral("Score rose from 84 to 92")));
    inbox.open();
    QTRY_VERIFY(!shownTexts(inbox.page).filter(QStringLiteral("Score rose from 84 to 92")).isEmpty());
    inbox.stage.takePictures(QStringLiteral("inbox-score"));
    must(inbox.world.files.write([](Connection &c) { return c.script(QStringLiteral("UPDATE lead SET score = 70")); }));
    QVERIFY(effects(inbox, 0).contains(QStringLiteral("Score fell from 84 to 70")));
}

void NextStepsTest::neverWriteAgainAsksOnce()
{
    InboxStage inbox(1);
    inbox.receive(0, QStringLiteral("Hm."));
    inbox.open();
    QTRY_VERIFY(inbox.stage.isShown("nextNever"));
    inbox.stage.click("nextNever");
    QTRY_VERIFY(inbox.stage.isShown("optOutYes"));
    QVERIFY(!inbox.world.isSuppressed(0));
    QVERIFY(!inbox.stage.isShown("nextNever"));
}

void NextStepsTest::aMachineGetsNoMeeting()
{
    InboxStage inbox(1);
    inbox.receive(0, QStringLiteral("I am out of the office until 7 January 2099."),
                  "Auto-Submitted: auto-replied\r\n");
    inbox.open();
    QTRY_VERIFY(inbox.stage.isShown("nextForward"));
    QVERIFY(!inbox.stage.isShown("nextMeeting"));
}

QTEST_MAIN(NextStepsTest)
#include "NextStepsTest.moc"
