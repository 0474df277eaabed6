#include "imap/ImapSession.h"
#include "support/Patience.h"
#include "support/ScriptedImapServer.h"

#include <QCoroTask>
#include <QTest>

using namespace AlwaysLeads;
using namespace std::chrono_literals;

using Security = ImapAccount::Security;

Q_DECLARE_METATYPE(AlwaysLeads::ErrorKind)

namespace {

/// One exchange of a whole conversation: what the client says, and the usual answer.
struct Turn
{
    QByteArray heard; ///< "": nothing, the server begins
    QByteArray answer;
};

const QByteArray literal = "Message-ID: <a@b.c>\r\n\r\n";

const QList<Turn> &turns()
{
    static const QList<Turn> all{
        {"", "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready"},
        {"A1 AUTHENTICATE PLAIN AGpvbmFzAHNlY3JldA==", "A1 OK [CAPABILITY IMAP4rev1] signed in"},
        {"A2 LIST \"\" \"*\"", "* LIST (\\Sent) \"/\" Sent\r\nA2 OK done"},
        {"A3 EXAMINE \"Sent\"", "* 1 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\nA3 OK [READ-ONLY] done"},
        {"A4 UID SEARCH ALL", "* SEARCH 5\r\nA4 OK done"},
        {"A5 UID FETCH 5 (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])",
         "* 1 FETCH (UID 5 BODY[HEADER.FIELDS (MESSAGE-ID)] {23}\r\n" + literal + ")\r\nA5 OK done"},
        {"A6 APPEND \"Sent\" (\\Seen) \"24-Nov-2026 09:05:07 +0000\" {3}", "+ go"},
        {"x\r\n", "A6 OK [APPENDUID 7 6] done"},
    };
    return all;
}

void hear(ScriptedImapServer &server, const Turn &turn)
{
    if (turn.heard == "x\r\n") {
        server.hearsRaw(turn.heard).hears("");
    } else if (!turn.heard.isEmpty()) {
        server.hears(turn.heard);
    }
}

void playUpTo(ScriptedImapServer &server, qsizetype turn)
{
    for (qsizetype at = 0; at < turn; ++at) {
        hear(server, turns().at(at));
        server.says(turns().at(at).answer);
    }
    hear(server, turns().at(turn));
}

/// The whole conversation; how far it came, or what stopped it.
Task<Result<int>> converse(ImapSession *session, ImapAccount account)
{
    if (Result<> opened = co_await session->open(account); !opened) {
        co_return failureOf(std::move(opened));
    }
    Result<QList<ImapFolder>> folders = co_await session->folders();
    if (!folders) {
        co_return failureOf(std::move(folders));
    }
    const QByteArray sent("Sent");
    Result<ImapFolderState> state = co_await session->examine(sent);
    if (!state) {
        co_return failureOf(std::move(state));
    }
    ImapCommand all(QByteArrayLiteral("ALL"));
    Result<QList<quint32>> uids = co_await session->search(all);
    if (!uids) {
        co_return failureOf(std::move(uids));
    }
    const QByteArrayList fields{"MESSAGE-ID"};
    Result<QList<ImapMail>> mails = co_await session->headers(*uids, fields);
    if (!mails) {
        co_return failureOf(std::move(mails));
    }
    const QByteArray mime("x\r\n");
    const QDateTime date(QDate(2026, 11, 24), QTime(9, 5, 7), Qt::UTC);
    Result<ImapPlace> place = co_await session->append(sent, mime, date);
    if (!place) {
        co_return failureOf(std::move(place));
    }
    const bool right = folders->size() == 1 && state->uidValidity == 7 && *uids == QList<quint32>{5}
        && mails->size() == 1 && mails->first().header == literal && *place == ImapPlace{7, 6};
    co_return right ? 1 : 0;
}

} // namespace

class ImapFaultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theConversationAsWritten();
    void cutAtEachPoint_data() { eachTurn(); }
    void cutAtEachPoint();
    void cutInsideEachAnswer_data() { eachTurn(); }
    void cutInsideEachAnswer();
    void silenceAtEachPoint_data() { eachTurn(); }
    void silenceAtEachPoint();
    void garbageAtEachPoint_data() { eachTurn(); }
    void garbageAtEachPoint();
    void aFarewellAtEachPointSaysWhy_data() { eachTurn(); }
    void aFarewellAtEachPointSaysWhy();
    void aWrongTagAtEachPointIsNotBelieved_data() { eachTurn(); }
    void aWrongTagAtEachPointIsNotBelieved();
    void refusalAtEachPoint_data() { eachTurn(); }
    void refusalAtEachPoint();
    void untaggedWordsBetweenAreFine_data() { eachTurn(); }
    void untaggedWordsBetweenAreFine();
    void stopAtEachPoint_data() { eachTurn(); }
    void stopAtEachPoint();
    void slowBytesAreFine();
    void anEndlessDripEnds();
    void anEndlessLineIsCutOff();
    void aHugeLiteralIsCutOff();
    void endlessAnswersAreCutOff();
    void strippedStartTlsIsRefused();
    void signedInBeforeStartTlsIsRefused();
    void wordsInjectedBeforeTheHandshakeAreAnAttack();
    void forgetsWhatWasSaidInTheClear();
    void junkInsteadOfTheHandshake();
    void badCertificateIsRefused();
    void implicitTlsToAPlainServerSaysWhatToChoose();
    void aPasswordNeverGoesInTheClearToOthers();
    void preauthNeedsNoSignIn();
    void signsInWithoutTheInitialResponse();
    void signsInWithCramMd5();
    void signsInByCommandWhereNothingElseIsOffered();
    void saysALiteralWhereAQuoteCannotHoldIt();
    void doesNotSayThePasswordWhereLoginIsDisabled();
    void answersTheRefusalOfAToken_data();
    void answersTheRefusalOfAToken();
    void hearsWhichProviderItIsAndAsksForAFreshToken();
    void kindsOfRefusal_data();
    void kindsOfRefusal();
    void secretsDoNotComeBack();
    void endlessChallengesEnd();
    void introducesItselfWhereWanted();
    void pushesLiteralsWhereAllowed();
    void aRefusedLiteralIsNotSent();
    void asksForSpecialUsesWhereOffered();
    void lastMailOfAnOpenRangeIsLeftOut();
    void saysLogout();
    void nobodyListens();

private:
    void eachTurn()
    {
        QTest::addColumn<int>("turn");
        for (int turn = 0; turn < turns().size(); ++turn) {
            QTest::addRow("%d %s", turn, turns().at(turn).heard.left(20).trimmed().constData()) << turn;
        }
    }
    ImapAccount account(const ScriptedImapServer &server, Security security = Security::LoopbackPlain) const
    {
        ImapAccount account;
        account.host = QStringLiteral("localhost");
        account.port = server.port();
        account.security = security;
        account.userName = QStringLiteral("jonas");
        account.password = QStringLiteral("secret");
        return account;
    }
    void useTimeouts(std::chrono::milliseconds all)
    {
        const ImapTimeouts timeouts{all, all, all, all, all, all};
        m_session = std::make_unique<ImapSession>(QList{m_certificates.authority()}, timeouts, m_stop.get_token());
    }
    Result<int> run(const ScriptedImapServer &server)
    {
        return QCoro::waitFor(converse(m_session.get(), account(server)));
    }
    Result<> open(const ImapAccount &to) { return QCoro::waitFor(m_session->open(to)); }
    Result<> open(const ScriptedImapServer &server) { return open(account(server)); }

    Certificates m_certificates;
    std::stop_source m_stop;
    std::unique_ptr<ImapSession> m_session;
};

void ImapFaultsTest::init()
{
    m_stop = {};
    useTimeouts(20s);
}

void ImapFaultsTest::theConversationAsWritten()
{
    ScriptedImapServer server;
    playUpTo(server, turns().size() - 1);
    server.says(turns().last().answer);
    const Result<int> done = run(server);
    QVERIFY2(done, qPrintable(done ? QString() : done.error().message));
    QCOMPARE(*done, 1);
    QCOMPARE(server.fault(), QByteArray());
}

