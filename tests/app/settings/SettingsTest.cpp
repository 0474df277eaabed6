#include "settings/Settings.h"
#include "settings/UnsubscribeLink.h"
#include "support/CopiedDatabase.h"

#include <QRegularExpression>
#include <QtTest>

using namespace AlwaysLeads;

class SettingsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void hasSoundValuesBeforeAnybodySetsThem();
    void keepsEachValueAcrossAStart();
    void keepsEveryTypeAsItIs();
    void saysWhatChanged();
    void whatCannotBeSavedDoesNotHold();
    void unreadableValuesCountAsNotSet();
    void theProfileSurvivesAStartAndIsReadInsideATransaction();
    void theProfileIsCompleteOnlyWithWhatTheLawWants();
    void theOptOutSentenceIsNeverEmpty();
    void theLastOfTwoQuickChangesHolds();
    void whatIsNoUnsubscribeLinkIsRefused_data();
    void whatIsNoUnsubscribeLinkIsRefused();
    void aTokenIsOfOnePersonAndOneProfile();

private:
    Settings &settings() { return *m_settings; }
    void startAgain()
    {
        m_settings.reset();
        m_files->reopen();
        m_settings = std::make_unique<Settings>(**m_files);
        QVERIFY(QCoro::waitFor(m_settings->load()));
    }
    void put(const QString &name, const QString &value)
    {
        QVERIFY(m_files->write([=](Connection &connection) { return SettingStore().put(connection, name, value); }));
    }

    std::unique_ptr<TestDatabase> m_files;
    std::unique_ptr<Settings> m_settings;
};

namespace {

SenderProfile someProfile()
{
    return {QStringLiteral("Zoë Öztürk"),
            QStringLiteral("Rheinhafen GmbH"),
            QStringLiteral("Kai 3\n50667 Köln"),
            QStringLiteral("Best wishes\n\nZoë"),
            QStringLiteral("Berths for barges"),
            QStringLiteral("Say no and I stop."),
            QStringLiteral("heads of dispatch"),
            QStringLiteral("shipping lines"),
            QStringLiteral("Norway"),
            QStringLiteral("https://stop.rheinhafen.example/u/{token}")};
}

} // namespace

void SettingsTest::init()
{
    m_files = std::make_unique<TestDatabase>(copiedDatabase());
    m_settings = std::make_unique<Settings>(**m_files);
    QVERIFY(QCoro::waitFor(m_settings->load()));
}

void SettingsTest::cleanup()
{
    m_settings.reset();
    m_files.reset();
}

void SettingsTest::hasSoundValuesBeforeAnybodySetsThem()
{
    QCOMPARE(settings().theme(), ThemeChoice::System);
    QCOMPARE(settings().density(), ListDensity::Comfortable);
    QCOMPARE(settings().textPercent(), 100);
    QVERIFY(!settings().moreContrast());
    QVERIFY(!settings().reducedMotion());
    QCOMPARE(settings().claudeModel(), QStringLiteral("claude-sonnet-5-5"));
    QCOMPARE(settings().monthlyBudgetMicros(), 20'000'000);
    QVERIFY(!settings().senderProfile().isComplete());
}

void SettingsTest::keepsEachValueAcrossAStart()
{
    QVERIFY(QCoro::waitFor(settings().setTheme(ThemeChoice::Dark)));
    QVERIFY(QCoro::waitFor(settings().setDensity(ListDensity::Compact)));
    QVERIFY(QCoro::waitFor(settings().setTextPercent(125)));
    QVERIFY(QCoro::waitFor(settings().setMoreContrast(true)));
    QVERIFY(QCoro::waitFor(settings().setReducedMotion(true)));
    QVERIFY(QCoro::waitFor(settings().setClaudeModel(QStringLiteral("claude-haiku-5-5"))));
    QVERIFY(QCoro::waitFor(settings().setMonthlyBudgetMicros(0)));
    startAgain();
    QCOMPARE(settings().theme(), ThemeChoice::Dark);
    QCOMPARE(settings().density(), ListDensity::Compact);
    QCOMPARE(settings().textPercent(), 125);
    QVERIFY(settings().moreContrast());
    QVERIFY(settings().reducedMotion());
    QCOMPARE(settings().claudeModel(), QStringLiteral("claude-haiku-5-5"));
    QCOMPARE(settings().monthlyBudgetMicros(), 0);
    QVERIFY(QCoro::waitFor(settings().setTheme(ThemeChoice::Light)));
    QVERIFY(QCoro::waitFor(settings().setReducedMotion(false)));
    startAgain();
    QCOMPARE(settings().theme(), ThemeChoice::Light);
    QVERIFY(!settings().reducedMotion());
}

