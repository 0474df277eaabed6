#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// Points for what somebody answered: a reply, or another class of it, makes the score stale.
const char *const schemaStep24 = R"sql(
CREATE TRIGGER score_stale_reply_added AFTER INSERT ON reply WHEN NEW.lead_id IS NOT NULL BEGIN
    INSERT INTO score_stale (lead_id) VALUES (NEW.lead_id);
END;
CREATE TRIGGER score_stale_reply_changed AFTER UPDATE OF class, gives_orders, lead_id ON reply
    WHEN NEW.lead_id IS NOT NULL BEGIN
    INSERT INTO score_stale (lead_id) VALUES (NEW.lead_id);
END;
)sql";

} // namespace AlwaysLeads
