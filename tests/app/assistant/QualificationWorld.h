#pragma once

#include "assistant/ClaudeClient.h"
#include "assistant/QualificationBatches.h"
#include "lead/LeadStore.h"
#include "net/HttpClient.h"
#include "sandbox/ClaudeServer.h"
#include "settings/Settings.h"
#include "support/CopiedDatabase.h"
#include "support/VirtualClock.h"

#include <QtTest>

namespace AlwaysLeads {

inline Task<Result<QString>> givenKey(QString key)
{
    Result<QString> given = key;
    co_return given;
}

/// A real database, the strict stand-in of Claude, and a clock that jumps.
struct QualificationWorld
{
    QualificationWorld()
    {
        if (!server.start()) {
            qFatal("The stand-in does not start");
        }
        server.setClock([this] { return clock.now(); });
        open();
    }
    ~QualificationWorld() { close(); }

    void open()
    {
        HttpClient::Options options;
        options.random = [] { return 0.0; };
        http = std::make_unique<HttpClient>(clock, options);
        claude = std::make_unique<ClaudeClient>(
            *http, [this] { return givenKey(key); }, server.url());
        budget = std::make_unique<AssistantBudget>(*files, clock);
        settings = std::make_unique<Settings>(*files);
        if (!wait(settings->load())) {
            qFatal("The settings cannot be read");
        }
        qualification = std::make_unique<Qualification>(*files, *claude, *budget, clock, *settings);
        QualificationBatches::Options bulk;
        bulk.mostPeople = 3;
        batches = std::make_unique<QualificationBatches>(*files, *claude, *budget, clock, *settings, bulk);
    }
    void close()
    {
        if (batches) {
            wait([](QualificationBatches *all) -> Task<Result<>> {
                co_await all->close();
                co_return Result<>();
            }(batches.get()));
        }
        batches.reset();
        qualification.reset();
        settings.reset();
        budget.reset();
        claude.reset();
        http.reset();
    }
    /// As after a crash: nothing is told to anybody, the same file is opened again.
    void restart()
    {
        close();
        files.reopen();
        open();
    }

    /// Lets the clock jump to whatever is waited for, so that waits cost no time.
    template <typename T> Result<T> wait(Task<Result<T>> task)
    {
        QObject receiver;
        std::optional<Result<T>> got;
        whenDone(std::move(task), &receiver, [&got](Result<T> outcome) { got = std::move(outcome); });
        const QDeadlineTimer deadline(30'000);
        while (!got && !deadline.hasExpired()) {
            step();
        }
        return got.value_or(Result<T>(failure(ErrorKind::Bug, QStringLiteral("the test waited in vain"))));
    }
    bool waitFor(const std::function<bool()> &condition)
    {
        const QDeadlineTimer deadline(30'000);
        while (!condition() && !deadline.hasExpired()) {
            step();
        }
        return condition();
    }
    void step()
    {
        if (clock.nextWake().isValid()) {
            clock.advanceTo(clock.nextWake());
        }
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
    }

    LeadId add(const QString &title, const QString &company, const QString &notes = {})
    {
        Lead lead;
        lead.firstName = QStringLiteral("Secretname");
        lead.lastName = QString::number(++people);
        lead.title = title;
        lead.companyName = company;
        lead.companySize = company.isEmpty() ? std::nullopt : std::optional<qint64>(120);
        lead.phone = QStringLiteral("+48 555 0100");
        lead.email = *EmailAddress::parse(QStringLiteral("secretmail%1@baltway.example").arg(people));
        lead.notes = notes;
        const Result<LeadId> id =
            files.write([&](Connection &connection) { return LeadStore().add(connection, lead, clock.now()); });
        if (!id) {
            qFatal("%s", qPrintable(id.error().detail));
        }
        return *id;
    }
    QList<LeadId> addMany(int count)
    {
        QList<LeadId> ids;
        for (int i = 0; i < count; ++i) {
            ids << add(QStringLiteral("Head of Operations"), QStringLiteral("Baltway Logistics"));
        }
        return ids;
    }
    qint64 number(const QString &sql) { return files.number(sql); }
    qint64 calls(const QString &where)
    {
        return number(QStringLiteral("SELECT count(*) FROM assistant_call WHERE ") + where);
    }
    qint64 judged() { return number(QStringLiteral("SELECT count(*) FROM qualification")); }
    qint64 states(const char *state)
    {
        return number(
            QStringLiteral("SELECT count(*) FROM assistant_batch WHERE state = '%1'").arg(QLatin1String(state)));
    }
    qint64 items(const char *state)
    {
        return number(
            QStringLiteral("SELECT count(*) FROM assistant_batch_item WHERE state = '%1'").arg(QLatin1String(state)));
    }

    TestDatabase files = copiedDatabase();
    VirtualClock clock;
    ClaudeServer server;
    QString key = QString::fromLatin1(ClaudeServer::acceptedKey);
    std::unique_ptr<HttpClient> http;
    std::unique_ptr<ClaudeClient> claude;
    std::unique_ptr<AssistantBudget> budget;
    std::unique_ptr<Settings> settings;
    std::unique_ptr<Qualification> qualification;
    std::unique_ptr<QualificationBatches> batches;
    int people = 0;
};

} // namespace AlwaysLeads
