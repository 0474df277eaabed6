#include "sandbox/Sandbox.h"

#include "assistant/ClaudeKey.h"
#include "keychain/Vault.h"
#include "mailbox/Mailboxes.h"
#include "oauth/OAuthProvider.h"
#include "prospecting/ApolloKey.h"
#include "settings/Settings.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

#include <chrono>

namespace AlwaysLeads {

namespace {

constexpr std::chrono::milliseconds writingTime(250); // so that a person sees drafts being written
constexpr std::chrono::milliseconds betweenMails(400);
constexpr std::chrono::milliseconds inTheBrowser(1500); // so that a person sees the sheet wait

const QString ownDomain = QStringLiteral("harbourline.example");
// Beside the mailbox that is there from the start.
const QString microsoftAddress = QStringLiteral("clara.jensen@harbourline.example");
const QString googleAddress = QStringLiteral("clara@mail.harbourline.example");

MailServer::Options mailOptions(const QString &folder)
{
    MailServer::Options options;
    options.folder = folder;
    return options;
}

/// Mailboxes have a folder of their own beside the one of what arrived.
ImapServer::Options imapOptions(const QString &mailFolder)
{
    ImapServer::Options options;
    options.folder = QFileInfo(mailFolder).dir().filePath(QStringLiteral("mailboxes"));
    return options;
}

GraphServer::Options graphOptions(const QString &folder)
{
    GraphServer::Options options;
    options.address = microsoftAddress;
    options.folder = folder;
    return options;
}

GmailServer::Options gmailOptions(const QString &folder)
{
    GmailServer::Options options;
    options.address = googleAddress;
    options.folder = folder;
    return options;
}

SenderProfile inventedSender()
{
    SenderProfile sender;
    sender.personName = QStringLiteral("Clara Jensen");
    sender.company = QStringLiteral("Harbourline");
    sender.offer = QStringLiteral(
        "Harbourline keeps one load plan that every depot sees, and moves the affected loads when a slot slips.");
    sender.signature = QStringLiteral("Clara Jensen");
    sender.postalAddress = QStringLiteral("Toldbodgade 18, 1253 Copenhagen, Denmark");
    sender.idealTitles = QStringLiteral("operations, dispatch, planning, logistics, fleet");
    sender.idealCompanies = QStringLiteral("freight*, logist*, cargo, forward*, haul*");
    sender.idealPlaces = QStringLiteral("Poland, Denmark, Germany, Netherlands, Portugal");
    sender.optOutSentence = QStringLiteral("Not for you? Tell me once and I will not write again.");
    return sender;
}

} // namespace

Task<Result<QByteArray>> MemoryKeychain::read(QString name)
{
    const auto found = m_secrets.constFind(name);
    if (found == m_secrets.cend()) {
        Result<QByteArray> missing = failure(ErrorKind::NotFound, QStringLiteral("There is no such entry."));
        co_return missing;
    }
    co_return Result<QByteArray>(*found);
}

Task<Result<>> MemoryKeychain::write(QString name, QByteArray bytes)
{
    m_secrets.insert(name, bytes);
    co_return Result<>();
}

Task<Result<>> MemoryKeychain::remove(QString name)
{
    m_secrets.remove(name);
    co_return Result<>();
}

Sandbox::Sandbox(const QString &mailFolder, SandboxClock &clock)
    : m_sample(QFileInfo(mailFolder).dir().filePath(QStringLiteral("Invented people.csv")))
    , m_clock(clock)
    , m_apollo(m_people)
    , m_mail(mailOptions(mailFolder))
    , m_imap(imapOptions(mailFolder))
    , m_graph(graphOptions(mailFolder))
    , m_gmail(gmailOptions(mailFolder))
    , m_oauth({microsoftAddress, GraphServer::Options().token}, {googleAddress, GmailServer::Options().token})
{
    m_claude.setLatency(writingTime);
    const auto now = [this] { return m_clock.now(); };
    m_claude.setClock(now);
    m_apollo.setClock(now);
    const QDir folder = QFileInfo(mailFolder).dir();
    m_claude.keepBatchesIn(folder.filePath(QStringLiteral("claude.json")));
    m_apollo.keepIn(folder.filePath(QStringLiteral("apollo.json")));
    m_graph.setClock(now);
    m_gmail.setClock(now);
    m_imap.setClock(now);
    // A mail to a mailbox of one's own, such as a test mail, arrives there.
    QObject::connect(&m_mail, &MailServer::arrived, &m_imap, [this](const MailServer::Received &mail) {
        const Result<EmailAddress> to = EmailAddress::parse(mail.to);
        if (to && to->domain() == ownDomain) {
            m_imap.deliver(to->toString(), QStringLiteral("INBOX"), mail.mime, m_clock.now());
        }
    });
}

Result<QString> Sandbox::keepSample() const
{
    QDir().mkpath(QFileInfo(m_sample).path());
    QSaveFile file(m_sample);
    const QByteArray table = m_people.sampleCsv();
    if (!file.open(QIODevice::WriteOnly) || file.write(table) != table.size() || !file.commit()) {
        return failure(ErrorKind::Storage,
                       QCoreApplication::translate("AlwaysLeads::Sandbox", "The sample could not be written to %1: %2.")
                           .arg(QDir::toNativeSeparators(m_sample), file.errorString()));
    }
    return m_sample;
}

Result<> Sandbox::start()
{
    if (Result<> started = m_claude.start(); !started) {
        return started;
    }
    if (Result<> started = m_apollo.start(); !started) {
        return started;
    }
    if (Result<> started = m_graph.start(); !started) {
        return started;
    }
    if (Result<> started = m_gmail.start(); !started) {
        return started;
    }
    if (Result<> started = m_oauth.start(); !started) {
        return started;
    }
    if (Result<> started = m_imap.start(); !started) {
        return started;
    }
    return m_mail.start();
}

OAuthProvider Sandbox::signInHere(OAuthProvider provider) const
{
    for (QUrl *url : {&provider.authorizeUrl, &provider.tokenUrl, &provider.revokeUrl, &provider.profileUrl}) {
        if (!url->isEmpty()) {
            url->setScheme(QStringLiteral("http"));
            url->setHost(m_oauth.url().host());
            url->setPort(m_oauth.url().port());
        }
    }
    provider.clientId = QLatin1String(OAuthServer::clientId);
    provider.clientSecret =
        provider.service == OAuthService::Google ? QString(QLatin1String(OAuthServer::clientSecret)) : QString();
    return provider;
}

bool Sandbox::openBrowser(const QUrl &page)
{
    return m_oauth.visit(page, inTheBrowser);
}

SendPolicy Sandbox::policy()
{
    SendPolicy policy;
    policy.gap = betweenMails;
    policy.calendar = false; // who tries it out does not wait for a weekday
    policy.laterTries = {std::chrono::seconds(5), std::chrono::seconds(15)};
    policy.networkTries = {std::chrono::seconds(2), std::chrono::seconds(5)};
    return policy;
}

SettlingPolicy Sandbox::settlingPolicy()
{
    SettlingPolicy policy;
    policy.looks = {std::chrono::seconds(5), std::chrono::seconds(15), std::chrono::minutes(1),
                    std::chrono::minutes(5)};
    policy.failures = {std::chrono::seconds(5), std::chrono::seconds(30)};
    return policy;
}

SentCopiesPolicy Sandbox::sentCopiesPolicy()
{
    SentCopiesPolicy policy;
    policy.first = std::chrono::seconds(1);
    policy.failures = {std::chrono::seconds(5), std::chrono::seconds(30)};
    return policy;
}

WatchPolicy Sandbox::watchPolicy()
{
    WatchPolicy policy;
    policy.pause = std::chrono::seconds(3);
    policy.failures = {std::chrono::seconds(5), std::chrono::seconds(30)};
    return policy;
}

void Sandbox::readFrom(Mailbox &mailbox) const
{
    mailbox.imapHost = QStringLiteral("127.0.0.1");
    mailbox.imapPort = m_imap.port();
    mailbox.imapSecurity = ImapAccount::Security::LoopbackPlain;
    mailbox.imapUserName = mailbox.address.toString();
}

Task<Result<>> Sandbox::furnish(Settings &settings, Mailboxes &mailboxes, Vault &vault)
{
    if (settings.senderProfile().personName.isEmpty()) {
        SenderProfile sender = inventedSender();
        if (Result<> kept = co_await settings.setSenderProfile(sender); !kept) {
            co_return kept;
        }
    }
    const QString keyName = claudeKeyName();
    const QByteArray key(ClaudeServer::acceptedKey);
    const QString hint = Vault::hintFor(key);
    if (Result<> kept = co_await vault.keep(keyName, key, hint); !kept) {
        co_return kept;
    }
    const QString apolloName = apolloKeyName();
    const QByteArray apolloKey(ApolloServer::acceptedKey);
    const QString apolloHint = Vault::hintFor(apolloKey);
    if (Result<> kept = co_await vault.keep(apolloName, apolloKey, apolloHint); !kept) {
        co_return kept;
    }
    Result<QList<Mailbox>> present = co_await mailboxes.list();
    if (!present) {
        co_return failureOf(std::move(present));
    }
    // Those that were connected have no port here.
    present->removeIf([](const Mailbox &mailbox) { return mailbox.kind != Mailbox::Kind::Smtp; });
    const QString password = QStringLiteral("sandbox");
    if (!present->isEmpty()) {
        Mailbox mailbox = present->first(); // the port is another one at each start
        mailbox.port = m_mail.port();
        readFrom(mailbox);
        Result<> changed = co_await mailboxes.change(mailbox, password);
        co_return changed;
    }
    const QString addressText = QStringLiteral("clara@harbourline.example");
    Result<EmailAddress> address = EmailAddress::parse(addressText);
    if (!address) {
        co_return failureOf(std::move(address));
    }
    Mailbox mailbox;
    mailbox.address = *address;
    mailbox.senderName = QStringLiteral("Clara Jensen");
    mailbox.host = QStringLiteral("127.0.0.1");
    mailbox.port = m_mail.port();
    mailbox.security = SmtpAccount::Security::LoopbackPlain;
    mailbox.userName = QStringLiteral("sandbox");
    mailbox.dailyLimit = 75;
    mailbox.gapSeconds = 1;
    readFrom(mailbox);
    Result<MailboxId> added = co_await mailboxes.add(mailbox, password);
    if (!added) {
        co_return failureOf(std::move(added));
    }
    co_return Result<>();
}

} // namespace AlwaysLeads
