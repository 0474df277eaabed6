#pragma once

#include "lead/LeadFilter.h"

#include <QWidget>

class QVBoxLayout;

namespace AlwaysLeads {

class LeadConditionEditor;
class Segmented;

/// A group of the builder with its lines: conditions, and groups in it.
class LeadFilterGroup : public QWidget
{
    Q_OBJECT
public:
    LeadFilterGroup(const LeadFields &fields, const LeadFilter &filter, int depth, QWidget *parent = nullptr);

    LeadFilter filter() const;
    QWidget *firstControl() const;
    /// In the first line that check() would refuse; null where all hold.
    QWidget *wrongControl() const;
    /// All controls in the order they are read: how the lines are joined, the lines, then what adds some.
    QList<QWidget *> stops() const;

Q_SIGNALS:
    void edited();
    /// Lines or their controls came or went.
    void rearranged();
    void removeWanted();

private:
    struct Line
    {
        QWidget *widget = nullptr;
        QWidget *field = nullptr; ///< null for a group, which has its own
        QWidget *remove = nullptr;
        LeadConditionEditor *condition = nullptr; ///< or
        LeadFilterGroup *group = nullptr;
    };
    void addCondition(const LeadCondition &condition);
    void showNow(QWidget *part) const;
    void addGroup(const LeadFilter &filter);
    void removeLine(QWidget *widget);
    void follow(LeadConditionEditor *editor);
    void orderStops();

    const LeadFields m_fields;
    int m_depth;
    Segmented *m_join;
    QVBoxLayout *m_lines;
    QWidget *m_remove = nullptr; ///< null for the outermost
    QList<QWidget *> m_adding;
    QList<Line> m_parts;
};

} // namespace AlwaysLeads
