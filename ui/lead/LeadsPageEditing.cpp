#include "lead/LeadEditing.h"
#include "lead/LeadInspector.h"
#include "lead/LeadTableModel.h"
#include "lead/LeadsPage.h"
#include "lead/LeadsTable.h"
#include "style/Icon.h"
#include "widgets/Button.h"
#include "widgets/Menu.h"

#include <QAction>
#include <QHBoxLayout>

namespace AlwaysLeads {

void LeadsPage::enableEditing(LeadEditing &editing)
{
    m_editing = &editing;
    editing.setTable(
        m_table, [this](int row) { return m_query.view == LeadView::Deleted ? LeadId() : m_model->idAt(row); },
        [this](int column) {
            const QString key = m_model->keyOf(column); // columns and fields go by the same names but two
            return key == QLatin1String("notes") ? QString() // which have more than one line
                : key == QLatin1String("size") || key == QLatin1String("domain") ? QStringLiteral("company ") + key
                                                                                 : key;
        });
    editing.setChosen([this] { return toActOn(); });
    connect(&editing, &LeadEditing::merged, this, [this](LeadId kept) {
        m_table->stopCollecting();
        selectLead(kept);
    });
    const auto keys = [](const char *text) { return QKeySequence(QLatin1String(text)); };
    m_manyAction =
        addCommand(Icon::PencilLine, tr("Change what is chosen…"), keys("Shift+E"), [this] { m_editing->editMany(); });
    m_mergeAction = addCommand(Icon::Merge, tr("Merge…"), keys("M"), [this] { m_editing->mergeChosen(); });
    addCommand(Icon::Users, tr("Find duplicates…"), {}, [this] { m_editing->findDuplicates(); });
    addCommand(Icon::Columns, tr("Your own fields…"), {}, [this] { m_editing->manageFields(); });
    m_commands.removeOne(m_deleteAction); // the dangerous one stays the last
    m_commands << m_deleteAction;

    const auto addButton = [this](Icon icon, const QString &text, const QString &cap, const QString &name,
                                  QAction *action) {
        auto *button = new Button(icon, text, ButtonKind::Ghost);
        button->setObjectName(name);
        button->setControlHeight(28);
        button->setKeyCap(cap);
        m_moreActions->layout()->addWidget(button);
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        const auto follow = [button, action] { button->setVisible(action->isEnabled()); };
        connect(action, &QAction::changed, button, follow);
        follow();
    };
    addButton(Icon::PencilLine, tr("Change"), QString(), QStringLiteral("leadsChange"), m_manyAction);
    addButton(Icon::Merge, tr("Merge"), QStringLiteral("M"), QStringLiteral("leadsMerge"), m_mergeAction);
    connect(m_table, &LeadsTable::choiceChanged, this, &LeadsPage::renewEditing);
    renewEditing();

    m_inspector->setServices(editing.services().stories, editing.services().leads);
    connect(m_inspector, &LeadInspector::leadRequested, this, &LeadsPage::selectLead);
    connect(m_inspector, &LeadInspector::companyRequested, this, [this](const QString &name) {
        showAllWith(LeadCondition{QStringLiteral("company"), LeadOperator::Is, {name}});
    });
    readInspector();
}

void LeadsPage::renewEditing()
{
    const bool deleted = m_query.view == LeadView::Deleted;
    const qint64 count = m_found > 0 ? m_table->chosenCount() : 0;
    m_manyAction->setEnabled(count > 0 && !deleted);
    m_mergeAction->setEnabled(count >= 2 && count <= LeadMerge::atMost && !deleted);
}

void LeadsPage::addEditingTo(QMenu &menu)
{
    if (m_editing == nullptr) {
        return;
    }
    auto *change = menu.addAction(tr("Change what is chosen…"), m_manyAction, &QAction::trigger);
    change->setShortcut(m_manyAction->shortcut());
    if (m_mergeAction->isEnabled()) {
        auto *merge = menu.addAction(tr("Merge…"), m_mergeAction, &QAction::trigger);
        merge->setShortcut(m_mergeAction->shortcut());
    }
}

} // namespace AlwaysLeads
