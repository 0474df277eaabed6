#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// Searching a million people: each order of the table has an index that gives its first rows at once, and the counts of
// the views need no look at the rows.
const char *const schemaStep6 = R"sql(
CREATE INDEX lead_by_score ON lead (score);
CREATE INDEX lead_by_touch ON lead (touched_at);
CREATE INDEX lead_by_status_rank ON lead (CASE status WHEN 'new' THEN 0 WHEN 'draft ready' THEN 1
    WHEN 'contacted' THEN 2 WHEN 'replied' THEN 3 WHEN 'interested' THEN 4 WHEN 'not now' THEN 5
    WHEN 'bounced' THEN 6 WHEN 'opted out' THEN 7 END);
CREATE INDEX lead_deleted ON lead (deleted_at) WHERE deleted_at IS NOT NULL;
DROP INDEX lead_by_status;
CREATE INDEX lead_by_status ON lead (status, deleted_at);
)sql";

} // namespace AlwaysLeads
