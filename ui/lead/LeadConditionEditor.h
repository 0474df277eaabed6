#pragma once

#include "lead/LeadFilter.h"

#include <QWidget>

class QHBoxLayout;

namespace AlwaysLeads {

class CheckBox;
class Combo;
class Label;
class LineEdit;

/// One condition as controls: how the field is asked, and for what. Stands in the popover of a chip and in each line of
/// the builder.
class LeadConditionEditor : public QWidget
{
    Q_OBJECT
public:
    enum class Shape { Column, Row };
    LeadConditionEditor(const LeadFields &fields, LeadCondition condition, Shape shape, QWidget *parent = nullptr);

    /// What is chosen now; LeadFilter::check() tells whether it holds.
    LeadCondition condition() const;
    /// Where the keyboard goes: what a person most likely changes.
    QWidget *firstControl() const;
    /// The first field whose text does not fit; firstControl() where none is.
    QWidget *wrongControl() const;
    /// Its controls in the order the Tab key takes them.
    QList<QWidget *> stops() const;

Q_SIGNALS:
    void edited();
    /// Other controls stand in it now: stops() has changed.
    void rebuilt();
    /// Enter in a field.
    void accepted();

private:
    void rebuild();
    void changeOperator();
    LineEdit *addField(const QString &name, const QString &hint, const QString &text);
    void addDays(const QString &kept);
    LineEdit *addDay(const QString &name, const QString &kept);
    void addChoices(const QStringList &chosen);
    void addChecks(const QStringList &chosen);
    LeadOperator asks() const;
    QStringList values() const;

    const LeadField m_field;
    LeadCondition m_start; ///< the values kept, and the operator they were given for
    LeadOperator m_asked = LeadOperator::Is; ///< what the fields on the screen belong to
    Shape m_shape;
    Combo *m_asks;
    QWidget *m_place = nullptr; ///< of the values
    QWidget *m_values = nullptr;
    QList<LineEdit *> m_fields;
    Combo *m_choice = nullptr;
    QList<CheckBox *> m_checks;
};

} // namespace AlwaysLeads
