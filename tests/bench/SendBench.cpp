// Durable sends per second over one line to Postfix's smtp-sink, beside Postfix's smtp-source in the same run.
//
//     SendBench [mails]
//
// Not as root: smtp-sink does not want that.
//
// Ours are whole: a real database, the intent on the disk before the first byte, the answer on the disk before anything
// else, what follows from it for draft, person and campaign. smtp-source writes nothing down; so it is also reckoned
// how fast it would be if it waited for this disk twice a mail, which is the least that the promise needs.
#include "app/outbox/OutboxWorld.h"
#include "mail/SmtpTransport.h"
#include "outbox/Sender.h"

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

Ours sendOurs(quint16 port, int mails)
{
    OutboxWorld world;
    world.queue(mails);
    SystemClock clock;
    world.clock.advanceTo(clock.now());
    SmtpTimeouts timeouts;
    timeouts.idle = std::chrono::seconds(15);
    SmtpTransport transport({}, timeouts);
    SendPolicy policy;
    policy.calendar = false;
    policy.gap = std::chrono::milliseconds(0);
    policy.dailyLimit = 1'000'000;
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
    const Ours ours = sendOurs(port, mails);
    sink.kill();
    sink.waitForFinished();
    const double theirsWithDisk = 1 / (1 / theirs + 1 / ours.disk);
    std::printf("%d mails: ours %.0f a second, %.2f ms of processor and %.2f transactions a mail\n", mails, ours.rate,
                ours.processor, ours.transactions);
    std::printf("smtp-source %.0f a second, ratio %.2f\n", theirs, ours.rate / theirs);
    std::printf("two waits for the disk a mail %.0f a second; smtp-source with them %.0f a second, ratio %.2f\n",
                ours.disk, theirsWithDisk, ours.rate / theirsWithDisk);
    return 0;
}
