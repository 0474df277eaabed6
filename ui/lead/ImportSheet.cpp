#include "lead/ImportSheet.h"

#include "lead/ImportColumns.h"
#include "lead/ImportFates.h"
#include "lead/ImportHeader.h"
#include "lead/ImportRowsModel.h"
#include "lead/ImportSaving.h"
#include "lead/ImportSum.h"
#include "lead/LeadImport.h"
#include "lead/LeadWords.h"
#include "shell/Shell.h"
#include "widgets/Announce.h"
#include "widgets/Button.h"
#include "widgets/EmptyState.h"
#include "widgets/Marks.h"
#include "widgets/Segmented.h"
#include "widgets/TableView.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTimer>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr int sheetWidth = 1240;

/// Stands in the place of the rows while they cannot be checked; the choices beside them stay within reach.
EmptyState *unreadIn(const QWidget *check)
{
    return check->findChild<EmptyState *>(QStringLiteral("importUnread"));
}

void showUnread(const QWidget *check, QWidget *rows, const QString &why, bool isFile)
{
    EmptyState *unread = unreadIn(check);
    unread->setSentence(why);
    unread->findChild<Button *>(QStringLiteral("importReadAgain"))->setVisible(isFile);
    rows->hide();
    unread->show();
    announce(unread, why);
}

void hideUnread(const QWidget *check, QWidget *rows)
{
    EmptyState *unread = unreadIn(check);
    const bool hadFocus = unread->isAncestorOf(QApplication::focusWidget());
    unread->hide();
    rows->show();
    if (hadFocus) {
        rows->setFocus();
    }
}

/// Nothing: they are not known yet, and none is shown.
void showCounts(Segmented *fates, const std::optional<ImportCounts> &counts)
{
    fates->setCount(0, counts ? counts->rows() : -1);
    fates->setCount(1, counts ? counts->added : -1);
    fates->setCount(2, counts ? counts->merged : -1);
    fates->setCount(3, counts ? counts->refused : -1);
}

/// Three digits of an estimate: more would say that it is known.
qint64 about(qint64 rows)
{
    qint64 step = 1;
    while (rows / step >= 1000) {
        step *= 10;
    }
    return (rows + step / 2) / step * step;
}

} // namespace

ImportSheet::ImportSheet(LeadImport &import, Leads &leads, Shell &shell, QWidget *inside)
    : DialogSheet(tr("Import"), sheetWidth, inside)
    , m_import(import)
    , m_leads(leads)
    , m_shell(shell)
    , m_header(new ImportHeader)
    , m_pages(new QStackedWidget)
    , m_columns(new ImportColumns)
    , m_fates(new Segmented(tr("Rows to show")))
    , m_model(new ImportRowsModel(import, this))
    , m_rows(new TableView(tr("Rows of the file")))
    , m_sum(new ImportSum)
    , m_meter(new Meter)
    , m_saveRefused(new Button(Icon::Download, tr("Save the refused rows"), ButtonKind::Ghost))
    , m_saveReport(new Button(Icon::FileText, tr("Save the report"), ButtonKind::Secondary, this))
    , m_undo(new Button(Icon::Undo, tr("Undo import"), ButtonKind::Secondary))
    , m_people(new Button(Icon::Users, tr("Show the people"), ButtonKind::Secondary))
    , m_cancel(new Button(tr("Cancel"), ButtonKind::Ghost))
    , m_run(new Button(tr("Import"), ButtonKind::Primary))
    , m_done(new Button(tr("Done"), ButtonKind::Primary))
    , m_saving(new ImportSaving(shell, this))
{
    build();
    renewButtons();
}

ImportSheet::~ImportSheet()
{
    m_stop.request_stop();
    m_stopRun.request_stop();
}

void ImportSheet::openFile(const QString &file)
{
    m_file = file;
    start();
    whenDone(m_import.look(file, m_stop.get_token()), this, [this](Result<ImportLook> look) { lookedAt(look); });
}

void ImportSheet::openText(const QString &text)
{
    start();
    whenDone(m_import.lookAtText(text), this, [this](Result<ImportLook> look) { lookedAt(look); });
}

void ImportSheet::offerPeople()
{
    m_offersPeople = true;
}

void ImportSheet::offerCheck(AddressChecks &checks, bool on)
{
    m_checks = &checks;
    m_columns->offerCheck(on);
}

