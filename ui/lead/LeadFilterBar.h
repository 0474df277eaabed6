#pragma once

#include "lead/LeadFilter.h"

#include <QPointer>
#include <QWidget>

class QHBoxLayout;

namespace AlwaysLeads {

class Button;
class FilterChip;

/// The filter in force as chips, and "+ Filter". A chip is one condition, or a group in brackets; a click edits it.
/// What finds no room becomes "+2", which opens the builder.
class LeadFilterBar : public QWidget
{
    Q_OBJECT
public:
    explicit LeadFilterBar(QWidget *parent = nullptr);

    /// The fields there are now; chips follow their names.
    void setFields(const LeadFields &fields);
    const LeadFields &fields() const { return m_fields; }
    void setFilter(const LeadFilter &filter);
    const LeadFilter &filter() const { return m_filter; }
    /// The list of fields under "+ Filter".
    void openPicker();
    void openBuilder();

    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// By the person.
    void filterChanged(const AlwaysLeads::LeadFilter &filter);
    /// The sheet with groups; the page opens it.
    void builderWanted();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void rebuild();
    void placeChips();
    void edit(size_t part);
    void remove(size_t part);
    void change(LeadFilter filter);
    std::vector<LeadFilter> parts() const;

    LeadFields m_fields = LeadFields::common();
    LeadFilter m_filter;
    QList<FilterChip *> m_chips;
    Button *m_more;
    Button *m_add;
    QHBoxLayout *m_line;
};

} // namespace AlwaysLeads
