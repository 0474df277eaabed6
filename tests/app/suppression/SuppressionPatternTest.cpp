#include "SuppressionWorld.h"

#include <QtTest>

#include <algorithm>
#include <limits>

using namespace AlwaysLeads;

/// Addresses that are refused by their shape, such as "info@*".
class SuppressionPatternTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_world = std::make_unique<SuppressionWorld>(); }
    void cleanup() { m_world.reset(); }
    void aPatternBlocksWhoFitsIt_data();
    void aPatternBlocksWhoFitsIt();
    void whatIsNoPatternIsRefused_data();
    void whatIsNoPatternIsRefused();
    void aPatternIsFoundOnEveryConnectionUntilItIsReleased();
    void aPatternThatIsRolledBackBlocksNobody();
    void theOldestPatternIsTheReason();
    void thereIsAnEndToPatterns();
    void hostilePatternsTakeNoTime();
    void aListOfPatternsThatCannotBeReadBlocksEverybody_data();
    void aListOfPatternsThatCannotBeReadBlocksEverybody();
    void aRestoredBackupKeepsPatterns();

private:
    std::unique_ptr<SuppressionWorld> m_world;
};

void SuppressionPatternTest::aPatternBlocksWhoFitsIt_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("who");
    QTest::addColumn<bool>("blocked");
    const auto row = [](const char *pattern, const char *who, bool blocked) {
        QTest::newRow(qPrintable(QStringLiteral("%1 %2").arg(QLatin1String(pattern), QString::fromUtf8(who))))
            << QString::fromUtf8(pattern) << QString::fromUtf8(who) << blocked;
    };
    row("info@*", "info@firm.example", true);
    row("info@*", "INFO@Mail.Firm.Example", true);
    row("info@*", "info+shop@firm.example", true);
    row("info@*", "infos@firm.example", false);
    row("info@*", "my-info@firm.example", false);
    row("*@*.gov", "anna@city.gov", true);
    row("*@*.gov", "anna@a.b.gov", true);
    row("*@*.gov", "anna@city.gov.example", false);
    row("*@*.gov", "gov@city.example", false);
    row("*.gov", "anna@city.gov", true);
    row("*.gov", "anna.gov@city.example", false);
    row("*-spam@firm.example", "anna-spam@firm.example", true);
    row("*-spam@firm.example", "-spam@firm.example", true);
    row("*-spam@firm.example", "spam@firm.example", false);
    row("*-spam@firm.example", "anna-spam@mail.firm.example", false);
    row("*-SPAM@Firm.EXAMPLE", "Anna-Spam@firm.example", true);
    row("a*b*c@firm.example", "abc@firm.example", true);
    row("a*b*c@firm.example", "aXbXbXc@firm.example", true);
    row("a*b*c@firm.example", "acb@firm.example", false);
    row("ab*ba@firm.example", "aba@firm.example", false); // head and tail may not share a letter
    row("ab*ba@firm.example", "abba@firm.example", true);
    row("a.b@*.example", "axb@firm.example", false); // a dot is a dot
    row("?nna@*.example", "anna@firm.example", false);
    row("anna@*fir*", "anna@firm.example", true);
    row("anna+*@firm.example", "anna+news@firm.example", true);
    row("anna+*@firm.example", "anna@firm.example", false);
    row("m\u00fcller*@*", "M\u00dcLLER-1@firm.example", true); // folded as addresses are
    row("zo\u00eb@*", "zoe\u0308@firm.example", true);
    row("*@*.caf\u00e9.example", "x@shop.xn--caf-dma.example", true);
    row("***@*.gov", "anna@city.gov", true);
}

void SuppressionPatternTest::aPatternBlocksWhoFitsIt()
{
    QFETCH(QString, pattern);
    QFETCH(QString, who);
    QFETCH(bool, blocked);
    const SuppressionAdded added = m_world->addPattern(pattern);
    QVERIFY(added.isNew);
    QCOMPARE(added.entry.kind, SuppressionEntry::Kind::Pattern);
    const auto found = m_world->find(who);
    QCOMPARE(found.has_value(), blocked);
    if (blocked) {
        QCOMPARE(*found, added.entry);
    }
    QCOMPARE(SuppressionSubject::parse(pattern)->covers(address(who)), blocked);
    QVERIFY(!m_world->addPattern(pattern.toUpper()).isNew); // the same one
}

void SuppressionPatternTest::whatIsNoPatternIsRefused_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         {"*", "*@*", "**@**", "*@*.*", "*.*@*", ".*@*", "@*", "*@", "a@b@*", "a b@*", "*@a b", "*@firm..example",
          "*@.firm", "a\"@*", "a\n@*", "*@[1.2.*]", "*<x>@*", "*@firm_.example", "a*b*c*d*e*f*g*h*i*j@firm.example"}) {
        QTest::newRow(text) << QString::fromLatin1(text);
    }
    QTest::newRow("star in an international label") << QString::fromUtf8("x@caf\u00e9*.example");
    QTest::newRow("longer than an address") << QString(300, QLatin1Char('a')) + QStringLiteral("*@firm.example");
    QTest::newRow("a megabyte of stars") << QString(1 << 20, QLatin1Char('*'));
}

