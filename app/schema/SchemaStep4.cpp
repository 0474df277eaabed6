#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// Scoring: the table of rules, what it makes of each person and why, what Claude says of them, and Claude's batches.
const char *const schemaStep4 = R"sql(
-- Each table of rules that was ever saved; the newest is in force.
CREATE TABLE score_rules (
    version INTEGER PRIMARY KEY,
    rules TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- lead.score is the sum of the parts, or what was set by hand.
CREATE TABLE lead_score (
    lead_id INTEGER PRIMARY KEY REFERENCES lead (id) ON DELETE CASCADE,
    parts TEXT NOT NULL DEFAULT '[0,0,0,0]',
    reasons TEXT NOT NULL DEFAULT '["","","",""]',
    by_hand INTEGER CHECK (by_hand BETWEEN 0 AND 100),
    rules_version INTEGER NOT NULL,
    at INTEGER NOT NULL
) STRICT;

CREATE TABLE qualification (
    lead_id INTEGER PRIMARY KEY REFERENCES lead (id) ON DELETE CASCADE,
    score INTEGER NOT NULL CHECK (score BETWEEN 0 AND 100),
    verdict TEXT NOT NULL CHECK (verdict IN ('good', 'maybe', 'no')),
    reasons TEXT NOT NULL,
    model TEXT NOT NULL,
    cost_micros INTEGER NOT NULL DEFAULT 0,
    at INTEGER NOT NULL
) STRICT;

-- Questions handed to Claude in bulk. The row is there before the service hears of it, so that a batch is never handed
-- over twice and never forgotten.
CREATE TABLE assistant_batch (
    id INTEGER PRIMARY KEY,
    purpose TEXT NOT NULL,
    model TEXT NOT NULL,
    mark TEXT NOT NULL UNIQUE,
    service_id TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL CHECK (state IN ('handing over', 'running', 'cancelling', 'done', 'not handed over')),
    people INTEGER NOT NULL,
    reserved_micros INTEGER NOT NULL,
    problem TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    ended_at INTEGER
) STRICT;
CREATE INDEX assistant_batch_by_state ON assistant_batch (state);
CREATE TABLE assistant_batch_item (
    batch_id INTEGER NOT NULL REFERENCES assistant_batch (id) ON DELETE CASCADE,
    lead_id INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN
        ('waiting', 'answered', 'refused', 'unusable', 'failed', 'expired', 'cancelled')),
    facts TEXT NOT NULL,
    PRIMARY KEY (batch_id, lead_id)
) STRICT, WITHOUT ROWID;

-- Who has to be scored again, in the order of the changes. Written by triggers, so that no way of changing a person can
-- forget it: an import, an edit, an undo. Without a primary key, since it is no part of what an edit did.
CREATE TABLE score_stale (
    lead_id INTEGER NOT NULL
) STRICT;
CREATE TRIGGER score_stale_lead_added AFTER INSERT ON lead BEGIN
    INSERT INTO score_stale (lead_id) VALUES (NEW.id);
END;
CREATE TRIGGER score_stale_lead_changed AFTER UPDATE OF email, email_state, title, company_id, phone, website, city,
    country, language, notes, status, touched_at, deleted_at, source_id ON lead BEGIN
    INSERT INTO score_stale (lead_id) SELECT NEW.id
        WHERE NEW.id IS NOT (SELECT lead_id FROM score_stale ORDER BY rowid DESC LIMIT 1);
END;
CREATE TRIGGER score_stale_company_changed AFTER UPDATE OF name, size, industry, city, country, website ON company BEGIN
    INSERT INTO score_stale (lead_id) SELECT id FROM lead WHERE company_id = NEW.id;
END;
CREATE TRIGGER score_stale_custom_added AFTER INSERT ON lead_custom BEGIN
    INSERT INTO score_stale (lead_id) SELECT NEW.lead_id
        WHERE NEW.lead_id IS NOT (SELECT lead_id FROM score_stale ORDER BY rowid DESC LIMIT 1);
END;
CREATE TRIGGER score_stale_custom_changed AFTER UPDATE ON lead_custom BEGIN
    INSERT INTO score_stale (lead_id) SELECT NEW.lead_id
        WHERE NEW.lead_id IS NOT (SELECT lead_id FROM score_stale ORDER BY rowid DESC LIMIT 1);
END;
CREATE TRIGGER score_stale_custom_gone AFTER DELETE ON lead_custom BEGIN
    INSERT INTO score_stale (lead_id) SELECT OLD.lead_id
        WHERE OLD.lead_id IS NOT (SELECT lead_id FROM score_stale ORDER BY rowid DESC LIMIT 1);
END;
CREATE TRIGGER score_stale_tag_added AFTER INSERT ON lead_tag BEGIN
    INSERT INTO score_stale (lead_id) SELECT NEW.lead_id
        WHERE NEW.lead_id IS NOT (SELECT lead_id FROM score_stale ORDER BY rowid DESC LIMIT 1);
END;
CREATE TRIGGER score_stale_tag_gone AFTER DELETE ON lead_tag BEGIN
    INSERT INTO score_stale (lead_id) SELECT OLD.lead_id
        WHERE OLD.lead_id IS NOT (SELECT lead_id FROM score_stale ORDER BY rowid DESC LIMIT 1);
END;
CREATE TRIGGER score_stale_event_added AFTER INSERT ON lead_event BEGIN
    INSERT INTO score_stale (lead_id) SELECT NEW.lead_id
        WHERE NEW.lead_id IS NOT (SELECT lead_id FROM score_stale ORDER BY rowid DESC LIMIT 1);
END;
CREATE TRIGGER score_stale_qualified AFTER INSERT ON qualification BEGIN
    INSERT INTO score_stale (lead_id) VALUES (NEW.lead_id);
END;
CREATE TRIGGER score_stale_qualified_again AFTER UPDATE ON qualification BEGIN
    INSERT INTO score_stale (lead_id) VALUES (NEW.lead_id);
END;
)sql";

} // namespace AlwaysLeads
