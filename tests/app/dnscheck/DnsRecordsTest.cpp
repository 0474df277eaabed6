#include "dnscheck/DkimKey.h"
#include "dnscheck/DmarcRecord.h"
#include "dnscheck/DomainCheck.h"
#include "dnscheck/SpfRecord.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace AlwaysLeads;

/// SPF, DKIM and DMARC records by their letters.
class DnsRecordsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knowsSpf_data();
    void knowsSpf();
    void readsSpf();
    void refusesFaultySpf_data();
    void refusesFaultySpf();
    void countsLookUps_data();
    void countsLookUps();
    void readsDkim_data();
    void readsDkim();
    void readsDmarc();
    void knowsWhatIsNoDmarc_data();
    void knowsWhatIsNoDmarc();
    void walksUpwards_data();
    void walksUpwards();
    void survivesRandomText();
};

void DnsRecordsTest::knowsSpf_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("is");
    QTest::newRow("bare") << QByteArray("v=spf1") << true;
    QTest::newRow("terms") << QByteArray("V=SPF1 -all") << true;
    QTest::newRow("later version") << QByteArray("v=spf10 -all") << false;
    QTest::newRow("space before") << QByteArray(" v=spf1 -all") << false;
    QTest::newRow("other") << QByteArray("google-site-verification=x") << false;
    QTest::newRow("empty") << QByteArray() << false;
}

void DnsRecordsTest::knowsSpf()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, is);
    QCOMPARE(SpfRecord::isSpf(text), is);
}

void DnsRecordsTest::readsSpf()
{
    using Kind = SpfTerm::Kind;
    const SpfRecord record = SpfRecord::parse(
        "v=spf1  +MX a:mail.wood.example/24//64 ip4:192.0.2.0/24 ip6:2001:db8::/32 ?include:_spf.google.com "
        "exists:%{i}.wood.example ptr exp=why.wood.example new-thing=1 ~all");
    QCOMPARE(record.fault, QString());
    const QList<SpfTerm> expected{{Kind::Mx, '+', {}},
                                  {Kind::A, '+', QStringLiteral("mail.wood.example")},
                                  {Kind::Ip4, '+', QStringLiteral("192.0.2.0/24")},
                                  {Kind::Ip6, '+', QStringLiteral("2001:db8::/32")},
                                  {Kind::Include, '?', QStringLiteral("_spf.google.com")},
                                  {Kind::Exists, '+', QStringLiteral("%{i}.wood.example")},
                                  {Kind::Ptr, '+', {}},
                                  {Kind::Explanation, '+', QStringLiteral("why.wood.example")},
                                  {Kind::UnknownModifier, '+', QStringLiteral("1")},
                                  {Kind::All, '~', {}}};
    QCOMPARE(record.terms, expected);
    QCOMPARE(record.all(), std::optional('~'));
    QCOMPARE(record.redirect(), QString());
    QCOMPARE(SpfRecord::parse("v=spf1 redirect=_spf.wood.example").redirect(), QStringLiteral("_spf.wood.example"));
    QCOMPARE(SpfRecord::parse("v=spf1 -all redirect=_spf.wood.example").redirect(), QString());
}

void DnsRecordsTest::refusesFaultySpf_data()
{
    QTest::addColumn<QByteArray>("term");
    for (const char *term : {"foo",
                             "include",
                             "include:",
                             "ip4",
                             "ip4:",
                             "ip4:wood.example",
                             "ip4:192.0.2.0/33",
                             "ip4:2001:db8::1",
                             "ip6:192.0.2.1",
                             "ip6:2001:db8::/129",
                             "all:wood.example",
                             "all/24",
                             "a:",
                             "mx/33",
                             "a/24//129",
                             "a/24/24",
                             "exists",
                             "-",
                             "redirect=",
                             "include:x/24"}) {
        QTest::newRow(term) << QByteArray(term);
    }
}

void DnsRecordsTest::refusesFaultySpf()
{
    QFETCH(QByteArray, term);
    QCOMPARE(SpfRecord::parse("v=spf1 mx " + term + " -all").fault, QString::fromLatin1(term));
}

