#include "lead/LeadsPage.h"
#include "lead/LeadsTable.h"
#include "lead/NeverWriteSheet.h"
#include "widgets/IconButton.h"
#include "widgets/SelectionBar.h"

#include <QAction>
#include <QMenu>

namespace AlwaysLeads {

void LeadsPage::addOptOuts(OptOuts &optOuts)
{
    const auto ask = [this, &optOuts](NeverWriteSheet::Whom whom) {
        const QList<LeadId> leads = selectedLeads();
        if (!leads.isEmpty()) {
            auto *sheet = new NeverWriteSheet(optOuts, leads, whom, m_shell, this);
            sheet->open();
        }
    };
    m_neverActions = {
        addCommand(
            Icon::Ban, tr("Never write to this person…"), {}, [ask] { ask(NeverWriteSheet::Whom::People); }, true),
        addCommand(
            Icon::Ban, tr("Never write to anybody at this domain…"), {}, [ask] { ask(NeverWriteSheet::Whom::Domains); },
            true)};
    m_neverActions.first()->setObjectName(QStringLiteral("leadsNeverWriteAction"));
    m_neverActions.last()->setObjectName(QStringLiteral("leadsNeverWriteDomainAction"));
    m_commands.removeOne(m_deleteAction); // the most dangerous one stays the last
    m_commands << m_deleteAction;

    auto *button = new IconButton(Icon::Ban, tr("Never write to them…"));
    button->setObjectName(QStringLiteral("leadsNeverWrite"));
    button->setControlSize(28);
    m_selectionBar->addButton(button);
    connect(button, &QPushButton::clicked, m_neverActions.first(), &QAction::trigger);
    const auto follow = [this, button] {
        const bool possible = m_found > 0 && m_query.view != LeadView::Deleted;
        const bool many = m_table->chosenCount() > 1;
        for (QAction *action : std::as_const(m_neverActions)) {
            action->setEnabled(possible);
        }
        m_neverActions.first()->setText(many ? tr("Never write to these people…") : tr("Never write to this person…"));
        m_neverActions.last()->setText(many ? tr("Never write to anybody at their domains…")
                                            : tr("Never write to anybody at this domain…"));
        button->setVisible(possible);
    };
    connect(m_table, &LeadsTable::choiceChanged, button, follow);
    follow();
}

void LeadsPage::addOptOutsTo(QMenu &menu)
{
    if (m_neverActions.isEmpty()) {
        return;
    }
    menu.addSeparator();
    menu.addActions(m_neverActions);
}

} // namespace AlwaysLeads
