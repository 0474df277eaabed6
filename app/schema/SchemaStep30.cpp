#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// The few mails that are to leave at once are found without looking at all that wait.
const char *const schemaStep30 = R"sql(
CREATE INDEX send_urgent ON send (mailbox_id, due_at) WHERE urgent = 1;
)sql";

} // namespace AlwaysLeads
