#include "FakeDns.h"

#include "dnscheck/DomainCheck.h"
#include "support/VirtualClock.h"

#include <QCoroTask>
#include <QtTest>

using namespace AlwaysLeads;
using Verdict = DnsFinding::Verdict;
using Topic = DnsFinding::Topic;

Q_DECLARE_METATYPE(AlwaysLeads::DnsFinding::Verdict)

/// What is said of a sender's domain.
class DomainCheckTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aDomainInOrderIsGood();
    void aBareDomainGetsRecordsToPaste();
    void whatCannotBeCheckedIsNotMissing();
    void mx_data();
    void mx();
    void spf_data();
    void spf();
    void anIncludeThatDoesNotAnswerLeavesSpfOpen();
    void spfAsksNoMoreThanItMay();
    void dkimOfTheGivenSelector();
    void dkimSaysWhatIsWrong_data();
    void dkimSaysWhatIsWrong();
    void dmarc_data();
    void dmarc();
    void dmarcOfTheOrganisation();
    void refusesWhatIsNoDomain();
    void canBeStopped();

private:
    DomainReport check(const QString &domain = QStringLiteral("wood.example"), const QStringList &selectors = {})
    {
        DomainCheck checking(m_dns, m_clock);
        DomainCheck::Question question;
        question.domain = domain;
        question.selectors = selectors;
        question.reportsTo = QStringLiteral("clara@wood.example");
        return QCoro::waitFor(checking.check(question, {})).value();
    }
    static DnsFinding of(const DomainReport &report, Topic topic)
    {
        for (const DnsFinding &finding : report.findings) {
            if (finding.topic == topic) {
                return finding;
            }
        }
        return {};
    }

    const QString m_domain = QStringLiteral("wood.example");
    const QByteArray m_key = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    FakeDns m_dns;
    VirtualClock m_clock;
};

void DomainCheckTest::init()
{
    m_dns = FakeDns();
}

void DomainCheckTest::aDomainInOrderIsGood()
{
    m_dns.addMx(m_domain, 1, QStringLiteral("aspmx.l.google.com"));
    m_dns.addText(m_domain, "google-site-verification=abc");
    m_dns.addText(m_domain, "v=spf1 include:_spf.google.com ~all");
    m_dns.addText(QStringLiteral("_spf.google.com"), "v=spf1 ip4:192.0.2.0/24 ~all");
    m_dns.addText(QStringLiteral("google._domainkey.wood.example"), m_key);
    m_dns.addText(QStringLiteral("_dmarc.wood.example"), "v=DMARC1; p=reject; rua=mailto:d@wood.example");
    const DomainReport report = check(QStringLiteral("Wood.example"));
    QCOMPARE(report.domain, m_domain);
    QCOMPARE(report.provider, MailProvider::Google);
    QCOMPARE(report.checkedAt, m_clock.now());
    QCOMPARE(report.findings.size(), 4);
    for (const DnsFinding &finding : report.findings) {
        QVERIFY2(finding.verdict == Verdict::Good, qPrintable(finding.sentence));
        QVERIFY(finding.proposal.isNull());
        QVERIFY(!finding.sentence.isEmpty() && !finding.found.isEmpty());
    }
}

void DomainCheckTest::aBareDomainGetsRecordsToPaste()
{
    m_dns.addMx(m_domain, 0, QStringLiteral("wood-example.mail.protection.outlook.com"));
    const DomainReport report = check();
    QCOMPARE(of(report, Topic::Spf).proposal,
             (DnsRecordProposal{m_domain, QStringLiteral("TXT"),
                                QStringLiteral("v=spf1 include:spf.protection.outlook.com ~all")}));
    QCOMPARE(of(report, Topic::Dmarc).proposal,
             (DnsRecordProposal{QStringLiteral("_dmarc.wood.example"), QStringLiteral("TXT"),
                                QStringLiteral("v=DMARC1; p=none; rua=mailto:clara@wood.example")}));
    QCOMPARE(of(report, Topic::Dkim).verdict, Verdict::Improve);
    QVERIFY(of(report, Topic::Dkim).sentence.contains(QLatin1String("Microsoft Defender")));
}

