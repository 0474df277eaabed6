#pragma once

#include <QByteArray>
#include <QLocale>
#include <QString>

namespace AlwaysLeads {

/// The time zone (IANA) of a larger city, by its name as plainPlace() makes it, in that country or, for AnyTerritory,
/// the best known city of the name. Empty when it is not known.
struct CityZone
{
    QByteArray zone;
    QLocale::Territory territory = QLocale::AnyTerritory;
};
CityZone zoneOfCity(const QString &plainCity, QLocale::Territory territory);

} // namespace AlwaysLeads
