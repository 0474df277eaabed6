#include "probe/MailProbe.h"

#include "app/keychain/MemoryKeychain.h"
#include "keychain/Vault.h"
#include "mailbox/Mailboxes.h"
#include "reply/ImapMailSource.h"
#include "sandbox/ImapServer.h"
#include "settings/Settings.h"
#include "support/CopiedDatabase.h"
#include "support/Patience.h"

#include <QSignalSpy>
#include <QTest>

using namespace AlwaysLeads;
using Verdict = HandOverOutcome::Verdict;

namespace {

/// Answers as told, and delivers into the mailbox what the test makes of the mail.
class ToldTransport final : public MailTransport
{
public:
    Task<HandOverOutcome> handOver(MailAccount, Envelope envelope, QByteArray mime, std::function<void(HandOverStage)>,
                                   std::stop_token) override
    {
        ++calls;
        envelopes += envelope;
        if (rowsSeen) {
            rows = rowsSeen();
        }
        if (deliver) {
            deliver(mime);
        }
        HandOverOutcome outcome;
        outcome.verdict = verdict;
        outcome.message = message;
        outcome.remoteId = QStringLiteral("remote-1");
        co_return outcome;
    }
    Task<Result<>> probe(MailAccount, std::stop_token) override { co_return {}; }

    Verdict verdict = Verdict::Accepted;
    QString message;
    std::function<void(QByteArray)> deliver;
    std::function<qint64()> rowsSeen; ///< asked while the mail is handed over
    qint64 rows = -1;
    int calls = 0;
    QList<Envelope> envelopes;
};

} // namespace

/// What becomes of the asking when something goes wrong. The mailbox is read by real IMAP.
class MailProbeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void sendsOneMailToItself();
    void saysWhatDidNotSurvive();
    void findsItAmongTheUnwanted();
    void isNotTakenInByAReportAboutIt();
    void aRefusalIsSaid();
    void anUnknownFateIsLookedForAndNotSentAgain();
    void whatIsLateIsFoundLater();
    void afterACrashItIsOnlyLookedFor();
    void sendsNothingWhereNobodyCanLook_data();
    void sendsNothingWhereNobodyCanLook();
    void oneAtATime();
    void canBeStopped();
    void endsWithTheProgram();
    void nothingToLookFor();
    void asksNobodyForANameOverSmtp();

private:
    template <typename T> static T waited(Task<T> task) { return QCoro::waitFor(std::move(task)); }
    void deliver(const QByteArray &mime, const QString &folder = QStringLiteral("INBOX"))
    {
        QVERIFY(m_imap->deliver(QStringLiteral("clara@harbourline.example"), folder, mime, m_clock.now()));
    }
    void build(std::chrono::milliseconds patience = std::chrono::seconds(20))
    {
        ProbePolicy policy;
        policy.pause = std::chrono::milliseconds(20);
        policy.patience = patience;
        const MailSources sources = [this](MailboxId id) {
            return open(m_mailboxes.get(), id, this); // a coroutine of its own: it captures nothing
        };
        m_probe = std::make_unique<MailProbe>(
            MailProbe::Needs{**m_files, m_clock, *m_mailboxes, m_transport, *m_settings, sources, m_kept}, policy);
    }
    static Task<Result<std::shared_ptr<MailSource>>> open(Mailboxes *mailboxes, MailboxId id, QObject *keeper)
    {
        Result<ImapAccount> account = co_await mailboxes->readingAccount(id);
        if (!account) {
            co_return failureOf(std::move(account));
        }
        const QList<QSslCertificate> trusted;
        const ImapTimeouts patience;
        std::shared_ptr<MailSource> source = std::make_shared<ImapMailSource>(*account, trusted, patience, keeper);
        co_return source;
    }
    Mailbox mailbox() const
    {
        Mailbox mailbox;
        mailbox.address = EmailAddress::parse(QStringLiteral("clara@harbourline.example")).value();
        mailbox.host = QStringLiteral("localhost");
        mailbox.userName = mailbox.address.toString();
        mailbox.imapHost = QStringLiteral("127.0.0.1");
        mailbox.imapPort = m_imap->port();
        mailbox.imapSecurity = ImapAccount::Security::LoopbackPlain;
        return mailbox;
    }
    qint64 count(const QString &where = QStringLiteral("1")) const
    {
        return m_files->number(QStringLiteral("SELECT count(*) FROM mail_probe WHERE ") + where);
    }

    SystemClock m_clock;
    MemoryKeychain m_keychain;
    ToldTransport m_transport;
    MailProbe::KeptMessageId m_kept;
    std::unique_ptr<TestDatabase> m_files;
    std::unique_ptr<ImapServer> m_imap;
    std::unique_ptr<Vault> m_vault;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Mailboxes> m_mailboxes;
    std::unique_ptr<MailProbe> m_probe;
    MailboxId m_clara;
};

