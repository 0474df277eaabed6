#include "LeadStage.h"
#include "lead/LeadInspector.h"
#include "lead/LeadStore.h"
#include "lead/LeadsPage.h"
#include "lead/LeadsTable.h"
#include "support/Patience.h"
#include "widgets/Button.h"
#include "widgets/IconButton.h"
#include "widgets/SearchField.h"

#include <QApplication>
#include <QMenu>
#include <QTest>
#include <QTimer>

using namespace AlwaysLeads;

namespace {

struct Opened
{
    explicit Opened(LeadStage &stage, QSize size = QSize(1216, 862))
        : page(new LeadsPage(stage.leads, stage.search, stage.savedViews, stage.lists, stage.leadExport, stage.shell))
        , table(page->findChild<LeadsTable *>(QStringLiteral("leadsTable")))
        , inspector(page->findChild<LeadInspector *>(QStringLiteral("leadsInspector")))
        , write(page->findChild<Button *>(QStringLiteral("leadsInspectorWrite")))
    {
        stage.show(page, size);
    }
    bool hasRows(int rows) const
    {
        return QTest::qWaitFor([&] { return page->isComplete() && table->model()->rowCount() == rows; }, testPatience);
    }
    bool inspects(LeadId lead) const
    {
        page->selectLead(lead);
        return QTest::qWaitFor([&] { return inspector->shownLead() == lead; }, testPatience);
    }

    LeadsPage *page;
    LeadsTable *table;
    LeadInspector *inspector;
    Button *write;
};

LeadId addPerson(LeadStage &stage, const QString &name, const QString &address, LeadStatus status = LeadStatus::New)
{
    Lead lead;
    lead.firstName = name;
    if (!address.isEmpty()) {
        lead.email = *EmailAddress::parse(address);
    }
    const LeadId id = stage.add(lead);
    const Result<> set =
        stage.files.write([=](Connection &connection) { return LeadStore().setStatus(connection, id, status); });
    return set ? id : LeadId();
}

} // namespace

