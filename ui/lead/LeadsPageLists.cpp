#include "lead/LeadChanges.h"
#include "lead/LeadEdit.h"
#include "lead/LeadLists.h"
#include "lead/LeadWords.h"
#include "lead/Leads.h"
#include "lead/LeadsPage.h"
#include "lead/LeadsTable.h"
#include "lead/ListsSheet.h"
#include "lead/NameSheet.h"
#include "shell/Shell.h"
#include "widgets/Caption.h"

#include <QMenu>

#include <utility>

namespace AlwaysLeads {

QMenu *LeadsPage::addListMenus(QMenu *menu, const QList<LeadId> &people)
{
    for (const LeadList &list : std::as_const(m_knownLists)) {
        if (list.kind == LeadList::Kind::List) {
            connect(menu->addAction(tr("Add to %1").arg(captionOf(list.name))), &QAction::triggered, this,
                    [this, list, people] { addToList(list, people); });
        }
    }
    connect(menu->addAction(tr("New list…")), &QAction::triggered, this, [this, people] { newListOf(people); });
    bool first = true;
    for (const LeadList &list : std::as_const(m_knownLists)) {
        if (list.kind == LeadList::Kind::List) {
            if (std::exchange(first, false)) {
                menu->addSeparator();
            }
            connect(menu->addAction(tr("Take from %1").arg(captionOf(list.name))), &QAction::triggered, this,
                    [this, list, people] { removeFromList(list, people); });
        }
    }
    return menu;
}

void LeadsPage::addToList(const LeadList &list, const QList<LeadId> &people)
{
    m_changes->run(
        Icon::Layers, tr("Putting on %1").arg(list.name), people.size(),
        [this, list, people](const BulkListener &progress, const std::stop_token &stop) {
            return m_lists.addPeople(list.id, people, progress, stop);
        },
        [this, list](const QList<LeadId> &added) {
            if (added.isEmpty()) {
                m_shell.showToast(tr("They are on %1 already").arg(list.name));
                return;
            }
            offerUndo(tr("%1 added to %2").arg(LeadWords::people(added.size()), list.name));
        });
}

void LeadsPage::removeFromList(const LeadList &list, const QList<LeadId> &people)
{
    m_changes->run(
        Icon::Layers, tr("Taking from %1").arg(list.name), people.size(),
        [this, list, people](const BulkListener &progress, const std::stop_token &stop) {
            return m_lists.removePeople(list.id, people, progress, stop);
        },
        [this, list](const QList<LeadId> &removed) {
            if (removed.isEmpty()) {
                m_shell.showToast(tr("Nobody of them was on %1").arg(list.name));
                return;
            }
            offerUndo(tr("%1 taken from %2").arg(LeadWords::people(removed.size()), list.name));
        });
}

void LeadsPage::newListOf(const QList<LeadId> &people)
{
    auto *sheet = new NameSheet(tr("New list"), tr("Name"), tr("Make the list"), QString(), this);
    connect(sheet, &NameSheet::named, this, [this, people](const QString &name) {
        m_changes->run(
            Icon::Layers, tr("Putting on %1").arg(name), people.size(),
            [this, name, people](const BulkListener &progress, const std::stop_token &stop) {
                return m_lists.addList(name, people, progress, stop);
            },
            [this](const LeadList &list) {
                offerUndo(tr("List %1 made with %2").arg(list.name, LeadWords::people(list.people)));
            });
    });
    sheet->open();
}

void LeadsPage::newSegment(const LeadFilter &filter)
{
    auto *sheet = new NameSheet(tr("New segment"), tr("Name"), tr("Save the segment"), filter.sentence(m_fields), this);
    connect(sheet, &NameSheet::named, this, [this, filter](const QString &name) {
        whenDone(m_lists.addSegment(name, filter), this, [this](Result<LeadList> segment) {
            if (!segment) {
                m_shell.showProblem(segment.error());
                return;
            }
            setFilter(LeadFilter(
                LeadCondition{QStringLiteral("segment"), LeadOperator::Is, {QString::number(segment->id.value())}}));
            m_shell.offerUndo(editOf(m_leads, tr("Segment %1 saved").arg(segment->name)));
        });
    });
    sheet->open();
}

void LeadsPage::openLists()
{
    auto *sheet = new ListsSheet(m_lists, m_leads, m_fields, m_shell, this);
    connect(sheet, &ListsSheet::chosen, this, [this](const LeadList &list) {
        showAllWith(
            LeadCondition{list.kind == LeadList::Kind::List ? QStringLiteral("list") : QStringLiteral("segment"),
                          LeadOperator::Is,
                          {QString::number(list.id.value())}});
    });
    sheet->open();
}

void LeadsPage::showAllWith(const LeadCondition &condition)
{
    showAllWith(LeadFilter(condition));
}

void LeadsPage::showAllWith(const LeadFilter &filter)
{
    showEverybody();
    setFilter(filter);
}

} // namespace AlwaysLeads
