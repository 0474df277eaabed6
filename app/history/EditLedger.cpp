#include "history/EditLedger.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

// SQLite's part of an undo or a redo, then that of the full-text index.
constexpr double shareOfRows = 0.5;

qint64 largestOf(const EditedRows &rows)
{
    qint64 most = 0;
    for (const std::vector<EditedKey> &keys : rows) {
        most = std::max(most, qint64(keys.size()));
    }
    return most;
}

} // namespace

EditLedger::EditLedger(std::unique_ptr<EditedRecords> records, EditLimits limits)
    : m_records(std::move(records))
    , m_limits(limits)
{
}

Result<EditState> EditLedger::open(Connection &connection, const QDateTime &oldest) const
{
    if (Result<> removed = m_store.removeOlderThan(connection, oldest); !removed) {
        return failureOf(std::move(removed));
    }
    return read(connection);
}

Result<EditState> EditLedger::read(Connection &connection) const
{
    Result<std::optional<Edit>> last = m_store.lastDone(connection);
    if (!last) {
        return failureOf(std::move(last));
    }
    Result<std::optional<Edit>> next = m_store.firstUndone(connection);
    if (!next) {
        return failureOf(std::move(next));
    }
    EditState state;
    state.undo = *last ? (*last)->label : QString();
    state.newest = *last ? (*last)->id : 0;
    state.redo = *next ? (*next)->label : QString();
    return state;
}

Result<EditRecording> EditLedger::record(Connection &connection) const
{
    return EditRecording::start(connection, m_records->tables());
}

Result<EditLedger::Kept> EditLedger::keep(Connection &connection, const EditRecording &recording, const EditNote &note,
                                          const QString &joining, const QDateTime &now) const
{
    Result<ChangeSet> changes = recording.changes();
    if (!changes) {
        return failureOf(std::move(changes));
    }
    Kept kept;
    kept.joins = note.joins;
    if (!changes->isEmpty()) {
        if (Result<> noted = put(connection, *changes, note, joining, now, kept); !noted) {
            return failureOf(std::move(noted));
        }
    }
    Result<EditState> state = read(connection);
    if (!state) {
        return failureOf(std::move(state));
    }
    kept.state = *state;
    return kept;
}

Result<> EditLedger::put(Connection &connection, const ChangeSet &changes, const EditNote &note, const QString &joining,
                         const QDateTime &now, Kept &kept) const
{
    if (Result<> removed = m_store.removeUndone(connection); !removed) {
        return removed;
    }
    Result<std::optional<Edit>> last = m_store.lastDone(connection);
    if (!last) {
        return failureOf(std::move(last));
    }
    const bool joins = *last && !note.joins.isEmpty() && note.joins == joining;
    if (!joins) {
        Result<qint64> id = m_store.add(connection, Edit{0, note.label, now, 0}, changes);
        if (!id) {
            return failureOf(std::move(id));
        }
        kept.isNew = true;
        kept.label = note.label;
        return m_store.shorten(connection, m_limits.edits, m_limits.bytes);
    }
    Result<ChangeSet> before = m_store.changes(connection, (*last)->id);
    if (!before) {
        return failureOf(std::move(before));
    }
    Result<ChangeSet> both = before->followedBy(changes);
    if (!both) {
        return failureOf(std::move(both));
    }
    if (both->isEmpty()) { // typed and taken away again: nothing is left to undo, or to join
        kept.joins.clear();
        return m_store.remove(connection, (*last)->id);
    }
    return m_store.replaceChanges(connection, (*last)->id, *both, now);
}

Result<EditState> EditLedger::noteImport(Connection &connection, const Edit &edit) const
{
    if (Result<> removed = m_store.removeUndone(connection); !removed) {
        return failureOf(std::move(removed));
    }
    if (Result<qint64> id = m_store.add(connection, edit, {}); !id) {
        return failureOf(std::move(id));
    }
    if (Result<> shortened = m_store.shorten(connection, m_limits.edits, m_limits.bytes); !shortened) {
        return failureOf(std::move(shortened));
    }
    return read(connection);
}

Result<EditRecording> EditLedger::recordReversal(Connection &connection) const
{
    const QStringList edited = m_records->tables();
    Result<QStringList> followers = m_store.followersOf(connection, edited);
    if (!followers) {
        return failureOf(std::move(followers));
    }
    return EditRecording::start(connection, *followers + edited + QStringList{QStringLiteral("import")});
}

