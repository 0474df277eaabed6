// The program that CrashTest, RandomKillTest and ServiceCrashTest kill: a Sender over the real transports on a real
// database. Ends by itself once nothing waits any more.
//
//     outbox_crash_child DATABASE PORT [POINT NTH]
//     outbox_crash_child DATABASE PORT tls AUTHORITY USER PASSWORD
//     outbox_crash_child DATABASE PORT graph TOKEN [POINT NTH]
//
// POINT is the number of a HandOverPoint at which it kills itself when it comes there for the NTH time. With "tls" it
// signs in at a real server, whose certificate the file AUTHORITY vouches for; with "graph" it sends by the stand-in of
// Microsoft Graph at that port. It says "sending" when it begins.

#include "base/Clock.h"
#include "cloudmail/GraphTransport.h"
#include "mail/SmtpTransport.h"
#include "net/HttpClient.h"
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

Task<Result<MailAccount>> given(MailAccount account)
{
    co_return account;
}

Task<Result<QString>> givenToken(QString token)
{
    co_return token;
}

MailAccount microsoftAccount(const QString &token)
{
    CloudAccount account;
    account.service = CloudAccount::Service::Microsoft;
    account.token = [token](bool) { return givenToken(token); };
    return account;
}

QUrl graphAt(quint16 port)
{
    QUrl url(QStringLiteral("http://127.0.0.1/v1.0"));
    url.setPort(port);
    return url;
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
    const bool isGraph = arguments.size() > 4 && arguments.at(3) == QLatin1String("graph");
    const qsizetype deed = isGraph ? 5 : 3; // what follows is when to die
    const bool dies = !isReal && arguments.size() > deed + 1;
    const int point = dies ? arguments.at(deed).toInt() : -1;
    int left = dies ? arguments.at(deed + 1).toInt() : 0;
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
    SmtpTransport smtp(trusted);
    HttpClient http(clock);
    GraphTransport graph(http, clock, graphAt(port));
    MailTransport &transport = isGraph ? static_cast<MailTransport &>(graph) : smtp;
    const MailAccount route = isGraph ? microsoftAccount(arguments.at(4)) : MailAccount(account);
    SendPolicy policy;
    policy.gap = std::chrono::milliseconds(0);
    policy.dailyLimit = 1000;
    policy.calendar = false;
    policy.networkTries = {std::chrono::milliseconds(20)};
    Outbox outbox(**database, clock, policy);
    Sender sender(
        **database, clock, transport, [route](MailboxId) { return given(route); }, policy,
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
