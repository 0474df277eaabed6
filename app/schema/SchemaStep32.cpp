#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// A mail that lay in two mailboxes was taken for two replies before step 27, which left one of them, but both events of
// the person's history; scores count those. An event is written in the moment its reply is, or in that in which a
// colleague's mail was said to be an answer. So among the events with the subject of a reply that lies in several
// places, those that no reply explains are the doubles, and no more than it has further places.
// And an event that is taken back counts in no score any more; and the shelves of the inbox are read by indices, since
// a row of `reply` holds the bytes of its mail.
const char *const schemaStep32 = R"sql(
CREATE TRIGGER score_stale_event_gone AFTER DELETE ON lead_event
    WHEN EXISTS (SELECT 1 FROM lead WHERE id = OLD.lead_id)
BEGIN
    INSERT INTO score_stale (lead_id) SELECT OLD.lead_id
        WHERE OLD.lead_id IS NOT (SELECT lead_id FROM score_stale ORDER BY rowid DESC LIMIT 1);
END;
WITH copies AS (
    SELECT r.lead_id, r.subject, (SELECT count(*) FROM reply_place p WHERE p.reply_id = r.id) - 1 AS more FROM reply r
        WHERE r.lead_id IS NOT NULL
), allowed AS (
    SELECT lead_id, subject, sum(more) AS more FROM copies GROUP BY lead_id, subject HAVING sum(more) > 0
), unexplained AS (
    SELECT e.id, a.more, row_number() OVER (PARTITION BY e.lead_id, e.detail ORDER BY e.at DESC, e.id DESC) AS place
        FROM allowed a JOIN lead_event e ON e.lead_id = a.lead_id AND e.kind = 'replied' AND e.detail = a.subject
        WHERE (SELECT count(*) FROM lead_event x
                WHERE x.lead_id = e.lead_id AND x.kind = 'replied' AND x.at = e.at AND x.id <= e.id)
            > (SELECT count(*) FROM reply r WHERE r.lead_id = e.lead_id AND r.created_at = e.at)
            + (SELECT count(*) FROM reply r JOIN reply_decision d ON d.reply_id = r.id AND d.kind = 'sender'
                WHERE r.lead_id = e.lead_id AND d.decided_at = e.at)
)
DELETE FROM lead_event WHERE id IN (SELECT id FROM unexplained WHERE place <= more);
CREATE INDEX reply_open_by_time ON reply (received_at DESC, id DESC, class, snoozed_until, read_at, done_at)
    WHERE done_at IS NULL;
CREATE INDEX reply_done_by_time ON reply (received_at DESC, id DESC) WHERE done_at IS NOT NULL;
)sql";

} // namespace AlwaysLeads
