#include "settings/SuppressionSection.h"
#include "app/outbox/OutboxWorld.h"
#include "settings/SuppressionModel.h"
#include "stage/PageStage.h"
#include "support/Patience.h"
#include "widgets/Button.h"
#include "widgets/Combo.h"
#include "widgets/Label.h"
#include "widgets/LineEdit.h"
#include "widgets/ScrollArea.h"
#include "widgets/Segmented.h"
#include "widgets/TableView.h"
#include "widgets/TextField.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QVBoxLayout>
#include <QtTest>

using namespace AlwaysLeads;

/// The list of people who are never written to, as a person sees it.
class SuppressionSectionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysThatNobodyIsThere();
    void addsWhatIsTypedAndSaysWhomItCovers();
    void anUndoReleasesWhatWasAdded();
    void refusesWithASentence_data();
    void refusesWithASentence();
    void searchesAlsoForAWholeAddress();
    void releasesByHandAfterOneQuestion();
    void asksToTypeBeforeReleasingWhoOptedOut();
    void takesAListOver();
    void aFileThatCannotBeReadIsSaidInTheSheet();
    void writesTheList();
    void showsAHundredThousandEntries();
    void everyControlHasANameAndRoom_data();
    void everyControlHasANameAndRoom();

private:
    struct Opened : OutboxWorld
    {
        Opened() = default;
        ~Opened()
        {
            stage.close();
            files.settle();
        }
        void open(QSize size = QSize(1032, 862))
        {
            section = new SuppressionSection(optOuts, suppression, stage.shell);
            auto *ground = new Pane(&Theme::surface);
            auto *place = new QVBoxLayout(ground);
            place->setContentsMargins(0, 0, 0, 0);
            place->addWidget(section);
            stage.show(new ScrollArea(ground), size);
            section->enter();
            const auto *model = qobject_cast<SuppressionModel *>(table()->model());
            if (!QTest::qWaitFor([model] { return model->total() >= 0; }, testPatience)) {
                qFatal("The list never came");
            }
        }
        TableView *table() const { return section->findChild<TableView *>(QStringLiteral("suppressionTable")); }
        QString label(const char *name) const
        {
            const auto *found = stage.find<Label>(name);
            return found == nullptr ? QString() : found->text();
        }
        void typeIn(const char *name, const QString &text)
        {
            auto *edit = stage.find<QLineEdit>(name);
            QVERIFY2(edit != nullptr, name);
            edit->setFocus();
            edit->selectAll();
            QTest::keyClicks(edit, text);
        }
        void put(const QString &text, SuppressionReason reason)
        {
            clock.advance(std::chrono::hours(31));
            must(files.write([=, now = clock.now()](Connection &connection) {
                return SuppressionStore().add(
                    connection, SuppressionSubject::parse(text).value(), reason,
                    reason == SuppressionReason::OptedOut ? QStringLiteral("Replied \"please stop\"") : QString(), now);
            }));
        }
        void putSeveral()
        {
            put(QStringLiteral("anna.keller@rheinhafen.example"), SuppressionReason::OptedOut);
            put(QStringLiteral("j.brandt@nordkai.example"), SuppressionReason::Bounced);
            put(QStringLiteral("competitor.example"), SuppressionReason::ByHand);
            put(QStringLiteral("office@hafenamt.example"), SuppressionReason::Complaint);
            put(QStringLiteral("info@*"), SuppressionReason::ByHand);
            put(QStringLiteral("*.gov"), SuppressionReason::ByHand);
        }
        /// Opens the question whether to release this row.
        void askToRelease(int row)
        {
            table()->setFocus();
            table()->setCurrentIndex(table()->model()->index(row, 0));
            QTest::keyClick(table(), Qt::Key_Delete);
            QTRY_VERIFY(stage.isShown("suppressionReleaseSheet"));
        }
        Button *inSheet(const char *sheet, const QString &text) const
        {
            const QList<Button *> buttons = stage.visible(sheet)->findChildren<Button *>();
            for (Button *button : buttons) {
                if (button->text() == text) {
                    return button;
                }
            }
            return nullptr;
        }
        qint64 entries() { return files.number(QStringLiteral("SELECT count(*) FROM suppression")); }

        Suppression suppression{*files, clock};
        OptOuts optOuts{*files, clock, suppression};
        PageStage stage;
        SuppressionSection *section = nullptr;
    };
};

