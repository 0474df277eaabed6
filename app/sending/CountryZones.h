#pragma once

#include <QByteArray>
#include <QLocale>

namespace AlwaysLeads {

/// The time zone that most people of a country live in (IANA). Empty when this system knows none.
struct CountryZone
{
    QByteArray zone;
    bool several = false; ///< others of its regions have other times
};
CountryZone zoneOfCountry(QLocale::Territory territory);

} // namespace AlwaysLeads
