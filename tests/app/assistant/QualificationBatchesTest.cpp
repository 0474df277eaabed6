#include "QualificationWorld.h"

using namespace AlwaysLeads;
using Fault = ClaudeServer::Fault;

/// Many people judged through batches, which survive crashes, are never handed over twice and never pass the limit.
class QualificationBatchesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_world = std::make_unique<QualificationWorld>(); }
    void cleanup() { m_world.reset(); }

    void judgesManyAtHalfThePrice();
    void dividesManyIntoSeveralBatches();
    void saysTheCostBeforeAndWhoIsLeftOut();
    void goesOnAfterARestart();
    void findsABatchWhoseAnswerNeverCame();
    void findsABatchAfterACrashBeforeTheAnswer();
    void saysWhenABatchNeverArrived();
    void saysWhyABatchWasRefused_data();
    void saysWhyABatchWasRefused();
    void keepsItsMoneyAside();
    void twoAtOnceCannotPassTheLimit();
    void countsWhatCameBeforeACancellation();
    void cancelsWhatIsBeingHandedOver();
    void cancelsWhatIsBeingHandedOverWhileTheLineBreaks();
    void cancelsWhatIsStillLookedFor();
    void cancelsLaterWhatTheServiceDidNotHear();
    void endsWhatExpired();
    void takesEveryKindOfAnswer();
    void waitsWhileTheServiceHasTrouble();
    void endsABatchThatTheServiceForgot();
    void takesNoAnswersOfOthers();
    void neverAsksTwiceAboutOnePerson();

private:
    std::unique_ptr<QualificationWorld> m_world;
};

void QualificationBatchesTest::judgesManyAtHalfThePrice()
{
    const QList<LeadId> ids = m_world->addMany(3);
    const LeadId single = m_world->add(QStringLiteral("Head of Operations"), QStringLiteral("Baltway Logistics"));
    QSignalSpy changed(m_world->batches.get(), &QualificationBatches::changed);
    QSignalSpy ended(m_world->batches.get(), &QualificationBatches::ended);
    QCOMPARE(m_world->wait(m_world->batches->ask(ids)).value(), 3);
    QVERIFY(m_world->waitFor([&] { return !ended.isEmpty(); }));
    QCOMPARE(m_world->judged(), 3);
    QCOMPARE(m_world->states("done"), 1);
    QCOMPARE(m_world->items("answered"), 3);
    const auto sum = ended.first().first().value<BatchSum>();
    QCOMPARE(sum.people, 3);
    QCOMPARE(sum.good, 3);
    QVERIFY(sum.costMicros > 0);
    QCOMPARE(m_world->wait(m_world->budget->spentThisMonth()).value(), sum.costMicros);
    QCOMPARE(m_world->wait(m_world->budget->reserved()).value(), 0);
    QCOMPARE(changed.size(), 1);
    m_world->server.forgetPrompts(); // the first of the batch paid for the cached part too
    const Result<QualifiedLead> alone = m_world->wait(m_world->qualification->ask(single));
    QVERIFY(alone);
    const Result<std::optional<QualifiedLead>> one = m_world->wait(m_world->qualification->of(ids.first()));
    QCOMPARE((*one)->reasons, alone->reasons);
    QVERIFY(std::abs((*one)->costMicros * 2 - alone->costMicros) <= 4);
}

void QualificationBatchesTest::dividesManyIntoSeveralBatches()
{
    QSignalSpy ended(m_world->batches.get(), &QualificationBatches::ended);
    QCOMPARE(m_world->wait(m_world->batches->ask(m_world->addMany(7))).value(), 7);
    QCOMPARE(m_world->server.batchCount(), 3);
    QVERIFY(m_world->waitFor([&] { return m_world->judged() == 7 && !ended.isEmpty(); }));
    QCOMPARE(m_world->states("done"), 3);
}

