// Reveals people until it is killed: RevealChild DATABASE URL PEOPLE.
#include "lead/Leads.h"
#include "net/HttpClient.h"
#include "prospecting/LeadFinder.h"
#include "schema/Schema.h"
#include "settings/Settings.h"
#include "storage/Database.h"

#include <QCoreApplication>
#include <QCoroTask>

using namespace AlwaysLeads;

static Task<Result<QString>> key()
{
    Result<QString> given = QStringLiteral("sandbox-apollo-key");
    co_return given;
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 4) {
        return 2;
    }
    Result<std::unique_ptr<Database>> database = Database::open(arguments.at(1), schemaSteps());
    if (!database) {
        return 3;
    }
    SystemClock clock;
    HttpClient http(clock);
    Settings settings(**database);
    Leads leads(**database, clock);
    ApolloClient client(http, clock, key, QUrl(arguments.at(2)));
    LeadFinder finder(**database, client, settings, clock, leads);
    if (!QCoro::waitFor(settings.load()) || !QCoro::waitFor(finder.recover())) {
        return 4;
    }
    const Result<FoundPage> page = QCoro::waitFor(finder.search({}));
    if (!page) {
        return 5;
    }
    QList<FoundPersonId> people;
    for (const FoundPerson &person : page->people) {
        if (person.canBeRevealed() && people.size() < arguments.at(3).toInt()) {
            people.append(person.id);
        }
    }
    QObject::connect(&finder, &LeadFinder::revealEnded, &application,
                     [](const RevealReport &report) { QCoreApplication::exit(report.problem ? 6 : 0); });
    finder.reveal(people);
    const int code = people.isEmpty() ? 0 : QCoreApplication::exec();
    QCoro::waitFor(finder.close());
    return code;
}
