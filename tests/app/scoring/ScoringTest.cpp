#include "ScoringWorld.h"

#include "lead/LeadStore.h"
#include "support/Patience.h"

using namespace AlwaysLeads;

/// Scores kept in step with people and rules, on a real database.
class ScoringTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void scoresWhoeverIsAdded();
    void followsEveryWayAPersonChanges_data();
    void followsEveryWayAPersonChanges();
    void followsWhatIsAnswered();
    void scoresEverybodyByNewRules();
    void aRunThatBreaksOffSaysSoAndGoesOnLater();
    void refusesRulesThatCannotBeUsed();
    void whatIsSetByHandStays();
    void undoGivesBackWhatWasSetByHand();
    void aScoreSetByHandIsUndoneAfterARestartAndByTheRulesOfThen();
    void aScoreSetByHandBeforeAnyRuleCountedCanBeUndone();
    void scoresAfterARestartWhatChangedBefore();
    void aNewDayMovesWhatCountsDays();
    void showsTheEffectBeforeSaving();
    void saysWhichRulesCount();
    void leavesTheDeletedAloneUntilTheyComeBack();
    void claudesVerdictIsAFieldLikeAnyOther();
    void aScoreStandsInTheWayOfNoUndo();
    void whatClaudeSaidDoes();

private:
    std::unique_ptr<ScoringWorld> m_world;
    static QList<ScoreRule> someRules()
    {
        using World = ScoringWorld;
        return {World::rule(ScorePart::Role, "title", ScoreTest::ContainsAny, "operations", 20, "runs operations"),
                World::rule(ScorePart::CompanyFit, "company size", ScoreTest::AtLeast, "100", 15, "{} people"),
                World::rule(ScorePart::CompanyFit, "tag", ScoreTest::IsAny, "vip", 10),
                World::rule(ScorePart::CompanyFit, "custom:trucks", ScoreTest::Known, "", 5),
                World::rule(ScorePart::Engagement, "event:replied", ScoreTest::Known, "", 8, "replied"),
                World::rule(ScorePart::Engagement, "last reply", ScoreTest::IsAny, "interested, question", 9),
                World::rule(ScorePart::Role, "last reply", ScoreTest::IsAny, "no, opt-out", -10)};
    }
    void save(const QList<ScoreRule> &rules)
    {
        QVERIFY(QCoro::waitFor(m_world->leads->addCustomField(QStringLiteral("Trucks"))));
        const Result<qint64> saved = QCoro::waitFor(m_world->scoring->save({0, rules}));
        QVERIFY2(saved, saved ? "" : qPrintable(saved.error().message));
        QTRY_VERIFY(!m_world->scoring->isRunning());
    }
};

void ScoringTest::init()
{
    m_world = std::make_unique<ScoringWorld>();
    m_world->open();
    m_world->scoring->start();
}

void ScoringTest::cleanup()
{
    m_world.reset();
}

void ScoringTest::scoresWhoeverIsAdded()
{
    const LeadId id = m_world->add(QStringLiteral("Head of Operations"));
    QTRY_VERIFY(m_world->score(id).has_value());
    QTRY_COMPARE(m_world->stale(), 0);
    const LeadScore kept = m_world->kept(id);
    QCOMPARE(kept.card.sum(), *m_world->score(id));
    QVERIFY(kept.card.got[size_t(ScorePart::Role)] > 0);
    QVERIFY(!kept.card.reasons[size_t(ScorePart::Role)].isEmpty());
}

void ScoringTest::followsEveryWayAPersonChanges_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<int>("after");
    QTest::newRow("title") << "UPDATE lead SET title = 'Poet' WHERE id = ?" << 0;
    QTest::newRow("company") << "UPDATE company SET size = 100 WHERE id = (SELECT company_id FROM lead WHERE id = ?)"
                             << 35;
    QTest::newRow("own field")
        << "INSERT INTO lead_custom (lead_id, field_id, value) SELECT ?, id, '9' FROM custom_field" << 25;
    QTest::newRow("event") << "INSERT INTO lead_event (lead_id, at, kind) VALUES (?, 1, 'replied')" << 28;
    QTest::newRow("tag") << "INSERT INTO lead_tag (lead_id, tag_id) SELECT ?, id FROM tag" << 30;
}

