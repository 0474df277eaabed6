#include "assistant/Assistant.h"
#include "net/HttpClient.h"
#include "sandbox/ClaudeServer.h"
#include "settings/Settings.h"
#include "support/CopiedDatabase.h"
#include "support/Patience.h"
#include "support/VirtualClock.h"

#include <QJsonArray>
#include <QtTest>

Q_DECLARE_METATYPE(AlwaysLeads::ClaudeServer::Fault)
Q_DECLARE_METATYPE(AlwaysLeads::ErrorKind)

using namespace AlwaysLeads;
using Fault = ClaudeServer::Fault;

namespace {

// Both the accepted and the refused key: neither may turn up anywhere.
constexpr const char *canary = "sk-ant-canary-7f3b";
QString logged;

void collect(QtMsgType, const QMessageLogContext &, const QString &text)
{
    logged += text + u'\n';
}

Task<Result<QString>> givenKey(QString key)
{
    Result<QString> given = key;
    co_return given;
}

MailBrief brief()
{
    MailBrief made;
    made.sender = {QStringLiteral("Clara Jensen"),
                   QStringLiteral("Harbourline"),
                   QStringLiteral("One load plan for all terminals."),
                   {}};
    made.facts = {{QStringLiteral("First name"), QStringLiteral("Freja")},
                  {QStringLiteral("Company"), QStringLiteral("Sundet Freight")},
                  {QStringLiteral("City"), QStringLiteral("Aarhus")}};
    made.subject = QStringLiteral("Load plans");
    made.body = QStringLiteral("Hi Freja,\n\nwe keep one load plan for all terminals.\n\nUseful?\n\nClara");
    made.draftId = 42;
    return made;
}

} // namespace

/// The whole way of a mail through the assistant, against the stand-in of Claude with each of its faults.
class AssistantTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void writesAMail();
    void asksStrictly();
    void asksForMoreRoomOnceWhenCutOff();
    void givesUpWhenCutOffTwice();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void repeatsWhatMayPass_data();
    void repeatsWhatMayPass();
    void recordsTheCostOfAnUnusableAnswer_data();
    void recordsTheCostOfAnUnusableAnswer();
    void asksNothingWithoutAKey();
    void asksNothingWhenTheBudgetIsUsed();
    void checksAKeyForFree();
    void refusesAKeyThatIsNotAccepted();
    void countsAnUnknownModelAndSaysSo();
    void canBeCancelled();

private:
    /// Lets the clock jump to whatever is waited for, so that retries cost no time.
    template <typename T> Result<T> wait(Task<Result<T>> task)
    {
        std::optional<Result<T>> got;
        whenDone(std::move(task), this, [&got](Result<T> outcome) { got = std::move(outcome); });
        const QDeadlineTimer deadline(testPatience);
        while (!got && !deadline.hasExpired()) {
            if (m_clock->nextWake().isValid()) {
                m_waits.append(m_clock->now().msecsTo(m_clock->nextWake()));
                m_clock->advanceTo(m_clock->nextWake());
            }
            QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
        }
        return got.value_or(Result<T>(failure(ErrorKind::Bug, QStringLiteral("the test waited in vain"))));
    }
    qint64 count(const QString &where)
    {
        return m_files->number(QStringLiteral("SELECT count(*) FROM assistant_call WHERE ") + where);
    }

    QtMessageHandler m_before = nullptr;
    std::unique_ptr<TestDatabase> m_files;
    std::unique_ptr<VirtualClock> m_clock;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<ClaudeServer> m_server;
    std::unique_ptr<ClaudeClient> m_claude;
    std::unique_ptr<AssistantBudget> m_budget;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Assistant> m_assistant;
    QString m_key;
    QList<qint64> m_waits;
};

void AssistantTest::initTestCase()
{
    QLoggingCategory::setFilterRules(QStringLiteral("alwaysleads.*=true"));
    m_before = qInstallMessageHandler(&collect);
}

void AssistantTest::cleanupTestCase()
{
    qInstallMessageHandler(m_before);
    QVERIFY2(logged.contains(QStringLiteral("127.0.0.1")), "nothing was logged, so nothing was shown");
    QVERIFY2(!logged.contains(QString::fromLatin1(canary)), qPrintable(logged));
}

