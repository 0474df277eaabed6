#pragma once

#include "sandbox/HttpServer.h"

#include <QHash>
#include <QJsonObject>
#include <QNetworkAccessManager>

#include <chrono>

namespace AlwaysLeads {

/// A stand-in for the sign-in of Microsoft and of Google: their authorize, token, revoke and profile endpoints. Who
/// comes to the page has allowed everything at once. It refuses what the real ones refuse: another program, a code used
/// twice, a verifier that does not fit, a client secret at Microsoft and none at Google.
class OAuthServer
{
public:
    enum class Service { Microsoft, Google };
    enum class Fault {
        None,
        Denies, ///< access_denied in the redirect
        NeedsAdministrator, ///< the same with AADSTS90094 at Microsoft, admin_policy_enforced at Google
        OtherAccount, ///< signs in somebody else
        ScopeUnticked, ///< sending was not allowed
        ReadingUnticked, ///< sending was allowed, reading not
        ReadingNeedsAdministrator, ///< NeedsAdministrator, but only for who asks to read
        NoRefreshToken,
        Silent, ///< shows a page and never comes back, as for a wrong redirect address
        TokenTrouble, ///< 503 of the token endpoint
    };
    struct Account
    {
        QString address;
        QString accessToken; ///< the one that the stand-in of its mail accepts; sendOnlyToken() of it without reading
    };

    static constexpr const char *clientId = "sandbox-client";
    static constexpr const char *clientSecret = "sandbox-secret"; ///< Google's

    OAuthServer(Account microsoft, Account google);

    Result<> start(quint16 port = 0) { return m_server.start(port); }
    /// "http://127.0.0.1:40123": the paths of both services begin here as they do at the real ones.
    QUrl url() const { return m_server.url(); }

    void setFault(Fault fault) { m_fault = fault; }
    /// Ends every permission that was given, as a person does on the page of the service.
    void endPermissions() { m_refreshTokens.clear(); }
    /// From now on Microsoft gives and renews nothing: its errors ask for these claims (JSON), until a sign-in brings
    /// them.
    void challenge(const QString &claims) { m_challenge = claims; }
    qsizetype permissions() const { return m_refreshTokens.size(); }

    /// Goes to a page as the browser would, and where it leads, after `time`.
    bool visit(const QUrl &page, std::chrono::milliseconds time = {});
    const QList<QUrl> &visited() const { return m_visited; }

private:
    struct Code
    {
        Service service = Service::Google;
        QString redirectUri;
        QString challenge;
        QString nonce;
        QStringList scopes;
    };

    ServerAnswer answer(const ServerRequest &request);
    ServerAnswer authorize(Service service, const ServerRequest &request);
    ServerAnswer token(Service service, const ServerRequest &request);
    ServerAnswer exchange(Service service, const QUrlQuery &form);
    ServerAnswer renew(Service service, const QUrlQuery &form);
    ServerAnswer challenged() const;
    ServerAnswer revoke(const ServerRequest &request);
    ServerAnswer profile(const ServerRequest &request) const;
    ServerAnswer grant(Service service, const QStringList &scopes, const QString &nonce);
    QString idToken(Service service, const QString &nonce) const;
    QString addressOf(Service service) const;
    QString nextRefreshToken(Service service, const QStringList &scopes);
    QString accessTokenFor(Service service, const QStringList &scopes) const;
    const Account &account(Service service) const;

    Account m_microsoft;
    Account m_google;
    Fault m_fault = Fault::None;
    QHash<QString, Code> m_codes;
    QHash<QString, QStringList> m_refreshTokens; ///< with what each may
    QString m_challenge;
    int m_number = 0;
    QList<QUrl> m_visited;
    HttpServer m_server;
    QNetworkAccessManager m_browser;
};

} // namespace AlwaysLeads
