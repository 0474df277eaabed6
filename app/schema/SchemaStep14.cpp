#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// Sequences: several steps with delays, for whom they are, their variants, and pauses that end by themselves.
const char *const schemaStep14 = R"sql(
ALTER TABLE campaign ADD COLUMN resume_at INTEGER;
ALTER TABLE campaign ADD COLUMN quiet_days INTEGER NOT NULL DEFAULT 0 CHECK (quiet_days BETWEEN 0 AND 3650);
ALTER TABLE campaign_step ADD COLUMN kind TEXT NOT NULL DEFAULT 'mail' CHECK (kind IN ('mail', 'task'));
-- Working days after the step before.
ALTER TABLE campaign_step ADD COLUMN delay_days INTEGER NOT NULL DEFAULT 0 CHECK (delay_days BETWEEN 0 AND 365);
ALTER TABLE campaign_step ADD COLUMN audience TEXT NOT NULL DEFAULT 'silent'
    CHECK (audience IN ('silent', 'replied', 'interested', 'not now'));
ALTER TABLE campaign_step ADD COLUMN condition TEXT NOT NULL DEFAULT '';
-- A removed step keeps its place: who has had it is past it.
ALTER TABLE campaign_step ADD COLUMN removed_at INTEGER;
-- The texts beside the one in step_version, which is variant A.
ALTER TABLE step_version ADD COLUMN weight INTEGER NOT NULL DEFAULT 1 CHECK (weight BETWEEN 0 AND 100);
CREATE TABLE step_variant (
    step_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 25),
    weight INTEGER NOT NULL DEFAULT 1 CHECK (weight BETWEEN 0 AND 100),
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    wish TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (step_id, version, number),
    FOREIGN KEY (step_id, version) REFERENCES step_version (step_id, version) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
ALTER TABLE enrolment ADD COLUMN paused_at INTEGER;
-- Null with paused_at: until somebody says so.
ALTER TABLE enrolment ADD COLUMN paused_until INTEGER;
ALTER TABLE draft ADD COLUMN variant INTEGER NOT NULL DEFAULT 0;
-- Not to leave before.
ALTER TABLE draft ADD COLUMN due_at INTEGER;
-- From which mailbox it was approved to leave: what follows comes from there too.
ALTER TABLE draft ADD COLUMN mailbox_id INTEGER REFERENCES mailbox (id);
UPDATE draft SET mailbox_id = (SELECT mailbox_id FROM send WHERE send.draft_id = draft.id);
-- What became of a step that is not a mail, or that was not for this person. Once a person and step, for ever.
CREATE TABLE step_outcome (
    id INTEGER PRIMARY KEY,
    campaign_id INTEGER NOT NULL REFERENCES campaign (id),
    lead_id INTEGER NOT NULL REFERENCES lead (id) ON DELETE CASCADE,
    step_id INTEGER NOT NULL REFERENCES campaign_step (id),
    version INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('open task', 'task done', 'passed over')),
    title TEXT NOT NULL DEFAULT '',
    notes TEXT NOT NULL DEFAULT '',
    due_at INTEGER,
    at INTEGER NOT NULL,
    UNIQUE (lead_id, step_id)
) STRICT;
CREATE INDEX step_outcome_by_campaign ON step_outcome (campaign_id, outcome);
-- Change sets name columns by place: what was noted for the old shape cannot be put back into the new one.
DELETE FROM edit;
)sql";

} // namespace AlwaysLeads
