#include "SentFolders.h"

#include "app/keychain/MemoryKeychain.h"
#include "keychain/Vault.h"
#include "mail/SmtpTransport.h"
#include "net/HttpClient.h"
#include "reply/ImapMailSource.h"
#include "support/MailStack.h"
#include "support/TestDatabase.h"

#include <QTest>

#include <algorithm>

using namespace AlwaysLeads;

/// A mailbox typed in by hand is read, and its sent mails are found and kept, with the real Dovecot.
class TypedInMailboxTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void itsAnswersAreRead_data();
    void itsAnswersAreRead();
    void itsSentMailsAreKeptOnceAndFound_data();
    void itsSentMailsAreKeptOnceAndFound();
    void aChangedServerCountsAtOnce();

private:
    template <typename T> static T waited(Task<T> task) { return QCoro::waitFor(std::move(task)); }
    /// Sends as jonas, and is read as `reader`; with a password of its own when that is somebody else.
    MailboxId added(const QString &reader)
    {
        Mailbox mailbox;
        mailbox.address = EmailAddress::parse(QStringLiteral("jonas@firm.example")).value();
        mailbox.host = QStringLiteral("localhost");
        mailbox.port = m_stack.submissionsPort();
        mailbox.userName = QStringLiteral("jonas@firm.example");
        mailbox.imapHost = QStringLiteral("localhost");
        mailbox.imapPort = m_stack.imapsPort();
        mailbox.imapOwnPassword = reader != QLatin1String("jonas");
        mailbox.imapUserName = mailbox.imapOwnPassword ? reader + QStringLiteral("@firm.example") : QString();
        return waited(
                   m_mailboxes->add(mailbox, QStringLiteral("secret of jonas"), QStringLiteral("secret of ") + reader))
            .value();
    }
    QByteArray append(const QString &user, const QByteArray &mime) const
    {
        return m_stack.imap(user, {"APPEND INBOX {" + QByteArray::number(mime.size()) + "+}\r\n" + mime});
    }
    static void readers()
    {
        QTest::addColumn<QString>("reader");
        QTest::newRow("the same password") << "jonas";
        QTest::newRow("a password of its own") << "anna";
    }

    MailStack m_stack;
    SystemClock m_clock;
    MemoryKeychain m_keychain;
    TestDatabase m_files;
    Vault m_vault{*m_files, m_keychain, m_clock};
    HttpClient m_http{m_clock};
    std::unique_ptr<SmtpTransport> m_smtp;
    std::unique_ptr<Mailboxes> m_mailboxes;
    std::unique_ptr<SentFolders> m_folders;
};

void TypedInMailboxTest::initTestCase()
{
    if (const QString why = MailStack::whyImpossible(); !why.isEmpty()) {
        QSKIP(qPrintable(why));
    }
    const QString trouble = m_stack.start();
    QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
    QVERIFY(waited(m_vault.startAfresh()));
    const QList trusted{m_stack.authority()};
    m_smtp = std::make_unique<SmtpTransport>(trusted);
    m_mailboxes = std::make_unique<Mailboxes>(*m_files, m_vault, *m_smtp, m_clock, nullptr, trusted);
    SentFolders::Options options;
    options.imap.trusted = trusted;
    options.imap.ownCopyTime = std::chrono::milliseconds(0);
    m_folders = std::make_unique<SentFolders>(*m_mailboxes, m_http, m_clock, options);
}

void TypedInMailboxTest::itsAnswersAreRead_data()
{
    readers();
}

void TypedInMailboxTest::itsAnswersAreRead()
{
    QFETCH(QString, reader);
    const MailboxId id = added(reader);
    append(reader,
           "From: lead@wood.example\r\nSubject: Re\r\nMessage-ID: <answer.to." + reader.toLatin1()
               + "@wood.example>\r\n\r\nYes, please call.\r\n");
    const Result<ImapAccount> account = waited(m_folders->imapAccount(id));
    QVERIFY2(account, qPrintable(account ? QString() : account.error().message));
    ImapMailSource source(*account, QList{m_stack.authority()}, ImapTimeouts(), this);
    QCOMPARE(waited(source.folders({})).value().first(), QStringLiteral("INBOX"));
    FolderMark mark;
    mark.folder = QStringLiteral("INBOX");
    const Result<NewMails> mails = waited(source.newMails(mark, m_clock.now().addDays(-1), {}));
    QVERIFY(mails);
    QVERIFY(std::ranges::any_of(mails->heads, [&reader](const MailHead &head) {
        return head.header.contains("<answer.to." + reader.toLatin1() + "@wood.example>");
    }));
}

void TypedInMailboxTest::itsSentMailsAreKeptOnceAndFound_data()
{
    readers();
}

void TypedInMailboxTest::itsSentMailsAreKeptOnceAndFound()
{
    QFETCH(QString, reader);
    const MailboxId id = added(reader);
    const QByteArray messageId = "<sent.as." + reader.toLatin1() + "@firm.example>";
    const QByteArray mime = "From: jonas@firm.example\r\nMessage-ID: " + messageId + "\r\n\r\nText\r\n";
    const QDateTime now = m_clock.now();
    const Result<std::shared_ptr<SentFolder>> folder = waited(m_folders->of(id));
    QVERIFY2(folder, qPrintable(folder ? QString() : folder.error().message));
    QCOMPARE(waited((*folder)->contains(QString::fromLatin1(messageId), now, {})), Result<bool>(false));
    for (int again = 0; again < 2; ++again) {
        const Result<> kept = waited((*folder)->keepCopy(QString::fromLatin1(messageId), mime, now, {}));
        QVERIFY2(kept, qPrintable(kept ? QString() : kept.error().message));
    }
    QCOMPARE(waited((*folder)->contains(QString::fromLatin1(messageId), now, {})), Result<bool>(true));
    const QByteArray sent =
        m_stack.imap(reader, {"EXAMINE Gesendet", "FETCH 1:* (BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])"});
    QCOMPARE(sent.count(messageId), 1);
}

void TypedInMailboxTest::aChangedServerCountsAtOnce()
{
    const MailboxId id = added(QStringLiteral("jonas"));
    Mailbox mailbox = waited(m_mailboxes->mailbox(id)).value();
    mailbox.imapHost.clear();
    QVERIFY(waited(m_mailboxes->change(mailbox, {})));
    QCOMPARE(waited(m_folders->of(id)).error().kind, ErrorKind::NotFound);
    mailbox.imapHost = QStringLiteral("localhost");
    QVERIFY(waited(m_mailboxes->change(mailbox, {})));
    QVERIFY(waited(m_folders->of(id)));
}

QTEST_GUILESS_MAIN(TypedInMailboxTest)
#include "TypedInMailboxTest.moc"