void ScoringTest::followsEveryWayAPersonChanges()
{
    QFETCH(QString, change);
    QFETCH(int, after);
    save(someRules());
    QVERIFY(m_world->run(QStringLiteral("INSERT INTO tag (name) VALUES ('VIP')")));
    const LeadId id = m_world->add(QStringLiteral("Director of Operations"));
    QTRY_COMPARE(m_world->score(id), std::optional(20));
    // Looked at in the same transaction: scoring may be quicker than this test.
    const Result<qint64> stale = m_world->files.write([change, id](Connection &connection) -> Result<qint64> {
        Result<qint64> changed = connection.run(change, {id.value()});
        return changed ? connection.number(QStringLiteral("SELECT count(*) FROM score_stale")) : changed;
    });
    QVERIFY(stale && *stale > 0);
    m_world->leads->announce({id});
    QTRY_COMPARE(m_world->score(id), std::optional(after));
    QTRY_COMPARE(m_world->stale(), 0);
}

void ScoringTest::followsWhatIsAnswered()
{
    save(someRules());
    const LeadId id = m_world->add(QStringLiteral("Director of Operations"));
    QTRY_COMPARE(m_world->score(id), std::optional(20));
    QVERIFY(m_world->run(QStringLiteral("INSERT INTO mailbox (id, address, host, port, security, created_at) VALUES "
                                        "(1, 'me@mail.example', 'mail.example', 465, 'implicit tls', 1)")));
    const auto becomes = [this, id](int score) {
        m_world->leads->announce({id});
        return QTest::qWaitFor([this, id, score] { return m_world->score(id) == std::optional(score); }, testPatience);
    };
    const auto receive = [this, id](int number, const QString &what, int givesOrders) {
        return m_world->run(QStringLiteral("INSERT INTO reply (mailbox_id, message_key, lead_id, matched_by, "
                                           "received_at, class, class_by, gives_orders, created_at) "
                                           "VALUES (1, ?1, ?2, 'thread', ?1, ?3, 'words', ?4, ?1)"),
                            {number, id.value(), what, givesOrders});
    };
    QVERIFY(receive(1, QStringLiteral("interested"), 0));
    QVERIFY(becomes(29));
    QVERIFY(receive(2, QStringLiteral("out of office"), 0)); // a machine says nothing of the person
    QVERIFY(receive(3, QStringLiteral("opt-out"), 1)); // nor does who gives orders to the program
    QVERIFY(becomes(29));
    QVERIFY(receive(4, QStringLiteral("no"), 0)); // what counts is what they said last
    QVERIFY(becomes(10));
    QVERIFY(m_world->run(QStringLiteral("UPDATE reply SET class = 'question' WHERE class = 'no'"), {})); // put right
    QVERIFY(becomes(29));
}

void ScoringTest::scoresEverybodyByNewRules()
{
    QList<LeadId> ids;
    for (int i = 0; i < 1200; ++i) {
        ids << m_world->add(i % 2 ? QStringLiteral("Operations") : QStringLiteral("Poet"));
    }
    QTRY_COMPARE(m_world->stale(), 0);
    QTRY_VERIFY(!m_world->scoring->isRunning());
    QSignalSpy progressed(m_world->scoring.get(), &Scoring::progressed);
    QSignalSpy finished(m_world->scoring.get(), &Scoring::finished);
    save(someRules());
    QTRY_VERIFY(!finished.isEmpty());
    QVERIFY(progressed.size() >= 3);
    QCOMPARE(progressed.last().at(0).toLongLong(), 1200);
    QCOMPARE(m_world->score(ids.at(1)), std::optional(20));
    QCOMPARE(m_world->score(ids.at(2)), std::optional(0));
    QCOMPARE(QCoro::waitFor(m_world->scoring->outdated()).value(), 0);
    QCOMPARE(m_world->files.number(
                 QStringLiteral("SELECT count(*) FROM lead_score WHERE rules_version = (SELECT max(version) FROM "
                                "score_rules)")),
             1200);
}

void ScoringTest::aRunThatBreaksOffSaysSoAndGoesOnLater()
{
    save(someRules());
    const LeadId id = m_world->add(QStringLiteral("Operations"));
    QTRY_COMPARE(m_world->score(id), std::optional(20));
    QTRY_VERIFY(m_world->stale() == 0 && !m_world->scoring->isRunning());
    QVERIFY(m_world->run(QStringLiteral("CREATE TRIGGER full_disk BEFORE INSERT ON lead_score BEGIN SELECT "
                                        "RAISE(ABORT, 'full'); END")));
    QSignalSpy failed(m_world->scoring.get(), &Scoring::failed);
    QSignalSpy finished(m_world->scoring.get(), &Scoring::finished);
    save({ScoringWorld::rule(ScorePart::Role, "title", ScoreTest::ContainsAny, "operations", 15)});
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(!m_world->scoring->isRunning());
    QVERIFY(finished.isEmpty());
    QCOMPARE(m_world->score(id), std::optional(20)); // as before
    QVERIFY(QCoro::waitFor(m_world->scoring->outdated()).value() > 0);

    QVERIFY(m_world->run(QStringLiteral("DROP TRIGGER full_disk")));
    m_world->scoring->goOn();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(m_world->score(id), std::optional(15));
    QCOMPARE(failed.size(), 1);
}

