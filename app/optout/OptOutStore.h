#pragma once

#include "draft/Draft.h"
#include "lead/Lead.h"
#include "outbox/Send.h"
#include "storage/Connection.h"
#include "suppression/SuppressionStore.h"

#include <QCoreApplication>
#include <QSet>

#include <vector>

namespace AlwaysLeads {

/// Several subjects, asked at once.
class OptOutSubjects
{
public:
    explicit OptOutSubjects(const QList<SuppressionSubject> &subjects);
    bool cover(const EmailAddress &address) const;

private:
    QSet<QString> m_addresses;
    QSet<QString> m_domains;
    AddressPatterns m_patterns;
};

/// A draft that was taken out because its person must not be written to, with what it was before.
struct StoppedDraft
{
    DraftId draft;
    DraftState before = DraftState::Ready;
    QString reasonBefore;
    SendId send; ///< null: it did not wait in the outbox
    QDateTime dueBefore;

    bool operator==(const StoppedDraft &) const = default;
};

/// A person of the list of leads, as far as it matters here.
struct OptOutPerson
{
    LeadId id;
    QString name;
    std::optional<EmailAddress> address; ///< nothing: none, or one that cannot be read

    bool operator==(const OptOutPerson &) const = default;
};

/// The SQL of what a "no" reaches: people, drafts that could still go, mails that wait. Runs on a database thread,
/// inside its caller's transaction.
class OptOutStore
{
    Q_DECLARE_TR_FUNCTIONS(OptOutStore)
public:
    /// People of the list, without deleted ones, whom one of the subjects covers.
    Result<qint64> leads(Connection &connection, const QList<SuppressionSubject> &subjects) const;
    Result<QList<OptOutPerson>> people(Connection &connection, const QList<LeadId> &ids) const;

    /// Drafts ready, approved or queued whose person is covered, and that are not being handed over.
    Result<QList<StoppedDraft>> reached(Connection &connection, const OptOutSubjects &subjects) const;
    /// Looks at all of them again with the list as it stands now: waiting mails are cancelled, drafts blocked.
    Result<QList<StoppedDraft>> stopSuppressed(Connection &connection, const QDateTime &now) const;
    /// As they were, where that still holds: approvals that do not lapse, and who is refused for another reason stays.
    Result<> putBack(Connection &connection, const QList<StoppedDraft> &drafts, const QDateTime &now) const;

private:
    struct Open
    {
        StoppedDraft draft;
        QStringList addresses; ///< the one it was queued for, the person's now
        SendState sendState = SendState::Waiting;
        bool isLeaving() const
        {
            return !draft.send.isNull() && draft.before == DraftState::Queued && sendState != SendState::Waiting
                && sendState != SendState::RefusedForNow;
        }
    };
    Result<QList<Open>> open(Connection &connection) const;
    Result<> putBack(Connection &connection, const StoppedDraft &stopped, const QDateTime &now) const;
};

} // namespace AlwaysLeads
