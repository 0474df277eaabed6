#include "sandbox/ImapServer.h"

#include "imap/ImapSentFolder.h"
#include "support/Patience.h"
#include "support/VirtualClock.h"

#include <QCoroTask>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace AlwaysLeads;

using Stage = ImapServer::Stage;
using Harm = ImapServer::Harm;

Q_DECLARE_METATYPE(AlwaysLeads::ImapServer::Stage)

namespace {

const QString clara = QStringLiteral("clara@harbourline.example");
const QString inbox = QStringLiteral("INBOX");
const QString sent = QStringLiteral("Sent");

QByteArray mail(const QByteArray &id)
{
    return "From: clara@harbourline.example\r\nMessage-ID: <" + id + ">\r\nSubject: a\r\n folded one\r\n\r\nText\r\n";
}

} // namespace

class ImapServerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void speaksWithOurClient();
    void readsOverTheWireWhatWasDelivered();
    void onlySelectAndBodyMarkAsRead();
    void wrongPasswordsAreRefused();
    void tellsArrivalsToWhoWaits();
    void keepsItsMailsOnTheDisk();
    void namesCannotLeadOutOfTheFolder();
    void refusesWhatARealServerRefuses_data();
    void refusesWhatARealServerRefuses();
    void takesLiteralsOfBothKinds();
    void faultsStrike_data();
    void faultsStrike();
    void onlyOneCopyWhateverIsCut();

private:
    ImapAccount account() const
    {
        ImapAccount account;
        account.host = QStringLiteral("127.0.0.1");
        account.port = m_server->port();
        account.security = ImapAccount::Security::LoopbackPlain;
        account.userName = clara;
        account.password = QStringLiteral("sandbox");
        return account;
    }
    std::unique_ptr<ImapSession> signedIn() const
    {
        auto session = std::make_unique<ImapSession>(QList<QSslCertificate>(), ImapTimeouts(), std::stop_token());
        const Result<> opened = QCoro::waitFor(session->open(account()));
        if (!opened) {
            qFatal("%s", qPrintable(opened.error().message));
        }
        return session;
    }
    std::unique_ptr<ImapSentFolder> sentFolder(std::chrono::milliseconds patience = std::chrono::minutes(1))
    {
        ImapSentFolder::Options options;
        options.timeouts.silence = patience;
        return std::make_unique<ImapSentFolder>(account(), m_clock, options, this);
    }
    /// What the server answers to these lines, said one after the other after its greeting, until it has been quiet.
    QByteArray raw(const QByteArrayList &lines)
    {
        QTcpSocket socket;
        QByteArray heard;
        connect(&socket, &QTcpSocket::readyRead, this, [&] { heard += socket.readAll(); });
        socket.connectToHost(QStringLiteral("127.0.0.1"), m_server->port());
        if (!QTest::qWaitFor([&] { return heard.contains("sandbox ready\r\n"); }, testPatience)) {
            return heard;
        }
        for (const QByteArray &line : lines) {
            heard.clear();
            socket.write(line);
            (void)QTest::qWaitFor([&] { return heard.endsWith("\r\n"); }, testPatience);
        }
        socket.abort();
        return heard;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<ImapServer> m_server;
    VirtualClock m_clock{QDateTime::currentDateTimeUtc()};
};

void ImapServerTest::init()
{
    m_server = std::make_unique<ImapServer>(ImapServer::Options());
    QVERIFY(m_server->start());
}

void ImapServerTest::cleanup()
{
    m_server.reset();
}