void ScoringTest::refusesRulesThatCannotBeUsed()
{
    const Result<qint64> saved = QCoro::waitFor(m_world->scoring->save(
        {0, {ScoringWorld::rule(ScorePart::Role, "company size", ScoreTest::AtLeast, "many", 5)}}));
    QCOMPARE(saved.error().kind, ErrorKind::Invalid);
    QVERIFY(saved.error().message.contains(QStringLiteral("number")));
    QCOMPARE(m_world->files.number(QStringLiteral("SELECT count(*) FROM score_rules")), 0);
}

void ScoringTest::whatIsSetByHandStays()
{
    save(someRules());
    const LeadId id = m_world->add(QStringLiteral("Operations"));
    QTRY_COMPARE(m_world->score(id), std::optional(20));
    QCOMPARE(QCoro::waitFor(m_world->scoring->setByHand({id}, 101)).error().kind, ErrorKind::Invalid);
    QVERIFY(QCoro::waitFor(m_world->scoring->setByHand({id}, 77)));
    QCOMPARE(m_world->score(id), std::optional(77));
    // A change of the person, other rules, a new scoring: it stays, and the parts go on beside it.
    QVERIFY(m_world->run(QStringLiteral("UPDATE lead SET title = 'Poet' WHERE id = ?"), {id.value()}));
    QVERIFY(QCoro::waitFor(m_world->scoring->scoreAgain({id})));
    save({ScoringWorld::rule(ScorePart::Role, "title", ScoreTest::Known, "", 3)});
    QTRY_COMPARE(m_world->kept(id).card.sum(), 3);
    QCOMPARE(m_world->score(id), std::optional(77));
    QCOMPARE(m_world->kept(id).byHand, std::optional(77));
    QVERIFY(QCoro::waitFor(m_world->scoring->setByHand({id}, std::nullopt)));
    QCOMPARE(m_world->score(id), std::optional(3));
    QCOMPARE(m_world->kept(id).byHand, std::optional<int>());
}

void ScoringTest::undoGivesBackWhatWasSetByHand()
{
    save(someRules());
    const LeadId one = m_world->add(QStringLiteral("Operations"));
    const LeadId two = m_world->add(QStringLiteral("Poet"));
    QTRY_COMPARE(m_world->score(two), std::optional(0));
    QCOMPARE(QCoro::waitFor(m_world->scoring->setByHand({one}, 11)).value(), 1);
    QCOMPARE(m_world->leads->history().undoText(), QStringLiteral("Score of Person 1 set to 11"));
    QCOMPARE(QCoro::waitFor(m_world->scoring->setByHand({one, two}, 99)).value(), 2);
    QCOMPARE(m_world->leads->history().undoText(), QStringLiteral("Score of 2 people set to 99"));
    QCOMPARE(QCoro::waitFor(m_world->scoring->setByHand({one, two}, 99)).value(), 0); // no step of its own
    QCOMPARE(m_world->score(two), std::optional(99));
    QVERIFY(QCoro::waitFor(m_world->leads->undoLast()));
    QCOMPARE(m_world->score(one), std::optional(11));
    QTRY_COMPARE(m_world->score(two), std::optional(0));
    QVERIFY(QCoro::waitFor(m_world->leads->undoLast()));
    QTRY_COMPARE(m_world->score(one), std::optional(20));
    QCOMPARE(m_world->kept(one).byHand, std::optional<int>());
    QVERIFY(QCoro::waitFor(m_world->leads->history().redo()));
    QCOMPARE(m_world->score(one), std::optional(11));
    QCOMPARE(m_world->kept(one).byHand, std::optional(11));
}

