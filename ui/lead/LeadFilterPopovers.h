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

/// All fields, found by typing their names or what they can be: "replied" finds what happened. The one chosen becomes a
/// filter, or that of a line of the builder.
class LeadFieldPicker : public Popover
{
    Q_OBJECT
public:
    /// Whether the last line offers groups: the builder is where they are built.
    enum class Groups { Offered, NotOffered };
    LeadFieldPicker(const LeadFields &fields, QWidget *inside, Groups groups = Groups::Offered);
    /// With this field as the current line; empty: the first.
    void open(QWidget *anchor, const QString &current = {});

Q_SIGNALS:
    /// `value`: what the field was found by; empty where it was its name.
    void chosen(const QString &field, const QString &value);
    /// The last line: groups with "and" and "or".
    void builderWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void narrow(const QString &text);
    void choose(int row);

    const LeadFields m_fields;
    const Groups m_groups;
    QStringList m_keys; ///< of the lines shown
    QStringList m_values; ///< the same lines: what the field was found by
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