void ImapServerTest::speaksWithOurClient()
{
    const std::unique_ptr<ImapSession> session = signedIn();
    const QList<ImapFolder> folders = QCoro::waitFor(session->folders()).value();
    QCOMPARE(folders.size(), 3);
    QVERIFY(folders.at(1).name == sent && folders.at(1).has("\\sent"));
    const QDateTime date(QDate(2026, 11, 7), QTime(23, 59, 58), Qt::UTC);
    QCOMPARE(QCoro::waitFor(session->append("Sent", mail("a@b"), date)).value(), (ImapPlace{1, 1}));
    QCOMPARE(m_server->mails(clara, sent).size(), 1);
    QCOMPARE(m_server->mails(clara, sent).first().mime, mail("a@b"));
    QCOMPARE(m_server->mails(clara, sent).first().arrivedAt, date);
    QVERIFY(m_server->mails(clara, sent).first().isSeen);
    const ImapFolderState state = QCoro::waitFor(session->examine("Sent")).value();
    QCOMPARE(state, (ImapFolderState{1, 2, 1, 0}));
    QCOMPARE(QCoro::waitFor(session->status("Sent")).value(), state);
    const Result<ImapFolderState> missing = QCoro::waitFor(session->examine("Other"));
    QVERIFY(!missing && missing.error().kind == ErrorKind::NotFound);
}

void ImapServerTest::readsOverTheWireWhatWasDelivered()
{
    const QDateTime date(QDate(2026, 11, 7), QTime(1, 2, 3), Qt::UTC);
    QVERIFY(m_server->deliver(clara, inbox, mail("1@b"), date));
    QVERIFY(m_server->deliver(clara, inbox, mail("2@b"), date.addDays(2)));
    const std::unique_ptr<ImapSession> session = signedIn();
    QVERIFY(QCoro::waitFor(session->examine("INBOX")));
    const auto search = [&](const QByteArray &criteria) {
        ImapCommand command(criteria);
        return QCoro::waitFor(session->search(command)).value();
    };
    QCOMPARE(search("ALL"), QList<quint32>({1, 2}));
    QCOMPARE(search("SINCE 8-Nov-2026"), QList<quint32>({2}));
    QCOMPARE(search("UID 2:*"), QList<quint32>({2}));
    QCOMPARE(search("HEADER Message-ID <1@b>"), QList<quint32>({1}));
    QCOMPARE(search("HEADER Message-ID <3@b>"), QList<quint32>());
    const QList<ImapMail> mails =
        QCoro::waitFor(session->headers(QList<quint32>{1, 2}, QByteArrayList{"SUBJECT", "MESSAGE-ID"})).value();
    QCOMPARE(mails.size(), 2);
    QCOMPARE(mails.first().header, QByteArray("Message-ID: <1@b>\r\nSubject: a\r\n folded one\r\n\r\n"));
    QCOMPARE(mails.first().arrivedAt, date);
    QCOMPARE(mails.first().size, mail("1@b").size());
    QCOMPARE(QCoro::waitFor(session->message(2)).value(), mail("2@b"));
}

void ImapServerTest::onlySelectAndBodyMarkAsRead()
{
    QVERIFY(m_server->deliver(clara, inbox, mail("1@b"), m_clock.now()));
    const auto isSeen = [&] { return m_server->mails(clara, inbox).first().isSeen; };
    const QByteArray login("A1 LOGIN clara@harbourline.example sandbox\r\n");
    QVERIFY(raw({login, "A2 EXAMINE INBOX\r\n", "A3 UID FETCH 1 BODY[]\r\n"}).contains("Text\r\n"));
    QVERIFY(!isSeen());
    QVERIFY(raw({login, "A2 SELECT INBOX\r\n", "A3 UID FETCH 1 BODY.PEEK[]\r\n"}).contains("Text\r\n"));
    QVERIFY(!isSeen());
    QVERIFY(raw({login, "A2 SELECT INBOX\r\n", "A3 UID FETCH 1 BODY[]\r\n"}).contains("Text\r\n"));
    QVERIFY(isSeen());
}

void ImapServerTest::wrongPasswordsAreRefused()
{
    ImapAccount to = account();
    to.password = QStringLiteral("another");
    ImapSession session({}, ImapTimeouts(), {});
    const Result<> opened = QCoro::waitFor(session.open(to));
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::SignedOut);
}

