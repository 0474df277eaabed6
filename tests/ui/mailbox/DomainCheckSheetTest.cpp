#include "ChecksStage.h"
#include "support/Patience.h"

#include <QApplication>
#include <QClipboard>

using namespace AlwaysLeads;

/// What the DNS says about the sender's domain, as a person sees it.
class DomainCheckSheetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsEachCheckWithItsVerdict();
    void copiesWhatIsToBePasted();
    void looksAgain();
    void saysWhatCouldNotBeChecked();
    void usesTheSelectorOfATestMail();
    void canBeClosedWhileItLooks();
    void fitsTheSmallestWindow();

private:
    static void good(FakeDns &dns)
    {
        dns.addMx(QStringLiteral("harbourline.example"), 10, QStringLiteral("mx.harbourline.example"));
        dns.addText(QStringLiteral("harbourline.example"), "v=spf1 mx ~all");
        dns.addText(QStringLiteral("_dmarc.harbourline.example"),
                    "v=DMARC1; p=quarantine; rua=mailto:d@harbourline.example");
        dns.addAddress(QStringLiteral("mx.harbourline.example"));
    }
    static void openSheet(ChecksStage &stage, QSize size = QSize(1216, 862))
    {
        stage.addClara();
        stage.open(size);
        QTRY_VERIFY(stage.stage.isShown("checkDomain-1"));
        stage.stage.click("checkDomain-1");
        QTRY_VERIFY(stage.stage.isShown("domainCheckSheet"));
    }
    static bool isDone(const ChecksStage &stage)
    {
        return stage.says("domainCheckSheet", QStringLiteral("Checked at"));
    }
};

void DomainCheckSheetTest::showsEachCheckWithItsVerdict()
{
    ChecksStage stage;
    good(stage.dns);
    openSheet(stage);
    QTRY_VERIFY(isDone(stage));
    QVERIFY(stage.says("dnsFindingMX", QStringLiteral("In order")));
    QVERIFY(stage.says("dnsFindingMX", QStringLiteral("Answers arrive at mx.harbourline.example.")));
    QVERIFY(stage.says("dnsFindingSPF", QStringLiteral("In order")));
    QVERIFY(stage.stage.isShown("dnsFindingDKIM"));
    QVERIFY(stage.says("domainCheckSheet", QStringLiteral("All that could be checked is in order."))); // no key known
    QVERIFY(stage.stage.isShown("dnsFindingDMARC"));
    QVERIFY(!stage.stage.isShown("copyDnsValueSPF"));
    QCOMPARE(namelessControls(stage.stage.find("domainCheckSheet")).join(QLatin1Char('\n')), QString());
    QTRY_COMPARE(clippedTexts(stage.stage.find("domainCheckSheet")).join(QLatin1Char('\n')), QString());
    stage.stage.takePictures(QStringLiteral("domain-check"));
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("domainCheckClose"));
    stage.stage.press(Qt::Key_Return);
    QTRY_VERIFY(!stage.stage.isShown("domainCheckSheet"));
}

void DomainCheckSheetTest::copiesWhatIsToBePasted()
{
    ChecksStage stage;
    stage.dns.addMx(QStringLiteral("harbourline.example"), 10, QStringLiteral("mx.harbourline.example"));
    openSheet(stage);
    QTRY_VERIFY(stage.stage.isShown("copyDnsValueSPF"));
    QVERIFY(stage.says("dnsFindingSPF", QStringLiteral("To be mended")));
    stage.stage.takePictures(QStringLiteral("domain-check-to-mend"));
    stage.stage.click("copyDnsValueSPF");
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("v=spf1 mx ~all"));
    QVERIFY(!stage.stage.shell.toasts.isEmpty());
    stage.stage.click("copyDnsNameDMARC");
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("_dmarc.harbourline.example"));
    stage.stage.click("copyDnsValueDMARC");
    QVERIFY(QApplication::clipboard()->text().startsWith(QStringLiteral("v=DMARC1;")));
    QVERIFY(!QApplication::clipboard()->text().contains(QChar(0x200B))); // as it is entered, not as it is broken
}

void DomainCheckSheetTest::looksAgain()
{
    ChecksStage stage;
    openSheet(stage);
    QTRY_VERIFY(isDone(stage));
    QVERIFY(stage.says("dnsFindingMX", QStringLiteral("To be mended")));
    good(stage.dns);
    stage.stage.click("domainCheckAgain");
    QTRY_VERIFY(stage.says("dnsFindingMX", QStringLiteral("In order")));
}

void DomainCheckSheetTest::saysWhatCouldNotBeChecked()
{
    ChecksStage stage;
    stage.dns.down = true;
    openSheet(stage);
    QTRY_VERIFY(isDone(stage));
    QVERIFY(stage.says("dnsFindingSPF", QStringLiteral("Not checked")));
    QVERIFY(stage.says("domainCheckSheet", QStringLiteral("Try again when you are online.")));
    stage.stage.takePictures(QStringLiteral("domain-check-offline"));
    QVERIFY(stage.stage.find("domainCheckAgain")->isEnabled()); // to be tried again
}

void DomainCheckSheetTest::usesTheSelectorOfATestMail()
{
    ChecksStage stage;
    good(stage.dns);
    const MailboxId id = stage.addClara();
    stage.transport.deliver = [&stage](const QByteArray &mime) {
        stage.deliver("DKIM-Signature: v=1; a=rsa-sha256; d=harbourline.example; s=odd-2026; b=x\r\n" + mime);
    };
    QVERIFY(QCoro::waitFor(stage.probe->send(id, {}, {})));
    stage.open();
    QTRY_VERIFY(stage.stage.isShown("checkDomain-1"));
    stage.stage.click("checkDomain-1");
    QTRY_VERIFY(isDone(stage));
    QVERIFY(!stage.dns.asked.filter(QStringLiteral("odd-2026._domainkey.harbourline.example")).isEmpty());
}

void DomainCheckSheetTest::canBeClosedWhileItLooks()
{
    ChecksStage stage;
    openSheet(stage);
    stage.stage.press(Qt::Key_Escape);
    QTRY_VERIFY(!stage.stage.isShown("domainCheckSheet"));
    stage.stage.click("checkDomain-1"); // and again
    QTRY_VERIFY(isDone(stage));
}

void DomainCheckSheetTest::fitsTheSmallestWindow()
{
    ChecksStage stage;
    stage.stage.appearance.setTextFactor(1.5);
    openSheet(stage, QSize(1024, 680));
    QTRY_VERIFY(isDone(stage));
    QTRY_COMPARE(clippedTexts(stage.stage.find("domainCheckSheet")).join(QLatin1Char('\n')), QString());
    stage.stage.takePictures(QStringLiteral("domain-check-150"));
    stage.stage.appearance.setTextFactor(1.0);
}

QTEST_MAIN(DomainCheckSheetTest)
#include "DomainCheckSheetTest.moc"