void ImapFaultsTest::cutAtEachPoint()
{
    QFETCH(int, turn);
    ScriptedImapServer server;
    playUpTo(server, turn);
    server.cuts();
    const Result<int> done = run(server);
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Network);
    QVERIFY(!done.error().message.isEmpty());
    QVERIFY(!m_session->isUsable());
}

void ImapFaultsTest::cutInsideEachAnswer()
{
    QFETCH(int, turn);
    const QByteArray answer = turns().at(turn).answer;
    for (const qsizetype kept : {qsizetype(1), answer.size() / 2, answer.size()}) {
        init();
        ScriptedImapServer server;
        playUpTo(server, turn);
        server.saysRaw(answer.first(kept)).closes();
        const Result<int> done = run(server);
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::Network);
    }
}

void ImapFaultsTest::silenceAtEachPoint()
{
    QFETCH(int, turn);
    ScriptedImapServer server;
    playUpTo(server, turn);
    useTimeouts(300ms);
    const Result<int> done = run(server);
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Timeout);
    QVERIFY(!m_session->isUsable());
}

void ImapFaultsTest::garbageAtEachPoint()
{
    QFETCH(int, turn);
    for (const QByteArray &garbage :
         {QByteArray("\x16\x03\x01\x00", 4), QByteArray("220 mail ESMTP\r\n"), QByteArray("HTTP/1.1 400 Bad\r\n"),
          QByteArray("* LIST (((\r\n"), QByteArray("\r\n")}) {
        init();
        ScriptedImapServer server;
        playUpTo(server, turn);
        server.saysRaw(garbage);
        const Result<int> done = run(server);
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::Invalid);
        QVERIFY(!m_session->isUsable());
    }
}

void ImapFaultsTest::aFarewellAtEachPointSaysWhy()
{
    QFETCH(int, turn);
    ScriptedImapServer server;
    playUpTo(server, turn);
    server.says("* BYE [UNAVAILABLE] going down for the night").closes();
    const Result<int> done = run(server);
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Network);
    QVERIFY2(done.error().message.contains(QStringLiteral("going down for the night")),
             qPrintable(done.error().message));
}

void ImapFaultsTest::aWrongTagAtEachPointIsNotBelieved()
{
    QFETCH(int, turn);
    ScriptedImapServer server;
    playUpTo(server, turn);
    server.says("A99 OK done");
    const Result<int> done = run(server);
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Invalid);
    QVERIFY(!m_session->isUsable());
}

void ImapFaultsTest::refusalAtEachPoint()
{
    QFETCH(int, turn);
    if (turn == 0) {
        return; // a greeting is no answer
    }
    const QByteArray tag = 'A' + QByteArray::number(std::min(turn, 6));
    for (const QByteArray word : {"NO", "BAD"}) {
        init();
        ScriptedImapServer server;
        playUpTo(server, turn);
        server.says(tag + ' ' + word + " because of the moon");
        const Result<int> done = run(server);
        QVERIFY(!done);
        const ErrorKind opens = word == "NO" && turn == 3 ? ErrorKind::NotFound : ErrorKind::Refused;
        QCOMPARE(done.error().kind, turn == 1 ? ErrorKind::SignedOut : opens);
        QVERIFY2(done.error().message.contains(QStringLiteral("because of the moon")),
                 qPrintable(done.error().message));
        QVERIFY(m_session->isUsable()); // the server is still there
        QCOMPARE(server.fault(), QByteArray());
    }
}

void ImapFaultsTest::untaggedWordsBetweenAreFine()
{
    QFETCH(int, turn);
    ScriptedImapServer server;
    for (int at = 0; at < turns().size(); ++at) {
        hear(server, turns().at(at));
        if (at == turn && at > 0) {
            server.says("* 9 EXISTS").says("* 3 EXPUNGE").says("* OK still here").says("* 2 FETCH (FLAGS (\\Seen))");
            server.says("* NOVELTY (\"of\" {3}\r\nthe) future");
        }
        server.says(turns().at(at).answer);
        if (at == turn) {
            server.says("* 10 EXISTS"); // and right behind it
        }
    }
    const Result<int> done = run(server);
    QVERIFY2(done, qPrintable(done ? QString() : done.error().message));
    QCOMPARE(*done, 1);
}

