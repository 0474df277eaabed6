#include "keychain/Vault.h"
#include "MemoryKeychain.h"
#include "support/CopiedDatabase.h"
#include "support/VirtualClock.h"

#include <QCoroTask>
#include <QDir>
#include <QtTest>

using namespace AlwaysLeads;

namespace {

const QByteArray canary = QByteArrayLiteral("sk-ant-canary-5f1c0e-k7Qw");
const QString claude = QStringLiteral("claude key");
const QString passphrase = QStringLiteral("correct horse battery");

QStringList logged; // what the program said during a test
void remember(QtMsgType, const QMessageLogContext &, const QString &text)
{
    logged.append(text);
}

} // namespace

class VaultTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void keepsASecretAcrossAStart();
    void showsAHintWithoutOpening();
    void hintsGiveShortSecretsNotAway();
    void replacesAndForgets();
    void aSecretThatIsNotThereIsNothing();
    void theSecretIsNowhereInTheFilesOrTheLog();
    void refusesEveryAlterationInTheDatabase_data();
    void refusesEveryAlterationInTheDatabase();
    void eachSavingHasANonceOfItsOwn();
    void withoutAKeychainAPassphraseIsChosen();
    void aWrongPassphraseOpensNothing();
    void aShortPassphraseIsNotTaken();
    void aPassphraseDoesNotReplaceAKeychainKey();
    void aLockedKeychainMakesNoNewKey();
    void aKeychainThatIsSilentLaterLosesNothing();
    void aKeyThatIsLostIsSaidAndNothingOverwritten();
    void aKeyThatWasReplacedIsLost();
    void secretsWithoutAnyKeyAreSaid();
    void startingAfreshIsTheWayOut();
    void aKeychainThatKeepsNothingIsNotTrusted();
    void aBackupOfAnOlderKeyStillOpens();
    void twoOpeningsAtOnceMakeOneKey();
    void closedItKeepsAndGivesNothing();

private:
    using State = Vault::State;
    void start() { m_vault = std::make_unique<Vault>(**m_files, m_keychain, m_clock); }
    void startAgain()
    {
        m_vault.reset();
        m_files->reopen();
        start();
    }
    Result<> open() { return QCoro::waitFor(m_vault->open()); }
    Result<> unlock(const QString &text) { return QCoro::waitFor(m_vault->openWithPassphrase(text)); }
    Result<> keep(const QString &name, const QByteArray &secret)
    {
        QByteArray copy(secret.constData(), secret.size());
        return QCoro::waitFor(m_vault->keep(name, copy, Vault::hintFor(secret)));
    }
    std::optional<QByteArray> secret(const QString &name) { return QCoro::waitFor(m_vault->secret(name)).value(); }
    void sql(const QString &text)
    {
        const auto done = m_files->write([text](Connection &connection) { return connection.script(text); });
        QVERIFY(done);
    }

    std::unique_ptr<TestDatabase> m_files;
    MemoryKeychain m_keychain;
    VirtualClock m_clock;
    std::unique_ptr<Vault> m_vault;
};

void VaultTest::init()
{
    m_keychain = MemoryKeychain();
    m_files = std::make_unique<TestDatabase>(copiedDatabase());
    start();
}

void VaultTest::cleanup()
{
    m_vault.reset();
    m_files.reset();
}

void VaultTest::keepsASecretAcrossAStart()
{
    QSignalSpy changed(m_vault.get(), &Vault::changed);
    QCOMPARE(m_vault->state(), State::Closed);
    QVERIFY(open());
    QCOMPARE(m_vault->state(), State::Open);
    QVERIFY(keep(claude, canary));
    QCOMPARE(changed.size(), 2);
    QCOMPARE(secret(claude), canary);
    startAgain();
    QVERIFY(open());
    QCOMPARE(secret(claude), canary);
    QCOMPARE(m_keychain.entries.size(), 1);
}

void VaultTest::showsAHintWithoutOpening()
{
    QVERIFY(open());
    QVERIFY(keep(claude, canary));
    startAgain();
    const auto hint = QCoro::waitFor(m_vault->hint(claude));
    QCOMPARE((*hint)->text, QStringLiteral("…k7Qw"));
    QCOMPARE((*hint)->savedAt, m_clock.now());
    QVERIFY(!*QCoro::waitFor(m_vault->hint(QStringLiteral("other"))));
}

