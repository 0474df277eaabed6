#include "keychain/Vault.h"

namespace AlwaysLeads {

Vault::Vault(Database &database, SecretStore &keychain, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_keychain(keychain)
    , m_clock(clock)
{
    m_derivers.setMaxThreadCount(1);
    m_derivers.setExpiryTimeout(0);
}

Vault::~Vault() = default;

Task<Result<>> Vault::keep(QString name, QByteArray secret, QString hint)
{
    if (Result<> open = whenOpen(); !open) {
        co_return open;
    }
    const QString keyId = m_key->id();
    Result<Sealed> sealed = Cipher::seal(*m_key, secret, associatedWith(name, keyId));
    wipe(secret);
    if (!sealed) {
        co_return failureOf(std::move(sealed));
    }
    const SecretRow row{name, keyId, *sealed, {hint, m_clock.now()}};
    std::function<Result<>(Connection &)> work = [rows = m_rows, row](Connection &connection) -> Result<> {
        const Result<VaultParameters> parameters = rows.parameters(connection);
        if (!parameters) {
            return failureOf(parameters);
        }
        if (parameters->keyId != row.keyId) {
            return failure(ErrorKind::Refused, tr("The key of the saved secrets changed meanwhile. Try again."));
        }
        return rows.put(connection, row);
    };
    Task<Result<>> writing = m_database.write<>(work);
    Result<> kept = co_await writing;
    if (kept) {
        Q_EMIT changed();
    }
    co_return kept;
}

Task<Result<std::optional<QByteArray>>> Vault::secret(QString name)
{
    if (Result<> open = whenOpen(); !open) {
        co_return failureOf(std::move(open));
    }
    std::function<Result<std::optional<SecretRow>>(Connection &)> work = [rows = m_rows, name](Connection &connection) {
        return rows.find(connection, name);
    };
    auto reading = m_database.read<std::optional<SecretRow>>(work);
    Result<std::optional<SecretRow>> row = co_await reading;
    if (!row) {
        co_return failureOf(std::move(row));
    }
    if (!*row) {
        co_return std::optional<QByteArray>();
    }
    if (Result<> open = whenOpen(); !open) { // it may have been started afresh meanwhile
        co_return failureOf(std::move(open));
    }
    const SecretRow &found = **row;
    if (found.keyId != m_key->id()) {
        co_return failure(ErrorKind::Invalid, tr("This saved secret belongs to a key that is lost. Type it again."));
    }
    Result<QByteArray> plain = Cipher::open(*m_key, found.sealed, associatedWith(name, found.keyId));
    if (!plain) {
        co_return failureOf(std::move(plain));
    }
    co_return std::optional<QByteArray>(std::move(*plain));
}

Task<Result<>> Vault::forget(QString name)
{
    std::function<Result<>(Connection &)> work = [rows = m_rows, name](Connection &connection) {
        return rows.remove(connection, name);
    };
    Task<Result<>> writing = m_database.write<>(work);
    Result<> forgotten = co_await writing;
    if (forgotten) {
        Q_EMIT changed();
    }
    co_return forgotten;
}

Task<Result<std::optional<SecretHint>>> Vault::hint(QString name)
{
    std::function<Result<std::optional<SecretHint>>(Connection &)> work =
        [rows = m_rows, name](Connection &connection) { return rows.hint(connection, name); };
    return m_database.read<std::optional<SecretHint>>(work);
}

QString Vault::hintFor(const QByteArray &secret)
{
    constexpr int shown = 4;
    const QString text = QString::fromUtf8(secret);
    const QString dots = QStringLiteral("\u2026");
    return text.size() < 4 * shown ? dots : dots + text.right(shown);
}

Result<> Vault::whenOpen() const
{
    switch (m_state) {
    case State::Open:
        return {};
    case State::NeedsPassphrase:
        return failure(ErrorKind::SignedOut, tr("Your saved secrets are locked. Type the passphrase first."));
    case State::NeedsNewPassphrase:
        return failure(ErrorKind::SignedOut,
                       tr("No keychain answers on this computer. Choose a passphrase to keep your secrets with."));
    case State::KeyLost:
        return failure(ErrorKind::SignedOut,
                       tr("The key of your saved secrets is lost. Start afresh in Settings and type them again."));
    case State::Closed:
        break;
    }
    return failure(ErrorKind::SignedOut, tr("Your saved secrets are locked. Unlock the keychain and try again."));
}

QByteArray Vault::associatedWith(const QString &name, const QString &keyId)
{
    // A key id is hex, so the zero separates the two whatever the name is.
    return QByteArrayLiteral("AlwaysLeads secret 1") + '\0' + keyId.toUtf8() + '\0' + name.toUtf8();
}

} // namespace AlwaysLeads
