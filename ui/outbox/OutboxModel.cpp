#include "outbox/OutboxModel.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <utility>

namespace AlwaysLeads {

QString dayTitle(const QDate &day, const QDate &today)
{
    const auto text = [](const char *source) {
        return QCoreApplication::translate("AlwaysLeads::OutboxModel", source);
    };
    if (!day.isValid()) {
        return text(QT_TRANSLATE_NOOP("AlwaysLeads::OutboxModel", "No time yet"));
    }
    QString named = QLocale().toString(day, QStringLiteral("dddd d MMMM"));
    switch (today.daysTo(day)) {
    case 0:
        return text(QT_TRANSLATE_NOOP("AlwaysLeads::OutboxModel", "Today"));
    case 1:
        return text(QT_TRANSLATE_NOOP("AlwaysLeads::OutboxModel", "Tomorrow, %1")).arg(named);
    case -1:
        return text(QT_TRANSLATE_NOOP("AlwaysLeads::OutboxModel", "Yesterday, %1")).arg(named);
    default:
        return named;
    }
}

namespace {
constexpr qsizetype foldedFrom = 16; ///< mails of a day
constexpr qsizetype shownOfDay = 6; ///< of them
} // namespace

OutboxModel::OutboxModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

QString OutboxModel::foldWords(const QList<OutboxRow> &hidden, const QDate &today)
{
    const QDateTime last = hidden.last().at.toLocalTime();
    if (!last.isValid()) {
        return tr("%n more", nullptr, int(hidden.size()));
    }
    const QString time = QLocale().toString(last.time(), QLocale::ShortFormat);
    return last.date() == today ? tr("%n more today, the last at about %1", nullptr, int(hidden.size())).arg(time)
                                : tr("%n more, the last at about %1", nullptr, int(hidden.size())).arg(time);
}

void OutboxModel::addDay(const QString &title, QList<OutboxRow> rows, std::vector<Line> &lines) const
{
    if (rows.isEmpty()) {
        return;
    }
    lines.push_back({{}, title, int(rows.size()), {}});
    QList<OutboxRow> hidden;
    if (m_days == Days::Folded && rows.size() >= foldedFrom && !m_unfolded.contains(title)) {
        hidden = rows.mid(shownOfDay);
        rows.resize(shownOfDay);
    }
    for (const OutboxRow &row : std::as_const(rows)) {
        lines.push_back({row, {}, 0, {}});
    }
    if (!hidden.isEmpty()) {
        lines.push_back({{}, title, int(hidden.size()), foldWords(hidden, m_now().toLocalTime().date())});
    }
}

bool OutboxModel::isFold(int row) const
{
    return row >= 0 && row < rowCount() && !m_lines.at(size_t(row)).fold.isEmpty();
}

void OutboxModel::unfold(int row)
{
    if (isFold(row)) {
        m_unfolded.insert(m_lines.at(size_t(row)).group);
        setRows(m_rows, m_days);
    }
}

void OutboxModel::setRows(const QList<OutboxRow> &rows, Days days)
{
    m_rows = rows;
    if (m_days != days) {
        m_days = days;
        Q_EMIT headerDataChanged(Qt::Horizontal, ReasonColumn, ReasonColumn);
    }
    std::vector<Line> lines;
    const QDate today = m_now().toLocalTime().date();
    QString group;
    QList<OutboxRow> ofDay;
    for (const OutboxRow &row : m_rows) {
        const QString title = dayTitle(row.at.isValid() ? row.at.toLocalTime().date() : QDate(), today);
        if (title != group) {
            addDay(group, std::exchange(ofDay, {}), lines);
            group = title;
        }
        ofDay.append(row);
    }
    addDay(group, ofDay, lines);
    const bool sameShape =
        std::ranges::equal(lines, m_lines, [](const Line &one, const Line &other) { return one.sameAs(other); });
    if (!sameShape) {
        beginResetModel();
        m_lines = std::move(lines);
        endResetModel();
        return;
    }
    m_lines = std::move(lines);
    if (!m_lines.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

const OutboxRow *OutboxModel::row(const QModelIndex &index) const
{
    if (!index.isValid() || !m_lines.at(size_t(index.row())).isMail()) {
        return nullptr;
    }
    return &m_lines.at(size_t(index.row())).row;
}

bool OutboxModel::isGroup(int row) const
{
    return row >= 0 && row < rowCount() && m_lines.at(size_t(row)).isGroup();
}

QString OutboxModel::groupTitle(int row) const
{
    return m_lines.at(size_t(row)).group;
}

int OutboxModel::groupCount(int row) const
{
    return m_lines.at(size_t(row)).count;
}

QModelIndex OutboxModel::indexOf(SendId id) const
{
    const auto found =
        std::ranges::find_if(m_lines, [id](const Line &line) { return line.isMail() && line.row.id == id; });
    return found == m_lines.end() ? QModelIndex() : index(int(found - m_lines.begin()), 0);
}

QModelIndex OutboxModel::mailNear(int row) const
{
    for (int next = std::max(row, 0); next < rowCount(); ++next) {
        if (m_lines.at(size_t(next)).isMail()) {
            return index(next, 0);
        }
    }
    for (int before = std::min(row, rowCount()) - 1; before >= 0; --before) {
        if (m_lines.at(size_t(before)).isMail()) {
            return index(before, 0);
        }
    }
    return {};
}

int OutboxModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

int OutboxModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString OutboxModel::spoken(const OutboxRow &row) const
{
    const QString time =
        row.at.isValid() ? QLocale().toString(row.at.toLocalTime(), QLocale::ShortFormat) : tr("no time yet");
    const QString words = tr("%1, %2, %3, %4, %5").arg(time, row.name, row.subject, row.waitsFor, row.stateWord);
    return row.whyFrom.isEmpty() ? words : tr("%1. %2").arg(words, row.whyFrom);
}

QVariant OutboxModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const Line &line = m_lines.at(size_t(index.row()));
    if (!line.isMail()) {
        const bool named = index.column() == 0 && (role == Qt::DisplayRole || role == Qt::AccessibleTextRole);
        return named ? QVariant(line.fold.isEmpty() ? line.group : line.fold) : QVariant();
    }
    if (role == Qt::AccessibleTextRole) {
        return spoken(line.row);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case TimeColumn:
        return line.row.at.isValid() ? QLocale().toString(line.row.at.toLocalTime().time(), QLocale::ShortFormat)
                                     : QStringLiteral("—");
    case ToColumn:
        return line.row.name;
    case SubjectColumn:
        return line.row.subject;
    case FromColumn:
        return line.row.from;
    case ReasonColumn:
        return line.row.waitsFor;
    case StateColumn:
        return line.row.stateWord;
    default:
        return {};
    }
}

QVariant OutboxModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case ToColumn:
        return tr("To");
    case SubjectColumn:
        return tr("Subject and step");
    case FromColumn:
        return tr("From");
    case ReasonColumn:
        return m_days == Days::Folded ? tr("Waits for") : tr("What happened");
    case StateColumn:
        return tr("State");
    default:
        return {};
    }
}

Qt::ItemFlags OutboxModel::flags(const QModelIndex &index) const
{
    if (!index.isValid()) {
        return Qt::NoItemFlags;
    }
    return isGroup(index.row()) ? Qt::ItemIsEnabled : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

} // namespace AlwaysLeads
