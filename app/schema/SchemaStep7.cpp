#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// Merging: who has become one with whom.
const char *const schemaStep7 = R"sql(
-- Somebody who has become one with another person stays, deleted, as their former address: an import that brings the
-- address again means the one they are now, and what was sent to it was sent to them.
ALTER TABLE lead ADD COLUMN merged_into INTEGER REFERENCES lead (id) ON DELETE CASCADE;
CREATE INDEX lead_by_merged_into ON lead (merged_into) WHERE merged_into IS NOT NULL;
-- Change sets name columns by place: what was noted for the old shape cannot be put back into the new one.
DELETE FROM edit;
)sql";

} // namespace AlwaysLeads
