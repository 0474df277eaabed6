#include "keychain/OsKeychain.h"
#include "keychain/Vault.h"
#include "support/CopiedDatabase.h"
#include "support/VirtualClock.h"

#include <QCoroTask>
#include <QtTest>

using namespace AlwaysLeads;

/// A computer without a session bus, as on a server or in a container.
class NoKeychainTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void saysThatNoKeychainAnswers();
    void theVaultAsksForAPassphrase();

private:
    OsKeychain m_keychain{QStringLiteral("AlwaysLeads test")};
};

void NoKeychainTest::initTestCase()
{
#if !defined(Q_OS_UNIX) || defined(Q_OS_MACOS)
    QSKIP("this system always has a keychain");
#endif
    qputenv("DBUS_SESSION_BUS_ADDRESS", "disabled:");
}

void NoKeychainTest::saysThatNoKeychainAnswers()
{
    const Result<QByteArray> read = QCoro::waitFor(m_keychain.read(QStringLiteral("key")));
    QCOMPARE(read.error().kind, ErrorKind::Network);
    QCOMPARE(read.error().message, QStringLiteral("No keychain answers on this computer."));
    const Result<> written = QCoro::waitFor(m_keychain.write(QStringLiteral("key"), "value"));
    QCOMPARE(written.error().kind, ErrorKind::Network);
    QCOMPARE(QCoro::waitFor(m_keychain.remove(QStringLiteral("key"))).error().kind, ErrorKind::Network);
}

void NoKeychainTest::theVaultAsksForAPassphrase()
{
    TestDatabase files = copiedDatabase();
    VirtualClock clock;
    Vault vault(*files, m_keychain, clock);
    QVERIFY(QCoro::waitFor(vault.open()));
    QCOMPARE(vault.state(), Vault::State::NeedsNewPassphrase);
    QVERIFY(QCoro::waitFor(vault.openWithPassphrase(QStringLiteral("four or five words"))));
    QCOMPARE(vault.state(), Vault::State::Open);
}

QTEST_GUILESS_MAIN(NoKeychainTest)
#include "NoKeychainTest.moc"
