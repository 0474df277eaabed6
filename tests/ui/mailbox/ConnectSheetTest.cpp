#include "ConnectStage.h"
#include "support/Patience.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QScrollArea>
#include <QScrollBar>
#include <QUrlQuery>

using namespace AlwaysLeads;

/// Connecting a mailbox as a person does it: which service, what it will ask, the browser, and what can go wrong.
class ConnectSheetTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatEachServiceWillAsk();
    void goesBetweenTheServicesByKeyboard();
    void connects_data();
    void connects();
    void saysWhyNothingWasConnected_data();
    void saysWhyNothingWasConnected();
    void connectsToSendOnly_data();
    void connectsToSendOnly();
    void offersToSendOnlyWhereReadingIsRefused_data();
    void offersToSendOnlyWhereReadingIsRefused();
    void offersNothingElseWhereLessWouldNotHelp_data();
    void offersNothingElseWhereLessWouldNotHelp();
    void bringsWhatTheOrganisationAskedForToTheNextTry();
    void hasALinkForTheAdministrator();
    void waitsForTheBrowserAndCanStop();
    void canBeClosedWhileItWaits();
    void goesOnWhenTheLinkIsOpenedByHand();
    void takesAClientIdOfOnesOwn();
    void otherLeadsToTheForm();
    void fitsTheSmallestWindow_data();
    void fitsTheSmallestWindow();
};

void ConnectSheetTest::saysWhatEachServiceWillAsk()
{
    ConnectStage connect;
    connect.openSheet();
    QVERIFY(connect.stage.find<QAbstractButton>("connectGoogle")->isChecked());
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("connectGoogle"));
    connect.stage.takePictures(QStringLiteral("connect-google"));
    const QWidget *sheet = connect.stage.find("connectSheet");
    QVERIFY(shownTexts(sheet).contains(QStringLiteral("Send mail as you")));
    QVERIFY(shownTexts(sheet).contains(QStringLiteral("Read mail in your inbox")));
    QVERIFY(!shownTexts(sheet).filter(QStringLiteral("You sign in with Google, in your browser")).isEmpty());
    QCOMPARE(namelessControls(sheet).join(QLatin1Char('\n')), QString());
    connect.stage.click("connectMicrosoft");
    QTRY_VERIFY(shownTexts(sheet).contains(QStringLiteral("Read and write mail in your mailbox")));
    QVERIFY(!connect.stage.find<QAbstractButton>("connectGoogle")->isChecked());
    connect.stage.takePictures(QStringLiteral("connect-microsoft"));
    connect.stage.click("connectOther");
    QTRY_VERIFY(shownTexts(sheet).contains(QStringLiteral("What you will need")));
    QCOMPARE(connect.stage.find<QAbstractButton>("connectProceed")->text(), QStringLiteral("Continue"));
    connect.stage.takePictures(QStringLiteral("connect-other"));
    QTRY_COMPARE(clippedTexts(sheet).join(QLatin1Char('\n')), QString());
    QVERIFY(connect.server.visited().isEmpty());
}

void ConnectSheetTest::goesBetweenTheServicesByKeyboard()
{
    ConnectStage connect;
    connect.openSheet();
    connect.stage.press(Qt::Key_Right);
    QVERIFY(connect.stage.find<QAbstractButton>("connectMicrosoft")->isChecked());
    connect.stage.press(Qt::Key_Right);
    QVERIFY(connect.stage.find<QAbstractButton>("connectOther")->isChecked());
    connect.stage.press(Qt::Key_Left);
    QVERIFY(connect.stage.find<QAbstractButton>("connectMicrosoft")->isChecked());
    QStringList stops = tabOrder(connect.stage);
    stops.removeAll(QStringLiteral("connectSheet")); // the sheet itself, on the way round
    QCOMPARE(stops.join(QLatin1Char(' ')),
             QStringLiteral("connectMicrosoft connectSendOnly connectCancel connectProceed"));
    connect.stage.press(Qt::Key_Return);
    QTRY_COMPARE(connect.kept().size(), 1);
    QCOMPARE(connect.kept().first().kind, Mailbox::Kind::Microsoft);
}

void ConnectSheetTest::connects_data()
{
    QTest::addColumn<QString>("card");
    QTest::addColumn<Mailbox::Kind>("kind");
    QTest::addColumn<QString>("address");
    QTest::newRow("Google") << "connectGoogle" << Mailbox::Kind::Google << "clara@google.example";
    QTest::newRow("Microsoft") << "connectMicrosoft" << Mailbox::Kind::Microsoft << "clara@microsoft.example";
}

