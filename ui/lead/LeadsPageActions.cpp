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
#include "widgets/FilterChip.h"
#include "widgets/IconButton.h"
#include "widgets/Menu.h"
#include "widgets/SearchField.h"

#include <QFileDialog>
#include <QKeyEvent>
#include <QMap>
#include <QPointer>

namespace AlwaysLeads {

void LeadsPage::createNew()
{
    Lead lead;
    lead.tags = m_query.tag.isEmpty() ? QStringList() : QStringList{m_query.tag};
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
    static const QMap<int, QStringList> keys{
        {LeadTableModel::Name, {QStringLiteral("name"), QStringLiteral("title")}},
        {LeadTableModel::Company, {QStringLiteral("company")}},
        {LeadTableModel::Email, {QStringLiteral("email")}},
        {LeadTableModel::Score, {QStringLiteral("score")}},
        {LeadTableModel::Status, {QStringLiteral("status")}},
        {LeadTableModel::LastTouch, {QStringLiteral("touched")}},
        {LeadTableModel::Tags, {QStringLiteral("tags")}},
    };
    QStringList visible;
    for (auto column = keys.cbegin(); column != keys.cend(); ++column) {
        if (!m_table->isColumnHidden(column.key())) {
            visible << column.value();
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

void LeadsPage::setStatusFilter(std::optional<LeadStatus> status)
{
    m_query.status = status;
    renewFilters();
    search();
}

void LeadsPage::setTagFilter(const QString &tag)
{
    m_query.tag = tag;
    renewFilters();
    search();
}

void LeadsPage::clearFilters()
{
    m_query.status.reset();
    m_query.tag.clear();
    m_query.text.clear();
    {
        const QSignalBlocker quiet(m_searchField);
        m_searchField->clear();
    }
    m_searchField->setKeyCap(tr("Ctrl F")); // its own signal was kept quiet
    renewFilters();
}

void LeadsPage::renewFilters()
{
    m_statusChip->setVisible(bool(m_query.status));
    if (m_query.status) {
        m_statusChip->setValue(shown(*m_query.status));
    }
    m_tagChip->setVisible(!m_query.tag.isEmpty());
    m_tagChip->setValue(m_query.tag);
}

void LeadsPage::openFilterMenu(const QPoint &position, bool statuses, bool tags)
{
    Menu menu(tr("Filter"), this);
    const auto addStatuses = [this](QMenu *into) {
        for (const LeadStatus status : allLeadStatuses()) {
            QAction *entry = into->addAction(shown(status), this, [this, status] { setStatusFilter(status); });
            entry->setCheckable(true);
            entry->setChecked(m_query.status == status);
        }
    };
    const auto addTags = [this](QMenu *into) {
        for (const TagCount &tag : std::as_const(m_tags)) {
            QAction *entry = into->addAction(QString(tag.name).replace(QLatin1Char('&'), QLatin1String("&&")), this,
                                             [this, name = tag.name] { setTagFilter(name); });
            entry->setCheckable(true);
            entry->setChecked(m_query.tag == tag.name);
        }
        if (m_tags.isEmpty()) {
            into->addAction(tr("No tags yet"))->setEnabled(false);
        }
    };
    if (statuses && tags) {
        auto *statusMenu = new Menu(tr("Status"), &menu);
        addStatuses(statusMenu);
        menu.addMenu(statusMenu);
        auto *tagMenu = new Menu(tr("Tag"), &menu);
        addTags(tagMenu);
        menu.addMenu(tagMenu);
    } else if (statuses) {
        addStatuses(&menu);
    } else {
        addTags(&menu);
    }
    menu.exec(position);
}

void LeadsPage::renewSort()
{
    const int column = LeadTableModel::columnOf(m_query.sort);
    m_table->header()->setSortIndicatorShown(column >= 0);
    if (column >= 0) {
        m_table->header()->setSortIndicator(column, m_query.order);
    }
    m_sort->setText(LeadWords::sortName(m_query.sort));
}

void LeadsPage::setSort(LeadSort sort, Qt::SortOrder order)
{
    m_query.sort = sort;
    m_query.order = order;
    renewSort();
    search();
}

void LeadsPage::sortByColumn(int column)
{
    const std::optional<LeadSort> sort = LeadTableModel::sortOf(column);
    if (!sort) {
        renewSort(); // the header has moved its arrow already
        return;
    }
    const bool best = *sort == LeadSort::Score || *sort == LeadSort::LastTouch;
    const Qt::SortOrder first = best ? Qt::DescendingOrder : Qt::AscendingOrder;
    const Qt::SortOrder other = best ? Qt::AscendingOrder : Qt::DescendingOrder;
    setSort(*sort, m_query.sort == *sort && m_query.order == first ? other : first);
}

void LeadsPage::openSortMenu()
{
    Menu menu(tr("Sort by"), this);
    for (const LeadSort sort : {LeadSort::Created, LeadSort::Name, LeadSort::Company, LeadSort::Email, LeadSort::Score,
                                LeadSort::Status, LeadSort::LastTouch}) {
        const bool newest = sort == LeadSort::Created || sort == LeadSort::Score || sort == LeadSort::LastTouch;
        QAction *entry = menu.addAction(LeadWords::sortName(sort), this, [this, sort, newest] {
            setSort(sort, newest ? Qt::DescendingOrder : Qt::AscendingOrder);
        });
        entry->setCheckable(true);
        entry->setChecked(m_query.sort == sort);
    }
    menu.addSeparator();
    menu.addAction(
        m_query.order == Qt::AscendingOrder ? tr("Turn the order: last first") : tr("Turn the order: first last"), this,
        [this] {
            setSort(m_query.sort, m_query.order == Qt::AscendingOrder ? Qt::DescendingOrder : Qt::AscendingOrder);
        });
    menu.exec(m_sort->mapToGlobal(QPoint(0, m_sort->height() + 4)));
}

void LeadsPage::openColumnMenu()
{
    Menu menu(tr("Columns"), this);
    for (int column = LeadTableModel::Company; column < LeadTableModel::ColumnCount; ++column) {
        if (column == LeadTableModel::Email || column == LeadTableModel::Status) {
            continue; // these always stay
        }
        QAction *entry = menu.addAction(m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(), this,
                                        [this, column](bool shownNow) { m_table->setColumnWanted(column, shownNow); });
        entry->setCheckable(true);
        entry->setChecked(m_table->isColumnWanted(column));
    }
    menu.exec(m_columns->mapToGlobal(QPoint(0, m_columns->height() + 4)));
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
    addEditingTo(menu);
    menu.addSeparator();
    connect(menu.addDanger(Icon::Trash, tr("Delete"), m_deleteAction->shortcut()), &QAction::triggered, this,
            &LeadsPage::deleteChosen);
    menu.exec(position);
}

} // namespace AlwaysLeads
