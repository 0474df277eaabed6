#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// Mailboxes of more than one kind, and where they are read.
const char *const schemaStep8 = R"sql(
ALTER TABLE mailbox DROP COLUMN kind;
ALTER TABLE mailbox ADD COLUMN kind TEXT NOT NULL DEFAULT 'smtp' CHECK (kind IN ('smtp', 'microsoft', 'google'));
-- No host: answers are not read from here.
ALTER TABLE mailbox ADD COLUMN imap_host TEXT NOT NULL DEFAULT '';
ALTER TABLE mailbox ADD COLUMN imap_port INTEGER NOT NULL DEFAULT 993 CHECK (imap_port BETWEEN 1 AND 65535);
ALTER TABLE mailbox ADD COLUMN imap_security TEXT NOT NULL DEFAULT 'implicit tls'
    CHECK (imap_security IN ('implicit tls', 'starttls', 'loopback plain'));
ALTER TABLE mailbox ADD COLUMN imap_user_name TEXT NOT NULL DEFAULT '';
-- What a service with an API calls the mail and its conversation.
ALTER TABLE send ADD COLUMN remote_id TEXT NOT NULL DEFAULT '';
ALTER TABLE send ADD COLUMN thread_id TEXT NOT NULL DEFAULT '';
-- Whether the copy among the sent mails is there: 'due' until it is known to be.
ALTER TABLE send ADD COLUMN sent_copy TEXT NOT NULL DEFAULT '' CHECK (sent_copy IN ('', 'due', 'kept', 'given up'));
CREATE INDEX send_by_sent_copy ON send (sent_copy) WHERE sent_copy = 'due';
-- Change sets name columns by place: what was noted for the old shape cannot be put back into the new one.
DELETE FROM edit;
)sql";

} // namespace AlwaysLeads