void SuppressionSectionTest::saysThatNobodyIsThere()
{
    Opened world;
    world.open();
    QVERIFY(!world.table()->isVisible());
    QVERIFY(shownTexts(world.section).contains(QStringLiteral("Nobody yet")));
    QVERIFY(!world.stage.find<Button>("suppressionExport")->isEnabled());
    world.stage.takePictures(QStringLiteral("do-not-contact-empty"));
}

void SuppressionSectionTest::addsWhatIsTypedAndSaysWhomItCovers()
{
    Opened world;
    world.queue(3);
    world.putSeveral();
    world.open();
    QCOMPARE(world.label("suppressionCount"), QStringLiteral("6 entries"));
    world.typeIn("suppressionFieldEdit", QStringLiteral("@Baltway.example"));
    QTRY_COMPARE(world.label("suppressionEffect"),
                 QStringLiteral("Everybody at baltway.example and below it. 3 of your leads are covered. "
                                "3 waiting mail(s) will be taken out."));
    world.stage.takePictures(QStringLiteral("do-not-contact"));
    world.stage.click("suppressionAdd");
    QTRY_COMPARE(world.label("suppressionCount"), QStringLiteral("7 entries"));
    QCOMPARE(world.table()->model()->index(0, SuppressionModel::Who).data().toString(),
             QStringLiteral("baltway.example"));
    QCOMPARE(world.sends(SendState::Waiting), 0);
    QVERIFY(world.stage.find<QLineEdit>("suppressionFieldEdit")->text().isEmpty());
    QVERIFY(!world.stage.isShown("suppressionEffect"));
    // The same once more, with Enter.
    world.typeIn("suppressionFieldEdit", QStringLiteral("baltway.example"));
    QTest::keyClick(world.stage.find<QLineEdit>("suppressionFieldEdit"), Qt::Key_Return);
    QTRY_VERIFY(world.stage.shell.toasts.contains(QStringLiteral("baltway.example is on the list already")));
    QCOMPARE(world.entries(), 7);
}

void SuppressionSectionTest::anUndoReleasesWhatWasAdded()
{
    Opened world;
    world.queue(2);
    world.open();
    world.typeIn("suppressionFieldEdit", QStringLiteral("person*@baltway.example"));
    world.stage.click("suppressionAdd");
    QTRY_COMPARE(world.entries(), 1);
    QTRY_COMPARE(world.stage.shell.undoables.size(), 1U);
    QCOMPARE(world.sends(SendState::Waiting), 0);
    must(world.stage.shell.undoables.front().undo());
    QCOMPARE(world.entries(), 0);
    QCOMPARE(world.sends(SendState::Waiting), 2);
    QTRY_VERIFY(!world.table()->isVisible());
}

void SuppressionSectionTest::refusesWithASentence_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("says");
    QTest::newRow("nothing") << QString() << QStringLiteral("Type an address, a domain, or a pattern such as info@*.");
    QTest::newRow("everybody") << QStringLiteral("*@*")
                               << QStringLiteral("This would be everybody. To write to nobody, stop all sending.");
    QTest::newRow("no domain") << QStringLiteral("nonsense")
                               << QStringLiteral("\"nonsense\" is not a domain. Type it like example.org.");
    QTest::newRow("bad address") << QStringLiteral("a@b@c.example") << QStringLiteral("Two @ signs in the address.");
}

void SuppressionSectionTest::refusesWithASentence()
{
    QFETCH(QString, text);
    QFETCH(QString, says);
    Opened world;
    world.open();
    world.typeIn("suppressionFieldEdit", text);
    world.stage.click("suppressionAdd");
    QCOMPARE(world.stage.find<TextField>("suppressionField")->error(), says);
    QVERIFY(world.stage.find<QLineEdit>("suppressionFieldEdit")->hasFocus());
    QCOMPARE(world.entries(), 0);
}

