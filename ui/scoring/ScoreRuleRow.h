#pragma once

#include "scoring/ScoreFields.h"

#include <QWidget>

#include <array>

class QHBoxLayout;

namespace AlwaysLeads {

class Combo;
class IconButton;
class LineEdit;

/// One rule to read and edit: field, test, value, points, and the reason a person will read.
class ScoreRuleRow : public QWidget
{
    Q_OBJECT
public:
    /// `number` counts the rows of a part, for names.
    ScoreRuleRow(const ScoreFields &fields, const ScoreRule &rule, int number, QWidget *parent = nullptr);

    /// Field, comparison, value, points, reason and what removes it, in columns that stand below each other in all
    /// lines of one width.
    static void arrange(QHBoxLayout *line, const std::array<QWidget *, 6> &columns);

    ScoreRule rule() const { return m_rule; }
    /// Why the rule cannot be used; empty: it can.
    QString problem() const;
    void focusField();
    /// Puts its controls behind `before` in the Tab order; the last of them is returned.
    QWidget *placeInTabOrder(QWidget *before);

Q_SIGNALS:
    void changed();
    void removeRequested();

private:
    void chooseField();
    void fillTests();
    void read();
    void renew();

    const ScoreFields &m_fields;
    ScoreRule m_rule;
    Combo *m_field;
    Combo *m_test;
    LineEdit *m_value;
    LineEdit *m_points;
    LineEdit *m_label;
    IconButton *m_remove;
    bool m_filling = false;
};

} // namespace AlwaysLeads
