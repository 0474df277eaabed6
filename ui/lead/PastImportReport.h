#pragma once

#include "lead/ImportSaving.h"
#include "lead/LeadImport.h"
#include "widgets/DialogSheet.h"

namespace AlwaysLeads {

class Button;
class Label;
class PastRowsModel;
class Segmented;
class Shell;
class TableView;

/// The report of an import, long after it: how many rows became what, why some were refused, and each row.
class PastImportReport : public DialogSheet
{
    Q_OBJECT
public:
    PastImportReport(LeadImport &import, const PastImport &past, Shell &shell, QWidget *inside);
    ~PastImportReport() override;

    /// Where "Save the report" writes; asks first.
    void save(const QString &file);

Q_SIGNALS:
    /// The list shall show whom it created or changed.
    void peopleWanted();
    /// The list shall show this one.
    void personWanted(AlwaysLeads::LeadId lead);

private:
    void build();
    void showRows();
    void showReport(const ImportReport &report);
    void askWhereToSave();
    ImportSaving::Write writes();
    void undo();

    LeadImport &m_import;
    Shell &m_shell;
    PastImport m_past;
    std::stop_source m_stop; ///< of the saving
    Label *m_sentence;
    QWidget *m_reasons;
    Segmented *m_fates;
    PastRowsModel *m_model;
    TableView *m_rows;
    Button *m_people;
    ImportSaving *m_saving;
    Button *m_undo;
};

} // namespace AlwaysLeads
