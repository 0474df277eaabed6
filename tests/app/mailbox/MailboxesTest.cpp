#include "mailbox/Mailboxes.h"

#include "app/keychain/MemoryKeychain.h"
#include "keychain/Vault.h"
#include "support/CopiedDatabase.h"
#include "support/VirtualClock.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace AlwaysLeads;

namespace {

/// Notes with which account it was asked.
class NotedTransport final : public MailTransport
{
public:
    Task<HandOverOutcome> handOver(MailAccount, Envelope, QByteArray, std::function<void(HandOverStage)>,
                                   std::stop_token) override
    {
        co_return HandOverOutcome();
    }
    Task<Result<>> probe(MailAccount account, std::stop_token) override
    {
        probed = std::get<SmtpAccount>(account);
        if (probed.password != QStringLiteral("right")) {
            co_return failure(ErrorKind::SignedOut, QStringLiteral("wrong password"));
        }
        co_return {};
    }
    SmtpAccount probed;
};

SmtpAccount smtpOf(const Result<MailAccount> &account)
{
    return account ? std::get<SmtpAccount>(*account) : SmtpAccount{};
}

Mailbox settings()
{
    Mailbox mailbox = guessedMailbox(EmailAddress::parse(QStringLiteral("Jonas@Wood.example")).value());
    mailbox.senderName = QString::fromUtf8("Jonas Wöod");
    mailbox.imapHost.clear(); // reading is in MailboxesReadingTest
    return mailbox;
}

} // namespace

class MailboxesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void guessesFromTheAddress();
    void keepsWhatWasEntered();
    void keepsThePasswordInTheVaultOnly();
    void refusesSettingsThatCannotWork_data();
    void refusesSettingsThatCannotWork();
    void changesAndKeepsThePasswordWhereNoneIsGiven();
    void removedOnesAreGoneWithTheirPassword();
    void pausesWithAReason();
    void saysWhenItsServersAreReachedInAnotherWay();
    void notesTheLastSuccess();
    void probesWithTheKeptPassword();
    void saysWhenThePasswordIsMissing();
    void needsNoPasswordWithoutUserName();
    void addsNothingWhenTheVaultIsClosed();
    void unknownIdsAreNotFound();
    void survivesARestart();

private:
    template <typename T> static T waited(Task<T> task) { return QCoro::waitFor(std::move(task)); }
    MailboxId added(const Mailbox &mailbox, const QString &password = QStringLiteral("right"))
    {
        const Result<MailboxId> id = waited(m_mailboxes->add(mailbox, password));
        if (!id) {
            qFatal("%s", qPrintable(id.error().message));
        }
        return *id;
    }
    void build()
    {
        m_mailboxes.reset();
        m_vault = std::make_unique<Vault>(**m_files, m_keychain, m_clock);
        m_mailboxes = std::make_unique<Mailboxes>(**m_files, *m_vault, m_transport, m_clock);
    }

    VirtualClock m_clock;
    MemoryKeychain m_keychain;
    NotedTransport m_transport;
    std::unique_ptr<TestDatabase> m_files;
    std::unique_ptr<Vault> m_vault;
    std::unique_ptr<Mailboxes> m_mailboxes;
};

void MailboxesTest::init()
{
    m_mailboxes.reset();
    m_vault.reset();
    m_files = std::make_unique<TestDatabase>(copiedDatabase());
    m_transport.probed = {};
    build();
    QVERIFY(waited(m_vault->startAfresh()));
    QVERIFY(m_vault->isOpen());
}

void MailboxesTest::guessesFromTheAddress()
{
    const Mailbox guess = guessedMailbox(EmailAddress::parse(QString::fromUtf8("Anna@Café.example")).value());
    QCOMPARE(guess.host, QStringLiteral("smtp.xn--caf-dma.example"));
    QCOMPARE(guess.port, quint16(465));
    QCOMPARE(guess.security, SmtpAccount::Security::ImplicitTls);
    QCOMPARE(guess.userName, QStringLiteral("anna@xn--caf-dma.example"));
    QCOMPARE(guess.imapHost, QStringLiteral("imap.xn--caf-dma.example"));
    QCOMPARE(guess.imapPort, quint16(993));
}

void MailboxesTest::keepsWhatWasEntered()
{
    QSignalSpy changed(m_mailboxes.get(), &Mailboxes::changed);
    for (const auto security :
         {SmtpAccount::Security::ImplicitTls, SmtpAccount::Security::StartTls, SmtpAccount::Security::LoopbackPlain}) {
        Mailbox mailbox = settings();
        mailbox.host = QStringLiteral(" mail.wood.example ");
        mailbox.port = 587;
        mailbox.security = security;
        mailbox.dailyLimit = 7;
        mailbox.gapSeconds = 0;
        mailbox.id = added(mailbox);
        mailbox.host = QStringLiteral("mail.wood.example");
        mailbox.createdAt = m_clock.now();
        QCOMPARE(waited(m_mailboxes->mailbox(mailbox.id)).value(), mailbox);
    }
    QCOMPARE(changed.count(), 3);
    QCOMPARE(waited(m_mailboxes->list())->size(), 3);
}

