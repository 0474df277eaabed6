#include "history/EditHistory.h"
#include "support/CopiedDatabase.h"
#include "support/VirtualClock.h"

#include <QSignalSpy>
#include <QtTest>

using namespace AlwaysLeads;

namespace {

/// Knows people by their name and writes down what it was asked to bring in step.
class People : public EditedRecords
{
public:
    explicit People(EditedRows &stepped)
        : m_stepped(stepped)
    {
    }
    QStringList tables() const override
    {
        return {QStringLiteral("lead_tag"), QStringLiteral("lead"), QStringLiteral("tag")};
    }
    QString nameOf(Connection &connection, const EditClash &clash) const override
    {
        Result<Query> row =
            connection.query(QStringLiteral("SELECT first_name FROM lead WHERE id = ?"), {clash.key.first});
        return row && row->next() ? row->text(0) : QString();
    }
    Result<> bringInStep(Connection &, const EditedRows &rows, EditWatch &) const override
    {
        m_stepped = rows;
        return {};
    }

private:
    EditedRows &m_stepped;
};

struct World
{
    TestDatabase files = copiedDatabase();
    VirtualClock clock;
    EditedRows stepped;
    EditLimits limits;
    std::unique_ptr<EditHistory> history = opened();

    std::unique_ptr<EditHistory> opened()
    {
        auto made = std::make_unique<EditHistory>(*files.database, clock, std::make_unique<People>(stepped), limits);
        if (const Result<> loaded = QCoro::waitFor(made->load()); !loaded) {
            qFatal("%s", qPrintable(loaded.error().detail));
        }
        return made;
    }
    void restart()
    {
        history.reset();
        files.reopen();
        history = opened();
    }
    Result<> run(const QString &label, const QString &sql, const QVariantList &values = {})
    {
        return QCoro::waitFor(history->write<>(label, [=](Connection &connection) -> Result<> {
            Result<qint64> done = connection.run(sql, values);
            return done ? Result<>() : failureOf(std::move(done));
        }));
    }
    Result<> add(const QString &name)
    {
        return run(name + QStringLiteral(" added"),
                   QStringLiteral("INSERT INTO lead (first_name, created_at, updated_at) VALUES (?, 1, 1)"), {name});
    }
    Result<> rename(const QString &from, const QString &to)
    {
        return run(QStringLiteral("renamed"), QStringLiteral("UPDATE lead SET first_name = ? WHERE first_name = ?"),
                   {to, from});
    }
    /// As another part of the program, whose changes are no edits.
    void beside(const QString &sql)
    {
        const auto done = files.write([&](Connection &connection) { return connection.run(sql); });
        if (!done) {
            qFatal("%s", qPrintable(done.error().detail));
        }
    }
    Result<QString> undo() { return QCoro::waitFor(history->undo()); }
    Result<QString> redo() { return QCoro::waitFor(history->redo()); }
    QString names()
    {
        const auto all = files.read([](Connection &connection) -> Result<QString> {
            Result<Query> rows =
                connection.query(QStringLiteral("SELECT coalesce(group_concat(first_name, ' '), '') FROM (SELECT "
                                                "first_name FROM lead ORDER BY id)"));
            return rows->next() ? rows->text(0) : QString();
        });
        return *all;
    }
};

} // namespace

class EditHistoryTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void takesBackAndDoesAgain();
    void survivesARestart();
    void aNewEditEndsWhatCouldBeDoneAgain();
    void keepsNoEntryWhereNothingChanged();
    void keepsNothingOfAnEditThatFailed();
    void namesWhoseRecordStandsInTheWay();
    void refusesWhenTheRowIsGone();
    void refusesWhenTheAddressIsTaken();
    void takesNothingAwayThatCameSince();
    void joinsWhatIsSavedWhileItIsTyped();
    void bringsInStepWhatItTouched();
    void forgetsTheOldest();
    void forgetsByTheirSize();
    void undoesAnImportThroughItsOwnRecord();
    void forgetsAnImportThatWasUndoneElsewhere();
    void keepsNoRedoOfAnImportThatIsTooMuch_data();
    void keepsNoRedoOfAnImportThatIsTooMuch();
    void tellsHowFarItIsAndCanBeStopped();
    void takesNothingBackThatCameInBetween();
};

