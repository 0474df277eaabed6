// Durable sends per second over one line to Postfix's smtp-sink, beside Postfix's smtp-source in the same run.
//
//     SendBench [mails]
//
// Not as root: smtp-sink does not want that.
//
// Ours are whole: a real database, the intent on the disk before the first byte, the answer on the disk before anything
// else, what follows from it for draft, person and campaign. smtp-source writes nothing down.
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

double ourRate(quint16 port, int mails)
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
    QElapsedTimer timer;
    timer.start();
    sender.start();
    // An event loop that wakes up for each answer: QTest::qWaitFor() sleeps 10 ms between two looks at the events.
    QEventLoop loop;
    bool done = false;
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        done = world.sends(SendState::Accepted) == mails;
        if (done || timer.elapsed() > 600'000) {
            loop.quit();
        }
    });
    look.start(100);
    loop.exec();
    const double seconds = timer.nsecsElapsed() / 1e9;
    QCoro::waitFor(sender.close());
    if (!done) {
        std::fprintf(stderr, "not all mails were accepted\n");
        std::exit(1);
    }
    return mails / seconds;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
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
    const double ours = ourRate(port, mails);
    sink.kill();
    sink.waitForFinished();
    std::printf("%d mails: smtp-source %.0f a second, ours %.0f a second, ratio %.2f\n", mails, theirs, ours,
                ours / theirs);
    return 0;
}
