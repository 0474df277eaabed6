#pragma once

#include "lead/DuplicateStore.h"
#include "lead/Leads.h"

#include <QObject>

#include <vector>

namespace AlwaysLeads {

/// The nouns above that know people: campaigns, drafts, mails. They sign in here, so that lead knows nothing of them.
/// Everything runs on a database thread.
class LeadMergeUse
{
public:
    virtual ~LeadMergeUse() = default;
    /// How much hangs on this person: the one with most stays.
    virtual Result<qint64> weight(Connection &connection, LeadId lead) const = 0;
    /// Why these must not become one now, as a sentence; empty when they may.
    virtual Result<QString> objection(Connection &connection, LeadId kept, const QList<LeadId> &others) const = 0;
    /// What goes along, in a few words each: "2 mails that were sent".
    virtual Result<QStringList> along(Connection &connection, const QList<LeadId> &others) const = 0;
    /// Brings it over, so that nobody is written to twice.
    virtual Result<> follow(Connection &connection, LeadId kept, const QList<LeadId> &others,
                            const QDateTime &now) const = 0;
};

/// One field side by side.
struct MergeField
{
    QString name; ///< as LeadValueStore knows it
    QString label;
    QStringList values; ///< as shown, one a person; empty where not known
    int proposed = 0; ///< whose value is taken when nobody says otherwise
    bool differs = false;

    bool operator==(const MergeField &) const = default;
};

/// People about to become one.
struct MergeLook
{
    QList<Lead> people; ///< the first one is kept
    QList<MergeField> fields; ///< those that anybody has
    QStringList along; ///< what moves, in words
    QString objection; ///< not empty: they must not become one now
};

struct MergePlan
{
    QList<LeadId> people; ///< the first one is kept
    QMap<QString, LeadId> winners; ///< by field, where another than the kept one's value is taken
};

/// Makes one person of several. The one with most behind them is kept; the others stay as former addresses, so that
/// what was sent to them was sent to this person. One step to undo.
class LeadMerge : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype atMost = 8;

    LeadMerge(Database &database, const Clock &clock, Leads &leads, QObject *parent = nullptr);

    /// `use` lives as long as this service.
    void addUse(const LeadMergeUse &use) { m_uses.push_back(&use); }

    /// Invalid for fewer than two or more than atMost.
    Task<Result<MergeLook>> look(QList<LeadId> ids);
    /// Refused while a mail to one of them is underway, and when the first is not the one to keep.
    Task<Result<>> merge(MergePlan plan);
    Task<Result<QList<DuplicateGroup>>> duplicates(std::stop_token stop = {});
    /// They are different people: duplicates() does not name them together any more. Gives the words of the edit, one
    /// step to undo. Invalid for fewer than two or more than atMost.
    Task<Result<QString>> keepApart(QList<LeadId> people);

Q_SIGNALS:
    /// duplicates() has another answer, for another reason than that people changed.
    void duplicatesChanged();

private:
    Result<MergeLook> lookAt(Connection &connection, const QList<LeadId> &ids) const;
    Result<QString> objection(Connection &connection, const QList<Lead> &people) const;
    Result<> carryOut(Connection &connection, const MergePlan &plan, const MergeLook &look, const QDateTime &now) const;

    Database &m_database;
    const Clock &m_clock;
    Leads &m_leads;
    std::vector<const LeadMergeUse *> m_uses;
};

} // namespace AlwaysLeads
