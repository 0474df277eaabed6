#include "imap/ImapSentFolder.h"
#include "imap/ImapFolderGuess.h"
#include "support/Patience.h"
#include "support/ScriptedImapServer.h"
#include "support/VirtualClock.h"

#include <QCoroTask>
#include <QTest>
#include <QTimer>

using namespace AlwaysLeads;

namespace {

const QString id = QStringLiteral("<a@b.example>");
const QByteArray mime("Message-ID: <a@b.example>\r\n\r\nx\r\n");
const QByteArray fetchItems(" (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])");

ImapFolder folder(const QString &name, const QByteArray &attribute = {})
{
    ImapFolder folder;
    folder.wireName = name.toLatin1();
    folder.name = name;
    folder.separator = QStringLiteral("/");
    if (!attribute.isEmpty()) {
        folder.attributes = {attribute};
    }
    return folder;
}

/// Plays the tagged part of a conversation, whose tags go up by themselves.
class Server : public ScriptedImapServer
{
public:
    explicit Server(const QByteArray &capabilities = {}) { signsIn(capabilities); }

    Server &takes(const QByteArray &command, const QByteArrayList &answers = {}, const QByteArray &end = "OK done")
    {
        hears(tag() + ' ' + command);
        for (const QByteArray &answer : answers) {
            says(answer);
        }
        says(tag() + ' ' + end);
        ++m_tag;
        return *this;
    }
    Server &listsFolders(const QByteArrayList &folders = {"* LIST (\\Sent) \"/\" Sent"})
    {
        return takes("LIST \"\" \"*\"", folders);
    }
    /// What is looked at in a folder whose recent mails have these ids, UIDs from 1.
    Server &looks(const QByteArrayList &ids, const QByteArray &flags = {})
    {
        QByteArray uids;
        QByteArrayList mails;
        for (int number = 1; number <= ids.size(); ++number) {
            const QByteArray text = QByteArray::number(number);
            uids += ' ' + text;
            mails += "* " + text + " FETCH (UID " + text + " FLAGS (" + flags + ") BODY[HEADER.FIELDS (MESSAGE-ID)] \""
                + ids.at(number - 1) + "\")";
        }
        takes("EXAMINE \"Sent\"").takes("UID SEARCH SINCE 23-Nov-2026", {"* SEARCH" + uids});
        if (!ids.isEmpty()) {
            const QByteArray set = ids.size() == 1 ? "1" : "1:" + QByteArray::number(ids.size());
            takes("UID FETCH " + set + fetchItems, mails);
        }
        return *this;
    }
    Server &searchesInVain() { return takes("UID SEARCH HEADER Message-ID \"<a@b.example>\"", {"* SEARCH"}); }
    Server &beginsAppend()
    {
        hears(tag() + " APPEND \"Sent\" (\\Seen) \"24-Nov-2026 08:59:00 +0000\" {" + QByteArray::number(mime.size())
              + '}');
        says("+ go");
        return *this;
    }
    QByteArray tag() const { return 'A' + QByteArray::number(m_tag); }

private:
    int m_tag = 2;
};

} // namespace

class ImapSentFolderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void choosesTheFolder_data();
    void choosesTheFolder();
    void saysWhereThereIsNone();
    void findsByTheHeaderItself();
    void aFoldedHeaderIsTheSame();
    void aDraftHasNotLeft();
    void searchOfTheServerIsOnlyAnExtra();
    void whatTheServerFindsIsLookedAt();
    void aServerThatCannotSearchHeadersIsFine();
    void looksIntoAllMailOfGmail();
    void putsACopy();
    void putsNoneWhereOneIs();
    void putsNoneWhereTheServiceDoes();
    void aCutAppendIsNotRepeatedFromHere();
    void asksAgainOnANewLineWhenTheOldOneDied();
    void stops();
    void idsThatSayMoreAreRefused();

private:
    std::unique_ptr<ImapSentFolder> folderOf(const Server &server, const QString &host = QStringLiteral("localhost"))
    {
        ImapAccount account;
        account.host = host;
        account.port = server.port();
        account.security = ImapAccount::Security::LoopbackPlain;
        account.userName = QStringLiteral("jonas");
        account.password = QStringLiteral("secret");
        return std::make_unique<ImapSentFolder>(account, m_clock, ImapSentFolder::Options(), this);
    }
    Result<bool> contains(const Server &server)
    {
        return QCoro::waitFor(folderOf(server)->contains(id, m_clock.now(), m_stop.get_token()));
    }
    Result<> keep(const Server &server)
    {
        return QCoro::waitFor(folderOf(server)->keepCopy(id, mime, m_clock.now().addSecs(-60), m_stop.get_token()));
    }

    VirtualClock m_clock; // 24 November 2026, 09:00
    std::stop_source m_stop;
};

