#pragma once

#include <QDateTime>
#include <QLocale>

namespace AlwaysLeads {

/// So many working days later, at the same time of day (UTC). Saturdays, Sundays and the country's holidays do not
/// count; AnyTerritory has none. 0 is the moment itself. Negative numbers go back.
QDateTime workingDaysAfter(const QDateTime &moment, int days, QLocale::Territory country);

} // namespace AlwaysLeads
