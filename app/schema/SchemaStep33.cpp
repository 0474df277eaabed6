#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// Each mail of a full mailbox is compared with what was sent to its sender's company, and in its conversation: by an
// index, since a row of `send` holds the bytes of its mail.
const char *const schemaStep33 = R"sql(
CREATE INDEX send_by_domain ON send (lower(substr(to_address, instr(to_address, '@') + 1)), intent_at)
    WHERE intent_at IS NOT NULL;
DROP INDEX send_by_thread; -- of step 28, which has no mailbox
CREATE INDEX send_by_thread ON send (thread_id, mailbox_id) WHERE thread_id <> '';
)sql";

} // namespace AlwaysLeads
