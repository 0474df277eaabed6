#include "suppression/SuppressionStore.h"

#include "storage/JsonIds.h"

#include <QLocale>

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <utility>

namespace AlwaysLeads {

namespace {

using Kind = SuppressionEntry::Kind;

constexpr int keySize = 32;
const QString keyName = QStringLiteral("suppression.key");
const QString patternsName = QStringLiteral("suppression.patterns");
const QString noPatterns = QStringLiteral("none");
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

QString wordFor(Kind kind)
{
    const auto *found = std::ranges::find(kindWords, kind, &KindWord::kind);
    return QLatin1String(found->word);
}

Kind kindFrom(const QString &word)
{
    for (const KindWord &known : kindWords) {
        if (word == QLatin1String(known.word)) {
            return known.kind;
        }
    }
    return Kind::Address;
}

SuppressionEntry entryIn(const Query &row)
{
    return {SuppressionId(row.number(0)), kindFrom(row.text(1)), row.text(2),
            reasonFrom(row.text(3)),      row.text(4),           row.time(5)};
}

/// What a row is known by: a keyed hash of whoever could be a person, a pattern itself.
QByteArray hashOf(const QByteArray &key, Kind kind, const QString &normal)
{
    if (kind == Kind::Pattern) {
        return normal.toUtf8();
    }
    const QByteArray text = (wordFor(kind) + QLatin1Char(':') + normal).toUtf8();
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    HMAC(EVP_sha256(), key.constData(), int(key.size()), reinterpret_cast<const unsigned char *>(text.constData()),
         size_t(text.size()), digest.data(), &length);
    return QByteArray(reinterpret_cast<const char *>(digest.data()), qsizetype(length));
}

Result<> keepKey(Connection &connection, const QByteArray &key)
{
    const Result<qint64> kept =
        connection.run(QStringLiteral("INSERT INTO setting (name, value) VALUES (?, ?), (?, ?)"),
                       {keyName, QString::fromLatin1(key.toHex()), patternsName, noPatterns});
    return kept ? Result<>() : failureOf(kept);
}

tl::unexpected<Error> unreadable(const QString &detail)
{
    return failure(ErrorKind::Storage,
                   SuppressionStore::tr("The list of people who said no cannot be read, so nobody can be written to. "
                                        "Open a backup."),
                   detail);
}

QString likeAnywhere(QString text)
{
    for (const QChar special : {QLatin1Char('\\'), QLatin1Char('%'), QLatin1Char('_')}) {
        text.replace(special, QLatin1Char('\\') + QString(special));
    }
    return QLatin1Char('%') + text + QLatin1Char('%');
}

/// The patterns that this thread read last. A name is random and given to one set only, in whatever file it stands, so
/// a set with the right name is the right one.
struct ReadPatterns
{
    QString name;
    AddressPatterns patterns;
};

} // namespace

Result<SuppressionStore::Secret> SuppressionStore::secretIn(Connection &connection) const
{
    Result<Query> rows = connection.query(QStringLiteral("SELECT name, value FROM setting WHERE name IN (?, ?)"),
                                          {keyName, patternsName});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    Secret secret;
    while (rows->next()) {
        if (rows->text(0) == keyName) {
            secret.key = QByteArray::fromHex(rows->text(1).toLatin1());
        } else {
            secret.patterns = rows->text(1);
        }
    }
    return rows->outcome(secret);
}

/// A key that is gone or cut would make every lookup miss, so a lookup fails instead of saying "may be written to".
Result<SuppressionStore::Secret> SuppressionStore::soundSecret(Connection &connection) const
{
    Result<Secret> secret = secretIn(connection);
    if (!secret || secret->key.size() == keySize) {
        return secret;
    }
    const Result<qint64> rows = connection.number(QStringLiteral("SELECT count(*) FROM suppression"));
    if (!rows) {
        return failureOf(rows);
    }
    if (*rows > 0 || !secret->key.isEmpty()) {
        return unreadable(QStringLiteral("suppression.key is missing or damaged"));
    }
    return Secret();
}

Result<std::optional<SuppressionEntry>> SuppressionStore::find(Connection &connection,
                                                               const EmailAddress &address) const
{
    const Result<Secret> secret = soundSecret(connection);
    if (!secret) {
        return failureOf(secret);
    }
    if (secret->key.isEmpty()) {
        return std::nullopt;
    }
    for (const auto &[kind, normal] : SuppressionSubject::candidates(address)) {
        Result<Query> row =
            connection.query(QStringLiteral("SELECT %1 FROM suppression WHERE kind = ? AND key_hash = ?").arg(columns),
                             {wordFor(kind), hashOf(secret->key, kind, normal)});
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
    if (secret->patterns == noPatterns) {
        return std::nullopt;
    }
    return findByPattern(connection, secret->patterns, address);
}

Result<std::optional<SuppressionEntry>> SuppressionStore::findByPattern(Connection &connection, const QString &set,
                                                                        const EmailAddress &address) const
{
    if (set.isEmpty()) {
        return unreadable(QStringLiteral("suppression.patterns is missing"));
    }
    thread_local ReadPatterns read;
    if (read.name != set) {
        ReadPatterns fresh{set, {}};
        Result<Query> rows =
            connection.query(QStringLiteral("SELECT id, key_hash FROM suppression WHERE kind = 'pattern' ORDER BY id"));
        if (!rows) {
            return failureOf(std::move(rows));
        }
        while (rows->next()) {
            const Result<AddressPattern> pattern = AddressPattern::parse(QString::fromUtf8(rows->blob(1)));
            if (!pattern) {
                return unreadable(QStringLiteral("pattern %1: %2").arg(rows->number(0)).arg(pattern.error().message));
            }
            fresh.patterns.add(rows->number(0), *pattern);
        }
        if (const Result<int> all = rows->outcome(0); !all) {
            return failureOf(all);
        }
        read = std::move(fresh);
    }
    const std::optional<qint64> id = read.patterns.match(address);
    if (!id) {
        return std::nullopt;
    }
    Result<SuppressionEntry> found = entry(connection, SuppressionId(*id));
    return found ? Result<std::optional<SuppressionEntry>>(std::move(*found)) : failureOf(std::move(found));
}

Result<SuppressionEntry> SuppressionStore::entry(Connection &connection, SuppressionId id) const
{
    Result<Query> row =
        connection.query(QStringLiteral("SELECT %1 FROM suppression WHERE id = ?").arg(columns), {id.value()});
    if (!row) {
        return failureOf(std::move(row));
    }
    if (row->next()) {
        return entryIn(*row);
    }
    if (const Result<int> read = row->outcome(0); !read) {
        return failureOf(read);
    }
    return failure(ErrorKind::NotFound, tr("This entry is not in the list any more."));
}

Result<SuppressionEntry> SuppressionStore::addAddress(Connection &connection, const EmailAddress &address,
                                                      SuppressionReason reason, const QString &detail,
                                                      const QDateTime &now) const
{
    const Result<SuppressionSubject> subject = SuppressionSubject::of(address);
    if (!subject) {
        return failureOf(subject);
    }
    return add(connection, *subject, reason, detail, now).map(&SuppressionAdded::entry);
}

Result<SuppressionEntry> SuppressionStore::addDomain(Connection &connection, const QString &domain,
                                                     SuppressionReason reason, const QString &detail,
                                                     const QDateTime &now) const
{
    const Result<SuppressionSubject> subject = SuppressionSubject::ofDomain(domain);
    if (!subject) {
        return failureOf(subject);
    }
    return add(connection, *subject, reason, detail, now).map(&SuppressionAdded::entry);
}

Result<> SuppressionStore::checkRoom(Connection &connection, Kind kind) const
{
    if (kind != Kind::Pattern) {
        return {};
    }
    const Result<qint64> patterns =
        connection.number(QStringLiteral("SELECT count(*) FROM suppression WHERE kind = 'pattern'"));
    if (!patterns) {
        return failureOf(patterns);
    }
    if (*patterns >= mostPatterns) {
        return failure(ErrorKind::Refused,
                       tr("There are %L1 patterns already, which is the most. Release some, or block a whole domain.")
                           .arg(mostPatterns));
    }
    return {};
}

Result<SuppressionAdded> SuppressionStore::add(Connection &connection, const SuppressionSubject &subject,
                                               SuppressionReason reason, const QString &detail,
                                               const QDateTime &now) const
{
    Result<Secret> secret = soundSecret(connection);
    if (!secret) {
        return failureOf(std::move(secret));
    }
    if (secret->key.isEmpty()) {
        secret->key.resize(keySize);
        if (RAND_bytes(reinterpret_cast<unsigned char *>(secret->key.data()), keySize) != 1) {
            return failure(ErrorKind::Bug, tr("This computer gives no random numbers, so nothing was saved."));
        }
        if (Result<> kept = keepKey(connection, secret->key); !kept) {
            return failureOf(std::move(kept));
        }
    }
    const QByteArray hash = hashOf(secret->key, subject.kind(), subject.normal());
    Result<Query> there =
        connection.query(QStringLiteral("SELECT %1 FROM suppression WHERE kind = ? AND key_hash = ?").arg(columns),
                         {wordFor(subject.kind()), hash});
    if (!there) {
        return failureOf(std::move(there));
    }
    if (there->next()) {
        return SuppressionAdded{entryIn(*there), false};
    }
    if (const Result<int> read = there->outcome(0); !read) {
        return failureOf(read);
    }
    if (Result<> room = checkRoom(connection, subject.kind()); !room) {
        return failureOf(std::move(room));
    }
    SuppressionEntry entry{{}, subject.kind(), subject.kept(), reason, detail, now};
    const Result<qint64> id =
        connection.insert(QStringLiteral("INSERT INTO suppression (kind, key_hash, shown, reason, detail, added_at) "
                                         "VALUES (?, ?, ?, ?, ?, ?)"),
                          {wordFor(entry.kind), hash, entry.shown, wordFor(entry.reason), entry.detail, entry.addedAt});
    if (!id) {
        return failureOf(id);
    }
    entry.id = SuppressionId(*id);
    entry.addedAt = QDateTime::fromMSecsSinceEpoch(now.toMSecsSinceEpoch(), Qt::UTC);
    return SuppressionAdded{entry, true};
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

Result<SuppressionPage> SuppressionStore::page(Connection &connection, const QString &search, qint64 offset,
                                               int limit) const
{
    const QString typed = search.trimmed();
    QString where = QStringLiteral("1");
    QVariantList values;
    if (!typed.isEmpty()) {
        // Nobody's address stands here; a whole one is found by its hash, or by the domain or pattern that covers it.
        qint64 covering = 0;
        if (const Result<EmailAddress> address = EmailAddress::parse(typed)) {
            const Result<std::optional<SuppressionEntry>> entry = find(connection, *address);
            if (!entry) {
                return failureOf(entry);
            }
            covering = *entry ? (*entry)->id.value() : 0;
        }
        where = QStringLiteral("(shown LIKE ? ESCAPE '\\' OR detail LIKE ? ESCAPE '\\' OR id = ?)");
        const QString like = likeAnywhere(typed);
        values = {like, like, covering};
    }
    const Result<qint64> total =
        connection.number(QStringLiteral("SELECT count(*) FROM suppression WHERE %1").arg(where), values);
    if (!total) {
        return failureOf(total);
    }
    SuppressionPage page;
    page.total = *total;
    values << limit << offset;
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT %1 FROM suppression WHERE %2 ORDER BY added_at DESC, id DESC LIMIT ? OFFSET ?")
            .arg(columns, where),
        values);
    if (!rows) {
        return failureOf(std::move(rows));
    }
    while (rows->next()) {
        page.entries.append(entryIn(*rows));
    }
    return rows->outcome(page);
}

Result<qint64> SuppressionStore::releaseAll(Connection &connection, const std::vector<SuppressionId> &ids) const
{
    return connection.run(QStringLiteral("DELETE FROM suppression WHERE id IN (SELECT value FROM json_each(?))"),
                          {jsonIds(ids)});
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
    Result<Secret> theirs = soundSecret(other);
    Result<Secret> ours = soundSecret(connection);
    if (!theirs || !ours) {
        return failureOf(theirs ? std::move(ours) : std::move(theirs));
    }
    if (theirs->key.isEmpty()) {
        return 0;
    }
    if (ours->key.isEmpty()) { // the backup is older than the first "no"
        if (Result<> kept = keepKey(connection, theirs->key); !kept) {
            return failureOf(std::move(kept));
        }
    } else if (ours->key != theirs->key) {
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
    switch (entry.kind) {
    case Kind::Address:
        return tr("You blocked this address on %1.").arg(day);
    case Kind::Domain:
        return tr("You blocked everybody at %1 on %2.").arg(entry.shown, day);
    case Kind::Pattern:
        break;
    }
    return tr("You blocked every address like %1 on %2.").arg(entry.shown, day);
}

} // namespace AlwaysLeads
