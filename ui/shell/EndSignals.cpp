#include "shell/EndSignals.h"

#include <QtGlobal>

#ifdef Q_OS_UNIX
#include <QSocketNotifier>

#include <array>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>
#endif

namespace AlwaysLeads {

#ifdef Q_OS_UNIX

namespace {

constexpr std::array endSignals{SIGTERM, SIGINT, SIGHUP};
std::array<int, 2> ends{-1, -1}; // of a pipe: hardly anything may be called where a signal is handled

void hear(int)
{
    const char mark = 1;
    const ssize_t written = write(ends[1], &mark, 1);
    static_cast<void>(written);
}

} // namespace

EndSignals::EndSignals(QObject *parent)
    : QObject(parent)
{
    if (pipe(ends.data()) != 0) {
        return;
    }
    for (const int end : ends) {
        fcntl(end, F_SETFD, FD_CLOEXEC);
        fcntl(end, F_SETFL, O_NONBLOCK);
    }
    auto *notifier = new QSocketNotifier(ends[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, notifier] {
        notifier->setEnabled(false);
        Q_EMIT endRequested();
    });
    struct sigaction action = {};
    action.sa_handler = hear;
    action.sa_flags = SA_RESTART | SA_RESETHAND;
    sigemptyset(&action.sa_mask);
    for (const int signal : endSignals) {
        struct sigaction present = {};
        if (sigaction(signal, nullptr, &present) == 0 && present.sa_handler != SIG_IGN) { // nohup stays in force
            sigaction(signal, &action, nullptr);
        }
    }
}

EndSignals::~EndSignals()
{
    for (const int signal : endSignals) {
        struct sigaction present = {};
        if (sigaction(signal, nullptr, &present) == 0 && present.sa_handler == hear) {
            std::signal(signal, SIG_DFL);
        }
    }
    for (int &end : ends) {
        if (end >= 0) {
            close(end);
        }
        end = -1;
    }
}

#else

EndSignals::EndSignals(QObject *parent)
    : QObject(parent)
{
}

EndSignals::~EndSignals() = default;

#endif

} // namespace AlwaysLeads
