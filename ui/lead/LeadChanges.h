#pragma once

#include "lead/Leads.h"
#include "style/Icon.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <stop_token>

namespace AlwaysLeads {

class Shell;

/// Runs changes of many people: shows how far each is, lets it be stopped, and says when it was or failed.
class LeadChanges : public QObject
{
    Q_OBJECT
public:
    /// Begins the change; it is told where to report and when to stop.
    using Start = std::function<Task<Result<QList<LeadId>>>(BulkListener progress, std::stop_token stop)>;
    /// Gets whom it changed. Not called when it was stopped or failed.
    using Done = std::function<void(const QList<LeadId> &changed)>;

    LeadChanges(Shell &shell, QObject *page);
    /// Stops what still runs.
    ~LeadChanges() override;

    /// `verb` is what the window shows meanwhile: "Deleting".
    void run(Icon icon, const QString &verb, qint64 people, const Start &start, Done done);

private:
    Shell &m_shell;
    QHash<QString, std::stop_source> m_running; ///< by the row that shows it
    qint64 m_begun = 0;
};

} // namespace AlwaysLeads
