#include "autoconfig/ConfigFile.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace AlwaysLeads;
using Protocol = MailServerOffer::Protocol;
using Security = MailServerOffer::Security;

/// Configuration files of mail providers, good ones and hostile ones.
class ConfigFileTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsAWholeFile();
    void fillsInTheAddress_data();
    void fillsInTheAddress();
    void leavesOutWhatCannotBeUsed_data();
    void leavesOutWhatCannotBeUsed();
    void readsWhatTheSignInMayBe_data();
    void readsWhatTheSignInMayBe();
    void refusesWhatIsNoConfiguration_data();
    void refusesWhatIsNoConfiguration();
    void boundsTheServers();
    void survivesEveryCutAndChange();

private:
    static EmailAddress anna() { return EmailAddress::parse(QStringLiteral("anna@wood.example")).value(); }
    static QByteArray server(const QByteArray &inside, const QByteArray &tag = "incomingServer",
                             const QByteArray &type = "imap")
    {
        return "<" + tag + " type=\"" + type + "\">" + inside + "</" + tag + ">";
    }
    static QByteArray file(const QByteArray &servers, const QByteArray &before = {})
    {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + before
            + "<clientConfig version=\"1.1\"><emailProvider id=\"wood.example\"><domain>wood.example</domain>"
              "<displayName>Wood\n &amp; Sons</displayName>"
            + servers + "</emailProvider><oAuth2><issuer>x</issuer></oAuth2></clientConfig>";
    }
    const QByteArray good = "<hostname>imap.wood.example</hostname><port>993</port><socketType>SSL</socketType>"
                            "<username>%EMAILADDRESS%</username><authentication>password-cleartext</authentication>";
};

void ConfigFileTest::readsAWholeFile()
{
    const QByteArray smtp = "<hostname>SMTP.%EMAILDOMAIN%</hostname><port> 587 </port><socketType>STARTTLS</socketType>"
                            "<username>%EMAILLOCALPART%</username><authentication>OAuth2</authentication>"
                            "<authentication>password-encrypted</authentication><somethingNew><a/></somethingNew>";
    const ConfigFile read = ConfigFile::parse(file(server(good) + server(good, "incomingServer", "pop3")
                                                   + server(smtp, "outgoingServer", "smtp")),
                                              anna())
                                .value();
    QCOMPARE(read.providerName, QStringLiteral("Wood & Sons"));
    QCOMPARE(read.issuer, QStringLiteral("x"));
    MailServerOffer imap;
    imap.host = QStringLiteral("imap.wood.example");
    imap.port = 993;
    imap.userName = QStringLiteral("anna@wood.example");
    QCOMPARE(read.incoming, QList<MailServerOffer>{imap});
    MailServerOffer outgoing{Protocol::Smtp,
                             QStringLiteral("smtp.wood.example"),
                             587,
                             Security::StartTls,
                             QStringLiteral("anna"),
                             true,
                             true};
    QCOMPARE(read.outgoing, QList<MailServerOffer>{outgoing});
}

void ConfigFileTest::fillsInTheAddress_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("name");
    QTest::newRow("all") << QByteArray("%EMAILADDRESS%") << QStringLiteral("anna@wood.example");
    QTest::newRow("local part") << QByteArray("x-%EMAILLOCALPART%-y") << QStringLiteral("x-anna-y");
    QTest::newRow("unclosed") << QByteArray("%EMAILADDRESS") << QStringLiteral("anna@wood.example");
    QTest::newRow("none") << QByteArray("") << QStringLiteral("anna@wood.example");
    QTest::newRow("unknown") << QByteArray("%REALNAME%") << QStringLiteral("%REALNAME%");
}

void ConfigFileTest::fillsInTheAddress()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, name);
    QByteArray inside = good;
    inside.replace("%EMAILADDRESS%", text);
    QCOMPARE(ConfigFile::parse(file(server(inside)), anna())->incoming.constFirst().userName, name);
}

void ConfigFileTest::leavesOutWhatCannotBeUsed_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::newRow("plain") << QByteArray(">SSL<") << QByteArray(">plain<");
    QTest::newRow("no security") << QByteArray("<socketType>SSL</socketType>") << QByteArray();
    QTest::newRow("port of words") << QByteArray("993") << QByteArray("many");
    QTest::newRow("port 0") << QByteArray("993") << QByteArray("0");
    QTest::newRow("port too large") << QByteArray("993") << QByteArray("65536");
    QTest::newRow("no port") << QByteArray("<port>993</port>") << QByteArray();
    QTest::newRow("no host") << QByteArray("imap.wood.example") << QByteArray();
    QTest::newRow("host with a path") << QByteArray("imap.wood.example") << QByteArray("imap.wood.example/x");
    QTest::newRow("host with a space") << QByteArray("imap.wood.example") << QByteArray("imap wood.example");
    QTest::newRow("host of one label") << QByteArray("imap.wood.example") << QByteArray("localhost");
    QTest::newRow("other sign-in") << QByteArray("password-cleartext") << QByteArray("GSSAPI");
}

