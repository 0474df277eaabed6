#pragma once

#include "lead/LeadFilter.h"
#include "widgets/Popover.h"

class QListView;
class QStringListModel;

namespace AlwaysLeads {

class FieldMessage;
class LeadConditionEditor;
class LineEdit;
class ListView;

/// All fields, found by typing; the one chosen becomes a filter.
class LeadFieldPicker : public Popover
{
    Q_OBJECT
public:
    LeadFieldPicker(const LeadFields &fields, QWidget *inside);
    void open(QWidget *anchor);

Q_SIGNALS:
    void chosen(const QString &field);
    /// The last line: groups with "and" and "or".
    void builderWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void narrow(const QString &text);
    void choose(int row);

    const LeadFields m_fields;
    QStringList m_keys; ///< of the lines shown
    LineEdit *m_search;
    ListView *m_list;
    QStringListModel *m_model;
};

/// Changes one condition under its chip.
class LeadConditionPopover : public Popover
{
    Q_OBJECT
public:
    LeadConditionPopover(const LeadFields &fields, const LeadCondition &condition, bool isNew, QWidget *inside);
    void open(QWidget *anchor);

Q_SIGNALS:
    void applied(const AlwaysLeads::LeadCondition &condition);
    void removed();

private:
    void apply();

    const LeadFields m_fields;
    LeadConditionEditor *m_editor;
    FieldMessage *m_message;
};

} // namespace AlwaysLeads