void AssistantTest::init()
{
    m_waits.clear();
    m_key = QString::fromLatin1(canary);
    m_files = std::make_unique<TestDatabase>(copiedDatabase());
    m_clock = std::make_unique<VirtualClock>();
    m_server = std::make_unique<ClaudeServer>(m_key);
    QVERIFY(m_server->start());
    HttpClient::Options options;
    options.random = [] { return 0.0; };
    m_http = std::make_unique<HttpClient>(*m_clock, options);
    m_claude = std::make_unique<ClaudeClient>(
        *m_http, [this] { return givenKey(m_key); }, m_server->url());
    m_budget = std::make_unique<AssistantBudget>(**m_files, *m_clock);
    m_settings = std::make_unique<Settings>(**m_files);
    QVERIFY(wait(m_settings->load()));
    QVERIFY(wait(m_settings->setClaudeModel(QStringLiteral("claude-haiku-5-5"))));
    QVERIFY(wait(m_settings->setMonthlyBudgetMicros(20'000'000)));
    m_assistant = std::make_unique<Assistant>(*m_claude, *m_budget, *m_clock, *m_settings);
}

void AssistantTest::cleanup()
{
    m_assistant.reset();
    m_settings.reset();
    m_budget.reset();
    m_claude.reset();
    m_http.reset();
    m_server.reset();
    m_files.reset();
}

void AssistantTest::writesAMail()
{
    QSignalSpy spent(m_assistant.get(), &Assistant::spentChanged);
    const Result<WrittenMail> mail = wait(m_assistant->writeMail(brief()));
    QVERIFY2(mail.has_value(), mail ? "" : qPrintable(mail.error().message + mail.error().detail));
    QVERIFY(mail->subject.contains(QStringLiteral("Load plans")));
    QVERIFY(mail->body.startsWith(QStringLiteral("Hi Freja,\n\n")));
    QVERIFY(mail->body.contains(QStringLiteral("Sundet Freight")));
    QVERIFY(mail->usedFacts.contains(QStringLiteral("Company")));
    QCOMPARE(mail->model, QStringLiteral("claude-haiku-5-5"));
    QVERIFY(mail->costMicros > 0 && mail->priceKnown);
    QCOMPARE(spent.size(), 1);
    QCOMPARE(count(QStringLiteral("draft_id = 42 AND purpose = 'write mail' AND outcome = 'used' AND input_tokens > 0 "
                                  "AND output_tokens > 0 AND request_id LIKE 'req_%'")),
             1);
    QCOMPARE(wait(m_assistant->spentThisMonth()).value(), mail->costMicros);
}

void AssistantTest::asksStrictly()
{
    QVERIFY(wait(m_assistant->writeMail(brief())));
    const QJsonObject asked = m_server->lastQuestion(); // the server refuses every field it does not know
    QCOMPARE(asked.value(QLatin1String("model")).toString(), QStringLiteral("claude-haiku-5-5"));
    QVERIFY(!asked.contains(QLatin1String("temperature")));
    QCOMPARE(asked.value(QLatin1String("messages")).toArray().size(), 1);
    QVERIFY(asked.value(QLatin1String("system"))
                .toArray()
                .first()
                .toObject()
                .value(QLatin1String("text"))
                .toString()
                .startsWith(QStringLiteral("You write one short")));
}

void AssistantTest::asksForMoreRoomOnceWhenCutOff()
{
    m_server->setFault(Fault::CutOff);
    const Result<WrittenMail> mail = wait(m_assistant->writeMail(brief()));
    QVERIFY(mail.has_value());
    QCOMPARE(m_server->calls(), 2);
    QCOMPARE(count(QStringLiteral("outcome = 'cut off' AND cost_micros > 0")), 1);
    QCOMPARE(count(QStringLiteral("outcome = 'used'")), 1);
    QCOMPARE(mail->costMicros, m_files->number(QStringLiteral("SELECT sum(cost_micros) FROM assistant_call")));
}

void AssistantTest::givesUpWhenCutOffTwice()
{
    m_server->setFault(Fault::AlwaysCutOff);
    const Result<WrittenMail> mail = wait(m_assistant->writeMail(brief()));
    QCOMPARE(mail.error().kind, ErrorKind::Invalid);
    QVERIFY2(mail.error().message.contains(QStringLiteral("cut off twice")), qPrintable(mail.error().message));
    QCOMPARE(m_server->calls(), 2);
}