void QualificationBatchesTest::saysTheCostBeforeAndWhoIsLeftOut()
{
    QList<LeadId> ids = m_world->addMany(3);
    ids << m_world->add({}, {}); // nothing known
    const LeadId optedOut = m_world->add(QStringLiteral("Head of Operations"), QStringLiteral("Baltway Logistics"));
    QVERIFY(m_world->files.write(
        [&](Connection &connection) { return LeadStore().setStatus(connection, optedOut, LeadStatus::OptedOut); }));
    ids << optedOut;
    QVERIFY(m_world->wait(m_world->settings->setMonthlyBudgetMicros(1'000'000)));
    const Result<BatchCost> cost = m_world->wait(m_world->batches->cost(ids));
    QVERIFY(cost);
    QCOMPARE(cost->people, 3);
    QCOMPARE(cost->unknown, 2);
    QCOMPARE(cost->leftMicros, 1'000'000);
    QVERIFY(cost->fits());
    QVERIFY(cost->cost.likelyMicros > 0 && cost->cost.likelyMicros < cost->cost.mostMicros);
    QCOMPARE(m_world->server.calls(), 0); // it costs nothing to be told
    QSignalSpy ended(m_world->batches.get(), &QualificationBatches::ended);
    QVERIFY(m_world->wait(m_world->batches->ask(ids)));
    QVERIFY(m_world->waitFor([&] { return !ended.isEmpty(); }));
    QVERIFY(ended.first().first().value<BatchSum>().costMicros <= cost->cost.mostMicros);
}

void QualificationBatchesTest::goesOnAfterARestart()
{
    m_world->server.setLooksUntilEnded(-1);
    QVERIFY(m_world->wait(m_world->batches->ask(m_world->addMany(3))));
    QCOMPARE(m_world->states("running"), 1);
    m_world->restart();
    QCOMPARE(m_world->states("running"), 1);
    m_world->server.setLooksUntilEnded(0);
    m_world->batches->start();
    QVERIFY(m_world->waitFor([&] { return m_world->judged() == 3; }));
    QVERIFY(m_world->waitFor([&] { return m_world->states("done") == 1; }));
    QCOMPARE(m_world->server.batchCount(), 1);
}

void QualificationBatchesTest::findsABatchWhoseAnswerNeverCame()
{
    m_world->server.setFault(Fault::CutConnection, 1); // it came into being all the same
    const Result<qint64> asked = m_world->wait(m_world->batches->ask(m_world->addMany(3)));
    QVERIFY(!asked);
    QVERIFY(asked.error().message.contains(QStringLiteral("never ask twice")));
    QVERIFY(m_world->waitFor([&] { return m_world->judged() == 3; }));
    QCOMPARE(m_world->server.batchCount(), 1);
    QVERIFY(m_world->waitFor([&] { return m_world->states("done") == 1; }));
}

void QualificationBatchesTest::findsABatchAfterACrashBeforeTheAnswer()
{
    m_world->server.setLooksUntilEnded(-1);
    QVERIFY(m_world->wait(m_world->batches->ask(m_world->addMany(2))));
    // The program died after the service had the batch and before its id was on the disk.
    QVERIFY(m_world->files.write([](Connection &connection) {
        return connection.run(
            QStringLiteral("UPDATE assistant_batch SET state = 'handing over', service_id = '', expires_at = NULL"));
    }));
    m_world->restart();
    m_world->server.setLooksUntilEnded(1);
    m_world->batches->start();
    QVERIFY(m_world->waitFor([&] { return m_world->judged() == 2; }));
    QCOMPARE(m_world->server.batchCount(), 1);
}

void QualificationBatchesTest::saysWhenABatchNeverArrived()
{
    QSignalSpy ended(m_world->batches.get(), &QualificationBatches::ended);
    m_world->server.setFault(Fault::ServerError, 1); // certain of nothing
    QVERIFY(!m_world->wait(m_world->batches->ask(m_world->addMany(3))));
    QVERIFY(m_world->waitFor([&] { return m_world->states("not handed over") == 1; }));
    QCOMPARE(m_world->server.batchCount(), 0);
    QCOMPARE(m_world->wait(m_world->budget->reserved()).value(), 0);
    QVERIFY(m_world->waitFor([&] { return !ended.isEmpty(); }));
    QVERIFY(ended.first().first().value<BatchSum>().problem.contains(QStringLiteral("nothing was charged")));
}