void VaultTest::hintsGiveShortSecretsNotAway()
{
    QCOMPARE(Vault::hintFor("hunter2"), QStringLiteral("…"));
    QCOMPARE(Vault::hintFor(""), QStringLiteral("…"));
    QCOMPARE(Vault::hintFor("123456789012abcd"), QStringLiteral("…abcd"));
}

void VaultTest::replacesAndForgets()
{
    QVERIFY(open());
    QVERIFY(keep(claude, canary));
    QVERIFY(keep(claude, "another"));
    QCOMPARE(secret(claude), QByteArray("another"));
    QVERIFY(QCoro::waitFor(m_vault->forget(claude)));
    QVERIFY(!secret(claude));
    QVERIFY(QCoro::waitFor(m_vault->forget(claude)));
}

void VaultTest::aSecretThatIsNotThereIsNothing()
{
    QVERIFY(open());
    QVERIFY(!secret(claude));
    QVERIFY(keep(claude, ""));
    QCOMPARE(secret(claude), QByteArray(""));
}

void VaultTest::theSecretIsNowhereInTheFilesOrTheLog()
{
    logged.clear();
    const QtMessageHandler before = qInstallMessageHandler(remember);
    QVERIFY(open());
    QVERIFY(keep(claude, canary));
    sql(QStringLiteral("UPDATE secret SET ciphertext = x'00'"));
    QVERIFY(!QCoro::waitFor(m_vault->secret(claude)));
    QVERIFY(keep(claude, canary));
    qInstallMessageHandler(before);
    const QByteArray key = QByteArray::fromBase64(*m_keychain.entries.cbegin());
    QCOMPARE(key.size(), 32);

    int files = 0;
    const auto look = [&] {
        const QFileInfoList list = QDir(m_files->folder.path()).entryInfoList(QDir::Files);
        for (const QFileInfo &info : list) {
            QFile file(info.filePath());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            for (const QByteArray &text :
                 {canary, canary.toBase64(), canary.toHex(), key, key.toBase64(), key.toHex()}) {
                QVERIFY2(!bytes.contains(text), qPrintable(info.fileName()));
            }
            ++files;
        }
    };
    look(); // with the log of SQLite
    QVERIFY(files >= 2);
    startAgain();
    look();
    QVERIFY(!logged.join(QLatin1Char('\n')).contains(QString::fromLatin1(canary)));
}

void VaultTest::refusesEveryAlterationInTheDatabase_data()
{
    QTest::addColumn<QString>("alteration");
    QTest::newRow("ciphertext") << QStringLiteral("UPDATE secret SET ciphertext = zeroblob(length(ciphertext))");
    QTest::newRow("cut") << QStringLiteral(
        "UPDATE secret SET ciphertext = substr(ciphertext, 1, length(ciphertext) - 1)");
    QTest::newRow("emptied") << QStringLiteral("UPDATE secret SET ciphertext = x''");
    QTest::newRow("nonce") << QStringLiteral("UPDATE secret SET nonce = zeroblob(12)");
    QTest::newRow("short nonce") << QStringLiteral("UPDATE secret SET nonce = x'00'");
    QTest::newRow("key id") << QStringLiteral("UPDATE secret SET key_id = 'ffffffffffffffffffffffff'");
    QTest::newRow("two secrets exchanged") << QStringLiteral("UPDATE secret SET name = name || '2';"
                                                             "UPDATE secret SET name = 'a' WHERE name = 'b2'");
}

void VaultTest::refusesEveryAlterationInTheDatabase()
{
    QFETCH(QString, alteration);
    QVERIFY(open());
    QVERIFY(keep(QStringLiteral("a"), "\x01 the password of one mailbox"));
    QVERIFY(keep(QStringLiteral("b"), "\x01 the password of another mailbox"));
    sql(alteration);
    const auto outcome = QCoro::waitFor(m_vault->secret(QStringLiteral("a")));
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, ErrorKind::Invalid);
    QVERIFY(outcome.error().message.contains(QLatin1String("Type it again")));
    QVERIFY(keep(QStringLiteral("a"), "typed again"));
    QCOMPARE(secret(QStringLiteral("a")), QByteArray("typed again"));
}

