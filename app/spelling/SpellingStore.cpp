#include "spelling/SpellingStore.h"

namespace AlwaysLeads {

Result<QStringList> SpellingStore::words(Connection &connection) const
{
    Result<Query> query = connection.query(QStringLiteral("SELECT word FROM spelling_word ORDER BY word"));
    if (!query) {
        return failureOf(std::move(query));
    }
    QStringList words;
    while (query->next()) {
        words.append(query->text(0));
    }
    return query->outcome(words);
}

Result<> SpellingStore::add(Connection &connection, const QString &word, const QDateTime &now) const
{
    Result<qint64> added = connection.run(
        QStringLiteral("INSERT OR IGNORE INTO spelling_word (word, added_at) VALUES (?, ?)"), {word, now});
    return added ? Result<>() : failureOf(std::move(added));
}

Result<> SpellingStore::remove(Connection &connection, const QString &word) const
{
    Result<qint64> removed = connection.run(QStringLiteral("DELETE FROM spelling_word WHERE word = ?"), {word});
    return removed ? Result<>() : failureOf(std::move(removed));
}

} // namespace AlwaysLeads
