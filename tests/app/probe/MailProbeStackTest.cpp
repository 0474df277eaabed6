#include "probe/MailProbe.h"

#include "app/keychain/MemoryKeychain.h"
#include "keychain/Vault.h"
#include "mail/SmtpTransport.h"
#include "mailbox/Mailboxes.h"
#include "reply/ImapMailSource.h"
#include "settings/Settings.h"
#include "support/MailStack.h"
#include "support/TestDatabase.h"

#include <QTest>

using namespace AlwaysLeads;

/// A test mail through the real Postfix, found again in the real Dovecot.
class MailProbeStackTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void goesOutOnceAndIsFound();
    void findsItAmongThousands();

private:
    template <typename T> static T waited(Task<T> task) { return QCoro::waitFor(std::move(task)); }
    int arrived(const QString &token) const
    {
        int count = 0;
        for (const QByteArray &mail : m_stack.inbox(QStringLiteral("jonas"))) {
            count += mail.contains("Subject: Test mail from AlwaysLeads " + token.toLatin1()) ? 1 : 0;
        }
        return count;
    }

    MailStack m_stack;
    SystemClock m_clock;
    MemoryKeychain m_keychain;
    TestDatabase m_files;
    Vault m_vault{*m_files, m_keychain, m_clock};
    Settings m_settings{*m_files};
    std::unique_ptr<SmtpTransport> m_smtp;
    std::unique_ptr<Mailboxes> m_mailboxes;
    std::unique_ptr<MailProbe> m_probe;
    MailboxId m_jonas;
};

void MailProbeStackTest::initTestCase()
{
    if (const QString why = MailStack::whyImpossible(); !why.isEmpty()) {
        QSKIP(qPrintable(why));
    }
    const QString trouble = m_stack.start();
    QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
    QVERIFY(waited(m_vault.startAfresh()));
    QVERIFY(waited(m_settings.load()));
    SenderProfile profile;
    profile.unsubscribeUrl = QStringLiteral("https://no.firm.example/{token}");
    QVERIFY(waited(m_settings.setSenderProfile(profile)));
    const QList trusted{m_stack.authority()};
    m_smtp = std::make_unique<SmtpTransport>(trusted);
    m_mailboxes = std::make_unique<Mailboxes>(*m_files, m_vault, *m_smtp, m_clock, nullptr, trusted);
    Mailbox mailbox;
    mailbox.address = EmailAddress::parse(QStringLiteral("jonas@firm.example")).value();
    mailbox.senderName = QString::fromUtf8("Jonas Wöod");
    mailbox.host = QStringLiteral("localhost");
    mailbox.port = m_stack.submissionsPort();
    mailbox.userName = QStringLiteral("jonas@firm.example");
    mailbox.imapHost = QStringLiteral("localhost");
    mailbox.imapPort = m_stack.imapsPort();
    m_jonas = waited(m_mailboxes->add(mailbox, QStringLiteral("secret of jonas"))).value();
    const MailSources sources = [this, trusted](MailboxId id) -> Task<Result<std::shared_ptr<MailSource>>> {
        return [](Mailboxes *mailboxes, MailboxId which, QList<QSslCertificate> authorities,
                  QObject *keeper) -> Task<Result<std::shared_ptr<MailSource>>> {
            Result<ImapAccount> account = co_await mailboxes->readingAccount(which);
            if (!account) {
                co_return failureOf(std::move(account));
            }
            const ImapTimeouts patience;
            std::shared_ptr<MailSource> source =
                std::make_shared<ImapMailSource>(*account, authorities, patience, keeper);
            co_return source;
        }(m_mailboxes.get(), id, trusted, this);
    };
    ProbePolicy policy;
    policy.pause = std::chrono::milliseconds(100);
    m_probe = std::make_unique<MailProbe>(
        MailProbe::Needs{*m_files, m_clock, *m_mailboxes, *m_smtp, m_settings, sources}, policy);
}

void MailProbeStackTest::goesOutOnceAndIsFound()
{
    QList<MailProbe::Step> steps;
    const auto note = [&steps](MailProbe::Step step) { steps += step; };
    const Result<ProbeReport> report = waited(m_probe->send(m_jonas, note, {}));
    QVERIFY2(report, qPrintable(report ? QString() : report.error().message + m_stack.logs()));
    QCOMPARE(report->state, ProbeReport::State::Found);
    QVERIFY(report->keptItsId());
    QCOMPARE(report->optOut, HeaderFate::Kept);
    QCOMPARE(report->oneClick, HeaderFate::Kept);
    QVERIFY(!report->junk);
    QVERIFY(report->foundAt >= report->startedAt);
    QCOMPARE(steps, (QList{MailProbe::Step::Opening, MailProbe::Step::Sending, MailProbe::Step::Waiting}));
    QCOMPARE(waited(m_probe->latest(m_jonas))->value(), *report);
    QVERIFY(waited(m_mailboxes->mailbox(m_jonas))->lastSuccessAt.isValid());
    // Looking again sends nothing and says the same.
    QCOMPARE(waited(m_probe->look(m_jonas, {}, {})).value(), *report);
    QCOMPARE(arrived(report->token), 1);
    // It lies there unread.
    const QByteArray unread =
        m_stack.imap(QStringLiteral("jonas"), {"EXAMINE INBOX", "SEARCH UNSEEN SUBJECT " + report->token.toLatin1()});
    QVERIFY2(unread.contains("SEARCH 1"), unread.constData());
}

void MailProbeStackTest::findsItAmongThousands()
{
    m_stack.fill(QStringLiteral("jonas"), QStringLiteral("INBOX"), 3000);
    const Result<ProbeReport> report = waited(m_probe->send(m_jonas, {}, {}));
    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    QCOMPARE(report->state, ProbeReport::State::Found);
    QCOMPARE(arrived(report->token), 1);
}

QTEST_GUILESS_MAIN(MailProbeStackTest)
#include "MailProbeStackTest.moc"
