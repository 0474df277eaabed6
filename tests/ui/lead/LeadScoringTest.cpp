#include "ScoringStage.h"
#include "lead/LeadInspector.h"
#include "lead/LeadTableModel.h"
#include "lead/LeadsPage.h"
#include "lead/LeadsTable.h"
#include "lead/ScoreSection.h"
#include "support/Patience.h"
#include "widgets/Button.h"
#include "widgets/DialogSheet.h"
#include "widgets/IconButton.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"

#include <QHelpEvent>
#include <QLineEdit>
#include <QMenu>
#include <QStyleOption>
#include <QToolTip>
#include <QtTest>

using namespace AlwaysLeads;

/// The score in the inspector and scoring of the chosen people, driven with clicks on a real database.
class LeadScoringTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsFourPartsWithTheirReasons();
    void asksClaudeAndShowsReasonsWithTheirFields();
    void noLineIsSqueezedWhileClaudesAnswerComes();
    void saysWhatIsWrongWithClaude();
    void leadsToTheLimitThatIsReached();
    void setsAScoreByHandAndUndoesIt();
    void theRowMarksAScoreSetByHand();
    void saysWhyRuleByRule();
    void scoresTheChosenAgain();
    void saysTheCostBeforeAskingAboutMany();
    void refusesWhatTheLimitDoesNotAllow();

private:
    struct Opened
    {
        Opened(QSize size = QSize(1200, 860))
            : page(
                new LeadsPage(stage.leads, stage.search, stage.savedViews, stage.lists, stage.leadExport, stage.shell))
        {
            SenderProfile profile;
            profile.company = QStringLiteral("Harbourline");
            profile.idealTitles = QStringLiteral("operations, dispatch, planning");
            profile.idealCompanies = QStringLiteral("freight*, logist*, cargo");
            if (!QCoro::waitFor(stage.settings.setSenderProfile(profile))) {
                qFatal("The profile cannot be kept");
            }
            stage.addDesignPeople();
            stage.scoring.start();
            page->addScoring(stage.scoring, stage.qualification, stage.batches);
            stage.show(page, size);
            page->enter();
        }
        LeadId idOf(const QString &lastName)
        {
            return LeadId(stage.files.number(QStringLiteral("SELECT id FROM lead WHERE last_name = ?"), {lastName}));
        }
        void choose(const QString &lastName)
        {
            const LeadId id = idOf(lastName);
            page->selectLead(id);
            QTRY_COMPARE(stage.find<ScoreSection>("scoreSection")->isVisible(), true);
            QTRY_COMPARE(page->selectedLeads(), QList<LeadId>{id});
            // Until then the buttons are those of the person before.
            QTRY_COMPARE(stage.find<LeadInspector>("leadsInspector")->shownLead(), id);
        }
        std::optional<int> score(LeadId id) { return QCoro::waitFor(stage.leads.lead(id)).value_or(Lead()).score; }
        QString text(const char *name)
        {
            auto *label = stage.find<Label>(name);
            return label == nullptr ? QString() : (label->lead() + u' ' + label->text()).trimmed();
        }
        void click(const char *name)
        {
            auto *button = stage.find<QAbstractButton>(name);
            QVERIFY2(button != nullptr, name);
            QTRY_VERIFY2(button->isEnabled() && button->isVisible(), name);
            QTest::mouseClick(button, Qt::LeftButton);
        }
        ScoringStage stage;
        LeadsPage *page;
    };
};

void LeadScoringTest::showsFourPartsWithTheirReasons()
{
    Opened opened;
    opened.choose(QStringLiteral("Wójcik"));
    const LeadId id = opened.idOf(QStringLiteral("Wójcik"));
    QTRY_COMPARE(opened.text("scorePart1"), QStringLiteral("30 / 30"));
    QTRY_VERIFY(opened.text("scoreReason1").contains(QStringLiteral("Head of Operations")));
    QCOMPARE(opened.text("scorePart3"), QStringLiteral("10 / 10")); // interested
    QVERIFY(opened.text("scoreReason3").startsWith(QStringLiteral("Interested")));
    QTRY_COMPARE(opened.stage.find<ScorePill>("scoreSectionPill")->accessibleName(),
                 QStringLiteral("Score %1").arg(*opened.score(id)));
    opened.stage.takePictures(QStringLiteral("score-inspector"));
}

