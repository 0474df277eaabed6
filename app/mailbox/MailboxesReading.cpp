#include "imap/ImapSession.h"
#include "keychain/Vault.h"
#include "mailbox/MailboxAccounts.h"
#include "mailbox/Mailboxes.h"

// The part of Mailboxes that knows how a mailbox is read by IMAP, and with which password.

namespace AlwaysLeads {

namespace {
constexpr int longestText = 300; // characters
}

QString Mailboxes::readingSecretName(MailboxId id)
{
    return QStringLiteral("mailbox %1 reading password").arg(id.value());
}

Result<> Mailboxes::checkReading(const Mailbox &settings) const
{
    if (settings.imapHost.isEmpty()) {
        return {};
    }
    if (!isHostName(settings.imapHost)) {
        return failure(
            ErrorKind::Invalid,
            tr("\"%1\" is not the name of a server. It looks like imap.example.com.").arg(settings.imapHost.left(100)));
    }
    if (settings.imapPort == 0) {
        return failure(ErrorKind::Invalid,
                       tr("The port for incoming mail is a number from 1 to 65535; most servers use 993 or 143."));
    }
    if (settings.imapUserName.size() > longestText) {
        return failure(ErrorKind::Invalid,
                       tr("Sender name and user name have at most %1 characters.").arg(longestText));
    }
    if (settings.imapUserName.isEmpty() && settings.userName.isEmpty()) {
        return failure(ErrorKind::Invalid,
                       tr("Enter the user name for incoming mail: no mailbox is read without signing in."));
    }
    return {};
}

Task<Result<QString>> Mailboxes::keptPassword(QString name)
{
    Result<std::optional<QByteArray>> kept = co_await m_vault.secret(name);
    if (!kept) {
        co_return failureOf(std::move(kept));
    }
    co_return Result<QString>(QString::fromUtf8(kept->value_or(QByteArray())));
}

Task<Result<ServerCredentials>> Mailboxes::credentials(Mailbox mailbox, QString passwordName)
{
    ServerCredentials credentials;
    if (!mailbox.provider.isNull()) {
        auto asking = tokenSource(mailbox.id);
        Result<AccessTokenSource> tokens = co_await asking;
        if (!tokens) {
            co_return failureOf(std::move(tokens));
        }
        credentials.tokens = *tokens;
        co_return credentials;
    }
    Result<QString> kept = co_await keptPassword(passwordName);
    if (!kept) {
        co_return failureOf(std::move(kept));
    }
    credentials.password = *kept;
    co_return credentials;
}

Task<Result<>> Mailboxes::keepPasswords(Mailbox settings, Passwords typed)
{
    if (!typed.sending.isEmpty()) {
        const QString name = secretName(settings.id);
        const QByteArray secret = typed.sending.toUtf8();
        Result<> kept = co_await m_vault.keep(name, secret, QString());
        if (!kept) {
            co_return kept;
        }
    }
    const QString name = readingSecretName(settings.id);
    if (!settings.imapOwnPassword || settings.imapHost.isEmpty()) {
        Result<> forgotten = co_await m_vault.forget(name);
        co_return forgotten;
    }
    if (!typed.reading.isEmpty()) {
        const QByteArray secret = typed.reading.toUtf8();
        Result<> kept = co_await m_vault.keep(name, secret, QString());
        co_return kept;
    }
    co_return Result<>();
}

Task<Result<>> Mailboxes::probeWithPasswords(Mailbox settings, QString password, QString readingPassword,
                                             std::stop_token stop)
{
    if (!settings.imapOwnPassword) {
        readingPassword = password;
        if (password.isEmpty() && !settings.id.isNull()) { // kept, though sending needs no sign-in
            const QString name = secretName(settings.id);
            Result<QString> kept = co_await keptPassword(name);
            if (!kept) {
                co_return failureOf(std::move(kept));
            }
            readingPassword = *kept;
        }
    } else if (readingPassword.isEmpty() && !settings.id.isNull()) {
        const QString name = readingSecretName(settings.id);
        Result<QString> kept = co_await keptPassword(name);
        if (!kept) {
            co_return failureOf(std::move(kept));
        }
        readingPassword = *kept;
    }
    const ServerCredentials sending{password};
    const ServerCredentials reading{readingPassword};
    const SmtpAccount sendingAccount = smtpAccountOf(settings, sending);
    const ImapAccount readingAccount = imapAccountOf(settings, reading);
    auto probing = probeBoth(sendingAccount, readingAccount, stop);
    Result<> probed = co_await probing;
    co_return probed;
}

Task<Result<>> Mailboxes::probeBoth(SmtpAccount sendingAccount, ImapAccount readingAccount, std::stop_token stop)
{
    // Both at once: with two mistakes a person learns of both.
    auto sending = m_transport.probe(sendingAccount, stop);
    auto reading = tryReading(readingAccount, stop);
    const Result<> sends = co_await sending;
    const Result<> reads = co_await reading;
    if (!sends && !reads) {
        if (stop.stop_requested()) {
            co_return sends;
        }
        Error both = sends.error();
        both.message = tr("Sending: %1 Reading: %2").arg(sends.error().message, reads.error().message);
        co_return tl::unexpected<Error>(both);
    }
    if (!sends) {
        Error first = sends.error();
        first.message = tr("Reading works, sending does not. %1").arg(first.message);
        co_return tl::unexpected<Error>(first);
    }
    if (!reads) {
        Error second = reads.error();
        second.message = tr("Sending works, reading does not. %1").arg(second.message);
        co_return tl::unexpected<Error>(second);
    }
    co_return Result<>();
}

Task<Result<>> Mailboxes::tryReading(ImapAccount account, std::stop_token stop)
{
    const ImapTimeouts patience;
    ImapSession session(m_trusted, patience, stop);
    Result<> opened = co_await session.open(account);
    if (!opened) {
        co_return opened;
    }
    // A sign-in that may not open the inbox reads nothing.
    const QByteArray inbox("INBOX");
    Result<ImapFolderState> state = co_await session.examine(inbox);
    session.leave(this);
    if (!state) {
        co_return failureOf(std::move(state));
    }
    co_return Result<>();
}

Task<Result<ImapAccount>> Mailboxes::readingAccount(MailboxId id)
{
    Result<Mailbox> found = co_await mailbox(id);
    if (!found) {
        co_return failureOf(std::move(found));
    }
    if (found->kind != Mailbox::Kind::Smtp || found->imapHost.isEmpty()) {
        co_return failure(ErrorKind::NotFound,
                          tr("No server for incoming mail is set for %1. Enter it in Settings, then answers are read "
                             "and sent mails can be looked for.")
                              .arg(found->address.shown()));
    }
    const QString name = found->imapOwnPassword ? readingSecretName(id) : secretName(id);
    auto asking = credentials(*found, name);
    Result<ServerCredentials> kept = co_await asking;
    if (!kept) {
        co_return failureOf(std::move(kept));
    }
    if (kept->isEmpty()) {
        co_return failure(ErrorKind::SignedOut,
                          tr("The password for the incoming mail of %1 is missing. Enter it in "
                             "Settings.")
                              .arg(found->address.shown()));
    }
    const ImapAccount account = imapAccountOf(*found, *kept);
    co_return account;
}

} // namespace AlwaysLeads