void ImapServerTest::tellsArrivalsToWhoWaits()
{
    QTcpSocket socket;
    QByteArray heard;
    connect(&socket, &QTcpSocket::readyRead, this, [&] { heard += socket.readAll(); });
    socket.connectToHost(QStringLiteral("127.0.0.1"), m_server->port());
    socket.write("A1 LOGIN clara@harbourline.example sandbox\r\nA2 EXAMINE INBOX\r\nA3 IDLE\r\n");
    QTRY_VERIFY(heard.endsWith("+ idling\r\n"));
    heard.clear();
    QVERIFY(m_server->deliver(QStringLiteral("somebody else"), inbox, mail("1@b"), m_clock.now()));
    QVERIFY(m_server->deliver(clara, inbox, mail("1@b"), m_clock.now()));
    QTRY_COMPARE(heard, QByteArray("* 1 EXISTS\r\n"));
    socket.write("DONE\r\n");
    QTRY_VERIFY(heard.endsWith("A3 OK IDLE ended\r\n"));
}

void ImapServerTest::keepsItsMailsOnTheDisk()
{
    ImapServer::Options options;
    options.folder = m_folder.path();
    const QDateTime date(QDate(2026, 11, 7), QTime(1, 2, 3), Qt::UTC);
    {
        ImapServer first(options);
        QVERIFY(first.deliver(clara, inbox, mail("1@b"), date));
        QVERIFY(first.deliver(clara, inbox, mail("2@b"), date, true));
    }
    ImapServer second(options);
    const QList<ImapServer::Mail> mails = second.mails(clara, inbox);
    QCOMPARE(mails.size(), 2);
    QVERIFY(mails.first().uid == 1 && mails.first().mime == mail("1@b") && !mails.first().isSeen);
    QVERIFY(mails.last().uid == 2 && mails.last().mime == mail("2@b") && mails.last().isSeen);
    QCOMPARE(mails.first().arrivedAt, date);
    QVERIFY(second.deliver(clara, inbox, mail("3@b"), date));
    QCOMPARE(second.mails(clara, inbox).last().uid, quint32(3));
}

void ImapServerTest::namesCannotLeadOutOfTheFolder()
{
    QTemporaryDir outer;
    ImapServer::Options options;
    options.folder = outer.filePath(QStringLiteral("a/b"));
    ImapServer server(options);
    QVERIFY(server.deliver(QStringLiteral("../../x"), inbox, mail("1@b"), m_clock.now()));
    QCOMPARE(QDir(outer.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot), QStringList{QStringLiteral("a")});
    QCOMPARE(QDir(outer.filePath(QStringLiteral("a"))).entryList(QDir::Dirs | QDir::NoDotAndDotDot),
             QStringList{QStringLiteral("b")});
    QVERIFY(!server.deliver(clara, QStringLiteral("../Sent"), mail("1@b"), m_clock.now()));
}

void ImapServerTest::refusesWhatARealServerRefuses_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("no tag") << QByteArray("NOOP\r\n") << QByteArray("* BAD");
    QTest::newRow("two spaces") << QByteArray("A2  NOOP\r\n") << QByteArray("* BAD");
    QTest::newRow("a space at the end") << QByteArray("A2 NOOP \r\n") << QByteArray("* BAD");
    QTest::newRow("an argument too much") << QByteArray("A2 NOOP x\r\n") << QByteArray("A2 BAD");
    QTest::newRow("an open quote") << QByteArray("A2 EXAMINE \"INBOX\r\n") << QByteArray("* BAD");
    QTest::newRow("eight bits in quotes") << QByteArray("A2 EXAMINE \"Entw\xc3\xbcrfe\"\r\n") << QByteArray("* BAD");
    QTest::newRow("an open bracket") << QByteArray("A2 STATUS INBOX (MESSAGES\r\n") << QByteArray("* BAD");
    QTest::newRow("no folder open") << QByteArray("A2 UID SEARCH ALL\r\n") << QByteArray("A2 BAD");
    QTest::newRow("an unknown command") << QByteArray("A2 EXPUNGE\r\n") << QByteArray("A2 BAD");
    QTest::newRow("an unknown folder") << QByteArray("A2 EXAMINE Other\r\n") << QByteArray("A2 NO [NONEXISTENT]");
    QTest::newRow("a second sign-in") << QByteArray("A2 LOGIN a sandbox\r\n") << QByteArray("A2 BAD");
    QTest::newRow("a bare line feed") << QByteArray("A2 NOOP\n") << QByteArray("* BYE");
    QTest::newRow("an append without a literal") << QByteArray("A2 APPEND Sent \"x\"\r\n") << QByteArray("A2 BAD");
    QTest::newRow("an append without a folder")
        << QByteArray("A2 APPEND Other {1+}\r\nx\r\n") << QByteArray("A2 NO [TRYCREATE]");
    QTest::newRow("a wrong date") << QByteArray("A2 APPEND Sent \"2026-11-24\" {1+}\r\nx\r\n") << QByteArray("A2 BAD");
    QTest::newRow("an empty mail") << QByteArray("A2 APPEND Sent {0+}\r\n\r\n") << QByteArray("A2 BAD");
    QTest::newRow("fine") << QByteArray("A2 NOOP\r\n") << QByteArray("A2 OK");
}

