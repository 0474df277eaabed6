#include "lead/LeadEdit.h"
#include "lead/LeadExport.h"
#include "lead/LeadForm.h"
#include "lead/LeadInspector.h"
#include "lead/LeadTableModel.h"
#include "lead/LeadWords.h"
#include "lead/Leads.h"
#include "lead/LeadsPage.h"
#include "lead/LeadsTable.h"
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

void LeadsPage::edit()
{
    const LeadId wanted = currentLead();
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

void LeadsPage::addToCampaign()
{
    if (const QList<LeadId> ids = selectedLeads(); !ids.isEmpty()) {
        m_shell.addToCampaign(ids);
    }
}

void LeadsPage::tag()
{
    const QList<LeadId> ids = selectedLeads();
    if (ids.isEmpty()) {
        return;
    }
    auto *sheet = new TagSheet(m_leads, ids.size(), this);
    connect(sheet, &TagSheet::chosen, this, [this, ids](const QString &tag) { applyTag(tag, ids); });
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

void LeadsPage::deleteChosen()
{
    const QList<LeadId> ids = selectedLeads();
    if (ids.isEmpty() || m_query.view == LeadView::Deleted) {
        return;
    }
    // The next person below takes the place of those who go.
    const QList<int> rows = m_table->chosenRows();
    const int after = rows.isEmpty() ? m_table->currentIndex().row() + 1 : rows.last() + 1;
    const int before = rows.isEmpty() ? m_table->currentIndex().row() - 1 : rows.first() - 1;
    const LeadId next = after < m_model->rowCount() ? m_model->idAt(after) : m_model->idAt(before);
    whenDone(m_leads.softDelete(ids), this, [this, next](Result<QList<LeadId>> gone) {
        if (!gone) {
            m_shell.showProblem(gone.error());
            return;
        }
        if (gone->isEmpty()) {
            return; // they were deleted meanwhile
        }
        m_table->stopCollecting();
        m_wanted = next;
        m_table->setFocus();
        const QString said = tr("%1 deleted").arg(LeadWords::people(gone->size()));
        announce(m_table, said);
        m_shell.offerUndo(editOf(m_leads, said));
    });
}

void LeadsPage::restoreChosen()
{
    const QList<LeadId> ids = selectedLeads();
    if (ids.isEmpty()) {
        return;
    }
    whenDone(m_leads.restore(ids), this, [this, many = ids.size()](Result<> restored) {
        if (!restored) {
            m_shell.showProblem(restored.error());
            return;
        }
        m_table->stopCollecting();
        m_shell.offerUndo(editOf(m_leads, tr("%1 brought back").arg(LeadWords::people(many))));
    });
}

void LeadsPage::setStatusOfChosen(LeadStatus status)
{
    whenDone(m_leads.setStatus(selectedLeads(), status), this, [this, status](Result<QList<LeadStatusBefore>> before) {
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

void LeadsPage::exportView()
{
    if (m_found <= 0) {
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

void LeadsPage::openContextMenu(const QPoint &position)
{
    if (currentLead().isNull()) {
        return;
    }
    Menu menu(tr("Leads"), this);
    if (m_query.view == LeadView::Deleted) {
        connect(menu.addEntry(Icon::Undo, tr("Bring back")), &QAction::triggered, this, &LeadsPage::restoreChosen);
        menu.exec(position);
        return;
    }
    connect(menu.addEntry(Icon::PencilLine, tr("Edit…"), m_editAction->shortcut()), &QAction::triggered, this,
            &LeadsPage::edit);
    connect(menu.addEntry(Icon::Route, tr("Add to campaign…"), m_campaignAction->shortcut()), &QAction::triggered, this,
            &LeadsPage::addToCampaign);
    connect(menu.addEntry(Icon::Tag, tr("Tag…"), m_tagAction->shortcut()), &QAction::triggered, this, &LeadsPage::tag);
    auto *statuses = new Menu(tr("Status"), &menu);
    for (const LeadStatus status :
         {LeadStatus::New, LeadStatus::Contacted, LeadStatus::Replied, LeadStatus::Interested, LeadStatus::NotNow}) {
        connect(statuses->addEntry(LeadWords::chip(status).icon, shown(status)), &QAction::triggered, this,
                [this, status] { setStatusOfChosen(status); });
    }
    menu.addMenu(statuses);
    auto *lists = new Menu(tr("Lists"), &menu);
    addListMenus(lists);
    menu.addMenu(lists);
    addEditingTo(menu);
    addOptOutsTo(menu);
    menu.addSeparator();
    connect(menu.addDanger(Icon::Trash, tr("Delete"), m_deleteAction->shortcut()), &QAction::triggered, this,
            &LeadsPage::deleteChosen);
    menu.exec(position);
}

} // namespace AlwaysLeads
