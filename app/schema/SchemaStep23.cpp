#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// Spelling: the language chosen for a campaign, and the person's own words.
const char *const schemaStep23 = R"sql(
CREATE TABLE campaign_language (
    campaign_id INTEGER NOT NULL PRIMARY KEY REFERENCES campaign (id),
    -- The dictionary's name ("en_US"), or 'none': not checked.
    language TEXT NOT NULL CHECK (language <> '')
) STRICT;
CREATE TABLE spelling_word (
    word TEXT NOT NULL PRIMARY KEY CHECK (word <> ''),
    added_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

} // namespace AlwaysLeads
