#include "prospecting/FoundTableModel.h"

#include "prospecting/ApolloClient.h"

#include <QLocale>

namespace AlwaysLeads {

FoundTableModel::FoundTableModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

bool FoundTableModel::isHidden(const FoundPerson &person)
{
    return person.state == FoundState::Known || person.state == FoundState::OptedOut;
}

void FoundTableModel::show(const FoundPage &page)
{
    beginResetModel();
    m_people = page.people;
    m_page = page.page;
    m_hidden.clear();
    m_known = 0;
    m_optedOut = 0;
    for (const FoundPerson &person : std::as_const(m_people)) {
        if (isHidden(person)) {
            m_hidden.insert(person.id);
            ++(person.state == FoundState::Known ? m_known : m_optedOut);
        }
    }
    choose();
    endResetModel();
}

void FoundTableModel::renew(const FoundPage &page)
{
    for (const FoundPerson &now : page.people) {
        for (FoundPerson &person : m_people) {
            if (person.id == now.id && person != now) {
                person = now;
                if (const int row = rowOf(now.id); row >= 0) {
                    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
                }
            }
        }
    }
}

void FoundTableModel::choose()
{
    m_rows.clear();
    for (int i = 0; i < int(m_people.size()); ++i) {
        const FoundPerson &person = m_people.at(i);
        if ((m_all || !m_hidden.contains(person.id)) && (!m_onlyNew || person.isNew)) {
            m_rows.append(i);
        }
    }
}

void FoundTableModel::setShowsAll(bool all)
{
    if (m_all != all) {
        beginResetModel();
        m_all = all;
        choose();
        endResetModel();
    }
}

void FoundTableModel::setOnlyNew(bool only)
{
    if (m_onlyNew != only) {
        beginResetModel();
        m_onlyNew = only;
        choose();
        endResetModel();
    }
}

const FoundPerson *FoundTableModel::person(int row) const
{
    return row >= 0 && row < int(m_rows.size()) ? &m_people.at(m_rows.at(row)) : nullptr;
}

qint64 FoundTableModel::place(int row) const
{
    return qint64(m_page) * ApolloClient::perPage + m_rows.at(row);
}

int FoundTableModel::rowOf(FoundPersonId id) const
{
    for (int row = 0; row < int(m_rows.size()); ++row) {
        if (m_people.at(m_rows.at(row)).id == id) {
            return row;
        }
    }
    return -1;
}

int FoundTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int FoundTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString FoundTableModel::shownName(const FoundPerson &person)
{
    const bool isCertain = person.state != FoundState::Likely && !person.leadName.isEmpty();
    return isCertain ? person.leadName : person.name();
}

QString FoundTableModel::emailWords(const FoundPerson &person)
{
    switch (person.state) {
    case FoundState::Found:
        return person.shown.hasEmail ? tr("Email on file") : tr("No email");
    case FoundState::Asked:
        return tr("No answer came");
    case FoundState::Likely:
        return tr("Probably yours");
    case FoundState::Known:
        return person.leadEmail.isEmpty() ? tr("One of yours") : person.leadEmail;
    case FoundState::OptedOut:
        return tr("Opted out");
    }
    return {};
}

QString FoundTableModel::spoken(const FoundPerson &person)
{
    QStringList parts = {shownName(person), person.shown.title, person.shown.company, emailWords(person)};
    if (person.shown.hasCity) {
        parts.append(tr("city known"));
    }
    if (person.isNew) {
        parts.append(tr("new since last time"));
    }
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

QVariant FoundTableModel::data(const QModelIndex &index, int role) const
{
    const FoundPerson *found = index.isValid() ? person(index.row()) : nullptr;
    if (found == nullptr) {
        return {};
    }
    if (role == PersonRole) {
        return QVariant::fromValue(*found);
    }
    if (role == Qt::AccessibleTextRole && index.column() == Name) {
        return spoken(*found);
    }
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) {
        return {};
    }
    switch (index.column()) {
    case Name:
        return shownName(*found);
    case Title:
        return found->shown.title;
    case CompanyName:
        return found->shown.company;
    case Email:
        return emailWords(*found);
    case AlsoKnown:
        return found->shown.hasCity ? tr("City") : found->shown.hasPhone ? tr("Phone") : QStringLiteral("—");
    case Refreshed:
        return found->shown.refreshedAt.isValid()
            ? QLocale().toString(found->shown.refreshedAt.toLocalTime().date(), QStringLiteral("d MMM"))
            : QStringLiteral("—");
    default:
        return {};
    }
}

QVariant FoundTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Name:
        return tr("Name");
    case Title:
        return tr("Title");
    case CompanyName:
        return tr("Company");
    case Email:
        return tr("Email");
    case AlsoKnown:
        return tr("Also known");
    case Refreshed:
        return tr("Refreshed");
    default:
        return {};
    }
}

Qt::ItemFlags FoundTableModel::flags(const QModelIndex &index) const
{
    const FoundPerson *found = index.isValid() ? person(index.row()) : nullptr;
    if (found == nullptr) {
        return Qt::NoItemFlags;
    }
    const bool choosable = found->canBeRevealed() || found->canBeRevealedAllTheSame();
    return choosable ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::ItemFlags(Qt::ItemIsEnabled);
}

} // namespace AlwaysLeads
