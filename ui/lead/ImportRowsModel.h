#pragma once

#include "lead/ImportPlan.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QSet>

#include <optional>
#include <stop_token>

namespace AlwaysLeads {

class LeadImport;

/// The rows of a file and what will happen to each, all or those of one fate. They are read by the page, from the file.
class ImportRowsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Number, Name, Email, Company, Happens, ColumnCount };
    enum Role { RowRole = Qt::UserRole + 1 };

    explicit ImportRowsModel(LeadImport &import, QObject *parent = nullptr);
    ~ImportRowsModel() override;

    void show(const ImportPlan &plan, const ImportPreview &preview, std::optional<ImportFate> only);
    /// The same rows under a plan whose decisions are others.
    void renew(const ImportPlan &plan);
    void clear();
    /// What a finished import noted of the same rows: their file is gone, or another one by now.
    void showNoted(ImportId import);
    /// What would happen has happened.
    void setDone() { m_done = true; }
    /// Null while it is on its way.
    const ImportPreviewRow *rowAt(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void failed(const AlwaysLeads::Error &error);

private:
    void fetch(int page) const;

    LeadImport &m_import;
    ImportPlan m_plan;
    ImportPreview m_preview;
    std::optional<ImportFate> m_only;
    int m_count = 0;
    mutable QCache<int, QList<ImportPreviewRow>> m_pages;
    mutable QSet<int> m_coming;
    std::optional<QList<ImportPreviewRow>> m_noted;
    std::stop_source m_stop;
    int m_generation = 0;
    bool m_done = false;
};

} // namespace AlwaysLeads

Q_DECLARE_METATYPE(AlwaysLeads::ImportPreviewRow)