void ImportSheet::start()
{
    m_header->setFile(sourceName(), tr("Reading the file"));
    m_sum->setSentence(tr("Reading the file…"));
    setInitialFocus(m_rows);
    open();
}

void ImportSheet::lookedAt(const Result<ImportLook> &look)
{
    if (look) {
        showLook(*look);
    } else {
        showProblem(look.error());
    }
}

QString ImportSheet::sourceName() const
{
    return m_file.isEmpty() ? tr("Pasted rows") : QFileInfo(m_file).fileName();
}

void ImportSheet::lookAgain()
{
    const int generation = ++m_generation;
    m_stop.request_stop();
    m_stop = std::stop_source();
    m_preview.reset();
    m_sum->setSentence(tr("Reading the file again…"));
    showCounts(m_fates, {});
    renewButtons();
    whenDone(m_import.lookAgain(m_columns->plan(), m_stop.get_token()), this,
             [this, generation](Result<ImportLook> look) {
                 if (generation != m_generation) {
                     return;
                 }
                 if (!look) { // another separator may read it
                     m_model->clear();
                     m_sum->setSentence(tr("Nothing can be imported like this."));
                     showUnread(m_check, m_rows, look.error().message, !m_file.isEmpty());
                     return;
                 }
                 showLook(*look);
             });
}

void ImportSheet::showLook(const ImportLook &look)
{
    m_header->setFile(sourceName(), tr("%1 columns").arg(look.columns.size()));
    m_header->setStep(ImportHeader::Check);
    m_columns->show(look);
    m_pages->setCurrentWidget(m_check);
    preview();
}

void ImportSheet::preview()
{
    m_stop.request_stop();
    m_stop = std::stop_source();
    const int generation = ++m_generation;
    m_preview.reset();
    m_sum->setSentence(tr("Checking every row…"));
    hideUnread(m_check, m_rows);
    renewButtons();
    previewFirst();
    const QPointer<ImportSheet> self(this);
    const auto progress = [self, generation](ImportProgress now) {
        if (self && generation == self->m_generation) {
            self->showChecking(now);
        }
    };
    whenDone(m_import.preview(m_columns->plan(), m_stop.get_token(), progress), this,
             [this, generation](Result<ImportPreview> preview) {
                 if (generation != m_generation) {
                     return;
                 }
                 if (!preview) {
                     m_model->clear();
                     m_firstShown.reset();
                     showCounts(m_fates, {});
                     m_sum->setSentence(tr("Nothing can be imported like this."));
                     showUnread(m_check, m_rows, preview.error().message, !m_file.isEmpty());
                     return;
                 }
                 showPreview(*preview);
             });
}

void ImportSheet::previewFirst()
{
    const ImportPlan &plan = m_columns->plan();
    if (m_firstShown && m_firstShown->columns == plan.columns && m_firstShown->format == plan.format
        && m_firstShown->sheet == plan.sheet && m_firstShown->stamp == plan.stamp
        && m_firstShown->duplicates == plan.duplicates) {
        return; // one row was changed: the list stays where it is until all are checked
    }
    m_firstShown = plan;
    showCounts(m_fates, {}); // of another guess
    whenDone(m_import.previewFirst(plan, m_stop.get_token()), this,
             [this, plan, generation = m_generation](const Result<ImportPreview> &first) {
                 if (first && generation == m_generation && !m_preview && !m_rows->isHidden()) {
                     m_model->show(plan, *first, ImportFates::ofSegment(m_fates->current()));
                 }
             });
}

void ImportSheet::showChecking(const ImportProgress &progress)
{
    if (m_preview || progress.bytes <= 0) {
        return;
    }
    const qint64 all = std::max(progress.rows, about(progress.rows * progress.ofBytes / progress.bytes));
    m_sum->setSentence(
        tr("Checking row %1 of about %2…").arg(LeadWords::number(progress.rows), LeadWords::number(all)));
}

void ImportSheet::showPreview(const ImportPreview &preview)
{
    m_preview = preview;
    const ImportCounts &counts = preview.counts;
    showCounts(m_fates, counts);
    m_sum->setCounts(counts);
    const QString rows = counts.rows() == 1 ? tr("1 row") : tr("%1 rows").arg(LeadWords::number(counts.rows()));
    const qsizetype columns = m_columns->plan().columns.size();
    m_header->setFile(sourceName(),
                      tr("%1, %2").arg(rows, columns == 1 ? tr("1 column") : tr("%1 columns").arg(columns)));
    renewButtons();
    // Who mends one row after the other stays where they are.
    const int currentRow = m_rows->currentIndex().row();
    const int scrolled = m_rows->verticalScrollBar()->value();
    showRows();
    if (currentRow >= 0 && m_model->rowCount() > 0) {
        m_rows->verticalScrollBar()->setValue(scrolled);
        m_rows->setCurrentIndex(m_model->index(std::min(currentRow, m_model->rowCount() - 1), ImportRowsModel::Name));
    }
}

