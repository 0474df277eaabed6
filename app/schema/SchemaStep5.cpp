#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// Importing: what it did with duplicates, and what came into being with it, so that undoing takes that away too.
const char *const schemaStep5 = R"sql(
ALTER TABLE import ADD COLUMN duplicates TEXT NOT NULL DEFAULT 'fill gaps'
    CHECK (duplicates IN ('fill gaps', 'overwrite', 'keep'));
ALTER TABLE import ADD COLUMN made TEXT NOT NULL DEFAULT '{}';
)sql";

} // namespace AlwaysLeads
