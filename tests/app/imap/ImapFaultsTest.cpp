#include "ImapWorld.h"

#include <QTimer>

using namespace AlwaysLeads;
using namespace std::chrono_literals;

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

class ImapFaultsTest : public QObject, private ImapWorld
{
    Q_OBJECT

private Q_SLOTS:
    void init() { renew(); }
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
    Result<int> run(const ScriptedImapServer &server)
    {
        return QCoro::waitFor(converse(m_session.get(), account(server)));
    }
};

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
        renew();
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
        renew();
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
        renew();
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

void ImapFaultsTest::pushesLiteralsWhereAllowed()
{
    for (const QByteArray offered : {"LITERAL+", "LITERAL-"}) {
        renew();
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

    renew();
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