void ImportSheet::showRows()
{
    if (m_preview) {
        m_model->show(m_columns->plan(), *m_preview, ImportFates::ofSegment(m_fates->current()));
        m_rows->scrollToTop();
    }
}

void ImportSheet::showProblem(const Error &error)
{
    if (error.kind == ErrorKind::Cancelled) {
        return;
    }
    if (m_problem == nullptr) {
        m_problem = new EmptyState(Icon::TriangleAlert, tr("This file cannot be read"), QString());
        m_problem->setObjectName(QStringLiteral("importProblem"));
        m_problem->setTone(ToneName::Warn);
        auto *other = m_problem->addButton(new Button(tr("Choose another file"), ButtonKind::Secondary));
        other->setObjectName(QStringLiteral("importOtherFile"));
        connect(other, &QPushButton::clicked, this, [this] {
            // After this sheet: the next one opens on top of the page, not of a closing layer.
            QTimer::singleShot(0, this, [&shell = m_shell] { shell.importFile({}); });
            close();
        });
        m_pages->addWidget(m_problem);
    }
    m_problem->setSentence(error.message);
    m_pages->setCurrentWidget(m_problem);
    m_header->setFile(sourceName(), QString());
    m_preview.reset();
    m_sum->setSentence(tr("Nothing was imported."));
    announce(m_problem, error.message);
    renewButtons();
}

QString ImportSheet::savedName(const QString &words) const
{
    const QString folder = m_file.isEmpty() ? QDir::homePath() : QFileInfo(m_file).absolutePath();
    const QString name = m_file.isEmpty() ? sourceName() : QFileInfo(m_file).completeBaseName();
    return folder + QLatin1Char('/') + words.arg(name);
}

ImportSaving::Write ImportSheet::writesRefused()
{
    return [this](const QString &file) {
        return m_import.writeRefused(m_columns->plan(), file, m_report ? m_report->id : ImportId());
    };
}

ImportSaving::Write ImportSheet::writesReport()
{
    return [this](const QString &file) { return m_import.writeReport(m_columns->plan(), file, m_report->id); };
}

void ImportSheet::askWhereToSaveRefused()
{
    m_saving->ask(tr("Save the refused rows"), savedName(tr("%1, refused.csv")), writesRefused());
}

void ImportSheet::askWhereToSaveReport()
{
    m_saving->ask(tr("Save the report"), savedName(tr("%1, report.csv")), writesReport());
}

void ImportSheet::saveRefused(const QString &file)
{
    m_saving->save(file, writesRefused());
}

void ImportSheet::saveReport(const QString &file)
{
    if (m_report) {
        m_saving->save(file, writesReport());
    }
}

void ImportSheet::renewButtons()
{
    const ImportCounts counts = m_preview ? m_preview->counts : ImportCounts();
    const qint64 people = m_preview ? m_preview->people() : 0;
    const bool done = bool(m_report);
    m_run->setVisible(!done);
    m_cancel->setVisible(!done);
    m_done->setVisible(done);
    m_undo->setVisible(done && !m_undone);
    m_people->setVisible(done && !m_undone && m_offersPeople);
    m_people->setDisabledReason(done && !m_report->leavesTrace()
                                    ? tr("Everybody in the file was there already, as the file has them.")
                                    : QString());
    m_cancel->setText(m_running ? tr("Stop") : tr("Cancel"));
    m_run->setText(people > 0 ? tr("Import %1").arg(LeadWords::people(people)) : tr("Import"));
    m_run->setBusy(m_running, tr("Importing…"));
    m_run->setDisabledReason(m_running         ? QString()
                                 : !m_preview  ? tr("The rows are not checked yet.")
                                 : people == 0 ? tr("No row of this file can be imported.")
                                               : QString());
    m_saveRefused->setDisabledReason(done || counts.refused > 0 ? QString() : tr("No row is refused."));
}

} // namespace AlwaysLeads
