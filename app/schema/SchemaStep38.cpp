#include "schema/SchemaSteps.h"

namespace AlwaysLeads {

// The industry is a fact of everybody now, and an import can bring it. Before, a column of that name became a field of
// one's own: it keeps what it holds under another key, as a new one would get, and companies that say nothing learn
// theirs from it where their people agree.
const char *const schemaStep38 = R"sql(
UPDATE company SET industry = coalesce((
    SELECT trim(min(value)) FROM lead_custom JOIN lead ON lead.id = lead_id JOIN custom_field ON custom_field.id = field_id
    WHERE company_id = company.id AND custom_field.key = 'industry'
    HAVING count(DISTINCT trim(value)) = 1), '')
WHERE industry = '' AND EXISTS (SELECT 1 FROM custom_field WHERE key = 'industry');
UPDATE OR IGNORE custom_field SET key = 'own industry' WHERE key = 'industry';
UPDATE OR IGNORE field_source SET field = 'custom:own industry' WHERE field = 'custom:industry';
-- JSON names a field in quotes.
UPDATE saved_view SET query = replace(query, '"custom:industry"', '"custom:own industry"'),
                      columns = replace(columns, '"custom:industry"', '"custom:own industry"');
UPDATE lead_list SET filter = replace(filter, '"custom:industry"', '"custom:own industry"');
UPDATE score_rules SET rules = replace(rules, '"custom:industry"', '"custom:own industry"');
)sql";

} // namespace AlwaysLeads
