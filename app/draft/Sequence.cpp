#include "draft/Sequence.h"

#include "campaign/CampaignStore.h"
#include "draft/DraftWriter.h"

namespace AlwaysLeads {

Sequence::Sequence(Database &database, const Clock &clock, Campaigns &campaigns, DraftWriter &writer, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_clock(clock)
    , m_campaigns(campaigns)
    , m_writer(writer)
{
}

Task<Result<SequenceReport>> Sequence::run()
{
    if (m_running || m_stopped) {
        co_return failure(ErrorKind::Refused, tr("The steps are being looked at already."));
    }
    m_running = true;
    auto conducting = settled(conduct());
    Result<SequenceReport> report = co_await conducting;
    m_running = false;
    Q_EMIT changed();
    co_return report;
}

Task<Result<SequenceReport>> Sequence::conduct()
{
    SequenceReport report;
    auto resuming = m_campaigns.resumeDue();
    Result<int> resumed = co_await resuming;
    if (!resumed) {
        co_return failureOf(std::move(resumed));
    }
    report.resumed = *resumed;
    auto reading =
        m_database.read<QList<CampaignId>>([](Connection &connection) { return CampaignStore().running(connection); });
    Result<QList<CampaignId>> running = co_await reading;
    if (!running) {
        co_return failureOf(std::move(running));
    }
    for (const CampaignId campaign : std::as_const(*running)) {
        if (m_stopped || m_writer.isWriting(campaign)) {
            continue; // it is looked at the next time
        }
        auto advancing = m_database.write<DueMails>([campaign, now = m_clock.now()](Connection &connection) {
            return SequenceStages().advance(connection, campaign, now);
        });
        Result<DueMails> mails = co_await advancing;
        if (!mails) {
            co_return failureOf(std::move(mails));
        }
        for (auto step = mails->cbegin(); step != mails->cend() && !m_stopped; ++step) {
            auto writing = m_writer.write(campaign, step.key(), step.value());
            Result<DraftWritingReport> written = co_await writing;
            if (!written) {
                report.problems.append({campaign, written.error()});
                break; // the others of this campaign would say the same
            }
            report.written += written->written;
            report.blocked += written->blocked;
        }
    }
    co_return report;
}

Task<Result<QList<SequenceTask>>> Sequence::tasks(CampaignId campaign)
{
    auto reading = m_database.read<QList<SequenceTask>>(
        [campaign](Connection &connection) { return SequenceStore().openTasks(connection, campaign); });
    Result<QList<SequenceTask>> tasks = co_await reading;
    co_return tasks;
}

Task<Result<>> Sequence::finishTask(SequenceTask task)
{
    auto writing = m_database.write<>([task, now = m_clock.now()](Connection &connection) -> Result<> {
        Result<bool> finished = SequenceStore().finishTask(connection, task.lead, task.step, now);
        if (!finished) {
            return failureOf(std::move(finished));
        }
        return *finished ? Result<>() : failure(ErrorKind::Refused, tr("This task is done already."));
    });
    Result<> outcome = co_await writing;
    if (outcome) {
        Q_EMIT changed();
    }
    co_return outcome;
}

} // namespace AlwaysLeads
