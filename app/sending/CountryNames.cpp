#include "sending/CountryNames.h"

#include <QHash>

#include <algorithm>

namespace AlwaysLeads {

namespace {

struct Alias
{
    const char *name;
    QLocale::Territory territory;
};

// What people write and neither CLDR's English nor its own-language names have.
constexpr Alias aliases[] = {
    {"usa", QLocale::UnitedStates},
    {"us", QLocale::UnitedStates},
    {"united states of america", QLocale::UnitedStates},
    {"america", QLocale::UnitedStates},
    {"uk", QLocale::UnitedKingdom},
    {"great britain", QLocale::UnitedKingdom},
    {"britain", QLocale::UnitedKingdom},
    {"england", QLocale::UnitedKingdom},
    {"scotland", QLocale::UnitedKingdom},
    {"wales", QLocale::UnitedKingdom},
    {"northern ireland", QLocale::UnitedKingdom},
    {"holland", QLocale::Netherlands},
    {"the netherlands", QLocale::Netherlands},
    {"nederland", QLocale::Netherlands},
    {"czech republic", QLocale::Czechia},
    {"russia", QLocale::Russia},
    {"russian federation", QLocale::Russia},
    {"south korea", QLocale::SouthKorea},
    {"korea", QLocale::SouthKorea},
    {"republic of korea", QLocale::SouthKorea},
    {"uae", QLocale::UnitedArabEmirates},
    {"emirates", QLocale::UnitedArabEmirates},
    {"turkey", QLocale::Turkey},
    {"turkiye", QLocale::Turkey},
    {"viet nam", QLocale::Vietnam},
    {"hong kong", QLocale::HongKong},
    {"macau", QLocale::Macao},
    {"ivory coast", QLocale::IvoryCoast},
    {"deutschland", QLocale::Germany},
    {"allemagne", QLocale::Germany},
    {"espana", QLocale::Spain},
    {"osterreich", QLocale::Austria},
    {"schweiz", QLocale::Switzerland},
    {"suisse", QLocale::Switzerland},
    {"italia", QLocale::Italy},
    {"brasil", QLocale::Brazil},
    {"republic of ireland", QLocale::Ireland},
    {"peoples republic of china", QLocale::China},
    {"prc", QLocale::China},
};

struct CallingCode
{
    const char *digits;
    QLocale::Territory territory;
};

// ITU-T E.164, the codes of one country each; longer ones come first.
constexpr CallingCode callingCodes[] = {
    {"351", QLocale::Portugal},
    {"352", QLocale::Luxembourg},
    {"353", QLocale::Ireland},
    {"354", QLocale::Iceland},
    {"355", QLocale::Albania},
    {"356", QLocale::Malta},
    {"357", QLocale::Cyprus},
    {"358", QLocale::Finland},
    {"359", QLocale::Bulgaria},
    {"370", QLocale::Lithuania},
    {"371", QLocale::Latvia},
    {"372", QLocale::Estonia},
    {"373", QLocale::Moldova},
    {"374", QLocale::Armenia},
    {"375", QLocale::Belarus},
    {"376", QLocale::Andorra},
    {"377", QLocale::Monaco},
    {"380", QLocale::Ukraine},
    {"381", QLocale::Serbia},
    {"382", QLocale::Montenegro},
    {"385", QLocale::Croatia},
    {"386", QLocale::Slovenia},
    {"387", QLocale::BosniaAndHerzegovina},
    {"389", QLocale::Macedonia},
    {"420", QLocale::Czechia},
    {"421", QLocale::Slovakia},
    {"423", QLocale::Liechtenstein},
    {"212", QLocale::Morocco},
    {"213", QLocale::Algeria},
    {"216", QLocale::Tunisia},
    {"221", QLocale::Senegal},
    {"225", QLocale::IvoryCoast},
    {"233", QLocale::Ghana},
    {"234", QLocale::Nigeria},
    {"237", QLocale::Cameroon},
    {"254", QLocale::Kenya},
    {"255", QLocale::Tanzania},
    {"256", QLocale::Uganda},
    {"264", QLocale::Namibia},
    {"502", QLocale::Guatemala},
    {"503", QLocale::ElSalvador},
    {"504", QLocale::Honduras},
    {"505", QLocale::Nicaragua},
    {"506", QLocale::CostaRica},
    {"507", QLocale::Panama},
    {"591", QLocale::Bolivia},
    {"593", QLocale::Ecuador},
    {"595", QLocale::Paraguay},
    {"598", QLocale::Uruguay},
    {"852", QLocale::HongKong},
    {"853", QLocale::Macao},
    {"855", QLocale::Cambodia},
    {"880", QLocale::Bangladesh},
    {"886", QLocale::Taiwan},
    {"961", QLocale::Lebanon},
    {"962", QLocale::Jordan},
    {"964", QLocale::Iraq},
    {"965", QLocale::Kuwait},
    {"966", QLocale::SaudiArabia},
    {"968", QLocale::Oman},
    {"971", QLocale::UnitedArabEmirates},
    {"972", QLocale::Israel},
    {"973", QLocale::Bahrain},
    {"974", QLocale::Qatar},
    {"977", QLocale::Nepal},
    {"994", QLocale::Azerbaijan},
    {"995", QLocale::Georgia},
    {"996", QLocale::Kyrgyzstan},
    {"998", QLocale::Uzbekistan},
    {"20", QLocale::Egypt},
    {"27", QLocale::SouthAfrica},
    {"30", QLocale::Greece},
    {"31", QLocale::Netherlands},
    {"32", QLocale::Belgium},
    {"33", QLocale::France},
    {"34", QLocale::Spain},
    {"36", QLocale::Hungary},
    {"39", QLocale::Italy},
    {"40", QLocale::Romania},
    {"41", QLocale::Switzerland},
    {"43", QLocale::Austria},
    {"44", QLocale::UnitedKingdom},
    {"45", QLocale::Denmark},
    {"46", QLocale::Sweden},
    {"47", QLocale::Norway},
    {"48", QLocale::Poland},
    {"49", QLocale::Germany},
    {"51", QLocale::Peru},
    {"52", QLocale::Mexico},
    {"53", QLocale::Cuba},
    {"54", QLocale::Argentina},
    {"55", QLocale::Brazil},
    {"56", QLocale::Chile},
    {"57", QLocale::Colombia},
    {"58", QLocale::Venezuela},
    {"60", QLocale::Malaysia},
    {"61", QLocale::Australia},
    {"62", QLocale::Indonesia},
    {"63", QLocale::Philippines},
    {"64", QLocale::NewZealand},
    {"65", QLocale::Singapore},
    {"66", QLocale::Thailand},
    {"81", QLocale::Japan},
    {"82", QLocale::SouthKorea},
    {"84", QLocale::Vietnam},
    {"86", QLocale::China},
    {"90", QLocale::Turkey},
    {"91", QLocale::India},
    {"92", QLocale::Pakistan},
    {"94", QLocale::SriLanka},
    {"98", QLocale::Iran},
};

QHash<QString, QLocale::Territory> knownNames()
{
    QHash<QString, QLocale::Territory> names;
    const QList<QLocale> locales =
        QLocale::matchingLocales(QLocale::AnyLanguage, QLocale::AnyScript, QLocale::AnyTerritory);
    for (const QLocale &locale : locales) {
        const QLocale::Territory territory = locale.territory();
        const QString code = QLocale::territoryToCode(territory);
        if (code.size() != 2) {
            continue; // "world", "Europe"
        }
        names.insert(plainPlace(code), territory);
        names.insert(plainPlace(QLocale::territoryToString(territory)), territory);
        if (const QString own = plainPlace(locale.nativeTerritoryName()); !own.isEmpty()) {
            names.insert(own, territory);
        }
    }
    for (const Alias &alias : aliases) {
        names.insert(QString::fromLatin1(alias.name), alias.territory);
    }
    return names;
}

} // namespace

QString plainPlace(const QString &text)
{
    const QString apart = text.left(200).normalized(QString::NormalizationForm_KD);
    QString plain;
    for (const QChar character : apart) {
        if (character.isLetterOrNumber()) {
            plain.append(character.toLower());
        } else if (character.isSpace() || character == QLatin1Char('-') || character == QLatin1Char('_')
                   || character == QLatin1Char('/')) {
            plain.append(QLatin1Char(' '));
        }
    }
    plain.replace(QChar(0x142), QLatin1Char('l')); // these have no decomposition: ł ø đ ß æ
    plain.replace(QChar(0xf8), QLatin1Char('o'));
    plain.replace(QChar(0x111), QLatin1Char('d'));
    plain.replace(QChar(0xdf), QLatin1String("ss"));
    plain.replace(QChar(0xe6), QLatin1String("ae"));
    return plain.simplified();
}

QLocale::Territory countryFrom(const QString &text)
{
    static const QHash<QString, QLocale::Territory> names = knownNames();
    const QString plain = plainPlace(text);
    if (plain.isEmpty()) {
        return QLocale::AnyTerritory;
    }
    const auto found = names.constFind(plain);
    return found != names.cend() ? *found : QLocale::codeToTerritory(plain.toUpper());
}

QLocale::Territory countryOfPhone(const QString &number)
{
    QString digits;
    bool international = false;
    for (const QChar character : number.left(60)) {
        if (character == QLatin1Char('+') && digits.isEmpty()) {
            international = true;
        } else if (character >= QLatin1Char('0') && character <= QLatin1Char('9')) {
            digits.append(character);
        }
    }
    if (!international && digits.startsWith(QLatin1String("00"))) {
        international = true;
        digits.remove(0, 2);
    }
    constexpr int shortest = 7; // what has fewer digits is no number of E.164
    if (!international || digits.size() < shortest) {
        return QLocale::AnyTerritory;
    }
    const auto found = std::ranges::find_if(
        callingCodes, [&](const CallingCode &code) { return digits.startsWith(QLatin1String(code.digits)); });
    return found == std::end(callingCodes) ? QLocale::AnyTerritory : found->territory;
}

QString countryName(QLocale::Territory territory)
{
    return QLocale::territoryToString(territory);
}

} // namespace AlwaysLeads
