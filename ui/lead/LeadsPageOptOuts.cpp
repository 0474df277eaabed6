#include "lead/LeadsPage.h"
#include "lead/LeadsTable.h"
#include "lead/NeverWriteSheet.h"
#include "widgets/IconButton.h"
#include "widgets/SelectionBar.h"

#include <QAction>
#include <QMenu>

namespace AlwaysLeads {

void LeadsPage::neverWrite(const QList<LeadId> &people, bool domains)
{
    if (!people.isEmpty()) {
        const auto whom = domains ? NeverWriteSheet::Whom::Domains : NeverWriteSheet::Whom::People;
        auto *sheet = new NeverWriteSheet(*m_optOuts, people, whom, m_shell, this);
        sheet->open();
    }
}

void LeadsPage::addOptOuts(OptOuts &optOuts)
{
    m_optOuts = &optOuts;
    m_neverActions = {
        addCommand(
            Icon::Ban, tr("Never write to this person…"), {}, [this] { neverWrite(toActOn(), false); }, true),
        addCommand(
            Icon::Ban, tr("Never write to anybody at this domain…"), {}, [this] { neverWrite(toActOn(), true); },
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

void LeadsPage::addOptOutsTo(QMenu &menu, Whose whose)
{
    if (m_neverActions.isEmpty()) {
        return;
    }
    menu.addSeparator();
    if (whose == Whose::Choice) {
        menu.addActions(m_neverActions);
        return;
    }
    const QList<LeadId> people = inspected();
    connect(menu.addAction(tr("Never write to this person…")), &QAction::triggered, this,
            [this, people] { neverWrite(people, false); });
    connect(menu.addAction(tr("Never write to anybody at this domain…")), &QAction::triggered, this,
            [this, people] { neverWrite(people, true); });
}

} // namespace AlwaysLeads
