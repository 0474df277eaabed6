#pragma once

#include "app/keychain/MemoryKeychain.h"
#include "keychain/Vault.h"
#include "mailbox/MailboxSignIn.h"
#include "mailbox/Mailboxes.h"
#include "net/HttpClient.h"
#include "oauth/OAuthTokens.h"
#include "sandbox/OAuthServer.h"
#include "settings/MailboxesSection.h"
#include "settings/Settings.h"
#include "stage/PageStage.h"
#include "support/CopiedDatabase.h"
#include "support/Patience.h"
#include "support/Settle.h"

#include <QLineEdit>
#include <QTest>

namespace AlwaysLeads {

/// Says yes to every sign-in: what the services themselves answer is in the tests of their transports.
class WillingTransport final : public MailTransport
{
public:
    Task<HandOverOutcome> handOver(MailAccount, Envelope, QByteArray, std::function<void(HandOverStage)>,
                                   std::stop_token) override
    {
        co_return HandOverOutcome();
    }
    Task<Result<>> probe(MailAccount account, std::stop_token) override
    {
        probed = account;
        co_return {};
    }
    MailAccount probed; ///< last
};

/// The mailboxes of Settings in a window, over a real vault and the stand-in of both sign-ins.
struct ConnectStage
{
    ConnectStage()
    {
        if (!server.start() || !QCoro::waitFor(vault.open()) || !QCoro::waitFor(settings.load())) {
            qFatal("The stage could not be built");
        }
    }
    ~ConnectStage()
    {
        stage.close();
        settle(files, http);
    }
    void open(QSize size = QSize(1440, 900))
    {
        auto *page = new Pane(&Theme::surface);
        auto *lines = new QVBoxLayout(page);
        section = new MailboxesSection(mailboxes, stage.shell);
        section->enableSignIn(signIn);
        lines->addWidget(section);
        stage.show(page, size);
        section->enter();
    }
    void openSheet(QSize size = QSize(1440, 900))
    {
        open(size);
        stage.click("addMailbox");
        QTRY_VERIFY(stage.isShown("connectSheet"));
    }
    QList<Mailbox> kept() { return *QCoro::waitFor(mailboxes.list()); }
    /// A mailbox as it is after signing in, without the sheet.
    MailboxId connected(Mailbox::Kind kind)
    {
        const Result<MailboxId> id = QCoro::waitFor(signIn.connectNew(kind, {}, {}));
        if (!id) {
            qFatal("%s", qPrintable(id.error().message));
        }
        return *id;
    }
    /// What its service says when the permission has ended reaches the mailbox.
    void endPermission(MailboxId id)
    {
        server.endPermissions();
        const QString name = QStringLiteral("mailbox %1").arg(id.value());
        QVERIFY(!QCoro::waitFor(tokens.token(name, true)));
        QTRY_VERIFY(kept().first().isPaused());
    }
    OAuthProvider here(OAuthProvider provider) const
    {
        if (!hasClient) {
            return provider;
        }
        for (QUrl *url : {&provider.authorizeUrl, &provider.tokenUrl, &provider.revokeUrl, &provider.profileUrl}) {
            if (!url->isEmpty()) {
                url->setScheme(QStringLiteral("http"));
                url->setHost(server.url().host());
                url->setPort(server.url().port());
            }
        }
        provider.clientId = QLatin1String(OAuthServer::clientId);
        if (provider.service == OAuthService::Google) {
            provider.clientSecret = QLatin1String(OAuthServer::clientSecret);
        }
        return provider;
    }
    QString text(const char *name) const
    {
        const QWidget *shown = stage.find(name);
        return shown ? shown->accessibleName() : QString();
    }

    bool hasClient = true; ///< false: as built, without any
    bool hasBrowser = true;
    BrowserOpener otherBrowser; ///< where set, instead of the one that only knows the stand-in
    TestDatabase files = copiedDatabase();
    SystemClock clock;
    MemoryKeychain keychain;
    Vault vault{*files, keychain, clock};
    Settings settings{*files};
    WillingTransport transport;
    OAuthServer server{{QStringLiteral("clara@microsoft.example"), QStringLiteral("graph")},
                       {QStringLiteral("clara@google.example"), QStringLiteral("gmail")}};
    HttpClient http{clock};
    OAuthProviders providers{settings, [this](OAuthProvider provider) { return here(std::move(provider)); }};
    OAuthEndpoint endpoint{http, clock};
    OAuthSignIn browserSignIn{endpoint, clock};
    OAuthTokens tokens{endpoint, vault, clock, [this](OAuthService service) { return providers.of(service); }};
    Mailboxes mailboxes{*files, vault, transport, clock, &tokens};
    MailboxSignIn signIn{browserSignIn, providers, mailboxes, settings, [this](const QUrl &page) {
                             return otherBrowser ? otherBrowser(page) : hasBrowser && server.visit(page);
                         }};
    PageStage stage; // ends before the services its page uses
    MailboxesSection *section = nullptr;
};

} // namespace AlwaysLeads
