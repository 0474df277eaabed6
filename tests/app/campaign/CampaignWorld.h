#pragma once

#include "campaign/Campaigns.h"
#include "lead/LeadStore.h"
#include "mailbox/MailboxStore.h"
#include "settings/SettingStore.h"
#include "support/CopiedDatabase.h"
#include "support/VirtualClock.h"
#include "suppression/SuppressionStore.h"

namespace AlwaysLeads {

/// Waits for a task and gives its value; ends the test program where it failed.
template <typename T> T must(Result<T> outcome)
{
    if (!outcome) {
        qFatal("%s (%s)", qPrintable(outcome.error().message), qPrintable(outcome.error().detail));
    }
    if constexpr (!std::is_void_v<T>) {
        return std::move(*outcome);
    }
}
template <typename T> T must(Task<Result<T>> task)
{
    return must(QCoro::waitFor(std::move(task)));
}

/// A person who writes from clara@harbourline.example, with a complete profile, one mailbox and one campaign with a
/// text.
struct CampaignWorld
{
    TestDatabase files = copiedDatabase();
    VirtualClock clock;
    Campaigns campaigns{*files, clock};
    SenderProfile profile;
    MailboxId mailbox;
    CampaignId campaign;
    StepId step;

    CampaignWorld()
    {
        profile.personName = QStringLiteral("Clara Jensen");
        profile.company = QStringLiteral("Harbourline");
        profile.postalAddress = QStringLiteral("Toldbodgade 18\n1253 Copenhagen");
        profile.signature = QStringLiteral("Clara Jensen");
        profile.optOutSentence = QStringLiteral("Not for you? Tell me once and I will not write again.");
        setProfile(profile);
        mailbox = addMailbox(QStringLiteral("clara@harbourline.example"));
        campaign = must(campaigns.create(QStringLiteral("Baltic forwarders")));
        step = must(campaigns.open(campaign)).steps.first().id;
        must(campaigns.chooseMailbox(campaign, mailbox));
        setText(QStringLiteral("{company|your company} and the second terminal"),
                QStringLiteral("Hi {first name},\n\nhow is {city}?"));
    }

    void setProfile(const SenderProfile &changed)
    {
        must(files.write([=](Connection &connection) { return SettingStore().putSenderProfile(connection, changed); }));
    }

    MailboxId addMailbox(const QString &address)
    {
        Mailbox box;
        box.address = *EmailAddress::parse(address);
        box.senderName = QStringLiteral("Clara Jensen");
        box.host = QStringLiteral("127.0.0.1");
        box.security = SmtpAccount::Security::LoopbackPlain;
        return must(files.write(
            [=, now = clock.now()](Connection &connection) { return MailboxStore().add(connection, box, now); }));
    }

    void setText(const QString &subject, const QString &body, const QString &wish = {})
    {
        must(campaigns.editStep(step, StepText{subject, body, wish}));
    }

    LeadId addLead(const QString &firstName, const QString &email, const QString &city = QStringLiteral("Gdynia"))
    {
        Lead lead;
        lead.firstName = firstName;
        lead.lastName = QStringLiteral("Nowak");
        lead.companyName = QStringLiteral("Baltway");
        lead.city = city;
        if (!email.isEmpty()) {
            lead.email = *EmailAddress::parse(email);
        }
        return must(files.write(
            [=, now = clock.now()](Connection &connection) { return LeadStore().add(connection, lead, now); }));
    }

    Lead lead(LeadId id)
    {
        return must(files.read([=](Connection &connection) { return LeadStore().lead(connection, id); }));
    }

    void changeLead(LeadId id, const std::function<void(Lead &)> &change)
    {
        Lead changed = lead(id);
        change(changed);
        must(files.write(
            [=, now = clock.now()](Connection &connection) { return LeadStore().save(connection, changed, now); }));
    }

    void suppress(const QString &address)
    {
        must(files.write([=, now = clock.now()](Connection &connection) {
            return SuppressionStore().addAddress(connection, *EmailAddress::parse(address), SuppressionReason::OptedOut,
                                                 QString(), now);
        }));
    }
};

} // namespace AlwaysLeads
