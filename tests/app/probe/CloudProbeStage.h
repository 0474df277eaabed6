#pragma once

#include "app/cloudmail/CloudMailCase.h"
#include "app/keychain/MemoryKeychain.h"
#include "cloudmail/GmailTransport.h"
#include "cloudmail/GraphTransport.h"
#include "keychain/Vault.h"
#include "mailbox/Mailboxes.h"
#include "net/HttpClient.h"
#include "oauth/OAuthTokens.h"
#include "probe/MailProbe.h"
#include "reply/GmailMailSource.h"
#include "reply/GraphMailSource.h"
#include "sandbox/GmailServer.h"
#include "sandbox/GraphServer.h"
#include "settings/Settings.h"
#include "support/CopiedDatabase.h"
#include "support/HttpsServer.h"

Q_DECLARE_METATYPE(AlwaysLeads::OAuthService)

namespace AlwaysLeads {

/// How a service treats a mail to oneself.
struct Customs
{
    bool keepsIds = true;
    enum class Lands { Inbox, Junk, Nowhere } lands = Lands::Inbox;
    QByteArray stamp{}; ///< lines of a header that the service puts on top
};

/// A mailbox at Microsoft or Google with the strict stand-in of its service, and a probe that uses it: with the real
/// transport, source and keeping of tokens.
struct CloudProbeStage
{
    explicit CloudProbeStage(OAuthService of, const Customs &customs = Customs())
        : service(of)
        , graph(graphOptions(customs))
        , gmail(gmailOptions(customs))
    {
        graph.setClock([this] { return clock.now(); });
        gmail.setClock([this] { return clock.now(); });
        SenderProfile profile;
        profile.unsubscribeUrl = QStringLiteral("https://no.harbourline.example/{token}");
        if (!graph.start() || !gmail.start() || !waited(vault.startAfresh()) || !waited(settings.load())
            || !waited(settings.setSenderProfile(profile))) {
            qFatal("The stage could not be built");
        }
        byGraph = std::make_unique<GraphTransport>(http, clock, graph.url());
        byGmail = std::make_unique<GmailTransport>(http, clock, gmail.url());
        MailTransport &transport =
            isGoogle() ? static_cast<MailTransport &>(*byGmail) : static_cast<MailTransport &>(*byGraph);
        mailboxes = std::make_unique<Mailboxes>(*files, vault, transport, clock, &tokens);
        clara = waited(mailboxes->addConnected(grant(), QStringLiteral("Clara Jensen"))).value();
        const MailProbe::KeptMessageId kept = [this](CloudAccount account, QString remoteId, std::stop_token stop) {
            return isGoogle() ? byGmail->keptMessageId(account, remoteId, stop)
                              : byGraph->keptMessageId(account, remoteId, stop);
        };
        const MailSources sources = [this](MailboxId id) { return open(this, id); };
        probe = std::make_unique<MailProbe>(
            MailProbe::Needs{*files, clock, *mailboxes, transport, settings, sources, kept});
        clock.slept.clear();
    }
    ~CloudProbeStage()
    {
        QCoro::waitFor(probe->close());
        files.settle();
    }
    /// The column "service" of a test that goes for both.
    static void addServices()
    {
        QTest::addColumn<OAuthService>("service");
        QTest::newRow("Microsoft") << OAuthService::Microsoft;
        QTest::newRow("Google") << OAuthService::Google;
    }
    template <typename T> static T waited(Task<T> task) { return QCoro::waitFor(std::move(task)); }

