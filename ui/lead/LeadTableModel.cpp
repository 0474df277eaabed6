#include "lead/LeadTableModel.h"

#include "lead/LeadWords.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {
constexpr int pageSize = 200;
constexpr int pagesKept = 20;
} // namespace

LeadTableModel::LeadTableModel(LeadSearch &search, QObject *parent)
    : QAbstractTableModel(parent)
    , m_search(search)
    , m_pages(pagesKept)
{
}

LeadTableModel::~LeadTableModel()
{
    m_stop.request_stop();
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
    if (!firstRows.isEmpty()) {
        auto *first = new Rows;
        for (const LeadSummary &lead : firstRows) {
            first->insert(lead.id, lead);
        }
        m_pages.insert(0, first);
    }
    m_firstIsPart = firstRows.size() < pageSize;
    endResetModel();
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
        if (found != rows->constEnd()) {
            return &*found;
        }
        if (page != 0 || !m_firstIsPart) {
            return nullptr; // gone since
        }
    }
    fetch(page);
    return nullptr;
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
    whenDone(m_search.rows({begin, end}, m_stop.get_token()), self,
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
                 Q_EMIT self->dataChanged(self->index(page * pageSize, 0), self->index(last, ColumnCount - 1));
             });
}

int LeadTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_ids.size());
}

int LeadTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LeadTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    if (role != Qt::DisplayRole && role != LeadRole && role != Qt::AccessibleTextRole) {
        return {};
    }
    const LeadSummary *lead = leadAt(index.row());
    if (lead == nullptr) {
        return role == Qt::AccessibleTextRole ? QVariant(tr("Loading")) : QVariant();
    }
    switch (role) {
    case LeadRole:
        return QVariant::fromValue(*lead);
    case Qt::AccessibleTextRole:
        return index.column() == Name ? LeadWords::spoken(*lead, QDateTime::currentDateTimeUtc())
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
    case Company:
        return lead.company;
    case Email:
        return lead.email;
    case Score:
        return lead.score ? QString::number(*lead.score) : QString();
    case Status:
        return shown(lead.status);
    case LastTouch:
        return LeadWords::ago(lead.touchedAt, QDateTime::currentDateTimeUtc());
    case Tags:
        return lead.tags.join(QStringLiteral(", "));
    default:
        return {};
    }
}

QVariant LeadTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)) {
        return {};
    }
    switch (section) {
    case Box:
        return role == Qt::AccessibleTextRole ? tr("Select") : QString();
    case Name:
        return tr("Name and title");
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
        return {};
    }
}

std::optional<LeadSort> LeadTableModel::sortOf(int column)
{
    switch (column) {
    case Name:
        return LeadSort::Name;
    case Company:
        return LeadSort::Company;
    case Email:
        return LeadSort::Email;
    case Score:
        return LeadSort::Score;
    case Status:
        return LeadSort::Status;
    case LastTouch:
        return LeadSort::LastTouch;
    default:
        return {};
    }
}

int LeadTableModel::columnOf(LeadSort sort)
{
    for (int column = Name; column < ColumnCount; ++column) {
        if (sortOf(column) == sort) {
            return column;
        }
    }
    return -1;
}

} // namespace AlwaysLeads
