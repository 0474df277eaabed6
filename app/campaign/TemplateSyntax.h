#pragma once

#include <QList>
#include <QString>

#include <optional>
#include <vector>

namespace AlwaysLeads {

/// A name that may stand in braces, and what the editor calls it.
struct TemplateField
{
    QString name; ///< "first name": what stands between the braces
    QString label; ///< "First name": what a person reads in the list of fields

    bool operator==(const TemplateField &) const = default;
};

/// What is wrong in a template and where, in UTF-16 units from its beginning.
struct TemplateProblem
{
    qsizetype position = 0;
    qsizetype length = 0;
    QString message;
    int line = 1; ///< of `position`; the first line is 1
    int column = 1; ///< of `position` in that line; the first is 1

    bool operator==(const TemplateProblem &) const = default;
};

/// One stretch of a template. All of them together cover its text without gaps.
struct TemplateToken
{
    enum class Kind {
        Text,
        Field, ///< {city}
        If, ///< {if city contains port}
        ElseIf, ///< {else if city}
        Else, ///< {else}
        End, ///< {end}
        Open, ///< {~, which begins alternatives
        Next, ///< | between two of them
        Close, ///< } after the last of them
        Slot, ///< {claude: a wish}
    };
    Kind kind = Kind::Text;
    QString text; ///< what is written, a field's name, a condition or a wish
    std::optional<QString> fallback; ///< for a field: what to write where the value is missing; may be empty
    qsizetype position = 0;
    qsizetype length = 0;

    bool operator==(const TemplateToken &) const = default;
};

/// What a branch asks of one field.
struct TemplateCondition
{
    enum class Test { Known, Unknown, Equals, Differs, Contains, Lacks, Below, AtMost, Above, AtLeast };
    Test test = Test::Known;
    QString field;
    QString value; ///< as it was written; compared without regard to case
    double number = 0; ///< of `value`, for the four tests that compare numbers

    bool comparesNumbers() const { return test >= Test::Below; }
    bool operator==(const TemplateCondition &) const = default;
};

struct TemplateNode;

/// A way the text can go: the part of an {if} up to {else}, or one alternative.
struct TemplateBranch
{
    std::optional<TemplateCondition> condition; ///< none: {else}, and every alternative
    std::vector<TemplateNode> nodes;
};

struct TemplateNode
{
    enum class Kind { Text, Field, Choice, Alternatives, Slot };
    Kind kind = Kind::Text;
    QString text; ///< as in the token
    std::optional<QString> fallback;
    std::vector<TemplateBranch> branches; ///< of a Choice or Alternatives
    quint32 number = 0; ///< of Alternatives: which of the template's it is, from 0
};

/// A mail is a page, not a book: beyond these a template is refused, so that nothing in it takes long.
namespace TemplateLimits {
constexpr qsizetype text = 64 * 1024; // UTF-16 units
constexpr qsizetype tokens = 4000;
constexpr qsizetype nesting = 8;
constexpr qsizetype branches = 50; // alternatives, or {else if}, of one place
constexpr qsizetype rendered = 256 * 1024; // UTF-16 units, values included
} // namespace TemplateLimits

} // namespace AlwaysLeads
