#include "assistant/QualificationBatches.h"
#include "lead/LeadInspector.h"
#include "lead/LeadScoring.h"
#include "lead/LeadsPage.h"
#include "lead/LeadsTable.h"
#include "lead/ScoreSection.h"
#include "widgets/Button.h"
#include "widgets/SelectionBar.h"

#include <QAction>

namespace AlwaysLeads {

void LeadsPage::addScoring(Scoring &scoring, Qualification &qualification, QualificationBatches &batches)
{
    m_inspector->setScoreSection(new ScoreSection(m_leads, scoring, qualification, m_shell));
    auto *many = new LeadScoring(scoring, batches, m_shell, this);
    const auto offer = [this](Icon icon, const QString &text, const QString &name, std::function<void()> run) {
        QAction *action = addCommand(icon, text, {}, std::move(run));
        action->setObjectName(name + QStringLiteral("Action"));
        auto *button = new Button(icon, text, ButtonKind::Ghost);
        button->setObjectName(name);
        button->setControlHeight(28);
        m_selectionBar->addButtonBeforeDivider(button);
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        const auto follow = [this, button, action] {
            action->setEnabled(m_query.view != LeadView::Deleted);
            button->setVisible(action->isEnabled());
        };
        connect(m_table, &LeadsTable::choiceChanged, button, follow);
        follow();
    };
    offer(Icon::Gauge, tr("Score again"), QStringLiteral("leadsScoreAgain"),
          [this, many] { many->scoreAgain(toActOn()); });
    offer(Icon::Sparkles, tr("Ask Claude…"), QStringLiteral("leadsAskClaude"),
          [this, many] { many->askClaude(toActOn()); });
    m_commands.removeOne(m_deleteAction); // the dangerous one stays the last
    m_commands << m_deleteAction;
}

} // namespace AlwaysLeads
