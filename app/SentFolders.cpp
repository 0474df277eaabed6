#include "SentFolders.h"

#include "cloudmail/GmailSentFolder.h"
#include "cloudmail/GraphSentFolder.h"

#include <variant>

namespace AlwaysLeads {

SentFolders::SentFolders(Mailboxes &mailboxes, HttpClient &http, Clock &clock, Options options, QObject *parent)
    : QObject(parent)
    , m_mailboxes(mailboxes)
    , m_http(http)
    , m_clock(clock)
    , m_options(std::move(options))
{
}

Task<Result<SentFolders::CloudReach>> SentFolders::cloudReach(MailboxId id)
{
    Result<Mailbox> mailbox = co_await m_mailboxes.mailbox(id);
    if (!mailbox) {
        co_return failureOf(std::move(mailbox));
    }
    if (mailbox->kind == Mailbox::Kind::Smtp) {
        co_return failure(ErrorKind::NotFound, tr("This mailbox is connected to no service."));
    }
    Result<MailAccount> account = co_await m_mailboxes.account(id);
    if (!account) {
        co_return failureOf(std::move(account));
    }
    const auto *cloud = std::get_if<CloudAccount>(&*account);
    if (!cloud) {
        co_return failure(ErrorKind::Bug, tr("This mailbox is connected to no service."));
    }
    CloudReach reach;
    reach.account = *cloud;
    reach.url = cloud->service == CloudAccount::Service::Google ? m_options.gmailUrl : m_options.graphUrl;
    co_return reach;
}

Task<Result<ImapAccount>> SentFolders::imapAccount(MailboxId id)
{
    Result<ImapAccount> account = co_await m_mailboxes.readingAccount(id);
    co_return account;
}

Task<Result<std::shared_ptr<SentFolder>>> SentFolders::of(MailboxId id)
{
    Result<Mailbox> mailbox = co_await m_mailboxes.mailbox(id);
    if (!mailbox) {
        co_return failureOf(std::move(mailbox));
    }
    std::shared_ptr<SentFolder> folder;
    if (mailbox->kind == Mailbox::Kind::Smtp) {
        Result<ImapAccount> account = co_await imapAccount(id);
        if (!account) {
            co_return failureOf(std::move(account));
        }
        folder = std::make_shared<ImapSentFolder>(*account, m_clock, m_options.imap, this);
        co_return folder;
    }
    Result<CloudReach> reach = co_await cloudReach(id);
    if (!reach) {
        co_return failureOf(std::move(reach));
    }
    if (reach->account.sendOnly) {
        co_return failure(ErrorKind::NotFound,
                          tr("%1 only sends, so its sent mails cannot be looked at here. Look there, and say here what "
                             "became of the mail; or let replies be read in Settings, under Mailboxes.")
                              .arg(mailbox->address.shown()));
    }
    if (reach->account.service == CloudAccount::Service::Google) {
        folder = std::make_shared<GmailSentFolder>(m_http, m_clock, reach->account.token, reach->url);
    } else {
        folder = std::make_shared<GraphSentFolder>(m_http, m_clock, reach->account.token, reach->url);
    }
    co_return folder;
}

} // namespace AlwaysLeads
