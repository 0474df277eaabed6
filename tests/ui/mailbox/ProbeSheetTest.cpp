#include "ChecksStage.h"
#include "support/Patience.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>

using namespace AlwaysLeads;

/// The test mail to oneself, as a person sees it.
class ProbeSheetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsNothingBeforeItIsAsked();
    void tellsWhatBecameOfTheMail();
    void tellsWhatWasLost();
    void isOfferedAfterAMailboxWasAdded();
    void saysWhyItWasNotSent();
    void looksAgainForWhatIsLate();
    void saysWhatOneThatOnlySendsCannotSee();
    void canBeStopped();
    void aSecondClickSendsNoSecondMail();
    void fitsTheSmallestWindow();

private:
    static void openSheet(ChecksStage &stage, QSize size = QSize(1216, 862))
    {
        stage.addClara();
        stage.open(size);
        QTRY_VERIFY(stage.stage.isShown("testMailbox-1"));
        stage.stage.click("testMailbox-1");
        QTRY_VERIFY(stage.stage.isShown("probeSheet"));
    }
};

void ProbeSheetTest::sendsNothingBeforeItIsAsked()
{
    ChecksStage stage;
    openSheet(stage);
    QVERIFY(stage.says("probeSheet", QStringLiteral("One mail goes from clara@harbourline.example to itself")));
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("probeSend"));
    QCOMPARE(namelessControls(stage.stage.find("probeSheet")).join(QLatin1Char('\n')), QString());
    stage.stage.takePictures(QStringLiteral("probe-offer"));
    stage.stage.click("probeCancel");
    QTRY_VERIFY(!stage.stage.isShown("probeSheet"));
    QCOMPARE(stage.transport.taken, 0);
}

void ProbeSheetTest::tellsWhatBecameOfTheMail()
{
    ChecksStage stage;
    stage.transport.deliver = [&stage](const QByteArray &mime) {
        stage.deliver("Authentication-Results: mx.harbourline.example; spf=pass; dkim=pass; dmarc=pass\r\n" + mime);
    };
    openSheet(stage);
    stage.stage.click("probeSend");
    QTRY_VERIFY(stage.says("probeSheet", QStringLiteral("It arrived")));
    QCOMPARE(stage.transport.taken, 1);
    QVERIFY(stage.says("probeSheet", QStringLiteral("Its id was kept")));
    QVERIFY(stage.says("probeSheet", QStringLiteral("The opt-out header was kept")));
    QVERIFY(stage.says("probeSheet", QStringLiteral("DKIM holds")));
    QVERIFY(!stage.stage.isShown("probeDomain")); // nothing to mend
    QTRY_COMPARE(clippedTexts(stage.stage.find("probeSheet")).join(QLatin1Char('\n')), QString());
    stage.stage.takePictures(QStringLiteral("probe-all-well"));
    stage.stage.press(Qt::Key_Escape);
    QTRY_VERIFY(!stage.stage.isShown("probeSheet"));
    QTRY_VERIFY(!shownTexts(stage.section).filter(QStringLiteral("nothing was lost on the way")).isEmpty());
    stage.stage.takePictures(QStringLiteral("settings-mailbox-tested"));
    // Opened again it tells what is known, and sends nothing.
    stage.stage.click("testMailbox-1");
    QTRY_VERIFY(stage.says("probeSheet", QStringLiteral("It arrived")));
    QCOMPARE(stage.transport.taken, 1);
}