void LeadScoringTest::asksClaudeAndShowsReasonsWithTheirFields()
{
    Opened opened;
    opened.choose(QStringLiteral("Wójcik"));
    QVERIFY(!opened.stage.find<QWidget>("scoreClaude")->isVisible());
    QTRY_VERIFY(opened.stage.find<Button>("scoreAskClaude")->toolTip().contains(QLatin1Char('$')));
    QTRY_VERIFY2(opened.text("scoreAskCost").contains(QStringLiteral("at most $")),
                 qPrintable(opened.text("scoreAskCost")));
    QVERIFY(opened.stage.find<QWidget>("scoreAskCost")->isVisible()); // read before anything is asked
    opened.click("scoreAskClaude");
    QTRY_VERIFY_WITH_TIMEOUT(opened.stage.find<QWidget>("scoreClaude")->isVisible(), 60'000);
    QTRY_VERIFY(opened.stage.find<StatusChip>("scoreVerdict")->look().word.startsWith(QStringLiteral("Good fit, ")));
    QStringList words;
    for (const Label *label : opened.stage.find<QWidget>("scoreClaude")->findChildren<Label *>()) {
        words << label->text();
    }
    QVERIFY(words.join(u'\n').contains(QStringLiteral("(title)")));
    QVERIFY(words.join(u'\n').contains(QLatin1Char('$'))); // counted after
    QTRY_COMPARE(opened.stage.find<Button>("scoreAskClaude")->text(), QStringLiteral("Ask again"));
    QVERIFY(opened.stage.shell.problems.isEmpty());
    // What Claude says moves the score only through a rule, and that shows.
    QTRY_VERIFY(opened.text("scoreReason0").contains(QStringLiteral("Claude says it fits")));
    opened.stage.takePictures(QStringLiteral("score-claude"));
}

namespace {

/// Counts what is painted with less height than its words take.
class Squeezed : public QObject
{
public:
    explicit Squeezed(const QWidget *inside)
        : m_inside(inside)
    {
        qApp->installEventFilter(this);
    }
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        const auto *label = event->type() == QEvent::Paint ? qobject_cast<const Label *>(watched) : nullptr;
        if (label != nullptr && label->wordWrap() && m_inside->isAncestorOf(label)) {
            ++painted;
            if (label->height() < label->heightForWidth(label->width())) {
                words << label->text();
            }
        }
        return false;
    }
    int painted = 0;
    QStringList words;

private:
    const QWidget *m_inside;
};

} // namespace

