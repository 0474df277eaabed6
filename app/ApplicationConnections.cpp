#include "Application.h"
#include "ApplicationPlumbing.h"
#include "ReplyServices.h"
#include "analytics/Analytics.h"
#include "assistant/Assistant.h"
#include "assistant/QualificationBatches.h"
#include "campaign/Campaigns.h"
#include "campaign/SenderDomains.h"
#include "draft/DraftBatches.h"
#include "draft/DraftWriter.h"
#include "draft/Review.h"
#include "keychain/Vault.h"
#include "lead/AddressChecks.h"
#include "lead/LeadImport.h"
#include "lead/LeadLists.h"
#include "lead/LeadSearch.h"
#include "lead/Leads.h"
#include "mailbox/Mailboxes.h"
#include "optout/OptOuts.h"
#include "outbox/KeptIds.h"
#include "outbox/Outbox.h"
#include "outbox/Sender.h"
#include "outbox/SentCopies.h"
#include "outbox/Settling.h"
#include "settings/Settings.h"
#include "suppression/Suppression.h"

#include <QTimer>

#include <chrono>

// What happens in one service and concerns another.

namespace AlwaysLeads {

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
    // First of all: whoever hears of a change may search at once.
    const auto forget = [this] { m_leadSearch->forget(); };
    connect(m_leads.get(), &Leads::changed, this, forget);
    connect(m_leads.get(), &Leads::reset, this, forget);
    connect(m_leadLists.get(), &LeadLists::changed, this, forget);
    connect(m_leads.get(), &Leads::changed, this, refresh);
    connect(m_leads.get(), &Leads::reset, this, refresh);
    connect(m_settings.get(), &Settings::changed, this, refresh);
    connect(m_mailboxes.get(), &Mailboxes::changed, this, refresh);
    connect(m_campaigns.get(), &Campaigns::stepChanged, this, refresh);
    connect(m_campaigns.get(), &Campaigns::changed, this, refresh); // somebody was left out
    connect(m_senderDomains.get(), &SenderDomains::looked, m_campaigns.get(), &Campaigns::changed);

    connect(m_leadImport.get(), &LeadImport::addressesWanted, m_addressChecks.get(), &AddressChecks::wake);

    // What Claude says of people is part of what is known of them, and of its bill.
    connect(m_qualification.get(), &Qualification::changed, m_leads.get(), &Leads::announce);
    connect(m_qualificationBatches.get(), &QualificationBatches::changed, m_leads.get(), &Leads::announce);
    connect(m_qualification.get(), &Qualification::spentChanged, m_assistant.get(), &Assistant::spentChanged);
    connect(m_draftBatches.get(), &DraftBatches::spentChanged, m_assistant.get(), &Assistant::spentChanged);
    connect(m_draftBatches.get(), &DraftBatches::changed, m_draftWriter.get(), &DraftWriter::changed);
    connect(m_qualificationBatches.get(), &QualificationBatches::spentChanged, m_assistant.get(),
            &Assistant::spentChanged);

    // Sending and drafting change what is known of people (contacted, draft ready); a burst of them is told once.
    QTimer &people = m_plumbing->peopleSoon;
    people.setSingleShot(true);
    people.setInterval(std::chrono::milliseconds(300));
    connect(&people, &QTimer::timeout, m_leads.get(), &Leads::announceReset);
    connect(m_sender.get(), &Sender::changed, &people, qOverload<>(&QTimer::start));
    connect(m_draftWriter.get(), &DraftWriter::finished, &people, qOverload<>(&QTimer::start));

    // Whoever says no, and by whatever way: nothing that waits may still go to them, and the list of leads says so.
    connect(m_suppression.get(), &Suppression::changed, &people, qOverload<>(&QTimer::start));
    connect(m_suppression.get(), &Suppression::changed, this,
            [this] { whenDone(m_optOuts->stopSuppressed(), this, [](const Result<int> &) {}); });
    connect(m_optOuts.get(), &OptOuts::stopped, m_outbox.get(), &Outbox::settled);
    connect(m_optOuts.get(), &OptOuts::stopped, m_review.get(), &Review::changed);

