#pragma once

#include "keychain/SecretStore.h"
#include "outbox/SentCopies.h"
#include "outbox/Settling.h"
#include "reply/ReplyWatcher.h"
#include "sandbox/ApolloServer.h"
#include "sandbox/ClaudeServer.h"
#include "sandbox/GmailServer.h"
#include "sandbox/GraphServer.h"
#include "sandbox/ImapServer.h"
#include "sandbox/MailServer.h"
#include "sandbox/OAuthServer.h"
#include "sandbox/SandboxAnswers.h"
#include "sandbox/SandboxClock.h"
#include "sandbox/SandboxDns.h"
#include "sandbox/SandboxPeople.h"

#include <QHash>

namespace AlwaysLeads {

class Mailboxes;
struct OAuthProvider;
struct Mailbox;
class Settings;
class Vault;

/// The keychain of the sandbox: what it keeps are invented keys, so they may die with the program.
class MemoryKeychain final : public SecretStore
{
public:
    Task<Result<QByteArray>> read(QString name) override;
    Task<Result<>> write(QString name, QByteArray bytes) override;
    Task<Result<>> remove(QString name) override;

private:
    QHash<QString, QByteArray> m_secrets;
};

/// A world to try the whole job in: stand-ins of Claude, Apollo, Microsoft Graph, Gmail and a mail server on the
/// loopback interface, invented people who answer, an invented sender. Nothing leaves the computer.
class Sandbox
{
public:
    /// What arrives is also written into this folder, one file a mail.
    Sandbox(const QString &mailFolder, SandboxClock &clock);

    Result<> start();
    /// Gives a fresh profile its sender, mailbox and key, and an older one the addresses of today's servers.
    Task<Result<>> furnish(Settings &settings, Mailboxes &mailboxes, Vault &vault);

    /// Lays the sample table beside the folder of the mails, to be imported like any file. Its path.
    Result<QString> keepSample() const;

    SecretStore &keychain() { return m_keychain; }
    ClaudeServer &claude() { return m_claude; }
    ApolloServer &apollo() { return m_apollo; }
    MailServer &mail() { return m_mail; }
    ImapServer &imap() { return m_imap; }
    GraphServer &graph() { return m_graph; }
    GmailServer &gmail() { return m_gmail; }
    OAuthServer &oauth() { return m_oauth; }
    DnsResolver &dns() { return m_dns; }
    SandboxClock &clock() { return m_clock; }
    /// The same provider with its pages on this computer, and a client that is registered there.
    OAuthProvider signInHere(OAuthProvider provider) const;
    /// Plays the browser and the person in it: what is asked is allowed after a moment.
    bool openBrowser(const QUrl &page);
    /// A few hundred milliseconds between mails instead of minutes, so that a person can watch them leave.
    static SendPolicy policy();
    /// Some seconds instead of minutes.
    static SettlingPolicy settlingPolicy();
    static SentCopiesPolicy sentCopiesPolicy();
    static WatchPolicy watchPolicy();

private:
    void readFrom(Mailbox &mailbox) const;

    QString m_sample;
    SandboxClock &m_clock;
    SandboxPeople m_people;
    MemoryKeychain m_keychain;
    ClaudeServer m_claude;
    ApolloServer m_apollo;
    MailServer m_mail;
    ImapServer m_imap;
    GraphServer m_graph;
    GmailServer m_gmail;
    OAuthServer m_oauth;
    SandboxAnswers m_answers{m_people, m_mail, m_imap, m_graph, m_gmail, m_clock};
    SandboxDns m_dns;
};

} // namespace AlwaysLeads
