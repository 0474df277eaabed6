#include "SuppressionWorld.h"

#include <QtTest>

#include <algorithm>

using namespace AlwaysLeads;

class SuppressionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_world = std::make_unique<SuppressionWorld>(); }
    void cleanup() { m_world.reset(); }
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
    void aSieveClearsNobodyWhoIsFound();
    void aSieveOfAListThatCannotBeReadClearsNobody();
    void stepTwelveKeepsRowsAndIds();
    void theListIsReadInPartsAndSearched();
    void manyAreReleasedAtOnce();
    void whatIsTypedIsToldApart_data();
    void whatIsTypedIsToldApart();

private:
    std::unique_ptr<SuppressionWorld> m_world;
};

void SuppressionTest::nobodyIsBlockedAtFirst()
{
    QVERIFY(!m_world->find(anna));
    QVERIFY(QCoro::waitFor(m_world->suppression->list())->isEmpty());
}

void SuppressionTest::aBlockedAddressIsFoundWithItsReason()
{
    QSignalSpy changed(m_world->suppression.get(), &Suppression::changed);
    const SuppressionEntry added = m_world->add(anna, SuppressionReason::Bounced);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(m_world->find(anna), added);
    QCOMPARE(added.reason, SuppressionReason::Bounced);
    QCOMPARE(added.detail, QStringLiteral("Replied stop"));
    QCOMPARE(added.addedAt, m_world->clock.now());
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
    m_world->add(blocked);
    QVERIFY(m_world->find(spelling));
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
    m_world->add(anna);
    QVERIFY(!m_world->find(other));
}

void SuppressionTest::aDomainBlocksItsSubdomainsAndNothingBeside()
{
    const SuppressionEntry entry = m_world->addDomain(QStringLiteral(" @Rheinhafen.Example "));
    QCOMPARE(entry.kind, SuppressionEntry::Kind::Domain);
    QCOMPARE(entry.shown, QStringLiteral("rheinhafen.example"));
    QVERIFY(m_world->find(anna));
    QVERIFY(m_world->find(QStringLiteral("x@mail.rheinhafen.example")));
    QVERIFY(m_world->find(QStringLiteral("x@a.b.c.rheinhafen.example")));
    QVERIFY(!m_world->find(QStringLiteral("x@notrheinhafen.example")));
    QVERIFY(!m_world->find(QStringLiteral("x@hafen.example")));
    QVERIFY(!m_world->find(QStringLiteral("x@rheinhafen.example.org")));
    m_world->addDomain(QStringLiteral("caf\u00e9.example"));
    QVERIFY(m_world->find(QStringLiteral("x@shop.xn--caf-dma.example")));
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
    const auto outcome = QCoro::waitFor(m_world->suppression->addDomain(text, SuppressionReason::ByHand, {}));
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, ErrorKind::Invalid);
    QVERIFY(!QCoro::waitFor(m_world->suppression->addAddress(EmailAddress(), SuppressionReason::ByHand, {})));
    QVERIFY(QCoro::waitFor(m_world->suppression->list())->isEmpty());
}

void SuppressionTest::survivesDeletingEverybody()
{
    QVERIFY(m_world->files->write([](Connection &connection) {
        return connection.run(QStringLiteral("INSERT INTO lead (email, created_at, updated_at) VALUES (?, 1, 1)"),
                              {anna});
    }));
    m_world->add(anna);
    QVERIFY(m_world->files->write([](Connection &connection) {
        return connection.script(QStringLiteral("DELETE FROM lead; DELETE FROM company; DELETE FROM secret;"));
    }));
    m_world->suppression.reset();
    m_world->files->reopen();
    m_world->suppression = std::make_unique<Suppression>(**m_world->files, m_world->clock);
    QVERIFY(m_world->find(QStringLiteral("ANNA.KELLER@RHEINHAFEN.EXAMPLE")));
}

