#include "Application.h"
#include "base/Clock.h"
#include "campaign/CampaignsPage.h"
#include "campaign/ChooseCampaignSheet.h"
#include "campaign/DraftsForPeople.h"
#include "lead/ImportSheet.h"
#include "lead/LeadsPage.h"
#include "onboarding/OnboardingView.h"
#include "settings/Settings.h"
#include "settings/SettingsPage.h"
#include "shell/MainWindow.h"
#include "shell/Page.h"
#include "widgets/Button.h"
#include "widgets/DialogSheet.h"
#include "widgets/Label.h"
#include "widgets/Progress.h"
#include "widgets/Toast.h"

#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QStandardPaths>
#include <QVBoxLayout>

/// What the window does for its pages: the Shell.
namespace AlwaysLeads {

namespace {
const Setting<bool> checkAddressesSetting{QLatin1String("import.check_addresses"), true};
const Setting<QString> importFolderSetting{QLatin1String("import.folder"), {}};
} // namespace

void MainWindow::openLead(LeadId lead)
{
    open(Place::Leads);
    m_leads->selectLead(lead);
}

void MainWindow::showPeople(const QString &title, QList<LeadId> people)
{
    open(Place::Leads);
    m_leads->showPeople(title, people);
}

void MainWindow::openCampaign(CampaignId campaign)
{
    open(Place::Campaigns);
    m_campaigns->openCampaign(campaign);
}

void MainWindow::addToCampaign(QList<LeadId> leads)
{
    auto *sheet = new ChooseCampaignSheet(m_application.campaigns(), leads, *this, this);
    connect(sheet, &ChooseCampaignSheet::enrolled, m_draftsForPeople,
            [this](CampaignId campaign) { m_draftsForPeople->remember(campaign); });
    sheet->open();
}

void MainWindow::writeDrafts(QList<LeadId> leads, bool ask)
{
    m_draftsForPeople->write(leads, ask ? DraftsForPeople::Ask::Always : DraftsForPeople::Ask::WhenNeeded);
}

void MainWindow::openSettings(const QString &section)
{
    open(Place::Settings);
    m_settings->openSection(section);
}

void MainWindow::showToast(const QString &text)
{
    m_toasts->show(text);
}

void MainWindow::offerUndo(Undoable undoable)
{
    const QString text = undoable.text;
    const qint64 ticket = m_undo.add(std::move(undoable));
    m_toasts->show(text, [this, ticket] { m_undo.undo(ticket); }); // what it names, whatever was done since
}

void MainWindow::showProblem(const Error &error)
{
    if (error.kind == ErrorKind::Cancelled) {
        return;
    }
    const bool mustBeRead =
        error.kind == ErrorKind::Storage || error.kind == ErrorKind::Bug || error.message.size() > 90;
    if (!mustBeRead) {
        m_toasts->showProblem(error.message);
        return;
    }
    auto *sheet = new DialogSheet(tr("That did not work"), 480, this);
    sheet->setObjectName(QStringLiteral("problemSheet"));
    auto *text = new Label(error.message, TextStyle::Body, &Theme::text2);
    text->setWordWrap(true);
    sheet->body()->addWidget(text);
    auto *close = new Button(tr("Close"), ButtonKind::Primary);
    sheet->addButton(close);
    sheet->setDefaultButton(close);
    connect(close, &QPushButton::clicked, sheet, &DialogSheet::close);
    sheet->open();
}

void MainWindow::showProgress(const QString &id, Progress progress, std::function<void()> cancel)
{
    ProgressRow *row = m_progressRows.value(id);
    if (row == nullptr) {
        row = new ProgressRow(progress.icon, progress.verb,
                              progress.icon == Icon::Sparkles ? ToneName::Ai : ToneName::Accent);
        row->setObjectName(QStringLiteral("progress-") + id);
        row->setCancellable(bool(cancel));
        if (cancel) {
            connect(row, &ProgressRow::cancelled, this, cancel);
        }
        m_progressRows.insert(id, row);
        m_progress->add(row);
    }
    row->setProgress(progress.done, progress.total);
    if (progress.total > 0 && progress.done >= progress.total) {
        endProgress(id);
    }
}

void MainWindow::endProgress(const QString &id)
{
    if (ProgressRow *row = m_progressRows.take(id)) {
        m_progress->finish(row);
    }
}

ImportSheet *MainWindow::newImportSheet()
{
    if (m_place != Place::Leads && !m_firstRun) {
        open(Place::Leads);
    }
    auto *sheet = new ImportSheet(m_application.leadImport(), m_application.leads(), *this, this);
    sheet->offerCheck(m_application.addressChecks(), m_application.settings().value(checkAddressesSetting));
    connect(sheet, &ImportSheet::checkChosen, this, [this](bool on) {
        whenDone(m_application.settings().setValue(checkAddressesSetting, on), this, [this](const Result<> &kept) {
            if (!kept) {
                showProblem(kept.error());
            }
        });
    });
    if (!m_firstRun) { // the guided start goes on after its import
        connect(sheet, &ImportSheet::closed, this, [this, sheet] {
            // Whoever came is in the list, which the empty page it was opened from has become.
            if (sheet->hasImported() || !page()->isAncestorOf(focusWidget())) {
                page()->mainControl()->setFocus(Qt::OtherFocusReason);
            }
        });
        sheet->offerPeople();
        connect(sheet, &ImportSheet::peopleWanted, this, [this](ImportId import) {
            open(Place::Leads);
            m_leads->showImport(import);
        });
        connect(sheet, &ImportSheet::unreachableWanted, this, [this](ImportId import) {
            open(Place::Leads);
            m_leads->showUnreachable(import);
        });
    }
    return sheet;
}

void MainWindow::importFile(const QString &path)
{
    QString file = path;
    if (file.isEmpty()) {
        QString folder = m_application.settings().value(importFolderSetting);
        if (folder.isEmpty() || !QFileInfo::exists(folder)) { // where what comes from elsewhere lands
            folder = QStandardPaths::writableLocation(QStandardPaths::DownloadLocation);
        }
        file = QFileDialog::getOpenFileName(this, tr("Import people"), folder,
                                            tr("Tables (*.csv *.tsv *.txt *.xlsx);;All files (*)"));
        if (!file.isEmpty()) {
            whenDone(m_application.settings().setValue(importFolderSetting, QFileInfo(file).absolutePath()), this,
                     [](const Result<> &) {});
        }
    }
    if (file.isEmpty()) {
        return;
    }
    newImportSheet()->openFile(file);
}

void MainWindow::importPasted()
{
    const QString text = QGuiApplication::clipboard()->text();
    if (!text.contains(QLatin1Char('\n')) && !text.contains(QLatin1Char('\t'))) {
        showToast(tr("Copy some rows in your spreadsheet first."));
        return;
    }
    newImportSheet()->openText(text);
}

bool MainWindow::isSandbox() const
{
    return m_application.isSandbox();
}

QDateTime MainWindow::now() const
{
    return m_application.clock().now();
}

} // namespace AlwaysLeads
