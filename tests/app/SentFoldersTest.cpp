#include "SentFolders.h"

#include "keychain/Vault.h"
#include "mail/SmtpTransport.h"
#include "net/HttpClient.h"
#include "sandbox/Sandbox.h"
#include "settings/Settings.h"
#include "support/CopiedDatabase.h"

#include <QTest>

using namespace AlwaysLeads;

/// Over the sandbox as it is furnished.
class SentFoldersTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void theSandboxKeepsCopiesAndFindsThem();
    void aMailboxWithoutIncomingServerSaysSo();
    void aMissingPasswordIsItsOwnKind();
    void anUnknownMailboxIsNotThere();

private:
    template <typename T> static T waited(Task<T> task) { return QCoro::waitFor(std::move(task)); }
    Mailbox first() { return waited(m_mailboxes->list()).value().first(); }

    SandboxClock m_clock;
    std::unique_ptr<TestDatabase> m_files;
    std::unique_ptr<Sandbox> m_sandbox;
    std::unique_ptr<Vault> m_vault;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<SmtpTransport> m_smtp;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<Mailboxes> m_mailboxes;
    std::unique_ptr<SentFolders> m_folders;
};

void SentFoldersTest::init()
{
    m_files = std::make_unique<TestDatabase>(copiedDatabase());
    m_sandbox = std::make_unique<Sandbox>(m_files->folder.filePath(QStringLiteral("arrived")), m_clock);
    QVERIFY(m_sandbox->start());
    m_vault = std::make_unique<Vault>(**m_files, m_sandbox->keychain(), m_clock);
    QVERIFY(waited(m_vault->startAfresh()));
    m_settings = std::make_unique<Settings>(**m_files);
    QVERIFY(waited(m_settings->load()));
    m_smtp = std::make_unique<SmtpTransport>();
    m_http = std::make_unique<HttpClient>(m_clock);
    m_mailboxes = std::make_unique<Mailboxes>(**m_files, *m_vault, *m_smtp, m_clock);
    QVERIFY(waited(m_sandbox->furnish(*m_settings, *m_mailboxes, *m_vault)));
    SentFolders::Options options;
    options.imap.ownCopyTime = std::chrono::milliseconds(0);
    m_folders = std::make_unique<SentFolders>(*m_mailboxes, *m_http, m_clock, options);
}

void SentFoldersTest::cleanup()
{
    m_folders.reset();
    m_mailboxes.reset();
    m_http.reset();
    m_smtp.reset();
    m_settings.reset();
    m_vault.reset();
    m_sandbox.reset();
    m_files.reset();
}

void SentFoldersTest::theSandboxKeepsCopiesAndFindsThem()
{
    const Mailbox mailbox = first();
    const QByteArray mime("Message-ID: <a@harbourline.example>\r\n\r\nText\r\n");
    const QString id = QStringLiteral("<a@harbourline.example>");
    const QDateTime now = m_clock.now();
    const Result<std::shared_ptr<SentFolder>> folder = waited(m_folders->of(mailbox.id));
    QVERIFY2(folder, qPrintable(folder ? QString() : folder.error().message));
    QCOMPARE(waited((*folder)->contains(id, now, {})), Result<bool>(false));
    for (int again = 0; again < 2; ++again) {
        const Result<> kept = waited((*folder)->keepCopy(id, mime, now, {}));
        QVERIFY2(kept, qPrintable(kept ? QString() : kept.error().message));
    }
    QCOMPARE(waited((*folder)->contains(id, now, {})), Result<bool>(true));
    const QList<ImapServer::Mail> sent = m_sandbox->imap().mails(mailbox.address.toString(), QStringLiteral("Sent"));
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent.first().mime, mime);
    QVERIFY(sent.first().isSeen);
}

void SentFoldersTest::aMailboxWithoutIncomingServerSaysSo()
{
    Mailbox mailbox = first();
    mailbox.imapHost.clear();
    QVERIFY(waited(m_mailboxes->change(mailbox, {})));
    const Result<std::shared_ptr<SentFolder>> folder = waited(m_folders->of(mailbox.id));
    QVERIFY(!folder);
    QCOMPARE(folder.error().kind, ErrorKind::NotFound);
    QVERIFY(folder.error().message.contains(mailbox.address.shown()));
}

void SentFoldersTest::aMissingPasswordIsItsOwnKind()
{
    Mailbox mailbox = first();
    mailbox.id = {};
    mailbox.address = EmailAddress::parse(QStringLiteral("other@harbourline.example")).value();
    const MailboxId id = waited(m_mailboxes->add(mailbox, {})).value();
    const Result<std::shared_ptr<SentFolder>> folder = waited(m_folders->of(id));
    QVERIFY(!folder);
    QCOMPARE(folder.error().kind, ErrorKind::SignedOut);
}

void SentFoldersTest::anUnknownMailboxIsNotThere()
{
    const Result<std::shared_ptr<SentFolder>> folder = waited(m_folders->of(MailboxId(999)));
    QVERIFY(!folder);
    QCOMPARE(folder.error().kind, ErrorKind::NotFound);
}

QTEST_GUILESS_MAIN(SentFoldersTest)
#include "SentFoldersTest.moc"
