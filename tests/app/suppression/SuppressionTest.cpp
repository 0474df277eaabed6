#include "suppression/Suppression.h"
#include "support/CopiedDatabase.h"
#include "support/VirtualClock.h"

#include <QtTest>

#include <algorithm>
#include <limits>

using namespace AlwaysLeads;

namespace {

EmailAddress address(const QString &text)
{
    return EmailAddress::parse(text).value();
}

const QString anna = QStringLiteral("anna.keller@rheinhafen.example");

} // namespace

class SuppressionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void nobodyIsBlockedAtFirst();
    void aBlockedAddressIsFoundWithItsReason();
    void everySpellingOfAnAddressIsFound_data();
    void everySpellingOfAnAddressIsFound();
    void otherPeopleAreNotFound_data();
    void otherPeopleAreNotFound();
    void aDomainBlocksItsSubdomainsAndNothingBeside();
    void whatIsNoDomainIsRefused_data();
    void whatIsNoDomainIsRefused();
    void survivesDeletingEverybody();
    void theFirstReasonStays();
    void onlyAPersonTakesItBack();
    void isAskedInsideAnotherTransaction();
    void theAddressIsNotInTheFile();
    void everyProfileHasItsOwnKey();
    void aLostKeyBlocksEverybody_data();
    void aLostKeyBlocksEverybody();
    void aRestoredBackupForgetsNoNo();
    void takesNothingFromAnotherProfile();
    void hasASentenceForEveryReason();
    void aPatternBlocksWhoFitsIt_data();
    void aPatternBlocksWhoFitsIt();
    void whatIsNoPatternIsRefused_data();
    void whatIsNoPatternIsRefused();
    void aPatternIsFoundOnEveryConnectionUntilItIsReleased();
    void aPatternThatIsRolledBackBlocksNobody();
    void theOldestPatternIsTheReason();
    void aSieveClearsNobodyWhoIsFound();
    void aSieveOfAListThatCannotBeReadClearsNobody();
    void thereIsAnEndToPatterns();
    void hostilePatternsTakeNoTime();
    void aListOfPatternsThatCannotBeReadBlocksEverybody_data();
    void aListOfPatternsThatCannotBeReadBlocksEverybody();
    void aRestoredBackupKeepsPatterns();
    void stepTwelveKeepsRowsAndIds();
    void theListIsReadInPartsAndSearched();
    void manyAreReleasedAtOnce();
    void whatIsTypedIsToldApart_data();
    void whatIsTypedIsToldApart();

private:
    SuppressionEntry add(const QString &text, SuppressionReason reason = SuppressionReason::OptedOut)
    {
        return QCoro::waitFor(m_suppression->addAddress(address(text), reason, QStringLiteral("Replied stop"))).value();
    }
    SuppressionEntry addDomain(const QString &text)
    {
        return QCoro::waitFor(m_suppression->addDomain(text, SuppressionReason::ByHand, {})).value();
    }
    SuppressionAdded addPattern(const QString &text)
    {
        return m_files
            ->write([&](Connection &connection) {
                return SuppressionStore().add(connection, SuppressionSubject::parse(text).value(),
                                              SuppressionReason::ByHand, {}, m_clock.now());
            })
            .value();
    }
    std::optional<SuppressionEntry> find(const QString &text)
    {
        return QCoro::waitFor(m_suppression->find(address(text))).value();
    }

    std::unique_ptr<TestDatabase> m_files;
    VirtualClock m_clock;
    std::unique_ptr<Suppression> m_suppression;
};

void SuppressionTest::init()
{
    m_files = std::make_unique<TestDatabase>(copiedDatabase());
    m_suppression = std::make_unique<Suppression>(**m_files, m_clock);
}

void SuppressionTest::cleanup()
{
    m_suppression.reset();
    m_files.reset();
}

void SuppressionTest::nobodyIsBlockedAtFirst()
{
    QVERIFY(!find(anna));
    QVERIFY(QCoro::waitFor(m_suppression->list())->isEmpty());
}