    // Campaigns that send unread: what was written may leave, and what an earlier start left ready (walkSequences).
    connect(m_draftWriter.get(), &DraftWriter::finished, this,
            [this] { whenDone(m_review->approveWaiting(), this, [](const Result<int> &) {}); });
    connect(m_campaigns.get(), &Campaigns::running, this, [this](CampaignId campaign) {
        whenDone(m_outbox->queueApproved(campaign), this, [this](const Result<int> &) { m_sender->wake(); });
    });
    connect(m_outbox.get(), &Outbox::wake, m_sender.get(), &Sender::wake);
    connect(m_sender.get(), &Sender::changed, m_outbox.get(), &Outbox::changed);
    connect(m_mailboxes.get(), &Mailboxes::changed, m_sender.get(), &Sender::wake);
    // What left gets its copy, what may have left is looked for; both look again when a mailbox was mended.
    connect(m_sender.get(), &Sender::mailboxStopped, m_mailboxes.get(), &Mailboxes::changed);
    connect(m_sender.get(), &Sender::changed, m_sentCopies.get(), &SentCopies::wake);
    connect(m_outbox.get(), &Outbox::wake, m_sentCopies.get(), &SentCopies::wake);
    connect(m_sender.get(), &Sender::changed, m_keptIds.get(), &KeptIds::wake);
    connect(m_keptIds.get(), &KeptIds::replaced, this, refresh); // a follow-up approved meanwhile names the wrong one
    connect(m_sender.get(), &Sender::unknownOutcome, m_settling.get(), &Settling::wake);
    connect(m_settling.get(), &Settling::found, m_outbox.get(), &Outbox::settled);
    connect(m_settling.get(), &Settling::found, m_keptIds.get(), &KeptIds::wake);
    connect(m_settling.get(), &Settling::found, &people, qOverload<>(&QTimer::start));
    connect(m_mailboxes.get(), &Mailboxes::changed, m_settling.get(), &Settling::retry);
    connect(m_mailboxes.get(), &Mailboxes::changed, m_sentCopies.get(), &SentCopies::retry);

    // What came back stops and holds mails, and says who people are to us now.
    ReplyServices *replies = m_replyServices.get();
    connect(replies, &ReplyServices::peopleChanged, &people, qOverload<>(&QTimer::start));
    connect(replies, &ReplyServices::peopleChanged, m_outbox.get(), &Outbox::settled);
    connect(replies, &ReplyServices::peopleChanged, m_suppression.get(), &Suppression::changed);
    connect(replies, &ReplyServices::peopleChanged, m_review.get(), &Review::changed);
    connect(replies, &ReplyServices::draftsChanged, m_review.get(), &Review::changed);
    connect(&replies->judge(), &ReplyJudge::spentChanged, m_assistant.get(), &Assistant::spentChanged);
    connect(&replies->answers(), &Answers::spentChanged, m_assistant.get(), &Assistant::spentChanged);
    connect(m_mailboxes.get(), &Mailboxes::changed, &replies->watcher(), &ReplyWatcher::wake);
    connect(m_mailboxes.get(), &Mailboxes::accountChanged, &replies->watcher(), &ReplyWatcher::reopen);
    connect(m_sender.get(), &Sender::batchFinished, &replies->watcher(), &ReplyWatcher::wake);
    connect(m_vault.get(), &Vault::changed, m_sender.get(), &Sender::wake);
    connect(m_vault.get(), &Vault::changed, m_outbox.get(), &Outbox::changed);
    connect(m_sender.get(), &Sender::secretsWanted, this, [this] {
        if (m_vault->state() == Vault::State::Closed) { // a keychain that was locked; a passphrase only a person has
            whenDone(m_vault->open(), this, [](const Result<> &) {});
        }
    });

    // Whatever is counted.
    Analytics *analytics = m_analytics.get();
    connect(m_outbox.get(), &Outbox::changed, analytics, &Analytics::noteChange);
    connect(m_review.get(), &Review::changed, analytics, &Analytics::noteChange);
    connect(m_draftWriter.get(), &DraftWriter::changed, analytics, &Analytics::noteChange);
    connect(m_campaigns.get(), &Campaigns::changed, analytics, &Analytics::noteChange);
    connect(m_assistant.get(), &Assistant::spentChanged, analytics, &Analytics::noteChange);
    connect(&replies->replies(), &Replies::changed, analytics, &Analytics::noteChange);
}

} // namespace AlwaysLeads
