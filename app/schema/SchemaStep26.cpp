#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// What mends a mailbox that cannot send, and why its account cannot be used for now. Whether a mail of unknown fate was
// seen among the drafts of its mailbox: then it has not left.
const char *const schemaStep26 = R"sql(
ALTER TABLE mailbox ADD COLUMN remedy TEXT NOT NULL DEFAULT 'try again'
    CHECK (remedy IN ('try again', 'sign in', 'allow', 'settings'));
ALTER TABLE mailbox ADD COLUMN trouble TEXT NOT NULL DEFAULT '';
ALTER TABLE sent_look ADD COLUMN still_draft INTEGER NOT NULL DEFAULT 0 CHECK (still_draft IN (0, 1));
)sql";

} // namespace AlwaysLeads