void QualificationBatchesTest::saysWhyABatchWasRefused_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<QString>("words");
    QTest::newRow("key") << int(Fault::Unauthorized) << "401";
    QTest::newRow("credit") << int(Fault::NoCredit) << "402";
    QTest::newRow("forbidden") << int(Fault::Forbidden) << "403";
    QTest::newRow("cap") << int(Fault::SpendCap) << "spending limit";
    QTest::newRow("own limit") << int(Fault::OwnLimit) << "limit you set";
}

void QualificationBatchesTest::saysWhyABatchWasRefused()
{
    QFETCH(int, fault);
    QFETCH(QString, words);
    m_world->server.setFault(Fault(fault));
    const Result<qint64> asked = m_world->wait(m_world->batches->ask(m_world->addMany(3)));
    QVERIFY(!asked);
    QVERIFY2(asked.error().message.contains(words), qPrintable(asked.error().message));
    QCOMPARE(m_world->states("not handed over"), 1);
    QCOMPARE(m_world->server.calls(), 1); // a batch is never asked for twice
    QCOMPARE(m_world->wait(m_world->budget->reserved()).value(), 0);
}

void QualificationBatchesTest::keepsItsMoneyAside()
{
    const LeadId single = m_world->add(QStringLiteral("Head of Operations"), QStringLiteral("Baltway Logistics"));
    const QList<LeadId> ids = m_world->addMany(3);
    const qint64 most = m_world->wait(m_world->batches->cost(ids)).value().cost.mostMicros;
    QVERIFY(m_world->wait(m_world->settings->setMonthlyBudgetMicros(most)));
    m_world->server.setLooksUntilEnded(-1);
    QVERIFY(m_world->wait(m_world->batches->ask(ids)));
    QCOMPARE(m_world->wait(m_world->budget->reserved()).value(), most);
    const Result<QualifiedLead> said = m_world->wait(m_world->qualification->ask(single));
    QCOMPARE(said.error().kind, ErrorKind::Refused);
    QVERIFY2(said.error().message.contains(QStringLiteral("reading now")), qPrintable(said.error().message));
    m_world->server.setLooksUntilEnded(0);
    QVERIFY(m_world->waitFor([&] { return m_world->states("done") == 1; }));
    QVERIFY(m_world->wait(m_world->qualification->ask(single))); // what was not needed is free again
}

void QualificationBatchesTest::twoAtOnceCannotPassTheLimit()
{
    const QList<LeadId> one = m_world->addMany(3);
    const QList<LeadId> two = m_world->addMany(3);
    const qint64 most = m_world->wait(m_world->batches->cost(one)).value().cost.mostMicros;
    QVERIFY(m_world->wait(m_world->settings->setMonthlyBudgetMicros(most + most / 2)));
    auto first = m_world->batches->ask(one);
    auto second = m_world->batches->ask(two);
    const Result<qint64> firstAsked = m_world->wait(std::move(first));
    const Result<qint64> secondAsked = m_world->wait(std::move(second));
    QCOMPARE(int(firstAsked.has_value()) + int(secondAsked.has_value()), 1);
    const Error error = firstAsked ? secondAsked.error() : firstAsked.error();
    QCOMPARE(error.kind, ErrorKind::Refused);
    QVERIFY2(error.message.contains(QStringLiteral("fewer people")), qPrintable(error.message));
    QCOMPARE(m_world->server.batchCount(), 1);
}

void QualificationBatchesTest::countsWhatCameBeforeACancellation()
{
    m_world->server.setLooksUntilEnded(-1);
    QSignalSpy ended(m_world->batches.get(), &QualificationBatches::ended);
    QVERIFY(m_world->wait(m_world->batches->ask(m_world->addMany(3))));
    QVERIFY(m_world->wait(m_world->batches->cancel()));
    QVERIFY(m_world->waitFor([&] { return !ended.isEmpty(); }));
    QCOMPARE(m_world->states("done"), 1);
    QCOMPARE(m_world->items("cancelled"), 3);
    QCOMPARE(m_world->wait(m_world->budget->reserved()).value(), 0);
    QCOMPARE(ended.first().first().value<BatchSum>().without, 3);
}

