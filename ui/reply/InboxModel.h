#pragma once

#include "reply/Reply.h"

#include <QAbstractListModel>

#include <functional>

namespace AlwaysLeads {

/// The replies of one shelf, newest first, as far as somebody scrolled. What comes, goes or changes does so row by row:
/// what is chosen and what is seen stay where they are.
class InboxModel : public QAbstractListModel
{
    Q_OBJECT
public:
    /// `now` says what today is, each time anew.
    explicit InboxModel(std::function<QDateTime()> now, QObject *parent = nullptr);

    /// What there is now, of as many as mostWanted() said.
    void setList(const InboxList &list);
    /// Another shelf: its beginning alone is wanted.
    void restart();
    /// As many are wanted as lie before this row, and a page after it.
    void wantUpTo(int row);
    int mostWanted() const { return m_most; }
    /// Null outside of it.
    const InboxRow *row(const QModelIndex &index) const;
    QModelIndex indexOf(ReplyId id) const;
    QDateTime now() const { return m_now(); }
    /// "08:31" today, "Mon" this week, else "20 Nov".
    static QString shortTime(const QDateTime &at, const QDateTime &now);
    /// "today 08:31", else "Mon 23 Nov, 09:14", with the year when it is another. Never with seconds.
    static QString moment(const QDateTime &at, const QDateTime &now);

    /// "08:31", as the locale writes it, without seconds.
    static QString hour(const QTime &time);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    /// mostWanted() is more now.
    void moreWanted();

private:
    void takeAwayAllBut(const QList<InboxRow> &rows);
    void change(int row, const InboxRow &to);

    std::function<QDateTime()> m_now;
    QList<InboxRow> m_rows;
    int m_most = InboxQuery::pageSize;
    bool m_hasMore = false;
    bool m_isAsked = false; ///< more are on their way
};

} // namespace AlwaysLeads
