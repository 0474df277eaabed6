#include "app/reply/ReplyWorld.h"
#include "reply/ImapMailSource.h"
#include "support/MailStack.h"

#include <QFile>
#include <QTest>

using namespace AlwaysLeads;

namespace {

/// Who answers, and the mail that is answered, in every file of the corpus.
const QByteArray theirAddress = "a.wojcik@baltway.example";
const QByteArray ourId = "q7w8e9r0t1y2u3i4o5p6@harbourline.example";

struct CorpusMail
{
    QString name;
    QString value; ///< word of its class
    QByteArray mime;
    QString newText;
};

QByteArray fileAt(const QString &path)
{
    QFile file(QStringLiteral(REPLY_DATA "/human/") + path);
    if (!file.open(QIODevice::ReadOnly)) {
        qFatal("%s is not there", qPrintable(file.fileName()));
    }
    return file.readAll();
}

QList<CorpusMail> corpus()
{
    QList<CorpusMail> mails;
    for (const QString &line : QString::fromUtf8(fileAt(QStringLiteral("expected.tsv"))).split(QLatin1Char('\n'))) {
        const QStringList cells = line.split(QLatin1Char('\t'));
        if (cells.size() < 2 || line.startsWith(QLatin1Char('#'))) {
            continue;
        }
        mails += {cells.at(0), cells.at(1), fileAt(cells.at(0) + QStringLiteral(".eml")),
                  QString::fromUtf8(fileAt(cells.at(0) + QStringLiteral(".txt"))).trimmed()};
    }
    return mails;
}

} // namespace

/// Answers of real shape, each from another person, lie in a real Dovecot.
class RealRepliesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void matchesAndCutsEveryAnswerAndTouchesNothing();

private:
    QByteArray imap(const QByteArrayList &commands) { return m_stack.imap(QStringLiteral("jonas"), commands); }
    /// Flags, numbers and sizes of all mails, and the number that the server gives to the last change of any. Without
    /// the lines that say how long it took.
    QByteArray stateOfInbox()
    {
        const QByteArray all = imap({"EXAMINE INBOX", "UID FETCH 1:* (FLAGS RFC822.SIZE INTERNALDATE)"})
            + imap({"STATUS INBOX (MESSAGES UIDNEXT UIDVALIDITY UNSEEN HIGHESTMODSEQ)"});
        QByteArray state;
        for (const QByteArray &line : all.split('\n')) {
            if (line.startsWith("* ")) {
                state += line + '\n';
            }
        }
        return state;
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

    MailStack m_stack;
};

void RealRepliesTest::initTestCase()
{
    if (const QString why = MailStack::whyImpossible(); !why.isEmpty()) {
        QSKIP(qPrintable(why));
    }
    const QString trouble = m_stack.start();
    QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
}

void RealRepliesTest::matchesAndCutsEveryAnswerAndTouchesNothing()
{
    const QList<CorpusMail> mails = corpus();
    QVERIFY(mails.size() >= 50);
    const int count = int(mails.size());
    ReplyWorld world(count);
    world.clock.advanceTo(QDateTime::currentDateTimeUtc());
    QByteArray append = "APPEND INBOX";
    for (int person = 0; person < count; ++person) {
        const SendId sent = world.sent(person);
        QByteArray mime = mails.at(person).mime;
        mime.replace(theirAddress, world.address(person).toUtf8());
        mime.replace(ourId, world.send(sent).messageId.toUtf8());
        mime.replace("\r\n", "\n").replace("\n", "\r\n");
        append += " {" + QByteArray::number(mime.size()) + "+}\r\n" + mime;
    }
    imap({append});
    imap({"SELECT INBOX", "UID STORE 3:9 +FLAGS (\\Seen)", "UID STORE 5,20 +FLAGS (\\Flagged)"});
    const QByteArray before = stateOfInbox();
    QCOMPARE(before.count("FETCH (UID"), count);
    QCOMPARE(before.count("\\Seen"), 7);

    ReplyWatcher watcher(*world.files, world.clock, [this](MailboxId) { return open(); });
    auto looking = watcher.lookAt(world.mailbox, world.clock.now().addDays(-30), {});
    QCOMPARE(must(std::move(looking)), count);

    QHash<qint64, Reply> byLead;
    for (const InboxRow &row : world.inbox()) {
        QVERIFY2(!byLead.contains(row.reply.lead.value()), qPrintable(row.reply.subject));
        byLead.insert(row.reply.lead.value(), row.reply);
    }
    int cutRight = 0;
    int classRight = 0;
    for (int person = 0; person < count; ++person) {
        const CorpusMail &mail = mails.at(person);
        QVERIFY2(byLead.contains(world.leads.at(person).value()), qPrintable(mail.name));
        const Reply stored = must(world.replies.open(byLead.value(world.leads.at(person).value()).id)).reply;
        QVERIFY2(stored.matchedBy == Reply::MatchedBy::Thread, qPrintable(mail.name));
        if (stored.newText == mail.newText) {
            ++cutRight;
        } else {
            qInfo().noquote() << mail.name << "was cut to:\n"
                              << stored.newText << "\n--- instead of:\n"
                              << mail.newText;
        }
        const bool isWish = mail.value == toWord(ReplyClass::OptOut);
        QVERIFY2((stored.value == ReplyClass::OptOut) == isWish, qPrintable(mail.name));
        classRight += toWord(stored.value) == mail.value ? 1 : 0;
    }
    qInfo("through Dovecot: %d matched, %d cut right, %d of the expected class by words alone", count, cutRight,
          classRight);
    QCOMPARE(cutRight, count);
    QVERIFY(classRight * 100 >= count * 95);
    QVERIFY(before.contains("HIGHESTMODSEQ"));
    QCOMPARE(stateOfInbox(), before);
}

QTEST_GUILESS_MAIN(RealRepliesTest)
#include "RealRepliesTest.moc"
