#include "SettingsStage.h"
#include "sandbox/ImapServer.h"
#include "support/Patience.h"
#include "widgets/Choices.h"
#include "widgets/Combo.h"

using namespace AlwaysLeads;

using Encryption = MailServer::Encryption;

namespace {

enum class Shown { Good, Expired, OtherHost, Stranger, SelfSigned };

TlsIdentity identity(const Certificates &certificates, Shown shown)
{
    switch (shown) {
    case Shown::Good:
        return certificates.good();
    case Shown::Expired:
        return certificates.expired();
    case Shown::OtherHost:
        return certificates.forAnotherHost();
    case Shown::Stranger:
        return certificates.fromAStranger();
    case Shown::SelfSigned:
        return certificates.selfSigned();
    }
    return {};
}

/// A submission server whose account is clara@harbourline.example with the password "right".
std::unique_ptr<MailServer> server(const Certificates &certificates, Encryption encryption, Shown shown)
{
    const TlsIdentity who = identity(certificates, shown);
    MailServer::Options options;
    options.encryption = encryption;
    options.certificate = who.certificate;
    options.key = who.key;
    options.userName = QStringLiteral("clara@harbourline.example");
    options.password = QStringLiteral("right");
    auto made = std::make_unique<MailServer>(options);
    if (!made->start()) {
        qFatal("The mail server did not start");
    }
    return made;
}

void choose(SettingsStage &settings, SmtpAccount::Security security)
{
    auto *choice = settings.stage.find<Combo>("mailboxSecurity");
    choice->setCurrentIndex(choice->findData(int(security)));
}

QString verdict(const SettingsStage &settings)
{
    const QWidget *shown = settings.stage.find("mailboxVerdict");
    return shown == nullptr ? QString() : shown->accessibleName();
}

} // namespace

class MailboxFormTest : public QObject
{
    Q_OBJECT
private:
    static void openForm(SettingsStage &settings)
    {
        settings.open(QStringLiteral("mailboxes"));
        settings.stage.click("addMailbox");
        QTRY_VERIFY(settings.stage.isShown("mailboxForm"));
    }
    static void fill(SettingsStage &settings, const QString &host, quint16 port, const QString &password)
    {
        settings.put("mailboxAddressEdit", QStringLiteral("clara@harbourline.example"));
        settings.put("mailboxPasswordEdit", password);
        settings.put("mailboxHostEdit", host);
        settings.put("mailboxPortEdit", QString::number(port));
        settings.put("mailboxImapHostEdit", QString());
    }
    /// A server that gives any user a mailbox, for the password "right to read".
    static std::unique_ptr<ImapServer> incoming(SettingsStage &settings, const QString &password)
    {
        ImapServer::Options options;
        options.password = password;
        auto made = std::make_unique<ImapServer>(options);
        if (!made->start()) {
            qFatal("The server for incoming mail did not start");
        }
        settings.put("mailboxImapHostEdit", QStringLiteral("localhost"));
        settings.put("mailboxImapPortEdit", QString::number(made->port()));
        auto *choice = settings.stage.find<Combo>("mailboxImapSecurity");
        choice->setCurrentIndex(choice->findData(int(ImapAccount::Security::LoopbackPlain)));
        return made;
    }

private Q_SLOTS:
    void guessesTheServer();
    void saysWhatIsWrongBelowEachField();
    void testsAndKeeps_data();
    void testsAndKeeps();
    void saysWhyItDoesNotWork_data();
    void saysWhyItDoesNotWork();
    void neverSendsThePasswordToAStranger_data();
    void neverSendsThePasswordToAStranger();
    void triesAndKeepsTheIncomingServerToo();
    void readsWithASignInOfItsOwn();
    void saysWhenReadingDoesNotWork();
    void saysThatNobodyReadsAnswers();
    void aSecondEnterAddsNoSecondMailbox();
    void changesAndKeepsThePasswordWhereNoneIsTyped();
    void escapeStopsTheTest();
    void removesOnlyWhenConfirmed();
    void saysWhyItWasStopped();
    void fitsTheSmallestWindow();
};

