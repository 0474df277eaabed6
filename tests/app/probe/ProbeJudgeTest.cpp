#include "probe/ProbeJudge.h"
#include "probe/AuthenticationResults.h"

#include <QTest>

using namespace AlwaysLeads;

/// What a mail that came back says of its way.
class ProbeJudgeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsResults_data();
    void readsResults();
    void boundsWhatItReads();
    void keptAsItLeft();
    void anotherMessageIdIsSeen();
    void aLostOptOutIsSeen();
    void aChangedOptOutIsSeen();
    void foldingIsNoChange();
    void aPassCountsMoreThanTheFailureOfAnotherSignature();
    void saysNothingWhereTheServerDidNot();
    void findsTheSelectorOfTheOwnDomain();

private:
    static QByteArray mail(const QByteArray &more = {}, const QByteArray &id = "abc@firm.example",
                           const QByteArray &optOut = "List-Unsubscribe: <https://firm.example/no/abc>,\r\n "
                                                      "<mailto:jonas@firm.example?subject=no>\r\n"
                                                      "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n")
    {
        return more + "From: Jonas <jonas@firm.example>\r\nTo: jonas@firm.example\r\nSubject: Test\r\nMessage-ID: <"
            + id + ">\r\n" + optOut + "\r\nText\r\n";
    }
    static ProbeReport judged(const QByteArray &arrived)
    {
        ProbeReport probe;
        probe.messageId = QStringLiteral("abc@firm.example");
        const Result<ProbeReport> report = judgeProbe(probe, mail(), arrived);
        return report ? *report : ProbeReport();
    }
};

void ProbeJudgeTest::readsResults_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QStringList>("said"); // "method result property=value"
    const auto row = [](const char *name, const QByteArray &value, const QStringList &said) {
        QTest::newRow(name) << value << said;
    };
    row("RFC 8601, B.4",
        "example.com; auth=pass (cleartext) smtp.auth=sender@example.net;\r\n spf=pass smtp.mailfrom=example.net",
        {QStringLiteral("auth pass smtp.auth=sender@example.net"),
         QStringLiteral("spf pass smtp.mailfrom=example.net")});
    row("Google",
        "mx.google.com;\r\n       dkim=pass header.i=@wood.example header.s=sel header.b=Xy12;\r\n       spf=pass "
        "(google.com: domain of a@wood.example designates 192.0.2.1 as permitted sender) "
        "smtp.mailfrom=a@wood.example;\r\n       dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=wood.example",
        {QStringLiteral("dkim pass header.i=@wood.example"), QStringLiteral("spf pass smtp.mailfrom=a@wood.example"),
         QStringLiteral("dmarc pass header.from=wood.example")});
    row("Microsoft, without the server's name",
        "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=wood.example; dkim=none (message not signed) "
        "header.d=none;dmarc=bestguesspass action=none header.from=wood.example;compauth=pass reason=109",
        {QStringLiteral("spf pass smtp.mailfrom=wood.example"), QStringLiteral("dkim none header.d=none"),
         QStringLiteral("dmarc bestguesspass header.from=wood.example"), QStringLiteral("compauth pass reason=109")});
    row("nothing was looked at", "example.org 1; none", {});
    row("a version of the method", "a; dkim/1 = pass", {QStringLiteral("dkim pass ")});
    row("a result in a comment is none", "a; (spf=pass) dkim=fail (dkim=pass (nested; spf=pass))",
        {QStringLiteral("dkim fail ")});
    row("a result in quotes is none", "\"a; spf=pass\"; dkim=temperror reason=\"spf=pass; x\"",
        {QStringLiteral("dkim temperror reason=spf=pass; x")});
    row("a comment without end", "a; spf=pass (; dkim=pass", {QStringLiteral("spf pass ")});
    row("empty", "", {});
    row("signs only", ";;;===;= ;a=;=b", {});
}

void ProbeJudgeTest::readsResults()
{
    QFETCH(QByteArray, value);
    QFETCH(QStringList, said);
    QStringList read;
    for (const AuthenticationResult &one : parseAuthenticationResults(value)) {
        QString property;
        for (const char *name : {"smtp.auth", "smtp.mailfrom", "header.i", "header.d", "header.from", "reason"}) {
            if (property.isEmpty() && one.properties.contains(QLatin1String(name))) {
                property = QLatin1String(name) + QLatin1Char('=') + one.properties.value(QLatin1String(name));
            }
        }
        read += one.method + QLatin1Char(' ') + one.result + QLatin1Char(' ') + property;
    }
    QCOMPARE(read, said);
}

