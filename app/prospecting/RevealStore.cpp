#include "prospecting/RevealStore.h"

#include "net/Json.h"
#include "prospecting/FoundPersonStore.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr qint64 millisPerCredit = 1000;

bool mayBeAskedFor(const FoundPerson &person, RevealAgain again)
{
    return person.canBeRevealed() || (again == RevealAgain::Yes && person.canBeRevealedAllTheSame());
}

} // namespace

QStringList Reveal::apolloIds() const
{
    QStringList ids;
    for (const FoundPerson &person : people) {
        ids.append(person.shown.id);
    }
    return ids;
}

Result<RevealStore::Intent> RevealStore::begin(Connection &connection, const QList<FoundPersonId> &ids,
                                               RevealAgain again, qint64 left, const QDateTime &now) const
{
    Result<QList<FoundPerson>> people = FoundPersonStore().people(connection, ids);
    if (!people) {
        return failureOf(std::move(people));
    }
    Intent intent;
    for (const FoundPerson &person : *people) {
        if (!mayBeAskedFor(person, again)) {
            ++intent.skipped;
        } else if (intent.reveal.people.size() >= left) {
            ++intent.overCap;
        } else {
            intent.reveal.people.append(person);
            if (person.state == FoundState::Likely) {
                intent.reveal.people.last().lead = LeadId(); // a guess, which the answer is not to be tied to
            }
        }
    }
    if (intent.reveal.people.isEmpty()) {
        return intent;
    }
    Result<qint64> id = connection.insert(
        QStringLiteral("INSERT INTO reveal (intent_at, state, people, credit_millis) VALUES (?, 'asked', ?, ?)"),
        {now, intent.reveal.people.size(), intent.reveal.people.size() * millisPerCredit});
    if (!id) {
        return failureOf(std::move(id));
    }
    intent.reveal.id = RevealId(*id);
    for (qsizetype i = 0; i < intent.reveal.people.size(); ++i) {
        if (Result<qint64> added = connection.run(
                QStringLiteral("INSERT INTO reveal_person (reveal_id, position, person_id) VALUES (?, ?, ?)"),
                {*id, i, intent.reveal.people.at(i).id.value()});
            !added) {
            return failureOf(std::move(added));
        }
    }
    if (Result<> marked = FoundPersonStore().setRecordOf(connection, intent.reveal.id, FoundRecord::Asked); !marked) {
        return failureOf(std::move(marked));
    }
    return intent;
}

Result<> RevealStore::noteAnswer(Connection &connection, const Reveal &reveal, const ApolloReveal &answer) const
{
    // Without a count of Apollo's own, everybody who was found is taken as charged.
    const qint64 found = std::ranges::count_if(
        answer.matches, [](const std::optional<ApolloMatch> &match) { return match.has_value(); });
    return connection
        .run(QStringLiteral("UPDATE reveal SET state = 'answered', answer = ?, credit_millis = ?, request_id = ? "
                            "WHERE id = ? AND state = 'asked'"),
             {QString::fromUtf8(Json::write(answer.toJson())), answer.creditMillis.value_or(found * millisPerCredit),
              answer.requestId ? QVariant(*answer.requestId) : QVariant(), reveal.id.value()})
        .map([](qint64) {});
}

Result<> RevealStore::noteSettled(Connection &connection, RevealId id, const QDateTime &now) const
{
    return connection
        .run(QStringLiteral("UPDATE reveal SET state = 'settled', answer = '', settled_at = ? WHERE id = ?"),
             {now, id.value()})
        .map([](qint64) {});
}

Result<> RevealStore::setState(Connection &connection, RevealId id, const QString &state, const QString &problem,
                               const QDateTime &now) const
{
    return connection
        .run(QStringLiteral("UPDATE reveal SET state = ?, problem = ?, settled_at = ? WHERE id = ? AND state = "
                            "'asked'"),
             {state, problem, now, id.value()})
        .map([](qint64) {});
}

Result<> RevealStore::noteRefused(Connection &connection, RevealId id, const QString &problem,
                                  const QDateTime &now) const
{
    if (Result<> set = setState(connection, id, QStringLiteral("refused"), problem, now); !set) {
        return set;
    }
    if (Result<qint64> free =
            connection.run(QStringLiteral("UPDATE reveal SET credit_millis = 0 WHERE id = ?"), {id.value()});
        !free) {
        return failureOf(std::move(free));
    }
    // Who was asked for before without an answer stays so.
    return connection
        .run(
            QStringLiteral(
                "UPDATE found_person SET state = CASE WHEN EXISTS (SELECT 1 FROM reveal_person AS other JOIN reveal ON "
                "reveal.id = other.reveal_id WHERE other.person_id = found_person.id AND reveal.state = 'unknown') "
                "THEN 'asked' ELSE 'found' END WHERE state = 'asked' AND id IN (SELECT person_id FROM reveal_person "
                "WHERE reveal_id = ?)"),
            {id.value()})
        .map([](qint64) {});
}

Result<> RevealStore::noteUnknown(Connection &connection, RevealId id, const QString &problem,
                                  const QDateTime &now) const
{
    return setState(connection, id, QStringLiteral("unknown"), problem, now);
}

Result<qint64> RevealStore::usedMillis(Connection &connection, const QDateTime &from, const QDateTime &until) const
{
    return connection.number(
        QStringLiteral("SELECT coalesce(sum(credit_millis), 0) FROM reveal WHERE intent_at >= ? AND intent_at < ?"),
        {from, until});
}

Result<Reveal> RevealStore::reveal(Connection &connection, RevealId id) const
{
    QList<FoundPersonId> ids;
    {
        Result<Query> rows = connection.query(
            QStringLiteral("SELECT person_id FROM reveal_person WHERE reveal_id = ? ORDER BY position"), {id.value()});
        if (!rows) {
            return failureOf(std::move(rows));
        }
        while (rows->next()) {
            ids.append(FoundPersonId(rows->number(0)));
        }
        if (Result<int> read = rows->outcome(0); !read) {
            return failureOf(std::move(read));
        }
    }
    return FoundPersonStore().people(connection, ids).map([id](QList<FoundPerson> people) {
        return Reveal{id, std::move(people)};
    });
}

Result<QList<RevealStore::Unfinished>> RevealStore::unfinished(Connection &connection) const
{
    struct Row
    {
        RevealId id;
        bool answered = false;
        QString answer;
    };
    QList<Row> left;
    {
        Result<Query> rows = connection.query(QStringLiteral(
            "SELECT id, state = 'answered', answer FROM reveal WHERE state IN ('asked', 'answered') ORDER BY id"));
        if (!rows) {
            return failureOf(std::move(rows));
        }
        while (rows->next()) {
            left.append({RevealId(rows->number(0)), rows->flag(1), rows->text(2)});
        }
        if (Result<int> read = rows->outcome(0); !read) {
            return failureOf(std::move(read));
        }
    }
    QList<Unfinished> list;
    for (const Row &row : left) {
        Result<Reveal> asked = reveal(connection, row.id);
        if (!asked) {
            return failureOf(std::move(asked));
        }
        Unfinished one;
        one.reveal = std::move(*asked);
        one.answered = row.answered;
        one.answer = ApolloReveal::fromStored(Json::object(row.answer.toUtf8()).value_or(QJsonObject()));
        list.append(std::move(one));
    }
    return list;
}

} // namespace AlwaysLeads
