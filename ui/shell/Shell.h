#pragma once

#include "base/Task.h"
#include "campaign/Campaign.h"
#include "lead/Lead.h"
#include "style/Icon.h"

#include <QDateTime>
#include <QString>

#include <functional>

namespace AlwaysLeads {

/// The places of the sidebar, in the order of Ctrl 1 to Ctrl 7.
enum class Place { Inbox, Drafts, Outbox, Leads, FindLeads, Campaigns, Dashboard, Settings };

/// What has been done and can be undone. `undo` runs at most once.
struct Undoable
{
    QString text; ///< "4 people deleted"
    std::function<Task<Result<>>()> undo;
    bool isEdit = false; ///< the history of edits keeps it, so that it can be done again and survives a restart
};

/// Long work that the window shows at its lower right, with a way to cancel it.
struct Progress
{
    Icon icon = Icon::LoaderCircle;
    QString verb; ///< "Writing drafts"
    int done = 0;
    int total = 0; ///< 0: not known yet
};

/// What a page may ask of the window around it. Handed to every page.
class Shell
{
public:
    virtual ~Shell() = default;

    virtual void open(Place place) = 0;
    /// Opens Leads with this person current.
    virtual void openLead(LeadId lead) = 0;
    /// Opens Leads with these people only, under this title: "Replied, the last 30 days".
    virtual void showPeople(const QString &title, QList<LeadId> people) = 0;
    virtual void openCampaign(CampaignId campaign) = 0;
    /// Asks into which campaign these people go (a new one first), then opens it.
    virtual void addToCampaign(QList<LeadId> leads) = 0;
    /// Writes the next draft of each of these people; who is in no campaign is asked into one. `ask`: how many, and
    /// what it costs, is said first in any case.
    virtual void writeDrafts(QList<LeadId> leads, bool ask) = 0;
    /// Opens Settings at a section: "profile", "mailboxes", "keys", "apollo", "appearance", "data".
    virtual void openSettings(const QString &section) = 0;

    virtual void showToast(const QString &text) = 0;
    /// A toast with Undo; Ctrl Z does the same until something else was done.
    virtual void offerUndo(Undoable undoable) = 0;
    /// What Ctrl Z does.
    virtual void undoLast() = 0;
    /// Says a failure where the person looks: a toast for what passes, a sheet for what must be read.
    virtual void showProblem(const Error &error) = 0;
    /// Shows or updates a progress row; a finished one (done == total > 0, or `end`) goes away. `cancel` may be empty.
    virtual void showProgress(const QString &id, Progress progress, std::function<void()> cancel) = 0;
    virtual void endProgress(const QString &id) = 0;
    /// The import sheet, for a file or, when empty, with a file dialog first.
    virtual void importFile(const QString &path) = 0;
    virtual bool isSandbox() const = 0;
    /// The present moment, in UTC, by the clock that the services go by.
    virtual QDateTime now() const = 0;
};

} // namespace AlwaysLeads