void QualificationBatchesTest::cancelsWhatIsBeingHandedOver()
{
    m_world->server.setLooksUntilEnded(-1);
    bool isCancelled = false;
    connect(m_world->batches.get(), &QualificationBatches::spentChanged, this, [&] {
        if (!isCancelled) { // the first is written down, and the service does not know of it yet
            isCancelled = true;
            whenDone(m_world->batches->cancel(), this, [](const Result<> &) {});
        }
    });
    const Result<qint64> asked = m_world->wait(m_world->batches->ask(m_world->addMany(7))); // three batches
    QVERIFY(!asked);
    QCOMPARE(asked.error().kind, ErrorKind::Cancelled);
    QVERIFY(m_world->waitFor([&] { return m_world->states("done") == 1; }));
    QCOMPARE(m_world->items("cancelled"), 3);
    QCOMPARE(m_world->server.batchCount(), 1);
}

void QualificationBatchesTest::cancelsWhatIsBeingHandedOverWhileTheLineBreaks()
{
    m_world->server.setLooksUntilEnded(-1);
    m_world->server.setFault(Fault::CutConnection, 1); // it came into being all the same
    bool isCancelled = false;
    connect(m_world->batches.get(), &QualificationBatches::spentChanged, this, [&] {
        if (!isCancelled) {
            isCancelled = true;
            whenDone(m_world->batches->cancel(), this, [](const Result<> &) {});
        }
    });
    QVERIFY(!m_world->wait(m_world->batches->ask(m_world->addMany(3))));
    QVERIFY(m_world->waitFor([&] { return m_world->states("done") == 1; }));
    QCOMPARE(m_world->items("cancelled"), 3);
    QCOMPARE(m_world->server.batchCount(), 1);
}

void QualificationBatchesTest::cancelsWhatIsStillLookedFor()
{
    m_world->server.setLooksUntilEnded(-1);
    QVERIFY(m_world->wait(m_world->batches->ask(m_world->addMany(3))));
    QVERIFY(m_world->files.write([](Connection &connection) { // as after a crash before its id was on the disk
        return connection.run(
            QStringLiteral("UPDATE assistant_batch SET state = 'handing over', service_id = '', expires_at = NULL"));
    }));
    m_world->restart();
    QVERIFY(m_world->wait(m_world->batches->cancel()));
    QVERIFY(m_world->waitFor([&] { return m_world->states("done") == 1; }));
    QCOMPARE(m_world->items("cancelled"), 3);
    QCOMPARE(m_world->server.batchCount(), 1);
}

void QualificationBatchesTest::cancelsLaterWhatTheServiceDidNotHear()
{
    m_world->server.setLooksUntilEnded(-1);
    QVERIFY(m_world->wait(m_world->batches->ask(m_world->addMany(3))));
    m_world->server.setFault(Fault::Forbidden);
    QVERIFY(!m_world->wait(m_world->batches->cancel()));
    QCOMPARE(m_world->states("cancelling"), 1);
    m_world->restart();
    m_world->server.setFault(Fault::None);
    m_world->batches->start();
    QVERIFY(m_world->waitFor([&] { return m_world->states("done") == 1; }));
    QCOMPARE(m_world->items("cancelled"), 3);
}

void QualificationBatchesTest::endsWhatExpired()
{
    m_world->server.setLooksUntilEnded(-1);
    QVERIFY(m_world->wait(m_world->batches->ask(m_world->addMany(3))));
    m_world->server.expireBatches();
    QVERIFY(m_world->waitFor([&] { return m_world->states("done") == 1; }));
    QCOMPARE(m_world->items("expired"), 3);
    QCOMPARE(m_world->wait(m_world->budget->spentThisMonth()).value(), 0);
}

