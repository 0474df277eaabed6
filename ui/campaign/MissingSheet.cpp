#include "campaign/MissingSheet.h"

#include "campaign/PeopleList.h"
#include "widgets/Button.h"
#include "widgets/Label.h"
#include "widgets/TableView.h"

#include <QAction>
#include <QHeaderView>
#include <QVBoxLayout>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr int sheetWidth = 560;
constexpr int headHeight = 34;
constexpr int rowHeight = 48;
constexpr int shownRows = 7;

} // namespace

MissingSheet::MissingSheet(const LaunchCheckLine &line, const QList<EnrolledPerson> &people, QWidget *inside)
    : DialogSheet(line.text, sheetWidth, inside)
    , m_table(new TableView(line.text))
    , m_people(people)
{
    setObjectName(QStringLiteral("missingSheet"));
    auto *text = new Label(tr("%1 Enter opens the person, P shows their mail in the preview.").arg(line.detail),
                           TextStyle::Body, &Theme::text2);
    text->setWordWrap(true);
    body()->addWidget(text);
    auto *model = new PeopleModel(this);
    model->setPeople(people);
    m_table->setObjectName(QStringLiteral("missingPeople"));
    m_table->setModel(model);
    m_table->setRowDelegate(PeopleList::delegateFor(m_table, *model));
    m_table->setColumnHidden(PeopleModel::StateColumn, true);
    m_table->setFixedHeight(headHeight + rowHeight * int(std::clamp<qsizetype>(people.size(), 1, shownRows)));
    m_table->setVerticalScrollBarPolicy(people.size() > shownRows ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    body()->addWidget(m_table);
    const int room = sheetWidth - 48;
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setColumnWidth(PeopleModel::NameColumn, room * 36 / 100);
    m_table->setColumnWidth(PeopleModel::CompanyColumn, room * 26 / 100);
    connect(m_table, &TableView::opened, this, [this] {
        const LeadId lead = current();
        close();
        Q_EMIT opened(lead);
    });
    auto *show = new QAction(tr("Show their mail in the preview"), this);
    show->setShortcut(Qt::Key_P);
    show->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_table->addAction(show);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(show, &QAction::triggered, this, [this] {
        const LeadId lead = current();
        close();
        Q_EMIT previewed(lead);
    });

    auto *leave = new Button(tr("Leave out %n person(s)", nullptr, int(people.size())), ButtonKind::Ghost);
    leave->setObjectName(QStringLiteral("missingLeaveOut"));
    footer()->addWidget(leave);
    connect(leave, &QPushButton::clicked, this, [this] {
        QList<LeadId> all;
        for (const EnrolledPerson &person : std::as_const(m_people)) {
            all.append(person.lead);
        }
        close();
        Q_EMIT leaveOutWanted(all);
    });
    auto *done = addButton(new Button(tr("Close")));
    done->setObjectName(QStringLiteral("missingClose"));
    connect(done, &QPushButton::clicked, this, &DialogSheet::cancel);
    setInitialFocus(m_table);
    m_table->setCurrentIndex(model->index(0, 0));
}

LeadId MissingSheet::current() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() && index.row() < m_people.size() ? m_people.at(index.row()).lead : LeadId();
}

} // namespace AlwaysLeads
