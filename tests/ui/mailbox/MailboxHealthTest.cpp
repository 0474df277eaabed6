#include "ConnectStage.h"
#include "support/Patience.h"
#include "widgets/Marks.h"

#include <QAbstractButton>
#include <QUrlQuery>

using namespace AlwaysLeads;

/// Connected mailboxes in Settings: how each stands, reconnecting, changing, disconnecting.
class MailboxHealthTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysHowEachStands();
    void offersWhatMendsIt();
    void theNoteLeadsToTheReconnection();
    void reconnectsASignedOutOne();
    void reconnectingWithAnotherAccountChangesNothing();
    void bringsWhatTheOrganisationAskedFor();
    void oneThatOnlySendsCanBeReadToo();
    void followUpsFromOneThatOnlySendsAreAChoice();
    void aConnectedOneHasNoServerToType();
    void disconnectsOnlyWhenConfirmed_data();
    void disconnectsOnlyWhenConfirmed();
};

void MailboxHealthTest::saysHowEachStands()
{
    ConnectStage connect;
    const MailboxId microsoft = connect.connected(Mailbox::Kind::Microsoft);
    connect.endPermission(microsoft);
    const MailboxId google = connect.connected(Mailbox::Kind::Google);
    QVERIFY(QCoro::waitFor(connect.mailboxes.noteSuccess(google)));
    Mailbox bySmtp = guessedMailbox(EmailAddress::parse(QStringLiteral("clara@harbourline.example")).value());
    const MailboxId smtp = QCoro::waitFor(connect.mailboxes.add(bySmtp, QStringLiteral("right"))).value();
    QVERIFY(QCoro::waitFor(connect.mailboxes.pause(smtp, QStringLiteral("The server said “no”."))));
    bySmtp.address = EmailAddress::parse(QStringLiteral("sales@harbourline.example")).value();
    QVERIFY(QCoro::waitFor(connect.mailboxes.add(bySmtp, QStringLiteral("right"))));
    connect.open();
    QTRY_VERIFY(connect.stage.isShown("reconnectMailbox-1"));
    QVERIFY(connect.stage.isShown("resumeMailbox-3"));
    QVERIFY(!connect.stage.isShown("resumeMailbox-1"));
    QVERIFY(!connect.stage.isShown("reconnectMailbox-2"));
    const QStringList texts = shownTexts(connect.section);
    QStringList chips;
    for (const StatusChip *chip : connect.section->findChildren<StatusChip *>()) {
        chips.append(chip->look().word);
    }
    QCOMPARE(chips,
             (QStringList{QStringLiteral("Signed out"), QStringLiteral("Healthy"), QStringLiteral("Stopped"),
                          QStringLiteral("Ready")}));
    QVERIFY(!texts.filter(QStringLiteral("Microsoft asks you to sign in again.")).isEmpty());
    QVERIFY(!texts.filter(QStringLiteral("Google, signed in ")).isEmpty());
    QCOMPARE(namelessControls(connect.section).join(QLatin1Char('\n')), QString());
    connect.stage.takePictures(QStringLiteral("settings-mailboxes-health"));
    QTRY_COMPARE(clippedTexts(connect.section).join(QLatin1Char('\n')), QString());
    connect.stage.window.resize(1024, 680);
    connect.stage.takePictures(QStringLiteral("settings-mailboxes-health-1024"));
    QTRY_COMPARE(clippedTexts(connect.section).join(QLatin1Char('\n')), QString());
}

