#include "schema/Schema.h"

#include "schema/SchemaSteps.h"

#include <algorithm>
#include <functional>

namespace AlwaysLeads {

namespace {

constexpr Migration steps[] = {
    {1, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep1)); }},
    {2, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep2)); }},
    {3, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep3)); }},
    {4, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep4)); }},
    {5, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep5)); }},
    {6, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep6)); }},
    {7, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep7)); }},
    {8, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep8)); }},
    {9, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep9)); }},
    {10, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep10)); }},
    {11, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep11)); }},
    {12, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep12)); }},
    {13, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep13)); }},
    {14, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep14)); }},
    {15, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep15)); }},
    {16, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep16)); }},
    {17, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep17)); }},
    {18, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep18)); }},
    {20, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep20)); }},
    {21, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep21)); }},
    {22, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep22)); }},
    {23, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep23)); }},
    {24, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep24)); }},
    {25, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep25)); }},
    {26, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep26)); }},
    {27, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep27)); }},
    {28, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep28)); }},
    {29, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep29)); }},
    {30, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep30)); }},
    {31, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep31)); }},
    {32, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep32)); }},
    {33, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep33)); }},
    {34, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep34)); }},
    {35, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep35)); }},
    {36, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep36)); }},
    {37, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep37)); }},
    {38, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep38)); }},
    {39, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep39)); }},
    {40, [](Connection &connection) { return connection.script(QString::fromUtf8(schemaStep40)); }},
};
static_assert(std::ranges::adjacent_find(steps, std::greater_equal{}, &Migration::version) == std::end(steps),
              "migrations are numbered upwards, each number once");

} // namespace

std::span<const Migration> schemaSteps()
{
    return steps;
}

} // namespace AlwaysLeads
