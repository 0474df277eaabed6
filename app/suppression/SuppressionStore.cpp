#include "suppression/SuppressionStore.h"

#include "storage/FreshId.h"
#include "storage/JsonIds.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <utility>

namespace AlwaysLeads {

namespace {

using Kind = SuppressionEntry::Kind;

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

SuppressionEntry entryIn(const Query &row)
{
    return {SuppressionId(row.number(0)),
            suppressionKindFromWord(row.text(1)),
            row.text(2),
            reasonFrom(row.text(3)),
            row.text(4),
            row.time(5)};
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

Result<std::optional<SuppressionEntry>> SuppressionStore::find(Connection &connection,
                                                               const EmailAddress &address) const
{
    const Result<SuppressionKey> key = SuppressionKeyStore().read(connection);
    if (!key) {
        return failureOf(key);
    }
    if (key->isNone()) {
        return std::nullopt;
    }
    for (const auto &[kind, normal] : SuppressionSubject::candidates(address)) {
        Result<Query> row =
            connection.query(QStringLiteral("SELECT %1 FROM suppression WHERE kind = ? AND key_hash = ?").arg(columns),
                             {toWord(kind), key->hashOf(kind, normal)});
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
    return key->hasPatterns() ? findByPattern(connection, key->patterns, address)
                              : Result<std::optional<SuppressionEntry>>();
}

Result<const AddressPatterns *> SuppressionStore::patternsOf(Connection &connection, const QString &set) const
{
    if (set.isEmpty()) {
        return SuppressionKeyStore::unreadable(QStringLiteral("suppression.patterns is missing"));
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
                return SuppressionKeyStore::unreadable(
                    QStringLiteral("pattern %1: %2").arg(rows->number(0)).arg(pattern.error().message));
            }
            fresh.patterns.add(rows->number(0), *pattern);
        }
        if (const Result<int> all = rows->outcome(0); !all) {
            return failureOf(all);
        }
        read = std::move(fresh);
    }
    return &read.patterns;
}

Result<std::optional<SuppressionEntry>> SuppressionStore::findByPattern(Connection &connection, const QString &set,
                                                                        const EmailAddress &address) const
{
    const Result<const AddressPatterns *> patterns = patternsOf(connection, set);
    if (!patterns) {
        return failureOf(patterns);
    }
    const std::optional<qint64> id = (*patterns)->match(address);
    if (!id) {
        return std::nullopt;
    }
    Result<SuppressionEntry> found = entry(connection, SuppressionId(*id));
    return found ? Result<std::optional<SuppressionEntry>>(std::move(*found)) : failureOf(std::move(found));
}

Result<SuppressionSieve> SuppressionStore::sieve(Connection &connection) const
{
    const Result<SuppressionKey> key = SuppressionKeyStore().read(connection);
    if (!key) {
        return failureOf(key);
    }
    if (key->isNone()) {
        return SuppressionSieve();
    }
    std::vector<quint64> addresses;
    std::vector<quint64> domains;
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT kind = 'domain', substr(key_hash, 1, 8) FROM suppression WHERE kind <> 'pattern'"));
    if (!rows) {
        return failureOf(std::move(rows));
    }
    while (rows->next()) {
        (rows->flag(0) ? domains : addresses).push_back(SuppressionSieve::beginningOf(rows->blob(1)));
    }
    if (const Result<int> all = rows->outcome(0); !all) {
        return failureOf(all);
    }
    AddressPatterns patterns;
    if (key->hasPatterns()) {
        const Result<const AddressPatterns *> read = patternsOf(connection, key->patterns);
        if (!read) {
            return failureOf(read);
        }
        patterns = **read;
    }
    return SuppressionSieve(*key, std::move(addresses), std::move(domains), std::move(patterns));
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
    const SuppressionKeyStore keys;
    Result<SuppressionKey> key = keys.read(connection);
    if (key && key->isNone()) {
        key = keys.make(connection);
    }
    if (!key) {
        return failureOf(std::move(key));
    }
    const QByteArray hash = key->hashOf(subject.kind(), subject.normal());
    Result<Query> there =
        connection.query(QStringLiteral("SELECT %1 FROM suppression WHERE kind = ? AND key_hash = ?").arg(columns),
                         {toWord(subject.kind()), hash});
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
        connection.insert(QStringLiteral("INSERT INTO suppression (id, kind, key_hash, shown, reason, detail, "
                                         "added_at) VALUES (%1, ?, ?, ?, ?, ?, ?)")
                              .arg(freshId("suppression")),
                          {toWord(entry.kind), hash, entry.shown, wordFor(entry.reason), entry.detail, entry.addedAt});
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
