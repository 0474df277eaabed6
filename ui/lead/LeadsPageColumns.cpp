#include "lead/LeadRowDelegate.h"
#include "lead/LeadTableColumns.h"
#include "lead/LeadTableModel.h"
#include "lead/LeadWords.h"
#include "lead/LeadsPage.h"
#include "lead/LeadsTable.h"
#include "widgets/Button.h"
#include "widgets/Caption.h"
#include "widgets/IconButton.h"
#include "widgets/Menu.h"
#include "widgets/MenuSearch.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

/// Those that the table has by itself.
bool isDesigned(const QString &key)
{
    static const QStringList designed = {QStringLiteral("name"),    QStringLiteral("title"), QStringLiteral("company"),
                                         QStringLiteral("email"),   QStringLiteral("score"), QStringLiteral("status"),
                                         QStringLiteral("touched"), QStringLiteral("tags")};
    return designed.contains(key);
}

} // namespace

QString LeadsPage::sortWords() const
{
    const LeadSortKey first = m_query.sortKeys().first();
    const LeadField *field = m_fields.find(first.field);
    const QString name = field != nullptr ? field->label : LeadWords::sortName(first.by);
    return m_query.then.isEmpty() ? name : tr("%1 +%2").arg(name).arg(m_query.then.size());
}

void LeadsPage::renewSort()
{
    QList<QPair<int, Qt::SortOrder>> marks;
    for (const LeadSortKey &key : m_query.sortKeys()) {
        marks.append({m_model->columnOf(key), key.order});
    }
    m_table->header()->setSortIndicatorShown(false);
    m_table->header()->setSortMarks(marks);
    m_sort->setText(width() < drawerBelow ? QString() : sortWords());
    m_sort->setToolTip(tr("Sorted by %1 (S)").arg(sortWords()));
    m_sort->setAccessibleName(tr("Sorted by %1").arg(sortWords()));
}

void LeadsPage::setSort(const QList<LeadSortKey> &keys)
{
    m_query.setSortKeys(keys);
    renewSort();
    search();
}

void LeadsPage::sortByColumn(int column)
{
    const std::optional<LeadSortKey> own = m_model->sortOf(column);
    if (!own) {
        return;
    }
    QList<LeadSortKey> keys = m_query.sortKeys();
    const auto known = std::ranges::find_if(keys, [&](const LeadSortKey &key) { return key.sameColumn(*own); });
    const auto turned = [](Qt::SortOrder order) {
        return order == Qt::AscendingOrder ? Qt::DescendingOrder : Qt::AscendingOrder;
    };
    if (m_table->header()->clickModifiers() & Qt::ShiftModifier) { // one more, or turn this one
        if (known != keys.end()) {
            known->order = turned(known->order);
        } else if (keys.size() < LeadQuery::mostSortKeys) {
            keys << *own;
        }
        setSort(keys);
        return;
    }
    LeadSortKey key = *own;
    if (keys.first().sameColumn(*own) && keys.first().order == own->order) {
        key.order = turned(own->order);
    }
    setSort({key});
}

void LeadsPage::openSortMenu()
{
    Menu menu(tr("Sort by"), this);
    const QList<LeadSortKey> keys = m_query.sortKeys();
    QList<LeadSortKey> offered = {{LeadSort::Created, Qt::DescendingOrder, {}}};
    for (int column = LeadTableModel::Name; column < m_model->columnCount(); ++column) {
        const std::optional<LeadSortKey> key = m_model->sortOf(column);
        if (key && key->by != LeadSort::Created) {
            offered << *key;
        }
    }
    const auto nameOf = [this](const LeadSortKey &key) {
        const LeadField *field = m_fields.find(key.field);
        return captionOf(field != nullptr ? field->label : LeadWords::sortName(key.by));
    };
    for (const LeadSortKey &key : std::as_const(offered)) {
        QAction *entry = menu.addAction(nameOf(key), this, [this, key] { setSort({key}); });
        entry->setCheckable(true);
        entry->setChecked(keys.first().sameColumn(key));
    }
    menu.addSeparator();
    auto *then = new Menu(tr("Then by"), &menu);
    for (const LeadSortKey &key : std::as_const(offered)) {
        const auto known = std::ranges::find_if(keys, [&](const LeadSortKey &one) { return one.sameColumn(key); });
        if (known == keys.begin()) {
            continue;
        }
        QAction *entry = then->addAction(nameOf(key), this, [this, key, keys](bool on) {
            QList<LeadSortKey> now = keys;
            now.removeIf([&](const LeadSortKey &one) { return one.sameColumn(key); });
            if (on) {
                now << key;
            }
            setSort(now);
        });
        entry->setCheckable(true);
        entry->setChecked(known != keys.end());
        entry->setEnabled(known != keys.end() || keys.size() < LeadQuery::mostSortKeys);
    }
    menu.addMenu(then);
    menu.addAction(m_query.order == Qt::AscendingOrder ? tr("Turn the order: last first")
                                                       : tr("Turn the order: first last"),
                   this, [this, keys] {
                       QList<LeadSortKey> turned = keys;
                       turned.first().order =
                           turned.first().order == Qt::AscendingOrder ? Qt::DescendingOrder : Qt::AscendingOrder;
                       setSort(turned);
                   });
    menu.exec(m_sort->mapToGlobal(QPoint(0, m_sort->height() + 4)));
}

