#pragma once

#include "lead/LeadImport.h"

#include <QAbstractTableModel>

#include <functional>

namespace AlwaysLeads {

/// Why an import has nobody to show; empty where it has.
QString whyNobodyOf(const PastImport &past);

/// The imports there were, newest first.
class PastImportsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { When, File, Added, Merged, Refused, State, ColumnCount };

    /// `now` says what "2 h ago" is counted from.
    explicit PastImportsModel(std::function<QDateTime()> now, QObject *parent = nullptr);

    void show(const QList<PastImport> &imports);
    const PastImport &importAt(int row) const { return m_imports.at(row); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::function<QDateTime()> m_now;
    QList<PastImport> m_imports;
};

/// What one of them did with the rows of its file, read as far as one scrolls.
class PastRowsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Number, Who, Outcome, Reason, ColumnCount };

    explicit PastRowsModel(LeadImport &import, QObject *parent = nullptr);

    /// `undone`: who is gone was taken back with it.
    void show(ImportId id, std::optional<ImportFate> only, bool undone = false);
    /// Whom the row became; null where nobody is there.
    LeadId leadAt(int row) const { return m_rows.value(row).lead; }
    /// Whether the row has a name or an address to show; else its word says why there is none.
    bool hasPerson(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    void failed(const AlwaysLeads::Error &error);

private:
    QString whoOf(const ImportedRow &row) const;

    LeadImport &m_import;
    ImportId m_id;
    std::optional<ImportFate> m_only;
    bool m_undone = false;
    QList<ImportedRow> m_rows;
    bool m_isAll = true;
    bool m_isReading = false;
    int m_generation = 0;
};

} // namespace AlwaysLeads
