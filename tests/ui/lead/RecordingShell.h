#pragma once

#include "shell/Shell.h"

#include <QCoroTask>
#include <QDateTime>
#include <QStringList>

#include <functional>

namespace AlwaysLeads {

/// Stands where the window is and writes down what it was asked.
class RecordingShell : public Shell
{
public:
    void open(Place) override { }
    void openLead(LeadId lead) override { openedLead = lead; }
    void showPeople(const QString &title, QList<LeadId> people) override
    {
        toasts << title;
        shownPeople = people;
    }
    void openCampaign(CampaignId) override { }
    void addToCampaign(QList<LeadId> leads) override { campaignLeads = leads; }
    void writeDrafts(QList<LeadId> leads, bool ask) override
    {
        draftLeads = leads;
        askedForDrafts = ask;
    }
    void openSettings(const QString &section) override { settings << section; }
    void showToast(const QString &text) override { toasts << text; }
    void offerUndo(Undoable undoable) override { undoables.push_back(std::move(undoable)); }
    void undoLast() override
    {
        Undoable last = std::move(undoables.back());
        undoables.pop_back();
        const Result<> undone = QCoro::waitFor(last.undo());
        if (!undone) {
            problems << undone.error().message;
        }
    }
    void showProblem(const Error &error) override { problems << error.message; }
    void showProgress(const QString &id, Progress, std::function<void()> cancel) override
    {
        progress << id;
        cancelLast = std::move(cancel);
    }
    void endProgress(const QString &id) override { progress.removeAll(id); }
    void importFile(const QString &path) override { imports << path; }
    bool isSandbox() const override { return false; }
    QDateTime now() const override { return clock(); }

    QString lastUndoable() const { return undoables.empty() ? QString() : undoables.back().text; }

    std::function<QDateTime()> clock = &QDateTime::currentDateTimeUtc;
    LeadId openedLead;
    QList<LeadId> campaignLeads;
    QList<LeadId> draftLeads;
    bool askedForDrafts = false;
    QList<LeadId> shownPeople;
    QStringList settings; ///< the sections that were opened
    QStringList toasts;
    QStringList problems;
    QStringList progress;
    QStringList imports;
    std::function<void()> cancelLast; ///< of the progress row shown last
    std::vector<Undoable> undoables;
};

} // namespace AlwaysLeads
