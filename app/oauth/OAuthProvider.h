#pragma once

#include <QCoreApplication>
#include <QList>
#include <QPair>
#include <QString>
#include <QStringList>
#include <QUrl>

namespace AlwaysLeads {

enum class OAuthService {
    Microsoft,
    Google,
    Other, ///< a provider that the person named: see OAuthRegistration
};

/// Where a service signs people in, what it is asked for, and as which program. Its words and rules are those of a
/// public client with a loopback redirect (RFC 8252).
struct OAuthProvider
{
    Q_DECLARE_TR_FUNCTIONS(OAuthProvider)
public:
    /// Where the address of the account is learnt: from the id_token, by asking Microsoft Graph for /me, or from
    /// nobody: it is the one that was wanted, and the mail server refuses a token of another.
    enum class AddressFrom { IdToken, GraphProfile, Hint };
    /// What a mailbox is connected for. Many organisations refuse the reading of mailboxes and allow sending.
    enum class Access { SendAndRead, OnlySend };

    OAuthService service = OAuthService::Google;
    QString name; ///< as people know it: "Google"
    QUrl authorizeUrl;
    QUrl tokenUrl;
    QUrl revokeUrl; ///< empty: the service offers none
    QUrl profileUrl; ///< only for AddressFrom::GraphProfile
    QUrl adminConsentUrl; ///< without its parameters; empty: there is none
    QUrl permissionsUrl; ///< the page where a person takes a permission back
    QString issuer; ///< of the id_token; "{tid}" stands for its tenant; empty: not checked
    AddressFrom addressFrom = AddressFrom::IdToken;
    QString redirectHost = QStringLiteral("127.0.0.1"); ///< "localhost" where only that can be registered
    QStringList scopes; ///< asked for
    QStringList neededScopes; ///< of them, without which a mailbox is of no use
    QStringList readingScopes; ///< of them, what only reading needs
    Access access = Access::SendAndRead; ///< what it asks for
    QStringList capabilities; ///< of this program, as the service wants to hear of them: see claimsParameter()
    QList<QPair<QString, QString>> moreParameters; ///< of the authorize request
    QString clientId;
    QString clientSecret; ///< shipped with the program, so not confidential; empty: none is sent
    bool secretInHeader = false; ///< it goes with client_secret_basic, not in the form (RFC 6749 §2.3.1)

    bool hasClient() const { return !clientId.isEmpty(); }
    /// The same, asking for less: only what sending needs. Asks for all again only if it is made anew.
    OAuthProvider onlySending() const;
    /// Those of neededScopes that are not in this list. Microsoft may write "https://graph.microsoft.com/Mail.Send"
    /// for "Mail.Send", in any case of letters.
    QStringList missingScopes(const QStringList &granted) const;
    /// What an administrator opens to allow this program for everybody; empty when there is no such page.
    QUrl adminConsentLink() const;

    static OAuthProvider microsoft(const QString &clientId);
    static OAuthProvider google(const QString &clientId, const QString &clientSecret);

    bool operator==(const OAuthProvider &) const = default;
};

} // namespace AlwaysLeads
