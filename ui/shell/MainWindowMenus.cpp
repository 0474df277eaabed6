#include "Application.h"
#include "analytics/DashboardPage.h"
#include "campaign/CampaignsPage.h"
#include "draft/DraftsPage.h"
#include "lead/Leads.h"
#include "lead/LeadsPage.h"
#include "outbox/Outbox.h"
#include "outbox/OutboxPageView.h"
#include "prospecting/FindLeadsPage.h"
#include "reply/InboxPage.h"
#include "settings/SettingsPage.h"
#include "shell/CommandIcon.h"
#include "shell/MainWindow.h"
#include "shell/Page.h"
#include "shell/PaneFocus.h"
#include "shell/Sidebar.h"
#include "style/AppStyle.h"
#include "style/Appearance.h"
#include "widgets/Button.h"
#include "widgets/CommandPalette.h"

#include <QActionGroup>
#include <QMenuBar>

namespace AlwaysLeads {

namespace {

struct PlaceLine
{
    Place place;
    Icon icon;
    const char *name;
    const char *keys;
};

constexpr PlaceLine placeLines[] = {
    {Place::Inbox, Icon::Inbox, QT_TRANSLATE_NOOP("AlwaysLeads::MainWindow", "Inbox"), "Ctrl+1"},
    {Place::Drafts, Icon::PencilLine, QT_TRANSLATE_NOOP("AlwaysLeads::MainWindow", "Drafts"), "Ctrl+2"},
    {Place::Outbox, Icon::Send, QT_TRANSLATE_NOOP("AlwaysLeads::MainWindow", "Outbox"), "Ctrl+3"},
    {Place::Leads, Icon::Users, QT_TRANSLATE_NOOP("AlwaysLeads::MainWindow", "Leads"), "Ctrl+4"},
    {Place::FindLeads, Icon::Telescope, QT_TRANSLATE_NOOP("AlwaysLeads::MainWindow", "Find leads"), "Ctrl+5"},
    {Place::Campaigns, Icon::Route, QT_TRANSLATE_NOOP("AlwaysLeads::MainWindow", "Campaigns"), "Ctrl+6"},
    {Place::Dashboard, Icon::ChartColumn, QT_TRANSLATE_NOOP("AlwaysLeads::MainWindow", "Dashboard"), "Ctrl+7"},
    {Place::Settings, Icon::Settings, QT_TRANSLATE_NOOP("AlwaysLeads::MainWindow", "Settings"), "Ctrl+,"},
};

QKeySequence keys(const char *text)
{
    return QKeySequence(QString::fromLatin1(text));
}

} // namespace

QAction *MainWindow::addCommand(QMenu *menu, Icon icon, const QString &text, const QKeySequence &keySequence,
                                std::function<void()> act)
{
    QAction *action = menu->addAction(text, this, act);
    action->setShortcut(keySequence);
    setCommandIcon(action, icon);
    m_commands.append(action);
    return action;
}

void MainWindow::buildMenus()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    addCommand(file, Icon::Upload, tr("Import…"), keys("Ctrl+Shift+I"), [this] { importFile({}); });
    addCommand(file, Icon::Copy, tr("Import pasted rows"), keys("Ctrl+Shift+V"), [this] { importPasted(); });
    addCommand(file, Icon::Plus, tr("New here"), keys("Ctrl+N"), [this] { page()->createNew(); });
    file->addSeparator();
    addCommand(file, Icon::Database, tr("Back up now"), {}, [this] { backUpNow(); });
    addCommand(file, Icon::RotateCcw, tr("Restore a backup…"), {}, [this] { chooseBackup(); });
    file->addSeparator();
    addCommand(file, Icon::Power, tr("Quit"), keys("Ctrl+Q"), [this] { askToQuit(); });

    QMenu *edit = menuBar()->addMenu(tr("&Edit"));
    m_undoAction =
        addCommand(edit, Icon::Undo, tr("Undo"), QKeySequence(QKeySequence::Undo), [this] { m_undo.undo(); });
    const auto nameUndo = [this] {
        m_undoAction->setEnabled(!m_undo.isEmpty());
        m_undoAction->setText(m_undo.isEmpty() ? tr("Undo") : tr("Undo: %1").arg(m_undo.text()));
    };
    connect(&m_undo, &UndoHistory::changed, this, nameUndo);
    connect(&m_undo, &UndoHistory::undone, this,
            [this](const QString &text) { showToast(tr("Undone: %1").arg(text)); });
    connect(&m_undo, &UndoHistory::failed, this, [this](const Error &error) {
        error.kind == ErrorKind::Cancelled ? showToast(error.message) : showProblem(error);
    });
    nameUndo();
    QAction *redo = addCommand(edit, Icon::Redo, tr("Redo"), keys("Ctrl+Shift+Z"), [this] { m_undo.redo(); });
    const auto nameRedo = [this, redo] {
        const QString text = m_undo.redoText();
        redo->setEnabled(!text.isEmpty());
        redo->setText(text.isEmpty() ? tr("Redo") : tr("Redo: %1").arg(text));
    };
    connect(&m_undo, &UndoHistory::changed, this, nameRedo);
    connect(&m_undo, &UndoHistory::redone, this,
            [this](const QString &text) { showToast(tr("Done again: %1").arg(text)); });
    nameRedo();
    EditHistory &edits = m_application.leads().history();
    m_undo.follow(edits);
    const QString undoing = QStringLiteral("editUndo");
    connect(&edits, &EditHistory::progressed, this, [this, &edits, undoing](bool undoes, const EditProgress &progress) {
        showProgress(undoing,
                     {undoes ? Icon::Undo : Icon::Redo, undoes ? tr("Undoing") : tr("Doing again"),
                      int(std::min(progress.done, progress.total - 1)), int(progress.total)},
                     [&edits] { edits.cancel(); });
    });
    connect(&edits, &EditHistory::progressEnded, this, [this, undoing] { endProgress(undoing); });
    addCommand(edit, Icon::Search, tr("Search here"), QKeySequence(QKeySequence::Find),
               [this] { page()->focusSearch(); });
    addCommand(edit, Icon::Command, tr("Search or do…"), keys("Ctrl+K"), [this] { openPalette(); });

