#pragma once

#include "mailbox/Mailbox.h"
#include "oauth/OAuthDiscovery.h"
#include "oauth/OAuthSignIn.h"

#include <QObject>

namespace AlwaysLeads {

class Mailboxes;

/// Signs a person in at the provider of a mailbox by its servers: a company's own, or a mail provider's. Nothing is
/// kept here: Mailboxes::keepSignedIn() does.
class ProviderSignIn : public QObject
{
    Q_OBJECT
public:
    /// Tells which page the person has to go to, and whether the browser was opened there.
    using Waiting = std::function<void(const QUrl &, bool)>;

    struct Wish
    {
        QString issuer; ///< as typed
        QString clientId;
        QString clientSecret; ///< empty: none is sent
        QStringList scopes; ///< empty: what the provider offers
        EmailAddress address; ///< of the mailbox
        MailboxId mailbox; ///< one that is there: its secret is kept where none is typed, for the same issuer alone
    };

    ProviderSignIn(OAuthSignIn &signIn, OAuthDiscovery &discovery, Mailboxes &mailboxes, BrowserOpener openBrowser,
                   QObject *parent = nullptr);

    /// The issuer of these settings: of a provider that is known, `published` (as a configuration file calls it; may be
    /// empty), or named by the server for incoming mail. Empty: nobody names one. A person has to see it before they
    /// sign in there.
    Task<Result<QString>> issuerFor(Mailbox settings, QString published, std::stop_token stop);
    /// What a provider publishes: see OAuthDiscovery::find(). `issuer` as typed.
    Task<Result<OAuthRegistration>> find(QString issuer, std::stop_token stop);
    /// With the browser. Errors as those of find() and OAuthSignIn::signIn(). What comes after `stop` is given back.
    Task<Result<OAuthGrant>> signIn(Wish wish, Waiting waiting, std::stop_token stop);
    /// Takes back the permission of a sign-in that is not kept. Not where a mailbox signs in at the same provider as
    /// the same program: some providers end all that a person allowed it, and that mailbox would lose its own.
    Task<Result<>> giveBack(OAuthGrant grant);
    bool openBrowser(const QUrl &page) const { return m_openBrowser && m_openBrowser(page); }

private:
    OAuthSignIn &m_signIn;
    OAuthDiscovery &m_discovery;
    Mailboxes &m_mailboxes;
    BrowserOpener m_openBrowser;
};

} // namespace AlwaysLeads
