#include "CampaignStage.h"
#include "sending/SendingRulesStore.h"
#include "support/Patience.h"
#include "widgets/Combo.h"

using namespace AlwaysLeads;

class CampaignLaunchTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theLaunchCheckLeadsToItsFix_data();
    void theLaunchCheckLeadsToItsFix();
    void aCampaignWithoutAMailboxLeadsToSettings();
    void launchesByKeys();
    void pausesAndResumes();
    void pausesTheCampaignUntilADay();
    void theLaunchSheetSaysWhenItBegins();
    void peopleWithoutAValueAreListed();
    void thoseWithoutAValueAreLeftOutTogether();
    void whatTheDnsSaysIsShownInPlace();
    void looksAsDesigned_data();
    void looksAsDesigned();
};

void CampaignLaunchTest::theLaunchCheckLeadsToItsFix_data()
{
    QTest::addColumn<QString>("missing");
    QTest::addColumn<QByteArray>("fix");
    QTest::newRow("subject") << "subject" << QByteArray("fixSubject");
    QTest::newRow("body") << "body" << QByteArray("fixBody");
    QTest::newRow("people") << "people" << QByteArray("fixPeople");
    QTest::newRow("profile") << "profile" << QByteArray("fixProfile");
}

void CampaignLaunchTest::theLaunchCheckLeadsToItsFix()
{
    QFETCH(QString, missing);
    QFETCH(QByteArray, fix);
    CampaignStage campaigns;
    if (missing != QStringLiteral("people")) {
        campaigns.addPeople({QStringLiteral("Anna")});
    }
    if (missing == QStringLiteral("profile")) {
        SenderProfile bare = campaigns.world.profile;
        bare.postalAddress.clear();
        campaigns.world.setProfile(bare);
    }
    QVERIFY(campaigns.openEditor());
    if (missing == QStringLiteral("subject")) {
        campaigns.subject()->clear();
    } else if (missing == QStringLiteral("body")) {
        campaigns.body()->clear();
    }
    QTRY_VERIFY(campaigns.stage.isShown(fix.constData()));
    QTRY_VERIFY(!campaigns.stage.find("campaignLaunch")->isEnabled());
    QVERIFY(!campaigns.stage.find("campaignLaunch")->toolTip().isEmpty());
    campaigns.stage.press(Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(!campaigns.stage.isShown("launchSheet"));
    QVERIFY(!campaigns.stage.find(fix.constData())->accessibleName().isEmpty());
    campaigns.stage.find("campaignTabs")->setFocus();
    campaigns.stage.click(fix.constData());
    if (missing == QStringLiteral("subject")) {
        QCOMPARE(QApplication::focusWidget(), campaigns.subject());
    } else if (missing == QStringLiteral("body")) {
        QCOMPARE(QApplication::focusWidget(), campaigns.body());
    } else if (missing == QStringLiteral("people")) {
        QCOMPARE(campaigns.stage.shell.opened, std::optional(Place::Leads));
    } else {
        QCOMPARE(campaigns.stage.shell.openedSection, QStringLiteral("profile"));
    }
}

void CampaignLaunchTest::aCampaignWithoutAMailboxLeadsToSettings()
{
    CampaignStage campaigns;
    campaigns.addPeople({QStringLiteral("Anna")});
    must(campaigns.mailboxes.remove(campaigns.world.mailbox));
    QVERIFY(campaigns.openEditor());
    QTRY_VERIFY(campaigns.stage.isShown("fixMailbox"));
    campaigns.stage.click("fixMailbox");
    QCOMPARE(campaigns.stage.shell.openedSection, QStringLiteral("mailboxes"));
    // One mailbox alone needs no choosing.
    const MailboxId only = campaigns.world.addMailbox(QStringLiteral("new@harbourline.example"));
    Q_EMIT campaigns.mailboxes.changed();
    QTRY_VERIFY(campaigns.stage.find("campaignMailbox")->isEnabled());
    auto *choice = campaigns.stage.find<Combo>("campaignMailbox");
    choice->setCurrentIndex(choice->findData(only.value()));
    QTRY_COMPARE(must(campaigns.world.campaigns.open(campaigns.world.campaign)).campaign.mailbox, only);
    QTRY_VERIFY(!campaigns.stage.isShown("fixMailbox"));
}

void CampaignLaunchTest::launchesByKeys()
{
    CampaignStage campaigns;
    campaigns.addPeople({QStringLiteral("Anna"), QStringLiteral("Bea")});
    QVERIFY(campaigns.openEditor());
    QTRY_VERIFY(campaigns.stage.find("campaignLaunch")->isEnabled());
    campaigns.body()->setFocus();
    campaigns.stage.press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(campaigns.stage.isShown("launchSheet"));
    campaigns.stage.takePictures(QStringLiteral("launch-sheet"));
    QCOMPARE(namelessControls(campaigns.stage.find("launchSheet")).join(QLatin1Char('\n')), QString());
    campaigns.stage.press(Qt::Key_Escape);
    QCOMPARE(campaigns.state(), CampaignState::NotLaunched);
    QCOMPARE(QApplication::focusWidget(), campaigns.body()); // back to where it was called from
    campaigns.stage.press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(campaigns.stage.isShown("launchNow"));
    campaigns.stage.press(Qt::Key_Return);
    QTRY_COMPARE(campaigns.state(), CampaignState::Running);
    QTRY_COMPARE(campaigns.stage.shell.opened, std::optional(Place::Drafts));
    for (const LeadId person : std::as_const(campaigns.people)) {
        QCOMPARE(campaigns.world.draftOf(person).state, DraftState::Ready);
    }
    QCOMPARE(campaigns.world.files.number(QStringLiteral("SELECT count(*) FROM send")), 0); // nobody has read them
}

void CampaignLaunchTest::pausesAndResumes()
{
    CampaignStage campaigns;
    campaigns.world.queue(1);
    QVERIFY(campaigns.openEditor());
    QTRY_VERIFY(campaigns.stage.find("campaignLaunch")->isEnabled());
    campaigns.stage.click("campaignLaunch");
    QTRY_COMPARE(campaigns.state(), CampaignState::Paused);
    QTRY_VERIFY(shownTexts(campaigns.page).contains(QStringLiteral("Resume")));
    campaigns.stage.click("campaignLaunch");
    QTRY_COMPARE(campaigns.state(), CampaignState::Running);
    QTRY_VERIFY(shownTexts(campaigns.page).contains(QStringLiteral("Pause")));
}

void CampaignLaunchTest::pausesTheCampaignUntilADay()
{
    CampaignStage campaigns;
    campaigns.addPeople({QStringLiteral("Freja")});
    must(campaigns.world.campaigns.launch(campaigns.world.campaign));
    QVERIFY(campaigns.openEditor());
    QTRY_VERIFY(campaigns.stage.isShown("campaignPauseUntil"));
    campaigns.stage.click("campaignPauseUntil");
    QTRY_VERIFY(campaigns.stage.isShown("pauseSheet"));
    auto *until = campaigns.stage.find<Combo>("pauseUntil");
    until->setCurrentIndex(until->count() - 1);
    const QDateTime day = until->currentData().toDateTime();
    campaigns.stage.click("pauseNow");
    QTRY_COMPARE(campaigns.state(), CampaignState::Paused);
    QCOMPARE(must(campaigns.world.campaigns.open(campaigns.world.campaign)).campaign.resumeAt, day);
    QTRY_VERIFY(!campaigns.stage.isShown("campaignPauseUntil"));
}

void CampaignLaunchTest::theLaunchSheetSaysWhenItBegins()
{
    CampaignStage campaigns;
    campaigns.addPeople({QStringLiteral("Anna")});
    QVERIFY(campaigns.openEditor());
    QTRY_VERIFY(campaigns.stage.isShown("forecastBars"));
    campaigns.body()->setFocus();
    campaigns.stage.press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(campaigns.stage.isShown("launchSheet"));
    QVERIFY(shownTexts(campaigns.stage.find("launchSheet")).filter(QStringLiteral("The first leaves")).size() == 1);
    campaigns.stage.takePictures(QStringLiteral("launch-sheet-forecast"));
}

void CampaignLaunchTest::peopleWithoutAValueAreListed()
{
    CampaignStage campaigns;
    campaigns.addPeople({QStringLiteral("Anna"), QStringLiteral("Bea"), QStringLiteral("Cleo")});
    campaigns.world.changeLead(campaigns.people.at(1), [](Lead &lead) { lead.city.clear(); });
    campaigns.world.setText(QStringLiteral("Hello {first name}"), QStringLiteral("How is {city}?"));
    QVERIFY(campaigns.openEditor());
    // The lines are made anew when the DNS answers, so the button may be another one the next moment.
    const auto opens = [&] {
        if (campaigns.stage.isShown("fixValues") && !campaigns.stage.isShown("missingSheet")) {
            campaigns.stage.click("fixValues");
        }
        return campaigns.stage.isShown("missingSheet");
    };
    QTRY_VERIFY(opens());
    auto *table = campaigns.stage.find<QTableView>("missingPeople");
    QCOMPARE(table->model()->rowCount(), 1);
    QVERIFY(table->model()->index(0, 0).data().toString().contains(QStringLiteral("Bea")));
    QCOMPARE(namelessControls(campaigns.stage.find("missingSheet")).join(QLatin1Char('\n')), QString());
    QCOMPARE(clippedTexts(campaigns.stage.find("missingSheet")).join(QLatin1Char('\n')), QString());
    campaigns.stage.takePictures(QStringLiteral("launch-missing"));
    campaigns.stage.press(Qt::Key_P);
    QTRY_VERIFY(!campaigns.stage.isShown("missingSheet"));
    QTRY_VERIFY(campaigns.stage.find<Combo>("previewPerson")->currentText().contains(QStringLiteral("Bea")));
    QTRY_VERIFY(opens());
    campaigns.stage.press(Qt::Key_Return);
    QTRY_COMPARE(campaigns.stage.shell.openedLead, campaigns.people.at(1));
}

void CampaignLaunchTest::thoseWithoutAValueAreLeftOutTogether()
{
    CampaignStage campaigns;
    campaigns.addPeople({QStringLiteral("Anna"), QStringLiteral("Bea"), QStringLiteral("Cleo")});
    for (const LeadId lead : {campaigns.people.at(1), campaigns.people.at(2)}) {
        campaigns.world.changeLead(lead, [](Lead &changed) { changed.city.clear(); });
    }
    campaigns.world.setText(QStringLiteral("Hello {first name}"), QStringLiteral("How is {city}?"));
    QVERIFY(campaigns.openEditor());
    QTRY_VERIFY(campaigns.stage.isShown("fixValues"));
    campaigns.stage.click("fixValues");
    QTRY_VERIFY(campaigns.stage.isShown("missingLeaveOut"));
    campaigns.stage.click("missingLeaveOut");
    QTRY_COMPARE(campaigns.stage.shell.lastUndoable(), QStringLiteral("2 person(s) are left out"));
    QTRY_VERIFY(!campaigns.stage.isShown("fixValues"));
    QCOMPARE(must(campaigns.world.campaigns.open(campaigns.world.campaign)).people, 1);
    campaigns.stage.shell.undoLast();
    QCOMPARE(must(campaigns.world.campaigns.open(campaigns.world.campaign)).people, 3);
    QTRY_VERIFY(campaigns.stage.isShown("fixValues"));
}

void CampaignLaunchTest::whatTheDnsSaysIsShownInPlace()
{
    CampaignStage campaigns;
    campaigns.dns = FakeDns();
    campaigns.dns.addMx(QStringLiteral("harbourline.example"), 10, QStringLiteral("mx.harbourline.example"));
    campaigns.addPeople({QStringLiteral("Anna")});
    QVERIFY(campaigns.openEditor());
    QTRY_VERIFY(campaigns.stage.isShown("fixDomain"));
    campaigns.stage.click("fixDomain");
    QTRY_VERIFY(campaigns.stage.isShown("domainCheckSheet"));
    campaigns.dns.addText(QStringLiteral("harbourline.example"), "v=spf1 ip4:192.0.2.25 -all");
    campaigns.dns.addText(QStringLiteral("default._domainkey.harbourline.example"),
                          "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
    campaigns.dns.addText(QStringLiteral("_dmarc.harbourline.example"),
                          "v=DMARC1; p=quarantine; rua=mailto:clara@harbourline.example");
    campaigns.stage.press(Qt::Key_Escape);
    QTRY_VERIFY(!campaigns.stage.isShown("fixDomain")); // it is looked at again
    QTRY_VERIFY(
        shownTexts(campaigns.page).contains(QStringLiteral("SPF, DKIM and DMARC of harbourline.example are in place")));
}

void CampaignLaunchTest::looksAsDesigned_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("1440") << QSize(1216, 862);
    QTest::newRow("1024") << QSize(960, 642);
}

void CampaignLaunchTest::looksAsDesigned()
{
    QFETCH(QSize, size);
    CampaignStage campaigns{SendPolicy()};
    campaigns.addCrowd(24);
    campaigns.world.changeLead(campaigns.people.at(3), [](Lead &lead) { lead.city.clear(); });
    campaigns.world.setText(QStringLiteral("A plan for {company}"),
                            QStringLiteral("Hi {first name},\n\nhow is {city}?"));
    campaigns.addMail(3, QStringLiteral("Was it of use?"));
    must(campaigns.world.outbox.rulebook().keepPace(campaigns.world.mailbox, 12, 240));
    QVERIFY(campaigns.openEditor(size));
    QTRY_VERIFY(campaigns.stage.isShown("forecastBars"));
    QTRY_VERIFY(campaigns.stage.isShown("fixValues"));
    QTRY_VERIFY(
        shownTexts(campaigns.page).contains(QStringLiteral("SPF, DKIM and DMARC of harbourline.example are in place")));
    campaigns.stage.takePictures(QStringLiteral("launch-check-%1").arg(size.width()));
    QCOMPARE(clippedTexts(campaigns.stage.find("forecastStrip")).join(QLatin1Char('\n')), QString());
    campaigns.body()->setFocus();
    campaigns.stage.press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(campaigns.stage.isShown("launchSheet"));
    campaigns.stage.takePictures(QStringLiteral("launch-sheet-%1").arg(size.width()));
    QCOMPARE(clippedTexts(campaigns.stage.find("launchSheet")).join(QLatin1Char('\n')), QString());
}

QTEST_MAIN(CampaignLaunchTest)
#include "CampaignLaunchTest.moc"