void MailProbeTest::init()
{
    m_files = std::make_unique<TestDatabase>(copiedDatabase());
    ImapServer::Options options;
    options.password = QStringLiteral("right");
    m_imap = std::make_unique<ImapServer>(options);
    QVERIFY(m_imap->start());
    m_vault = std::make_unique<Vault>(**m_files, m_keychain, m_clock);
    QVERIFY(waited(m_vault->startAfresh()));
    m_settings = std::make_unique<Settings>(**m_files);
    QVERIFY(waited(m_settings->load()));
    m_transport = ToldTransport();
    m_transport.deliver = [this](const QByteArray &mime) { deliver(mime); };
    m_kept = {};
    m_mailboxes = std::make_unique<Mailboxes>(**m_files, *m_vault, m_transport, m_clock);
    m_clara = waited(m_mailboxes->add(mailbox(), QStringLiteral("right"))).value();
    build();
}

void MailProbeTest::cleanup()
{
    m_probe.reset();
    m_mailboxes.reset();
    m_settings.reset();
    m_vault.reset();
    m_imap.reset();
    m_files.reset();
}

void MailProbeTest::sendsOneMailToItself()
{
    m_transport.rowsSeen = [this] { return count(QStringLiteral("state = 'sending'")); };
    QSignalSpy changed(m_probe.get(), &MailProbe::changed);
    const Result<ProbeReport> report = waited(m_probe->send(m_clara, {}, {}));
    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    QCOMPARE(report->state, ProbeReport::State::Found);
    QCOMPARE(m_transport.rows, 1); // on the disk before the first byte left
    QCOMPARE(m_transport.calls, 1);
    QCOMPARE(m_transport.envelopes.first().from.toString(), QStringLiteral("clara@harbourline.example"));
    QCOMPARE(m_transport.envelopes.first().to, m_transport.envelopes.first().from);
    QVERIFY(report->keptItsId());
    QCOMPARE(report->optOut, HeaderFate::Kept);
    QCOMPARE(report->oneClick, HeaderFate::Unused); // no service is set that takes one
    QVERIFY(changed.count() > 0);
}

void MailProbeTest::saysWhatDidNotSurvive()
{
    m_transport.deliver = [this](QByteArray mime) {
        const qsizetype id = mime.indexOf("Message-I");
        mime.insert(id, "Authentication-Results: mx; spf=softfail; dkim=none\r\n");
        mime.replace("Message-ID: <", "Message-ID: <replaced.");
        mime.replace("List-Unsubscribe:", "X-Removed:");
        deliver(mime);
    };
    const Result<ProbeReport> report = waited(m_probe->send(m_clara, {}, {}));
    QCOMPARE(report->state, ProbeReport::State::Found); // by what stands in its subject
    QVERIFY(!report->keptItsId());
    QVERIFY(report->keptMessageId.startsWith(QStringLiteral("replaced.")));
    QCOMPARE(report->optOut, HeaderFate::Lost);
    QCOMPARE(report->spf, QStringLiteral("softfail"));
    QCOMPARE(report->dkim, QStringLiteral("none"));
    QVERIFY(report->dmarc.isEmpty());
}

