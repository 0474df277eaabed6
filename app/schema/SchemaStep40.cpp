#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// An id is given once. SQLite gives the highest one again when its row is gone, and what still names that row then
// means another: a saved filter the wrong list, an answer to a question of yesterday the wrong person, a change that is
// taken back the wrong company. So the highest id that went is kept here, and freshId() goes on from it. Without a
// primary key, since it is no part of what an edit did.
const char *const schemaStep40 = R"sql(
CREATE TABLE id_given (
    noun TEXT NOT NULL UNIQUE,
    highest INTEGER NOT NULL
) STRICT;
-- Whom an import or a question names that went before.
INSERT INTO id_given (noun, highest) SELECT 'lead', named FROM (SELECT max(
    coalesce((SELECT max(lead_id) FROM import_row), 0),
    coalesce((SELECT max(lead_id) FROM assistant_batch_item), 0)) AS named) WHERE named > 0;
CREATE TRIGGER lead_id_went AFTER DELETE ON lead
    WHEN OLD.id > coalesce((SELECT max(id) FROM lead), 0) BEGIN
    INSERT INTO id_given (noun, highest) VALUES ('lead', OLD.id)
        ON CONFLICT (noun) DO UPDATE SET highest = max(highest, excluded.highest);
END;
CREATE TRIGGER company_id_went AFTER DELETE ON company
    WHEN OLD.id > coalesce((SELECT max(id) FROM company), 0) BEGIN
    INSERT INTO id_given (noun, highest) VALUES ('company', OLD.id)
        ON CONFLICT (noun) DO UPDATE SET highest = max(highest, excluded.highest);
END;
CREATE TRIGGER source_id_went AFTER DELETE ON source
    WHEN OLD.id > coalesce((SELECT max(id) FROM source), 0) BEGIN
    INSERT INTO id_given (noun, highest) VALUES ('source', OLD.id)
        ON CONFLICT (noun) DO UPDATE SET highest = max(highest, excluded.highest);
END;
CREATE TRIGGER tag_id_went AFTER DELETE ON tag
    WHEN OLD.id > coalesce((SELECT max(id) FROM tag), 0) BEGIN
    INSERT INTO id_given (noun, highest) VALUES ('tag', OLD.id)
        ON CONFLICT (noun) DO UPDATE SET highest = max(highest, excluded.highest);
END;
CREATE TRIGGER custom_field_id_went AFTER DELETE ON custom_field
    WHEN OLD.id > coalesce((SELECT max(id) FROM custom_field), 0) BEGIN
    INSERT INTO id_given (noun, highest) VALUES ('custom_field', OLD.id)
        ON CONFLICT (noun) DO UPDATE SET highest = max(highest, excluded.highest);
END;
CREATE TRIGGER lead_list_id_went AFTER DELETE ON lead_list
    WHEN OLD.id > coalesce((SELECT max(id) FROM lead_list), 0) BEGIN
    INSERT INTO id_given (noun, highest) VALUES ('lead_list', OLD.id)
        ON CONFLICT (noun) DO UPDATE SET highest = max(highest, excluded.highest);
END;
CREATE TRIGGER saved_view_id_went AFTER DELETE ON saved_view
    WHEN OLD.id > coalesce((SELECT max(id) FROM saved_view), 0) BEGIN
    INSERT INTO id_given (noun, highest) VALUES ('saved_view', OLD.id)
        ON CONFLICT (noun) DO UPDATE SET highest = max(highest, excluded.highest);
END;
CREATE TRIGGER people_search_id_went AFTER DELETE ON people_search
    WHEN OLD.id > coalesce((SELECT max(id) FROM people_search), 0) BEGIN
    INSERT INTO id_given (noun, highest) VALUES ('people_search', OLD.id)
        ON CONFLICT (noun) DO UPDATE SET highest = max(highest, excluded.highest);
END;
CREATE TRIGGER edit_id_went AFTER DELETE ON edit
    WHEN OLD.id > coalesce((SELECT max(id) FROM edit), 0) BEGIN
    INSERT INTO id_given (noun, highest) VALUES ('edit', OLD.id)
        ON CONFLICT (noun) DO UPDATE SET highest = max(highest, excluded.highest);
END;
CREATE TRIGGER suppression_id_went AFTER DELETE ON suppression
    WHEN OLD.id > coalesce((SELECT max(id) FROM suppression), 0) BEGIN
    INSERT INTO id_given (noun, highest) VALUES ('suppression', OLD.id)
        ON CONFLICT (noun) DO UPDATE SET highest = max(highest, excluded.highest);
END;
)sql";

} // namespace AlwaysLeads
