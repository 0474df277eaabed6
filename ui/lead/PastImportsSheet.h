#pragma once

#include "lead/LeadImport.h"
#include "widgets/DialogSheet.h"

namespace AlwaysLeads {

class Button;
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

Q_SIGNALS:
    /// The list shall show whom this import created or changed.
    void peopleWanted(AlwaysLeads::ImportId import);
    void personWanted(AlwaysLeads::LeadId lead);

private:
    void read();
    void renewButtons();
    void showPeople(const PastImport &past);
    void openReport(const PastImport &past);

    LeadImport &m_import;
    Shell &m_shell;
    PastImportsModel *m_model;
    TableView *m_table;
    Label *m_state;
    int m_readings = 0; ///< of several under way only the last counts
    Button *m_open;
    Button *m_people;
};

} // namespace AlwaysLeads
