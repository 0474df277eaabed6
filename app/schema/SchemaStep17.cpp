#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// Answers to what came back, and the question what becomes of somebody's colleagues.
const char *const schemaStep17 = R"sql(
CREATE TABLE reply_decision_17 (
    reply_id INTEGER NOT NULL REFERENCES reply (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('opt-out', 'sender', 'company')),
    answer TEXT CHECK (answer IN ('yes', 'no')), -- NULL: asked
    decided_at INTEGER,
    PRIMARY KEY (reply_id, kind)
) STRICT, WITHOUT ROWID;
INSERT INTO reply_decision_17 SELECT reply_id, kind, answer, decided_at FROM reply_decision;
DROP TABLE reply_decision;
ALTER TABLE reply_decision_17 RENAME TO reply_decision;
CREATE INDEX reply_hold_by_reply ON reply_hold (reply_id);

-- Answers are drafts like others: of a campaign of their own for each mailbox, that is in no list of campaigns.
CREATE TABLE answer_campaign (
    campaign_id INTEGER PRIMARY KEY REFERENCES campaign (id),
    mailbox_id INTEGER NOT NULL UNIQUE REFERENCES mailbox (id)
) STRICT;
CREATE TABLE answer (
    draft_id INTEGER PRIMARY KEY REFERENCES draft (id) ON DELETE CASCADE,
    reply_id INTEGER NOT NULL REFERENCES reply (id) ON DELETE CASCADE,
    to_name TEXT NOT NULL DEFAULT '',
    to_address TEXT NOT NULL,
    reference_ids TEXT NOT NULL -- without brackets, oldest first, divided by spaces; the last is the one it answers
) STRICT;
CREATE INDEX answer_by_reply ON answer (reply_id);
)sql";

} // namespace AlwaysLeads
