#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// Mailboxes by SMTP that sign in with the browser at a provider which the person named. Tokens and the client's secret
// are in the vault, never here.
const char *const schemaStep29 = R"sql(
CREATE TABLE mailbox_provider (
    mailbox_id INTEGER PRIMARY KEY REFERENCES mailbox (id),
    issuer TEXT NOT NULL,
    authorize_url TEXT NOT NULL,
    token_url TEXT NOT NULL,
    revoke_url TEXT NOT NULL DEFAULT '', -- empty: it offers none
    client_id TEXT NOT NULL,
    scopes TEXT NOT NULL, -- with spaces between them
    secret_in_header INTEGER NOT NULL CHECK (secret_in_header IN (0, 1))
) STRICT;
)sql";

} // namespace AlwaysLeads
