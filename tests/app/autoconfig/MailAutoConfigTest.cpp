#include "autoconfig/MailAutoConfig.h"
#include "dnscheck/FakeDns.h"
#include "net/HttpClient.h"
#include "sandbox/HttpServer.h"

#include <QCoroTask>
#include <QtTest>

using namespace AlwaysLeads;
using namespace std::chrono_literals;
using Source = FoundServer::Source;
using Protocol = MailServerOffer::Protocol;
using Security = MailServerOffer::Security;

namespace {

/// Says that the servers of a list are there.
class FakeProbe final : public ServerProbe
{
public:
    Task<Result<ReachedServer>> reach(MailServerOffer offer, std::stop_token) override
    {
        const QString name = QStringLiteral("%1:%2").arg(offer.host).arg(offer.port);
        tried += name;
        if (!there.contains(name)) {
            co_return failure(ErrorKind::Network, QStringLiteral("%1 is not there.").arg(name));
        }
        co_return Result<ReachedServer>(says);
    }

    QStringList there;
    QStringList tried;
    ReachedServer says{true, false};
};

} // namespace

/// The order of the sources, and what is made of what they say.
class MailAutoConfigTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void theDomainsOwnFileGoesFirst();
    void thenTheDirectory();
    void thenWhereTheMxLeads();
    void thenSrv();
    void atLastCommonNames();
    void knowsGoogleAndMicrosoft_data();
    void knowsGoogleAndMicrosoft();
    void nobodyGetsToKnowTheAddress();
    void whatWasPublishedStaysEvenIfNotReached();
    void theServerKnowsBestWhatItTakes();
    void anSrvThatSaysNotOfferedIsNone();
    void saysWhenNothingIsFound();
    void ignoresGarbage_data();
    void ignoresGarbage();
    void tellsHowFarItIs();
    void endsInTime();
    void canBeStopped();

private:
    Result<FoundServers> find(std::stop_token stop = {})
    {
        MailAutoConfig finding(m_http, m_dns, m_probe, m_options);
        return QCoro::waitFor(finding.find(EmailAddress::parse(QStringLiteral("anna@wood.example")).value(), stop));
    }
    static QByteArray file(const QByteArray &imapHost)
    {
        return "<clientConfig version=\"1.1\"><emailProvider id=\"x\"><displayName>Wood Mail</displayName>"
               "<incomingServer type=\"imap\"><hostname>"
            + imapHost
            + "</hostname><port>993</port><socketType>SSL</socketType></incomingServer>"
              "<outgoingServer type=\"smtp\"><hostname>out."
            + imapHost
            + "</hostname><port>587</port><socketType>STARTTLS</socketType></outgoingServer></emailProvider></"
              "clientConfig>";
    }
    void serve(const QString &path, const QByteArray &text) { m_files.insert(path, text); }

    SystemClock m_clock;
    HttpClient m_http{m_clock};
    FakeDns m_dns;
    FakeProbe m_probe;
    QHash<QString, QByteArray> m_files;
    QStringList m_asked;
    std::chrono::milliseconds m_wait{0};
    std::unique_ptr<HttpServer> m_web;
    MailAutoConfig::Options m_options;
};

void MailAutoConfigTest::init()
{
    m_dns = FakeDns();
    m_probe = FakeProbe();
    m_files.clear();
    m_asked.clear();
    m_wait = 0ms;
    m_web = std::make_unique<HttpServer>([this](const ServerRequest &request) {
        m_asked += request.path + (request.query.isEmpty() ? QString() : QLatin1Char('?') + request.query.toString());
        ServerAnswer answer;
        answer.wait = m_wait;
        answer.status = m_files.contains(request.path) ? 200 : 404;
        answer.body = m_files.value(request.path);
        return answer;
    });
    QVERIFY(m_web->start());
    const QString base = m_web->url().toString();
    m_options.ofDomain = {base + QStringLiteral("/first/%1"), base + QStringLiteral("/second/%1")};
    m_options.directory = base + QStringLiteral("/directory/%1");
    m_options.whole = 60s;
}

void MailAutoConfigTest::theDomainsOwnFileGoesFirst()
{
    serve(QStringLiteral("/second/wood.example"), file("own.example"));
    serve(QStringLiteral("/directory/wood.example"), file("directory.example"));
    m_dns.addSrv(QStringLiteral("_imaps._tcp.wood.example"), {0, 1, 993, QStringLiteral("srv.wood.example")});
    m_probe.there = {QStringLiteral("own.example:993"), QStringLiteral("out.own.example:587"),
                     QStringLiteral("directory.example:993"), QStringLiteral("srv.wood.example:993")};
    const FoundServers found = find().value();
    QCOMPARE(found.providerName, QStringLiteral("Wood Mail"));
    QCOMPARE(found.incoming->source, Source::Domain);
    QCOMPARE(found.incoming->offer.host, QStringLiteral("own.example"));
    QCOMPARE(found.incoming->offer.userName, QStringLiteral("anna@wood.example"));
    QVERIFY(found.incoming->reached && !found.incoming->elsewhere);
    QVERIFY(!found.incoming->foundAt.isEmpty());
    QCOMPARE(found.outgoing->offer.port, quint16(587));
    QCOMPARE(found.outgoing->offer.security, Security::StartTls);
    QCOMPARE(found.outgoing->offer.protocol, Protocol::Smtp);
    QVERIFY(m_probe.tried.filter(QStringLiteral("mail.wood.example")).isEmpty()); // nothing was guessed
    // Both of the domain: the first place wins.
    serve(QStringLiteral("/first/wood.example"), file("better.example"));
    m_probe.there += QStringLiteral("better.example:993");
    QCOMPARE(find()->incoming->offer.host, QStringLiteral("better.example"));
}