void LeadScoringTest::noLineIsSqueezedWhileClaudesAnswerComes()
{
    Opened opened;
    opened.choose(QStringLiteral("Wójcik"));
    QTRY_VERIFY(opened.text("scoreAskCost").contains(QStringLiteral("at most $")));
    QTRY_VERIFY(opened.text("scoreReason3").startsWith(QStringLiteral("Interested")));
    const Squeezed squeezed(opened.stage.find<ScoreSection>("scoreSection"));
    opened.click("scoreAskClaude");
    QTRY_VERIFY_WITH_TIMEOUT(opened.text("scoreReason0").contains(QStringLiteral("Claude says it fits")), 60'000);
    QTRY_COMPARE(opened.stage.find<Button>("scoreAskClaude")->text(), QStringLiteral("Ask again"));
    QTRY_VERIFY(squeezed.painted > 0);
    QCOMPARE(squeezed.words, QStringList());
}

void LeadScoringTest::leadsToTheLimitThatIsReached()
{
    Opened opened;
    QVERIFY(QCoro::waitFor(opened.stage.settings.setMonthlyBudgetMicros(0)));
    opened.choose(QStringLiteral("Wójcik"));
    QTRY_VERIFY(opened.text("scoreAskCost").contains(QStringLiteral("at most $")));
    QVERIFY(!opened.stage.find<Button>("scoreLimit")->isVisible());
    opened.click("scoreAskClaude");
    QTRY_VERIFY2(opened.text("scoreAskCost").contains(QStringLiteral("monthly limit is zero")),
                 qPrintable(opened.text("scoreAskCost")));
    QVERIFY(opened.stage.shell.problems.isEmpty()); // said there, and nowhere else
    QTRY_VERIFY(!opened.stage.find<Button>("scoreLimit")->visibleRegion().isEmpty());
    opened.stage.takePictures(QStringLiteral("score-limit-reached"));
    opened.click("scoreLimit");
    QCOMPARE(opened.stage.shell.settings, QStringList{QStringLiteral("keys")});
    // Whoever comes back finds what asking costs.
    auto *section = opened.stage.find<ScoreSection>("scoreSection");
    section->hide();
    section->show();
    QTRY_VERIFY(opened.text("scoreAskCost").contains(QStringLiteral("at most $")));
    QTRY_VERIFY(!opened.stage.find<Button>("scoreLimit")->isVisible());
    QCOMPARE(opened.stage.server.calls(), 0);
}

void LeadScoringTest::saysWhatIsWrongWithClaude()
{
    Opened opened;
    opened.stage.server.setFault(ClaudeServer::Fault::NoCredit);
    opened.choose(QStringLiteral("Wójcik"));
    QTRY_VERIFY(opened.stage.find<Button>("scoreAskClaude")->toolTip().contains(QLatin1Char('$'))); // of her
    opened.click("scoreAskClaude");
    QTRY_COMPARE(opened.stage.shell.problems.size(), 1);
    const QString &problem = opened.stage.shell.problems.first();
    QVERIFY2(problem.contains(QStringLiteral("credit")), qPrintable(problem));
    QTRY_VERIFY(!opened.stage.find<Button>("scoreAskClaude")->isBusy());
    QVERIFY(!opened.stage.find<QWidget>("scoreClaude")->isVisible());
}

void LeadScoringTest::setsAScoreByHandAndUndoesIt()
{
    Opened opened;
    opened.choose(QStringLiteral("Wójcik"));
    const LeadId id = opened.idOf(QStringLiteral("Wójcik"));
    QTRY_VERIFY(opened.stage.find<QAbstractButton>("scoreWhy")->isVisible());
    QTRY_COMPARE(opened.stage.files.number(QStringLiteral("SELECT count(*) FROM score_stale")), 0);
    QTRY_VERIFY(!opened.stage.scoring.isRunning());
    const std::optional<int> byRules = opened.score(id);
    QTimer::singleShot(0, this, [] {
        QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu != nullptr);
        menu->actions().first()->trigger();
        menu->close();
    });
    opened.click("scoreMore");
    QTRY_VERIFY(opened.stage.find<QLineEdit>("handScoreEdit") != nullptr);
    auto *edit = opened.stage.find<QLineEdit>("handScoreEdit");
    edit->setText(QStringLiteral("101"));
    opened.click("handScoreSet");
    QCOMPARE(opened.score(id), byRules); // refused, with a sentence
    edit->setText(QStringLiteral("12"));
    opened.click("handScoreSet");
    QTRY_COMPARE(opened.score(id), std::optional(12));
    QTRY_VERIFY(opened.text("scoreByHand").contains(QStringLiteral("Set by hand. The rules say %1.").arg(*byRules)));
    QTRY_VERIFY(opened.stage.find<ScorePill>("scoreSectionPill")->accessibleName().contains(QStringLiteral("by hand")));
    opened.stage.takePictures(QStringLiteral("score-by-hand"));
    QCOMPARE(opened.stage.shell.lastUndoable(), QStringLiteral("Score set to 12"));
    opened.stage.shell.undoLast();
    QTRY_COMPARE(opened.score(id), byRules);
}

