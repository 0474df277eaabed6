#pragma once

#include "lead/BulkProgress.h"
#include "lead/Leads.h"

#include <QLocale>
#include <QObject>

#include <functional>
#include <stop_token>

namespace AlwaysLeads {

/// Something about a person that can be changed in place or for many at once.
struct EditableField
{
    QString name; ///< as LeadValueStore knows it
    QString label;
    CustomField own; ///< kind and choices; a common field is a text
    bool forMany = true; ///< an address belongs to one person only

    bool operator==(const EditableField &) const = default;
};

/// What is to be done to many people at once.
struct BulkEdit
{
    enum class What { Set, Clear, AddTag, RemoveTag, SetStatus };
    What what = What::Set;
    QString field; ///< EditableField::name, for Set and Clear
    QString value; ///< as it was typed; a tag's name
    LeadStatus status = LeadStatus::New;
    QLocale locale;
};

/// What a bulk edit does to one person.
struct BulkLine
{
    LeadId lead;
    QString name;
    QString before;
    QString after;
    QString objection; ///< why this person stays as they are; empty: they change, or have the value already

    bool changes() const { return objection.isEmpty() && before != after; }
    bool operator==(const BulkLine &) const = default;
};

struct BulkPreview
{
    static constexpr qsizetype mostLines = 1000; ///< of each; nobody reads a million, and they take much memory

    QList<BulkLine> changing;
    QList<BulkLine> staying; ///< with an objection, or with the value already
    qint64 changingCount = 0;
    qint64 stayingCount = 0;

    bool operator==(const BulkPreview &) const = default;
};

/// Changes single values of people, of one in place or of many at once; each is one step to undo.
class LeadValues : public QObject
{
    Q_OBJECT
public:
    LeadValues(Database &database, const Clock &clock, Leads &leads, QObject *parent = nullptr);

    /// Those everybody has, then the person's own.
    Task<Result<QList<EditableField>>> fields();
    /// What stands in an editor for this value.
    Task<Result<QString>> editable(LeadId id, QString field, QLocale locale);
    /// False when it was so already. Invalid: a sentence about what was typed, nothing is changed.
    Task<Result<bool>> set(LeadId id, QString field, QString typed, QLocale locale);

    /// Invalid when the value fits nobody. `progress` as in apply().
    Task<Result<BulkPreview>> preview(QList<LeadId> ids, BulkEdit edit, BulkListener progress = {},
                                      std::stop_token stop = {});
    /// How many were changed. All in one transaction: an error or a stop (ErrorKind::Cancelled) leaves everybody as
    /// they were. `progress` is called on this object's thread, at most ten times a second.
    Task<Result<qint64>> apply(QList<LeadId> ids, BulkEdit edit, BulkListener progress = {}, std::stop_token stop = {});

private:
    Database &m_database;
    const Clock &m_clock;
    Leads &m_leads;
};

} // namespace AlwaysLeads