void ImapSentFolderTest::choosesTheFolder_data()
{
    QTest::addColumn<QList<ImapFolder>>("folders");
    QTest::addColumn<QString>("chosen");
    const ImapFolder inbox = folder(QStringLiteral("INBOX"));
    QTest::newRow("marked") << QList{folder(QStringLiteral("Sent")), folder(QStringLiteral("Elsewhere"), "\\sent")}
                            << QStringLiteral("Elsewhere");
    QTest::newRow("named") << QList{inbox, folder(QStringLiteral("Sent"))} << QStringLiteral("Sent");
    QTest::newRow("in the inbox") << QList{inbox, folder(QStringLiteral("INBOX/Sent Items"))}
                                  << QStringLiteral("INBOX/Sent Items");
    QTest::newRow("German") << QList{inbox, folder(QStringLiteral("GESENDETE ELEMENTE"))}
                            << QStringLiteral("GESENDETE ELEMENTE");
    QTest::newRow("French") << QList{inbox, folder(QString::fromUtf8("Éléments envoyés"))}
                            << QString::fromUtf8("Éléments envoyés");
    QTest::newRow("Japanese") << QList{inbox, folder(QString::fromUtf8("送信済みメール"))}
                              << QString::fromUtf8("送信済みメール");
    QTest::newRow("the usual one first") << QList{folder(QStringLiteral("Sent Items")), folder(QStringLiteral("Sent"))}
                                         << QStringLiteral("Sent");
    QTest::newRow("a name with it inside") << QList{inbox, folder(QStringLiteral("Not sent yet"))} << QString();
    QTest::newRow("none") << QList{inbox, folder(QStringLiteral("Trash"), "\\trash")} << QString();
}

void ImapSentFolderTest::choosesTheFolder()
{
    QFETCH(QList<ImapFolder>, folders);
    QFETCH(QString, chosen);
    const std::optional<ImapFolder> found = sentFolderOf(folders);
    QCOMPARE(found ? found->name : QString(), chosen);
}

void ImapSentFolderTest::saysWhereThereIsNone()
{
    Server server;
    server.listsFolders({"* LIST () \"/\" INBOX"});
    const Result<bool> found = contains(server);
    QVERIFY(!found);
    QCOMPARE(found.error().kind, ErrorKind::NotFound);
    QVERIFY(found.error().message.contains(QStringLiteral("Sent")));
}

void ImapSentFolderTest::findsByTheHeaderItself()
{
    Server server;
    server.listsFolders().looks({"Message-ID: <x@b.example>", "message-id:<a@b.example>"});
    QCOMPARE(contains(server), Result<bool>(true));
    QCOMPARE(server.fault(), QByteArray());
}

void ImapSentFolderTest::aFoldedHeaderIsTheSame()
{
    Server server;
    server.listsFolders().takes("EXAMINE \"Sent\"").takes("UID SEARCH SINCE 23-Nov-2026", {"* SEARCH 9"});
    server.takes("UID FETCH 9" + fetchItems,
                 {"* 1 FETCH (UID 9 BODY[HEADER.FIELDS (MESSAGE-ID)] {32}\r\nMessage-ID: \r\n <a@b.example>\r\n\r\n)"});
    QCOMPARE(contains(server), Result<bool>(true));
    QCOMPARE(server.fault(), QByteArray());
}

void ImapSentFolderTest::aDraftHasNotLeft()
{
    Server server;
    server.listsFolders().looks({"Message-ID: <a@b.example>"}, "\\Draft").searchesInVain();
    QCOMPARE(contains(server), Result<bool>(false));
    QCOMPARE(server.fault(), QByteArray());
}

void ImapSentFolderTest::searchOfTheServerIsOnlyAnExtra()
{
    Server server;
    server.listsFolders().looks({}).searchesInVain();
    QCOMPARE(contains(server), Result<bool>(false));
    QCOMPARE(server.fault(), QByteArray());
}

void ImapSentFolderTest::whatTheServerFindsIsLookedAt()
{
    for (const bool right : {true, false}) {
        Server server;
        server.listsFolders().looks({}).takes("UID SEARCH HEADER Message-ID \"<a@b.example>\"", {"* SEARCH 4"});
        const QByteArray header = right ? "Message-ID: <a@b.example>" : "Message-ID: <aa@b.example>";
        server.takes("UID FETCH 4" + fetchItems,
                     {"* 1 FETCH (UID 4 BODY[HEADER.FIELDS (MESSAGE-ID)] \"" + header + "\")"});
        QCOMPARE(contains(server), Result<bool>(right));
        QCOMPARE(server.fault(), QByteArray());
    }
}

void ImapSentFolderTest::aServerThatCannotSearchHeadersIsFine()
{
    Server server;
    server.listsFolders().looks({});
    server.takes("UID SEARCH HEADER Message-ID \"<a@b.example>\"", {}, "NO not here");
    QCOMPARE(contains(server), Result<bool>(false));
    QCOMPARE(server.fault(), QByteArray());
}

