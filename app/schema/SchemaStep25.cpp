#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// A ledger of a million mails: what left today and what each campaign has sent are read without its rows, in which the
// bytes of each mail stand.
const char *const schemaStep25 = R"sql(
CREATE INDEX send_left ON send (settled_at) WHERE state = 'accepted';
CREATE INDEX send_by_campaign ON send (campaign_id, state, reason, due_at);
)sql";

} // namespace AlwaysLeads
