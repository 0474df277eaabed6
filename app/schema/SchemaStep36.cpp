#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// A score set by hand is what a person did, to be undone and done again like the rest, and what the rules say is worked
// out in the background: each has a table of its own, since a change set compares rows.
const char *const schemaStep36 = R"sql(
CREATE TABLE hand_score (
    lead_id INTEGER PRIMARY KEY REFERENCES lead (id) ON DELETE CASCADE,
    score INTEGER NOT NULL CHECK (score BETWEEN 0 AND 100)
) STRICT;
INSERT INTO hand_score (lead_id, score) SELECT lead_id, by_hand FROM lead_score WHERE by_hand IS NOT NULL;
DELETE FROM lead_score WHERE rules_version < 0; -- there for by_hand alone
ALTER TABLE lead_score DROP COLUMN by_hand;
-- What is undone later is by the rules that are in force then.
CREATE TRIGGER score_stale_hand_set AFTER INSERT ON hand_score BEGIN
    INSERT INTO score_stale (lead_id) VALUES (NEW.lead_id);
END;
CREATE TRIGGER score_stale_hand_changed AFTER UPDATE ON hand_score BEGIN
    INSERT INTO score_stale (lead_id) VALUES (NEW.lead_id);
END;
CREATE TRIGGER score_stale_hand_gone AFTER DELETE ON hand_score BEGIN
    INSERT INTO score_stale (lead_id) VALUES (OLD.lead_id);
END;
)sql";

} // namespace AlwaysLeads