void MailProbeTest::findsItAmongTheUnwanted()
{
    m_transport.deliver = [this](const QByteArray &mime) { deliver(mime, QStringLiteral("Junk")); };
    const Result<ProbeReport> report = waited(m_probe->send(m_clara, {}, {}));
    QCOMPARE(report->state, ProbeReport::State::Found);
    QVERIFY(report->junk);
}

void MailProbeTest::isNotTakenInByAReportAboutIt()
{
    build(std::chrono::milliseconds(300));
    m_transport.deliver = [this](QByteArray mime) {
        mime.replace("From: ", "X-From: ");
        mime.replace("Message-ID: <", "Message-ID: <report.");
        deliver("From: Mail Delivery System <mailer-daemon@service.example>\r\n" + mime);
    };
    const Result<ProbeReport> report = waited(m_probe->send(m_clara, {}, {}));
    QCOMPARE(report->state, ProbeReport::State::Sent);
}

void MailProbeTest::aRefusalIsSaid()
{
    m_transport.deliver = {};
    m_transport.verdict = Verdict::RefusedForGood;
    m_transport.message = QStringLiteral("The server does not take mails from this address.");
    const Result<ProbeReport> report = waited(m_probe->send(m_clara, {}, {}));
    QVERIFY(report);
    QCOMPARE(report->state, ProbeReport::State::Refused);
    QCOMPARE(report->problem, m_transport.message);
    QVERIFY(!report->isOpen());
}

void MailProbeTest::anUnknownFateIsLookedForAndNotSentAgain()
{
    m_transport.verdict = Verdict::Unknown; // it was taken, but nobody said so
    const Result<ProbeReport> report = waited(m_probe->send(m_clara, {}, {}));
    QCOMPARE(report->state, ProbeReport::State::Found);
    QCOMPARE(m_transport.calls, 1);
    QVERIFY(report->problem.isEmpty());
}

void MailProbeTest::whatIsLateIsFoundLater()
{
    build(std::chrono::milliseconds(200));
    QByteArray late;
    m_transport.deliver = [&late](const QByteArray &mime) { late = mime; };
    const Result<ProbeReport> first = waited(m_probe->send(m_clara, {}, {}));
    QCOMPARE(first->state, ProbeReport::State::Sent);
    QVERIFY(first->isOpen());
    QCOMPARE(waited(m_probe->look(m_clara, {}, {}))->state, ProbeReport::State::Sent);
    deliver(late);
    const Result<ProbeReport> second = waited(m_probe->look(m_clara, {}, {}));
    QCOMPARE(second->state, ProbeReport::State::Found);
    QCOMPARE(second->id, first->id);
    QCOMPARE(second->optOut, HeaderFate::Kept); // compared with the very mail that left
    QCOMPARE(m_transport.calls, 1);
}

void MailProbeTest::afterACrashItIsOnlyLookedFor()
{
    // As the program leaves it that ends while the mail is handed over.
    QByteArray left;
    m_transport.deliver = [&left](const QByteArray &mime) { left = mime; };
    build(std::chrono::milliseconds(100));
    QVERIFY(waited(m_probe->send(m_clara, {}, {})));
    QVERIFY(m_files->write([](Connection &connection) {
        return connection.run(QStringLiteral("UPDATE mail_probe SET state = 'sending'"));
    }));
    m_probe.reset();
    build(std::chrono::milliseconds(200));
    QCOMPARE(waited(m_probe->latest(m_clara))->value().state, ProbeReport::State::Sending);
    QCOMPARE(waited(m_probe->look(m_clara, {}, {}))->state, ProbeReport::State::Sending);
    deliver(left);
    QCOMPARE(waited(m_probe->look(m_clara, {}, {}))->state, ProbeReport::State::Found);
    QCOMPARE(m_transport.calls, 1);
}

void MailProbeTest::sendsNothingWhereNobodyCanLook_data()
{
    QTest::addColumn<bool>("hasServer");
    QTest::addColumn<QString>("password");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("no server for incoming mail") << false << "right" << ErrorKind::NotFound;
    QTest::newRow("its password is wrong") << true << "wrong" << ErrorKind::SignedOut;
}

