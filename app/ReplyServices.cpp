#include "ReplyServices.h"

#include "SentFolders.h"
#include "reply/ImapMailSource.h"

namespace AlwaysLeads {

ReplyServices::ReplyServices(Needs needs, QObject *parent)
    : QObject(parent)
    , m_folders(needs.folders)
    , m_replies(needs.database, needs.clock)
    , m_watcher(needs.database, needs.clock, [this](MailboxId mailbox) { return open(mailbox); })
    , m_judge(needs.database, needs.claude, needs.budget, needs.clock, needs.settings, std::move(needs.hasKey))
{
    connect(&m_watcher, &ReplyWatcher::arrived, &m_judge, &ReplyJudge::wake);
    connect(&m_watcher, &ReplyWatcher::arrived, this, &ReplyServices::peopleChanged);
    connect(&m_watcher, &ReplyWatcher::looked, &m_replies, &Replies::changed);
    connect(&m_judge, &ReplyJudge::changed, &m_replies, &Replies::changed);
    connect(&m_judge, &ReplyJudge::changed, this, &ReplyServices::peopleChanged);
    connect(&m_replies, &Replies::peopleChanged, this, &ReplyServices::peopleChanged);
}

void ReplyServices::start()
{
    m_watcher.start();
    m_judge.wake();
}

Task<> ReplyServices::close()
{
    auto watching = m_watcher.close();
    co_await watching;
    auto judging = m_judge.close();
    co_await judging;
}

Task<Result<std::shared_ptr<MailSource>>> ReplyServices::open(MailboxId mailbox)
{
    // Graph and Gmail are read by sources of their own; as long as there are none they say that they are not read.
    Result<ImapAccount> account = co_await m_folders.imapAccount(mailbox);
    if (!account) {
        co_return failureOf(std::move(account));
    }
    const QList<QSslCertificate> trusted;
    const ImapTimeouts patience;
    std::shared_ptr<MailSource> source = std::make_shared<ImapMailSource>(*account, trusted, patience, this);
    co_return source;
}

} // namespace AlwaysLeads