void SuppressionTest::aBlockedAddressIsFoundWithItsReason()
{
    QSignalSpy changed(m_suppression.get(), &Suppression::changed);
    const SuppressionEntry added = add(anna, SuppressionReason::Bounced);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(find(anna), added);
    QCOMPARE(added.reason, SuppressionReason::Bounced);
    QCOMPARE(added.detail, QStringLiteral("Replied stop"));
    QCOMPARE(added.addedAt, m_clock.now());
    QCOMPARE(added.shown, QStringLiteral("an…@rheinhafen.example"));
    QVERIFY(!added.id.isNull());
}

void SuppressionTest::everySpellingOfAnAddressIsFound_data()
{
    QTest::addColumn<QString>("blocked");
    QTest::addColumn<QString>("spelling");
    QTest::newRow("capitals") << anna << QStringLiteral("Anna.KELLER@Rheinhafen.EXAMPLE");
    QTest::newRow("spaces and a name") << anna << QStringLiteral("  \"Anna Keller\" <anna.keller@rheinhafen.example> ");
    QTest::newRow("a tag") << anna << QStringLiteral("anna.keller+news@rheinhafen.example");
    QTest::newRow("blocked with a tag") << QStringLiteral("anna.keller+shop@rheinhafen.example") << anna;
    QTest::newRow("IDN") << QStringLiteral("anna@caf\u00e9.example") << QStringLiteral("anna@xn--caf-dma.example");
    QTest::newRow("IDN in capitals") << QStringLiteral("anna@xn--caf-dma.example")
                                     << QStringLiteral("anna@CAF\u00c9.example");
    QTest::newRow("local part composed") << QStringLiteral("zo\u00eb@example.org")
                                         << QStringLiteral("zoe\u0308@example.org");
    QTest::newRow("local part in capitals")
        << QStringLiteral("zo\u00eb@example.org") << QStringLiteral("ZO\u00cb@example.org");
}

void SuppressionTest::everySpellingOfAnAddressIsFound()
{
    QFETCH(QString, blocked);
    QFETCH(QString, spelling);
    add(blocked);
    QVERIFY(find(spelling));
}

void SuppressionTest::otherPeopleAreNotFound_data()
{
    QTest::addColumn<QString>("other");
    QTest::newRow("another name") << QStringLiteral("bernd.keller@rheinhafen.example");
    QTest::newRow("another domain") << QStringLiteral("anna.keller@rheinhafen.example.org");
    QTest::newRow("a subdomain") << QStringLiteral("anna.keller@mail.rheinhafen.example");
    QTest::newRow("a longer name") << QStringLiteral("joanna.keller@rheinhafen.example");
}

void SuppressionTest::otherPeopleAreNotFound()
{
    QFETCH(QString, other);
    add(anna);
    QVERIFY(!find(other));
}

void SuppressionTest::aDomainBlocksItsSubdomainsAndNothingBeside()
{
    const SuppressionEntry entry = addDomain(QStringLiteral(" @Rheinhafen.Example "));
    QCOMPARE(entry.kind, SuppressionEntry::Kind::Domain);
    QCOMPARE(entry.shown, QStringLiteral("rheinhafen.example"));
    QVERIFY(find(anna));
    QVERIFY(find(QStringLiteral("x@mail.rheinhafen.example")));
    QVERIFY(find(QStringLiteral("x@a.b.c.rheinhafen.example")));
    QVERIFY(!find(QStringLiteral("x@notrheinhafen.example")));
    QVERIFY(!find(QStringLiteral("x@hafen.example")));
    QVERIFY(!find(QStringLiteral("x@rheinhafen.example.org")));
    addDomain(QStringLiteral("caf\u00e9.example"));
    QVERIFY(find(QStringLiteral("x@shop.xn--caf-dma.example")));
}

void SuppressionTest::whatIsNoDomainIsRefused_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         {"", " ", "@", "anna@example.org", "a b.example", "-.example", "example..org", "'; DROP TABLE lead"}) {
        QTest::newRow(text[0] ? text : "nothing") << QString::fromLatin1(text);
    }
}

