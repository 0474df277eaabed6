#include "keychain/Cipher.h"

#include <QSet>
#include <QtTest>

using namespace AlwaysLeads;

namespace {

QByteArray hex(const char *text)
{
    return QByteArray::fromHex(text);
}

SecretKey keyOf(const QByteArray &bytes)
{
    return std::move(SecretKey::fromBytes(bytes).value());
}

} // namespace

class CipherTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void givesThePublishedCiphertexts_data();
    void givesThePublishedCiphertexts();
    void everyAlteredBitIsRefused();
    void everyCutIsRefused();
    void anotherKeyIsRefused();
    void anotherAssociationIsRefused();
    void noNonceComesTwice();
    void anEmptySecretIsASecret();
    void scryptGivesThePublishedKey();
    void onePassphraseOnEveryKeyboard();
    void refusesCostsThatNobodyWrote_data();
    void refusesCostsThatNobodyWrote();
    void aKeyIsThirtyTwoBytes();
    void theIdOfAKeySaysOnlyWhichOneItIs();
    void wipingLeavesNothing();
};

// "The Galois/Counter Mode of Operation (GCM)", McGrew and Viega, appendix B: test cases 13 to 16, which NIST took
// over.
void CipherTest::givesThePublishedCiphertexts_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("nonce");
    QTest::addColumn<QByteArray>("plain");
    QTest::addColumn<QByteArray>("associated");
    QTest::addColumn<QByteArray>("sealed");

    const QByteArray zeroKey(32, '\0');
    const QByteArray zeroNonce(12, '\0');
    QTest::newRow("13: nothing") << zeroKey << zeroNonce << QByteArray() << QByteArray()
                                 << hex("530f8afbc74536b9a963b4f1c4cb738b");
    QTest::newRow("14: one block") << zeroKey << zeroNonce << QByteArray(16, '\0') << QByteArray()
                                   << hex("cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919");
    const QByteArray key = hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
    const QByteArray nonce = hex("cafebabefacedbaddecaf888");
    const QByteArray plain =
        hex("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525"
            "b16aedf5aa0de657ba637b391aafd255");
    const QByteArray cipher =
        hex("522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838"
            "c5f61e6393ba7a0abcc9f662898015ad");
    QTest::newRow("15: four blocks") << key << nonce << plain << QByteArray()
                                     << cipher + hex("b094dac5d93471bdec1a502270e3cc6c");
    QTest::newRow("16: with associated data")
        << key << nonce << plain.first(60) << hex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
        << cipher.first(60) + hex("76fc6ece0f4e1768cddf8853bb2d551b");
}

void CipherTest::givesThePublishedCiphertexts()
{
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, nonce);
    QFETCH(QByteArray, plain);
    QFETCH(QByteArray, associated);
    QFETCH(QByteArray, sealed);
    const SecretKey secretKey = keyOf(key);
    const Result<Sealed> made = Cipher::sealWith(secretKey, nonce, plain, associated);
    QVERIFY(made);
    QCOMPARE(made->ciphertext.toHex(), sealed.toHex());
    const Result<QByteArray> back = Cipher::open(secretKey, {nonce, sealed}, associated);
    QVERIFY(back);
    QCOMPARE(*back, plain);
}

void CipherTest::everyAlteredBitIsRefused()
{
    const SecretKey key = SecretKey::random().value();
    const QByteArray associated("name");
    const Sealed sealed = Cipher::seal(key, QByteArrayLiteral("sk-ant-a-secret"), associated).value();
    QVERIFY(Cipher::open(key, sealed, associated));
    for (QByteArray Sealed::*part : {&Sealed::nonce, &Sealed::ciphertext}) {
        for (qsizetype bit = 0; bit < (sealed.*part).size() * 8; ++bit) {
            Sealed altered = sealed;
            (altered.*part)[bit / 8] = char((altered.*part).at(bit / 8) ^ (1 << (bit % 8)));
            QCOMPARE(Cipher::open(key, altered, associated).error().kind, ErrorKind::Invalid);
        }
    }
}

void CipherTest::everyCutIsRefused()
{
    const SecretKey key = SecretKey::random().value();
    const Sealed sealed = Cipher::seal(key, QByteArrayLiteral("sk-ant-a-secret"), {}).value();
    for (qsizetype length = 0; length < sealed.ciphertext.size(); ++length) {
        QVERIFY(!Cipher::open(key, {sealed.nonce, sealed.ciphertext.first(length)}, {}));
        QVERIFY(!Cipher::open(key, {sealed.nonce, sealed.ciphertext.last(length)}, {}));
    }
    for (qsizetype length = 0; length < sealed.nonce.size(); ++length) {
        QVERIFY(!Cipher::open(key, {sealed.nonce.first(length), sealed.ciphertext}, {}));
    }
    QVERIFY(!Cipher::open(key, {sealed.nonce + '\0', sealed.ciphertext}, {}));
    QVERIFY(!Cipher::open(key, {sealed.nonce, sealed.ciphertext + '\0'}, {}));
}

void CipherTest::anotherKeyIsRefused()
{
    const Sealed sealed = Cipher::seal(SecretKey::random().value(), QByteArrayLiteral("secret"), {}).value();
    QCOMPARE(Cipher::open(SecretKey::random().value(), sealed, {}).error().kind, ErrorKind::Invalid);
}