void MailboxFormTest::guessesTheServer()
{
    SettingsStage settings;
    openForm(settings);
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("mailboxAddressEdit"));
    settings.stage.type(QStringLiteral("Clara@Harbourline.example"));
    settings.stage.press(Qt::Key_Tab);
    QTRY_COMPARE(settings.stage.find<QLineEdit>("mailboxHostEdit")->text(), QStringLiteral("smtp.harbourline.example"));
    QCOMPARE(settings.stage.find<QLineEdit>("mailboxPortEdit")->text(), QStringLiteral("465"));
    QCOMPARE(settings.stage.find<QLineEdit>("mailboxUserEdit")->text(), QStringLiteral("clara@harbourline.example"));
    QCOMPARE(settings.stage.find<QLineEdit>("mailboxImapHostEdit")->text(), QStringLiteral("imap.harbourline.example"));
    QCOMPARE(settings.stage.find<QLineEdit>("mailboxImapPortEdit")->text(), QStringLiteral("993"));
    QVERIFY(!settings.stage.isShown("mailboxImapPassword"));
    choose(settings, SmtpAccount::Security::StartTls);
    Q_EMIT settings.stage.find<Combo>("mailboxSecurity")->activated(1);
    QCOMPARE(settings.stage.find<QLineEdit>("mailboxPortEdit")->text(), QStringLiteral("587"));
    QCOMPARE(namelessControls(settings.stage.find("mailboxForm")).join(QLatin1Char('\n')), QString());
    settings.stage.takePictures(QStringLiteral("mailbox-form"));
}

void MailboxFormTest::saysWhatIsWrongBelowEachField()
{
    SettingsStage settings;
    openForm(settings);
    settings.put("mailboxAddressEdit", QStringLiteral("clara at harbourline"));
    settings.put("mailboxPortEdit", QString());
    settings.put("mailboxLimitEdit", QString());
    settings.stage.click("mailboxKeep");
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("mailboxAddressEdit"));
    const QStringList texts = shownTexts(settings.stage.find("mailboxForm"));
    QVERIFY(texts.contains(QStringLiteral("465 or 587.")));
    QVERIFY(texts.contains(QStringLiteral("1 to 2000.")));
    QVERIFY(!texts.filter(QStringLiteral("Type the server’s name")).isEmpty());
    settings.stage.takePictures(QStringLiteral("mailbox-form-wrong"));
    QTRY_COMPARE(clippedTexts(settings.stage.find("mailboxForm")).join(QLatin1Char('\n')), QString());
    QVERIFY(settings.kept().isEmpty());
}

void MailboxFormTest::testsAndKeeps_data()
{
    QTest::addColumn<int>("encryption");
    QTest::addColumn<int>("security");
    QTest::newRow("TLS from the first byte") << int(Encryption::Implicit) << int(SmtpAccount::Security::ImplicitTls);
    QTest::newRow("STARTTLS") << int(Encryption::StartTls) << int(SmtpAccount::Security::StartTls);
    QTest::newRow("none, this computer") << int(Encryption::None) << int(SmtpAccount::Security::LoopbackPlain);
}

void MailboxFormTest::testsAndKeeps()
{
    QFETCH(int, encryption);
    QFETCH(int, security);
    SettingsStage settings;
    const auto mail = server(settings.certificates, Encryption(encryption), Shown::Good);
    openForm(settings);
    fill(settings, QStringLiteral("localhost"), mail->port(), QStringLiteral("right"));
    choose(settings, SmtpAccount::Security(security));
    settings.stage.click("mailboxTest");
    QTRY_VERIFY(!verdict(settings).isEmpty());
    QVERIFY2(verdict(settings).startsWith(QStringLiteral("It works.")), qPrintable(verdict(settings)));
    QVERIFY(mail->received().isEmpty());
    settings.stage.takePictures(QStringLiteral("mailbox-form-works"));
    settings.stage.press(Qt::Key_Return);
    QTRY_VERIFY(!settings.stage.isShown("mailboxForm"));
    QCOMPARE(settings.kept().size(), 1);
    QCOMPARE(settings.kept().first().userName, QStringLiteral("clara@harbourline.example"));
    QCOMPARE(std::get<SmtpAccount>(*QCoro::waitFor(settings.mailboxes.account(settings.kept().first().id))).password,
             QStringLiteral("right"));
    QTRY_VERIFY(settings.stage.isShown("changeMailbox-1"));
    settings.stage.takePictures(QStringLiteral("settings-mailboxes-one"));
}