void SuppressionTest::whatIsNoDomainIsRefused()
{
    QFETCH(QString, text);
    const auto outcome = QCoro::waitFor(m_suppression->addDomain(text, SuppressionReason::ByHand, {}));
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, ErrorKind::Invalid);
    QVERIFY(!QCoro::waitFor(m_suppression->addAddress(EmailAddress(), SuppressionReason::ByHand, {})));
    QVERIFY(QCoro::waitFor(m_suppression->list())->isEmpty());
}

void SuppressionTest::survivesDeletingEverybody()
{
    QVERIFY(m_files->write([](Connection &connection) {
        return connection.run(QStringLiteral("INSERT INTO lead (email, created_at, updated_at) VALUES (?, 1, 1)"),
                              {anna});
    }));
    add(anna);
    QVERIFY(m_files->write([](Connection &connection) {
        return connection.script(QStringLiteral("DELETE FROM lead; DELETE FROM company; DELETE FROM secret;"));
    }));
    m_suppression.reset();
    m_files->reopen();
    m_suppression = std::make_unique<Suppression>(**m_files, m_clock);
    QVERIFY(find(QStringLiteral("ANNA.KELLER@RHEINHAFEN.EXAMPLE")));
}

void SuppressionTest::theFirstReasonStays()
{
    const SuppressionEntry first = add(anna, SuppressionReason::Complaint);
    m_clock.advance(std::chrono::hours(1));
    QCOMPARE(add(anna, SuppressionReason::ByHand), first);
    QCOMPARE(QCoro::waitFor(m_suppression->list())->size(), 1);
}

void SuppressionTest::onlyAPersonTakesItBack()
{
    const SuppressionEntry entry = add(anna);
    add(QStringLiteral("bernd@example.org"));
    QVERIFY(QCoro::waitFor(m_suppression->release(entry.id)));
    QVERIFY(!find(anna));
    QVERIFY(find(QStringLiteral("bernd@example.org")));
    QCOMPARE(QCoro::waitFor(m_suppression->release(entry.id)).error().kind, ErrorKind::NotFound);
}

void SuppressionTest::isAskedInsideAnotherTransaction()
{
    const auto seen = m_files->write([](Connection &connection) -> Result<bool> {
        const SuppressionStore store;
        const auto added = store.addAddress(connection, address(anna), SuppressionReason::ByHand, {},
                                            QDateTime::fromMSecsSinceEpoch(0, Qt::UTC));
        if (!added) {
            return failureOf(added);
        }
        return store.find(connection, address(anna)).map([](const auto &entry) { return entry.has_value(); });
    });
    QVERIFY(*seen);
    // Rolled back with its transaction, together with the key it made.
    TestDatabase other;
    QVERIFY(!other.write([](Connection &connection) -> Result<> {
        SuppressionStore().addAddress(connection, address(anna), SuppressionReason::ByHand, {}, {}).value();
        return failure(ErrorKind::Invalid, QStringLiteral("no"));
    }));
    QCOMPARE(other.number(QStringLiteral("SELECT count(*) FROM setting")), 0);
}

void SuppressionTest::theAddressIsNotInTheFile()
{
    add(anna);
    const QString path = m_files->path();
    m_suppression.reset();
    m_files->database.reset();
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("anna.keller"));
}

void SuppressionTest::everyProfileHasItsOwnKey()
{
    add(anna);
    TestDatabase other;
    Suppression second(*other, m_clock);
    QVERIFY(QCoro::waitFor(second.addAddress(address(anna), SuppressionReason::ByHand, {})));
    const QString sql = QStringLiteral("SELECT count(*) FROM suppression WHERE key_hash = ?");
    const auto hash = other.read([](Connection &connection) -> Result<QByteArray> {
        auto row = connection.query(QStringLiteral("SELECT key_hash FROM suppression"));
        return row->next() ? row->blob(0) : QByteArray();
    });
    QCOMPARE(hash->size(), 32);
    QCOMPARE(other.number(sql, {*hash}), 1);
    QCOMPARE(m_files->number(sql, {*hash}), 0);
}

