#include "Application.h"
#include "ApplicationPlumbing.h"

#include "ReplyServices.h"
#include "SentFolders.h"
#include "analytics/Analytics.h"
#include "assistant/Assistant.h"
#include "assistant/ClaudeKey.h"
#include "assistant/QualificationBatches.h"
#include "autoconfig/MailAutoConfig.h"
#include "autoconfig/TlsServerProbe.h"
#include "base/TaskScope.h"
#include "campaign/CampaignLanguages.h"
#include "campaign/CampaignSources.h"
#include "campaign/Campaigns.h"
#include "campaign/SenderDomains.h"
#include "cloudmail/GmailTransport.h"
#include "cloudmail/GraphTransport.h"
#include "dns/DnsClient.h"
#include "dnscheck/DomainCheck.h"
#include "draft/DraftBatches.h"
#include "draft/DraftWriter.h"
#include "draft/MailProofs.h"
#include "draft/Review.h"
#include "draft/Sequence.h"
#include "keychain/OsKeychain.h"
#include "keychain/Vault.h"
#include "lead/AddressChecks.h"
#include "lead/CustomFields.h"
#include "lead/LeadExport.h"
#include "lead/LeadImport.h"
#include "lead/LeadLists.h"
#include "lead/LeadMerge.h"
#include "lead/LeadSearch.h"
#include "lead/LeadStories.h"
#include "lead/LeadValues.h"
#include "lead/Leads.h"
#include "lead/SavedViews.h"
#include "mail/MailRoutes.h"
#include "mail/SmtpTransport.h"
#include "mailbox/MailboxSignIn.h"
#include "mailbox/Mailboxes.h"
#include "net/HttpClient.h"
#include "oauth/OAuthTokens.h"
#include "optout/OptOuts.h"
#include "outbox/ContactHistoryStore.h"
#include "outbox/Forecasts.h"
#include "outbox/KeptIds.h"
#include "outbox/Outbox.h"
#include "outbox/Sender.h"
#include "outbox/SentCopies.h"
#include "outbox/Settling.h"
#include "outbox/ThisComputer.h"
#include "probe/MailProbe.h"
#include "prospecting/ApolloKey.h"
#include "prospecting/LeadFinder.h"
#include "sandbox/Sandbox.h"
#include "schema/Schema.h"
#include "scoring/Scoring.h"
#include "settings/Settings.h"
#include "spelling/Spelling.h"
#include "storage/Backups.h"
#include "storage/Database.h"
#include "storage/DatabaseFile.h"
#include "storage/Profile.h"
#include "suppression/Suppression.h"

#include <QCoroTimer>
#include <QDir>
#include <QTimer>

#include <chrono>

namespace AlwaysLeads {

namespace {
constexpr std::chrono::hours backupCheck(1);
constexpr std::chrono::minutes sequenceCheck(5);
constexpr std::chrono::seconds sandboxPoll(1); // so that a person sees a batch end
constexpr std::chrono::seconds mailLineIdle(15);
} // namespace

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
    if (m_options.sandbox) {
        const QDir folder(m_options.folder);
        auto clock = std::make_unique<SandboxClock>(folder.filePath(QStringLiteral("clock")));
        m_sandbox = std::make_unique<Sandbox>(folder.filePath(QStringLiteral("arrived")), *clock);
        m_clock = std::move(clock);
    }
    if (Result<bool> restored = Backups::restoreNoted(m_profile->backupFolder(), m_profile->databaseFile(), *m_clock);
        !restored) {
        return failureOf(std::move(restored));
    }
    Result<std::unique_ptr<Database>> database =
        Database::open(m_profile->databaseFile(), schemaSteps(), Database::Options{3});
    if (!database) {
        return failureOf(std::move(database));
    }
    m_plumbing->database = std::move(*database);
    Database &db = *m_plumbing->database;

