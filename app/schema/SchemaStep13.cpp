#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// What came back. A mail is known by its mailbox and Message-ID, so that a folder that is numbered anew gives nothing
// twice. While a person is held, no mail to them is due: the schema sees to it, whoever queues one.
const char *const schemaStep13 = R"sql(
CREATE TABLE mail_watch (
    mailbox_id INTEGER PRIMARY KEY REFERENCES mailbox (id),
    looked_at INTEGER, -- the last look that came to its end
    next_at INTEGER,
    failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
    problem TEXT NOT NULL DEFAULT '' -- a sentence; with next_at NULL only the person can mend it
) STRICT;
CREATE TABLE mail_folder (
    mailbox_id INTEGER NOT NULL REFERENCES mailbox (id),
    folder TEXT NOT NULL,
    uid_validity INTEGER NOT NULL DEFAULT 0,
    last_uid INTEGER NOT NULL DEFAULT 0,
    mod_seq INTEGER NOT NULL DEFAULT 0,
    token TEXT NOT NULL DEFAULT '', -- how far, for services that do not count
    PRIMARY KEY (mailbox_id, folder)
) STRICT, WITHOUT ROWID;

CREATE TABLE reply (
    id INTEGER PRIMARY KEY,
    mailbox_id INTEGER NOT NULL REFERENCES mailbox (id),
    message_key TEXT NOT NULL,
    lead_id INTEGER REFERENCES lead (id) ON DELETE SET NULL,
    send_id INTEGER REFERENCES send (id) ON DELETE SET NULL,
    campaign_id INTEGER,
    matched_by TEXT NOT NULL CHECK (matched_by IN ('thread', 'address', 'company')),
    from_name TEXT NOT NULL DEFAULT '',
    from_address TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL DEFAULT '',
    received_at INTEGER NOT NULL,
    class TEXT NOT NULL,
    class_by TEXT NOT NULL CHECK (class_by IN ('headers', 'words', 'claude', 'person')),
    sentence TEXT NOT NULL DEFAULT '', -- of the mail, that the class rests on
    back_on TEXT NOT NULL DEFAULT '', -- 2026-12-07
    new_text TEXT NOT NULL DEFAULT '',
    whole_text TEXT NOT NULL DEFAULT '',
    raw BLOB, -- the beginning of the mail as it came
    gives_orders INTEGER NOT NULL DEFAULT 0,
    read_at INTEGER,
    done_at INTEGER,
    snoozed_until INTEGER,
    created_at INTEGER NOT NULL,
    UNIQUE (mailbox_id, message_key)
) STRICT;
CREATE INDEX reply_by_time ON reply (received_at DESC, id DESC);
CREATE INDEX reply_by_lead ON reply (lead_id);
-- What followed on its own.
CREATE TABLE reply_effect (
    id INTEGER PRIMARY KEY,
    reply_id INTEGER NOT NULL REFERENCES reply (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '',
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX reply_effect_by_reply ON reply_effect (reply_id);
-- What only a person can decide.
CREATE TABLE reply_decision (
    reply_id INTEGER NOT NULL REFERENCES reply (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('opt-out', 'sender')),
    answer TEXT CHECK (answer IN ('yes', 'no')), -- NULL: asked
    decided_at INTEGER,
    PRIMARY KEY (reply_id, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE reply_hold (
    lead_id INTEGER PRIMARY KEY REFERENCES lead (id) ON DELETE CASCADE,
    reply_id INTEGER NOT NULL REFERENCES reply (id) ON DELETE CASCADE,
    until INTEGER NOT NULL
) STRICT;
CREATE TRIGGER reply_hold_queued AFTER INSERT ON send
    WHEN new.state = 'waiting' AND EXISTS (SELECT 1 FROM reply_hold WHERE lead_id = new.lead_id AND until > new.due_at)
BEGIN
    UPDATE send SET due_at = (SELECT until FROM reply_hold WHERE lead_id = new.lead_id) WHERE id = new.id;
END;
CREATE TRIGGER reply_hold_moved AFTER UPDATE OF state, due_at ON send
    WHEN new.state IN ('waiting', 'refused for now')
        AND EXISTS (SELECT 1 FROM reply_hold WHERE lead_id = new.lead_id AND until > new.due_at)
BEGIN
    UPDATE send SET due_at = (SELECT until FROM reply_hold WHERE lead_id = new.lead_id) WHERE id = new.id;
END;
CREATE TRIGGER reply_hold_begun AFTER INSERT ON reply_hold BEGIN
    UPDATE send SET due_at = new.until
        WHERE lead_id = new.lead_id AND state IN ('waiting', 'refused for now') AND due_at < new.until;
END;
CREATE TRIGGER reply_hold_ended AFTER DELETE ON reply_hold BEGIN
    UPDATE send SET due_at = queued_at
        WHERE lead_id = old.lead_id AND state IN ('waiting', 'refused for now') AND due_at = old.until;
END;

CREATE INDEX send_by_message_id ON send (message_id);
CREATE INDEX send_by_address ON send (to_address);
CREATE INDEX send_by_lead ON send (lead_id);
)sql";

} // namespace AlwaysLeads
