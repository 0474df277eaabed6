#include "CampaignStage.h"
#include "campaign/SubjectColours.h"
#include "draft/DraftMessage.h"
#include "support/Patience.h"

#include <QTextBlock>
#include <QTextLayout>

using namespace AlwaysLeads;

namespace {

/// The formats that colour the first line of an editor, as (start, length) of those with a ground or a wavy line.
QList<QPair<int, int>> marked(const QPlainTextEdit *editor, QTextCharFormat::UnderlineStyle underline)
{
    QList<QPair<int, int>> found;
    const QList<QTextLayout::FormatRange> formats = editor->document()->firstBlock().layout()->formats();
    for (const QTextLayout::FormatRange &range : formats) {
        const bool wavy = range.format.underlineStyle() == QTextCharFormat::WaveUnderline;
        if (wavy == (underline == QTextCharFormat::WaveUnderline)) {
            found.append({range.start, range.length});
        }
    }
    return found;
}

} // namespace

class CampaignWritingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void coloursFieldsAndWhatIsWrong();
    void whatIsWrongIsNamedWithItsPlace();
    void completesWhileOneTypes();
    void completesInTheSubject();
    void escapeClosesTheListAndNothingElse();
    void theSubjectShowsWhatIsWrong();
    void sendsATestToOneself();
    void thePreviewHasTheLinesBelow();
};

void CampaignWritingTest::coloursFieldsAndWhatIsWrong()
{
    CampaignStage campaigns;
    QVERIFY(campaigns.openEditor());
    campaigns.body()->setPlainText(QStringLiteral("Hi {first name}, {nonsense} {{not a field}"));
    QTRY_COMPARE(marked(campaigns.body(), QTextCharFormat::WaveUnderline), (QList<QPair<int, int>>{{17, 10}}));
    QVERIFY(marked(campaigns.body(), QTextCharFormat::NoUnderline).contains({3, 12}));
    QTRY_VERIFY(campaigns.stage.isShown("stepProblem"));
    QVERIFY(campaigns.stage.find<QLabel>("stepProblem")->text().contains(QStringLiteral("nonsense")));
    campaigns.body()->setPlainText(QStringLiteral("Hi {first name}"));
    QTRY_VERIFY(!campaigns.stage.isShown("stepProblem"));
}

void CampaignWritingTest::whatIsWrongIsNamedWithItsPlace()
{
    CampaignStage campaigns;
    QVERIFY(campaigns.openEditor());
    campaigns.body()->setPlainText(QStringLiteral("Hi,\n\nhere {if city}is {city}"));
    QTRY_VERIFY(campaigns.stage.isShown("stepProblem"));
    const QString problem = campaigns.stage.find<QLabel>("stepProblem")->text();
    QVERIFY2(problem.startsWith(QStringLiteral("Line 3, column 6: This {if} never ends")), qPrintable(problem));
    const QTextBlock third = campaigns.body()->document()->findBlockByNumber(2);
    const QList<QTextLayout::FormatRange> formats = third.layout()->formats();
    QVERIFY(std::ranges::any_of(formats, [](const QTextLayout::FormatRange &range) {
        return range.start == 5 && range.length == 9 && range.format.underlineStyle() == QTextCharFormat::WaveUnderline;
    }));
    campaigns.stage.takePictures(QStringLiteral("campaign-template-wrong"));
    campaigns.body()->setPlainText(QStringLiteral("Hi,\n\nhere {if city}is {city}{end}"));
    QTRY_VERIFY(!campaigns.stage.isShown("stepProblem"));
}

void CampaignWritingTest::completesWhileOneTypes()
{
    CampaignStage campaigns;
    QVERIFY(campaigns.openEditor());
    campaigns.body()->setFocus();
    campaigns.stage.press(Qt::Key_A, Qt::ControlModifier);
    campaigns.stage.type(QStringLiteral("Hi {fir"));
    QTRY_VERIFY(campaigns.stage.isShown("completion"));
    QCOMPARE(QApplication::focusWidget(), campaigns.body()); // it never takes the keyboard
    campaigns.stage.takePictures(QStringLiteral("campaign-completion"));
    campaigns.stage.press(Qt::Key_Return);
    QCOMPARE(campaigns.body()->toPlainText(), QStringLiteral("Hi {first name}"));
    QVERIFY(!campaigns.stage.isShown("completion"));
    campaigns.stage.type(QStringLiteral(" {if"));
    QTRY_VERIFY(campaigns.stage.isShown("completion"));
    campaigns.stage.press(Qt::Key_Tab);
    QCOMPARE(campaigns.body()->toPlainText(), QStringLiteral("Hi {first name} {if }{end}"));
    QTRY_VERIFY(campaigns.stage.isShown("completion")); // the condition goes on
    campaigns.stage.type(QStringLiteral("ci"));
    campaigns.stage.press(Qt::Key_Return);
    campaigns.stage.type(QStringLiteral(" con"));
    campaigns.stage.press(Qt::Key_Return);
    campaigns.stage.type(QStringLiteral("Gdy"));
    QVERIFY(!campaigns.stage.isShown("completion")); // the value is the person's
    QCOMPARE(campaigns.body()->toPlainText(), QStringLiteral("Hi {first name} {if city contains Gdy}{end}"));
    campaigns.stage.press(Qt::Key_End);
    campaigns.stage.press(Qt::Key_Return); // and Enter is Enter again
    QVERIFY(campaigns.body()->toPlainText().endsWith(QStringLiteral("{end}\n")));
    QTRY_VERIFY(!campaigns.stage.isShown("stepProblem"));
}

