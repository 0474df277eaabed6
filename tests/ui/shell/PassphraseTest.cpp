#include "WindowStage.h"
#include "keychain/Vault.h"
#include "mailbox/Mailboxes.h"
#include "shell/SendingCard.h"
#include "support/Patience.h"

#include <QLineEdit>

using namespace AlwaysLeads;

/// A computer without a keychain: the person chooses a passphrase, and is asked for it at each start.
class PassphraseTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
#if !defined(Q_OS_UNIX) || defined(Q_OS_MACOS)
        QSKIP("this system always has a keychain");
#endif
        qputenv("DBUS_SESSION_BUS_ADDRESS", "disabled:");
    }

    void choosesOneAndUnlocksWithIt()
    {
        WindowStage stage(false);
        QVERIFY(stage.isShown("banner-vault"));
        stage.takePictures(QStringLiteral("vault-banner"));
        stage.click("bannerButton-vault");
        QTRY_VERIFY(stage.isShown("passphraseSheet"));
        QCOMPARE(namelessControls(stage.visible("passphraseSheet")).join(QLatin1Char('\n')), QString());
        QTRY_COMPARE(clippedTexts(stage.visible("passphraseSheet")).join(QLatin1Char('\n')), QString());
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("passphraseEdit"));
        QCOMPARE(stage.find<QLineEdit>("passphraseEdit")->echoMode(), QLineEdit::Password);
        QCOMPARE(stage.find<QLineEdit>("passphraseAgainEdit")->echoMode(), QLineEdit::Password);

        stage.type(QStringLiteral("short"));
        stage.press(Qt::Key_Tab);
        stage.type(QStringLiteral("other"));
        stage.press(Qt::Key_Return);
        QTRY_VERIFY(shownTexts(stage.visible("passphraseSheet")).contains(QStringLiteral("The two are not the same.")));
        stage.takePictures(QStringLiteral("passphrase-new"));
        put(stage, "passphraseEdit", QStringLiteral("short"));
        put(stage, "passphraseAgainEdit", QStringLiteral("short"));
        stage.press(Qt::Key_Return);
        QTRY_COMPARE(QApplication::focusWidget(), stage.visible("passphraseEdit")); // too short: said there
        QVERIFY(stage.isShown("passphraseSheet"));
        QCOMPARE(stage.application->vault().state(), Vault::State::NeedsNewPassphrase);
        put(stage, "passphraseEdit", QStringLiteral("four or five words"));
        put(stage, "passphraseAgainEdit", QStringLiteral("four or five words"));
        stage.press(Qt::Key_Return);
        stage.press(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(!stage.isShown("passphraseSheet"), 30000);
        QVERIFY(stage.application->vault().isOpen());
        QVERIFY(!stage.isShown("banner-vault"));

        Mailbox mailbox = guessedMailbox(EmailAddress::parse(QStringLiteral("clara@harbourline.example")).value());
        QVERIFY(QCoro::waitFor(stage.application->mailboxes().add(mailbox, QStringLiteral("its password"))));
        QTRY_COMPARE(cardOf(stage)->word(), QStringLiteral("Outbox"));

        stage.restart();
        QVERIFY(stage.isShown("banner-vault"));
        // The card of the sidebar does not say that mails leave.
        QTRY_COMPARE(cardOf(stage)->word(), QStringLiteral("Locked"));
        QVERIFY(shownTexts(cardOf(stage)).contains(QStringLiteral("Unlock your passwords")));
        stage.takePictures(QStringLiteral("vault-locked"));
        stage.click("bannerButton-vault");
        QTRY_VERIFY(stage.isShown("passphraseSheet"));
        QVERIFY(!stage.isShown("passphraseAgainEdit"));
        stage.type(QStringLiteral("not the right words"));
        const qsizetype texts = shownTexts(stage.visible("passphraseSheet")).size();
        stage.press(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(shownTexts(stage.visible("passphraseSheet")).size() > texts, 30000); // it says so
        QVERIFY(stage.isShown("passphraseSheet"));
        QVERIFY(!stage.application->vault().isOpen());
        stage.takePictures(QStringLiteral("passphrase-wrong"));
        QTRY_COMPARE(clippedTexts(stage.visible("passphraseSheet")).join(QLatin1Char('\n')), QString());
        put(stage, "passphraseEdit", QStringLiteral("four or five words"));
        stage.press(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(!stage.isShown("passphraseSheet"), 30000);
        QVERIFY(stage.application->vault().isOpen());
        QTRY_COMPARE(cardOf(stage)->word(), QStringLiteral("Outbox"));
    }

    void laterIsAnAnswerToo()
    {
        WindowStage stage(false);
        stage.click("bannerButton-vault");
        QTRY_VERIFY(stage.isShown("passphraseSheet"));
        stage.press(Qt::Key_Escape);
        QTRY_VERIFY(!stage.isShown("passphraseSheet"));
        QVERIFY(stage.isShown("banner-vault"));
    }

private:
    static SendingCard *cardOf(const WindowStage &stage)
    {
        return stage.window->findChild<SendingCard *>();
    }
    static void put(const WindowStage &stage, const char *name, const QString &text)
    {
        auto *field = stage.find<QLineEdit>(name);
        QVERIFY2(field != nullptr, name);
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
    }
};

QTEST_MAIN(PassphraseTest)
#include "PassphraseTest.moc"
