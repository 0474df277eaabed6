#include "ChecksStage.h"
#include "support/Patience.h"

#include <QAbstractButton>

using namespace AlwaysLeads;

/// From the address alone to the servers, as a person sees it.
class ServerSearchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fillsInWhatIsFound();
    void showsThatItLooksAndCanBeStopped();
    void saysWhenNothingIsFound();
    void leavesAloneWhatWasTyped();
    void saysWhatIsDoubtful();
    void leadsToTheBrowserForGoogle();
    void looksOnceForADomain();
    void keepingEndsTheSearch();
    void fitsTheSmallestWindow();

private:
    static void openForm(ChecksStage &stage)
    {
        stage.open();
        stage.stage.click("addMailbox");
        QTRY_VERIFY(stage.stage.isShown("mailboxForm"));
    }
    static QByteArray file(const QByteArray &userName = "%EMAILADDRESS%")
    {
        return "<clientConfig version=\"1.1\"><emailProvider id=\"x\"><displayName>Harbour Mail</displayName>"
               "<incomingServer type=\"imap\"><hostname>imap.provider.example</hostname><port>143</port>"
               "<socketType>STARTTLS</socketType><username>"
            + userName
            + "</username></incomingServer><outgoingServer type=\"smtp\"><hostname>out.provider.example</hostname>"
              "<port>587</port><socketType>STARTTLS</socketType><username>%EMAILADDRESS%</username></outgoingServer>"
              "</emailProvider></clientConfig>";
    }
    static void typeAddress(ChecksStage &stage, const QString &address)
    {
        stage.put("mailboxAddressEdit", address);
        stage.stage.press(Qt::Key_Tab);
    }
    static bool ended(const ChecksStage &stage) { return stage.stage.isShown("serverSearchAgain"); }
};

void ServerSearchTest::fillsInWhatIsFound()
{
    ChecksStage stage;
    stage.files.insert(QStringLiteral("/directory/harbourline.example"), file("%EMAILLOCALPART%"));
    stage.servers.there = {QStringLiteral("imap.provider.example:143"), QStringLiteral("out.provider.example:587")};
    openForm(stage);
    typeAddress(stage, QStringLiteral("Clara@Harbourline.example"));
    QTRY_VERIFY(ended(stage));
    QVERIFY(stage.says("serverSearch", QStringLiteral("Found for harbourline.example: Harbour Mail")));
    QVERIFY(stage.says("serverSearch",
                       QStringLiteral("Outgoing: out.provider.example, port 587, STARTTLS. It is from Thunderbird’s")));
    QCOMPARE(stage.value("mailboxHostEdit"), QStringLiteral("out.provider.example"));
    QCOMPARE(stage.value("mailboxPortEdit"), QStringLiteral("587"));
    QCOMPARE(stage.value("mailboxUserEdit"), QStringLiteral("clara@harbourline.example"));
    QCOMPARE(stage.value("mailboxImapHostEdit"), QStringLiteral("imap.provider.example"));
    QCOMPARE(stage.value("mailboxImapPortEdit"), QStringLiteral("143"));
    QCOMPARE(stage.value("mailboxImapUserEdit"), QStringLiteral("clara")); // its own, as the file says
    QCOMPARE(namelessControls(stage.stage.find("mailboxForm")).join(QLatin1Char('\n')), QString());
    QTRY_COMPARE(clippedTexts(stage.stage.find("mailboxForm")).join(QLatin1Char('\n')), QString());
    stage.stage.takePictures(QStringLiteral("server-search-found"));
    // Everything can be changed, and what was changed is kept.
    stage.put("mailboxPortEdit", QStringLiteral("465"));
    stage.put("mailboxPasswordEdit", QStringLiteral("right"));
    stage.stage.click("mailboxKeep");
    QTRY_VERIFY(!stage.stage.isShown("mailboxForm"));
    const Mailbox kept = stage.kept().first();
    QCOMPARE(kept.host, QStringLiteral("out.provider.example"));
    QCOMPARE(kept.port, quint16(465));
    QCOMPARE(kept.security, SmtpAccount::Security::StartTls);
    QCOMPARE(kept.imapHost, QStringLiteral("imap.provider.example"));
    QCOMPARE(kept.imapSecurity, ImapAccount::Security::StartTls);
    QCOMPARE(kept.imapUserName, QStringLiteral("clara"));
    QVERIFY(!kept.imapOwnPassword);
}