void ProbeJudgeTest::boundsWhatItReads()
{
    QByteArray many("a");
    for (int n = 0; n < 5000; ++n) {
        many += "; spf=pass";
    }
    QCOMPARE(parseAuthenticationResults(many).size(), 50);
    QCOMPARE(parseAuthenticationResults("a; " + QByteArray(100000, '(')).size(), 0);
    const QList<AuthenticationResult> longOne = parseAuthenticationResults("a; spf=" + QByteArray(10000, 'x'));
    QVERIFY(longOne.isEmpty() || longOne.first().result.size() <= 300);
}

void ProbeJudgeTest::keptAsItLeft()
{
    const ProbeReport report = judged(mail("Received: from somewhere\r\n"
                                           "Authentication-Results: mx.firm.example; spf=pass; dkim=pass "
                                           "header.d=firm.example; dmarc=pass\r\n"));
    QCOMPARE(report.state, ProbeReport::State::Found);
    QVERIFY(report.keptItsId());
    QCOMPARE(report.optOut, HeaderFate::Kept);
    QCOMPARE(report.oneClick, HeaderFate::Kept);
    QCOMPARE(report.spf, QStringLiteral("pass"));
    QCOMPARE(report.dkim, QStringLiteral("pass"));
    QCOMPARE(report.dmarc, QStringLiteral("pass"));
}

void ProbeJudgeTest::anotherMessageIdIsSeen()
{
    const ProbeReport report = judged(mail({}, "OTHER@service.example"));
    QVERIFY(!report.keptItsId());
    QCOMPARE(report.keptMessageId, QStringLiteral("OTHER@service.example"));
}

void ProbeJudgeTest::aLostOptOutIsSeen()
{
    const ProbeReport report = judged(mail({}, "abc@firm.example", {}));
    QCOMPARE(report.optOut, HeaderFate::Lost);
    QCOMPARE(report.oneClick, HeaderFate::Lost);
    // Where none was put there, none can be lost.
    const QByteArray plain = mail({}, "abc@firm.example", {});
    const Result<ProbeReport> without = judgeProbe(ProbeReport(), plain, plain);
    QCOMPARE(without->optOut, HeaderFate::Unused);
}

void ProbeJudgeTest::aChangedOptOutIsSeen()
{
    const ProbeReport report = judged(mail({}, "abc@firm.example",
                                           "List-Unsubscribe: <https://filter.example/?u=abc>\r\n"
                                           "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
    QCOMPARE(report.optOut, HeaderFate::Changed);
    QCOMPARE(report.oneClick, HeaderFate::Kept);
}

void ProbeJudgeTest::foldingIsNoChange()
{
    const ProbeReport report = judged(mail({}, "abc@firm.example",
                                           "list-unsubscribe:\r\n\t<https://firm.example/no/abc>, "
                                           "<mailto:jonas@firm.example?subject=no>\r\n"
                                           "LIST-UNSUBSCRIBE-POST:List-Unsubscribe=One-Click\r\n"));
    QCOMPARE(report.optOut, HeaderFate::Kept);
    QCOMPARE(report.oneClick, HeaderFate::Kept);
}

void ProbeJudgeTest::aPassCountsMoreThanTheFailureOfAnotherSignature()
{
    const ProbeReport report = judged(mail("Authentication-Results: a; dkim=fail header.d=list.example; dkim=pass "
                                           "header.d=firm.example; spf=softfail\r\n"
                                           "Authentication-Results: b; spf=neutral\r\n"));
    QCOMPARE(report.dkim, QStringLiteral("pass"));
    QCOMPARE(report.spf, QStringLiteral("softfail")); // the last server's word, which stands first
}

void ProbeJudgeTest::saysNothingWhereTheServerDidNot()
{
    const ProbeReport report = judged(mail());
    QVERIFY(report.spf.isEmpty() && report.dkim.isEmpty() && report.dmarc.isEmpty());
}

void ProbeJudgeTest::findsTheSelectorOfTheOwnDomain()
{
    const QByteArray others = "DKIM-Signature: v=1; a=rsa-sha256; d=service.example; s=theirs; b=x\r\n";
    const QByteArray own = "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;\r\n d=Firm.example;\r\n\ts=mail2026; "
                           "h=from:to; b=ab\r\n c=\r\n";
    QCOMPARE(judged(mail(others + own)).dkimSelector, QStringLiteral("mail2026"));
    QCOMPARE(judged(mail(others)).dkimSelector, QString());
    QCOMPARE(judged(mail("DKIM-Signature: d=firm.example; s=a/../b\r\n")).dkimSelector, QString());
}

QTEST_GUILESS_MAIN(ProbeJudgeTest)
#include "ProbeJudgeTest.moc"