void AssistantTest::saysWhatIsWrong_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("words");
    QTest::addColumn<int>("calls");
    const auto row = [](const char *name, Fault fault, ErrorKind kind, const char *words, int calls) {
        QTest::newRow(name) << fault << kind << QString::fromLatin1(words) << calls;
    };
    row("refusal", Fault::Refusal, ErrorKind::Refused, "Claude declined to write this mail", 1);
    row("401", Fault::Unauthorized, ErrorKind::SignedOut, "Claude did not accept this key (401)", 1);
    row("402", Fault::NoCredit, ErrorKind::Refused, "no credit left", 1);
    row("403", Fault::Forbidden, ErrorKind::Refused, "may not do that (403)", 1);
    row("429", Fault::RateLimited, ErrorKind::Network, "more questions from your account than it allows", 3);
    row("spending cap", Fault::SpendCap, ErrorKind::Refused, "spending limit of this month", 1);
    row("own limit", Fault::OwnLimit, ErrorKind::Refused, "The spending limit you set", 1);
    row("500", Fault::ServerError, ErrorKind::Network, "trouble of its own (500)", 3);
    row("529", Fault::Overloaded, ErrorKind::Network, "overloaded (529)", 3);
    row("cut connection", Fault::CutConnection, ErrorKind::Network, "broke in the middle", 3);
    row("garbage for a body", Fault::GarbageBody, ErrorKind::Invalid, "not an answer of Claude", 1);
    row("not JSON", Fault::NotJson, ErrorKind::Invalid, "did not have the form", 1);
    row("an empty mail", Fault::EmptyMail, ErrorKind::Invalid, "left the subject or the text empty", 1);
    row("a header in the subject", Fault::HeaderInSubject, ErrorKind::Invalid, "line break", 1);
    row("an invented link", Fault::InventedLink, ErrorKind::Invalid, "https://attacker.example/offer", 1);
}

void AssistantTest::saysWhatIsWrong()
{
    QFETCH(Fault, fault);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, words);
    QFETCH(int, calls);
    m_server->setFault(fault);
    const Result<WrittenMail> mail = wait(m_assistant->writeMail(brief()));
    QVERIFY(!mail.has_value());
    QVERIFY2(mail.error().message.contains(words), qPrintable(mail.error().message));
    QCOMPARE(mail.error().kind, kind);
    QCOMPARE(m_server->calls(), calls);
    QVERIFY(!(mail.error().message + mail.error().detail).contains(m_key));
    QVERIFY2(mail.error().message.endsWith(u'.') && !mail.error().message.contains(u'!'),
             qPrintable(mail.error().message));
}

void AssistantTest::repeatsWhatMayPass_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<qint64>("wait");
    QTest::newRow("429 with retry-after") << Fault::RateLimited << qint64(1000);
    QTest::newRow("500") << Fault::ServerError << qint64(500);
    QTest::newRow("529") << Fault::Overloaded << qint64(500);
    QTest::newRow("cut connection") << Fault::CutConnection << qint64(500);
}

void AssistantTest::repeatsWhatMayPass()
{
    QFETCH(Fault, fault);
    QFETCH(qint64, wait);
    m_server->setFault(fault, 1);
    const Result<WrittenMail> mail = this->wait(m_assistant->writeMail(brief()));
    QVERIFY(mail.has_value());
    QCOMPARE(m_server->calls(), 2);
    QCOMPARE(m_waits, QList<qint64>{wait});
}

void AssistantTest::recordsTheCostOfAnUnusableAnswer_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<bool>("costs");
    QTest::newRow("not JSON") << Fault::NotJson << QStringLiteral("unusable") << true;
    QTest::newRow("an empty mail") << Fault::EmptyMail << QStringLiteral("unusable") << true;
    QTest::newRow("a header in the subject") << Fault::HeaderInSubject << QStringLiteral("unusable") << true;
    QTest::newRow("refusal") << Fault::Refusal << QStringLiteral("refused") << false; // nothing was produced
    QTest::newRow("cut connection") << Fault::CutConnection << QStringLiteral("no answer") << false;
    QTest::newRow("garbage for a body") << Fault::GarbageBody << QStringLiteral("no answer") << false;
}