void EditHistoryTest::takesBackAndDoesAgain()
{
    World world;
    QSignalSpy recorded(world.history.get(), &EditHistory::recorded);
    QVERIFY(world.add(QStringLiteral("Anna")));
    QVERIFY(world.rename(QStringLiteral("Anna"), QStringLiteral("Berta")));
    QCOMPARE(recorded.count(), 2);
    QCOMPARE(world.history->undoText(), QStringLiteral("renamed"));
    QCOMPARE(*world.undo(), QStringLiteral("renamed"));
    QCOMPARE(world.names(), QStringLiteral("Anna"));
    QCOMPARE(world.history->redoText(), QStringLiteral("renamed"));
    QCOMPARE(*world.undo(), QStringLiteral("Anna added"));
    QCOMPARE(world.names(), QString());
    QCOMPARE(world.undo().error().kind, ErrorKind::NotFound);
    QVERIFY(world.history->undoText().isEmpty());
    QCOMPARE(*world.redo(), QStringLiteral("Anna added"));
    QCOMPARE(*world.redo(), QStringLiteral("renamed"));
    QCOMPARE(world.names(), QStringLiteral("Berta"));
    QCOMPARE(world.redo().error().kind, ErrorKind::NotFound);
    QCOMPARE(recorded.count(), 2); // neither of them is an edit of its own
}

void EditHistoryTest::survivesARestart()
{
    World world;
    QVERIFY(world.add(QStringLiteral("Anna")));
    QVERIFY(world.rename(QStringLiteral("Anna"), QStringLiteral("Berta")));
    QVERIFY(world.undo());
    world.restart();
    QCOMPARE(world.history->undoText(), QStringLiteral("Anna added"));
    QCOMPARE(world.history->redoText(), QStringLiteral("renamed"));
    QVERIFY(world.redo());
    QCOMPARE(world.names(), QStringLiteral("Berta"));
    world.restart();
    QVERIFY(world.undo());
    QVERIFY(world.undo());
    QCOMPARE(world.names(), QString());
}

void EditHistoryTest::aNewEditEndsWhatCouldBeDoneAgain()
{
    World world;
    QVERIFY(world.add(QStringLiteral("Anna")));
    QVERIFY(world.add(QStringLiteral("Berta")));
    QVERIFY(world.undo());
    QVERIFY(world.add(QStringLiteral("Carla")));
    QCOMPARE(world.redo().error().kind, ErrorKind::NotFound);
    QVERIFY(world.history->redoText().isEmpty());
    QVERIFY(world.undo());
    QCOMPARE(world.names(), QStringLiteral("Anna"));
}

void EditHistoryTest::keepsNoEntryWhereNothingChanged()
{
    World world;
    QVERIFY(world.add(QStringLiteral("Anna")));
    QVERIFY(world.rename(QStringLiteral("Anna"), QStringLiteral("Anna")));
    QVERIFY(world.rename(QStringLiteral("Nobody"), QStringLiteral("Else")));
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM edit")), 1);
    // And it does not end what could be done again.
    QVERIFY(world.undo());
    QVERIFY(world.rename(QStringLiteral("Nobody"), QStringLiteral("Else")));
    QVERIFY(world.redo());
}

void EditHistoryTest::keepsNothingOfAnEditThatFailed()
{
    World world;
    QVERIFY(!world.run(QStringLiteral("bad"), QStringLiteral("INSERT INTO lead (first_name) VALUES ('Anna')")));
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM edit")), 0);
}

void EditHistoryTest::namesWhoseRecordStandsInTheWay()
{
    World world;
    QVERIFY(world.add(QStringLiteral("Anna")));
    QVERIFY(world.add(QStringLiteral("Berta")));
    QVERIFY(world.run(QStringLiteral("2 people got a title"), QStringLiteral("UPDATE lead SET title = 'Head'")));
    world.beside(QStringLiteral("UPDATE lead SET title = 'Chief' WHERE first_name = 'Berta'"));
    const Result<QString> refused = world.undo();
    QCOMPARE(refused.error().kind, ErrorKind::Refused);
    QVERIFY2(refused.error().message.contains(QStringLiteral("Berta was changed since")),
             qPrintable(refused.error().message));
    QVERIFY(refused.error().message.contains(QStringLiteral("2 people got a title")));
    // Nothing was undone, not even the one that could have been.
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM lead WHERE title = 'Head'")), 1);
    QCOMPARE(world.history->undoText(), QStringLiteral("2 people got a title"));
    // A change of another column is in nobody's way.
    world.beside(QStringLiteral("UPDATE lead SET title = 'Head', touched_at = 5"));
    QVERIFY(world.undo());
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM lead WHERE title = '' AND touched_at = 5")), 2);
}

