#pragma once

#include "lead/Lead.h"
#include "shell/Page.h"
#include "style/Icon.h"

#include <QString>

#include <memory>

namespace AlwaysLeads {

class LeadExport;
class LeadSearch;
class Leads;
class Shell;

/// A list of people that the sidebar offers by name.
struct LeadView
{
    QString key;   ///< stable, for showView(): "all", "new this week", "contacted", "opted out", "deleted"
    QString title; ///< "New this week"
    Icon icon = Icon::ListFilter;
    qint64 count = -1; ///< -1 until it is known

    bool operator==(const LeadView &) const = default;
};

/// Everybody the person knows of: search, filter, sort, choose, and see one person beside the list.
class LeadsPage : public Page
{
    Q_OBJECT
public:
    LeadsPage(Leads &leads, LeadSearch &search, LeadExport &leadExport, Shell &shell, QWidget *parent = nullptr);
    ~LeadsPage() override;

    /// In the order of the keys 1 to 9. The counts arrive late; see viewsChanged().
    QList<LeadView> views() const;
    QString currentView() const;
    void showView(const QString &key);
    /// Makes this person the current row, in the view they are in (All leads when the view hides them).
    void selectLead(LeadId lead);
    /// The chosen people in the order of the list; the current one when none is chosen.
    QList<LeadId> selectedLeads() const;

    void enter() override;
    QList<QAction *> commands() const override;
    void focusSearch() override;
    void createNew() override;
    void toggleInspector() override;
    QWidget *mainControl() override;

Q_SIGNALS:
    /// A count of a view is new.
    void viewsChanged();
    void currentViewChanged(const QString &key);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace AlwaysLeads