void SuppressionPatternTest::whatIsNoPatternIsRefused()
{
    QFETCH(QString, text);
    const Result<SuppressionSubject> subject = SuppressionSubject::parse(text);
    QVERIFY(!subject);
    QCOMPARE(subject.error().kind, ErrorKind::Invalid);
    QVERIFY(!subject.error().message.isEmpty());
}

void SuppressionPatternTest::aPatternIsFoundOnEveryConnectionUntilItIsReleased()
{
    // m_world->find() reads on any of the reader threads, each of which remembers patterns for itself.
    const auto foundByAll = [this](const QString &who) {
        int found = 0;
        for (int i = 0; i < 20; ++i) {
            found += m_world->find(who).has_value() ? 1 : 0;
        }
        return found;
    };
    m_world->add(anna);
    QCOMPARE(foundByAll(QStringLiteral("info@firm.example")), 0);
    const SuppressionId info = m_world->addPattern(QStringLiteral("info@*")).entry.id;
    QCOMPARE(foundByAll(QStringLiteral("info@firm.example")), 20);
    const SuppressionId gov = m_world->addPattern(QStringLiteral("*.gov")).entry.id;
    QCOMPARE(foundByAll(QStringLiteral("info@firm.example")), 20);
    QCOMPARE(foundByAll(QStringLiteral("x@city.gov")), 20);
    QVERIFY(QCoro::waitFor(m_world->suppression->release(info)));
    QCOMPARE(foundByAll(QStringLiteral("info@firm.example")), 0);
    QCOMPARE(foundByAll(QStringLiteral("x@city.gov")), 20);
    QVERIFY(QCoro::waitFor(m_world->suppression->release(gov)));
    QCOMPARE(foundByAll(QStringLiteral("x@city.gov")), 0);
    QVERIFY(m_world->find(anna));
    // Another profile on the same threads' successors knows nothing of it.
    m_world->addPattern(QStringLiteral("info@*"));
    TestDatabase other;
    Suppression second(*other, m_world->clock);
    QVERIFY(!*QCoro::waitFor(second.find(address(QStringLiteral("info@firm.example")))));
}

void SuppressionPatternTest::aPatternThatIsRolledBackBlocksNobody()
{
    m_world->addPattern(QStringLiteral("*.gov"));
    QVERIFY(!m_world->files->write([this](Connection &connection) -> Result<> {
        const SuppressionStore store;
        store
            .add(connection, SuppressionSubject::parse(QStringLiteral("info@*")).value(), SuppressionReason::ByHand, {},
                 m_world->clock.now())
            .value();
        const bool blocked = store.find(connection, address(QStringLiteral("info@firm.example"))).value().has_value();
        return failure(blocked ? ErrorKind::Cancelled : ErrorKind::Bug, QStringLiteral("no"));
    }));
    const auto onTheWriter = m_world->files->write([](Connection &connection) {
        return SuppressionStore().find(connection, address(QStringLiteral("info@firm.example")));
    });
    QVERIFY(!onTheWriter->has_value());
    QVERIFY(!m_world->find(QStringLiteral("info@firm.example")));
    QVERIFY(m_world->find(QStringLiteral("x@city.gov")));
}

void SuppressionPatternTest::theOldestPatternIsTheReason()
{
    const SuppressionEntry wide = m_world->addPattern(QStringLiteral("*fo@*")).entry;
    const SuppressionEntry byName = m_world->addPattern(QStringLiteral("info@*")).entry;
    const SuppressionEntry byDomain = m_world->addPattern(QStringLiteral("i*@firm.example")).entry;
    const QString who = QStringLiteral("info@firm.example");
    QCOMPARE(m_world->find(who), wide);
    QVERIFY(QCoro::waitFor(m_world->suppression->release(wide.id)));
    QCOMPARE(m_world->find(who), byName);
    QVERIFY(QCoro::waitFor(m_world->suppression->release(byName.id)));
    QCOMPARE(m_world->find(who), byDomain);
    QCOMPARE(m_world->find(who)->kind, SuppressionEntry::Kind::Pattern);
    const SuppressionEntry person = m_world->add(who);
    QCOMPARE(m_world->find(who), person); // patterns are asked last
}

void SuppressionPatternTest::thereIsAnEndToPatterns()
{
    const auto outcome = m_world->files->write([this](Connection &connection) -> Result<int> {
        const SuppressionStore store;
        for (int number = 0; number <= SuppressionStore::mostPatterns; ++number) {
            const auto subject = SuppressionSubject::parse(QStringLiteral("n%1-*@*").arg(number)).value();
            const auto added = store.add(connection, subject, SuppressionReason::ByHand, {}, m_world->clock.now());
            if (!added) {
                if (number != SuppressionStore::mostPatterns || added.error().kind != ErrorKind::Refused) {
                    return failureOf(added);
                }
                return number;
            }
        }
        return -1;
    });
    QCOMPARE(outcome.value(), SuppressionStore::mostPatterns);
    QVERIFY(m_world->find(QStringLiteral("n999-x@firm.example")));
    m_world->add(anna); // addresses have no end
}

