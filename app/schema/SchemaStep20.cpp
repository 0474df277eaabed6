#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// The figures of the dashboard read the whole ledger, person by person. A row of it holds the bytes of its mail: these
// indices hold all that is counted, so that no mail is read for it.
const char *const schemaStep20 = R"sql(
CREATE INDEX send_for_figures ON send (lead_id, intent_at, state, campaign_id, step_id, version, mailbox_id, draft_id)
    WHERE intent_at IS NOT NULL;
CREATE INDEX draft_by_variant ON draft (variant, id) WHERE variant <> 0;
CREATE INDEX reply_for_figures ON reply (send_id, class, received_at, campaign_id, matched_by)
    WHERE send_id IS NOT NULL;
)sql";

} // namespace AlwaysLeads
