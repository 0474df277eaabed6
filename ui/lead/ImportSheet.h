#pragma once

#include "lead/ImportPlan.h"
#include "lead/ImportSaving.h"
#include "widgets/DialogSheet.h"

#include <optional>
#include <stop_token>

class QStackedWidget;

namespace AlwaysLeads {

class AddressChecks;
class Button;
class EmptyState;
class ImportAddresses;
class ImportResult;
class ImportColumns;
class ImportCompare;
class ImportHeader;
class ImportRowsModel;
class ImportSum;
class LeadImport;
class Leads;
class Meter;
class Segmented;
class Shell;
class TableView;

/// From a file to people: which column is what, what will happen to every row, and the import itself with its way back.
class ImportSheet : public DialogSheet
{
    Q_OBJECT
public:
    ImportSheet(LeadImport &import, Leads &leads, Shell &shell, QWidget *inside);
    ~ImportSheet() override;

    /// Reads the file and shows the sheet; a file that cannot be read is explained inside.
    void openFile(const QString &file);
    /// The same for rows that were copied in a spreadsheet.
    void openText(const QString &text);
    /// The result has a way to the people; peopleWanted() says that it was taken.
    void offerPeople();
    /// The addresses can be checked after the import; `on` as the person last chose. checkChosen() says a new choice.
    void offerCheck(AddressChecks &checks, bool on);
    /// The import has run, whatever came of it afterwards.
    bool hasImported() const { return m_report.has_value(); }
    /// Where "Save the refused rows" writes; asks first when it is empty.
    void saveRefused(const QString &file);
    void saveReport(const QString &file);

public Q_SLOTS:
    /// While it runs, stops the import (nothing stays half-imported); otherwise closes.
    void cancel() override;

Q_SIGNALS:
    /// The list shall show whom this import created or changed; the sheet closes.
    void peopleWanted(AlwaysLeads::ImportId import);
    /// Those of them whose address can get no mail.
    void unreachableWanted(AlwaysLeads::ImportId import);
    void checkChosen(bool on);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    QWidget *buildCheck();
    QWidget *buildFooter();

    void look();
    void lookAgain();
    void showLook(const ImportLook &look);
    void preview();
    /// The first rows under a new guess, while the others are still being checked.
    void previewFirst();
    void showChecking(const ImportProgress &progress);
    void showPreview(const ImportPreview &preview);
    void showRows();
    void showProblem(const Error &error);
    void run();
    /// The file is not the one any more that was checked.
    void readChanged();
    void showProgress(const ImportProgress &progress);
    void showReport(const ImportReport &report);
    void undo();
    void finish();
    void showPeople();
    void start();
    void lookedAt(const Result<ImportLook> &look);
    QString sourceName() const;
    QString savedName(const QString &words) const;
    void askWhereToSaveRefused();
    void askWhereToSaveReport();
    ImportSaving::Write writesRefused();
    ImportSaving::Write writesReport();
    /// What can be done about one row.
    void help(const ImportPreviewRow &row);
    void compare(ImportCompare *sheet);
    void choose(const ImportPreviewRow &row);
    void fix(const ImportPreviewRow &row);
    void explain(const ImportPreviewRow &row);
    void nextProblem();
    void renewButtons();
    void renewColumns();

    LeadImport &m_import;
    Leads &m_leads;
    Shell &m_shell;
    QString m_file;
    std::optional<ImportPreview> m_preview;
    std::optional<ImportPlan> m_firstShown; ///< under which the first rows were shown before all were checked
    std::optional<ImportReport> m_report;
    bool m_undone = false;
    bool m_offersPeople = false;
    bool m_running = false;
    bool m_closing = false; ///< close as soon as the stopped import has ended
    std::stop_source m_stop; ///< of the look and the preview
    std::stop_source m_stopRun;
    int m_generation = 0;

    ImportHeader *m_header;
    QStackedWidget *m_pages;
    QWidget *m_check = nullptr;
    ImportColumns *m_columns;
    Segmented *m_fates;
    ImportRowsModel *m_model;
    TableView *m_rows;
    EmptyState *m_problem = nullptr;
    ImportResult *m_result = nullptr;
    AddressChecks *m_checks = nullptr; ///< null: not offered
    ImportAddresses *m_addresses = nullptr;
    ImportSum *m_sum;
    Meter *m_meter;
    Button *m_saveRefused;
    Button *m_saveReport;
    Button *m_undo;
    Button *m_people;
    Button *m_cancel;
    Button *m_run;
    Button *m_done;
    ImportSaving *m_saving;
};

} // namespace AlwaysLeads