void ImapServerTest::refusesWhatARealServerRefuses()
{
    QFETCH(QByteArray, said);
    QFETCH(QByteArray, answer);
    const QByteArray heard = raw({"A1 LOGIN clara@harbourline.example sandbox\r\n", said});
    QVERIFY2(heard.startsWith(answer), heard.constData());
    QVERIFY(m_server->mails(clara, sent).isEmpty());
}

void ImapServerTest::takesLiteralsOfBothKinds()
{
    const QByteArray login("A1 LOGIN clara@harbourline.example {7}\r\n");
    QVERIFY(raw({login, "sandbox\r\n"}).startsWith("A1 OK"));
    QVERIFY(raw({"A1 LOGIN {5+}\r\nclara {7+}\r\nsandbox\r\n"}).startsWith("A1 OK"));
    QVERIFY(raw({"A1 LOGIN clara {99999999}\r\n"}).startsWith("* BYE [TOOBIG]"));
}

void ImapServerTest::faultsStrike_data()
{
    QTest::addColumn<Stage>("stage");
    QTest::newRow("greeting") << Stage::Greeting;
    QTest::newRow("sign-in") << Stage::SignIn;
    QTest::newRow("list") << Stage::List;
    QTest::newRow("open") << Stage::Open;
    QTest::newRow("search") << Stage::Search;
    QTest::newRow("fetch") << Stage::Fetch;
}

void ImapServerTest::faultsStrike()
{
    QFETCH(Stage, stage);
    QVERIFY(m_server->deliver(clara, sent, mail("a@b"), m_clock.now()));
    for (const Harm harm : {Harm::Cut, Harm::Silence}) {
        m_server->addFault({stage, harm});
        // Only who meets silence is impatient: half a second is soon over on a busy machine.
        const auto impatient = sentFolder(std::chrono::milliseconds(harm == Harm::Silence ? 500 : 60'000));
        const Result<bool> found = QCoro::waitFor(impatient->contains(QStringLiteral("<a@b>"), m_clock.now(), {}));
        if (stage == Stage::Greeting && harm == Harm::Silence) {
            m_server->clearFaults();
        }
        QVERIFY(!found);
        QCOMPARE(found.error().kind, harm == Harm::Cut ? ErrorKind::Network : ErrorKind::Timeout);
        QCOMPARE(QCoro::waitFor(sentFolder()->contains(QStringLiteral("<a@b>"), m_clock.now(), {})),
                 Result<bool>(true));
    }
}

void ImapServerTest::onlyOneCopyWhateverIsCut()
{
    const QDateTime sentAt = m_clock.now().addSecs(-60);
    const auto keep = [&] {
        return QCoro::waitFor(sentFolder()->keepCopy(QStringLiteral("<a@b>"), mail("a@b"), sentAt, {}));
    };
    m_server->addFault({Stage::Appending, Harm::Cut}); // did not arrive
    QVERIFY(!keep());
    QCOMPARE(m_server->mails(clara, sent).size(), 0);
    m_server->addFault({Stage::Appended, Harm::Cut}); // arrived, and nobody said so
    QVERIFY(!keep());
    QCOMPARE(m_server->mails(clara, sent).size(), 1);
    m_server->addFault({Stage::Search, Harm::Cut});
    QVERIFY(!keep());
    QVERIFY(keep());
    QCOMPARE(m_server->mails(clara, sent).size(), 1);
}

QTEST_GUILESS_MAIN(ImapServerTest)
#include "ImapServerTest.moc"
