#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// Two of one name at one company are not always one person: whoever was told so does not ask again. And the table of
// people stays as somebody arranged it, also where no view was saved.
const char *const schemaStep39 = R"sql(
CREATE TABLE different_people (
    lead_id INTEGER NOT NULL REFERENCES lead (id) ON DELETE CASCADE,
    other_id INTEGER NOT NULL REFERENCES lead (id) ON DELETE CASCADE,
    PRIMARY KEY (lead_id, other_id),
    CHECK (lead_id < other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX different_people_other ON different_people (other_id);
CREATE TABLE lead_arrangement (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    query TEXT NOT NULL,
    columns TEXT NOT NULL
) STRICT;
)sql";

} // namespace AlwaysLeads
