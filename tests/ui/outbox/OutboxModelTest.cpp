#include "outbox/OutboxModel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace AlwaysLeads;

namespace {

OutboxRow row(int id, const QDateTime &at)
{
    OutboxRow made;
    made.id = SendId(id);
    made.at = at;
    made.name = QStringLiteral("Anna Nowak");
    made.subject = QStringLiteral("A subject");
    made.waitsFor = QStringLiteral("Its turn");
    made.stateWord = QStringLiteral("Waiting");
    return made;
}

QDateTime noonAfter(int days)
{
    return QDateTime(QDate::currentDate().addDays(days), QTime(12, 0));
}

} // namespace

class OutboxModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsQtsRules()
    {
        OutboxModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows({row(1, noonAfter(0)), row(2, noonAfter(1))});
        model.setRows({row(1, noonAfter(0)), row(2, noonAfter(1))});
        model.setRows({row(2, noonAfter(1))});
        model.setRows({});
    }

    void groupsByDay()
    {
        OutboxModel model;
        model.setRows({row(1, noonAfter(0)), row(2, noonAfter(0)), row(3, noonAfter(1)), row(4, QDateTime())});
        QCOMPARE(model.rowCount(), 7);
        QCOMPARE(model.groupTitle(0), QStringLiteral("Today"));
        QCOMPARE(model.groupCount(0), 2);
        QVERIFY(model.groupTitle(3).startsWith(QStringLiteral("Tomorrow, ")));
        QCOMPARE(model.groupTitle(5), QStringLiteral("No time yet"));
        QVERIFY(!model.flags(model.index(0, 0)).testFlag(Qt::ItemIsSelectable));
        QVERIFY(model.row(model.index(0, 0)) == nullptr);
    }

    void namesDaysAsPeopleDo()
    {
        const QDate day(2026, 11, 24);
        QCOMPARE(dayTitle(day, day), QStringLiteral("Today"));
        QVERIFY(dayTitle(day.addDays(1), day).startsWith(QStringLiteral("Tomorrow, ")));
        QVERIFY(dayTitle(day.addDays(-1), day).startsWith(QStringLiteral("Yesterday, ")));
        QVERIFY(!dayTitle(day.addDays(5), day).contains(QLatin1Char(',')));
        QCOMPARE(dayTitle(QDate(), day), QStringLiteral("No time yet"));
    }

    void keepsTheRowsWhenOnlyValuesChange()
    {
        OutboxModel model;
        model.setRows({row(1, noonAfter(0)), row(2, noonAfter(0))});
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        OutboxRow held = row(1, noonAfter(0));
        held.stateWord = QStringLiteral("On hold");
        model.setRows({held, row(2, noonAfter(0))});
        QCOMPARE(reset.size(), 0);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(model.index(1, OutboxModel::StateColumn).data().toString(), QStringLiteral("On hold"));
        model.setRows({row(2, noonAfter(0))});
        QCOMPARE(reset.size(), 1);
    }

    void findsTheMailNextToOneThatWent()
    {
        OutboxModel model;
        model.setRows({row(1, noonAfter(0)), row(2, noonAfter(1))}); // day, 1, day, 2
        QCOMPARE(model.mailNear(2), model.indexOf(SendId(2)));
        QCOMPARE(model.mailNear(9), model.indexOf(SendId(2)));
        QCOMPARE(model.mailNear(-1), model.indexOf(SendId(1)));
        model.setRows({});
        QVERIFY(!model.mailNear(0).isValid());
    }

    void isSpoken()
    {
        OutboxModel model;
        model.setRows({row(1, QDateTime())});
        QCOMPARE(model.index(1, 0).data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("no time yet, Anna Nowak, A subject, Its turn, Waiting"));
    }
};

QTEST_MAIN(OutboxModelTest)
#include "OutboxModelTest.moc"
