#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// The list of people who are never written to takes patterns. A pattern is no person, so its key_hash is the pattern
// itself, in clear, as bytes. 'suppression.patterns' names the set of patterns that is in force: whoever holds a set
// with this name need not read it again. It stands beside the key from the first entry on, and changes with the rows,
// whoever changes them.
const char *const schemaStep12 = R"sql(
CREATE TABLE suppression_new (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('address', 'domain', 'pattern')),
    key_hash BLOB NOT NULL,
    shown TEXT NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '',
    added_at INTEGER NOT NULL,
    UNIQUE (kind, key_hash)
) STRICT;
INSERT INTO suppression_new (id, kind, key_hash, shown, reason, detail, added_at)
    SELECT id, kind, key_hash, shown, reason, detail, added_at FROM suppression;
DROP TABLE suppression;
ALTER TABLE suppression_new RENAME TO suppression;
CREATE INDEX suppression_by_time ON suppression (added_at DESC, id DESC);
INSERT INTO setting (name, value) SELECT 'suppression.patterns', 'none' FROM setting WHERE name = 'suppression.key';
CREATE TRIGGER suppression_pattern_added AFTER INSERT ON suppression WHEN new.kind = 'pattern' BEGIN
    INSERT INTO setting (name, value) VALUES ('suppression.patterns', lower(hex(randomblob(16))))
        ON CONFLICT (name) DO UPDATE SET value = excluded.value;
END;
CREATE TRIGGER suppression_pattern_changed AFTER UPDATE ON suppression WHEN new.kind = 'pattern' OR old.kind = 'pattern' BEGIN
    UPDATE setting SET value = lower(hex(randomblob(16))) WHERE name = 'suppression.patterns';
END;
CREATE TRIGGER suppression_pattern_released AFTER DELETE ON suppression WHEN old.kind = 'pattern' BEGIN
    UPDATE setting SET value = CASE WHEN EXISTS (SELECT 1 FROM suppression WHERE kind = 'pattern')
        THEN lower(hex(randomblob(16))) ELSE 'none' END WHERE name = 'suppression.patterns';
END;
)sql";

} // namespace AlwaysLeads
