#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// Reviewing drafts: what is being typed, what each draft said before, who approved what, what Claude learnt, and which
// campaigns send without being asked.
const char *const schemaStep18 = R"sql(
-- Words that are being typed into a draft and are not kept yet.
CREATE TABLE draft_typing (
    draft_id INTEGER PRIMARY KEY REFERENCES draft (id) ON DELETE CASCADE,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    place INTEGER NOT NULL DEFAULT 0, -- of the cursor, in characters
    in_subject INTEGER NOT NULL DEFAULT 0 CHECK (in_subject IN (0, 1)),
    at INTEGER NOT NULL
) STRICT;
-- Every text a draft had.
CREATE TABLE draft_version (
    id INTEGER PRIMARY KEY,
    draft_id INTEGER NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
    origin TEXT NOT NULL CHECK (origin IN ('template', 'claude', 'person')),
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    prompt TEXT NOT NULL DEFAULT '', -- "write-mail 2"; empty: no prompt wrote it
    wish TEXT NOT NULL DEFAULT '',
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX draft_version_by_draft ON draft_version (draft_id, id);
-- Rows are only added. No reference to drafts or people: the log outlives them.
CREATE TABLE approval_log (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    act TEXT NOT NULL CHECK (act IN ('approved', 'approved automatically', 'confirmed a sentence', 'taken back',
                                     'skipped', 'rejected', 'lapsed', 'automatic on', 'automatic off')),
    draft_id INTEGER,
    campaign TEXT NOT NULL DEFAULT '',
    person TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL DEFAULT '',
    hash TEXT NOT NULL DEFAULT '', -- SHA-256 of what was read, in hex
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TRIGGER approval_log_stays BEFORE UPDATE ON approval_log BEGIN
    SELECT RAISE(ABORT, 'rows of the approval log are only added');
END;
-- What Claude learnt from the person's changes. A deleted one stays, so that it is not proposed again.
CREATE TABLE writing_rule (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE,
    example TEXT NOT NULL DEFAULT '',
    seen INTEGER NOT NULL DEFAULT 1,
    state TEXT NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'kept', 'deleted')),
    at INTEGER NOT NULL
) STRICT;
-- Campaigns whose drafts are approved without being read, since when and by whom.
CREATE TABLE campaign_automatic (
    campaign_id INTEGER PRIMARY KEY REFERENCES campaign (id),
    who TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
)sql";

} // namespace AlwaysLeads
