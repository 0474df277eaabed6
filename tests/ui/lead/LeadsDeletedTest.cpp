#include "BrowsingStage.h"
#include "widgets/Button.h"
#include "widgets/IconButton.h"

#include <QTest>

using namespace AlwaysLeads;

/// The people who were deleted, and the ways back.
class LeadsDeletedTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneIsBroughtBackWithTheInspectorClosed()
    {
        LeadStage stage;
        stage.addDesignPeople();
        QVERIFY(QCoro::waitFor(stage.leads.softDelete({LeadId(1), LeadId(2), LeadId(3)})));
        Browsing opened(stage);
        QVERIFY(opened.hasRows(12));
        auto *back = stage.find<Button>("leadsToolbarRestore");
        QVERIFY(!back->isVisible()); // here there is nobody to bring back
        opened.page->toggleInspector();
        QTRY_VERIFY(!stage.find<QWidget>("leadsInspector")->isVisible());
        opened.page->showView(QStringLiteral("deleted"));
        QVERIFY(opened.hasRows(3));
        QTRY_VERIFY(!back->visibleRegion().isEmpty() && back->isEnabled());
        const LeadId first = opened.model->idAt(0);
        const LeadId next = opened.model->idAt(1);
        opened.table->choose({0}, 0, false);
        stage.takePictures(QStringLiteral("leads-deleted-1440"));
        back->setFocus();
        QTest::mouseClick(back, Qt::LeftButton);
        QVERIFY(opened.hasRows(2));
        QTRY_COMPARE(stage.shell.lastUndoable(), QStringLiteral("1 person brought back"));
        QCOMPARE(opened.model->rowOf(first), -1);
        QTRY_COMPARE(opened.page->selectedLeads(), QList<LeadId>{next}); // the next one takes their place
        stage.shell.undoLast();
        QVERIFY(opened.hasRows(3));
        opened.page->showView(QStringLiteral("all"));
        QVERIFY(opened.hasRows(12));
        QVERIFY(!back->isVisible());
        QVERIFY(stage.shell.problems.isEmpty());
    }

    void theKeyBringsBackWhoeverIsChosen()
    {
        LeadStage stage;
        stage.addDesignPeople();
        QVERIFY(QCoro::waitFor(stage.leads.softDelete({LeadId(1), LeadId(2), LeadId(3)})));
        const auto deleted = [&stage] {
            return stage.files.number(QStringLiteral("SELECT count(*) FROM lead WHERE deleted_at IS NOT NULL"));
        };
        Browsing opened(stage);
        QVERIFY(opened.hasRows(12));
        opened.page->showView(QStringLiteral("deleted"));
        QVERIFY(opened.hasRows(3));
        auto *back = stage.find<Button>("leadsToolbarRestore");
        QTRY_VERIFY(back->isEnabled());
        opened.table->choose({0, 1}, 1, true);
        QTRY_VERIFY(!stage.find<Button>("leadsRestore")->visibleRegion().isEmpty()); // of the bar, for many
        opened.focusTable();
        QTest::keyClick(opened.table, Qt::Key_B);
        QVERIFY(opened.hasRows(1));
        QTRY_COMPARE(stage.shell.lastUndoable(), QStringLiteral("2 people brought back"));
        QCOMPARE(deleted(), 1);
        QTRY_COMPARE(opened.page->selectedLeads().size(), 1);
        opened.focusTable();
        QTest::keyClick(opened.table, Qt::Key_B);
        QTRY_COMPARE(deleted(), 0);
        QVERIFY(opened.hasRows(0));
        QTRY_VERIFY(!back->isEnabled());
        QCOMPARE(back->toolTip(), QStringLiteral("Choose whom to bring back"));
        QVERIFY(back->isVisible());
        stage.shell.undoLast();
        QVERIFY(opened.hasRows(1));
        QTRY_VERIFY(back->isEnabled());
        stage.shell.undoLast();
        QVERIFY(opened.hasRows(3));
        QCOMPARE(deleted(), 3);
        QVERIFY(stage.shell.problems.isEmpty());
    }

    void inASmallWindowItStandsBesideTheFilters()
    {
        LeadStage stage;
        stage.addDesignPeople();
        QVERIFY(QCoro::waitFor(stage.leads.softDelete({LeadId(1)})));
        Browsing opened(stage);
        QVERIFY(opened.hasRows(14));
        stage.window.resize(960, 642);
        opened.page->showView(QStringLiteral("deleted"));
        QVERIFY(opened.hasRows(1));
        QTRY_VERIFY(!stage.find<QWidget>("leadsInspector")->isVisible()); // a drawer, and closed
        const auto *back = stage.find<Button>("leadsToolbarRestore");
        QTRY_COMPARE(back->visibleRegion().boundingRect(), back->rect()); // whole
        QVERIFY(back->width() >= back->sizeHint().width());
        const auto *inspector = stage.find<IconButton>("leadsInspectorToggle");
        QCOMPARE(inspector->visibleRegion().boundingRect(), inspector->rect());
        stage.takePictures(QStringLiteral("leads-deleted-1024"));
    }

    void saysHowLongTheyAreKept()
    {
        LeadStage stage;
        stage.addDesignPeople();
        QVERIFY(QCoro::waitFor(stage.leads.softDelete({LeadId(1), LeadId(2), LeadId(3), LeadId(4)})));
        const auto deletedFor = [&stage](int id, int hours) {
            const qint64 when = stage.clock.now().addSecs(-3600LL * hours).toMSecsSinceEpoch();
            return bool(stage.files.write([=](Connection &connection) {
                return connection.run(QStringLiteral("UPDATE lead SET deleted_at = ? WHERE id = ?"), {when, id});
            }));
        };
        QVERIFY(deletedFor(2, 24 * 27 + 12) && deletedFor(3, 24 * 29 + 12) && deletedFor(4, 24 * 40));
        Browsing opened(stage);
        QVERIFY(opened.hasRows(11));
        QVERIFY(!opened.model->index(0, 0).data(LeadTableModel::TitleRole).toString().contains(u'·'));
        opened.page->showView(QStringLiteral("deleted"));
        QVERIFY(opened.hasRows(4));
        const auto name = [&](int id) {
            return opened.model->index(opened.model->rowOf(LeadId(id)), LeadTableModel::Name);
        };
        const auto below = [&](int id) { return name(id).data(LeadTableModel::TitleRole).toString(); };
        QTRY_COMPARE(below(1), QStringLiteral("30 days left · Head of Operations"));
        QTRY_COMPARE(below(2), QStringLiteral("3 days left · Operations Director"));
        QTRY_COMPARE(below(3), QStringLiteral("Last day · Head of Dispatch"));
        QTRY_COMPARE(below(4), QStringLiteral("Chief Operating Officer")); // kept for what went to them
        const QString spoken = name(2).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(spoken.endsWith(QStringLiteral(", deleted, 3 days left")), qPrintable(spoken));
        const QString kept = name(4).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(kept.endsWith(QStringLiteral(", deleted")), qPrintable(kept));
    }
};

QTEST_MAIN(LeadsDeletedTest)
#include "LeadsDeletedTest.moc"
