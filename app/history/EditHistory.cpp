#include "history/EditHistory.h"

#include "base/ProgressRelay.h"

namespace AlwaysLeads {

EditHistory::EditHistory(Database &database, const Clock &clock, std::unique_ptr<EditedRecords> records,
                         EditLimits limits, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_clock(clock)
    , m_ledger(std::make_shared<const EditLedger>(std::move(records), limits))
{
}

EditHistory::~EditHistory() = default;

Task<Result<>> EditHistory::load()
{
    const QDateTime oldest = m_clock.now().addDays(-m_ledger->limits().days);
    std::function<Result<EditState>(Connection &)> work = [ledger = m_ledger, oldest](Connection &connection) {
        return ledger->open(connection, oldest);
    };
    return amend(work);
}

Task<Result<>> EditHistory::amend(std::function<Result<EditState>(Connection &)> work)
{
    auto amending = m_database.write<EditState>(work);
    Result<EditState> state = co_await amending;
    Result<> outcome;
    if (state) {
        m_joins.clear();
        setState(*state);
    } else {
        outcome = failureOf(std::move(state));
    }
    co_return outcome;
}

void EditHistory::take(const EditLedger::Kept &kept)
{
    if (kept.isNew || kept.state.newest != m_state.newest) {
        m_joins = kept.joins;
    }
    setState(kept.state);
    if (kept.isNew) {
        Q_EMIT recorded(kept.label);
    }
}

void EditHistory::setState(const EditState &state)
{
    if (m_state != state) {
        m_state = state;
        Q_EMIT changed();
    }
}

Task<Result<>> EditHistory::noteImport(QString label, qint64 import)
{
    const Edit edit{0, label, m_clock.now(), import};
    std::function<Result<EditState>(Connection &)> work = [ledger = m_ledger, edit](Connection &connection) {
        return ledger->noteImport(connection, edit);
    };
    Task<Result<>> noting = amend(work);
    Result<> outcome = co_await noting;
    if (outcome) {
        Q_EMIT recorded(label);
    }
    co_return outcome;
}

Task<Result<>> EditHistory::forgetImport(qint64 import)
{
    std::function<Result<EditState>(Connection &)> work = [ledger = m_ledger, import](Connection &connection) {
        return ledger->forgetImport(connection, import);
    };
    return amend(work);
}

Task<Result<QString>> EditHistory::undo()
{
    return run(true);
}

Task<Result<QString>> EditHistory::redo()
{
    return run(false);
}

Task<Result<QString>> EditHistory::run(bool undoes)
{
    m_joins.clear();
    m_stop = std::stop_source();
    ProgressRelay<EditProgress> relay(this,
                                      [this, undoes](EditProgress progress) { Q_EMIT progressed(undoes, progress); });
    std::function<Result<EditLedger::Step>(Connection &)> work = [ledger = m_ledger, undoes, newest = m_state.newest,
                                                                  now = m_clock.now(), report = relay.report(),
                                                                  stop = m_stop.get_token()](Connection &connection) {
        EditWatch watch(report, stop);
        return ledger->step(connection, undoes, newest, now, watch);
    };
    auto stepping = m_database.write<EditLedger::Step>(work);
    Result<EditLedger::Step> done = co_await stepping;
    relay.end();
    Q_EMIT progressEnded();
    if (!done) {
        Result<QString> failed = failureOf(std::move(done));
        co_return failed;
    }
    if (!done->edit) {
        Result<QString> nothing = failure(
            ErrorKind::NotFound, undoes ? tr("There is nothing to undo.") : tr("There is nothing to do again."));
        co_return nothing;
    }
    const Edit edit = *done->edit;
    if (undoes && edit.import != 0) {
        Task<Result<QString>> undoing = undoImport(edit);
        Result<QString> undone = co_await undoing;
        co_return undone;
    }
    setState(done->state);
    Q_EMIT applied(done->rows);
    Result<QString> label = edit.label;
    co_return label;
}

Task<Result<QString>> EditHistory::undoImport(Edit edit)
{
    if (!m_importUndo) {
        Result<QString> impossible = failure(ErrorKind::Bug, tr("This import cannot be undone here."));
        co_return impossible;
    }
    Task<Result<>> undoing = m_importUndo(edit.import);
    Result<> undone = co_await undoing;
    // One that was undone already is only forgotten here.
    if (!undone && undone.error().kind != ErrorKind::Refused && undone.error().kind != ErrorKind::NotFound) {
        Result<QString> failed = failureOf(std::move(undone));
        co_return failed;
    }
    // Where it cannot be done again, neither can what was done to the people it brought.
    std::function<Result<EditState>(Connection &)> work = [ledger = m_ledger,
                                                           import = edit.import](Connection &connection) {
        return ledger->forgetImport(connection, import);
    };
    Task<Result<>> forgetting = amend(work);
    Result<> forgotten = co_await forgetting;
    if (!forgotten) {
        Result<QString> failed = failureOf(std::move(forgotten));
        co_return failed;
    }
    Result<QString> outcome = edit.label;
    if (!undone) {
        outcome = failureOf(std::move(undone));
    } else if (m_state.redo.isEmpty()) {
        outcome = tr("%1. That was too much to be done again: import the file anew for that").arg(edit.label);
    }
    co_return outcome;
}

} // namespace AlwaysLeads
