// The import itself, from "Import" to its result and the way back.
#include "lead/ImportAddresses.h"
#include "lead/ImportColumns.h"
#include "lead/ImportHeader.h"
#include "lead/ImportResult.h"
#include "lead/ImportSheet.h"
#include "lead/ImportSum.h"
#include "lead/LeadImport.h"
#include "lead/LeadWords.h"
#include "shell/Shell.h"
#include "widgets/Announce.h"
#include "widgets/Button.h"
#include "widgets/Marks.h"

#include <QStackedWidget>

namespace AlwaysLeads {

void ImportSheet::run()
{
    m_columns->takeTyped(); // Ctrl Enter leaves the keyboard where it is
    if (m_running || !m_preview || m_preview->counts.added + m_preview->counts.merged == 0) {
        return;
    }
    m_running = true;
    m_stopRun = std::stop_source();
    m_check->setEnabled(false);
    m_meter->setShare(0);
    m_meter->show();
    m_sum->setSentence(tr("Importing…"));
    renewButtons();
    const QPointer<ImportSheet> self(this);
    const auto progress = [self](ImportProgress now) {
        if (self) {
            self->showProgress(now);
        }
    };
    whenDone(m_import.run(m_columns->plan(), progress, m_stopRun.get_token()), this,
             [this](Result<ImportReport> report) {
                 m_running = false;
                 m_check->setEnabled(true);
                 m_meter->hide();
                 if (report) {
                     showReport(*report);
                     return;
                 }
                 if (m_closing) {
                     close();
                     return;
                 }
                 renewButtons();
                 if (report.error().kind == ErrorKind::Invalid) { // the plan was good: it is the file that is not
                     readChanged();
                     return;
                 }
                 if (report.error().kind == ErrorKind::Cancelled) {
                     m_sum->setSentence(tr("Stopped. Nothing was imported."));
                 } else {
                     m_sum->setSentence(tr("%1 Nothing was imported.").arg(report.error().message));
                 }
                 announce(m_sum, m_sum->text());
             });
}

void ImportSheet::readChanged()
{
    m_shell.showProblem(
        {ErrorKind::Invalid,
         tr("%1 was changed after its rows were checked, so nothing was imported. It is read again now: "
            "look at the rows and choose once more.")
             .arg(sourceName()),
         m_file});
    lookAgain();
}

void ImportSheet::showProgress(const ImportProgress &progress)
{
    if (!m_running) {
        return;
    }
    m_sum->setProgress(progress, m_preview ? m_preview->counts.rows() : 0);
    m_meter->setShare(progress.share);
}

void ImportSheet::showReport(const ImportReport &report)
{
    m_report = report;
    const ImportCounts &counts = report.counts;
    m_header->setStep(ImportHeader::Done);
    m_result = new ImportResult(m_import, m_columns->plan(), m_preview.value_or(ImportPreview()), report);
    connect(m_result, &ImportResult::failed, this, [this](const Error &error) { m_shell.showProblem(error); });
    if (counts.refused > 0) {
        m_saveRefused->setKind(ButtonKind::Secondary);
        m_saveRefused->setControlHeight(32);
        m_result->addButton(m_saveRefused);
    }
    m_result->addButton(m_saveReport);
    m_saveReport->show();
    if (m_checks != nullptr && m_columns->plan().checkAddresses && report.leavesTrace()) {
        m_addresses = new ImportAddresses(*m_checks, report.id);
        if (m_offersPeople) {
            m_addresses->offerPeople();
        }
        m_result->addLine(m_addresses);
        connect(m_addresses, &ImportAddresses::peopleWanted, this, [this, id = report.id] {
            finish();
            Q_EMIT unreachableWanted(id);
        });
    }
    m_pages->addWidget(m_result);
    m_pages->setCurrentWidget(m_result);
    m_sum->setCounts(counts);
    announce(m_result, tr("%1 imported").arg(LeadWords::people(report.people())));
    renewButtons();
    m_done->setFocus();
}

void ImportSheet::undo()
{
    if (!m_report || m_undone || m_undo->isBusy()) {
        return;
    }
    m_undo->setBusy(true, tr("Undoing…"));
    whenDone(m_import.undo(m_report->id), this, [this](Result<ImportUndo> undone) {
        m_undo->setBusy(false);
        if (!undone) {
            if (undone.error().kind == ErrorKind::Cancelled) {
                m_shell.showToast(tr("Stopped. The import stays as it was."));
            }
            m_shell.showProblem(undone.error());
            return;
        }
        m_undone = true;
        m_result->showUndone(undone->sentence);
        if (m_addresses != nullptr) {
            m_addresses->end();
        }
        m_sum->setSentence(undone->sentence);
        announce(m_result, undone->sentence);
        renewButtons();
        m_done->setFocus();
    });
}

void ImportSheet::finish()
{
    if (m_report && !m_undone) {
        if (!m_report->leavesTrace()) { // the next undo would be that of something else
            close();
            return;
        }
        m_shell.offerUndo({tr("%1 imported").arg(LeadWords::people(m_report->people())),
                           [&import = m_import, id = m_report->id] { return withoutValue(import.undo(id)); }, true});
    }
    close();
}

void ImportSheet::showPeople()
{
    const ImportId import = m_report->id;
    finish();
    Q_EMIT peopleWanted(import);
}

void ImportSheet::cancel()
{
    if (m_running) {
        m_stopRun.request_stop();
        m_sum->setSentence(tr("Stopping…"));
        return;
    }
    if (m_report) {
        finish();
        return;
    }
    DialogSheet::cancel();
}

} // namespace AlwaysLeads
