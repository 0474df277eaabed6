#include "CampaignStage.h"
#include "campaign/ForecastStrip.h"
#include "sending/SendingRulesStore.h"
#include "support/Patience.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>

using namespace AlwaysLeads;

namespace {

/// A campaign of three mails to sixty people in Denmark, twelve mails a day, working days only.
struct MonthStage : CampaignStage
{
    MonthStage()
        : CampaignStage(SendPolicy())
    {
        SendingRules rules;
        rules.zone = "Europe/Copenhagen";
        put(rules, world.mailbox);
        must(world.outbox.rulebook().keepPace(world.mailbox, 12, 240));
        addCrowd(60);
        addMail(3, QStringLiteral("Was it of use?"));
        addMail(5, QStringLiteral("A last word."));
    }
    void put(const SendingRules &rules, MailboxId mailbox)
    {
        must(world.files.write([&](Connection &c) { return SendingRulesStore().put(c, mailbox, rules); }));
    }
};

} // namespace

class CampaignForecastTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void looksAsDesigned_data();
    void looksAsDesigned();
    void foretellsEveryMail();
    void saysOnWhatItRests();
    void severalMailboxesAreNamed();
    void theListIsCopied();
    void saysWhoGetsNothing();
    void staysWithTheCampaignThatIsOpen();
};

void CampaignForecastTest::looksAsDesigned_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("1440") << QSize(1216, 862);
    QTest::newRow("1024") << QSize(960, 642);
}

void CampaignForecastTest::looksAsDesigned()
{
    QFETCH(QSize, size);
    MonthStage campaigns;
    QVERIFY(campaigns.openEditor(size));
    QTRY_VERIFY(campaigns.stage.isShown("forecastBars"));
    const auto *summary = campaigns.stage.find<QLabel>("forecastSummary");
    QTRY_COMPARE(summary->text().section(QLatin1Char(','), 0, 1), QStringLiteral("60 person(s), 180 mail(s)"));
    campaigns.stage.takePictures(QStringLiteral("campaign-forecast-month-%1").arg(size.width()));
    QCOMPARE(clippedTexts(campaigns.stage.find("forecastStrip")).join(QLatin1Char('\n')), QString());
    campaigns.stage.click("forecastAll");
    QTRY_VERIFY(campaigns.stage.isShown("forecastTable"));
    QCOMPARE(campaigns.stage.find<QTableView>("forecastTable")->model()->rowCount(), 180);
    campaigns.stage.takePictures(QStringLiteral("campaign-forecast-list-%1").arg(size.width()));
    QCOMPARE(clippedTexts(campaigns.stage.find("forecastSheet")).join(QLatin1Char('\n')), QString());
}

void CampaignForecastTest::foretellsEveryMail()
{
    CampaignStage campaigns;
    campaigns.addPeople({QStringLiteral("Anna"), QStringLiteral("Bea"), QStringLiteral("Cleo")});
    campaigns.addMail(3, QStringLiteral("Was it of use?"));
    QVERIFY(campaigns.openEditor());
    QTRY_VERIFY(campaigns.stage.isShown("forecastBars"));
    QTRY_COMPARE(campaigns.stage.find<QLabel>("forecastSummary")->text().section(QLatin1Char(','), 0, 1),
                 QStringLiteral("3 person(s), 6 mail(s)"));
    campaigns.stage.click("forecastAll");
    QTRY_VERIFY(campaigns.stage.isShown("forecastTable"));
    auto *table = campaigns.stage.find<QTableView>("forecastTable");
    const QAbstractItemModelTester tester(table->model());
    QCOMPARE(table->model()->rowCount(), 6);
    QVERIFY(table->model()->index(0, 1).data().toString().contains(QStringLiteral("Anna")));
    QCOMPARE(namelessControls(campaigns.stage.find("forecastSheet")).join(QLatin1Char('\n')), QString());
    campaigns.stage.press(Qt::Key_Escape);
    QTRY_VERIFY(!campaigns.stage.isShown("forecastTable"));
    campaigns.stage.find("forecastBars")->setFocus();
    campaigns.stage.press(Qt::Key_Home);
    QVERIFY(campaigns.stage.find("forecastBars")->accessibleDescription().contains(QStringLiteral("3 ")));
    campaigns.stage.press(Qt::Key_End);
    campaigns.stage.press(Qt::Key_Return);
    QTRY_VERIFY(campaigns.stage.isShown("forecastTable"));
    QCOMPARE(campaigns.stage.find<QTableView>("forecastTable")->model()->rowCount(), 3); // the follow-ups of that day
    campaigns.stage.press(Qt::Key_Return);
    QTRY_COMPARE(campaigns.stage.shell.openedLead, campaigns.people.first());
    // Another person changes it at once.
    campaigns.addPeople({QStringLiteral("Dana")});
    QTRY_VERIFY(campaigns.stage.find<QLabel>("forecastSummary")->text().startsWith(QStringLiteral("4 ")));
}

