#pragma once

#include "lead/LeadImport.h"
#include "widgets/DialogSheet.h"

namespace AlwaysLeads {

class Label;
class PastImportsModel;
class Shell;
class TableView;

/// All imports there were, each with a way to its report.
class PastImportsSheet : public DialogSheet
{
    Q_OBJECT
public:
    PastImportsSheet(LeadImport &import, Shell &shell, QWidget *inside);

private:
    void read();
    void openReport(const PastImport &past);

    LeadImport &m_import;
    Shell &m_shell;
    PastImportsModel *m_model;
    TableView *m_table;
    Label *m_state;
};

} // namespace AlwaysLeads
