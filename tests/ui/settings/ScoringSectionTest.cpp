#include "settings/ScoringSection.h"
#include "ScoringStage.h"
#include "scoring/ScoreEffectCard.h"
#include "scoring/ScoreRulesEditor.h"
#include "support/Patience.h"
#include "widgets/Button.h"
#include "widgets/Combo.h"
#include "widgets/Label.h"
#include "widgets/LineEdit.h"
#include "widgets/ScrollArea.h"
#include "widgets/Segmented.h"

#include <QVBoxLayout>
#include <QtTest>

using namespace AlwaysLeads;

/// The table of rules: edited, its effect looked at, used or taken back.
class ScoringSectionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsTheRulesInForce();
    void showsTheEffectBeforeAnythingChanges();
    void whatIsTypedWhileRulesAreSavedIsNotInForce();
    void saysWhatIsWrongWithARule();
    void addsAndRemovesRules();
    void bringsARemovedRuleBackToItsPlace();
    void keepsWhatWasTypedOverAnEndOfTheProgram();
    void keepsWhatCannotBeUsedYet();
    void theRowsStayWhereTheyAreWhileTheEffectIsShown();
    void tabGoesThroughTheRulesInReadingOrder();
    void suggestsFromTheIdealCustomer();
    void goesBackToWhatIsInForce();

private:
    struct Opened
    {
        Opened()
            : section(new ScoringSection(stage.scoring, stage.settings, stage.shell))
        {
            stage.addDesignPeople();
            stage.scoring.start();
            auto *ground = new Pane(&Theme::surface);
            auto *place = new QVBoxLayout(ground);
            place->setContentsMargins(0, 0, 0, 0);
            place->addWidget(section);
            stage.show(new ScrollArea(ground), QSize(1010, 860));
            section->enter();
            if (!QTest::qWaitFor([&] { return row(1, "Value") != nullptr && !stage.scoring.isRunning(); },
                                 testPatience)) {
                qFatal("The rules never came");
            }
            if (!QTest::qWaitFor(
                    [&] { return stage.files.number(QStringLiteral("SELECT count(*) FROM score_stale")) == 0; },
                    testPatience)) {
                qFatal("Nobody was scored");
            }
        }
        LineEdit *row(int number, const char *part)
        {
            return stage.window.findChild<LineEdit *>(
                QStringLiteral("scoreRule%1%2").arg(number).arg(QLatin1String(part)));
        }
        void type(LineEdit *edit, const QString &text)
        {
            edit->setFocus();
            edit->selectAll();
            QTest::keyClicks(edit, text);
        }
        QString said() { return stage.find<Label>("scoreEffectText")->text(); }
        qint64 versions() { return stage.files.number(QStringLiteral("SELECT count(*) FROM score_rules")); }
        void choosePart(ScorePart part) { stage.find<Segmented>("scoreRulesParts")->setCurrent(int(part)); }

        ScoringStage stage;
        ScoringSection *section;
    };
};

void ScoringSectionTest::showsTheRulesInForce()
{
    Opened opened;
    QTRY_VERIFY(opened.said().contains(QStringLiteral("Nothing changes until you use it")));
    QVERIFY(!opened.stage.find<Button>("scoreRulesUse")->isVisible());
    for (const ScorePart part : allScoreParts) {
        opened.choosePart(part);
        QVERIFY(opened.row(1, "Points") != nullptr);
    }
    opened.choosePart(ScorePart::CompanyFit);
    opened.stage.takePictures(QStringLiteral("scoring-rules"));
}