void MailboxHealthTest::offersWhatMendsIt()
{
    ConnectStage connect;
    const MailboxId google = connect.connected(Mailbox::Kind::Google);
    const Mailbox bySmtp = guessedMailbox(EmailAddress::parse(QStringLiteral("clara@harbourline.example")).value());
    const MailboxId smtp = QCoro::waitFor(connect.mailboxes.add(bySmtp, QStringLiteral("right"))).value();
    QVERIFY(connect.files.write([=](Connection &c) -> Result<> {
        const MailboxStore store;
        const Result<> first =
            store.setPaused(c, google, QStringLiteral("Google does not let us."), MailboxRemedy::Allow);
        return first ? store.setPaused(c, smtp, QStringLiteral("The password is wrong."), MailboxRemedy::Settings)
                     : first;
    }));
    connect.open();
    QTRY_VERIFY(connect.stage.isShown("reconnectMailbox-1"));
    QCOMPARE(connect.stage.find<QAbstractButton>("reconnectMailbox-1")->text(), QString::fromUtf8("Allow again…"));
    QVERIFY(!connect.stage.isShown("resumeMailbox-1"));
    QVERIFY(!connect.stage.isShown("resumeMailbox-2"));
    QCOMPARE(namelessControls(connect.section).join(QLatin1Char('\n')), QString());
    connect.stage.click("mendMailbox-2");
    QTRY_VERIFY(connect.stage.isShown("mailboxForm"));
}

void MailboxHealthTest::theNoteLeadsToTheReconnection()
{
    ConnectStage connect;
    const MailboxId id = connect.connected(Mailbox::Kind::Google);
    connect.open();
    connect.section->offerReconnect(id);
    connect.files.settle();
    QVERIFY(!connect.stage.isShown("connectSheet")); // it is signed in
    connect.endPermission(id);
    connect.section->offerReconnect(id);
    QTRY_VERIFY(connect.stage.isShown("connectSheet"));
    QVERIFY(!connect.stage.isShown("connectGoogle"));
}

void MailboxHealthTest::reconnectsASignedOutOne()
{
    ConnectStage connect;
    const MailboxId id = connect.connected(Mailbox::Kind::Google);
    connect.endPermission(id);
    connect.open();
    QTRY_VERIFY(connect.stage.isShown("reconnectMailbox-1"));
    connect.stage.click("reconnectMailbox-1");
    QTRY_VERIFY(connect.stage.isShown("connectSheet"));
    QVERIFY(!connect.stage.isShown("connectGoogle")); // there is nothing to choose
    connect.stage.takePictures(QStringLiteral("reconnect"));
    connect.stage.press(Qt::Key_Return);
    QTRY_VERIFY(!connect.stage.isShown("connectSheet"));
    QCOMPARE(connect.kept().size(), 1);
    QVERIFY(!connect.kept().first().isPaused());
    QVERIFY(QCoro::waitFor(connect.mailboxes.account(id)));
    QTRY_VERIFY(!connect.stage.isShown("reconnectMailbox-1"));
    QVERIFY(connect.server.visited().last().query().contains(QStringLiteral("login_hint=clara%40google.example")));
}

void MailboxHealthTest::reconnectingWithAnotherAccountChangesNothing()
{
    ConnectStage connect;
    const MailboxId id = connect.connected(Mailbox::Kind::Microsoft);
    connect.endPermission(id);
    connect.open();
    connect.server.setFault(OAuthServer::Fault::OtherAccount);
    QTRY_VERIFY(connect.stage.isShown("reconnectMailbox-1"));
    connect.stage.click("reconnectMailbox-1");
    connect.stage.click("connectProceed");
    QTRY_VERIFY(connect.stage.isShown("connectProblem"));
    QVERIFY(connect.text("connectProblem").contains(QStringLiteral("You signed in as somebody.else@")));
    connect.stage.takePictures(QStringLiteral("reconnect-other-account"));
    QVERIFY(connect.kept().first().isPaused());
    QCOMPARE(connect.kept().size(), 1);
}

