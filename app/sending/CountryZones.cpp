#include "sending/CountryZones.h"

#include <QTimeZone>

#include <algorithm>
#include <iterator>

namespace AlwaysLeads {

namespace {

struct Main
{
    QLocale::Territory territory;
    const char *zone;
    bool several; ///< a sizable part of the people live in another time
};

// Countries to which the zone database gives more than one zone (zone.tab, zone1970.tab): the one most people live in.
constexpr Main mains[] = {
    {QLocale::Argentina, "America/Argentina/Buenos_Aires", false},
    {QLocale::Australia, "Australia/Sydney", true},
    {QLocale::Brazil, "America/Sao_Paulo", true},
    {QLocale::Canada, "America/Toronto", true},
    {QLocale::Chile, "America/Santiago", false},
    {QLocale::China, "Asia/Shanghai", false},
    {QLocale::CongoKinshasa, "Africa/Kinshasa", true},
    {QLocale::Cyprus, "Asia/Nicosia", false},
    {QLocale::Ecuador, "America/Guayaquil", false},
    {QLocale::France, "Europe/Paris", false},
    {QLocale::Germany, "Europe/Berlin", false},
    {QLocale::Greenland, "America/Nuuk", false},
    {QLocale::Indonesia, "Asia/Jakarta", true},
    {QLocale::Kazakhstan, "Asia/Almaty", false},
    {QLocale::Kiribati, "Pacific/Tarawa", false},
    {QLocale::Malaysia, "Asia/Kuala_Lumpur", false},
    {QLocale::Mexico, "America/Mexico_City", true},
    {QLocale::Micronesia, "Pacific/Pohnpei", false},
    {QLocale::Mongolia, "Asia/Ulaanbaatar", false},
    {QLocale::NewZealand, "Pacific/Auckland", false},
    {QLocale::PapuaNewGuinea, "Pacific/Port_Moresby", false},
    {QLocale::Portugal, "Europe/Lisbon", false},
    {QLocale::Russia, "Europe/Moscow", true},
    {QLocale::Spain, "Europe/Madrid", false},
    {QLocale::Ukraine, "Europe/Kyiv", false},
    {QLocale::UnitedStates, "America/New_York", true},
    {QLocale::Uzbekistan, "Asia/Tashkent", false},
};

} // namespace

CountryZone zoneOfCountry(QLocale::Territory territory)
{
    if (territory == QLocale::AnyTerritory) {
        return {};
    }
    const auto main = std::ranges::find(mains, territory, &Main::territory);
    if (main != std::end(mains) && QTimeZone::isTimeZoneIdAvailable(main->zone)) {
        return {main->zone, main->several};
    }
    const QList<QByteArray> zones = QTimeZone::availableTimeZoneIds(territory);
    // What is not in the table has one zone, or several that keep the same time.
    return {zones.value(0), false};
}

} // namespace AlwaysLeads
