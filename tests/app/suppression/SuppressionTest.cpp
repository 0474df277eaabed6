#include "suppression/Suppression.h"
#include "support/TestDatabase.h"
#include "support/VirtualClock.h"

#include <QtTest>

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

private:
    SuppressionEntry add(const QString &text, SuppressionReason reason = SuppressionReason::OptedOut)
    {
        return QCoro::waitFor(m_suppression->addAddress(address(text), reason, QStringLiteral("Replied stop"))).value();
    }
    SuppressionEntry addDomain(const QString &text)
    {
        return QCoro::waitFor(m_suppression->addDomain(text, SuppressionReason::ByHand, {})).value();
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
    m_files = std::make_unique<TestDatabase>();
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
    for (const SuppressionReason reason : {SuppressionReason::OptedOut, SuppressionReason::Bounced,
                                           SuppressionReason::Complaint, SuppressionReason::ByHand}) {
        SuppressionEntry entry;
        entry.reason = reason;
        entry.addedAt = m_clock.now();
        entry.shown = QStringLiteral("an…@example.org");
        sentences.insert(SuppressionStore::sentence(entry));
    }
    QCOMPARE(sentences.size(), 4);
}

QTEST_GUILESS_MAIN(SuppressionTest)
#include "SuppressionTest.moc"