void MailboxHealthTest::bringsWhatTheOrganisationAskedFor()
{
    ConnectStage connect;
    const MailboxId id = connect.connected(Mailbox::Kind::Microsoft);
    const QString claims = QStringLiteral(R"({"access_token":{"acrs":{"essential":true,"value":"c1"}}})");
    connect.server.challenge(claims);
    const QString name = QStringLiteral("mailbox %1").arg(id.value());
    QVERIFY(!QCoro::waitFor(connect.tokens.token(name, true)));
    QTRY_VERIFY(connect.kept().first().isPaused());
    connect.open();
    QTRY_VERIFY(connect.stage.isShown("reconnectMailbox-1"));
    QVERIFY(
        !shownTexts(connect.section).filter(QStringLiteral("Your organisation asks you to sign in again")).isEmpty());
    connect.stage.click("reconnectMailbox-1");
    connect.stage.click("connectProceed");
    QTRY_VERIFY_WITH_TIMEOUT(!connect.stage.isShown("connectSheet"), testPatience);
    const QString asked =
        QUrlQuery(connect.server.visited().last()).queryItemValue(QStringLiteral("claims"), QUrl::FullyDecoded);
    QVERIFY2(asked.contains(QStringLiteral(R"("acrs":{"essential":true,"value":"c1"})")), qPrintable(asked));
    QVERIFY(!connect.kept().first().isPaused());
    QVERIFY(QCoro::waitFor(connect.tokens.token(name, true))); // it is renewed again
}

void MailboxHealthTest::oneThatOnlySendsCanBeReadToo()
{
    ConnectStage connect;
    QVERIFY(QCoro::waitFor(connect.signIn.connectNew(Mailbox::Kind::Google, {}, {}, MailboxSignIn::Access::OnlySend)));
    connect.open();
    QTRY_VERIFY(connect.stage.isShown("sendOnly-1"));
    QVERIFY(!shownTexts(connect.section)
                 .filter(QStringLiteral("Only sends: replies are not read here. Follow-ups do not leave from it."))
                 .isEmpty());
    QCOMPARE(namelessControls(connect.section).join(QLatin1Char('\n')), QString());
    connect.stage.window.resize(1024, 680);
    connect.stage.takePictures(QStringLiteral("settings-mailboxes-send-only"));
    QTRY_COMPARE(clippedTexts(connect.section).join(QLatin1Char('\n')), QString());
    connect.stage.click("readReplies-1");
    QTRY_VERIFY(connect.stage.isShown("connectSheet"));
    QVERIFY(!connect.stage.find<QAbstractButton>("connectSendOnly")->isChecked());
    QVERIFY(shownTexts(connect.stage.find("connectSheet")).contains(QStringLiteral("Read mail in your inbox")));
    connect.stage.takePictures(QStringLiteral("connect-read-too"));
    connect.stage.click("connectProceed");
    QTRY_VERIFY_WITH_TIMEOUT(!connect.stage.isShown("connectSheet"), testPatience);
    QVERIFY(!connect.kept().first().sendOnly);
    QTRY_VERIFY(!connect.stage.isShown("sendOnly-1"));
    QVERIFY(!connect.stage.isShown("readReplies-1"));
    QVERIFY(connect.stage.shell.toasts.last().contains(QStringLiteral("are read from now on")));
}

void MailboxHealthTest::followUpsFromOneThatOnlySendsAreAChoice()
{
    ConnectStage connect;
    QVERIFY(QCoro::waitFor(connect.signIn.connectNew(Mailbox::Kind::Google, {}, {}, MailboxSignIn::Access::OnlySend)));
    connect.open();
    QTRY_VERIFY(connect.stage.isShown("changeMailbox-1"));
    connect.stage.click("changeMailbox-1");
    QTRY_VERIFY(connect.stage.isShown("mailboxFollowUps"));
    auto *followUps = connect.stage.find<QAbstractButton>("mailboxFollowUps");
    QVERIFY(!followUps->isChecked());
    connect.stage.takePictures(QStringLiteral("mailbox-form-send-only"));
    QTRY_COMPARE(clippedTexts(connect.stage.find("mailboxForm")).join(QLatin1Char('\n')), QString());
    followUps->setFocus();
    connect.stage.press(Qt::Key_Space);
    connect.stage.click("mailboxKeep");
    QTRY_VERIFY(!connect.stage.isShown("mailboxForm"));
    QVERIFY(connect.kept().first().mayFollowUp());
    QTRY_VERIFY(!shownTexts(connect.section)
                     .filter(QStringLiteral("Follow-ups go out even to people who answered."))
                     .isEmpty());
}