void DomainCheckTest::whatCannotBeCheckedIsNotMissing()
{
    m_dns.down = true;
    const DomainReport report = check();
    QCOMPARE(report.findings.size(), 4);
    for (const DnsFinding &finding : report.findings) {
        QCOMPARE(finding.verdict, Verdict::Unchecked);
        QVERIFY(finding.proposal.isNull());
        QVERIFY2(finding.sentence.contains(QLatin1String("later")), qPrintable(finding.sentence));
    }
}

void DomainCheckTest::mx_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<Verdict>("verdict");
    QTest::newRow("one") << QStringLiteral("mx.wood.example") << QByteArray() << Verdict::Good;
    QTest::newRow("null") << QString() << QByteArray() << Verdict::Bad;
    QTest::newRow("none, but an address") << QStringLiteral("-") << QByteArray("192.0.2.1") << Verdict::Improve;
    QTest::newRow("none, but one of IPv6") << QStringLiteral("-") << QByteArray("2001:db8::1") << Verdict::Improve;
    QTest::newRow("nothing") << QStringLiteral("-") << QByteArray() << Verdict::Bad;
}

void DomainCheckTest::mx()
{
    QFETCH(QString, host);
    QFETCH(QByteArray, address);
    QFETCH(Verdict, verdict);
    if (host != QLatin1String("-")) {
        m_dns.addMx(m_domain, 10, host);
    }
    if (!address.isEmpty()) {
        m_dns.addAddress(m_domain, address.constData());
    }
    const DnsFinding finding = of(check(), Topic::Mx);
    QCOMPARE(finding.verdict, verdict);
    QVERIFY(!finding.sentence.isEmpty());
}

void DomainCheckTest::spf_data()
{
    QTest::addColumn<QList<QByteArray>>("texts");
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("proposal");
    const auto row = [](const char *name, const QList<QByteArray> &texts, Verdict verdict, const char *word,
                        const char *proposal = "") {
        QTest::newRow(name) << texts << verdict << QString::fromLatin1(word) << QString::fromLatin1(proposal);
    };
    row("good", {"v=spf1 mx ~all"}, Verdict::Good, "valid");
    row("none", {"something else"}, Verdict::Bad, "no SPF", "v=spf1 mx ~all");
    row("two", {"v=spf1 mx ~all", "v=spf1 -all"}, Verdict::Bad, "2 SPF records");
    row("a fault", {"v=spf1 ip4:nonsense ~all"}, Verdict::Bad, "ip4:nonsense");
    row("everybody", {"v=spf1 mx +all"}, Verdict::Bad, "everybody", "v=spf1 mx ~all");
    row("everybody, unsaid", {"v=spf1 mx all"}, Verdict::Bad, "everybody", "v=spf1 mx ~all");
    row("no end", {"v=spf1 mx"}, Verdict::Improve, "lacks", "v=spf1 mx ~all");
    row("redirect", {"v=spf1 redirect=good.example"}, Verdict::Good, "valid");
    row("broken include", {"v=spf1 include:nowhere.example ~all"}, Verdict::Bad, "nowhere.example");
    row("faulty include", {"v=spf1 include:faulty.example ~all"}, Verdict::Bad, "faulty.example");
    row("three that do not exist", {"v=spf1 a:x1.example a:x2.example a:x3.example ~all"}, Verdict::Bad,
        "do not exist");
    row("two that do not exist", {"v=spf1 a:x1.example a:x2.example ~all"}, Verdict::Good, "valid");
    row("in circles", {"v=spf1 include:circle.example ~all"}, Verdict::Bad, "more than ten");
    row("too many, deep", {"v=spf1 include:five.example include:five.example mx ~all"}, Verdict::Bad, "more than ten");
    row("just ten", {"v=spf1 include:five.example mx mx mx mx ~all"}, Verdict::Good, "valid");
}