void VaultTest::eachSavingHasANonceOfItsOwn()
{
    QVERIFY(open());
    for (int number = 0; number < 20; ++number) {
        QVERIFY(keep(QStringLiteral("secret %1").arg(number), canary));
    }
    QCOMPARE(m_files->number(QStringLiteral("SELECT count(DISTINCT nonce) FROM secret")), 20);
    QCOMPARE(m_files->number(QStringLiteral("SELECT count(DISTINCT ciphertext) FROM secret")), 20);
}

void VaultTest::withoutAKeychainAPassphraseIsChosen()
{
    m_keychain.refuses = ErrorKind::Network;
    QVERIFY(open());
    QCOMPARE(m_vault->state(), State::NeedsNewPassphrase);
    QVERIFY(unlock(passphrase));
    QCOMPARE(m_vault->state(), State::Open);
    QVERIFY(keep(claude, canary));
    startAgain();
    QVERIFY(open());
    QCOMPARE(m_vault->state(), State::NeedsPassphrase);
    QCOMPARE(QCoro::waitFor(m_vault->secret(claude)).error().kind, ErrorKind::SignedOut);
    QVERIFY(unlock(passphrase));
    QCOMPARE(secret(claude), canary);
    QVERIFY(m_keychain.entries.isEmpty());
    QCOMPARE(m_files->number(QStringLiteral("SELECT count(*) FROM setting WHERE value = '131072 8 1'")), 1);
}

void VaultTest::aWrongPassphraseOpensNothing()
{
    m_keychain.refuses = ErrorKind::Network;
    QVERIFY(open());
    QVERIFY(unlock(passphrase));
    QVERIFY(keep(claude, canary));
    startAgain();
    QVERIFY(open());
    const Result<> wrong = unlock(QStringLiteral("Correct horse battery"));
    QCOMPARE(wrong.error().kind, ErrorKind::Invalid);
    QVERIFY(wrong.error().message.contains(QLatin1String("not the passphrase")));
    QCOMPARE(m_vault->state(), State::NeedsPassphrase);
    QVERIFY(!unlock(QString()));
    QVERIFY(unlock(passphrase));
    QCOMPARE(secret(claude), canary);
}

void VaultTest::aShortPassphraseIsNotTaken()
{
    m_keychain.refuses = ErrorKind::Network;
    QVERIFY(open());
    QCOMPARE(unlock(QStringLiteral("too short")).error().kind, ErrorKind::Invalid);
    QCOMPARE(m_vault->state(), State::NeedsNewPassphrase);
    QCOMPARE(m_files->number(QStringLiteral("SELECT count(*) FROM setting")), 0);
}

void VaultTest::aPassphraseDoesNotReplaceAKeychainKey()
{
    QVERIFY(open());
    QVERIFY(keep(claude, canary));
    m_keychain.refuses = ErrorKind::Network;
    startAgain();
    QCOMPARE(open().error().kind, ErrorKind::Network);
    QCOMPARE(m_vault->state(), State::Closed);
    QCOMPARE(unlock(passphrase).error().kind, ErrorKind::Refused);
    m_keychain.refuses.reset();
    QVERIFY(open());
    QCOMPARE(secret(claude), canary);
}

void VaultTest::aLockedKeychainMakesNoNewKey()
{
    m_keychain.refuses = ErrorKind::Refused;
    QCOMPARE(open().error().kind, ErrorKind::Refused);
    QCOMPARE(m_vault->state(), State::Closed);
    m_keychain.refuses.reset();
    QVERIFY(open());
    QCOMPARE(m_vault->state(), State::Open);
}

void VaultTest::aKeychainThatIsSilentLaterLosesNothing()
{
    QVERIFY(open());
    QVERIFY(keep(claude, canary));
    const QHash<QString, QByteArray> before = m_keychain.entries;
    for (const ErrorKind mood : {ErrorKind::Network, ErrorKind::Timeout, ErrorKind::Refused}) {
        m_keychain.refuses = mood;
        startAgain();
        QCOMPARE(open().error().kind, mood);
        QCOMPARE(m_vault->state(), State::Closed);
    }
    m_keychain.refuses.reset();
    QCOMPARE(m_keychain.entries, before);
    QVERIFY(open());
    QCOMPARE(secret(claude), canary);
}