void CipherTest::anotherAssociationIsRefused()
{
    const SecretKey key = SecretKey::random().value();
    const Sealed sealed = Cipher::seal(key, QByteArrayLiteral("secret"), QByteArrayLiteral("claude")).value();
    QVERIFY(!Cipher::open(key, sealed, QByteArrayLiteral("apollo")));
    QVERIFY(!Cipher::open(key, sealed, {}));
}

void CipherTest::noNonceComesTwice()
{
    const SecretKey key = SecretKey::random().value();
    QSet<QByteArray> nonces;
    QSet<QByteArray> ciphertexts;
    for (int turn = 0; turn < 1000; ++turn) {
        const Sealed sealed = Cipher::seal(key, QByteArrayLiteral("the same secret"), {}).value();
        QCOMPARE(sealed.nonce.size(), 12);
        nonces.insert(sealed.nonce);
        ciphertexts.insert(sealed.ciphertext);
    }
    QCOMPARE(nonces.size(), 1000);
    QCOMPARE(ciphertexts.size(), 1000);
}

void CipherTest::anEmptySecretIsASecret()
{
    const SecretKey key = SecretKey::random().value();
    const Sealed sealed = Cipher::seal(key, {}, {}).value();
    const Result<QByteArray> back = Cipher::open(key, sealed, {});
    QVERIFY(back);
    QVERIFY(back->isEmpty());
}

// RFC 7914, section 12, third vector, its first 32 bytes.
void CipherTest::scryptGivesThePublishedKey()
{
    const SecretKey key =
        SecretKey::fromPassphrase(QStringLiteral("pleaseletmein"), QByteArrayLiteral("SodiumChloride"), {16384, 8, 1})
            .value();
    QCOMPARE(key.toByteArray().toHex(), QByteArray("7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"));
}

void CipherTest::onePassphraseOnEveryKeyboard()
{
    const QByteArray salt(16, 's');
    const ScryptCost cheap{1024, 8, 1};
    const QString composed = QStringLiteral("caf\u00e9 au lait");
    const QString decomposed = QStringLiteral("cafe\u0301 au lait");
    const QString id = SecretKey::fromPassphrase(composed, salt, cheap).value().id();
    QCOMPARE(SecretKey::fromPassphrase(decomposed, salt, cheap).value().id(), id);
    QVERIFY(SecretKey::fromPassphrase(QStringLiteral("cafe au lait"), salt, cheap).value().id() != id);
    QVERIFY(SecretKey::fromPassphrase(composed, QByteArray(16, 't'), cheap).value().id() != id);
}

void CipherTest::refusesCostsThatNobodyWrote_data()
{
    QTest::addColumn<quint64>("n");
    QTest::addColumn<quint64>("r");
    QTest::addColumn<quint64>("p");
    QTest::newRow("unreadable") << quint64(0) << quint64(0) << quint64(0);
    QTest::newRow("no power of two") << quint64(1000) << quint64(8) << quint64(1);
    QTest::newRow("all memory") << quint64(1) << quint64(8) << quint64(1);
    QTest::newRow("a terabyte") << (quint64(1) << 33) << quint64(8) << quint64(1);
    QTest::newRow("an overflow") << (quint64(1) << 63) << (quint64(1) << 60) << quint64(1);
    QTest::newRow("for ever") << quint64(1 << 17) << quint64(8) << quint64(1 << 20);
}

void CipherTest::refusesCostsThatNobodyWrote()
{
    QFETCH(quint64, n);
    QFETCH(quint64, r);
    QFETCH(quint64, p);
    const auto key = SecretKey::fromPassphrase(QStringLiteral("a long passphrase"), QByteArray(16, 's'), {n, r, p});
    QVERIFY(!key);
    QCOMPARE(key.error().kind, ErrorKind::Invalid);
}

void CipherTest::aKeyIsThirtyTwoBytes()
{
    QVERIFY(SecretKey::fromBytes(QByteArray(32, 'k')));
    QVERIFY(!SecretKey::fromBytes(QByteArray(31, 'k')));
    QVERIFY(!SecretKey::fromBytes(QByteArray(33, 'k')));
    QVERIFY(!SecretKey::fromBytes({}));
}

void CipherTest::theIdOfAKeySaysOnlyWhichOneItIs()
{
    const QByteArray bytes(32, 'k');
    QCOMPARE(keyOf(bytes).id(), keyOf(bytes).id());
    QVERIFY(keyOf(bytes).id() != keyOf(QByteArray(32, 'l')).id());
    QVERIFY(!bytes.toHex().contains(keyOf(bytes).id().toLatin1()));
}

void CipherTest::wipingLeavesNothing()
{
    SecretKey key = keyOf(QByteArray(32, 'k'));
    SecretKey taken = std::move(key);
    QCOMPARE(taken.toByteArray(), QByteArray(32, 'k'));
    QCOMPARE(QByteArray(reinterpret_cast<const char *>(key.bytes()), 32),
             QByteArray(32, '\0')); // moved from, and wiped
    QByteArray text("secret");
    text.detach();
    wipe(text);
    QVERIFY(text.isEmpty());
}

QTEST_GUILESS_MAIN(CipherTest)
#include "CipherTest.moc"
