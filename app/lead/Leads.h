#pragma once

#include "base/Clock.h"
#include "history/EditHistory.h"
#include "lead/BulkProgress.h"
#include "lead/CustomFieldStore.h"
#include "lead/LeadStore.h"
#include "lead/TagStore.h"
#include "storage/Database.h"

#include <QObject>

namespace AlwaysLeads {

class LeadRecords;

/// What became of somebody whom a link names.
struct LeadWhereabouts
{
    LeadId id; ///< another one's where they have become one with them
    QString name; ///< or the address
    QDateTime deletedAt; ///< invalid: not deleted
};

/// Leads as a person works with them. What changes them goes through the history, to be undone and done again.
class Leads : public QObject
{
    Q_OBJECT
public:
    /// How long a deleted person can be brought back.
    static constexpr int daysToRestore = 30;

    Leads(Database &database, const Clock &clock, QObject *parent = nullptr);
    ~Leads() override;

    /// What was done to people, companies, tags, lists and fields. Services beside this one write through it as well.
    EditHistory &history() { return *m_history; }
    /// Tables of nouns above that refer to people, each before those it refers to. Before the first edit.
    void recordTables(const QStringList &tables);
    /// Tables of a noun above whose rows are worked out again for each person, such as scores: they stand in the way of
    /// no undo. Before the first edit.
    void letFollow(const QStringList &tables);
    /// Takes back the newest edit, whatever it was.
    Task<Result<>> undoLast();

    /// Refused: another lead has the address; Invalid: neither a name nor an address.
    Task<Result<LeadId>> add(Lead lead);
    /// `told`: the CompanyDetails::names() that the person set anew, for everybody at the company; the others are left.
    Task<Result<>> edit(Lead lead, QStringList told = {});
    /// Everything about one person, for the inspector.
    Task<Result<Lead>> lead(LeadId id);
    Task<Result<QList<LeadFact>>> facts(LeadId id);
    /// NotFound for somebody who is gone for good.
    Task<Result<LeadWhereabouts>> whereabouts(LeadId id);

    // What is done to many people is one transaction and one step to undo: an error or a stop (ErrorKind::Cancelled)
    // leaves everybody as they were. `progress` is called on this object's thread, at most ten times a second. Each
    // gives those that changed.

    /// Those that were not deleted before.
    Task<Result<QList<LeadId>>> softDelete(QList<LeadId> ids, BulkListener progress = {}, std::stop_token stop = {});
    /// Those that were deleted. Refused for somebody who has become one with another person.
    Task<Result<QList<LeadId>>> restore(QList<LeadId> ids, BulkListener progress = {}, std::stop_token stop = {});
    /// Those whose status was another. A person who opted out stays so.
    Task<Result<QList<LeadId>>> setStatus(QList<LeadId> ids, LeadStatus status, BulkListener progress = {},
                                          std::stop_token stop = {});
    /// Those that did not have the tag.
    Task<Result<QList<LeadId>>> addTag(QList<LeadId> ids, QString tag, BulkListener progress = {},
                                       std::stop_token stop = {});
    Task<Result<QList<LeadId>>> removeTag(QList<LeadId> ids, QString tag, BulkListener progress = {},
                                          std::stop_token stop = {});

    /// Takes people away for good who were deleted longer than daysToRestore ago and whom nothing needs. How many.
    Task<Result<qint64>> purge();
    /// Saved while it is typed: what follows each other for one person is one edit.
    Task<Result<>> setNotes(LeadId id, QString notes);

    Task<Result<QList<TagCount>>> tags();
    Task<Result<QList<CustomField>>> customFields();
    /// Adds an own field, or gives the one with this name.
    Task<Result<CustomField>> addCustomField(QString label);

    /// For nouns that change leads in transactions of their own: tells everybody who shows them.
    void announce(const QList<LeadId> &ids);
    /// So many changed that everything should be read again.
    void announceReset();
    /// "4 people"
    static QString people(qint64 number);

Q_SIGNALS:
    void changed(const QList<AlwaysLeads::LeadId> &ids);
    void reset();

private:
    /// What one change does, in its transaction; gives those that changed.
    using BulkWork = std::function<Result<QList<LeadId>>(Connection &, EditNote &, BulkCount &)>;
    Task<Result<QList<LeadId>>> changeMany(BulkWork work, qint64 total, BulkListener progress, std::stop_token stop);

    Database &m_database;
    const Clock &m_clock;
    LeadRecords *m_records; ///< the history owns them
    std::unique_ptr<EditHistory> m_history;
    LeadStore m_leads;
    TagStore m_tags;
    CustomFieldStore m_fields;
};

} // namespace AlwaysLeads