void ImapFaultsTest::stopAtEachPoint()
{
    QFETCH(int, turn);
    ScriptedImapServer server;
    playUpTo(server, turn);
    QTimer::singleShot(50, this, [this] { m_stop.request_stop(); });
    const Result<int> done = run(server);
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Cancelled);
    QVERIFY(!m_session->isUsable());
}

void ImapFaultsTest::slowBytesAreFine()
{
    ScriptedImapServer server;
    for (const Turn &turn : turns()) {
        hear(server, turn);
        server.saysSlowly(turn.answer);
    }
    const Result<int> done = run(server);
    QVERIFY(done);
    QCOMPARE(*done, 1);
}

void ImapFaultsTest::anEndlessDripEnds()
{
    ScriptedImapServer server;
    playUpTo(server, 2);
    for (int line = 0; line < 100'000; ++line) {
        server.saysSlowly("* OK wait");
    }
    ImapTimeouts timeouts;
    timeouts.command = 300ms;
    m_session = std::make_unique<ImapSession>(QList<QSslCertificate>(), timeouts, m_stop.get_token());
    const Result<int> done = run(server);
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Timeout);
}

void ImapFaultsTest::anEndlessLineIsCutOff()
{
    ScriptedImapServer server;
    playUpTo(server, 2);
    server.saysRaw("* LIST " + QByteArray(5 * 1024 * 1024, 'x'));
    const Result<int> done = run(server);
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Invalid);
}

void ImapFaultsTest::aHugeLiteralIsCutOff()
{
    ScriptedImapServer server;
    playUpTo(server, 5);
    server.says("* 1 FETCH (UID 5 BODY[] {9999999999}");
    const Result<int> done = run(server);
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Invalid);
}

void ImapFaultsTest::endlessAnswersAreCutOff()
{
    ScriptedImapServer server;
    playUpTo(server, 2);
    server.saysRaw(QByteArray("* OK x\r\n").repeated(100'002));
    const Result<int> done = run(server);
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Invalid);
}

void ImapFaultsTest::strippedStartTlsIsRefused()
{
    ScriptedImapServer server(m_certificates.good());
    server.says("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready");
    const Result<> opened = open(account(server, Security::StartTls));
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::Refused);
    QCOMPARE(server.heard(), QByteArray());
}

void ImapFaultsTest::signedInBeforeStartTlsIsRefused()
{
    ScriptedImapServer server(m_certificates.good());
    server.says("* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] welcome");
    const Result<> opened = open(account(server, Security::StartTls));
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::Refused);
    QCOMPARE(server.heard(), QByteArray());
}

void ImapFaultsTest::wordsInjectedBeforeTheHandshakeAreAnAttack()
{
    for (const QByteArray injected : {"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n", "A2 OK", "*"}) {
        init();
        ScriptedImapServer server(m_certificates.good());
        server.says("* OK [CAPABILITY IMAP4rev1 STARTTLS] ready").hears("A1 STARTTLS");
        server.saysRaw("A1 OK go\r\n" + injected).startsTls();
        const Result<> opened = open(account(server, Security::StartTls));
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::Refused);
        QVERIFY(!server.heard().contains("AUTH"));
    }
}

void ImapFaultsTest::forgetsWhatWasSaidInTheClear()
{
    ScriptedImapServer server(m_certificates.good());
    server.says("* OK [CAPABILITY IMAP4rev1 STARTTLS ID AUTH=PLAIN] ready").hears("A1 STARTTLS").says("A1 OK go");
    server.startsTls().hears("A2 CAPABILITY").says("* CAPABILITY IMAP4rev1 AUTH=CRAM-MD5\r\nA2 OK done");
    server.hears("A3 AUTHENTICATE CRAM-MD5").says("A3 OK welcome");
    server.hears("A4 CAPABILITY").says("* CAPABILITY IMAP4rev1").says("A4 OK done");
    QVERIFY(open(account(server, Security::StartTls)));
    QCOMPARE(server.fault(), QByteArray());
}

