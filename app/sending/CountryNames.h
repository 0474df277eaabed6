#pragma once

#include <QLocale>
#include <QString>

namespace AlwaysLeads {

/// The country that is meant, as people and files write it: "Germany", "Deutschland", "DE", "DEU", "USA".
/// QLocale::AnyTerritory when it is none.
QLocale::Territory countryFrom(const QString &text);
/// The country of an international phone number by its calling code (ITU-T E.164): "+49 40 …", "0049 40 …".
/// AnyTerritory for a number without one, and for codes that several countries share (+1, +7).
QLocale::Territory countryOfPhone(const QString &number);
/// "Germany", for sentences.
QString countryName(QLocale::Territory territory);

/// Lower case, without accents and points, one space between words: "São Paulo" is "sao paulo", "St. Gallen" "st
/// gallen".
QString plainPlace(const QString &text);

} // namespace AlwaysLeads
