#pragma once

#include "base/Clock.h"
#include "base/TaskScope.h"
#include "draft/ApprovedDraftSink.h"
#include "draft/AutomaticSending.h"
#include "draft/Decisions.h"
#include "draft/DraftPage.h"
#include "draft/DraftRow.h"
#include "draft/DraftStore.h"
#include "draft/WritingProfile.h"
#include "draft/WritingRules.h"
#include "storage/Database.h"

#include <QObject>

#include <functional>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

namespace AlwaysLeads {

class DraftWriter;

/// The segments of the Drafts page.
enum class DraftShelf { ToReview, Approved, Skipped, Lapsed, Rejected, Sent };

struct DraftShelfCounts
{
    int toReview = 0; ///< ready, blocked and being written
    int approved = 0; ///< approved and queued
    int skipped = 0;
    int lapsed = 0;
    int rejected = 0;
    int sent = 0;

    bool operator==(const DraftShelfCounts &) const = default;
};

/// How far the approval of several drafts came.
struct GroupApproval
{
    QList<DraftId> approved;
    std::optional<Error> trouble; ///< why the others were not
};

/// What became of mails that nobody had read when sending them unread was ended.
struct AutomaticEnd
{
    int back = 0; ///< to be read now
    int leaving = 0; ///< too late: handed over at that moment

    bool operator==(const AutomaticEnd &) const = default;
};

/// Reading and deciding. Nothing leaves that was not approved here by the hash of what was shown.
class Review : public QObject
{
    Q_OBJECT
public:
    Review(Database &database, const Clock &clock, DraftWriter &writer, ApprovedDraftSink &sink,
           QObject *parent = nullptr);
    /// Await it before destroying this: what is being decided is decided to its end, and no mail approves itself any
    /// more.
    Task<> close();

    /// Null campaign: of all. Grouped by campaign, best score first.
    Task<Result<QList<DraftRow>>> list(DraftShelf shelf, CampaignId campaign = {});
    Task<Result<DraftShelfCounts>> counts(CampaignId campaign = {});
    Task<Result<DraftPage>> open(DraftId id);

    /// Refused when the content is no longer the one that was shown, or the person must not be written to.
    Task<Result<>> approve(DraftId id, QByteArray shownHash);
    /// Takes an approval back: the text has to be read again.
    Task<Result<DraftPage>> edit(DraftId id, QString subject, QString body);
    /// What Claude wrote while the draft was being changed, in the place of that.
    Task<Result<DraftPage>> takeOffer(DraftId id);
    Task<Result<>> skip(DraftId id);
    Task<Result<>> reject(DraftId id);
    /// The draft whose decision was undone; nothing when there is none left.
    Task<Result<std::optional<DraftId>>> undo();
    /// Undoes the newest decision about each of these, whatever was decided about others since. Refused, with how many
    /// came back, when one of them has left.
    Task<Result<>> undo(QList<DraftId> drafts);
    bool canUndo() const { return !m_decisions.empty(); }
    /// `heard` gets the body as it comes from Claude.
    Task<Result<DraftPage>> rewrite(DraftId id, QString wish, std::stop_token stop = {},
                                    std::function<void(QString)> heard = {});
    /// Tries a blocked draft again.
    Task<Result<DraftPage>> retry(DraftId id);
    /// Looks at all approvals whose mail has not left and lapses those that no longer hold. How many lapsed. Call it
    /// when leads, a template, the sender profile or a mailbox changed.
    Task<Result<int>> refreshApprovals();

    // Words that are typed and not kept yet: on the disk after each group of keystrokes.
    Task<Result<>> keepTyping(DraftTyping typing);
    Task<Result<>> dropTyping(DraftId id);
    Task<Result<std::optional<DraftTyping>>> lastTyping();

    /// A person says that a sentence is true which no fact holds.
    Task<Result<DraftPage>> confirm(DraftId id, QString sentence);
    /// Drafts to review that say nearly the same as this one, itself first; those alone that can be approved.
    Task<Result<QList<DraftPage>>> alike(DraftId id);
    /// Each by the hash of what was shown of it; the first objection ends it.
    Task<Result<GroupApproval>> approveGroup(QList<std::pair<DraftId, QByteArray>> seen);
    /// The approval log as a CSV file.
    Task<Result<QByteArray>> exportLog();

    Task<Result<QList<WritingRule>>> rules(WritingRule::State state);
    Task<Result<>> setRule(qint64 rule, WritingRule::State state);
    Task<Result<WritingProfile>> writingProfile();
    Task<Result<>> setWritingProfile(WritingProfile profile);

    Task<Result<QList<AutomaticCampaign>>> automaticCampaigns();
    /// On: `typedName` must be the campaign's name, typed by the person. Drafts that are ready then are approved at
    /// once.
    Task<Result<>> turnOnAutomatic(CampaignId campaign, QString typedName);
    /// What was approved unread and has not left comes back to be read. Approvals that a person gave stay.
    Task<Result<AutomaticEnd>> turnOffAutomatic(CampaignId campaign);
    /// Approves what is ready in such campaigns. How many; those with an objection or a warning wait for a person.
    Task<Result<int>> approveWaiting();

    /// How a draft is sent to the person themself; the answer is the address it went to. Without it that is refused.
    using TestMail = std::function<Task<Result<QString>>(DraftId)>;
    void setTestMail(TestMail testMail) { m_testMail = std::move(testMail); }
    Task<Result<QString>> sendToMyself(DraftId id);

Q_SIGNALS:
    void changed();
    void lapsed(int drafts);
    void automaticChanged();

private:
    Task<Result<>> decide(DraftId id, DraftState state);
    static Result<DraftPage> pageOf(Connection &connection, Draft draft, const QDateTime &now);
    void settle();
    Task<Result<>> undoNewest(DraftId draft);
    void remember(Decision decision);

    Database &m_database;
    const Clock &m_clock;
    DraftWriter &m_writer;
    ApprovedDraftSink &m_sink;
    DraftStore m_store;
    Decisions m_decide;
    std::vector<Decision> m_decisions; ///< the last one is undone first
    TestMail m_testMail;
    bool m_approvesWaiting = false;
    bool m_approvesAgain = false; ///< asked for since it read what waits
    TaskScope m_scope{QStringLiteral("review")};
};

} // namespace AlwaysLeads
