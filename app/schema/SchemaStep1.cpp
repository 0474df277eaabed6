#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// People, campaigns, drafts and the ledger: from a spreadsheet to a mail.
const char *const schemaStep1 = R"sql(
CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- AES-256-GCM ciphertexts; the key is in the OS keychain or behind a passphrase.
CREATE TABLE secret (
    name TEXT PRIMARY KEY,
    key_id TEXT NOT NULL,
    nonce BLOB NOT NULL,
    ciphertext BLOB NOT NULL,
    hint TEXT NOT NULL DEFAULT '',
    saved_at INTEGER NOT NULL
) STRICT;

-- "No" for ever. No foreign keys on purpose: nothing that is deleted elsewhere can take a row from here.
CREATE TABLE suppression (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('address', 'domain')),
    key_hash BLOB NOT NULL,
    shown TEXT NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '',
    added_at INTEGER NOT NULL,
    UNIQUE (kind, key_hash)
) STRICT;

CREATE TABLE company (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    domain TEXT UNIQUE,
    size INTEGER,
    industry TEXT NOT NULL DEFAULT '',
    city TEXT NOT NULL DEFAULT '',
    country TEXT NOT NULL DEFAULT '',
    website TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX company_by_name ON company (name COLLATE NOCASE);

CREATE TABLE lead (
    id INTEGER PRIMARY KEY,
    email TEXT UNIQUE,
    email_state TEXT NOT NULL DEFAULT 'unchecked' CHECK (email_state IN ('unchecked', 'verified', 'risky', 'invalid')),
    first_name TEXT NOT NULL DEFAULT '',
    last_name TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    company_id INTEGER REFERENCES company (id) ON DELETE SET NULL,
    phone TEXT NOT NULL DEFAULT '',
    website TEXT NOT NULL DEFAULT '',
    city TEXT NOT NULL DEFAULT '',
    country TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',
    notes TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL DEFAULT 'new' CHECK (status IN
        ('new', 'draft ready', 'contacted', 'replied', 'interested', 'not now', 'bounced', 'opted out')),
    score INTEGER CHECK (score BETWEEN 0 AND 100),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    touched_at INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE INDEX lead_by_company ON lead (company_id);
CREATE INDEX lead_by_name ON lead (last_name COLLATE NOCASE, first_name COLLATE NOCASE);
CREATE INDEX lead_by_created ON lead (created_at);
CREATE INDEX lead_by_status ON lead (status);

CREATE TABLE custom_field (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    label TEXT NOT NULL
) STRICT;
CREATE TABLE lead_custom (
    lead_id INTEGER NOT NULL REFERENCES lead (id) ON DELETE CASCADE,
    field_id INTEGER NOT NULL REFERENCES custom_field (id) ON DELETE CASCADE,
    value TEXT NOT NULL,
    PRIMARY KEY (lead_id, field_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE tag (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE
) STRICT;
CREATE TABLE lead_tag (
    lead_id INTEGER NOT NULL REFERENCES lead (id) ON DELETE CASCADE,
    tag_id INTEGER NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
    PRIMARY KEY (lead_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX lead_tag_by_tag ON lead_tag (tag_id);

CREATE VIRTUAL TABLE lead_search USING fts5 (
    name, email, title, company, place, notes,
    tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);

CREATE TABLE import (
    id INTEGER PRIMARY KEY,
    file TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    added INTEGER NOT NULL DEFAULT 0,
    merged INTEGER NOT NULL DEFAULT 0,
    refused INTEGER NOT NULL DEFAULT 0,
    undone_at INTEGER
) STRICT;
-- What an import did to each lead, so that the whole of it can be undone, also after a restart.
CREATE TABLE import_row (
    import_id INTEGER NOT NULL REFERENCES import (id) ON DELETE CASCADE,
    row INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('added', 'merged', 'refused')),
    lead_id INTEGER,
    before TEXT,
    reason TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (import_id, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE mailbox (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('smtp')),
    address TEXT NOT NULL,
    sender_name TEXT NOT NULL DEFAULT '',
    host TEXT NOT NULL,
    port INTEGER NOT NULL CHECK (port BETWEEN 1 AND 65535),
    security TEXT NOT NULL CHECK (security IN ('implicit tls', 'starttls', 'loopback plain')),
    user_name TEXT NOT NULL DEFAULT '',
    daily_limit INTEGER NOT NULL DEFAULT 40,
    gap_seconds INTEGER NOT NULL DEFAULT 240,
    paused_reason TEXT NOT NULL DEFAULT '',
    last_success_at INTEGER,
    created_at INTEGER NOT NULL,
    removed_at INTEGER
) STRICT;

CREATE TABLE campaign (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'not launched' CHECK (state IN ('not launched', 'running', 'paused', 'finished')),
    mailbox_id INTEGER REFERENCES mailbox (id),
    created_at INTEGER NOT NULL,
    launched_at INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE TABLE campaign_step (
    id INTEGER PRIMARY KEY,
    campaign_id INTEGER NOT NULL REFERENCES campaign (id),
    position INTEGER NOT NULL,
    UNIQUE (campaign_id, position)
) STRICT;
-- A step's text. Changing it makes a new version; old drafts keep theirs.
CREATE TABLE step_version (
    step_id INTEGER NOT NULL REFERENCES campaign_step (id),
    version INTEGER NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    wish TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL,
    PRIMARY KEY (step_id, version)
) STRICT, WITHOUT ROWID;
CREATE TABLE enrolment (
    id INTEGER PRIMARY KEY,
    campaign_id INTEGER NOT NULL REFERENCES campaign (id),
    lead_id INTEGER NOT NULL REFERENCES lead (id),
    enrolled_at INTEGER NOT NULL,
    left_reason TEXT,
    UNIQUE (campaign_id, lead_id)
) STRICT;
CREATE INDEX enrolment_by_lead ON enrolment (lead_id);

CREATE TABLE draft (
    id INTEGER PRIMARY KEY,
    lead_id INTEGER NOT NULL REFERENCES lead (id),
    campaign_id INTEGER NOT NULL REFERENCES campaign (id),
    step_id INTEGER NOT NULL REFERENCES campaign_step (id),
    version INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN
        ('writing', 'blocked', 'ready', 'approved', 'queued', 'sent', 'skipped', 'rejected', 'lapsed')),
    origin TEXT NOT NULL DEFAULT 'template' CHECK (origin IN ('template', 'claude', 'person')),
    subject TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL DEFAULT '',
    written_subject TEXT NOT NULL DEFAULT '',
    written_body TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    facts TEXT NOT NULL DEFAULT '{}',
    message_id TEXT NOT NULL UNIQUE,
    approved_hash BLOB,
    approved_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (lead_id, step_id, version)
) STRICT;
CREATE INDEX draft_by_state ON draft (state, campaign_id);
CREATE INDEX draft_by_campaign ON draft (campaign_id);

-- Each paid question to Claude, also those whose answer could not be used.
CREATE TABLE assistant_call (
    id INTEGER PRIMARY KEY,
    draft_id INTEGER,
    purpose TEXT NOT NULL,
    model TEXT NOT NULL,
    request_id TEXT NOT NULL DEFAULT '',
    input_tokens INTEGER NOT NULL DEFAULT 0,
    output_tokens INTEGER NOT NULL DEFAULT 0,
    cache_write_tokens INTEGER NOT NULL DEFAULT 0,
    cache_read_tokens INTEGER NOT NULL DEFAULT 0,
    cost_micros INTEGER NOT NULL DEFAULT 0,
    outcome TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX assistant_call_by_draft ON assistant_call (draft_id);
CREATE INDEX assistant_call_by_time ON assistant_call (at);

-- The send ledger: one row per (lead, step, version) for ever.
CREATE TABLE send (
    id INTEGER PRIMARY KEY,
    lead_id INTEGER NOT NULL,
    step_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    draft_id INTEGER NOT NULL UNIQUE REFERENCES draft (id),
    campaign_id INTEGER NOT NULL,
    mailbox_id INTEGER NOT NULL REFERENCES mailbox (id),
    to_address TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN
        ('waiting', 'handing over', 'accepted', 'refused for now', 'refused for good', 'unknown', 'cancelled')),
    reason TEXT NOT NULL DEFAULT '',
    due_at INTEGER NOT NULL,
    attempt INTEGER NOT NULL DEFAULT 0,
    stage TEXT NOT NULL DEFAULT '',
    message_id TEXT NOT NULL,
    approved_hash BLOB NOT NULL,
    mime BLOB,
    answer_code INTEGER NOT NULL DEFAULT 0,
    answer_enhanced TEXT NOT NULL DEFAULT '',
    answer_text TEXT NOT NULL DEFAULT '',
    queued_at INTEGER NOT NULL,
    intent_at INTEGER,
    settled_at INTEGER,
    settled_by TEXT NOT NULL DEFAULT '',
    UNIQUE (lead_id, step_id, version)
) STRICT;
CREATE INDEX send_by_state ON send (state, due_at);
CREATE INDEX send_by_mailbox ON send (mailbox_id, intent_at);

CREATE TABLE send_event (
    id INTEGER PRIMARY KEY,
    send_id INTEGER NOT NULL REFERENCES send (id),
    at INTEGER NOT NULL,
    what TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX send_event_by_send ON send_event (send_id);
)sql";

} // namespace AlwaysLeads
