#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// Lists and segments that campaigns are filled from.
const char *const schemaStep21 = R"sql(
CREATE TABLE campaign_source (
    campaign_id INTEGER NOT NULL REFERENCES campaign (id),
    list_id INTEGER NOT NULL REFERENCES lead_list (id) ON DELETE CASCADE,
    -- Whoever comes onto the list later is taken in too.
    follows INTEGER NOT NULL DEFAULT 0 CHECK (follows IN (0, 1)),
    added_at INTEGER NOT NULL,
    PRIMARY KEY (campaign_id, list_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX campaign_source_by_list ON campaign_source (list_id);
)sql";

} // namespace AlwaysLeads
