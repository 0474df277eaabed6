#include "imap/ImapSentFolder.h"
#include "support/MailStack.h"
#include "support/Patience.h"
#include "support/VirtualClock.h"

#include <QCoroTask>
#include <QTest>

using namespace AlwaysLeads;

using Security = ImapAccount::Security;

Q_DECLARE_METATYPE(AlwaysLeads::ImapAccount::Security)

/// With the real Dovecot.
class ImapStackTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void signsIn_data();
    void signsIn();
    void refusedCredentialsAreTheirOwnKind_data();
    void refusedCredentialsAreTheirOwnKind();
    void refusesAnUntrustedAuthority();
    void listsFolders();
    void readsWithoutMarking();
    void readsAWholeMailAsItIs();
    void tellsTheStateOfAFolder();
    void appendsExactlyTheseBytes();
    void findsASentMailAmongThousands();
    void keepsOneCopyHoweverOftenAsked();
    void keepsWhatIsThereAlready();
    void goesOnAfterTheServerClosedTheLine();

private:
    ImapAccount account(Security security = Security::ImplicitTls, const QString &user = QStringLiteral("jonas")) const
    {
        ImapAccount account;
        account.host = QStringLiteral("localhost");
        account.security = security;
        account.port = security == Security::StartTls ? m_stack.imapPort() : m_stack.imapsPort();
        account.userName = user + QStringLiteral("@firm.example");
        account.password = QStringLiteral("secret of ") + user;
        return account;
    }
    std::unique_ptr<ImapSession> session() const
    {
        return std::make_unique<ImapSession>(QList{m_stack.authority()}, ImapTimeouts(), std::stop_token());
    }
    std::unique_ptr<ImapSession> signedIn(const QString &user = QStringLiteral("jonas")) const
    {
        std::unique_ptr<ImapSession> open = session();
        const Result<> opened = QCoro::waitFor(open->open(account(Security::ImplicitTls, user)));
        if (!opened) {
            qFatal("%s %s", qPrintable(opened.error().message), qPrintable(opened.error().detail));
        }
        return open;
    }
    std::unique_ptr<ImapSentFolder> sentFolder(const QString &user)
    {
        const ImapSentFolder::Options options{{m_stack.authority()}};
        return std::make_unique<ImapSentFolder>(account(Security::ImplicitTls, user), m_clock, options, this);
    }
    static QByteArray mail(const QByteArray &id)
    {
        return "From: jonas@firm.example\r\nTo: anna@firm.example\r\nSubject: x\r\nMessage-ID: <" + id
            + ">\r\n\r\nText\r\n";
    }
    int countOf(const QString &user, const QByteArray &id) const
    {
        return int(m_stack.imap(user, {"EXAMINE Gesendet", "FETCH 1:* (BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])"})
                       .count("<" + id + ">"));
    }

    MailStack m_stack;
    VirtualClock m_clock{QDateTime::currentDateTimeUtc()};
};

void ImapStackTest::initTestCase()
{
    if (const QString why = MailStack::whyImpossible(); !why.isEmpty()) {
        QSKIP(qPrintable(why));
    }
    const QString trouble = m_stack.start();
    QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
}

void ImapStackTest::signsIn_data()
{
    QTest::addColumn<Security>("security");
    QTest::addColumn<bool>("token");
    QTest::newRow("a password, TLS from the first byte") << Security::ImplicitTls << false;
    QTest::newRow("a password, STARTTLS") << Security::StartTls << false;
    QTest::newRow("a token, TLS from the first byte") << Security::ImplicitTls << true;
    QTest::newRow("a token, STARTTLS") << Security::StartTls << true;
}

void ImapStackTest::signsIn()
{
    QFETCH(Security, security);
    QFETCH(bool, token);
    ImapAccount to = account(security);
    if (token) {
        to.password.clear();
        to.accessToken = m_stack.accessToken(QStringLiteral("jonas"));
    }
    const std::unique_ptr<ImapSession> open = session();
    const Result<> opened = QCoro::waitFor(open->open(to));
    QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().message + m_stack.logs()));
    QVERIFY(open->offered().has("IDLE")); // offered to who is signed in
    QVERIFY(QCoro::waitFor(open->examine("INBOX")));
    open->leave(this);
    QVERIFY(!open->isUsable());
}

void ImapStackTest::refusedCredentialsAreTheirOwnKind_data()
{
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("token");
    QTest::newRow("password") << QStringLiteral("a wrong one") << QString();
    QTest::newRow("a password that needs a literal") << QString::fromUtf8("größer \"\\") << QString();
    QTest::newRow("token") << QString() << QStringLiteral("a.wrong.one");
    QTest::newRow("token of somebody else") << QString() << QStringLiteral("anna");
}

void ImapStackTest::refusedCredentialsAreTheirOwnKind()
{
    QFETCH(QString, password);
    QFETCH(QString, token);
    ImapAccount to = account();
    to.password = password;
    to.accessToken = token == QStringLiteral("anna") ? m_stack.accessToken(token) : token;
    const std::unique_ptr<ImapSession> open = session();
    const Result<> opened = QCoro::waitFor(open->open(to));
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::SignedOut);
    QVERIFY2(opened.error().message.contains(QStringLiteral("localhost")), qPrintable(opened.error().message));
}

