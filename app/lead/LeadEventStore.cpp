#include "lead/LeadEventStore.h"

#include "base/Words.h"
#include "storage/JsonIds.h"

#include <array>
#include <utility>

namespace AlwaysLeads {

namespace {

constexpr std::array<std::pair<LeadEventKind, const char *>, 17> kindWords{{
    {LeadEventKind::Enrolled, "enrolled"},
    {LeadEventKind::DraftWritten, "draft written"},
    {LeadEventKind::Approved, "approved"},
    {LeadEventKind::Sent, "sent"},
    {LeadEventKind::Refused, "refused"},
    {LeadEventKind::Unknown, "unknown"},
    {LeadEventKind::OptedOut, "opted out"},
    {LeadEventKind::Status, "status"},
    {LeadEventKind::Score, "score"},
    {LeadEventKind::Note, "note"},
    {LeadEventKind::Merged, "merged"},
    {LeadEventKind::Revealed, "revealed"},
    {LeadEventKind::Imported, "imported"},
    {LeadEventKind::Replied, "replied"},
    {LeadEventKind::Bounced, "bounced"},
    {LeadEventKind::Meeting, "meeting"},
    {LeadEventKind::Called, "called"},
}};

} // namespace

QString toWord(LeadEventKind kind)
{
    return wordOf(kindWords, kind);
}

std::optional<LeadEventKind> leadEventKindFromWord(const QString &word)
{
    return valueOf(kindWords, word);
}

Result<> LeadEventStore::append(Connection &connection, LeadId lead, LeadEventKind kind, const QString &detail,
                                const QDateTime &at) const
{
    // Whoever is gone for good has no history to add to.
    return connection
        .run(QStringLiteral("INSERT INTO lead_event (lead_id, at, kind, detail) SELECT id, ?, ?, ? FROM lead "
                            "WHERE id = ?"),
             {at, toWord(kind), detail, lead.value()})
        .map([](qint64) {});
}

Result<> LeadEventStore::append(Connection &connection, const QList<LeadId> &leads, LeadEventKind kind,
                                const QString &detail, const QDateTime &at) const
{
    return connection
        .run(QStringLiteral("INSERT INTO lead_event (lead_id, at, kind, detail) SELECT lead.id, ?, ?, ? FROM "
                            "json_each(?) AS wanted JOIN lead ON lead.id = wanted.value ORDER BY wanted.key"),
             {at, toWord(kind), detail, jsonIds(leads)})
        .map([](qint64) {});
}

Result<QList<LeadEvent>> LeadEventStore::of(Connection &connection, LeadId lead, int most) const
{
    Result<Query> rows =
        connection.query(QStringLiteral("SELECT id, at, kind, detail FROM lead_event WHERE lead_id = ? "
                                        "ORDER BY at DESC, id DESC LIMIT ?"),
                         {lead.value(), most});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<LeadEvent> events;
    while (rows->next()) {
        // A word of a later version is left out instead of being told wrong.
        if (const std::optional<LeadEventKind> kind = leadEventKindFromWord(rows->text(2))) {
            events.append({rows->number(0), lead, rows->time(1), *kind, rows->text(3)});
        }
    }
    return rows->outcome(events);
}

Result<qint64> LeadEventStore::count(Connection &connection, LeadId lead) const
{
    return connection.number(QStringLiteral("SELECT count(*) FROM lead_event WHERE lead_id = ?"), {lead.value()});
}

Result<bool> LeadEventStore::remove(Connection &connection, LeadId lead, LeadEventKind kind, const QDateTime &at) const
{
    return connection
        .run(QStringLiteral("DELETE FROM lead_event WHERE lead_id = ? AND kind = ? AND at = ?"),
             {lead.value(), toWord(kind), at})
        .map([](qint64 rows) { return rows > 0; });
}

Result<> LeadEventStore::moveTo(Connection &connection, LeadId kept, LeadId from) const
{
    return connection
        .run(QStringLiteral("UPDATE lead_event SET lead_id = ? WHERE lead_id = ?"), {kept.value(), from.value()})
        .map([](qint64) {});
}

} // namespace AlwaysLeads