void ConnectSheetTest::connects()
{
    QFETCH(QString, card);
    QFETCH(Mailbox::Kind, kind);
    QFETCH(QString, address);
    ConnectStage connect;
    SenderProfile profile;
    profile.personName = QStringLiteral("Clara Jensen");
    QVERIFY(QCoro::waitFor(connect.settings.setSenderProfile(profile)));
    connect.openSheet();
    connect.stage.click(card.toLatin1());
    connect.stage.click("connectProceed");
    QTRY_VERIFY(!connect.stage.isShown("connectSheet"));
    QCOMPARE(connect.kept().size(), 1);
    QCOMPARE(connect.kept().first().kind, kind);
    QCOMPARE(connect.kept().first().address.toString(), address);
    QCOMPARE(connect.kept().first().senderName, QStringLiteral("Clara Jensen"));
    QCOMPARE(connect.stage.shell.toasts, QStringList{QStringLiteral("The mailbox is connected.")});
    QTRY_VERIFY(shownTexts(connect.section).contains(address));
    QVERIFY(QCoro::waitFor(connect.mailboxes.account(connect.kept().first().id)));
}

void ConnectSheetTest::saysWhyNothingWasConnected_data()
{
    QTest::addColumn<QString>("card");
    QTest::addColumn<OAuthServer::Fault>("fault");
    QTest::addColumn<QString>("words");
    QTest::newRow("denied") << "connectGoogle" << OAuthServer::Fault::Denies << "Nothing was allowed in the browser";
    QTest::newRow("administrator") << "connectMicrosoft" << OAuthServer::Fault::NeedsAdministrator
                                   << "Ask your administrator";
    QTest::newRow("unticked") << "connectGoogle" << OAuthServer::Fault::ScopeUnticked << "leave every box ticked";
    QTest::newRow("trouble") << "connectMicrosoft" << OAuthServer::Fault::TokenTrouble << "has trouble";
    QTest::newRow("for an hour only") << "connectGoogle" << OAuthServer::Fault::NoRefreshToken
                                      << "https://myaccount.google.com/permissions";
}

void ConnectSheetTest::saysWhyNothingWasConnected()
{
    QFETCH(QString, card);
    QFETCH(OAuthServer::Fault, fault);
    QFETCH(QString, words);
    ConnectStage connect;
    connect.server.setFault(fault);
    connect.openSheet();
    connect.stage.click(card.toLatin1());
    connect.stage.click("connectProceed");
    QTRY_VERIFY(connect.stage.isShown("connectProblem"));
    QVERIFY2(connect.text("connectProblem").contains(words), qPrintable(connect.text("connectProblem")));
    QVERIFY(connect.text("connectProblem").startsWith(QStringLiteral("Nothing was connected.")));
    QTRY_VERIFY(QApplication::focusWidget() != nullptr);
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("connectProceed"));
    QVERIFY(connect.kept().isEmpty());
    connect.stage.takePictures(
        QStringLiteral("connect-%1")
            .arg(QString::fromLatin1(QTest::currentDataTag()).replace(QLatin1Char(' '), QLatin1Char('-'))));
    QTRY_COMPARE(clippedTexts(connect.stage.find("connectSheet")).join(QLatin1Char('\n')), QString());
    connect.server.setFault(OAuthServer::Fault::None); // mended: the way out is the same button
    connect.stage.press(Qt::Key_Return);
    QTRY_VERIFY(!connect.stage.isShown("connectSheet"));
    QCOMPARE(connect.kept().size(), 1);
}

void ConnectSheetTest::connectsToSendOnly_data()
{
    connects_data();
}

