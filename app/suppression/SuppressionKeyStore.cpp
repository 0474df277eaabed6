#include "suppression/SuppressionKeyStore.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>

namespace AlwaysLeads {

namespace {

using Kind = SuppressionSubject::Kind;

constexpr int keySize = 32;
const QString keyName = QStringLiteral("suppression.key");
const QString patternsName = QStringLiteral("suppression.patterns");
const QString noPatterns = QStringLiteral("none");

struct KindWord
{
    Kind kind;
    const char *word;
};
constexpr std::array kindWords{
    KindWord{Kind::Address, "address"},
    KindWord{Kind::Domain, "domain"},
    KindWord{Kind::Pattern, "pattern"},
};

} // namespace

QString toWord(Kind kind)
{
    const auto *found = std::ranges::find(kindWords, kind, &KindWord::kind);
    return QLatin1String(found->word);
}

Kind suppressionKindFromWord(const QString &word)
{
    for (const KindWord &known : kindWords) {
        if (word == QLatin1String(known.word)) {
            return known.kind;
        }
    }
    return Kind::Address;
}

bool SuppressionKey::hasPatterns() const
{
    return patterns != noPatterns;
}

QByteArray SuppressionKey::hashOf(Kind kind, const QString &normal) const
{
    if (kind == Kind::Pattern) {
        return normal.toUtf8();
    }
    const QByteArray text = (toWord(kind) + QLatin1Char(':') + normal).toUtf8();
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    HMAC(EVP_sha256(), secret.constData(), int(secret.size()),
         reinterpret_cast<const unsigned char *>(text.constData()), size_t(text.size()), digest.data(), &length);
    return QByteArray(reinterpret_cast<const char *>(digest.data()), qsizetype(length));
}

Result<SuppressionKey> SuppressionKeyStore::read(Connection &connection) const
{
    Result<Query> rows = connection.query(QStringLiteral("SELECT name, value FROM setting WHERE name IN (?, ?)"),
                                          {keyName, patternsName});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    SuppressionKey key;
    while (rows->next()) {
        if (rows->text(0) == keyName) {
            key.secret = QByteArray::fromHex(rows->text(1).toLatin1());
        } else {
            key.patterns = rows->text(1);
        }
    }
    Result<SuppressionKey> outcome = rows->outcome(key);
    if (!outcome || key.secret.size() == keySize) {
        return outcome;
    }
    const Result<qint64> refused = connection.number(QStringLiteral("SELECT count(*) FROM suppression"));
    if (!refused) {
        return failureOf(refused);
    }
    if (*refused > 0 || !key.secret.isEmpty()) {
        return unreadable(QStringLiteral("suppression.key is missing or damaged"));
    }
    return SuppressionKey();
}

Result<SuppressionKey> SuppressionKeyStore::make(Connection &connection) const
{
    SuppressionKey key;
    key.secret.resize(keySize);
    if (RAND_bytes(reinterpret_cast<unsigned char *>(key.secret.data()), keySize) != 1) {
        return failure(ErrorKind::Bug, tr("This computer gives no random numbers, so nothing was saved."));
    }
    Result<> kept = keep(connection, key);
    return kept ? Result<SuppressionKey>(key) : failureOf(std::move(kept));
}

Result<> SuppressionKeyStore::keep(Connection &connection, const SuppressionKey &key) const
{
    const Result<qint64> kept =
        connection.run(QStringLiteral("INSERT INTO setting (name, value) VALUES (?, ?), (?, ?)"),
                       {keyName, QString::fromLatin1(key.secret.toHex()), patternsName, noPatterns});
    return kept ? Result<>() : failureOf(kept);
}

tl::unexpected<Error> SuppressionKeyStore::unreadable(const QString &detail)
{
    return failure(ErrorKind::Storage,
                   tr("The list of people who said no cannot be read, so nobody can be written to. Open a backup."),
                   detail);
}

} // namespace AlwaysLeads
