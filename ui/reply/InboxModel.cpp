#include "reply/InboxModel.h"

#include <QLocale>
#include <QSet>

#include <algorithm>

namespace AlwaysLeads {

InboxModel::InboxModel(std::function<QDateTime()> now, QObject *parent)
    : QAbstractListModel(parent)
    , m_now(std::move(now))
{
}

void InboxModel::restart()
{
    m_most = InboxQuery::pageSize;
    m_hasMore = false;
    m_isAsked = false;
}

void InboxModel::wantUpTo(int row)
{
    m_most = std::max(m_most, (row / InboxQuery::pageSize + 2) * InboxQuery::pageSize);
}

bool InboxModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_hasMore && !m_isAsked;
}

void InboxModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent)) {
        m_isAsked = true;
        m_most = int(m_rows.size()) + InboxQuery::pageSize;
        Q_EMIT moreWanted();
    }
}

void InboxModel::takeAwayAllBut(const QList<InboxRow> &rows)
{
    QSet<ReplyId> staying;
    for (const InboxRow &row : rows) {
        staying.insert(row.reply.id);
    }
    const auto goes = [&](int row) { return !staying.contains(m_rows.at(row).reply.id); };
    for (int last = int(m_rows.size()) - 1; last >= 0; --last) {
        if (!goes(last)) {
            continue;
        }
        int first = last;
        while (first > 0 && goes(first - 1)) {
            --first;
        }
        beginRemoveRows({}, first, last);
        m_rows.remove(first, last - first + 1);
        endRemoveRows();
        last = first;
    }
}

void InboxModel::change(int row, const InboxRow &to)
{
    if (m_rows.at(row) != to) {
        m_rows[row] = to;
        Q_EMIT dataChanged(index(row), index(row));
    }
}

void InboxModel::setList(const InboxList &list)
{
    m_hasMore = list.hasMore;
    m_isAsked = m_isAsked && list.hasMore && list.rows.size() < m_most; // an answer from before more were asked for
    const QList<InboxRow> &rows = list.rows;
    takeAwayAllBut(rows);
    QSet<ReplyId> here;
    for (const InboxRow &row : std::as_const(m_rows)) {
        here.insert(row.reply.id);
    }
    for (int at = 0; at < rows.size(); ++at) {
        const ReplyId id = rows.at(at).reply.id;
        if (at < m_rows.size() && m_rows.at(at).reply.id == id) {
            change(at, rows.at(at));
            continue;
        }
        if (here.contains(id)) { // in another order than before: a reply's moment does not change, but nobody promised
            beginResetModel();
            m_rows = rows;
            endResetModel();
            return;
        }
        int end = at;
        while (end < rows.size() && !here.contains(rows.at(end).reply.id)) {
            ++end;
        }
        beginInsertRows({}, at, end - 1);
        m_rows = m_rows.mid(0, at) + rows.mid(at, end - at) + m_rows.mid(at);
        endInsertRows();
        at = end - 1;
    }
}

const InboxRow *InboxModel::row(const QModelIndex &index) const
{
    return index.isValid() && index.row() < m_rows.size() ? &m_rows.at(index.row()) : nullptr;
}

QModelIndex InboxModel::indexOf(ReplyId id) const
{
    const auto found = std::ranges::find_if(m_rows, [id](const InboxRow &row) { return row.reply.id == id; });
    return found == m_rows.end() ? QModelIndex() : index(int(found - m_rows.begin()));
}

QString InboxModel::hour(const QTime &time)
{
    const QLocale locale;
    QString format = locale.timeFormat(QLocale::ShortFormat);
    format.remove(QLatin1String(":ss")); // of the locale that has no customs
    return locale.toString(time, format);
}

QString InboxModel::shortTime(const QDateTime &at, const QDateTime &now)
{
    const QDateTime local = at.toLocalTime();
    const QDate today = now.toLocalTime().date();
    const QLocale locale;
    if (local.date() == today) {
        return hour(local.time());
    }
    constexpr int week = 6;
    if (local.date() < today && local.date().daysTo(today) <= week) {
        return locale.dayName(local.date().dayOfWeek(), QLocale::ShortFormat);
    }
    return locale.toString(local.date(), tr("d MMM"));
}

QString InboxModel::moment(const QDateTime &at, const QDateTime &now)
{
    const QDateTime local = at.toLocalTime();
    const QDate today = now.toLocalTime().date();
    const QString time = hour(local.time());
    if (local.date() == today) {
        return tr("today %1").arg(time);
    }
    const QString day =
        QLocale().toString(local.date(), local.date().year() == today.year() ? tr("ddd d MMM") : tr("ddd d MMM yyyy"));
    return tr("%1, %2").arg(day, time);
}

int InboxModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant InboxModel::data(const QModelIndex &index, int role) const
{
    const InboxRow *line = row(index);
    if (!line) {
        return {};
    }
    if (role == Qt::DisplayRole) {
        return line->name;
    }
    if (role == Qt::AccessibleTextRole) {
        const QString read = line->reply.readAt.isValid() ? QString() : tr("not read yet");
        QStringList words = {line->name, shown(line->reply.value), read, line->reply.newText.simplified().left(120),
                             moment(line->reply.receivedAt, m_now())};
        words.removeAll(QString());
        return words.join(QStringLiteral(", "));
    }
    return {};
}

} // namespace AlwaysLeads
