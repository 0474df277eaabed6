#pragma once

#include "lead/Lead.h"

#include <QWidget>

namespace AlwaysLeads {

class Combo;
class FieldMessage;
class TextField;

/// A labelled editor for one value of a person's own column: a list for a choice and for yes or no, a line for the
/// rest. What is typed is read by FieldValue, which says what does not fit.
class FieldEditor : public QWidget
{
    Q_OBJECT
public:
    explicit FieldEditor(const CustomField &field, QWidget *parent = nullptr);

    const CustomField &field() const { return m_field; }
    /// As stored.
    void setValue(const QString &value);
    /// As typed.
    QString text() const;
    /// Shows the sentence of a value that does not fit; false then.
    bool check();
    /// The value as it is kept, after check().
    QString value() const { return m_value; }
    void setError(const QString &message);
    void setName(const QString &objectName);
    QWidget *control() const;

Q_SIGNALS:
    void edited();

private:
    CustomField m_field;
    QString m_value;
    QString m_stored;
    QString m_shown; ///< what stands there for it
    TextField *m_line = nullptr;
    Combo *m_list = nullptr;
    FieldMessage *m_message = nullptr;
};

} // namespace AlwaysLeads