void ImapStackTest::refusesAnUntrustedAuthority()
{
    ImapSession open({}, ImapTimeouts(), {});
    const Result<> opened = QCoro::waitFor(open.open(account()));
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::Refused);
}

void ImapStackTest::listsFolders()
{
    const std::unique_ptr<ImapSession> open = signedIn();
    const QList<ImapFolder> folders = QCoro::waitFor(open->folders()).value();
    QStringList names;
    for (const ImapFolder &folder : folders) {
        names += folder.name;
    }
    names.sort();
    QCOMPARE(names, QStringList({QString::fromUtf8("Entwürfe"), QStringLiteral("Gesendet"), QStringLiteral("INBOX")}));
    const auto drafts = std::ranges::find_if(folders, [](const ImapFolder &folder) { return folder.has("\\drafts"); });
    QVERIFY(drafts != folders.cend());
    QCOMPARE(drafts->wireName, QByteArray("Entw&APw-rfe"));
    QVERIFY(QCoro::waitFor(open->examine(drafts->wireName)));
    const Result<ImapFolderState> missing = QCoro::waitFor(open->examine("Not there"));
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, ErrorKind::NotFound);
    QVERIFY(open->isUsable());
}

void ImapStackTest::readsWithoutMarking()
{
    const QString anna = QStringLiteral("anna");
    const std::unique_ptr<ImapSession> open = signedIn(anna);
    for (const char *id : {"unread-1@x.example", "unread-2@x.example"}) {
        m_stack.imap(anna, {"APPEND INBOX {" + QByteArray::number(mail(id).size()) + "+}\r\n" + mail(id)});
    }
    const auto flags = [&] {
        QByteArray told = m_stack.imap(anna, {"EXAMINE INBOX", "UID FETCH 1:* (FLAGS)"});
        return told.replace(" \\Recent", "").replace("\\Recent", "");
    };
    const QByteArray before = flags();
    QVERIFY2(before.contains("FLAGS ()"), before.constData());
    QVERIFY(QCoro::waitFor(open->examine("INBOX")));
    ImapCommand all(QByteArrayLiteral("ALL"));
    const QList<quint32> uids = QCoro::waitFor(open->search(all)).value();
    QCOMPARE(uids.size(), 2);
    const QByteArrayList fields{"MESSAGE-ID", "SUBJECT"};
    const QList<ImapMail> mails = QCoro::waitFor(open->headers(uids, fields)).value();
    QCOMPARE(mails.size(), 2);
    QVERIFY(mails.first().header.contains("<unread-1@x.example>") && mails.first().header.contains("Subject: x"));
    QVERIFY(!mails.first().header.contains("From"));
    QVERIFY(qAbs(mails.first().arrivedAt.secsTo(QDateTime::currentDateTimeUtc())) < 600);
    QCOMPARE(mails.first().size, mail("unread-1@x.example").size());
    for (const quint32 uid : uids) {
        QVERIFY(QCoro::waitFor(open->message(uid)));
    }
    QCOMPARE(QCoro::waitFor(open->headersFrom(uids.last(), fields)).value().size(), 1);
    QCOMPARE(QCoro::waitFor(open->headersFrom(uids.last() + 1, fields)).value().size(), 0);
    QCOMPARE(flags(), before);
}

