#include "assistant/Assistant.h"
#include "assistant/ClaudeStreamReader.h"
#include "assistant/MailPrompt.h"
#include "net/HttpClient.h"
#include "sandbox/ClaudeServer.h"
#include "sandbox/ClaudeStream.h"
#include "settings/Settings.h"
#include "support/CopiedDatabase.h"
#include "support/Patience.h"
#include "support/VirtualClock.h"

#include <QtTest>

Q_DECLARE_METATYPE(AlwaysLeads::ClaudeServer::Fault)
Q_DECLARE_METATYPE(AlwaysLeads::ErrorKind)

using namespace AlwaysLeads;
using Fault = ClaudeServer::Fault;

namespace {

Task<Result<QString>> givenKey()
{
    Result<QString> given = QString::fromLatin1(ClaudeServer::acceptedKey);
    co_return given;
}

MailBrief brief()
{
    MailBrief made;
    made.sender = {QStringLiteral("Clara Jensen"),
                   QStringLiteral("Harbourline"),
                   QStringLiteral("One load plan for all terminals."),
                   {QStringLiteral("Ravnsborg cut re-planning to 20 minutes a day.")}};
    made.facts = {{QStringLiteral("first name"), QStringLiteral("Freja")},
                  {QStringLiteral("company"), QStringLiteral("Sundet Freight")},
                  {QStringLiteral("city"), QStringLiteral("Aarhus")}};
    made.subject = QStringLiteral("Load plans");
    made.body = QStringLiteral("Hi Freja,\n\nwe keep one load plan for all terminals.\n\nUseful?\n\nClara");
    made.draftId = 42;
    return made;
}

} // namespace

/// Answers that come bit by bit, with each way they can go wrong, and what the cache of the service saves.
class AssistantStreamTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void theReaderTakesEventsCutAnywhere();
    void aSecondTryBeginsAgain();
    void bodySoFarNeverFailsAndOnlyGrows();
    void theBodyIsHeardBeforeTheAnswerEnds();
    void streamedAndWholeAreTheSame();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void canBeStopped();
    void theFixedPartIsReadFromTheCacheFromTheSecondMailOn();
    void sentencesComeWithTheirFacts();
    void inventedClaimsAreMarked();

private:
    template <typename T> Result<T> wait(Task<Result<T>> task)
    {
        std::optional<Result<T>> got;
        whenDone(std::move(task), this, [&got](Result<T> outcome) { got = std::move(outcome); });
        const QDeadlineTimer deadline(testPatience);
        while (!got && !deadline.hasExpired()) {
            if (m_clock->nextWake().isValid()) {
                m_clock->advanceTo(m_clock->nextWake());
            }
            QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
        }
        return got.value_or(Result<T>(failure(ErrorKind::Bug, QStringLiteral("the test waited in vain"))));
    }

    std::unique_ptr<TestDatabase> m_files;
    std::unique_ptr<VirtualClock> m_clock;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<ClaudeServer> m_server;
    std::unique_ptr<ClaudeClient> m_claude;
    std::unique_ptr<AssistantBudget> m_budget;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Assistant> m_assistant;
};

void AssistantStreamTest::init()
{
    m_files = std::make_unique<TestDatabase>(copiedDatabase());
    m_clock = std::make_unique<VirtualClock>();
    m_server = std::make_unique<ClaudeServer>();
    QVERIFY(m_server->start());
    m_http = std::make_unique<HttpClient>(*m_clock);
    m_claude = std::make_unique<ClaudeClient>(
        *m_http, [] { return givenKey(); }, m_server->url());
    m_budget = std::make_unique<AssistantBudget>(**m_files, *m_clock);
    m_settings = std::make_unique<Settings>(**m_files);
    QVERIFY(wait(m_settings->load()));
    QVERIFY(wait(m_settings->setClaudeModel(QStringLiteral("claude-haiku-5-5"))));
    m_assistant = std::make_unique<Assistant>(*m_claude, *m_budget, *m_clock, *m_settings);
}

void AssistantStreamTest::cleanup()
{
    m_assistant.reset();
    m_settings.reset();
    m_budget.reset();
    m_claude.reset();
    m_http.reset();
    m_server.reset();
    m_files.reset();
}

