#include "ConnectStage.h"
#include "app/oauth/OpenIdProvider.h"
#include "app/oauth/TestBrowser.h"
#include "mailbox/ProviderSignIn.h"
#include "support/Patience.h"
#include "widgets/Combo.h"

#include <QAbstractButton>
#include <QApplication>

using namespace AlwaysLeads;

/// A mailbox by its servers that signs in with the browser, as a person does it in the form: a real OpenID provider,
/// the test being the browser.
class ProviderFormTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void signsInAndKeeps();
    void testsBeforeItKeeps();
    void givesBackWhatIsNotKept();
    void leavesThePermissionOfAnother();
    void saysWhatIsMissing();
    void saysWhyNothingWasConnected();
    void saysWhatIsWrongWithTheProvider_data();
    void saysWhatIsWrongWithTheProvider();
    void knowsTheProviderOfTheAddress();
    void stopsWaiting();
    void changesALimitWithoutSigningIn();
    void goesBackToAPassword();
    void reconnectsFromTheCard();
    void saysWhatRemovingDoes();
    void fitsTheSmallestWindow();
    void isNotOfferedWhereThereIsNoNetwork();

private:
    /// The settings with the form of a new mailbox, its way to sign in chosen.
    struct Stage : ConnectStage
    {
        explicit Stage(OpenIdProvider &provider)
            : issuer(provider.issuer())
        {
            browser.login = QStringLiteral("clara@harbourline.example");
            signIn.enableProviders(providerSignIn);
            otherBrowser = opener;
        }
        ~Stage()
        {
            stage.close(); // before what its form uses
            settle(files, http);
        }
        void openForm(QSize size = QSize(1440, 900))
        {
            openSheet(size);
            stage.click("connectOther");
            stage.click("connectProceed");
            QTRY_VERIFY(stage.isShown("mailboxForm"));
        }
        void put(const char *name, const QString &text) const
        {
            auto *field = stage.find<QLineEdit>(name);
            QVERIFY2(field != nullptr, name);
            field->setFocus();
            QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
            QTest::keyClick(field, Qt::Key_Delete);
            QTest::keyClicks(field, text);
        }
        void choose(const char *way) const
        {
            auto *combo = stage.find<Combo>("mailboxWay");
            QVERIFY(combo != nullptr);
            combo->setCurrentIndex(combo->findText(QLatin1String(way), Qt::MatchStartsWith));
        }
        void fill()
        {
            put("mailboxAddressEdit", QStringLiteral("clara@harbourline.example"));
            put("mailboxUserEdit", QStringLiteral("clara@harbourline.example"));
            put("mailboxHostEdit", QStringLiteral("smtp.harbourline.example"));
            put("mailboxImapHostEdit", QString());
            choose("With the browser");
            QTRY_VERIFY(stage.isShown("mailboxIssuer"));
            put("mailboxIssuerEdit", issuer);
            put("mailboxClientIdEdit", QStringLiteral("desktop"));
            QTRY_COMPARE(stage.find<QLineEdit>("mailboxScopesEdit")->text(),
                         QStringLiteral("openid email offline_access"));
        }
        /// Whether the provider still takes the token that was tried last at the servers.
        bool isAllowed()
        {
            const auto *account = std::get_if<SmtpAccount>(&transport.probed);
            OAuthProvider provider;
            provider.profileUrl = QUrl(issuer + QStringLiteral("/me"));
            return account != nullptr && QCoro::waitFor(endpoint.profile(provider, account->accessToken)).has_value();
        }
        Mailbox added()
        {
            ProviderSignIn::Wish wish;
            wish.issuer = issuer;
            wish.clientId = QStringLiteral("desktop");
            wish.address = EmailAddress::parse(QStringLiteral("clara@harbourline.example")).value();
            const Result<OAuthGrant> grant = QCoro::waitFor(providerSignIn.signIn(wish, {}, {}));
            if (!grant) {
                qFatal("%s", qPrintable(grant.error().message));
            }
            Mailbox mailbox;
            mailbox.address = wish.address;
            mailbox.userName = wish.address.toString();
            mailbox.host = QStringLiteral("smtp.harbourline.example");
            const Result<MailboxId> id = QCoro::waitFor(mailboxes.keepSignedIn(mailbox, *grant));
            if (!id) {
                qFatal("%s", qPrintable(id.error().message));
            }
            refreshToken = grant->tokens.refreshToken;
            return kept().first();
        }

        QString issuer;
        QString refreshToken;
        bool isOpening = true; ///< false: the browser comes up, and nobody does anything in it
        TestBrowser browser;
        OAuthDiscovery discovery{http};
        BrowserOpener opener = [this](const QUrl &page) {
            if (isOpening) {
                browser.open(page);
            }
            return true;
        };
        ProviderSignIn providerSignIn{browserSignIn, discovery, mailboxes, opener};
    };

    OpenIdProvider m_provider;
};