void ServerSearchTest::showsThatItLooksAndCanBeStopped()
{
    ChecksStage stage;
    stage.fileTakes = std::chrono::seconds(30);
    openForm(stage);
    typeAddress(stage, QStringLiteral("clara@harbourline.example"));
    QTRY_VERIFY(stage.stage.isShown("serverSearchStop"));
    QVERIFY(stage.says("serverSearch", QStringLiteral("Looking for the servers of harbourline.example…")));
    QVERIFY(stage.says("serverSearch", QStringLiteral("never the address")));
    stage.stage.takePictures(QStringLiteral("server-search-looking"));
    stage.stage.click("serverSearchStop");
    QVERIFY(!stage.stage.isShown("serverSearchStop"));
    QVERIFY(stage.says("serverSearch", QStringLiteral("The search was stopped.")));
    QCOMPARE(stage.value("mailboxHostEdit"), QString());
    stage.fileTakes = std::chrono::milliseconds(0);
    stage.files.insert(QStringLiteral("/domain/harbourline.example"), file());
    stage.servers.there = {QStringLiteral("imap.provider.example:143"), QStringLiteral("out.provider.example:587")};
    stage.stage.click("serverSearchAgain");
    QTRY_COMPARE(stage.value("mailboxHostEdit"), QStringLiteral("out.provider.example"));
}

void ServerSearchTest::saysWhenNothingIsFound()
{
    ChecksStage stage;
    openForm(stage);
    typeAddress(stage, QStringLiteral("clara@harbourline.example"));
    QTRY_VERIFY(ended(stage));
    QVERIFY(stage.says("serverSearch", QStringLiteral("No servers were found.")));
    QVERIFY(stage.says("serverSearch", QStringLiteral("Enter them yourself")));
    QCOMPARE(stage.value("mailboxHostEdit"), QString());
    QCOMPARE(stage.value("mailboxUserEdit"), QStringLiteral("clara@harbourline.example"));
    stage.stage.takePictures(QStringLiteral("server-search-nothing"));
    QTRY_COMPARE(clippedTexts(stage.stage.find("mailboxForm")).join(QLatin1Char('\n')), QString());
    QVERIFY(stage.stage.find("mailboxHostEdit")->isEnabled());
}

void ServerSearchTest::leavesAloneWhatWasTyped()
{
    ChecksStage stage;
    stage.files.insert(QStringLiteral("/domain/harbourline.example"), file());
    stage.servers.there = {QStringLiteral("imap.provider.example:143"), QStringLiteral("out.provider.example:587")};
    openForm(stage);
    stage.put("mailboxHostEdit", QStringLiteral("smtp.mine.example"));
    typeAddress(stage, QStringLiteral("clara@harbourline.example"));
    QTRY_VERIFY(ended(stage));
    QCOMPARE(stage.value("mailboxHostEdit"), QStringLiteral("smtp.mine.example"));
    QVERIFY(stage.stage.isShown("serverSearchUse"));
    stage.stage.click("serverSearchUse");
    QCOMPARE(stage.value("mailboxHostEdit"), QStringLiteral("out.provider.example"));
    QVERIFY(!stage.stage.isShown("serverSearchUse"));
}

void ServerSearchTest::saysWhatIsDoubtful()
{
    ChecksStage stage;
    // Only the DNS leads there, out of the domain; and it does not answer.
    stage.dns.addSrv(QStringLiteral("_submissions._tcp.harbourline.example"),
                     {0, 1, 465, QStringLiteral("smtp.elsewhere.example")});
    openForm(stage);
    typeAddress(stage, QStringLiteral("clara@harbourline.example"));
    QTRY_VERIFY(ended(stage));
    QVERIFY(stage.says("serverSearch", QStringLiteral("from the domain’s SRV record")));
    QVERIFY(stage.says("serverSearch", QStringLiteral("only the DNS led there")));
    QVERIFY(stage.says("serverSearch", QStringLiteral("It did not answer just now.")));
    QVERIFY(stage.says("serverSearch", QStringLiteral("Incoming: not found.")));
    stage.stage.takePictures(QStringLiteral("server-search-doubtful"));
    QTRY_COMPARE(clippedTexts(stage.stage.find("mailboxForm")).join(QLatin1Char('\n')), QString());
}

