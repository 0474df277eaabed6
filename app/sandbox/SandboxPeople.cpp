#include "sandbox/SandboxPeople.h"

#include "sandbox/SandboxNames.h"

#include <QCryptographicHash>
#include <QHash>
#include <QSet>

#include <algorithm>
#include <iterator>

namespace AlwaysLeads {

namespace {

constexpr qsizetype howMany = 200;
constexpr qsizetype sampleRows = 40;
constexpr qsizetype howManyLater = 400;
constexpr qsizetype mostTried = 20'000; // numbers, so that names that run out end it
constexpr qsizetype firstOfLater = 40; // who come soon, so that a person who tries it out sees somebody come
constexpr std::chrono::seconds betweenFirst{30};
constexpr std::chrono::minutes betweenLater{36};

QString idOf(const QString &text)
{
    return QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha1).toHex().left(24));
}

/// The letters of a name as they stand in addresses: "Østergaard" gives "ostergaard".
QString plainLetters(const QString &text)
{
    static const QHash<QChar, QString> special = {
        {u'ø', QStringLiteral("o")},  {u'ł', QStringLiteral("l")}, {u'ß', QStringLiteral("ss")},
        {u'æ', QStringLiteral("ae")}, {u'đ', QStringLiteral("d")}, {u'ı', QStringLiteral("i")},
    };
    QString plain;
    for (const QChar c : text.toLower().normalized(QString::NormalizationForm_D)) {
        if ((c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9')) {
            plain += c;
        } else {
            plain += special.value(c);
        }
    }
    return plain;
}

struct Role
{
    QString title;
    QString seniority;
};

const QList<Role> &roles()
{
    static const QList<Role> list = {
        {QStringLiteral("Head of Operations"), QStringLiteral("head")},
        {QStringLiteral("Operations Director"), QStringLiteral("director")},
        {QStringLiteral("Fleet Manager"), QStringLiteral("manager")},
        {QStringLiteral("Chief Operating Officer"), QStringLiteral("c_suite")},
        {QStringLiteral("Head of Dispatch"), QStringLiteral("head")},
        {QStringLiteral("VP Logistics"), QStringLiteral("vp")},
        {QStringLiteral("Owner"), QStringLiteral("owner")},
        {QStringLiteral("Terminal Manager"), QStringLiteral("manager")},
        {QStringLiteral("Head of Planning"), QStringLiteral("head")},
        {QStringLiteral("Managing Director"), QStringLiteral("c_suite")},
        {QStringLiteral("Customs Manager"), QStringLiteral("manager")},
    };
    return list;
}

QString newsOf(qsizetype number, const QString &city)
{
    static const QStringList news = {
        QStringLiteral("Opened a second terminal in %1 in October 2026"),
        QStringLiteral("Is hiring two load planners in %1"),
        QStringLiteral("Added a 9,000 m² warehouse in %1"),
        QStringLiteral("Started a night line from %1 in September 2026"),
        QStringLiteral("Took over the refrigerated traffic of a competitor in %1"),
        QStringLiteral("Ordered twelve electric trucks for its %1 depot"),
        QStringLiteral("Moved its dispatch office to the port of %1"),
    };
    return news.at(number % news.size()).arg(city);
}

SandboxCompany company(const QString &name, const QString &domain, const QString &city, const QString &country,
                       int employees)
{
    static const QStringList industries = {QStringLiteral("logistics & supply chain"),
                                           QStringLiteral("transportation/trucking/railroad"),
                                           QStringLiteral("package/freight delivery"), QStringLiteral("maritime")};
    SandboxCompany made;
    const size_t number = size_t(name.size()) * 31 + size_t(employees);
    made.id = idOf(domain);
    made.name = name;
    made.domain = domain;
    made.industry = industries.at(qsizetype(number % size_t(industries.size())));
    made.city = city;
    made.country = country;
    made.employees = employees;
    made.founded = 1951 + int(number % 68);
    made.description = QStringLiteral("%1 moves freight from %2, with %3 people.").arg(name, city).arg(employees);
    made.news = newsOf(qsizetype(number), city);
    return made;
}

QList<SandboxPerson> knownPeople()
{
    QList<SandboxPerson> people;
    for (const SandboxKnown &known : SandboxKnown::all()) {
        SandboxPerson person;
        person.firstName = known.firstName;
        person.lastName = known.lastName;
        person.title = known.title;
        person.seniority = known.seniority;
        person.email = known.mailName + u'@' + known.domain;
        person.emailStatus = QStringLiteral("verified");
        person.city = known.city;
        person.country = known.country;
        person.company = company(known.company, known.domain, known.city, known.country, known.employees);
        person.id = idOf(person.email);
        people.append(person);
    }
    return people;
}

SandboxPerson invented(qsizetype number)
{
    const QList<SandboxCountry> &countries = SandboxCountry::all();
    const SandboxCountry &country = countries.at(number % countries.size());
    const qsizetype turn = number / countries.size();
    const QString &companyName = country.companies.at(turn % country.companies.size());
    const qsizetype companyNumber = country.companies.indexOf(companyName);
    const QString &companyCity = country.cities.at(companyNumber % country.cities.size());
    const Role &role = roles().at((number * 7 + turn) % roles().size());

    SandboxPerson person;
    person.firstName = country.firstNames.at(turn % country.firstNames.size());
    person.lastName =
        country.lastNames.at((turn + turn / country.lastNames.size() + number) % country.lastNames.size());
    person.title = role.title;
    person.seniority = role.seniority;
    person.city = turn % 4 == 3 ? country.cities.at((turn + 1) % country.cities.size()) : companyCity;
    person.country = country.name;
    static constexpr int sizes[] = {14, 28, 45, 60, 85, 120, 190, 260, 410, 900, 2400};
    const int employees = sizes[(number % countries.size() + companyNumber * 3) % qsizetype(std::size(sizes))];
    person.company = company(companyName, plainLetters(companyName) + QStringLiteral(".example"), companyCity,
                             country.name, employees);
    const QString address =
        plainLetters(person.firstName).left(1) + u'.' + plainLetters(person.lastName) + u'@' + person.company.domain;
    person.id = idOf(address);
    switch (number % 9) {
    case 4:
        person.emailStatus = QStringLiteral("extrapolated");
        person.email = address;
        break;
    case 7:
        person.emailStatus = QStringLiteral("unavailable");
        break;
    default:
        person.emailStatus = QStringLiteral("verified");
        person.email = address;
    }
    return person;
}

QByteArray csvLine(const QStringList &cells)
{
    QStringList quoted;
    for (QString cell : cells) {
        if (cell.contains(u',') || cell.contains(u'"')) {
            cell = u'"' + cell.replace(u'"', QStringLiteral("\"\"")) + u'"';
        }
        quoted.append(cell);
    }
    return quoted.join(u',').toUtf8() + "\r\n";
}

QByteArray csvRow(const SandboxPerson &person)
{
    return csvLine({person.firstName, person.lastName, person.title, person.company.name, person.email, person.city,
                    person.country,
                    person.company.employees > 0 ? QString::number(person.company.employees) : QString()});
}

} // namespace

