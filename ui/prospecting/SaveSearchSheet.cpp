#include "prospecting/SaveSearchSheet.h"

#include "prospecting/LeadFinder.h"
#include "widgets/Button.h"
#include "widgets/TextField.h"

#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {
constexpr int longestName = 60;
}

SaveSearchSheet::SaveSearchSheet(LeadFinder &finder, const FoundPage &page, QWidget *inside)
    : DialogSheet(page.name.isEmpty() ? tr("Save this search") : tr("Rename this search"), 420, inside)
    , m_finder(finder)
    , m_search(page.search)
    , m_name(new TextField(tr("Name")))
{
    setObjectName(QStringLiteral("saveSearchSheet"));
    m_name->edit()->setObjectName(QStringLiteral("saveSearchName"));
    m_name->edit()->setMaxLength(longestName);
    const bool renames = !page.name.isEmpty();
    m_name->setText(renames ? page.name : page.filters.summary().left(longestName));
    m_name->edit()->selectAll();
    m_name->setHint(renames ? tr("What it found, and who is new since the last time, stays with it.")
                            : tr("When you open it again, it says who is new since the last time."));
    body()->addWidget(m_name);
    auto *cancelButton = addButton(new Button(tr("Cancel"), ButtonKind::Ghost));
    connect(cancelButton, &QPushButton::clicked, this, &DialogSheet::cancel);
    auto *saveButton = addButton(renames ? new Button(Icon::PencilLine, tr("Rename"), ButtonKind::Primary)
                                         : new Button(Icon::Bookmark, tr("Save"), ButtonKind::Primary));
    saveButton->setObjectName(QStringLiteral("saveSearchSave"));
    connect(saveButton, &QPushButton::clicked, this, &SaveSearchSheet::save);
    setDefaultButton(saveButton);
    setInitialFocus(m_name->edit());
}

void SaveSearchSheet::save()
{
    const QString name = m_name->text().simplified();
    whenDone(m_finder.save(m_search, name), this, [this, name](const Result<> &outcome) {
        if (!outcome) {
            m_name->setError(outcome.error().message);
            m_name->edit()->setFocus();
            return;
        }
        Q_EMIT saved(name);
        close();
    });
}

} // namespace AlwaysLeads
