#include "lead/LeadTableColumns.h"

#include "lead/LeadTableModel.h"
#include "widgets/TableView.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

/// Widths at 1440 px; what is left over goes to name, company and address.
struct ColumnWidth
{
    int column;
    int width;
};
constexpr int boxWidth = 36;
constexpr int nameWidth = 192;
constexpr int titleWidth = 150;
constexpr int companyWidth = 138;
constexpr int leastEmailWidth = 184; ///< so that all have room beside the inspector in a window of 1440 px
constexpr int furtherWidth = 120;
constexpr int lastWidth = 104; ///< of the last touch where it stands at the edge
constexpr int emailWidth = 212; ///< what is above it is shared
/// With the arrow of a sorted column and its number the word above it is still whole.
constexpr ColumnWidth fixedWidths[] = {
    {LeadTableModel::Score, 68},
    {LeadTableModel::Status, 110},
    {LeadTableModel::LastTouch, 88},
    {LeadTableModel::Tags, 82},
};
/// The first to go when the room is short.
constexpr int goesFirst[] = {LeadTableModel::Tags, LeadTableModel::LastTouch, LeadTableModel::Title,
                             LeadTableModel::Company};

} // namespace

LeadTableColumns::LeadTableColumns(TableView *table)
    : QObject(table)
    , m_table(table)
{
    header()->setSectionsMovable(true);
    header()->setFirstSectionMovable(false); // the boxes stay in front
    connect(header(), &QHeaderView::sectionMoved, this, [this] {
        if (!m_arranging) {
            Q_EMIT changed();
        }
    });
    connect(header(), &QHeaderView::sectionResized, this, [this](int column, int, int width) {
        if (!m_arranging && column != LeadTableModel::Box) {
            m_widths.insert(people()->keyOf(column), width);
            renew();
            Q_EMIT changed();
        }
    });
}

TableHeader *LeadTableColumns::header() const
{
    return m_table->header();
}

LeadTableModel *LeadTableColumns::people() const
{
    return qobject_cast<LeadTableModel *>(m_table->model());
}

void LeadTableColumns::setWanted(int column, bool wanted)
{
    if (wanted) {
        m_unwanted.remove(people()->keyOf(column));
    } else {
        m_unwanted.insert(people()->keyOf(column));
    }
    renew();
    Q_EMIT changed();
}

bool LeadTableColumns::isWanted(int column) const
{
    return column == LeadTableModel::Title ? m_titlesApart : !m_unwanted.contains(people()->keyOf(column));
}

void LeadTableColumns::show(const QList<LeadColumn> &columns)
{
    m_arranging = true;
    m_unwanted.clear();
    m_widths.clear();
    int place = 1;
    if (columns.isEmpty()) { // the design's: all in their own order
        for (int column = LeadTableModel::Name; column < people()->columnCount(); ++column) {
            header()->moveSection(header()->visualIndex(column), place++);
        }
    } else {
        for (int column = LeadTableModel::Name; column < people()->columnCount(); ++column) {
            m_unwanted.insert(people()->keyOf(column));
        }
        for (const LeadColumn &wanted : columns) {
            const int column = people()->columnOf(wanted.key);
            if (column < 0) {
                continue; // its field is gone
            }
            m_unwanted.remove(wanted.key);
            if (wanted.width > 0) {
                m_widths.insert(wanted.key, wanted.width);
            }
            header()->moveSection(header()->visualIndex(column), place++);
        }
    }
    placeTitles();
    m_unwanted.remove(people()->keyOf(LeadTableModel::Title));
    m_arranging = false;
    renew();
}

/// Beside the names, wherever those are.
void LeadTableColumns::placeTitles()
{
    const int from = header()->visualIndex(LeadTableModel::Title);
    const int name = header()->visualIndex(LeadTableModel::Name);
    header()->moveSection(from, from < name ? name : name + 1);
}

void LeadTableColumns::setTitlesApart(bool apart)
{
    if (m_titlesApart == apart) {
        return;
    }
    m_titlesApart = apart;
    people()->setTitlesApart(apart);
    m_arranging = true;
    placeTitles();
    m_arranging = false;
    renew();
}

