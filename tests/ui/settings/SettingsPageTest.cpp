#include "SettingsStage.h"
#include "settings/SettingsSection.h"
#include "support/Patience.h"
#include "widgets/Combo.h"
#include "widgets/Segmented.h"

#include <QPlainTextEdit>

using namespace AlwaysLeads;

namespace {
const QString rightKey = QStringLiteral("sk-ant-the-right-key-k7Qw");
}

class SettingsPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void looksAsDesigned();
    void theProfileIsKeptAsOneGoes();
    void theProfileIsKeptWhenThePageIsLeft();
    void saysHowEachSectionKeepsWhatIsSet();
    void keepsAKeyThatWorks();
    void neverShowsAKeyAgain();
    void saysWhyAKeyIsNotTaken_data();
    void saysWhyAKeyIsNotTaken();
    void asksBeforeAKeyIsRemoved();
    void aKeyHalfTypedDoesNotLieAbout();
    void theLimitIsKept();
    void theModelIsKept();
    void changesTheLookAtOnce();
    void everyControlHasAName_data();
    void everyControlHasAName();
    void nothingIsClipped_data();
    void nothingIsClipped();
};

void SettingsPageTest::looksAsDesigned()
{
    SettingsStage settings;
    SenderProfile profile;
    profile.personName = QStringLiteral("Clara Jensen");
    profile.company = QStringLiteral("Harbourline");
    profile.signature = QStringLiteral("Clara Jensen");
    profile.postalAddress = QStringLiteral("Toldbodgade 18\n1253 Copenhagen");
    QVERIFY(QCoro::waitFor(settings.settings.setSenderProfile(profile)));
    settings.open(QStringLiteral("profile"));
    const QStringList sections = {QStringLiteral("profile"), QStringLiteral("mailboxes"), QStringLiteral("keys"),
                                  QStringLiteral("appearance")};
    for (const QString &section : sections) {
        settings.page->openSection(section);
        settings.stage.takePictures(QStringLiteral("settings-%1-1440").arg(section));
    }
    settings.stage.window.resize(960, 642);
    for (const QString &section : sections) {
        settings.page->openSection(section);
        settings.stage.takePictures(QStringLiteral("settings-%1-1024").arg(section));
    }
    settings.stage.appearance.setTextFactor(1.5);
    for (const QString &section : sections) {
        settings.page->openSection(section);
        settings.stage.takePictures(QStringLiteral("settings-%1-150").arg(section));
    }
    settings.stage.appearance.setTextFactor(1.0);
}

void SettingsPageTest::theProfileIsKeptAsOneGoes()
{
    SettingsStage settings;
    settings.open(QStringLiteral("profile"));
    settings.put("profileNameEdit", QStringLiteral("Clara Jensen"));
    settings.stage.press(Qt::Key_Tab);
    QTRY_COMPARE(settings.settings.senderProfile().personName, QStringLiteral("Clara Jensen"));
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("profileCompanyEdit"));
    auto *address = settings.stage.find<QPlainTextEdit>("profileAddressEdit");
    address->setFocus();
    settings.stage.type(QStringLiteral("Toldbodgade 18\n1253 København"));
    settings.stage.press(Qt::Key_Tab); // Tab leaves a field of several lines
    QTRY_COMPARE(settings.settings.senderProfile().postalAddress, QStringLiteral("Toldbodgade 18\n1253 København"));
    QCOMPARE(settings.stage.shell.problems, QStringList());
}

void SettingsPageTest::theProfileIsKeptWhenThePageIsLeft()
{
    SettingsStage settings;
    settings.open(QStringLiteral("profile"));
    settings.put("profileNameEdit", QStringLiteral("Clara"));
    settings.page->hide();
    QTRY_COMPARE(settings.settings.senderProfile().personName, QStringLiteral("Clara"));
}