    QMenu *view = menuBar()->addMenu(tr("&View"));
    for (const PlaceLine &line : placeLines) {
        addCommand(view, line.icon, tr(line.name), keys(line.keys), [this, place = line.place] { open(place); });
    }
    view->addSeparator();
    addCommand(view, Icon::PanelLeft, tr("Sidebar"), keys("Ctrl+B"),
               [this] { m_sidebar->setVisible(!m_sidebar->isVisible()); });
    addCommand(view, Icon::PanelRight, tr("Inspector"), keys("Ctrl+I"), [this] { page()->toggleInspector(); });
    addCommand(view, Icon::ChevronRight, tr("Next pane"), keys("F6"), [this] { focusNextPane(this, true); });
    addCommand(view, Icon::ChevronLeft, tr("Previous pane"), keys("Shift+F6"), [this] { focusNextPane(this, false); });
    addCommand(view, Icon::ListFilter, tr("Compact rows"), keys("Ctrl+Shift+M"), [this] { toggleDensity(); });
    view->addSeparator();
    addCommand(view, Icon::Monitor, tr("Theme of the system"), {},
               [this] { m_settings->setColourMode(ColourMode::System); });
    addCommand(view, Icon::Sun, tr("Light theme"), {}, [this] { m_settings->setColourMode(ColourMode::Light); });
    addCommand(view, Icon::Moon, tr("Dark theme"), {}, [this] { m_settings->setColourMode(ColourMode::Dark); });

    QMenu *leads = menuBar()->addMenu(tr("&Leads"));
    const QList<QAction *> ofViews = m_leads->viewCommands(); // with them the menu is taller than a screen
    leads->addMenu(tr("&Views"))->addActions(ofViews);
    leads->addSeparator();
    for (QAction *command : m_leads->commands()) {
        if (!ofViews.contains(command)) {
            leads->addAction(command);
        }
    }
    menuBar()->addMenu(tr("&Drafts"))->addActions(m_drafts->commands());
    QMenu *sending = menuBar()->addMenu(tr("&Sending"));
    sending->addActions(m_outbox->commands());
    sending->addSeparator();
    addCommand(sending, Icon::OctagonPause, tr("Stop all sending"), keys("Ctrl+Shift+X"), [this] { stopSending(); });
    addCommand(sending, Icon::Play, tr("Resume sending"), {}, [this] { resumeSending(); });
    if (m_application.isSandbox()) {
        addCommand(sending, Icon::Clock, tr("Skip a day of the sandbox"), {}, [this] { skipDay(); });
    }

    QMenu *window = menuBar()->addMenu(tr("&Window"));
    addCommand(window, Icon::Minus, tr("Minimise"), {}, [this] { showMinimized(); });
    addCommand(window, Icon::X, tr("Close the window"), keys("Ctrl+W"), [this] { close(); });
    window->addSeparator(); // what the pages without a menu of their own can do
    window->addMenu(tr("In&box"))->addActions(m_inbox->commands());
    window->addMenu(tr("F&ind leads"))->addActions(m_findLeads->commands());
    window->addMenu(tr("&Campaigns"))->addActions(m_campaigns->commands());
    window->addMenu(tr("Das&hboard"))->addActions(m_dashboard->commands());

    QMenu *help = menuBar()->addMenu(tr("&Help"));
    addCommand(help, Icon::Play, tr("Guided start"), {}, [this] { showFirstRun(); });
    addCommand(help, Icon::Keyboard, tr("Keys of this screen"), keys("?"), [this] { showKeys(); });
    addCommand(help, Icon::Info, tr("About AlwaysLeads"), {}, [this] { showAbout(); });
}

void MainWindow::openPalette()
{
    const auto entryOf = [](const QAction *action) {
        PaletteEntry entry;
        entry.icon = commandIcon(action);
        entry.title = action->text().remove(QLatin1Char('&'));
        entry.keys = keyCapText(action->shortcut());
        entry.perform = [target = QPointer<QAction>(const_cast<QAction *>(action))] {
            if (target) {
                target->trigger();
            }
        };
        return entry;
    };
    PaletteGroup here{tr("Here"), QLatin1Char('>'), {}};
    const QList<QAction *> pageCommands = page()->commands();
    for (const QAction *action : pageCommands) {
        if (action->isEnabled() && !action->isSeparator()) {
            here.entries.append(entryOf(action));
        }
    }
    PaletteGroup everywhere{tr("Everywhere"), QLatin1Char('>'), {}};
    for (const QAction *action : std::as_const(m_commands)) {
        if (action->isEnabled()) {
            everywhere.entries.append(entryOf(action));
        }
    }
    auto *palette = new CommandPalette(this);
    palette->setObjectName(QStringLiteral("commandPalette"));
    const QList<PaletteGroup> commands = {here, everywhere};
    palette->setGroups(commands);
    connect(palette, &CommandPalette::searched, this, [this, palette, commands](const QString &text, QChar prefix) {
        if (prefix == QLatin1Char('>')) {
            return;
        }
        m_leads->findPeople(text, palette, [palette, commands](const QList<PaletteEntry> &people) {
            QList<PaletteGroup> groups = commands;
            groups.append({tr("People"), QLatin1Char('@'), people});
            palette->setGroups(groups);
        });
    });
    palette->open();
}

} // namespace AlwaysLeads
