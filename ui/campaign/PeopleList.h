#pragma once

#include "campaign/Campaign.h"

#include <QAbstractTableModel>
#include <QWidget>

namespace AlwaysLeads {

class EmptyState;
class TableView;

class PeopleModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, CompanyColumn, EmailColumn, StateColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setPeople(const QList<EnrolledPerson> &people);
    const EnrolledPerson &person(int row) const { return m_people.at(row); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<EnrolledPerson> m_people;
};

/// Who is in a campaign; Del takes someone out.
class PeopleList : public QWidget
{
    Q_OBJECT
public:
    explicit PeopleList(QWidget *parent = nullptr);

    void setPeople(const QList<EnrolledPerson> &people);

Q_SIGNALS:
    void opened(AlwaysLeads::LeadId lead);
    void leaveOutWanted(AlwaysLeads::LeadId lead, const QString &name);
    void morePeopleWanted();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    PeopleModel *m_model;
    TableView *m_table;
    EmptyState *m_empty;
};

} // namespace AlwaysLeads
