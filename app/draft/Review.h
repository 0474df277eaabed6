#pragma once

#include "base/Clock.h"
#include "draft/ApprovedDraftSink.h"
#include "draft/Decisions.h"
#include "draft/DraftPage.h"
#include "draft/DraftRow.h"
#include "draft/DraftStore.h"
#include "storage/Database.h"

#include <QObject>

#include <optional>
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

/// Reading and deciding. Nothing leaves that was not approved here by the hash of what was shown.
class Review : public QObject
{
    Q_OBJECT
public:
    Review(Database &database, const Clock &clock, DraftWriter &writer, ApprovedDraftSink &sink,
           QObject *parent = nullptr);

    /// Null campaign: of all. Grouped by campaign, best score first.
    Task<Result<QList<DraftRow>>> list(DraftShelf shelf, CampaignId campaign = {});
    Task<Result<DraftShelfCounts>> counts(CampaignId campaign = {});
    Task<Result<DraftPage>> open(DraftId id);

    /// Refused when the content is no longer the one that was shown, or the person must not be written to.
    Task<Result<>> approve(DraftId id, QByteArray shownHash);
    /// Takes an approval back: the text has to be read again.
    Task<Result<DraftPage>> edit(DraftId id, QString subject, QString body);
    Task<Result<>> skip(DraftId id);
    Task<Result<>> reject(DraftId id);
    /// The draft whose decision was undone; nothing when there is none left.
    Task<Result<std::optional<DraftId>>> undo();
    bool canUndo() const { return !m_decisions.empty(); }
    Task<Result<DraftPage>> rewrite(DraftId id, QString wish);
    /// Tries a blocked draft again.
    Task<Result<DraftPage>> retry(DraftId id);
    /// Looks at all approvals whose mail has not left and lapses those that no longer hold. How many lapsed. Call it
    /// when leads, a template, the sender profile or a mailbox changed.
    Task<Result<int>> refreshApprovals();

Q_SIGNALS:
    void changed();
    void lapsed(int drafts);

private:
    Task<Result<>> decide(DraftId id, DraftState state);
    static Result<DraftPage> pageOf(Connection &connection, Draft draft, const QDateTime &now);
    void settle();
    void remember(Decision decision);

    Database &m_database;
    const Clock &m_clock;
    DraftWriter &m_writer;
    ApprovedDraftSink &m_sink;
    DraftStore m_store;
    Decisions m_decide;
    std::vector<Decision> m_decisions; ///< the last one is undone first
};

} // namespace AlwaysLeads