void SuppressionTest::aLostKeyBlocksEverybody_data()
{
    QTest::addColumn<QString>("damage");
    QTest::newRow("gone") << QStringLiteral("DELETE FROM setting WHERE name = 'suppression.key'");
    QTest::newRow("emptied") << QStringLiteral("UPDATE setting SET value = ''");
    QTest::newRow("cut") << QStringLiteral("UPDATE setting SET value = substr(value, 1, 10)");
    QTest::newRow("noise") << QStringLiteral("UPDATE setting SET value = 'zz'");
}

void SuppressionTest::aLostKeyBlocksEverybody()
{
    QFETCH(QString, damage);
    add(anna);
    QVERIFY(m_files->write([damage](Connection &connection) { return connection.script(damage); }));
    QCOMPARE(QCoro::waitFor(m_suppression->find(address(anna))).error().kind, ErrorKind::Storage);
    QCOMPARE(QCoro::waitFor(m_suppression->find(address(QStringLiteral("x@example.org")))).error().kind,
             ErrorKind::Storage);
    QVERIFY(!QCoro::waitFor(m_suppression->addAddress(address(anna), SuppressionReason::ByHand, {})));
}

void SuppressionTest::aRestoredBackupForgetsNoNo()
{
    const QString beforeAny = m_files->folder.filePath(QStringLiteral("before.db"));
    const QString afterOne = m_files->folder.filePath(QStringLiteral("after.db"));
    QVERIFY(QCoro::waitFor((*m_files)->backUpTo(beforeAny)));
    add(anna);
    QVERIFY(QCoro::waitFor((*m_files)->backUpTo(afterOne)));
    add(QStringLiteral("bernd@example.org"));
    addDomain(QStringLiteral("quiet.example"));
    const QString replaced = m_files->folder.filePath(QStringLiteral("replaced.db"));
    QVERIFY(QCoro::waitFor((*m_files)->backUpTo(replaced)));

    for (const auto &[backup, missing] : {std::pair(beforeAny, 3), std::pair(afterOne, 2)}) {
        const auto database = Database::open(backup, schemaSteps()).value();
        Suppression restored(*database, m_clock);
        QCOMPARE(*QCoro::waitFor(restored.carryOverFrom(replaced)), missing);
        QCOMPARE(*QCoro::waitFor(restored.carryOverFrom(replaced)), 0);
        for (const QString &text :
             {anna, QStringLiteral("bernd@example.org"), QStringLiteral("x@mail.quiet.example")}) {
            QVERIFY(*QCoro::waitFor(restored.find(address(text))));
        }
    }
}

void SuppressionTest::takesNothingFromAnotherProfile()
{
    add(anna);
    TestDatabase other;
    Suppression second(*other, m_clock);
    QVERIFY(
        QCoro::waitFor(second.addAddress(address(QStringLiteral("bernd@example.org")), SuppressionReason::ByHand, {})));
    QCOMPARE(QCoro::waitFor(m_suppression->carryOverFrom(other.path())).error().kind, ErrorKind::Invalid);
    QCOMPARE(QCoro::waitFor(m_suppression->list())->size(), 1);
}

void SuppressionTest::hasASentenceForEveryReason()
{
    QSet<QString> sentences;
    for (const auto kind : {SuppressionEntry::Kind::Domain, SuppressionEntry::Kind::Pattern}) {
        SuppressionEntry entry;
        entry.kind = kind;
        sentences.insert(SuppressionStore::sentence(entry));
    }
    for (const SuppressionReason reason : {SuppressionReason::OptedOut, SuppressionReason::Bounced,
                                           SuppressionReason::Complaint, SuppressionReason::ByHand}) {
        SuppressionEntry entry;
        entry.reason = reason;
        entry.addedAt = m_clock.now();
        entry.shown = QStringLiteral("an…@example.org");
        sentences.insert(SuppressionStore::sentence(entry));
    }
    QCOMPARE(sentences.size(), 6);
}

void SuppressionTest::aPatternBlocksWhoFitsIt_data()
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

