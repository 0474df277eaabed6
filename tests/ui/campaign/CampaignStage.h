#pragma once

#include "app/dnscheck/FakeDns.h"
#include "app/keychain/MemoryKeychain.h"
#include "app/outbox/OutboxWorld.h"
#include "campaign/CampaignSources.h"
#include "campaign/CampaignsPage.h"
#include "campaign/SenderDomains.h"
#include "dnscheck/DomainCheck.h"
#include "draft/MailProofs.h"
#include "draft/Sequence.h"
#include "keychain/Vault.h"
#include "lead/LeadLists.h"
#include "lead/LeadSearch.h"
#include "lead/Leads.h"
#include "mail/SmtpTransport.h"
#include "mailbox/Mailboxes.h"
#include "outbox/Forecasts.h"
#include "stage/PageStage.h"
#include "support/Patience.h"
#include "widgets/MailView.h"
#include "widgets/Segmented.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTableView>
#include <QTest>

namespace AlwaysLeads {

/// The campaigns page in a window over a real database, with the campaign "Baltic forwarders" in it.
struct CampaignStage
{
    explicit CampaignStage(SendPolicy policy = OutboxWorld::withoutCalendar(std::chrono::milliseconds(0), 1000))
        : world(std::move(policy))
    {
        must(vault.open());
        world.campaigns.addCheck([this](CampaignId id) { return domains.lines(id); });
        QObject::connect(&domains, &SenderDomains::looked, &world.campaigns, &Campaigns::changed);
        dns.addMx(QStringLiteral("harbourline.example"), 10, QStringLiteral("mx.harbourline.example"));
        dns.addText(QStringLiteral("harbourline.example"), "v=spf1 ip4:192.0.2.25 -all");
        dns.addText(QStringLiteral("default._domainkey.harbourline.example"),
                    "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
        dns.addText(QStringLiteral("_dmarc.harbourline.example"),
                    "v=DMARC1; p=quarantine; rua=mailto:clara@harbourline.example");
    }
    ~CampaignStage()
    {
        stage.close();
        QCoro::waitFor(domains.close());
        world.files.settle();
    }

    void open(QSize size = QSize(1216, 862))
    {
        page = new CampaignsPage(world.campaigns, world.writer, mailboxes, stage.shell);
        page->setSequence(sequence);
        page->setProofs(proofs);
        page->setForecasts(forecasts);
        page->setSources(sources, lists);
        page->setDomains(domains, domainCheck);
        stage.show(page, size);
        page->enter();
        page->mainControl()->setFocus();
    }
    /// The campaign's editor, with its words on the screen.
    bool openEditor(QSize size = QSize(1216, 862))
    {
        open(size);
        page->openCampaign(world.campaign);
        return QTest::qWaitFor([&] { return subject() != nullptr && !subject()->text().isEmpty(); }, testPatience);
    }
    /// So many, each in a company of their own.
    void addCrowd(int count)
    {
        QList<LeadId> added = must(world.files.write([count, now = world.clock.now()](Connection &connection) {
            QList<LeadId> leads;
            for (int number = 1; number <= count; ++number) {
                Lead lead;
                lead.firstName = QStringLiteral("Person %1").arg(number);
                lead.companyName = QStringLiteral("Company %1").arg(number);
                lead.city = QStringLiteral("Aarhus");
                lead.country = QStringLiteral("Denmark");
                lead.email = *EmailAddress::parse(QStringLiteral("person@company%1.example").arg(number));
                Result<LeadId> id = LeadStore().add(connection, lead, now);
                if (!id) {
                    return Result<QList<LeadId>>(failureOf(std::move(id)));
                }
                leads.append(*id);
            }
            return Result<QList<LeadId>>(leads);
        }));
        must(world.campaigns.enrol(world.campaign, added));
        people.append(added);
    }
    StepId addMail(int workingDays, const QString &body)
    {
        const StepId last = steps().last().id;
        const StepId added = must(world.campaigns.addStep(world.campaign, StepKind::Mail, last));
        must(world.campaigns.editStep(added, StepText{QString(), body, {}}));
        StepRule rule;
        rule.delayDays = workingDays;
        must(world.campaigns.setRule(added, rule));
        return added;
    }
    void addPeople(const QStringList &firstNames)
    {
        QList<LeadId> added;
        for (const QString &name : firstNames) {
            added.append(world.addLead(name, QStringLiteral("%1@baltway.example").arg(name.toLower())));
        }
        must(world.campaigns.enrol(world.campaign, added));
        people.append(added);
    }
    StepText savedText() { return must(world.campaigns.open(world.campaign)).steps.first().current.text; }
    QList<CampaignStep> steps() { return must(world.campaigns.open(world.campaign)).steps; }
    CampaignState state() { return must(world.campaigns.open(world.campaign)).campaign.state; }
    QLineEdit *subject() const { return stage.find<QLineEdit>("stepSubject"); }
    QPlainTextEdit *body() const { return stage.find<QPlainTextEdit>("stepBody"); }
    QString preview() const
    {
        const auto *mail = stage.find<MailView>("previewBody");
        return mail == nullptr ? QString() : mail->plainText();
    }
    QTableView *table() const { return stage.find<QTableView>("campaignsTable"); }

    OutboxWorld world;
    MemoryKeychain keychain;
    Vault vault{*world.files, keychain, world.clock};
    SmtpTransport transport;
    Mailboxes mailboxes{*world.files, vault, transport, world.clock};
    MailProofs proofs{*world.files, world.clock, transport, [this](MailboxId id) { return mailboxes.account(id); }};
    FakeDns dns; ///< the senders' domain is in order
    DomainCheck domainCheck{dns, world.clock};
    SenderDomains domains{*world.files, world.clock, domainCheck};
    Forecasts forecasts{*world.files, world.clock, world.policy};
    Leads leads{*world.files, world.clock};
    LeadSearch search{*world.files, world.clock};
    LeadLists lists{*world.files, world.clock, leads};
    CampaignSources sources{*world.files, world.clock, world.campaigns, search};
    Sequence sequence{*world.files, world.clock, world.campaigns, world.writer};
    PageStage stage; // ends before the services its page uses
    CampaignsPage *page = nullptr;
    QList<LeadId> people;
};

} // namespace AlwaysLeads