void SettingsTest::keepsEveryTypeAsItIs()
{
    const Setting<QByteArray> bytes{QLatin1String("test.bytes"), QByteArray("none")};
    const Setting<qint64> number{QLatin1String("test.number"), 7};
    const Setting<QString> text{QLatin1String("test.text"), QStringLiteral("none")};
    QCOMPARE(settings().value(bytes), QByteArray("none"));
    const QByteArray state("\0\xff\x01", 3);
    QVERIFY(QCoro::waitFor(settings().setValue(bytes, state)));
    QVERIFY(QCoro::waitFor(settings().setValue(number, std::numeric_limits<qint64>::min())));
    QVERIFY(QCoro::waitFor(settings().setValue(text, QString())));
    startAgain();
    QCOMPARE(settings().value(bytes), state);
    QCOMPARE(settings().value(number), std::numeric_limits<qint64>::min());
    QCOMPARE(settings().value(text), QString()); // emptied is not the same as never set
}

void SettingsTest::saysWhatChanged()
{
    QSignalSpy changed(m_settings.get(), &Settings::changed);
    QVERIFY(QCoro::waitFor(settings().setTheme(ThemeChoice::Dark)));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.takeFirst().constFirst().toStringList(), QStringList{QStringLiteral("appearance.theme")});
    QVERIFY(QCoro::waitFor(settings().setSenderProfile(someProfile())));
    QCOMPARE(changed.size(), 1);
    QVERIFY(changed.takeFirst().constFirst().toStringList().contains(QStringLiteral("sender.company")));
}

void SettingsTest::whatCannotBeSavedDoesNotHold()
{
    QVERIFY(m_files->write([](Connection &connection) {
        return connection.script(QStringLiteral("CREATE TRIGGER no_more BEFORE INSERT ON setting BEGIN "
                                                "SELECT RAISE(ABORT, 'no'); END"));
    }));
    QSignalSpy changed(m_settings.get(), &Settings::changed);
    QVERIFY(!QCoro::waitFor(settings().setTheme(ThemeChoice::Dark)));
    QVERIFY(!QCoro::waitFor(settings().setSenderProfile(someProfile())));
    QCOMPARE(settings().theme(), ThemeChoice::System);
    QVERIFY(settings().senderProfile().company.isEmpty());
    QCOMPARE(changed.size(), 0);
}

void SettingsTest::unreadableValuesCountAsNotSet()
{
    put(QStringLiteral("appearance.theme"), QStringLiteral("mauve"));
    put(QStringLiteral("appearance.text_percent"), QStringLiteral("99999999999999999999"));
    put(QStringLiteral("appearance.more_contrast"), QStringLiteral("perhaps"));
    put(QStringLiteral("claude.monthly_budget_micros"), QStringLiteral("-5"));
    put(QStringLiteral("claude.model"), QStringLiteral("  "));
    put(QStringLiteral("test.bytes"), QStringLiteral("!!"));
    startAgain();
    QCOMPARE(settings().theme(), ThemeChoice::System);
    QCOMPARE(settings().textPercent(), 100);
    QVERIFY(!settings().moreContrast());
    QCOMPARE(settings().monthlyBudgetMicros(), 0);
    QCOMPARE(settings().claudeModel(), QStringLiteral("claude-sonnet-5-5"));
    QCOMPARE(settings().value(Setting<QByteArray>{QLatin1String("test.bytes"), "none"}), QByteArray("none"));
    put(QStringLiteral("appearance.text_percent"), QStringLiteral("1000"));
    startAgain();
    QCOMPARE(settings().textPercent(), 100);
}

void SettingsTest::theProfileSurvivesAStartAndIsReadInsideATransaction()
{
    QVERIFY(QCoro::waitFor(settings().setSenderProfile(someProfile())));
    QCOMPARE(settings().senderProfile(), someProfile());
    startAgain();
    QCOMPARE(settings().senderProfile(), someProfile());
    QCOMPARE(*m_files->read([](Connection &connection) { return SettingStore().senderProfile(connection); }),
             someProfile());
}

void SettingsTest::theProfileIsCompleteOnlyWithWhatTheLawWants()
{
    QVERIFY(someProfile().isComplete());
    for (QString SenderProfile::*part : {&SenderProfile::personName, &SenderProfile::company,
                                         &SenderProfile::postalAddress, &SenderProfile::optOutSentence}) {
        SenderProfile profile = someProfile();
        profile.*part = QStringLiteral(" \n");
        QVERIFY(!profile.isComplete());
    }
    SenderProfile profile = someProfile();
    profile.signature.clear();
    profile.offer.clear();
    QVERIFY(profile.isComplete());
}