void ProviderFormTest::initTestCase()
{
    const QString missing = m_provider.start();
    if (!missing.isEmpty()) {
        QSKIP(qPrintable(missing));
    }
}

void ProviderFormTest::signsInAndKeeps()
{
    Stage form(m_provider);
    form.openForm();
    QVERIFY(!form.stage.isShown("mailboxProvider"));
    form.fill();
    QVERIFY(!form.stage.isShown("mailboxPassword"));
    const QWidget *sheet = form.stage.find("mailboxForm");
    QCOMPARE(namelessControls(sheet).join(QLatin1Char('\n')), QString());
    QCOMPARE(form.stage.find<QAbstractButton>("mailboxKeep")->text(), QStringLiteral("Sign in and keep"));
    form.stage.takePictures(QStringLiteral("mailbox-form-provider"));
    QTRY_COMPARE(clippedTexts(sheet).join(QLatin1Char('\n')), QString());
    form.stage.click("mailboxKeep");
    QTRY_VERIFY(!form.stage.isShown("mailboxForm"));
    const QList<Mailbox> kept = form.kept();
    QCOMPARE(kept.size(), 1);
    QVERIFY(kept.first().isConnected());
    QCOMPARE(kept.first().kind, Mailbox::Kind::Smtp);
    QCOMPARE(kept.first().provider.issuer, form.issuer);
    QCOMPARE(kept.first().provider.clientId, QStringLiteral("desktop"));
    QTRY_VERIFY(!shownTexts(form.section).filter(QStringLiteral("127.0.0.1, signed in ")).isEmpty());
    form.stage.takePictures(QStringLiteral("mailbox-card-provider"));
}

void ProviderFormTest::testsBeforeItKeeps()
{
    Stage form(m_provider);
    form.openForm();
    form.fill();
    form.stage.click("mailboxTest");
    QTRY_COMPARE(form.text("mailboxVerdict").left(9), QStringLiteral("It works."));
    QVERIFY(form.kept().isEmpty());
    QCOMPARE(form.stage.find<QAbstractButton>("mailboxKeep")->text(), QStringLiteral("Keep"));
    const auto pages = form.browser.visited().size();
    form.stage.click("mailboxKeep");
    QTRY_COMPARE(form.kept().size(), 1);
    QCOMPARE(form.browser.visited().size(), pages); // what was signed in for is kept, not asked for again
}

void ProviderFormTest::givesBackWhatIsNotKept()
{
    Stage form(m_provider);
    form.openForm();
    form.fill();
    form.stage.click("mailboxTest");
    QTRY_COMPARE(form.text("mailboxVerdict").left(9), QStringLiteral("It works."));
    QVERIFY(form.isAllowed());
    form.stage.click("mailboxCancel");
    QTRY_VERIFY(!form.isAllowed());
    QVERIFY(form.kept().isEmpty());
}

void ProviderFormTest::leavesThePermissionOfAnother()
{
    Stage form(m_provider);
    const Mailbox mailbox = form.added();
    form.openForm();
    form.fill();
    form.stage.click("mailboxTest");
    QTRY_COMPARE(form.text("mailboxVerdict").left(9), QStringLiteral("It works."));
    form.stage.click("mailboxCancel");
    QTRY_VERIFY(!form.stage.isShown("mailboxForm"));
    const QString name = QStringLiteral("mailbox %1").arg(mailbox.id.value());
    QVERIFY(QCoro::waitFor(form.tokens.token(name, true)));
    QVERIFY(form.isAllowed());
}

void ProviderFormTest::saysWhatIsMissing()
{
    Stage form(m_provider);
    form.openForm();
    form.put("mailboxAddressEdit", QStringLiteral("clara@harbourline.example"));
    form.put("mailboxHostEdit", QStringLiteral("smtp.harbourline.example"));
    form.put("mailboxImapHostEdit", QString());
    form.choose("With the browser");
    QTRY_VERIFY(!shownTexts(form.stage.find("mailboxForm")).filter(QStringLiteral("names one")).isEmpty());
    form.put("mailboxUserEdit", QString());
    form.stage.click("mailboxKeep");
    const QStringList texts = shownTexts(form.stage.find("mailboxForm"));
    QVERIFY(!texts.filter(QStringLiteral("Enter the address of the provider")).isEmpty());
    QVERIFY(texts.contains(QStringLiteral("Enter the client id.")));
    QVERIFY(!texts.filter(QStringLiteral("Enter the user name")).isEmpty());
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("mailboxIssuerEdit"));
    QVERIFY(form.browser.visited().isEmpty());
    QVERIFY(form.kept().isEmpty());
    QTRY_COMPARE(clippedTexts(form.stage.find("mailboxForm")).join(QLatin1Char('\n')), QString());
}

