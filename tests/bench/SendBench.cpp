// Durable sends per second over one line to Postfix's smtp-sink, beside Postfix's smtp-source in the same run.
//
//     SendBench [mails [waiting]]
//
// Not as root: smtp-sink does not want that.
//
// Ours are whole: a real database, the intent on the disk before the first byte, the answer on the disk before anything
// else, what follows from it for draft, person and campaign. smtp-source writes nothing down; so it is also reckoned
// how fast it would be if it waited for this disk twice a mail, which is the least that the promise needs.
//
// Then as the program really sends, by the rules of the mailbox, with nothing behind those mails and with so many more
// (10,000) that wait their turn: what a mail costs must not grow with them.
#include "app/outbox/OutboxWorld.h"
#include "mail/SmtpTransport.h"
#include "outbox/Sender.h"
#include "sending/SendingRulesStore.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>

#include <cstdio>
#include <cstdlib>
#include <ctime>

#include <fcntl.h>
#include <unistd.h>

using namespace AlwaysLeads;

namespace {

QString tool(const QString &name)
{
    const QString found = QStandardPaths::findExecutable(
        name, {QStringLiteral("/usr/sbin"), QStringLiteral("/usr/lib/postfix/sbin"), QStringLiteral("/usr/bin")});
    if (found.isEmpty()) {
        std::fprintf(stderr, "%s is missing (it comes with Postfix)\n", qPrintable(name));
        std::exit(1);
    }
    return found;
}

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

double sourceRate(const QString &address, int mails)
{
    QElapsedTimer timer;
    timer.start();
    // -d: one line for all; -s 1: one sender; -l: about as long as ours.
    const int code = QProcess::execute(tool(QStringLiteral("smtp-source")),
                                       {QStringLiteral("-d"), QStringLiteral("-s"), QStringLiteral("1"),
                                        QStringLiteral("-l"), QStringLiteral("2000"), QStringLiteral("-m"),
                                        QString::number(mails), QStringLiteral("-f"), QStringLiteral("a@firm.example"),
                                        QStringLiteral("-t"), QStringLiteral("b@firm.example"), address});
    if (code != 0) {
        std::fprintf(stderr, "smtp-source ended with %d\n", code);
        std::exit(1);
    }
    return mails / (timer.nsecsElapsed() / 1e9);
}

Task<Result<MailAccount>> accountAt(quint16 port)
{
    SmtpAccount account;
    account.host = QStringLiteral("127.0.0.1");
    account.port = port;
    account.security = SmtpAccount::Security::LoopbackPlain;
    co_return account;
}

/// Two waits for the disk of that folder a mail, as short as they can be: a page over bytes that are there already, as
/// a write-ahead log writes it.
double diskRate(const QString &folder, int mails)
{
    constexpr int pages = 1000; // of the log before SQLite begins it anew
    const QByteArray page(4096, 'x');
    const QByteArray path = QFile::encodeName(folder + QStringLiteral("/waits"));
    const int file = ::open(path.constData(), O_RDWR | O_CREAT | O_TRUNC, 0600);
    bool isWritten = file >= 0;
    const auto write = [&](int number) {
        isWritten = isWritten && ::pwrite(file, page.constData(), size_t(page.size()), number * page.size()) > 0;
    };
    for (int number = 0; number < pages; ++number) {
        write(number);
    }
    isWritten = isWritten && ::fsync(file) == 0;
    QElapsedTimer timer;
    timer.start();
    for (int wait = 0; wait < 2 * mails; ++wait) {
        write(wait % pages);
        isWritten = isWritten && ::fdatasync(file) == 0;
    }
    const double seconds = timer.nsecsElapsed() / 1e9;
    ::close(file);
    ::unlink(path.constData());
    if (!isWritten) {
        std::fprintf(stderr, "the disk does not write\n");
        std::exit(1);
    }
    return mails / seconds;
}

/// Transactions that changed something, of this database so far (SQLite's "WAL-mode File Format", iChange).
quint32 transactions(const TestDatabase &files)
{
    QFile index(files.path() + QStringLiteral("-shm"));
    quint32 count = 0;
    if (!index.open(QIODevice::ReadOnly | QIODevice::Unbuffered) || !index.seek(8)
        || index.read(reinterpret_cast<char *>(&count), sizeof(count)) != sizeof(count)) {
        std::fprintf(stderr, "no index of a write-ahead log\n");
        std::exit(1);
    }
    return count;
}

struct Ours
{
    double rate = 0; ///< mails a second
    double disk = 0; ///< mails a second that two waits for the disk alone would allow
    double processor = 0; ///< milliseconds a mail, all threads
    double transactions = 0; ///< a mail
};

/// So many people more, each in a company of their own, all over the world, whose mails wait behind the others.
void addWaiting(OutboxWorld &world, int waiting)
{
    must(world.files.write([waiting](Connection &connection) -> Result<qint64> {
        Result<qint64> done = connection.run(QStringLiteral(
            "INSERT INTO company (id, name, created_at) SELECT 1000000 + id, 'Own company ' || id, 0 FROM lead"));
        if (done) {
            done = connection.run(QStringLiteral("UPDATE lead SET company_id = 1000000 + id"));
        }
        const QString numbers = QStringLiteral(
            "WITH RECURSIVE n(n) AS (SELECT 1 WHERE ?1 > 0 UNION ALL SELECT n + 1 FROM n WHERE n < ?1) ");
        const QString statements[] = {
            QStringLiteral("INSERT INTO company (id, name, created_at) SELECT 2000000 + n, 'Company ' || n, 0 FROM n"),
            QStringLiteral(
                "INSERT INTO lead (id, email, first_name, company_id, city, country, created_at, updated_at) "
                "SELECT 2000000 + n, 'waits' || n || '@company' || n || '.example', 'Person', 2000000 + n, "
                "CASE n % 4 WHEN 0 THEN 'Gdynia' WHEN 1 THEN 'Lisbon' WHEN 2 THEN 'Chicago' ELSE 'Tokyo' END, "
                "CASE n % 4 WHEN 0 THEN 'Poland' WHEN 1 THEN 'Portugal' WHEN 2 THEN 'United States' "
                "ELSE 'Japan' END, 0, 0 FROM n"),
            QStringLiteral("INSERT INTO draft (id, lead_id, campaign_id, step_id, version, state, subject, body, "
                           "message_id, created_at, updated_at) SELECT 2000000 + n, 2000000 + n, campaign_id, step_id, "
                           "version, 'queued', subject, body, 'waits' || n || '@harbourline.example', 0, 0 "
                           "FROM n, (SELECT * FROM draft ORDER BY id LIMIT 1)"),
            QStringLiteral("INSERT INTO send (id, lead_id, step_id, version, draft_id, campaign_id, mailbox_id, "
                           "to_address, state, reason, due_at, message_id, approved_hash, queued_at) "
                           "SELECT 2000000 + n, 2000000 + n, step_id, version, 2000000 + n, campaign_id, mailbox_id, "
                           "'waits' || n || '@company' || n || '.example', 'waiting', 'turn', due_at + 1, "
                           "'waits' || n || '@harbourline.example', x'00', queued_at "
                           "FROM n, (SELECT * FROM send ORDER BY due_at DESC LIMIT 1)")};
        for (const QString &statement : statements) {
            if (done) {
                done = connection.run(numbers + statement, {waiting});
            }
        }
        return done;
    }));
}

enum class Rules { Count, DoNotCount };

Ours sendOurs(quint16 port, int mails, Rules rules, int waiting)
{
    OutboxWorld world;
    world.queue(mails);
    addWaiting(world, waiting);
    SystemClock clock;
    world.clock.advanceTo(clock.now());
    SmtpTimeouts timeouts;
    timeouts.idle = std::chrono::seconds(15);
    SmtpTransport transport({}, timeouts);
    SendPolicy policy;
    policy.calendar = rules == Rules::Count;
    policy.gap = std::chrono::milliseconds(0);
    policy.dailyLimit = mails; // the others wait for tomorrow
    SendingRules always;
    always.windows.fill(DayWindow{0, 24 * 60});
    always.recipientHolidays = false;
    always.jitterSeconds = 0;
    must(world.files.write(
        [&](Connection &connection) { return SendingRulesStore().put(connection, world.mailbox, always); }));
    Sender sender(
        *world.files, clock, transport, [port](MailboxId) { return accountAt(port); }, policy);
    Ours ours;
    ours.disk = diskRate(world.files.folder.path(), mails);
    const quint32 transactionsBefore = transactions(world.files);
    const std::clock_t processorBefore = std::clock();
    QElapsedTimer timer;
    timer.start();
    QEventLoop loop;
    QObject::connect(&sender, &Sender::batchFinished, &loop, &QEventLoop::quit);
    QTimer::singleShot(600'000, &loop, &QEventLoop::quit);
    sender.start();
    loop.exec();
    const double seconds = timer.nsecsElapsed() / 1e9;
    ours.processor = 1000.0 * double(std::clock() - processorBefore) / CLOCKS_PER_SEC / mails;
    ours.transactions = double(transactions(world.files) - transactionsBefore) / mails;
    ours.rate = mails / seconds;
    QCoro::waitFor(sender.close());
    if (world.sends(SendState::Accepted) != mails) {
        std::fprintf(stderr, "not all mails were accepted\n");
        std::exit(1);
    }
    return ours;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    benchWaitsForTheDisk = true;
    const int mails = argc > 1 ? std::atoi(argv[1]) : 500;
    const int waiting = argc > 2 ? std::atoi(argv[2]) : 10'000;
    const QString address = QStringLiteral("inet:127.0.0.1:%1").arg(freePort());
    QProcess sink;
    sink.start(tool(QStringLiteral("smtp-sink")), {address, QStringLiteral("100")});
    sink.waitForStarted();
    const quint16 port = address.section(QLatin1Char(':'), -1).toUShort();
    const bool listens = QTest::qWaitFor([port] {
        QTcpSocket line;
        line.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        return line.waitForConnected(1000);
    });
    if (!listens) {
        std::fprintf(stderr, "smtp-sink does not listen\n");
        return 1;
    }
    const double theirs = sourceRate(address, mails);
    const Ours ours = sendOurs(port, mails, Rules::DoNotCount, 0);
    const Ours alone = sendOurs(port, mails, Rules::Count, 0);
    const Ours ahead = sendOurs(port, mails, Rules::Count, waiting);
    sink.kill();
    sink.waitForFinished();
    const double theirsWithDisk = 1 / (1 / theirs + 1 / ours.disk);
    std::printf("%d mails: ours %.0f a second, %.2f ms of processor and %.2f transactions a mail\n", mails, ours.rate,
                ours.processor, ours.transactions);
    std::printf("smtp-source %.0f a second, ratio %.2f\n", theirs, ours.rate / theirs);
    std::printf("two waits for the disk a mail %.0f a second; smtp-source with them %.0f a second, ratio %.2f\n",
                ours.disk, theirsWithDisk, ours.rate / theirsWithDisk);
    std::printf("by the rules of the mailbox: %.0f a second, %.2f ms of processor and %.2f transactions a mail\n",
                alone.rate, alone.processor, alone.transactions);
    std::printf("with %d more waiting: %.0f a second, %.2f ms of processor and %.2f transactions a mail\n", waiting,
                ahead.rate, ahead.processor, ahead.transactions);
    return 0;
}