void ScoringSectionTest::showsTheEffectBeforeAnythingChanges()
{
    Opened opened;
    opened.choosePart(ScorePart::Role);
    const qint64 before = opened.stage.files.number(QStringLiteral("SELECT sum(score) FROM lead"));
    const QString points = opened.row(1, "Points")->text();
    opened.type(opened.row(1, "Points"), QStringLiteral("-30"));
    QTRY_VERIFY2(opened.said().contains(QStringLiteral(" fall")) && opened.said().startsWith(QStringLiteral("0 rise")),
                 qPrintable(opened.said()));
    QVERIFY(opened.stage.find<QWidget>("scoreHistogram")->isVisible());
    QVERIFY(!opened.stage.find<QWidget>("scoreHistogram")->accessibleDescription().isEmpty());
    opened.stage.takePictures(QStringLiteral("scoring-effect"));
    QCOMPARE(opened.stage.files.number(QStringLiteral("SELECT sum(score) FROM lead")), before);
    QCOMPARE(opened.versions(), 0);
    QTest::mouseClick(opened.stage.find<Button>("scoreRulesUse"), Qt::LeftButton);
    QTRY_COMPARE(opened.versions(), 1);
    QTRY_VERIFY(opened.stage.files.number(QStringLiteral("SELECT sum(score) FROM lead")) < before);
    QTRY_VERIFY(opened.said().contains(QStringLiteral("Nothing changes until you use it")));
    // Taken back, the rules of before count again, and stand in the table.
    QTRY_COMPARE(opened.stage.shell.undoables.size(), size_t(1));
    opened.stage.shell.undoLast();
    QVERIFY2(opened.stage.shell.problems.isEmpty(), qPrintable(opened.stage.shell.problems.join(u' ')));
    QTRY_COMPARE(opened.stage.files.number(QStringLiteral("SELECT sum(score) FROM lead")), before);
    QTRY_COMPARE(opened.row(1, "Points")->text(), points);
}

void ScoringSectionTest::whatIsTypedWhileRulesAreSavedIsNotInForce()
{
    Opened opened;
    opened.choosePart(ScorePart::Role);
    opened.type(opened.row(1, "Points"), QStringLiteral("-30"));
    QTRY_VERIFY2(opened.said().startsWith(QStringLiteral("0 rise")), qPrintable(opened.said()));
    Q_EMIT opened.stage.find<ScoreEffectCard>("scoreEffectCard")->useRequested();
    Q_EMIT opened.stage.find<ScoreEffectCard>("scoreEffectCard")->useRequested(); // a second click saves nothing more
    opened.type(opened.row(1, "Points"), QStringLiteral("-20")); // before the answer
    QTRY_COMPARE(opened.versions(), 1);
    QTRY_VERIFY(!opened.stage.shell.undoables.empty());
    QVERIFY(opened.stage.find<Button>("scoreRulesUse")->isVisible()); // there is something to use
    QTRY_VERIFY2(!opened.said().contains(QStringLiteral("Nothing changes")), qPrintable(opened.said()));
    const Result<ScoreRules> inForce = QCoro::waitFor(opened.stage.scoring.rules());
    QVERIFY(inForce);
    QCOMPARE(std::ranges::count(inForce->rules, -30, &ScoreRule::points), 1);
    QCOMPARE(opened.versions(), 1);
}

void ScoringSectionTest::saysWhatIsWrongWithARule()
{
    Opened opened;
    opened.type(opened.row(1, "Value"), QStringLiteral("many"));
    QTRY_VERIFY2(opened.said().contains(QStringLiteral("two numbers")), qPrintable(opened.said()));
    QVERIFY(opened.row(1, "Value")->isBad());
    QCOMPARE(opened.stage.find<Label>("scoreRulesWrong")->text(), opened.said()); // below the rules too
    QVERIFY(!opened.stage.find<Button>("scoreRulesUse")->isEnabled());
    opened.stage.takePictures(QStringLiteral("scoring-wrong-rule"));
    opened.type(opened.row(1, "Value"), QStringLiteral("10-20"));
    QVERIFY(!opened.row(1, "Value")->isBad());
    QVERIFY(opened.stage.find<Label>("scoreRulesWrong")->text().isEmpty());
    QTRY_VERIFY(opened.stage.find<Button>("scoreRulesUse")->isEnabled());
}

void ScoringSectionTest::addsAndRemovesRules()
{
    Opened opened;
    opened.choosePart(ScorePart::Timing);
    auto *editor = opened.stage.find<ScoreRulesEditor>("scoreRulesEditor");
    const qsizetype before = editor->rules().rules.size();
    QTest::mouseClick(opened.stage.find<Button>("scoreRulesAdd"), Qt::LeftButton);
    QCOMPARE(editor->rules().rules.size(), before + 1);
    QCOMPARE(editor->rules().rules.last().part, ScorePart::Timing);
    int last = 1;
    while (opened.row(last + 1, "Value") != nullptr) {
        ++last;
    }
    auto *field = opened.stage.window.findChild<Combo *>(QStringLiteral("scoreRule%1Field").arg(last));
    field->setCurrentIndex(field->findData(QStringLiteral("event:sent")));
    QTRY_COMPARE(editor->rules().rules.last().field, QStringLiteral("event:sent"));
    QCOMPARE(editor->rules().rules.last().test, ScoreTest::Known);
    QVERIFY(!opened.row(last, "Value")->isEnabled()); // "at any time" compares with nothing
    QTest::mouseClick(opened.stage.window.findChild<QAbstractButton *>(QStringLiteral("scoreRule%1Remove").arg(last)),
                      Qt::LeftButton);
    QTRY_COMPARE(editor->rules().rules.size(), before);
    QTRY_VERIFY(opened.said().contains(QStringLiteral("Nothing changes until you use it"))); // as in force again
}

