#pragma once

#include "base/Task.h"

#include <QByteArray>

namespace AlwaysLeads {

/// Somewhere outside of the database that keeps small secrets for the person who is logged in.
/// Errors: NotFound there is no such entry; Network no keychain answers on this computer; Timeout it did not answer in
/// time; Refused it is locked or the person said no.
class SecretStore
{
public:
    virtual ~SecretStore() = default;

    virtual Task<Result<QByteArray>> read(QString name) = 0;
    /// Replaces what was there.
    virtual Task<Result<>> write(QString name, QByteArray bytes) = 0;
    virtual Task<Result<>> remove(QString name) = 0;
};

} // namespace AlwaysLeads