void ConfigFileTest::leavesOutWhatCannotBeUsed()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QVERIFY(good.contains(from));
    const QByteArray bad = QByteArray(good).replace(from, to);
    QCOMPARE(ConfigFile::parse(file(server(bad)), anna()).error().kind, ErrorKind::Invalid);
    QCOMPARE(ConfigFile::parse(file(server(bad) + server(good)), anna())->incoming.size(), 1); // only that block
}

void ConfigFileTest::readsWhatTheSignInMayBe_data()
{
    QTest::addColumn<QByteArray>("authentications");
    QTest::addColumn<bool>("password");
    QTest::addColumn<bool>("oauth");
    QTest::newRow("unsaid") << QByteArray() << true << false;
    QTest::newRow("both") << QByteArray(
        "<authentication>OAuth2</authentication><authentication>password-cleartext</authentication>")
                          << true << true;
    QTest::newRow("OAuth only") << QByteArray("<authentication>OAuth2</authentication>") << false << true;
}

void ConfigFileTest::readsWhatTheSignInMayBe()
{
    QFETCH(QByteArray, authentications);
    QFETCH(bool, password);
    QFETCH(bool, oauth);
    const QByteArray inside =
        QByteArray(good).replace("<authentication>password-cleartext</authentication>", authentications);
    const MailServerOffer offer = ConfigFile::parse(file(server(inside)), anna())->incoming.constFirst();
    QCOMPARE(offer.password, password);
    QCOMPARE(offer.oauth, oauth);
}

void ConfigFileTest::refusesWhatIsNoConfiguration_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("page") << QByteArray("<!DOCTYPE html><html><body>Not found</body></html>");
    QTest::newRow("page without a type") << QByteArray("<html><incomingServer type='imap'/></html>");
    QTest::newRow("no servers") << file({});
    QTest::newRow("cut") << file(server(good)).chopped(5);
    const QByteArray lol = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c "
                           "\"&b;&b;&b;&b;&b;&b;&b;&b;\">]>";
    QTest::newRow("entities") << file(server(QByteArray(good).replace("%EMAILADDRESS%", "&c;")), lol);
    QTest::newRow("file of this computer") << file(server(QByteArray(good).replace("%EMAILADDRESS%", "&x;")),
                                                   "<!DOCTYPE x [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>");
    QTest::newRow("any document type") << file(server(good), "<!DOCTYPE clientConfig>");
    QTest::newRow("unknown entity") << file(server(QByteArray(good).replace("%EMAILADDRESS%", "&x;")));
    QTest::newRow("too long") << file(server(good)) + QByteArray(300 * 1024, ' ');
    QTest::newRow("too deep") << file(QByteArray("<a>").repeated(100) + server(good)
                                      + QByteArray("</a>").repeated(100));
    QTest::newRow("too many elements") << file(server(good) + QByteArray("<a/>").repeated(6000));
}

void ConfigFileTest::refusesWhatIsNoConfiguration()
{
    QFETCH(QByteArray, text);
    const Result<ConfigFile> read = ConfigFile::parse(text, anna());
    QVERIFY(!read.has_value());
    QCOMPARE(read.error().kind, ErrorKind::Invalid);
}

void ConfigFileTest::boundsTheServers()
{
    QByteArray servers;
    for (int i = 0; i < 100; ++i) {
        servers += server(QByteArray(good).replace("993", QByteArray::number(1000 + i)));
    }
    QCOMPARE(ConfigFile::parse(file(servers), anna())->incoming.size(), 10);
}

void ConfigFileTest::survivesEveryCutAndChange()
{
    const QByteArray whole = file(server(good) + server(good, "outgoingServer", "smtp"));
    for (qsizetype size = 0; size < whole.size(); ++size) {
        QVERIFY(!ConfigFile::parse(whole.left(size), anna()).has_value());
    }
    QRandomGenerator random(1);
    for (int round = 0; round < 3000; ++round) {
        QByteArray changed = whole;
        for (quint32 changes = random.bounded(1U, 5U); changes > 0; --changes) {
            changed[random.bounded(int(changed.size()))] = char(random.bounded(256));
        }
        const Result<ConfigFile> read = ConfigFile::parse(changed, anna());
        if (read) {
            for (const MailServerOffer &offer : read->incoming + read->outgoing) {
                QVERIFY(offer.port > 0 && offer.host.contains(QLatin1Char('.')));
            }
        }
    }
}

QTEST_GUILESS_MAIN(ConfigFileTest)
#include "ConfigFileTest.moc"
