#include "suppression/SuppressionStore.h"

#include <QLocale>

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <array>

namespace AlwaysLeads {

namespace {

using Kind = SuppressionEntry::Kind;

constexpr int keySize = 32;
const QString columns = QStringLiteral("id, kind, shown, reason, detail, added_at");

struct ReasonWord
{
    SuppressionReason reason;
    const char *word;
};
constexpr std::array reasonWords{
    ReasonWord{SuppressionReason::OptedOut, "opted out"},
    ReasonWord{SuppressionReason::Bounced, "bounced"},
    ReasonWord{SuppressionReason::Complaint, "complaint"},
    ReasonWord{SuppressionReason::ByHand, "by hand"},
};

QString wordFor(SuppressionReason reason)
{
    const auto *found = std::ranges::find(reasonWords, reason, &ReasonWord::reason);
    return QLatin1String(found->word);
}

SuppressionReason reasonFrom(const QString &word)
{
    for (const ReasonWord &known : reasonWords) {
        if (word == QLatin1String(known.word)) {
            return known.reason;
        }
    }
    return SuppressionReason::ByHand; // a word of a later program: still a no
}

QString wordFor(Kind kind)
{
    return kind == Kind::Address ? QStringLiteral("address") : QStringLiteral("domain");
}

SuppressionEntry entryIn(const Query &row)
{
    return {SuppressionId(row.number(0)),
            row.text(1) == QLatin1String("address") ? Kind::Address : Kind::Domain,
            row.text(2),
            reasonFrom(row.text(3)),
            row.text(4),
            row.time(5)};
}

/// One person however they write themselves: without case, and without the "+tag" that leads to the same mailbox.
QString normalOf(const EmailAddress &address)
{
    QString local = address.localPart().normalized(QString::NormalizationForm_KC).toCaseFolded();
    if (const qsizetype tag = local.indexOf(QLatin1Char('+')); tag > 0) {
        local.truncate(tag);
    }
    return local + QLatin1Char('@') + address.domain();
}

QString shownOf(const EmailAddress &address)
{
    const QString local = address.localPart();
    const qsizetype known = local.size() > 4 ? 2 : 1;
    return local.left(known) + QChar(0x2026) + address.shown().mid(address.shown().lastIndexOf(QLatin1Char('@')));
}

QByteArray hashOf(const QByteArray &key, Kind kind, const QString &normal)
{
    const QByteArray text = (wordFor(kind) + QLatin1Char(':') + normal).toUtf8();
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    HMAC(EVP_sha256(), key.constData(), int(key.size()), reinterpret_cast<const unsigned char *>(text.constData()),
         size_t(text.size()), digest.data(), &length);
    return QByteArray(reinterpret_cast<const char *>(digest.data()), qsizetype(length));
}

/// Empty when this profile has none yet.
Result<QByteArray> keyIn(Connection &connection)
{
    Result<Query> row = connection.query(QStringLiteral("SELECT value FROM setting WHERE name = 'suppression.key'"));
    if (!row) {
        return failureOf(std::move(row));
    }
    const QByteArray key = row->next() ? QByteArray::fromHex(row->text(0).toLatin1()) : QByteArray();
    return row->outcome(key);
}

Result<> keepKey(Connection &connection, const QByteArray &key)
{
    return connection
        .run(QStringLiteral("INSERT INTO setting (name, value) VALUES ('suppression.key', ?)"),
             {QString::fromLatin1(key.toHex())})
        .map([](qint64) {});
}

} // namespace

/// A key that is gone or cut would make every lookup miss, so a lookup fails instead of saying "may be written to".
Result<QByteArray> SuppressionStore::soundKey(Connection &connection) const
{
    Result<QByteArray> key = keyIn(connection);
    if (!key || key->size() == keySize) {
        return key;
    }
    const Result<qint64> rows = connection.number(QStringLiteral("SELECT count(*) FROM suppression"));
    if (!rows) {
        return failureOf(rows);
    }
    if (*rows > 0 || !key->isEmpty()) {
        return failure(ErrorKind::Storage,
                       tr("The list of people who said no cannot be read, so nobody can be written to. Open a backup."),
                       QStringLiteral("suppression.key is missing or damaged"));
    }
    return QByteArray();
}

Result<std::optional<SuppressionEntry>> SuppressionStore::find(Connection &connection,
                                                               const EmailAddress &address) const
{
    const Result<QByteArray> key = soundKey(connection);
    if (!key) {
        return failureOf(key);
    }
    if (key->isEmpty()) {
        return std::nullopt;
    }
    QList<std::pair<Kind, QString>> candidates{{Kind::Address, normalOf(address)}};
    for (QString domain = address.domain(); !domain.isEmpty();) {
        candidates.append({Kind::Domain, domain});
        const qsizetype dot = domain.indexOf(QLatin1Char('.'));
        domain = dot < 0 ? QString() : domain.mid(dot + 1);
    }
    for (const auto &[kind, normal] : candidates) {
        Result<Query> row =
            connection.query(QStringLiteral("SELECT %1 FROM suppression WHERE kind = ? AND key_hash = ?").arg(columns),
                             {wordFor(kind), hashOf(*key, kind, normal)});
        if (!row) {
            return failureOf(std::move(row));
        }
        if (row->next()) {
            return entryIn(*row);
        }
        if (const Result<int> read = row->outcome(0); !read) {
            return failureOf(read);
        }
    }
    return std::nullopt;
}

Result<SuppressionEntry> SuppressionStore::addAddress(Connection &connection, const EmailAddress &address,
                                                      SuppressionReason reason, const QString &detail,
                                                      const QDateTime &now) const
{
    if (address.isNull()) {
        return failure(ErrorKind::Invalid, tr("There is no address to block."));
    }
    return add(connection, {{}, Kind::Address, shownOf(address), reason, detail, now}, normalOf(address));
}

Result<SuppressionEntry> SuppressionStore::addDomain(Connection &connection, const QString &domain,
                                                     SuppressionReason reason, const QString &detail,
                                                     const QDateTime &now) const
{
    QString typed = domain.trimmed();
    if (typed.startsWith(QLatin1Char('@'))) {
        typed.remove(0, 1);
    }
    // One set of rules for domains: those of the address it stands in.
    const Result<EmailAddress> inAddress = EmailAddress::parse(QStringLiteral("x@") + typed);
    if (typed.contains(QLatin1Char('@')) || !inAddress) {
        return failure(ErrorKind::Invalid,
                       tr("\"%1\" is not a domain. Type it like example.org.").arg(domain.trimmed()));
    }
    const QString shown = inAddress->shown().mid(2);
    return add(connection, {{}, Kind::Domain, shown, reason, detail, now}, inAddress->domain());
}

Result<SuppressionEntry> SuppressionStore::add(Connection &connection, SuppressionEntry entry,
                                               const QString &normal) const
{
    Result<QByteArray> key = soundKey(connection);
    if (!key) {
        return failureOf(std::move(key));
    }
    if (key->isEmpty()) {
        key->resize(keySize);
        if (RAND_bytes(reinterpret_cast<unsigned char *>(key->data()), keySize) != 1) {
            return failure(ErrorKind::Bug, tr("This computer gives no random numbers, so nothing was saved."));
        }
        if (Result<> kept = keepKey(connection, *key); !kept) {
            return failureOf(std::move(kept));
        }
    }
    const QByteArray hash = hashOf(*key, entry.kind, normal);
    const Result<qint64> added = connection.run(
        QStringLiteral(
            "INSERT INTO suppression (kind, key_hash, shown, reason, detail, added_at) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (kind, key_hash) DO NOTHING"),
        {wordFor(entry.kind), hash, entry.shown, wordFor(entry.reason), entry.detail, entry.addedAt});
    if (!added) {
        return failureOf(added);
    }
    Result<Query> row =
        connection.query(QStringLiteral("SELECT %1 FROM suppression WHERE kind = ? AND key_hash = ?").arg(columns),
                         {wordFor(entry.kind), hash});
    if (!row) {
        return failureOf(std::move(row));
    }
    if (row->next()) {
        return entryIn(*row);
    }
    return row->outcome(entry);
}

Result<bool> SuppressionStore::isEmpty(Connection &connection) const
{
    return connection.number(QStringLiteral("SELECT EXISTS (SELECT 1 FROM suppression)")).map([](qint64 any) {
        return any == 0;
    });
}

Result<QList<SuppressionEntry>> SuppressionStore::list(Connection &connection) const
{
    Result<Query> rows =
        connection.query(QStringLiteral("SELECT %1 FROM suppression ORDER BY added_at DESC, id DESC").arg(columns));
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<SuppressionEntry> entries;
    while (rows->next()) {
        entries.append(entryIn(*rows));
    }
    return rows->outcome(entries);
}

Result<> SuppressionStore::release(Connection &connection, SuppressionId id) const
{
    const Result<qint64> gone = connection.run(QStringLiteral("DELETE FROM suppression WHERE id = ?"), {id.value()});
    if (!gone) {
        return failureOf(gone);
    }
    if (*gone == 0) {
        return failure(ErrorKind::NotFound, tr("This entry is not in the list any more."));
    }
    return {};
}

Result<qint64> SuppressionStore::addAllFrom(Connection &connection, Connection &other) const
{
    Result<QByteArray> theirs = soundKey(other);
    Result<QByteArray> ours = soundKey(connection);
    if (!theirs || !ours) {
        return failureOf(theirs ? std::move(ours) : std::move(theirs));
    }
    if (theirs->isEmpty()) {
        return 0;
    }
    if (ours->isEmpty()) { // the backup is older than the first "no"
        if (Result<> kept = keepKey(connection, *theirs); !kept) {
            return failureOf(std::move(kept));
        }
    } else if (*ours != *theirs) {
        return failure(ErrorKind::Invalid,
                       tr("That file belongs to another profile. Its list of people who said no was not "
                          "taken over."));
    }
    Result<Query> rows =
        other.query(QStringLiteral("SELECT kind, key_hash, shown, reason, detail, added_at FROM suppression"));
    if (!rows) {
        return failureOf(std::move(rows));
    }
    qint64 count = 0;
    while (rows->next()) {
        const Result<qint64> added = connection.run(
            QStringLiteral("INSERT INTO suppression (kind, key_hash, shown, reason, detail, added_at) "
                           "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (kind, key_hash) DO NOTHING"),
            {rows->text(0), rows->blob(1), rows->text(2), rows->text(3), rows->text(4), rows->number(5)});
        if (!added) {
            return failureOf(added);
        }
        count += *added;
    }
    return rows->outcome(count);
}

QString SuppressionStore::sentence(const SuppressionEntry &entry)
{
    const QString day = QLocale().toString(entry.addedAt.toLocalTime().date(), QLocale::LongFormat);
    const bool domain = entry.kind == Kind::Domain;
    switch (entry.reason) {
    case SuppressionReason::OptedOut:
        return tr("Asked on %1 not to be written to again.").arg(day);
    case SuppressionReason::Bounced:
        return tr("Their server said on %1 that this address does not exist.").arg(day);
    case SuppressionReason::Complaint:
        return tr("Complained about a mail on %1.").arg(day);
    case SuppressionReason::ByHand:
        break;
    }
    return domain ? tr("You blocked everybody at %1 on %2.").arg(entry.shown, day)
                  : tr("You blocked this address on %1.").arg(day);
}

} // namespace AlwaysLeads