void MailboxesTest::keepsThePasswordInTheVaultOnly()
{
    const MailboxId id = added(settings(), QStringLiteral("canary-4711-secret"));
    const Result<MailAccount> found = waited(m_mailboxes->account(id));
    QVERIFY(found);
    const auto *account = std::get_if<SmtpAccount>(&*found);
    QVERIFY(account);
    QCOMPARE(account->password, QStringLiteral("canary-4711-secret"));
    QCOMPARE(account->userName, QStringLiteral("jonas@wood.example"));
    QCOMPARE(account->host, QStringLiteral("smtp.wood.example"));
    for (const QString &end : {QString(), QStringLiteral("-wal")}) {
        QFile file(m_files->path() + end);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("canary"));
    }
}

void MailboxesTest::refusesSettingsThatCannotWork_data()
{
    QTest::addColumn<Mailbox>("mailbox");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const QString &words, auto change) {
        Mailbox mailbox = settings();
        change(mailbox);
        QTest::newRow(name) << mailbox << words;
    };
    row("no address", QStringLiteral("email address"), [](Mailbox &mailbox) { mailbox.address = {}; });
    row("no server", QStringLiteral("name of the outgoing"), [](Mailbox &mailbox) { mailbox.host.clear(); });
    row("spaces for a server", QStringLiteral("name of the outgoing"),
        [](Mailbox &mailbox) { mailbox.host = QStringLiteral("  "); });
    for (const char *host :
         {"smtp wood", "https://smtp.wood.example", "smtp.wood.example:465", "a@b", "smtp\n.example"}) {
        row(host, QStringLiteral("not the name of a server"),
            [&](Mailbox &mailbox) { mailbox.host = QLatin1String(host); });
    }
    for (const char *host : {"imap wood", "imaps://imap.wood.example", "imap.wood.example:993"}) {
        row(host, QStringLiteral("It looks like imap."),
            [&](Mailbox &mailbox) { mailbox.imapHost = QLatin1String(host); });
    }
    row("port 0 for reading", QStringLiteral("port for incoming"), [](Mailbox &mailbox) {
        mailbox.imapHost = QStringLiteral("imap.wood.example");
        mailbox.imapPort = 0;
    });
    row("nobody to read as", QStringLiteral("user name for incoming"), [](Mailbox &mailbox) {
        mailbox.imapHost = QStringLiteral("imap.wood.example");
        mailbox.userName.clear();
    });
    row("port 0", QStringLiteral("port"), [](Mailbox &mailbox) { mailbox.port = 0; });
    row("limit 0", QStringLiteral("daily limit"), [](Mailbox &mailbox) { mailbox.dailyLimit = 0; });
    row("limit 5000", QStringLiteral("daily limit"), [](Mailbox &mailbox) { mailbox.dailyLimit = 5000; });
    row("gap -1", QStringLiteral("gap"), [](Mailbox &mailbox) { mailbox.gapSeconds = -1; });
    row("long name", QStringLiteral("at most"),
        [](Mailbox &mailbox) { mailbox.senderName = QString(301, QLatin1Char('n')); });
}

void MailboxesTest::refusesSettingsThatCannotWork()
{
    QFETCH(Mailbox, mailbox);
    QFETCH(QString, words);
    const Result<MailboxId> id = waited(m_mailboxes->add(mailbox, QStringLiteral("right")));
    QVERIFY(!id);
    QCOMPARE(id.error().kind, ErrorKind::Invalid);
    QVERIFY2(id.error().message.contains(words), qPrintable(id.error().message));
    QVERIFY(!waited(m_mailboxes->probe(mailbox, QStringLiteral("right"))));
    QCOMPARE(m_files->number(QStringLiteral("SELECT count(*) FROM mailbox")), 0);
}

void MailboxesTest::changesAndKeepsThePasswordWhereNoneIsGiven()
{
    Mailbox mailbox = settings();
    mailbox.id = added(mailbox);
    mailbox.host = QStringLiteral("other.wood.example");
    QVERIFY(waited(m_mailboxes->change(mailbox, {})));
    QCOMPARE(smtpOf(waited(m_mailboxes->account(mailbox.id))).host, mailbox.host);
    QCOMPARE(smtpOf(waited(m_mailboxes->account(mailbox.id))).password, QStringLiteral("right"));
    QVERIFY(waited(m_mailboxes->change(mailbox, QStringLiteral("new"))));
    QCOMPARE(smtpOf(waited(m_mailboxes->account(mailbox.id))).password, QStringLiteral("new"));
}

void MailboxesTest::removedOnesAreGoneWithTheirPassword()
{
    Mailbox mailbox = settings();
    mailbox.id = added(mailbox);
    QCOMPARE(m_files->number(QStringLiteral("SELECT count(*) FROM secret WHERE name LIKE 'mailbox%'")), 1);
    QVERIFY(waited(m_mailboxes->remove(mailbox.id)));
    QVERIFY(waited(m_mailboxes->list())->isEmpty());
    QCOMPARE(waited(m_mailboxes->account(mailbox.id)).error().kind, ErrorKind::NotFound);
    QCOMPARE(waited(m_mailboxes->change(mailbox, {})).error().kind, ErrorKind::NotFound);
    QCOMPARE(waited(m_mailboxes->remove(mailbox.id)).error().kind, ErrorKind::NotFound);
    QCOMPARE(m_files->number(QStringLiteral("SELECT count(*) FROM secret WHERE name LIKE 'mailbox%'")), 0);
    QCOMPARE(m_files->number(QStringLiteral("SELECT count(*) FROM mailbox")), 1); // the ledger names it
}