void SuppressionTest::aPatternBlocksWhoFitsIt()
{
    QFETCH(QString, pattern);
    QFETCH(QString, who);
    QFETCH(bool, blocked);
    const SuppressionAdded added = addPattern(pattern);
    QVERIFY(added.isNew);
    QCOMPARE(added.entry.kind, SuppressionEntry::Kind::Pattern);
    const auto found = find(who);
    QCOMPARE(found.has_value(), blocked);
    if (blocked) {
        QCOMPARE(*found, added.entry);
    }
    QCOMPARE(SuppressionSubject::parse(pattern)->covers(address(who)), blocked);
    QVERIFY(!addPattern(pattern.toUpper()).isNew); // the same one
}

void SuppressionTest::whatIsNoPatternIsRefused_data()
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

void SuppressionTest::whatIsNoPatternIsRefused()
{
    QFETCH(QString, text);
    const Result<SuppressionSubject> subject = SuppressionSubject::parse(text);
    QVERIFY(!subject);
    QCOMPARE(subject.error().kind, ErrorKind::Invalid);
    QVERIFY(!subject.error().message.isEmpty());
}

void SuppressionTest::aPatternIsFoundOnEveryConnectionUntilItIsReleased()
{
    // find() reads on any of the reader threads, each of which remembers patterns for itself.
    const auto foundByAll = [this](const QString &who) {
        int found = 0;
        for (int i = 0; i < 20; ++i) {
            found += find(who).has_value() ? 1 : 0;
        }
        return found;
    };
    add(anna);
    QCOMPARE(foundByAll(QStringLiteral("info@firm.example")), 0);
    const SuppressionId info = addPattern(QStringLiteral("info@*")).entry.id;
    QCOMPARE(foundByAll(QStringLiteral("info@firm.example")), 20);
    const SuppressionId gov = addPattern(QStringLiteral("*.gov")).entry.id;
    QCOMPARE(foundByAll(QStringLiteral("info@firm.example")), 20);
    QCOMPARE(foundByAll(QStringLiteral("x@city.gov")), 20);
    QVERIFY(QCoro::waitFor(m_suppression->release(info)));
    QCOMPARE(foundByAll(QStringLiteral("info@firm.example")), 0);
    QCOMPARE(foundByAll(QStringLiteral("x@city.gov")), 20);
    QVERIFY(QCoro::waitFor(m_suppression->release(gov)));
    QCOMPARE(foundByAll(QStringLiteral("x@city.gov")), 0);
    QVERIFY(find(anna));
    // Another profile on the same threads' successors knows nothing of it.
    addPattern(QStringLiteral("info@*"));
    TestDatabase other;
    Suppression second(*other, m_clock);
    QVERIFY(!*QCoro::waitFor(second.find(address(QStringLiteral("info@firm.example")))));
}

void SuppressionTest::aPatternThatIsRolledBackBlocksNobody()
{
    addPattern(QStringLiteral("*.gov"));
    QVERIFY(!m_files->write([this](Connection &connection) -> Result<> {
        const SuppressionStore store;
        store
            .add(connection, SuppressionSubject::parse(QStringLiteral("info@*")).value(), SuppressionReason::ByHand, {},
                 m_clock.now())
            .value();
        const bool blocked = store.find(connection, address(QStringLiteral("info@firm.example"))).value().has_value();
        return failure(blocked ? ErrorKind::Cancelled : ErrorKind::Bug, QStringLiteral("no"));
    }));
    const auto onTheWriter = m_files->write([](Connection &connection) {
        return SuppressionStore().find(connection, address(QStringLiteral("info@firm.example")));
    });
    QVERIFY(!onTheWriter->has_value());
    QVERIFY(!find(QStringLiteral("info@firm.example")));
    QVERIFY(find(QStringLiteral("x@city.gov")));
}

