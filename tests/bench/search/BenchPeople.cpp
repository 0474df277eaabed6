#include "BenchPeople.h"

#include "lead/LeadStore.h"

#include <QCoroTask>
#include <QRandomGenerator>

namespace AlwaysLeads {

namespace {

constexpr qint64 inOneTransaction = 20'000;
constexpr qint64 peopleOfCompany = 5;

const QStringList syllables =
    QStringLiteral("an ber ca del el fre gus ha in jo ka lo ma no ol pe qui ra sa to ul va wi xa yo ze bri cho dra fle "
                   "gri hol")
        .split(QLatin1Char(' '));
const QStringList ranks = {QStringLiteral("Head of"), QStringLiteral("Director of"), QStringLiteral("VP"),
                           QStringLiteral("Chief"),   QStringLiteral("Manager"),     QStringLiteral("Senior"),
                           QStringLiteral("Lead"),    QStringLiteral("Junior")};
const QStringList trades = {QStringLiteral("Operations"), QStringLiteral("Logistics"),   QStringLiteral("Planning"),
                            QStringLiteral("Sales"),      QStringLiteral("Marketing"),   QStringLiteral("Finance"),
                            QStringLiteral("Dispatch"),   QStringLiteral("Procurement"), QStringLiteral("Engineering"),
                            QStringLiteral("Officer")};
const QStringList industries = {QStringLiteral("Freight"), QStringLiteral("Logistics"), QStringLiteral("Software"),
                                QStringLiteral("Retail"),  QStringLiteral("Food"),      QStringLiteral("Machines"),
                                QStringLiteral("Energy"),  QStringLiteral("Health")};

QString word(QRandomGenerator &random, int length)
{
    QString text;
    for (int i = 0; i < length; ++i) {
        text += syllables.at(random.bounded(int(syllables.size())));
    }
    text[0] = text.at(0).toUpper();
    return text;
}

template <typename List> const auto &any(QRandomGenerator &random, const List &list)
{
    return list.at(random.bounded(int(list.size())));
}

} // namespace

BenchPeople::BenchPeople(qint64 count)
    : m_count(count)
{
}

Result<> BenchPeople::fill(Database &database) const
{
    QRandomGenerator random(7);
    QStringList first;
    QStringList last;
    for (int i = 0; i < 3000; ++i) {
        first << word(random, 2 + random.bounded(2));
    }
    for (int i = 0; i < 40'000; ++i) {
        last << word(random, 2 + random.bounded(3));
    }
    const QDateTime start = QDateTime::currentDateTimeUtc().addSecs(-m_count);
    for (qint64 done = 0; done < m_count; done += inOneTransaction) {
        auto written = database.write<void>([&, done](Connection &connection) -> Result<> {
            const LeadStore store;
            for (qint64 i = done; i < std::min(done + inOneTransaction, m_count); ++i) {
                if (i % peopleOfCompany == 0) {
                    Result<qint64> company = connection.insert(
                        QStringLiteral("INSERT INTO company (name, domain, size, industry, created_at) VALUES (?, ?, "
                                       "?, ?, 1)"),
                        {word(random, 3) + QLatin1Char(' ') + any(random, trades), QStringLiteral("c%1.example").arg(i),
                         random.bounded(5000), any(random, industries)});
                    if (!company) {
                        return failureOf(std::move(company));
                    }
                }
                Lead lead;
                lead.companyId = CompanyId(i / peopleOfCompany + 1);
                lead.firstName = any(random, first);
                lead.lastName = any(random, last);
                lead.title = any(random, ranks) + QLatin1Char(' ') + any(random, trades);
                lead.city = any(random, last);
                lead.email = *EmailAddress::parse(QStringLiteral("%1.%2%3@mail.example")
                                                      .arg(lead.firstName.toLower(), lead.lastName.toLower())
                                                      .arg(i));
                if (random.bounded(5) == 0) {
                    for (int words = 0; words < 12; ++words) {
                        lead.notes += word(random, 2) + QLatin1Char(' ');
                    }
                }
                lead.status = any(random, allLeadStatuses());
                if (random.bounded(10) < 7) {
                    lead.score = random.bounded(101);
                }
                if (random.bounded(10) < 3) {
                    lead.touchedAt = start.addSecs(random.bounded(1'000'000));
                }
                if (Result<LeadId> id = store.insert(connection, lead, start.addSecs(i)); !id) {
                    return failureOf(std::move(id));
                }
            }
            return {};
        });
        if (Result<> outcome = QCoro::waitFor(written); !outcome) {
            return outcome;
        }
    }
    return {};
}

QStringList BenchPeople::kinds()
{
    return {QStringLiteral("no text"),   QStringLiteral("1 letter"), QStringLiteral("2 letters"),
            QStringLiteral("3 letters"), QStringLiteral("a name"),   QStringLiteral("a title"),
            QStringLiteral("two words"), QStringLiteral("nobody")};
}

QStringList BenchPeople::textsOf(const QString &kind, int count)
{
    QRandomGenerator random(11);
    QStringList texts;
    for (int i = 0; i < count; ++i) {
        const QString name = word(random, 3).toLower();
        if (kind == QLatin1String("no text")) {
            texts << QString();
        } else if (kind == QLatin1String("1 letter")) {
            texts << name.left(1);
        } else if (kind == QLatin1String("2 letters")) {
            texts << name.left(2);
        } else if (kind == QLatin1String("3 letters")) {
            texts << name.left(3);
        } else if (kind == QLatin1String("a name")) {
            texts << name;
        } else if (kind == QLatin1String("a title")) {
            texts << (random.bounded(2) == 0 ? any(random, trades) : any(random, ranks)).toLower();
        } else if (kind == QLatin1String("two words")) {
            texts << name.left(1 + random.bounded(3)) + QLatin1Char(' ') + any(random, trades).left(2).toLower();
        } else {
            texts << name + QStringLiteral("qq");
        }
    }
    return texts;
}

} // namespace AlwaysLeads
