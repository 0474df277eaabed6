#pragma once

#include "lead/LeadMerge.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// What campaigns, drafts and the ledger hold of people who become one. The one who is kept inherits what was sent to
/// the others, so that nobody gets the same mail twice; while a mail to one of the others is underway, none of this
/// happens.
class ContactHistoryStore : public LeadMergeUse
{
    Q_DECLARE_TR_FUNCTIONS(ContactHistoryStore)
public:
    /// The tables that change with a merge, each before those it refers to: the history has to record them.
    static QStringList tables();

    Result<qint64> weight(Connection &connection, LeadId lead) const override;
    Result<QString> objection(Connection &connection, LeadId kept, const QList<LeadId> &others) const override;
    Result<QStringList> along(Connection &connection, const QList<LeadId> &others) const override;
    Result<> follow(Connection &connection, LeadId kept, const QList<LeadId> &others,
                    const QDateTime &now) const override;

private:
    Result<QString> underway(Connection &connection, LeadId other) const;
    Result<QString> bothInOne(Connection &connection, LeadId kept, LeadId other) const;
    Result<> leaveCampaigns(Connection &connection, LeadId kept, LeadId other) const;
    Result<> moveMails(Connection &connection, LeadId kept, LeadId other, const QDateTime &now) const;
    Result<> moveReplies(Connection &connection, LeadId kept, LeadId other) const;
    Result<> moveEnrolments(Connection &connection, LeadId kept, LeadId other) const;
};

} // namespace AlwaysLeads
