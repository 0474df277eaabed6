#pragma once

#include "base/Task.h"
#include "lead/BulkProgress.h"
#include "style/Icon.h"

#include <QHash>
#include <QObject>

#include <stop_token>

namespace AlwaysLeads {

class Shell;

/// Runs changes of many people: shows how far each is, lets it be stopped, and says when it was or failed.
class LeadChanges : public QObject
{
    Q_OBJECT
public:
    LeadChanges(Shell &shell, QObject *page);
    /// Stops what still runs.
    ~LeadChanges() override;

    /// `verb` is what the window shows meanwhile: "Deleting". `start(BulkListener, std::stop_token)` begins the change,
    /// a Task<Result<T>>; `done(const T &)` gets what came of it, and is not called when it was stopped or failed.
    template <typename Start, typename Done>
    void run(Icon icon, const QString &verb, qint64 people, const Start &start, const Done &done)
    {
        const Running running = begin(icon, verb, people);
        whenDone(start(running.progress, running.stop), this, [this, id = running.id, done](const auto &outcome) {
            if (!outcome) {
                endBadly(id, outcome.error());
                return;
            }
            end(id);
            done(*outcome);
        });
    }

private:
    struct Running
    {
        QString id;
        BulkListener progress;
        std::stop_token stop;
    };
    Running begin(Icon icon, const QString &verb, qint64 people);
    void end(const QString &id);
    void endBadly(const QString &id, const Error &error);

    Shell &m_shell;
    QHash<QString, std::stop_source> m_running; ///< by the row that shows it
    qint64 m_begun = 0;
};

} // namespace AlwaysLeads