void ScoringTest::aScoreSetByHandIsUndoneAfterARestartAndByTheRulesOfThen()
{
    save(someRules());
    const LeadId id = m_world->add(QStringLiteral("Operations"));
    QTRY_COMPARE(m_world->score(id), std::optional(20));
    QVERIFY(QCoro::waitFor(m_world->scoring->setByHand({id}, 77)));
    m_world->restart();
    m_world->scoring->start();
    save({ScoringWorld::rule(ScorePart::Role, "title", ScoreTest::ContainsAny, "operations", 15)});
    QTRY_COMPARE(m_world->kept(id).card.sum(), 15); // the scoring in the background stands not in the way
    QCOMPARE(m_world->score(id), std::optional(77));
    QVERIFY(QCoro::waitFor(m_world->leads->history().load()));
    QSignalSpy changed(m_world->leads.get(), &Leads::changed);
    const Result<QString> undone = QCoro::waitFor(m_world->leads->history().undo());
    QVERIFY2(undone, undone ? "" : qPrintable(undone.error().message + undone.error().detail));
    QVERIFY(!changed.isEmpty());
    QCOMPARE(changed.first().first().value<QList<LeadId>>(), QList<LeadId>{id});
    QTRY_COMPARE(m_world->score(id), std::optional(15));
    // Given back to the rules, and that undone.
    QVERIFY(QCoro::waitFor(m_world->leads->history().redo()));
    QVERIFY(QCoro::waitFor(m_world->scoring->setByHand({id}, std::nullopt)));
    QCOMPARE(m_world->leads->history().undoText(), QStringLiteral("Score of Person 1 left to the rules"));
    QCOMPARE(m_world->score(id), std::optional(15));
    QVERIFY(QCoro::waitFor(m_world->leads->history().undo()));
    QCOMPARE(m_world->score(id), std::optional(77));
}

void ScoringTest::aScoreSetByHandBeforeAnyRuleCountedCanBeUndone()
{
    m_world->restart(); // nobody scores now
    const LeadId id = m_world->add(QStringLiteral("Operations"));
    QVERIFY(QCoro::waitFor(m_world->scoring->setByHand({id}, 50)));
    QCOMPARE(m_world->kept(id).byHand, std::optional(50));
    QCOMPARE(m_world->score(id), std::optional(50));
    QVERIFY(QCoro::waitFor(m_world->leads->undoLast()));
    QCOMPARE(m_world->score(id), std::optional<int>());
    QVERIFY(QCoro::waitFor(m_world->leads->history().redo()));
    m_world->scoring->start();
    QTRY_VERIFY(m_world->kept(id).rulesVersion >= 0);
    QCOMPARE(m_world->score(id), std::optional(50));
    QVERIFY(QCoro::waitFor(m_world->leads->undoLast())); // the score
    QVERIFY(QCoro::waitFor(m_world->leads->undoLast())); // the person
    QCOMPARE(m_world->files.number(QStringLiteral("SELECT count(*) FROM lead")), 0);
}

void ScoringTest::scoresAfterARestartWhatChangedBefore()
{
    save(someRules());
    const LeadId id = m_world->add(QStringLiteral("Operations"));
    QTRY_COMPARE(m_world->score(id), std::optional(20));
    m_world->restart(); // nobody scores now
    QVERIFY(m_world->run(QStringLiteral("UPDATE lead SET title = 'Poet' WHERE id = ?"), {id.value()}));
    QCOMPARE(m_world->score(id), std::optional(20));
    m_world->restart();
    m_world->scoring->start();
    QTRY_COMPARE(m_world->score(id), std::optional(0));
}

void ScoringTest::aNewDayMovesWhatCountsDays()
{
    save({ScoringWorld::rule(ScorePart::Timing, "added", ScoreTest::WithinDays, "3", 12, "new")});
    const LeadId id = m_world->add(QStringLiteral("Operations"));
    QTRY_COMPARE(m_world->score(id), std::optional(12));
    m_world->clock.advance(std::chrono::hours(24 * 5));
    QTRY_COMPARE(m_world->score(id), std::optional(0));
    QCOMPARE(m_world->kept(id).card.reasons[size_t(ScorePart::Timing)], QString());
}

void ScoringTest::showsTheEffectBeforeSaving()
{
    save(someRules());
    const LeadId up = m_world->add(QStringLiteral("Poet"));
    const LeadId down = m_world->add(QStringLiteral("Operations"));
    const LeadId hand = m_world->add(QStringLiteral("Poet"));
    QTRY_VERIFY(m_world->score(hand).has_value());
    QVERIFY(QCoro::waitFor(m_world->scoring->setByHand({hand}, 50)));
    const ScoreRules other{
        0, {ScoringWorld::rule(ScorePart::Role, "title", ScoreTest::ContainsAny, "poet", 30, "writes poems")}};
    const Result<ScoreEffect> effect = QCoro::waitFor(m_world->scoring->effect(other));
    QVERIFY(effect);
    QCOMPARE(effect->people, 3);
    QCOMPARE(effect->up, 1);
    QCOMPARE(effect->down, 1);
    QCOMPARE(effect->byHand, 1);
    QCOMPARE(effect->rising.first().id, up);
    QCOMPARE(effect->rising.first().reason, QStringLiteral("Writes poems"));
    QCOMPARE(effect->falling.first().id, down);
    QCOMPARE(effect->before[0], 1);
    QCOMPARE(effect->before[2], 1);
    QCOMPARE(effect->after[3], 1);
    QCOMPARE(m_world->score(up), std::optional(0)); // nothing was changed
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(QCoro::waitFor(m_world->scoring->effect(other, {}, stop.get_token())).error().kind, ErrorKind::Cancelled);
}

