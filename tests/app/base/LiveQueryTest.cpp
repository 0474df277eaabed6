#include "base/LiveQuery.h"

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
    QObject view;
    Slow slow;
    QList<int> shown;
    LiveQuery<int> query(
        &view, [&] { return slow.ask(); }, [&](const Result<int> &value) { shown << *value; });
    query.renew();
    QCOMPARE(slow.asked, 1);
    slow.answer(1);
    QTRY_COMPARE(shown, QList<int>{1});
    QVERIFY(!query.isRunning());

    query.renew();
    for (int change = 0; change < 1000; ++change) {
        query.renew();
    }
    QCOMPARE(slow.asked, 2); // never two side by side: the later could end first
    slow.answer(2); // from before the changes
    QTRY_COMPARE(slow.asked, 3);
    QCOMPARE(shown, QList<int>{1});
    slow.answer(3);
    QTRY_COMPARE(shown, (QList<int>{1, 3}));
    QCOMPARE(slow.asked, 3);
}

void LiveQueryTest::neverShowsTheAnswerToAnotherQuestion()
{
    QObject view;
    Slow slow;
    QList<int> shown;
    LiveQuery<int> query(
        &view, [&] { return slow.ask(); }, [&](const Result<int> &value) { shown << *value; });
    query.renew();
    query.restart();
    query.renew(); // a change after it does not make the old answer good again
    slow.answer(1); // though nothing has been shown yet
    QTRY_COMPARE(slow.asked, 2);
    slow.answer(2);
    QTRY_COMPARE(shown, QList<int>{2});
    query.restart(); // where nothing is under way it just asks
    slow.answer(3);
    QTRY_COMPARE(shown, (QList<int>{2, 3}));
}

void LiveQueryTest::showsAnOldAnswerWhereNothingWasShownForAMoment()
{
    QObject view;
    Slow slow;
    QList<int> shown;
    LiveQuery<int> query(
        &view, [&] { return slow.ask(); }, [&](const Result<int> &value) { shown << *value; });
    query.renew();
    query.renew();
    slow.answer(1); // the first of all: better an answer of a moment ago than an empty view
    QTRY_COMPARE(shown, QList<int>{1});
    slow.answer(2);
    QTRY_COMPARE(shown, (QList<int>{1, 2}));
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
