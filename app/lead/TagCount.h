#pragma once

#include <QString>

namespace AlwaysLeads {

/// A tag and how many people have it.
struct TagCount
{
    QString name;
    qint64 leads = 0; ///< not deleted ones

    bool operator==(const TagCount &) const = default;
};

} // namespace AlwaysLeads
