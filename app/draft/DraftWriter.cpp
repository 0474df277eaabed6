#include "draft/DraftWriter.h"

#include "campaign/CampaignStore.h"
#include "draft/DraftBatches.h"
#include "draft/FormatChange.h"
#include "draft/SequenceStore.h"
#include "draft/TemplateDrafting.h"
#include "lead/LeadStore.h"
#include "settings/SettingStore.h"

#include <algorithm>
#include <utility>

namespace AlwaysLeads {

namespace {

constexpr qsizetype leadsInOneTransaction = 50;
constexpr int writersAtOnce = 4;
constexpr int sameTroubleEndsTheRun = 3;

} // namespace

struct DraftWriter::Run
{
    CampaignId campaign;
    StepId step; ///< null: the first one, for everybody in the campaign
    QHash<LeadId, QDateTime> due;
    WritingWay way = WritingWay::AtOnce;
    std::stop_source stop;
    QHash<DraftId, QString> wishes;
    TemplateDrafting::Hand hand = TemplateDrafting::Hand::TemplateAlone;
    QList<LeadId> leads;
    QList<DraftId> forClaude;
    int done = 0;
    int total = 0;
    QString trouble;
    int sameTrouble = 0;
    DraftWritingReport report;
};

DraftWriter::DraftWriter(Database &database, const Clock &clock, ClaudeWriting claude, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_clock(clock)
    , m_claude(std::move(claude))
{
}

DraftWriter::~DraftWriter() = default;

Task<Result<bool>> DraftWriter::claudeWrites(bool anyWish)
{
    if (!anyWish || !m_claude.hasKey || !m_claude.writeMail) {
        co_return false;
    }
    auto asking = m_claude.hasKey();
    Result<bool> hasKey = co_await asking;
    co_return hasKey;
}

Task<Result<DraftWritingReport>> DraftWriter::write(CampaignId campaign, WritingWay way)
{
    auto begun = std::make_shared<Run>();
    begun->campaign = campaign;
    begun->way = m_claude.writeTogether ? way : WritingWay::AtOnce;
    auto running = run(begun);
    Result<DraftWritingReport> report = co_await running;
    co_return report;
}

Task<Result<DraftWritingReport>> DraftWriter::write(CampaignId campaign, StepId step, QHash<LeadId, QDateTime> due)
{
    auto begun = std::make_shared<Run>();
    begun->campaign = campaign;
    begun->step = step;
    begun->due = due;
    auto running = run(begun);
    Result<DraftWritingReport> report = co_await running;
    co_return report;
}

Task<Result<DraftWritingReport>> DraftWriter::write(WritingPlan plan, WritingWay way)
{
    DraftWritingReport sum;
    std::optional<Error> trouble;
    bool began = false;
    for (qsizetype at = 0; at < plan.parts.size(); ++at) {
        auto begun = std::make_shared<Run>();
        begun->campaign = plan.parts.at(at).campaign;
        begun->step = plan.parts.at(at).step;
        begun->due = plan.parts.at(at).due;
        begun->way = m_claude.writeTogether ? way : WritingWay::AtOnce;
        auto running = run(begun);
        Result<DraftWritingReport> report = co_await running;
        if (!report) {
            trouble = trouble.value_or(report.error()); // that of the others may be another one
            continue;
        }
        began = true;
        sum.written += report->written;
        sum.blocked += report->blocked;
        sum.together += report->together;
        if (report->stoppedBy) {
            trouble = report->stoppedBy;
        }
        if (begun->stop.stop_requested()) {
            break; // cancelled, or what stopped it stops the others too
        }
    }
    if (trouble && !began) {
        co_return tl::unexpected<Error>(*trouble);
    }
    sum.stoppedBy = trouble;
    co_return sum;
}

Task<Result<DraftWritingReport>> DraftWriter::run(std::shared_ptr<Run> run)
{
    const CampaignId campaign = run->campaign;
    if (m_runs.contains(campaign)) {
        co_return failure(ErrorKind::Refused, tr("The drafts of this campaign are being written already."));
    }
    m_runs.insert(campaign, run);
    auto conducting = settled(conduct(run));
    Result<DraftWritingReport> report = co_await conducting;
    m_runs.remove(campaign);
    Q_EMIT changed();
    Q_EMIT finished(campaign);
    if (m_runs.isEmpty()) {
        for (const std::shared_ptr<QPromise<void>> &closing : std::exchange(m_closing, {})) {
            closing->finish();
        }
    }
    co_return report;
}

Result<QList<LeadId>> DraftWriter::peopleOf(Connection &connection, CampaignId campaign)
{
    const CampaignStore store;
    Result<QHash<LeadId, QDateTime>> active = store.active(connection, campaign);
    if (!active) {
        return failureOf(std::move(active));
    }
    Result<QList<LeadId>> leads = store.enrolled(connection, campaign);
    if (leads) {
        leads->removeIf([&](LeadId lead) { return !active->contains(lead); });
    }
    return leads;
}

Result<QList<LeadId>> DraftWriter::people(Connection &connection, const Run &run, bool &anyWish)
{
    Result<TemplateDrafting> drafting = TemplateDrafting::open(connection, run.campaign, run.step);
    if (!drafting) {
        return failureOf(std::move(drafting));
    }
    if (drafting->step().kind != StepKind::Mail) {
        return failure(ErrorKind::Refused, tr("The first step is a task of yours, not a mail."));
    }
    anyWish = drafting->anyWish();
    Result<QList<LeadId>> leads = peopleOf(connection, run.campaign);
    if (leads) {
        leads->removeIf([&](LeadId lead) { return !run.step.isNull() && !run.due.contains(lead); });
    }
    return leads;
}

Task<Result<DraftWritingReport>> DraftWriter::conduct(std::shared_ptr<Run> run)
{
    auto anyWish = std::make_shared<bool>(false);
    auto reading = m_database.read<QList<LeadId>>(
        [run, anyWish](Connection &connection) { return people(connection, *run, *anyWish); });
    Result<QList<LeadId>> leads = co_await reading;
    if (!leads) {
        co_return failureOf(std::move(leads));
    }
    run->leads = *leads;
    run->total = static_cast<int>(leads->size());
    auto asking = claudeWrites(*anyWish);
    Result<bool> byClaude = co_await asking;
    if (!byClaude) {
        co_return failureOf(std::move(byClaude));
    }
    run->hand = *byClaude ? TemplateDrafting::Hand::ClaudeOnTop : TemplateDrafting::Hand::TemplateAlone;
    auto templates = writeTemplates(run);
    Result<> written = co_await templates;
    if (!written) {
        co_return failureOf(std::move(written));
    }
    if (run->way == WritingWay::Together && !run->forClaude.isEmpty() && !run->stop.stop_requested()) {
        auto handing = handOver(run);
        Result<> handed = co_await handing;
        if (!handed) {
            co_return failureOf(std::move(handed));
        }
        co_return run->report;
    }
    std::vector<Task<>> workers;
    for (int worker = 0; worker < writersAtOnce && !run->forClaude.isEmpty(); ++worker) {
        workers.push_back(work(run));
    }
    for (Task<> &worker : workers) {
        co_await worker;
    }
    if (!run->forClaude.isEmpty()) { // stopped before their turn
        const QString reason = run->report.stoppedBy ? run->report.stoppedBy->message
                                                     : tr("Writing was cancelled. Try it again when you like.");
        run->report.blocked += static_cast<int>(run->forClaude.size());
        auto blocking = block(std::exchange(run->forClaude, {}), reason);
        Result<> blocked = co_await blocking;
        if (!blocked) {
            co_return failureOf(std::move(blocked));
        }
    }
    co_return run->report;
}

Task<Result<>> DraftWriter::handOver(std::shared_ptr<Run> run)
{
    const QList<DraftId> drafts = std::exchange(run->forClaude, {});
    auto handing = settled(m_claude.writeTogether(drafts, run->wishes));
    Result<qint64> handed = co_await handing;
    if (handed) {
        run->report.together = int(*handed);
        co_return Result<>();
    }
    run->report.stoppedBy = handed.error();
    // Some may be on their way all the same: those are looked after, the others wait for a person.
    auto looking = m_database.read<QList<DraftId>>([this, drafts](Connection &connection) -> Result<QList<DraftId>> {
        QList<DraftId> left;
        for (const DraftId id : drafts) {
            Result<Draft> draft = m_store.find(connection, id);
            if (!draft) {
                return failureOf(std::move(draft));
            }
            Result<bool> awaited = DraftBatches::isAwaited(connection, *draft);
            if (!awaited) {
                return failureOf(std::move(awaited));
            }
            if (!*awaited && draft->state == DraftState::Writing) {
                left.append(id);
            }
        }
        return left;
    });
    Result<QList<DraftId>> left = co_await looking;
    if (!left) {
        co_return failureOf(std::move(left));
    }
    run->report.blocked += int(left->size());
    run->report.together = int(drafts.size() - left->size());
    auto blocking = block(*left, handed.error().message);
    Result<> blocked = co_await blocking;
    co_return blocked;
}

Task<Result<>> DraftWriter::writeTemplates(std::shared_ptr<Run> run)
{
    for (qsizetype from = 0; from < run->leads.size() && !run->stop.stop_requested(); from += leadsInOneTransaction) {
        const QList<LeadId> some = run->leads.mid(from, leadsInOneTransaction);
        auto writing = m_database.write<QList<Draft>>(
            [run, some, now = m_clock.now()](Connection &connection) -> Result<QList<Draft>> {
                Result<TemplateDrafting> drafting = TemplateDrafting::open(connection, run->campaign, run->step);
                if (!drafting) {
                    return failureOf(std::move(drafting));
                }
                QList<Draft> drafts;
                for (const LeadId lead : some) {
                    Result<std::optional<Draft>> draft =
                        drafting->write(connection, lead, run->hand, now, run->due.value(lead));
                    if (!draft) {
                        return failureOf(std::move(draft));
                    }
                    if (*draft) {
                        run->wishes.insert((*draft)->id, drafting->wishOf(**draft));
                        drafts.append(**draft);
                    }
                }
                return drafts;
            });
        Result<QList<Draft>> drafts = co_await writing;
        if (!drafts) {
            co_return failureOf(std::move(drafts));
        }
        for (const Draft &draft : std::as_const(*drafts)) {
            if (draft.state == DraftState::Writing) {
                run->forClaude.append(draft.id);
            } else {
                ++(draft.state == DraftState::Ready ? run->report.written : run->report.blocked);
            }
        }
        run->done = static_cast<int>(std::min(from + leadsInOneTransaction, run->leads.size()) - run->forClaude.size());
        Q_EMIT progress(run->campaign, run->done, run->total);
        Q_EMIT changed();
    }
    co_return Result<>();
}

Task<> DraftWriter::work(std::shared_ptr<Run> run)
{
    while (!run->forClaude.isEmpty() && !run->stop.stop_requested()) {
        const DraftId draft = run->forClaude.takeFirst();
        auto writing = settled(claudeOn(draft, run->wishes.value(draft), run->stop.get_token()));
        Result<Draft> written = co_await writing;
        if (written) {
            ++run->report.written;
            run->trouble.clear();
        } else {
            ++run->report.blocked;
            const Error error = written.error();
            auto blocking = block({draft}, error.message);
            const Result<> blocked = co_await blocking;
            run->sameTrouble = error.message == run->trouble ? run->sameTrouble + 1 : 1;
            run->trouble = error.message;
            const bool hopeless = error.kind == ErrorKind::SignedOut || run->sameTrouble >= sameTroubleEndsTheRun;
            if (!blocked || (hopeless && error.kind != ErrorKind::Cancelled)) {
                run->report.stoppedBy = blocked ? error : blocked.error();
                run->stop.request_stop();
            }
        }
        ++run->done;
        Q_EMIT progress(run->campaign, run->done, run->total);
        Q_EMIT changed();
    }
}

Task<Result<>> DraftWriter::block(QList<DraftId> drafts, QString reason)
{
    auto writing = m_database.write<>([this, drafts, reason, now = m_clock.now()](Connection &connection) -> Result<> {
        for (const DraftId id : drafts) {
            if (Result<> set = m_store.setState(connection, id, DraftState::Blocked, reason, now); !set) {
                return set;
            }
        }
        return {};
    });
    Result<> outcome = co_await writing;
    co_return outcome;
}

Result<> DraftWriter::addCounts(Connection &connection, QHash<CampaignId, CampaignCounts> &counts) const
{
    return m_store.addCounts(connection, counts);
}

Result<> DraftWriter::addReach(Connection &connection, StepId step, StepReach &reach) const
{
    Result<StepReach> known = SequenceStore().reach(connection, step);
    if (!known) {
        return failureOf(std::move(known));
    }
    reach.had += known->had;
    reach.written += known->written;
    return {};
}

Result<> DraftWriter::followFormat(Connection &connection, CampaignId campaign, MailFormat before,
                                   const QDateTime &now) const
{
    return FormatChange(before).follow(connection, campaign, now);
}

Result<bool> DraftWriter::keepsVersion(Connection &connection, StepId step, int version) const
{
    return m_store.anyOf(connection, step, version);
}

void DraftWriter::cancel(CampaignId campaign)
{
    if (const std::shared_ptr<Run> run = m_runs.value(campaign)) {
        run->stop.request_stop();
    }
}

Task<> DraftWriter::close()
{
    for (const std::shared_ptr<Run> &run : std::as_const(m_runs)) {
        run->stop.request_stop();
    }
    if (m_runs.isEmpty()) {
        co_return;
    }
    auto promise = std::make_shared<QPromise<void>>();
    promise->start();
    m_closing.push_back(promise);
    QFuture<void> ended = promise->future();
    co_await ended;
}

} // namespace AlwaysLeads