void DomainCheckTest::spf()
{
    QFETCH(QList<QByteArray>, texts);
    QFETCH(Verdict, verdict);
    QFETCH(QString, word);
    QFETCH(QString, proposal);
    m_dns.addMx(m_domain, 10, QStringLiteral("mx.wood.example"));
    m_dns.addText(QStringLiteral("good.example"), "v=spf1 ip4:192.0.2.1 -all");
    m_dns.addText(QStringLiteral("faulty.example"), "v=spf1 what -all");
    m_dns.addText(QStringLiteral("circle.example"), "v=spf1 include:circle.example -all");
    m_dns.addText(QStringLiteral("five.example"), "v=spf1 exists:%{i}.x ptr ptr ptr ptr ~all");
    for (const QByteArray &text : texts) {
        m_dns.addText(m_domain, text);
    }
    const DnsFinding finding = of(check(), Topic::Spf);
    QVERIFY2(finding.verdict == verdict, qPrintable(finding.sentence));
    QVERIFY2(finding.sentence.contains(word), qPrintable(finding.sentence));
    QCOMPARE(finding.proposal.value, proposal);
}

void DomainCheckTest::anIncludeThatDoesNotAnswerLeavesSpfOpen()
{
    m_dns.addText(m_domain, "v=spf1 include:slow.example ~all");
    m_dns.silent = QStringList{QStringLiteral("slow.example")};
    const DnsFinding finding = of(check(), Topic::Spf);
    QCOMPARE(finding.verdict, Verdict::Unchecked);
    QVERIFY(!finding.found.isEmpty());
}

void DomainCheckTest::spfAsksNoMoreThanItMay()
{
    QByteArray text = "v=spf1";
    for (int i = 0; i < 100; ++i) {
        text += " include:i" + QByteArray::number(i) + ".example";
        m_dns.addText(QStringLiteral("i%1.example").arg(i), text);
    }
    m_dns.addText(m_domain, text);
    QCOMPARE(of(check(), Topic::Spf).verdict, Verdict::Bad);
    QVERIFY(m_dns.asked.filter(QRegularExpression(QStringLiteral("^i\\d+\\.example"))).size() <= 10);
}

void DomainCheckTest::dkimOfTheGivenSelector()
{
    m_dns.addText(QStringLiteral("2026a._domainkey.wood.example"), m_key);
    QCOMPARE(of(check(), Topic::Dkim).verdict, Verdict::Unchecked); // not found is not missing
    const DnsFinding finding = of(check(m_domain, {QStringLiteral("2026a")}), Topic::Dkim);
    QCOMPARE(finding.verdict, Verdict::Good);
    QVERIFY(finding.found.contains(QLatin1String("2026a")));
}

void DomainCheckTest::dkimSaysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Verdict>("verdict");
    QTest::newRow("revoked") << QByteArray("v=DKIM1; p=") << Verdict::Bad;
    QTest::newRow("test") << m_key + "; t=y" << Verdict::Improve;
    QTest::newRow("no key") << QByteArray("v=DKIM1; p=aGVsbG8=") << Verdict::Bad;
}

void DomainCheckTest::dkimSaysWhatIsWrong()
{
    QFETCH(QByteArray, text);
    QFETCH(Verdict, verdict);
    m_dns.addText(QStringLiteral("default._domainkey.wood.example"), text);
    QCOMPARE(of(check(), Topic::Dkim).verdict, verdict);
}

