#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// What the DNS says of the domains of addresses, and which domains it shall be asked about: "Check the addresses".
const char *const schemaStep37 = R"sql(
CREATE TABLE mail_domain (
    domain TEXT PRIMARY KEY,
    state TEXT NOT NULL DEFAULT 'unknown'
        CHECK (state IN ('unknown', 'takes mail', 'no such domain', 'no server', 'refuses mail')),
    checked_at INTEGER,
    wanted_at INTEGER -- NULL: need not be looked up
) STRICT, WITHOUT ROWID;
CREATE INDEX mail_domain_wanted ON mail_domain (domain) WHERE wanted_at IS NOT NULL;
)sql";

} // namespace AlwaysLeads
