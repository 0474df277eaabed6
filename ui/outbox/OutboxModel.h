#pragma once

#include "outbox/Outbox.h"

#include <QAbstractTableModel>
#include <QDateTime>
#include <QSet>

#include <functional>
#include <vector>

namespace AlwaysLeads {

/// The mails of one shelf, grouped by day. A group is a row of its own that only the first column fills.
class OutboxModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { TimeColumn, ToColumn, SubjectColumn, FromColumn, ReasonColumn, StateColumn, MoreColumn, ColumnCount };

    explicit OutboxModel(QObject *parent = nullptr);

    /// What "today" is; the computer's clock says so otherwise.
    void setNow(std::function<QDateTime()> now) { m_now = std::move(now); }

    /// Folded, for what waits: of a day with many mails only the first are rows, with a line behind them that unfolds
    /// the others. Whole, for what is settled.
    enum class Days { Whole, Folded };
    /// Keeps the model's identity of rows where nothing but values changed, so that the current row stays.
    void setRows(const QList<OutboxRow> &rows, Days days = Days::Whole);
    /// A row that stands for others: "12 more today, the last at about 17:06".
    bool isFold(int row) const;
    /// Shows the mails behind this line, from now on also when the rows change.
    void unfold(int row);
    /// Null for a group.
    const OutboxRow *row(const QModelIndex &index) const;
    bool isGroup(int row) const;
    /// "Today", "Tomorrow, Wednesday 25 November".
    QString groupTitle(int row) const;
    int groupCount(int row) const;
    QModelIndex indexOf(SendId id) const;
    /// The first mail at or after a row, else the last one before it; invalid when there is none.
    QModelIndex mailNear(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Line
    {
        OutboxRow row;
        QString group; ///< not empty: a group's title
        int count = 0; ///< of the group, or of the mails that are folded
        QString fold; ///< not empty: the words of a line that unfolds the group of this title
        bool isGroup() const { return !group.isEmpty() && fold.isEmpty(); }
        bool isMail() const { return group.isEmpty(); }
        bool sameAs(const Line &other) const
        {
            return group == other.group && row.id == other.row.id && fold.isEmpty() == other.fold.isEmpty();
        }
    };

    void addDay(const QString &title, QList<OutboxRow> rows, std::vector<Line> &lines) const;
    static QString foldWords(const QList<OutboxRow> &hidden, const QDate &today);

    QString spoken(const OutboxRow &row) const;

    std::function<QDateTime()> m_now = &QDateTime::currentDateTimeUtc;
    std::vector<Line> m_lines;
    QList<OutboxRow> m_rows;
    Days m_days = Days::Whole;
    QSet<QString> m_unfolded; ///< titles
};

/// "Today", "Yesterday", "Tomorrow, Wednesday 25 November", or the day with its name.
QString dayTitle(const QDate &day, const QDate &today);

} // namespace AlwaysLeads