void ScoringSectionTest::tabGoesThroughTheRulesInReadingOrder()
{
    Opened opened;
    const auto next = [&opened](const QString &from) {
        auto *at = opened.stage.window.findChild<QWidget *>(from);
        at->setFocus();
        QTest::keyClick(at, Qt::Key_Tab);
        const QWidget *now = opened.stage.window.focusWidget();
        return now == nullptr ? QString() : now->objectName();
    };
    QCOMPARE(next(QStringLiteral("scoreRulesParts")), QStringLiteral("scoreRule1Field"));
    QCOMPARE(next(QStringLiteral("scoreRule1Points")), QStringLiteral("scoreRule1Label"));
    QCOMPARE(next(QStringLiteral("scoreRule1Remove")), QStringLiteral("scoreRule2Field"));
    QTest::mouseClick(opened.stage.find<Button>("scoreRulesAdd"), Qt::LeftButton);
    int last = 1;
    while (opened.row(last + 1, "Value") != nullptr) {
        ++last;
    }
    QCOMPARE(next(QStringLiteral("scoreRule%1Remove").arg(last - 1)), QStringLiteral("scoreRule%1Field").arg(last));
    QCOMPARE(next(QStringLiteral("scoreRule%1Remove").arg(last)), QStringLiteral("scoreRulesAdd"));
    QVERIFY(opened.stage.find<Label>("scoreRulesReasons")->text().contains(QStringLiteral("{} in it becomes")));
}

void ScoringSectionTest::suggestsFromTheIdealCustomer()
{
    Opened opened;
    SenderProfile profile;
    profile.idealTitles = QStringLiteral("dispatch, planning");
    QVERIFY(QCoro::waitFor(opened.stage.settings.setSenderProfile(profile)));
    QTest::mouseClick(opened.stage.find<Button>("scoreRulesSuggest"), Qt::LeftButton);
    QTRY_VERIFY(opened.said().contains(QStringLiteral(" rise")));
    opened.choosePart(ScorePart::Role);
    QCOMPARE(opened.row(1, "Value")->text(), profile.idealTitles);
}

void ScoringSectionTest::bringsARemovedRuleBackToItsPlace()
{
    Opened opened;
    auto *editor = opened.stage.find<ScoreRulesEditor>("scoreRulesEditor");
    opened.choosePart(ScorePart::Role);
    const ScoreRules before = editor->rules();
    QVERIFY(opened.row(2, "Value") != nullptr);
    const QString first = opened.row(1, "Value")->text();
    QTest::mouseClick(opened.stage.find<QAbstractButton>("scoreRule1Remove"), Qt::LeftButton);
    QTRY_COMPARE(editor->rules().rules.size(), before.rules.size() - 1);
    QCOMPARE(opened.stage.shell.lastUndoable(), QStringLiteral("Rule removed"));
    opened.choosePart(ScorePart::Engagement); // somewhere else meanwhile
    opened.stage.shell.undoLast();
    QCOMPARE(editor->rules(), before);
    QCOMPARE(opened.stage.find<Segmented>("scoreRulesParts")->current(), int(ScorePart::Role));
    QTRY_COMPARE(opened.row(1, "Value")->text(), first);
    QTRY_VERIFY(opened.said().contains(QStringLiteral("Nothing changes until you use it"))); // as in force again
    QCOMPARE(opened.versions(), 0);
}

