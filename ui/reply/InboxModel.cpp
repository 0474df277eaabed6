#include "reply/InboxModel.h"

#include <QLocale>

#include <algorithm>

namespace AlwaysLeads {

InboxModel::InboxModel(std::function<QDateTime()> now, QObject *parent)
    : QAbstractListModel(parent)
    , m_now(std::move(now))
{
}

void InboxModel::setRows(const QList<InboxRow> &rows)
{
    if (rows == m_rows) {
        return;
    }
    const auto id = [](const InboxRow &row) { return row.reply.id; };
    if (std::ranges::equal(rows, m_rows, {}, id, id)) { // the same replies: the list stays where it is
        m_rows = rows;
        Q_EMIT dataChanged(index(0), index(int(m_rows.size()) - 1));
        return;
    }
    beginResetModel();
    m_rows = rows;
    endResetModel();
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
