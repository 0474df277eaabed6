// How the vault comes by its key; what it does with it is in Vault.cpp.
#include "keychain/Vault.h"

#include <openssl/rand.h>

namespace AlwaysLeads {

namespace {

/// Each key has an entry of its own, so that a new one never overwrites one that a backup still needs.
QString entryOf(const QString &keyId)
{
    return QStringLiteral("vault key ") + keyId;
}

} // namespace

Task<Result<>> Vault::open()
{
    if (m_state == State::Open) {
        co_return Result<>();
    }
    if (m_opening) {
        co_return failure(ErrorKind::Refused, tr("The saved secrets are being unlocked already."));
    }
    m_opening = true;
    Task<Result<>> opening = openNow();
    Result<> outcome = co_await opening;
    m_opening = false;
    co_return outcome;
}

Task<Result<>> Vault::openWithPassphrase(QString passphrase)
{
    if (m_state == State::Open) {
        co_return Result<>();
    }
    if (m_opening) {
        co_return failure(ErrorKind::Refused, tr("The saved secrets are being unlocked already."));
    }
    m_opening = true;
    Task<Result<>> unlocking = unlockNow(passphrase);
    Result<> outcome = co_await unlocking;
    m_opening = false;
    co_return outcome;
}

Task<Result<>> Vault::startAfresh()
{
    if (m_opening) {
        co_return failure(ErrorKind::Refused, tr("The saved secrets are being unlocked already."));
    }
    std::function<Result<>(Connection &)> work = [rows = m_rows](Connection &connection) {
        return rows.removeAll(connection).and_then([&] { return rows.putParameters(connection, {}); });
    };
    Task<Result<>> writing = m_database.write<>(work);
    Result<> emptied = co_await writing;
    if (!emptied) {
        co_return emptied;
    }
    m_key.reset();
    setState(State::Closed);
    Task<Result<>> opening = open();
    Result<> opened = co_await opening;
    co_return opened;
}

Task<Result<Vault::Look>> Vault::look()
{
    std::function<Result<Look>(Connection &)> work = [rows = m_rows](Connection &connection) -> Result<Look> {
        Look look;
        Result<VaultParameters> parameters = rows.parameters(connection);
        if (!parameters) {
            return failureOf(std::move(parameters));
        }
        look.parameters = *parameters;
        Result<qint64> others = rows.countOfOtherKeys(connection, parameters->keyId);
        if (!others) {
            return failureOf(std::move(others));
        }
        look.unreadable = *others;
        return look;
    };
    return m_database.read<Look>(work);
}

Task<Result<>> Vault::openNow()
{
    Task<Result<Look>> looking = look();
    Result<Look> found = co_await looking;
    if (!found) {
        co_return failureOf(std::move(found));
    }
    Result<> outcome;
    switch (found->parameters.source) {
    case VaultParameters::Source::None:
        if (found->unreadable > 0) {
            outcome = lost();
        } else {
            Task<Result<>> making = makeKey();
            outcome = co_await making;
        }
        break;
    case VaultParameters::Source::Keychain: {
        Task<Result<>> fetching = fetchKey(found->parameters);
        outcome = co_await fetching;
        break;
    }
    case VaultParameters::Source::Passphrase:
        setState(State::NeedsPassphrase);
        break;
    }
    co_return outcome;
}

Task<Result<>> Vault::makeKey()
{
    Result<SecretKey> made = SecretKey::random();
    if (!made) {
        co_return failureOf(std::move(made));
    }
    auto key = std::make_shared<SecretKey>(std::move(*made));
    QByteArray text = key->toByteArray().toBase64();
    Task<Result<>> writing = m_keychain.write(entryOf(key->id()), text);
    Result<> written = co_await writing;
    if (!written && (written.error().kind == ErrorKind::Network || written.error().kind == ErrorKind::Timeout)) {
        wipe(text);
        setState(State::NeedsNewPassphrase);
        co_return Result<>();
    }
    if (!written) {
        co_return written;
    }
    // Before anything depends on it: a keychain that says yes and keeps nothing would lose every secret at the next
    // start.
    Task<Result<QByteArray>> reading = m_keychain.read(entryOf(key->id()));
    Result<QByteArray> back = co_await reading;
    const bool kept = back && *back == text;
    wipe(text);
    if (!kept) {
        co_return failure(ErrorKind::Refused, tr("The keychain did not keep the key. Unlock it and try again."),
                          back ? QStringLiteral("it gave back something else") : back.error().detail);
    }
    VaultParameters parameters;
    parameters.source = VaultParameters::Source::Keychain;
    parameters.keyId = key->id();
    Task<Result<>> adopting = adopt(parameters, key);
    Result<> adopted = co_await adopting;
    co_return adopted;
}

Task<Result<>> Vault::fetchKey(VaultParameters parameters)
{
    Task<Result<QByteArray>> reading = m_keychain.read(entryOf(parameters.keyId));
    Result<QByteArray> text = co_await reading;
    if (!text && text.error().kind == ErrorKind::NotFound) {
        co_return lost();
    }
    if (!text) {
        setState(State::Closed);
        co_return failureOf(std::move(text));
    }
    std::optional<SecretKey> key = SecretKey::fromBytes(QByteArray::fromBase64(*text));
    wipe(*text);
    if (!key || key->id() != parameters.keyId) {
        co_return lost();
    }
    openWith(std::make_shared<SecretKey>(std::move(*key)));
    co_return Result<>();
}

Task<Result<>> Vault::unlockNow(QString passphrase)
{
    Task<Result<Look>> looking = look();
    Result<Look> found = co_await looking;
    if (!found) {
        co_return failureOf(std::move(found));
    }
    VaultParameters parameters = found->parameters;
    const bool choosing = parameters.source == VaultParameters::Source::None;
    if (parameters.source == VaultParameters::Source::Keychain) {
        co_return failure(ErrorKind::Refused, tr("The key of your saved secrets is in the keychain. Unlock that."));
    }
    if (choosing) {
        if (found->unreadable > 0) {
            co_return lost();
        }
        if (passphrase.size() < shortestPassphrase) {
            co_return failure(
                ErrorKind::Invalid,
                tr("A passphrase needs at least %1 characters. Four or five words are good.").arg(shortestPassphrase));
        }
        parameters.source = VaultParameters::Source::Passphrase;
        parameters.salt = QByteArray(16, '\0');
        if (RAND_bytes(reinterpret_cast<unsigned char *>(parameters.salt.data()), int(parameters.salt.size())) != 1) {
            co_return failure(ErrorKind::Bug, tr("This computer gives no random numbers, so nothing was saved."));
        }
    }
    Task<Result<Key>> deriving = derive(passphrase, parameters);
    Result<Key> key = co_await deriving;
    if (!key) {
        co_return failureOf(std::move(key));
    }
    const QString keyId = (*key)->id();
    if (choosing) {
        parameters.keyId = keyId;
        Task<Result<>> adopting = adopt(parameters, *key);
        Result<> adopted = co_await adopting;
        co_return adopted;
    }
    if (keyId != parameters.keyId) {
        co_return failure(ErrorKind::Invalid,
                          tr("This is not the passphrase. Mind capital letters and the keyboard's language."));
    }
    openWith(*key);
    co_return Result<>();
}

Task<Result<Vault::Key>> Vault::derive(QString passphrase, VaultParameters parameters)
{
    auto promise = std::make_shared<QPromise<Result<Key>>>();
    promise->start();
    QFuture<Result<Key>> done = promise->future();
    m_derivers.start([promise, passphrase, parameters] {
        Result<SecretKey> key = SecretKey::fromPassphrase(passphrase, parameters.salt, parameters.cost);
        promise->addResult(key ? Result<Key>(std::make_shared<SecretKey>(std::move(*key))) : failureOf(std::move(key)));
        promise->finish();
    });
    Result<Key> outcome = co_await done;
    co_return outcome;
}

Task<Result<>> Vault::adopt(VaultParameters parameters, Key key)
{
    std::function<Result<>(Connection &)> work = [rows = m_rows, parameters](Connection &connection) -> Result<> {
        const Result<VaultParameters> present = rows.parameters(connection);
        if (!present) {
            return failureOf(present);
        }
        if (present->source != VaultParameters::Source::None) {
            return failure(ErrorKind::Refused, tr("The key of the saved secrets changed meanwhile. Try again."));
        }
        return rows.putParameters(connection, parameters);
    };
    Task<Result<>> writing = m_database.write<>(work);
    Result<> noted = co_await writing;
    if (noted) {
        openWith(key);
    }
    co_return noted;
}

void Vault::openWith(Key key)
{
    m_key = std::move(key);
    setState(State::Open);
}

void Vault::setState(State state)
{
    if (m_state != state) {
        m_state = state;
        Q_EMIT changed();
    }
}

Result<> Vault::lost()
{
    setState(State::KeyLost);
    return failure(
        ErrorKind::NotFound,
        tr("The key of your saved secrets is not in the keychain any more, so they cannot be read. Start afresh in "
           "Settings and type them again; everything else is untouched."));
}

} // namespace AlwaysLeads