void ImapSentFolderTest::looksIntoAllMailOfGmail()
{
    Server server("X-GM-EXT-1");
    server.listsFolders({"* LIST (\\Sent) \"/\" Sent", "* LIST (\\All) \"/\" \"[Gmail]/All Mail\""});
    server.looks({}).searchesInVain().takes("EXAMINE \"[Gmail]/All Mail\"");
    server.takes("UID SEARCH X-GM-RAW \"rfc822msgid:a@b.example\"", {"* SEARCH 70"});
    server.takes("UID FETCH 70" + fetchItems,
                 {"* 1 FETCH (UID 70 BODY[HEADER.FIELDS (MESSAGE-ID)] \"Message-ID: <a@b.example>\")"});
    QCOMPARE(contains(server), Result<bool>(true));
    QCOMPARE(server.fault(), QByteArray());
}

void ImapSentFolderTest::putsACopy()
{
    Server server;
    server.listsFolders().looks({"Message-ID: <x@b.example>"}).searchesInVain().beginsAppend();
    server.hearsRaw(mime).hears("").says(server.tag() + " OK [APPENDUID 1 2] done").hears("A8 LOGOUT").closes();
    QVERIFY(keep(server));
    QTRY_VERIFY(server.isDone());
    QCOMPARE(server.fault(), QByteArray());
}

void ImapSentFolderTest::putsNoneWhereOneIs()
{
    Server server;
    server.listsFolders().looks({"Message-ID: <a@b.example>"}).hears("A6 LOGOUT").closes();
    QVERIFY(keep(server));
    QTRY_VERIFY(server.isDone());
    QCOMPARE(server.fault(), QByteArray());
}

void ImapSentFolderTest::putsNoneWhereTheServiceDoes()
{
    Server server("X-GM-EXT-1");
    server.listsFolders().looks({}).searchesInVain().hears("A6 LOGOUT").closes();
    const Result<> kept = keep(server);
    QVERIFY(!kept);
    QCOMPARE(kept.error().kind, ErrorKind::NotFound);
    QTRY_VERIFY(server.isDone());
    QCOMPARE(server.fault(), QByteArray());
}

void ImapSentFolderTest::aCutAppendIsNotRepeatedFromHere()
{
    Server server;
    server.listsFolders().looks({}).searchesInVain().beginsAppend();
    server.hearsRaw(mime).hears("").cuts();
    const Result<> kept = keep(server);
    QVERIFY(!kept);
    QCOMPARE(kept.error().kind, ErrorKind::Network);
    QCOMPARE(server.connections(), 1);
    QCOMPARE(server.heard().count("APPEND"), 1);
}

void ImapSentFolderTest::asksAgainOnANewLineWhenTheOldOneDied()
{
    auto first = std::make_unique<Server>();
    first->listsFolders().looks({}).searchesInVain().says("* BYE idle for too long").closes();
    const std::unique_ptr<ImapSentFolder> sent = folderOf(*first);
    QCOMPARE(QCoro::waitFor(sent->contains(id, m_clock.now(), {})), Result<bool>(false));
    QTRY_VERIFY(first->isDone());
    // Nobody listens any more: it is tried, and the failure is told.
    first.reset();
    const Result<bool> found = QCoro::waitFor(sent->contains(id, m_clock.now(), {}));
    QVERIFY(!found);
    QCOMPARE(found.error().kind, ErrorKind::Network);
}

void ImapSentFolderTest::stops()
{
    Server server;
    const std::unique_ptr<ImapSentFolder> sent = folderOf(server);
    QTimer::singleShot(50, this, [this] { m_stop.request_stop(); });
    const Result<bool> found = QCoro::waitFor(sent->contains(id, m_clock.now(), m_stop.get_token()));
    QVERIFY(!found);
    QCOMPARE(found.error().kind, ErrorKind::Cancelled);
    const Result<> kept = QCoro::waitFor(sent->keepCopy(id, mime, m_clock.now(), m_stop.get_token()));
    QVERIFY(!kept);
    QCOMPARE(kept.error().kind, ErrorKind::Cancelled);
    m_stop = {};
}

void ImapSentFolderTest::idsThatSayMoreAreRefused()
{
    Server server;
    const std::unique_ptr<ImapSentFolder> sent = folderOf(server);
    for (const char *bad : {"", "<>", "<a b@c>", "<a@b>\r\nA9 DELETE x", "<\"a\"@b>", "<a\\b@c>"}) {
        const Result<bool> found = QCoro::waitFor(sent->contains(QLatin1String(bad), m_clock.now(), {}));
        QVERIFY2(!found, bad);
        QCOMPARE(found.error().kind, ErrorKind::Bug);
    }
    QCOMPARE(server.connections(), 0);
}

QTEST_GUILESS_MAIN(ImapSentFolderTest)
#include "ImapSentFolderTest.moc"