void CampaignForecastTest::saysOnWhatItRests()
{
    CampaignStage campaigns;
    campaigns.addPeople({QStringLiteral("Anna")});
    QVERIFY(campaigns.openEditor());
    QTRY_VERIFY(campaigns.stage.isShown("forecastBars"));
    campaigns.stage.click("forecastAll");
    QTRY_VERIFY(campaigns.stage.isShown("forecastSheet"));
    const QString words = shownTexts(campaigns.stage.find("forecastSheet")).join(QLatin1Char('\n'));
    QVERIFY2(words.contains(QStringLiteral("nobody answers")), qPrintable(words));
    QVERIFY2(words.contains(QStringLiteral("approved as soon as it is written")), qPrintable(words));
}

void CampaignForecastTest::severalMailboxesAreNamed()
{
    MonthStage campaigns;
    const MailboxId other = campaigns.world.addMailbox(QStringLiteral("sales@harbourline.example"));
    SendingRules rules;
    rules.zone = "Europe/Copenhagen";
    campaigns.put(rules, other);
    must(campaigns.world.outbox.rulebook().keepPace(other, 20, 240));
    must(campaigns.world.campaigns.chooseMailboxes(campaigns.world.campaign, {campaigns.world.mailbox, other}));
    QVERIFY(campaigns.openEditor());
    QTRY_VERIFY(campaigns.stage.isShown("forecastBars"));
    campaigns.stage.click("forecastAll");
    QTRY_VERIFY(campaigns.stage.isShown("forecastTable"));
    auto *table = campaigns.stage.find<QTableView>("forecastTable");
    QVERIFY(!table->isColumnHidden(3));
    QSet<QString> from;
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        from.insert(table->model()->index(row, 3).data().toString());
    }
    QCOMPARE(from,
             QSet<QString>({QStringLiteral("clara@harbourline.example"), QStringLiteral("sales@harbourline.example")}));
    campaigns.stage.takePictures(QStringLiteral("campaign-forecast-mailboxes"));
}

void CampaignForecastTest::theListIsCopied()
{
    CampaignStage campaigns;
    campaigns.addPeople({QStringLiteral("Anna"), QStringLiteral("=Bea")});
    QVERIFY(campaigns.openEditor());
    QTRY_VERIFY(campaigns.stage.isShown("forecastBars"));
    campaigns.stage.click("forecastAll");
    QTRY_VERIFY(campaigns.stage.isShown("forecastCopy"));
    campaigns.stage.click("forecastCopy");
    const QStringList lines = QGuiApplication::clipboard()->text().split(QStringLiteral("\r\n"));
    QCOMPARE(lines.size(), 4); // the headings, two mails, and the end of the last line
    QVERIFY2(lines.at(1).contains(QStringLiteral("Anna")), qPrintable(lines.at(1)));
    QVERIFY2(lines.at(1).contains(QStringLiteral("clara@harbourline.example")), qPrintable(lines.at(1)));
    QVERIFY2(lines.at(2).contains(QStringLiteral("'=Bea")), qPrintable(lines.at(2))); // no formula
}

void CampaignForecastTest::saysWhoGetsNothing()
{
    CampaignStage campaigns;
    campaigns.addPeople({QStringLiteral("Anna"), QStringLiteral("Bea")});
    must(campaigns.world.campaigns.pausePerson(campaigns.world.campaign, campaigns.people.first()));
    QVERIFY(campaigns.openEditor());
    QTRY_VERIFY(campaigns.stage.isShown("forecastBars"));
    QTRY_VERIFY2(
        campaigns.stage.find<QLabel>("forecastSummary")->text().contains(QStringLiteral("1 person(s) are paused")),
        qPrintable(campaigns.stage.find<QLabel>("forecastSummary")->text()));
    must(campaigns.world.files.write([&](Connection &c) {
        return MailboxStore().setPaused(c, campaigns.world.mailbox, QStringLiteral("Paused by you."));
    }));
    must(campaigns.world.campaigns.setQuietDays(campaigns.world.campaign, 7)); // makes the page look again
    QTRY_VERIFY2(campaigns.stage.find<QLabel>("forecastSummary")
                     ->text()
                     .contains(QStringLiteral("1 mail(s) wait for a mailbox")),
                 qPrintable(campaigns.stage.find<QLabel>("forecastSummary")->text()));
}

void CampaignForecastTest::staysWithTheCampaignThatIsOpen()
{
    CampaignStage campaigns;
    campaigns.addPeople({QStringLiteral("Anna"), QStringLiteral("Bea")});
    const CampaignId empty = must(campaigns.world.campaigns.create(QStringLiteral("Nobody in it")));
    QVERIFY(campaigns.openEditor());
    QTRY_VERIFY(campaigns.stage.isShown("forecastStrip"));
    campaigns.page->openCampaign(empty);
    QTRY_VERIFY(!campaigns.stage.isShown("forecastStrip"));
    campaigns.page->openCampaign(campaigns.world.campaign);
    QTRY_VERIFY(campaigns.stage.isShown("forecastStrip"));
    QVERIFY(campaigns.stage.find<QLabel>("forecastSummary")->text().startsWith(QStringLiteral("2 ")));
}

QTEST_MAIN(CampaignForecastTest)
#include "CampaignForecastTest.moc"
