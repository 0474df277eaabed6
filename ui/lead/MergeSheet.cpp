#include "lead/MergeSheet.h"

#include "lead/LeadWords.h"
#include "widgets/Announce.h"
#include "widgets/Banner.h"
#include "widgets/Button.h"
#include "widgets/Choices.h"
#include "widgets/ElidedLabel.h"
#include "widgets/FieldMessage.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QHBoxLayout>

namespace AlwaysLeads {

namespace {

constexpr int labelWidth = 110;
constexpr int columnWidth = 230;
constexpr int widest = 1100;
constexpr qsizetype longestValue = 60;

QString nameOf(const Lead &lead)
{
    return lead.fullName().isEmpty() && lead.email ? lead.email->shown() : lead.fullName();
}

/// A value on one line that a radio button can carry.
QString shortened(const QString &value)
{
    const QString line = value.simplified();
    return line.size() > longestValue ? line.left(longestValue - 1) + QChar(0x2026) : line;
}

} // namespace

MergeSheet::MergeSheet(LeadMerge &merge, QList<LeadId> ids, QWidget *inside)
    : DialogSheet(tr("Merge %1 into one").arg(LeadWords::people(ids.size())),
                  std::min(widest, 60 + labelWidth + columnWidth * int(std::max<qsizetype>(2, ids.size()))), inside)
    , m_merge(merge)
    , m_grid(new QGridLayout)
    , m_all(new CheckBox(tr("Show also what is alike")))
    , m_notice(new QWidget)
    , m_problem(new FieldMessage)
    , m_do(new Button(Icon::Merge, tr("Merge"), ButtonKind::Primary))
{
    setObjectName(QStringLiteral("mergeSheet"));
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(2);
    m_all->setObjectName(QStringLiteral("mergeShowAll"));
    m_problem->setObjectName(QStringLiteral("mergeProblem"));
    m_do->setObjectName(QStringLiteral("mergeDo"));
    (new QVBoxLayout(m_notice))->setContentsMargins(0, 0, 0, 0);
    body()->setSpacing(12);
    body()->addWidget(m_notice);
    body()->addLayout(m_grid);
    body()->addWidget(m_problem);
    footer()->addWidget(m_all);
    auto *cancelButton = addButton(new Button(tr("Cancel"), ButtonKind::Ghost));
    connect(cancelButton, &QPushButton::clicked, this, &DialogSheet::cancel);
    addButton(m_do);
    m_do->setDisabledReason(tr("Reading…"));
    setInitialFocus(cancelButton);
    connect(m_do, &QPushButton::clicked, this, &MergeSheet::start);
    connect(m_all, &QCheckBox::toggled, this, &MergeSheet::showRows);
    whenDone(m_merge.look(std::move(ids)), this, [this](Result<MergeLook> look) {
        if (!look) {
            m_problem->setError(look.error().message);
            m_do->setDisabledReason(look.error().message);
            return;
        }
        show(*look);
    });
}

void MergeSheet::show(const MergeLook &look)
{
    m_look = look;
    addHead(look);
    for (const MergeField &field : look.fields) {
        addField(field);
    }
    m_all->setVisible(!m_alike.isEmpty());
    showRows();
    if (!look.objection.isEmpty()) {
        auto *banner = new Banner(ToneName::Danger, Icon::CircleX, tr("Not now."), look.objection);
        banner->setObjectName(QStringLiteral("mergeObjection"));
        m_notice->layout()->addWidget(banner);
        m_do->setDisabledReason(look.objection);
        return;
    }
    QStringList along = look.along;
    along << tr("tags, lists and the timeline");
    auto *words =
        new Label(tr("%1 stays. The others go along: %2. Nobody gets a mail twice, and all of it can be undone.")
                      .arg(nameOf(look.people.first()), along.join(tr(", "))),
                  TextStyle::Body, &Theme::text2);
    words->setObjectName(QStringLiteral("mergeAlong"));
    words->setWordWrap(true);
    m_notice->layout()->addWidget(words);
    m_do->setDisabledReason(QString());
    setDefaultButton(m_do);
}

void MergeSheet::addHead(const MergeLook &look)
{
    m_grid->setColumnMinimumWidth(0, labelWidth);
    for (qsizetype at = 0; at < look.people.size(); ++at) {
        const Lead &lead = look.people.at(at);
        auto *person = new QWidget;
        auto *line = new QHBoxLayout(person);
        line->setContentsMargins(0, 0, 0, 8);
        line->setSpacing(8);
        auto *avatar = new Avatar(28);
        avatar->setPerson(nameOf(lead), lead.email ? lead.email->shown() : QString());
        auto *words = new QVBoxLayout;
        words->setSpacing(0);
        words->addWidget(new ElidedLabel(nameOf(lead), TextStyle::BodyMedium));
        words->addWidget(new ElidedLabel(at == 0 ? tr("Stays") : tr("Goes along"), TextStyle::Meta,
                                         at == 0 ? &Theme::accentText : &Theme::text3));
        line->addWidget(avatar);
        line->addLayout(words, 1);
        m_grid->addWidget(person, m_row, int(at) + 1);
        m_grid->setColumnStretch(int(at) + 1, 1);
    }
    ++m_row;
}

void MergeSheet::addField(const MergeField &field)
{
    auto *label = new ElidedLabel(field.label, TextStyle::Body, &Theme::text3);
    label->setFixedWidth(labelWidth);
    QList<QWidget *> row{label};
    m_grid->addWidget(label, m_row, 0, Qt::AlignVCenter);
    auto *group = new QButtonGroup(this);
    for (qsizetype at = 0; at < field.values.size(); ++at) {
        const QString &value = field.values.at(at);
        QWidget *cell = nullptr;
        if (value.isEmpty() || !field.differs) {
            auto *words = new ElidedLabel(value.isEmpty() ? QStringLiteral("—") : shortened(value), TextStyle::Body,
                                          value.isEmpty() ? &Theme::text3 : &Theme::text2);
            words->setMinimumHeight(28);
            cell = words;
        } else {
            auto *choice = new RadioButton(shortened(value));
            choice->setObjectName(QStringLiteral("merge-%1-%2").arg(field.name).arg(at));
            choice->setAccessibleName(tr("%1: %2").arg(field.label, value));
            choice->setToolTip(value);
            choice->setChecked(at == field.proposed);
            choice->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
            group->addButton(choice, int(at));
            cell = choice;
        }
        m_grid->addWidget(cell, m_row, int(at) + 1);
        row << cell;
    }
    if (field.differs) {
        m_choices.insert(field.name, group);
    } else {
        m_alike << row;
    }
    ++m_row;
}

void MergeSheet::showRows()
{
    // With nothing to choose from there is nothing to hide either.
    const bool all = m_all->isChecked() || m_choices.isEmpty();
    for (QWidget *widget : std::as_const(m_alike)) {
        widget->setVisible(all);
    }
}

void MergeSheet::start()
{
    if (m_do->isBusy()) {
        return;
    }
    MergePlan plan;
    for (const Lead &lead : std::as_const(m_look.people)) {
        plan.people << lead.id;
    }
    for (auto choice = m_choices.cbegin(); choice != m_choices.cend(); ++choice) {
        const int at = choice.value()->checkedId();
        if (at >= 0) {
            plan.winners.insert(choice.key(), plan.people.at(at));
        }
    }
    m_do->setBusy(true, tr("Merging…"));
    const QString said =
        tr("%1 are one now: %2").arg(LeadWords::people(m_look.people.size()), nameOf(m_look.people.first()));
    whenDone(m_merge.merge(plan), this, [this, kept = plan.people.first(), said](Result<> done) {
        m_do->setBusy(false);
        if (!done) {
            m_problem->setError(done.error().message);
            announce(m_problem, done.error().message);
            return;
        }
        Q_EMIT merged(kept, said);
        close();
    });
}

} // namespace AlwaysLeads
