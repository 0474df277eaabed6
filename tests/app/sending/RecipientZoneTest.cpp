#include "sending/RecipientZone.h"
#include "sending/CountryNames.h"

#include <QTest>

using namespace AlwaysLeads;

using Source = RecipientZone::Source;

class RecipientZoneTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void guesses_data()
    {
        QTest::addColumn<QString>("city");
        QTest::addColumn<QString>("country");
        QTest::addColumn<QString>("phone");
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QString>("sentence");
        const auto guess = [](const char *city, const char *country, const char *phone, const char *zone,
                              const char *sentence) {
            QTest::addRow("%s, %s, %s", city, country, phone)
                << QString::fromUtf8(city) << QString::fromUtf8(country) << QString::fromUtf8(phone) << QByteArray(zone)
                << QString::fromUtf8(sentence);
        };
        guess("Valparaíso", "Chile", "", "America/Santiago", "From the city Valparaíso.");
        guess("VALPARAISO", "", "", "America/Santiago", "From the city VALPARAISO.");
        guess("", "Chile", "", "America/Santiago", "From the country Chile.");
        guess("Rancagua", "CL", "", "America/Santiago", "From the country Chile.");
        guess("Gdańsk", "Polska", "", "Europe/Warsaw", "From the city Gdańsk.");
        guess("Łódź", "", "", "Europe/Warsaw", "From the city Łódź.");
        guess("São Paulo", "Brasil", "", "America/Sao_Paulo", "From the city São Paulo.");
        guess("Manaus", "Brazil", "", "America/Manaus", "From the city Manaus.");
        guess("San Francisco, CA", "USA", "", "America/Los_Angeles", "From the city San Francisco.");
        guess("London", "Canada", "", "America/Toronto", "From the city London.");
        guess("London", "UK", "", "Europe/London", "From the city London.");
        guess("Birmingham", "United States", "", "America/Chicago", "From the city Birmingham.");
        guess("St. Gallen", "Switzerland", "", "Europe/Zurich", "From the city St. Gallen.");
        guess("Las Palmas", "Spain", "", "Atlantic/Canary", "From the city Las Palmas.");
        guess("Atlantis", "United States", "", "America/New_York",
              "From the country United States, which has several times: that of most people.");
        guess("", "Deutschland", "", "Europe/Berlin", "From the country Germany.");
        guess("", "", "+48 58 123 45 67", "Europe/Warsaw", "From the phone number, which is of Poland.");
        guess("", "", "0049 (40) 123456", "Europe/Berlin", "From the phone number, which is of Germany.");
        guess("", "", "+352 12 34 56", "Europe/Luxembourg", "From the phone number, which is of Luxembourg.");
        guess("", "Nowhere Land", "+81 92 123 4567", "Asia/Tokyo", "From the phone number, which is of Japan.");
        guess("", "", "+1 212 555 0100", "Europe/Copenhagen", "Their place is not known: your own time.");
        guess("", "", "040 123456", "Europe/Copenhagen", "Their place is not known: your own time.");
        guess("", "", "+49", "Europe/Copenhagen", "Their place is not known: your own time.");
        guess("Paris", "Nowhere Land", "", "Europe/Copenhagen", "Their place is not known: your own time.");
        guess("|", "", "", "Europe/Copenhagen", "Their place is not known: your own time.");
    }

    void guesses()
    {
        QFETCH(QString, city);
        QFETCH(QString, country);
        QFETCH(QString, phone);
        QFETCH(QByteArray, zone);
        const RecipientZone guess = guessZone(city, country, phone, QTimeZone("Europe/Copenhagen"));
        // Some systems name a zone by another of its names; what counts is that the clocks agree all year.
        for (int month = 1; month <= 12; ++month) {
            const QDateTime at(QDate(2027, month, 20), QTime(12, 0), Qt::UTC);
            QCOMPARE(guess.zone.offsetFromUtc(at), QTimeZone(zone).offsetFromUtc(at));
        }
        QTEST(guess.sentence(), "sentence");
        QCOMPARE(guess.source == Source::Unknown, guess.place.isEmpty());
    }

    void hostileTextsAreOnlyUnknown()
    {
        const QString longText(100000, QLatin1Char('x'));
        QCOMPARE(guessZone(longText, longText, longText, QTimeZone::utc()).source, Source::Unknown);
        QCOMPARE(
            guessZone(QString(QChar(0)), QStringLiteral("%1%2%3"), QStringLiteral("++++"), QTimeZone::utc()).source,
            Source::Unknown);
    }

    void everyCountryThatHasAnOwnNameIsUnderstood()
    {
        for (const QLocale::Territory territory : {QLocale::Germany, QLocale::France, QLocale::Poland, QLocale::Japan,
                                                   QLocale::Greece, QLocale::Norway, QLocale::Mexico}) {
            QCOMPARE(countryFrom(countryName(territory)), territory);
            QCOMPARE(countryFrom(QLocale::territoryToCode(territory)), territory);
        }
        QCOMPARE(countryFrom(QStringLiteral("日本")), QLocale::Japan);
        QCOMPARE(countryFrom(QStringLiteral("Ελλάδα")), QLocale::Greece);
        QCOMPARE(countryFrom(QString()), QLocale::AnyTerritory);
    }
};

QTEST_GUILESS_MAIN(RecipientZoneTest)
#include "RecipientZoneTest.moc"
