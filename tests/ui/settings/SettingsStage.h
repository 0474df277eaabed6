#pragma once

#include "app/keychain/MemoryKeychain.h"
#include "assistant/Assistant.h"
#include "assistant/ClaudeKey.h"
#include "keychain/Vault.h"
#include "mail/SmtpTransport.h"
#include "mailbox/Mailboxes.h"
#include "net/HttpClient.h"
#include "sandbox/ClaudeServer.h"
#include "sandbox/MailServer.h"
#include "settings/Settings.h"
#include "settings/SettingsPage.h"
#include "stage/PageStage.h"
#include "support/Certificates.h"
#include "support/CopiedDatabase.h"
#include "support/Settle.h"

#include <QLabel>
#include <QLineEdit>
#include <QTest>

namespace AlwaysLeads {

/// The settings in a window, over a real vault, a real transport and a stand-in of Claude on the loopback interface.
struct SettingsStage
{
    SettingsStage()
    {
        if (!claudeStarted || !QCoro::waitFor(vault.open()) || !QCoro::waitFor(settings.load())) {
            qFatal("The stage could not be built");
        }
    }
    ~SettingsStage()
    {
        stage.close();
        settle(files, http);
    }
    void open(const QString &section, QSize size = QSize(1216, 862))
    {
        page = new SettingsPage(settings, mailboxes, vault, assistant, stage.appearance, stage.shell);
        stage.show(page, size);
        page->openSection(section);
    }
    QList<Mailbox> kept() { return *QCoro::waitFor(mailboxes.list()); }
    void put(const char *name, const QString &text) const
    {
        auto *field = stage.find<QLineEdit>(name);
        QVERIFY2(field != nullptr, name);
        field->setFocus();
        QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(field, Qt::Key_Delete);
        QTest::keyClicks(field, text);
    }

    TestDatabase files = copiedDatabase();
    SystemClock clock;
    MemoryKeychain keychain;
    Vault vault{*files, keychain, clock};
    Settings settings{*files};
    Certificates certificates;
    SmtpTransport transport{QList{certificates.authority()}};
    Mailboxes mailboxes{*files, vault, transport, clock};
    ClaudeServer claude{QStringLiteral("sk-ant-the-right-key-k7Qw")};
    bool claudeStarted = claude.start().has_value();
    HttpClient http{clock};
    ClaudeClient client{http, claudeKeyFrom(vault), claude.url()};
    AssistantBudget budget{*files, clock};
    Assistant assistant{client, budget, clock, settings};
    PageStage stage; // ends before the services its page uses
    SettingsPage *page = nullptr;
};

} // namespace AlwaysLeads
