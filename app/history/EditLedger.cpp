#include "history/EditLedger.h"

namespace AlwaysLeads {

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

Result<EditState> EditLedger::forgetImport(Connection &connection, qint64 import, bool alsoUndone) const
{
    Result<> forgotten = alsoUndone ? m_store.removeUndone(connection) : Result<>();
    if (forgotten) {
        forgotten = m_store.removeImport(connection, import);
    }
    return forgotten ? read(connection) : Result<EditState>(failureOf(std::move(forgotten)));
}

Result<EditLedger::Step> EditLedger::step(Connection &connection, bool undoes, const QDateTime &now) const
{
    Result<std::optional<Edit>> edit = undoes ? m_store.lastDone(connection) : m_store.firstUndone(connection);
    if (!edit) {
        return failureOf(std::move(edit));
    }
    Step step{*edit, {}, {}};
    if (!*edit || (*edit)->import != 0) {
        return step;
    }
    Result<ChangeSet> changes = m_store.changes(connection, (*edit)->id);
    if (changes && undoes) {
        changes = changes->inverted();
    }
    if (!changes) {
        return failureOf(std::move(changes));
    }
    Result<EditedRows> rows = apply(connection, *changes, (*edit)->label, undoes);
    if (!rows) {
        return failureOf(std::move(rows));
    }
    step.rows = *rows;
    if (Result<> marked = m_store.setUndone(connection, (*edit)->id, undoes ? now : QDateTime()); !marked) {
        return failureOf(std::move(marked));
    }
    Result<EditState> state = read(connection);
    if (!state) {
        return failureOf(std::move(state));
    }
    step.state = *state;
    return step;
}

Result<EditedRows> EditLedger::apply(Connection &connection, const ChangeSet &changes, const QString &label,
                                     bool undoes) const
{
    Result<std::optional<EditClash>> clash = changes.applyTo(connection, m_records->derived());
    if (!clash) {
        return failureOf(std::move(clash));
    }
    if (*clash) {
        return tl::unexpected<Error>(inTheWay(connection, **clash, label, undoes));
    }
    Result<EditedRows> rows = changes.rows();
    if (rows) {
        if (Result<> stepped = m_records->bringInStep(connection, *rows); !stepped) {
            return failureOf(std::move(stepped));
        }
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
