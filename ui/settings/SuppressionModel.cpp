#include "settings/SuppressionModel.h"

#include <QLocale>

#include <algorithm>
#include <limits>

namespace AlwaysLeads {

namespace {
constexpr int pageSize = 200;
constexpr int pagesKept = 20;
} // namespace

SuppressionModel::SuppressionModel(Suppression &suppression, QObject *parent)
    : QAbstractTableModel(parent)
    , m_suppression(suppression)
    , m_pages(pagesKept)
{
}

SuppressionModel::~SuppressionModel()
{
    m_stop.request_stop();
}

void SuppressionModel::read(const QString &search)
{
    m_stop.request_stop();
    m_stop = std::stop_source();
    ++m_generation;
    m_search = search;
    m_coming.clear();
    fetch(0);
}

const SuppressionEntry *SuppressionModel::entry(int row) const
{
    if (row < 0 || row >= rowCount()) {
        return nullptr;
    }
    const QList<SuppressionEntry> *page = m_pages.object(row / pageSize);
    if (page == nullptr) {
        fetch(row / pageSize);
        return nullptr;
    }
    return row % pageSize < page->size() ? &page->at(row % pageSize) : nullptr;
}

void SuppressionModel::fetch(int page) const
{
    if (m_coming.contains(page)) {
        return;
    }
    m_coming.insert(page);
    auto *self = const_cast<SuppressionModel *>(this); // a cache behind a constant model
    whenDone(m_suppression.page(m_search, qint64(page) * pageSize, pageSize, m_stop.get_token()), self,
             [self, page, generation = m_generation](const Result<SuppressionPage> &read) {
                 if (generation != self->m_generation) {
                     return;
                 }
                 self->m_coming.remove(page);
                 if (read) {
                     self->take(page, *read);
                 } else if (read.error().kind != ErrorKind::Cancelled) {
                     self->m_pages.insert(page, new QList<SuppressionEntry>); // or every repaint would ask again
                     Q_EMIT self->failed(read.error());
                 }
             });
}

void SuppressionModel::take(int page, const SuppressionPage &read)
{
    if (page == 0) { // of a new reading: everything else is of before
        beginResetModel();
        m_pages.clear();
        m_total = std::min<qint64>(read.total, std::numeric_limits<int>::max());
        m_pages.insert(0, new QList<SuppressionEntry>(read.entries));
        endResetModel();
    } else {
        m_pages.insert(page, new QList<SuppressionEntry>(read.entries));
        Q_EMIT dataChanged(index(page * pageSize, 0),
                           index(std::min(rowCount(), (page + 1) * pageSize) - 1, ColumnCount - 1));
    }
    Q_EMIT loaded();
}

int SuppressionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || m_total < 0 ? 0 : int(m_total);
}

int SuppressionModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString SuppressionModel::shown(SuppressionEntry::Kind kind)
{
    switch (kind) {
    case SuppressionEntry::Kind::Address:
        return tr("Address");
    case SuppressionEntry::Kind::Domain:
        return tr("Domain");
    case SuppressionEntry::Kind::Pattern:
        break;
    }
    return tr("Pattern");
}

QString SuppressionModel::shown(SuppressionReason reason)
{
    switch (reason) {
    case SuppressionReason::OptedOut:
        return tr("Opted out");
    case SuppressionReason::Bounced:
        return tr("Does not exist");
    case SuppressionReason::Complaint:
        return tr("Complained");
    case SuppressionReason::ByHand:
        break;
    }
    return tr("Blocked by you");
}

QString SuppressionModel::text(const SuppressionEntry &entry, int column) const
{
    switch (column) {
    case When:
        return QLocale().toString(entry.addedAt.toLocalTime().date(), QStringLiteral("d MMM yyyy"));
    case Who:
        return entry.shown;
    case KindColumn:
        return shown(entry.kind);
    case Why:
        return shown(entry.reason);
    case Detail:
        return entry.detail;
    default:
        return {};
    }
}

QVariant SuppressionModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)) {
        return {};
    }
    const SuppressionEntry *row = entry(index.row());
    if (row == nullptr) {
        return role == Qt::AccessibleTextRole ? QVariant(tr("Loading")) : QVariant();
    }
    if (role == Qt::AccessibleTextRole && index.column() == When) {
        return QStringLiteral("%1, %2, %3, %4").arg(row->shown, shown(row->kind), shown(row->reason), text(*row, When));
    }
    if (role == Qt::AccessibleTextRole && index.column() == More) {
        return tr("More for %1").arg(row->shown);
    }
    return text(*row, index.column());
}

QVariant SuppressionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)) {
        return {};
    }
    switch (section) {
    case When:
        return tr("Since");
    case Who:
        return tr("Who");
    case KindColumn:
        return tr("Kind");
    case Why:
        return tr("Why");
    case Detail:
        return tr("Detail");
    default:
        return {};
    }
}

} // namespace AlwaysLeads
