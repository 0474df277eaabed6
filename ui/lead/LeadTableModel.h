#pragma once

#include "lead/LeadSearch.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QSet>

#include <memory>
#include <stop_token>
#include <vector>

namespace AlwaysLeads {

/// The people a search found, in its order: all ids, but only the rows that are on screen. Rows come by the page of
/// 200; one that is on its way has no LeadRole yet and is painted as a skeleton.
class LeadTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Box, Name, Company, Email, Score, Status, LastTouch, Tags, ColumnCount };
    enum Role { LeadRole = Qt::UserRole + 1 };

    explicit LeadTableModel(LeadSearch &search, QObject *parent = nullptr);
    ~LeadTableModel() override;

    /// Replaces everything; `firstRows` belong to the first ids, so that the first screenful is never blank.
    void show(std::vector<LeadId> ids, const QList<LeadSummary> &firstRows);
    const std::vector<LeadId> &ids() const { return m_ids; }
    LeadId idAt(int row) const;
    /// -1 when the list does not have this person.
    int rowOf(LeadId id) const;
    /// Null while the row is on its way.
    const LeadSummary *leadAt(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// The column's sort; nothing for those that have none.
    static std::optional<LeadSort> sortOf(int column);
    static int columnOf(LeadSort sort);

Q_SIGNALS:
    void failed(const AlwaysLeads::Error &error);

private:
    using Rows = QHash<LeadId, LeadSummary>;
    void fetch(int page) const;
    QString text(const LeadSummary &lead, int column) const;

    LeadSearch &m_search;
    std::vector<LeadId> m_ids;
    mutable QCache<int, Rows> m_pages;
    mutable QSet<int> m_coming;
    std::stop_source m_stop;
    bool m_firstIsPart = false; ///< the first page holds the first screenful alone
    int m_generation = 0;
};

} // namespace AlwaysLeads

Q_DECLARE_METATYPE(AlwaysLeads::LeadSummary)
