#pragma once

#include "scoring/ScoreFields.h"

#include <QWidget>

#include <memory>

class QVBoxLayout;

namespace AlwaysLeads {

class Button;
class Label;
class ScoreRuleRow;
class Segmented;

/// The table of rules, one part at a time.
class ScoreRulesEditor : public QWidget
{
    Q_OBJECT
public:
    explicit ScoreRulesEditor(QWidget *parent = nullptr);

    void setRules(const ScoreFields &fields, const ScoreRules &rules);
    ScoreRules rules() const { return m_rules; }
    /// The first rule that cannot be used, as a sentence; empty when all can.
    QString problem() const;
    /// Puts a removed rule back where it stood, shows it and goes there.
    /// False where there are as many rules as there may be.
    bool putBack(int index, const ScoreRule &rule);

Q_SIGNALS:
    void changed();
    void removed(int index, const AlwaysLeads::ScoreRule &rule);

private:
    void showPart();
    void addRow(int index);
    void orderTabs();
    void addRule();
    void removeRule(int index);
    void renewCounts();
    ScorePart part() const;

    std::unique_ptr<ScoreFields> m_fields;
    ScoreRules m_rules;
    Segmented *m_parts;
    Label *m_sum;
    QVBoxLayout *m_list;
    Label *m_none;
    Button *m_add;
    QList<ScoreRuleRow *> m_rows;
};

} // namespace AlwaysLeads
