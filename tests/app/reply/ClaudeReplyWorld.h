#pragma once

#include "app/reply/ReplyWorld.h"
#include "assistant/ClaudeClient.h"
#include "net/HttpClient.h"
#include "reply/Answers.h"
#include "reply/ReplyJudge.h"
#include "sandbox/ClaudeServer.h"
#include "settings/Settings.h"
#include "support/Patience.h"

namespace AlwaysLeads {

/// What came back, with the stand-in of Claude beside it.
struct ClaudeReplyWorld : ReplyWorld
{
    explicit ClaudeReplyWorld(int people = 2)
        : ReplyWorld(people)
    {
        must(claude.start());
        client = std::make_unique<ClaudeClient>(
            http, [] { return given(QString::fromLatin1(ClaudeServer::acceptedKey)); }, claude.url());
        must(settings.load());
        const auto asks = [this] { return keyIsThere(hasKey); };
        judge = std::make_unique<ReplyJudge>(*files, *client, budget, clock, settings, asks);
        answers = std::make_unique<Answers>(*files, *client, budget, clock, settings, asks);
    }
    ~ClaudeReplyWorld()
    {
        QCoro::waitFor(judge->close());
        files.settle();
    }

    static Task<Result<QString>> given(QString key)
    {
        Result<QString> made = key;
        co_return made;
    }
    static Task<Result<bool>> keyIsThere(bool has)
    {
        Result<bool> made = has;
        co_return made;
    }
    /// Waits between tries are over at once.
    struct Hasty final : Clock
    {
        QDateTime now() const override { return QDateTime::currentDateTimeUtc(); }
        Task<> sleepUntil(QDateTime, std::stop_token) override { co_return; }
    };

    /// A mail of this person, taken in.
    ReplyId receive(int person, const QString &text, const QByteArray &extra = {})
    {
        const QByteArray id = "claude-" + QByteArray::number(++mails);
        server.deliver(ReplyWorld::answer(person, text, extra, id));
        if (look() != 1) {
            qFatal("the mail was not taken for a reply");
        }
        return ReplyId(files.number(QStringLiteral("SELECT max(id) FROM reply")));
    }
    Reply reply(ReplyId id) { return must(replies.open(id)).reply; }
    /// Lets the judge go over what waits, to its end.
    void letJudge()
    {
        judge->wake();
        for (const QDeadlineTimer deadline(testPatience); judge->isJudging() && !deadline.hasExpired();) {
            QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
        }
    }
    Draft draft(DraftId id)
    {
        return must(files.read([=](Connection &c) { return DraftStore().find(c, id); }));
    }
    qint64 calls(const QString &outcome)
    {
        return files.number(QStringLiteral("SELECT count(*) FROM assistant_call WHERE outcome = ?"), {outcome});
    }

    Hasty hasty;
    HttpClient http{hasty};
    ClaudeServer claude;
    std::unique_ptr<ClaudeClient> client;
    AssistantBudget budget{*files, clock};
    Settings settings{*files};
    bool hasKey = true;
    std::unique_ptr<ReplyJudge> judge;
    std::unique_ptr<Answers> answers;
    int mails = 0;
};

} // namespace AlwaysLeads
