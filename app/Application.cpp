#include "Application.h"

#include "assistant/Assistant.h"
#include "assistant/ClaudeKey.h"
#include "base/TaskScope.h"
#include "campaign/Campaigns.h"
#include "draft/DraftWriter.h"
#include "draft/Review.h"
#include "keychain/OsKeychain.h"
#include "keychain/Vault.h"
#include "lead/LeadExport.h"
#include "lead/LeadImport.h"
#include "lead/LeadSearch.h"
#include "lead/Leads.h"
#include "mail/SmtpTransport.h"
#include "mailbox/Mailboxes.h"
#include "net/HttpClient.h"
#include "outbox/Outbox.h"
#include "outbox/Sender.h"
#include "prospecting/ApolloKey.h"
#include "prospecting/LeadFinder.h"
#include "sandbox/Sandbox.h"
#include "schema/Schema.h"
#include "settings/Settings.h"
#include "storage/Backups.h"
#include "storage/Database.h"
#include "storage/Profile.h"
#include "suppression/Suppression.h"

#include <QCoroTimer>
#include <QDir>
#include <QTimer>

#include <chrono>

namespace AlwaysLeads {

namespace {
constexpr std::chrono::hours backupCheck(1);
}

struct Application::Plumbing
{
    std::unique_ptr<Database> database;
    std::unique_ptr<SecretStore> osKeychain;
    std::unique_ptr<HttpClient> http;
    std::unique_ptr<ClaudeClient> claude;
    std::unique_ptr<ApolloClient> apollo;
    std::unique_ptr<AssistantBudget> budget;
    std::unique_ptr<SmtpTransport> smtp;
    TaskScope scope{QStringLiteral("application")};
    QTimer refreshSoon;
    QTimer peopleSoon;
};

Application::Application(Options options)
    : m_options(std::move(options))
    , m_clock(std::make_unique<SystemClock>())
    , m_plumbing(std::make_unique<Plumbing>())
{
}

Application::~Application() = default;

Result<std::unique_ptr<Application>> Application::open(Options options)
{
    std::unique_ptr<Application> application(new Application(std::move(options)));
    if (Result<> built = application->build(); !built) {
        return failureOf(std::move(built));
    }
    return application;
}

Result<> Application::build()
{
    Result<std::unique_ptr<Profile>> profile = Profile::open(m_options.folder);
    if (!profile) {
        return failureOf(std::move(profile));
    }
    m_profile = std::move(*profile);
    if (Result<bool> restored = Backups::restoreNoted(m_profile->backupFolder(), m_profile->databaseFile(), *m_clock);
        !restored) {
        return failureOf(std::move(restored));
    }
    Result<std::unique_ptr<Database>> database = Database::open(m_profile->databaseFile(), schemaSteps());
    if (!database) {
        return failureOf(std::move(database));
    }
    m_plumbing->database = std::move(*database);
    Database &db = *m_plumbing->database;

    if (m_options.sandbox) {
        m_sandbox = std::make_unique<Sandbox>(QDir(m_options.folder).filePath(QStringLiteral("arrived")));
        if (Result<> started = m_sandbox->start(); !started) {
            return started;
        }
    } else {
        m_plumbing->osKeychain = std::make_unique<OsKeychain>(QStringLiteral("AlwaysLeads"));
    }
    SecretStore &keychain = m_sandbox ? m_sandbox->keychain() : *m_plumbing->osKeychain;
    m_vault = std::make_unique<Vault>(db, keychain, *m_clock);
    m_settings = std::make_unique<Settings>(db);
    m_suppression = std::make_unique<Suppression>(db, *m_clock);
    m_backups = std::make_unique<Backups>(db, m_profile->backupFolder(), *m_clock);
    m_leads = std::make_unique<Leads>(db, *m_clock);
    m_leadSearch = std::make_unique<LeadSearch>(db, *m_clock);
    m_leadImport = std::make_unique<LeadImport>(db, *m_clock, *m_leads);
    m_leadExport = std::make_unique<LeadExport>(db);
    m_plumbing->smtp = std::make_unique<SmtpTransport>();
    m_mailboxes = std::make_unique<Mailboxes>(db, *m_vault, *m_plumbing->smtp, *m_clock);

    m_plumbing->http = std::make_unique<HttpClient>(*m_clock);
    m_plumbing->claude = std::make_unique<ClaudeClient>(
        *m_plumbing->http, claudeKeyFrom(*m_vault), m_sandbox ? m_sandbox->claude().url() : ClaudeClient::serviceUrl());
    m_plumbing->apollo =
        std::make_unique<ApolloClient>(*m_plumbing->http, *m_clock, apolloKeyFrom(*m_vault),
                                       m_sandbox ? m_sandbox->apollo().url() : ApolloClient::serviceUrl());
    m_leadFinder = std::make_unique<LeadFinder>(db, *m_plumbing->apollo, *m_settings, *m_clock, *m_leads);
    m_plumbing->budget = std::make_unique<AssistantBudget>(db, *m_clock);
    m_assistant = std::make_unique<Assistant>(*m_plumbing->claude, *m_plumbing->budget, *m_clock, *m_settings);
    m_campaigns = std::make_unique<Campaigns>(db, *m_clock);
    ClaudeWriting writing;
    writing.hasKey = [this] { return hasClaudeKey(); };
    writing.writeMail = [this](MailBrief brief, std::stop_token stop) {
        return m_assistant->writeMail(std::move(brief), stop);
    };
    m_draftWriter = std::make_unique<DraftWriter>(db, *m_clock, writing);
    const SendPolicy policy = m_sandbox ? Sandbox::policy() : SendPolicy();
    m_outbox = std::make_unique<Outbox>(db, *m_clock, policy);
    m_review = std::make_unique<Review>(db, *m_clock, *m_draftWriter, *m_outbox);
    m_sender = std::make_unique<Sender>(
        db, *m_clock, *m_plumbing->smtp, [this](MailboxId id) { return m_mailboxes->account(id); }, policy);
    m_campaigns->addUse(*m_draftWriter);
    m_campaigns->addUse(*m_outbox);
    connectServices();
    return {};
}

Task<Result<bool>> Application::hasClaudeKey()
{
    const QString name = claudeKeyName();
    const Result<std::optional<SecretHint>> hint = co_await m_vault->hint(name);
    const bool known = hint && hint->has_value();
    co_return Result<bool>(known);
}

void Application::connectServices()
{
    // An approval names exact bytes. Whatever those bytes rest on changed: look whether the approvals still hold. Many
    // changes come at once (an import, a profile typed), so once after the last of them is enough.
    QTimer &soon = m_plumbing->refreshSoon;
    soon.setSingleShot(true);
    soon.setInterval(std::chrono::milliseconds(50));
    connect(&soon, &QTimer::timeout, this,
            [this] { whenDone(m_review->refreshApprovals(), this, [](const Result<int> &) {}); });
    const auto refresh = [&soon] { soon.start(); };
    connect(m_leads.get(), &Leads::changed, this, refresh);
    connect(m_leads.get(), &Leads::reset, this, refresh);
    connect(m_settings.get(), &Settings::changed, this, refresh);
    connect(m_mailboxes.get(), &Mailboxes::changed, this, refresh);
    connect(m_campaigns.get(), &Campaigns::stepChanged, this, refresh);
    connect(m_campaigns.get(), &Campaigns::changed, this, refresh); // somebody was left out

    // Sending and drafting change what is known of people (contacted, draft ready); a burst of them is told once.
    QTimer &people = m_plumbing->peopleSoon;
    people.setSingleShot(true);
    people.setInterval(std::chrono::milliseconds(300));
    connect(&people, &QTimer::timeout, m_leads.get(), &Leads::announceReset);
    connect(m_sender.get(), &Sender::changed, &people, qOverload<>(&QTimer::start));
    connect(m_draftWriter.get(), &DraftWriter::finished, &people, qOverload<>(&QTimer::start));

    connect(m_campaigns.get(), &Campaigns::running, this, [this](CampaignId campaign) {
        whenDone(m_outbox->queueApproved(campaign), this, [this](const Result<int> &) { m_sender->wake(); });
    });
    connect(m_outbox.get(), &Outbox::wake, m_sender.get(), &Sender::wake);
    connect(m_sender.get(), &Sender::changed, m_outbox.get(), &Outbox::changed);
    connect(m_mailboxes.get(), &Mailboxes::changed, m_sender.get(), &Sender::wake);
    connect(m_vault.get(), &Vault::changed, m_sender.get(), &Sender::wake);
}

Task<Result<>> Application::start()
{
    if (Result<> loaded = co_await m_settings->load(); !loaded) {
        co_return loaded;
    }
    // A vault that cannot be opened (keychain locked, passphrase wanted) keeps nobody from working: the window says so.
    const Result<> opened = co_await m_vault->open();
    if (!opened && m_sandbox && m_vault->state() == Vault::State::KeyLost) {
        const Result<> fresh = co_await m_vault->startAfresh();
        Q_UNUSED(fresh)
    }
    const QString replaced = Backups::lastReplaced(m_profile->backupFolder());
    if (!replaced.isEmpty()) {
        // "No" holds for ever, also when the person goes back to an older state.
        const Result<qint64> carried = co_await m_suppression->carryOverFrom(replaced);
        if (!carried) {
            co_return failureOf(Result<qint64>(carried));
        }
    }
    if (m_sandbox) {
        if (Result<> furnished = co_await m_sandbox->furnish(*m_settings, *m_mailboxes, *m_vault); !furnished) {
            co_return furnished;
        }
    }
    if (Result<> recovered = co_await m_draftWriter->recover(); !recovered) {
        co_return recovered;
    }
    if (Result<> recovered = co_await m_leadFinder->recover(); !recovered) {
        co_return recovered;
    }
    m_sender->start();
    m_plumbing->scope.run(keepBackups());
    co_return Result<>();
}

Task<Result<>> Application::keepBackups()
{
    const std::stop_token stop = m_plumbing->scope.token();
    while (!stop.stop_requested()) {
        const Result<bool> made = co_await m_backups->makeTodays();
        if (!made) {
            qWarning("backup: %s", qUtf8Printable(made.error().message));
        }
        const QDateTime next = m_clock->now().addSecs(std::chrono::seconds(backupCheck).count());
        co_await m_clock->sleepUntil(next, stop);
    }
    co_return Result<>();
}

Task<> Application::close()
{
    m_plumbing->refreshSoon.stop();
    m_plumbing->peopleSoon.stop();
    co_await m_leadFinder->close();
    co_await m_draftWriter->close();
    co_await m_sender->close();
    co_await m_plumbing->scope.close();
    // Words typed last are still being written. Who awaits that resumes in the order of the writes: this is the last.
    // It may have ended before it is awaited; the turn of the event loop is for the others.
    auto last = m_plumbing->database->write<>([](Connection &) { return Result<>(); });
    const Result<> written = co_await last;
    Q_UNUSED(written)
    QTimer turn;
    turn.setSingleShot(true);
    turn.start(0);
    co_await turn;
}

} // namespace AlwaysLeads
