#pragma once

#include "base/Task.h"
#include "mail/MailTransport.h"
#include "mailbox/Mailbox.h"

#include <QObject>
#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>

namespace AlwaysLeads {

class AddressChecks;
class Analytics;
class Assistant;
class Backups;
class CampaignLanguages;
class CampaignSources;
class Campaigns;
class Clock;
class ContactHistoryStore;
class CustomFields;
class Database;
class DomainCheck;
class DraftBatches;
class DraftWriter;
class Forecasts;
class LeadExport;
class LeadFinder;
class LeadImport;
class LeadLists;
class LeadMerge;
class LeadSearch;
class LeadStories;
class LeadValues;
class Leads;
class MailProofs;
class MailAutoConfig;
class MailProbe;
class MailboxSignIn;
class Mailboxes;
class OptOuts;
class Outbox;
class Profile;
class Qualification;
class QualificationBatches;
struct ClaudeMeans;
class ReplyServices;
class Review;
class Sandbox;
class SavedViews;
class Scoring;
class SecretStore;
class Sender;
class SenderDomains;
class Sequence;
class KeptIds;
class SentCopies;
class SentFolders;
class Settings;
class Settling;
class Suppression;
class Spelling;
class Vault;

/// Builds every service once, in the order they depend on each other, and ends them in the reverse order. The window
/// gets them from here; nothing else knows all of them.
class Application : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        QString folder; ///< the profile's
        bool sandbox = false; ///< invented people and local stand-ins; nothing leaves this computer
        QString version;
        std::function<bool(const QUrl &)> openBrowser{}; ///< for signing in; the sandbox plays the browser itself
        bool furnished = true; ///< whether a sandbox begins with a sender, a mailbox and keys
    };

    /// Opens the profile and the database and builds the services. ErrorKind::Refused: another AlwaysLeads has it open.
    static Result<std::unique_ptr<Application>> open(Options options);
    ~Application() override;

    /// What needs a running event loop: opens the vault, prepares the sandbox, starts sending and the daily backup.
    Task<Result<>> start();
    /// Asks everything to stop and ends when it has; call it before destroying.
    Task<> close();

    bool isSandbox() const { return m_options.sandbox; }
    QString version() const { return m_options.version; }
    QString folder() const { return m_options.folder; }

    AddressChecks &addressChecks() { return *m_addressChecks; }
    Analytics &analytics() { return *m_analytics; }
    Assistant &assistant() { return *m_assistant; }
    Backups &backups() { return *m_backups; }
    Campaigns &campaigns() { return *m_campaigns; }
    CampaignLanguages &campaignLanguages() { return *m_campaignLanguages; }
    CampaignSources &campaignSources() { return *m_campaignSources; }
    const Clock &clock() const { return *m_clock; }
    CustomFields &customFields() { return *m_customFields; }
    DraftWriter &draftWriter() { return *m_draftWriter; }
    Sequence &sequence() { return *m_sequence; }
    Spelling &spelling() { return *m_spelling; }
    Forecasts &forecasts() { return *m_forecasts; }
    LeadExport &leadExport() { return *m_leadExport; }
    LeadFinder &leadFinder() { return *m_leadFinder; }
    LeadImport &leadImport() { return *m_leadImport; }
    LeadLists &leadLists() { return *m_leadLists; }
    LeadMerge &leadMerge() { return *m_leadMerge; }
    LeadSearch &leadSearch() { return *m_leadSearch; }
    LeadStories &leadStories() { return *m_leadStories; }
    LeadValues &leadValues() { return *m_leadValues; }
    Leads &leads() { return *m_leads; }
    MailProofs &mailProofs() { return *m_mailProofs; }
    DomainCheck &domainCheck() { return *m_domainCheck; }
    SenderDomains &senderDomains() { return *m_senderDomains; }
    /// Finds the servers of an address. Null in the sandbox: it would ask the network.
    MailAutoConfig *mailAutoConfig() { return m_mailAutoConfig.get(); }
    MailProbe &mailProbe() { return *m_mailProbe; }
    MailboxSignIn &mailboxSignIn() { return *m_mailboxSignIn; }
    Mailboxes &mailboxes() { return *m_mailboxes; }
    OptOuts &optOuts() { return *m_optOuts; }
    Outbox &outbox() { return *m_outbox; }
    Qualification &qualification() { return *m_qualification; }
    DraftBatches &draftBatches() { return *m_draftBatches; }
    QualificationBatches &qualificationBatches() { return *m_qualificationBatches; }
    ReplyServices &replyServices() { return *m_replyServices; }
    Review &review() { return *m_review; }
    /// Null outside of the sandbox.
    Sandbox *sandbox() { return m_sandbox.get(); }
    SavedViews &savedViews() { return *m_savedViews; }
    Scoring &scoring() { return *m_scoring; }
    Sender &sender() { return *m_sender; }
    Settling &settling() { return *m_settling; }
    Settings &settings() { return *m_settings; }
    Suppression &suppression() { return *m_suppression; }
    Vault &vault() { return *m_vault; }