void QualificationBatchesTest::takesEveryKindOfAnswer()
{
    m_world->server.setLooksUntilEnded(0);
    QSignalSpy ended(m_world->batches.get(), &QualificationBatches::ended);
    const QList<LeadId> ids = m_world->addMany(3);
    m_world->server.setFault(Fault::Refusal, 1); // content faults hit the questions one after the other
    QVERIFY(m_world->wait(m_world->batches->ask(ids)));
    QVERIFY(m_world->waitFor([&] { return !ended.isEmpty(); }));
    QCOMPARE(m_world->items("refused"), 1);
    QCOMPARE(m_world->items("answered"), 2);
    m_world->server.setFault(Fault::AlwaysCutOff, 2);
    QVERIFY(m_world->wait(m_world->batches->ask(ids)));
    QVERIFY(m_world->waitFor([&] { return ended.size() == 2; }));
    QCOMPARE(m_world->items("unusable"), 2);
    m_world->server.setFault(Fault::InventedField, 3);
    QVERIFY(m_world->wait(m_world->batches->ask(ids)));
    QVERIFY(m_world->waitFor([&] { return ended.size() == 3; }));
    QCOMPARE(m_world->items("unusable"), 5);
    QCOMPARE(ended.last().first().value<BatchSum>().without, 3);
    QVERIFY(ended.last().first().value<BatchSum>().costMicros > 0); // paid all the same
    QVERIFY(m_world->wait(m_world->settings->setQualificationModel(QStringLiteral("claude-nobody-9"))));
    QVERIFY(m_world->wait(m_world->batches->ask(ids)));
    QVERIFY(m_world->waitFor([&] { return ended.size() == 4; }));
    QCOMPARE(m_world->items("failed"), 3); // each line says that there is no such model
}

void QualificationBatchesTest::waitsWhileTheServiceHasTrouble()
{
    m_world->server.setLooksUntilEnded(0);
    QVERIFY(m_world->wait(m_world->batches->ask(m_world->addMany(3))));
    m_world->server.setFault(Fault::Overloaded, 9);
    QVERIFY(m_world->waitFor([&] { return m_world->judged() == 3; }));
    m_world->server.setFault(Fault::None);
    QVERIFY(m_world->wait(m_world->batches->ask(m_world->addMany(1))));
    m_world->server.setFault(Fault::GarbageBody, 2);
    QVERIFY(m_world->waitFor([&] { return m_world->judged() == 4; }));
    QCOMPARE(m_world->server.batchCount(), 2);
}

void QualificationBatchesTest::endsABatchThatTheServiceForgot()
{
    m_world->server.setLooksUntilEnded(-1);
    QSignalSpy ended(m_world->batches.get(), &QualificationBatches::ended);
    QVERIFY(m_world->wait(m_world->batches->ask(m_world->addMany(3))));
    m_world->server.forgetBatches();
    QVERIFY(m_world->waitFor([&] { return !ended.isEmpty(); }));
    QCOMPARE(m_world->items("failed"), 3);
    QVERIFY(ended.first().first().value<BatchSum>().problem.contains(QStringLiteral("29 days")));
}

void QualificationBatchesTest::takesNoAnswersOfOthers()
{
    m_world->server.setLooksUntilEnded(-1);
    QVERIFY(m_world->wait(m_world->batches->ask(m_world->addMany(2))));
    // Another program of the same account handed over as many questions; ours never arrived.
    QVERIFY(m_world->files.write([](Connection &connection) {
        return connection.run(QStringLiteral(
            "UPDATE assistant_batch SET state = 'handing over', service_id = '', mark = '0123456789abcdef'"));
    }));
    m_world->restart();
    m_world->server.setLooksUntilEnded(0);
    m_world->batches->start();
    QVERIFY(m_world->waitFor([&] { return m_world->states("not handed over") == 1; }));
    QCOMPARE(m_world->judged(), 0);
    QCOMPARE(m_world->wait(m_world->budget->spentThisMonth()).value(), 0);
}

void QualificationBatchesTest::neverAsksTwiceAboutOnePerson()
{
    m_world->server.setLooksUntilEnded(-1);
    const QList<LeadId> ids = m_world->addMany(3);
    QVERIFY(m_world->wait(m_world->batches->ask(ids)));
    const Result<BatchCost> cost = m_world->wait(m_world->batches->cost(ids));
    QCOMPARE(cost->people, 0);
    QCOMPARE(cost->waiting, 3);
    QCOMPARE(m_world->wait(m_world->batches->ask(ids)).value(), 0);
    QCOMPARE(m_world->server.batchCount(), 1);
}

QTEST_GUILESS_MAIN(QualificationBatchesTest)
#include "QualificationBatchesTest.moc"
