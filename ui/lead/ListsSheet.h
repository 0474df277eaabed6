#pragma once

#include "base/LiveQuery.h"
#include "lead/LeadList.h"
#include "widgets/DialogSheet.h"

namespace AlwaysLeads {

class Label;
class LeadLists;
class Leads;
class Shell;

/// All lists and segments: show who is on one, rename, delete. Every change can be undone.
class ListsSheet : public DialogSheet
{
    Q_OBJECT
public:
    /// `fields` put the filter of a segment into words.
    ListsSheet(LeadLists &lists, Leads &leads, LeadFields fields, Shell &shell, QWidget *inside);

Q_SIGNALS:
    /// The people of this one are wanted; the sheet is closed.
    void chosen(const AlwaysLeads::LeadList &list);

private:
    void show(const QList<LeadList> &lists);
    QWidget *lineOf(const LeadList &list);
    void rename(const LeadList &list);
    void remove(const LeadList &list);

    LeadLists &m_lists;
    Leads &m_leads;
    const LeadFields m_fields;
    Shell &m_shell;
    Label *m_state;
    QWidget *m_rows = nullptr;
    LiveQuery<QList<LeadList>> m_reading;
};

} // namespace AlwaysLeads
