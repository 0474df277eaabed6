#pragma once

#include "base/LiveQuery.h"
#include "lead/CustomFields.h"
#include "widgets/DialogSheet.h"

namespace AlwaysLeads {

class Label;
class Shell;

/// The person's own fields: add, rename, kind, choices, order, delete.
class FieldsSheet : public DialogSheet
{
    Q_OBJECT
public:
    FieldsSheet(CustomFields &fields, Leads &leads, Shell &shell, QWidget *inside);

private:
    void show(const QList<CustomFieldUse> &uses);
    QWidget *lineOf(const QList<CustomFieldUse> &uses, qsizetype at);
    void move(const QList<CustomFieldUse> &uses, qsizetype at, qsizetype to);
    void remove(const CustomFieldUse &use);
    void openForm(const CustomField &field);

    CustomFields &m_fields;
    Leads &m_leads;
    Shell &m_shell;
    Label *m_state;
    QWidget *m_list = nullptr;
    LiveQuery<QList<CustomFieldUse>> m_reading;
};

} // namespace AlwaysLeads
