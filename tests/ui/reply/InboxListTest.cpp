#include "reply/InboxModel.h"
#include "support/Patience.h"
#include "ui/reply/InboxStage.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QItemSelectionModel>
#include <QMenu>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QTest>

using namespace AlwaysLeads;

/// A shelf with more replies than anybody looks at at once.
class InboxListTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rowsComeAndGoOneByOne();
    void moreAreReadAsOneScrolls();
    void whatIsChosenStaysWhenOthersComeAndGo();
    void aReplyIsFoundWhereverItLies();
    void oneClassAloneIsListed();

private:
    static InboxRow rowOf(int id)
    {
        InboxRow row;
        row.reply.id = ReplyId(id);
        row.reply.receivedAt = QDateTime::fromSecsSinceEpoch(1'700'000'000 + id, Qt::UTC);
        row.name = QStringLiteral("Person %1").arg(id);
        return row;
    }
    /// So many replies that are `hours` and more hours old.
    static void addOld(InboxStage &inbox, int count, const QString &key, const QString &value, int hours)
    {
        const QDateTime newest = inbox.world.clock.now().addSecs(-3600LL * hours);
        must(inbox.world.files.write([=](Connection &c) {
            return c
                .run(QStringLiteral(
                         "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?1) "
                         "INSERT INTO reply (mailbox_id, message_key, matched_by, from_name, from_address, subject, "
                         "received_at, class, class_by, new_text, whole_text, created_at) "
                         "SELECT (SELECT min(id) FROM mailbox), ?2 || i, 'thread', ?2 || i, ?2 || i || '@far.example', "
                         "'Re: Hello', ?3 - i * 1000, ?4, 'words', 'Answer ' || i, 'Answer ' || i, ?3 FROM n"),
                     {count, key, newest, value})
                .map([](qint64) {});
        }));
    }
    static QString currentName(InboxStage &inbox) { return inbox.list()->currentIndex().data().toString(); }
};

void InboxListTest::rowsComeAndGoOneByOne()
{
    InboxModel model([] { return QDateTime::currentDateTimeUtc(); });
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QItemSelectionModel chosen(&model);
    QRandomGenerator random(6);
    QList<int> ids;
    for (int id = 400; id > 0; --id) {
        ids.append(id);
    }
    int resets = 0;
    connect(&model, &QAbstractItemModel::modelReset, this, [&] { ++resets; });
    for (int round = 0; round < 60; ++round) {
        InboxList list;
        for (const int id : std::as_const(ids)) {
            if (id == 200 || random.bounded(3) > 0) {
                list.rows.append(rowOf(id));
                list.rows.last().isOpen = random.bounded(2) == 0;
            }
        }
        list.hasMore = random.bounded(2) == 0;
        model.setList(list);
        QCOMPARE(model.rowCount(), int(list.rows.size()));
        for (int row = 0; row < list.rows.size(); ++row) {
            QCOMPARE(*model.row(model.index(row)), list.rows.at(row));
        }
        if (round == 0) {
            chosen.setCurrentIndex(model.indexOf(ReplyId(200)), QItemSelectionModel::ClearAndSelect);
        }
        QCOMPARE(chosen.currentIndex(), model.indexOf(ReplyId(200)));
    }
    QCOMPARE(resets, 0);
    std::reverse(ids.begin(), ids.end()); // never seen so; it is shown all the same
    InboxList other;
    for (const int id : std::as_const(ids)) {
        other.rows.append(rowOf(id));
    }
    model.setList(other);
    QCOMPARE(model.rowCount(), int(ids.size()));
    QCOMPARE(model.row(model.index(0))->reply.id, ReplyId(1));
}

void InboxListTest::moreAreReadAsOneScrolls()
{
    InboxStage inbox(1);
    addOld(inbox, 1000, QStringLiteral("old"), QStringLiteral("other"), 1);
    inbox.open();
    QTRY_COMPARE(inbox.rows(), InboxQuery::pageSize);
    QCOMPARE(must(inbox.world.replies.counts()).toAnswer, 1000);
    const QString first = currentName(inbox);
    QScrollBar *bar = inbox.list()->verticalScrollBar();
    while (inbox.rows() < 1000) {
        const int rows = inbox.rows();
        QVERIFY(QTest::qWaitFor(
            [&] {
                bar->setValue(bar->maximum());
                return inbox.rows() > rows;
            },
            testPatience));
        QVERIFY(inbox.rows() <= rows + InboxQuery::pageSize); // no more than was scrolled to
    }
    QCOMPARE(inbox.list()->model()->canFetchMore({}), false);
    QCOMPARE(currentName(inbox), first);
    QCOMPARE(inbox.stage.shell.problems, QStringList());
}

