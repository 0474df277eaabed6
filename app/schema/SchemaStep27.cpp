#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// Mails that came to several mailboxes are one reply, reports that prove nothing are a question to the person, answers
// pass the holds that are not about them, and campaigns go on for who answered as one of their steps wants it.
const char *const schemaStep27 = R"sql(
CREATE TABLE reply_decision_27 (
    reply_id INTEGER NOT NULL REFERENCES reply (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('opt-out', 'sender', 'company', 'bounce')),
    answer TEXT CHECK (answer IN ('yes', 'no')), -- NULL: asked
    decided_at INTEGER,
    PRIMARY KEY (reply_id, kind)
) STRICT, WITHOUT ROWID;
INSERT INTO reply_decision_27 SELECT reply_id, kind, answer, decided_at FROM reply_decision;
DROP TABLE reply_decision;
ALTER TABLE reply_decision_27 RENAME TO reply_decision;

CREATE INDEX reply_by_key ON reply (message_key);
-- Where a mail lies. One that came to two mailboxes has two rows.
CREATE TABLE reply_place (
    mailbox_id INTEGER NOT NULL REFERENCES mailbox (id),
    message_key TEXT NOT NULL,
    reply_id INTEGER NOT NULL REFERENCES reply (id) ON DELETE CASCADE,
    PRIMARY KEY (mailbox_id, message_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX reply_place_by_reply ON reply_place (reply_id);
CREATE TABLE same_reply (id INTEGER PRIMARY KEY, kept INTEGER NOT NULL) STRICT;
INSERT INTO same_reply SELECT id, first_value(id) OVER (PARTITION BY message_key, lower(from_address)
    ORDER BY class_by <> 'person', done_at IS NULL, id) FROM reply;
INSERT INTO reply_place SELECT r.mailbox_id, r.message_key, s.kept FROM reply r JOIN same_reply s ON s.id = r.id;
DELETE FROM same_reply WHERE id = kept;
UPDATE answer SET reply_id = (SELECT kept FROM same_reply WHERE id = reply_id)
    WHERE reply_id IN (SELECT id FROM same_reply);
UPDATE reply_hold SET reply_id = (SELECT kept FROM same_reply WHERE id = reply_id)
    WHERE reply_id IN (SELECT id FROM same_reply);
UPDATE OR IGNORE reply_decision SET reply_id = (SELECT kept FROM same_reply WHERE id = reply_id)
    WHERE reply_id IN (SELECT id FROM same_reply);
DELETE FROM reply_decision WHERE reply_id IN (SELECT id FROM same_reply);
DELETE FROM reply_effect WHERE reply_id IN (SELECT id FROM same_reply);
DELETE FROM reply WHERE id IN (SELECT id FROM same_reply);
DROP TABLE same_reply;

-- Answers that the person was not told of yet.
CREATE TABLE reply_news (
    reply_id INTEGER PRIMARY KEY REFERENCES reply (id) ON DELETE CASCADE
) STRICT;
-- Whether the campaign that somebody answered to goes on for them, as a step of it is for such answers.
CREATE TABLE reply_branch (
    reply_id INTEGER PRIMARY KEY REFERENCES reply (id) ON DELETE CASCADE,
    campaign_id INTEGER NOT NULL REFERENCES campaign (id),
    goes_on INTEGER NOT NULL CHECK (goes_on IN (0, 1))
) STRICT;

DROP TRIGGER reply_hold_queued;
DROP TRIGGER reply_hold_moved;
DROP TRIGGER reply_hold_begun;
DROP TRIGGER reply_hold_ended;
-- Mails that a hold keeps back. Answers pass the question about a colleague, and an absence that was told before what
-- they answer. An answer that was approved before its mail was found to say no passes too; what comes later does not.
CREATE VIEW held_mail AS
    SELECT s.id AS send_id, s.lead_id AS lead_id, h.until AS until
    FROM send s JOIN reply_hold h ON h.lead_id = s.lead_id JOIN reply n ON n.id = h.reply_id
    WHERE NOT EXISTS (
        SELECT 1 FROM answer a JOIN reply r ON r.id = a.reply_id WHERE a.draft_id = s.draft_id
            AND (r.id = n.id OR n.lead_id IS NOT h.lead_id OR (n.class <> 'opt-out' AND r.received_at > n.received_at)));
UPDATE send SET due_at = queued_at WHERE state IN ('waiting', 'refused for now')
    AND due_at = (SELECT until FROM reply_hold h WHERE h.lead_id = send.lead_id)
    AND NOT EXISTS (SELECT 1 FROM held_mail WHERE send_id = send.id);
CREATE TRIGGER reply_hold_queued AFTER INSERT ON send
    WHEN new.state = 'waiting' AND EXISTS (SELECT 1 FROM held_mail WHERE send_id = new.id AND until > new.due_at)
BEGIN
    UPDATE send SET due_at = (SELECT until FROM reply_hold WHERE lead_id = new.lead_id) WHERE id = new.id;
END;
CREATE TRIGGER reply_hold_moved AFTER UPDATE OF state, due_at ON send
    WHEN new.state IN ('waiting', 'refused for now')
        AND EXISTS (SELECT 1 FROM held_mail WHERE send_id = new.id AND until > new.due_at)
BEGIN
    UPDATE send SET due_at = (SELECT until FROM reply_hold WHERE lead_id = new.lead_id) WHERE id = new.id;
END;
CREATE TRIGGER reply_hold_begun AFTER INSERT ON reply_hold BEGIN
    UPDATE send SET due_at = new.until
        WHERE lead_id = new.lead_id AND state IN ('waiting', 'refused for now') AND due_at < new.until
            AND id IN (SELECT send_id FROM held_mail WHERE lead_id = new.lead_id);
END;
CREATE TRIGGER reply_hold_ended AFTER DELETE ON reply_hold BEGIN
    UPDATE send SET due_at = max(queued_at, coalesce((SELECT d.due_at FROM draft d WHERE d.id = send.draft_id), 0))
        WHERE lead_id = old.lead_id AND state IN ('waiting', 'refused for now') AND due_at = old.until;
END;
)sql";

} // namespace AlwaysLeads
