#pragma once

#include "lead/Lead.h"
#include "scoring/ScoreCard.h"
#include "scoring/ScoreFields.h"
#include "scoring/ScoreSubject.h"
#include "storage/Connection.h"

#include <vector>

namespace AlwaysLeads {

/// The tables score_rules, lead_score, hand_score and score_stale, and what rules have to know of people.
class ScoreStore
{
public:
    /// The tables whose rows say nothing that is not worked out again.
    static QStringList derivedTables();
    /// The tables in which what a person did stands, for undo.
    static QStringList recordedTables();
    /// The newest version; nothing when none was ever saved.
    Result<std::optional<ScoreRules>> rules(Connection &connection) const;
    /// The new version's number.
    Result<qint64> saveRules(Connection &connection, const ScoreRules &rules, const QDateTime &now) const;
    Result<ScoreFields> fields(Connection &connection) const;

    /// Which parts of a person subjects() reads; what no rule asks for is left out.
    struct Needs
    {
        bool custom = true;
        bool tags = true;
        bool events = true;
    };
    /// In the order of `ids`; those that are gone or deleted are left out.
    Result<std::vector<ScoreSubject>> subjects(Connection &connection, const std::vector<LeadId> &ids,
                                               Needs needs) const;

    /// Ids above `after`, upwards, not deleted: all, or those that were not scored by these rules.
    Result<std::vector<LeadId>> next(Connection &connection, LeadId after, std::optional<qint64> notByRules,
                                     int most) const;
    Result<qint64> count(Connection &connection, std::optional<qint64> notByRules) const;
    /// How many people have a score of 0 to 9, 10 to 19, …, 90 to 100.
    Result<ScoreSpread> spread(Connection &connection) const;

    Result<std::optional<LeadScore>> of(Connection &connection, LeadId lead) const;
    /// Keeps the card, and in lead.score its sum, or what was set by hand.
    Result<> keep(Connection &connection, LeadId lead, const ScoreCard &card, qint64 rulesVersion,
                  const QDateTime &now) const;
    /// Nothing gives them back to the rules. How many have another setting after it.
    Result<qint64> setByHand(Connection &connection, const QList<LeadId> &leads, std::optional<int> score) const;

    /// People who changed since they were scored, as triggers of the schema wrote them down.
    struct Stale
    {
        std::vector<LeadId> ids; ///< each once
        qint64 last = 0; ///< to be handed to dropStale()
    };
    Result<Stale> stale(Connection &connection, int most) const;
    Result<> dropStale(Connection &connection, qint64 last) const;

private:
    Result<> readCustom(Connection &connection, const QString &ids, std::vector<ScoreSubject> &subjects) const;
    Result<> readTags(Connection &connection, const QString &ids, std::vector<ScoreSubject> &subjects) const;
    Result<> readEvents(Connection &connection, const QString &ids, std::vector<ScoreSubject> &subjects) const;
};

} // namespace AlwaysLeads