/// Where "Write draft" stands in Leads, and about whom it is.
class LeadsDraftsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theKeyAndTheBarAreAboutWhomIsChosen()
    {
        LeadStage stage;
        stage.addDesignPeople();
        const Opened opened(stage);
        QVERIFY(opened.hasRows(15));
        opened.table->choose({0, 4}, 4, true);
        QTest::mouseClick(stage.find<QPushButton>("leadsWriteDrafts"), Qt::LeftButton);
        QCOMPARE(stage.shell.draftLeads, opened.page->selectedLeads());
        QCOMPARE(stage.shell.draftLeads.size(), 2);
        QVERIFY(!stage.shell.askedForDrafts);
        stage.shell.draftLeads.clear();
        opened.table->setFocus();
        QTest::keyClick(opened.table, Qt::Key_W);
        QCOMPARE(stage.shell.draftLeads, opened.page->selectedLeads());
    }

    void theOtherKeysAreAboutTheWholeViewAndAskFirst()
    {
        LeadStage stage;
        stage.addDesignPeople();
        const Opened opened(stage);
        QVERIFY(opened.hasRows(15));
        opened.table->choose({0, 4}, 4, true);
        opened.table->setFocus();
        QTest::keyClick(opened.table, Qt::Key_W, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(stage.shell.draftLeads.size(), 15);
        QVERIFY(stage.shell.askedForDrafts);
    }

    void whoIsDeletedIsNotWrittenTo()
    {
        LeadStage stage;
        stage.addDesignPeople();
        const Opened opened(stage);
        QVERIFY(opened.hasRows(15));
        opened.table->setFocus();
        QTest::keyClick(opened.table, Qt::Key_Delete);
        QVERIFY(opened.hasRows(14));
        opened.page->showView(QStringLiteral("deleted"));
        QVERIFY(opened.hasRows(1));
        opened.table->setFocus();
        QTest::keyClick(opened.table, Qt::Key_W);
        QTest::keyClick(opened.table, Qt::Key_W, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(stage.shell.draftLeads.isEmpty());
        QTRY_VERIFY(!opened.write->isVisible());
    }

    void theLetterInTheSearchWritesNothing()
    {
        LeadStage stage;
        stage.addDesignPeople();
        const Opened opened(stage);
        QVERIFY(opened.hasRows(15));
        opened.page->focusSearch();
        QTest::keyClicks(stage.find<SearchField>("leadsSearch"), QStringLiteral("w"));
        QCOMPARE(stage.find<SearchField>("leadsSearch")->text(), QStringLiteral("w"));
        QVERIFY(stage.shell.draftLeads.isEmpty());
    }

    void theButtonOfTheInspectorIsAboutWhomItShows()
    {
        LeadStage stage;
        stage.addDesignPeople();
        const LeadId anna = addPerson(stage, QStringLiteral("Anna"), QStringLiteral("anna@baltway.example"));
        const Opened opened(stage);
        QVERIFY(opened.hasRows(16));
        QVERIFY(opened.inspects(anna));
        QVERIFY(opened.write->isEnabled());
        QCOMPARE(opened.write->kind(), ButtonKind::Primary);
        QTest::mouseClick(opened.write, Qt::LeftButton);
        QCOMPARE(stage.shell.draftLeads, QList<LeadId>{anna});
        // Beside the second button it has its whole words.
        const auto *add = stage.find<Button>("leadsInspectorAddToCampaign");
        QVERIFY(opened.write->width() >= opened.write->sizeHint().width());
        QVERIFY(add->width() >= add->sizeHint().width());
        QVERIFY(add->mapTo(opened.inspector, QPoint(add->width(), 0)).x() <= opened.inspector->width() - 16);
        stage.takePictures(QStringLiteral("leads-write-draft"));
    }

    void theMenuOffersIt()
    {
        LeadStage stage;
        stage.addDesignPeople();
        const Opened opened(stage);
        QVERIFY(opened.hasRows(15));
        QTRY_VERIFY(!opened.inspector->shownLead().isNull());
        QTimer::singleShot(0, opened.page, [] {
            auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
            QVERIFY(menu != nullptr);
            const QList<QAction *> actions = menu->actions();
            for (QAction *action : actions) {
                if (action->text().section(QLatin1Char('\t'), 0, 0) == QLatin1String("Write draft")) {
                    action->trigger();
                }
            }
            menu->close();
        });
        QTest::mouseClick(opened.page->findChild<IconButton *>(QStringLiteral("leadsInspectorMore")), Qt::LeftButton);
        QCOMPARE(stage.shell.draftLeads, QList<LeadId>{opened.inspector->shownLead()});
    }

    void whoCannotBeWrittenToHasTheReasonOnTheButton_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<LeadStatus>("status");
        QTest::addColumn<QString>("reason");
        const QString address = QStringLiteral("anna@baltway.example");
        QTest::newRow("no address") << QString() << LeadStatus::New << QStringLiteral("has no email address");
        QTest::newRow("opted out") << address << LeadStatus::OptedOut << QStringLiteral("opted out");
        QTest::newRow("bounced") << address << LeadStatus::Bounced << QStringLiteral("does not work");
    }
    void whoCannotBeWrittenToHasTheReasonOnTheButton()
    {
        QFETCH(const QString, address);
        QFETCH(const LeadStatus, status);
        QFETCH(const QString, reason);
        LeadStage stage;
        const LeadId anna = addPerson(stage, QStringLiteral("Anna"), address, status);
        const LeadId bea = addPerson(stage, QStringLiteral("Bea"), QStringLiteral("bea@baltway.example"));
        const Opened opened(stage);
        QVERIFY(opened.hasRows(2));
        QVERIFY(opened.inspects(anna));
        QVERIFY(!opened.write->isEnabled());
        QVERIFY2(opened.write->toolTip().contains(reason), qPrintable(opened.write->toolTip()));
        QVERIFY(opened.inspects(bea));
        QTRY_VERIFY(opened.write->isEnabled());
    }
};

QTEST_MAIN(LeadsDraftsTest)
#include "LeadsDraftsTest.moc"