void DomainCheckTest::dmarc_data()
{
    QTest::addColumn<QList<QByteArray>>("texts");
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<QString>("word");
    const auto row = [](const char *name, const QList<QByteArray> &texts, Verdict verdict, const char *word) {
        QTest::newRow(name) << texts << verdict << QString::fromLatin1(word);
    };
    row("reports only", {"v=DMARC1; p=none"}, Verdict::Good, "enough to begin");
    row("quarantine", {"v=DMARC1; p=quarantine"}, Verdict::Good, "spam");
    row("obsolete", {"v=DMARC1; p=reject; pct=10"}, Verdict::Improve, "pct");
    row("two", {"v=DMARC1; p=none", "v=DMARC1; p=reject"}, Verdict::Bad, "2 DMARC records");
    row("one and another text", {"hello", "v=DMARC1; p=reject"}, Verdict::Good, "refused");
    row("no policy", {"v=DMARC1"}, Verdict::Bad, "no DMARC");
}

void DomainCheckTest::dmarc()
{
    QFETCH(QList<QByteArray>, texts);
    QFETCH(Verdict, verdict);
    QFETCH(QString, word);
    for (const QByteArray &text : texts) {
        m_dns.addText(QStringLiteral("_dmarc.wood.example"), text);
    }
    const DnsFinding finding = of(check(), Topic::Dmarc);
    QVERIFY2(finding.verdict == verdict, qPrintable(finding.sentence));
    QVERIFY2(finding.sentence.contains(word), qPrintable(finding.sentence));
}

void DomainCheckTest::dmarcOfTheOrganisation()
{
    m_dns.addText(QStringLiteral("_dmarc.wood.example"), "v=DMARC1; p=reject; sp=none");
    m_dns.addText(QStringLiteral("_dmarc.mail.wood.example"), "v=DMARC1; p=quarantine");
    m_dns.addText(QStringLiteral("_dmarc.example"), "v=DMARC1; p=reject; psd=y");
    // The organisation is the one with the fewest labels that is no public suffix; its "sp" holds for what is below.
    const DnsFinding below = of(check(QStringLiteral("a.mail.wood.example")), Topic::Dmarc);
    QVERIFY2(below.sentence.contains(QLatin1String("wood.example")), qPrintable(below.sentence));
    QVERIFY2(below.sentence.contains(QLatin1String("enough to begin")), qPrintable(below.sentence));
    // A record of its own goes first.
    const DnsFinding own = of(check(QStringLiteral("mail.wood.example")), Topic::Dmarc);
    QVERIFY2(own.sentence.contains(QLatin1String("spam")), qPrintable(own.sentence));
    // "psd=n" stops the walk.
    m_dns.addText(QStringLiteral("_dmarc.sub.other.example"), "v=DMARC1; p=reject; psd=n");
    m_dns.addText(QStringLiteral("_dmarc.other.example"), "v=DMARC1; p=none");
    const DnsFinding stopped = of(check(QStringLiteral("x.sub.other.example")), Topic::Dmarc);
    QVERIFY2(stopped.sentence.contains(QLatin1String("refused")), qPrintable(stopped.sentence));
}

void DomainCheckTest::refusesWhatIsNoDomain()
{
    DomainCheck checking(m_dns, m_clock);
    for (const QString &domain :
         {QString(), QStringLiteral("localhost"), QStringLiteral("a..b"), QString::fromUtf8("café.example")}) {
        DomainCheck::Question question;
        question.domain = domain;
        const Result<DomainReport> report = QCoro::waitFor(checking.check(question, {}));
        QVERIFY(!report.has_value());
        QCOMPARE(report.error().kind, ErrorKind::Invalid);
    }
    QVERIFY(m_dns.asked.isEmpty());
}

void DomainCheckTest::canBeStopped()
{
    std::stop_source stop;
    stop.request_stop();
    DomainCheck checking(m_dns, m_clock);
    DomainCheck::Question question;
    question.domain = m_domain;
    const Result<DomainReport> report = QCoro::waitFor(checking.check(question, stop.get_token()));
    QVERIFY(!report.has_value());
    QCOMPARE(report.error().kind, ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(DomainCheckTest)
#include "DomainCheckTest.moc"
