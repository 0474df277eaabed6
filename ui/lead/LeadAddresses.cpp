#include "lead/LeadAddresses.h"

#include "lead/AddressChecks.h"
#include "lead/LeadWords.h"
#include "shell/Shell.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

const QString progressId = QStringLiteral("addresses");

QString domains(qint64 number)
{
    return number == 1 ? LeadAddresses::tr("1 domain") : LeadAddresses::tr("%1 domains").arg(LeadWords::number(number));
}

} // namespace

LeadAddresses::LeadAddresses(AddressChecks &checks, Shell &shell, QObject *page)
    : QObject(page)
    , m_checks(checks)
    , m_shell(shell)
{
    connect(&checks, &AddressChecks::progressed, this, [this](qint64 done, qint64 total) {
        // The last one stays until what was found is written down.
        m_shell.showProgress(progressId,
                             {Icon::MailCheck, tr("Checking addresses"), int(std::min(done, total - 1)), int(total)},
                             [this] {
                                 whenDone(m_checks.cancel(), this, [this](const Result<> &outcome) {
                                     if (!outcome) {
                                         m_shell.showProblem(outcome.error());
                                     }
                                 });
                             });
    });
    connect(&checks, &AddressChecks::ended, this, &LeadAddresses::showEnded);
    connect(&checks, &AddressChecks::failed, this, [this](const Error &error) {
        m_shell.endProgress(progressId);
        m_shell.showProblem({error.kind,
                             tr("Checking the addresses broke off and is tried again. %1").arg(error.message),
                             error.detail});
    });
}

void LeadAddresses::check(const QList<LeadId> &leads)
{
    if (leads.isEmpty()) {
        return;
    }
    whenDone(m_checks.check(leads), this, [this](const Result<qint64> &wanted) {
        if (!wanted) {
            m_shell.showProblem(wanted.error());
        } else if (*wanted == 0) {
            m_shell.showToast(
                tr("Nothing to look up: these addresses were checked within %1 days, or are being checked")
                    .arg(AddressChecks::daysKnown));
        }
    });
}

QString LeadAddresses::unreachable(qint64 addresses)
{
    return addresses == 1 ? tr("1 address can get no mail")
                          : tr("%1 addresses can get no mail").arg(LeadWords::number(addresses));
}

void LeadAddresses::showEnded(const AddressCheckSum &sum)
{
    m_shell.endProgress(progressId);
    if (sum.quiet) {
        return;
    }
    if (sum.stopped) {
        m_shell.showToast(tr("Stopped after %1. What was found is kept.").arg(domains(sum.domains)));
        return;
    }
    if (sum.domains == 0) {
        m_shell.showToast(
            tr("The DNS does not answer; perhaps you are offline. The addresses are checked when it does."));
        return;
    }
    QString said = sum.unreachable > 0 ? unreachable(sum.unreachable) + tr(", marked as invalid")
                                       : tr("%1 looked up: all take mail").arg(domains(sum.domains));
    if (sum.unanswered > 0) {
        said += tr(". %1 did not answer and are tried again").arg(domains(sum.unanswered));
    }
    m_shell.showToast(said);
}

} // namespace AlwaysLeads
