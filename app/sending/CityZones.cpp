#include "sending/CityZones.h"

#include <QTimeZone>

#include <algorithm>

namespace AlwaysLeads {

namespace {

struct Cities
{
    QLocale::Territory territory;
    const char *zone;
    const char *names; ///< as plainPlace() makes them, each between two bars
};

// Larger cities of countries with several times, each with the time it keeps, and cities that are written without their
// country. Where countries share a name, the first one is meant when no country is said.
constexpr Cities cities[] = {
    {QLocale::UnitedStates, "America/New_York",
     "|new york|new york city|nyc|manhattan|brooklyn|boston|cambridge|philadelphia|washington|"
     "washington dc|atlanta|miami|orlando|tampa|jacksonville|charlotte|raleigh|durham|detroit|"
     "ann arbor|cleveland|columbus|cincinnati|pittsburgh|baltimore|richmond|norfolk|newark|"
     "jersey city|hartford|providence|buffalo|rochester|albany|savannah|fort lauderdale|"
     "louisville|indianapolis|stamford|charleston|"},
    {QLocale::UnitedStates, "America/Chicago",
     "|chicago|houston|dallas|austin|san antonio|fort worth|plano|irving|new orleans|"
     "baton rouge|memphis|nashville|kansas city|st louis|saint louis|minneapolis|st paul|"
     "saint paul|milwaukee|madison|oklahoma city|tulsa|omaha|lincoln|des moines|birmingham|"
     "mobile|little rock|laredo|wichita|sioux falls|huntsville|"},
    {QLocale::UnitedStates, "America/Denver",
     "|denver|boulder|colorado springs|salt lake city|provo|albuquerque|santa fe|el paso|boise|"
     "billings|cheyenne|"},
    {QLocale::UnitedStates, "America/Phoenix", "|phoenix|tucson|scottsdale|tempe|mesa|"},
    {QLocale::UnitedStates, "America/Los_Angeles",
     "|los angeles|san francisco|san diego|san jose|oakland|long beach|sacramento|fresno|"
     "palo alto|mountain view|menlo park|santa monica|irvine|anaheim|berkeley|seattle|"
     "bellevue|redmond|tacoma|spokane|portland|las vegas|reno|"},
    {QLocale::UnitedStates, "America/Anchorage", "|anchorage|fairbanks|juneau|"},
    {QLocale::UnitedStates, "Pacific/Honolulu", "|honolulu|"},
    {QLocale::Canada, "America/Toronto",
     "|toronto|montreal|ottawa|mississauga|hamilton|quebec|quebec city|waterloo|kitchener|"
     "london|markham|laval|gatineau|"},
    {QLocale::Canada, "America/Winnipeg", "|winnipeg|"},
    {QLocale::Canada, "America/Regina", "|regina|saskatoon|"},
    {QLocale::Canada, "America/Edmonton", "|calgary|edmonton|"},
    {QLocale::Canada, "America/Vancouver", "|vancouver|victoria|burnaby|surrey|richmond|prince rupert|"},
    {QLocale::Canada, "America/Halifax", "|halifax|moncton|saint john|fredericton|"},
    {QLocale::Canada, "America/St_Johns", "|st johns|saint johns|"},
    {QLocale::Brazil, "America/Sao_Paulo",
     "|sao paulo|rio de janeiro|belo horizonte|brasilia|curitiba|porto alegre|campinas|santos|"
     "florianopolis|goiania|vitoria|joinville|"},
    {QLocale::Brazil, "America/Bahia", "|salvador|"},
    {QLocale::Brazil, "America/Recife", "|recife|"},
    {QLocale::Brazil, "America/Fortaleza", "|fortaleza|natal|joao pessoa|"},
    {QLocale::Brazil, "America/Belem", "|belem|"},
    {QLocale::Brazil, "America/Manaus", "|manaus|"},
    {QLocale::Brazil, "America/Cuiaba", "|cuiaba|"},
    {QLocale::Brazil, "America/Campo_Grande", "|campo grande|"},
    {QLocale::Brazil, "America/Rio_Branco", "|rio branco|"},
    {QLocale::Mexico, "America/Mexico_City",
     "|mexico city|ciudad de mexico|guadalajara|puebla|queretaro|leon|veracruz|toluca|merida|"},
    {QLocale::Mexico, "America/Monterrey", "|monterrey|saltillo|nuevo laredo|"},
    {QLocale::Mexico, "America/Tijuana", "|tijuana|mexicali|ensenada|"},
    {QLocale::Mexico, "America/Hermosillo", "|hermosillo|"},
    {QLocale::Mexico, "America/Chihuahua", "|chihuahua|"},
    {QLocale::Mexico, "America/Ciudad_Juarez", "|ciudad juarez|juarez|"},
    {QLocale::Mexico, "America/Cancun", "|cancun|playa del carmen|"},
    {QLocale::Mexico, "America/Mazatlan", "|mazatlan|culiacan|"},
    {QLocale::Australia, "Australia/Sydney", "|sydney|canberra|newcastle|wollongong|"},
    {QLocale::Australia, "Australia/Melbourne", "|melbourne|geelong|"},
    {QLocale::Australia, "Australia/Brisbane", "|brisbane|gold coast|cairns|townsville|"},
    {QLocale::Australia, "Australia/Adelaide", "|adelaide|"},
    {QLocale::Australia, "Australia/Perth", "|perth|fremantle|"},
    {QLocale::Australia, "Australia/Darwin", "|darwin|"},
    {QLocale::Australia, "Australia/Hobart", "|hobart|launceston|"},
    {QLocale::Russia, "Europe/Moscow",
     "|moscow|moskva|saint petersburg|st petersburg|nizhny novgorod|kazan|rostov on don|"
     "krasnodar|sochi|"},
    {QLocale::Russia, "Europe/Kaliningrad", "|kaliningrad|"},
    {QLocale::Russia, "Europe/Samara", "|samara|"},
    {QLocale::Russia, "Asia/Yekaterinburg", "|yekaterinburg|ekaterinburg|chelyabinsk|ufa|perm|tyumen|"},
    {QLocale::Russia, "Asia/Omsk", "|omsk|"},
    {QLocale::Russia, "Asia/Novosibirsk", "|novosibirsk|"},
    {QLocale::Russia, "Asia/Krasnoyarsk", "|krasnoyarsk|"},
    {QLocale::Russia, "Asia/Irkutsk", "|irkutsk|"},
    {QLocale::Russia, "Asia/Vladivostok", "|vladivostok|khabarovsk|"},
    {QLocale::Indonesia, "Asia/Jakarta", "|jakarta|surabaya|bandung|medan|semarang|palembang|tangerang|bekasi|"},
    {QLocale::Indonesia, "Asia/Makassar", "|makassar|denpasar|balikpapan|bali|manado|"},
    {QLocale::Indonesia, "Asia/Jayapura", "|jayapura|"},
    {QLocale::CongoKinshasa, "Africa/Kinshasa", "|kinshasa|"},
    {QLocale::CongoKinshasa, "Africa/Lubumbashi", "|lubumbashi|goma|"},
    {QLocale::Spain, "Europe/Madrid",
     "|madrid|barcelona|valencia|sevilla|seville|bilbao|vigo|zaragoza|malaga|palma|algeciras|"
     "a coruna|"},
    {QLocale::Spain, "Atlantic/Canary", "|las palmas|las palmas de gran canaria|santa cruz de tenerife|tenerife|"},
    {QLocale::Spain, "Africa/Ceuta", "|ceuta|melilla|"},
    {QLocale::Portugal, "Europe/Lisbon", "|lisbon|lisboa|porto|braga|aveiro|coimbra|setubal|sines|matosinhos|"},
    {QLocale::Portugal, "Atlantic/Madeira", "|funchal|"},
    {QLocale::Portugal, "Atlantic/Azores", "|ponta delgada|"},
    {QLocale::Chile, "America/Santiago",
     "|santiago|santiago de chile|valparaiso|vina del mar|concepcion|san antonio|antofagasta|"
     "iquique|temuco|"},
    {QLocale::Chile, "America/Punta_Arenas", "|punta arenas|"},
    {QLocale::Chile, "Pacific/Easter", "|hanga roa|"},
    {QLocale::Ecuador, "America/Guayaquil", "|guayaquil|quito|cuenca|"},
    {QLocale::Ecuador, "Pacific/Galapagos", "|puerto ayora|"},
    {QLocale::NewZealand, "Pacific/Auckland", "|auckland|wellington|christchurch|hamilton|tauranga|"},
    {QLocale::Germany, "Europe/Berlin",
     "|berlin|hamburg|munich|munchen|cologne|koln|frankfurt|frankfurt am main|stuttgart|"
     "dusseldorf|bremen|bremerhaven|hannover|hanover|leipzig|dresden|nuremberg|nurnberg|"
     "dortmund|essen|duisburg|bonn|karlsruhe|mannheim|kiel|lubeck|rostock|wiesbaden|mainz|"},
    {QLocale::Austria, "Europe/Vienna", "|vienna|wien|graz|linz|salzburg|innsbruck|"},
    {QLocale::Switzerland, "Europe/Zurich", "|zurich|geneva|geneve|basel|bern|lausanne|lugano|st gallen|zug|"},
    {QLocale::France, "Europe/Paris",
     "|paris|lyon|marseille|toulouse|nice|nantes|strasbourg|bordeaux|lille|rennes|le havre|"
     "grenoble|dunkerque|"},
    {QLocale::UnitedKingdom, "Europe/London",
     "|london|manchester|birmingham|liverpool|leeds|bristol|glasgow|edinburgh|cardiff|belfast|"
     "cambridge|oxford|southampton|felixstowe|hull|sheffield|newcastle|"},
    {QLocale::Ireland, "Europe/Dublin", "|dublin|cork|galway|limerick|"},
    {QLocale::Netherlands, "Europe/Amsterdam",
     "|amsterdam|rotterdam|the hague|den haag|utrecht|eindhoven|groningen|delft|tilburg|breda|"
     "venlo|"},
    {QLocale::Belgium, "Europe/Brussels",
     "|brussels|bruxelles|brussel|antwerp|antwerpen|ghent|gent|liege|bruges|zeebrugge|leuven|"},
    {QLocale::Denmark, "Europe/Copenhagen", "|copenhagen|kobenhavn|aarhus|odense|aalborg|esbjerg|"},
    {QLocale::Sweden, "Europe/Stockholm", "|stockholm|gothenburg|goteborg|malmo|uppsala|helsingborg|"},
    {QLocale::Norway, "Europe/Oslo", "|oslo|bergen|trondheim|stavanger|tromso|"},
    {QLocale::Finland, "Europe/Helsinki", "|helsinki|espoo|tampere|turku|oulu|"},
    {QLocale::Poland, "Europe/Warsaw",
     "|warsaw|warszawa|krakow|cracow|gdansk|gdynia|wroclaw|poznan|lodz|szczecin|katowice|"
     "lublin|"},
    {QLocale::Czechia, "Europe/Prague", "|prague|praha|brno|ostrava|plzen|"},
    {QLocale::Hungary, "Europe/Budapest", "|budapest|debrecen|"},
    {QLocale::Italy, "Europe/Rome",
     "|rome|roma|milan|milano|turin|torino|genoa|genova|naples|napoli|bologna|florence|firenze|"
     "venice|venezia|trieste|verona|"},
    {QLocale::Greece, "Europe/Athens", "|athens|thessaloniki|piraeus|"},
    {QLocale::Romania, "Europe/Bucharest", "|bucharest|bucuresti|cluj napoca|constanta|timisoara|"},
    {QLocale::Turkey, "Europe/Istanbul", "|istanbul|ankara|izmir|mersin|bursa|"},
    {QLocale::Ukraine, "Europe/Kyiv", "|kyiv|kiev|odesa|odessa|lviv|kharkiv|dnipro|"},
    {QLocale::UnitedArabEmirates, "Asia/Dubai", "|dubai|abu dhabi|sharjah|"},
    {QLocale::India, "Asia/Kolkata",
     "|mumbai|delhi|new delhi|bangalore|bengaluru|chennai|hyderabad|kolkata|pune|ahmedabad|"},
    {QLocale::China, "Asia/Shanghai",
     "|shanghai|beijing|shenzhen|guangzhou|ningbo|qingdao|tianjin|hangzhou|xiamen|chengdu|"
     "wuhan|"},
    {QLocale::Japan, "Asia/Tokyo", "|tokyo|osaka|nagoya|yokohama|kobe|fukuoka|kyoto|sapporo|hakata|"},
    {QLocale::SouthKorea, "Asia/Seoul", "|seoul|busan|incheon|"},
    {QLocale::Singapore, "Asia/Singapore", "|singapore|"},
    {QLocale::HongKong, "Asia/Hong_Kong", "|hong kong|"},
    {QLocale::Taiwan, "Asia/Taipei", "|taipei|kaohsiung|"},
    {QLocale::SouthAfrica, "Africa/Johannesburg", "|johannesburg|cape town|durban|pretoria|"},
    {QLocale::Nigeria, "Africa/Lagos", "|lagos|abuja|"},
    {QLocale::Kenya, "Africa/Nairobi", "|nairobi|mombasa|"},
    {QLocale::Egypt, "Africa/Cairo", "|cairo|alexandria|port said|"},
    {QLocale::Argentina, "America/Argentina/Buenos_Aires", "|buenos aires|rosario|"},
    {QLocale::Colombia, "America/Bogota", "|bogota|medellin|cali|cartagena|"},
    {QLocale::Peru, "America/Lima", "|lima|callao|"},
    {QLocale::Israel, "Asia/Jerusalem", "|tel aviv|haifa|jerusalem|"},
};

} // namespace

CityZone zoneOfCity(const QString &plainCity, QLocale::Territory territory)
{
    if (plainCity.isEmpty() || plainCity.contains(QLatin1Char('|'))) {
        return {};
    }
    const QByteArray name = '|' + plainCity.toUtf8() + '|';
    const auto found = std::ranges::find_if(cities, [&](const Cities &group) {
        return (territory == QLocale::AnyTerritory || territory == group.territory)
            && QByteArrayView(group.names).contains(name);
    });
    if (found == std::end(cities) || !QTimeZone::isTimeZoneIdAvailable(found->zone)) {
        return {};
    }
    return {found->zone, found->territory};
}

} // namespace AlwaysLeads
