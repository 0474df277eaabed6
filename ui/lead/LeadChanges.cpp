#include "lead/LeadChanges.h"

#include "shell/Shell.h"

#include <QPointer>

namespace AlwaysLeads {

namespace {
/// So many take a moment in any case, so what is under way is shown from its first moment.
constexpr qint64 shownAtOnce = 2000;
} // namespace

LeadChanges::LeadChanges(Shell &shell, QObject *page)
    : QObject(page)
    , m_shell(shell)
{
}

LeadChanges::~LeadChanges()
{
    for (std::stop_source &stop : m_running) {
        stop.request_stop();
    }
}

LeadChanges::Running LeadChanges::begin(Icon icon, const QString &verb, qint64 people)
{
    const QString id = QStringLiteral("leadsChange-%1").arg(++m_begun);
    const std::stop_source stop;
    m_running.insert(id, stop);
    const auto show = [this, id, icon, verb, stop](qint64 gone, qint64 total) {
        m_shell.showProgress(id, {icon, verb, int(gone), int(total)}, [stop]() mutable { stop.request_stop(); });
    };
    if (people >= shownAtOnce) {
        show(0, people);
    }
    const QPointer<LeadChanges> self(this);
    const auto progress = [self, show](BulkProgress now) {
        if (self && now.done < now.total) { // a row that is done goes away by itself
            show(now.done, now.total);
        }
    };
    return {id, progress, stop.get_token()};
}

void LeadChanges::end(const QString &id)
{
    m_running.remove(id);
    m_shell.endProgress(id);
}

void LeadChanges::endBadly(const QString &id, const Error &error)
{
    end(id);
    if (error.kind == ErrorKind::Cancelled) {
        m_shell.showToast(tr("Stopped. Nobody was changed."));
    } else {
        m_shell.showProblem(error);
    }
}

} // namespace AlwaysLeads
