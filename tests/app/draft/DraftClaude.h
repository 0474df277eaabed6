#pragma once

#include "app/draft/DraftWorld.h"
#include "assistant/Assistant.h"
#include "draft/DraftBatches.h"
#include "net/HttpClient.h"
#include "sandbox/ClaudeServer.h"
#include "settings/Settings.h"

#include <QCoreApplication>
#include <QDeadlineTimer>

namespace AlwaysLeads {

/// Drafts, the real assistant, and the strict stand-in of Claude.
struct DraftClaude
{
    DraftClaude()
    {
        if (!server.start()) {
            qFatal("the stand-in does not listen");
        }
        server.setClock([this] { return world.clock.now(); });
        open();
        must(settings->setClaudeModel(QStringLiteral("claude-haiku-5-5")));
        must(settings->setMonthlyBudgetMicros(20'000'000));
    }

    ~DraftClaude() { close(); }

    void open()
    {
        http = std::make_unique<HttpClient>(world.clock, HttpClient::Options());
        client = std::make_unique<ClaudeClient>(
            *http, [] { return key(); }, server.url());
        budget = std::make_unique<AssistantBudget>(*world.files, world.clock);
        settings = std::make_unique<Settings>(*world.files);
        must(settings->load());
        assistant = std::make_unique<Assistant>(*client, *budget, world.clock, *settings);
        DraftBatches::Options bulk;
        bulk.mostPeople = 3;
        batches = std::make_unique<DraftBatches>(*world.files, *client, *budget, world.clock, *settings, bulk);
    }
    void close()
    {
        static_cast<void>(wait(closed(batches.get())));
        batches.reset();
        assistant.reset();
        settings.reset();
        budget.reset();
        client.reset();
        http.reset();
    }
    /// As when the program begins anew: what is known is what the database holds.
    void restart()
    {
        close();
        open();
    }

    /// Lets the clock jump to whatever is waited for, so that waits cost no time.
    template <typename T> Result<T> wait(Task<Result<T>> task)
    {
        QObject receiver;
        std::optional<Result<T>> got;
        whenDone(std::move(task), &receiver, [&got](Result<T> outcome) { got = std::move(outcome); });
        waitFor([&got] { return got.has_value(); });
        return got.value_or(Result<T>(failure(ErrorKind::Bug, QStringLiteral("the test waited in vain"))));
    }
    bool waitFor(const std::function<bool()> &condition)
    {
        const QDeadlineTimer deadline(30'000);
        while (!condition() && !deadline.hasExpired()) {
            if (world.clock.nextWake().isValid()) {
                world.clock.advanceTo(world.clock.nextWake());
            }
            QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
        }
        return condition();
    }

    ClaudeWriting writing()
    {
        ClaudeWriting claude;
        claude.hasKey = [] { return says(true); };
        claude.writeMail = [this](MailBrief brief, std::stop_token stop) {
            return assistant->writeMail(std::move(brief), stop);
        };
        claude.streamMail = [this](MailBrief brief, std::function<void(QString)> heard, std::stop_token stop) {
            return assistant->streamMail(std::move(brief), std::move(heard), stop);
        };
        claude.writeTogether = [this](QList<DraftId> drafts, QHash<DraftId, QString> wishes) {
            return batches->ask(std::move(drafts), std::move(wishes));
        };
        claude.means = [this] { return means(*budget, *settings); };
        return claude;
    }

    static Task<Result<ClaudeMeans>> means(AssistantBudget &budget, const Settings &settings)
    {
        ClaudeMeans means;
        means.model = settings.claudeModel();
        means.limitMicros = settings.monthlyBudgetMicros();
        Result<qint64> left = co_await budget.left(means.limitMicros);
        if (!left) {
            co_return failureOf(std::move(left));
        }
        means.leftMicros = *left;
        co_return Result<ClaudeMeans>(means);
    }
    static Task<Result<>> closed(DraftBatches *all)
    {
        co_await all->close();
        co_return Result<>();
    }
    static Task<Result<QString>> key()
    {
        Result<QString> value = QString::fromLatin1(ClaudeServer::acceptedKey);
        co_return value;
    }
    static Task<Result<bool>> says(bool value) { co_return value; }

    ClaudeServer server;
    DraftWorld world{writing()};
    std::unique_ptr<HttpClient> http;
    std::unique_ptr<ClaudeClient> client;
    std::unique_ptr<AssistantBudget> budget;
    std::unique_ptr<Settings> settings;
    std::unique_ptr<Assistant> assistant;
    std::unique_ptr<DraftBatches> batches;
};

} // namespace AlwaysLeads