void DnsRecordsTest::countsLookUps_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("count");
    QTest::newRow("none") << QByteArray("v=spf1 ip4:192.0.2.1 -all") << 0;
    QTest::newRow("each") << QByteArray("v=spf1 a mx ptr include:x exists:y exp=z -all") << 5;
    QTest::newRow("redirect") << QByteArray("v=spf1 mx redirect=x") << 2;
    QTest::newRow("void redirect") << QByteArray("v=spf1 mx -all redirect=x") << 1;
}

void DnsRecordsTest::countsLookUps()
{
    QFETCH(QByteArray, text);
    QFETCH(int, count);
    QCOMPARE(SpfRecord::parse(text).lookUps(), count);
}

// Made with `openssl genrsa 2048 | openssl rsa -pubout -outform DER | base64`, and the same with 512 bits.
static const QByteArray rsa2048 =
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA2MCJ11jYZ003VMiR9DLncjEtx/vGq18a19WrdZbr1yPeuMXWzSpXHFEF"
    "38K5kQO5gKv6KLaBMn85mzaI+hQYA2dFUNePQjDvf3bece9DTGHOP/UU5rYbCcdJpQSUFSz5xB9oRw1we9VKRkbodaaSWAWxiPFf"
    "4jGqc6rv4AJLfYOW47uUbSOYa2+9X0tuqyLl6Z9TONa6KhVoljo9Gpff47gHyH5mewbaFjQ/hxk7gk4BV0QOkgMclRMjkLCZmDXA"
    "Ige4aK6CYYqBzD9CxDnhYBFldtGAK8vDz6O+/shANOcW3Je5FlSQ6aufkonaP2uQKmv0luAR8Kui8E9C/bLfKwIDAQAB";
static const QByteArray rsa512 = "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAKgHrNMuqcMS6Okn25wHUqZOFim1we9F29iuQ9ehad2E2BgNBG/J/"
                                 "HIwjKhtg5ZQ9esyppE5NpQoNbMhYEpNgFkCAwEAAQ==";

void DnsRecordsTest::readsDkim_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isOne");
    QTest::addColumn<bool>("usable");
    QTest::addColumn<int>("bits");
    QTest::newRow("2048") << "v=DKIM1; k=rsa; p=" + rsa2048 << true << true << 2048;
    QTest::newRow("no version, folded") << "p=" + QByteArray(rsa2048).insert(40, "  ") + ";" << true << true << 2048;
    QTest::newRow("512") << "v=DKIM1;p=" + rsa512 << true << false << 512;
    QTest::newRow("Ed25519") << QByteArray("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=") << true
                             << true << 256;
    QTest::newRow("revoked") << QByteArray("v=DKIM1; p=") << true << false << 0;
    QTest::newRow("no key in it") << QByteArray("v=DKIM1; p=aGVsbG8=") << true << false << 0;
    QTest::newRow("no base64") << QByteArray("v=DKIM1; p=%%%") << true << false << 0;
    QTest::newRow("unknown type") << "v=DKIM1; k=dsa; p=" + rsa2048 << true << false << 0;
    QTest::newRow("another version") << "v=DKIM2; p=" + rsa2048 << false << false << 0;
    QTest::newRow("version not first") << "p=" + rsa2048 + "; v=DKIM1" << false << false << 0;
    QTest::newRow("other") << QByteArray("v=spf1 -all") << false << false << 0;
}

void DnsRecordsTest::readsDkim()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isOne);
    QFETCH(bool, usable);
    QFETCH(int, bits);
    const std::optional<DkimKey> key = DkimKey::parse(text);
    QCOMPARE(key.has_value(), isOne);
    if (key) {
        QCOMPARE(key->isUsable(), usable);
        QCOMPARE(key->bits, bits);
        QCOMPARE(DkimKey::parse(text + "; t=s:y")->testing, true);
        QCOMPARE(key->testing, false);
    }
}

