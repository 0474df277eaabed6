#pragma once

#include "base/Clock.h"
#include "lead/CustomFieldStore.h"
#include "lead/LeadStore.h"
#include "lead/TagStore.h"
#include "storage/Database.h"

#include <QObject>

namespace AlwaysLeads {

/// A lead's status before it was changed: what undo needs.
struct LeadStatusBefore
{
    LeadId id;
    LeadStatus status = LeadStatus::New;

    bool operator==(const LeadStatusBefore &) const = default;
};

/// Leads as a person works with them.
class Leads : public QObject
{
    Q_OBJECT
public:
    Leads(Database &database, const Clock &clock, QObject *parent = nullptr);

    /// Refused: another lead has the address; Invalid: neither a name nor an address.
    Task<Result<LeadId>> add(Lead lead);
    Task<Result<>> edit(Lead lead);
    /// Everything about one person, for the inspector.
    Task<Result<Lead>> lead(LeadId id);
    Task<Result<QList<LeadFact>>> facts(LeadId id);

    /// Those that were not deleted before: hand them to restore() to undo.
    Task<Result<QList<LeadId>>> softDelete(QList<LeadId> ids);
    Task<Result<>> restore(QList<LeadId> ids);
    /// Hand the outcome to restoreStatus() to undo. A person who opted out stays so.
    Task<Result<QList<LeadStatusBefore>>> setStatus(QList<LeadId> ids, LeadStatus status);
    Task<Result<>> restoreStatus(QList<LeadStatusBefore> before);
    /// Those that did not have the tag: hand them to removeTag() to undo.
    Task<Result<QList<LeadId>>> addTag(QList<LeadId> ids, QString tag);
    Task<Result<QList<LeadId>>> removeTag(QList<LeadId> ids, QString tag);

    Task<Result<QList<TagCount>>> tags();
    Task<Result<QList<CustomField>>> customFields();
    /// Adds an own field, or gives the one with this name.
    Task<Result<CustomField>> addCustomField(QString label);

    /// For nouns that change leads in transactions of their own: tells everybody who shows them.
    void announce(const QList<LeadId> &ids);
    /// So many changed that everything should be read again.
    void announceReset();

Q_SIGNALS:
    void changed(const QList<AlwaysLeads::LeadId> &ids);
    void reset();

private:
    Database &m_database;
    const Clock &m_clock;
    LeadStore m_leads;
    TagStore m_tags;
    CustomFieldStore m_fields;
};

} // namespace AlwaysLeads
