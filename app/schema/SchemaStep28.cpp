#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// The Message-ID that a service gave the draft of a mail in place of ours: what is known before it is told to send.
// NULL: it kept ours, or has no drafts. And mails are found by their conversation.
const char *const schemaStep28 = R"sql(
ALTER TABLE send ADD COLUMN draft_message_id TEXT;
CREATE INDEX send_by_draft_message_id ON send (draft_message_id) WHERE draft_message_id IS NOT NULL;
CREATE INDEX send_by_thread ON send (thread_id) WHERE thread_id <> '';
)sql";

} // namespace AlwaysLeads