void ConnectSheetTest::connectsToSendOnly()
{
    QFETCH(QString, card);
    QFETCH(Mailbox::Kind, kind);
    ConnectStage connect;
    connect.openSheet();
    connect.stage.click(card.toLatin1());
    connect.stage.find<QAbstractButton>("connectSendOnly")->setFocus();
    connect.stage.press(Qt::Key_Space);
    const QWidget *sheet = connect.stage.find("connectSheet");
    QTRY_VERIFY(shownTexts(sheet).contains(QStringLiteral("Nothing else")));
    QVERIFY(shownTexts(sheet).contains(QStringLiteral("Send mail as you")));
    QVERIFY(!shownTexts(sheet).contains(QStringLiteral("Look in your Sent folder")));
    connect.stage.takePictures(
        QStringLiteral("connect-send-only-%1").arg(QString::fromLatin1(QTest::currentDataTag())));
    QTRY_COMPARE(clippedTexts(sheet).join(QLatin1Char('\n')), QString());
    QCOMPARE(namelessControls(sheet).join(QLatin1Char('\n')), QString());
    connect.stage.click("connectProceed");
    QTRY_VERIFY_WITH_TIMEOUT(!connect.stage.isShown("connectSheet"), testPatience);
    QCOMPARE(connect.kept().size(), 1);
    QCOMPARE(connect.kept().first().kind, kind);
    QVERIFY(connect.kept().first().sendOnly);
    const QString asked =
        QUrlQuery(connect.server.visited().first()).queryItemValue(QStringLiteral("scope"), QUrl::FullyDecoded);
    QCOMPARE(asked,
             kind == Mailbox::Kind::Google ? QStringLiteral("openid email https://www.googleapis.com/auth/gmail.send")
                                           : QStringLiteral("openid profile email offline_access User.Read Mail.Send"));
    QTRY_VERIFY(connect.stage.isShown("readReplies-1"));
}

void ConnectSheetTest::offersToSendOnlyWhereReadingIsRefused_data()
{
    QTest::addColumn<QString>("card");
    QTest::addColumn<OAuthServer::Fault>("fault");
    QTest::newRow("an administrator") << "connectMicrosoft" << OAuthServer::Fault::ReadingNeedsAdministrator;
    QTest::newRow("an administrator at Google") << "connectGoogle" << OAuthServer::Fault::ReadingNeedsAdministrator;
    QTest::newRow("unticked") << "connectGoogle" << OAuthServer::Fault::ReadingUnticked;
}

void ConnectSheetTest::offersToSendOnlyWhereReadingIsRefused()
{
    QFETCH(QString, card);
    QFETCH(OAuthServer::Fault, fault);
    ConnectStage connect;
    connect.server.setFault(fault);
    connect.openSheet();
    QVERIFY(!connect.stage.isShown("connectSendOnlyInstead"));
    connect.stage.click(card.toLatin1());
    connect.stage.click("connectProceed");
    QTRY_VERIFY_WITH_TIMEOUT(connect.stage.isShown("connectSendOnlyInstead"), testPatience);
    connect.stage.takePictures(
        QStringLiteral("connect-reading-refused-%1")
            .arg(QString::fromLatin1(QTest::currentDataTag()).replace(QLatin1Char(' '), QLatin1Char('-'))));
    QTRY_COMPARE(clippedTexts(connect.stage.find("connectSheet")).join(QLatin1Char('\n')), QString());
    connect.stage.click("connectSendOnlyInstead");
    QTRY_VERIFY_WITH_TIMEOUT(!connect.stage.isShown("connectSheet"), testPatience);
    QCOMPARE(connect.kept().size(), 1);
    QVERIFY(connect.kept().first().sendOnly);
    QVERIFY(QCoro::waitFor(connect.mailboxes.account(connect.kept().first().id)));
}

void ConnectSheetTest::offersNothingElseWhereLessWouldNotHelp_data()
{
    QTest::addColumn<OAuthServer::Fault>("fault");
    QTest::newRow("for an hour only") << OAuthServer::Fault::NoRefreshToken;
    QTest::newRow("sending was unticked") << OAuthServer::Fault::ScopeUnticked;
}

void ConnectSheetTest::offersNothingElseWhereLessWouldNotHelp()
{
    QFETCH(OAuthServer::Fault, fault);
    ConnectStage connect;
    connect.server.setFault(fault);
    connect.openSheet();
    connect.stage.click("connectMicrosoft");
    connect.stage.click("connectProceed");
    QTRY_VERIFY_WITH_TIMEOUT(connect.stage.isShown("connectProblem"), testPatience);
    QVERIFY(!connect.stage.isShown("connectSendOnlyInstead"));
    QVERIFY(!connect.stage.isShown("copyAdminLink"));
    QCOMPARE(connect.stage.find<QPushButton>("connectProceed")->text(), QStringLiteral("Try again in the browser"));
}