    bool isGoogle() const { return service == OAuthService::Google; }
    /// `whileWaiting` is called when the mail has left, before it is looked for.
    Result<ProbeReport> send(const std::function<void()> &whileWaiting = {}, std::stop_token stop = {})
    {
        const MailProbe::Progress progress = [whileWaiting](MailProbe::Step step) {
            if (step == MailProbe::Step::Waiting && whileWaiting) {
                whileWaiting();
            }
        };
        return waited(probe->send(clara, progress, stop));
    }
    Result<ProbeReport> look() { return waited(probe->look(clara, {}, {})); }
    ProbeReport latest() { return waited(probe->latest(clara))->value_or(ProbeReport()); }
    qint64 probesKept(const QString &where = QStringLiteral("1"))
    {
        return files.number(QStringLiteral("SELECT count(*) FROM mail_probe WHERE ") + where);
    }
    /// The mails that left.
    QList<MailServer::Received> left() const { return isGoogle() ? gmail.received() : graph.received(); }
    /// A mail comes in, as a copy of its own.
    void comesIn(const QByteArray &mime, bool junk = false)
    {
        if (isGoogle()) {
            const QString label = junk ? QStringLiteral("SPAM") : QStringLiteral("INBOX");
            gmail.deliver(mime, {label, QStringLiteral("UNREAD")}, clock.now());
        } else {
            graph.deliver(mime, junk ? QStringLiteral("junkemail") : QStringLiteral("inbox"), clock.now());
        }
    }
    /// The only token that is accepted from now on.
    void setToken(const QString &token)
    {
        gmail.setToken(token);
        graph.setToken(token);
    }
    /// Calls that look for the mail say no; those before it leaves go well.
    void refuseLooking(const ServerAnswer &answer, int times)
    {
        CloudFault fault;
        fault.answer = answer;
        fault.times = times;
        if (isGoogle()) {
            fault.call = int(GmailServer::Call::Get);
            fault.after = 1; // the one that asks for the Message-ID
            gmail.addFault(fault);
        } else {
            fault.call = int(GraphServer::Call::Delta);
            fault.after = 2; // those that note where inbox and junk end
            graph.addFault(fault);
        }
    }
    ServerAnswer slowDown() const
    {
        return isGoogle() ? gmail.refusal(GmailServer::Refusal::UserRateLimited)
                          : GraphServer::refusal(GraphServer::Refusal::Throttled);
    }
    ServerAnswer trouble() const
    {
        return isGoogle() ? gmail.refusal(GmailServer::Refusal::Unavailable)
                          : GraphServer::refusal(GraphServer::Refusal::Unavailable);
    }
    void clearFaults()
    {
        graph.clearFaults();
        gmail.clearFaults();
    }
    /// What the service says to the wish for a new token.
    void renewalSays(int status, const QByteArray &body)
    {
        signIn.setPlays({HttpsServer::says(HttpsServer::answer(status, body))});
    }
    OAuthGrant grant(const QString &accessToken = QStringLiteral("access-0")) const
    {
        OAuthGrant grant;
        grant.service = service;
        grant.address = address("clara@harbourline.example");
        grant.clientId = QStringLiteral("the-client");
        grant.tokens = {accessToken, QStringLiteral("refresh-0"), {}, clock.now().addSecs(3600), {}};
        return grant;
    }

    OAuthService service;
    Certificates certificates;
    HastyClock clock;
    MemoryKeychain keychain;
    HttpClient http{clock, {{certificates.authority()}, {}, QStringLiteral("AlwaysLeads")}};
    HttpsServer signIn{certificates.good()};
    GraphServer graph;
    GmailServer gmail;
    TestDatabase files = copiedDatabase();
    Vault vault{*files, keychain, clock};
    Settings settings{*files};
    OAuthEndpoint endpoint{http, clock};
    OAuthTokens tokens{endpoint, vault, clock, [this](OAuthService of) { return provider(of); }};
    std::unique_ptr<GraphTransport> byGraph;
    std::unique_ptr<GmailTransport> byGmail;
    std::unique_ptr<Mailboxes> mailboxes;
    std::unique_ptr<MailProbe> probe;
    MailboxId clara;

private:
    static GraphServer::Options graphOptions(const Customs &customs)
    {
        GraphServer::Options options;
        options.token = QStringLiteral("access-0");
        options.keepsMessageIds = customs.keepsIds;
        options.stamp = customs.stamp;
        if (customs.lands != Customs::Lands::Inbox) {
            options.ownMailTo = customs.lands == Customs::Lands::Junk ? QStringLiteral("junkemail") : QString();
        }
        return options;
    }
    static GmailServer::Options gmailOptions(const Customs &customs)
    {
        GmailServer::Options options;
        options.token = QStringLiteral("access-0");
        options.keepsMessageIds = customs.keepsIds;
        options.stamp = customs.stamp;
        if (customs.lands != Customs::Lands::Inbox) {
            options.ownMailLabels =
                customs.lands == Customs::Lands::Junk ? QStringList{QStringLiteral("SPAM")} : QStringList();
        }
        return options;
    }
    OAuthProvider provider(OAuthService of) const
    {
        OAuthProvider provider = of == OAuthService::Google ? OAuthProvider::google(QStringLiteral("the-client"), {})
                                                            : OAuthProvider::microsoft(QStringLiteral("the-client"));
        provider.tokenUrl = signIn.url(QStringLiteral("/token"));
        return provider;
    }
    static Task<Result<std::shared_ptr<MailSource>>> open(CloudProbeStage *stage, MailboxId id)
    {
        Result<MailAccount> account = co_await stage->mailboxes->account(id);
        if (!account) {
            co_return failureOf(std::move(account));
        }
        const AccessTokenSource token = std::get<CloudAccount>(*account).token;
        std::shared_ptr<MailSource> source;
        if (stage->isGoogle()) {
            source = std::make_shared<GmailMailSource>(stage->http, stage->clock, token, stage->gmail.url());
        } else {
            source = std::make_shared<GraphMailSource>(stage->http, stage->clock, token, stage->graph.url());
        }
        co_return source;
    }
};

} // namespace AlwaysLeads
