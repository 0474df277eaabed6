#include "app/reply/ReplyWorld.h"
#include "reply/ImapMailSource.h"
#include "support/MailStack.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

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
    void hearsOfAMailWithoutAsking();
    void comesBackAfterItsLineWasCut();
    void looksIntoManyMailsInSeconds();

private:
    void doveadm(const QStringList &arguments)
    {
        QProcess process;
        process.start(QStringLiteral("doveadm"),
                      QStringList{QStringLiteral("-c"), m_stack.dovecotConfiguration()} + arguments);
        QVERIFY(process.waitForFinished());
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
    }
    /// Kilobytes of this process.
    static qint64 memory()
    {
        QFile status(QStringLiteral("/proc/self/status"));
        if (!status.open(QIODevice::ReadOnly)) {
            return 0;
        }
        const QByteArray all = status.readAll();
        const qsizetype at = all.indexOf("VmRSS:");
        return all.mid(at + 6, all.indexOf("kB", at) - at - 6).trimmed().toLongLong();
    }
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
        account.userName = m_user + QStringLiteral("@firm.example");
        account.password = QStringLiteral("secret of ") + m_user;
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
    QString m_user = QStringLiteral("jonas");
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

void ReplyStackTest::hearsOfAMailWithoutAsking()
{
    ReplyWorld world;
    world.clock.advanceTo(QDateTime::currentDateTimeUtc());
    world.sent(0);
    ReplyWatcher watcher(*world.files, world.clock, [this](MailboxId) { return open(); });
    QSignalSpy looked(&watcher, &ReplyWatcher::looked);
    watcher.start();
    QTRY_VERIFY_WITH_TIMEOUT(!looked.isEmpty() && !watcher.isLooking(), 120'000);
    QCOMPARE(must(world.replies.counts()).problem, QString());
    const qint64 before = world.files.number(QStringLiteral("SELECT count(*) FROM reply"));
    append(world.answer(0, QStringLiteral("It came by itself."), {}, "stack-idle"));
    // The clock stands still: nothing but the server's word can make it look.
    QTRY_COMPARE_WITH_TIMEOUT(world.files.number(QStringLiteral("SELECT count(*) FROM reply")), before + 1, 120'000);
    QVERIFY(!stateOfInbox().contains("\\Seen"));
    watcher.wake(); // and by hand, in the middle of the waiting
    const qsizetype looks = looked.size();
    QTRY_VERIFY_WITH_TIMEOUT(looked.size() > looks, 120'000);
    QCoro::waitFor(watcher.close());
}

void ReplyStackTest::comesBackAfterItsLineWasCut()
{
    ReplyWorld world;
    world.clock.advanceTo(QDateTime::currentDateTimeUtc());
    world.sent(0);
    int opened = 0;
    ReplyWatcher watcher(*world.files, world.clock, [this, &opened](MailboxId) {
        ++opened;
        return open();
    });
    QSignalSpy looked(&watcher, &ReplyWatcher::looked);
    watcher.start();
    QTRY_VERIFY_WITH_TIMEOUT(!looked.isEmpty() && !watcher.isLooking(), 120'000);
    QCOMPARE(must(world.replies.counts()).problem, QString());
    const qint64 before = world.files.number(QStringLiteral("SELECT count(*) FROM reply"));
    const qsizetype looks = looked.size();
    doveadm({QStringLiteral("kick"), QStringLiteral("jonas@firm.example")});
    QTRY_VERIFY_WITH_TIMEOUT(looked.size() > looks, 120'000);
    QCOMPARE(must(world.replies.counts()).problem, QString()); // such lines are cut now and then
    append(world.answer(0, QStringLiteral("While nobody listened."), {}, "stack-cut"));
    QTRY_VERIFY_WITH_TIMEOUT(world.clock.nextWake() == world.clock.now().addSecs(120), 120'000);
    world.clock.advance(std::chrono::minutes(2));
    QTRY_COMPARE_WITH_TIMEOUT(world.files.number(QStringLiteral("SELECT count(*) FROM reply")), before + 1, 120'000);
    QCOMPARE(opened, 2);
    QCoro::waitFor(watcher.close());
}

void ReplyStackTest::looksIntoManyMailsInSeconds()
{
    m_user = QStringLiteral("anna");
    m_stack.imap(m_user, {"STATUS INBOX (MESSAGES)"}); // makes the folder
    const QDir store(QFileInfo(m_stack.dovecotConfiguration()).dir().filePath(QStringLiteral("mail/anna/cur")));
    QVERIFY2(store.exists(), qPrintable(store.path()));
    const QDateTime old = QDateTime::currentDateTimeUtc().addDays(-400);
    const struct stat owner = [&] {
        struct stat found
        {
        };
        ::stat(QFile::encodeName(store.path()).constData(), &found);
        return found;
    }();
    // A tenth of it in the usual run, for the sake of the disk; by hand with ALWAYSLEADS_MAILS=100000.
    bool isNumber = false;
    const int asked = qEnvironmentVariableIntValue("ALWAYSLEADS_MAILS", &isNumber);
    const int many = isNumber ? asked : 10'000;
    for (int number = 1; number <= many; ++number) {
        QFile file(store.filePath(QStringLiteral("1700000000.M%1.filler:2,S").arg(number, 6, 10, QLatin1Char('0'))));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("From: news@shop.example\r\nMessage-ID: <" + QByteArray::number(number)
                   + "@old.example>\r\nSubject: Sale\r\n\r\nBuy.\r\n");
        QVERIFY(file.flush()); // what is written later would set the time anew
        QVERIFY(file.setFileTime(old, QFileDevice::FileModificationTime));
        QVERIFY(::fchown(file.handle(), owner.st_uid, owner.st_gid) == 0);
    }
    // The server numbers them: that is its time, not ours. None of them is of the last weeks.
    QVERIFY(m_stack.imap(m_user, {"EXAMINE INBOX", "UID FETCH 1 (INTERNALDATE)"})
                .contains(old.toString(QStringLiteral("yyyy")).toLatin1()));
    ReplyWorld world;
    world.clock.advanceTo(QDateTime::currentDateTimeUtc());
    world.sent(0);
    const QByteArray mime = world.answer(0, QStringLiteral("Yes?"), {}, "stack-100000");
    m_stack.imap(m_user, {"APPEND INBOX {" + QByteArray::number(mime.size()) + "+}\r\n" + mime});
    QVERIFY(m_stack.imap(m_user, {"STATUS INBOX (MESSAGES)"}).contains("MESSAGES " + QByteArray::number(many + 1)));
    const qint64 before = memory();
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(lookAt(world), 1);
    qInfo("first look into %d mails: %lld ms, %lld kB more", many, static_cast<long long>(timer.elapsed()),
          static_cast<long long>(memory() - before));
    QVERIFY(memory() - before < 100 * 1024);
    timer.start();
    QCOMPARE(lookAt(world), 0);
    qInfo("next look: %lld ms", static_cast<long long>(timer.elapsed()));
    m_user = QStringLiteral("jonas");
}

QTEST_GUILESS_MAIN(ReplyStackTest)
#include "ReplyStackTest.moc"
