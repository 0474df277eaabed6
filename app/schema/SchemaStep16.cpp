#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// Campaigns that send from several mailboxes, mails a person wants to leave now, and mails that came back.
const char *const schemaStep16 = R"sql(
-- The mailboxes beside campaign.mailbox_id. A first mail leaves from the one with the most left of its day.
CREATE TABLE campaign_also_from (
    campaign_id INTEGER NOT NULL REFERENCES campaign (id),
    mailbox_id INTEGER NOT NULL REFERENCES mailbox (id),
    PRIMARY KEY (campaign_id, mailbox_id)
) STRICT, WITHOUT ROWID;
-- Why from this mailbox, of several: 'conversation' or 'left 12 of 40'. Empty: there was one.
ALTER TABLE send ADD COLUMN sender_why TEXT NOT NULL DEFAULT '';
-- The person said "now": pauses and hours do not hold it back. Over with the next attempt.
ALTER TABLE send ADD COLUMN urgent INTEGER NOT NULL DEFAULT 0 CHECK (urgent IN (0, 1));
-- Its address is dead, said by a mail that came back after the server had taken it.
ALTER TABLE send ADD COLUMN returned_at INTEGER;
CREATE INDEX send_by_return ON send (returned_at) WHERE returned_at IS NOT NULL;
-- Change sets name columns by place: what was noted for the old shape cannot be put back into the new one.
DELETE FROM edit;
)sql";

} // namespace AlwaysLeads