void SettingsPageTest::saysHowEachSectionKeepsWhatIsSet()
{
    struct ByAButton : SettingsSection
    {
        ByAButton()
            : SettingsSection(QStringLiteral("Rules"), QStringLiteral("They count when you say so."))
        {
        }
        QString keeping() const override { return QStringLiteral("Counts once you use it"); }
    };
    SettingsStage settings;
    settings.open(QStringLiteral("profile"));
    settings.page->addSectionAfter(QStringLiteral("profile"), QStringLiteral("rules"), Icon::Gauge,
                                   QStringLiteral("Rules"), new ByAButton);
    auto *keeping = settings.stage.find<QLabel>("settingsKeeping");
    QCOMPARE(keeping->text(), QStringLiteral("Saved as you go"));
    QTRY_VERIFY(settings.stage.isShown("settings-rules")); // a layout shows what it is given a moment later
    settings.stage.click("settings-rules");
    QCOMPARE(keeping->text(), QStringLiteral("Counts once you use it"));
    settings.stage.click("settings-keys");
    QCOMPARE(keeping->text(), QStringLiteral("Saved as you go"));
}

void SettingsPageTest::keepsAKeyThatWorks()
{
    SettingsStage settings;
    settings.open(QStringLiteral("keys"));
    QTRY_VERIFY(settings.stage.isShown("claudeKey"));
    settings.stage.click("claudeKeyCheck");
    QVERIFY(!shownTexts(settings.page).filter(QStringLiteral("It begins with sk-ant")).isEmpty());
    settings.put("claudeKey", rightKey);
    QCOMPARE(settings.stage.find<QLineEdit>("claudeKey")->echoMode(), QLineEdit::Password);
    settings.stage.press(Qt::Key_Return);
    QTRY_VERIFY(settings.stage.isShown("claudeKeyKept"));
    QTRY_COMPARE(settings.stage.shell.toasts, QStringList{QStringLiteral("The key works and is kept.")});
    const auto kept = QCoro::waitFor(settings.vault.secret(claudeKeyName()));
    QVERIFY(kept && *kept);
    QCOMPARE(**kept, rightKey.toUtf8());
}

void SettingsPageTest::neverShowsAKeyAgain()
{
    SettingsStage settings;
    QVERIFY(QCoro::waitFor(settings.vault.keep(claudeKeyName(), rightKey.toUtf8(), Vault::hintFor(rightKey.toUtf8()))));
    settings.open(QStringLiteral("keys"));
    QTRY_VERIFY(settings.stage.isShown("claudeKeyKept"));
    auto *shown = settings.stage.find<QLineEdit>("claudeKeyKept");
    QVERIFY(shown->isReadOnly());
    QVERIFY(shown->text().startsWith(QStringLiteral("Ends in …k7Qw")));
    settings.stage.takePictures(QStringLiteral("settings-keys-kept"));
    settings.stage.click("claudeKeyReplace");
    QTRY_VERIFY(settings.stage.isShown("claudeKey"));
    QCOMPARE(settings.stage.find<QLineEdit>("claudeKey")->text(), QString());
    settings.stage.takePictures(QStringLiteral("settings-keys-replace"));
    const QList<QLineEdit *> fields = settings.page->findChildren<QLineEdit *>();
    for (const QLineEdit *field : fields) {
        QVERIFY(!field->text().contains(rightKey.left(12)));
    }
    settings.stage.click("claudeKeyKeepOld");
    QTRY_VERIFY(settings.stage.isShown("claudeKeyKept"));
    QVERIFY(QCoro::waitFor(settings.vault.secret(claudeKeyName()))->has_value());
}

void SettingsPageTest::saysWhyAKeyIsNotTaken_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<QString>("says");
    QTest::newRow("wrong key") << int(ClaudeServer::Fault::Unauthorized) << QStringLiteral("did not accept this key");
    QTest::newRow("forbidden") << int(ClaudeServer::Fault::Forbidden) << QString();
    QTest::newRow("server error") << int(ClaudeServer::Fault::ServerError) << QString();
    QTest::newRow("cut off") << int(ClaudeServer::Fault::CutConnection)
                             << QStringLiteral("broke in the middle of the answer");
    QTest::newRow("garbage") << int(ClaudeServer::Fault::GarbageBody) << QString();
}