void MailboxFormTest::saysWhyItDoesNotWork_data()
{
    QTest::addColumn<int>("encryption");
    QTest::addColumn<int>("certificate");
    QTest::addColumn<int>("security");
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("says");
    const int implicit = int(Encryption::Implicit);
    const int tls = int(SmtpAccount::Security::ImplicitTls);
    const int startTls = int(SmtpAccount::Security::StartTls);
    const QString here = QStringLiteral("localhost");
    const QString right = QStringLiteral("right");
    QTest::newRow("wrong password") << implicit << int(Shown::Good) << tls << here << "wrong"
                                    << "password";
    QTest::newRow("unknown host") << implicit << int(Shown::Good) << tls << "no-such-host.invalid" << right
                                  << "was not found";
    QTest::newRow("not a name") << implicit << int(Shown::Good) << tls << "not a host" << right << "not the name";
    QTest::newRow("expired") << implicit << int(Shown::Expired) << tls << here << right << "ended on";
    QTest::newRow("another host") << implicit << int(Shown::OtherHost) << tls << here << right << "was made out to";
    QTest::newRow("unknown authority") << implicit << int(Shown::Stranger) << tls << here << right
                                       << "authority that this computer does not know";
    QTest::newRow("made by itself") << implicit << int(Shown::SelfSigned) << tls << here << right << "made itself";
    QTest::newRow("TLS where STARTTLS is wanted")
        << int(Encryption::StartTls) << int(Shown::Good) << tls << here << right << "STARTTLS";
    QTest::newRow("STARTTLS where there is none")
        << int(Encryption::None) << int(Shown::Good) << startTls << here << right << "encrypt";
    QTest::newRow("plain to another computer")
        << int(Encryption::None) << int(Shown::Good) << int(SmtpAccount::Security::LoopbackPlain) << "192.0.2.1"
        << right << "this computer only";
}

void MailboxFormTest::saysWhyItDoesNotWork()
{
    QFETCH(int, encryption);
    QFETCH(int, certificate);
    QFETCH(int, security);
    QFETCH(QString, host);
    QFETCH(QString, password);
    QFETCH(QString, says);
    SettingsStage settings;
    const auto mail = server(settings.certificates, Encryption(encryption), Shown(certificate));
    openForm(settings);
    fill(settings, host, mail->port(), password);
    choose(settings, SmtpAccount::Security(security));
    settings.stage.click("mailboxTest");
    QTRY_VERIFY_WITH_TIMEOUT(!verdict(settings).isEmpty(), 60000);
    QVERIFY2(verdict(settings).startsWith(QStringLiteral("It does not work yet.")), qPrintable(verdict(settings)));
    QVERIFY2(verdict(settings).contains(says), qPrintable(verdict(settings)));
    QVERIFY(!verdict(settings).contains(QStringLiteral("right")));
    QVERIFY(settings.stage.find("mailboxTest")->isEnabled()); // to be mended and tried again
    QVERIFY(settings.kept().isEmpty());
    settings.stage.takePictures(
        QStringLiteral("mailbox-form-%1").arg(QString::fromLatin1(QTest::currentDataTag()).replace(u' ', u'-')));
    QTRY_COMPARE(clippedTexts(settings.stage.find("mailboxForm")).join(QLatin1Char('\n')), QString());
}

void MailboxFormTest::neverSendsThePasswordToAStranger_data()
{
    QTest::addColumn<int>("certificate");
    QTest::newRow("expired") << int(Shown::Expired);
    QTest::newRow("another host") << int(Shown::OtherHost);
    QTest::newRow("unknown authority") << int(Shown::Stranger);
    QTest::newRow("made by itself") << int(Shown::SelfSigned);
}