void CampaignWritingTest::completesInTheSubject()
{
    CampaignStage campaigns;
    QVERIFY(campaigns.openEditor());
    campaigns.subject()->setFocus();
    campaigns.stage.press(Qt::Key_A, Qt::ControlModifier);
    campaigns.stage.type(QStringLiteral("For {co"));
    QTRY_VERIFY(campaigns.stage.isShown("completion"));
    campaigns.stage.press(Qt::Key_Down);
    campaigns.stage.press(Qt::Key_Up);
    campaigns.stage.press(Qt::Key_Return);
    QCOMPARE(campaigns.subject()->text(), QStringLiteral("For {company}"));
    QCOMPARE(QApplication::focusWidget(), campaigns.subject());
    campaigns.stage.type(QStringLiteral(" {"));
    QTRY_VERIFY(campaigns.stage.isShown("completion"));
    campaigns.body()->setFocus();
    QVERIFY(!campaigns.stage.isShown("completion"));
}

void CampaignWritingTest::escapeClosesTheListAndNothingElse()
{
    CampaignStage campaigns;
    QVERIFY(campaigns.openEditor());
    campaigns.body()->setFocus();
    campaigns.stage.press(Qt::Key_A, Qt::ControlModifier);
    campaigns.stage.type(QStringLiteral("{c"));
    QTRY_VERIFY(campaigns.stage.isShown("completion"));
    campaigns.stage.press(Qt::Key_Escape);
    QVERIFY(!campaigns.stage.isShown("completion"));
    campaigns.stage.type(QStringLiteral("i"));
    QVERIFY(!campaigns.stage.isShown("completion")); // it stays closed for this bracket
    QCOMPARE(QApplication::focusWidget(), campaigns.body());
    campaigns.stage.type(QStringLiteral("ty} {c"));
    QTRY_VERIFY(campaigns.stage.isShown("completion")); // the next one is another
}

void CampaignWritingTest::theSubjectShowsWhatIsWrong()
{
    CampaignStage campaigns;
    QVERIFY(campaigns.openEditor());
    auto *colours = campaigns.subject()->findChild<SubjectColours *>();
    QVERIFY(colours != nullptr);
    campaigns.subject()->setFocus();
    campaigns.stage.press(Qt::Key_A, Qt::ControlModifier);
    campaigns.stage.type(QStringLiteral("For {compny} in {city}"));
    const auto wavy = [&] {
        QList<QPair<int, int>> found;
        for (const QTextLayout::FormatRange &range : colours->formats()) {
            if (range.format.underlineStyle() == QTextCharFormat::WaveUnderline) {
                found.append({range.start, range.length});
            }
        }
        return found;
    };
    QTRY_COMPARE(wavy(), (QList<QPair<int, int>>{{4, 8}}));
    QCOMPARE(campaigns.subject()->text(), QStringLiteral("For {compny} in {city}"));
    QCOMPARE(campaigns.subject()->cursorPosition(), 22); // colouring moves nothing
    campaigns.stage.press(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(campaigns.subject()->text() != QStringLiteral("For {compny} in {city}")); // and undo still undoes
    campaigns.stage.takePictures(QStringLiteral("campaign-subject-wrong"));
}

void CampaignWritingTest::sendsATestToOneself()
{
    CampaignStage campaigns;
    campaigns.addPeople({QStringLiteral("Anna")});
    campaigns.world.setText(QStringLiteral("Hello"), QStringLiteral("Hi {title}"));
    QVERIFY(campaigns.openEditor());
    QTRY_VERIFY(campaigns.stage.isShown("previewMissing"));
    campaigns.stage.click("campaignTest");
    QTRY_VERIFY(campaigns.stage.shell.problems.size() == 1); // she has no title, and it says so
    QVERIFY(campaigns.stage.shell.problems.first().contains(QStringLiteral("title")));
    QCOMPARE(campaigns.world.files.number(QStringLiteral("SELECT count(*) FROM send")), 0);
}

void CampaignWritingTest::thePreviewHasTheLinesBelow()
{
    CampaignStage campaigns;
    campaigns.addPeople({QStringLiteral("Anna")});
    QVERIFY(campaigns.openEditor());
    QTRY_VERIFY(campaigns.stage.isShown("previewFooter"));
    const QString footer = campaigns.stage.find<QLabel>("previewFooter")->text();
    QCOMPARE(footer, DraftMessages::footer(campaigns.world.profile));
}

QTEST_MAIN(CampaignWritingTest)
#include "CampaignWritingTest.moc"