void ImapFaultsTest::junkInsteadOfTheHandshake()
{
    ScriptedImapServer server(m_certificates.good());
    server.says("* OK [CAPABILITY IMAP4rev1 STARTTLS] ready").hears("A1 STARTTLS").says("A1 OK go");
    server.hearsBytes(50).saysRaw("junk instead of TLS\r\n");
    const Result<> opened = open(account(server, Security::StartTls));
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::Refused);
}

void ImapFaultsTest::badCertificateIsRefused()
{
    ScriptedImapServer server(m_certificates.forAnotherHost(), true);
    const Result<> opened = open(account(server, Security::ImplicitTls));
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::Refused);
    QCOMPARE(server.heard(), QByteArray());
}

void ImapFaultsTest::implicitTlsToAPlainServerSaysWhatToChoose()
{
    ScriptedImapServer server;
    server.says("* OK ready");
    const Result<> opened = open(account(server, Security::ImplicitTls));
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::Refused);
    QVERIFY2(opened.error().message.contains(QStringLiteral("STARTTLS")), qPrintable(opened.error().message));
}

void ImapFaultsTest::aPasswordNeverGoesInTheClearToOthers()
{
    ScriptedImapServer server;
    ImapAccount to = account(server);
    to.host = QStringLiteral("192.0.2.1");
    const Result<> opened = open(to);
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::Refused);
}

void ImapFaultsTest::preauthNeedsNoSignIn()
{
    ScriptedImapServer server;
    server.says("* PREAUTH [CAPABILITY IMAP4rev1] welcome");
    QVERIFY(open(server));
    QCOMPARE(server.heard(), QByteArray());
}

void ImapFaultsTest::signsInWithoutTheInitialResponse()
{
    ScriptedImapServer server;
    server.says("* OK ready").hears("A1 CAPABILITY").says("* CAPABILITY IMAP4rev1 AUTH=PLAIN").says("A1 OK done");
    server.hears("A2 AUTHENTICATE PLAIN").says("+ ").hears("AGpvbmFzAHNlY3JldA==").says("A2 OK welcome");
    server.hears("A3 CAPABILITY").says("* CAPABILITY IMAP4rev1 IDLE").says("A3 OK done");
    QVERIFY(open(server));
    QVERIFY(m_session->offered().has("IDLE"));
    QCOMPARE(server.fault(), QByteArray());
}

void ImapFaultsTest::signsInWithCramMd5()
{
    // The example of RFC 2195 §2.
    ScriptedImapServer server;
    server.says("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=CRAM-MD5] ready").hears("A1 AUTHENTICATE CRAM-MD5");
    server.says("+ PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+");
    server.hears("dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw").says("A1 OK [CAPABILITY IMAP4rev1] welcome");
    ImapAccount to = account(server);
    to.userName = QStringLiteral("tim");
    to.password = QStringLiteral("tanstaaftanstaaf");
    QVERIFY(open(to));
    QCOMPARE(server.fault(), QByteArray());
}

void ImapFaultsTest::signsInByCommandWhereNothingElseIsOffered()
{
    ScriptedImapServer server;
    server.says("* OK [CAPABILITY IMAP4rev1] ready").hears("A1 LOGIN \"jonas\" \"se\\\"cr\\\\et\"");
    server.says("A1 OK [CAPABILITY IMAP4rev1] welcome");
    ImapAccount to = account(server);
    to.password = QStringLiteral("se\"cr\\et");
    QVERIFY(open(to));
    QCOMPARE(server.fault(), QByteArray());
}