void ProviderFormTest::saysWhyNothingWasConnected()
{
    Stage form(m_provider);
    form.browser.person = TestBrowser::Person::Cancels;
    form.openForm();
    form.fill();
    form.stage.click("mailboxKeep");
    QTRY_VERIFY2(form.text("mailboxVerdict").contains(QStringLiteral("Nothing was allowed")),
                 qPrintable(form.text("mailboxVerdict")));
    QVERIFY(!form.stage.isShown("mailboxWaiting"));
    QVERIFY(form.kept().isEmpty());
}

void ProviderFormTest::saysWhatIsWrongWithTheProvider_data()
{
    QTest::addColumn<QString>("issuer");
    QTest::addColumn<QString>("said");
    QTest::newRow("in the clear") << "http://login.harbourline.example"
                                  << "begins with https";
    QTest::newRow("another") << "here/realms/other"
                             << "does not publish";
}

void ProviderFormTest::saysWhatIsWrongWithTheProvider()
{
    QFETCH(QString, issuer);
    QFETCH(QString, said);
    Stage form(m_provider);
    form.openForm();
    form.fill();
    form.put("mailboxIssuerEdit", issuer.replace(QStringLiteral("here"), form.issuer));
    form.stage.press(Qt::Key_Tab);
    QTRY_VERIFY(!shownTexts(form.stage.find("mailboxForm")).filter(said).isEmpty());
    QVERIFY(form.browser.visited().isEmpty());
}

void ProviderFormTest::knowsTheProviderOfTheAddress()
{
    Stage form(m_provider);
    form.openForm();
    form.put("mailboxAddressEdit", QStringLiteral("clara@yahoo.com"));
    form.choose("With the browser");
    QTRY_COMPARE(form.stage.find<QLineEdit>("mailboxIssuerEdit")->text(),
                 QStringLiteral("https://api.login.yahoo.com"));
    QTRY_COMPARE(form.stage.find<QLineEdit>("mailboxScopesEdit")->text(), QStringLiteral("mail-w"));
}

void ProviderFormTest::stopsWaiting()
{
    Stage form(m_provider);
    form.isOpening = false;
    form.openForm();
    form.fill();
    form.stage.click("mailboxKeep");
    QTRY_VERIFY(form.stage.isShown("mailboxWaiting"));
    QTRY_VERIFY(shownTexts(form.stage.find("mailboxForm")).contains(QStringLiteral("Waiting for the browser")));
    form.stage.takePictures(QStringLiteral("mailbox-form-waiting"));
    QTRY_COMPARE(clippedTexts(form.stage.find("mailboxForm")).join(QLatin1Char('\n')), QString());
    form.stage.click("mailboxCancel");
    QTRY_VERIFY(!form.stage.isShown("mailboxWaiting"));
    QVERIFY(form.stage.isShown("mailboxForm")); // what was typed stays
    QVERIFY(!form.stage.isShown("mailboxVerdict"));
    form.isOpening = true;
    form.stage.click("mailboxKeep");
    QTRY_COMPARE(form.kept().size(), 1);
}

void ProviderFormTest::changesALimitWithoutSigningIn()
{
    Stage form(m_provider);
    const Mailbox mailbox = form.added();
    form.open();
    const auto pages = form.browser.visited().size();
    const QByteArray change = QStringLiteral("changeMailbox-%1").arg(mailbox.id.value()).toLatin1();
    QTRY_VERIFY(form.stage.isShown(change.constData()));
    form.stage.click(change.constData());
    QTRY_VERIFY(form.stage.isShown("mailboxProvider"));
    QCOMPARE(form.stage.find<QLineEdit>("mailboxIssuerEdit")->text(), form.issuer);
    QCOMPARE(form.stage.find<QAbstractButton>("mailboxKeep")->text(), QStringLiteral("Keep"));
    form.put("mailboxLimitEdit", QStringLiteral("17"));
    form.stage.click("mailboxTest");
    QTRY_COMPARE(form.text("mailboxVerdict").left(9), QStringLiteral("It works."));
    form.stage.click("mailboxKeep");
    QTRY_COMPARE(form.kept().first().dailyLimit, 17);
    QCOMPARE(form.kept().first().provider, mailbox.provider);
    QCOMPARE(form.browser.visited().size(), pages);
}