QList<LeadColumn> LeadTableColumns::shown() const
{
    QList<LeadColumn> columns;
    for (int place = 1; place < header()->count(); ++place) {
        const QString key = people()->keyOf(header()->logicalIndex(place));
        if (header()->logicalIndex(place) != LeadTableModel::Title && !m_unwanted.contains(key)) {
            columns << LeadColumn{key, m_widths.value(key)};
        }
    }
    return columns;
}

bool LeadTableColumns::isAsDesigned() const
{
    bool inOrder = people()->columnCount() == LeadTableModel::ColumnCount;
    for (int column = 0; inOrder && column < header()->count(); ++column) {
        inOrder = header()->visualIndex(column) == column;
    }
    return inOrder && m_unwanted.isEmpty() && m_widths.isEmpty();
}

void LeadTableColumns::move(int column, int step)
{
    const int from = header()->visualIndex(column);
    int to = from + step;
    while (to > 0 && to < header()->count() && m_table->isColumnHidden(header()->logicalIndex(to))) {
        to += step;
    }
    if (to > 0 && to < header()->count()) {
        header()->moveSection(from, to);
    }
}

void LeadTableColumns::resetWidth(int column)
{
    m_widths.remove(people()->keyOf(column));
    renew();
    Q_EMIT changed();
}

void LeadTableColumns::setNarrow(bool narrow)
{
    if (m_narrow != narrow) {
        m_narrow = narrow;
        renew();
    }
}

int LeadTableColumns::widthOf(int column) const
{
    const QString key = people()->keyOf(column);
    if (const int own = m_widths.value(key); own > 0) {
        return own;
    }
    if (m_narrow && column == LeadTableModel::LastTouch) {
        return lastWidth;
    }
    for (const ColumnWidth &one : fixedWidths) {
        if (one.column == column) {
            return one.width;
        }
    }
    return column == LeadTableModel::Box    ? boxWidth
        : column == LeadTableModel::Name    ? nameWidth
        : column == LeadTableModel::Title   ? titleWidth
        : column == LeadTableModel::Company ? companyWidth
                                            : furtherWidth;
}

void LeadTableColumns::renew()
{
    if (people() == nullptr) {
        return;
    }
    m_arranging = true;
    const int room = m_table->viewport()->width();
    int used = 0;
    for (int column = 0; column < people()->columnCount(); ++column) {
        const bool wanted = isWanted(column);
        m_table->setColumnHidden(column, !wanted);
        used += wanted && column != LeadTableModel::Email ? widthOf(column) : 0;
    }
    const bool address = isWanted(LeadTableModel::Email);
    // Whoever has added columns has chosen what is seen, and the table scrolls sideways.
    const bool isChosen = people()->columnCount() > LeadTableModel::ColumnCount;
    for (const int column : goesFirst) {
        const bool tooMany =
            used + (address ? leastEmailWidth : 0) > room || (m_narrow && column == LeadTableModel::Tags);
        if (tooMany && !isChosen && isWanted(column)) {
            m_table->setColumnHidden(column, true);
            used -= widthOf(column);
        }
    }
    // What is left over goes to those that gain by it and were not sized by hand.
    const auto isFree = [this](int column) { return !m_widths.contains(people()->keyOf(column)); };
    const int spare = std::max(0, room - used - emailWidth);
    const int toName = isFree(LeadTableModel::Name) ? std::min(80, spare / 5) : 0;
    const bool company = !m_table->isColumnHidden(LeadTableModel::Company) && isFree(LeadTableModel::Company);
    const int toCompany = company ? std::min(80, spare / 6) : 0;
    for (int column = 0; column < people()->columnCount(); ++column) {
        m_table->setColumnWidth(column, widthOf(column));
    }
    m_table->setColumnWidth(LeadTableModel::Name, widthOf(LeadTableModel::Name) + toName);
    m_table->setColumnWidth(LeadTableModel::Company, widthOf(LeadTableModel::Company) + toCompany);
    if (isFree(LeadTableModel::Email)) {
        m_table->setColumnWidth(LeadTableModel::Email, std::max(leastEmailWidth, room - used - toName - toCompany));
    }
    m_arranging = false;
}

} // namespace AlwaysLeads
