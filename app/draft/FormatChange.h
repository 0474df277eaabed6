#pragma once

#include "draft/Draft.h"
#include "storage/Connection.h"

namespace AlwaysLeads {

struct Lead;

/// What becomes of texts that were written while their campaign's mails looked otherwise. Words that come from the
/// template are what it gives now, with the same places of Claude's in it: marks that a person set in it count or do
/// not. Whatever else stands there (a whole mail of Claude's, what a person typed) goes on reading as it did: signs
/// that were only signs are none of the marks, and marks are taken out where they would be seen as signs. Claude is not
/// asked again. Runs on a database thread, inside its caller's transaction.
class FormatChange
{
public:
    /// `before`: how they looked. How they look now is read from the campaign.
    explicit FormatChange(MailFormat before);

    /// All drafts of the campaign that were not sent, but for those that wait in the outbox: these may be leaving, and
    /// follow when their approval lapses.
    Result<> follow(Connection &connection, CampaignId campaign, const QDateTime &now) const;
    /// One whose approval lapsed.
    Result<> follow(Connection &connection, DraftId draft, const QDateTime &now) const;

private:
    class Templates;
    Result<> follow(Connection &connection, Draft draft, Templates &templates, const QDateTime &now) const;

    MailFormat m_before;
};

} // namespace AlwaysLeads