void SuppressionSectionTest::searchesAlsoForAWholeAddress()
{
    Opened world;
    world.putSeveral();
    world.open();
    world.typeIn("suppressionSearch", QStringLiteral("Anna.Keller+x@rheinhafen.example"));
    QTRY_COMPARE(world.label("suppressionCount"), QStringLiteral("1 found"));
    QCOMPARE(world.table()->model()->index(0, SuppressionModel::Why).data().toString(), QStringLiteral("Opted out"));
    world.typeIn("suppressionSearch", QStringLiteral("nobody at all"));
    QTRY_VERIFY(shownTexts(world.section).contains(QStringLiteral("Not on the list")));
    QTest::keyClick(world.stage.find<QLineEdit>("suppressionSearch"), Qt::Key_Escape);
    QTRY_COMPARE(world.label("suppressionCount"), QStringLiteral("6 entries"));
}

void SuppressionSectionTest::releasesByHandAfterOneQuestion()
{
    Opened world;
    world.putSeveral();
    world.open();
    world.askToRelease(0); // *.gov
    Button *release = world.inSheet("suppressionReleaseSheet", QStringLiteral("Release"));
    QVERIFY(release->isEnabled());
    world.stage.takePictures(QStringLiteral("do-not-contact-release"));
    QTest::keyClick(world.stage.visible("suppressionReleaseSheet"), Qt::Key_Escape);
    QTRY_VERIFY(!world.stage.isShown("suppressionReleaseSheet"));
    QCOMPARE(world.entries(), 6);
    world.askToRelease(0);
    QTest::mouseClick(world.inSheet("suppressionReleaseSheet", QStringLiteral("Release")), Qt::LeftButton);
    QTRY_COMPARE(world.label("suppressionCount"), QStringLiteral("5 entries"));
    QVERIFY(!must(world.suppression.find(*EmailAddress::parse(QStringLiteral("x@city.gov")))));
}

void SuppressionSectionTest::asksToTypeBeforeReleasingWhoOptedOut()
{
    Opened world;
    world.putSeveral();
    world.open();
    world.askToRelease(5); // Anna, who asked for it
    Button *release = world.inSheet("suppressionReleaseSheet", QStringLiteral("Release"));
    QVERIFY(!release->isEnabled());
    QTest::mouseClick(release, Qt::LeftButton);
    QVERIFY(world.stage.isShown("suppressionReleaseSheet"));
    auto *edit = world.stage.visible("suppressionReleaseSheet")->findChild<QLineEdit *>();
    QVERIFY(edit != nullptr);
    QTest::keyClicks(edit, QStringLiteral("RELEASE"));
    QVERIFY(release->isEnabled());
    world.stage.takePictures(QStringLiteral("do-not-contact-release-opted-out"));
    QTest::mouseClick(release, Qt::LeftButton);
    QTRY_COMPARE(world.entries(), 5);
}