void AssistantTest::recordsTheCostOfAnUnusableAnswer()
{
    QFETCH(Fault, fault);
    QFETCH(QString, outcome);
    QFETCH(bool, costs);
    m_server->setFault(fault);
    QVERIFY(!wait(m_assistant->writeMail(brief())));
    QCOMPARE(m_files->number(QStringLiteral("SELECT count(*) FROM assistant_call WHERE draft_id = 42 AND outcome = ?"),
                             {outcome}),
             1);
    QCOMPARE(m_files->number(QStringLiteral("SELECT sum(cost_micros) > 0 FROM assistant_call")), costs ? 1 : 0);
}

void AssistantTest::asksNothingWithoutAKey()
{
    m_key = QStringLiteral("  ");
    const Result<WrittenMail> mail = wait(m_assistant->writeMail(brief()));
    QCOMPARE(mail.error().kind, ErrorKind::SignedOut);
    QVERIFY(mail.error().message.contains(QStringLiteral("Settings")));
    QCOMPARE(m_server->calls(), 0);
    QCOMPARE(count(QStringLiteral("1")), 0);
}

void AssistantTest::asksNothingWhenTheBudgetIsUsed()
{
    QVERIFY(wait(m_settings->setMonthlyBudgetMicros(1)));
    QVERIFY(wait(m_assistant->writeMail(brief())));
    const Result<WrittenMail> mail = wait(m_assistant->writeMail(brief()));
    QVERIFY(!mail.has_value());
    QVERIFY2(mail.error().message.startsWith(QStringLiteral("November's ")), qPrintable(mail.error().message));
    QCOMPARE(m_server->calls(), 1);
}

void AssistantTest::checksAKeyForFree()
{
    const Result<QList<ClaudeModel>> models =
        wait(m_assistant->checkKey(QStringLiteral(" %1\n").arg(m_key))); // as it comes from a clipboard
    QVERIFY2(models.has_value(), models ? "" : qPrintable(models.error().message));
    QVERIFY(models->size() > 3);
    QCOMPARE(models->constFirst().id, QStringLiteral("claude-haiku-5-5"));
    QVERIFY(models->constFirst().active);
    QVERIFY(!models->constLast().active && models->constLast().retiresAt.isValid());
    QCOMPARE(count(QStringLiteral("1")), 0);
}

void AssistantTest::refusesAKeyThatIsNotAccepted()
{
    for (const QString &key : {m_key + u'x', m_key + QStringLiteral("\r\nX-Evil: 1"), QStringLiteral("ключ")}) {
        const Result<QList<ClaudeModel>> models = wait(m_assistant->checkKey(key));
        QVERIFY(!models.has_value());
        QVERIFY(!(models.error().message + models.error().detail).contains(m_key));
    }
    QCOMPARE(wait(m_assistant->checkKey(m_key + u'x')).error().kind, ErrorKind::SignedOut);
}

void AssistantTest::countsAnUnknownModelAndSaysSo()
{
    QVERIFY(wait(
        m_settings->setClaudeModel(QStringLiteral("claude-sonnet-4-5")))); // the server has it, our price list has not
    const Result<WrittenMail> mail = wait(m_assistant->writeMail(brief()));
    QVERIFY2(mail.has_value(), mail ? "" : qPrintable(mail.error().detail));
    QVERIFY(!mail->priceKnown);
    QVERIFY(mail->costMicros > 0);
    QVERIFY(logged.contains(QStringLiteral("no price is known for the model claude-sonnet-4-5")));
}

void AssistantTest::canBeCancelled()
{
    m_server->setLatency(std::chrono::minutes(10));
    std::stop_source stop;
    std::optional<Result<WrittenMail>> got;
    whenDone(m_assistant->writeMail(brief(), stop.get_token()), this,
             [&got](Result<WrittenMail> outcome) { got = std::move(outcome); });
    QTRY_COMPARE(m_server->calls(), 1);
    stop.request_stop();
    QTRY_VERIFY(got.has_value());
    QCOMPARE(got->error().kind, ErrorKind::Cancelled);
    QCOMPARE(count(QStringLiteral("outcome = 'no answer'")), 1);
}

QTEST_GUILESS_MAIN(AssistantTest)
#include "AssistantTest.moc"
