#include "lead/LeadsPage.h"
#include "LeadStage.h"
#include "lead/LeadMergeStore.h"
#include "lead/LeadTableColumns.h"
#include "lead/LeadTableModel.h"
#include "lead/LeadWords.h"
#include "lead/LeadsTable.h"
#include "support/Patience.h"
#include "widgets/Button.h"
#include "widgets/CommandPalette.h"
#include "widgets/DialogSheet.h"
#include "widgets/EmptyState.h"
#include "widgets/FilterChip.h"
#include "widgets/Label.h"
#include "widgets/SearchField.h"
#include "widgets/SelectionBar.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace AlwaysLeads;

namespace {
constexpr QSize wide(1216, 862); ///< the page in a window of 1440x900
constexpr QSize narrow(960, 642); ///< in one of 1024x680
} // namespace

class LeadsPageTest : public QObject
{
    Q_OBJECT

private:
    /// A page over the people of the designs, the best score first.
    struct Opened
    {
        explicit Opened(LeadStage &stage, QSize size = wide)
            : page(
                new LeadsPage(stage.leads, stage.search, stage.savedViews, stage.lists, stage.leadExport, stage.shell))
            , table(page->findChild<LeadsTable *>(QStringLiteral("leadsTable")))
        {
            stage.show(page, size);
        }
        bool hasRows(int count) const
        {
            return QTest::qWaitFor(
                [&] { return table->model()->rowCount() == count && table->currentIndex().isValid(); }, testPatience);
        }
        QString name(int row) const { return table->model()->index(row, LeadTableModel::Name).data().toString(); }
        QStringList names() const
        {
            QStringList all;
            for (int row = 0; row < table->model()->rowCount(); ++row) {
                all << name(row);
            }
            return all;
        }
        QPoint at(int row, int column) const { return table->visualRect(table->model()->index(row, column)).center(); }
        void clickHeader(int column) const
        {
            const QHeaderView *header = table->horizontalHeader();
            QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                              QPoint(header->sectionViewportPosition(column) + 20, 16));
        }
        LeadsPage *page;
        LeadsTable *table;
    };

