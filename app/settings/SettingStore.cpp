#include "settings/SettingStore.h"

#include "settings/UnsubscribeLink.h"

#include <array>

namespace AlwaysLeads {

namespace {

const QString unsubscribeKeyName = QStringLiteral("sender.unsubscribe_key");

struct ProfilePart
{
    const char *name;
    QString SenderProfile::*part;
};

constexpr std::array profileParts{
    ProfilePart{"sender.person_name", &SenderProfile::personName},
    ProfilePart{"sender.company", &SenderProfile::company},
    ProfilePart{"sender.postal_address", &SenderProfile::postalAddress},
    ProfilePart{"sender.signature", &SenderProfile::signature},
    ProfilePart{"sender.offer", &SenderProfile::offer},
    ProfilePart{"sender.opt_out_sentence", &SenderProfile::optOutSentence},
    ProfilePart{"sender.unsubscribe_url", &SenderProfile::unsubscribeUrl},
    ProfilePart{"sender.ideal_titles", &SenderProfile::idealTitles},
    ProfilePart{"sender.ideal_companies", &SenderProfile::idealCompanies},
    ProfilePart{"sender.ideal_places", &SenderProfile::idealPlaces},
};

} // namespace

Result<QHash<QString, QString>> SettingStore::all(Connection &connection) const
{
    Result<Query> rows = connection.query(QStringLiteral("SELECT name, value FROM setting"));
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QHash<QString, QString> values;
    while (rows->next()) {
        values.insert(rows->text(0), rows->text(1));
    }
    return rows->outcome(values);
}

Result<std::optional<QString>> SettingStore::find(Connection &connection, const QString &name) const
{
    Result<Query> row = connection.query(QStringLiteral("SELECT value FROM setting WHERE name = ?"), {name});
    if (!row) {
        return failureOf(std::move(row));
    }
    std::optional<QString> value;
    if (row->next()) {
        value = row->text(0);
    }
    return row->outcome(value);
}

Result<> SettingStore::put(Connection &connection, const QString &name, const QString &value) const
{
    return connection
        .run(QStringLiteral("INSERT INTO setting (name, value) VALUES (?, ?) "
                            "ON CONFLICT (name) DO UPDATE SET value = excluded.value"),
             {name, value})
        .map([](qint64) {});
}

Result<> SettingStore::remove(Connection &connection, const QString &name) const
{
    return connection.run(QStringLiteral("DELETE FROM setting WHERE name = ?"), {name}).map([](qint64) {});
}

SenderProfile SettingStore::senderProfile(const QHash<QString, QString> &values)
{
    SenderProfile profile;
    for (const ProfilePart &part : profileParts) {
        profile.*part.part = values.value(QLatin1String(part.name));
    }
    if (profile.optOutSentence.trimmed().isEmpty()) {
        profile.optOutSentence = defaultOptOutSentence();
    }
    return profile;
}

Result<SenderProfile> SettingStore::senderProfile(Connection &connection) const
{
    const Result<QHash<QString, QString>> values = all(connection);
    if (!values) {
        return failureOf(values);
    }
    return senderProfile(*values);
}

Result<> SettingStore::putSenderProfile(Connection &connection, const SenderProfile &profile) const
{
    for (const ProfilePart &part : profileParts) {
        if (Result<> kept = put(connection, QLatin1String(part.name), profile.*part.part); !kept) {
            return kept;
        }
    }
    if (profile.unsubscribeUrl.isEmpty()) {
        return {};
    }
    const Result<QByteArray> key = unsubscribeKey(connection);
    if (!key) {
        return failureOf(key);
    }
    return key->isEmpty() ? put(connection, unsubscribeKeyName, QString::fromLatin1(UnsubscribeLink::newKey().toHex()))
                          : Result<>();
}

Result<QByteArray> SettingStore::unsubscribeKey(Connection &connection) const
{
    return find(connection, unsubscribeKeyName).map([](const std::optional<QString> &hex) {
        const QByteArray key = QByteArray::fromHex(hex.value_or(QString()).toLatin1());
        return key.size() == UnsubscribeLink::keySize ? key : QByteArray();
    });
}

QStringList SettingStore::senderProfileNames()
{
    QStringList names;
    for (const ProfilePart &part : profileParts) {
        names.append(QLatin1String(part.name));
    }
    return names;
}

QString SettingStore::defaultOptOutSentence()
{
    return tr("If you would rather not hear from me again, just say so and I will not write any more.");
}

} // namespace AlwaysLeads