void SettingsTest::theOptOutSentenceIsNeverEmpty()
{
    QVERIFY(!settings().senderProfile().optOutSentence.isEmpty());
    SenderProfile profile = someProfile();
    profile.optOutSentence = QStringLiteral("  ");
    QVERIFY(QCoro::waitFor(settings().setSenderProfile(profile)));
    QCOMPARE(settings().senderProfile().optOutSentence, SettingStore::defaultOptOutSentence());
}

void SettingsTest::theLastOfTwoQuickChangesHolds()
{
    auto first = settings().setTheme(ThemeChoice::Dark);
    auto second = settings().setTheme(ThemeChoice::Light);
    QVERIFY(QCoro::waitFor(std::move(first)));
    QVERIFY(QCoro::waitFor(std::move(second)));
    QCOMPARE(settings().theme(), ThemeChoice::Light);
    startAgain();
    QCOMPARE(settings().theme(), ThemeChoice::Light);
}

void SettingsTest::whatIsNoUnsubscribeLinkIsRefused_data()
{
    QTest::addColumn<QString>("link");
    for (const char *link :
         {"http://stop.example/{token}", "https://stop.example/", "https://stop.example/{token}/{token}",
          "https://{token}.stop.example/u", "https://stop.example?t={token}", "https://me:pw@stop.example/{token}",
          "https://stop.example/#{token}", "https:///u/{token}", "https://stop.example/{token}>, <https://x.example/",
          "https://stop.example/a b/{token}", "https://stop.example/{token}\r\nBcc: x@y.example", "{token}",
          "javascript:{token}", "HTTPS://stop.example/{token}"}) {
        QTest::newRow(link) << QString::fromLatin1(link);
    }
    QTest::newRow("another alphabet") << QString::fromUtf8("https://st\u00f6p.example/{token}");
    QTest::newRow("too long") << QStringLiteral("https://stop.example/{token}") + QString(400, QLatin1Char('a'));
}

void SettingsTest::whatIsNoUnsubscribeLinkIsRefused()
{
    QFETCH(QString, link);
    const Result<> outcome = UnsubscribeLink::check(link);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, ErrorKind::Invalid);
    QVERIFY(UnsubscribeLink::check(QStringLiteral("https://stop.example:8443/a?list=1&t={token}")));
}

void SettingsTest::aTokenIsOfOnePersonAndOneProfile()
{
    const auto keyNow = [this] {
        return m_files->read([](Connection &connection) { return SettingStore().unsubscribeKey(connection); }).value();
    };
    SenderProfile profile = someProfile();
    profile.unsubscribeUrl.clear();
    QVERIFY(QCoro::waitFor(settings().setSenderProfile(profile)));
    QVERIFY(keyNow().isEmpty()); // nobody needs one
    QVERIFY(QCoro::waitFor(settings().setSenderProfile(someProfile())));
    const QByteArray key = keyNow();
    QCOMPARE(key.size(), UnsubscribeLink::keySize);
    profile.company = QStringLiteral("Another");
    QVERIFY(QCoro::waitFor(settings().setSenderProfile(profile)));
    QVERIFY(QCoro::waitFor(settings().setSenderProfile(someProfile())));
    QCOMPARE(keyNow(), key); // links in mails that left go on working

    const EmailAddress anna = EmailAddress::parse(QStringLiteral("anna@firm.example")).value();
    const QString token = UnsubscribeLink::token(key, anna);
    static const QRegularExpression opaque(QStringLiteral("\\A[A-Za-z0-9_-]{32}\\z"));
    QVERIFY2(opaque.match(token).hasMatch(), qPrintable(token));
    QCOMPARE(UnsubscribeLink::token(key, EmailAddress::parse(QStringLiteral("ANNA@Firm.Example")).value()), token);
    QVERIFY(UnsubscribeLink::token(key, EmailAddress::parse(QStringLiteral("anne@firm.example")).value()) != token);
    QVERIFY(UnsubscribeLink::token(UnsubscribeLink::newKey(), anna) != token);
    QCOMPARE(UnsubscribeLink::forPerson(someProfile().unsubscribeUrl, key, anna),
             QStringLiteral("https://stop.rheinhafen.example/u/") + token);
}

QTEST_GUILESS_MAIN(SettingsTest)
#include "SettingsTest.moc"