void DnsRecordsTest::readsDmarc()
{
    using Policy = DmarcRecord::Policy;
    const DmarcRecord record =
        DmarcRecord::parse("v=DMARC1;p=Quarantine; sp=reject;np=none; adkim=s; aspf=r; t=y; psd=n; pct=50; ri=86400; "
                           "rua=mailto:a@wood.example!10m, mailto:b@wood.example,https://x; unknown=1; broken")
            .value();
    QCOMPARE(record.policy, Policy::Quarantine);
    QCOMPARE(record.subdomains, std::optional(Policy::Reject));
    QCOMPARE(record.missingSubdomains, std::optional(Policy::None));
    QVERIFY(record.strictDkim && !record.strictSpf && record.testing);
    QCOMPARE(record.suffix, DmarcRecord::Suffix::No);
    QCOMPARE(record.reportsTo, (QStringList{QStringLiteral("a@wood.example"), QStringLiteral("b@wood.example")}));
    QCOMPARE(record.obsolete, (QStringList{QStringLiteral("pct"), QStringLiteral("ri")}));
    QCOMPARE(DmarcRecord::parse("v=DMARC1; rua=mailto:a@b.example")->policy, Policy::None); // RFC 9989 §4.7
}

void DnsRecordsTest::knowsWhatIsNoDmarc_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"", "v=DMARC1", "v=DMARC1; p=maybe", "v=dmarc1; p=none", "p=none; v=DMARC1",
                             "v=DMARC2; p=none", "v=DMARC1; rua=https://x", "v=spf1 -all"}) {
        QTest::newRow(text) << QByteArray(text);
    }
}

void DnsRecordsTest::knowsWhatIsNoDmarc()
{
    QFETCH(QByteArray, text);
    QVERIFY(!DmarcRecord::parse(text));
}

void DnsRecordsTest::walksUpwards_data()
{
    QTest::addColumn<QString>("domain");
    QTest::addColumn<QString>("walk");
    QTest::newRow("two") << QStringLiteral("wood.example") << QStringLiteral("wood.example example");
    QTest::newRow("four") << QStringLiteral("a.b.wood.example")
                          << QStringLiteral("a.b.wood.example b.wood.example wood.example example");
    QTest::newRow("seven") << QStringLiteral("a.b.c.d.e.f.g")
                           << QStringLiteral("a.b.c.d.e.f.g b.c.d.e.f.g c.d.e.f.g d.e.f.g e.f.g f.g g");
    // RFC 9989: from eight labels on, the last seven come second, so eight questions at most.
    QTest::newRow("ten") << QStringLiteral("1.2.3.a.b.c.d.e.f.g")
                         << QStringLiteral(
                                "1.2.3.a.b.c.d.e.f.g a.b.c.d.e.f.g b.c.d.e.f.g c.d.e.f.g d.e.f.g e.f.g f.g g");
}

void DnsRecordsTest::walksUpwards()
{
    QFETCH(QString, domain);
    QFETCH(QString, walk);
    QCOMPARE(dmarcWalk(domain).join(QLatin1Char(' ')), walk);
}

void DnsRecordsTest::survivesRandomText()
{
    const QByteArray alphabet = "v=spf1 DMARCKI+-~?:/.;,=%{}allincludeip46redirect\"\\\x00\xff\xc3";
    QRandomGenerator random(1);
    for (int round = 0; round < 20'000; ++round) {
        QByteArray text = round % 3 == 0 ? "v=spf1 " : round % 3 == 1 ? "v=DMARC1;" : "v=DKIM1;";
        for (quint32 left = random.bounded(200U); left > 0; --left) {
            text += alphabet.at(random.bounded(int(alphabet.size())));
        }
        const SpfRecord spf = SpfRecord::parse(text);
        QVERIFY(spf.terms.size() <= 200 && spf.lookUps() >= 0);
        DmarcRecord::parse(text);
        DkimKey::parse(text);
    }
}

QTEST_GUILESS_MAIN(DnsRecordsTest)
#include "DnsRecordsTest.moc"