private Q_SLOTS:
    void looksAsDesigned()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Opened opened(stage);
        QVERIFY(opened.hasRows(15));
        opened.clickHeader(LeadTableModel::Score);
        QTRY_COMPARE(opened.name(0), QStringLiteral("Agnieszka Wójcik"));
        QTest::mouseClick(opened.table->viewport(), Qt::LeftButton, {}, opened.at(0, LeadTableModel::Name));
        stage.takePictures(QStringLiteral("leads-one-1440"));
        for (const int row : {1, 4, 7}) {
            QTest::mouseClick(opened.table->viewport(), Qt::LeftButton, {}, opened.at(row, LeadTableModel::Box));
        }
        QCOMPARE(opened.page->selectedLeads().size(), 4);
        QTest::mouseMove(opened.table->viewport(), opened.at(2, LeadTableModel::Email));
        stage.takePictures(QStringLiteral("leads-selected-1440"));
    }

    void choosesAllWhereverTheFocusIs()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Opened opened(stage);
        QVERIFY(opened.hasRows(15));
        auto *import = stage.find<QPushButton>("leadsImport"); // where the focus is after an import
        QVERIFY(import != nullptr);
        import->setFocus();
        QTest::keyClick(import, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(opened.table->chosenCount(), qint64(15));
        opened.page->focusSearch(); // a field has its own text to choose
        QTest::keyClick(opened.table, Qt::Key_Escape);
        opened.page->focusSearch();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_A, Qt::ControlModifier);
        QVERIFY(opened.table->chosenCount() < 2);
    }

    void looksAsDesignedWhenNarrow()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Opened opened(stage, narrow);
        QVERIFY(opened.hasRows(15));
        QVERIFY(!stage.find<QWidget>("leadsInspector")->isVisible());
        QVERIFY(opened.table->isColumnHidden(LeadTableModel::Tags));
        stage.takePictures(QStringLiteral("leads-1024"));
        opened.page->toggleInspector();
        QVERIFY(stage.find<QWidget>("leadsInspector")->isVisible());
        stage.takePictures(QStringLiteral("leads-drawer-1024"));
        opened.table->setFocus();
        QTest::keyClick(opened.table, Qt::Key_Escape);
        QVERIFY(!stage.find<QWidget>("leadsInspector")->isVisible());
    }

    void givesTheTitleAColumnWhereRowsAreCompact()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Opened opened(stage);
        QVERIFY(opened.hasRows(15));
        QVERIFY(opened.table->isColumnHidden(LeadTableModel::Title));
        QVERIFY(opened.table->columns()->isAsDesigned());
        const QList<LeadColumn> columns = opened.table->columns()->shown();
        const int usual = opened.table->rowHeight(0);

        opened.page->setCompact(true);
        QCOMPARE(opened.table->rowHeight(0), 34);
        QVERIFY(!opened.table->isColumnHidden(LeadTableModel::Title));
        const QHeaderView *header = opened.table->horizontalHeader();
        QCOMPARE(header->visualIndex(LeadTableModel::Title), header->visualIndex(LeadTableModel::Name) + 1);
        QVERIFY(!opened.table->model()->index(0, LeadTableModel::Title).data().toString().isEmpty());
        stage.takePictures(QStringLiteral("leads-compact-1440"));
        // It is no choice of columns: a view that is kept now is the same in both.
        QCOMPARE(opened.table->columns()->shown(), columns);
        QVERIFY(opened.table->columns()->isAsDesigned());
        opened.clickHeader(LeadTableModel::Title);
        QTRY_VERIFY(opened.hasRows(15));

        opened.table->columns()->move(LeadTableModel::Name, 2); // the title follows the name
        opened.page->setCompact(false);
        opened.page->setCompact(true);
        QCOMPARE(header->visualIndex(LeadTableModel::Title), header->visualIndex(LeadTableModel::Name) + 1);
        stage.window.resize(1024, 680);
        QCoreApplication::processEvents();
        stage.takePictures(QStringLiteral("leads-compact-1024"));
        opened.page->setCompact(false);
        QCOMPARE(opened.table->rowHeight(0), usual);
        QVERIFY(opened.table->isColumnHidden(LeadTableModel::Title));
    }

    void bearsLongAndMissingAndRightToLeftValues()
    {
        LeadStage stage;
        Lead lead;
        lead.firstName = QString(30, QLatin1Char('W'));
        lead.lastName = QString(30, QLatin1Char('M'));
        lead.title = QStringLiteral("Senior Vice President of Absolutely Everything That Moves on Wheels");
        lead.companyName = QStringLiteral("The Extraordinarily Long Company Name Holding International GmbH & Co. KG");
        lead.email = *EmailAddress::parse(
            QStringLiteral("a.very.long.local.part.that.does.not.end@an-even-longer-domain.example"));
        lead.tags = {QStringLiteral("a tag that is much longer than its column"), QStringLiteral("two"),
                     QStringLiteral("three")};
        lead.notes = QStringLiteral("<b>Not bold</b> & not <script>run</script>. ").repeated(12);
        stage.add(lead);
        Lead hebrew;
        hebrew.firstName = QStringLiteral("אברהם");
        hebrew.lastName = QStringLiteral("כהן־לוי");
        hebrew.title = QStringLiteral("מנהל תפעול");
        stage.add(hebrew);
        Lead addressOnly;
        addressOnly.email = *EmailAddress::parse(QStringLiteral("info@bare.example"));
        stage.add(addressOnly);
        Opened opened(stage);
        QVERIFY(opened.hasRows(3));
        for (int row = 0; row < 3; ++row) {
            if (opened.name(row).startsWith(QLatin1Char('W'))) {
                opened.table->selectRow(row);
            }
        }
        QTRY_VERIFY(stage.find<QWidget>("leadsInspectorAddToCampaign")->isVisible());
        stage.takePictures(QStringLiteral("leads-odd-1440"));
        stage.window.setLayoutDirection(Qt::RightToLeft);
        stage.takePictures(QStringLiteral("leads-rtl-1440"));
    }

    void offersTheImportWhenThereIsNobody()
    {
        LeadStage stage;
        Opened opened(stage);
        QTRY_VERIFY(stage.find<QPushButton>("leadsEmptyImport") != nullptr);
        QTRY_VERIFY(stage.find<QPushButton>("leadsEmptyImport")->isVisible());
        stage.takePictures(QStringLiteral("leads-empty-1440"));
        QTest::mouseClick(stage.find<QPushButton>("leadsEmptyImport"), Qt::LeftButton);
        QCOMPARE(stage.shell.imports, QStringList{QString()});
    }

    void findsWhileOneTypesAndShowsOnlyTheLastAnswer()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Opened opened(stage);
        QVERIFY(opened.hasRows(15));
        opened.page->focusSearch();
        auto *field = stage.find<SearchField>("leadsSearch");
        QVERIFY(field->hasFocus());
        QTest::keyClicks(field, QStringLiteral("nor"));
        QTRY_COMPARE(opened.names(), QStringList{QStringLiteral("Freja Nørgaard")});
        for (const QString &typed :
             {QStringLiteral("a"), QStringLiteral("ag"), QStringLiteral("zzz"), QStringLiteral("moretti")}) {
            field->setText(typed); // faster than any of them can answer
            Q_EMIT field->searched(typed);
        }
        QTRY_COMPARE(opened.names(), QStringList{QStringLiteral("Chiara Moretti")});
        QTest::qWait(150); // no late answer of an older one may come now
        QCOMPARE(opened.names(), QStringList{QStringLiteral("Chiara Moretti")});
        QTest::keyClick(field, Qt::Key_Escape);
        QTRY_COMPARE(opened.table->model()->rowCount(), 15);
    }

    void lettersInTheSearchAreNoCommands()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Opened opened(stage);
        QVERIFY(opened.hasRows(15));
        opened.page->focusSearch();
        QTest::keyClicks(stage.find<SearchField>("leadsSearch"), QStringLiteral("nect2"));
        QCOMPARE(stage.find<SearchField>("leadsSearch")->text(), QStringLiteral("nect2"));
        QVERIFY(stage.find<QWidget>("leadForm") == nullptr);
        QVERIFY(stage.find<QWidget>("tagSheet") == nullptr);
        QVERIFY(stage.shell.campaignLeads.isEmpty());
        QCOMPARE(opened.page->currentView(), QStringLiteral("all"));
    }

    void saysWhoMatchesWithoutTheFilter()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Opened opened(stage);
        QVERIFY(opened.hasRows(15));
        auto *field = stage.find<SearchField>("leadsSearch");
        field->setText(QStringLiteral("operations"));
        QTRY_COMPARE(opened.table->model()->rowCount(), 6); // "opérations" too
        field->setText(QStringLiteral("gdynia"));
        QTRY_VERIFY(stage.find<QPushButton>("leadsClearAll") != nullptr);
        QTRY_VERIFY(stage.find<QPushButton>("leadsClearAll")->isVisible());
        stage.takePictures(QStringLiteral("leads-nomatch-1440"));
        QTest::mouseClick(stage.find<QPushButton>("leadsClearAll"), Qt::LeftButton);
        QTRY_COMPARE(opened.table->model()->rowCount(), 15);
        QCOMPARE(field->text(), QString());
    }

    void sortsByAColumnAndTurnsTheOrder()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Opened opened(stage);
        QVERIFY(opened.hasRows(15));
        opened.clickHeader(LeadTableModel::Score);
        QTRY_COMPARE(opened.name(0), QStringLiteral("Agnieszka Wójcik"));
        opened.clickHeader(LeadTableModel::Score);
        QTRY_COMPARE(opened.name(0), QStringLiteral("Priya Raghavan"));
        opened.clickHeader(LeadTableModel::Company);
        QTRY_COMPARE(opened.name(0), QStringLiteral("Chiara Moretti"));
    }

    void choosesWithTheKeyboard()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Opened opened(stage);
        QVERIFY(opened.hasRows(15));
        opened.table->setFocus();
        opened.table->choose({0}, 0, false);
        auto *bar = stage.find<SelectionBar>("leadsSelectionBar");
        QVERIFY(!bar->isVisible());
        QTest::keyClick(opened.table, Qt::Key_J);
        QCOMPARE(opened.table->chosenRows(), QList<int>{1}); // moving chooses the row one is on
        QTest::keyClick(opened.table, Qt::Key_Space);
        QVERIFY(bar->isVisible());
        QTest::keyClick(opened.table, Qt::Key_Down);
        QTest::keyClick(opened.table, Qt::Key_Down);
        QCOMPARE(opened.table->chosenRows(), QList<int>{1});
        QTest::keyClick(opened.table, Qt::Key_Space);
        QCOMPARE(opened.table->chosenRows(), (QList<int>{1, 3}));
        QTest::keyClick(opened.table, Qt::Key_Space);
        QCOMPARE(opened.table->chosenRows(), QList<int>{1});
        QTest::keyClick(opened.table, Qt::Key_Escape);
        QVERIFY(!bar->isVisible());
        QCOMPARE(opened.table->chosenRows(), QList<int>{3});
        QTest::keyClick(opened.table, Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(opened.table, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(opened.table->chosenRows(), (QList<int>{3, 4, 5}));
        QCOMPARE(opened.table->header()->checkState(), Qt::PartiallyChecked);
        QTest::keyClick(opened.table, Qt::Key_Escape);
        QTest::keyClick(opened.table, Qt::Key_End);
        QCOMPARE(opened.table->chosenRows(), QList<int>{14});
        QTest::keyClick(opened.table, Qt::Key_Home);
        QCOMPARE(opened.table->chosenRows(), QList<int>{0});
        QTest::keyClick(opened.table, Qt::Key_End, Qt::ShiftModifier);
        QCOMPARE(opened.table->chosenCount(), 15);
        QTest::keyClick(opened.table, Qt::Key_Home);
        QTest::keyClick(opened.table, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(opened.table->chosenCount(), 15);
        QCOMPARE(opened.table->header()->checkState(), Qt::Checked);
    }

    void keepsWhoIsChosenWhenTheOrderTurns()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Opened opened(stage);
        QVERIFY(opened.hasRows(15));
        opened.clickHeader(LeadTableModel::Score);
        QTRY_COMPARE(opened.name(0), QStringLiteral("Agnieszka Wójcik"));
        opened.table->choose({0, 2}, 2, true);
        const QList<LeadId> chosen = opened.page->selectedLeads();
        opened.clickHeader(LeadTableModel::Score);
        QTRY_COMPARE(opened.name(14), QStringLiteral("Agnieszka Wójcik"));
        QCOMPARE(opened.table->chosenRows(), (QList<int>{12, 14}));
        const QList<LeadId> now = opened.page->selectedLeads();
        QCOMPARE(QSet<LeadId>(now.begin(), now.end()), QSet<LeadId>(chosen.begin(), chosen.end()));
    }

    void deletesAndBringsBack()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Opened opened(stage);
        QVERIFY(opened.hasRows(15));
        QSignalSpy views(opened.page, &LeadsPage::viewsChanged);
        opened.table->choose({1, 2}, 2, true);
        const QString next = opened.name(3);
        opened.table->setFocus();
        QTest::keyClick(opened.table, Qt::Key_Delete);
        QTRY_COMPARE(opened.table->model()->rowCount(), 13);
        QCOMPARE(stage.shell.lastUndoable(), QStringLiteral("2 people deleted"));
        QCOMPARE(opened.table->currentIndex().row(), 1);
        QCOMPARE(opened.name(1), next);
        QTRY_VERIFY(std::ranges::any_of(opened.page->views(), [](const LeadsPage::View &view) {
            return view.key == QLatin1String("deleted") && view.count == 2;
        }));
        opened.page->showView(QStringLiteral("deleted"));
        QTRY_COMPARE(opened.table->model()->rowCount(), 2);
        stage.shell.undoLast();
        QVERIFY(stage.shell.problems.isEmpty());
        opened.page->showView(QStringLiteral("all"));
        QTRY_COMPARE(opened.table->model()->rowCount(), 15);
    }

    void tagsWithUndo()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Opened opened(stage);
        QVERIFY(opened.hasRows(15));
        opened.table->choose({0, 1, 2}, 0, true);
        opened.table->setFocus();
        QTest::keyClick(opened.table, Qt::Key_T);
        QTRY_VERIFY(stage.find<QLineEdit>("tagSheetField") != nullptr);
        QTest::keyClicks(stage.find<QLineEdit>("tagSheetField"), QStringLiteral("Fair Odense"));
        QTest::keyClick(stage.find<QLineEdit>("tagSheetField"), Qt::Key_Return);
        QTRY_COMPARE(stage.shell.lastUndoable(), QStringLiteral("3 people tagged Fair Odense"));
        const QString tagged =
            QStringLiteral("SELECT count(*) FROM lead_tag JOIN tag ON tag.id = tag_id WHERE name = 'Fair Odense'");
        QCOMPARE(stage.files.number(tagged), 3);
        stage.shell.undoLast();
        QCOMPARE(stage.files.number(tagged), 0);
    }

    void handsTheChosenToACampaign()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Opened opened(stage);
        QVERIFY(opened.hasRows(15));
        opened.table->choose({0, 4}, 4, true);
        QTest::mouseClick(stage.find<QPushButton>("leadsAddToCampaign"), Qt::LeftButton);
        QCOMPARE(stage.shell.campaignLeads, opened.page->selectedLeads());
        QCOMPARE(stage.shell.campaignLeads.size(), 2);
        stage.shell.campaignLeads.clear();
        opened.table->setFocus();
        QTest::keyClick(opened.table, Qt::Key_C);
        QCOMPARE(stage.shell.campaignLeads.size(), 2);
    }

    void opensAPersonThatAFilterHides()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Lead hidden;
        hidden.firstName = QStringLiteral("Zoe");
        const LeadId id = stage.add(hidden);
        Opened opened(stage);
        QVERIFY(opened.hasRows(16));
        stage.find<SearchField>("leadsSearch")->setText(QStringLiteral("moretti"));
        QTRY_COMPARE(opened.table->model()->rowCount(), 1);
        opened.page->selectLead(id);
        QTRY_COMPARE(opened.table->model()->rowCount(), 16);
        QCOMPARE(opened.page->selectedLeads(), QList<LeadId>{id});
        QCOMPARE(stage.find<SearchField>("leadsSearch")->text(), QString());
    }

    void openingSomebodyWhoWasDeletedSaysSoAndBringsThemBack()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Opened opened(stage);
        QVERIFY(opened.hasRows(15));
        QVERIFY(QCoro::waitFor(stage.leads.softDelete({LeadId(3)})));
        QVERIFY(opened.hasRows(14));
        stage.find<SearchField>("leadsSearch")->setText(QStringLiteral("moretti"));
        QVERIFY(opened.hasRows(1));
        const QList<LeadId> chosen = opened.page->selectedLeads();
        opened.page->selectLead(LeadId(3));
        QTRY_VERIFY(stage.find<ConfirmSheet>("leadDeletedSheet") != nullptr);
        QCOMPARE(opened.page->selectedLeads(), chosen); // no other person in their place
        const QString name = QCoro::waitFor(stage.leads.lead(LeadId(3)))->fullName();
        QCOMPARE(stage.find<QWidget>("leadDeletedSheet")->accessibleName(), name + QStringLiteral(" was deleted"));
        stage.takePictures(QStringLiteral("lead-deleted-1440"));
        QTest::keyClick(stage.find<QWidget>("leadDeletedSheet"), Qt::Key_Escape);
        QTRY_VERIFY(stage.find<ConfirmSheet>("leadDeletedSheet") == nullptr);
        QCOMPARE(stage.files.number(QStringLiteral("SELECT count(*) FROM lead WHERE deleted_at IS NULL")), 14);

        opened.page->selectLead(LeadId(3));
        QTRY_VERIFY(stage.find<ConfirmSheet>("leadDeletedSheet") != nullptr);
        QTest::keyClick(stage.find<QWidget>("leadDeletedSheet"), Qt::Key_Return);
        QTRY_COMPARE(opened.page->selectedLeads(), QList<LeadId>{LeadId(3)});
        QVERIFY(opened.hasRows(15));
        QCOMPARE(stage.shell.lastUndoable(), QStringLiteral("1 person brought back"));
        QVERIFY(stage.shell.problems.isEmpty());
    }

    void openingSomebodyWhoHasBecomeOneWithAnotherShowsThatOne()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Opened opened(stage);
        QVERIFY(opened.hasRows(15));
        QVERIFY(stage.files.write([&](Connection &connection) {
            return LeadMergeStore().markMerged(connection, LeadId(5), LeadId(3), stage.clock.now());
        }));
        stage.leads.announceReset();
        QVERIFY(opened.hasRows(14));
        opened.page->selectLead(LeadId(3));
        QTRY_COMPARE(opened.page->selectedLeads(), QList<LeadId>{LeadId(5)});
        QVERIFY(stage.shell.toasts.join(QString()).startsWith(QStringLiteral("This person has become one with")));
    }

    void openingSomebodyWhoIsGoneForGoodSaysSo()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Opened opened(stage);
        QVERIFY(opened.hasRows(15));
        const QList<LeadId> chosen = opened.page->selectedLeads();
        opened.page->selectLead(LeadId(4711));
        QTRY_COMPARE(stage.shell.problems, QStringList{QStringLiteral("This lead is not there any more.")});
        QCOMPARE(opened.page->selectedLeads(), chosen);
    }

    void saysWhenThePeopleOfANumberAreAllDeleted()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Opened opened(stage);
        QVERIFY(opened.hasRows(15));
        QVERIFY(QCoro::waitFor(stage.leads.softDelete({LeadId(3), LeadId(4)})));
        opened.page->showPeople(QStringLiteral("Replied, all days"), {LeadId(3), LeadId(4)});
        QTRY_VERIFY(stage.find<Button>("leadsShowDeleted") != nullptr);
        QVERIFY(stage.find<Button>("leadsEmptyImport") == nullptr); // there are others
        stage.takePictures(QStringLiteral("leads-nobody-left-1440"));
        QTest::mouseClick(stage.find<Button>("leadsShowDeleted"), Qt::LeftButton);
        QVERIFY(opened.hasRows(2));
    }

    void findsPeopleForThePalette()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Opened opened(stage);
        QVERIFY(opened.hasRows(15));
        QStringList titles;
        opened.page->findPeople(QStringLiteral("bal"), opened.page, [&](const QList<PaletteEntry> &people) {
            for (const PaletteEntry &entry : people) {
                titles << entry.title;
                entry.perform();
            }
        });
        QTRY_COMPARE(titles, QStringList{QStringLiteral("Agnieszka Wójcik")});
        QVERIFY(!stage.shell.openedLead.isNull());
    }

    void exportsTheListThatIsShown()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Opened opened(stage);
        QVERIFY(opened.hasRows(15));
        stage.find<SearchField>("leadsSearch")->setText(QStringLiteral("planning"));
        QTRY_VERIFY(opened.table->model()->rowCount() < 15);
        const int shownRows = opened.table->model()->rowCount();
        const QString path = stage.files.folder.filePath(QStringLiteral("out.csv"));
        opened.page->exportTo(path);
        QTRY_COMPARE(stage.shell.toasts.size(), 1);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count("\r\n"), shownRows + 1);
        QVERIFY(stage.shell.progress.isEmpty());
    }

    void scrollsThroughTenThousandWithoutAWrongRow()
    {
        LeadStage stage;
        stage.addMany(10000);
        Opened opened(stage);
        QVERIFY(opened.hasRows(10000));
        auto *model = static_cast<LeadTableModel *>(opened.table->model());
        QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        opened.clickHeader(LeadTableModel::Name);
        QTRY_COMPARE(opened.name(0), QStringLiteral("Person 00000"));
        for (const int row : {9999, 5000, 4321, 200, 199, 0}) {
            opened.table->scrollTo(model->index(row, 1));
            QTRY_COMPARE(opened.name(row), QStringLiteral("Person %1").arg(row, 5, 10, QLatin1Char('0')));
        }
        opened.table->setFocus();
        QTest::keyClick(opened.table, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(opened.page->selectedLeads().size(), 10000);
        stage.takePictures(QStringLiteral("leads-many-1440"));
    }

    void speaksARowAsASentence()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Opened opened(stage);
        QVERIFY(opened.hasRows(15));
        opened.clickHeader(LeadTableModel::Score);
        QTRY_COMPARE(opened.name(0), QStringLiteral("Agnieszka Wójcik"));
        const QModelIndex row = opened.table->model()->index(0, LeadTableModel::Name);
        // "2 h ago", or "Yesterday" where the test runs soon after midnight.
        const QString ago = LeadWords::ago(row.data(LeadTableModel::LeadRole).value<LeadSummary>().touchedAt,
                                           QDateTime::currentDateTimeUtc());
        QCOMPARE(row.data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("Agnieszka Wójcik, Head of Operations, Baltway Logistics, address verified, score 92, "
                                "interested, %1")
                     .arg(ago));
    }

    void outlivesItsOwnClosing()
    {
        LeadStage stage;
        stage.addMany(500);
        auto page = std::make_unique<LeadsPage>(stage.leads, stage.search, stage.savedViews, stage.lists,
                                                stage.leadExport, stage.shell);
        page.reset(); // with searches on their way
        QTest::qWait(100);
        QVERIFY(stage.shell.problems.isEmpty());
    }
};

QTEST_MAIN(LeadsPageTest)
#include "LeadsPageTest.moc"
