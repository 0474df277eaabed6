#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// Finding people: whom searches showed, what was revealed, and what it cost.
const char *const schemaStep3 = R"sql(
-- A person as a search showed them, once, whichever searches find them. 'asked': it was asked to reveal them and nobody
-- knows whether it was done and charged.
CREATE TABLE found_person (
    id INTEGER PRIMARY KEY,
    apollo_id TEXT NOT NULL UNIQUE,
    first_name TEXT NOT NULL DEFAULT '',
    last_name TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    company TEXT NOT NULL DEFAULT '',
    has_email INTEGER NOT NULL DEFAULT 0,
    has_city INTEGER NOT NULL DEFAULT 0,
    has_phone INTEGER NOT NULL DEFAULT 0,
    refreshed_at INTEGER,
    found_at INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'found' CHECK (state IN
        ('found', 'asked', 'revealed', 'merged', 'opted out', 'no address', 'nothing')),
    lead_id INTEGER REFERENCES lead (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX found_person_by_lead ON found_person (lead_id);

-- A search; the one without a name is what the person works with now. `depth` is how many people its run before this
-- one compared, so that what was merely not read then is not called new.
CREATE TABLE people_search (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    filters TEXT NOT NULL,
    total INTEGER NOT NULL DEFAULT 0,
    run INTEGER NOT NULL DEFAULT 1,
    run_at INTEGER NOT NULL,
    before_at INTEGER,
    depth INTEGER NOT NULL DEFAULT 0,
    shown_page INTEGER NOT NULL DEFAULT 1,
    shown_at INTEGER NOT NULL
) STRICT;
CREATE TABLE people_search_page (
    search_id INTEGER NOT NULL REFERENCES people_search (id) ON DELETE CASCADE,
    page INTEGER NOT NULL,
    read_at INTEGER NOT NULL,
    PRIMARY KEY (search_id, page)
) STRICT, WITHOUT ROWID;
CREATE TABLE people_search_result (
    search_id INTEGER NOT NULL REFERENCES people_search (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    person_id INTEGER NOT NULL REFERENCES found_person (id),
    PRIMARY KEY (search_id, position)
) STRICT, WITHOUT ROWID;
-- In which run of the search each person was first there.
CREATE TABLE people_search_seen (
    search_id INTEGER NOT NULL REFERENCES people_search (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES found_person (id),
    run INTEGER NOT NULL,
    PRIMARY KEY (search_id, person_id)
) STRICT, WITHOUT ROWID;

-- The ledger of reveals: each call that may cost credits, written before it leaves. `answer` is kept until the people in
-- it are. Credits are in thousandths, since plans exist that charge parts of one.
CREATE TABLE reveal (
    id INTEGER PRIMARY KEY,
    intent_at INTEGER NOT NULL,
    settled_at INTEGER,
    state TEXT NOT NULL CHECK (state IN ('asked', 'answered', 'settled', 'refused', 'unknown')),
    people INTEGER NOT NULL,
    credit_millis INTEGER NOT NULL DEFAULT 0,
    request_id INTEGER,
    answer TEXT NOT NULL DEFAULT '',
    problem TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX reveal_by_time ON reveal (intent_at);
CREATE TABLE reveal_person (
    reveal_id INTEGER NOT NULL REFERENCES reveal (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    person_id INTEGER NOT NULL REFERENCES found_person (id),
    PRIMARY KEY (reveal_id, position)
) STRICT, WITHOUT ROWID;
)sql";

} // namespace AlwaysLeads