/// The model shows the fields these columns name beyond the design's; then the table arranges them.
void LeadsPage::applyColumns(const QList<LeadColumn> &columns)
{
    QList<LeadField> further;
    for (const LeadColumn &column : columns) {
        const LeadField *field = m_fields.find(column.key);
        if (field != nullptr && !isDesigned(column.key)) {
            further << *field;
        }
    }
    m_model->setFurther(further);
    m_table->columns()->show(columns);
    renewSort();
    renewSaveView();
}

void LeadsPage::setCompact(bool compact)
{
    if (auto *rows = qobject_cast<LeadRowDelegate *>(m_table->itemDelegate())) {
        rows->setCompact(compact);
        m_table->setRowDelegate(rows); // its rows have another height now
        m_table->columns()->setTitlesApart(compact);
    }
}

void LeadsPage::showColumn(const QString &key, bool shown)
{
    if (isDesigned(key)) {
        m_table->columns()->setWanted(m_model->columnOf(key), shown);
        return;
    }
    QList<LeadColumn> columns = m_table->columns()->shown();
    columns.removeIf([&](const LeadColumn &column) { return column.key == key; });
    if (shown) {
        columns << LeadColumn{key, 0};
    }
    applyColumns(columns);
    search();
}

void LeadsPage::openColumnMenu()
{
    Menu menu(tr("Columns"), this);
    menu.setStaysOpen(true);
    const auto isFurther = [](const LeadField &field) { return field.isFact && !isDesigned(field.key); };
    constexpr qsizetype mostUnsearched = 16; // with those of the design as many as a small window shows
    if (std::ranges::count_if(m_fields.all(), isFurther) > mostUnsearched) {
        new MenuSearch(menu);
    }
    const auto addEntry = [this](QMenu *into, const QString &key, const QString &label) {
        const int column = m_model->columnOf(key);
        QAction *entry =
            into->addAction(captionOf(label), this, [this, key](bool shownNow) { showColumn(key, shownNow); });
        entry->setCheckable(true);
        entry->setChecked(column >= 0 && m_table->columns()->isWanted(column));
    };
    for (int column = LeadTableModel::Company; column < LeadTableModel::ColumnCount; ++column) {
        addEntry(&menu, m_model->keyOf(column),
                 m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
    }
    menu.addSeparator();
    bool own = false;
    for (const LeadField &field : m_fields.all()) {
        if (isFurther(field)) {
            if (!own && field.key.startsWith(LeadFields::customPrefix())) {
                own = true;
                menu.addSeparator();
            }
            addEntry(&menu, field.key, field.label);
        }
    }
    menu.addSeparator();
    QAction *reset = menu.addAction(tr("As at first"), this, [this] {
        applyColumns({});
        search();
    });
    const auto renewReset = [this, reset] { reset->setEnabled(!m_table->columns()->isAsDesigned()); };
    renewReset();
    connect(&menu, &QMenu::triggered, reset, renewReset);
    menu.exec(m_columns->mapToGlobal(QPoint(0, m_columns->height() + 4)));
}

void LeadsPage::openHeaderMenu(const QPoint &position)
{
    const int column = m_table->header()->logicalIndexAt(position);
    if (column <= LeadTableModel::Box) {
        return;
    }
    Menu menu(tr("Column"), this);
    if (const std::optional<LeadSortKey> own = m_model->sortOf(column)) {
        const auto sortBy = [this, own](Qt::SortOrder order, bool add) {
            LeadSortKey key = *own;
            key.order = order;
            QList<LeadSortKey> keys = add ? m_query.sortKeys() : QList<LeadSortKey>();
            keys.removeIf([&](const LeadSortKey &one) { return one.sameColumn(key); });
            setSort(keys << key);
        };
        connect(menu.addEntry(Icon::ArrowUp, tr("Sort, first to last")), &QAction::triggered, this,
                [sortBy] { sortBy(Qt::AscendingOrder, false); });
        connect(menu.addEntry(Icon::ArrowDown, tr("Sort, last to first")), &QAction::triggered, this,
                [sortBy] { sortBy(Qt::DescendingOrder, false); });
        connect(menu.addEntry(Icon::ArrowUpDown, tr("Then sort by this")), &QAction::triggered, this,
                [sortBy, own] { sortBy(own->order, true); });
        menu.addSeparator();
    }
    connect(menu.addEntry(Icon::ArrowLeft, tr("Move left")), &QAction::triggered, this,
            [this, column] { m_table->columns()->move(column, -1); });
    connect(menu.addEntry(Icon::ArrowRight, tr("Move right")), &QAction::triggered, this,
            [this, column] { m_table->columns()->move(column, 1); });
    connect(menu.addEntry(Icon::RotateCcw, tr("Usual width")), &QAction::triggered, this,
            [this, column] { m_table->columns()->resetWidth(column); });
    if (column != LeadTableModel::Name) {
        connect(menu.addEntry(Icon::EyeOff, tr("Hide this column")), &QAction::triggered, this,
                [this, key = m_model->keyOf(column)] { showColumn(key, false); });
    }
    menu.addSeparator();
    connect(menu.addEntry(Icon::Columns, tr("Columns…")), &QAction::triggered, this, &LeadsPage::openColumnMenu);
    menu.exec(m_table->header()->mapToGlobal(position));
}

} // namespace AlwaysLeads
