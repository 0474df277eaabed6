#include "lead/TagSheet.h"

#include "lead/LeadWords.h"
#include "widgets/Button.h"
#include "widgets/Label.h"
#include "widgets/TextField.h"

#include <QHBoxLayout>

#include <algorithm>

namespace AlwaysLeads {

namespace {
constexpr int offeredAtMost = 8;
constexpr int longestTag = 60;
} // namespace

TagSheet::TagSheet(Leads &leads, qint64 people, QWidget *inside)
    : DialogSheet(tr("Tag %1").arg(LeadWords::people(people)), 420, inside)
    , m_field(new TextField(tr("Tag")))
    , m_offered(new QVBoxLayout)
{
    setObjectName(QStringLiteral("tagSheet"));
    m_field->edit()->setObjectName(QStringLiteral("tagSheetField"));
    m_field->edit()->setMaxLength(longestTag);
    body()->addWidget(m_field);
    body()->addLayout(m_offered);
    auto *cancelButton = addButton(new Button(tr("Cancel"), ButtonKind::Ghost));
    connect(cancelButton, &QPushButton::clicked, this, &DialogSheet::cancel);
    auto *tag = addButton(new Button(Icon::Tag, tr("Tag"), ButtonKind::Primary));
    tag->setObjectName(QStringLiteral("tagSheetTag"));
    connect(tag, &QPushButton::clicked, this, [this] { choose(m_field->text()); });
    setDefaultButton(tag);
    setInitialFocus(m_field->edit());
    whenDone(leads.tags(), this, [this](Result<QList<TagCount>> tags) {
        if (tags) { // without them the field still works
            offer(*tags);
        }
    });
}

void TagSheet::offer(const QList<TagCount> &tags)
{
    QList<TagCount> most = tags;
    std::ranges::stable_sort(most, std::greater{}, &TagCount::leads);
    QHBoxLayout *line = nullptr;
    int used = 0;
    for (const TagCount &tag : most.first(std::min<qsizetype>(most.size(), offeredAtMost))) {
        auto *button = new Button(tag.name, ButtonKind::Secondary);
        button->setControlHeight(28);
        button->setToolTip(LeadWords::people(tag.leads));
        const int width = std::min(button->sizeHint().width(), 380);
        button->setMaximumWidth(380);
        connect(button, &QPushButton::clicked, this, [this, name = tag.name] { choose(name); });
        if (line == nullptr || used + width > 380) {
            if (line != nullptr) {
                line->addStretch(1);
            }
            line = new QHBoxLayout;
            line->setSpacing(8);
            m_offered->addLayout(line);
            used = 0;
        }
        line->addWidget(button);
        used += width + 8;
    }
    if (line != nullptr) {
        line->addStretch(1);
    }
}

void TagSheet::choose(const QString &tag)
{
    const QString clean = cleanLine(tag);
    if (clean.isEmpty()) {
        m_field->setError(tr("Type a tag, or choose one below."));
        m_field->edit()->setFocus();
        return;
    }
    Q_EMIT chosen(clean);
    close();
}

} // namespace AlwaysLeads
