#pragma once

#include "lead/LeadSearch.h"
#include "lead/SavedView.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QSet>

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace AlwaysLeads {

/// The people a search found, in its order: all ids, but only the rows that are on screen. Rows come by the page of
/// 200; one that is on its way has no LeadRole yet and is painted as a skeleton. After the columns of the design come
/// those that a view adds.
class LeadTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    /// The title has a column only where rows are compact; else it stands below the name.
    enum Column { Box, Name, Title, Company, Email, Score, Status, LastTouch, Tags, ColumnCount };
    enum Role { LeadRole = Qt::UserRole + 1, TitleRole };

    /// `now` says what "2 h ago" is counted from.
    LeadTableModel(LeadSearch &search, std::function<QDateTime()> now, QObject *parent = nullptr);
    ~LeadTableModel() override;

    /// Replaces everything; `firstRows` belong to the first ids, so that the first screenful is never blank.
    void show(std::vector<LeadId> ids, const QList<LeadSummary> &firstRows);
    /// The rest of a list of which the first rows are shown; false when these people do not begin with those.
    bool extend(const std::vector<LeadId> &ids);
    /// The same people in the same order, but what is known of them may have changed.
    void readAgain(const QList<LeadSummary> &rows);
    /// What the header of the names says: whether titles stand below them.
    void setTitlesApart(bool apart);
    /// Fields shown after the design's columns; false when they are these already.
    bool setFurther(const QList<LeadField> &fields);
    QStringList furtherKeys() const;
    /// Further columns of numbers stand at the end of their cells, digit below digit.
    bool isNumber(int column) const;
    /// Reads what is about to come into view.
    void prefetch(int firstRow, int lastRow) const;
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
    /// The column's sort, best first where that is usual; nothing for those that have none.
    std::optional<LeadSortKey> sortOf(int column) const;
    /// -1 when no column shows it.
    int columnOf(const LeadSortKey &key) const;
    /// The field a column shows; empty for the boxes.
    QString keyOf(int column) const;
    int columnOf(const QString &key) const;

Q_SIGNALS:
    void failed(const AlwaysLeads::Error &error);

private:
    using Rows = QHash<LeadId, LeadSummary>;
    void fetch(int page) const;
    QString text(const LeadSummary &lead, int column) const;
    void keepFirst(const QList<LeadSummary> &rows);

    LeadSearch &m_search;
    std::function<QDateTime()> m_now;
    std::vector<LeadId> m_ids;
    QList<LeadField> m_further;
    Rows m_first; ///< came with the ids
    mutable QCache<int, Rows> m_pages;
    mutable QSet<int> m_coming;
    std::stop_source m_stop;
    int m_generation = 0;
    bool m_titlesApart = false;
};

} // namespace AlwaysLeads

Q_DECLARE_METATYPE(AlwaysLeads::LeadSummary)