void SettingsPageTest::saysWhyAKeyIsNotTaken()
{
    QFETCH(int, fault);
    QFETCH(QString, says);
    SettingsStage settings;
    settings.claude.setFault(ClaudeServer::Fault(fault));
    settings.open(QStringLiteral("keys"));
    QTRY_VERIFY(settings.stage.isShown("claudeKey"));
    settings.put("claudeKey", rightKey);
    settings.stage.press(Qt::Key_Return);
    const auto message = [&] {
        const QList<QLabel *> labels = settings.page->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (label->isVisible() && label->text().contains(says.isEmpty() ? QStringLiteral("Claude") : says)
                && label->text().size() > 40 && !label->text().contains(QStringLiteral("encrypted, with"))) {
                return label->text();
            }
        }
        return QString();
    };
    QTRY_VERIFY_WITH_TIMEOUT(!message().isEmpty(), 30000);
    QVERIFY2(!message().contains(rightKey), "A key was repeated");
    QVERIFY(message().endsWith(QLatin1Char('.')));
    QVERIFY(!QCoro::waitFor(settings.vault.hint(claudeKeyName()))->has_value()); // what was not checked is not kept
    QCOMPARE(QApplication::focusWidget(), settings.stage.find("claudeKey"));
    if (!says.isEmpty()) {
        settings.stage.takePictures(QStringLiteral("settings-keys-refused"));
    }
}

void SettingsPageTest::asksBeforeAKeyIsRemoved()
{
    SettingsStage settings;
    QVERIFY(QCoro::waitFor(settings.vault.keep(claudeKeyName(), rightKey.toUtf8(), Vault::hintFor(rightKey.toUtf8()))));
    settings.open(QStringLiteral("keys"));
    QTRY_VERIFY(settings.stage.isShown("claudeKeyRemove"));
    settings.stage.click("claudeKeyRemove");
    QVERIFY(settings.stage.isShown("forgetKeySheet"));
    settings.stage.takePictures(QStringLiteral("settings-forget-key"));
    settings.stage.press(Qt::Key_Return); // Enter is the safe answer
    QVERIFY(QCoro::waitFor(settings.vault.secret(claudeKeyName()))->has_value());
    settings.stage.click("claudeKeyRemove");
    settings.stage.click("confirmAction");
    QTRY_VERIFY(!QCoro::waitFor(settings.vault.secret(claudeKeyName()))->has_value());
    QTRY_VERIFY(settings.stage.isShown("claudeKey"));
}

void SettingsPageTest::aKeyHalfTypedDoesNotLieAbout()
{
    SettingsStage settings;
    settings.open(QStringLiteral("keys"));
    QTRY_VERIFY(settings.stage.isShown("claudeKey"));
    settings.put("claudeKey", rightKey);
    settings.page->openSection(QStringLiteral("appearance"));
    settings.page->openSection(QStringLiteral("keys"));
    QTRY_VERIFY(settings.stage.isShown("claudeKey"));
    QCOMPARE(settings.stage.find<QLineEdit>("claudeKey")->text(), QString());
}

void SettingsPageTest::theLimitIsKept()
{
    SettingsStage settings;
    settings.open(QStringLiteral("keys"));
    settings.put("monthlyLimit", QStringLiteral("12.50"));
    settings.stage.press(Qt::Key_Tab);
    QTRY_COMPARE(settings.settings.monthlyBudgetMicros(), 12500000);
    settings.put("monthlyLimit", QStringLiteral("a lot"));
    settings.stage.press(Qt::Key_Tab);
    QCOMPARE(settings.settings.monthlyBudgetMicros(), 12500000);
    QVERIFY(!settings.stage.find("monthlyLimit")->toolTip().isEmpty());
}

void SettingsPageTest::theModelIsKept()
{
    SettingsStage settings;
    settings.open(QStringLiteral("keys"));
    auto *model = settings.stage.find<Combo>("claudeModel");
    model->setFocus();
    const QString before = settings.settings.claudeModel();
    settings.stage.press(Qt::Key_Down);
    if (settings.settings.claudeModel() == before && model->currentData().toString() == before) {
        settings.stage.press(Qt::Key_Up);
    }
    QTRY_VERIFY(settings.settings.claudeModel() != before);
    QCOMPARE(settings.settings.claudeModel(), model->currentData().toString());
}

