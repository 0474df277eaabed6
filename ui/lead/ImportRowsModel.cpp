#include "lead/ImportRowsModel.h"

#include "lead/LeadImport.h"

#include <limits>

namespace AlwaysLeads {

namespace {
constexpr int pageSize = 100;
constexpr int pagesKept = 20;
constexpr int mostNoted = 10'000;
} // namespace

ImportRowsModel::ImportRowsModel(LeadImport &import, QObject *parent)
    : QAbstractTableModel(parent)
    , m_import(import)
    , m_pages(pagesKept)
{
}

ImportRowsModel::~ImportRowsModel()
{
    m_stop.request_stop();
}

void ImportRowsModel::show(const ImportPlan &plan, const ImportPreview &preview, std::optional<ImportFate> only)
{
    m_stop.request_stop();
    m_stop = std::stop_source();
    beginResetModel();
    ++m_generation;
    m_plan = plan;
    m_preview = preview;
    m_only = only;
    m_noted.reset();
    m_pages.clear();
    m_coming.clear();
    const ImportCounts &counts = preview.counts;
    const qint64 count = !only       ? counts.rows()
        : *only == ImportFate::New   ? counts.added
        : *only == ImportFate::Merge ? counts.merged
                                     : counts.refused;
    m_count = int(std::min<qint64>(count, std::numeric_limits<int>::max()));
    endResetModel();
}

void ImportRowsModel::renew(const ImportPlan &plan)
{
    m_stop.request_stop();
    m_stop = std::stop_source();
    ++m_generation;
    m_plan = plan;
    m_pages.clear();
    m_coming.clear();
    if (m_count > 0) {
        Q_EMIT dataChanged(index(0, 0), index(m_count - 1, ColumnCount - 1));
    }
}

void ImportRowsModel::clear()
{
    show({}, {}, {});
}

void ImportRowsModel::showNoted(ImportId import)
{
    m_stop.request_stop();
    const int generation = ++m_generation;
    whenDone(m_import.pastRows(import, m_only, -1, mostNoted), this,
             [this, generation](const Result<QList<ImportedRow>> &rows) {
                 if (generation != m_generation) {
                     return;
                 }
                 if (!rows) {
                     Q_EMIT failed(rows.error());
                     return;
                 }
                 beginResetModel();
                 m_noted.emplace();
                 for (const ImportedRow &row : *rows) {
                     ImportPreviewRow noted;
                     noted.number = row.number;
                     noted.name = row.name;
                     noted.email = row.email;
                     noted.fate = row.fate;
                     noted.sentence = row.reason.isEmpty() ? outcomeOf(row) : row.reason;
                     m_noted->append(noted);
                 }
                 m_count = int(m_noted->size());
                 endResetModel();
             });
}

const ImportPreviewRow *ImportRowsModel::rowAt(int row) const
{
    if (row < 0 || row >= m_count) {
        return nullptr;
    }
    if (m_noted) {
        return &m_noted->at(row);
    }
    const QList<ImportPreviewRow> *rows = m_pages.object(row / pageSize);
    if (rows == nullptr) {
        fetch(row / pageSize);
        return nullptr;
    }
    const int at = row % pageSize;
    return at < rows->size() ? &rows->at(at) : nullptr;
}

void ImportRowsModel::fetch(int page) const
{
    if (m_coming.contains(page)) {
        return;
    }
    m_coming.insert(page);
    auto *self = const_cast<ImportRowsModel *>(this); // a cache behind a constant model
    const int count = std::min(pageSize, m_count - page * pageSize);
    whenDone(m_import.rows(m_plan, m_preview, m_only, qint64(page) * pageSize, count, m_stop.get_token()), self,
             [self, page, generation = m_generation](Result<QList<ImportPreviewRow>> rows) {
                 if (generation != self->m_generation) {
                     return;
                 }
                 self->m_coming.remove(page);
                 if (!rows && rows.error().kind != ErrorKind::Cancelled) {
                     Q_EMIT self->failed(rows.error());
                 }
                 self->m_pages.insert(page, new QList<ImportPreviewRow>(rows ? *rows : QList<ImportPreviewRow>()));
                 const int last = std::min(self->m_count, (page + 1) * pageSize) - 1;
                 Q_EMIT self->dataChanged(self->index(page * pageSize, 0), self->index(last, ColumnCount - 1));
             });
}

int ImportRowsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_count;
}

int ImportRowsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ImportRowsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != RowRole && role != Qt::AccessibleTextRole)) {
        return {};
    }
    const ImportPreviewRow *row = rowAt(index.row());
    if (row == nullptr) {
        return {};
    }
    if (role == RowRole) {
        return QVariant::fromValue(*row);
    }
    if (role == Qt::AccessibleTextRole && index.column() == Number) {
        return tr("Row %1, %2, %3, %4").arg(QString::number(row->number), row->name, row->email, row->sentence);
    }
    switch (index.column()) {
    case Number:
        return QString::number(row->number);
    case Name:
        return row->name;
    case Email:
        return row->email;
    case Company:
        return row->company;
    case Happens:
        return row->sentence;
    default:
        return {};
    }
}

QVariant ImportRowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)) {
        return {};
    }
    switch (section) {
    case Number:
        return tr("Row");
    case Name:
        return tr("Name");
    case Email:
        return tr("Email");
    case Company:
        return tr("Company");
    case Happens:
        return m_done ? tr("What happened") : tr("What will happen");
    default:
        return {};
    }
}

} // namespace AlwaysLeads
