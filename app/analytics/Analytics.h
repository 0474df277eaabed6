#pragma once

#include "analytics/FigureTable.h"
#include "base/Clock.h"
#include "base/Task.h"
#include "storage/Database.h"

#include <QObject>
#include <QTimeZone>
#include <QTimer>

#include <functional>

namespace AlwaysLeads {

/// The figures of the dashboard: worked out from the ledger and what came back, on this computer, whenever they are
/// asked for. Nothing is kept, so nothing can disagree.
class Analytics : public QObject
{
    Q_OBJECT
public:
    /// `zone` says whose days they are, each time anew: a person may travel.
    Analytics(Database &database, const Clock &clock, SendPolicy policy = {},
              std::function<QTimeZone()> zone = &QTimeZone::systemTimeZone, QObject *parent = nullptr);

    /// ErrorKind::Cancelled when asked to stop.
    Task<Result<Figures>> figures(AnalyticsQuery query, std::stop_token stop = {});
    /// Whom a number counts. Leads that are deleted are among them.
    Task<Result<QList<LeadId>>> people(FigurePeople wanted);
    /// Into one CSV file.
    Task<Result<>> save(FigureTable table, QString path);
    /// Each into a file of its own name in the folder. Existing files of these names are replaced.
    Task<Result<>> saveAll(QList<FigureTable> tables, QString folder);

public Q_SLOTS:
    /// Something was sent, came in, was written or was paid; a burst of it is told once.
    void noteChange();

Q_SIGNALS:
    void changed();

private:
    Database &m_database;
    const Clock &m_clock;
    SendPolicy m_policy;
    std::function<QTimeZone()> m_zone;
    QTimer m_soon;
};

} // namespace AlwaysLeads
