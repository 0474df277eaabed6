#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// Reading a mailbox with a password of its own, and the mails a mailbox sent to itself to see what becomes of a mail.
const char *const schemaStep15 = R"sql(
ALTER TABLE mailbox ADD COLUMN imap_own_password INTEGER NOT NULL DEFAULT 0 CHECK (imap_own_password IN (0, 1));
CREATE TABLE mail_probe (
    id INTEGER PRIMARY KEY,
    mailbox_id INTEGER NOT NULL REFERENCES mailbox (id),
    token TEXT NOT NULL UNIQUE, -- in its subject: finds it also under another Message-ID
    message_id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('sending', 'sent', 'unknown', 'refused', 'found')),
    started_at INTEGER NOT NULL,
    remote_id TEXT NOT NULL DEFAULT '', -- what a service with an API calls it
    problem TEXT NOT NULL DEFAULT '', -- a sentence
    found_at INTEGER,
    junk INTEGER NOT NULL DEFAULT 0 CHECK (junk IN (0, 1)),
    kept_message_id TEXT NOT NULL DEFAULT '', -- the one it arrived with
    opt_out TEXT NOT NULL DEFAULT '',
    one_click TEXT NOT NULL DEFAULT '',
    spf TEXT NOT NULL DEFAULT '', -- the results of Authentication-Results, as the server words them
    dkim TEXT NOT NULL DEFAULT '',
    dmarc TEXT NOT NULL DEFAULT '',
    dkim_selector TEXT NOT NULL DEFAULT '' -- of the sender's own domain: what the check of its DNS asks for
) STRICT;
CREATE INDEX mail_probe_of_mailbox ON mail_probe (mailbox_id, id);
)sql";

} // namespace AlwaysLeads
