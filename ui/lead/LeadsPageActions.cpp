#include "lead/LeadAddresses.h"
#include "lead/LeadChanges.h"
#include "lead/LeadEdit.h"
#include "lead/LeadExport.h"
#include "lead/LeadForm.h"
#include "lead/LeadImport.h"
#include "lead/LeadInspector.h"
#include "lead/LeadTableColumns.h"
#include "lead/LeadTableModel.h"
#include "lead/LeadWords.h"
#include "lead/Leads.h"
#include "lead/LeadsPage.h"
#include "lead/LeadsTable.h"
#include "lead/PastImportsSheet.h"
#include "lead/TagSheet.h"
#include "shell/PageHeader.h"
#include "shell/Shell.h"
#include "widgets/Announce.h"
#include "widgets/Button.h"
#include "widgets/Menu.h"

#include <QDir>
#include <QFileDialog>
#include <QKeyEvent>
#include <QPointer>

namespace AlwaysLeads {

void LeadsPage::createNew()
{
    Lead lead;
    const LeadFilter flat = m_query.filter.with(LeadFilter());
    for (const LeadFilter &part : flat.parts()) {
        if (part.isCondition() && part.condition().field == QLatin1String("tags")
            && part.condition().asks == LeadOperator::Is) {
            lead.tags << part.condition().values; // somebody new for this list
        }
    }
    auto *form = new LeadForm(m_leads, lead, this);
    connect(form, &LeadForm::saved, this, [this](LeadId added, const QString &name) {
        selectLead(added);
        m_shell.offerUndo(editOf(m_leads, tr("%1 added").arg(name)));
    });
    form->open();
}

void LeadsPage::edit(LeadId wanted)
{
    if (wanted.isNull() || m_query.view == LeadView::Deleted) {
        return;
    }
    whenDone(m_leads.lead(wanted), this, [this](Result<Lead> lead) {
        if (!lead) {
            m_shell.showProblem(lead.error());
            return;
        }
        auto *form = new LeadForm(m_leads, *lead, this);
        connect(form, &LeadForm::saved, this,
                [this](LeadId, const QString &name) { m_shell.offerUndo(editOf(m_leads, tr("%1 saved").arg(name))); });
        form->open();
    });
}

void LeadsPage::writeDrafts(const QList<LeadId> &people)
{
    if (!people.isEmpty() && m_query.view != LeadView::Deleted) {
        m_shell.writeDrafts(people, false);
    }
}

/// All of them, whoever is chosen; how many, and what it costs, is asked first.
void LeadsPage::writeDraftsOfView()
{
    if (m_found <= 0 || m_query.view == LeadView::Deleted || !isWholeListThere()) {
        return;
    }
    const std::vector<LeadId> &ids = m_model->ids();
    m_shell.writeDrafts(QList<LeadId>(ids.begin(), ids.end()), true);
}

void LeadsPage::addToCampaign(const QList<LeadId> &people)
{
    if (!people.isEmpty()) {
        m_shell.addToCampaign(people);
    }
}

void LeadsPage::tag(const QList<LeadId> &people)
{
    if (people.isEmpty()) {
        return;
    }
    auto *sheet = new TagSheet(m_leads, people.size(), this);
    connect(sheet, &TagSheet::chosen, this, [this, people](const QString &tag) { applyTag(tag, people); });
    sheet->open();
}

void LeadsPage::applyTag(const QString &tag, const QList<LeadId> &ids)
{
    m_changes->run(
        Icon::Tag, tr("Tagging"), ids.size(),
        [this, ids, tag](const BulkListener &progress, const std::stop_token &stop) {
            return m_leads.addTag(ids, tag, progress, stop);
        },
        [this, tag](const QList<LeadId> &tagged) {
            if (tagged.isEmpty()) {
                m_shell.showToast(tr("They have the tag %1 already").arg(tag));
                return;
            }
            offerUndo(tr("%1 tagged %2").arg(LeadWords::people(tagged.size()), tag));
        });
}

/// Says what was done to people, and lets it be taken back.
void LeadsPage::offerUndo(const QString &said)
{
    announce(m_table, said);
    m_shell.offerUndo(editOf(m_leads, said));
}

/// The person below these, or the one above: takes their place once they are gone.
LeadId LeadsPage::nextAfterChoice() const
{
    const QList<int> rows = m_table->chosenRows();
    const int first = rows.isEmpty() ? m_table->currentIndex().row() : rows.first();
    const int last = rows.isEmpty() ? m_table->currentIndex().row() : rows.last();
    return last + 1 < m_model->rowCount() ? m_model->idAt(last + 1) : first > 0 ? m_model->idAt(first - 1) : LeadId();
}

void LeadsPage::deletePeople(const QList<LeadId> &people)
{
    if (people.isEmpty() || m_query.view == LeadView::Deleted) {
        return;
    }
    const LeadId next = nextAfterChoice();
    m_changes->run(
        Icon::Trash, tr("Deleting"), people.size(),
        [this, people](const BulkListener &progress, const std::stop_token &stop) {
            return m_leads.softDelete(people, progress, stop);
        },
        [this, people, next](const QList<LeadId> &gone) {
            if (gone.isEmpty()) {
                return; // they were deleted meanwhile
            }
            // Who goes beside others that are chosen, or were chosen since, leaves those as they are.
            if (people == selectedLeads()) {
                m_table->stopCollecting();
                m_wanted = next;
                m_table->setFocus();
            }
            offerUndo(tr("%1 deleted").arg(LeadWords::people(gone.size())));
        });
}

void LeadsPage::restorePeople(const QList<LeadId> &people)
{
    if (people.isEmpty()) {
        return;
    }
    const LeadId next = nextAfterChoice();
    m_changes->run(
        Icon::Undo, tr("Bringing back"), people.size(),
        [this, people](const BulkListener &progress, const std::stop_token &stop) {
            return m_leads.restore(people, progress, stop);
        },
        [this, people, next](const QList<LeadId> &back) {
            if (back.isEmpty()) {
                return; // they were brought back meanwhile
            }
            if (people == selectedLeads()) {
                m_table->stopCollecting();
                m_wanted = next;
                m_table->setFocus();
            }
            offerUndo(tr("%1 brought back").arg(LeadWords::people(back.size())));
        });
}

void LeadsPage::setStatus(const QList<LeadId> &people, LeadStatus status)
{
    m_changes->run(
        LeadWords::chip(status).icon, tr("Changing the status"), people.size(),
        [this, people, status](const BulkListener &progress, const std::stop_token &stop) {
            return m_leads.setStatus(people, status, progress, stop);
        },
        [this, status](const QList<LeadId> &changed) {
            if (changed.isEmpty()) {
                m_shell.showToast(
                    tr("Nothing changed: they are %1 already, or opted out, which holds").arg(shown(status)));
                return;
            }
            offerUndo(tr("%1 now: %2").arg(LeadWords::people(changed.size()), shown(status)));
        });
}

void LeadsPage::addPastImports(LeadImport &import)
{
    addCommand(Icon::FileText, tr("Past imports…"), {}, [this, &import] {
        auto *sheet = new PastImportsSheet(import, m_shell, this);
        connect(sheet, &PastImportsSheet::peopleWanted, this, &LeadsPage::showImport);
        connect(sheet, &PastImportsSheet::personWanted, this, &LeadsPage::selectLead);
        sheet->open();
    })->setObjectName(QStringLiteral("leadsPastImportsAction"));
    // Whoever undoes one, here, in its sheet or by Ctrl Z.
    const QString undoing = QStringLiteral("importUndo");
    connect(&import, &LeadImport::undoProgressed, this, [this, &import, undoing](const BulkProgress &progress) {
        m_shell.showProgress(undoing,
                             {Icon::Undo, tr("Undoing the import"), int(std::min(progress.done, progress.total - 1)),
                              int(progress.total)},
                             [&import] { import.cancelUndo(); });
    });
    connect(&import, &LeadImport::undoEnded, this, [this, undoing] { m_shell.endProgress(undoing); });
    m_commands.removeOne(m_deleteAction); // the dangerous one stays the last
    m_commands << m_deleteAction;
}

void LeadsPage::addAddressChecks(AddressChecks &checks)
{
    m_addresses = new LeadAddresses(checks, m_shell, this);
    addCommand(Icon::MailCheck, tr("Check the addresses"), {}, [this] {
        m_addresses->check(toActOn());
    })->setObjectName(QStringLiteral("leadsCheckAddressesAction"));
    m_commands.removeOne(m_deleteAction); // the dangerous one stays the last
    m_commands << m_deleteAction;
}

void LeadsPage::showImport(ImportId import)
{
    showAllWith(LeadCondition{QStringLiteral("import"), LeadOperator::Is, {QString::number(import.value())}});
}

void LeadsPage::showUnreachable(ImportId import)
{
    const LeadCondition ofImport{QStringLiteral("import"), LeadOperator::Is, {QString::number(import.value())}};
    const LeadCondition invalid{QStringLiteral("email state"), LeadOperator::Is, {toWord(EmailState::Invalid)}};
    showAllWith(LeadFilter(ofImport).with(LeadFilter(invalid)));
}

void LeadsPage::exportView()
{
    if (m_found <= 0 || !isWholeListThere()) {
        return;
    }
    QString name = m_header->accessibleName();
    name = name.isEmpty() ? tr("Leads") : name;
    for (const QChar special : QStringLiteral("/\\:*?\"<>|")) { // a view may be named so, a file may not
        name.replace(special, QLatin1Char('-'));
    }
    const QString file = QFileDialog::getSaveFileName(this, tr("Export %1").arg(LeadWords::people(m_found)),
                                                      QDir::home().filePath(name + QStringLiteral(".csv")),
                                                      tr("Tables (*.csv);;Workbooks (*.xlsx)"));
    if (!file.isEmpty()) {
        exportTo(file);
    }
}

/// As the person arranged them, also those for which a small window has no room.
QStringList LeadsPage::visibleColumns() const
{
    QStringList visible;
    for (const LeadColumn &column : m_table->columns()->shown()) {
        visible << column.key;
        if (column.key == m_model->keyOf(LeadTableModel::Name)) { // the cell shows both, or the column beside it does
            visible << QStringLiteral("title");
        }
    }
    return visible;
}

void LeadsPage::exportTo(const QString &file)
{
    if (!isWholeListThere()) { // it changed while the file was chosen
        return;
    }
    auto stop = std::make_shared<std::stop_source>();
    const QString id = QStringLiteral("leadsExport");
    const auto show = [this, id, stop](int done, int total) {
        m_shell.showProgress(id, {Icon::Download, tr("Exporting"), done, total}, [stop] { stop->request_stop(); });
    };
    show(0, 0);
    const QPointer<LeadsPage> self(this);
    const auto progress = [self, show](ExportProgress now) {
        if (self && now.done < now.total) { // a row that is done goes away by itself
            show(int(now.done), int(now.total));
        }
    };
    ExportWish wish{m_model->ids(), visibleColumns(), file};
    whenDone(m_export.writeColumns(wish, progress, stop->get_token()), this, [this, id, file](Result<qint64> written) {
        m_shell.endProgress(id);
        if (!written) {
            if (written.error().kind != ErrorKind::Cancelled) {
                m_shell.showProblem(written.error());
            }
            return;
        }
        m_shell.showToast(tr("%1 written to %2").arg(LeadWords::people(*written), QFileInfo(file).fileName()));
    });
}

void LeadsPage::openMenu(const QPoint &position, Whose whose)
{
    const bool ofChoice = whose == Whose::Choice;
    const QList<LeadId> people = ofChoice ? toActOn() : inspected();
    if (people.isEmpty()) {
        return;
    }
    Menu menu(tr("Leads"), this);
    // The keys act on whom is chosen.
    const auto keysOf = [ofChoice](const QAction *action) { return ofChoice ? action->shortcut() : QKeySequence(); };
    if (m_query.view == LeadView::Deleted) {
        connect(menu.addEntry(Icon::Undo, tr("Bring back"), keysOf(m_restoreAction)), &QAction::triggered, this,
                [this, people] { restorePeople(people); });
        menu.exec(position);
        return;
    }
    connect(menu.addEntry(Icon::PencilLine, tr("Edit…"), keysOf(m_editAction)), &QAction::triggered, this,
            [this, lead = ofChoice ? currentLead() : people.first()] { edit(lead); });
    connect(menu.addEntry(Icon::Sparkles, people.size() == 1 ? tr("Write draft") : tr("Write drafts"),
                          keysOf(m_writeAction)),
            &QAction::triggered, this, [this, people] { writeDrafts(people); });
    connect(menu.addEntry(Icon::Route, tr("Add to campaign…"), keysOf(m_campaignAction)), &QAction::triggered, this,
            [this, people] { addToCampaign(people); });
    connect(menu.addEntry(Icon::Tag, tr("Tag…"), keysOf(m_tagAction)), &QAction::triggered, this,
            [this, people] { tag(people); });
    if (m_addresses != nullptr) {
        connect(
            menu.addEntry(Icon::MailCheck, people.size() == 1 ? tr("Check the address") : tr("Check the addresses")),
            &QAction::triggered, this, [this, people] { m_addresses->check(people); });
    }
    auto *statuses = new Menu(tr("Status"), &menu);
    for (const LeadStatus status :
         {LeadStatus::New, LeadStatus::Contacted, LeadStatus::Replied, LeadStatus::Interested, LeadStatus::NotNow}) {
        connect(statuses->addEntry(LeadWords::chip(status).icon, shown(status)), &QAction::triggered, this,
                [this, people, status] { setStatus(people, status); });
    }
    menu.addMenu(statuses);
    auto *lists = new Menu(tr("Lists"), &menu);
    addListMenus(lists, people);
    menu.addMenu(lists);
    if (ofChoice) {
        addEditingTo(menu);
    }
    addOptOutsTo(menu, whose);
    menu.addSeparator();
    connect(menu.addDanger(Icon::Trash, tr("Delete"), keysOf(m_deleteAction)), &QAction::triggered, this,
            [this, people] { deletePeople(people); });
    menu.exec(position);
}

} // namespace AlwaysLeads
