#include "lead/LeadEdit.h"
#include "lead/LeadExport.h"
#include "lead/LeadForm.h"
#include "lead/LeadInspector.h"
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
    whenDone(m_leads.addTag(ids, tag), this, [this, tag](Result<QList<LeadId>> tagged) {
        if (!tagged) {
            m_shell.showProblem(tagged.error());
            return;
        }
        if (tagged->isEmpty()) {
            m_shell.showToast(tr("They have the tag %1 already").arg(tag));
            return;
        }
        const QString said = tr("%1 tagged %2").arg(LeadWords::people(tagged->size()), tag);
        announce(m_table, said);
        m_shell.offerUndo(editOf(m_leads, said));
    });
}

void LeadsPage::deletePeople(const QList<LeadId> &people)
{
    if (people.isEmpty() || m_query.view == LeadView::Deleted) {
        return;
    }
    // Who goes beside others that are chosen leaves those as they are; else the next person below takes the place.
    const QList<int> rows = m_table->chosenRows();
    const bool othersStay = m_table->isCollecting() && people != selectedLeads();
    const int last = rows.isEmpty() || othersStay ? m_table->currentIndex().row() : rows.last();
    const int first = rows.isEmpty() || othersStay ? m_table->currentIndex().row() : rows.first();
    const LeadId next = last + 1 < m_model->rowCount() ? m_model->idAt(last + 1)
        : first > 0                                    ? m_model->idAt(first - 1)
                                                       : LeadId();
    whenDone(m_leads.softDelete(people), this, [this, next, othersStay](Result<QList<LeadId>> gone) {
        if (!gone) {
            m_shell.showProblem(gone.error());
            return;
        }
        if (gone->isEmpty()) {
            return; // they were deleted meanwhile
        }
        if (!othersStay) {
            m_table->stopCollecting();
            m_wanted = next;
        }
        m_table->setFocus();
        const QString said = tr("%1 deleted").arg(LeadWords::people(gone->size()));
        announce(m_table, said);
        m_shell.offerUndo(editOf(m_leads, said));
    });
}

void LeadsPage::restorePeople(const QList<LeadId> &people)
{
    if (people.isEmpty()) {
        return;
    }
    const bool othersStay = m_table->isCollecting() && people != selectedLeads();
    whenDone(m_leads.restore(people), this, [this, many = people.size(), othersStay](Result<> restored) {
        if (!restored) {
            m_shell.showProblem(restored.error());
            return;
        }
        if (!othersStay) {
            m_table->stopCollecting();
        }
        m_shell.offerUndo(editOf(m_leads, tr("%1 brought back").arg(LeadWords::people(many))));
    });
}

void LeadsPage::setStatus(const QList<LeadId> &people, LeadStatus status)
{
    whenDone(m_leads.setStatus(people, status), this, [this, status](Result<QList<LeadStatusBefore>> before) {
        if (!before) {
            m_shell.showProblem(before.error());
            return;
        }
        if (before->isEmpty()) {
            m_shell.showToast(tr("Nothing changed: who opted out stays so"));
            return;
        }
        m_shell.offerUndo(editOf(m_leads, tr("%1 now: %2").arg(LeadWords::people(before->size()), shown(status))));
    });
}

void LeadsPage::addPastImports(LeadImport &import)
{
    addCommand(Icon::FileText, tr("Past imports…"), {}, [this, &import] {
        auto *sheet = new PastImportsSheet(import, m_shell, this);
        sheet->open();
    })->setObjectName(QStringLiteral("leadsPastImportsAction"));
    m_commands.removeOne(m_deleteAction); // the dangerous one stays the last
    m_commands << m_deleteAction;
}

void LeadsPage::exportView()
{
    if (m_found <= 0 || !isWholeListThere()) {
        return;
    }
    QString name = m_header->accessibleName();
    name = name.isEmpty() ? tr("Leads") : name;
    const QString file =
        QFileDialog::getSaveFileName(this, tr("Export %1").arg(LeadWords::people(m_found)),
                                     name + QStringLiteral(".csv"), tr("Tables (*.csv);;Workbooks (*.xlsx)"));
    if (!file.isEmpty()) {
        exportTo(file);
    }
}

QStringList LeadsPage::visibleColumns() const
{
    QStringList visible;
    const QHeaderView *header = m_table->header();
    for (int place = 0; place < header->count(); ++place) {
        const int column = header->logicalIndex(place);
        const QString key = m_model->keyOf(column);
        if (key.isEmpty() || column == LeadTableModel::Title || m_table->isColumnHidden(column)) {
            continue;
        }
        visible << key;
        if (column == LeadTableModel::Name) { // the cell shows both, or the column beside it does
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
        connect(menu.addEntry(Icon::Undo, tr("Bring back")), &QAction::triggered, this,
                [this, people] { restorePeople(people); });
        menu.exec(position);
        return;
    }
    connect(menu.addEntry(Icon::PencilLine, tr("Edit…"), keysOf(m_editAction)), &QAction::triggered, this,
            [this, lead = ofChoice ? currentLead() : people.first()] { edit(lead); });
    connect(menu.addEntry(Icon::Route, tr("Add to campaign…"), keysOf(m_campaignAction)), &QAction::triggered, this,
            [this, people] { addToCampaign(people); });
    connect(menu.addEntry(Icon::Tag, tr("Tag…"), keysOf(m_tagAction)), &QAction::triggered, this,
            [this, people] { tag(people); });
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
