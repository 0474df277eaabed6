#include "BrowsingStage.h"
#include "lead/LeadConditionEditor.h"
#include "lead/LeadFilterGroup.h"
#include "widgets/Button.h"
#include "widgets/Choices.h"
#include "widgets/Combo.h"
#include "widgets/FilterChip.h"
#include "widgets/Label.h"
#include "widgets/LineEdit.h"
#include "widgets/Segmented.h"

#include <QListView>
#include <QLocale>
#include <QScopeGuard>
#include <QTest>

#include <algorithm>

using namespace AlwaysLeads;

/// Filters of the list of people: by chips, by the builder with its groups, kept as a view.
class LeadsFilterTest : public QObject
{
    Q_OBJECT

private:
    /// By its key; null where it does not come.
    static QWidget *openBuilder(const Browsing &opened)
    {
        opened.focusTable();
        QTest::keyClick(opened.table, Qt::Key_F, Qt::ShiftModifier);
        const bool isThere = QTest::qWaitFor(
            [&] {
                const auto *sheet = opened.stage.find<QWidget>("filterSheet");
                return sheet != nullptr
                    && !sheet->findChild<Combo *>(QStringLiteral("filterField"))->visibleRegion().isEmpty();
            },
            testPatience);
        return isThere ? opened.stage.find<QWidget>("filterSheet") : nullptr;
    }

private Q_SLOTS:
    void filtersByTheKeyboardAndShowsChips()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Browsing opened(stage);
        QVERIFY(opened.hasRows(15));
        opened.filterByKeys("score", "85");
        stage.takePictures(QStringLiteral("leads-filter-popover"));
        QTest::keyClick(stage.find<LineEdit>("conditionValue0"), Qt::Key_Return);
        QVERIFY(opened.hasRows(5));
        QTRY_VERIFY(stage.find<QWidget>("conditionPopover") == nullptr);
        QCOMPARE(stage.find<FilterChip>("filterChip0")->text(), QStringLiteral("Score 85 or more"));
        opened.filterByKeys("company", "car");
        QTest::keyClick(stage.find<LineEdit>("conditionValue0"), Qt::Key_Return);
        QVERIFY(opened.hasRows(2));
        QVERIFY(opened.table->hasFocus()); // where the key was pressed
        QTest::keyClick(opened.table, Qt::Key_F);
        QTRY_VERIFY(stage.find<LineEdit>("fieldPickerSearch") != nullptr);
        QTest::keyClick(stage.find<LineEdit>("fieldPickerSearch"), Qt::Key_Escape);
        QVERIFY(opened.table->hasFocus());
        QTRY_VERIFY(stage.find<QWidget>("fieldPicker") == nullptr);
        QVERIFY(stage.find<Button>("leadsSaveView")->isVisible());
        stage.takePictures(QStringLiteral("leads-filtered-1440"));
        stage.find<FilterChip>("filterChip0")->setFocus();
        QTest::keyClick(stage.find<FilterChip>("filterChip0"), Qt::Key_Delete);
        QVERIFY(opened.hasRows(2));
        QTest::keyClick(stage.find<FilterChip>("filterChip0"), Qt::Key_Return); // edits it
        QTRY_VERIFY(stage.find<LineEdit>("conditionValue0") != nullptr);
        stage.find<LineEdit>("conditionValue0")->clear();
        QTest::keyClick(stage.find<LineEdit>("conditionValue0"), Qt::Key_Return);
        QVERIFY(stage.find<QWidget>("conditionPopover") != nullptr); // says what is missing
        QTest::keyClick(stage.find<LineEdit>("conditionValue0"), Qt::Key_Escape);
        QTRY_VERIFY(stage.find<QWidget>("conditionPopover") == nullptr);
        QVERIFY(opened.hasRows(2));
    }

    void filtersByWhatClaudeSaysAndByWhatHappened()
    {
        LeadStage stage;
        stage.addDesignPeople();
        QVERIFY(stage.files.write([](Connection &connection) {
            return connection.script(
                QStringLiteral("INSERT INTO qualification (lead_id, score, verdict, reasons, model, at) VALUES (1, 90, "
                               "'good', '[]', '', 1), (2, 10, 'no', '[]', '', 1);"
                               "INSERT INTO lead_event (lead_id, at, kind) VALUES (3, 1, 'bounced')"));
        }));
        Browsing opened(stage);
        QVERIFY(opened.hasRows(15));
        const auto pick = [&](const char *field) {
            opened.focusTable();
            QTest::keyClick(opened.table, Qt::Key_F);
            QTRY_VERIFY(stage.find<LineEdit>("fieldPickerSearch") != nullptr);
            QTest::keyClicks(stage.find<LineEdit>("fieldPickerSearch"), QString::fromLatin1(field));
            QTest::keyClick(stage.find<LineEdit>("fieldPickerSearch"), Qt::Key_Return);
            QTRY_VERIFY(stage.find<Button>("conditionApply") != nullptr);
        };
        pick("claude says");
        stage.find<QAbstractButton>("conditionCheck-good")->setChecked(true);
        QTest::mouseClick(stage.find<Button>("conditionApply"), Qt::LeftButton);
        QVERIFY(opened.hasRows(1));
        QCOMPARE(stage.find<FilterChip>("filterChip0")->text(), QStringLiteral("Claude says Good fit"));
        stage.find<FilterChip>("filterChip0")->setFocus();
        QTest::keyClick(stage.find<FilterChip>("filterChip0"), Qt::Key_Delete);
        QVERIFY(opened.hasRows(15)); // the filter goes, and nobody of the list
        QTRY_VERIFY(stage.find<QWidget>("conditionPopover") == nullptr);
        pick("came back"); // a value of the events
        QCOMPARE(stage.find<Combo>("conditionChoice")->currentData().toString(), QStringLiteral("bounced"));
        QTest::mouseClick(stage.find<Button>("conditionApply"), Qt::LeftButton);
        QVERIFY(opened.hasRows(1));
        QCOMPARE(opened.names().first(), QStringLiteral("Lukas"));
    }

    void buildsGroupsAndCountsThem()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Browsing opened(stage);
        QVERIFY(opened.hasRows(15));
        opened.table->setFocus();
        QTest::keyClick(opened.table, Qt::Key_F, Qt::ShiftModifier);
        QTRY_VERIFY(stage.find<QWidget>("filterSheet") != nullptr);
        auto *sheet = stage.find<QWidget>("filterSheet");
        sheet->findChild<Segmented *>(QStringLiteral("filterJoin"))->setCurrent(1);
        auto *field = sheet->findChild<Combo *>(QStringLiteral("filterField"));
        field->setCurrentIndex(field->findData(QStringLiteral("score")));
        const auto visibleValue = [sheet]() -> LineEdit * {
            const QList<LineEdit *> values = sheet->findChildren<LineEdit *>(QStringLiteral("conditionValue0"));
            const auto found = std::ranges::find_if(values, &LineEdit::isVisible);
            return found == values.end() ? nullptr : *found;
        };
        QTRY_VERIFY(visibleValue() != nullptr);
        QTest::keyClicks(visibleValue(), QStringLiteral("90"));
        QTest::mouseClick(sheet->findChild<Button *>(QStringLiteral("filterAddCondition")), Qt::LeftButton);
        auto *second = sheet->findChildren<Combo *>(QStringLiteral("filterField")).last();
        second->setCurrentIndex(second->findData(QStringLiteral("tags")));
        for (CheckBox *box : sheet->findChildren<CheckBox *>(QStringLiteral("conditionCheck-Alpine"))) {
            box->setChecked(true);
        }
        QTRY_COMPARE(sheet->findChild<Label *>(QStringLiteral("filterCount"))->text(), QStringLiteral("4 people fit"));
        stage.takePictures(QStringLiteral("leads-filter-builder"));
        QTest::mouseClick(sheet->findChild<Button *>(QStringLiteral("filterApply")), Qt::LeftButton);
        QVERIFY(opened.hasRows(4));
        QVERIFY(
            stage.find<FilterChip>("filterChip0")->text().contains(QLatin1String("Score 90 or more or Tag Alpine")));
    }

    void theBuilderFindsAFieldByWhatItCanBe()
    {
        LeadStage stage;
        stage.addDesignPeople();
        QVERIFY(stage.files.write([](Connection &connection) {
            return connection.script(
                QStringLiteral("INSERT INTO lead_event (lead_id, at, kind) VALUES (3, 1, 'bounced')"));
        }));
        Browsing opened(stage);
        QVERIFY(opened.hasRows(15));
        opened.focusTable();
        QTest::keyClick(opened.table, Qt::Key_F, Qt::ShiftModifier);
        QTRY_VERIFY(stage.find<QWidget>("filterSheet") != nullptr);
        auto *sheet = stage.find<QWidget>("filterSheet");
        auto *field = sheet->findChild<Combo *>(QStringLiteral("filterField"));
        QTRY_VERIFY(!field->visibleRegion().isEmpty());
        const auto picker = [&stage] { return stage.find<QWidget>("fieldPicker"); };
        const auto search = [&stage] { return stage.find<LineEdit>("fieldPickerSearch"); };
        field->setFocus();
        QTest::keyClick(field, Qt::Key_Space);
        QTRY_VERIFY(search() != nullptr && search()->hasFocus()); // the sheet leaves it the keyboard
        auto *list = stage.find<QListView>("fieldPickerList");
        QCOMPARE(list->currentIndex().data().toString(), field->currentText()); // as the line has it
        QCOMPARE(list->model()->rowCount(), field->count()); // and no groups, which are built around it
        stage.takePictures(QStringLiteral("leads-filter-builder-field"));
        stage.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&stage.window, testPatience));
        QTRY_VERIFY(search()->hasFocus());
        QTest::keyClick(search(), Qt::Key_Escape);
        QTRY_VERIFY(picker() == nullptr);
        QVERIFY(sheet->isVisible()); // it closed alone
        QTRY_VERIFY(field->hasFocus());
        QTest::mouseClick(field, Qt::LeftButton);
        QTRY_VERIFY(picker() != nullptr);
        QTest::mouseClick(field, Qt::LeftButton); // closes it again, as with any list
        QTRY_VERIFY(picker() == nullptr);
        QTest::mouseClick(field, Qt::LeftButton);
        QTRY_VERIFY(search() != nullptr && search()->hasFocus());
        QTest::keyClicks(search(), QStringLiteral("came back")); // a value of the events
        QCOMPARE(stage.find<QListView>("fieldPickerList")->model()->rowCount(), 1);
        QTest::keyClick(search(), Qt::Key_Return);
        QTRY_VERIFY(picker() == nullptr);
        QVERIFY(sheet->isVisible()); // Enter chose the field and applied nothing
        QCOMPARE(field->currentData().toString(), QStringLiteral("event"));
        QTRY_VERIFY(field->hasFocus());
        QTRY_VERIFY(sheet->findChild<Combo *>(QStringLiteral("conditionChoice")) != nullptr);
        const auto event = [sheet] { return sheet->findChildren<Combo *>(QStringLiteral("conditionChoice")).last(); };
        QCOMPARE(event()->currentData().toString(), QStringLiteral("bounced"));
        QTRY_COMPARE(sheet->findChild<Label *>(QStringLiteral("filterCount"))->text(), QStringLiteral("1 person fits"));
        QTest::mouseClick(field, Qt::LeftButton); // another value of the same field
        QTRY_VERIFY(search() != nullptr && search()->hasFocus());
        QTest::keyClicks(search(), QStringLiteral("called"));
        QTest::keyClick(search(), Qt::Key_Return);
        QTRY_VERIFY(picker() == nullptr);
        QTRY_COMPARE(event()->currentText(), QStringLiteral("Called"));
        QTRY_COMPARE(sheet->findChild<Label *>(QStringLiteral("filterCount"))->text(), QStringLiteral("0 people fit"));
    }

    void theTabKeyGoesThroughTheBuilderAsItIsRead()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Browsing opened(stage);
        QVERIFY(opened.hasRows(15));
        opened.focusTable();
        QTest::keyClick(opened.table, Qt::Key_F, Qt::ShiftModifier);
        QTRY_VERIFY(stage.find<QWidget>("filterSheet") != nullptr);
        auto *sheet = stage.find<QWidget>("filterSheet");
        auto *group = sheet->findChild<LeadFilterGroup *>(QStringLiteral("filterGroup1"));
        QVERIFY(group != nullptr);
        // The order the Tab key takes, from the first control of the builder to the first behind it.
        const auto taken = [group] {
            QList<QWidget *> all{group->stops().first()};
            for (QWidget *at = all.first()->nextInFocusChain(); at != all.first(); at = at->nextInFocusChain()) {
                if (group->isAncestorOf(at) && at->isVisible() && (at->focusPolicy() & Qt::TabFocus) != 0) {
                    all << at;
                }
            }
            return all;
        };
        const auto read = [group] {
            QList<QWidget *> all = group->stops();
            all.removeIf([](const QWidget *stop) { return !stop->isVisible(); });
            return all;
        };
        auto *field = sheet->findChild<Combo *>(QStringLiteral("filterField"));
        QTRY_VERIFY(!field->visibleRegion().isEmpty());
        QTRY_COMPARE(taken(), read());
        field->setCurrentIndex(field->findData(QStringLiteral("score"))); // other controls for the value
        const auto visible = [sheet](const char *name) -> QWidget * {
            const QList<QWidget *> all = sheet->findChildren<QWidget *>(QLatin1String(name));
            const auto found = std::ranges::find_if(all, &QWidget::isVisible);
            return found == all.end() ? nullptr : *found;
        };
        QTRY_VERIFY(visible("conditionAsks") != nullptr && visible("conditionValue0") != nullptr);
        field->setFocus();
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClick(field, Qt::Key_Tab);
        QTRY_VERIFY(visible("conditionAsks")->hasFocus());
        QTest::keyClick(visible("conditionAsks"), Qt::Key_Tab);
        QTRY_VERIFY(visible("conditionValue0")->hasFocus());
        auto *asks = qobject_cast<Combo *>(visible("conditionAsks"));
        asks->setCurrentIndex(asks->findData(int(LeadOperator::Between)));
        QTRY_VERIFY(visible("conditionValue1") != nullptr);
        QTRY_COMPARE(taken(), read());
        sheet->findChild<Button *>(QStringLiteral("filterAddGroup"))->click();
        sheet->findChild<Button *>(QStringLiteral("filterAddCondition"))->click();
        QTRY_VERIFY(read().size() >= 4 + 3 + 8 + 4); // the lines are placed
        QTRY_COMPARE(taken(), read());
        QCOMPARE(read().first()->objectName(), QStringLiteral("filterJoin"));
        QCOMPARE(read().last()->objectName(), QStringLiteral("filterAddGroup"));
    }

    void theLinesOfTheBuilderStandBelowEachOther()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Browsing opened(stage);
        QVERIFY(opened.hasRows(15));
        QWidget *sheet = openBuilder(opened);
        QVERIFY(sheet != nullptr);
        for (const char *field : {"score", "event"}) {
            sheet->findChild<Button *>(QStringLiteral("filterAddCondition"))->click();
            auto *last = sheet->findChildren<Combo *>(QStringLiteral("filterField")).last();
            last->setCurrentIndex(last->findData(QLatin1String(field)));
        }
        struct Column
        {
            int left = 0;
            int right = 0;
            bool operator==(const Column &) const = default;
        };
        const auto columns = [sheet](const char *name) {
            QList<Column> all;
            for (const QWidget *one : sheet->findChildren<QWidget *>(QLatin1String(name))) {
                if (one->isVisible()) {
                    const int left = one->mapTo(sheet, QPoint()).x();
                    all.append({left, left + one->width()});
                }
            }
            return all;
        };
        QTRY_COMPARE(columns("conditionAsks").size(), 3);
        const auto isOneColumn = [&columns](const char *name) {
            const QList<Column> all = columns(name);
            return all.size() > 1 && all.count(all.first()) == all.size();
        };
        QTRY_VERIFY(isOneColumn("filterField"));
        QTRY_VERIFY(isOneColumn("conditionAsks"));
        QTRY_VERIFY(isOneColumn("conditionValue0")); // of the text and of the number
        QTRY_COMPARE(columns("conditionChoice").size(), 1);
        QCOMPARE(columns("conditionChoice").first().left, columns("conditionValue0").first().left);
        stage.takePictures(QStringLiteral("leads-filter-builder-lines"));
    }

    void theKeyboardGoesIntoANewGroup()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Browsing opened(stage);
        QVERIFY(opened.hasRows(15));
        QWidget *sheet = openBuilder(opened);
        QVERIFY(sheet != nullptr);
        sheet->findChild<Button *>(QStringLiteral("filterAddGroup"))->click();
        QTRY_VERIFY(sheet->findChild<LeadFilterGroup *>(QStringLiteral("filterGroup2")) != nullptr);
        auto *group = sheet->findChild<LeadFilterGroup *>(QStringLiteral("filterGroup2"));
        auto *value = group->findChild<LineEdit *>(QStringLiteral("conditionValue0"));
        QVERIFY(value != nullptr);
        QTRY_VERIFY(value->hasFocus());
        stage.takePictures(QStringLiteral("leads-filter-builder-group"));
    }

    void whatWasPutTogetherComesBackAfterEsc()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Browsing opened(stage);
        QVERIFY(opened.hasRows(15));
        QWidget *sheet = openBuilder(opened);
        QVERIFY(sheet != nullptr);
        QTest::keyClick(sheet, Qt::Key_Escape);
        QTRY_VERIFY(stage.find<QWidget>("filterSheet") == nullptr);
        QVERIFY(stage.shell.undoables.empty()); // nothing was changed

        sheet = openBuilder(opened);
        QVERIFY(sheet != nullptr);
        sheet->findChild<LineEdit *>(QStringLiteral("conditionValue0"))->setFocus();
        QTest::keyClicks(sheet->findChild<LineEdit *>(QStringLiteral("conditionValue0")), QStringLiteral("freight"));
        sheet->findChild<Button *>(QStringLiteral("filterAddGroup"))->click();
        const LeadFilter made = sheet->findChild<LeadFilterGroup *>(QStringLiteral("filterGroup1"))->filter();
        for (int times = 0; times < 2; ++times) { // also when it is left once more as it came back
            QTest::keyClick(sheet, Qt::Key_Escape);
            QTRY_VERIFY(stage.find<QWidget>("filterSheet") == nullptr);
            QCOMPARE(stage.shell.undoables.size(), std::size_t(1));
            QVERIFY(opened.hasRows(15));
            stage.shell.undoLast();
            QTRY_VERIFY(stage.find<QWidget>("filterSheet") != nullptr);
            sheet = stage.find<QWidget>("filterSheet");
            QCOMPARE(sheet->findChild<LeadFilterGroup *>(QStringLiteral("filterGroup1"))->filter(), made);
        }
    }

    void aDayIsTypedAsThePersonWritesIt()
    {
        const QLocale before;
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        const auto back = qScopeGuard([&before] { QLocale::setDefault(before); });
        const LeadStage stage; // the style
        const LeadCondition start{QStringLiteral("created"), LeadOperator::Before, {QStringLiteral("2026-11-25")}};
        LeadConditionEditor editor(LeadFields::common(), start, LeadConditionEditor::Shape::Row);
        auto *day = editor.findChild<LineEdit *>(QStringLiteral("conditionValue0"));
        QVERIFY(day != nullptr);
        QCOMPARE(day->text(), QStringLiteral("25.11.26"));
        QCOMPARE(editor.condition(), start);
        QVERIFY(day->placeholderText().contains(QStringLiteral("25.11.26")));
        for (const char *typed : {"3.12.2026", "03.12.26", "2026-12-03", "3. Dezember 2026"}) {
            day->setText(QString::fromUtf8(typed));
            QCOMPARE(editor.condition().values, QStringList(QStringLiteral("2026-12-03")));
        }
        day->setText(QStringLiteral("soon")); // kept, so that the error can name it
        QCOMPARE(editor.condition().values, QStringList(QStringLiteral("soon")));
    }

    void aCountOfDaysIsNoDay()
    {
        const LeadStage stage; // the style
        const LeadFields fields = LeadFields::common();
        LeadConditionEditor editor(fields, {QStringLiteral("created"), LeadOperator::InLastDays, {}},
                                   LeadConditionEditor::Shape::Row);
        QCOMPARE(editor.condition().values, QStringList(QStringLiteral("30"))); // a value, no hint
        QVERIFY(LeadFilter(editor.condition()).check(fields));
        const auto field = [&editor] { return editor.findChild<LineEdit *>(QStringLiteral("conditionValue0")); };
        auto *asks = editor.findChild<Combo *>(QStringLiteral("conditionAsks"));
        const auto ask = [asks](LeadOperator wanted) { asks->setCurrentIndex(asks->findData(int(wanted))); };
        field()->setText(QStringLiteral("7"));
        ask(LeadOperator::NotInLastDays);
        QCOMPARE(field()->text(), QStringLiteral("7")); // means the same
        ask(LeadOperator::Before);
        QCOMPARE(field()->text(), QString());
        field()->setText(QStringLiteral("2026-11-25"));
        ask(LeadOperator::IsKnown);
        ask(LeadOperator::After);
        QCOMPARE(editor.condition().values, QStringList(QStringLiteral("2026-11-25")));
        ask(LeadOperator::InLastDays);
        QCOMPARE(editor.condition().values, QStringList(QStringLiteral("30")));

        LeadConditionEditor event(
            fields,
            {QStringLiteral("event"), LeadOperator::HappenedInLastDays, {QStringLiteral("sent"), QStringLiteral("7")}},
            LeadConditionEditor::Shape::Row);
        auto *how = event.findChild<Combo *>(QStringLiteral("conditionAsks"));
        how->setCurrentIndex(how->findData(int(LeadOperator::HappenedBefore)));
        QCOMPARE(event.condition().values, (QStringList{QStringLiteral("sent"), QString()})); // what stays, when goes
    }

    void keepsAViewInTheSidebar()
    {
        LeadStage stage;
        stage.addDesignPeople();
        Browsing opened(stage);
        QVERIFY(opened.hasRows(15));
        QVERIFY(!stage.find<Button>("leadsSaveView")->isVisible());
        opened.filterByKeys("score", "85");
        QTest::keyClick(stage.find<LineEdit>("conditionValue0"), Qt::Key_Return);
        QVERIFY(opened.hasRows(5));
        opened.clickHeader(LeadTableModel::Company);
        QTest::mouseClick(stage.find<Button>("leadsSaveView"), Qt::LeftButton);
        QTRY_VERIFY(stage.find<LineEdit>("nameSheetField") != nullptr);
        QCOMPARE(stage.find<LineEdit>("nameSheetField")->text(), QStringLiteral("Score 85 or more"));
        stage.find<LineEdit>("nameSheetField")->setText(QStringLiteral("Best"));
        QTest::keyClick(stage.find<LineEdit>("nameSheetField"), Qt::Key_Return);
        const auto best = [&]() -> LeadsPage::View { return opened.page->views().value(1); };
        QTRY_COMPARE(best().title, QStringLiteral("Best"));
        QTRY_COMPARE(best().count, 5);
        QCOMPARE(opened.page->currentView(), best().key);
        QTRY_VERIFY(!stage.find<Button>("leadsSaveView")->isVisible());
        const QStringList order = opened.names();
        opened.focusTable();
        QTest::keyClick(opened.table, Qt::Key_1);
        QVERIFY(opened.hasRows(15));
        QTest::keyClick(opened.table, Qt::Key_2);
        QVERIFY(opened.hasRows(5));
        QTRY_COMPARE(opened.names(), order);
        opened.clickHeader(LeadTableModel::Name);
        QTRY_VERIFY(stage.find<Button>("leadsSaveView")->isVisible());
        Browsing::chooseInMenu(QStringLiteral("Delete the view"));
        opened.page->openViewMenu(best().key, QPoint(10, 10));
        QTRY_COMPARE(stage.shell.lastUndoable(), QStringLiteral("View Best deleted"));
        QTRY_COMPARE(opened.page->currentView(), QStringLiteral("all"));
        QCOMPARE(best().title, QStringLiteral("New this week"));
        stage.shell.undoLast();
        QTRY_COMPARE(best().title, QStringLiteral("Best"));
        QVERIFY(stage.shell.problems.isEmpty());
    }
};

QTEST_MAIN(LeadsFilterTest)
#include "LeadsFilterTest.moc"