void MailAutoConfigTest::thenTheDirectory()
{
    serve(QStringLiteral("/directory/wood.example"), file("directory.example"));
    m_probe.there = QStringList{QStringLiteral("directory.example:993")};
    const FoundServers found = find().value();
    QCOMPARE(found.incoming->source, Source::Directory);
    QVERIFY(found.incoming->reached);
    QVERIFY(found.outgoing && !found.outgoing->reached);
    QVERIFY(!found.outgoing->problem.isEmpty());
}

void MailAutoConfigTest::thenWhereTheMxLeads()
{
    m_dns.addMx(QStringLiteral("wood.example"), 10, QStringLiteral("mx1.in.hoster.example"));
    serve(QStringLiteral("/directory/hoster.example"), file("imap.hoster.example"));
    m_probe.there = {QStringLiteral("imap.hoster.example:993"), QStringLiteral("out.imap.hoster.example:587")};
    const FoundServers found = find().value();
    QCOMPARE(found.incoming->source, Source::MxDomain);
    QVERIFY(found.incoming->elsewhere); // only the DNS led there
    QVERIFY(m_asked.contains(QStringLiteral("/first/in.hoster.example")));
    QVERIFY(!m_asked.contains(QStringLiteral("/directory/example")));
}

void MailAutoConfigTest::thenSrv()
{
    m_dns.addSrv(QStringLiteral("_imaps._tcp.wood.example"), {0, 1, 1993, QStringLiteral("srv.wood.example")});
    m_dns.addSrv(QStringLiteral("_submission._tcp.wood.example"), {0, 1, 1587, QStringLiteral("srv.hoster.example")});
    m_probe.there = {QStringLiteral("srv.wood.example:1993"), QStringLiteral("srv.hoster.example:1587"),
                     QStringLiteral("imap.wood.example:993")};
    const FoundServers found = find().value();
    QCOMPARE(found.incoming->source, Source::Srv);
    QCOMPARE(found.incoming->offer.port, quint16(1993));
    QVERIFY(!found.incoming->elsewhere);
    QCOMPARE(found.outgoing->offer.security, Security::StartTls);
    QVERIFY(found.outgoing->elsewhere);
}

void MailAutoConfigTest::atLastCommonNames()
{
    m_probe.there = {QStringLiteral("mail.wood.example:143"), QStringLiteral("mail.wood.example:993"),
                     QStringLiteral("smtp.wood.example:587")};
    const FoundServers found = find().value();
    QCOMPARE(found.incoming->source, Source::Guess);
    QCOMPARE(found.incoming->offer.port, quint16(993)); // encrypted from the first byte goes first
    QCOMPARE(found.outgoing->offer.host, QStringLiteral("smtp.wood.example"));
}

void MailAutoConfigTest::knowsGoogleAndMicrosoft_data()
{
    QTest::addColumn<QString>("mx");
    QTest::addColumn<int>("provider");
    QTest::addColumn<QString>("imap");
    QTest::addColumn<QString>("smtp");
    QTest::addColumn<bool>("password");
    QTest::newRow("Google") << QStringLiteral("aspmx.l.google.com") << int(MailProvider::Google)
                            << QStringLiteral("imap.gmail.com:993") << QStringLiteral("smtp.gmail.com:465") << true;
    QTest::newRow("Microsoft") << QStringLiteral("wood-example.mail.protection.outlook.com")
                               << int(MailProvider::Microsoft) << QStringLiteral("outlook.office365.com:993")
                               << QStringLiteral("smtp.office365.com:587") << false;
}

void MailAutoConfigTest::knowsGoogleAndMicrosoft()
{
    QFETCH(QString, mx);
    QFETCH(int, provider);
    QFETCH(QString, imap);
    QFETCH(QString, smtp);
    QFETCH(bool, password);
    m_dns.addMx(QStringLiteral("wood.example"), 10, mx);
    m_probe.there = {imap, smtp};
    m_probe.says = {true, true};
    const FoundServers found = find().value();
    QCOMPARE(int(found.provider), provider);
    QCOMPARE(found.incoming->source, Source::Provider);
    QCOMPARE(QStringLiteral("%1:%2").arg(found.incoming->offer.host).arg(found.incoming->offer.port), imap);
    QCOMPARE(QStringLiteral("%1:%2").arg(found.outgoing->offer.host).arg(found.outgoing->offer.port), smtp);
    QVERIFY(found.incoming->offer.oauth);
    QCOMPARE(found.incoming->offer.password, password);
}

