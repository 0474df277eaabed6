#include "lead/DuplicatesSheet.h"

#include "lead/LeadWords.h"
#include "widgets/Button.h"
#include "widgets/ElidedLabel.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"

#include <QApplication>
#include <QHBoxLayout>

namespace AlwaysLeads {

namespace {
constexpr int sheetWidth = 560;
constexpr qsizetype shownAtMost = 100;
} // namespace

DuplicatesSheet::DuplicatesSheet(LeadMerge &merge, QWidget *inside)
    : DialogSheet(tr("Find duplicates"), sheetWidth, inside)
    , m_merge(merge)
    , m_state(new Label(tr("Looking…"), TextStyle::Body, &Theme::text2))
    , m_close(new Button(tr("Close"), ButtonKind::Secondary))
{
    setObjectName(QStringLiteral("duplicatesSheet"));
    m_state->setObjectName(QStringLiteral("duplicatesState"));
    m_state->setWordWrap(true);
    body()->setSpacing(12);
    body()->addWidget(m_state);
    addButton(m_close);
    m_close->setObjectName(QStringLiteral("duplicatesClose"));
    connect(m_close, &QPushButton::clicked, this, &DialogSheet::cancel);
    connect(&m_merge, &LeadMerge::duplicatesChanged, this, &DuplicatesSheet::look);
    setInitialFocus(m_close);
    look();
}

DuplicatesSheet::~DuplicatesSheet()
{
    m_looking.request_stop();
}

void DuplicatesSheet::look()
{
    m_looking.request_stop();
    m_looking = std::stop_source();
    whenDone(m_merge.duplicates(m_looking.get_token()), this, [this](Result<QList<DuplicateGroup>> groups) {
        if (groups) {
            show(*groups);
        } else if (groups.error().kind != ErrorKind::Cancelled) {
            m_state->setText(groups.error().message);
        }
    });
}

void DuplicatesSheet::show(const QList<DuplicateGroup> &groups)
{
    bool hadFocus = false;
    if (m_list != nullptr) {
        hadFocus = m_list->isAncestorOf(QApplication::focusWidget());
        m_list->hide();
        m_list->deleteLater();
    }
    m_list = new QWidget;
    auto *column = new QVBoxLayout(m_list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    if (groups.isEmpty()) {
        m_state->setText(tr("Nobody is here twice: no two people of the same name work at the same company."));
    } else {
        const QString shown = groups.size() > shownAtMost
            ? tr(" These are the first %1.").arg(LeadWords::number(shownAtMost))
            : QString();
        m_state->setText(
            (groups.size() == 1
                 ? tr("1 person is probably here more than once, with the same name at the same company.")
                 : tr("%1 people are probably here more than once, with the same name at the same company.")
                       .arg(LeadWords::number(groups.size())))
            + shown);
    }
    for (const DuplicateGroup &group : groups.first(std::min(groups.size(), shownAtMost))) {
        column->addWidget(new Hairline);
        column->addWidget(lineOf(group));
    }
    body()->addWidget(m_list);
    if (hadFocus) {
        auto *next = m_list->findChild<Button *>(QStringLiteral("duplicatesCompare"));
        (next != nullptr && next->isEnabled() ? next : m_close)->setFocus(Qt::OtherFocusReason);
    }
}

QWidget *DuplicatesSheet::lineOf(const DuplicateGroup &group)
{
    auto *place = new QWidget;
    auto *line = new QHBoxLayout(place);
    line->setContentsMargins(0, 8, 0, 8);
    line->setSpacing(8);
    auto *avatar = new Avatar(28);
    avatar->setPerson(group.name, group.name);
    auto *words = new QVBoxLayout;
    words->setContentsMargins(4, 0, 4, 0);
    words->setSpacing(0);
    words->addWidget(new ElidedLabel(group.name, TextStyle::BodyMedium));
    words->addWidget(new ElidedLabel(tr("%1 records, %2").arg(LeadWords::number(group.people.size()), group.why),
                                     TextStyle::Meta, &Theme::text3));
    const QString tooMany = group.people.size() > LeadMerge::atMost
        ? tr("More than %1 records: choose some of them in the list.").arg(LeadMerge::atMost)
        : QString();
    auto *apart = new Button(tr("Different people"), ButtonKind::Ghost);
    apart->setObjectName(QStringLiteral("duplicatesApart"));
    apart->setAccessibleName(tr("%1: they are different people").arg(group.name));
    apart->setToolTip(tr("Do not ask about them again"));
    auto *open = new Button(Icon::Merge, tr("Compare…"), ButtonKind::Secondary);
    open->setObjectName(QStringLiteral("duplicatesCompare"));
    open->setAccessibleName(tr("Compare %1").arg(group.name));
    for (Button *button : {apart, open}) {
        button->setControlHeight(28);
        if (!tooMany.isEmpty()) {
            button->setDisabledReason(tooMany);
        }
    }
    connect(apart, &QPushButton::clicked, this, [this, people = group.people] { keepApart(people); });
    connect(open, &QPushButton::clicked, this, [this, people = group.people] { Q_EMIT chosen(people); });
    line->addWidget(avatar);
    line->addLayout(words, 1);
    line->addWidget(apart);
    line->addWidget(open);
    return place;
}

void DuplicatesSheet::keepApart(const QList<LeadId> &people)
{
    whenDone(m_merge.keepApart(people), this, [this](const Result<QString> &label) {
        if (label) {
            Q_EMIT keptApart(*label);
        } else {
            Q_EMIT failed(label.error());
        }
    });
}

} // namespace AlwaysLeads
