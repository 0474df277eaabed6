#pragma once

#include "lead/CompanyStore.h"
#include "lead/LeadEventStore.h"
#include "lead/SourceStore.h"
#include "storage/Database.h"

#include <QLocale>
#include <QObject>

namespace AlwaysLeads {

/// Something that is known of a person, and from where.
struct StoryFact
{
    QString name; ///< as LeadFact::name; an own column as SourceStore::customField()
    QString label;
    QString value; ///< as shown
    QString source; ///< "spedition-2026.csv, row 214"; empty when nobody noted it
    QDateTime at; ///< when it came from there; invalid: nobody noted it
    bool isLink = false;
    SourceKind from = SourceKind::Person; ///< where `source` is known

    bool operator==(const StoryFact &) const = default;
};

/// Everything about one person that is not in their row: what happened, where values came from, who else works there.
struct LeadStory
{
    QList<StoryFact> facts;
    QList<StoryFact> above; ///< of what the card says at its top, and of tags and notes: where it came from
    QList<LeadEvent> events; ///< newest first
    QString suppressed; ///< why they are never written to, as a sentence; empty: they may be
    QString unreachable; ///< why no mail can arrive at their domain, as a sentence; empty: nothing says so
    QStringList former; ///< addresses of records that have become this one
    QString addedFrom; ///< where the person came from; empty: nobody noted it
    std::optional<CompanyPeople> company;
};

/// Reads the stories of people.
class LeadStories : public QObject
{
    Q_OBJECT
public:
    explicit LeadStories(Database &database, QObject *parent = nullptr);

    /// True for what a person's card says at its top.
    static bool standsAbove(const QString &fact);

    Task<Result<LeadStory>> story(LeadId id, QLocale locale);

private:
    Database &m_database;
};

} // namespace AlwaysLeads
