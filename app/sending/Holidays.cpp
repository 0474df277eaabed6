#include "sending/Holidays.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>
#include <map>
#include <mutex>

namespace AlwaysLeads {

namespace {

/// How a holiday's date follows from the year.
struct Rule
{
    enum class Kind {
        Fixed, ///< month, day
        Easter, ///< day: days after Easter Sunday
        Nth, ///< month, weekday (1 Monday), day: the how-manyth, -1 the last
        OnOrAfter, ///< the first such weekday on or after month, day
    };
    Kind kind;
    int month;
    int day;
    int weekday;
    const char *name;
    int since = 0; ///< the first year
};

constexpr Rule fixed(int month, int day, const char *name, int since = 0)
{
    return {Rule::Kind::Fixed, month, day, 0, name, since};
}
constexpr Rule easter(int days, const char *name)
{
    return {Rule::Kind::Easter, 0, days, 0, name};
}
constexpr Rule nth(int month, int weekday, int which, const char *name)
{
    return {Rule::Kind::Nth, month, which, weekday, name};
}
constexpr Rule onOrAfter(int month, int day, int weekday, const char *name)
{
    return {Rule::Kind::OnOrAfter, month, day, weekday, name};
}

#define HOLIDAY(name) QT_TRANSLATE_NOOP("AlwaysLeads::Holidays", name)
constexpr const char *newYear = HOLIDAY("New Year's Day");
constexpr const char *epiphany = HOLIDAY("Epiphany");
constexpr const char *maundyThursday = HOLIDAY("Maundy Thursday");
constexpr const char *goodFriday = HOLIDAY("Good Friday");
constexpr const char *easterMonday = HOLIDAY("Easter Monday");
constexpr const char *labourDay = HOLIDAY("Labour Day");
constexpr const char *ascension = HOLIDAY("Ascension Day");
constexpr const char *whitMonday = HOLIDAY("Whit Monday");
constexpr const char *corpusChristi = HOLIDAY("Corpus Christi");
constexpr const char *assumption = HOLIDAY("Assumption Day");
constexpr const char *allSaints = HOLIDAY("All Saints' Day");
constexpr const char *immaculate = HOLIDAY("Immaculate Conception");
constexpr const char *nationalDay = HOLIDAY("National Day");
constexpr const char *independence = HOLIDAY("Independence Day");
constexpr const char *victory = HOLIDAY("Victory Day");
constexpr const char *armistice = HOLIDAY("Armistice Day");
constexpr const char *bankHoliday = HOLIDAY("Bank holiday");
constexpr const char *midsummerEve = HOLIDAY("Midsummer Eve");
constexpr const char *christmasEve = HOLIDAY("Christmas Eve");
constexpr const char *christmas = HOLIDAY("Christmas Day");
constexpr const char *secondChristmas = HOLIDAY("Second day of Christmas");
constexpr const char *thanksgiving = HOLIDAY("Thanksgiving");

// From the countries' own laws on public holidays (such as the German unification treaty and the states' common days, 5
// U.S.C. 6103, the British Banking and Financial Dealings Act 1971, the French Code du travail L3133-1).
const Rule germany[] = {fixed(1, 1, newYear),
                        easter(-2, goodFriday),
                        easter(1, easterMonday),
                        fixed(5, 1, labourDay),
                        easter(39, ascension),
                        easter(50, whitMonday),
                        fixed(10, 3, HOLIDAY("German Unity Day")),
                        fixed(12, 25, christmas),
                        fixed(12, 26, secondChristmas)};
const Rule austria[] = {fixed(1, 1, newYear),          fixed(1, 6, epiphany),    easter(1, easterMonday),
                        fixed(5, 1, labourDay),        easter(39, ascension),    easter(50, whitMonday),
                        easter(60, corpusChristi),     fixed(8, 15, assumption), fixed(10, 26, nationalDay),
                        fixed(11, 1, allSaints),       fixed(12, 8, immaculate), fixed(12, 25, christmas),
                        fixed(12, 26, secondChristmas)};
const Rule switzerland[] = {fixed(1, 1, newYear), easter(39, ascension), fixed(8, 1, nationalDay),
                            fixed(12, 25, christmas)};
const Rule france[] = {fixed(1, 1, newYear),      easter(1, easterMonday),  fixed(5, 1, labourDay),
                       fixed(5, 8, victory),      easter(39, ascension),    easter(50, whitMonday),
                       fixed(7, 14, nationalDay), fixed(8, 15, assumption), fixed(11, 1, allSaints),
                       fixed(11, 11, armistice),  fixed(12, 25, christmas)};
const Rule britain[] = {fixed(1, 1, newYear),       easter(-2, goodFriday),
                        easter(1, easterMonday),    nth(5, 1, 1, bankHoliday),
                        nth(5, 1, -1, bankHoliday), nth(8, 1, -1, bankHoliday),
                        fixed(12, 25, christmas),   fixed(12, 26, HOLIDAY("Boxing Day"))};
const Rule ireland[] = {fixed(1, 1, newYear),
                        fixed(3, 17, HOLIDAY("Saint Patrick's Day")),
                        easter(1, easterMonday),
                        nth(5, 1, 1, bankHoliday),
                        nth(6, 1, 1, bankHoliday),
                        nth(8, 1, 1, bankHoliday),
                        nth(10, 1, -1, bankHoliday),
                        fixed(12, 25, christmas),
                        fixed(12, 26, HOLIDAY("Saint Stephen's Day"))};
const Rule netherlands[] = {fixed(1, 1, newYear),          easter(1, easterMonday), fixed(4, 27, HOLIDAY("King's Day")),
                            easter(39, ascension),         easter(50, whitMonday),  fixed(12, 25, christmas),
                            fixed(12, 26, secondChristmas)};
const Rule belgium[] = {fixed(1, 1, newYear),     easter(1, easterMonday), fixed(5, 1, labourDay),
                        easter(39, ascension),    easter(50, whitMonday),  fixed(7, 21, nationalDay),
                        fixed(8, 15, assumption), fixed(11, 1, allSaints), fixed(11, 11, armistice),
                        fixed(12, 25, christmas)};
const Rule luxembourg[] = {fixed(1, 1, newYear),          easter(1, easterMonday),
                           fixed(5, 1, labourDay),        fixed(5, 9, HOLIDAY("Europe Day")),
                           easter(39, ascension),         easter(50, whitMonday),
                           fixed(6, 23, nationalDay),     fixed(8, 15, assumption),
                           fixed(11, 1, allSaints),       fixed(12, 25, christmas),
                           fixed(12, 26, secondChristmas)};
const Rule denmark[] = {fixed(1, 1, newYear),     easter(-3, maundyThursday),    easter(-2, goodFriday),
                        easter(1, easterMonday),  easter(39, ascension),         easter(50, whitMonday),
                        fixed(12, 25, christmas), fixed(12, 26, secondChristmas)};
const Rule sweden[] = {fixed(1, 1, newYear),          fixed(1, 6, epiphany),
                       easter(-2, goodFriday),        easter(1, easterMonday),
                       fixed(5, 1, labourDay),        easter(39, ascension),
                       fixed(6, 6, nationalDay),      onOrAfter(6, 19, 5, midsummerEve),
                       fixed(12, 24, christmasEve),   fixed(12, 25, christmas),
                       fixed(12, 26, secondChristmas)};
const Rule norway[] = {fixed(1, 1, newYear),          easter(-3, maundyThursday), easter(-2, goodFriday),
                       easter(1, easterMonday),       fixed(5, 1, labourDay),     fixed(5, 17, nationalDay),
                       easter(39, ascension),         easter(50, whitMonday),     fixed(12, 25, christmas),
                       fixed(12, 26, secondChristmas)};
const Rule finland[] = {fixed(1, 1, newYear),
                        fixed(1, 6, epiphany),
                        easter(-2, goodFriday),
                        easter(1, easterMonday),
                        fixed(5, 1, labourDay),
                        easter(39, ascension),
                        onOrAfter(6, 19, 5, midsummerEve),
                        fixed(12, 6, independence),
                        fixed(12, 24, christmasEve),
                        fixed(12, 25, christmas),
                        fixed(12, 26, secondChristmas)};
const Rule poland[] = {fixed(1, 1, newYear),
                       fixed(1, 6, epiphany),
                       easter(1, easterMonday),
                       fixed(5, 1, labourDay),
                       fixed(5, 3, HOLIDAY("Constitution Day")),
                       easter(60, corpusChristi),
                       fixed(8, 15, assumption),
                       fixed(11, 1, allSaints),
                       fixed(11, 11, independence),
                       fixed(12, 24, christmasEve, 2025),
                       fixed(12, 25, christmas),
                       fixed(12, 26, secondChristmas)};
const Rule czechia[] = {fixed(1, 1, newYear),
                        easter(-2, goodFriday),
                        easter(1, easterMonday),
                        fixed(5, 1, labourDay),
                        fixed(5, 8, victory),
                        fixed(7, 5, HOLIDAY("Saints Cyril and Methodius")),
                        fixed(7, 6, HOLIDAY("Jan Hus Day")),
                        fixed(9, 28, HOLIDAY("Statehood Day")),
                        fixed(10, 28, independence),
                        fixed(11, 17, HOLIDAY("Freedom and Democracy Day")),
                        fixed(12, 24, christmasEve),
                        fixed(12, 25, christmas),
                        fixed(12, 26, secondChristmas)};
const Rule spain[] = {fixed(1, 1, newYear),     fixed(1, 6, epiphany),
                      easter(-2, goodFriday),   fixed(5, 1, labourDay),
                      fixed(8, 15, assumption), fixed(10, 12, nationalDay),
                      fixed(11, 1, allSaints),  fixed(12, 6, HOLIDAY("Constitution Day")),
                      fixed(12, 8, immaculate), fixed(12, 25, christmas)};
const Rule portugal[] = {fixed(1, 1, newYear),
                         easter(-2, goodFriday),
                         fixed(4, 25, HOLIDAY("Freedom Day")),
                         fixed(5, 1, labourDay),
                         easter(60, corpusChristi),
                         fixed(6, 10, HOLIDAY("Portugal Day")),
                         fixed(8, 15, assumption),
                         fixed(10, 5, HOLIDAY("Republic Day")),
                         fixed(11, 1, allSaints),
                         fixed(12, 1, independence),
                         fixed(12, 8, immaculate),
                         fixed(12, 25, christmas)};
const Rule italy[] = {fixed(1, 1, newYear),     fixed(1, 6, epiphany),
                      easter(1, easterMonday),  fixed(4, 25, HOLIDAY("Liberation Day")),
                      fixed(5, 1, labourDay),   fixed(6, 2, HOLIDAY("Republic Day")),
                      fixed(8, 15, assumption), fixed(10, 4, HOLIDAY("Saint Francis"), 2026),
                      fixed(11, 1, allSaints),  fixed(12, 8, immaculate),
                      fixed(12, 25, christmas), fixed(12, 26, secondChristmas)};
const Rule unitedStates[] = {fixed(1, 1, newYear),
                             nth(1, 1, 3, HOLIDAY("Martin Luther King Day")),
                             nth(2, 1, 3, HOLIDAY("Washington's Birthday")),
                             nth(5, 1, -1, HOLIDAY("Memorial Day")),
                             fixed(6, 19, HOLIDAY("Juneteenth"), 2021),
                             fixed(7, 4, independence),
                             nth(9, 1, 1, labourDay),
                             nth(10, 1, 2, HOLIDAY("Columbus Day")),
                             fixed(11, 11, HOLIDAY("Veterans Day")),
                             nth(11, 4, 4, thanksgiving),
                             fixed(12, 25, christmas)};
const Rule canada[] = {fixed(1, 1, newYear),
                       easter(-2, goodFriday),
                       onOrAfter(5, 18, 1, HOLIDAY("Victoria Day")),
                       fixed(7, 1, HOLIDAY("Canada Day")),
                       nth(9, 1, 1, labourDay),
                       nth(10, 1, 2, thanksgiving),
                       fixed(12, 25, christmas)};
#undef HOLIDAY

/// What becomes of a fixed holiday on a weekend.
enum class Substitute {
    None,
    NextWeekday, ///< the next day that is neither weekend nor holiday (Britain, Ireland, Canada)
    Nearest, ///< Saturday: Friday before, Sunday: Monday after (5 U.S.C. 6103 (b))
    DayBeforeSunday, ///< Sunday: the Saturday before (the Dutch King's Day)
};

struct Country
{
    QLocale::Territory territory;
    const Rule *rules;
    size_t count;
    Substitute substitute;
};

template <size_t count>
Country country(QLocale::Territory territory, const Rule (&rules)[count], Substitute substitute = Substitute::None)
{
    return {territory, rules, count, substitute};
}

const Country countries[] = {
    country(QLocale::Austria, austria),
    country(QLocale::Belgium, belgium),
    country(QLocale::Canada, canada, Substitute::NextWeekday),
    country(QLocale::Czechia, czechia),
    country(QLocale::Denmark, denmark),
    country(QLocale::Finland, finland),
    country(QLocale::France, france),
    country(QLocale::Germany, germany),
    country(QLocale::Ireland, ireland, Substitute::NextWeekday),
    country(QLocale::Italy, italy),
    country(QLocale::Luxembourg, luxembourg),
    country(QLocale::Netherlands, netherlands, Substitute::DayBeforeSunday),
    country(QLocale::Norway, norway),
    country(QLocale::Poland, poland),
    country(QLocale::Portugal, portugal),
    country(QLocale::Spain, spain),
    country(QLocale::Sweden, sweden),
    country(QLocale::Switzerland, switzerland),
    country(QLocale::UnitedKingdom, britain, Substitute::NextWeekday),
    country(QLocale::UnitedStates, unitedStates, Substitute::Nearest),
};

QDate dateOf(const Rule &rule, int year)
{
    switch (rule.kind) {
    case Rule::Kind::Fixed:
        return QDate(year, rule.month, rule.day);
    case Rule::Kind::Easter:
        return easterSunday(year).addDays(rule.day);
    case Rule::Kind::Nth: {
        if (rule.day < 0) {
            const QDate last(year, rule.month, QDate(year, rule.month, 1).daysInMonth());
            return last.addDays(-((last.dayOfWeek() - rule.weekday + 7) % 7));
        }
        const QDate first(year, rule.month, 1);
        return first.addDays((rule.weekday - first.dayOfWeek() + 7) % 7 + 7 * (rule.day - 1));
    }
    case Rule::Kind::OnOrAfter: {
        const QDate first(year, rule.month, rule.day);
        return first.addDays((rule.weekday - first.dayOfWeek() + 7) % 7);
    }
    }
    return {};
}

QDate kept(QDate date, Substitute substitute, const QList<Holiday> &others)
{
    const auto taken = [&](QDate day) {
        return day.dayOfWeek() >= 6 || std::ranges::find(others, day, &Holiday::date) != others.end();
    };
    switch (substitute) {
    case Substitute::None:
        break;
    case Substitute::NextWeekday:
        while (taken(date)) {
            date = date.addDays(1);
        }
        break;
    case Substitute::Nearest:
        return date.dayOfWeek() == 6 ? date.addDays(-1) : date.dayOfWeek() == 7 ? date.addDays(1) : date;
    case Substitute::DayBeforeSunday:
        return date == QDate(date.year(), 4, 27) && date.dayOfWeek() == 7 ? date.addDays(-1) : date;
    }
    return date;
}

QList<Holiday> computed(const Country &country, int year)
{
    QList<Holiday> days;
    for (size_t i = 0; i < country.count; ++i) {
        const Rule &rule = country.rules[i];
        if (year < rule.since) {
            continue;
        }
        QDate date = dateOf(rule, year);
        if (rule.kind == Rule::Kind::Fixed) {
            date = kept(date, country.substitute, days);
        }
        days.append({date, QCoreApplication::translate("AlwaysLeads::Holidays", rule.name)});
    }
    if (country.substitute == Substitute::Nearest && QDate(year + 1, 1, 1).dayOfWeek() == 6) {
        days.append({QDate(year, 12, 31), QCoreApplication::translate("AlwaysLeads::Holidays", newYear)});
    }
    if (country.territory == QLocale::Ireland && year >= 2023) { // the first Monday of February, or the 1st on a Friday
        const QDate first(year, 2, 1);
        const QDate day = first.dayOfWeek() == 5 ? first : dateOf(nth(2, 1, 1, ""), year);
        days.append({day,
                     QCoreApplication::translate("AlwaysLeads::Holidays",
                                                 QT_TRANSLATE_NOOP("AlwaysLeads::Holidays", "Saint Brigid's Day"))});
    }
    std::ranges::sort(days, {}, &Holiday::date);
    return days;
}

} // namespace

QDate easterSunday(int year)
{
    // The anonymous Gregorian algorithm (Nature, 20 April 1876; Meeus, Astronomical Algorithms, chapter 8).
    const int a = year % 19;
    const int b = year / 100;
    const int c = year % 100;
    const int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    const int m = (a + 11 * h + 22 * l) / 451;
    const int sum = h + l - 7 * m + 114;
    return QDate(year, sum / 31, sum % 31 + 1);
}

QList<Holiday> holidaysOf(QLocale::Territory territory, int year)
{
    // Asked for each mail and day; database threads may ask at once.
    static std::mutex mutex;
    static std::map<std::pair<int, int>, QList<Holiday>> known;
    const auto found = std::ranges::find(countries, territory, &Country::territory);
    if (found == std::end(countries) || year < 1900 || year > 2200) {
        return {};
    }
    const std::lock_guard lock(mutex);
    QList<Holiday> &days = known[{int(territory), year}];
    if (days.isEmpty()) {
        days = computed(*found, year);
    }
    return days;
}

QString holidayIn(QLocale::Territory territory, QDate date)
{
    const QList<Holiday> days = holidaysOf(territory, date.year());
    const auto found = std::ranges::find(days, date, &Holiday::date);
    return found == days.end() ? QString() : found->name;
}

QList<QLocale::Territory> countriesWithHolidays()
{
    QList<QLocale::Territory> all;
    for (const Country &country : countries) {
        all.append(country.territory);
    }
    return all;
}

} // namespace AlwaysLeads