void ConnectSheetTest::bringsWhatTheOrganisationAskedForToTheNextTry()
{
    ConnectStage connect;
    connect.server.challenge(QStringLiteral(R"({"access_token":{"acrs":{"essential":true,"value":"c1"}}})"));
    connect.openSheet();
    connect.stage.click("connectMicrosoft");
    connect.stage.click("connectProceed");
    QTRY_VERIFY_WITH_TIMEOUT(connect.stage.isShown("connectProblem"), testPatience);
    QVERIFY2(connect.text("connectProblem").contains(QStringLiteral("such as a second factor")),
             qPrintable(connect.text("connectProblem")));
    QVERIFY(!connect.stage.isShown("connectSendOnlyInstead"));
    QVERIFY(connect.kept().isEmpty());
    connect.stage.click("connectProceed");
    QTRY_VERIFY_WITH_TIMEOUT(!connect.stage.isShown("connectSheet"), testPatience);
    QCOMPARE(connect.kept().size(), 1);
}

void ConnectSheetTest::hasALinkForTheAdministrator()
{
    ConnectStage connect;
    connect.server.setFault(OAuthServer::Fault::NeedsAdministrator);
    connect.openSheet();
    QVERIFY(!connect.stage.isShown("copyAdminLink"));
    connect.stage.click("connectMicrosoft");
    connect.stage.click("connectProceed");
    QTRY_VERIFY(connect.stage.isShown("copyAdminLink"));
    connect.stage.click("copyAdminLink");
    QCOMPARE(QApplication::clipboard()->text(),
             QStringLiteral("https://login.microsoftonline.com/organizations/adminconsent?client_id=sandbox-client"));
    connect.stage.click("connectGoogle"); // which has no such page
    QVERIFY(!connect.stage.isShown("copyAdminLink"));
    QVERIFY(!connect.stage.isShown("connectProblem"));
}

void ConnectSheetTest::waitsForTheBrowserAndCanStop()
{
    ConnectStage connect;
    connect.server.setFault(OAuthServer::Fault::Silent);
    connect.openSheet();
    connect.stage.click("connectProceed");
    QTRY_VERIFY(connect.stage.isShown("connectWaiting"));
    const QWidget *sheet = connect.stage.find("connectSheet");
    QVERIFY(shownTexts(sheet).contains(QStringLiteral("Waiting for the browser")));
    QVERIFY(!connect.stage.isShown("connectProceed"));
    connect.stage.takePictures(QStringLiteral("connect-waiting"));
    QCOMPARE(namelessControls(sheet).join(QLatin1Char('\n')), QString());
    connect.stage.click("openBrowserAgain");
    QCOMPARE(connect.server.visited().size(), 2);
    QCOMPARE(connect.server.visited().at(0), connect.server.visited().at(1)); // the same sign-in
    connect.stage.click("connectCancel");
    QTRY_VERIFY(!connect.stage.isShown("connectWaiting"));
    QVERIFY(connect.stage.isShown("connectSheet"));
    QVERIFY(!connect.stage.isShown("connectProblem")); // the person knows that
    connect.server.setFault(OAuthServer::Fault::None);
    connect.stage.click("connectProceed");
    QTRY_VERIFY(!connect.stage.isShown("connectSheet"));
    QCOMPARE(connect.kept().size(), 1);
}

void ConnectSheetTest::canBeClosedWhileItWaits()
{
    ConnectStage connect;
    connect.server.setFault(OAuthServer::Fault::Silent);
    connect.openSheet();
    connect.stage.click("connectProceed");
    QTRY_VERIFY(connect.stage.isShown("connectWaiting"));
    QTRY_COMPARE(connect.server.visited().size(), 1);
    connect.stage.press(Qt::Key_Escape);
    QTRY_VERIFY(!connect.stage.isShown("connectSheet"));
    connect.server.setFault(OAuthServer::Fault::None);
    QTest::qWait(0); // the sheet is deleted
    connect.server.visit(connect.server.visited().first()); // the person allows it in the browser after all
    QTRY_COMPARE(connect.server.visited().size(), 2);
    QVERIFY(connect.kept().isEmpty());
    QCOMPARE(connect.server.permissions(), 0); // nobody took the code
}

