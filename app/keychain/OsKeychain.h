#pragma once

#include "keychain/SecretStore.h"

#include <QCoreApplication>

#include <chrono>

namespace QKeychain {
class Job;
}

namespace AlwaysLeads {

/// The keychain of the operating system: Secret Service or KWallet, macOS Keychain, Windows Credential Manager. Never
/// falls back to a readable file.
class OsKeychain final : public SecretStore
{
    Q_DECLARE_TR_FUNCTIONS(AlwaysLeads::OsKeychain)

public:
    /// `service` is the name under which a person finds the entries. `patience` must leave time to type a password.
    explicit OsKeychain(QString service, std::chrono::milliseconds patience = std::chrono::minutes(2));

    Task<Result<QByteArray>> read(QString name) override;
    Task<Result<>> write(QString name, QByteArray bytes) override;
    Task<Result<>> remove(QString name) override;

private:
    Task<Result<QByteArray>> readOnce(QString name);
    /// Starts the job and waits for it; it deletes itself when it is done, however late.
    Task<Result<QByteArray>> finish(QKeychain::Job *job);
    static Error problem(const QKeychain::Job &job);

    QString m_service;
    std::chrono::milliseconds m_patience;
};

} // namespace AlwaysLeads