void SuppressionTest::theOldestPatternIsTheReason()
{
    const SuppressionEntry wide = addPattern(QStringLiteral("*fo@*")).entry;
    const SuppressionEntry byName = addPattern(QStringLiteral("info@*")).entry;
    const SuppressionEntry byDomain = addPattern(QStringLiteral("i*@firm.example")).entry;
    const QString who = QStringLiteral("info@firm.example");
    QCOMPARE(find(who), wide);
    QVERIFY(QCoro::waitFor(m_suppression->release(wide.id)));
    QCOMPARE(find(who), byName);
    QVERIFY(QCoro::waitFor(m_suppression->release(byName.id)));
    QCOMPARE(find(who), byDomain);
    QCOMPARE(find(who)->kind, SuppressionEntry::Kind::Pattern);
    const SuppressionEntry person = add(who);
    QCOMPARE(find(who), person); // patterns are asked last
}

void SuppressionTest::aSieveClearsNobodyWhoIsFound()
{
    const auto mayHold = [this](const QStringList &people) {
        return m_files
            ->read([&](Connection &connection) -> Result<QList<bool>> {
                Result<SuppressionSieve> sieve = SuppressionStore().sieve(connection);
                if (!sieve) {
                    return failureOf(std::move(sieve));
                }
                QList<bool> held;
                for (const QString &person : people) {
                    held << sieve->mayHold(address(person));
                }
                return held;
            })
            .value();
    };
    QCOMPARE(mayHold({anna}), QList<bool>{false}); // an empty list
    for (int person = 0; person < 40; person += 2) {
        add(QStringLiteral("p%1@firm%2.example").arg(person).arg(person % 6));
    }
    addDomain(QStringLiteral("gone.example"));
    addPattern(QStringLiteral("info@*"));
    QStringList people = {QStringLiteral("P4+news@FIRM4.example"), QStringLiteral("a@gone.example"),
                          QStringLiteral("b@deep.gone.example"),   QStringLiteral("c@ungone.example"),
                          QStringLiteral("info@anywhere.example"), QStringLiteral("infos@anywhere.example")};
    for (int person = 0; person < 40; ++person) {
        people << QStringLiteral("p%1@firm%2.example").arg(person).arg(person % 6);
    }
    const QList<bool> held = mayHold(people);
    int cleared = 0;
    for (qsizetype at = 0; at < people.size(); ++at) {
        QCOMPARE(held.at(at), find(people.at(at)).has_value());
        cleared += held.at(at) ? 0 : 1;
    }
    QCOMPARE(cleared, 22); // who has an odd number, and the two that only look like it
}

void SuppressionTest::aSieveOfAListThatCannotBeReadClearsNobody()
{
    add(anna);
    QVERIFY(m_files->write([](Connection &connection) {
        return connection.run(QStringLiteral("DELETE FROM setting WHERE name = 'suppression.key'"));
    }));
    const auto sieve = m_files->read([](Connection &connection) { return SuppressionStore().sieve(connection); });
    QVERIFY(!sieve);
    QCOMPARE(sieve.error().kind, ErrorKind::Storage);
}

