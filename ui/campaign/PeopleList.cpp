#include "campaign/PeopleList.h"

#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/Button.h"
#include "widgets/CellPainting.h"
#include "widgets/EmptyState.h"
#include "widgets/RowDelegate.h"
#include "widgets/TableView.h"

#include <QAction>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

namespace AlwaysLeads {

namespace {

class PeopleDelegate : public RowDelegate
{
public:
    PeopleDelegate(QAbstractItemView *table, const PeopleModel &model)
        : RowDelegate(table)
        , m_model(model)
    {
    }

protected:
    void paintCell(QPainter *painter, const QRectF &rect, const QModelIndex &index) const override
    {
        const EnrolledPerson &person = m_model.person(index.row());
        if (index.column() == PeopleModel::NameColumn) {
            const QString name = person.name.isEmpty() ? person.email : person.name;
            CellPainting::avatar(painter, view(), QRectF(rect.left(), rect.center().y() - 14, 28, 28), name,
                                 person.email);
            CellPainting::twoLines(painter, view(), rect.adjusted(38, 0, 0, 0), name, QString());
            return;
        }
        paintLine(painter, rect, index.data().toString(), fontsOf(view()).body(), themeOf(view()).text2, Qt::AlignLeft,
                  index.column() == PeopleModel::EmailColumn ? Qt::ElideMiddle : Qt::ElideRight);
    }
    QString fullText(const QModelIndex &index) const override { return index.data().toString(); }

private:
    const PeopleModel &m_model;
};

} // namespace

void PeopleModel::setPeople(const QList<EnrolledPerson> &people)
{
    beginResetModel();
    m_people = people;
    endResetModel();
}

int PeopleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_people.size());
}

int PeopleModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PeopleModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const EnrolledPerson &person = m_people.at(index.row());
    if (role == Qt::AccessibleTextRole) {
        QStringList words = {person.name, person.company, person.email, stateOf(person)};
        words.removeAll(QString());
        return words.join(QStringLiteral(", "));
    }
    if (role == Qt::ToolTipRole && index.column() == StateColumn) {
        return m_tasks.value(person.lead).notes;
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case NameColumn:
        return person.name;
    case CompanyColumn:
        return person.company;
    case EmailColumn:
        return person.email;
    case StateColumn:
        return stateOf(person);
    default:
        return {};
    }
}

void PeopleModel::setTasks(const QList<SequenceTask> &tasks)
{
    m_tasks.clear();
    for (const SequenceTask &task : tasks) {
        m_tasks.insert(task.lead, task);
    }
    if (!m_people.isEmpty()) {
        Q_EMIT dataChanged(index(0, 0), index(int(m_people.size()) - 1, ColumnCount - 1));
    }
}

QString PeopleModel::stateOf(const EnrolledPerson &person) const
{
    const auto task = m_tasks.constFind(person.lead);
    if (task != m_tasks.cend() && person.leftReason.isEmpty() && !person.isPaused) {
        return tr("To do: %1").arg(task->title);
    }
    if (!person.leftReason.isEmpty() || !person.isPaused) {
        return person.leftReason;
    }
    return person.pausedUntil.isValid()
        ? tr("Paused until %1")
              .arg(QLocale().toString(person.pausedUntil.toLocalTime().date(), QStringLiteral("d MMMM")))
        : tr("Paused");
}

QVariant PeopleModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case NameColumn:
        return tr("Name");
    case CompanyColumn:
        return tr("Company");
    case EmailColumn:
        return tr("Email");
    case StateColumn:
        return tr("State");
    default:
        return {};
    }
}

PeopleList::PeopleList(QWidget *parent)
    : QWidget(parent)
    , m_model(new PeopleModel(this))
    , m_table(new TableView(tr("People in this campaign")))
    , m_empty(
          new EmptyState(Icon::Users, tr("Nobody yet"), tr("Choose people in Leads and press C to bring them here.")))
{
    m_table->setObjectName(QStringLiteral("campaignPeople"));
    m_table->setModel(m_model);
    m_table->setRowDelegate(delegateFor(m_table, *m_model));
    m_table->setEdgeInset(20);
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->addWidget(m_table, 1);
    lines->addWidget(m_empty, 1);
    auto *go = m_empty->addButton(new Button(tr("Go to Leads"), ButtonKind::Primary));
    go->setObjectName(QStringLiteral("campaignGoToLeads"));
    connect(go, &QPushButton::clicked, this, &PeopleList::morePeopleWanted);
    connect(m_table, &TableView::opened, this,
            [this](const QModelIndex &index) { Q_EMIT opened(m_model->person(index.row()).lead); });
    auto *leave = new QAction(tr("Leave this person out"), this);
    leave->setShortcut(Qt::Key_Delete);
    leave->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(leave);
    m_table->addAction(leave);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(leave, &QAction::triggered, this, [this] {
        if (const EnrolledPerson *person = current()) {
            Q_EMIT leaveOutWanted(person->lead, person->name);
        }
    });
    auto *done = new QAction(tr("The task is done"), this);
    done->setShortcut(Qt::Key_D);
    done->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(done);
    m_table->addAction(done);
    connect(done, &QAction::triggered, this, [this] {
        const EnrolledPerson *person = current();
        if (person != nullptr && m_model->hasTask(person->lead)) {
            Q_EMIT taskDone(person->lead);
        }
    });
    auto *pause = new QAction(tr("Pause or resume"), this);
    pause->setShortcut(Qt::Key_P);
    pause->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(pause);
    m_table->addAction(pause);
    connect(pause, &QAction::triggered, this, [this] {
        const EnrolledPerson *person = current();
        if (person == nullptr || !person->leftReason.isEmpty()) {
            return;
        }
        if (person->isPaused) {
            Q_EMIT resumeWanted(person->lead);
        } else {
            Q_EMIT pauseWanted(person->lead, person->name);
        }
    });
    setPeople({});
}

RowDelegate *PeopleList::delegateFor(TableView *table, const PeopleModel &model)
{
    return new PeopleDelegate(table, model);
}

void PeopleList::setTasks(const QList<SequenceTask> &tasks)
{
    m_model->setTasks(tasks);
}

const EnrolledPerson *PeopleList::current() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() ? &m_model->person(index.row()) : nullptr;
}

void PeopleList::setPeople(const QList<EnrolledPerson> &people)
{
    const QModelIndex before = m_table->currentIndex();
    const LeadId kept = before.isValid() ? m_model->person(before.row()).lead : LeadId();
    m_model->setPeople(people);
    const auto now = std::ranges::find(people, kept, &EnrolledPerson::lead);
    if (now != people.end()) {
        m_table->setCurrentIndex(m_model->index(int(now - people.begin()), 0)); // the keys of a row go on
    }
    m_table->setVisible(!people.isEmpty());
    m_empty->setVisible(people.isEmpty());
}

void PeopleList::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const int room = width();
    m_table->setColumnWidth(PeopleModel::NameColumn, room * 30 / 100);
    m_table->setColumnWidth(PeopleModel::CompanyColumn, room * 22 / 100);
    m_table->setColumnWidth(PeopleModel::EmailColumn, room * 28 / 100);
    m_table->setColumnWidth(PeopleModel::StateColumn, room - room * 80 / 100);
}

} // namespace AlwaysLeads