void ProviderFormTest::goesBackToAPassword()
{
    Stage form(m_provider);
    const Mailbox mailbox = form.added();
    form.open();
    const QByteArray change = QStringLiteral("changeMailbox-%1").arg(mailbox.id.value()).toLatin1();
    QTRY_VERIFY(form.stage.isShown(change.constData()));
    form.stage.click(change.constData());
    QTRY_VERIFY(form.stage.isShown("mailboxProvider"));
    form.choose("With a password");
    form.stage.click("mailboxKeep");
    QVERIFY(!shownTexts(form.stage.find("mailboxForm")).filter(QStringLiteral("Enter the password:")).isEmpty());
    form.put("mailboxPasswordEdit", QStringLiteral("right"));
    form.stage.click("mailboxKeep");
    QTRY_VERIFY(!form.kept().first().isConnected());
    // The form closes when the provider has taken the permission back too; before that the change is under way.
    QTRY_VERIFY(!form.stage.isShown("mailboxForm"));
}

void ProviderFormTest::reconnectsFromTheCard()
{
    Stage form(m_provider);
    const Mailbox mailbox = form.added();
    QVERIFY(QCoro::waitFor(form.endpoint.revoke(mailbox.provider.provider({}), form.refreshToken)));
    const QString name = QStringLiteral("mailbox %1").arg(mailbox.id.value());
    QVERIFY(!QCoro::waitFor(form.tokens.token(name, true)));
    QTRY_VERIFY(form.kept().first().isPaused());
    form.open();
    const QByteArray reconnect = QStringLiteral("reconnectMailbox-%1").arg(mailbox.id.value()).toLatin1();
    QTRY_VERIFY(form.stage.isShown(reconnect.constData()));
    form.stage.takePictures(QStringLiteral("mailbox-card-provider-ended"));
    form.stage.click(reconnect.constData());
    QTRY_VERIFY(form.stage.isShown("connectSheet"));
    QVERIFY(!shownTexts(form.stage.find("connectSheet")).contains(QStringLiteral("What you will need")));
    form.stage.click("connectProceed");
    QTRY_VERIFY(!form.stage.isShown("connectSheet"));
    QVERIFY(!form.kept().first().isPaused());
    QVERIFY(QCoro::waitFor(form.tokens.token(name, false)));
}

void ProviderFormTest::saysWhatRemovingDoes()
{
    Stage form(m_provider);
    const Mailbox mailbox = form.added();
    form.open();
    const QByteArray removal = QStringLiteral("removeMailbox-%1").arg(mailbox.id.value()).toLatin1();
    QTRY_VERIFY(form.stage.isShown(removal.constData()));
    form.stage.click(removal.constData());
    QTRY_VERIFY(form.stage.isShown("removeMailboxSheet"));
    QVERIFY(!shownTexts(form.stage.find("removeMailboxSheet"))
                 .filter(QStringLiteral("127.0.0.1 is asked to take the permission"))
                 .isEmpty());
}

void ProviderFormTest::fitsTheSmallestWindow()
{
    Stage form(m_provider);
    form.stage.appearance.setTextFactor(1.5);
    form.isOpening = false;
    form.openForm(QSize(1024, 680));
    form.fill();
    form.stage.takePictures(QStringLiteral("mailbox-form-provider-150"));
    QTRY_COMPARE(clippedTexts(form.stage.find("mailboxForm")).join(QLatin1Char('\n')), QString());
    form.stage.click("mailboxKeep");
    QTRY_VERIFY(form.stage.isShown("mailboxWaiting"));
    const QWidget *wait = form.stage.find("mailboxWaiting");
    QTRY_VERIFY(wait->visibleRegion().boundingRect().height() > wait->height() / 2); // scrolled to
    form.stage.takePictures(QStringLiteral("mailbox-form-waiting-150"));
    QTRY_COMPARE(clippedTexts(form.stage.find("mailboxForm")).join(QLatin1Char('\n')), QString());
    form.stage.click("mailboxCancel");
    QTRY_VERIFY(!form.stage.isShown("mailboxWaiting"));
    form.stage.appearance.setTextFactor(1.0);
}

void ProviderFormTest::isNotOfferedWhereThereIsNoNetwork()
{
    ConnectStage sandboxed; // whose sign-in has no providers
    sandboxed.openSheet();
    sandboxed.stage.click("connectOther");
    sandboxed.stage.click("connectProceed");
    QTRY_VERIFY(sandboxed.stage.isShown("mailboxForm"));
    QVERIFY(!sandboxed.stage.isShown("mailboxWay"));
    QVERIFY(sandboxed.stage.isShown("mailboxPassword"));
}

QTEST_MAIN(ProviderFormTest)
#include "ProviderFormTest.moc"