void InboxListTest::whatIsChosenStaysWhenOthersComeAndGo()
{
    InboxStage inbox(2);
    addOld(inbox, 300, QStringLiteral("old"), QStringLiteral("other"), 1);
    inbox.open();
    QTRY_COMPARE(inbox.rows(), InboxQuery::pageSize);
    inbox.list()->setCurrentIndex(inbox.list()->model()->index(120, 0));
    QTRY_COMPARE(inbox.text(), QStringLiteral("Answer 120"));
    const QRect before = inbox.list()->visualRect(inbox.list()->currentIndex());
    QVERIFY(inbox.list()->viewport()->rect().intersects(before));
    addOld(inbox, 3, QStringLiteral("new"), QStringLiteral("other"), 0);
    Q_EMIT inbox.world.replies.changed();
    QTRY_COMPARE(inbox.list()->currentIndex().row(), 123);
    QCOMPARE(currentName(inbox), QStringLiteral("old120"));
    QVERIFY(inbox.list()->viewport()->rect().intersects(inbox.list()->visualRect(inbox.list()->currentIndex())));
    must(inbox.world.files.write([](Connection &c) {
        return c.script(QStringLiteral("UPDATE reply SET done_at = 1 WHERE from_name IN ('new0', 'new1', 'old7');"));
    }));
    Q_EMIT inbox.world.replies.changed();
    QTRY_COMPARE(inbox.list()->currentIndex().row(), 120);
    QCOMPARE(currentName(inbox), QStringLiteral("old120"));
    inbox.list()->setFocus();
    inbox.stage.press(Qt::Key_D); // the next one takes its place
    QTRY_COMPARE(currentName(inbox), QStringLiteral("old121"));
    QTRY_COMPARE(inbox.text(), QStringLiteral("Answer 121"));
    QCOMPARE(inbox.list()->currentIndex().row(), 120);
    QCOMPARE(inbox.stage.shell.problems, QStringList());
}

void InboxListTest::aReplyIsFoundWhereverItLies()
{
    InboxStage inbox(1);
    addOld(inbox, 900, QStringLiteral("old"), QStringLiteral("other"), 1);
    inbox.receive(0, QStringLiteral("The newest."));
    const auto idOf = [&](const QString &name) {
        return ReplyId(inbox.world.files.number(QStringLiteral("SELECT id FROM reply WHERE from_name = ?"), {name}));
    };
    must(inbox.world.files.write([](Connection &c) {
        return c.script(QStringLiteral("UPDATE reply SET done_at = 1 WHERE from_name = 'old800';"
                                       "UPDATE reply SET snoozed_until = 99999999999999 WHERE from_name = 'old801';"));
    }));
    inbox.open();
    inbox.page->showReply(idOf(QStringLiteral("old700")));
    QTRY_COMPARE(inbox.text(), QStringLiteral("Answer 700"));
    QVERIFY(inbox.list()->viewport()->rect().intersects(inbox.list()->visualRect(inbox.list()->currentIndex())));
    inbox.page->showReply(idOf(QStringLiteral("old800"))); // on the shelf of those that are done
    QTRY_COMPARE(inbox.text(), QStringLiteral("Answer 800"));
    QCOMPARE(inbox.rows(), 1);
    inbox.page->showReply(idOf(QStringLiteral("old801"))); // snoozed
    QTRY_COMPARE(inbox.text(), QStringLiteral("Answer 801"));
    QTRY_COMPARE(inbox.world.files.number(QStringLiteral("SELECT count(*) FROM reply WHERE read_at IS NOT NULL")), 3);
}

void InboxListTest::oneClassAloneIsListed()
{
    InboxStage inbox(1);
    addOld(inbox, 5, QStringLiteral("yes"), QStringLiteral("interested"), 1);
    addOld(inbox, 20, QStringLiteral("old"), QStringLiteral("other"), 2);
    inbox.open();
    QTRY_COMPARE(inbox.rows(), 25);
    const auto choose = [&](const QString &text) {
        inbox.stage.click("inboxFilter");
        auto *menu = inbox.page->findChild<QMenu *>(QStringLiteral("inboxClassMenu"));
        QVERIFY(menu != nullptr);
        const QList<QAction *> entries = menu->actions();
        const auto entry = std::ranges::find(entries, text, &QAction::text);
        QVERIFY(entry != entries.end());
        (*entry)->trigger();
        menu->close();
        QTRY_VERIFY(inbox.page->findChild<QMenu *>(QStringLiteral("inboxClassMenu")) == nullptr);
    };
    choose(QStringLiteral("Interested"));
    QTRY_COMPARE(inbox.rows(), 5);
    QVERIFY(currentName(inbox).startsWith(QStringLiteral("yes")));
    choose(QStringLiteral("Referral"));
    QTRY_VERIFY(shownTexts(inbox.page).contains(QStringLiteral("Nothing here.")));
    choose(QStringLiteral("All classes"));
    QTRY_COMPARE(inbox.rows(), 25);
}

QTEST_MAIN(InboxListTest)
#include "InboxListTest.moc"