void ImapFaultsTest::saysALiteralWhereAQuoteCannotHoldIt()
{
    ScriptedImapServer server;
    server.says("* OK [CAPABILITY IMAP4rev1] ready").hears("A1 LOGIN \"jonas\" {7}").says("+ go");
    server
        .hears("gr\xc3\xb6\xc3\x9f"
               "e")
        .says("A1 OK [CAPABILITY IMAP4rev1] welcome");
    ImapAccount to = account(server);
    to.password = QString::fromUtf8("größe");
    QVERIFY(open(to));
    QCOMPARE(server.fault(), QByteArray());
}

void ImapFaultsTest::doesNotSayThePasswordWhereLoginIsDisabled()
{
    ScriptedImapServer server;
    server.says("* OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=GSSAPI] ready");
    const Result<> opened = open(server);
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::Refused);
    QVERIFY(opened.error().message.contains(QStringLiteral("GSSAPI")));
    QCOMPARE(server.heard(), QByteArray());
}

void ImapFaultsTest::answersTheRefusalOfAToken_data()
{
    QTest::addColumn<QByteArray>("mechanism");
    QTest::addColumn<QByteArray>("giveUp");
    QTest::addColumn<bool>("atOnce");
    for (const bool atOnce : {true, false}) {
        QTest::addRow("XOAUTH2 %d", atOnce) << QByteArray("XOAUTH2") << QByteArray() << atOnce;
        QTest::addRow("OAUTHBEARER %d", atOnce) << QByteArray("OAUTHBEARER") << QByteArray("AQ==") << atOnce;
    }
}

void ImapFaultsTest::answersTheRefusalOfAToken()
{
    QFETCH(QByteArray, mechanism);
    QFETCH(QByteArray, giveUp);
    QFETCH(bool, atOnce);
    ScriptedImapServer server;
    ImapAccount to = account(server);
    to.accessToken = QStringLiteral("ya29.token");
    const QByteArray said = mechanism == "XOAUTH2"
        ? QByteArray("user=jonas\1auth=Bearer ya29.token\1\1")
        : "n,a=jonas,\1host=localhost\1port=" + QByteArray::number(to.port) + "\1auth=Bearer ya29.token\1\1";
    server.says("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=" + mechanism + (atOnce ? " SASL-IR" : "") + "] ready");
    if (atOnce) {
        server.hears("A1 AUTHENTICATE " + mechanism + ' ' + said.toBase64());
    } else {
        server.hears("A1 AUTHENTICATE " + mechanism).says("+ ").hears(said.toBase64());
    }
    server.says("+ " + QByteArray("{\"status\":\"401\"}").toBase64()).hears(giveUp);
    server.says("A1 NO SASL authentication failed");
    const Result<> opened = open(to);
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::SignedOut);
    QCOMPARE(server.fault(), QByteArray());
    QVERIFY(server.isDone());
}

void ImapFaultsTest::hearsWhichProviderItIsAndAsksForAFreshToken()
{
    ScriptedImapServer server;
    ImapAccount to = account(server);
    QList<bool> asked;
    to.token = [&asked](bool fresh) {
        asked.append(fresh);
        return [](QString token) -> Task<Result<QString>> {
            co_return Result<QString>(token);
        }(fresh ? QStringLiteral("token-2") : QStringLiteral("token-1"));
    };
    const auto said = [&to](const QByteArray &token) {
        return ("n,a=jonas,\1host=localhost\1port=" + QByteArray::number(to.port) + "\1auth=Bearer " + token + "\1\1")
            .toBase64();
    };
    const QByteArray named =
        R"({"status":"invalid_token","openid-configuration":"https://id.example/.well-known/openid-configuration"})";
    server.says("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=OAUTHBEARER] ready");
    server.hears("A1 AUTHENTICATE OAUTHBEARER " + said("token-1")).says("+ " + named.toBase64()).hears("AQ==");
    server.says("A1 NO [AUTHENTICATIONFAILED] expired");
    server.hears("A2 CAPABILITY").says("* CAPABILITY IMAP4rev1 SASL-IR AUTH=OAUTHBEARER").says("A2 OK done");
    server.hears("A3 AUTHENTICATE OAUTHBEARER " + said("token-2")).says("+ " + named.toBase64()).hears("AQ==");
    server.says("A3 NO [AUTHENTICATIONFAILED] no");
    const Result<> opened = open(to);
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::SignedOut);
    QVERIFY2(opened.error().message.contains(QStringLiteral("Reconnect")), qPrintable(opened.error().message));
    QCOMPARE(asked, (QList<bool>{false, true}));
    QCOMPARE(m_session->openIdConfiguration(), QStringLiteral("https://id.example/.well-known/openid-configuration"));
    QCOMPARE(server.fault(), QByteArray());
    QVERIFY(server.isDone());
}