void SettingsPageTest::changesTheLookAtOnce()
{
    SettingsStage settings;
    settings.open(QStringLiteral("appearance"));
    settings.stage.find("themeChoice")->setFocus();
    settings.stage.press(Qt::Key_Right);
    settings.stage.press(Qt::Key_Right);
    QTRY_COMPARE(settings.settings.theme(), ThemeChoice::Dark);
    QTRY_VERIFY(settings.stage.appearance.isDark());
    auto *size = settings.stage.find<Combo>("textSize");
    size->setFocus();
    settings.stage.press(Qt::Key_End);
    QTRY_COMPARE(settings.settings.textPercent(), 150);
    QTRY_COMPARE(settings.stage.appearance.textFactor(), 1.5);
    settings.stage.find("moreContrast")->setFocus();
    settings.stage.press(Qt::Key_Space);
    QTRY_VERIFY(settings.stage.appearance.moreContrast());
    settings.stage.find("lessMotion")->setFocus();
    settings.stage.press(Qt::Key_Space);
    QTRY_VERIFY(settings.settings.reducedMotion());
    Settings again(*settings.files); // as after the next start
    QVERIFY(QCoro::waitFor(again.load()));
    QCOMPARE(again.theme(), ThemeChoice::Dark);
    QCOMPARE(again.textPercent(), 150);
    settings.stage.appearance.setTextFactor(1.0);
    settings.stage.appearance.setMoreContrast(false);
}

void SettingsPageTest::everyControlHasAName_data()
{
    QTest::addColumn<QString>("section");
    QTest::newRow("profile") << "profile";
    QTest::newRow("mailboxes") << "mailboxes";
    QTest::newRow("keys") << "keys";
    QTest::newRow("appearance") << "appearance";
}

void SettingsPageTest::everyControlHasAName()
{
    QFETCH(QString, section);
    SettingsStage settings;
    Mailbox mailbox = guessedMailbox(EmailAddress::parse(QStringLiteral("clara@harbourline.example")).value());
    QVERIFY(QCoro::waitFor(settings.mailboxes.add(mailbox, QStringLiteral("secret"))));
    settings.open(section);
    if (section == QStringLiteral("mailboxes")) {
        QTRY_VERIFY(settings.stage.isShown("changeMailbox-1"));
    }
    QCOMPARE(namelessControls(settings.page).join(QLatin1Char('\n')), QString());
}

void SettingsPageTest::nothingIsClipped_data()
{
    QTest::addColumn<QString>("section");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("text");
    for (const char *section : {"profile", "mailboxes", "keys", "appearance"}) {
        for (const double text : {1.0, 1.5}) {
            QTest::addRow("%s 1440 %g", section, text) << QString::fromLatin1(section) << QSize(1216, 862) << text;
            QTest::addRow("%s 1024 %g", section, text) << QString::fromLatin1(section) << QSize(960, 642) << text;
        }
    }
}

void SettingsPageTest::nothingIsClipped()
{
    QFETCH(QString, section);
    QFETCH(QSize, size);
    QFETCH(double, text);
    SettingsStage settings;
    Mailbox mailbox = guessedMailbox(EmailAddress::parse(QStringLiteral("clara@harbourline.example")).value());
    QVERIFY(QCoro::waitFor(settings.mailboxes.add(mailbox, QStringLiteral("secret"))));
    QVERIFY(QCoro::waitFor(settings.settings.setTextPercent(qRound(text * 100))));
    settings.stage.appearance.setTextFactor(text);
    settings.open(section, size);
    if (section == QStringLiteral("mailboxes")) {
        QTRY_VERIFY(settings.stage.isShown("changeMailbox-1"));
    }
    QTRY_COMPARE(clippedTexts(settings.page).join(QLatin1Char('\n')), QString());
    settings.stage.appearance.setTextFactor(1.0);
}

QTEST_MAIN(SettingsPageTest)
#include "SettingsPageTest.moc"
