#include "mailbox/Mailboxes.h"

#include "app/keychain/MemoryKeychain.h"
#include "keychain/Vault.h"
#include "mail/SmtpTransport.h"
#include "support/CopiedDatabase.h"
#include "support/MailStack.h"

#include <QFile>
#include <QTest>

using namespace AlwaysLeads;

/// A typed-in mailbox that is read by IMAP, with the real Postfix and Dovecot.
class MailboxesReadingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void triesBothServers_data();
    void triesBothServers();
    void saysWhichServerDoesNotWork_data();
    void saysWhichServerDoesNotWork();
    void readsWithTheSamePassword();
    void readsWithAPasswordOfItsOwn();
    void keepsTheOwnPasswordWhereNoneIsTyped();
    void forgetsTheOwnPasswordWhenItIsSharedAgain();
    void forgetsBothWhenRemoved();
    void saysWhenItIsNotRead();
    void saysWhenThePasswordIsMissing();
    void marksNothingAsRead();

private:
    template <typename T> static T waited(Task<T> task) { return QCoro::waitFor(std::move(task)); }
    Mailbox jonas() const
    {
        Mailbox mailbox;
        mailbox.address = EmailAddress::parse(QStringLiteral("jonas@firm.example")).value();
        mailbox.host = QStringLiteral("localhost");
        mailbox.port = m_stack.submissionsPort();
        mailbox.userName = QStringLiteral("jonas@firm.example");
        mailbox.imapHost = QStringLiteral("localhost");
        mailbox.imapPort = m_stack.imapsPort();
        return mailbox;
    }
    /// Sends as jonas, reads the mailbox of anna.
    Mailbox readsAnna() const
    {
        Mailbox mailbox = jonas();
        mailbox.imapUserName = QStringLiteral("anna@firm.example");
        mailbox.imapOwnPassword = true;
        return mailbox;
    }
    MailboxId added(const Mailbox &mailbox, const QString &password, const QString &readingPassword = {})
    {
        const Result<MailboxId> id = waited(m_mailboxes->add(mailbox, password, readingPassword));
        if (!id) {
            qFatal("%s", qPrintable(id.error().message));
        }
        return *id;
    }
    int secrets() const
    {
        return int(m_files->number(QStringLiteral("SELECT count(*) FROM secret WHERE name LIKE 'mailbox%'")));
    }

    const QString m_ofJonas = QStringLiteral("secret of jonas");
    const QString m_ofAnna = QStringLiteral("secret of anna");
    MailStack m_stack;
    SystemClock m_clock;
    MemoryKeychain m_keychain;
    std::unique_ptr<SmtpTransport> m_smtp;
    std::unique_ptr<TestDatabase> m_files;
    std::unique_ptr<Vault> m_vault;
    std::unique_ptr<Mailboxes> m_mailboxes;
};

void MailboxesReadingTest::initTestCase()
{
    if (const QString why = MailStack::whyImpossible(); !why.isEmpty()) {
        QSKIP(qPrintable(why));
    }
    const QString trouble = m_stack.start();
    QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
    m_smtp = std::make_unique<SmtpTransport>(QList{m_stack.authority()});
}

void MailboxesReadingTest::init()
{
    m_mailboxes.reset();
    m_vault.reset();
    m_files = std::make_unique<TestDatabase>(copiedDatabase());
    m_vault = std::make_unique<Vault>(**m_files, m_keychain, m_clock);
    QVERIFY(waited(m_vault->startAfresh()));
    m_mailboxes =
        std::make_unique<Mailboxes>(**m_files, *m_vault, *m_smtp, m_clock, nullptr, QList{m_stack.authority()});
}

void MailboxesReadingTest::triesBothServers_data()
{
    QTest::addColumn<bool>("startTls");
    QTest::newRow("TLS from the first byte") << false;
    QTest::newRow("STARTTLS") << true;
}

void MailboxesReadingTest::triesBothServers()
{
    QFETCH(bool, startTls);
    Mailbox mailbox = jonas();
    if (startTls) {
        mailbox.security = SmtpAccount::Security::StartTls;
        mailbox.port = m_stack.submissionPort();
        mailbox.imapSecurity = ImapAccount::Security::StartTls;
        mailbox.imapPort = m_stack.imapPort();
    }
    const Result<> works = waited(m_mailboxes->probe(mailbox, m_ofJonas));
    QVERIFY2(works, qPrintable(works ? QString() : works.error().message + m_stack.logs()));
    const Result<> own = waited(m_mailboxes->probe(readsAnna(), m_ofJonas, m_ofAnna));
    QVERIFY2(own, qPrintable(own ? QString() : own.error().message));
    QVERIFY(waited(m_mailboxes->list())->isEmpty());
}

void MailboxesReadingTest::saysWhichServerDoesNotWork_data()
{
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("readingPassword");
    QTest::addColumn<bool>("nobodyListens");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("begins");
    QTest::newRow("reading, wrong password")
        << m_ofJonas << "wrong" << false << ErrorKind::SignedOut << "Sending works, reading does not.";
    QTest::newRow("sending, wrong password")
        << "wrong" << m_ofAnna << false << ErrorKind::SignedOut << "Reading works, sending does not.";
    QTest::newRow("both") << "wrong"
                          << "wrong too" << false << ErrorKind::SignedOut << "Sending: ";
    QTest::newRow("nobody listens") << m_ofJonas << m_ofAnna << true << ErrorKind::Network
                                    << "Sending works, reading does not.";
}

