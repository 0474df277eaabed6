#pragma once

#include "oauth/OAuthProvider.h"

#include <QJsonObject>

#include <optional>

namespace AlwaysLeads {

/// A provider that a person named, and as which program they are known there. Its secret is in the vault, never here.
struct OAuthRegistration
{
    QString issuer; ///< empty: there is none
    QUrl authorizeUrl;
    QUrl tokenUrl;
    QUrl revokeUrl; ///< empty: it offers none
    QString clientId;
    QStringList scopes;
    bool secretInHeader = true; ///< false: the token endpoint takes the secret in the form only

    bool isNull() const { return issuer.isEmpty(); }
    /// As a person knows it: "login.firm.example".
    QString name() const;
    OAuthProvider provider(const QString &clientSecret) const;

    QJsonObject toJson() const;
    /// None where anything is missing, or is no address that a sign-in may go to.
    static std::optional<OAuthRegistration> read(const QJsonObject &object);
    /// An address that a token may be sent to: https, or http to this computer alone; no name, password or fragment.
    static bool isFit(const QUrl &url);

    bool operator==(const OAuthRegistration &) const = default;
};

} // namespace AlwaysLeads
