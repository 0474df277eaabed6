#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// Before each mail the next one is looked for: the queue of a mailbox lies in an index in the order of its turns, so
// that only the first of them are read. Follow-ups go before first mails: `follow_up` says of a mail that may wait
// (again) what the place of its step says. And what a mailbox sent today is counted without reading rows, each of which
// holds the bytes of its mail.
const char *const schemaStep35 = R"sql(
ALTER TABLE send ADD COLUMN follow_up INTEGER NOT NULL DEFAULT 0 CHECK (follow_up IN (0, 1));
UPDATE send SET follow_up = 1
    WHERE state <> 'accepted' AND step_id IN (SELECT id FROM campaign_step WHERE position > 1);
CREATE TRIGGER send_follow_up_queued AFTER INSERT ON send
    WHEN new.follow_up <> EXISTS (SELECT 1 FROM campaign_step WHERE id = new.step_id AND position > 1)
BEGIN
    UPDATE send SET follow_up = 1 - new.follow_up WHERE id = new.id;
END;
-- While steps change places, theirs are negative.
CREATE TRIGGER send_follow_up_moved AFTER UPDATE OF position ON campaign_step WHEN new.position > 0
BEGIN
    UPDATE send SET follow_up = new.position > 1
        WHERE campaign_id = new.campaign_id AND step_id = new.id AND follow_up <> (new.position > 1)
            AND state <> 'accepted';
END;
DROP INDEX send_urgent; -- of step 30
CREATE INDEX send_in_line ON send (mailbox_id, urgent, follow_up, due_at)
    WHERE state IN ('waiting', 'refused for now') AND reason NOT IN ('hold', 'late, held')
        AND due_at < 253402300799000;
DROP INDEX send_by_mailbox;
CREATE INDEX send_by_mailbox ON send (mailbox_id, intent_at, state, step_id);
)sql";

} // namespace AlwaysLeads