void SuppressionSectionTest::takesAListOver()
{
    Opened world;
    world.queue(1);
    world.open();
    const QString path = world.files.folder.filePath(QStringLiteral("unsubscribed.csv"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("name,email\nAnna,anna@firm.example\nP,person1@baltway.example\nAll,*@*\nQuiet,quiet.example\n");
    file.close();
    world.section->importFile(path);
    QTRY_VERIFY(world.stage.isShown("suppressionImportColumn"));
    QCOMPARE(world.stage.find<Combo>("suppressionImportColumn")->currentText(), QStringLiteral("email"));
    QVERIFY(world.label("suppressionImportSample").startsWith(QStringLiteral("anna@firm.example")));
    QTRY_VERIFY(world.stage.find<Button>("suppressionImportTake")->isEnabled());
    world.stage.takePictures(QStringLiteral("do-not-contact-import"));
    world.stage.find<Segmented>("suppressionImportReason")->setCurrent(1);
    world.stage.click("suppressionImportTake");
    QTRY_VERIFY(world.stage.isShown("suppressionImportRefused"));
    QCOMPARE(
        world.label("suppressionImportSaid"),
        QStringLiteral("3 added, 0 there already, 1 refused. 1 draft(s) or waiting mail(s) to them were stopped."));
    const auto *refused = world.stage.find<TableView>("suppressionImportRefused")->model();
    QCOMPARE(refused->rowCount(), 1);
    QCOMPARE(refused->index(0, 0).data().toString(), QStringLiteral("4"));
    QCOMPARE(refused->index(0, 1).data().toString(), QStringLiteral("*@*"));
    world.stage.takePictures(QStringLiteral("do-not-contact-imported"));
    world.stage.click("suppressionImportCancel"); // "Done" by now
    QTRY_COMPARE(world.label("suppressionCount"), QStringLiteral("3 entries"));
    const auto entry = must(world.suppression.find(*EmailAddress::parse(QStringLiteral("anna@firm.example"))));
    QCOMPARE(entry->reason, SuppressionReason::ByHand);
    must(world.stage.shell.undoables.back().undo());
    QCOMPARE(world.entries(), 0);
    QCOMPARE(world.sends(SendState::Waiting), 1);
}

void SuppressionSectionTest::aFileThatCannotBeReadIsSaidInTheSheet()
{
    Opened world;
    world.open();
    world.section->importFile(QStringLiteral("/nowhere/at/all.csv"));
    QTRY_VERIFY(world.label("suppressionImportSaid").startsWith(QStringLiteral("The file cannot be read")));
    QVERIFY(!world.stage.isShown("suppressionImportTake"));
    world.stage.click("suppressionImportCancel");
    QTRY_VERIFY(!world.stage.isShown("suppressionImportSheet"));
}

void SuppressionSectionTest::writesTheList()
{
    Opened world;
    world.putSeveral();
    world.open();
    const QString path = world.files.folder.filePath(QStringLiteral("list.csv"));
    world.section->exportTo(path);
    QTRY_VERIFY(world.stage.shell.toasts.contains(QStringLiteral("6 entries written to list.csv")));
    QVERIFY(QFile::exists(path));
}

void SuppressionSectionTest::showsAHundredThousandEntries()
{
    Opened world;
    world.put(QStringLiteral("first@firm.example"), SuppressionReason::ByHand);
    must(world.files.write([](Connection &connection) {
        return connection.run(QStringLiteral(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 99999) "
            "INSERT INTO suppression (kind, key_hash, shown, reason, detail, added_at) "
            "SELECT 'address', randomblob(32), 'p…@firm' || i || '.example', 'by hand', '', 1000 * i FROM n"));
    }));
    world.open();
    QAbstractItemModelTester tester(world.table()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(world.label("suppressionCount"), QStringLiteral("%1 entries").arg(QLocale().toString(100000)));
    QCOMPARE(world.table()->model()->rowCount(), 100000);
    const QModelIndex last = world.table()->model()->index(99999, SuppressionModel::Who);
    world.table()->scrollTo(last);
    QTRY_COMPARE(last.data().toString(), QStringLiteral("p…@firm1.example"));
    // Nothing of it is worked out on this thread: asking for rows takes next to nothing.
    QElapsedTimer time;
    time.start();
    for (int row = 0; row < 100000; row += 500) {
        Q_UNUSED(world.table()->model()->index(row, SuppressionModel::Who).data())
    }
    QVERIFY2(time.elapsed() < 5000, qPrintable(QString::number(time.elapsed())));
    world.typeIn("suppressionSearch", QStringLiteral("firm4711."));
    QTRY_COMPARE(world.label("suppressionCount"), QStringLiteral("1 found"));
    QCOMPARE(world.table()->model()->index(0, SuppressionModel::Who).data().toString(),
             QStringLiteral("p…@firm4711.example"));
}

void SuppressionSectionTest::everyControlHasANameAndRoom_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("1440x900") << QSize(1016, 810);
    QTest::newRow("1024x680") << QSize(760, 590);
}

void SuppressionSectionTest::everyControlHasANameAndRoom()
{
    QFETCH(QSize, size);
    Opened world;
    world.putSeveral();
    world.open(size);
    QCOMPARE(namelessControls(world.section), QStringList());
    QTRY_COMPARE(clippedTexts(world.section).join(QLatin1Char('|')), QString());
    world.stage.takePictures(QStringLiteral("do-not-contact-%1").arg(size.width()));
    world.stage.find<QLineEdit>("suppressionFieldEdit")->setFocus();
    const QStringList order = tabOrder(world.stage);
    QCOMPARE(order.first(6),
             (QStringList{QStringLiteral("suppressionFieldEdit"), QStringLiteral("suppressionAdd"),
                          QStringLiteral("suppressionSearch"), QStringLiteral("suppressionImport"),
                          QStringLiteral("suppressionExport"), QStringLiteral("suppressionTable")}));
}

QTEST_MAIN(SuppressionSectionTest)
#include "SuppressionSectionTest.moc"
