#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// When mail leaves: each mailbox's rules, the days on which nothing is sent, and who goes on with a conversation.
const char *const schemaStep9 = R"sql(
CREATE TABLE mailbox_rules (
    mailbox_id INTEGER PRIMARY KEY REFERENCES mailbox (id) ON DELETE CASCADE,
    rules TEXT NOT NULL,
    -- Refused addresses before this moment do not count any more: the mailbox was paused for them.
    refusals_since INTEGER
) STRICT;
-- Days typed by the person, as 2026-12-24.
CREATE TABLE holiday (
    day TEXT PRIMARY KEY,
    name TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- Countries (ISO 3166) whose public holidays count too.
CREATE TABLE holiday_country (
    code TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
CREATE INDEX send_by_intent ON send (intent_at) WHERE intent_at IS NOT NULL;
)sql";

} // namespace AlwaysLeads