void AssistantStreamTest::theReaderTakesEventsCutAnywhere()
{
    const QString text = QStringLiteral("{\"a\":\"Grüße 🚚 aus Gdańsk\"}");
    const QJsonObject message = {
        {QStringLiteral("type"), QStringLiteral("message")},
        {QStringLiteral("model"), QStringLiteral("claude-haiku-5-5")},
        {QStringLiteral("stop_reason"), QStringLiteral("end_turn")},
        {QStringLiteral("usage"),
         QJsonObject{{QStringLiteral("input_tokens"), 7}, {QStringLiteral("output_tokens"), 11}}},
        {QStringLiteral("content"),
         QJsonArray{QJsonObject{{QStringLiteral("type"), QStringLiteral("thinking")},
                                {QStringLiteral("thinking"), QString()},
                                {QStringLiteral("signature"), QStringLiteral("x")}},
                    QJsonObject{{QStringLiteral("type"), QStringLiteral("text")}, {QStringLiteral("text"), text}}}}};
    const QByteArray bytes = claudeEvents(message).join();
    for (const qsizetype length : {1, 2, 3, 7, 64, 100'000}) {
        ClaudeStreamReader reader;
        for (qsizetype at = 0; at < bytes.size(); at += length) {
            reader.feed(bytes.mid(at, length));
        }
        QVERIFY(reader.isComplete());
        QCOMPARE(reader.answer().text, text);
        QCOMPARE(reader.answer().usage.output, 11);
        QCOMPARE(reader.answer().usage.input, 7);
        QCOMPARE(reader.answer().ending, ClaudeAnswer::Ending::Complete);
    }
}

void AssistantStreamTest::aSecondTryBeginsAgain()
{
    ClaudeStreamReader reader;
    const QByteArray start = "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{}}\n\n";
    const QByteArray delta =
        "event: content_block_delta\r\ndata: {\"type\":\"content_block_delta\",\"delta\":{\"type\":"
        "\"text_delta\",\"text\":\"half\"}}\r\n\r\n";
    reader.feed(start + delta + start + delta);
    QCOMPARE(reader.text(), QStringLiteral("half"));
    QVERIFY(!reader.isComplete());
    reader.feed("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}\n\n");
    QVERIFY(reader.error().has_value());
}

void AssistantStreamTest::bodySoFarNeverFailsAndOnlyGrows()
{
    const QString answer = QStringLiteral(
        "{\"sentences\":[{\"before\":\"space\",\"facts\":[\"f1\"],\"text\":\"Hi \\\"Freja\\\", \\u00fc\"},"
        "{\"before\":\"paragraph\",\"facts\":[],\"text\":\"A plan, {nothing} [else].\"}],\"subject\":\"x\"}");
    QString last;
    for (qsizetype length = 0; length <= answer.size(); ++length) {
        const QString body = MailPrompt::bodySoFar(answer.left(length), {});
        QVERIFY2(body.startsWith(last), qPrintable(answer.left(length) + QStringLiteral(" -> ") + body));
        last = body;
    }
    QCOMPARE(last, QStringLiteral("Hi \"Freja\", ü\n\nA plan, {nothing} [else]."));
    for (const char *odd :
         {"", "{", "[[[[", "{{{\"", "null", "{\"sentences\":7}", "\\\\\"", "{\"sentences\":[{\"text\":\"\\u12"}) {
        MailPrompt::bodySoFar(QString::fromLatin1(odd), {}); // whatever comes, nothing breaks
    }
}

void AssistantStreamTest::theBodyIsHeardBeforeTheAnswerEnds()
{
    m_server->setStreamPause(std::chrono::milliseconds(5));
    QStringList heard;
    bool ended = false;
    int heardBefore = 0;
    const std::function<void(QString)> listener = [&](const QString &body) {
        heard.append(body);
        heardBefore += ended ? 0 : 1;
    };
    const Result<WrittenMail> mail = wait(m_assistant->streamMail(brief(), listener));
    ended = true;
    QVERIFY2(mail.has_value(), mail ? "" : qPrintable(mail.error().message + mail.error().detail));
    QVERIFY(heardBefore > 5);
    QVERIFY(heard.at(heard.size() / 2).size() < mail->body.size());
    QCOMPARE(heard.last(), mail->body);
    QVERIFY(mail->costMicros > 0);
}

void AssistantStreamTest::streamedAndWholeAreTheSame()
{
    const std::function<void(QString)> listener = [](const QString &) {};
    const Result<WrittenMail> streamed = wait(m_assistant->streamMail(brief(), listener));
    const Result<WrittenMail> whole = wait(m_assistant->writeMail(brief()));
    QVERIFY(streamed && whole);
    QCOMPARE(streamed->body, whole->body);
    QCOMPARE(streamed->sentences, whole->sentences);
}

void AssistantStreamTest::saysWhatIsWrong_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("words");
    QTest::newRow("refusal") << Fault::Refusal << ErrorKind::Refused << QStringLiteral("declined");
    QTest::newRow("cut off twice") << Fault::AlwaysCutOff << ErrorKind::Invalid << QStringLiteral("cut off twice");
    QTest::newRow("529") << Fault::Overloaded << ErrorKind::Network << QStringLiteral("overloaded (529)");
    QTest::newRow("429") << Fault::RateLimited << ErrorKind::Network << QStringLiteral("(429)");
    QTest::newRow("spending cap") << Fault::SpendCap << ErrorKind::Refused << QStringLiteral("spending limit");
    QTest::newRow("own limit") << Fault::OwnLimit << ErrorKind::Refused << QStringLiteral("limit you set");
    QTest::newRow("401") << Fault::Unauthorized << ErrorKind::SignedOut << QStringLiteral("(401)");
    QTest::newRow("an error in the middle")
        << Fault::StreamError << ErrorKind::Network << QStringLiteral("overloaded (529)");
    QTest::newRow("cut in the middle") << Fault::StreamCut << ErrorKind::Network
                                       << QStringLiteral("broke off in the middle");
    QTest::newRow("a captive portal") << Fault::GarbageBody << ErrorKind::Invalid
                                      << QStringLiteral("not an answer of Claude");
    QTest::newRow("not JSON") << Fault::NotJson << ErrorKind::Invalid << QStringLiteral("did not have the form");
}

