#include "LeadStage.h"
#include "lead/LeadInspector.h"
#include "lead/LeadTableModel.h"
#include "lead/LeadWords.h"
#include "lead/LeadsPage.h"
#include "lead/LeadsTable.h"
#include "support/Patience.h"
#include "widgets/IconButton.h"
#include "widgets/SelectionBar.h"

#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <QSemaphore>
#include <QTest>
#include <QTimer>

using namespace AlwaysLeads;

namespace {

/// While it lives nothing is written: what is asked for meanwhile cannot be done before somebody stops it.
struct WritingHeld
{
    explicit WritingHeld(const LeadStage &stage)
        : writing(stage.files->write<>([this](Connection &) {
            released.acquire();
            return Result<>();
        }))
    {
    }
    ~WritingHeld()
    {
        released.release();
        QCoro::waitFor(writing);
    }
    Q_DISABLE_COPY_MOVE(WritingHeld)
    QSemaphore released;
    Task<Result<>> writing;
};

struct Opened
{
    explicit Opened(LeadStage &stage)
        : page(new LeadsPage(stage.leads, stage.search, stage.savedViews, stage.lists, stage.leadExport, stage.shell))
        , table(page->findChild<LeadsTable *>(QStringLiteral("leadsTable")))
        , inspector(page->findChild<LeadInspector *>(QStringLiteral("leadsInspector")))
    {
        stage.show(page, QSize(1216, 862));
    }
    LeadId leadAt(int row) const { return qobject_cast<LeadTableModel *>(table->model())->idAt(row); }
    /// Two are chosen, the inspector shows a third: whom it does is returned.
    LeadId chooseTwoAndShowAnother() const
    {
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Space);
        QTest::keyClick(table, Qt::Key_Down);
        QTest::keyClick(table, Qt::Key_Space);
        QTest::keyClick(table, Qt::Key_Down);
        QTest::keyClick(table, Qt::Key_Down);
        const LeadId shown = leadAt(table->currentIndex().row());
        return QTest::qWaitFor([&] { return inspector->shownLead() == shown; }, testPatience) ? shown : LeadId();
    }
    void chooseInItsMenu(const QString &text) const
    {
        chooseInNextMenu(text);
        QTest::mouseClick(page->findChild<IconButton *>(QStringLiteral("leadsInspectorMore")), Qt::LeftButton);
    }
    void chooseInNextMenu(const QString &text) const
    {
        QTimer::singleShot(0, page, [text] {
            auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
            QVERIFY(menu != nullptr);
            const QList<QAction *> actions = menu->actions();
            for (QAction *action : actions) {
                if (action->text().section(QLatin1Char('\t'), 0, 0) == text) {
                    action->trigger();
                }
            }
            menu->close();
        });
    }

    LeadsPage *page;
    LeadsTable *table;
    LeadInspector *inspector;
};

} // namespace

class LeadsChoiceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theMenuOfTheInspectorIsAboutWhomItShows()
    {
        LeadStage stage;
        stage.addDesignPeople();
        const Opened opened(stage);
        QTRY_COMPARE(opened.table->model()->rowCount(), 15);
        const LeadId shown = opened.chooseTwoAndShowAnother();
        QVERIFY(!shown.isNull());
        const QList<LeadId> chosen = opened.page->selectedLeads();
        QCOMPARE(chosen.size(), 2);
        opened.chooseInItsMenu(QStringLiteral("Add to campaign…"));
        QCOMPARE(stage.shell.campaignLeads, QList<LeadId>{shown});
        opened.chooseInItsMenu(QStringLiteral("Delete"));
        QTRY_COMPARE(opened.table->model()->rowCount(), 14);
        QCOMPARE(stage.files.number(QStringLiteral("SELECT id FROM lead WHERE deleted_at IS NOT NULL")), shown.value());
        QCOMPARE(opened.page->selectedLeads(), chosen); // who was chosen still is
        QCOMPARE(stage.shell.lastUndoable(), QStringLiteral("1 person deleted"));
    }

    void deletingManyShowsHowFarItIsAndCanBeStopped()
    {
        LeadStage stage;
        stage.addMany(3000);
        const Opened opened(stage);
        QTRY_VERIFY(opened.page->isComplete());
        const auto deleted = [&stage] {
            return stage.files.number(QStringLiteral("SELECT count(*) FROM lead WHERE deleted_at IS NOT NULL"));
        };
        opened.table->setFocus();
        QTest::keyClick(opened.table, Qt::Key_A, Qt::ControlModifier);
        {
            const WritingHeld held(stage);
            QTest::keyClick(opened.table, Qt::Key_Delete);
            QVERIFY(!stage.shell.progress.isEmpty()); // from the first moment
            stage.shell.cancelLast();
        }
        QTRY_COMPARE(stage.shell.toasts, QStringList{QStringLiteral("Stopped. Nobody was changed.")});
        QVERIFY(stage.shell.progress.isEmpty());
        QCOMPARE(deleted(), 0);
        QCOMPARE(opened.page->selectedLeads().size(), 3000); // still chosen
        QVERIFY(stage.shell.undoables.empty());

        QTest::keyClick(opened.table, Qt::Key_Delete);
        QTRY_COMPARE(stage.shell.lastUndoable(), QStringLiteral("%1 deleted").arg(LeadWords::people(3000)));
        QVERIFY(stage.shell.progress.isEmpty());
        QCOMPARE(deleted(), 3000);
        stage.shell.undoLast(); // one step
        QCOMPARE(deleted(), 0);
    }

    void puttingManyOnAListShowsHowFarItIsAndCanBeStopped_data()
    {
        QTest::addColumn<bool>("stops");
        QTest::newRow("stopped") << true;
        QTest::newRow("to the end") << false;
    }
    void puttingManyOnAListShowsHowFarItIsAndCanBeStopped()
    {
        QFETCH(const bool, stops);
        LeadStage stage;
        stage.addMany(3000);
        const Opened opened(stage);
        QTRY_VERIFY(opened.page->isComplete());
        const auto listed = [&stage] {
            return stage.files.number(
                QStringLiteral("SELECT count(*) + (SELECT count(*) FROM lead_list) FROM lead_list_member"));
        };
        opened.table->setFocus();
        QTest::keyClick(opened.table, Qt::Key_A, Qt::ControlModifier);
        opened.chooseInNextMenu(QStringLiteral("New list…"));
        QTest::keyClick(opened.table, Qt::Key_L);
        QTRY_VERIFY(stage.find<QLineEdit>("nameSheetField") != nullptr);
        QTest::keyClicks(stage.find<QLineEdit>("nameSheetField"), QStringLiteral("Fair"));
        {
            const WritingHeld held(stage);
            QTest::keyClick(stage.find<QLineEdit>("nameSheetField"), Qt::Key_Return);
            QVERIFY(!stage.shell.progress.isEmpty()); // from the first moment
            if (stops) {
                stage.shell.cancelLast();
            }
        }
        if (stops) {
            QTRY_COMPARE(stage.shell.toasts, QStringList{QStringLiteral("Stopped. Nobody was changed.")});
            QVERIFY(stage.shell.progress.isEmpty());
            QVERIFY(stage.shell.undoables.empty());
        } else {
            QTRY_COMPARE(stage.shell.lastUndoable(),
                         QStringLiteral("List Fair made with %1").arg(LeadWords::people(3000)));
            QVERIFY(stage.shell.progress.isEmpty());
            QCOMPARE(listed(), 3001);
            stage.shell.undoLast(); // one step
        }
        QCOMPARE(listed(), 0);
    }

    void whoIsChosenWhileManyAreDeletedStaysChosen()
    {
        LeadStage stage;
        stage.addMany(3000);
        const Opened opened(stage);
        QTRY_VERIFY(opened.page->isComplete());
        opened.table->setFocus();
        QTest::keyClick(opened.table, Qt::Key_Space);
        for (int row = 0; row < 5; ++row) {
            QTest::keyClick(opened.table, Qt::Key_Down);
            QTest::keyClick(opened.table, Qt::Key_Space);
        }
        QTest::keyClick(opened.table, Qt::Key_Delete);
        QTest::keyClick(opened.table, Qt::Key_Escape); // goes on before they are gone
        for (int row = 0; row < 3; ++row) {
            QTest::keyClick(opened.table, Qt::Key_Down);
        }
        QTest::keyClick(opened.table, Qt::Key_Space);
        QTest::keyClick(opened.table, Qt::Key_Down);
        QTest::keyClick(opened.table, Qt::Key_Space);
        const QList<LeadId> chosen = opened.page->selectedLeads();
        QCOMPARE(chosen.size(), 2);
        QTRY_COMPARE(opened.table->model()->rowCount(), 2994);
        QCOMPARE(opened.page->selectedLeads(), chosen);
    }

    void everybodyMeansAlsoWhoIsNotReadYet()
    {
        LeadStage stage;
        stage.addMany(3000);
        const Opened opened(stage);
        QTRY_VERIFY(opened.page->isComplete());
        bool early = false;
        qint64 chosenEarly = 0;
        QMetaObject::Connection once;
        once = connect(
            opened.table->model(), &QAbstractItemModel::modelReset, opened.page,
            [&] {
                disconnect(once);
                early = !opened.page->isComplete();
                opened.table->setFocus();
                QTest::keyClick(opened.table, Qt::Key_A, Qt::ControlModifier);
                chosenEarly = opened.table->chosenCount();
                QTest::keyClick(opened.table, Qt::Key_C);
            },
            Qt::QueuedConnection); // the first rows stand there, the others are still being read
        opened.page->showView(QStringLiteral("new"));
        QTRY_VERIFY(chosenEarly > 0);
        QVERIFY(early);
        QVERIFY(chosenEarly < 3000);
        QVERIFY(stage.shell.campaignLeads.isEmpty()); // not the first few
        QVERIFY(stage.shell.toasts.value(0).contains(QStringLiteral("still being read")));
        QTRY_COMPARE(opened.page->selectedLeads().size(), 3000);
        QTRY_VERIFY(opened.page->findChild<SelectionBar *>(QStringLiteral("leadsSelectionBar"))->isVisible());
        QTest::keyClick(opened.table, Qt::Key_C);
        QCOMPARE(stage.shell.campaignLeads.size(), 3000);
    }

    void whoTakesItBackMeansTheRowOnly()
    {
        LeadStage stage;
        stage.addMany(3000);
        const Opened opened(stage);
        QTRY_VERIFY(opened.page->isComplete());
        bool pressed = false;
        QMetaObject::Connection once;
        once = connect(
            opened.table->model(), &QAbstractItemModel::modelReset, opened.page,
            [&] {
                disconnect(once);
                opened.table->setFocus();
                QTest::keyClick(opened.table, Qt::Key_A, Qt::ControlModifier);
                QTest::keyClick(opened.table, Qt::Key_Escape);
                pressed = true;
            },
            Qt::QueuedConnection);
        opened.page->showView(QStringLiteral("new"));
        QTRY_VERIFY(pressed && opened.page->isComplete());
        QCOMPARE(opened.page->selectedLeads().size(), 1);
    }

    void anExportWaitsForTheWholeList()
    {
        LeadStage stage;
        stage.addMany(3000);
        const Opened opened(stage);
        QTRY_VERIFY(opened.page->isComplete());
        const QString file = stage.files.folder.filePath(QStringLiteral("all.csv"));
        bool asked = false;
        QMetaObject::Connection once;
        once = connect(
            opened.table->model(), &QAbstractItemModel::modelReset, opened.page,
            [&] {
                disconnect(once);
                opened.page->exportTo(file);
                asked = true;
            },
            Qt::QueuedConnection);
        opened.page->showView(QStringLiteral("new"));
        QTRY_VERIFY(asked && opened.page->isComplete());
        stage.files.settle();
        QVERIFY(!QFile::exists(file)); // not one with the first rows only
        QVERIFY(stage.shell.toasts.value(0).contains(QStringLiteral("still being read")));
        opened.page->exportTo(file);
        QTRY_VERIFY(QFile::exists(file));
    }
};

QTEST_MAIN(LeadsChoiceTest)
#include "LeadsChoiceTest.moc"
