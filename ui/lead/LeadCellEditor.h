#pragma once

#include "lead/LeadValues.h"

#include <QPointer>
#include <QWidget>

class QAbstractItemView;
class QModelIndex;

namespace AlwaysLeads {

class Combo;
class FieldMessage;
class LineEdit;

/// Changes one value where it stands in the table: it opens over the cell, Enter keeps, Esc leaves, Tab goes on to the
/// next one. What does not fit is said right there, and the editor stays.
class LeadCellEditor : public QWidget
{
    Q_OBJECT
public:
    LeadCellEditor(LeadValues &values, QAbstractItemView *table);

    /// Over this cell, for this field of this person.
    void edit(const QModelIndex &cell, LeadId lead, const EditableField &field);
    bool isOpen() const { return isVisible(); }
    QString field() const { return m_field.name; }
    LeadId lead() const { return m_lead; }

Q_SIGNALS:
    /// It is kept.
    void changed(AlwaysLeads::LeadId lead, const QString &label);
    /// Tab or Shift Tab, after it was kept.
    void moved(bool forward);
    void closed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    enum class Then { Close, Forward, Back };
    void open(const QString &text);
    void keep(Then then);
    void leave();
    void say(const QString &message);
    QWidget *control() const;
    QString typed() const;
    void place();

    LeadValues &m_values;
    QAbstractItemView *m_table;
    LineEdit *m_line;
    Combo *m_list;
    FieldMessage *m_message;
    LeadId m_lead;
    EditableField m_field;
    QRect m_cell;
    QString m_before;
    bool m_busy = false;
};

} // namespace AlwaysLeads