void ScoringSectionTest::keepsWhatWasTypedOverAnEndOfTheProgram()
{
    Opened opened;
    opened.type(opened.row(1, "Points"), QStringLiteral("7"));
    const ScoreRules typed = opened.stage.find<ScoreRulesEditor>("scoreRulesEditor")->rules();
    delete opened.section; // at once, before any pause in typing
    QTRY_VERIFY(opened.stage.scoring.draft());
    QCOMPARE(opened.stage.scoring.draft()->rules, typed.rules);

    Settings later(*opened.stage.files); // as the next start reads it
    QVERIFY(QCoro::waitFor(later.load()));
    Scoring scoring(*opened.stage.files, opened.stage.clock, opened.stage.leads, later);
    auto *section = new ScoringSection(scoring, later, opened.stage.shell);
    opened.stage.show(section, QSize(1010, 860));
    section->enter();
    section->enter(); // as when the page opens at it
    QTRY_VERIFY(opened.row(1, "Points") != nullptr);
    QTRY_COMPARE(opened.row(1, "Points")->text(), QStringLiteral("7"));
    auto *use = section->findChild<Button *>(QStringLiteral("scoreRulesUse"));
    QTRY_VERIFY(use->isVisible() && use->isEnabled());
    QTest::qWait(0);
    QCOMPARE(opened.row(1, "Points")->text(), QStringLiteral("7"));
    QCOMPARE(opened.versions(), 0);
    // Given up, it is no draft any more; the toast brings it back.
    QTest::mouseClick(section->findChild<Button *>(QStringLiteral("scoreRulesRevert")), Qt::LeftButton);
    QTRY_VERIFY(!scoring.draft());
    QTRY_VERIFY(!use->isVisible());
    opened.stage.shell.undoLast();
    QTRY_VERIFY(scoring.draft());
    QTRY_COMPARE(opened.row(1, "Points")->text(), QStringLiteral("7"));
    // In force, there is nothing left to keep.
    QTRY_VERIFY(use->isVisible() && use->isEnabled());
    QTest::mouseClick(use, Qt::LeftButton);
    QTRY_COMPARE(opened.versions(), 1);
    QTRY_VERIFY(!scoring.draft());
    delete section;
    QCoro::waitFor(scoring.close());
}

void ScoringSectionTest::keepsWhatCannotBeUsedYet()
{
    Opened opened;
    opened.type(opened.row(1, "Points"), QStringLiteral("500"));
    QTRY_VERIFY(opened.stage.scoring.draft());
    QTRY_COMPARE(opened.stage.scoring.draft()->rules.first().points, 500);
    opened.type(opened.row(1, "Points"), QStringLiteral("5"));
    QTRY_COMPARE(opened.stage.scoring.draft()->rules.first().points, 5);
}

void ScoringSectionTest::theRowsStayWhereTheyAreWhileTheEffectIsShown()
{
    Opened opened;
    QTRY_VERIFY(opened.said().contains(QStringLiteral("Nothing changes until you use it")));
    auto *histogram = opened.stage.find<QWidget>("scoreHistogram");
    QTRY_VERIFY(histogram->isVisible());
    QCOMPARE(opened.section->keeping(), QStringLiteral("Rules count once you use them"));
    QCOMPARE(histogram->accessibleName(), QStringLiteral("Scores now"));
    opened.choosePart(ScorePart::Role);
    QTRY_VERIFY(opened.row(1, "Points") != nullptr);
    const auto place = [&] { return opened.row(1, "Points")->mapTo(&opened.stage.window, QPoint()); };
    QTest::qWait(0);
    const QPoint before = place();
    opened.type(opened.row(1, "Points"), QStringLiteral("-30"));
    QCOMPARE(place(), before); // adding up
    QTRY_VERIFY2(opened.said().contains(QStringLiteral(" fall")), qPrintable(opened.said()));
    QTest::qWait(0);
    QCOMPARE(place(), before);
    opened.type(opened.row(1, "Points"), QStringLiteral("500"));
    QTRY_VERIFY(!opened.stage.find<Button>("scoreRulesUse")->isEnabled());
    QTest::qWait(0);
    QCOMPARE(place(), before); // what is wrong
    QTest::mouseClick(opened.stage.find<Button>("scoreRulesRevert"), Qt::LeftButton);
    QTRY_VERIFY(opened.said().contains(QStringLiteral("Nothing changes until you use it")));
    QTest::qWait(0);
    QCOMPARE(place(), before);
}

void ScoringSectionTest::goesBackToWhatIsInForce()
{
    Opened opened;
    const QString before = opened.row(1, "Points")->text();
    opened.type(opened.row(1, "Points"), QStringLiteral("1"));
    QTRY_VERIFY(opened.stage.find<Button>("scoreRulesRevert")->isVisible());
    QTest::mouseClick(opened.stage.find<Button>("scoreRulesRevert"), Qt::LeftButton);
    QTRY_COMPARE(opened.row(1, "Points")->text(), before);
    QTRY_VERIFY(!opened.stage.find<Button>("scoreRulesUse")->isVisible());
    QCOMPARE(opened.versions(), 0);
}

QTEST_MAIN(ScoringSectionTest)
#include "ScoringSectionTest.moc"
