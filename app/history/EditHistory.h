#pragma once

#include "base/Clock.h"
#include "history/EditLedger.h"
#include "storage/Database.h"

#include <QObject>

#include <functional>
#include <memory>
#include <stop_token>

namespace AlwaysLeads {

/// Everything a person did to recorded rows, in order, to be undone and done again, also after a restart. A new edit
/// makes what was undone go for good.
class EditHistory : public QObject
{
    Q_OBJECT
public:
    /// Takes an import back; its own record stands elsewhere.
    using ImportUndo = std::function<Task<Result<>>(qint64 import)>;

    EditHistory(Database &database, const Clock &clock, std::unique_ptr<EditedRecords> records, EditLimits limits,
                QObject *parent = nullptr);
    ~EditHistory() override;

    void setImportUndo(ImportUndo undo) { m_importUndo = std::move(undo); }
    /// Forgets what is too old and reads what can be undone. Once, before the first use.
    Task<Result<>> load();

    /// Runs `work` in one write transaction and keeps what it changed. Where nothing changed there is no entry.
    template <typename T = void>
    Task<Result<T>> write(std::type_identity_t<std::function<Result<T>(Connection &, EditNote &)>> work);
    template <typename T = void>
    Task<Result<T>> write(QString label, std::type_identity_t<std::function<Result<T>(Connection &)>> work);
    /// Runs an import in one write transaction. What it changed is not kept, its own record undoes it; where `work`
    /// names no import in the note there is no entry.
    template <typename T>
    Task<Result<T>> writeImport(std::type_identity_t<std::function<Result<T>(Connection &, EditNote &)>> work);
    /// Takes an import back in one write transaction. `again`: what `work` changes is kept, so that redo brings the
    /// import back. It stands above everything then that was done since.
    template <typename T>
    Task<Result<T>> takeImportBack(EditNote import, bool again,
                                   std::type_identity_t<std::function<Result<T>(Connection &)>> work);
    /// An import that has been carried out.
    Task<Result<>> noteImport(QString label, qint64 import);
    /// It is gone, and so is its record.
    Task<Result<>> forgetImport(qint64 import);

    /// Both give the label. Refused, and nothing changed, when a record was changed since by something that is not in
    /// the history, or when something came in between that undoText() does not name; NotFound when there is nothing.
    Task<Result<QString>> undo();
    Task<Result<QString>> redo();
    /// What is being undone or done again stays as it was (ErrorKind::Cancelled).
    void cancel() { m_stop.request_stop(); }

    QString undoText() const { return m_state.undo; }
    /// Names the edit that undo() takes back; 0: none.
    qint64 newest() const { return m_state.newest; }
    QString redoText() const { return m_state.redo; }

Q_SIGNALS:
    /// What can be undone or done again is another.
    void changed();
    /// There is a new entry.
    void recorded(const QString &label);
    /// Rows were put back, or changed again.
    void applied(const AlwaysLeads::EditedRows &rows);
    /// How far an undo or a redo is, at most ten times a second; an import that is undone tells of itself.
    void progressed(bool undoes, const AlwaysLeads::EditProgress &progress);
    void progressEnded();

private:
    void take(const EditLedger::Kept &kept);
    Task<Result<QString>> run(bool undoes);
    Task<Result<QString>> undoImport(Edit edit);
    /// Changes the rows of the history alone and takes the state that follows.
    Task<Result<>> amend(std::function<Result<EditState>(Connection &)> work);
    void setState(const EditState &state);

    Database &m_database;
    const Clock &m_clock;
    const std::shared_ptr<const EditLedger> m_ledger;
    ImportUndo m_importUndo;
    EditState m_state;
    QString m_joins; ///< of the newest entry, while nothing else was done
    std::stop_source m_stop;
};

template <typename T>
Task<Result<T>> EditHistory::write(std::type_identity_t<std::function<Result<T>(Connection &, EditNote &)>> work)
{
    auto kept = std::make_shared<EditLedger::Kept>();
    std::function<Result<T>(Connection &)> job = [ledger = m_ledger, work = std::move(work), kept, now = m_clock.now(),
                                                  joining = m_joins](Connection &connection) -> Result<T> {
        Result<EditRecording> recording = ledger->record(connection);
        if (!recording) {
            return failureOf(std::move(recording));
        }
        EditNote note;
        Result<T> outcome = work(connection, note);
        if (!outcome) {
            return outcome;
        }
        Result<EditLedger::Kept> noted = ledger->keep(connection, *recording, note, joining, now);
        if (!noted) {
            return failureOf(std::move(noted));
        }
        *kept = *noted;
        return outcome;
    };
    auto writing = m_database.write<T>(job);
    Result<T> outcome = co_await writing;
    if (outcome) {
        take(*kept);
    }
    co_return outcome;
}

template <typename T>
Task<Result<T>> EditHistory::writeImport(std::type_identity_t<std::function<Result<T>(Connection &, EditNote &)>> work)
{
    auto kept = std::make_shared<EditLedger::Kept>();
    std::function<Result<T>(Connection &)> job = [ledger = m_ledger, work = std::move(work), kept,
                                                  now = m_clock.now()](Connection &connection) -> Result<T> {
        EditNote note;
        Result<T> outcome = work(connection, note);
        if (!outcome || note.import == 0) {
            return outcome;
        }
        Result<EditState> state = ledger->noteImport(connection, Edit{0, note.label, now, note.import});
        if (!state) {
            return failureOf(std::move(state));
        }
        *kept = EditLedger::Kept{*state, true, note.label, {}};
        return outcome;
    };
    auto writing = m_database.write<T>(job);
    Result<T> outcome = co_await writing;
    if (outcome && kept->isNew) {
        take(*kept);
    }
    co_return outcome;
}

template <typename T>
Task<Result<T>> EditHistory::takeImportBack(EditNote import, bool again,
                                            std::type_identity_t<std::function<Result<T>(Connection &)>> work)
{
    auto state = std::make_shared<EditState>();
    std::function<Result<T>(Connection &)> job = [ledger = m_ledger, work = std::move(work), state, import, again,
                                                  now = m_clock.now()](Connection &connection) -> Result<T> {
        std::optional<EditRecording> recording;
        if (again) {
            Result<EditRecording> started = ledger->recordReversal(connection);
            if (!started) {
                return failureOf(std::move(started));
            }
            recording.emplace(std::move(*started));
        }
        Result<T> outcome = work(connection);
        if (!outcome) {
            return outcome;
        }
        Result<EditState> kept = ledger->keepReversal(connection, recording ? &*recording : nullptr,
                                                      Edit{0, import.label, now, import.import}, now);
        if (!kept) {
            return failureOf(std::move(kept));
        }
        *state = *kept;
        return outcome;
    };
    auto writing = m_database.write<T>(job);
    Result<T> outcome = co_await writing;
    if (outcome) {
        m_joins.clear();
        setState(*state);
    }
    co_return outcome;
}

template <typename T>
Task<Result<T>> EditHistory::write(QString label, std::type_identity_t<std::function<Result<T>(Connection &)>> work)
{
    std::function<Result<T>(Connection &, EditNote &)> named = [label, work = std::move(work)](Connection &connection,
                                                                                               EditNote &note) {
        note.label = label;
        return work(connection);
    };
    return write<T>(std::move(named));
}

} // namespace AlwaysLeads