    if (m_options.sandbox) {
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
    m_leadLists = std::make_unique<LeadLists>(db, *m_clock, *m_leads);
    m_savedViews = std::make_unique<SavedViews>(db, *m_clock);
    m_leadImport = std::make_unique<LeadImport>(db, *m_clock, *m_leads);
    m_leadExport = std::make_unique<LeadExport>(db);
    m_customFields = std::make_unique<CustomFields>(db, *m_leads);
    m_leadValues = std::make_unique<LeadValues>(db, *m_clock, *m_leads);
    m_leadStories = std::make_unique<LeadStories>(db);
    m_contactHistory = std::make_unique<ContactHistoryStore>();
    m_leadMerge = std::make_unique<LeadMerge>(db, *m_clock, *m_leads);
    m_leadMerge->addUse(*m_contactHistory);
    m_leads->recordTables(ContactHistoryStore::tables());
    m_leads->history().setImportUndo(
        [this](qint64 import) { return withoutValue(m_leadImport->undo(ImportId(import))); });
    m_plumbing->http = std::make_unique<HttpClient>(m_plumbing->networkClock);
    SmtpTimeouts patience;
    patience.idle = mailLineIdle;
    m_plumbing->smtp = std::make_unique<SmtpTransport>(QList<QSslCertificate>(), patience);
    m_plumbing->graph = std::make_unique<GraphTransport>(
        *m_plumbing->http, *m_clock, m_sandbox ? m_sandbox->graph().url() : GraphTransport::serviceUrl());
    m_plumbing->gmail = std::make_unique<GmailTransport>(
        *m_plumbing->http, *m_clock, m_sandbox ? m_sandbox->gmail().url() : GmailTransport::serviceUrl());
    m_plumbing->mail = std::make_unique<MailRoutes>(*m_plumbing->smtp, *m_plumbing->graph, *m_plumbing->gmail);
    buildMailboxes();

    m_plumbing->claude = std::make_unique<ClaudeClient>(
        *m_plumbing->http, claudeKeyFrom(*m_vault), m_sandbox ? m_sandbox->claude().url() : ClaudeClient::serviceUrl());
    m_plumbing->apollo =
        std::make_unique<ApolloClient>(*m_plumbing->http, *m_clock, apolloKeyFrom(*m_vault),
                                       m_sandbox ? m_sandbox->apollo().url() : ApolloClient::serviceUrl());
    m_leadFinder = std::make_unique<LeadFinder>(db, *m_plumbing->apollo, *m_settings, *m_clock, *m_leads);
    m_plumbing->budget = std::make_unique<AssistantBudget>(db, *m_clock);
    m_assistant = std::make_unique<Assistant>(*m_plumbing->claude, *m_plumbing->budget, *m_clock, *m_settings);
    m_qualification =
        std::make_unique<Qualification>(db, *m_plumbing->claude, *m_plumbing->budget, *m_clock, *m_settings);
    QualificationBatches::Options bulk;
    bulk.poll = m_sandbox ? std::chrono::milliseconds(sandboxPoll) : bulk.poll;
    m_qualificationBatches = std::make_unique<QualificationBatches>(db, *m_plumbing->claude, *m_plumbing->budget,
                                                                    *m_clock, *m_settings, bulk);
    m_scoring = std::make_unique<Scoring>(db, *m_clock, *m_leads, *m_settings);
    m_campaigns = std::make_unique<Campaigns>(db, *m_clock);
    m_campaignSources = std::make_unique<CampaignSources>(db, *m_clock, *m_campaigns, *m_leadSearch);
    m_campaignLanguages = std::make_unique<CampaignLanguages>(db);
    m_spelling = std::make_unique<Spelling>(db, *m_clock);
    buildDrafts(bulk.poll);
    m_sequence = std::make_unique<Sequence>(db, *m_clock, *m_campaigns, *m_draftWriter);
    SendPolicy policy = m_sandbox ? Sandbox::policy() : SendPolicy();
    policy.computer = m_sandbox ? QString() : thisComputer();
    m_outbox = std::make_unique<Outbox>(db, *m_clock, policy);
    m_forecasts = std::make_unique<Forecasts>(db, *m_clock, policy);
    m_optOuts = std::make_unique<OptOuts>(db, *m_clock, *m_suppression);
    m_review = std::make_unique<Review>(db, *m_clock, *m_draftWriter, *m_outbox);
    m_sender = std::make_unique<Sender>(
        db, *m_clock, *m_plumbing->mail, [this](MailboxId id) { return m_mailboxes->account(id); }, policy);
    m_mailProofs = std::make_unique<MailProofs>(db, *m_clock, *m_plumbing->mail,
                                                [this](MailboxId id) { return m_mailboxes->account(id); });
    m_review->setTestMail([this](DraftId draft) { return m_mailProofs->sendDraftToMe(draft); });
    const auto secretsAreOpen = [this] { return m_vault->isOpen(); };
    m_sender->setSecrets(secretsAreOpen);
    m_outbox->setSecrets(secretsAreOpen);
    buildSentFolders();
    buildMailChecks();
    m_senderDomains = std::make_unique<SenderDomains>(db, *m_clock, *m_domainCheck);
    m_analytics = std::make_unique<Analytics>(db, *m_clock, policy);
    m_campaigns->addUse(*m_draftWriter);
    m_campaigns->addCheck([this](CampaignId id) { return m_draftWriter->launchLines(id); });
    m_campaigns->addUse(*m_outbox);
    m_campaigns->addCheck([this](CampaignId campaign) { return m_senderDomains->lines(campaign); });
    connectServices();
    return {};
}

void Application::buildDrafts(std::chrono::milliseconds poll)
{
    ClaudeBatches::Options bulk;
    bulk.poll = poll;
    m_draftBatches = std::make_unique<DraftBatches>(*m_plumbing->database, *m_plumbing->claude, *m_plumbing->budget,
                                                    *m_clock, *m_settings, bulk);
    ClaudeWriting writing;
    writing.hasKey = [this] { return hasClaudeKey(); };
    writing.writeMail = [this](MailBrief brief, std::stop_token stop) {
        return m_assistant->writeMail(std::move(brief), stop);
    };
    writing.streamMail = [this](MailBrief brief, std::function<void(QString)> heard, std::stop_token stop) {
        return m_assistant->streamMail(std::move(brief), std::move(heard), stop);
    };
    writing.writeTogether = [this](QList<DraftId> drafts, QHash<DraftId, QString> wishes) {
        return m_draftBatches->ask(std::move(drafts), std::move(wishes));
    };
    writing.means = [this] { return claudeMeans(); };
    m_draftWriter = std::make_unique<DraftWriter>(*m_plumbing->database, *m_clock, writing);
}

Task<Result<ClaudeMeans>> Application::claudeMeans()
{
    ClaudeMeans means;
    means.model = m_settings->claudeModel();
    means.limitMicros = m_settings->monthlyBudgetMicros();
    Result<qint64> left = co_await m_plumbing->budget->left(means.limitMicros);
    if (!left) {
        co_return failureOf(std::move(left));
    }
    means.leftMicros = *left;
    co_return Result<ClaudeMeans>(means);
}

Task<Result<bool>> Application::hasClaudeKey()
{
    const QString name = claudeKeyName();
    const Result<std::optional<SecretHint>> hint = co_await m_vault->hint(name);
    const bool known = hint && hint->has_value();
    co_return Result<bool>(known);
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
        // "No" holds for ever and what has left has left, also when the person goes back to an older state. A replaced
        // file that cannot be read keeps nobody from working: it may be why they went back.
        const Result<qint64> carried = co_await m_suppression->carryOverFrom(replaced);
        if (!carried) {
            qWarning("people who said no, of the replaced file: %s", qUtf8Printable(carried.error().message));
        }
        const Result<CarriedMails> mails = co_await m_outbox->carryOverFrom(replaced, carried.has_value());
        if (!mails) {
            co_return failureOf(Result<CarriedMails>(mails));
        }
    }
    if (m_sandbox && m_options.furnished) {
        if (Result<> furnished = co_await m_sandbox->furnish(*m_settings, *m_mailboxes, *m_vault); !furnished) {
            co_return furnished;
        }
    }
    if (Result<> remembered = co_await m_leads->history().load(); !remembered) {
        co_return remembered;
    }
    const Result<qint64> purged = co_await m_leads->purge();
    if (!purged) {
        co_return failureOf(Result<qint64>(purged));
    }
    if (Result<> recovered = co_await m_draftWriter->recover(); !recovered) {
        co_return recovered;
    }
    if (Result<> recovered = co_await m_leadFinder->recover(); !recovered) {
        co_return recovered;
    }
    if (isYetToBeRead(m_profile->databaseFile())) {
        m_plumbing->scope.run(startWorkOnceRead());
    } else {
        startWork();
    }
    co_return Result<>();
}

