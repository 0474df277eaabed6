#pragma once

#include "lead/LeadValues.h"
#include "lead/TypedAhead.h"

#include <QPointer>
#include <QWidget>

class QAbstractItemView;
class QKeyEvent;
class QModelIndex;

namespace AlwaysLeads {

class Combo;
class FieldMessage;
class LineEdit;

/// Changes one value where it stands in the table: it opens over the cell, Enter keeps, Esc leaves, Tab goes on to the
/// next one. Whatever takes the person elsewhere keeps as well. What does not fit is said right there, and the editor
/// stays. A value that was there and fits no choice is one to choose, and stays unless another is chosen. What is typed
/// while a value is being kept, or the next one read, goes to the cell that opens then.
class LeadCellEditor : public QWidget
{
    Q_OBJECT
public:
    LeadCellEditor(LeadValues &values, QAbstractItemView *table);
    ~LeadCellEditor() override;

    /// Over this cell, for this field of this person. While a value is being kept it waits for that; one that is
    /// refused comes first.
    void edit(const QModelIndex &cell, LeadId lead, const EditableField &field);
    /// The wish for a cell is about to come: keys wait for it.
    void expect();
    /// edit() has been called meanwhile, or does not come; then the keys go to the table.
    void expectNoMore();
    bool isOpen() const { return isVisible(); }
    /// Between the wish for a cell and its editor.
    bool isReading() const { return m_isReading; }
    QString field() const { return m_field.name; }
    LeadId lead() const { return m_lead; }

Q_SIGNALS:
    /// It is kept.
    void changed(AlwaysLeads::LeadId lead, const QString &label);
    /// Tab or Shift Tab, after it was kept.
    void moved(bool forward);
    void closed();
    void failed(const AlwaysLeads::Error &error);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    enum class Then { Close, Forward, Back };
    struct Place
    {
        LeadId lead;
        EditableField field;
        QRect cell;
    };

    void read(const Place &place);
    void open(const Place &place, const QString &text);
    void fill(const QString &text);
    void keep(Then then);
    void kept(const Result<bool> &outcome);
    bool isChanged() const { return m_isOpen && typed() != m_before; }
    void leave();
    bool holdBack(QKeyEvent *key);
    void giveKeysTo(QWidget *target);
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
    QString m_before; ///< what the control showed when it opened
    Place m_next; ///< asked for while a value was being kept
    int m_reading = 0;
    TypedAhead m_ahead;
    Then m_then = Then::Close; ///< when the value is kept
    bool m_isReading = false; ///< keys wait for a cell
    bool m_isAsking = false; ///< its value is on its way
    bool m_isOpen = false;
    bool m_busy = false;
};

} // namespace AlwaysLeads