void ScoringTest::saysWhichRulesCount()
{
    save(someRules());
    const LeadId id = m_world->add(QStringLiteral("Head of Operations"));
    const Result<QList<ScoreLine>> lines = QCoro::waitFor(m_world->scoring->why(id));
    QVERIFY(lines);
    QCOMPARE(lines->size(), someRules().size());
    const auto role = std::ranges::find(*lines, ScorePart::Role, &ScoreLine::part);
    QCOMPARE(*role,
             (ScoreLine{ScorePart::Role, QStringLiteral("Title contains one of operations"),
                        QStringLiteral("Head of Operations"), 20, true}));
    QCOMPARE(std::ranges::count(*lines, true, &ScoreLine::counts), 1);
}

void ScoringTest::leavesTheDeletedAloneUntilTheyComeBack()
{
    save(someRules());
    const LeadId id = m_world->add(QStringLiteral("Operations"));
    QTRY_COMPARE(m_world->score(id), std::optional(20));
    QVERIFY(QCoro::waitFor(m_world->leads->softDelete({id})));
    save({ScoringWorld::rule(ScorePart::Role, "title", ScoreTest::Known, "", 3)});
    QCOMPARE(m_world->score(id), std::optional(20));
    QVERIFY(QCoro::waitFor(m_world->leads->restore({id})));
    QTRY_COMPARE(m_world->score(id), std::optional(3));
}

void ScoringTest::claudesVerdictIsAFieldLikeAnyOther()
{
    save({ScoringWorld::rule(ScorePart::CompanyFit, "claude verdict", ScoreTest::IsAny, "good", 21, "Claude: {}")});
    const LeadId id = m_world->add(QStringLiteral("Operations"));
    QTRY_COMPARE(m_world->score(id), std::optional(0));
    QVERIFY(m_world->run(QStringLiteral("INSERT INTO qualification (lead_id, score, verdict, reasons, model, at) "
                                        "VALUES (?, 90, 'good', '[]', 'm', 1)"),
                         {id.value()}));
    m_world->leads->announce({id});
    QTRY_COMPARE(m_world->score(id), std::optional(21));
    QCOMPARE(m_world->kept(id).card.reasons[0], QStringLiteral("Claude: Good"));
}

void ScoringTest::aScoreStandsInTheWayOfNoUndo()
{
    const LeadId id = m_world->add(QStringLiteral("Head of Operations"));
    QTRY_VERIFY(m_world->score(id).has_value());
    const auto people = [&] { return m_world->files.number(QStringLiteral("SELECT count(*) FROM lead")); };
    const Result<QString> undone = QCoro::waitFor(m_world->leads->history().undo());
    QVERIFY2(undone, undone ? "" : qPrintable(undone.error().message + undone.error().detail));
    QCOMPARE(people(), 0);
    QCOMPARE(m_world->files.number(QStringLiteral("SELECT count(*) FROM lead_score")), 0);
    QVERIFY(QCoro::waitFor(m_world->leads->history().redo()));
    QCOMPARE(people(), 1);
    QTRY_VERIFY(m_world->score(id).has_value());
}

void ScoringTest::whatClaudeSaidDoes()
{
    const LeadId id = m_world->add(QStringLiteral("Head of Operations"));
    QTRY_VERIFY(m_world->score(id).has_value());
    QVERIFY(m_world->run(QStringLiteral("INSERT INTO qualification (lead_id, score, verdict, reasons, model, at) "
                                        "VALUES (?, 80, 'good', '[]', 'a model', 0)"),
                         {id.value()}));
    const Result<QString> undone = QCoro::waitFor(m_world->leads->history().undo());
    QVERIFY(!undone && undone.error().kind == ErrorKind::Refused); // it was paid for
    QCOMPARE(m_world->files.number(QStringLiteral("SELECT count(*) FROM qualification")), 1);
    QVERIFY(m_world->score(id).has_value());
}

QTEST_GUILESS_MAIN(ScoringTest)
#include "ScoringTest.moc"
