#include "prospecting/FindEmptyPlace.h"

#include "widgets/Button.h"
#include "widgets/EmptyState.h"

#include <QVBoxLayout>

namespace AlwaysLeads {

FindEmptyPlace::FindEmptyPlace(QWidget *parent)
    : QWidget(parent)
{
    (new QVBoxLayout(this))->setContentsMargins(0, 0, 0, 0);
}

void FindEmptyPlace::put(const Empty &empty)
{
    qDeleteAll(findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
    auto *state = new EmptyState(empty.icon, empty.title, empty.sentence);
    state->setObjectName(QStringLiteral("findEmpty"));
    state->setTone(empty.tone);
    if (empty.act) {
        auto *button = state->addButton(new Button(empty.button));
        button->setObjectName(empty.buttonName);
        // The click may take this state away: it runs after it.
        connect(button, &QPushButton::clicked, this, empty.act, Qt::QueuedConnection);
    }
    layout()->addWidget(state);
    state->show(); // now, so that its button can take the keyboard
}

} // namespace AlwaysLeads