void ImapFaultsTest::kindsOfRefusal_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<ErrorKind>("kind");
    for (const char *code :
         {"AUTHENTICATIONFAILED", "AUTHORIZATIONFAILED", "EXPIRED", "PRIVACYREQUIRED", "CONTACTADMIN"}) {
        QTest::newRow(code) << "NO [" + QByteArray(code) + "] no" << ErrorKind::SignedOut;
    }
    for (const char *code : {"UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG"}) {
        QTest::newRow(code) << "NO [" + QByteArray(code) + "] later" << ErrorKind::Network;
    }
    QTest::newRow("no code") << QByteArray("NO Invalid credentials") << ErrorKind::SignedOut;
    QTest::newRow("BAD") << QByteArray("BAD Invalid SASL argument") << ErrorKind::SignedOut;
}

void ImapFaultsTest::kindsOfRefusal()
{
    QFETCH(QByteArray, answer);
    QFETCH(ErrorKind, kind);
    ScriptedImapServer server;
    server.says("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready");
    server.hears("A1 AUTHENTICATE PLAIN AGpvbmFzAHNlY3JldA==").says("A1 " + answer);
    const Result<> opened = open(server);
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, kind);
}

void ImapFaultsTest::secretsDoNotComeBack()
{
    ScriptedImapServer server;
    server.says("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready")
        .hears("A1 AUTHENTICATE PLAIN AGpvbmFzAHNlY3JldA==");
    server.says("A1 NO bad: AGpvbmFzAHNlY3JldA== c2VjcmV0 secret");
    const Result<> opened = open(server);
    QVERIFY(!opened);
    for (const QString &text : {opened.error().message, opened.error().detail}) {
        QVERIFY2(text.contains(QStringLiteral("bad")), qPrintable(text));
        QVERIFY2(!text.contains(QStringLiteral("secret")) && !text.contains(QStringLiteral("c2VjcmV0"))
                     && !text.contains(QStringLiteral("AGpv")),
                 qPrintable(text));
    }
}

void ImapFaultsTest::endlessChallengesEnd()
{
    ScriptedImapServer server;
    server.says("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready");
    server.hears("A1 AUTHENTICATE PLAIN AGpvbmFzAHNlY3JldA==").saysRaw(QByteArray("+ more\r\n").repeated(10));
    const Result<> opened = open(server);
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::Invalid);
}

void ImapFaultsTest::introducesItselfWhereWanted()
{
    ScriptedImapServer server;
    server.signsIn("ID").hears("A2 ID (\"name\" \"AlwaysLeads\")").says("A2 BAD not now");
    QVERIFY(open(server));
    QCOMPARE(server.fault(), QByteArray());
    QVERIFY(server.isDone());
}

void ImapFaultsTest::pushesLiteralsWhereAllowed()
{
    for (const QByteArray offered : {"LITERAL+", "LITERAL-"}) {
        init();
        ScriptedImapServer server;
        const QByteArray small(4096, 's');
        const QByteArray large(4097, 'l');
        const bool always = offered == "LITERAL+";
        server.signsIn(offered);
        const QByteArray head("APPEND \"Sent\" (\\Seen) \"24-Nov-2026 09:05:07 +0000\" ");
        server.hears("A2 " + head + "{4096+}").hearsRaw(small).hears("").says("A2 OK done");
        server.hears("A3 " + head + (always ? "{4097+}" : "{4097}"));
        if (!always) {
            server.says("+ go");
        }
        server.hearsRaw(large).hears("").says("A3 OK done");
        QVERIFY(open(server));
        const QDateTime date(QDate(2026, 11, 24), QTime(9, 5, 7), Qt::UTC);
        QVERIFY(QCoro::waitFor(m_session->append("Sent", small, date)));
        QVERIFY(QCoro::waitFor(m_session->append("Sent", large, date)));
        QCOMPARE(server.fault(), QByteArray());
    }
}