void ServerSearchTest::leadsToTheBrowserForGoogle()
{
    ChecksStage stage;
    stage.dns.addMx(QStringLiteral("harbourline.example"), 1, QStringLiteral("aspmx.l.google.com"));
    openForm(stage);
    typeAddress(stage, QStringLiteral("clara@harbourline.example"));
    QTRY_VERIFY(stage.stage.isShown("serverSearchSignIn"));
    QVERIFY(stage.says("serverSearch", QStringLiteral("This is a mailbox at Google.")));
    stage.stage.takePictures(QStringLiteral("server-search-google"));
    stage.stage.click("serverSearchSignIn");
    QTRY_VERIFY(!stage.says("mailboxForm", QStringLiteral("This is a mailbox at Google."))); // that form has gone
}

void ServerSearchTest::looksOnceForADomain()
{
    ChecksStage stage;
    openForm(stage);
    typeAddress(stage, QStringLiteral("clara@harbourline.example"));
    QTRY_VERIFY(ended(stage));
    const qsizetype asked = stage.dns.asked.size();
    QVERIFY(asked > 0);
    typeAddress(stage, QStringLiteral("clara.jensen@harbourline.example"));
    QCOMPARE(stage.value("mailboxUserEdit"), QStringLiteral("clara.jensen@harbourline.example"));
    QCOMPARE(stage.dns.asked.size(), asked);
    typeAddress(stage, QStringLiteral("clara@other.example"));
    QTRY_VERIFY(stage.dns.asked.size() > asked);
    QTRY_VERIFY(ended(stage));
    QVERIFY(stage.dns.asked.filter(QStringLiteral("clara")).isEmpty()); // the domain and never the address
}

void ServerSearchTest::keepingEndsTheSearch()
{
    ChecksStage stage;
    stage.fileTakes = std::chrono::seconds(30);
    openForm(stage);
    typeAddress(stage, QStringLiteral("clara@harbourline.example"));
    QTRY_VERIFY(stage.stage.isShown("serverSearchStop"));
    stage.put("mailboxHostEdit", QStringLiteral("smtp.mine.example"));
    stage.put("mailboxPasswordEdit", QStringLiteral("right"));
    stage.stage.click("mailboxKeep");
    QTRY_VERIFY(!stage.stage.isShown("mailboxForm"));
    QCOMPARE(stage.kept().size(), 1);
    QVERIFY(stage.kept().first().imapHost.isEmpty());
    QTRY_VERIFY(stage.stage.isShown("changeMailbox-1"));
    QVERIFY(!stage.stage.isShown("probeSheet")); // nobody could find a test mail again
    QVERIFY(!shownTexts(stage.section).filter(QStringLiteral("Answers are not read")).isEmpty());
}

void ServerSearchTest::fitsTheSmallestWindow()
{
    ChecksStage stage;
    stage.files.insert(QStringLiteral("/domain/harbourline.example"), file("%EMAILLOCALPART%"));
    stage.servers.there = {QStringLiteral("imap.provider.example:143"), QStringLiteral("out.provider.example:587")};
    stage.stage.appearance.setTextFactor(1.5);
    stage.open(QSize(1024, 680));
    stage.stage.click("addMailbox");
    QTRY_VERIFY(stage.stage.isShown("mailboxForm"));
    typeAddress(stage, QStringLiteral("clara@harbourline.example"));
    QTRY_VERIFY(ended(stage));
    QTRY_COMPARE(clippedTexts(stage.stage.find("mailboxForm")).join(QLatin1Char('\n')), QString());
    stage.stage.takePictures(QStringLiteral("server-search-150"));
    stage.stage.appearance.setTextFactor(1.0);
}

QTEST_MAIN(ServerSearchTest)
#include "ServerSearchTest.moc"
