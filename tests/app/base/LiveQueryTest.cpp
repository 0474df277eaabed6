#include "base/LiveQuery.h"
#include "support/Patience.h"

#include <QCoroFuture>
#include <QPromise>
#include <QtTest>

#include <deque>

using namespace AlwaysLeads;

namespace {

/// Answers when the test says so, in the order in which it was asked.
class Slow
{
public:
    Task<Result<int>> ask()
    {
        ++asked;
        auto promise = std::make_shared<QPromise<int>>();
        promise->start();
        m_waiting.push_back(promise);
        QFuture<int> future = promise->future();
        int value = co_await future;
        Result<int> given = value;
        co_return given;
    }
    void answer(int value)
    {
        const std::shared_ptr<QPromise<int>> first = m_waiting.front();
        m_waiting.pop_front();
        first->addResult(value);
        first->finish();
    }

    int asked = 0;

private:
    std::deque<std::shared_ptr<QPromise<int>>> m_waiting;
};

/// What a view has shown, in order.
struct View
{
    QObject receiver;
    Slow slow;
    QList<int> shown;
    LiveQuery<int> query{&receiver, [this] { return slow.ask(); },
                         [this](const Result<int> &value) { shown << *value; }};
};

} // namespace

class LiveQueryTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void asksOnceMoreForAllChangesMeanwhile();
    void neverShowsTheAnswerToAnotherQuestion();
    void showsAnOldAnswerWhereNothingWasShownForAMoment();
    void asksAgainFromWithinShow();
    void showsNothingToAReceiverThatHasGone();
};

void LiveQueryTest::asksOnceMoreForAllChangesMeanwhile()
{
    View view;
    view.query.renew();
    QCOMPARE(view.slow.asked, 1);
    view.slow.answer(1);
    QTRY_COMPARE(view.shown, QList<int>{1});
    QVERIFY(!view.query.isRunning());

    view.query.renew();
    for (int change = 0; change < 1000; ++change) {
        view.query.renew();
    }
    QCOMPARE(view.slow.asked, 2); // never two side by side: the later could end first
    view.slow.answer(2); // from before the changes
    QTRY_COMPARE(view.slow.asked, 3);
    QCOMPARE(view.shown, QList<int>{1});
    view.slow.answer(3);
    QTRY_COMPARE(view.shown, (QList<int>{1, 3}));
    QCOMPARE(view.slow.asked, 3);
}

void LiveQueryTest::neverShowsTheAnswerToAnotherQuestion()
{
    View view;
    view.query.renew();
    view.query.restart();
    view.query.renew(); // a change after it does not make the old answer good again
    view.slow.answer(1); // though nothing has been shown yet
    QTRY_COMPARE(view.slow.asked, 2);
    view.slow.answer(2);
    QTRY_COMPARE(view.shown, QList<int>{2});
    view.query.restart(); // where nothing is under way it just asks
    view.slow.answer(3);
    QTRY_COMPARE(view.shown, (QList<int>{2, 3}));
}

void LiveQueryTest::showsAnOldAnswerWhereNothingWasShownForAMoment()
{
    View view;
    view.query.renew();
    view.query.renew();
    view.slow.answer(1); // the first of all: better an answer of a moment ago than an empty view
    QTRY_COMPARE(view.shown, QList<int>{1});
    view.slow.answer(2);
    QTRY_COMPARE(view.shown, (QList<int>{1, 2}));
}

void LiveQueryTest::asksAgainFromWithinShow()
{
    QObject view;
    Slow slow;
    QList<int> shown;
    std::unique_ptr<LiveQuery<int>> query;
    query = std::make_unique<LiveQuery<int>>(
        &view, [&] { return slow.ask(); },
        [&](const Result<int> &value) {
            shown << *value;
            if (shown.size() < 3) {
                query->renew();
            }
        });
    query->renew();
    for (int value = 1; value <= 3; ++value) {
        slow.answer(value);
        QTRY_COMPARE(shown.size(), value);
    }
    QCOMPARE(slow.asked, 3);
}

void LiveQueryTest::showsNothingToAReceiverThatHasGone()
{
    auto view = std::make_unique<QObject>();
    Slow slow;
    int shown = 0;
    auto query = std::make_unique<LiveQuery<int>>(
        view.get(), [&] { return slow.ask(); }, [&](const Result<int> &) { ++shown; });
    query->renew();
    query.reset();
    view.reset();
    slow.answer(1);
    QCoreApplication::processEvents();
    QCoreApplication::processEvents();
    QCOMPARE(shown, 0);
}

QTEST_GUILESS_MAIN(LiveQueryTest)
#include "LiveQueryTest.moc"
