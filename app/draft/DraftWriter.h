#pragma once

#include "assistant/MailBrief.h"
#include "base/Clock.h"
#include "campaign/Campaigns.h"
#include "draft/DraftStore.h"
#include "storage/Database.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace AlwaysLeads {

/// Claude, as far as drafts need it. Empty functions: the template alone writes.
struct ClaudeWriting
{
    std::function<Task<Result<bool>>()> hasKey;
    std::function<Task<Result<WrittenMail>>(MailBrief, std::stop_token)> writeMail;
    /// The same, and tells of the body as it comes; empty: the whole comes at once.
    std::function<Task<Result<WrittenMail>>(MailBrief, std::function<void(QString)>, std::stop_token)> streamMail{};
};

/// What a run of the writer came to.
struct DraftWritingReport
{
    int written = 0; ///< ready to be read
    int blocked = 0; ///< each says why
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
    /// Refused while a run for this campaign goes on.
    Task<Result<DraftWritingReport>> write(CampaignId campaign);
    /// A later step, for these people; none of the mails leaves before its time.
    Task<Result<DraftWritingReport>> write(CampaignId campaign, StepId step, QHash<LeadId, QDateTime> due);
    /// One blocked, lapsed or ready draft again, from the present text.
    Task<Result<Draft>> retry(DraftId draft);
    /// Claude writes this draft anew from its present text, following `wish`. The draft is untouched when that fails.
    /// `heard` gets the body so far, each time more of it came.
    Task<Result<Draft>> rewrite(DraftId draft, QString wish, std::stop_token stop = {},
                                std::function<void(QString)> heard = {});
    /// What Claude is told of this draft; all but the wish and the text is the same for any mail to this person.
    Result<MailBrief> brief(Connection &connection, DraftId draft, const QString &wish) const;
    /// Ends a run after the drafts that are being written now.
    void cancel(CampaignId campaign);
    bool isWriting(CampaignId campaign) const { return m_runs.contains(campaign); }
    /// Asks all runs to stop and ends when they have.
    Task<> close();

    Result<> addCounts(Connection &connection, QHash<CampaignId, CampaignCounts> &counts) const override;
    Result<bool> keepsVersion(Connection &connection, StepId step, int version) const override;
    Result<> addReach(Connection &connection, StepId step, StepReach &reach) const override;

Q_SIGNALS:
    void progress(AlwaysLeads::CampaignId campaign, int done, int total);
    void finished(AlwaysLeads::CampaignId campaign);
    /// Drafts were written: pages read again.
    void changed();

private:
    struct Run;
    static Result<QList<LeadId>> people(Connection &connection, const Run &run, bool &anyWish);
    Task<Result<bool>> claudeWrites(bool anyWish);
    Task<Result<>> writeTemplates(std::shared_ptr<Run> run);
    Task<> work(std::shared_ptr<Run> run);
    Task<Result<Draft>> claudeOn(DraftId draft, QString wish, std::stop_token stop,
                                 std::function<void(QString)> heard = {});
    Result<Draft> keep(Connection &connection, DraftId draft, const WrittenMail &mail, const MailBrief &brief,
                       const QDateTime &now) const;
    Task<Result<>> block(QList<DraftId> drafts, QString reason);
    Task<Result<DraftWritingReport>> conduct(std::shared_ptr<Run> run);

    Database &m_database;
    const Clock &m_clock;
    ClaudeWriting m_claude;
    QHash<CampaignId, std::shared_ptr<Run>> m_runs;
    std::vector<std::shared_ptr<QPromise<void>>> m_closing;
    DraftStore m_store;
};

} // namespace AlwaysLeads
