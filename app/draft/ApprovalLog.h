#pragma once

#include "draft/Draft.h"
#include "storage/Connection.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// One line of who decided what, when, and about which bytes.
struct ApprovalEntry
{
    enum class Act {
        Approved,
        ApprovedAutomatically,
        ConfirmedSentence,
        TakenBack,
        Skipped,
        Rejected,
        Lapsed,
        AutomaticOn,
        AutomaticOff,
    };

    QDateTime at;
    QString who; ///< the sender's name; for a lapse "AlwaysLeads"
    Act act = Act::Approved;
    DraftId draft;
    QString campaign;
    QString person; ///< name and address
    QString subject;
    QString hash; ///< of what was read, in hex; empty where nothing was
    QString note; ///< why it lapsed; the sentence that was confirmed

    bool operator==(const ApprovalEntry &) const = default;
};

/// The table approval_log. Rows are only added, in the transaction of what they tell of.
class ApprovalLog
{
    Q_DECLARE_TR_FUNCTIONS(ApprovalLog)
public:
    /// The word in the database and in the exported file: "approved".
    static QString word(ApprovalEntry::Act act);

    /// Looks up who writes, to whom and for which campaign.
    Result<> note(Connection &connection, const Draft &draft, ApprovalEntry::Act act, const QString &note,
                  const QDateTime &now) const;
    /// About a whole campaign.
    Result<> note(Connection &connection, CampaignId campaign, ApprovalEntry::Act act, const QDateTime &now) const;
    /// Oldest first.
    Result<QList<ApprovalEntry>> all(Connection &connection) const;
    /// As a table for other programs: UTF-8, RFC 4180, times in UTC. No cell can be taken for a formula.
    static QByteArray csv(const QList<ApprovalEntry> &entries);

private:
    Result<> add(Connection &connection, const ApprovalEntry &entry) const;
};

} // namespace AlwaysLeads
