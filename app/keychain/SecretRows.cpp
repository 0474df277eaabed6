#include "keychain/SecretRows.h"

#include <QHash>

namespace AlwaysLeads {

namespace {

const QString sourceName = QStringLiteral("vault.key_source");
const QString keyIdName = QStringLiteral("vault.key_id");
const QString saltName = QStringLiteral("vault.scrypt_salt");
const QString costName = QStringLiteral("vault.scrypt_cost");

} // namespace

Result<std::optional<SecretRow>> SecretRows::find(Connection &connection, const QString &name) const
{
    Result<Query> row = connection.query(
        QStringLiteral("SELECT name, key_id, nonce, ciphertext, hint, saved_at FROM secret WHERE name = ?"), {name});
    if (!row) {
        return failureOf(std::move(row));
    }
    std::optional<SecretRow> found;
    if (row->next()) {
        found = SecretRow{row->text(0), row->text(1), {row->blob(2), row->blob(3)}, {row->text(4), row->time(5)}};
    }
    return row->outcome(found);
}

Result<std::optional<SecretHint>> SecretRows::hint(Connection &connection, const QString &name) const
{
    return find(connection, name).map([](const std::optional<SecretRow> &row) {
        return row ? std::optional(row->hint) : std::nullopt;
    });
}

Result<> SecretRows::put(Connection &connection, const SecretRow &row) const
{
    return connection
        .run(QStringLiteral(
                 "INSERT INTO secret (name, key_id, nonce, ciphertext, hint, saved_at) VALUES (?, ?, ?, ?, ?, ?) "
                 "ON CONFLICT (name) DO UPDATE SET key_id = excluded.key_id, nonce = excluded.nonce, "
                 "ciphertext = excluded.ciphertext, hint = excluded.hint, saved_at = excluded.saved_at"),
             {row.name, row.keyId, row.sealed.nonce, row.sealed.ciphertext, row.hint.text, row.hint.savedAt})
        .map([](qint64) {});
}

Result<> SecretRows::remove(Connection &connection, const QString &name) const
{
    return connection.run(QStringLiteral("DELETE FROM secret WHERE name = ?"), {name}).map([](qint64) {});
}

Result<> SecretRows::removeAll(Connection &connection) const
{
    return connection.run(QStringLiteral("DELETE FROM secret")).map([](qint64) {});
}

Result<qint64> SecretRows::countOfOtherKeys(Connection &connection, const QString &keyId) const
{
    return connection.number(QStringLiteral("SELECT count(*) FROM secret WHERE key_id <> ?"), {keyId});
}

Result<VaultParameters> SecretRows::parameters(Connection &connection) const
{
    Result<Query> rows = connection.query(QStringLiteral("SELECT name, value FROM setting WHERE name GLOB 'vault.*'"));
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QHash<QString, QString> values;
    while (rows->next()) {
        values.insert(rows->text(0), rows->text(1));
    }
    if (Result<int> read = rows->outcome(0); !read) {
        return failureOf(std::move(read));
    }
    VaultParameters parameters;
    const QString source = values.value(sourceName);
    if (source.isEmpty()) {
        return parameters;
    }
    parameters.keyId = values.value(keyIdName);
    if (source == QLatin1String("keychain")) {
        parameters.source = VaultParameters::Source::Keychain;
    } else if (source == QLatin1String("passphrase")) {
        const QStringList cost = values.value(costName).split(QLatin1Char(' '));
        parameters.source = VaultParameters::Source::Passphrase;
        parameters.salt = QByteArray::fromBase64(values.value(saltName).toLatin1());
        // What cannot be read becomes 0, and SecretKey refuses that.
        parameters.cost = {cost.value(0).toULongLong(), cost.value(1).toULongLong(), cost.value(2).toULongLong()};
    } else {
        return failure(ErrorKind::Storage, tr("The settings of the saved secrets were altered. Open a backup."));
    }
    return parameters;
}

Result<> SecretRows::putParameters(Connection &connection, const VaultParameters &parameters) const
{
    QList<std::pair<QString, QString>> values;
    if (parameters.source == VaultParameters::Source::Keychain) {
        values = {{sourceName, QStringLiteral("keychain")}, {keyIdName, parameters.keyId}};
    } else if (parameters.source == VaultParameters::Source::Passphrase) {
        const ScryptCost &cost = parameters.cost;
        values = {{sourceName, QStringLiteral("passphrase")},
                  {keyIdName, parameters.keyId},
                  {saltName, QString::fromLatin1(parameters.salt.toBase64())},
                  {costName, QStringLiteral("%1 %2 %3").arg(cost.n).arg(cost.r).arg(cost.p)}};
    }
    Result<qint64> done = connection.run(QStringLiteral("DELETE FROM setting WHERE name GLOB 'vault.*'"));
    for (const auto &[name, value] : values) {
        if (done) {
            done = connection.run(QStringLiteral("INSERT INTO setting (name, value) VALUES (?, ?)"), {name, value});
        }
    }
    return done.map([](qint64) {});
}

} // namespace AlwaysLeads