void LeadScoringTest::theRowMarksAScoreSetByHand()
{
    Opened opened;
    auto *table = opened.stage.find<LeadsTable>("leadsTable");
    QTRY_COMPARE(table->model()->rowCount(), 15);
    QTRY_COMPARE(opened.stage.files.number(QStringLiteral("SELECT count(*) FROM score_stale")), 0);
    QTRY_VERIFY(!opened.stage.scoring.isRunning());
    const LeadId id = opened.idOf(QStringLiteral("Virtanen"));
    const auto cell = [&](int column) {
        const int row = qobject_cast<LeadTableModel *>(table->model())->rowOf(id);
        return table->model()->index(row, column);
    };
    const auto says = [&](int column) { return cell(column).data(Qt::AccessibleTextRole).toString(); };
    const auto picture = [&] {
        return table->viewport()->grab(table->visualRect(cell(LeadTableModel::Score))).toImage();
    };
    const auto hint = [&] {
        QToolTip::hideText();
        const QModelIndex score = cell(LeadTableModel::Score);
        QStyleOptionViewItem option;
        option.rect = table->visualRect(score);
        QHelpEvent asked(QEvent::ToolTip, option.rect.center(), table->viewport()->mapToGlobal(option.rect.center()));
        table->itemDelegate()->helpEvent(&asked, table, option, score);
        return QToolTip::text();
    };
    const std::optional<int> byRules = opened.score(id);
    QVERIFY(byRules);
    const QString number = QString::number(*byRules);
    QTRY_COMPARE(says(LeadTableModel::Score), number);
    QVERIFY(!says(LeadTableModel::Name).contains(QStringLiteral("by hand")));
    QVERIFY(hint() != QStringLiteral("Set by hand"));
    const QImage before = picture();
    // The same number, so that only the mark can tell them apart.
    QVERIFY(QCoro::waitFor(opened.stage.scoring.setByHand({id}, byRules)));
    QTRY_COMPARE(says(LeadTableModel::Score), number + QStringLiteral(", set by hand"));
    QTRY_VERIFY(says(LeadTableModel::Name).contains(QStringLiteral("score %1, set by hand").arg(number)));
    QCOMPARE(cell(LeadTableModel::Score).data().toString(), number);
    QTRY_COMPARE(hint(), QStringLiteral("Set by hand"));
    QTRY_VERIFY(picture() != before);
    opened.stage.takePictures(QStringLiteral("score-by-hand-row"));
    QVERIFY(QCoro::waitFor(opened.stage.scoring.setByHand({id}, std::nullopt)));
    QTRY_COMPARE(says(LeadTableModel::Score), number);
    QTRY_VERIFY(picture() == before);
}

void LeadScoringTest::saysWhyRuleByRule()
{
    Opened opened;
    opened.choose(QStringLiteral("Wójcik"));
    QTRY_VERIFY(opened.stage.find<QAbstractButton>("scoreWhy")->isVisible());
    QTRY_COMPARE(opened.stage.files.number(QStringLiteral("SELECT count(*) FROM score_stale")), 0);
    QTRY_VERIFY(!opened.stage.scoring.isRunning());
    opened.click("scoreWhy");
    QTRY_VERIFY(opened.stage.find<QWidget>("scoreWhySheet") != nullptr);
    auto *sheet = opened.stage.find<QWidget>("scoreWhySheet");
    QStringList rows;
    for (const QWidget *row : sheet->findChildren<QWidget *>()) {
        rows << row->accessibleName();
    }
    QVERIFY(rows.contains(QStringLiteral("Status is one of interested: counts +10")));
    QVERIFY(rows.join(u'\n').contains(QStringLiteral("does not count")));
    opened.stage.takePictures(QStringLiteral("score-why"));
}