void ProbeSheetTest::tellsWhatWasLost()
{
    ChecksStage stage;
    stage.dns.addMx(QStringLiteral("harbourline.example"), 10, QStringLiteral("mx.harbourline.example"));
    stage.transport.deliver = [&stage](QByteArray mime) {
        mime.replace("List-Unsubscribe:", "X-Removed:");
        mime.replace("Message-ID: <", "Message-ID: <AM9PR0.");
        stage.deliver("Authentication-Results: mx; spf=softfail; dkim=none; dmarc=fail\r\n" + mime,
                      QStringLiteral("Junk"));
    };
    openSheet(stage);
    stage.stage.click("probeSend");
    QTRY_VERIFY(stage.says("probeSheet", QStringLiteral("It arrived among the unwanted mails")));
    QVERIFY(stage.says("probeSheet", QStringLiteral("The service gave it another id")));
    QVERIFY(stage.says("probeSheet", QStringLiteral("The opt-out header was removed on the way")));
    QVERIFY(stage.says("probeSheet", QStringLiteral("DMARC does not hold")));
    QTRY_COMPARE(clippedTexts(stage.stage.find("probeSheet")).join(QLatin1Char('\n')), QString());
    stage.stage.takePictures(QStringLiteral("probe-lost"));
    stage.stage.click("probeDomain");
    QTRY_VERIFY(stage.stage.isShown("domainCheckSheet"));
    QVERIFY(!stage.stage.isShown("probeSheet"));
    QTRY_VERIFY(stage.stage.isShown("copyDnsValueSPF"));
}

void ProbeSheetTest::isOfferedAfterAMailboxWasAdded()
{
    ChecksStage stage;
    stage.open();
    stage.stage.click("addMailbox");
    QTRY_VERIFY(stage.stage.isShown("mailboxForm"));
    stage.put("mailboxAddressEdit", QStringLiteral("clara@harbourline.example"));
    stage.put("mailboxPasswordEdit", QStringLiteral("right"));
    stage.put("mailboxUserEdit", QStringLiteral("clara@harbourline.example"));
    stage.put("mailboxHostEdit", QStringLiteral("localhost"));
    stage.put("mailboxImapHostEdit", QStringLiteral("127.0.0.1"));
    stage.put("mailboxImapPortEdit", QString::number(stage.imap->port()));
    auto *security = stage.stage.find<QComboBox>("mailboxImapSecurity");
    security->setCurrentIndex(security->findData(int(ImapAccount::Security::LoopbackPlain)));
    stage.stage.click("mailboxKeep");
    QTRY_VERIFY(stage.stage.isShown("probeSheet"));
    QVERIFY(stage.says("probeSheet", QStringLiteral("The mailbox is ready.")));
    QCOMPARE(stage.transport.taken, 0); // offered, not sprung
    stage.stage.click("probeSend");
    QTRY_VERIFY(stage.says("probeSheet", QStringLiteral("It arrived")));
    QCOMPARE(stage.transport.taken, 1);
}

void ProbeSheetTest::saysWhyItWasNotSent()
{
    ChecksStage stage;
    stage.transport.deliver = {};
    stage.transport.verdict = HandOverOutcome::Verdict::RefusedForGood;
    stage.transport.message = QStringLiteral("The server does not let you send from this <b>address</b>.");
    openSheet(stage);
    stage.stage.click("probeSend");
    QTRY_VERIFY(stage.says("probeSheet", QStringLiteral("It was not sent")));
    QVERIFY(stage.says("probeSheet", stage.transport.message));
    stage.stage.takePictures(QStringLiteral("probe-refused"));
    // The mailbox cannot be opened: nothing is sent at all.
    Mailbox mailbox = stage.kept().first();
    QVERIFY(QCoro::waitFor(stage.mailboxes.change(mailbox, QStringLiteral("wrong"))));
    stage.stage.click("probeSend");
    QTRY_VERIFY(stage.stage.isShown("probeProblem"));
    QCOMPARE(stage.transport.taken, 1);
    QVERIFY(stage.stage.isShown("probeSend"));
    stage.stage.takePictures(QStringLiteral("probe-problem"));
}

void ProbeSheetTest::looksAgainForWhatIsLate()
{
    ChecksStage stage(std::chrono::milliseconds(200));
    QByteArray late;
    stage.transport.deliver = [&late](const QByteArray &mime) { late = mime; };
    openSheet(stage);
    stage.stage.click("probeSend");
    QTRY_VERIFY(stage.says("probeSheet", QStringLiteral("has not arrived yet")));
    QTRY_VERIFY(QApplication::focusWidget() != nullptr);
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("probeLook"));
    stage.stage.takePictures(QStringLiteral("probe-late"));
    stage.deliver(late);
    stage.stage.click("probeLook");
    QTRY_VERIFY(stage.says("probeSheet", QStringLiteral("It arrived")));
    QCOMPARE(stage.transport.taken, 1);
    QVERIFY(!stage.stage.isShown("probeLook"));
}