void MailboxFormTest::neverSendsThePasswordToAStranger()
{
    QFETCH(int, certificate);
    SettingsStage settings;
    const auto mail = server(settings.certificates, Encryption::Implicit, Shown(certificate));
    // A sign-in would be answered by this, and said in the verdict.
    mail->addFault({MailServer::Stage::SignIn, MailServer::Harm::Refuse, "535 5.7.8 I have your password", {}, -1});
    openForm(settings);
    fill(settings, QStringLiteral("localhost"), mail->port(), QStringLiteral("right"));
    choose(settings, SmtpAccount::Security::ImplicitTls);
    settings.stage.click("mailboxTest");
    QTRY_VERIFY(!verdict(settings).isEmpty());
    QVERIFY2(verdict(settings).contains(QStringLiteral("certificate")), qPrintable(verdict(settings)));
}

void MailboxFormTest::triesAndKeepsTheIncomingServerToo()
{
    SettingsStage settings;
    const auto mail = server(settings.certificates, Encryption::None, Shown::Good);
    openForm(settings);
    fill(settings, QStringLiteral("localhost"), mail->port(), QStringLiteral("right"));
    choose(settings, SmtpAccount::Security::LoopbackPlain);
    const auto imap = incoming(settings, QStringLiteral("right"));
    settings.stage.click("mailboxTest");
    QTRY_VERIFY(!verdict(settings).isEmpty());
    QVERIFY2(verdict(settings).contains(QStringLiteral("Both servers accepted")), qPrintable(verdict(settings)));
    QVERIFY(imap->connections() > 0);
    settings.stage.takePictures(QStringLiteral("mailbox-form-both-work"));
    QTRY_COMPARE(clippedTexts(settings.stage.find("mailboxForm")).join(QLatin1Char('\n')), QString());
    settings.stage.click("mailboxKeep");
    QTRY_VERIFY(!settings.stage.isShown("mailboxForm"));
    const Mailbox kept = settings.kept().first();
    QCOMPARE(kept.imapHost, QStringLiteral("localhost"));
    QCOMPARE(kept.imapPort, imap->port());
    QVERIFY(!kept.imapOwnPassword);
    const Result<ImapAccount> account = QCoro::waitFor(settings.mailboxes.readingAccount(kept.id));
    QVERIFY(account);
    QCOMPARE(account->userName, QStringLiteral("clara@harbourline.example"));
    QCOMPARE(account->password, QStringLiteral("right"));
}

void MailboxFormTest::readsWithASignInOfItsOwn()
{
    SettingsStage settings;
    const auto mail = server(settings.certificates, Encryption::None, Shown::Good);
    openForm(settings);
    fill(settings, QStringLiteral("localhost"), mail->port(), QStringLiteral("right"));
    choose(settings, SmtpAccount::Security::LoopbackPlain);
    const auto imap = incoming(settings, QStringLiteral("right to read"));
    settings.stage.find<CheckBox>("mailboxImapOwn")->setChecked(true);
    QTRY_VERIFY(settings.stage.isShown("mailboxImapPassword"));
    settings.put("mailboxImapPasswordEdit", QStringLiteral("right to read"));
    settings.put("mailboxImapUserEdit", QStringLiteral("c.jensen"));
    settings.stage.click("mailboxTest");
    QTRY_VERIFY(!verdict(settings).isEmpty());
    QVERIFY2(verdict(settings).contains(QStringLiteral("Both servers accepted")), qPrintable(verdict(settings)));
    QCOMPARE(namelessControls(settings.stage.find("mailboxForm")).join(QLatin1Char('\n')), QString());
    settings.stage.takePictures(QStringLiteral("mailbox-form-own-sign-in"));
    settings.stage.click("mailboxKeep");
    QTRY_VERIFY(!settings.stage.isShown("mailboxForm"));
    const MailboxId id = settings.kept().first().id;
    QCOMPARE(QCoro::waitFor(settings.mailboxes.readingAccount(id))->password, QStringLiteral("right to read"));
    QCOMPARE(QCoro::waitFor(settings.mailboxes.readingAccount(id))->userName, QStringLiteral("c.jensen"));
    // Opened again: the box is ticked, the password is not shown, and sharing the other again forgets it.
    QTRY_VERIFY(settings.stage.isShown("changeMailbox-1"));
    settings.stage.click("changeMailbox-1");
    QTRY_VERIFY(settings.stage.isShown("mailboxImapPassword"));
    QCOMPARE(settings.stage.find<QLineEdit>("mailboxImapPasswordEdit")->text(), QString());
    QCOMPARE(settings.stage.find<QLineEdit>("mailboxImapPasswordEdit")->echoMode(), QLineEdit::Password);
    settings.stage.find<CheckBox>("mailboxImapOwn")->setChecked(false);
    settings.stage.click("mailboxKeep");
    QTRY_VERIFY(!settings.stage.isShown("mailboxForm"));
    QCOMPARE(QCoro::waitFor(settings.mailboxes.readingAccount(id))->password, QStringLiteral("right"));
    QCOMPARE(QCoro::waitFor(settings.mailboxes.readingAccount(id))->userName,
             QStringLiteral("clara@harbourline.example"));
}

