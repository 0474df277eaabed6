#include "prospecting/FoundTable.h"

#include "prospecting/FoundRowDelegate.h"
#include "prospecting/FoundTableModel.h"
#include "style/AppStyle.h"
#include "widgets/FocusRing.h"

#include <QKeyEvent>

#include <algorithm>
#include <utility>

namespace AlwaysLeads {

namespace {

constexpr int emailWidth = 132; // at least
constexpr int besideEmail = 48; // its picture and the room round it
constexpr int mostOfRoom = 34; // percent, for the longest address
constexpr int knownWidth = 98;
constexpr int refreshedWidth = 88;
constexpr int leastName = 200; // with its box and picture
constexpr int leastNames = 488; // for name, title and company, before a long address gets more
constexpr int leastRest = 560; // for them beside the further columns

} // namespace

FoundTable::FoundTable(FoundTableModel &model, QWidget *parent)
    : TableView(tr("People found"), parent)
    , m_model(model)
{
    setModel(&model);
    setRowDelegate(new FoundRowDelegate(this));
    setSelectionMode(QAbstractItemView::MultiSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(header(), &TableHeader::checkClicked, this, &FoundTable::toggleAll);
    connect(&model, &QAbstractItemModel::modelReset, this, [this] {
        renewColumns();
        showChoice();
        renewHeaderBox();
        Q_EMIT choiceChanged();
    });
    // Who was revealed can be chosen no more.
    connect(&model, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex &from, const QModelIndex &to) {
        for (int row = from.row(); row <= to.row(); ++row) {
            if (!m_model.flags(m_model.index(row, 0)).testFlag(Qt::ItemIsSelectable)) {
                selectionModel()->select(m_model.index(row, 0),
                                         QItemSelectionModel::Deselect | QItemSelectionModel::Rows);
            }
        }
        takeOver(); // what is known of the others may have changed as well
        renewColumns(); // an address may stand now where a word did
        Q_EMIT choiceChanged();
    });
}

int FoundTable::chosenHere() const
{
    int count = 0;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        count += selectionModel()->isSelected(m_model.index(row, 0)) ? 1 : 0;
    }
    return count;
}

QString FoundTable::choiceWords() const
{
    const int here = chosenHere();
    if (m_choice.size() == 0) {
        return tr("Nobody is chosen");
    }
    return m_choice.size() == here ? tr("%L1 chosen").arg(here)
                                   : tr("%L1 chosen, %L2 on this page").arg(m_choice.size()).arg(here);
}

void FoundTable::takeOver()
{
    for (int row = 0; row < m_model.rowCount(); ++row) {
        m_choice.remove(m_model.person(row)->id);
    }
    for (int row = 0; row < m_model.rowCount(); ++row) { // after that: Apollo may show somebody twice
        if (selectionModel()->isSelected(m_model.index(row, 0))) {
            m_choice.add(*m_model.person(row), m_model.place(row));
        }
    }
}

void FoundTable::showChoice()
{
    m_choice.renew(m_model.people());
    chooseHere(m_choice.people());
}

void FoundTable::chooseHere(const QList<FoundPersonId> &people)
{
    QItemSelection selection;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (people.contains(m_model.person(row)->id)
            && m_model.flags(m_model.index(row, 0)).testFlag(Qt::ItemIsSelectable)) {
            selection.select(m_model.index(row, 0), m_model.index(row, FoundTableModel::ColumnCount - 1));
        }
    }
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
}

void FoundTable::choose(const QList<FoundPersonId> &people)
{
    m_choice.keepOnly(people);
    chooseHere(people);
    Q_EMIT choiceChanged(); // also when nothing of it is in view
}

void FoundTable::forgetChoice()
{
    choose({});
}

void FoundTable::dropChoice()
{
    choose({});
    Q_EMIT choiceSpoken(choiceWords());
}

void FoundTable::renewChosen(const QList<FoundPerson> &people)
{
    QList<FoundPerson> elsewhere = people;
    elsewhere.removeIf([this](const FoundPerson &person) { return m_model.rowOf(person.id) >= 0; });
    m_choice.renew(elsewhere);
    Q_EMIT choiceChanged();
}

void FoundTable::chooseAll()
{
    QList<FoundPersonId> people;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (m_model.person(row)->canBeRevealed()) {
            people.append(m_model.person(row)->id);
        }
    }
    chooseHere(people);
    Q_EMIT choiceSpoken(choiceWords());
}

