#pragma once

#include "base/Clock.h"
#include "keychain/SecretRows.h"
#include "keychain/SecretStore.h"
#include "storage/Database.h"

#include <QObject>
#include <QThreadPool>

#include <memory>

namespace AlwaysLeads {

/// Keeps passwords and API keys: sealed in the database, the key in the OS keychain, or made from a passphrase where no
/// keychain answers.
class Vault : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Closed, ///< not opened yet, or open() said why not
        NeedsPassphrase,
        NeedsNewPassphrase, ///< no keychain answers and nothing is kept yet: the person chooses one
        KeyLost, ///< what is kept cannot be read any more: startAfresh(), then type it again
        Open,
    };
    Q_ENUM(State)

    static constexpr int shortestPassphrase = 10; ///< characters

    Vault(Database &database, SecretStore &keychain, const Clock &clock, QObject *parent = nullptr);
    ~Vault() override;

    State state() const { return m_state; }
    bool isOpen() const { return m_state == State::Open; }

    /// Gets the key from the keychain, or makes one the first time. Succeeds also when a passphrase is needed: look at
    /// state(). Errors: Network, Timeout, Refused as the keychain gave them; NotFound with State::KeyLost.
    Task<Result<>> open();
    /// Opens with the passphrase, or chooses it when nothing is kept yet. Invalid: it is too short, or not the right
    /// one.
    Task<Result<>> openWithPassphrase(QString passphrase);
    /// Removes every secret and makes a new key, when the old one is lost or its passphrase forgotten.
    Task<Result<>> startAfresh();

    /// Replaces what was there. `hint` is shown to the person: hintFor(secret). SignedOut: the vault is not open.
    Task<Result<>> keep(QString name, QByteArray secret, QString hint);
    /// Nothing when there is no secret of that name. Invalid: what lies there was altered. SignedOut: not open.
    Task<Result<std::optional<QByteArray>>> secret(QString name);
    Task<Result<>> forget(QString name);
    /// Works also while the vault is closed.
    Task<Result<std::optional<SecretHint>>> hint(QString name);

    /// "…k7Qw", or just "…" for a secret so short that its end would give too much away.
    static QString hintFor(const QByteArray &secret);

Q_SIGNALS:
    /// The state, or a secret, changed.
    void changed();

private:
    /// Shared, because it goes through tasks and threads, and wiped with its last owner.
    using Key = std::shared_ptr<SecretKey>;
    struct Look
    {
        VaultParameters parameters;
        qint64 unreadable = 0; ///< secrets sealed with another key
    };

    Task<Result<>> openNow();
    Task<Result<>> unlockNow(QString passphrase);
    Task<Result<Look>> look();
    Task<Result<>> makeKey();
    Task<Result<>> fetchKey(VaultParameters parameters);
    /// Notes where the new key is, unless somebody was faster, and opens with it.
    Task<Result<>> adopt(VaultParameters parameters, Key key);
    Task<Result<Key>> derive(QString passphrase, VaultParameters parameters);
    void openWith(Key key);
    void setState(State state);
    Result<> whenOpen() const;
    Result<> lost();
    static QByteArray associatedWith(const QString &name, const QString &keyId);

    Database &m_database;
    SecretStore &m_keychain;
    const Clock &m_clock;
    SecretRows m_rows;
    State m_state = State::Closed;
    bool m_opening = false;
    Key m_key; ///< null unless open
    QThreadPool m_derivers; ///< for scrypt; its thread ends with its work, and before the vault
};

} // namespace AlwaysLeads
