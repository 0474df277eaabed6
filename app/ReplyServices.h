#pragma once

#include "reply/Answers.h"
#include "reply/Replies.h"
#include "reply/ReplyJudge.h"
#include "reply/ReplyWatcher.h"

#include <QObject>

namespace AlwaysLeads {

class HttpClient;
class SentFolders;

/// What belongs to the mails that come in, tied together: who looks, who judges, who shows.
class ReplyServices : public QObject
{
    Q_OBJECT
public:
    struct Needs
    {
        Database &database;
        Clock &clock;
        ClaudeClient &claude;
        AssistantBudget &budget;
        const Settings &settings;
        SentFolders &folders;
        HttpClient &http;
        WatchPolicy watching;
        ReplyJudge::HasKey hasKey;
    };
    explicit ReplyServices(Needs needs, QObject *parent = nullptr);

    void start();
    Task<> close();

    Replies &replies() { return m_replies; }
    ReplyWatcher &watcher() { return m_watcher; }
    ReplyJudge &judge() { return m_judge; }
    Answers &answers() { return m_answers; }
    /// Opens any mailbox for reading, in the way it is read.
    MailSources sources()
    {
        return [this](MailboxId mailbox) { return open(mailbox); };
    }

Q_SIGNALS:
    /// Statuses, campaigns, waiting mails or the list of people never to write to changed.
    void peopleChanged();
    /// An answer was written.
    void draftsChanged();

private:
    Task<Result<std::shared_ptr<MailSource>>> open(MailboxId mailbox);

    SentFolders &m_folders;
    HttpClient &m_http;
    Clock &m_clock;
    Replies m_replies;
    ReplyWatcher m_watcher;
    ReplyJudge m_judge;
    Answers m_answers;
};

} // namespace AlwaysLeads
