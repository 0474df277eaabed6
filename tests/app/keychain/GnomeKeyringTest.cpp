#include "support/GnomeKeyring.h"
#include "keychain/OsKeychain.h"
#include "keychain/Vault.h"
#include "support/TestDatabase.h"
#include "support/VirtualClock.h"

#include <QCoroTask>
#include <QDirIterator>
#include <QtTest>

using namespace AlwaysLeads;
using namespace std::chrono_literals;

namespace {

const QByteArray canary = QByteArrayLiteral("sk-ant-canary-91d2");

} // namespace

/// The real keychain of a GNOME desktop. The functions run in their order, for the last two take it away.
class GnomeKeyringTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void keepsAndGivesBack();
    void replacesAndRemoves();
    void keepsBytesOfEveryKind();
    void servicesDoNotSeeEachOther();
    void theVaultKeepsItsKeyHere();
    void aLockedKeychainIsNotAnEmptyOne();
    void aKeychainThatEndedIsNotAnEmptyOne();

private:
    std::unique_ptr<GnomeKeyring> m_keyring;
    OsKeychain m_keychain{QStringLiteral("AlwaysLeads test"), 15s};
    TestDatabase m_files;
    VirtualClock m_clock;
};

void GnomeKeyringTest::initTestCase()
{
    if (!GnomeKeyring::isInstalled()) {
        QSKIP("gnome-keyring is not installed");
    }
    m_keyring = std::make_unique<GnomeKeyring>();
    QVERIFY2(m_keyring->problem().isEmpty(), qPrintable(m_keyring->problem()));
}

void GnomeKeyringTest::keepsAndGivesBack()
{
    const Result<QByteArray> missing = QCoro::waitFor(m_keychain.read(QStringLiteral("first")));
    QVERIFY(!missing);
    QVERIFY2(missing.error().kind == ErrorKind::NotFound, qPrintable(missing.error().detail));
    const Result<> written = QCoro::waitFor(m_keychain.write(QStringLiteral("first"), "one"));
    QVERIFY2(written, written ? "" : qPrintable(written.error().detail));
    QCOMPARE(*QCoro::waitFor(m_keychain.read(QStringLiteral("first"))), QByteArray("one"));
}

void GnomeKeyringTest::replacesAndRemoves()
{
    QVERIFY(QCoro::waitFor(m_keychain.write(QStringLiteral("second"), "one")));
    QVERIFY(QCoro::waitFor(m_keychain.write(QStringLiteral("second"), "two")));
    QCOMPARE(*QCoro::waitFor(m_keychain.read(QStringLiteral("second"))), QByteArray("two"));
    QVERIFY(QCoro::waitFor(m_keychain.remove(QStringLiteral("second"))));
    QCOMPARE(QCoro::waitFor(m_keychain.read(QStringLiteral("second"))).error().kind, ErrorKind::NotFound);
}

void GnomeKeyringTest::keepsBytesOfEveryKind()
{
    QByteArray all(256, '\0');
    for (int byte = 0; byte < all.size(); ++byte) {
        all[byte] = char(byte);
    }
    QVERIFY(QCoro::waitFor(m_keychain.write(QStringLiteral("bytes"), all)));
    QCOMPARE(*QCoro::waitFor(m_keychain.read(QStringLiteral("bytes"))), all);
}

void GnomeKeyringTest::servicesDoNotSeeEachOther()
{
    OsKeychain other(QStringLiteral("AlwaysLeads sandbox test"), 15s);
    QVERIFY(QCoro::waitFor(m_keychain.write(QStringLiteral("mine"), "one")));
    QCOMPARE(QCoro::waitFor(other.read(QStringLiteral("mine"))).error().kind, ErrorKind::NotFound);
}

void GnomeKeyringTest::theVaultKeepsItsKeyHere()
{
    {
        Vault vault(*m_files, m_keychain, m_clock);
        const Result<> opened = QCoro::waitFor(vault.open());
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().detail));
        QCOMPARE(vault.state(), Vault::State::Open);
        QVERIFY(QCoro::waitFor(vault.keep(QStringLiteral("claude"), QByteArray(canary.data(), canary.size()), {})));
    }
    m_files.reopen();
    Vault vault(*m_files, m_keychain, m_clock);
    QVERIFY(QCoro::waitFor(vault.open()));
    QCOMPARE(*QCoro::waitFor(vault.secret(QStringLiteral("claude"))), canary);
    for (const QString &folder : {m_keyring->folder(), m_files.folder.path()}) {
        QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains(canary), qPrintable(file.fileName()));
        }
    }
}

void GnomeKeyringTest::aLockedKeychainIsNotAnEmptyOne()
{
    QVERIFY(m_keyring->lock());
    Vault vault(*m_files, m_keychain, m_clock);
    const Result<> opened = QCoro::waitFor(vault.open());
    QVERIFY(!opened);
    QVERIFY2(opened.error().kind == ErrorKind::Refused, qPrintable(opened.error().detail));
    QVERIFY(opened.error().message.contains(QLatin1String("locked")));
    QCOMPARE(vault.state(), Vault::State::Closed);
}

void GnomeKeyringTest::aKeychainThatEndedIsNotAnEmptyOne()
{
    m_keyring->stop();
    Vault vault(*m_files, m_keychain, m_clock);
    const Result<> opened = QCoro::waitFor(vault.open());
    QVERIFY(!opened);
    QVERIFY2(opened.error().kind == ErrorKind::Network, qPrintable(opened.error().detail));
    QCOMPARE(vault.state(), Vault::State::Closed);
}

QTEST_GUILESS_MAIN(GnomeKeyringTest)
#include "GnomeKeyringTest.moc"
