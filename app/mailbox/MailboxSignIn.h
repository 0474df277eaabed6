#pragma once

#include "mailbox/Mailbox.h"
#include "oauth/OAuthProviders.h"
#include "oauth/OAuthSignIn.h"

#include <QHash>
#include <QObject>

#include <optional>

namespace AlwaysLeads {

class Mailboxes;
class ProviderSignIn;
class Settings;

/// Connects mailboxes at Microsoft and Google: signs the person in with the browser, then keeps what came of it.
class MailboxSignIn : public QObject
{
    Q_OBJECT
public:
    /// Tells which page the person has to go to, and whether the browser was opened there.
    using Waiting = std::function<void(const QUrl &, bool)>;

    MailboxSignIn(OAuthSignIn &signIn, OAuthProviders &providers, Mailboxes &mailboxes, Settings &settings,
                  BrowserOpener openBrowser, QObject *parent = nullptr);

    using Access = OAuthProvider::Access;

    /// Lets mailboxes by their servers sign in at providers of their own.
    void enableProviders(ProviderSignIn &providers) { m_providerSignIn = &providers; }
    /// Null: they sign in with a password only.
    ProviderSignIn *providers() const { return m_providerSignIn; }

    /// As which program it would ask, and for what. Not for Mailbox::Kind::Smtp.
    OAuthProvider provider(Mailbox::Kind kind, Access access = Access::SendAndRead) const;
    /// A registration of the person's own; empty texts take it away.
    Task<Result<>> setClient(Mailbox::Kind kind, QString clientId, QString clientSecret);
    bool openBrowser(const QUrl &page) const { return m_openBrowser && m_openBrowser(page); }

    /// Whichever account the person chooses in the browser. Errors as those of OAuthSignIn::signIn().
    Task<Result<MailboxId>> connectNew(Mailbox::Kind kind, Waiting waiting, std::stop_token stop,
                                       Access access = Access::SendAndRead);
    /// The account of this mailbox and no other. Without `access` for what it was connected for. Meets what its
    /// organisation asked for, when it ended the sign-in or refused the try before.
    Task<Result<>> reconnect(MailboxId id, Waiting waiting, std::stop_token stop, std::optional<Access> access = {});

private:
    /// `account` tells tries of the same mailbox, or of a new one at the same service, from others.
    OAuthSignIn::Wish wish(Mailbox::Kind kind, Access access, Waiting waiting, const QString &account);

    OAuthSignIn &m_signIn;
    OAuthProviders &m_providers;
    Mailboxes &m_mailboxes;
    Settings &m_settings;
    BrowserOpener m_openBrowser;
    ProviderSignIn *m_providerSignIn = nullptr;
    QHash<QString, QString> m_claims; ///< what a try was refused for (JSON), by account: the next one brings it
};

} // namespace AlwaysLeads
