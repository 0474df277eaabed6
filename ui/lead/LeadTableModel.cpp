#include "lead/LeadTableModel.h"

#include "lead/LeadWords.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {
constexpr int pageSize = 200;
constexpr int pagesKept = 40;

constexpr std::pair<LeadTableModel::Column, const char *> columnKeys[] = {
    {LeadTableModel::Name, "name"},         {LeadTableModel::Title, "title"}, {LeadTableModel::Company, "company"},
    {LeadTableModel::Email, "email"},       {LeadTableModel::Score, "score"}, {LeadTableModel::Status, "status"},
    {LeadTableModel::LastTouch, "touched"}, {LeadTableModel::Tags, "tags"},
};
} // namespace

LeadTableModel::LeadTableModel(LeadSearch &search, std::function<QDateTime()> now, QObject *parent)
    : QAbstractTableModel(parent)
    , m_search(search)
    , m_now(std::move(now))
    , m_pages(pagesKept)
{
}

LeadTableModel::~LeadTableModel()
{
    m_stop.request_stop();
}

void LeadTableModel::keepFirst(const QList<LeadSummary> &rows)
{
    m_first.clear();
    for (const LeadSummary &lead : rows) {
        m_first.insert(lead.id, lead);
    }
}

void LeadTableModel::show(std::vector<LeadId> ids, const QList<LeadSummary> &firstRows)
{
    m_stop.request_stop();
    m_stop = std::stop_source();
    beginResetModel();
    ++m_generation;
    m_ids = std::move(ids);
    m_pages.clear();
    m_coming.clear();
    keepFirst(firstRows);
    endResetModel();
}

bool LeadTableModel::extend(const std::vector<LeadId> &ids)
{
    if (ids.size() < m_ids.size() || !std::equal(m_ids.begin(), m_ids.end(), ids.begin())) {
        return false;
    }
    if (ids.size() > m_ids.size()) {
        beginInsertRows({}, int(m_ids.size()), int(ids.size()) - 1);
        m_ids = ids;
        // The last page may have been cut short; also one that the view asked for in beginInsertRows().
        m_pages.clear();
        m_coming.clear();
        ++m_generation;
        endInsertRows();
    }
    return true;
}

void LeadTableModel::readAgain(const QList<LeadSummary> &rows)
{
    ++m_generation;
    m_pages.clear();
    m_coming.clear();
    keepFirst(rows);
    if (!m_ids.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(int(m_ids.size()) - 1, columnCount() - 1));
    }
}

void LeadTableModel::setTitlesApart(bool apart)
{
    if (m_titlesApart != apart) {
        m_titlesApart = apart;
        Q_EMIT headerDataChanged(Qt::Horizontal, Name, Title);
    }
}

bool LeadTableModel::setFurther(const QList<LeadField> &fields)
{
    if (fields == m_further) {
        return false;
    }
    m_stop.request_stop();
    m_stop = std::stop_source();
    beginResetModel();
    ++m_generation;
    m_further = fields;
    m_pages.clear();
    m_coming.clear();
    endResetModel();
    return true;
}

QStringList LeadTableModel::furtherKeys() const
{
    QStringList keys;
    for (const LeadField &field : m_further) {
        keys << field.key;
    }
    return keys;
}

void LeadTableModel::prefetch(int firstRow, int lastRow) const
{
    const int lastPage = (int(m_ids.size()) - 1) / pageSize;
    for (int page = std::max(0, firstRow / pageSize); page <= std::min(lastPage, lastRow / pageSize); ++page) {
        if (!m_pages.contains(page)) {
            fetch(page);
        }
    }
}

LeadId LeadTableModel::idAt(int row) const
{
    return row >= 0 && row < int(m_ids.size()) ? m_ids[size_t(row)] : LeadId();
}

int LeadTableModel::rowOf(LeadId id) const
{
    const auto found = std::ranges::find(m_ids, id);
    return found == m_ids.end() ? -1 : int(found - m_ids.begin());
}

const LeadSummary *LeadTableModel::leadAt(int row) const
{
    if (row < 0 || row >= int(m_ids.size())) {
        return nullptr;
    }
    const int page = row / pageSize;
    if (const Rows *rows = m_pages.object(page)) {
        const auto found = rows->constFind(m_ids[size_t(row)]);
        return found == rows->constEnd() ? nullptr : &*found;
    }
    fetch(page);
    const auto first = m_first.constFind(m_ids[size_t(row)]);
    return first == m_first.constEnd() ? nullptr : &*first;
}

void LeadTableModel::fetch(int page) const
{
    if (m_coming.contains(page)) {
        return;
    }
    m_coming.insert(page);
    const auto begin = m_ids.begin() + std::ptrdiff_t(page) * pageSize;
    const auto end = m_ids.end() - begin > pageSize ? begin + pageSize : m_ids.end();
    auto *self = const_cast<LeadTableModel *>(this); // a cache behind a constant model
    whenDone(m_search.rows({begin, end}, m_stop.get_token(), furtherKeys()), self,
             [self, page, generation = m_generation](Result<QList<LeadSummary>> rows) {
                 if (generation != self->m_generation) {
                     return;
                 }
                 self->m_coming.remove(page);
                 if (!rows) {
                     if (rows.error().kind != ErrorKind::Cancelled) {
                         self->m_pages.insert(page, new Rows); // or every repaint would ask again
                         Q_EMIT self->failed(rows.error());
                     }
                     return;
                 }
                 auto *kept = new Rows;
                 for (const LeadSummary &lead : std::as_const(*rows)) {
                     kept->insert(lead.id, lead);
                 }
                 self->m_pages.insert(page, kept);
                 const int last = std::min(int(self->m_ids.size()), (page + 1) * pageSize) - 1;
                 Q_EMIT self->dataChanged(self->index(page * pageSize, 0), self->index(last, self->columnCount() - 1));
             });
}

int LeadTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_ids.size());
}

int LeadTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount + int(m_further.size());
}

QVariant LeadTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    if (role != Qt::DisplayRole && role != LeadRole && role != TitleRole && role != Qt::AccessibleTextRole) {
        return {};
    }
    const LeadSummary *lead = leadAt(index.row());
    if (lead == nullptr) {
        return role == Qt::AccessibleTextRole ? QVariant(tr("Loading")) : QVariant();
    }
    switch (role) {
    case LeadRole:
        return QVariant::fromValue(*lead);
    case TitleRole:
        return LeadWords::titleOf(*lead, m_now());
    case Qt::AccessibleTextRole:
        return index.column() == Name                              ? LeadWords::spoken(*lead, m_now())
            : index.column() == Title && lead->deletedAt.isValid() ? LeadWords::titleOf(*lead, m_now())
            : index.column() == Score && lead->scoreByHand         ? tr("%1, set by hand").arg(*lead->score)
                                                                   : text(*lead, index.column());
    default:
        return text(*lead, index.column());
    }
}

QString LeadTableModel::text(const LeadSummary &lead, int column) const
{
    switch (column) {
    case Name:
        return LeadWords::nameOf(lead);
    case Title:
        return lead.title;
    case Company:
        return lead.company;
    case Email:
        return lead.email;
    case Score:
        return lead.score ? QString::number(*lead.score) : QString();
    case Status:
        return shown(lead.status);
    case LastTouch:
        return LeadWords::ago(lead.touchedAt, m_now());
    case Tags:
        return lead.tags.join(QStringLiteral(", "));
    default:
        break;
    }
    if (column < ColumnCount || column >= columnCount()) {
        return {};
    }
    const LeadField &field = m_further.at(column - ColumnCount);
    return LeadWords::value(field, lead.fields.value(field.key));
}

bool LeadTableModel::isNumber(int column) const
{
    return column >= ColumnCount && column < columnCount()
        && m_further.at(column - ColumnCount).kind == LeadFieldKind::Number;
}

QVariant LeadTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && isNumber(section)) {
        return int(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)) {
        return {};
    }
    switch (section) {
    case Box:
        return role == Qt::AccessibleTextRole ? tr("Select") : QString();
    case Name:
        return m_titlesApart ? tr("Name") : tr("Name and title");
    case Title:
        return tr("Title");
    case Company:
        return tr("Company");
    case Email:
        return tr("Email");
    case Score:
        return tr("Score");
    case Status:
        return tr("Status");
    case LastTouch:
        return tr("Last touch");
    case Tags:
        return tr("Tags");
    default:
        return section >= ColumnCount && section < columnCount() ? m_further.at(section - ColumnCount).label
                                                                 : QString();
    }
}

std::optional<LeadSortKey> LeadTableModel::sortOf(int column) const
{
    switch (column) {
    case Name:
        return LeadSortKey{LeadSort::Name, Qt::AscendingOrder, {}};
    case Title:
        return LeadSortKey{LeadSort::Field, Qt::AscendingOrder, QStringLiteral("title")};
    case Company:
        return LeadSortKey{LeadSort::Company, Qt::AscendingOrder, {}};
    case Email:
        return LeadSortKey{LeadSort::Email, Qt::AscendingOrder, {}};
    case Score:
        return LeadSortKey{LeadSort::Score, Qt::DescendingOrder, {}};
    case Status:
        return LeadSortKey{LeadSort::Status, Qt::AscendingOrder, {}};
    case LastTouch:
        return LeadSortKey{LeadSort::LastTouch, Qt::DescendingOrder, {}};
    default:
        break;
    }
    if (column < ColumnCount || column >= columnCount()) {
        return {};
    }
    const LeadField &field = m_further.at(column - ColumnCount);
    if (field.key == QLatin1String("created")) {
        return LeadSortKey{LeadSort::Created, Qt::DescendingOrder, {}};
    }
    const bool best = field.kind == LeadFieldKind::Number || field.kind == LeadFieldKind::Date;
    return LeadSortKey{LeadSort::Field, best ? Qt::DescendingOrder : Qt::AscendingOrder, field.key};
}

int LeadTableModel::columnOf(const LeadSortKey &key) const
{
    for (int column = Name; column < columnCount(); ++column) {
        const std::optional<LeadSortKey> own = sortOf(column);
        if (own && own->sameColumn(key)) {
            return column;
        }
    }
    return -1;
}

QString LeadTableModel::keyOf(int column) const
{
    for (const auto &[known, key] : columnKeys) {
        if (known == column) {
            return QString::fromLatin1(key);
        }
    }
    return column >= ColumnCount && column < columnCount() ? m_further.at(column - ColumnCount).key : QString();
}

int LeadTableModel::columnOf(const QString &key) const
{
    for (int column = Name; column < columnCount(); ++column) {
        if (keyOf(column) == key) {
            return column;
        }
    }
    return -1;
}

} // namespace AlwaysLeads