void ProbeSheetTest::saysWhatOneThatOnlySendsCannotSee()
{
    ChecksStage stage;
    stage.transport.deliver = {};
    stage.addClara();
    QVERIFY(stage.database.write([](Connection &c) -> Result<> {
        Result<QList<Mailbox>> all = MailboxStore().list(c);
        if (!all) {
            return failureOf(std::move(all));
        }
        Mailbox clara = all->first();
        clara.sendOnly = true;
        return MailboxStore().change(c, clara);
    }));
    stage.open();
    QTRY_VERIFY(stage.stage.isShown("testMailbox-1"));
    stage.stage.click("testMailbox-1");
    QTRY_VERIFY(stage.stage.isShown("probeSheet"));
    QVERIFY(stage.says("probeSheet", QStringLiteral("the mail is not looked for")));
    stage.stage.click("probeSend");
    QTRY_VERIFY_WITH_TIMEOUT(stage.says("probeSheet", QStringLiteral("nobody looked whether it arrived")),
                             testPatience);
    QVERIFY(!stage.stage.isShown("probeLook"));
    QCOMPARE(stage.transport.taken, 1);
    QTRY_COMPARE(clippedTexts(stage.stage.find("probeSheet")).join(QLatin1Char('\n')), QString());
    stage.stage.takePictures(QStringLiteral("probe-send-only"));
    stage.stage.press(Qt::Key_Escape);
    QTRY_VERIFY(!stage.stage.isShown("probeSheet"));
    QTRY_VERIFY(!shownTexts(stage.section).filter(QStringLiteral("nobody looked whether it arrived")).isEmpty());
}

void ProbeSheetTest::canBeStopped()
{
    ChecksStage stage;
    stage.transport.deliver = {}; // it never comes
    openSheet(stage);
    stage.stage.click("probeSend");
    QTRY_VERIFY(stage.says("probeSheet", QStringLiteral("Waiting for it to arrive")));
    QTRY_COMPARE(stage.transport.taken, 1);
    stage.stage.takePictures(QStringLiteral("probe-waiting"));
    stage.stage.click("probeCancel");
    QTRY_VERIFY(stage.stage.isShown("probeProblem"));
    QTRY_VERIFY(stage.stage.isShown("probeLook")); // what left is looked for
    stage.stage.press(Qt::Key_Escape);
    QTRY_VERIFY(!stage.stage.isShown("probeSheet"));
    QCOMPARE(stage.transport.taken, 1);
}

void ProbeSheetTest::aSecondClickSendsNoSecondMail()
{
    ChecksStage stage;
    openSheet(stage);
    auto *button = stage.stage.find<QAbstractButton>("probeSend");
    button->click();
    button->click();
    button->click();
    QTRY_VERIFY(stage.says("probeSheet", QStringLiteral("It arrived")));
    QCOMPARE(stage.transport.taken, 1);
}

void ProbeSheetTest::fitsTheSmallestWindow()
{
    ChecksStage stage;
    stage.stage.appearance.setTextFactor(1.5);
    openSheet(stage, QSize(1024, 680));
    QTRY_COMPARE(clippedTexts(stage.stage.find("probeSheet")).join(QLatin1Char('\n')), QString());
    stage.stage.click("probeSend");
    QTRY_VERIFY(stage.says("probeSheet", QStringLiteral("It arrived")));
    QTRY_COMPARE(clippedTexts(stage.stage.find("probeSheet")).join(QLatin1Char('\n')), QString());
    stage.stage.takePictures(QStringLiteral("probe-150"));
    stage.stage.appearance.setTextFactor(1.0);
}

QTEST_MAIN(ProbeSheetTest)
#include "ProbeSheetTest.moc"