void MailAutoConfigTest::nobodyGetsToKnowTheAddress()
{
    m_dns.addMx(QStringLiteral("wood.example"), 10, QStringLiteral("mx.hoster.example"));
    QVERIFY(!find().has_value());
    QVERIFY(m_asked.size() >= 4);
    for (const QString &asked : std::as_const(m_asked)) {
        QVERIFY2(!asked.contains(QLatin1String("anna")) && !asked.contains(QLatin1Char('@')), qPrintable(asked));
    }
    for (const QString &asked : std::as_const(m_dns.asked)) {
        QVERIFY2(!asked.contains(QLatin1String("anna")), qPrintable(asked));
    }
}

void MailAutoConfigTest::whatWasPublishedStaysEvenIfNotReached()
{
    serve(QStringLiteral("/first/wood.example"), file("own.example"));
    m_probe.there = {QStringLiteral("imap.wood.example:993"), QStringLiteral("smtp.wood.example:465")};
    const FoundServers found = find().value();
    QCOMPARE(found.incoming->offer.host, QStringLiteral("own.example"));
    QVERIFY(!found.incoming->reached);
    QVERIFY(found.incoming->problem.contains(QLatin1String("own.example")));
}

void MailAutoConfigTest::theServerKnowsBestWhatItTakes()
{
    serve(QStringLiteral("/first/wood.example"), file("own.example"));
    m_probe.there = {QStringLiteral("own.example:993")};
    m_probe.says = {false, true};
    const FoundServers found = find().value();
    QVERIFY(found.incoming->offer.oauth);
    QVERIFY(!found.incoming->offer.password);
}

void MailAutoConfigTest::anSrvThatSaysNotOfferedIsNone()
{
    m_dns.addSrv(QStringLiteral("_imaps._tcp.wood.example"), {0, 0, 0, QString()});
    QVERIFY(!find().has_value());
}

void MailAutoConfigTest::saysWhenNothingIsFound()
{
    m_dns.down = true;
    m_web->stop();
    const Result<FoundServers> found = find();
    QVERIFY(!found.has_value());
    QCOMPARE(found.error().kind, ErrorKind::NotFound);
    QVERIFY(found.error().message.contains(QLatin1String("wood.example")));
    QVERIFY(m_probe.tried.size() >= 12); // all common names were tried
}

void MailAutoConfigTest::ignoresGarbage_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("page") << QByteArray("<!DOCTYPE html><html>welcome</html>");
    QTest::newRow("endless") << QByteArray(2 * 1024 * 1024, 'x');
    QTest::newRow("empty") << QByteArray();
}

void MailAutoConfigTest::ignoresGarbage()
{
    QFETCH(QByteArray, text);
    serve(QStringLiteral("/first/wood.example"), text);
    serve(QStringLiteral("/directory/wood.example"), file("directory.example"));
    QCOMPARE(find()->incoming->offer.host, QStringLiteral("directory.example"));
}

void MailAutoConfigTest::tellsHowFarItIs()
{
    using Step = MailAutoConfig::Step;
    const EmailAddress address = EmailAddress::parse(QStringLiteral("anna@wood.example")).value();
    MailAutoConfig finding(m_http, m_dns, m_probe, m_options);
    QList<Step> steps;
    const auto tell = [&steps](Step step) { steps += step; };
    QVERIFY(!QCoro::waitFor(finding.find(address, {}, tell)));
    QCOMPARE(steps, (QList{Step::Asking, Step::Guessing}));
    steps.clear();
    serve(QStringLiteral("/first/wood.example"), file("own.example"));
    m_probe.there = {QStringLiteral("own.example:993"), QStringLiteral("out.own.example:587")};
    QVERIFY(QCoro::waitFor(finding.find(address, {}, tell)));
    QCOMPARE(steps, (QList{Step::Asking, Step::Reaching}));
}

void MailAutoConfigTest::endsInTime()
{
    m_wait = 60s; // a web server that never answers in time
    m_options.whole = 500ms;
    m_probe.there = {QStringLiteral("imap.wood.example:993")};
    QElapsedTimer took;
    took.start();
    const Result<FoundServers> found = find();
    QVERIFY(took.elapsed() < 30'000); // half a second, as it was told, and what a slow machine takes; not a minute
    QVERIFY(!found.has_value() || found->incoming.has_value());
}

void MailAutoConfigTest::canBeStopped()
{
    m_wait = 60s;
    std::stop_source stop;
    QTimer::singleShot(100, this, [&stop] { stop.request_stop(); });
    const Result<FoundServers> found = find(stop.get_token());
    QVERIFY(!found.has_value());
    QCOMPARE(found.error().kind, ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(MailAutoConfigTest)
#include "MailAutoConfigTest.moc"
