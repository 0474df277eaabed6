#include "CampaignStage.h"
#include "support/Patience.h"
#include "widgets/MailView.h"

#include <QLabel>

using namespace AlwaysLeads;

class CampaignSlotsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void completesAPlaceForClaude();
    void showsAPlaceInTheTextAndInThePreview();
    void aFaultInAPlaceSaysWhere();
};

void CampaignSlotsTest::completesAPlaceForClaude()
{
    CampaignStage campaigns;
    QVERIFY(campaigns.openEditor());
    campaigns.body()->setFocus();
    campaigns.stage.press(Qt::Key_A, Qt::ControlModifier);
    campaigns.stage.type(QStringLiteral("Hi there, {cl"));
    QTRY_VERIFY(campaigns.stage.isShown("completion"));
    campaigns.stage.takePictures(QStringLiteral("campaign-slot-completion"));
    campaigns.stage.press(Qt::Key_Return);
    campaigns.stage.type(QStringLiteral("one sentence on their city"));
    QVERIFY(!campaigns.stage.isShown("completion")); // the wish is the person's own
    QCOMPARE(campaigns.body()->toPlainText(), QStringLiteral("Hi there, {claude: one sentence on their city}"));
    QTRY_VERIFY(!campaigns.stage.isShown("stepProblem"));
}

void CampaignSlotsTest::showsAPlaceInTheTextAndInThePreview()
{
    CampaignStage campaigns;
    campaigns.addPeople({QStringLiteral("Anna")});
    campaigns.world.setText(
        QStringLiteral("{claude: two or three words on their work}, {first name}?"),
        QStringLiteral(
            "Hi {first name},\n\n{claude: one sentence on their city, warm and without praise}\n\nWe plan the "
            "loads of forwarders. {claude: why that matters at their company}\n\nWould a call suit you?"));
    QVERIFY(campaigns.openEditor());
    QTRY_VERIFY(campaigns.stage.isShown("previewPlaces"));
    QCOMPARE(campaigns.stage.find<QLabel>("previewPlaces")->text(),
             QStringLiteral("Claude writes 2 marked places for each person"));
    const auto *preview = campaigns.stage.find<MailView>("previewBody");
    const QList<QTextEdit::ExtraSelection> marked = preview->extraSelections();
    QCOMPARE(marked.size(), 2);
    QCOMPARE(marked.first().cursor.selectedText(),
             QStringLiteral("[one sentence on their city, warm and without praise]"));
    QVERIFY(marked.first().format.background() != preview->palette().base());
    campaigns.stage.takePictures(QStringLiteral("campaign-slots"));
    campaigns.body()->setFocus();
    campaigns.stage.press(Qt::Key_A, Qt::ControlModifier);
    campaigns.stage.type(QStringLiteral("Hi {first name}"));
    QTRY_VERIFY(!campaigns.stage.isShown("previewPlaces"));
    QVERIFY(preview->extraSelections().isEmpty());
}

void CampaignSlotsTest::aFaultInAPlaceSaysWhere()
{
    CampaignStage campaigns;
    QVERIFY(campaigns.openEditor());
    campaigns.body()->setFocus();
    campaigns.stage.press(Qt::Key_A, Qt::ControlModifier);
    campaigns.stage.type(QStringLiteral("Hi,"));
    campaigns.stage.press(Qt::Key_Return);
    campaigns.stage.type(QStringLiteral("and {claude: }"));
    QTRY_VERIFY(campaigns.stage.isShown("stepProblem"));
    const QString said = campaigns.stage.find<QLabel>("stepProblem")->text();
    QVERIFY2(said.contains(QStringLiteral("2")) && said.contains(QStringLiteral("5")), qPrintable(said));
    QVERIFY2(said.contains(QStringLiteral("Say what Claude shall write here")), qPrintable(said));
}

QTEST_MAIN(CampaignSlotsTest)
#include "CampaignSlotsTest.moc"
