#include "CampaignStage.h"
#include "campaign/SubjectColours.h"
#include "draft/DraftMessage.h"

#include <QTextLayout>

using namespace AlwaysLeads;

class CampaignWritingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void completesWhileOneTypes();
    void completesInTheSubject();
    void escapeClosesTheListAndNothingElse();
    void theSubjectShowsWhatIsWrong();
    void sendsATestToOneself();
    void thePreviewHasTheLinesBelow();
};

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