void SuppressionTest::theFirstReasonStays()
{
    const SuppressionEntry first = m_world->add(anna, SuppressionReason::Complaint);
    m_world->clock.advance(std::chrono::hours(1));
    QCOMPARE(m_world->add(anna, SuppressionReason::ByHand), first);
    QCOMPARE(QCoro::waitFor(m_world->suppression->list())->size(), 1);
}

void SuppressionTest::onlyAPersonTakesItBack()
{
    const SuppressionEntry entry = m_world->add(anna);
    m_world->add(QStringLiteral("bernd@example.org"));
    QVERIFY(QCoro::waitFor(m_world->suppression->release(entry.id)));
    QVERIFY(!m_world->find(anna));
    QVERIFY(m_world->find(QStringLiteral("bernd@example.org")));
    QCOMPARE(QCoro::waitFor(m_world->suppression->release(entry.id)).error().kind, ErrorKind::NotFound);
}

void SuppressionTest::isAskedInsideAnotherTransaction()
{
    const auto seen = m_world->files->write([](Connection &connection) -> Result<bool> {
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
    m_world->add(anna);
    const QString path = m_world->files->path();
    m_world->suppression.reset();
    m_world->files->database.reset();
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("anna.keller"));
}

void SuppressionTest::everyProfileHasItsOwnKey()
{
    m_world->add(anna);
    TestDatabase other;
    Suppression second(*other, m_world->clock);
    QVERIFY(QCoro::waitFor(second.addAddress(address(anna), SuppressionReason::ByHand, {})));
    const QString sql = QStringLiteral("SELECT count(*) FROM suppression WHERE key_hash = ?");
    const auto hash = other.read([](Connection &connection) -> Result<QByteArray> {
        auto row = connection.query(QStringLiteral("SELECT key_hash FROM suppression"));
        return row->next() ? row->blob(0) : QByteArray();
    });
    QCOMPARE(hash->size(), 32);
    QCOMPARE(other.number(sql, {*hash}), 1);
    QCOMPARE(m_world->files->number(sql, {*hash}), 0);
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
    m_world->add(anna);
    QVERIFY(m_world->files->write([damage](Connection &connection) { return connection.script(damage); }));
    QCOMPARE(QCoro::waitFor(m_world->suppression->find(address(anna))).error().kind, ErrorKind::Storage);
    QCOMPARE(QCoro::waitFor(m_world->suppression->find(address(QStringLiteral("x@example.org")))).error().kind,
             ErrorKind::Storage);
    QVERIFY(!QCoro::waitFor(m_world->suppression->addAddress(address(anna), SuppressionReason::ByHand, {})));
}

void SuppressionTest::aRestoredBackupForgetsNoNo()
{
    const QString beforeAny = m_world->files->folder.filePath(QStringLiteral("before.db"));
    const QString afterOne = m_world->files->folder.filePath(QStringLiteral("after.db"));
    QVERIFY(QCoro::waitFor((*m_world->files)->backUpTo(beforeAny)));
    m_world->add(anna);
    QVERIFY(QCoro::waitFor((*m_world->files)->backUpTo(afterOne)));
    m_world->add(QStringLiteral("bernd@example.org"));
    m_world->addDomain(QStringLiteral("quiet.example"));
    const QString replaced = m_world->files->folder.filePath(QStringLiteral("replaced.db"));
    QVERIFY(QCoro::waitFor((*m_world->files)->backUpTo(replaced)));

    for (const auto &[backup, missing] : {std::pair(beforeAny, 3), std::pair(afterOne, 2)}) {
        const auto database = Database::open(backup, schemaSteps()).value();
        Suppression restored(*database, m_world->clock);
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
    m_world->add(anna);
    TestDatabase other;
    Suppression second(*other, m_world->clock);
    QVERIFY(
        QCoro::waitFor(second.addAddress(address(QStringLiteral("bernd@example.org")), SuppressionReason::ByHand, {})));
    QCOMPARE(QCoro::waitFor(m_world->suppression->carryOverFrom(other.path())).error().kind, ErrorKind::Invalid);
    QCOMPARE(QCoro::waitFor(m_world->suppression->list())->size(), 1);
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
        entry.addedAt = m_world->clock.now();
        entry.shown = QStringLiteral("an…@example.org");
        sentences.insert(SuppressionStore::sentence(entry));
    }
    QCOMPARE(sentences.size(), 6);
}

void SuppressionTest::aSieveClearsNobodyWhoIsFound()
{
    const auto mayHold = [this](const QStringList &people) {
        return m_world->files
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
        m_world->add(QStringLiteral("p%1@firm%2.example").arg(person).arg(person % 6));
    }
    m_world->addDomain(QStringLiteral("gone.example"));
    m_world->addPattern(QStringLiteral("info@*"));
    QStringList people = {QStringLiteral("P4+news@FIRM4.example"), QStringLiteral("a@gone.example"),
                          QStringLiteral("b@deep.gone.example"),   QStringLiteral("c@ungone.example"),
                          QStringLiteral("info@anywhere.example"), QStringLiteral("infos@anywhere.example")};
    for (int person = 0; person < 40; ++person) {
        people << QStringLiteral("p%1@firm%2.example").arg(person).arg(person % 6);
    }
    const QList<bool> held = mayHold(people);
    int cleared = 0;
    for (qsizetype at = 0; at < people.size(); ++at) {
        QCOMPARE(held.at(at), m_world->find(people.at(at)).has_value());
        cleared += held.at(at) ? 0 : 1;
    }
    QCOMPARE(cleared, 22); // who has an odd number, and the two that only look like it
}

void SuppressionTest::aSieveOfAListThatCannotBeReadClearsNobody()
{
    m_world->add(anna);
    QVERIFY(m_world->files->write([](Connection &connection) {
        return connection.run(QStringLiteral("DELETE FROM setting WHERE name = 'suppression.key'"));
    }));
    const auto sieve =
        m_world->files->read([](Connection &connection) { return SuppressionStore().sieve(connection); });
    QVERIFY(!sieve);
    QCOMPARE(sieve.error().kind, ErrorKind::Storage);
}

void SuppressionTest::stepTwelveKeepsRowsAndIds()
{
    const QString path = m_world->files->folder.filePath(QStringLiteral("old.db"));
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
    Suppression suppression(*database, m_world->clock);
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
        m_world->clock.advance(std::chrono::seconds(1));
        m_world->add(QStringLiteral("person%1@firm%1.example").arg(number));
    }
    m_world->addDomain(QStringLiteral("100_percent.example").remove(QLatin1Char('_')));
    const SuppressionEntry pattern = m_world->addPattern(QStringLiteral("info@*")).entry;
    const auto page = [this](const QString &search, qint64 offset, int limit) {
        return QCoro::waitFor(m_world->suppression->page(search, offset, limit)).value();
    };
    const SuppressionPage whole = page({}, 0, 100);
    QCOMPARE(whole.total, 27);
    QCOMPARE(whole.entries, QCoro::waitFor(m_world->suppression->list()).value());
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
    const SuppressionEntry first = m_world->add(anna);
    const SuppressionEntry second = m_world->addDomain(QStringLiteral("quiet.example"));
    const SuppressionEntry third = m_world->addPattern(QStringLiteral("info@*")).entry;
    QSignalSpy changed(m_world->suppression.get(), &Suppression::changed);
    QCOMPARE(QCoro::waitFor(m_world->suppression->releaseAll({second.id, third.id, SuppressionId(4711)})).value(), 2);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(QCoro::waitFor(m_world->suppression->list()).value(), QList<SuppressionEntry>{first});
    QVERIFY(!m_world->find(QStringLiteral("info@firm.example")));
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