void EditHistoryTest::refusesWhenTheRowIsGone()
{
    World world;
    QVERIFY(world.add(QStringLiteral("Anna")));
    QVERIFY(world.rename(QStringLiteral("Anna"), QStringLiteral("Berta")));
    world.beside(QStringLiteral("DELETE FROM lead"));
    const Result<QString> refused = world.undo();
    QCOMPARE(refused.error().kind, ErrorKind::Refused);
    QVERIFY2(refused.error().message.contains(QStringLiteral("not there any more")),
             qPrintable(refused.error().message));
}

void EditHistoryTest::refusesWhenTheAddressIsTaken()
{
    World world;
    QVERIFY(world.add(QStringLiteral("Anna")));
    QVERIFY(world.run(QStringLiteral("address"), QStringLiteral("UPDATE lead SET email = 'a@x.example'")));
    QVERIFY(world.run(QStringLiteral("no address"), QStringLiteral("UPDATE lead SET email = NULL")));
    world.beside(QStringLiteral(
        "INSERT INTO lead (first_name, email, created_at, updated_at) VALUES ('Berta', 'a@x.example', 1, 1)"));
    const Result<QString> refused = world.undo();
    QCOMPARE(refused.error().kind, ErrorKind::Refused);
    QVERIFY2(refused.error().message.contains(QStringLiteral("same address")), qPrintable(refused.error().message));
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM lead WHERE email IS NULL")), 1);
}

void EditHistoryTest::takesNothingAwayThatCameSince()
{
    World world;
    QVERIFY(world.add(QStringLiteral("Anna")));
    // A tag from beside would go with the person, by the schema's cascade.
    world.beside(QStringLiteral("INSERT INTO tag (name) VALUES ('Ports')"));
    world.beside(QStringLiteral("INSERT INTO lead_tag SELECT lead.id, tag.id FROM lead, tag"));
    const Result<QString> refused = world.undo();
    QCOMPARE(refused.error().kind, ErrorKind::Refused);
    QVERIFY2(refused.error().message.contains(QStringLiteral("Anna is needed")), qPrintable(refused.error().message));
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM lead_tag")), 1);
    world.beside(QStringLiteral("DELETE FROM lead_tag"));
    // Who is in a campaign is needed too.
    world.beside(QStringLiteral("INSERT INTO campaign (name, created_at) VALUES ('One', 1)"));
    world.beside(QStringLiteral("INSERT INTO enrolment (campaign_id, lead_id, enrolled_at) "
                                "SELECT campaign.id, lead.id, 1 FROM campaign, lead"));
    QCOMPARE(world.undo().error().kind, ErrorKind::Refused);
    QCOMPARE(world.names(), QStringLiteral("Anna"));
    world.beside(QStringLiteral("DELETE FROM enrolment"));
    QVERIFY(world.undo());
    QCOMPARE(world.names(), QString());
}

void EditHistoryTest::joinsWhatIsSavedWhileItIsTyped()
{
    World world;
    QVERIFY(world.add(QStringLiteral("Anna")));
    const auto note = [&world](const QString &text, const QString &joins) {
        return QCoro::waitFor(world.history->write<>([=](Connection &connection, EditNote &note) -> Result<> {
            note.label = QStringLiteral("note");
            note.joins = joins;
            Result<qint64> done = connection.run(QStringLiteral("UPDATE lead SET notes = ?"), {text});
            return done ? Result<>() : failureOf(std::move(done));
        }));
    };
    const auto edits = [&world] { return world.files.number(QStringLiteral("SELECT count(*) FROM edit")); };
    QVERIFY(note(QStringLiteral("a"), QStringLiteral("x")));
    QVERIFY(note(QStringLiteral("ab"), QStringLiteral("x")));
    QVERIFY(note(QStringLiteral("abc"), QStringLiteral("x")));
    QCOMPARE(edits(), 2);
    QVERIFY(note(QStringLiteral("other"), QStringLiteral("y")));
    QCOMPARE(edits(), 3);
    QVERIFY(world.undo());
    QVERIFY(world.undo());
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM lead WHERE notes = ''")), 1);
    QVERIFY(world.redo());
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM lead WHERE notes = 'abc'")), 1);
    // After an undo or a redo typing begins a new one.
    QVERIFY(note(QStringLiteral("abcd"), QStringLiteral("x")));
    QVERIFY(world.undo());
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM lead WHERE notes = 'abc'")), 1);
    // What is typed and taken away again leaves nothing, and joins nothing older.
    QVERIFY(note(QStringLiteral("z"), QStringLiteral("z")));
    QVERIFY(note(QStringLiteral("abc"), QStringLiteral("z")));
    QCOMPARE(edits(), 2);
    QVERIFY(note(QStringLiteral("new"), QStringLiteral("z")));
    QCOMPARE(edits(), 3);
}