void MailProbeTest::sendsNothingWhereNobodyCanLook()
{
    QFETCH(bool, hasServer);
    QFETCH(QString, password);
    QFETCH(ErrorKind, kind);
    Mailbox changed = mailbox();
    changed.id = m_clara;
    if (!hasServer) {
        changed.imapHost.clear();
    }
    QVERIFY(waited(m_mailboxes->change(changed, password)));
    const Result<ProbeReport> report = waited(m_probe->send(m_clara, {}, {}));
    QVERIFY(!report);
    QCOMPARE(report.error().kind, kind);
    QCOMPARE(m_transport.calls, 0);
    QCOMPARE(count(), 0);
}

void MailProbeTest::oneAtATime()
{
    std::optional<Result<ProbeReport>> first;
    whenDone(m_probe->send(m_clara, {}, {}), this, [&first](const Result<ProbeReport> &report) { first = report; });
    const Result<ProbeReport> second = waited(m_probe->send(m_clara, {}, {}));
    QVERIFY(!second);
    QCOMPARE(second.error().kind, ErrorKind::Refused);
    QTRY_VERIFY(first);
    QCOMPARE((*first)->state, ProbeReport::State::Found);
    QCOMPARE(m_transport.calls, 1);
}

void MailProbeTest::canBeStopped()
{
    m_transport.deliver = {}; // it never comes
    std::stop_source stop;
    const auto whenWaiting = [&stop](MailProbe::Step step) {
        if (step == MailProbe::Step::Waiting) {
            stop.request_stop();
        }
    };
    const Result<ProbeReport> report = waited(m_probe->send(m_clara, whenWaiting, stop.get_token()));
    QVERIFY(!report);
    QCOMPARE(report.error().kind, ErrorKind::Cancelled);
    QCOMPARE(waited(m_probe->latest(m_clara))->value().state, ProbeReport::State::Sent); // what left, left
    // Stopped before it left: nothing left.
    std::stop_source early;
    early.request_stop();
    QVERIFY(!waited(m_probe->send(m_clara, {}, early.get_token())));
    QCOMPARE(m_transport.calls, 1);
    QCOMPARE(count(), 1);
}

void MailProbeTest::endsWithTheProgram()
{
    m_transport.deliver = {};
    bool waiting = false;
    std::optional<Result<ProbeReport>> report;
    whenDone(
        m_probe->send(m_clara, [&waiting](MailProbe::Step step) { waiting = step == MailProbe::Step::Waiting; }, {}),
        this, [&report](const Result<ProbeReport> &ended) { report = ended; });
    QTRY_VERIFY(waiting);
    QCoro::waitFor(m_probe->close());
    QTRY_VERIFY(report);
    QCOMPARE(report->error().kind, ErrorKind::Cancelled);
    QVERIFY(!waited(m_probe->send(m_clara, {}, {})));
    QCOMPARE(m_transport.calls, 1);
}

void MailProbeTest::nothingToLookFor()
{
    QCOMPARE(waited(m_probe->latest(m_clara)).value(), std::optional<ProbeReport>());
    QCOMPARE(waited(m_probe->look(m_clara, {}, {})).error().kind, ErrorKind::NotFound);
    QCOMPARE(waited(m_probe->send(MailboxId(99), {}, {})).error().kind, ErrorKind::NotFound);
    QCOMPARE(m_transport.calls, 0);
}

void MailProbeTest::asksNobodyForANameOverSmtp()
{
    // Only services with an API name mails themselves; over SMTP nobody is asked.
    int asked = 0;
    m_kept = [&asked](CloudAccount, QString, std::stop_token) -> Task<Result<QString>> {
        ++asked;
        return [](QString name) -> Task<Result<QString>> {
            co_return Result<QString>(name);
        }(QStringLiteral("<given@service.example>"));
    };
    build();
    QVERIFY(waited(m_probe->send(m_clara, {}, {})));
    QCOMPARE(asked, 0);
}

QTEST_GUILESS_MAIN(MailProbeTest)
#include "MailProbeTest.moc"