void MailboxesTest::pausesWithAReason()
{
    const MailboxId id = added(settings());
    QVERIFY(waited(m_mailboxes->pause(id, QStringLiteral("The password is wrong."))));
    QVERIFY(waited(m_mailboxes->mailbox(id))->isPaused());
    QCOMPARE(waited(m_mailboxes->mailbox(id))->pausedReason, QStringLiteral("The password is wrong."));
    QVERIFY(waited(m_mailboxes->resume(id)));
    QVERIFY(!waited(m_mailboxes->mailbox(id))->isPaused());
}

void MailboxesTest::saysWhenItsServersAreReachedInAnotherWay()
{
    const MailboxId id = added(settings());
    QList<MailboxId> told;
    connect(m_mailboxes.get(), &Mailboxes::accountChanged, this, [&told](MailboxId changed) { told << changed; });
    QVERIFY(waited(m_mailboxes->pause(id, QStringLiteral("The password is wrong."))));
    QVERIFY(told.isEmpty()); // open lines stay open
    QVERIFY(waited(m_mailboxes->change(*waited(m_mailboxes->mailbox(id)), QStringLiteral("new password"), {})));
    QCOMPARE(told, QList<MailboxId>{id});
    QVERIFY(waited(m_mailboxes->remove(id)));
    QCOMPARE(told, (QList<MailboxId>{id, id}));
    m_mailboxes->disconnect(this);
}

void MailboxesTest::notesTheLastSuccess()
{
    const MailboxId id = added(settings());
    QVERIFY(!waited(m_mailboxes->mailbox(id))->lastSuccessAt.isValid());
    m_clock.advance(std::chrono::hours(1));
    QVERIFY(waited(m_mailboxes->noteSuccess(id)));
    QCOMPARE(waited(m_mailboxes->mailbox(id))->lastSuccessAt, m_clock.now());
}

void MailboxesTest::probesWithTheKeptPassword()
{
    Mailbox mailbox = settings();
    QCOMPARE(waited(m_mailboxes->probe(mailbox, QStringLiteral("wrong"))).error().kind, ErrorKind::SignedOut);
    QVERIFY(waited(m_mailboxes->probe(mailbox, QStringLiteral("right"))));
    QCOMPARE(m_files->number(QStringLiteral("SELECT count(*) FROM mailbox")), 0);
    mailbox.id = added(mailbox);
    QVERIFY(waited(m_mailboxes->probe(mailbox, {})));
    QCOMPARE(m_transport.probed.password, QStringLiteral("right"));
}

void MailboxesTest::saysWhenThePasswordIsMissing()
{
    const MailboxId id = added(settings(), {});
    const Result<MailAccount> account = waited(m_mailboxes->account(id));
    QVERIFY(!account);
    QCOMPARE(account.error().kind, ErrorKind::SignedOut);
    QVERIFY(account.error().message.contains(QStringLiteral("jonas@wood.example")));
}

void MailboxesTest::needsNoPasswordWithoutUserName()
{
    Mailbox mailbox = settings();
    mailbox.userName.clear();
    const MailboxId id = added(mailbox, {});
    QCOMPARE(smtpOf(waited(m_mailboxes->account(id))).password, QString());
}

void MailboxesTest::addsNothingWhenTheVaultIsClosed()
{
    build(); // a vault that nobody opened
    const Result<MailboxId> id = waited(m_mailboxes->add(settings(), QStringLiteral("right")));
    QVERIFY(!id);
    QCOMPARE(id.error().kind, ErrorKind::SignedOut);
    QVERIFY(waited(m_mailboxes->list())->isEmpty());
}

void MailboxesTest::unknownIdsAreNotFound()
{
    const MailboxId nobody(99);
    QCOMPARE(waited(m_mailboxes->mailbox(nobody)).error().kind, ErrorKind::NotFound);
    QCOMPARE(waited(m_mailboxes->account(nobody)).error().kind, ErrorKind::NotFound);
    QCOMPARE(waited(m_mailboxes->pause(nobody, QStringLiteral("x"))).error().kind, ErrorKind::NotFound);
    QCOMPARE(waited(m_mailboxes->remove(nobody)).error().kind, ErrorKind::NotFound);
}

void MailboxesTest::survivesARestart()
{
    const MailboxId id = added(settings());
    m_mailboxes.reset();
    m_vault.reset();
    m_files->reopen();
    build();
    QVERIFY(waited(m_vault->open()));
    QCOMPARE(smtpOf(waited(m_mailboxes->account(id))).password, QStringLiteral("right"));
}

QTEST_GUILESS_MAIN(MailboxesTest)
#include "MailboxesTest.moc"
