#include "app/dnscheck/FakeDns.h"
#include "maildomain/MailDomainCheck.h"
#include "maildomain/MailDomainStore.h"
#include "support/TestDatabase.h"

#include <QtTest>

using namespace AlwaysLeads;
using State = MailDomainState;

namespace {

const QString domain = QStringLiteral("baltway.example");
const QString host = QStringLiteral("mx.baltway.example");
const QDateTime noon(QDate(2026, 11, 24), QTime(12, 0), Qt::UTC);

State looked(FakeDns &dns)
{
    MailDomainCheck check(dns);
    return QCoro::waitFor(check.look(domain, {}));
}

} // namespace

class MailDomainTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aServerWithAnAddressTakesMail()
    {
        FakeDns dns;
        dns.addMx(domain, 10, host);
        dns.addAddress(host, "2001:db8::25"); // IPv6 will do
        QCOMPARE(looked(dns), State::TakesMail);
    }

    void withoutAnMxTheDomainItselfTakesMail()
    {
        FakeDns dns;
        dns.addAddress(domain);
        QCOMPARE(looked(dns), State::TakesMail);
    }

    void aDomainThatIsNotThereIsDead()
    {
        FakeDns dns;
        QCOMPARE(looked(dns), State::NoSuchDomain);
    }

    void neitherServerNorAddressIsDead()
    {
        FakeDns dns;
        dns.addText(domain, "v=spf1 -all"); // it is there
        QCOMPARE(looked(dns), State::NoServer);
    }

    void serversWithoutAnAddressAreDead()
    {
        FakeDns dns;
        dns.addMx(domain, 10, host);
        dns.addMx(domain, 20, QStringLiteral("mx2.gone.example"));
        QCOMPARE(looked(dns), State::NoServer);
    }

    void oneServerOfSeveralIsEnough()
    {
        FakeDns dns;
        dns.addMx(domain, 10, QStringLiteral("mx2.gone.example"));
        dns.addMx(domain, 20, host);
        dns.addAddress(host);
        QCOMPARE(looked(dns), State::TakesMail);
    }

    void theNullMxRefuses()
    {
        FakeDns dns;
        dns.addMx(domain, 0, QString());
        dns.addAddress(domain);
        QCOMPARE(looked(dns), State::RefusesMail);
    }

    void silenceIsNoVerdict_data()
    {
        QTest::addColumn<QString>("silent");
        QTest::newRow("of the domain") << domain;
        QTest::newRow("of its server") << host;
    }
    void silenceIsNoVerdict()
    {
        QFETCH(QString, silent);
        FakeDns dns;
        dns.addMx(domain, 10, host);
        dns.silent << silent;
        QCOMPARE(looked(dns), State::Unknown);
    }

    void aDomainWithVeryManyDeadServersIsNotCondemned()
    {
        FakeDns dns;
        for (quint16 i = 0; i < 9; ++i) {
            dns.addMx(domain, i, QStringLiteral("mx%1.gone.example").arg(i));
        }
        QCOMPARE(looked(dns), State::Unknown);
        QVERIFY2(dns.asked.size() < 12, qPrintable(dns.asked.join(u' ')));
    }

    void aServerOfManyDomainsIsAskedOnce()
    {
        FakeDns dns;
        for (const char *name : {"a.example", "b.example", "c.example"}) {
            dns.addMx(QLatin1String(name), 10, host);
        }
        dns.addAddress(host);
        MailDomainCheck check(dns);
        for (const char *name : {"a.example", "b.example", "c.example"}) {
            QCOMPARE(QCoro::waitFor(check.look(QLatin1String(name), {})), State::TakesMail);
        }
        QCOMPARE(dns.asked.filter(host).size(), 1);
    }

    void saysWhyNoMailCanArrive()
    {
        const MailDomain gone{QStringLiteral("xn--caf-dma.example"), State::NoSuchDomain, noon};
        QVERIFY2(gone.sentence().contains(QStringLiteral("café.example does not exist")), qPrintable(gone.sentence()));
        QVERIFY(MailDomain({domain, State::RefusesMail, noon}).sentence().contains(domain));
        QVERIFY(MailDomain({domain, State::TakesMail, noon}).sentence().isEmpty());
        QVERIFY(MailDomain({domain, State::Unknown, {}}).sentence().isEmpty());
    }

    void keepsWhatWaitsAndWhatIsKnown()
    {
        TestDatabase files;
        const MailDomainStore store;
        const QDateTime monthAgo = noon.addDays(-30);
        const auto want = [&](const QStringList &domains, const QDateTime &knownSince) {
            return *files.write([&](Connection &c) { return store.want(c, domains, noon, knownSince); });
        };
        QCOMPARE(want({QStringLiteral("b.example"), QStringLiteral("a.example")}, monthAgo), 2);
        QCOMPARE(want({QStringLiteral("b.example")}, monthAgo), 0); // waits already
        const auto waiting = [&] {
            return *files.read([&](Connection &c) { return store.nextWaiting(c, QString(), 10); });
        };
        QCOMPARE(waiting(), QStringList({QStringLiteral("a.example"), QStringLiteral("b.example")}));

        const MailDomain known{QStringLiteral("a.example"), State::NoServer, noon};
        QVERIFY(files.write([&](Connection &c) { return store.note(c, known); }));
        QCOMPARE(waiting(), QStringList{QStringLiteral("b.example")});
        QCOMPARE(*files.read([&](Connection &c) { return store.find(c, known.domain); }), known);
        QCOMPARE(want({known.domain}, monthAgo), 0); // known well enough
        QCOMPARE(want({known.domain}, noon.addDays(1)), 1); // too long ago
        QCOMPARE(*files.read([&](Connection &c) { return store.find(c, known.domain); }),
                 known); // until it is known anew

        QCOMPARE(*files.write([&](Connection &c) { return store.giveUp(c, noon.addSecs(-1)); }), 0);
        QCOMPARE(*files.write([&](Connection &c) { return store.giveUp(c, noon); }), 2);
        QCOMPARE(*files.read([&](Connection &c) { return store.waiting(c); }), 0);
    }
};

QTEST_GUILESS_MAIN(MailDomainTest)
#include "MailDomainTest.moc"