void ConnectSheetTest::goesOnWhenTheLinkIsOpenedByHand()
{
    ConnectStage connect;
    connect.hasBrowser = false;
    connect.openSheet();
    connect.stage.click("connectProceed");
    QTRY_VERIFY(connect.stage.isShown("connectWaiting"));
    QVERIFY(shownTexts(connect.stage.find("connectSheet")).contains(QStringLiteral("The browser could not be opened")));
    connect.stage.takePictures(QStringLiteral("connect-by-hand"));
    connect.stage.click("copySignInLink");
    QVERIFY(connect.server.visited().isEmpty());
    connect.server.visit(QUrl(QApplication::clipboard()->text(), QUrl::StrictMode));
    QTRY_VERIFY(!connect.stage.isShown("connectSheet"));
    QCOMPARE(connect.kept().size(), 1);
}

void ConnectSheetTest::takesAClientIdOfOnesOwn()
{
    ConnectStage connect;
    connect.hasClient = false;
    connect.openSheet();
    QTRY_VERIFY(connect.stage.isShown("noClientId"));
    QVERIFY(connect.text("noClientId").contains(QStringLiteral("not registered at Google")));
    connect.stage.takePictures(QStringLiteral("connect-no-client-google"));
    connect.stage.click("connectMicrosoft");
    QTRY_VERIFY(connect.text("noClientId").contains(QStringLiteral("not registered at Microsoft")));
    QVERIFY(!connect.stage.isShown("clientSecretEdit"));
    QTRY_COMPARE(clippedTexts(connect.stage.find("connectSheet")).join(QLatin1Char('\n')), QString());
    connect.stage.takePictures(QStringLiteral("connect-no-client-microsoft"));
    connect.stage.click("connectProceed");
    QVERIFY(shownTexts(connect.stage.find("connectSheet")).contains(QStringLiteral("Enter the client id.")));
    connect.stage.find<QLineEdit>("clientIdEdit")->setFocus();
    connect.stage.type(QStringLiteral("not an id"));
    connect.stage.click("connectProceed");
    QTRY_VERIFY(
        !shownTexts(connect.stage.find("connectSheet")).filter(QStringLiteral("This is not a client id")).isEmpty());
    connect.stage.press(Qt::Key_A, Qt::ControlModifier);
    connect.stage.find<QLineEdit>("clientIdEdit")->setFocus();
    connect.stage.find<QLineEdit>("clientIdEdit")->selectAll();
    connect.stage.type(QStringLiteral("11112222-bbbb"));
    connect.stage.click("connectProceed");
    QTRY_VERIFY(!connect.stage.isShown("noClientId"));
    QCOMPARE(connect.signIn.provider(Mailbox::Kind::Microsoft).clientId, QStringLiteral("11112222-bbbb"));
    QVERIFY(!connect.signIn.provider(Mailbox::Kind::Google).hasClient());
    QCOMPARE(connect.stage.find<QAbstractButton>("connectProceed")->text(), QStringLiteral("Continue in the browser"));
}

void ConnectSheetTest::otherLeadsToTheForm()
{
    ConnectStage connect;
    connect.openSheet();
    connect.stage.click("connectOther");
    connect.stage.click("connectProceed");
    QTRY_VERIFY(connect.stage.isShown("mailboxForm"));
    QTRY_VERIFY(!connect.stage.isShown("connectSheet"));
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("mailboxAddressEdit"));
}

void ConnectSheetTest::fitsTheSmallestWindow_data()
{
    QTest::addColumn<double>("textFactor");
    QTest::newRow("100 %") << 1.0;
    QTest::newRow("150 %") << 1.5;
}

void ConnectSheetTest::fitsTheSmallestWindow()
{
    QFETCH(double, textFactor);
    ConnectStage connect;
    connect.stage.appearance.setTextFactor(textFactor);
    connect.openSheet(QSize(1024, 680));
    connect.stage.takePictures(QStringLiteral("connect-1024-%1").arg(int(textFactor * 100)));
    QTRY_COMPARE(clippedTexts(connect.stage.find("connectSheet")).join(QLatin1Char('\n')), QString());
    for (const QScrollArea *scroll : connect.stage.find("connectSheet")->findChildren<QScrollArea *>()) {
        QTRY_COMPARE(scroll->horizontalScrollBar()->maximum(), 0); // nothing lies beside the sheet
    }
    connect.stage.click("connectMicrosoft");
    QTRY_COMPARE(clippedTexts(connect.stage.find("connectSheet")).join(QLatin1Char('\n')), QString());
    connect.stage.appearance.setTextFactor(1.0);
}

QTEST_MAIN(ConnectSheetTest)
#include "ConnectSheetTest.moc"