void VaultTest::aKeyThatIsLostIsSaidAndNothingOverwritten()
{
    QVERIFY(open());
    QVERIFY(keep(claude, canary));
    const QHash<QString, QByteArray> before = m_keychain.entries;
    m_keychain.entries.clear();
    startAgain();
    const Result<> outcome = open();
    QCOMPARE(outcome.error().kind, ErrorKind::NotFound);
    QVERIFY(outcome.error().message.contains(QLatin1String("type them again")));
    QCOMPARE(m_vault->state(), State::KeyLost);
    QVERIFY(m_keychain.entries.isEmpty());
    QCOMPARE(keep(claude, "new").error().kind, ErrorKind::SignedOut);
    m_keychain.entries = before; // the person finds the old keychain
    QVERIFY(open());
    QCOMPARE(secret(claude), canary);
}

void VaultTest::aKeyThatWasReplacedIsLost()
{
    QVERIFY(open());
    QVERIFY(keep(claude, canary));
    for (const QByteArray &other : {QByteArray(32, 'k').toBase64(), QByteArray("!!"), QByteArray()}) {
        m_keychain.entries.begin().value() = other;
        startAgain();
        QCOMPARE(open().error().kind, ErrorKind::NotFound);
        QCOMPARE(m_vault->state(), State::KeyLost);
    }
}

void VaultTest::secretsWithoutAnyKeyAreSaid()
{
    QVERIFY(open());
    QVERIFY(keep(claude, canary));
    sql(QStringLiteral("DELETE FROM setting"));
    startAgain();
    QCOMPARE(open().error().kind, ErrorKind::NotFound);
    QCOMPARE(unlock(passphrase).error().kind, ErrorKind::NotFound);
    QCOMPARE(m_vault->state(), State::KeyLost);
    QCOMPARE(m_files->number(QStringLiteral("SELECT count(*) FROM secret")), 1);
}

void VaultTest::startingAfreshIsTheWayOut()
{
    QVERIFY(open());
    QVERIFY(keep(claude, canary));
    m_keychain.entries.clear();
    startAgain();
    QVERIFY(!open());
    QVERIFY(QCoro::waitFor(m_vault->startAfresh()));
    QCOMPARE(m_vault->state(), State::Open);
    QVERIFY(!secret(claude));
    QVERIFY(keep(claude, "typed again"));
    startAgain();
    QVERIFY(open());
    QCOMPARE(secret(claude), QByteArray("typed again"));
}

void VaultTest::aKeychainThatKeepsNothingIsNotTrusted()
{
    m_keychain.keepsNothing = true;
    QCOMPARE(open().error().kind, ErrorKind::Refused);
    QCOMPARE(m_vault->state(), State::Closed);
    QCOMPARE(m_files->number(QStringLiteral("SELECT count(*) FROM setting")), 0);
}

void VaultTest::aBackupOfAnOlderKeyStillOpens()
{
    QVERIFY(open());
    QVERIFY(keep(claude, canary));
    const QString backup = m_files->folder.filePath(QStringLiteral("backup.db"));
    QVERIFY(QCoro::waitFor((*m_files)->backUpTo(backup)));
    QVERIFY(QCoro::waitFor(m_vault->startAfresh()));
    const auto old = Database::open(backup, schemaSteps()).value();
    Vault restored(*old, m_keychain, m_clock);
    QVERIFY(QCoro::waitFor(restored.open()));
    QCOMPARE(*QCoro::waitFor(restored.secret(claude)), canary);
}

void VaultTest::twoOpeningsAtOnceMakeOneKey()
{
    auto first = m_vault->open();
    auto second = m_vault->open();
    QVERIFY(QCoro::waitFor(std::move(first)));
    QCOMPARE(QCoro::waitFor(std::move(second)).error().kind, ErrorKind::Refused);
    QCOMPARE(m_keychain.entries.size(), 1);
}

void VaultTest::closedItKeepsAndGivesNothing()
{
    QCOMPARE(keep(claude, canary).error().kind, ErrorKind::SignedOut);
    QCOMPARE(QCoro::waitFor(m_vault->secret(claude)).error().kind, ErrorKind::SignedOut);
    QCOMPARE(m_files->number(QStringLiteral("SELECT count(*) FROM secret")), 0);
}

QTEST_GUILESS_MAIN(VaultTest)
#include "VaultTest.moc"
