#pragma once

#include "lead/CustomFields.h"
#include "widgets/DialogSheet.h"

namespace AlwaysLeads {

class Button;
class Combo;
class FieldMessage;
class TextArea;
class TextField;

/// One own field: its name, what it holds, and what can be chosen. It says how many values would not fit before
/// anything is changed.
class FieldForm : public DialogSheet
{
    Q_OBJECT
public:
    /// A field without an id is added.
    FieldForm(CustomFields &fields, const CustomField &field, QWidget *inside);

Q_SIGNALS:
    /// In these words.
    void saved(const QString &text);

private:
    CustomField wanted() const;
    void changed();
    void save();
    void failed(const Error &error);

    CustomFields &m_fields;
    const CustomField m_field;
    TextField *m_label;
    Combo *m_kind;
    TextArea *m_choices;
    FieldMessage *m_warning;
    Button *m_save;
    int m_generation = 0;
};

} // namespace AlwaysLeads
