#include "campaign/LaunchPanel.h"
#include "stage/PageStage.h"
#include "support/Patience.h"

#include <QCheckBox>
#include <QComboBox>
#include <QTest>

using namespace AlwaysLeads;

namespace {

QList<Mailbox> mailboxes()
{
    QList<Mailbox> all;
    for (const char *address : {"clara@wood.example", "jonas@wood.example", "mia@wood.example"}) {
        Mailbox mailbox;
        mailbox.id = MailboxId(all.size() + 1);
        mailbox.address = *EmailAddress::parse(QString::fromLatin1(address));
        all.append(mailbox);
    }
    return all;
}

} // namespace

/// From one or several mailboxes: a campaign's own, and those that take turns with it.
class LaunchPanelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void choosesOneOrSeveralMailboxes();
    void offersNothingWhereThereIsOneMailbox();
};

void LaunchPanelTest::choosesOneOrSeveralMailboxes()
{
    PageStage stage;
    auto *panel = new LaunchPanel;
    QList<QList<MailboxId>> chosen;
    connect(panel, &LaunchPanel::mailboxesChosen, this, [&](const QList<MailboxId> &senders) { chosen << senders; });
    stage.show(panel, QSize(360, 900));
    CampaignPage page;
    page.campaign.mailbox = MailboxId(1);
    page.sender = QStringLiteral("clara@wood.example");
    panel->setMailboxes(mailboxes());
    panel->show(page);
    panel->setSenders({MailboxId(1), MailboxId(3)});
    QTRY_VERIFY(stage.isShown("campaignAlsoFrom2") && stage.isShown("campaignAlsoFrom3"));
    QVERIFY(!stage.isShown("campaignAlsoFrom1"));
    QVERIFY(!stage.find<QCheckBox>("campaignAlsoFrom2")->isChecked());
    QVERIFY(stage.find<QCheckBox>("campaignAlsoFrom3")->isChecked());
    stage.takePictures(QStringLiteral("campaign-senders"));
    stage.find("campaignMailbox")->setFocus();
    stage.press(Qt::Key_Tab); // the boxes come right behind it
    QCOMPARE(QApplication::focusWidget(), stage.find("campaignAlsoFrom2"));
    stage.press(Qt::Key_Space);
    QCOMPARE(chosen.last(), (QList<MailboxId>{MailboxId(1), MailboxId(2), MailboxId(3)}));
    QCOMPARE(QApplication::focusWidget(), stage.find("campaignAlsoFrom2")); // it stays where it is
    stage.press(Qt::Key_Space);
    QCOMPARE(chosen.last(), (QList<MailboxId>{MailboxId(1), MailboxId(3)}));
    // Another one of its own takes the place of the first; who takes turns stays.
    auto *own = stage.find<QComboBox>("campaignMailbox");
    own->setCurrentIndex(own->findData(MailboxId(2).value()));
    QCOMPARE(chosen.last(), (QList<MailboxId>{MailboxId(2), MailboxId(3)}));
    QTRY_VERIFY(stage.isShown("campaignAlsoFrom1") && stage.isShown("campaignAlsoFrom3"));
    QVERIFY(!stage.find<QCheckBox>("campaignAlsoFrom1")->isChecked());
    QVERIFY(stage.find<QCheckBox>("campaignAlsoFrom3")->isChecked());
    QVERIFY(!stage.isShown("campaignAlsoFrom2"));
    QCOMPARE(namelessControls(panel), QStringList());
    QTRY_COMPARE(clippedTexts(panel), QStringList());
}

void LaunchPanelTest::offersNothingWhereThereIsOneMailbox()
{
    PageStage stage;
    auto *panel = new LaunchPanel;
    stage.show(panel, QSize(360, 900));
    CampaignPage page;
    page.campaign.mailbox = MailboxId(1);
    page.sender = QStringLiteral("clara@wood.example");
    panel->setMailboxes(mailboxes().first(1));
    panel->show(page);
    panel->setSenders({MailboxId(1)});
    QVERIFY(stage.isShown("campaignMailbox"));
    QVERIFY(!stage.isShown("campaignAlsoFrom1"));
    QVERIFY(!stage.isShown("campaignAlsoFrom2"));
}

QTEST_MAIN(LaunchPanelTest)
#include "LaunchPanelTest.moc"