void ImapStackTest::readsAWholeMailAsItIs()
{
    const QByteArray hard = "Subject: x\r\n\r\nA1 OK done\r\n* BYE {9}\r\n)\r\n" + QByteArray(100'000, 'x')
        + "\r\nGr\xc3\xbc\xc3\x9f"
          "e\r\n.\r\n";
    const std::unique_ptr<ImapSession> open = signedIn();
    const ImapPlace place = QCoro::waitFor(open->append("Entw&APw-rfe", hard, m_clock.now())).value();
    QVERIFY(place.uid > 0 && place.uidValidity > 0);
    const ImapFolderState state = QCoro::waitFor(open->examine("Entw&APw-rfe")).value();
    QCOMPARE(state.uidValidity, place.uidValidity);
    QCOMPARE(QCoro::waitFor(open->message(place.uid)).value(), hard);
    const Result<QByteArray> gone = QCoro::waitFor(open->message(place.uid + 1));
    QVERIFY(!gone);
    QCOMPARE(gone.error().kind, ErrorKind::NotFound);
}

void ImapStackTest::tellsTheStateOfAFolder()
{
    const std::unique_ptr<ImapSession> open = signedIn();
    const ImapFolderState before = QCoro::waitFor(open->status("INBOX")).value();
    QVERIFY(before.uidValidity > 0 && before.uidNext > 0 && before.highestModSeq > 0);
    QCOMPARE(QCoro::waitFor(open->examine("INBOX")).value(), before);
    m_stack.imap(QStringLiteral("jonas"), {"APPEND INBOX {3+}\r\nx\r\n"});
    QVERIFY(QCoro::waitFor(open->examine("Gesendet"))); // STATUS need not be fresh for the folder that is open
    const ImapFolderState after = QCoro::waitFor(open->status("INBOX")).value();
    QCOMPARE(after.uidNext, before.uidNext + 1);
    QCOMPARE(after.exists, before.exists + 1);
    QVERIFY(after.highestModSeq > before.highestModSeq);
}

void ImapStackTest::appendsExactlyTheseBytes()
{
    const QByteArray sent = mail("exact@x.example") + QByteArray(20'000, 'y') + "\r\n";
    const QDateTime date(QDate(2026, 11, 7), QTime(23, 59, 58), Qt::UTC);
    const std::unique_ptr<ImapSession> open = signedIn();
    const ImapPlace place = QCoro::waitFor(open->append("Gesendet", sent, date)).value();
    QVERIFY(QCoro::waitFor(open->examine("Gesendet")));
    QCOMPARE(QCoro::waitFor(open->message(place.uid)).value(), sent);
    const QList<ImapMail> mails =
        QCoro::waitFor(open->headers(QList<quint32>{place.uid}, QByteArrayList{"MESSAGE-ID"})).value();
    QCOMPARE(mails.size(), 1);
    QVERIFY(mails.first().flags.contains("\\seen"));
    QCOMPARE(mails.first().arrivedAt, date);
}

void ImapStackTest::findsASentMailAmongThousands()
{
    const QString anna = QStringLiteral("anna");
    m_stack.fill(anna, QStringLiteral("Gesendet"), 3000);
    const std::unique_ptr<ImapSentFolder> sent = sentFolder(anna);
    const QDateTime since = m_clock.now().addSecs(-600);
    for (const char *id : {"<1@filler.example>", "<1500@filler.example>", "<3000@filler.example>"}) {
        QVERIFY2(QCoro::waitFor(sent->contains(QLatin1String(id), since, {})).value(), id);
    }
    // A part of an id, another case and an unknown one are none of them.
    for (const char *id : {"<0@filler.example>", "<1@filler>", "<1@FILLER.example>", "<3001@filler.example>"}) {
        QVERIFY2(!QCoro::waitFor(sent->contains(QLatin1String(id), since, {})).value(), id);
    }
}

void ImapStackTest::keepsOneCopyHoweverOftenAsked()
{
    const QString jonas = QStringLiteral("jonas");
    const QByteArray id = "once@x.example";
    const QDateTime sentAt = m_clock.now().addSecs(-60);
    for (int round = 0; round < 3; ++round) {
        const std::unique_ptr<ImapSentFolder> sent = sentFolder(jonas);
        for (int again = 0; again < 2; ++again) {
            const Result<> kept =
                QCoro::waitFor(sent->keepCopy(QStringLiteral("<once@x.example>"), mail(id), sentAt, {}));
            QVERIFY2(kept, qPrintable(kept ? QString() : kept.error().message));
        }
    }
    QCOMPARE(countOf(jonas, id), 1);
}

void ImapStackTest::keepsWhatIsThereAlready()
{
    const QString jonas = QStringLiteral("jonas");
    const QByteArray id = "servers-own@x.example";
    const std::unique_ptr<ImapSentFolder> sent = sentFolder(jonas);
    bool ended = false;
    auto keeping = [](ImapSentFolder *folder, QByteArray mime, QDateTime sentAt, bool *done) -> Task<> {
        const Result<> kept = co_await folder->keepCopy(QStringLiteral("<servers-own@x.example>"), mime, sentAt, {});
        *done = kept.has_value();
    }(sent.get(), mail(id), m_clock.now(), &ended);
    // The server puts its own copy there a little later: it is given the time to.
    m_clock.advance(std::chrono::seconds(20));
    QVERIFY(!ended);
    QCOMPARE(countOf(jonas, id), 0);
    m_stack.imap(jonas, {"APPEND Gesendet {" + QByteArray::number(mail(id).size()) + "+}\r\n" + mail(id)});
    m_clock.advance(std::chrono::seconds(11));
    QTRY_VERIFY(ended);
    QCOMPARE(countOf(jonas, id), 1);
}

void ImapStackTest::goesOnAfterTheServerClosedTheLine()
{
    const QString jonas = QStringLiteral("jonas");
    const std::unique_ptr<ImapSentFolder> sent = sentFolder(jonas);
    const QString id = QStringLiteral("<nowhere@x.example>");
    QCOMPARE(QCoro::waitFor(sent->contains(id, m_clock.now(), {})), Result<bool>(false));
    QProcess::execute(QStringLiteral("doveadm"),
                      {QStringLiteral("-c"), m_stack.dovecotConfiguration(), QStringLiteral("kick"),
                       QStringLiteral("jonas@firm.example")});
    QCOMPARE(QCoro::waitFor(sent->contains(id, m_clock.now(), {})), Result<bool>(false));
}

QTEST_GUILESS_MAIN(ImapStackTest)
#include "ImapStackTest.moc"
