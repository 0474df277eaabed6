#pragma once

#include "campaign/Campaign.h"
#include "draft/SequenceTask.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QWidget>

namespace AlwaysLeads {

class EmptyState;
class RowDelegate;
class TableView;

class PeopleModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, CompanyColumn, EmailColumn, StateColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setPeople(const QList<EnrolledPerson> &people);
    /// What the person has to do for them; at most one each.
    void setTasks(const QList<SequenceTask> &tasks);
    bool hasTask(LeadId lead) const { return m_tasks.contains(lead); }
    const EnrolledPerson &person(int row) const { return m_people.at(row); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString stateOf(const EnrolledPerson &person) const;

    QList<EnrolledPerson> m_people;
    QHash<LeadId, SequenceTask> m_tasks;
};

/// Who is in a campaign; Del takes someone out, P pauses or resumes for them, D says that a task is done.
class PeopleList : public QWidget
{
    Q_OBJECT
public:
    explicit PeopleList(QWidget *parent = nullptr);
    /// Paints such rows elsewhere too.
    static RowDelegate *delegateFor(TableView *table, const PeopleModel &model);

    void setPeople(const QList<EnrolledPerson> &people);
    void setTasks(const QList<SequenceTask> &tasks);

Q_SIGNALS:
    void opened(AlwaysLeads::LeadId lead);
    void leaveOutWanted(AlwaysLeads::LeadId lead, const QString &name);
    void pauseWanted(AlwaysLeads::LeadId lead, const QString &name);
    void resumeWanted(AlwaysLeads::LeadId lead);
    void taskDone(AlwaysLeads::LeadId lead);
    void morePeopleWanted();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    const EnrolledPerson *current() const;

    PeopleModel *m_model;
    TableView *m_table;
    EmptyState *m_empty;
};

} // namespace AlwaysLeads
