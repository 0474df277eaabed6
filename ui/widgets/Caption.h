#pragma once

#include <QString>

namespace AlwaysLeads {

/// Somebody's own words as the caption of a control or a menu entry, where a single & would underline the next letter.
inline QString captionOf(QString text)
{
    return text.replace(QLatin1Char('&'), QLatin1String("&&"));
}

} // namespace AlwaysLeads