Task<Result<>> Application::startWorkOnceRead()
{
    auto reading = m_plumbing->database->read<bool>(
        [path = m_profile->databaseFile()](Connection &connection) {
            return readEveryPage(connection, path).map([] { return true; });
        },
        m_plumbing->scope.token());
    const Result<bool> sound = co_await reading;
    if (sound) {
        startWork();
    } else if (sound.error().kind != ErrorKind::Cancelled) {
        Error problem = sound.error();
        problem.message = tr("The data file is damaged: reading all of it after the last sudden end has shown that. "
                             "Nothing was sent since. Open a backup.");
        Q_EMIT damaged(problem);
    }
    co_return Result<>();
}

void Application::startWork()
{
    m_sender->start();
    m_settling->start();
    m_sentCopies->start();
    m_keptIds->start();
    m_replyServices->start();
    m_scoring->start();
    m_addressChecks->start();
    m_qualificationBatches->start();
    m_draftBatches->start();
    m_plumbing->scope.run(keepBackups());
    m_plumbing->scope.run(walkSequences());
}

Task<Result<>> Application::walkSequences()
{
    const std::stop_token stop = m_plumbing->scope.token();
    while (!stop.stop_requested()) {
        const Result<int> followed = co_await m_campaignSources->follow();
        if (!followed) {
            qWarning("lists of campaigns: %s", qUtf8Printable(followed.error().message));
        }
        const Result<SequenceReport> looked = co_await m_sequence->run();
        if (!looked) {
            qWarning("steps: %s", qUtf8Printable(looked.error().message));
        }
        const Result<int> approved = co_await m_review->approveWaiting();
        if (!approved) {
            qWarning("automatic approvals: %s", qUtf8Printable(approved.error().message));
        }
        const QDateTime next = m_clock->now().addSecs(std::chrono::seconds(sequenceCheck).count());
        co_await m_clock->sleepUntil(next, stop);
    }
    co_return Result<>();
}

Task<Result<>> Application::keepBackups()
{
    const std::stop_token stop = m_plumbing->scope.token();
    while (!stop.stop_requested()) {
        const Result<bool> made = co_await m_backups->makeTodays();
        if (!made && made.error().kind != ErrorKind::Cancelled) {
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
    co_await m_scoring->close();
    co_await m_addressChecks->close();
    co_await m_qualificationBatches->close();
    co_await m_draftBatches->close();
    m_sequence->stop();
    co_await m_review->close();
    co_await m_draftWriter->close();
    co_await m_sender->close();
    co_await m_settling->close();
    co_await m_sentCopies->close();
    co_await m_keptIds->close();
    co_await m_mailProbe->close();
    co_await m_senderDomains->close();
    co_await m_replyServices->close();
    m_backups->stop(); // of a big file it takes seconds; the next start makes today's
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
