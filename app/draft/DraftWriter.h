#pragma once

#include "assistant/MailBrief.h"
#include "assistant/QuestionCost.h"
#include "base/Clock.h"
#include "campaign/Campaigns.h"
#include "draft/DraftStore.h"
#include "draft/WritingPlan.h"
#include "storage/Database.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace AlwaysLeads {

/// What there is to pay Claude with.
struct ClaudeMeans
{
    QString model; ///< that writes drafts
    qint64 leftMicros = 0; ///< of this month's limit
    qint64 limitMicros = 0;
};

/// Claude, as far as drafts need it. Empty functions: the template alone writes.
struct ClaudeWriting
{
    std::function<Task<Result<bool>>()> hasKey;
    std::function<Task<Result<WrittenMail>>(MailBrief, std::stop_token)> writeMail;
    /// The same, and tells of the body as it comes; empty: the whole comes at once.
    std::function<Task<Result<WrittenMail>>(MailBrief, std::function<void(QString)>, std::stop_token)> streamMail{};
    /// Hands drafts over to be written together, see DraftBatches::ask(). Empty: that cannot be had.
    std::function<Task<Result<qint64>>(QList<DraftId>, QHash<DraftId, QString>)> writeTogether{};
    /// Empty: nobody can say what writing costs.
    std::function<Task<Result<ClaudeMeans>>()> means{};
};

/// When Claude writes: each draft now, or all together within a day, for half.
enum class WritingWay { AtOnce, Together };

/// What writing the drafts of a campaign would come to, before anything is written.
struct WritingCost
{
    int byClaude = 0;
    int byTemplate = 0;
    int blocked = 0; ///< something is missing: nothing is asked about them
    QuestionCost atOnce;
    QuestionCost together;
    qint64 leftMicros = 0; ///< of this month's limit
    qint64 limitMicros = 0;

    bool operator==(const WritingCost &) const = default;
};

/// What a run of the writer came to.
struct DraftWritingReport
{
    int written = 0; ///< ready to be read
    int blocked = 0; ///< each says why
    int together = 0; ///< handed over to be written within a day
    std::optional<Error> stoppedBy; ///< trouble that ended Claude's part of the run; the rest is blocked with it

    bool operator==(const DraftWritingReport &) const = default;
};

/// Makes one draft for each person in a campaign: first from the template, then, where the step has a wish and there is
/// a key, by Claude on top. Running it again writes what is missing, blocked or from an older text; nothing that a
/// person edited or decided is overwritten.
///
/// When Claude fails for one draft, that draft is blocked with the reason and keeps the template's text; the others go
/// on. A key that is not accepted, or the same trouble three times in a row, ends Claude's part for all that are left.
class DraftWriter : public QObject, public CampaignUse
{
    Q_OBJECT
public:
    DraftWriter(Database &database, const Clock &clock, ClaudeWriting claude = {}, QObject *parent = nullptr);
    ~DraftWriter() override;

    /// At the program's start: what was being written when it ended is blocked, so that it can be tried again.
    Task<Result<>> recover();
    /// What write() would come to now. Costs nothing.
    Task<Result<WritingCost>> cost(CampaignId campaign);
    /// Refused while a run for this campaign goes on.
    Task<Result<DraftWritingReport>> write(CampaignId campaign, WritingWay way = WritingWay::AtOnce);
    /// A later step, for these people; none of the mails leaves before its time.
    Task<Result<DraftWritingReport>> write(CampaignId campaign, StepId step, QHash<LeadId, QDateTime> due);
    /// What writing to these people would do, whatever campaigns they are in. Writes nothing.
    Task<Result<WritingPlan>> plan(QList<LeadId> leads);
    /// What writing what is planned would come to now. Costs nothing.
    Task<Result<WritingCost>> cost(WritingPlan plan);
    /// What is planned, one campaign after the other; a run that is stopped ends all of it. Fails when nothing at all
    /// could be written; trouble behind that is in the report.
    Task<Result<DraftWritingReport>> write(WritingPlan plan, WritingWay way = WritingWay::AtOnce);
    /// One blocked, lapsed or ready draft again, from the present text.
    Task<Result<Draft>> retry(DraftId draft);
    /// Claude writes this draft anew from its present text, following `wish`. The draft is untouched when that fails.
    /// `heard` gets the body so far, each time more of it came.
    Task<Result<Draft>> rewrite(DraftId draft, QString wish, std::stop_token stop = {},
                                std::function<void(QString)> heard = {});
    /// What stands against a launch: texts with places for Claude, and no key.
    Task<Result<QList<LaunchCheckLine>>> launchLines(CampaignId campaign);
    /// Ends a run after the drafts that are being written now.
    void cancel(CampaignId campaign);
    bool isWriting(CampaignId campaign) const { return m_runs.contains(campaign); }
    /// Asks all runs to stop and ends when they have.
    Task<> close();

    Result<> addCounts(Connection &connection, QHash<CampaignId, CampaignCounts> &counts) const override;
    Result<bool> keepsVersion(Connection &connection, StepId step, int version) const override;
    Result<> addReach(Connection &connection, StepId step, StepReach &reach) const override;
    Result<> followFormat(Connection &connection, CampaignId campaign, MailFormat before,
                          const QDateTime &now) const override;

Q_SIGNALS:
    void progress(AlwaysLeads::CampaignId campaign, int done, int total);
    void finished(AlwaysLeads::CampaignId campaign);
    /// Drafts were written: pages read again.
    void changed();

private:
    struct Run;
    /// Everybody in a campaign who may get something.
    static Result<QList<LeadId>> peopleOf(Connection &connection, CampaignId campaign);
    static Result<QList<LeadId>> people(Connection &connection, const Run &run, bool &anyWish);
    Task<Result<bool>> claudeWrites(bool anyWish);
    static Result<> addCost(Connection &connection, CampaignId campaign, StepId step, const QList<LeadId> &leads,
                            bool byClaude, const QDateTime &now, const QString &model, WritingCost &cost);
    Task<Result<>> writeTemplates(std::shared_ptr<Run> run);
    Task<> work(std::shared_ptr<Run> run);
    Task<Result<Draft>> claudeOn(DraftId draft, QString wish, std::stop_token stop,
                                 std::function<void(QString)> heard = {});
    Task<Result<>> block(QList<DraftId> drafts, QString reason);
    Task<Result<DraftWritingReport>> run(std::shared_ptr<Run> run);
    Task<Result<DraftWritingReport>> conduct(std::shared_ptr<Run> run);
    Task<Result<>> handOver(std::shared_ptr<Run> run);

    Database &m_database;
    const Clock &m_clock;
    ClaudeWriting m_claude;
    QHash<CampaignId, std::shared_ptr<Run>> m_runs;
    std::vector<std::shared_ptr<QPromise<void>>> m_closing;
    DraftStore m_store;
};

} // namespace AlwaysLeads
