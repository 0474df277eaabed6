#pragma once

#include "base/Id.h"
#include "lead/LeadFilter.h"

namespace AlwaysLeads {

struct LeadList;
using LeadListId = Id<LeadList>;

/// People put together by hand, or a filter under a name whose people come and go by themselves.
struct LeadList
{
    enum class Kind { List, Segment };

    LeadListId id;
    QString name;
    Kind kind = Kind::List;
    LeadFilter filter; ///< of a segment
    qint64 people = -1; ///< of a list; -1: a segment, which is counted by searching

    bool operator==(const LeadList &) const = default;
};

} // namespace AlwaysLeads
