#pragma once

#include "app/keychain/MemoryKeychain.h"
#include "app/outbox/OutboxWorld.h"
#include "campaign/CampaignsPage.h"
#include "draft/MailProofs.h"
#include "draft/Sequence.h"
#include "keychain/Vault.h"
#include "mail/SmtpTransport.h"
#include "mailbox/Mailboxes.h"
#include "stage/PageStage.h"
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
    CampaignStage() { must(vault.open()); }
    ~CampaignStage()
    {
        stage.close();
        world.files.settle();
    }

    void open(QSize size = QSize(1216, 862))
    {
        page = new CampaignsPage(world.campaigns, world.writer, mailboxes, stage.shell);
        page->setSequence(sequence);
        page->setProofs(proofs);
        stage.show(page, size);
        page->enter();
        page->mainControl()->setFocus();
    }
    /// The campaign's editor, with its words on the screen.
    bool openEditor(QSize size = QSize(1216, 862))
    {
        open(size);
        page->openCampaign(world.campaign);
        return QTest::qWaitFor([&] { return subject() != nullptr && !subject()->text().isEmpty(); });
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
    Sequence sequence{*world.files, world.clock, world.campaigns, world.writer};
    PageStage stage; // ends before the services its page uses
    CampaignsPage *page = nullptr;
    QList<LeadId> people;
};

} // namespace AlwaysLeads
