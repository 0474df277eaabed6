#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// Browsing: typed fields, sources, events, lists, saved views, and edits that can be undone.
const char *const schemaStep2 = R"sql(
-- What a person's own columns hold. Values in lead_custom are canonical: a number as 12.5, a date as 2026-11-25, yes or
-- no as those words.
ALTER TABLE custom_field ADD COLUMN kind TEXT NOT NULL DEFAULT 'text'
    CHECK (kind IN ('text', 'number', 'date', 'choice', 'url', 'yes/no'));
ALTER TABLE custom_field ADD COLUMN choices TEXT NOT NULL DEFAULT '[]';
ALTER TABLE custom_field ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
CREATE INDEX lead_custom_by_field ON lead_custom (field_id, value);

-- Where values came from. A lead's own source holds for each of its fields that field_source does not name.
CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('file', 'paste', 'apollo', 'person', 'claude')),
    name TEXT NOT NULL DEFAULT '',
    import_id INTEGER REFERENCES import (id) ON DELETE SET NULL,
    at INTEGER NOT NULL
) STRICT;
ALTER TABLE lead ADD COLUMN source_id INTEGER REFERENCES source (id);
ALTER TABLE lead ADD COLUMN source_row INTEGER;
CREATE TABLE field_source (
    lead_id INTEGER NOT NULL REFERENCES lead (id) ON DELETE CASCADE,
    field TEXT NOT NULL,
    source_id INTEGER NOT NULL REFERENCES source (id),
    row INTEGER,
    PRIMARY KEY (lead_id, field)
) STRICT, WITHOUT ROWID;

-- What happened to a person, told by every noun that does something to them.
CREATE TABLE lead_event (
    id INTEGER PRIMARY KEY,
    lead_id INTEGER NOT NULL REFERENCES lead (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX lead_event_by_lead ON lead_event (lead_id, at);
CREATE INDEX lead_event_by_kind ON lead_event (kind, at);

-- Lists that people are put on by hand, and segments that a filter fills.
CREATE TABLE lead_list (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    kind TEXT NOT NULL CHECK (kind IN ('list', 'segment')),
    filter TEXT NOT NULL DEFAULT '{}',
    created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE lead_list_member (
    list_id INTEGER NOT NULL REFERENCES lead_list (id) ON DELETE CASCADE,
    lead_id INTEGER NOT NULL REFERENCES lead (id) ON DELETE CASCADE,
    added_at INTEGER NOT NULL,
    PRIMARY KEY (list_id, lead_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX lead_list_member_by_lead ON lead_list_member (lead_id);

-- Filter, sort and columns under a name, in the sidebar.
CREATE TABLE saved_view (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    query TEXT NOT NULL,
    columns TEXT NOT NULL DEFAULT '[]',
    created_at INTEGER NOT NULL
) STRICT;

-- What a person did to people, as a change set of SQLite's session extension, so that it can be undone and done again,
-- also after a restart. An import keeps its own record and is only named here.
CREATE TABLE edit (
    id INTEGER PRIMARY KEY,
    label TEXT NOT NULL,
    at INTEGER NOT NULL,
    import_id INTEGER REFERENCES import (id) ON DELETE CASCADE,
    changes BLOB,
    undone_at INTEGER
) STRICT;
)sql";

} // namespace AlwaysLeads
