#pragma once

#include "reply/Reply.h"

#include <QAbstractListModel>

#include <functional>

namespace AlwaysLeads {

/// The replies of one shelf, newest first.
class InboxModel : public QAbstractListModel
{
    Q_OBJECT
public:
    /// `now` says what today is, each time anew.
    explicit InboxModel(std::function<QDateTime()> now, QObject *parent = nullptr);

    void setRows(const QList<InboxRow> &rows);
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

private:
    std::function<QDateTime()> m_now;
    QList<InboxRow> m_rows;
};

} // namespace AlwaysLeads