void LeadScoringTest::scoresTheChosenAgain()
{
    Opened opened;
    QTRY_COMPARE(opened.stage.find<LeadsTable>("leadsTable")->model()->rowCount(), 15);
    QTRY_COMPARE(opened.stage.files.number(QStringLiteral("SELECT count(*) FROM score_stale")), 0);
    opened.stage.find<LeadsTable>("leadsTable")->setFocus();
    QTest::keyClick(opened.stage.find<LeadsTable>("leadsTable"), Qt::Key_A, Qt::ControlModifier);
    QTRY_COMPARE(opened.page->selectedLeads().size(), 15);
    opened.stage.takePictures(QStringLiteral("score-selection"));
    opened.click("leadsScoreAgain");
    QTRY_COMPARE(opened.stage.shell.toasts.size(), 1);
    QVERIFY2(opened.stage.shell.toasts.first().startsWith(QStringLiteral("15 people scored again")),
             qPrintable(opened.stage.shell.toasts.first()));
}

void LeadScoringTest::saysTheCostBeforeAskingAboutMany()
{
    Opened opened;
    QTRY_COMPARE(opened.stage.find<LeadsTable>("leadsTable")->model()->rowCount(), 15);
    opened.stage.find<LeadsTable>("leadsTable")->setFocus();
    QTest::keyClick(opened.stage.find<LeadsTable>("leadsTable"), Qt::Key_A, Qt::ControlModifier);
    opened.click("leadsAskClaude");
    QTRY_VERIFY(opened.text("askClaudeCost").contains(QStringLiteral("at most $")));
    QVERIFY(opened.text("askClaudeLeft").contains(QStringLiteral("of this month's $20")));
    QCOMPARE(opened.stage.server.calls(), 0);
    // One of the fifteen opted out.
    QTRY_COMPARE(opened.stage.find<Button>("askClaudeConfirm")->text(), QStringLiteral("Ask about 14 people"));
    QVERIFY(!opened.stage.find<Button>("askClaudeLimit")->isVisible());
    opened.stage.takePictures(QStringLiteral("score-ask-claude"));
    opened.click("askClaudeConfirm");
    QTRY_COMPARE(opened.stage.files.number(QStringLiteral("SELECT count(*) FROM qualification")), 14);
    QTRY_VERIFY(opened.stage.shell.toasts.size() >= 2);
    QTRY_VERIFY2(opened.stage.shell.toasts.last().startsWith(QStringLiteral("Claude judged 14 people: ")),
                 qPrintable(opened.stage.shell.toasts.last()));
    QTRY_VERIFY(!opened.stage.shell.progress.contains(QStringLiteral("qualification")));
}

void LeadScoringTest::refusesWhatTheLimitDoesNotAllow()
{
    Opened opened;
    QVERIFY(QCoro::waitFor(opened.stage.settings.setMonthlyBudgetMicros(100)));
    QTRY_COMPARE(opened.stage.find<LeadsTable>("leadsTable")->model()->rowCount(), 15);
    opened.stage.find<LeadsTable>("leadsTable")->setFocus();
    QTest::keyClick(opened.stage.find<LeadsTable>("leadsTable"), Qt::Key_A, Qt::ControlModifier);
    opened.click("leadsAskClaude");
    QTRY_VERIFY(opened.text("askClaudeLeft").contains(QStringLiteral("Choose fewer people")));
    QVERIFY(!opened.stage.find<Button>("askClaudeConfirm")->isEnabled());
    opened.stage.takePictures(QStringLiteral("score-ask-claude-refused"));
    QTRY_VERIFY(!opened.stage.find<Button>("askClaudeLimit")->visibleRegion().isEmpty());
    opened.click("askClaudeLimit");
    QCOMPARE(opened.stage.shell.settings, QStringList{QStringLiteral("keys")});
    QTRY_VERIFY(opened.stage.find<QWidget>("askClaudeSheet") == nullptr);
    QCOMPARE(opened.stage.server.calls(), 0);
}

QTEST_MAIN(LeadScoringTest)
#include "LeadScoringTest.moc"