void EditHistoryTest::bringsInStepWhatItTouched()
{
    World world;
    QVERIFY(world.add(QStringLiteral("Anna")));
    QSignalSpy applied(world.history.get(), &EditHistory::applied);
    QVERIFY(world.undo());
    QCOMPARE(world.stepped.value(QStringLiteral("lead")), std::vector<EditedKey>{EditedKey({1, 0})});
    QCOMPARE(applied.count(), 1);
}

void EditHistoryTest::forgetsTheOldest()
{
    World world;
    world.history.reset();
    world.limits.edits = 3;
    world.history = world.opened();
    for (const char *name : {"Anna", "Berta", "Carla", "Dora", "Emma"}) {
        QVERIFY(world.add(QString::fromLatin1(name)));
    }
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM edit")), 3);
    QVERIFY(world.undo());
    QVERIFY(world.undo());
    QVERIFY(world.undo());
    QCOMPARE(world.undo().error().kind, ErrorKind::NotFound);
    QCOMPARE(world.names(), QStringLiteral("Anna Berta"));
    world.clock.advance(std::chrono::hours(24 * 31));
    world.restart();
    QVERIFY(world.history->redoText().isEmpty());
}

void EditHistoryTest::forgetsByTheirSize()
{
    World world;
    world.history.reset();
    world.limits.bytes = 3000;
    world.history = world.opened();
    QVERIFY(world.add(QStringLiteral("Anna")));
    QVERIFY(world.add(QStringLiteral("Berta")));
    QVERIFY(world.add(QString(5000, QLatin1Char('x')))); // larger than all together: only the older ones go
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM edit")), 1);
    QVERIFY(world.undo());
    QCOMPARE(world.names(), QStringLiteral("Anna Berta"));
}

void EditHistoryTest::undoesAnImportThroughItsOwnRecord()
{
    World world;
    QVERIFY(world.add(QStringLiteral("Anna")));
    world.beside(QStringLiteral("INSERT INTO import (id, file, started_at) VALUES (7, 'a.csv', 1)"));
    QList<qint64> undone;
    world.history->setImportUndo([&undone](qint64 import) -> Task<Result<>> {
        undone << import;
        Result<> done;
        co_return done;
    });
    QVERIFY(QCoro::waitFor(world.history->noteImport(QStringLiteral("8 people imported"), 7)));
    QVERIFY(world.add(QStringLiteral("Berta")));
    QCOMPARE(*world.undo(), QStringLiteral("Berta added"));
    QVERIFY(undone.isEmpty());
    QCOMPARE(*world.undo(),
             QStringLiteral("8 people imported. That was too much to be done again: import the file anew for that"));
    QCOMPARE(undone, QList<qint64>{7});
    // It cannot be done again, and neither can what came after it.
    QCOMPARE(world.redo().error().kind, ErrorKind::NotFound);
    QCOMPARE(*world.undo(), QStringLiteral("Anna added"));
}

void EditHistoryTest::forgetsAnImportThatWasUndoneElsewhere()
{
    World world;
    world.beside(QStringLiteral("INSERT INTO import (id, file, started_at) VALUES (7, 'a.csv', 1)"));
    world.history->setImportUndo([](qint64) -> Task<Result<>> {
        Result<> refused = failure(ErrorKind::Refused, QStringLiteral("This import was undone already."));
        co_return refused;
    });
    QVERIFY(QCoro::waitFor(world.history->noteImport(QStringLiteral("8 people imported"), 7)));
    QCOMPARE(world.undo().error().message, QStringLiteral("This import was undone already."));
    QCOMPARE(world.undo().error().kind, ErrorKind::NotFound);
}

void EditHistoryTest::keepsNoRedoOfAnImportThatIsTooMuch_data()
{
    QTest::addColumn<bool>("again");
    QTest::addColumn<qint64>("most");
    QTest::addColumn<QString>("redo");
    QTest::newRow("kept") << true << EditLimits().importBytes << QStringLiteral("1 person imported");
    QTest::newRow("too many people") << false << EditLimits().importBytes << QString();
    QTest::newRow("too many bytes") << true << qint64(10) << QString();
}