void ImapFaultsTest::aRefusedLiteralIsNotSent()
{
    ScriptedImapServer server;
    playUpTo(server, 6);
    server.says("A6 NO [OVERQUOTA] full").hears("A7 LOGOUT").says("* BYE\r\nA7 OK bye").closes();
    const Result<int> done = run(server);
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Refused);
    m_session->leave(this);
    QTRY_VERIFY(server.isDone());
    QCOMPARE(server.fault(), QByteArray());
}

void ImapFaultsTest::asksForSpecialUsesWhereOffered()
{
    ScriptedImapServer server;
    server.signsIn("SPECIAL-USE LIST-EXTENDED").hears("A2 LIST \"\" \"*\" RETURN (SPECIAL-USE)");
    server.says("* LIST (\\Noselect) \"/\" \"[Gmail]\"").says("* LIST (\\Sent) \"/\" {17}\r\n[Gmail]/Sent Mail");
    server.says("* LIST (\\NonExistent) \"/\" \"Gone\"").says("* LIST () NIL INBOX").says("* LIST (broken").closes();
    QVERIFY(open(server));
    QVERIFY(!QCoro::waitFor(m_session->folders())); // the last line is none

    init();
    ScriptedImapServer good;
    good.signsIn("SPECIAL-USE LIST-EXTENDED").hears("A2 LIST \"\" \"*\" RETURN (SPECIAL-USE)");
    good.says("* LIST (\\Noselect) \"/\" \"[Gmail]\"").says("* LIST (\\Sent) \"/\" {17}\r\n[Gmail]/Sent Mail");
    good.says("* LIST (\\NonExistent) \"/\" \"Gone\"").says("* LIST () NIL INBOX").says("A2 OK done");
    QVERIFY(open(good));
    const QList<ImapFolder> folders = QCoro::waitFor(m_session->folders()).value();
    QCOMPARE(folders.size(), 2);
    QVERIFY(folders.first().name == QStringLiteral("[Gmail]/Sent Mail") && folders.first().has("\\sent"));
    QCOMPARE(folders.first().lastName(), QStringLiteral("Sent Mail"));
    QCOMPARE(folders.last().lastName(), QStringLiteral("INBOX"));
}

void ImapFaultsTest::lastMailOfAnOpenRangeIsLeftOut()
{
    ScriptedImapServer server;
    server.signsIn().hears("A2 UID FETCH 8:* (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER.FIELDS (DATE)])");
    server.says("* 3 FETCH (UID 7 FLAGS (\\Seen) BODY[HEADER.FIELDS (DATE)] \"\")").says("A2 OK done");
    QVERIFY(open(server));
    QCOMPARE(QCoro::waitFor(m_session->headersFrom(8, {"DATE"})).value().size(), 0);
}

void ImapFaultsTest::saysLogout()
{
    ScriptedImapServer server;
    server.signsIn().hears("A2 LOGOUT").says("* BYE see you").says("A2 OK done").closes();
    QVERIFY(open(server));
    m_session->leave(this);
    m_session.reset();
    QTRY_VERIFY(server.isDone());
    QCOMPARE(server.fault(), QByteArray());
}

void ImapFaultsTest::nobodyListens()
{
    ImapAccount to;
    {
        const ScriptedImapServer server;
        to = account(server);
    }
    const Result<> opened = open(to);
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::Network);
    QVERIFY2(opened.error().message.contains(QStringLiteral("localhost")), qPrintable(opened.error().message));
}

QTEST_GUILESS_MAIN(ImapFaultsTest)
#include "ImapFaultsTest.moc"
