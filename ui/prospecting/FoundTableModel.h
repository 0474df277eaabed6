#pragma once

#include "prospecting/FoundPerson.h"

#include <QAbstractTableModel>
#include <QSet>

namespace AlwaysLeads {

/// The people of one page of a search. Who was known or had said no when the page came is left out until asked for;
/// who becomes known meanwhile, since they are revealed, stays.
class FoundTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Title, CompanyName, Email, AlsoKnown, Refreshed, ColumnCount };
    enum Role { PersonRole = Qt::UserRole };

    explicit FoundTableModel(QObject *parent = nullptr);

    /// Another page, or the same one read anew.
    void show(const FoundPage &page);
    /// The same people with what became of them; the rows stay.
    void renew(const FoundPage &page);
    void setShowsAll(bool all);
    bool showsAll() const { return m_all; }
    void setOnlyNew(bool only);
    bool onlyNew() const { return m_onlyNew; }

    int known() const { return m_known; }
    int optedOut() const { return m_optedOut; }
    const FoundPerson *person(int row) const;
    /// Of the page, also those that are not shown.
    const QList<FoundPerson> &people() const { return m_people; }
    /// Where a row stands among all pages of the search.
    qint64 place(int row) const;
    /// Known by their numbers, in the order of the rows; -1 where they are not shown.
    int rowOf(FoundPersonId id) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// Only who can be revealed, or was asked for without an answer, can be chosen.
    Qt::ItemFlags flags(const QModelIndex &index) const override;

    /// As Apollo shortens it, or in full where it is certain who it is.
    static QString shownName(const FoundPerson &person);
    /// "Email on file", "No email", "One of yours"…
    static QString emailWords(const FoundPerson &person);

private:
    void choose();
    static bool isHidden(const FoundPerson &person);
    static QString spoken(const FoundPerson &person);

    QList<FoundPerson> m_people; ///< of the page
    int m_page = 1;
    QSet<FoundPersonId> m_hidden;
    QList<int> m_rows; ///< places in m_people
    int m_known = 0;
    int m_optedOut = 0;
    bool m_all = false;
    bool m_onlyNew = false;
};

} // namespace AlwaysLeads

Q_DECLARE_METATYPE(AlwaysLeads::FoundPerson)