Result<EditState> EditLedger::keepReversal(Connection &connection, const EditRecording *recording, const Edit &import,
                                           const QDateTime &now) const
{
    ChangeSet again;
    if (recording != nullptr) {
        Result<ChangeSet> reversal = recording->changes();
        if (reversal && reversal->bytes().size() <= m_limits.importBytes) {
            reversal = reversal->inverted();
            again = reversal ? *reversal : again;
        }
        if (!reversal) {
            return failureOf(std::move(reversal));
        }
    }
    Result<std::optional<Edit>> own = m_store.ofImport(connection, import.import);
    Result<std::optional<Edit>> last = own ? m_store.lastDone(connection) : own;
    if (!last) {
        return failureOf(std::move(last));
    }
    qint64 id = *own ? (*own)->id : 0;
    Result<> kept;
    if (again.isEmpty() || id == 0 || id != (*last)->id) {
        // Out of its turn, which is something new that was done: it stands above everything now.
        kept = m_store.removeUndone(connection);
        if (kept && id != 0) {
            kept = m_store.remove(connection, id);
        }
        if (kept && !again.isEmpty()) {
            Result<qint64> added =
                m_store.add(connection, Edit{0, *own ? (*own)->label : import.label, now, import.import}, again);
            id = added.value_or(0);
            kept = added.map([](qint64) {});
        }
    } else {
        kept = m_store.setChanges(connection, id, again);
    }
    if (kept && !again.isEmpty()) {
        kept = m_store.setUndone(connection, id, now);
    }
    return kept ? read(connection) : Result<EditState>(failureOf(std::move(kept)));
}

Result<EditState> EditLedger::forgetImport(Connection &connection, qint64 import) const
{
    Result<std::optional<Edit>> own = m_store.ofImport(connection, import);
    if (!own) {
        return failureOf(std::move(own));
    }
    if (*own) {
        Result<> forgotten = m_store.removeUndone(connection);
        if (forgotten) {
            forgotten = m_store.remove(connection, (*own)->id);
        }
        if (!forgotten) {
            return failureOf(std::move(forgotten));
        }
    }
    return read(connection);
}

Result<EditLedger::Step> EditLedger::step(Connection &connection, bool undoes, qint64 newest, const QDateTime &now,
                                          EditWatch &watch) const
{
    Result<std::optional<Edit>> edit = undoes ? m_store.lastDone(connection) : m_store.firstUndone(connection);
    if (!edit) {
        return failureOf(std::move(edit));
    }
    Step step{*edit, {}, {}};
    if (!*edit) {
        return step;
    }
    if (undoes && newest != 0 && (*edit)->id != newest) {
        return failure(
            ErrorKind::Refused,
            tr("“%1” came in between, so nothing was undone. Undo again to take that back.").arg((*edit)->label));
    }
    const bool isImport = (*edit)->import != 0;
    if (undoes && isImport) {
        return step;
    }
    Result<ChangeSet> changes = m_store.changes(connection, (*edit)->id);
    if (changes && undoes) {
        changes = changes->inverted();
    }
    if (!changes) {
        return failureOf(std::move(changes));
    }
    Result<EditedRows> rows = apply(connection, *changes, (*edit)->label, undoes, watch);
    if (!rows) {
        return failureOf(std::move(rows));
    }
    step.rows = *rows;
    if (Result<> marked = m_store.setUndone(connection, (*edit)->id, undoes ? now : QDateTime()); !marked) {
        return failureOf(std::move(marked));
    }
    if (isImport) { // its own record undoes it again
        if (Result<> freed = m_store.setChanges(connection, (*edit)->id, {}); !freed) {
            return failureOf(std::move(freed));
        }
    }
    Result<EditState> state = read(connection);
    if (!state) {
        return failureOf(std::move(state));
    }
    step.state = *state;
    return step;
}

Result<EditedRows> EditLedger::apply(Connection &connection, const ChangeSet &changes, const QString &label,
                                     bool undoes, EditWatch &watch) const
{
    Result<EditedRows> rows = changes.rows();
    if (!rows) {
        return rows;
    }
    watch.setTotal(largestOf(*rows));
    watch.begin(0, shareOfRows);
    Result<std::optional<EditClash>> clash = changes.applyTo(connection, m_records->derived(), watch);
    if (!clash) {
        return failureOf(std::move(clash));
    }
    if (*clash) {
        return tl::unexpected<Error>(inTheWay(connection, **clash, label, undoes));
    }
    watch.begin(shareOfRows, 1);
    if (Result<> stepped = m_records->bringInStep(connection, *rows, watch); !stepped) {
        return failureOf(std::move(stepped));
    }
    return rows;
}

Error EditLedger::inTheWay(Connection &connection, const EditClash &clash, const QString &label, bool undoes) const
{
    const QString known = m_records->nameOf(connection, clash);
    const QString who = known.isEmpty() ? tr("Somebody") : known;
    QString why;
    switch (clash.kind) {
    case EditClash::Kind::Changed:
        why = tr("%1 was changed since then by something else.").arg(who);
        break;
    case EditClash::Kind::Gone:
        why = tr("%1 is not there any more.").arg(who);
        break;
    case EditClash::Kind::Taken:
        why = tr("%1 has the same address or name by now.").arg(who);
        break;
    case EditClash::Kind::Needed:
        why = tr("%1 is needed by something that came since then, such as a campaign or a mail.").arg(who);
        break;
    }
    const QString refusal =
        undoes ? tr("“%1” cannot be undone.").arg(label) : tr("“%1” cannot be done again.").arg(label);
    return {ErrorKind::Refused, QStringLiteral("%1 %2").arg(why, refusal),
            QStringLiteral("%1 (%2, %3)").arg(clash.table).arg(clash.key.first).arg(clash.key.second)};
}

} // namespace AlwaysLeads