void MailboxFormTest::saysWhenReadingDoesNotWork()
{
    SettingsStage settings;
    const auto mail = server(settings.certificates, Encryption::None, Shown::Good);
    openForm(settings);
    fill(settings, QStringLiteral("localhost"), mail->port(), QStringLiteral("right"));
    choose(settings, SmtpAccount::Security::LoopbackPlain);
    const auto imap = incoming(settings, QStringLiteral("something else"));
    settings.stage.click("mailboxTest");
    QTRY_VERIFY(!verdict(settings).isEmpty());
    QVERIFY2(verdict(settings).contains(QStringLiteral("Sending works, reading does not.")),
             qPrintable(verdict(settings)));
    settings.stage.takePictures(QStringLiteral("mailbox-form-reading-fails"));
    settings.put("mailboxImapPortEdit", QString());
    settings.stage.click("mailboxTest");
    QVERIFY(shownTexts(settings.stage.find("mailboxForm")).contains(QStringLiteral("993 or 143.")));
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("mailboxImapPortEdit"));
}

void MailboxFormTest::saysThatNobodyReadsAnswers()
{
    SettingsStage settings;
    const auto mail = server(settings.certificates, Encryption::None, Shown::Good);
    openForm(settings);
    fill(settings, QStringLiteral("localhost"), mail->port(), QStringLiteral("right"));
    choose(settings, SmtpAccount::Security::LoopbackPlain);
    settings.stage.click("mailboxTest");
    QTRY_VERIFY(!verdict(settings).isEmpty());
    QVERIFY2(verdict(settings).contains(QStringLiteral("nobody notices answers")), qPrintable(verdict(settings)));
}

void MailboxFormTest::aSecondEnterAddsNoSecondMailbox()
{
    SettingsStage settings;
    openForm(settings);
    fill(settings, QStringLiteral("localhost"), 2525, QStringLiteral("right"));
    settings.stage.press(Qt::Key_Return);
    settings.stage.press(Qt::Key_Return);
    settings.stage.press(Qt::Key_Return);
    QTRY_VERIFY(!settings.stage.isShown("mailboxForm"));
    QCOMPARE(settings.kept().size(), 1);
    QCOMPARE(settings.stage.shell.toasts, QStringList{QStringLiteral("The mailbox is kept.")});
}

void MailboxFormTest::changesAndKeepsThePasswordWhereNoneIsTyped()
{
    SettingsStage settings;
    Mailbox mailbox = guessedMailbox(EmailAddress::parse(QStringLiteral("clara@harbourline.example")).value());
    QVERIFY(QCoro::waitFor(settings.mailboxes.add(mailbox, QStringLiteral("right"))));
    settings.open(QStringLiteral("mailboxes"));
    QTRY_VERIFY(settings.stage.isShown("changeMailbox-1"));
    settings.stage.click("changeMailbox-1");
    QTRY_VERIFY(settings.stage.isShown("mailboxForm"));
    QCOMPARE(settings.stage.find<QLineEdit>("mailboxPasswordEdit")->text(), QString()); // never shown again
    QCOMPARE(settings.stage.find<QLineEdit>("mailboxPasswordEdit")->echoMode(), QLineEdit::Password);
    settings.put("mailboxLimitEdit", QStringLiteral("33"));
    settings.stage.press(Qt::Key_Return);
    QTRY_VERIFY(!settings.stage.isShown("mailboxForm"));
    QCOMPARE(settings.kept().first().dailyLimit, 33);
    QCOMPARE(std::get<SmtpAccount>(*QCoro::waitFor(settings.mailboxes.account(settings.kept().first().id))).password,
             QStringLiteral("right"));
}

