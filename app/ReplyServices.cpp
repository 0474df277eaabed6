#include "ReplyServices.h"

#include "SentFolders.h"
#include "reply/GmailMailSource.h"
#include "reply/GraphMailSource.h"
#include "reply/ImapMailSource.h"

namespace AlwaysLeads {

ReplyServices::ReplyServices(Needs needs, QObject *parent)
    : QObject(parent)
    , m_folders(needs.folders)
    , m_http(needs.http)
    , m_clock(needs.clock)
    , m_replies(needs.database, needs.clock)
    , m_watcher(
          needs.database, needs.clock, [this](MailboxId mailbox) { return open(mailbox); }, needs.watching)
    , m_judge(needs.database, needs.claude, needs.budget, needs.clock, needs.settings, needs.hasKey)
    , m_answers(needs.database, needs.claude, needs.budget, needs.clock, needs.settings, needs.hasKey)
{
    connect(&m_watcher, &ReplyWatcher::arrived, &m_judge, &ReplyJudge::wake);
    connect(&m_watcher, &ReplyWatcher::arrived, this, &ReplyServices::peopleChanged);
    connect(&m_watcher, &ReplyWatcher::looked, &m_replies, &Replies::changed);
    connect(&m_judge, &ReplyJudge::changed, &m_replies, &Replies::changed);
    connect(&m_judge, &ReplyJudge::changed, this, &ReplyServices::peopleChanged);
    connect(&m_answers, &Answers::changed, this, &ReplyServices::draftsChanged);
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
    auto answering = m_answers.close();
    co_await answering;
}

Task<Result<std::shared_ptr<MailSource>>> ReplyServices::open(MailboxId mailbox)
{
    std::shared_ptr<MailSource> source;
    Result<SentFolders::CloudReach> cloud = co_await m_folders.cloudReach(mailbox);
    if (cloud && cloud->account.sendOnly) {
        co_return failure(ErrorKind::NotFound,
                          tr("%1 only sends: replies are not read here.").arg(cloud->account.address.shown()));
    }
    if (cloud) {
        if (cloud->account.service == CloudAccount::Service::Google) {
            source = std::make_shared<GmailMailSource>(m_http, m_clock, cloud->account.token, cloud->url);
        } else {
            source = std::make_shared<GraphMailSource>(m_http, m_clock, cloud->account.token, cloud->url);
        }
        co_return source;
    }
    if (cloud.error().kind != ErrorKind::NotFound) {
        co_return failureOf(std::move(cloud));
    }
    Result<ImapAccount> account = co_await m_folders.imapAccount(mailbox);
    if (!account) {
        co_return failureOf(std::move(account));
    }
    const QList<QSslCertificate> trusted;
    const ImapTimeouts patience;
    source = std::make_shared<ImapMailSource>(*account, trusted, patience, this);
    co_return source;
}

} // namespace AlwaysLeads
