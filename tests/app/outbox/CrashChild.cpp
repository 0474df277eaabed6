// The program that CrashTest and RandomKillTest kill: a Sender over the real SMTP transport on a real database. Ends by
// itself once nothing waits any more.
//
//     outbox_crash_child DATABASE PORT [POINT NTH]
//     outbox_crash_child DATABASE PORT tls AUTHORITY USER PASSWORD
//
// POINT is the number of a HandOverPoint at which it kills itself when it comes there for the NTH time. With "tls" it
// signs in at a real server, whose certificate the file AUTHORITY vouches for. It says "sending" when it begins.

#include "base/Clock.h"
#include "mail/SmtpTransport.h"
#include "outbox/Outbox.h"
#include "outbox/Sender.h"
#include "schema/Schema.h"
#include "storage/Database.h"

#include <QCoreApplication>
#include <QCoroTask>

#include <QSslCertificate>

#include <csignal>
#include <cstdio>
#include <cstdlib>

#ifdef Q_OS_WIN
#include <windows.h>
#endif

using namespace AlwaysLeads;

namespace {

[[noreturn]] void die()
{
#ifdef Q_OS_WIN
    TerminateProcess(GetCurrentProcess(), 9);
#else
    std::raise(SIGKILL);
#endif
    std::abort();
}

Task<Result<MailAccount>> given(SmtpAccount account)
{
    co_return account;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.size() < 3) {
        return 2;
    }
    const quint16 port = arguments.at(2).toUShort();
    const bool isReal = arguments.size() > 6 && arguments.at(3) == QLatin1String("tls");
    const int point = arguments.size() > 4 && !isReal ? arguments.at(3).toInt() : -1;
    int left = arguments.size() > 4 && !isReal ? arguments.at(4).toInt() : 0;
    SmtpAccount account;
    account.host = QStringLiteral("127.0.0.1");
    account.port = port;
    account.security = SmtpAccount::Security::LoopbackPlain;
    QList<QSslCertificate> trusted;
    if (isReal) {
        account.host = QStringLiteral("localhost");
        account.security = SmtpAccount::Security::ImplicitTls;
        account.userName = arguments.at(5);
        account.password = arguments.at(6);
        trusted = QSslCertificate::fromPath(arguments.at(4));
    }

    Result<std::unique_ptr<Database>> database = Database::open(arguments.at(1), schemaSteps());
    if (!database) {
        qCritical("%s", qPrintable(database.error().message));
        return 3;
    }
    SystemClock clock;
    SmtpTransport transport(trusted);
    SendPolicy policy;
    policy.gap = std::chrono::milliseconds(0);
    policy.dailyLimit = 1000;
    policy.calendar = false;
    policy.networkTries = {std::chrono::milliseconds(20)};
    Outbox outbox(**database, clock, policy);
    Sender sender(
        **database, clock, transport, [account](MailboxId) { return given(account); }, policy,
        [&](HandOverPoint reached) {
            if (int(reached) == point && --left == 0) {
                die();
            }
        });
    QObject::connect(&sender, &Sender::idle, &application, [&] {
        whenDone(outbox.summary(), &application, [&](const Result<SendingSummary> &summary) {
            if (!summary || summary->waiting == 0) {
                application.exit(summary ? 0 : 4);
            }
        });
    });
    std::puts("sending");
    std::fflush(stdout);
    sender.start();
    const int code = application.exec();
    QCoro::waitFor(sender.close());
    return code;
}
