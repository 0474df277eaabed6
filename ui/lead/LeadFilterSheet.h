#pragma once

#include "lead/LeadFilter.h"
#include "lead/LeadSearch.h"
#include "widgets/DialogSheet.h"

#include <optional>
#include <stop_token>

namespace AlwaysLeads {

class Button;
class FieldMessage;
class LeadFilterGroup;
class LeadLists;
class Label;

/// The builder: conditions and groups of them, joined by "and" or "or". Says how many people fit, as it is changed.
class LeadFilterSheet : public DialogSheet
{
    Q_OBJECT
public:
    /// `query` is what else narrows the list; its filter is the one to change. `unused`: what was put together for it
    /// before, and is shown again.
    LeadFilterSheet(LeadSearch &search, const LeadFields &fields, const LeadQuery &query,
                    const std::optional<LeadFilter> &unused, QWidget *inside);
    ~LeadFilterSheet() override;

Q_SIGNALS:
    void applied(const AlwaysLeads::LeadFilter &filter);
    void segmentWanted(const AlwaysLeads::LeadFilter &filter);
    /// It was closed with changes that nobody has used.
    void leftUnused(const AlwaysLeads::LeadFilter &filter);

public Q_SLOTS:
    void cancel() override;

private:
    void renewCount();
    bool check();

    LeadSearch &m_search;
    LeadFields m_fields;
    LeadQuery m_query;
    LeadFilterGroup *m_group;
    std::optional<LeadFilter> m_asOpened; ///< what the builder says while it is untouched; none: it never was
    Label *m_count;
    FieldMessage *m_message;
    std::stop_source m_counting;
};

} // namespace AlwaysLeads
