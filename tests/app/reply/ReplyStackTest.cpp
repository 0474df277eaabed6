#include "app/reply/ReplyWorld.h"
#include "reply/ImapMailSource.h"
#include "support/MailStack.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTest>

using namespace AlwaysLeads;

/// With the real Dovecot.
class ReplyStackTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void readsAnswersAndLeavesEverythingAsItWas();
    void aFolderNumberedAnewGivesNothingTwice();
    void looksIntoAFullMailboxInSeconds();

private:
    QByteArray append(const QByteArray &mime)
    {
        return m_stack.imap(QStringLiteral("jonas"),
                            {"APPEND INBOX {" + QByteArray::number(mime.size()) + "+}\r\n" + mime});
    }
    /// Flags, numbers and sizes of all mails.
    QByteArray stateOfInbox()
    {
        return m_stack.imap(QStringLiteral("jonas"), {"EXAMINE INBOX", "UID FETCH 1:* (FLAGS RFC822.SIZE)"});
    }
    Task<Result<std::shared_ptr<MailSource>>> open()
    {
        ImapAccount account;
        account.host = QStringLiteral("localhost");
        account.port = m_stack.imapsPort();
        account.userName = QStringLiteral("jonas@firm.example");
        account.password = QStringLiteral("secret of jonas");
        const QList<QSslCertificate> trusted{m_stack.authority()};
        std::shared_ptr<MailSource> source = std::make_shared<ImapMailSource>(account, trusted, ImapTimeouts(), this);
        co_return source;
    }
    int lookAt(ReplyWorld &world)
    {
        ReplyWatcher watcher(*world.files, world.clock, [this](MailboxId) { return open(); });
        auto looking = watcher.lookAt(world.mailbox, world.clock.now().addDays(-30), {});
        return must(std::move(looking));
    }

    MailStack m_stack;
};

void ReplyStackTest::initTestCase()
{
    if (const QString why = MailStack::whyImpossible(); !why.isEmpty()) {
        QSKIP(qPrintable(why));
    }
    const QString trouble = m_stack.start();
    QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
}

void ReplyStackTest::readsAnswersAndLeavesEverythingAsItWas()
{
    ReplyWorld world;
    world.clock.advanceTo(QDateTime::currentDateTimeUtc());
    world.sent(0);
    world.sent(1);
    append(world.answer(0, QStringLiteral("Sounds good, call me."), {}, "stack-1"));
    append("From: News <news@shop.example>\r\nSubject: Sale\r\nMessage-ID: <news@shop.example>\r\n\r\nBuy.\r\n");
    append(world.bounce(1, "5.1.1", "550 5.1.1 user unknown"));
    const QByteArray before = stateOfInbox();
    QCOMPARE(before.count("FETCH (UID"), 3);
    QVERIFY(!before.contains("\\Seen"));
    QCOMPARE(lookAt(world), 2);
    QCOMPARE(stateOfInbox().count("\\Seen"), 0);
    QCOMPARE(stateOfInbox().count("FETCH (UID"), 3);
    QCOMPARE(world.statusOf(0), LeadStatus::Interested);
    QVERIFY(world.isSuppressed(1));
    QCOMPARE(lookAt(world), 0);
}

void ReplyStackTest::aFolderNumberedAnewGivesNothingTwice()
{
    ReplyWorld world;
    world.clock.advanceTo(QDateTime::currentDateTimeUtc());
    world.sent(0);
    append(world.answer(0, QStringLiteral("Yes?"), {}, "stack-2"));
    const int before = lookAt(world); // with what earlier tests left there
    QVERIFY(before >= 1);
    const auto validity = [&] {
        return world.files.number(QStringLiteral("SELECT uid_validity FROM mail_folder WHERE folder = 'INBOX'"));
    };
    const qint64 old = validity();
    QProcess doveadm;
    doveadm.start(QStringLiteral("doveadm"),
                  {QStringLiteral("-c"), m_stack.dovecotConfiguration(), QStringLiteral("mailbox"),
                   QStringLiteral("update"), QStringLiteral("-u"), QStringLiteral("jonas@firm.example"),
                   QStringLiteral("--uid-validity"), QString::number(old + 1000), QStringLiteral("INBOX")});
    QVERIFY(doveadm.waitForFinished());
    QVERIFY2(doveadm.exitCode() == 0, doveadm.readAllStandardError().constData());
    append(world.answer(0, QStringLiteral("One more thing."), {}, "stack-3"));
    QCOMPARE(lookAt(world), 1);
    QVERIFY(validity() != old);
    QCOMPARE(int(world.inbox().size()), before + 1);
}

void ReplyStackTest::looksIntoAFullMailboxInSeconds()
{
    ReplyWorld world;
    world.clock.advanceTo(QDateTime::currentDateTimeUtc());
    world.sent(0);
    QByteArray many = "APPEND INBOX";
    for (int number = 1; number <= 3000; ++number) {
        const QByteArray mime = "From: news@shop.example\r\nMessage-ID: <" + QByteArray::number(number)
            + "@filler.example>\r\nSubject: Sale\r\n\r\nBuy.\r\n";
        many += " {" + QByteArray::number(mime.size()) + "+}\r\n" + mime;
    }
    m_stack.imap(QStringLiteral("jonas"), {many});
    append(world.answer(0, QStringLiteral("Yes?"), {}, "stack-4"));
    QElapsedTimer timer;
    timer.start();
    QVERIFY(lookAt(world) >= 1);
    qInfo("first look into 3,000 mails: %lld ms", static_cast<long long>(timer.elapsed()));
    timer.start();
    QCOMPARE(lookAt(world), 0);
    qInfo("next look: %lld ms", static_cast<long long>(timer.elapsed()));
    QVERIFY(timer.elapsed() < 10'000);
}

QTEST_GUILESS_MAIN(ReplyStackTest)
#include "ReplyStackTest.moc"
