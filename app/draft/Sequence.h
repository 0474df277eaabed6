#pragma once

#include "base/Clock.h"
#include "campaign/Campaigns.h"
#include "draft/SequenceStages.h"
#include "storage/Database.h"

#include <QObject>

namespace AlwaysLeads {

class DraftWriter;

/// What one look at the running campaigns came to.
struct SequenceReport
{
    int written = 0; ///< drafts, ready to be read
    int blocked = 0; ///< drafts that need something
    int resumed = 0; ///< campaigns whose pause was over
    QList<std::pair<CampaignId, Error>> problems; ///< campaigns that cannot go on like this

    bool operator==(const SequenceReport &) const = default;
};

/// Takes people from step to step: writes the follow-ups so that they can be read in time, makes the tasks, passes over
/// steps that are not for somebody, and ends pauses. Sends nothing: each mail is approved as any other.
class Sequence : public QObject
{
    Q_OBJECT
public:
    Sequence(Database &database, const Clock &clock, Campaigns &campaigns, DraftWriter &writer,
             QObject *parent = nullptr);

    /// Refused while it runs. Doing it again at the same time changes nothing.
    Task<Result<SequenceReport>> run();
    bool isRunning() const { return m_running; }
    /// Asks it to stop after what it is writing.
    void stop() { m_stopped = true; }

    Task<Result<QList<SequenceTask>>> tasks(CampaignId campaign);
    /// From now on the delay of the next step counts.
    Task<Result<>> finishTask(SequenceTask task);

Q_SIGNALS:
    /// Tasks were made or done.
    void changed();

private:
    Task<Result<SequenceReport>> conduct();

    Database &m_database;
    const Clock &m_clock;
    Campaigns &m_campaigns;
    DraftWriter &m_writer;
    bool m_running = false;
    bool m_stopped = false;
};

} // namespace AlwaysLeads