void EditHistoryTest::keepsNoRedoOfAnImportThatIsTooMuch()
{
    QFETCH(const bool, again);
    QFETCH(const qint64, most);
    QFETCH(const QString, redo);
    World world;
    world.history.reset();
    world.limits.importBytes = most;
    world.history = world.opened();
    const Result<> imported =
        QCoro::waitFor(world.history->writeImport<void>([](Connection &connection, EditNote &note) -> Result<> {
            note.label = QStringLiteral("1 person imported");
            note.import = 7;
            return connection.script(
                QStringLiteral("INSERT INTO import (id, file, started_at) VALUES (7, 'a.csv', 1);"
                               "INSERT INTO lead (first_name, created_at, updated_at) VALUES ('Jan', 1, 1)"));
        }));
    QVERIFY(imported);
    QVERIFY(world.add(QStringLiteral("Anna")));
    QVERIFY(world.rename(QStringLiteral("Anna"), QStringLiteral("Berta")));
    QVERIFY(world.undo());
    QVERIFY(world.undo());
    QCOMPARE(world.names(), QStringLiteral("Jan"));
    EditNote note;
    note.label = QStringLiteral("Import of a.csv");
    note.import = 7;
    QVERIFY(QCoro::waitFor(world.history->takeImportBack<void>(note, again, [](Connection &connection) -> Result<> {
        return connection.script(QStringLiteral("DELETE FROM lead; UPDATE import SET undone_at = 2 WHERE id = 7"));
    })));
    QCOMPARE(world.history->redoText(), redo);
    if (redo.isEmpty()) {
        QCOMPARE(world.redo().error().kind, ErrorKind::NotFound);
        QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM edit")), 0);
        return;
    }
    // What came after it can be done again after it.
    QVERIFY(world.redo());
    QCOMPARE(world.files.number(QStringLiteral("SELECT count(*) FROM import WHERE undone_at IS NULL")), 1);
    QVERIFY(world.redo());
    QVERIFY(world.redo());
    QCOMPARE(world.names(), QStringLiteral("Jan Berta"));
}

void EditHistoryTest::tellsHowFarItIsAndCanBeStopped()
{
    constexpr qint64 many = 100'000;
    World world;
    QVERIFY(world.run(QStringLiteral("many added"),
                      QStringLiteral("INSERT INTO lead (first_name, created_at, updated_at) SELECT 'P ' || value, 1, 1 "
                                     "FROM (WITH RECURSIVE n (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n "
                                     "LIMIT ?) SELECT value FROM n)"),
                      {many}));
    const auto people = [&world] { return world.files.number(QStringLiteral("SELECT count(*) FROM lead")); };
    QSignalSpy ended(world.history.get(), &EditHistory::progressEnded);
    EditProgress told;
    bool undoing = false;
    const auto stopping =
        connect(world.history.get(), &EditHistory::progressed, this, [&](bool undoes, const EditProgress &progress) {
            undoing = undoes;
            told = progress;
            if (progress.done > 0) {
                world.history->cancel();
            }
        });
    const Result<QString> stopped = world.undo();
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
    QVERIFY(undoing);
    QCOMPARE(told.total, many);
    QVERIFY2(told.done > 0 && told.done < many, qPrintable(QString::number(told.done)));
    QCOMPARE(ended.size(), 1);
    QCOMPARE(people(), many);
    QCOMPARE(world.history->undoText(), QStringLiteral("many added"));
    QCOMPARE(world.history->redoText(), QString());

    disconnect(stopping);
    QVERIFY(world.undo());
    QCOMPARE(people(), 0);
    connect(world.history.get(), &EditHistory::progressed, this, [&](bool undoes, const EditProgress &) {
        undoing = undoes;
        world.history->cancel();
    });
    QCOMPARE(world.redo().error().kind, ErrorKind::Cancelled);
    QVERIFY(!undoing);
    QCOMPARE(people(), 0);
    QCOMPARE(world.history->redoText(), QStringLiteral("many added"));
}

void EditHistoryTest::takesNothingBackThatCameInBetween()
{
    World world;
    QVERIFY(world.add(QStringLiteral("Anna")));
    // The person saw Anna's entry; another edit is on its way.
    auto adding = world.history->write<>(QStringLiteral("Berta added"), [](Connection &connection) -> Result<> {
        return connection
            .run(QStringLiteral("INSERT INTO lead (first_name, created_at, updated_at) VALUES ('Berta', 1, 1)"))
            .map([](qint64) {});
    });
    const Result<QString> refused = world.undo();
    QVERIFY(QCoro::waitFor(std::move(adding)));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Refused);
    QVERIFY2(refused.error().message.contains(QStringLiteral("Berta added")), qPrintable(refused.error().message));
    QCOMPARE(world.names(), QStringLiteral("Anna Berta"));
    QCOMPARE(*world.undo(), QStringLiteral("Berta added"));
}

QTEST_GUILESS_MAIN(EditHistoryTest)
#include "EditHistoryTest.moc"
