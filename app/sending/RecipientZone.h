#pragma once

#include <QCoreApplication>
#include <QLocale>
#include <QString>
#include <QTimeZone>

namespace AlwaysLeads {

/// Which clock a recipient lives by, guessed from what is known of them, and from what.
struct RecipientZone
{
    Q_DECLARE_TR_FUNCTIONS(RecipientZone)
public:
    enum class Source { City, Country, Phone, Unknown };

    QTimeZone zone; ///< of the sender where the source is Unknown
    QLocale::Territory country = QLocale::AnyTerritory;
    QString place; ///< "Valparaíso", "Chile"; empty where the source is Unknown
    Source source = Source::Unknown;
    bool several = false; ///< their country has several times, this is the one of most people

    /// "From the city Valparaíso."
    QString sentence() const;
};

/// The city says it best, then the country, then the country that a phone number begins with. Texts as a person or a
/// file wrote them.
RecipientZone guessZone(const QString &city, const QString &country, const QString &phone, const QTimeZone &senders);

} // namespace AlwaysLeads