void MailboxHealthTest::aConnectedOneHasNoServerToType()
{
    ConnectStage connect;
    connect.connected(Mailbox::Kind::Google);
    connect.open();
    QTRY_VERIFY(connect.stage.isShown("changeMailbox-1"));
    connect.stage.click("changeMailbox-1");
    QTRY_VERIFY(connect.stage.isShown("mailboxForm"));
    QVERIFY(!connect.stage.isShown("mailboxHostEdit"));
    QVERIFY(!connect.stage.isShown("mailboxPasswordEdit"));
    QVERIFY(!connect.stage.find("mailboxAddressEdit")->isEnabled());
    connect.stage.takePictures(QStringLiteral("mailbox-form-connected"));
    auto *limit = connect.stage.find<QLineEdit>("mailboxLimitEdit");
    limit->setFocus();
    limit->selectAll();
    connect.stage.type(QStringLiteral("23"));
    connect.stage.click("mailboxTest");
    QTRY_VERIFY(connect.text("mailboxVerdict").startsWith(QStringLiteral("It works.")));
    connect.stage.click("mailboxKeep");
    QTRY_VERIFY(!connect.stage.isShown("mailboxForm"));
    QCOMPARE(connect.kept().first().dailyLimit, 23);
    QCOMPARE(connect.kept().first().kind, Mailbox::Kind::Google);
}

void MailboxHealthTest::disconnectsOnlyWhenConfirmed_data()
{
    QTest::addColumn<Mailbox::Kind>("kind");
    QTest::addColumn<QString>("warns");
    QTest::addColumn<QString>("tells");
    QTest::newRow("Google") << Mailbox::Kind::Google << "on your other computers too"
                            << "its permission is taken back";
    QTest::newRow("Microsoft") << Mailbox::Kind::Microsoft << "lets only you take the permission back"
                               << "Take its permission back at https://myapps.microsoft.com";
}

void MailboxHealthTest::disconnectsOnlyWhenConfirmed()
{
    QFETCH(Mailbox::Kind, kind);
    QFETCH(QString, warns);
    QFETCH(QString, tells);
    ConnectStage connect;
    connect.connected(kind);
    connect.open();
    QTRY_VERIFY(connect.stage.isShown("removeMailbox-1"));
    connect.stage.click("removeMailbox-1");
    QVERIFY(connect.stage.isShown("removeMailboxSheet"));
    QVERIFY(!shownTexts(connect.stage.find("removeMailboxSheet")).filter(warns).isEmpty());
    connect.stage.takePictures(QStringLiteral("disconnect-%1").arg(QString::fromLatin1(QTest::currentDataTag())));
    connect.stage.press(Qt::Key_Return); // the safe answer
    QCOMPARE(connect.kept().size(), 1);
    QCOMPARE(connect.server.permissions(), 1);
    QTRY_VERIFY(!connect.stage.isShown("removeMailboxSheet"));
    connect.stage.click("removeMailbox-1");
    connect.stage.click("confirmAction");
    QTRY_COMPARE(connect.stage.shell.toasts.size(), 1);
    QVERIFY2(connect.stage.shell.toasts.first().contains(tells), qPrintable(connect.stage.shell.toasts.first()));
    QVERIFY(connect.kept().isEmpty());
    QCOMPARE(connect.server.permissions(), kind == Mailbox::Kind::Google ? 0 : 1);
    QTRY_VERIFY(shownTexts(connect.section).contains(QStringLiteral("No mailbox yet")));
    QCOMPARE(connect.files.number(QStringLiteral("SELECT count(*) FROM secret WHERE name LIKE 'mailbox%'")), 0);
}

QTEST_MAIN(MailboxHealthTest)
#include "MailboxHealthTest.moc"