void AssistantStreamTest::saysWhatIsWrong()
{
    QFETCH(Fault, fault);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, words);
    m_server->setFault(fault);
    const std::function<void(QString)> listener = [](const QString &) {};
    const Result<WrittenMail> mail = wait(m_assistant->streamMail(brief(), listener));
    QVERIFY(!mail.has_value());
    QVERIFY2(mail.error().message.contains(words), qPrintable(mail.error().message));
    QCOMPARE(mail.error().kind, kind);
}

void AssistantStreamTest::canBeStopped()
{
    m_server->setStreamPause(std::chrono::minutes(10));
    std::stop_source stop;
    std::optional<Result<WrittenMail>> got;
    const std::function<void(QString)> listener = [](const QString &) {};
    whenDone(m_assistant->streamMail(brief(), listener, stop.get_token()), this,
             [&got](Result<WrittenMail> outcome) { got = std::move(outcome); });
    QTRY_COMPARE(m_server->calls(), 1);
    stop.request_stop();
    QTRY_VERIFY(got.has_value());
    QCOMPARE(got->error().kind, ErrorKind::Cancelled);
}

void AssistantStreamTest::theFixedPartIsReadFromTheCacheFromTheSecondMailOn()
{
    const Result<WrittenMail> first = wait(m_assistant->writeMail(brief()));
    MailBrief other = brief();
    other.draftId = 43;
    other.facts[0].value = QStringLiteral("Mads");
    const Result<WrittenMail> second = wait(m_assistant->writeMail(other));
    QVERIFY(first && second);
    QCOMPARE(m_files->number(QStringLiteral("SELECT cache_read_tokens FROM assistant_call WHERE draft_id = 42")), 0);
    QVERIFY(m_files->number(QStringLiteral("SELECT cache_write_tokens FROM assistant_call WHERE draft_id = 42")) > 512);
    QVERIFY(m_files->number(QStringLiteral("SELECT cache_read_tokens FROM assistant_call WHERE draft_id = 43")) > 512);
    QVERIFY2(second->costMicros < first->costMicros, "what is read from the cache costs less");
    const auto percent = [&](qint64 draft) {
        return *m_files->read(
            [draft](Connection &connection) { return AssistantCallStore().cachedPercentForDraft(connection, draft); });
    };
    QCOMPARE(percent(42), 0);
    QVERIFY(percent(43) > 30);
}

void AssistantStreamTest::sentencesComeWithTheirFacts()
{
    const Result<WrittenMail> mail = wait(m_assistant->writeMail(brief()));
    QVERIFY(mail.has_value());
    QVERIFY(mail->sentences.first().inSubject);
    QString joined;
    bool cites = false;
    for (const WrittenSentence &sentence : mail->sentences) {
        QVERIFY2(sentence.unsupported.isEmpty(), qPrintable(sentence.text));
        cites = cites || sentence.facts.contains(QStringLiteral("company"));
        QVERIFY((sentence.inSubject ? mail->subject : mail->body).contains(sentence.text));
    }
    QVERIFY(cites);
    QCOMPARE(mail->prompt, QStringLiteral("write-mail 2"));
}

void AssistantStreamTest::inventedClaimsAreMarked()
{
    m_server->setFault(Fault::InventedClaims);
    const Result<WrittenMail> mail = wait(m_assistant->writeMail(brief()));
    QVERIFY2(mail.has_value(), "a claim is marked, not refused");
    int marked = 0;
    QList<UnsupportedClaim::Kind> kinds;
    for (const WrittenSentence &sentence : mail->sentences) {
        marked += sentence.unsupported.isEmpty() ? 0 : 1;
        for (const UnsupportedClaim &claim : sentence.unsupported) {
            kinds.append(claim.kind);
        }
    }
    QCOMPARE(marked, 2);
    QVERIFY(kinds.contains(UnsupportedClaim::Kind::UnknownFact));
    QVERIFY(kinds.contains(UnsupportedClaim::Kind::Name));
    QVERIFY(kinds.contains(UnsupportedClaim::Kind::Number));
}

QTEST_GUILESS_MAIN(AssistantStreamTest)
#include "AssistantStreamTest.moc"
