#pragma once

#include "lead/LeadList.h"
#include "widgets/DialogSheet.h"

namespace AlwaysLeads {

class CheckBox;
class Combo;

/// Asks for a list or segment, and whether a campaign follows it.
class SourceSheet : public DialogSheet
{
    Q_OBJECT
public:
    SourceSheet(QList<LeadList> lists, QWidget *inside);

Q_SIGNALS:
    void chosen(const AlwaysLeads::LeadList &list, bool follows);

private:
    QList<LeadList> m_lists;
    Combo *m_choice;
    CheckBox *m_follows;
};

} // namespace AlwaysLeads
