#pragma once

#include "lead/Leads.h"
#include "net/HttpClient.h"
#include "prospecting/LeadFinder.h"
#include "sandbox/ApolloServer.h"
#include "settings/Settings.h"
#include "support/CopiedDatabase.h"
#include "support/Patience.h"
#include "suppression/SuppressionStore.h"

#include <QCoroTask>
#include <QSignalSpy>
#include <QTest>

#include <memory>

namespace AlwaysLeads {

/// A real database, the strict server and the finder between them.
struct FinderWorld
{
    SandboxPeople people;
    SystemClock clock;
    TestDatabase files = copiedDatabase();
    HttpClient http{clock};
    std::unique_ptr<ApolloServer> server = std::make_unique<ApolloServer>(people);
    QString key = QString::fromLatin1(ApolloServer::acceptedKey);
    QUrl url;
    std::unique_ptr<Settings> settings;
    std::unique_ptr<Leads> leads;
    std::unique_ptr<ApolloClient> client;
    std::unique_ptr<LeadFinder> finder;
    std::optional<RevealReport> report;

    FinderWorld()
    {
        if (!server->start()) {
            qFatal("the server does not start");
        }
        url = server->url();
        start();
    }
    ~FinderWorld() { stop(); }

    /// A start of the program on the same file.
    void start()
    {
        settings = std::make_unique<Settings>(*files);
        leads = std::make_unique<Leads>(*files, clock);
        client = std::make_unique<ApolloClient>(
            http, clock, [this] { return givenKey(key); }, url);
        finder = std::make_unique<LeadFinder>(*files, *client, *settings, clock, *leads);
        QObject::connect(finder.get(), &LeadFinder::revealEnded, finder.get(),
                         [this](const RevealReport &ended) { report = ended; });
        QCoro::waitFor(settings->load());
        QCoro::waitFor(finder->recover());
    }
    void stop()
    {
        if (finder) {
            QCoro::waitFor(finder->close());
            // What a page has asked for last and nobody awaits: the writer takes one after the other.
            (void)files.write([](Connection &connection) {
                return connection.run(QStringLiteral("DELETE FROM setting WHERE name = ''"));
            });
            QCoreApplication::processEvents();
        }
        finder.reset();
        client.reset();
        leads.reset();
        settings.reset();
    }
    void restart()
    {
        stop();
        files.reopen();
        start();
    }

    FoundPage search(const ApolloFilters &filters)
    {
        const Result<FoundPage> page = QCoro::waitFor(finder->search(filters));
        if (!page) {
            qFatal("%s", qPrintable(page.error().message));
        }
        return *page;
    }
    FoundPage again(const FoundPage &page) { return *QCoro::waitFor(finder->storedPage(page.search, page.page)); }
    static ApolloFilters inCountry(const QString &country)
    {
        ApolloFilters filters;
        filters.companyPlaces = {country};
        return filters;
    }
    /// The first of a page who can be revealed.
    static QList<FoundPersonId> revealable(const FoundPage &page, qsizetype most)
    {
        QList<FoundPersonId> ids;
        for (const FoundPerson &person : page.people) {
            if (person.canBeRevealed() && ids.size() < most) {
                ids.append(person.id);
            }
        }
        return ids;
    }
    /// Waits for its end.
    RevealReport reveal(const QList<FoundPersonId> &ids, RevealAgain again = RevealAgain::No)
    {
        report.reset();
        finder->reveal(ids, again);
        if (!QTest::qWaitFor([this] { return report.has_value(); }, testPatience)) {
            qFatal("the reveal does not end");
        }
        return *report;
    }
    qint64 count(const char *sql) { return files.number(QString::fromLatin1(sql)); }
    SandboxPerson person(const FoundPerson &found) const { return *people.byId(found.shown.id); }

private:
    static Task<Result<QString>> givenKey(QString key)
    {
        Result<QString> given = key;
        co_return given;
    }
};

} // namespace AlwaysLeads