void SuppressionTest::thereIsAnEndToPatterns()
{
    const auto outcome = m_files->write([this](Connection &connection) -> Result<int> {
        const SuppressionStore store;
        for (int number = 0; number <= SuppressionStore::mostPatterns; ++number) {
            const auto subject = SuppressionSubject::parse(QStringLiteral("n%1-*@*").arg(number)).value();
            const auto added = store.add(connection, subject, SuppressionReason::ByHand, {}, m_clock.now());
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
    QVERIFY(find(QStringLiteral("n999-x@firm.example")));
    add(anna); // addresses have no end
}

void SuppressionTest::hostilePatternsTakeNoTime()
{
    // Made to send a matcher that looks back into an exponential search.
    const AddressPattern pattern =
        AddressPattern::parse(QStringLiteral("*aaaaaaaaa*aaaaaaaaa*aaaaaaaaa*aaaaaaaaa*aaaaaaaaa*b@*x*y.example"))
            .value();
    const EmailAddress victim = address(QString(64, QLatin1Char('a')) + QStringLiteral("@xxxxxxxxxxxxxxxxxxx.example"));
    QElapsedTimer time;
    time.start();
    for (int round = 0; round < 10000; ++round) {
        QVERIFY(!pattern.matches(victim));
    }
    const qint64 hostile = time.nsecsElapsed();
    const AddressPattern plain = AddressPattern::parse(QStringLiteral("*b@*y.example")).value();
    time.start();
    for (int round = 0; round < 10000; ++round) {
        QVERIFY(!plain.matches(victim));
    }
    QVERIFY2(hostile < 50 * time.nsecsElapsed() + 1000000, qPrintable(QString::number(hostile)));
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

void SuppressionTest::aListOfPatternsThatCannotBeReadBlocksEverybody_data()
{
    QTest::addColumn<QString>("damage");
    QTest::newRow("its name is gone") << QStringLiteral("DELETE FROM setting WHERE name = 'suppression.patterns'");
    QTest::newRow("a pattern is none") << QStringLiteral(
        "UPDATE suppression SET key_hash = CAST('info' AS BLOB) WHERE kind = 'pattern'");
    QTest::newRow("a pattern would be everybody")
        << QStringLiteral("UPDATE suppression SET key_hash = CAST('*@*' AS BLOB) WHERE kind = 'pattern'");
}

void SuppressionTest::aListOfPatternsThatCannotBeReadBlocksEverybody()
{
    QFETCH(QString, damage);
    addPattern(QStringLiteral("info@*"));
    QVERIFY(find(QStringLiteral("info@firm.example")));
    QVERIFY(m_files->write([damage](Connection &connection) { return connection.script(damage); }));
    QCOMPARE(QCoro::waitFor(m_suppression->find(address(anna))).error().kind, ErrorKind::Storage);
}

void SuppressionTest::aRestoredBackupKeepsPatterns()
{
    const QString beforeAny = m_files->folder.filePath(QStringLiteral("before.db"));
    QVERIFY(QCoro::waitFor((*m_files)->backUpTo(beforeAny)));
    addPattern(QStringLiteral("info@*"));
    const QString replaced = m_files->folder.filePath(QStringLiteral("replaced.db"));
    QVERIFY(QCoro::waitFor((*m_files)->backUpTo(replaced)));
    const auto database = Database::open(beforeAny, schemaSteps()).value();
    Suppression restored(*database, m_clock);
    QVERIFY(!*QCoro::waitFor(restored.find(address(QStringLiteral("info@firm.example")))));
    QCOMPARE(*QCoro::waitFor(restored.carryOverFrom(replaced)), 1);
    QVERIFY(*QCoro::waitFor(restored.find(address(QStringLiteral("info@firm.example")))));
}

void SuppressionTest::stepTwelveKeepsRowsAndIds()
{
    const QString path = m_files->folder.filePath(QStringLiteral("old.db"));
    const std::span<const Migration> steps = schemaSteps();
    const auto twelve = std::ranges::find(steps, 12, &Migration::version);
    const std::span<const Migration> before = steps.first(size_t(twelve - steps.begin()));
    {
        const auto old = Database::open(path, before).value();
        QVERIFY(QCoro::waitFor(old->write<>([](Connection &connection) {
            return connection.script(
                QStringLiteral(
                    "INSERT INTO setting VALUES ('suppression.key', '%1');"
                    "INSERT INTO suppression VALUES (7, 'domain', x'01', 'a.example', 'by hand', 'why', 5);"
                    "INSERT INTO suppression VALUES (9, 'address', x'02', 'an…@b.example', 'opted out', '', 6);")
                    .arg(QString(64, QLatin1Char('a'))));
        })));
    }
    const auto database = Database::open(path, steps).value();
    Suppression suppression(*database, m_clock);
    const auto list = QCoro::waitFor(suppression.list()).value();
    QCOMPARE(list.size(), 2);
    QCOMPARE(list.at(0).id, SuppressionId(9));
    QCOMPARE(list.at(0).reason, SuppressionReason::OptedOut);
    QCOMPARE(list.at(1).id, SuppressionId(7));
    QCOMPARE(list.at(1).kind, SuppressionEntry::Kind::Domain);
    QCOMPARE(list.at(1).detail, QStringLiteral("why"));
    QCOMPARE(list.at(1).addedAt.toMSecsSinceEpoch(), 5);
    QVERIFY(!*QCoro::waitFor(suppression.find(address(anna)))); // read without a fault
}

void SuppressionTest::theListIsReadInPartsAndSearched()
{
    for (int number = 0; number < 25; ++number) {
        m_clock.advance(std::chrono::seconds(1));
        add(QStringLiteral("person%1@firm%1.example").arg(number));
    }
    addDomain(QStringLiteral("100_percent.example").remove(QLatin1Char('_')));
    const SuppressionEntry pattern = addPattern(QStringLiteral("info@*")).entry;
    const auto page = [this](const QString &search, qint64 offset, int limit) {
        return QCoro::waitFor(m_suppression->page(search, offset, limit)).value();
    };
    const SuppressionPage whole = page({}, 0, 100);
    QCOMPARE(whole.total, 27);
    QCOMPARE(whole.entries, QCoro::waitFor(m_suppression->list()).value());
    QCOMPARE(page({}, 10, 5).entries, whole.entries.mid(10, 5));
    QCOMPARE(page({}, 10, 5).total, 27);
    QCOMPARE(page(QStringLiteral("FIRM24."), 0, 9).total, 1);
    QCOMPARE(page(QStringLiteral("replied"), 0, 9).total, 25); // the detail
    QCOMPARE(page(QStringLiteral("%"), 0, 9).total, 0);
    QCOMPARE(page(QStringLiteral("_"), 0, 9).total, 0);
    // A whole address, though the list shows only its beginning.
    QCOMPARE(page(QStringLiteral("Person7+x@firm7.example"), 0, 9).total, 1);
    QCOMPARE(page(QStringLiteral("info@elsewhere.example"), 0, 9).entries, QList<SuppressionEntry>{pattern});
    QCOMPARE(page(QStringLiteral("nobody@elsewhere.example"), 0, 9).total, 0);
}

void SuppressionTest::manyAreReleasedAtOnce()
{
    const SuppressionEntry first = add(anna);
    const SuppressionEntry second = addDomain(QStringLiteral("quiet.example"));
    const SuppressionEntry third = addPattern(QStringLiteral("info@*")).entry;
    QSignalSpy changed(m_suppression.get(), &Suppression::changed);
    QCOMPARE(QCoro::waitFor(m_suppression->releaseAll({second.id, third.id, SuppressionId(4711)})).value(), 2);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(QCoro::waitFor(m_suppression->list()).value(), QList<SuppressionEntry>{first});
    QVERIFY(!find(QStringLiteral("info@firm.example")));
}

void SuppressionTest::whatIsTypedIsToldApart_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<SuppressionEntry::Kind>("kind");
    QTest::addColumn<QString>("shown");
    using Kind = SuppressionEntry::Kind;
    QTest::newRow("address") << QStringLiteral(" Anna Keller <Anna@Firm.example>") << Kind::Address
                             << QStringLiteral("anna@firm.example");
    QTest::newRow("domain") << QStringLiteral("Firm.example") << Kind::Domain << QStringLiteral("firm.example");
    QTest::newRow("domain with its sign")
        << QStringLiteral("@firm.example") << Kind::Domain << QStringLiteral("firm.example");
    QTest::newRow("pattern") << QStringLiteral("Info@*") << Kind::Pattern << QStringLiteral("info@*");
    QTest::newRow("pattern of domains") << QStringLiteral("*.GOV") << Kind::Pattern << QStringLiteral("*@*.gov");
}

void SuppressionTest::whatIsTypedIsToldApart()
{
    QFETCH(QString, text);
    QFETCH(SuppressionEntry::Kind, kind);
    QFETCH(QString, shown);
    const SuppressionSubject subject = SuppressionSubject::parse(text).value();
    QCOMPARE(subject.kind(), kind);
    QCOMPARE(subject.shown(), shown);
}

QTEST_GUILESS_MAIN(SuppressionTest)
#include "SuppressionTest.moc"
