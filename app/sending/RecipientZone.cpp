#include "sending/RecipientZone.h"

#include "sending/CityZones.h"
#include "sending/CountryNames.h"
#include "sending/CountryZones.h"

namespace AlwaysLeads {

namespace {

/// "Valparaíso" of "Valparaíso, Región de Valparaíso".
QString firstPart(const QString &city)
{
    return city.section(QLatin1Char(','), 0, 0).trimmed();
}

} // namespace

QString RecipientZone::sentence() const
{
    switch (source) {
    case Source::City:
        return tr("From the city %1.").arg(place);
    case Source::Country:
        return several
            ? tr("From the country %1, which has several times: that of most people.").arg(countryName(country))
            : tr("From the country %1.").arg(countryName(country));
    case Source::Phone:
        return tr("From the phone number, which is of %1.").arg(countryName(country));
    case Source::Unknown:
        return tr("Their place is not known: your own time.");
    }
    return {};
}

RecipientZone guessZone(const QString &city, const QString &country, const QString &phone, const QTimeZone &senders)
{
    RecipientZone guess;
    const QLocale::Territory named = countryFrom(country);
    const QString cityName = firstPart(city);
    const CityZone byCity = zoneOfCity(plainPlace(cityName), named);
    // A country that is written but not understood may be any: then the city's name alone proves nothing.
    if (!byCity.zone.isEmpty() && (named != QLocale::AnyTerritory || country.trimmed().isEmpty())) {
        guess.zone = QTimeZone(byCity.zone);
        guess.country = byCity.territory;
        guess.place = cityName;
        guess.source = RecipientZone::Source::City;
        return guess;
    }
    const QLocale::Territory phoned = countryOfPhone(phone);
    const bool byPhone = named == QLocale::AnyTerritory;
    const QLocale::Territory territory = byPhone ? phoned : named;
    const CountryZone byCountry = zoneOfCountry(territory);
    if (!byCountry.zone.isEmpty()) {
        guess.zone = QTimeZone(byCountry.zone);
        guess.country = territory;
        guess.place = countryName(territory);
        guess.source = byPhone ? RecipientZone::Source::Phone : RecipientZone::Source::Country;
        guess.several = byCountry.several;
        // The country has one time, so the city has it too, and says more to a person than the country.
        if (!byPhone && !byCountry.several && !cityName.isEmpty()) {
            guess.place = cityName;
        }
        return guess;
    }
    guess.zone = senders;
    return guess;
}

} // namespace AlwaysLeads