void SuppressionPatternTest::hostilePatternsTakeNoTime()
{
    // Made to send a matcher that looks back into an exponential search.
    const AddressPattern pattern =
        AddressPattern::parse(QStringLiteral("*aaaaaaaaa*aaaaaaaaa*aaaaaaaaa*aaaaaaaaa*aaaaaaaaa*b@*x*y.example"))
            .value();
    const EmailAddress victim = address(QString(64, QLatin1Char('a')) + QStringLiteral("@xxxxxxxxxxxxxxxxxxx.example"));
    QElapsedTimer time;
    // The best of some: what else the machine does is in none of it.
    const auto matching = [&](const AddressPattern &asked) {
        qint64 best = std::numeric_limits<qint64>::max();
        for (int round = 0; round < 10; ++round) {
            time.start();
            for (int times = 0; times < 1000; ++times) {
                if (asked.matches(victim)) {
                    return qint64(-1);
                }
            }
            best = std::min(best, time.nsecsElapsed());
        }
        return best;
    };
    const qint64 hostile = matching(pattern);
    const qint64 plain = matching(AddressPattern::parse(QStringLiteral("*b@*y.example")).value());
    QVERIFY(hostile >= 0 && plain >= 0);
    QVERIFY2(hostile < 50 * plain + 100'000, qPrintable(QStringLiteral("%1 and %2 ns").arg(hostile).arg(plain)));
    // However long the text: twice of it takes about twice the time, not four times.
    const QString piece = QString(200, QLatin1Char('a'));
    const QString stars = QLatin1Char('*') + piece + QStringLiteral("*b*c");
    const auto nanoseconds = [&](qsizetype length) {
        const QString text(length, QLatin1Char('a'));
        qint64 best = std::numeric_limits<qint64>::max();
        for (int round = 0; round < 5; ++round) {
            time.start();
            for (int times = 0; times < 20; ++times) {
                if (fitsPattern(stars, text)) {
                    return qint64(-1);
                }
            }
            best = std::min(best, time.nsecsElapsed());
        }
        return best;
    };
    const qint64 once = nanoseconds(50000);
    const qint64 eight = nanoseconds(400000);
    QVERIFY2(eight < 24 * once, qPrintable(QStringLiteral("%1 and %2 ns").arg(once).arg(eight)));
}

void SuppressionPatternTest::aListOfPatternsThatCannotBeReadBlocksEverybody_data()
{
    QTest::addColumn<QString>("damage");
    QTest::newRow("its name is gone") << QStringLiteral("DELETE FROM setting WHERE name = 'suppression.patterns'");
    QTest::newRow("a pattern is none") << QStringLiteral(
        "UPDATE suppression SET key_hash = CAST('info' AS BLOB) WHERE kind = 'pattern'");
    QTest::newRow("a pattern would be everybody")
        << QStringLiteral("UPDATE suppression SET key_hash = CAST('*@*' AS BLOB) WHERE kind = 'pattern'");
}

void SuppressionPatternTest::aListOfPatternsThatCannotBeReadBlocksEverybody()
{
    QFETCH(QString, damage);
    m_world->addPattern(QStringLiteral("info@*"));
    QVERIFY(m_world->find(QStringLiteral("info@firm.example")));
    QVERIFY(m_world->files->write([damage](Connection &connection) { return connection.script(damage); }));
    QCOMPARE(QCoro::waitFor(m_world->suppression->find(address(anna))).error().kind, ErrorKind::Storage);
}

void SuppressionPatternTest::aRestoredBackupKeepsPatterns()
{
    const QString beforeAny = m_world->files->folder.filePath(QStringLiteral("before.db"));
    QVERIFY(QCoro::waitFor((*m_world->files)->backUpTo(beforeAny)));
    m_world->addPattern(QStringLiteral("info@*"));
    const QString replaced = m_world->files->folder.filePath(QStringLiteral("replaced.db"));
    QVERIFY(QCoro::waitFor((*m_world->files)->backUpTo(replaced)));
    const auto database = Database::open(beforeAny, schemaSteps()).value();
    Suppression restored(*database, m_world->clock);
    QVERIFY(!*QCoro::waitFor(restored.find(address(QStringLiteral("info@firm.example")))));
    QCOMPARE(*QCoro::waitFor(restored.carryOverFrom(replaced)), 1);
    QVERIFY(*QCoro::waitFor(restored.find(address(QStringLiteral("info@firm.example")))));
}

QTEST_GUILESS_MAIN(SuppressionPatternTest)
#include "SuppressionPatternTest.moc"
