#pragma once

#include "lead/CustomFields.h"
#include "lead/LeadMerge.h"
#include "lead/LeadStories.h"
#include "lead/LeadValues.h"

#include <QObject>
#include <QPersistentModelIndex>
#include <QPointer>

#include <functional>

class QAction;
class QModelIndex;
class QTableView;

namespace AlwaysLeads {

class DuplicatesSheet;
class LeadCellEditor;
class Shell;

/// The services behind changing people.
struct LeadEditServices
{
    Leads &leads;
    LeadValues &values;
    LeadMerge &merge;
    CustomFields &fields;
    LeadStories &stories;
};

/// What the page of leads can do to people beyond the form: change a cell in place, change many at once, merge, find
/// duplicates, manage own fields. The page hands in its table and whom it shows where.
class LeadEditing : public QObject
{
    Q_OBJECT
public:
    /// The person of a row and the field a column shows; an empty name for one that cannot be changed in place.
    using LeadAt = std::function<LeadId(int row)>;
    using FieldAt = std::function<QString(int column)>;
    using Chosen = std::function<QList<LeadId>()>;

    LeadEditing(LeadEditServices services, Shell &shell, QWidget *page);

    void setTable(QTableView *table, LeadAt leadAt, FieldAt fieldAt);
    void setChosen(Chosen chosen) { m_chosen = std::move(chosen); }
    const LeadEditServices &services() const { return m_services; }

    /// True when the cell can be changed in place, and its editor opens.
    bool editCell(const QModelIndex &cell);
    void editMany();
    void mergeChosen();
    void findDuplicates();
    void manageFields();

Q_SIGNALS:
    /// People have become one; this is the one.
    void merged(AlwaysLeads::LeadId kept);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void readFields();
    void openMerge(const QList<LeadId> &people);
    void onceKnown(const QModelIndex &cell, std::function<void(const QModelIndex &)> act);
    QList<QModelIndex> cellsFrom(const QModelIndex &cell, bool forward) const;
    void moveOn(bool forward);
    const EditableField *fieldOf(const QModelIndex &cell) const;

    LeadEditServices m_services;
    Shell &m_shell;
    QWidget *m_page;
    QPointer<QTableView> m_table;
    QPointer<LeadCellEditor> m_editor;
    QPointer<DuplicatesSheet> m_duplicates;
    LeadAt m_leadAt;
    FieldAt m_fieldAt;
    Chosen m_chosen;
    QList<EditableField> m_fields;
    bool m_fieldsKnown = false;
    std::function<void()> m_whenKnown; ///< what a person asked for before they were
};

} // namespace AlwaysLeads
