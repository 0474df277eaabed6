#include "campaign/SourceSheet.h"

#include "widgets/Button.h"
#include "widgets/Choices.h"
#include "widgets/Combo.h"
#include "widgets/Label.h"

#include <QVBoxLayout>

#include <utility>

namespace AlwaysLeads {

SourceSheet::SourceSheet(QList<LeadList> lists, QWidget *inside)
    : DialogSheet(tr("Fill from a list or segment"), 460, inside)
    , m_lists(std::move(lists))
    , m_choice(new Combo)
    , m_follows(new CheckBox(tr("Also whoever comes onto it later")))
{
    setObjectName(QStringLiteral("sourceSheet"));
    m_choice->setObjectName(QStringLiteral("sourceChoice"));
    m_choice->setName(tr("List or segment"));
    for (const LeadList &list : std::as_const(m_lists)) {
        const bool segment = list.kind == LeadList::Kind::Segment;
        const QString text = segment ? list.name : tr("%1, %n person(s)", nullptr, int(list.people)).arg(list.name);
        m_choice->addChoice(text, list.id.value(), segment ? Icon::ListFilter : Icon::Users);
    }
    body()->addWidget(m_choice);
    m_follows->setObjectName(QStringLiteral("sourceFollows"));
    body()->addWidget(m_follows);
    auto *note =
        new Label(tr("Who may not be written to, is in another running campaign, or was left out of this one is "
                     "not taken in. Nothing is sent before you have read it."),
                  TextStyle::Meta, &Theme::text3);
    note->setWordWrap(true);
    body()->addWidget(note);
    auto *no = addButton(new Button(tr("Cancel"), ButtonKind::Ghost));
    connect(no, &QPushButton::clicked, this, &DialogSheet::cancel);
    auto *add = addButton(new Button(tr("Add them"), ButtonKind::Primary));
    add->setObjectName(QStringLiteral("sourceAdd"));
    setDefaultButton(add);
    setInitialFocus(m_choice);
    connect(add, &QPushButton::clicked, this, [this] {
        const int index = m_choice->currentIndex();
        if (index < 0 || index >= m_lists.size()) {
            return;
        }
        const LeadList list = m_lists.at(index);
        const bool follows = m_follows->isChecked();
        close();
        Q_EMIT chosen(list, follows);
    });
}

} // namespace AlwaysLeads
