#include "optout/OptOuts.h"

namespace AlwaysLeads {

OptOuts::OptOuts(Database &database, const Clock &clock, Suppression &suppression, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_clock(clock)
    , m_suppression(suppression)
{
}

void OptOuts::told(bool listChanged, bool draftsChanged)
{
    if (listChanged) {
        Q_EMIT m_suppression.changed();
    }
    if (draftsChanged) {
        Q_EMIT stopped();
    }
}

Task<Result<OptOutEffect>> OptOuts::preview(QList<SuppressionSubject> subjects, std::stop_token stop)
{
    std::function<Result<OptOutEffect>(Connection &)> work =
        [subjects](Connection &connection) -> Result<OptOutEffect> {
        const OptOutStore store;
        Result<qint64> leads = store.leads(connection, subjects);
        if (!leads) {
            return failureOf(std::move(leads));
        }
        Result<QList<StoppedDraft>> reached = store.reached(connection, OptOutSubjects(subjects));
        if (!reached) {
            return failureOf(std::move(reached));
        }
        OptOutEffect effect;
        effect.leads = *leads;
        for (const StoppedDraft &draft : std::as_const(*reached)) {
            (draft.before == DraftState::Queued ? effect.mails : effect.drafts) += 1;
        }
        return effect;
    };
    return m_database.read<OptOutEffect>(work, stop);
}

Task<Result<QList<OptOutPerson>>> OptOuts::people(QList<LeadId> leads)
{
    std::function<Result<QList<OptOutPerson>>(Connection &)> work = [leads](Connection &connection) {
        return OptOutStore().people(connection, leads);
    };
    return m_database.read<QList<OptOutPerson>>(work);
}

Task<Result<OptOutDone>> OptOuts::add(QList<SuppressionSubject> subjects, SuppressionReason reason, QString detail)
{
    std::function<Result<OptOutDone>(Connection &)> work =
        [subjects, reason, detail, now = m_clock.now()](Connection &connection) -> Result<OptOutDone> {
        OptOutDone done;
        for (const SuppressionSubject &subject : subjects) {
            Result<SuppressionAdded> added = SuppressionStore().add(connection, subject, reason, detail, now);
            if (!added) {
                return failureOf(std::move(added));
            }
            if (added->isNew) {
                done.added.push_back(added->entry.id);
            } else {
                ++done.alreadyThere;
            }
        }
        Result<QList<StoppedDraft>> stopped = OptOutStore().stopSuppressed(connection, now);
        if (!stopped) {
            return failureOf(std::move(stopped));
        }
        done.stopped = *stopped;
        return done;
    };
    Task<Result<OptOutDone>> writing = m_database.write<OptOutDone>(work);
    Result<OptOutDone> done = co_await writing;
    if (done) {
        told(!done->added.empty(), !done->stopped.isEmpty());
    }
    co_return done;
}

Task<Result<>> OptOuts::takeBack(OptOutDone done)
{
    std::function<Result<>(Connection &)> work = [done, now = m_clock.now()](Connection &connection) -> Result<> {
        Result<qint64> released = SuppressionStore().releaseAll(connection, done.added);
        if (!released) {
            return failureOf(std::move(released));
        }
        return OptOutStore().putBack(connection, done.stopped, now);
    };
    Task<Result<>> writing = m_database.write<>(work);
    Result<> taken = co_await writing;
    if (taken) {
        told(!done.added.empty(), !done.stopped.isEmpty());
    }
    co_return taken;
}

Task<Result<int>> OptOuts::stopSuppressed()
{
    std::function<Result<int>(Connection &)> work = [now = m_clock.now()](Connection &connection) -> Result<int> {
        return OptOutStore().stopSuppressed(connection, now).map([](const QList<StoppedDraft> &drafts) {
            return int(drafts.size());
        });
    };
    Task<Result<int>> writing = m_database.write<int>(work);
    Result<int> drafts = co_await writing;
    if (drafts) {
        told(false, *drafts > 0);
    }
    co_return drafts;
}

} // namespace AlwaysLeads