int FoundTable::choosableRows() const
{
    int count = 0;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        count += m_model.person(row)->canBeRevealed() ? 1 : 0;
    }
    return count;
}

void FoundTable::toggleAll()
{
    if (chosenHere() == 0) {
        chooseAll();
    } else {
        clearSelection();
        Q_EMIT choiceSpoken(choiceWords());
    }
}

void FoundTable::focusInEvent(QFocusEvent *event)
{
    TableView::focusInEvent(event);
    // A click on what turns the page brings the table the keys, but no ring.
    m_ringUnseen = event->reason() == Qt::OtherFocusReason && !FocusRing::keyboardIsLeading(this);
}

void FoundTable::keyPressEvent(QKeyEvent *event)
{
    const bool isDown = event->key() == Qt::Key_Down && !(event->modifiers() & ~Qt::KeypadModifier);
    if (std::exchange(m_ringUnseen, false) && isDown && currentIndex().row() == 0) {
        viewport()->update(); // the first Down goes to the first row, where the ring shows now
        event->accept();
        return;
    }
    if (event->matches(QKeySequence::SelectAll)) {
        chooseAll();
        event->accept();
        return;
    }
    if (event->key() == Qt::Key_Escape && m_choice.size() > 0) {
        dropChoice();
        event->accept();
        return;
    }
    const bool extends = event->modifiers() == Qt::ShiftModifier
        && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down) && currentIndex().isValid();
    if (extends) {
        const int next = currentIndex().row() + (event->key() == Qt::Key_Down ? 1 : -1);
        for (const int row : {currentIndex().row(), next}) {
            if (m_model.flags(m_model.index(row, 0)).testFlag(Qt::ItemIsSelectable)) {
                selectionModel()->select(m_model.index(row, 0),
                                         QItemSelectionModel::Select | QItemSelectionModel::Rows);
            }
        }
        if (m_model.person(next) != nullptr) {
            selectionModel()->setCurrentIndex(m_model.index(next, 0), QItemSelectionModel::NoUpdate);
        }
        event->accept();
        return;
    }
    TableView::keyPressEvent(event);
}

void FoundTable::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    TableView::selectionChanged(selected, deselected);
    m_ringUnseen = false; // a click has said where one is
    takeOver();
    renewHeaderBox();
    Q_EMIT choiceChanged();
}

void FoundTable::renewHeaderBox()
{
    const int count = chosenHere();
    header()->setCheckState(count == 0 ? Qt::Unchecked : count >= choosableRows() ? Qt::Checked : Qt::PartiallyChecked);
}

void FoundTable::resizeEvent(QResizeEvent *event)
{
    TableView::resizeEvent(event);
    renewColumns();
}

int FoundTable::emailWish() const
{
    const QFontMetricsF metrics(fontsOf(this).body());
    qreal widest = 0;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        widest = std::max(widest, metrics.horizontalAdvance(FoundTableModel::emailWords(*m_model.person(row))));
    }
    return qCeil(widest) + besideEmail;
}

void FoundTable::renewColumns()
{
    const qreal factor = fontsOf(this).textFactor();
    const auto scaled = [factor](int px) { return qRound(px * factor); };
    const int room = viewport()->width();
    const int least = scaled(emailWidth);
    const int most = std::min(room * mostOfRoom / 100, room - scaled(leastNames));
    const int email = std::clamp(emailWish(), least, std::max(least, most));
    const int known = scaled(knownWidth);
    const int refreshed = scaled(refreshedWidth);
    int rest = room - email;
    const bool showsKnown = rest - refreshed - known >= scaled(leastRest - 60);
    const bool showsRefreshed = rest - refreshed >= scaled(leastRest - 80);
    setColumnHidden(FoundTableModel::AlsoKnown, !showsKnown);
    setColumnHidden(FoundTableModel::Refreshed, !showsRefreshed);
    rest -= (showsKnown ? known : 0) + (showsRefreshed ? refreshed : 0);
    const int name = std::max(rest * 39 / 100, std::min(scaled(leastName), rest / 2));
    const int title = (rest - name) * 51 / 100;
    setColumnWidth(FoundTableModel::Name, name);
    setColumnWidth(FoundTableModel::Title, title);
    setColumnWidth(FoundTableModel::CompanyName, rest - name - title);
    setColumnWidth(FoundTableModel::Email, email);
    setColumnWidth(FoundTableModel::AlsoKnown, known);
    setColumnWidth(FoundTableModel::Refreshed, refreshed);
}

} // namespace AlwaysLeads
