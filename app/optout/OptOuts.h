#pragma once

#include "base/Clock.h"
#include "optout/OptOutList.h"
#include "optout/OptOutStore.h"
#include "storage/Database.h"
#include "suppression/Suppression.h"

#include <QObject>

#include <functional>
#include <stop_token>

namespace AlwaysLeads {

/// What a "no" would reach, said before it is given.
struct OptOutEffect
{
    qint64 leads = 0;
    int mails = 0; ///< that wait in the outbox
    int drafts = 0; ///< ready or approved, and not in the outbox

    bool operator==(const OptOutEffect &) const = default;
};

/// What was done, for the report and for an undo.
struct OptOutDone
{
    std::vector<SuppressionId> added; ///< new entries only
    qint64 alreadyThere = 0;
    QList<StoppedDraft> stopped;
};

/// A list to take over.
struct OptOutListWish
{
    QString path;
    int column = 0;
    SuppressionReason reason = SuppressionReason::ByHand;
};

struct RefusedOptOut
{
    qint64 row = 0;
    QString text;
    QString why;

    bool operator==(const RefusedOptOut &) const = default;
};

struct OptOutReport
{
    OptOutDone done;
    qint64 refused = 0;
    QList<RefusedOptOut> refusedRows; ///< the first of them
};

/// Says "no" in a person's name and lets it be felt at once: whoever goes on the list has no mail in the outbox and no
/// draft that could be sent in the same moment. Whatever adds to the list in another way is followed by
/// stopSuppressed().
class OptOuts : public QObject
{
    Q_OBJECT
public:
    static constexpr int mostRefusedRows = 1000; ///< that a report names

    OptOuts(Database &database, const Clock &clock, Suppression &suppression, QObject *parent = nullptr);

    /// For a field while it is typed in: a newer question stops the older one.
    Task<Result<OptOutEffect>> preview(QList<SuppressionSubject> subjects, std::stop_token stop = {});
    Task<Result<QList<OptOutPerson>>> people(QList<LeadId> leads);
    /// The reason why these are not written to already, by the address in small letters.
    Task<Result<OptOutDone>> add(QList<SuppressionSubject> subjects, SuppressionReason reason, QString detail);
    /// Undoes add() and importList(): releases what they added and puts the drafts back where they still hold.
    Task<Result<>> takeBack(OptOutDone done);
    /// Blocks what the list reaches as it stands. How many drafts.
    Task<Result<int>> stopSuppressed();

    Task<Result<OptOutListLook>> look(QString path);
    /// `progress`, 0 to 1, is called on this thread. Stopped or failed, it leaves the list as it was.
    Task<Result<OptOutReport>> importList(OptOutListWish wish, std::function<void(double)> progress = {},
                                          std::stop_token stop = {});
    /// The list as it is shown, newest first, as CSV; addresses only as far as they are known. How many.
    Task<Result<qint64>> exportList(QString path, QString search);

Q_SIGNALS:
    /// Drafts or waiting mails changed.
    void stopped();

private:
    using Chunk = std::vector<OptOutListLine>;
    Task<Result<>> takeOver(Chunk chunk, OptOutListWish wish, std::shared_ptr<OptOutReport> report);
    void told(bool listChanged, bool draftsChanged);

    Database &m_database;
    const Clock &m_clock;
    Suppression &m_suppression;
};

} // namespace AlwaysLeads
