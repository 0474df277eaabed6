// SearchBench [file] [people]: makes the file with so many people where it is not there yet, then measures.

#include "BenchPeople.h"
#include "BenchTimes.h"
#include "lead/LeadSearch.h"
#include "schema/Schema.h"

#include <QCoreApplication>
#include <QCoroTask>
#include <QElapsedTimer>
#include <QFileInfo>

#include <algorithm>
#include <cstdio>

using namespace AlwaysLeads;

namespace {

/// From the call to the answer in the event loop, as the window gets it.
template <typename T> double milliseconds(Task<Result<T>> task, const QElapsedTimer &since)
{
    double taken = -1;
    QObject receiver;
    whenDone(std::move(task), &receiver, [&](const Result<T> &outcome) {
        taken = double(since.nsecsElapsed()) / 1e6;
        if (!outcome) {
            qFatal("%s", qPrintable(outcome.error().message + outcome.error().detail));
        }
    });
    while (taken < 0) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return taken;
}

struct SortKind
{
    const char *name;
    LeadSort sort;
    Qt::SortOrder order;
};
constexpr SortKind sorts[] = {
    {"added", LeadSort::Created, Qt::DescendingOrder},        {"name", LeadSort::Name, Qt::AscendingOrder},
    {"company", LeadSort::Company, Qt::AscendingOrder},       {"email", LeadSort::Email, Qt::AscendingOrder},
    {"score", LeadSort::Score, Qt::DescendingOrder},          {"status", LeadSort::Status, Qt::AscendingOrder},
    {"last touch", LeadSort::LastTouch, Qt::DescendingOrder},
};

void measureSearch(LeadSearch &search, bool afterChange)
{
    constexpr int samples = 60;
    std::printf("%s\n",
                afterChange ? "First screenful, right after a change to the data"
                            : "First screenful, the order of the list known");
    std::printf("%-11s %-10s %8s %8s %8s\n", "sort", "text", "p50 ms", "p99 ms", "max ms");
    Times all;
    for (const SortKind &sort : sorts) {
        LeadQuery query;
        query.sort = sort.sort;
        query.order = sort.order;
        query.text = QStringLiteral("a"); // who only looks at the list has no order made
        milliseconds(search.ids(query), started());
        for (const QString &kind : BenchPeople::kinds()) {
            Times times;
            for (const QString &text : BenchPeople::textsOf(kind, samples)) {
                if (afterChange) {
                    search.forget();
                }
                query.text = text;
                const double taken = milliseconds(search.first(query, 60, {}), started());
                times.add(taken);
                all.add(taken);
            }
            std::printf("%-11s %-10s %8.1f %8.1f %8.1f\n", sort.name, qPrintable(kind), times.at(0.5), times.at(0.99),
                        times.at(1));
        }
    }
    std::printf("%-11s %-10s %8.1f %8.1f %8.1f\n", "all", "all", all.at(0.5), all.at(0.99), all.at(1));
}

void measureWhole(LeadSearch &search)
{
    std::printf("All ids in order\n");
    for (const char *text : {"", "a", "lo", "manager", "bercadel"}) {
        Times times;
        LeadQuery query;
        query.sort = LeadSort::Name;
        query.order = Qt::AscendingOrder;
        query.text = QString::fromLatin1(text);
        for (int i = 0; i < 5; ++i) {
            times.add(milliseconds(search.ids(query), started()));
        }
        std::printf("\"%s\": %.1f ms\n", text, times.at(0.5));
    }
    const auto filtered = [&](const char *name, const LeadFilter &filter) {
        LeadQuery query;
        query.filter = filter;
        search.forget();
        const double first = milliseconds(search.first(query, 60, {}), started());
        const double whole = milliseconds(search.ids(query), started());
        query.text = QStringLiteral("an");
        const double typed = milliseconds(search.first(query, 60, {}), started());
        std::printf("filter %s: first %.1f ms, all %.1f ms, typed into it %.1f ms\n", name, first, whole, typed);
    };
    const auto one = [](const char *field, LeadOperator asks, const char *value) {
        return LeadFilter(LeadCondition{QString::fromLatin1(field), asks, {QString::fromLatin1(value)}});
    };
    filtered("industry contains freight, score 70 or more",
             LeadFilter::all(
                 {one("industry", LeadOperator::Contains, "freight"), one("score", LeadOperator::AtLeast, "70")}));
    filtered("notes contain a rare word", one("notes", LeadOperator::Contains, "zequi zeze"));
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const QString file = arguments.value(1, QStringLiteral("searchbench.db"));
    const qint64 people = arguments.value(2, QStringLiteral("1000000")).toLongLong();
    const bool isNew = !QFileInfo::exists(file);
    Result<std::unique_ptr<Database>> opened = Database::open(file, schemaSteps(), Database::Options{3});
    if (!opened) {
        qFatal("%s", qPrintable(opened.error().message + opened.error().detail));
    }
    Database &database = **opened;
    if (isNew) {
        if (const Result<> filled = BenchPeople(people).fill(database); !filled) {
            qFatal("%s", qPrintable(filled.error().detail));
        }
    }
    const SystemClock clock;
    LeadSearch search(database, clock);
    measureSearch(search, false);
    measureSearch(search, true);
    measureWhole(search);
    return 0;
}
