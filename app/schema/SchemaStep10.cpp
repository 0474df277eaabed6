#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// How the sign-in of a mailbox at Microsoft or Google stands. Its tokens are in the vault, never here.
const char *const schemaStep10 = R"sql(
CREATE TABLE mailbox_sign_in (
    mailbox_id INTEGER PRIMARY KEY REFERENCES mailbox (id),
    signed_in_at INTEGER NOT NULL, -- the last time the person did, in the browser
    renewed_at INTEGER, -- the last time the service gave a token on its own
    problem TEXT NOT NULL DEFAULT '' -- a sentence; not empty: only signing in again helps
) STRICT;
)sql";

} // namespace AlwaysLeads
