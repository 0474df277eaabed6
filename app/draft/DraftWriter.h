#pragma once

#include "base/Clock.h"
#include "draft/DraftMessage.h"
#include "draft/DraftStore.h"
#include "storage/Database.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace AlwaysLeads {

class Assistant;

/// What a run of the writer came to.
struct DraftWritingReport
{
    int written = 0; ///< ready to be read
    int blocked = 0; ///< each says why
    std::optional<Error> stoppedBy; ///< a key or budget error that ended the run; the rest can be retried

    bool operator==(const DraftWritingReport &) const = default;
};

/// Makes one draft for each person in a campaign: first from the template, then, where the step has a wish and there is
/// a key, by Claude on top. Running it again writes what is missing, blocked or from an older text; nothing a person
/// edited or approved is overwritten.
class DraftWriter : public QObject
{
    Q_OBJECT
public:
    /// Without an assistant the template alone writes.
    DraftWriter(Database &database, const Clock &clock, Assistant *assistant, QObject *parent = nullptr);

    Task<Result<DraftWritingReport>> write(CampaignId campaign);
    /// One blocked draft again.
    Task<Result<>> retry(DraftId draft);
    /// Claude writes this draft anew, following `wish`.
    Task<Result<Draft>> rewrite(DraftId draft, QString wish);
    /// Ends a run after the drafts that are being written now.
    void cancel(CampaignId campaign);
    bool isWriting(CampaignId campaign) const { return m_runs.contains(campaign); }
    /// Asks all runs to stop and ends when they have.
    Task<> close();

Q_SIGNALS:
    void progress(AlwaysLeads::CampaignId campaign, int done, int total);
    void finished(AlwaysLeads::CampaignId campaign);
    /// Drafts were written; pages read again.
    void changed();

private:
    struct Run;
    Database &m_database;
    const Clock &m_clock;
    Assistant *m_assistant;
    QHash<CampaignId, std::shared_ptr<Run>> m_runs;
};

} // namespace AlwaysLeads
