#include "lead/ColumnGuess.h"

#include "lead/ColumnNames.h"
#include "lead/ColumnValue.h"
#include "lead/LeadExportColumns.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <array>
#include <functional>

namespace AlwaysLeads {

namespace {

struct GuessText
{
    Q_DECLARE_TR_FUNCTIONS(ColumnGuess)
};

// More unknown columns than this are an export of some other program: few of them are wanted.
constexpr int mostCustomColumns = 20;
constexpr qsizetype longestValue = 300;

bool looksLikeAddress(const QString &value)
{
    static const QRegularExpression pattern(QStringLiteral("^[^@\\s]+@[^@\\s]+\\.[^@\\s.]{2,}$"));
    return value.size() <= longestValue && pattern.match(value).hasMatch();
}

bool looksLikeUrl(const QString &value)
{
    static const QRegularExpression pattern(QStringLiteral("^(https?://|www\\.)\\S+$"),
                                            QRegularExpression::CaseInsensitiveOption);
    return value.size() <= longestValue && pattern.match(value).hasMatch();
}

bool looksLikePhone(const QString &value)
{
    static const QRegularExpression pattern(QStringLiteral("^(\\+|00|\\()?[0-9][0-9 ()/.-]{5,24}$"));
    return pattern.match(value).hasMatch()
        && std::ranges::count_if(value, [](QChar character) { return character.isDigit(); }) >= 7;
}

bool looksLikeNumber(const QString &value)
{
    static const QRegularExpression pattern(QStringLiteral("^[+-]?[0-9][0-9.,' ]*$"));
    return value.size() <= 30 && pattern.match(value).hasMatch();
}

/// "Sander van der Berg": two to five words without digits, the first with a capital.
bool looksLikePerson(const QString &value)
{
    const QStringList words = value.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return words.size() >= 2 && words.size() <= 5 && value.size() <= 60 && words.first().front().isUpper()
        && std::ranges::none_of(value, [](QChar character) {
               return character.isDigit() || character == QLatin1Char('&') || character == QLatin1Char('@');
           });
}

/// Whether most of the column's values look so, and there are values.
bool mostly(const QList<QStringList> &rows, qsizetype column, const std::function<bool(const QString &)> &looks)
{
    int values = 0;
    int hits = 0;
    for (const QStringList &row : rows) {
        const QString value = row.value(column).trimmed();
        if (!value.isEmpty()) {
            ++values;
            hits += looks(value) ? 1 : 0;
        }
    }
    return values > 0 && hits * 10 >= values * 6;
}

bool mayRepeat(ColumnTarget target)
{
    return target == ColumnTarget::DoNotImport || target == ColumnTarget::Custom || target == ColumnTarget::Tags
        || target == ColumnTarget::Notes;
}

/// What this program works out itself, and names so in its own export: it is not to come back as somebody's field.
QSet<QString> workedOut(const QStringList &names)
{
    QSet<QString> found;
    for (const char *key :
         {"score", "verdict", "verdict score", "status", "touched", "created", "email state", "provider", "source"}) {
        const QString label = ExportColumns::labelOf(QLatin1String(key));
        if (names.contains(label)) {
            found.insert(label);
        }
    }
    // Others have a score and a status as well.
    constexpr std::array onlyOurs{"verdict", "verdict score", "touched", "email state"};
    const bool isOurs = std::ranges::any_of(
        onlyOurs, [&found](const char *key) { return found.contains(ExportColumns::labelOf(QLatin1String(key))); });
    return isOurs ? found : QSet<QString>();
}

/// A domain that stands alone tells the website as well.
void settleDomain(QList<ColumnChoice> &choices)
{
    const auto domain = std::ranges::find(choices, ColumnTarget::CompanyDomain, &ColumnChoice::target);
    if (domain != choices.end()
        && std::ranges::find(choices, ColumnTarget::Website, &ColumnChoice::target) == choices.end()) {
        domain->target = ColumnTarget::Website;
    }
}

/// "Name" beside "Vorname" is the last name, "Nome" beside "Cognome" the first.
void settleNames(QList<ColumnChoice> &choices)
{
    const auto find = [&choices](ColumnTarget target) {
        return std::ranges::find(choices, target, &ColumnChoice::target);
    };
    const auto name = find(ColumnTarget::Name);
    const bool first = find(ColumnTarget::FirstName) != choices.end();
    const bool last = find(ColumnTarget::LastName) != choices.end();
    if (name != choices.end() && first != last) {
        name->target = first ? ColumnTarget::LastName : ColumnTarget::FirstName;
    } else if (name != choices.end() && first && last) {
        name->target = ColumnTarget::DoNotImport; // the same once more
    }
}

} // namespace

QString shown(ColumnTarget target)
{
    switch (target) {
    case ColumnTarget::DoNotImport:
        return GuessText::tr("Do not import");
    case ColumnTarget::Name:
        return GuessText::tr("Name");
    case ColumnTarget::FirstName:
        return GuessText::tr("First name");
    case ColumnTarget::LastName:
        return GuessText::tr("Last name");
    case ColumnTarget::Email:
        return GuessText::tr("Email");
    case ColumnTarget::Title:
        return GuessText::tr("Title");
    case ColumnTarget::Company:
        return GuessText::tr("Company");
    case ColumnTarget::CompanySize:
        return GuessText::tr("Company size");
    case ColumnTarget::Industry:
        return GuessText::tr("Industry");
    case ColumnTarget::CompanyDomain:
        return GuessText::tr("Company domain");
    case ColumnTarget::City:
        return GuessText::tr("City");
    case ColumnTarget::Country:
        return GuessText::tr("Country");
    case ColumnTarget::Phone:
        return GuessText::tr("Phone");
    case ColumnTarget::Website:
        return GuessText::tr("Website");
    case ColumnTarget::Language:
        return GuessText::tr("Language");
    case ColumnTarget::Notes:
        return GuessText::tr("Notes");
    case ColumnTarget::Tags:
        return GuessText::tr("Tags");
    case ColumnTarget::Custom:
        return GuessText::tr("New field");
    }
    Q_UNREACHABLE();
}

const QList<ColumnTarget> &allColumnTargets()
{
    static const QList<ColumnTarget> all = [] {
        QList<ColumnTarget> list;
        for (int target = int(ColumnTarget::DoNotImport); target <= int(ColumnTarget::Custom); ++target) {
            list << ColumnTarget(target);
        }
        return list;
    }();
    return all;
}

std::optional<ColumnTarget> ColumnGuess::byName(const QString &name)
{
    return targetNamed(plainColumnName(name));
}

QList<ColumnChoice> ColumnGuess::guess(const QStringList &names, const QList<QStringList> &firstRows)
{
    qsizetype width = names.size();
    if (names.isEmpty()) {
        for (const QStringList &row : firstRows) {
            width = std::max(width, row.size());
        }
    }
    QList<ColumnChoice> choices(width);
    QList<bool> settled(width, false);
    QSet<ColumnTarget> taken;
    const auto take = [&](qsizetype column, ColumnTarget target) {
        if (!mayRepeat(target) && taken.contains(target)) {
            return false;
        }
        taken.insert(target);
        choices[column].target = target;
        settled[column] = true;
        return true;
    };

    for (qsizetype column = 0; column < names.size(); ++column) {
        if (const std::optional<ColumnTarget> target = byName(names.at(column))) {
            take(column, *target);
        }
    }
    for (qsizetype column = 0; column < width; ++column) {
        const bool nameless = column >= names.size() || names.at(column).trimmed().isEmpty();
        if (settled.at(column)) {
            continue;
        }
        if (mostly(firstRows, column, looksLikeAddress)) {
            settled[column] = take(column, ColumnTarget::Email);
        } else if (nameless && mostly(firstRows, column, looksLikeUrl)) {
            settled[column] = take(column, ColumnTarget::Website);
        } else if (nameless && mostly(firstRows, column, looksLikePhone)) {
            settled[column] = take(column, ColumnTarget::Phone);
        } else if (nameless && !taken.contains(ColumnTarget::FirstName) && mostly(firstRows, column, looksLikePerson)) {
            settled[column] = take(column, ColumnTarget::Name);
        }
    }
    settleNames(choices);
    settleDomain(choices);

    QList<qsizetype> unknown;
    const QSet<QString> ours = workedOut(names);
    for (qsizetype column = 0; column < names.size(); ++column) {
        const bool hasValues = mostly(firstRows, column, [](const QString &) { return true; });
        if (!settled.at(column) && hasValues && !ours.contains(names.at(column))
            && !names.at(column).trimmed().isEmpty() && names.at(column).size() <= 60) {
            unknown << column;
        }
    }
    if (unknown.size() <= mostCustomColumns) {
        for (const qsizetype column : unknown) {
            choices[column] = {ColumnTarget::Custom, cleanLine(names.at(column))};
        }
    }
    return choices;
}

FieldKind ColumnGuess::kindOf(const QList<QStringList> &firstRows, qsizetype column, const CsvFormat &format)
{
    for (const FieldKind kind : {FieldKind::YesNo, FieldKind::Date, FieldKind::Number, FieldKind::Url}) {
        int values = 0;
        bool all = true;
        for (const QStringList &row : firstRows) {
            const QString value = cleanLine(row.value(column).left(longestValue));
            values += value.isEmpty() ? 0 : 1;
            all = all && (value.isEmpty() || ColumnValue::looksLike(kind, value, format));
        }
        if (all && values > 0) {
            return kind;
        }
    }
    return FieldKind::Text;
}

bool ColumnGuess::firstRowIsNames(const QList<QStringList> &firstRows)
{
    if (firstRows.isEmpty()) {
        return true;
    }
    int known = 0;
    bool allWords = true;
    for (const QString &cell : firstRows.first()) {
        const QString value = cell.trimmed();
        if (looksLikeAddress(value) || looksLikeUrl(value) || looksLikePhone(value)) {
            return false;
        }
        known += byName(value) ? 1 : 0;
        allWords = allWords && !value.isEmpty() && value.size() <= 60 && !looksLikeNumber(value);
    }
    if (known > 0) {
        return true;
    }
    return allWords && firstRows.size() > 1;
}

} // namespace AlwaysLeads