void MailboxesReadingTest::saysWhichServerDoesNotWork()
{
    QFETCH(QString, password);
    QFETCH(QString, readingPassword);
    QFETCH(bool, nobodyListens);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, begins);
    Mailbox mailbox = readsAnna();
    if (nobodyListens) {
        mailbox.imapPort = 1;
    }
    const Result<> tried = waited(m_mailboxes->probe(mailbox, password, readingPassword));
    QVERIFY(!tried);
    QCOMPARE(tried.error().kind, kind);
    QVERIFY2(tried.error().message.startsWith(begins), qPrintable(tried.error().message));
    QVERIFY(!tried.error().message.contains(QStringLiteral("secret of")));
}

void MailboxesReadingTest::readsWithTheSamePassword()
{
    const MailboxId id = added(jonas(), m_ofJonas);
    const Result<ImapAccount> account = waited(m_mailboxes->readingAccount(id));
    QVERIFY(account);
    QCOMPARE(account->userName, QStringLiteral("jonas@firm.example"));
    QCOMPARE(account->password, m_ofJonas);
    Mailbox kept = waited(m_mailboxes->mailbox(id)).value();
    QVERIFY(waited(m_mailboxes->probe(kept, {}))); // with the one that is kept
}

void MailboxesReadingTest::readsWithAPasswordOfItsOwn()
{
    const MailboxId id = added(readsAnna(), m_ofJonas, m_ofAnna);
    QCOMPARE(waited(m_mailboxes->readingAccount(id))->password, m_ofAnna);
    QCOMPARE(waited(m_mailboxes->readingAccount(id))->userName, QStringLiteral("anna@firm.example"));
    QCOMPARE(std::get<SmtpAccount>(*waited(m_mailboxes->account(id))).password, m_ofJonas);
    Mailbox kept = waited(m_mailboxes->mailbox(id)).value();
    QVERIFY(kept.imapOwnPassword);
    QVERIFY(waited(m_mailboxes->probe(kept, {})));
    for (const QString &end : {QString(), QStringLiteral("-wal")}) {
        QFile file(m_files->path() + end);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("secret of"));
    }
}

void MailboxesReadingTest::keepsTheOwnPasswordWhereNoneIsTyped()
{
    const MailboxId id = added(readsAnna(), m_ofJonas, m_ofAnna);
    Mailbox mailbox = waited(m_mailboxes->mailbox(id)).value();
    mailbox.dailyLimit = 7;
    QVERIFY(waited(m_mailboxes->change(mailbox, {})));
    QCOMPARE(waited(m_mailboxes->readingAccount(id))->password, m_ofAnna);
    QVERIFY(waited(m_mailboxes->change(mailbox, {}, QStringLiteral("a new one"))));
    QCOMPARE(waited(m_mailboxes->readingAccount(id))->password, QStringLiteral("a new one"));
    QCOMPARE(std::get<SmtpAccount>(*waited(m_mailboxes->account(id))).password, m_ofJonas);
}

void MailboxesReadingTest::forgetsTheOwnPasswordWhenItIsSharedAgain()
{
    const MailboxId id = added(readsAnna(), m_ofJonas, m_ofAnna);
    QCOMPARE(secrets(), 2);
    Mailbox mailbox = jonas();
    mailbox.id = id;
    QVERIFY(waited(m_mailboxes->change(mailbox, {})));
    QCOMPARE(secrets(), 1);
    QCOMPARE(waited(m_mailboxes->readingAccount(id))->password, m_ofJonas);
}

void MailboxesReadingTest::forgetsBothWhenRemoved()
{
    const MailboxId id = added(readsAnna(), m_ofJonas, m_ofAnna);
    QCOMPARE(secrets(), 2);
    QVERIFY(waited(m_mailboxes->remove(id)));
    QCOMPARE(secrets(), 0);
    QCOMPARE(waited(m_mailboxes->readingAccount(id)).error().kind, ErrorKind::NotFound);
}

void MailboxesReadingTest::saysWhenItIsNotRead()
{
    Mailbox mailbox = jonas();
    mailbox.imapHost.clear();
    const MailboxId id = added(mailbox, m_ofJonas);
    const Result<ImapAccount> account = waited(m_mailboxes->readingAccount(id));
    QCOMPARE(account.error().kind, ErrorKind::NotFound);
    QVERIFY(account.error().message.contains(QStringLiteral("jonas@firm.example")));
    QVERIFY(waited(m_mailboxes->probe(mailbox, m_ofJonas))); // sending is all that is tried
}

void MailboxesReadingTest::saysWhenThePasswordIsMissing()
{
    const MailboxId id = added(readsAnna(), m_ofJonas);
    const Result<ImapAccount> account = waited(m_mailboxes->readingAccount(id));
    QCOMPARE(account.error().kind, ErrorKind::SignedOut); // never the other server's password instead
    QVERIFY(account.error().message.contains(QStringLiteral("incoming mail of jonas@firm.example")));
}

void MailboxesReadingTest::marksNothingAsRead()
{
    m_stack.imap(QStringLiteral("jonas"), {"APPEND INBOX {2+}\r\nxy"});
    QVERIFY(m_stack.imap(QStringLiteral("jonas"), {"EXAMINE INBOX", "SEARCH UNSEEN"}).contains("SEARCH 1"));
    QVERIFY(waited(m_mailboxes->probe(jonas(), m_ofJonas)));
    QVERIFY(m_stack.imap(QStringLiteral("jonas"), {"EXAMINE INBOX", "SEARCH UNSEEN"}).contains("SEARCH 1"));
}

QTEST_GUILESS_MAIN(MailboxesReadingTest)
#include "MailboxesReadingTest.moc"