void MailboxFormTest::escapeStopsTheTest()
{
    SettingsStage settings;
    const auto mail = server(settings.certificates, Encryption::None, Shown::Good);
    mail->addFault({MailServer::Stage::Greeting, MailServer::Harm::Silence, {}, {}, -1});
    openForm(settings);
    fill(settings, QStringLiteral("localhost"), mail->port(), QStringLiteral("right"));
    choose(settings, SmtpAccount::Security::LoopbackPlain);
    settings.stage.click("mailboxTest");
    QTRY_COMPARE(mail->connections(), 1);
    settings.stage.press(Qt::Key_Escape);
    QTRY_VERIFY(!settings.stage.isShown("mailboxForm"));
    QVERIFY(settings.kept().isEmpty());
}

void MailboxFormTest::removesOnlyWhenConfirmed()
{
    SettingsStage settings;
    Mailbox mailbox = guessedMailbox(EmailAddress::parse(QStringLiteral("clara@harbourline.example")).value());
    QVERIFY(QCoro::waitFor(settings.mailboxes.add(mailbox, QStringLiteral("right"))));
    settings.open(QStringLiteral("mailboxes"));
    QTRY_VERIFY(settings.stage.isShown("removeMailbox-1"));
    settings.stage.click("removeMailbox-1");
    QVERIFY(settings.stage.isShown("removeMailboxSheet"));
    settings.stage.takePictures(QStringLiteral("mailbox-remove"));
    settings.stage.press(Qt::Key_Escape);
    QCOMPARE(settings.kept().size(), 1);
    settings.stage.click("removeMailbox-1");
    settings.stage.click("confirmAction");
    QTRY_VERIFY(settings.kept().isEmpty());
    QTRY_VERIFY(shownTexts(settings.page).contains(QStringLiteral("No mailbox yet")));
}

void MailboxFormTest::saysWhyItWasStopped()
{
    SettingsStage settings;
    Mailbox mailbox = guessedMailbox(EmailAddress::parse(QStringLiteral("clara@harbourline.example")).value());
    const Result<MailboxId> id = QCoro::waitFor(settings.mailboxes.add(mailbox, QStringLiteral("right")));
    QVERIFY(id);
    QVERIFY(QCoro::waitFor(settings.mailboxes.pause(*id, QStringLiteral("The server <b>did not</b> accept it."))));
    settings.open(QStringLiteral("mailboxes"));
    QTRY_VERIFY(shownTexts(settings.page).contains(QStringLiteral("The server <b>did not</b> accept it.")));
    settings.stage.takePictures(QStringLiteral("settings-mailbox-stopped"));
    QCOMPARE(namelessControls(settings.page).join(QLatin1Char('\n')), QString());
    settings.stage.click("resumeMailbox-1");
    QTRY_VERIFY(!settings.kept().first().isPaused());
    QTRY_VERIFY(!settings.stage.isShown("resumeMailbox-1"));
}

void MailboxFormTest::fitsTheSmallestWindow()
{
    SettingsStage settings;
    settings.stage.appearance.setTextFactor(1.5);
    settings.open(QStringLiteral("mailboxes"), QSize(1024, 680));
    settings.stage.click("addMailbox");
    QTRY_VERIFY(settings.stage.isShown("mailboxForm"));
    settings.stage.takePictures(QStringLiteral("mailbox-form-150"));
    QTRY_COMPARE(clippedTexts(settings.stage.find("mailboxForm")).join(QLatin1Char('\n')), QString());
    settings.stage.appearance.setTextFactor(1.0);
}

QTEST_MAIN(MailboxFormTest)
#include "MailboxFormTest.moc"
