#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// Mailboxes whose sign-in may send and not read, whether follow-ups leave from such a one all the same, and what an
// organisation asks for with the next sign-in.
const char *const schemaStep31 = R"sql(
ALTER TABLE mailbox ADD COLUMN send_only INTEGER NOT NULL DEFAULT 0 CHECK (send_only IN (0, 1));
ALTER TABLE mailbox ADD COLUMN follow_ups_unread INTEGER NOT NULL DEFAULT 0 CHECK (follow_ups_unread IN (0, 1));
ALTER TABLE mailbox_sign_in ADD COLUMN claims TEXT NOT NULL DEFAULT ''; -- JSON (OpenID Connect Core 5.5)
)sql";

} // namespace AlwaysLeads
