#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// A service with an API may send a mail under another Message-ID than ours: the one that replies name. NULL: not asked
// yet. And whether a campaign's mails are formatted.
const char *const schemaStep22 = R"sql(
ALTER TABLE send ADD COLUMN kept_message_id TEXT;
CREATE INDEX send_to_ask ON send (intent_at) WHERE remote_id <> '' AND kept_message_id IS NULL;
CREATE INDEX send_by_kept_message_id ON send (kept_message_id) WHERE kept_message_id IS NOT NULL;
ALTER TABLE campaign ADD COLUMN format TEXT NOT NULL DEFAULT 'plain' CHECK (format IN ('plain', 'light'));
)sql";

} // namespace AlwaysLeads