SandboxPeople::SandboxPeople()
    : m_people(knownPeople())
{
    QSet<QString> ids;
    for (const SandboxPerson &person : std::as_const(m_people)) {
        ids.insert(person.id);
    }
    for (qsizetype number = 0; m_later.size() < howManyLater && number < mostTried; ++number) {
        const SandboxPerson person = invented(number);
        if (!ids.contains(person.id)) { // two of one name in one company would share an address
            ids.insert(person.id);
            (m_people.size() < howMany ? m_people : m_later).append(person);
        }
    }
}

QList<SandboxPerson> SandboxPeople::cameAfter(std::chrono::seconds time) const
{
    const auto soon = std::clamp<qint64>(time / betweenFirst, 0, firstOfLater);
    const auto rest = std::max<qint64>(0, (time - firstOfLater * betweenFirst) / betweenLater);
    return m_later.mid(0, std::min<qint64>(soon + rest, m_later.size()));
}

std::optional<SandboxPerson> SandboxPeople::byId(const QString &id) const
{
    return found(&SandboxPerson::id, id);
}

std::optional<SandboxPerson> SandboxPeople::byEmail(const QString &email) const
{
    if (email.isEmpty()) {
        return std::nullopt;
    }
    return found(&SandboxPerson::email, email.toLower());
}

std::optional<SandboxPerson> SandboxPeople::found(QString SandboxPerson::*part, const QString &value) const
{
    for (const QList<SandboxPerson> *people : {&m_people, &m_later}) {
        if (const auto person = std::ranges::find(*people, value, part); person != people->end()) {
            return *person;
        }
    }
    return std::nullopt;
}

QList<SandboxPerson> SandboxPeople::inSample() const
{
    QList<SandboxPerson> people;
    std::ranges::copy_if(m_people, std::back_inserter(people),
                         [](const SandboxPerson &person) { return !person.email.isEmpty(); });
    return people.first(sampleRows - 1);
}

QByteArray SandboxPeople::sampleCsv() const
{
    QList<SandboxPerson> rows = inSample();
    // What real files are like: one address with a comma, one person without a company, one without a city, and one
    // person twice, the second time in capitals.
    rows[17].email.replace(QStringLiteral(".example"), QStringLiteral(",example"));
    rows[22].company = SandboxCompany();
    rows[27].city.clear();
    SandboxPerson again = rows.at(3);
    again.email = again.email.toUpper();
    rows.insert(31, again);

    QByteArray csv = csvLine({QStringLiteral("First name"), QStringLiteral("Last name"), QStringLiteral("Title"),
                              QStringLiteral("Company"), QStringLiteral("Email"), QStringLiteral("City"),
                              QStringLiteral("Country"), QStringLiteral("Employees")});
    for (const SandboxPerson &person : std::as_const(rows)) {
        csv += csvRow(person);
    }
    return csv;
}

} // namespace AlwaysLeads
