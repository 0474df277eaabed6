#include "draft/DraftQueueModel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace AlwaysLeads;

namespace {

DraftRow row(int id, int campaign, const QString &name = QStringLiteral("Anna Nowak"))
{
    DraftRow made;
    made.id = DraftId(id);
    made.campaign = CampaignId(campaign);
    made.campaignName = QStringLiteral("Campaign %1").arg(campaign);
    made.name = name;
    made.subject = QStringLiteral("A subject");
    return made;
}

} // namespace

class DraftQueueModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsQtsRules()
    {
        DraftQueueModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows({});
        model.setRows({row(1, 1), row(2, 1), row(3, 2)});
        model.setRows({row(3, 2)});
        model.setRows({});
    }

    void groupsByCampaign()
    {
        DraftQueueModel model;
        model.setRows({row(1, 1), row(2, 1), row(3, 2)});
        QCOMPARE(model.rowCount(), 5);
        QVERIFY(model.isGroup(0));
        QCOMPARE(model.groupTitle(0), QStringLiteral("Campaign 1"));
        QCOMPARE(model.groupCount(0), 2);
        QVERIFY(model.isGroup(3));
        QCOMPARE(model.groupCount(3), 1);
        QCOMPARE(model.draftCount(), 3);
        QVERIFY(model.row(model.index(0)) == nullptr);
        QVERIFY(!model.flags(model.index(0)).testFlag(Qt::ItemIsSelectable));
    }

    void namesACampaignWithoutAName()
    {
        DraftQueueModel model;
        DraftRow nameless = row(1, 1);
        nameless.campaignName.clear();
        model.setRows({nameless});
        QVERIFY(model.isGroup(0));
        QVERIFY(!model.groupTitle(0).isEmpty());
    }

    void walksOverTheGroups()
    {
        DraftQueueModel model;
        model.setRows({row(1, 1), row(2, 2)});
        const QModelIndex first = model.indexOf(DraftId(1));
        const QModelIndex second = model.indexOf(DraftId(2));
        QCOMPARE(model.neighbour(first, 1), second);
        QCOMPARE(model.neighbour(second, -1), first);
        QVERIFY(!model.neighbour(second, 1).isValid());
        QVERIFY(!model.neighbour(first, -1).isValid());
        QCOMPARE(model.draftNear(2), second); // on the second group's row
        QCOMPARE(model.draftNear(9), second); // beyond the end: the last one
        QCOMPARE(model.draftNear(-1), first);
        QCOMPARE(model.ordinal(first), 1);
        QCOMPARE(model.ordinal(second), 2);
        model.setRows({});
        QVERIFY(!model.draftNear(0).isValid());
        QVERIFY(!model.indexOf(DraftId(1)).isValid());
    }

    void isSpoken()
    {
        DraftQueueModel model;
        DraftRow blocked = row(1, 1);
        blocked.reason = QStringLiteral("No value for City.");
        model.setRows({blocked});
        QCOMPARE(model.index(1).data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("Anna Nowak, A subject, No value for City."));
    }
};

QTEST_MAIN(DraftQueueModelTest)
#include "DraftQueueModelTest.moc"
