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

Q_SIGNALS:
    void edited();
    void removeWanted();

private:
    struct Line
    {
        QWidget *widget = nullptr;
        LeadConditionEditor *condition = nullptr; ///< or
        LeadFilterGroup *group = nullptr;
    };
    void addCondition(const LeadCondition &condition);
    void addGroup(const LeadFilter &filter);
    void removeLine(QWidget *widget);

    const LeadFields m_fields;
    int m_depth;
    Segmented *m_join;
    QVBoxLayout *m_lines;
    QList<Line> m_parts;
};

} // namespace AlwaysLeads