Q_SIGNALS:
    /// A big file, opened after an end that was not in order, turned out to be damaged. Nothing was done on its own.
    void damaged(const AlwaysLeads::Error &problem);

private:
    explicit Application(Options options);
    Result<> build();
    /// What is done without anybody asking: sending, reading what came back, scoring, backups.
    void startWork();
    Task<Result<>> startWorkOnceRead();
    void buildSentFolders();
    /// Signing in at Microsoft and Google, and the mailboxes that need it.
    void buildMailboxes();
    /// What tells whether mails from a mailbox arrive: its servers, its domain, a mail to itself.
    void buildMailChecks();
    void connectServices();
    Task<Result<>> keepBackups();
    Task<Result<>> walkSequences();
    Task<Result<QString>> keptMessageId(CloudAccount account, QString remoteId, std::stop_token stop);
    Task<Result<QString>> keptMessageIdIn(MailboxId mailbox, QString remoteId, std::stop_token stop);
    Task<Result<bool>> hasClaudeKey();
    void buildDrafts(std::chrono::milliseconds poll);
    Task<Result<ClaudeMeans>> claudeMeans();

    struct Plumbing; ///< database threads, transports and clients that only the services use

    Options m_options;
    std::unique_ptr<Clock> m_clock;
    std::unique_ptr<Profile> m_profile;
    std::unique_ptr<Sandbox> m_sandbox;
    std::unique_ptr<Plumbing> m_plumbing;
    std::unique_ptr<Vault> m_vault;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Suppression> m_suppression;
    std::unique_ptr<Backups> m_backups;
    std::unique_ptr<Leads> m_leads;
    std::unique_ptr<LeadSearch> m_leadSearch;
    std::unique_ptr<LeadLists> m_leadLists;
    std::unique_ptr<SavedViews> m_savedViews;
    std::unique_ptr<LeadImport> m_leadImport;
    std::unique_ptr<LeadExport> m_leadExport;
    std::unique_ptr<LeadFinder> m_leadFinder;
    std::unique_ptr<CustomFields> m_customFields;
    std::unique_ptr<LeadValues> m_leadValues;
    std::unique_ptr<LeadStories> m_leadStories;
    std::unique_ptr<ContactHistoryStore> m_contactHistory;
    std::unique_ptr<LeadMerge> m_leadMerge;
    std::unique_ptr<Mailboxes> m_mailboxes;
    std::unique_ptr<MailboxSignIn> m_mailboxSignIn;
    std::unique_ptr<Assistant> m_assistant;
    std::unique_ptr<Qualification> m_qualification;
    std::unique_ptr<QualificationBatches> m_qualificationBatches;
    std::unique_ptr<DraftBatches> m_draftBatches;
    std::unique_ptr<Scoring> m_scoring;
    std::unique_ptr<Campaigns> m_campaigns;
    std::unique_ptr<CampaignSources> m_campaignSources;
    std::unique_ptr<CampaignLanguages> m_campaignLanguages;
    std::unique_ptr<Spelling> m_spelling;
    std::unique_ptr<DraftWriter> m_draftWriter;
    std::unique_ptr<Sequence> m_sequence;
    std::unique_ptr<Outbox> m_outbox;
    std::unique_ptr<Forecasts> m_forecasts;
    std::unique_ptr<OptOuts> m_optOuts;
    std::unique_ptr<Review> m_review;
    std::unique_ptr<MailProofs> m_mailProofs;
    std::unique_ptr<Sender> m_sender;
    std::unique_ptr<SentFolders> m_sentFolders;
    std::unique_ptr<Settling> m_settling;
    std::unique_ptr<SentCopies> m_sentCopies;
    std::unique_ptr<KeptIds> m_keptIds;
    std::unique_ptr<ReplyServices> m_replyServices;
    std::unique_ptr<MailAutoConfig> m_mailAutoConfig;
    std::unique_ptr<DomainCheck> m_domainCheck;
    std::unique_ptr<SenderDomains> m_senderDomains;
    std::unique_ptr<AddressChecks> m_addressChecks;
    std::unique_ptr<MailProbe> m_mailProbe;
    std::unique_ptr<Analytics> m_analytics;
};

} // namespace AlwaysLeads
