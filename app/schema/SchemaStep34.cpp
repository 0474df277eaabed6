#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// Bounces, complaints and opt-outs that lay in two mailboxes wrote two events before step 27, as answers did (see step
// 32). Their events have the same words, and the one that stays is of the moment of its reply or of what the person
// said to it; beside it go those with the same words that nothing explains, no more than the reply has further places.
// An absence writes no event.
const char *const schemaStep34 = R"sql(
WITH spread AS (
    SELECT r.id, r.lead_id, r.created_at, (SELECT count(*) FROM reply_place p WHERE p.reply_id = r.id) - 1 AS more
        FROM reply r WHERE r.lead_id IS NOT NULL
), kept AS (
    SELECT e.lead_id, e.kind, e.detail, sum(s.more) AS more FROM spread s JOIN lead_event e ON e.lead_id = s.lead_id
        WHERE s.more > 0 AND e.kind IN ('bounced', 'opted out')
            AND (e.at = s.created_at OR EXISTS (SELECT 1 FROM reply_decision d
                WHERE d.reply_id = s.id AND d.kind = 'opt-out' AND d.decided_at = e.at))
        GROUP BY e.lead_id, e.kind, e.detail
), unexplained AS (
    SELECT e.id, k.more,
            row_number() OVER (PARTITION BY e.lead_id, e.kind, e.detail ORDER BY e.at DESC, e.id DESC) AS place
        FROM kept k JOIN lead_event e ON e.lead_id = k.lead_id AND e.kind = k.kind AND e.detail = k.detail
        WHERE (SELECT count(*) FROM lead_event x
                WHERE x.lead_id = e.lead_id AND x.kind = e.kind AND x.at = e.at AND x.id <= e.id)
            > (SELECT count(*) FROM reply r WHERE r.lead_id = e.lead_id AND r.created_at = e.at)
            + (SELECT count(*) FROM reply r JOIN reply_decision d ON d.reply_id = r.id
                WHERE r.lead_id = e.lead_id AND d.kind = 'opt-out' AND d.decided_at = e.at)
)
DELETE FROM lead_event WHERE id IN (SELECT id FROM unexplained WHERE place <= more);
)sql";

} // namespace AlwaysLeads
