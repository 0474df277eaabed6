#include "lead/PastImportModels.h"

#include "lead/LeadWords.h"

namespace AlwaysLeads {

namespace {

constexpr int rowsAtOnce = 200;

bool asksForWords(int role)
{
    return role == Qt::DisplayRole || role == Qt::AccessibleTextRole;
}

} // namespace

QString whyNobodyOf(const PastImport &past)
{
    if (past.undoneAt.isValid()) {
        return PastImportsModel::tr("This import was undone, so nobody is there by it.");
    }
    return past.leavesTrace ? QString() : PastImportsModel::tr("This import brought nobody and changed nobody.");
}

PastImportsModel::PastImportsModel(std::function<QDateTime()> now, QObject *parent)
    : QAbstractTableModel(parent)
    , m_now(std::move(now))
{
}

void PastImportsModel::show(const QList<PastImport> &imports)
{
    beginResetModel();
    m_imports = imports;
    endResetModel();
}

int PastImportsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_imports.size());
}

int PastImportsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PastImportsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_imports.size() || !asksForWords(role)) {
        return {};
    }
    const PastImport &import = m_imports.at(index.row());
    const QString state = import.undoneAt.isValid() ? tr("Undone") : QString();
    if (role == Qt::AccessibleTextRole && index.column() == When) {
        return tr("%1, %2: %3 new, %4 merged, %5 refused. %6")
            .arg(import.file, LeadWords::ago(import.startedAt, m_now()), LeadWords::number(import.counts.added),
                 LeadWords::number(import.counts.merged), LeadWords::number(import.counts.refused), state)
            .trimmed();
    }
    switch (index.column()) {
    case When:
        return LeadWords::ago(import.startedAt, m_now());
    case File:
        return import.file;
    case Added:
        return LeadWords::number(import.counts.added);
    case Merged:
        return LeadWords::number(import.counts.merged);
    case Refused:
        return LeadWords::number(import.counts.refused);
    default:
        return state;
    }
}

QVariant PastImportsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || !asksForWords(role)) {
        return {};
    }
    switch (section) {
    case When:
        return tr("When");
    case File:
        return tr("File");
    case Added:
        return tr("New");
    case Merged:
        return tr("Merged");
    case Refused:
        return tr("Refused");
    default:
        return QString();
    }
}

PastRowsModel::PastRowsModel(LeadImport &import, QObject *parent)
    : QAbstractTableModel(parent)
    , m_import(import)
{
}

void PastRowsModel::show(ImportId id, std::optional<ImportFate> only, bool undone)
{
    beginResetModel();
    m_id = id;
    m_only = only;
    m_undone = undone;
    m_rows.clear();
    m_isAll = false;
    m_isReading = false;
    ++m_generation;
    endResetModel();
    fetchMore({});
}

bool PastRowsModel::hasPerson(int row) const
{
    const ImportedRow shown = m_rows.value(row);
    return !shown.name.isEmpty() || !shown.email.isEmpty();
}

/// What the file's row said is not kept, only whom it became: without them a word says why nobody stands here.
QString PastRowsModel::whoOf(const ImportedRow &row) const
{
    if (!row.name.isEmpty() || !row.email.isEmpty()) {
        return row.name.isEmpty() ? row.email : row.name;
    }
    if (!row.lead.isNull()) {
        return tr("Without a name");
    }
    return row.fate == ImportFate::Refused ? tr("Nobody") : m_undone ? tr("Taken back") : tr("Gone for good");
}

bool PastRowsModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_isAll && !m_isReading;
}

void PastRowsModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent)) {
        return;
    }
    m_isReading = true;
    whenDone(m_import.pastRows(m_id, m_only, m_rows.isEmpty() ? -1 : m_rows.last().number, rowsAtOnce), this,
             [this, generation = m_generation](const Result<QList<ImportedRow>> &rows) {
                 if (generation != m_generation) {
                     return;
                 }
                 m_isReading = false;
                 m_isAll = !rows || rows->size() < rowsAtOnce;
                 if (!rows) {
                     Q_EMIT failed(rows.error());
                 } else if (!rows->isEmpty()) {
                     beginInsertRows({}, int(m_rows.size()), int(m_rows.size() + rows->size()) - 1);
                     m_rows += *rows;
                     endInsertRows();
                 }
             });
}

int PastRowsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int PastRowsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PastRowsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size() || !asksForWords(role)) {
        return {};
    }
    const ImportedRow &row = m_rows.at(index.row());
    if (role == Qt::AccessibleTextRole && index.column() == Number) {
        QStringList words = {tr("Row %1").arg(QString::number(row.number)), whoOf(row), outcomeOf(row), row.reason};
        words.removeAll(QString());
        return words.join(tr(", "));
    }
    switch (index.column()) {
    case Number:
        return QString::number(row.number);
    case Who:
        return whoOf(row);
    case Outcome:
        return outcomeOf(row);
    default:
        return row.reason;
    }
}

QVariant PastRowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || !asksForWords(role)) {
        return {};
    }
    switch (section) {
    case Number:
        return tr("Row");
    case Who:
        return tr("Person");
    case Outcome:
        return tr("Became");
    default:
        return tr("Why");
    }
}

} // namespace AlwaysLeads
