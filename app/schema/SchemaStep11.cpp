#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// What is known of looking for a mail among the sent ones of its mailbox: to settle it, or to keep a copy there.
const char *const schemaStep11 = R"sql(
CREATE TABLE sent_look (
    send_id INTEGER PRIMARY KEY REFERENCES send (id) ON DELETE CASCADE,
    since INTEGER NOT NULL,
    looked_at INTEGER,
    next_at INTEGER,
    failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
    problem TEXT NOT NULL DEFAULT ''
) STRICT;
)sql";

} // namespace AlwaysLeads
