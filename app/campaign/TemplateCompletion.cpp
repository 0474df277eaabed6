#include "campaign/TemplateCompletion.h"

#include "campaign/TemplateLexer.h"

#include <algorithm>
#include <optional>

namespace AlwaysLeads {

namespace {

using Kind = TemplateOffer::Kind;

/// The bracket that the cursor stands behind, when it is open in this line and no sign of its own.
std::optional<qsizetype> openBracket(const QString &text, qsizetype cursor)
{
    for (qsizetype at = cursor - 1; at >= 0; --at) {
        const QChar character = text[at];
        if (character == QLatin1Char('\n') || character == QLatin1Char('}')) {
            return std::nullopt;
        }
        if (character != QLatin1Char('{')) {
            continue;
        }
        qsizetype brackets = 1;
        while (at - brackets >= 0 && text[at - brackets] == QLatin1Char('{')) {
            ++brackets;
        }
        return brackets % 2 == 0 ? std::nullopt : std::optional(at); // {{ is a bracket that stays
    }
    return std::nullopt;
}

/// How many {if} are open before this place.
int openIfs(const QString &text, qsizetype before, const QList<TemplateField> &known)
{
    int open = 0;
    const TemplateLexer lexer(text.left(before), known);
    for (const TemplateToken &token : lexer.tokens()) {
        if (token.kind == TemplateToken::Kind::If) {
            ++open;
        } else if (token.kind == TemplateToken::Kind::End) {
            open = std::max(0, open - 1);
        }
    }
    return open;
}

/// 0: begins so, 1: one of its words does, 2: not at all.
int distanceOf(const QString &typed, const QString &name)
{
    if (typed.isEmpty() || name.startsWith(typed, Qt::CaseInsensitive)) {
        return 0;
    }
    return name.contains(QLatin1Char(' ') + typed, Qt::CaseInsensitive) ? 1 : 2;
}

struct Ranked
{
    int distance = 0;
    TemplateOffer offer;
};

void addFields(QList<Ranked> &ranked, const QString &typed, const QList<TemplateField> &known, bool braces)
{
    for (const TemplateField &field : known) {
        const int distance = std::min(distanceOf(typed, field.name), distanceOf(typed, field.label));
        if (distance < 2) {
            const QString insert = braces ? QStringLiteral("{%1}").arg(field.name) : field.name;
            ranked.append(Ranked{distance, {Kind::Field, field.name, field.label, insert, insert.size()}});
        }
    }
}

QList<TemplateOffer> best(QList<Ranked> ranked)
{
    std::ranges::stable_sort(ranked, {}, &Ranked::distance);
    QList<TemplateOffer> offers;
    for (const Ranked &each : ranked.first(std::min(ranked.size(), TemplateCompletion::most))) {
        offers.append(each.offer);
    }
    return offers;
}

QList<TemplateOffer> comparisons(const QString &typed)
{
    const std::pair<QString, QString> all[] = {
        {QStringLiteral("is"), TemplateCompletion::tr("the same, large and small letters alike")},
        {QStringLiteral("is not"), TemplateCompletion::tr("anything else")},
        {QStringLiteral("contains"), TemplateCompletion::tr("has this in it")},
        {QStringLiteral("does not contain"), TemplateCompletion::tr("has it not")},
        {QStringLiteral(">"), TemplateCompletion::tr("a number above")},
        {QStringLiteral(">="), TemplateCompletion::tr("a number from this on")},
        {QStringLiteral("<"), TemplateCompletion::tr("a number below")},
        {QStringLiteral("<="), TemplateCompletion::tr("a number up to this")},
    };
    QList<TemplateOffer> offers;
    for (const auto &[word, detail] : all) {
        if (word.startsWith(typed, Qt::CaseInsensitive)) {
            const QString insert = word + QLatin1Char(' ');
            offers.append({Kind::Comparison, word, detail, insert, insert.size()});
        }
    }
    return offers;
}

/// The field that a condition begins with, when a space stands behind it; its length.
qsizetype fieldLength(const QString &condition, const QList<TemplateField> &known)
{
    qsizetype longest = 0;
    for (const TemplateField &field : known) {
        if (condition.size() > field.name.size() && condition.startsWith(field.name, Qt::CaseInsensitive)
            && condition[field.name.size()] == QLatin1Char(' ')) {
            longest = std::max(longest, field.name.size());
        }
    }
    return longest;
}

TemplateOffers inCondition(const QString &condition, qsizetype cursor, const QList<TemplateField> &known)
{
    const bool turned = condition.startsWith(QLatin1String("not "), Qt::CaseInsensitive);
    const QString words = turned ? condition.mid(4) : condition;
    const qsizetype field = fieldLength(words, known);
    if (field > 0) {
        const QString typed = words.mid(field + 1);
        return {cursor - typed.size(), typed.size(), comparisons(typed)};
    }
    QList<Ranked> ranked;
    addFields(ranked, words, known, false);
    if (!turned && distanceOf(words, QStringLiteral("not")) == 0) {
        const QString insert = QStringLiteral("not ");
        ranked.append(
            Ranked{0, {Kind::Keyword, QStringLiteral("not"), TemplateCompletion::tr("turns it round"), insert, 4}});
    }
    return {cursor - words.size(), words.size(), best(ranked)};
}

} // namespace

TemplateOffers TemplateCompletion::at(const QString &text, qsizetype cursor, const QList<TemplateField> &known)
{
    if (cursor < 1 || cursor > text.size() || text.size() > TemplateLimits::text) {
        return {};
    }
    const std::optional<qsizetype> open = openBracket(text, cursor);
    if (!open) {
        return {};
    }
    QString typed = text.mid(*open + 1, cursor - *open - 1);
    while (typed.startsWith(QLatin1Char(' '))) {
        typed.remove(0, 1);
    }
    if (typed.startsWith(QLatin1Char('~')) || typed.contains(QLatin1Char('|')) || typed.contains(QLatin1Char(':'))) {
        return {}; // alternatives, a fallback or a wish: their words are the person's
    }
    for (const QString &keyword : {QStringLiteral("else if "), QStringLiteral("if ")}) {
        if (typed.startsWith(keyword, Qt::CaseInsensitive)) {
            QString condition = typed.mid(keyword.size());
            while (condition.startsWith(QLatin1Char(' '))) {
                condition.remove(0, 1);
            }
            return inCondition(condition, cursor, known);
        }
    }
    QList<Ranked> ranked;
    addFields(ranked, typed, known, true);
    const auto keyword = [&](const QString &label, const QString &detail, const QString &insert, qsizetype at) {
        const int distance = distanceOf(typed, label);
        if (distance < 2) {
            // Without a letter the names of fields come first; with one the short words of the language do.
            ranked.append(Ranked{typed.isEmpty() ? 1 : 0, {Kind::Keyword, label, detail, insert, at}});
        }
    };
    keyword(QStringLiteral("claude: …"), tr("Claude writes this place for each person"), QStringLiteral("{claude: }"),
            9);
    keyword(QStringLiteral("if …"), tr("a part for some people only"), QStringLiteral("{if }{end}"), 4);
    if (openIfs(text, *open, known) > 0) {
        keyword(QStringLiteral("else"), tr("for everybody else"), QStringLiteral("{else}"), 6);
        keyword(QStringLiteral("else if …"), tr("for some of the others"), QStringLiteral("{else if }"), 9);
        keyword(QStringLiteral("end"), tr("where the part ends"), QStringLiteral("{end}"), 5);
    }
    if (typed.isEmpty()) {
        const TemplateOffer several{Kind::Keyword, QStringLiteral("~ … | …"), tr("one of several, by chance"),
                                    QStringLiteral("{~|}"), 2};
        ranked.append(Ranked{1, several});
    }
    qsizetype end = cursor;
    const auto closes = [&](qsizetype at) { return at < text.size() && text[at] == QLatin1Char('}'); };
    const bool inAlternatives = TemplateLexer(text.left(*open), known).open() > 0; // one } is theirs
    if (closes(end) && (!inAlternatives || closes(end + 1))) {
        ++end; // its bracket is closed already
    }
    TemplateOffers offers{*open, end - *open, {}};
    if (typed.isEmpty()) { // both kinds have their place in the list
        QList<Ranked> fields;
        QList<Ranked> words;
        for (const Ranked &each : std::as_const(ranked)) {
            (each.offer.kind == Kind::Field ? fields : words).append(each);
        }
        const qsizetype room = std::max<qsizetype>(3, most - words.size());
        offers.offers = best(fields.first(std::min(fields.size(), room)) + words);
    } else {
        offers.offers = best(ranked);
    }
    return offers;
}

} // namespace AlwaysLeads
