#include "lead/LeadFilterSql.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

using Operator = LeadOperator;
using Kind = LeadFieldKind;

constexpr int segmentsInSegments = 4;

/// `text` for LIKE or GLOB, without regard to case. SQLite's LIKE knows the case of ASCII letters only; where there are
/// others GLOB gets both writings of each letter.
struct Pattern
{
    QString comparison; ///< "LIKE ? ESCAPE '\'"
    QString text;
};

Pattern patternOf(const QString &text, bool before, bool after)
{
    const bool plain = std::ranges::all_of(text, [](QChar character) { return character.unicode() < 0x80; });
    QString pattern;
    if (plain) {
        for (const QChar character : text) {
            if (character == QLatin1Char('%') || character == QLatin1Char('_') || character == QLatin1Char('\\')) {
                pattern += QLatin1Char('\\');
            }
            pattern += character;
        }
        const QString any = QStringLiteral("%");
        return {QStringLiteral("LIKE ? ESCAPE '\\'"), (before ? any : QString()) + pattern + (after ? any : QString())};
    }
    for (const uint code : text.toUcs4()) {
        const auto letter = char32_t(code);
        const char32_t lower = QChar::toLower(letter);
        const char32_t upper = QChar::toUpper(letter);
        if (lower != upper) {
            pattern +=
                QLatin1Char('[') + QString::fromUcs4(&lower, 1) + QString::fromUcs4(&upper, 1) + QLatin1Char(']');
        } else if (letter == U'*' || letter == U'?' || letter == U'[') {
            pattern += QLatin1Char('[') + QString::fromUcs4(&letter, 1) + QLatin1Char(']');
        } else {
            pattern += QString::fromUcs4(&letter, 1);
        }
    }
    const QString any = QStringLiteral("*");
    return {QStringLiteral("GLOB ?"), (before ? any : QString()) + pattern + (after ? any : QString())};
}

QString marks(qsizetype count)
{
    return QStringList(count, QStringLiteral("?")).join(QLatin1Char(','));
}

QVariantList texts(const QStringList &values)
{
    QVariantList list;
    for (const QString &value : values) {
        list << value;
    }
    return list;
}

bool isNegative(Operator asks)
{
    return asks == Operator::IsNot || asks == Operator::IsNoneOf || asks == Operator::ContainsNot
        || asks == Operator::NotInLastDays || asks == Operator::DidNotHappen
        || asks == Operator::DidNotHappenInLastDays;
}

LeadSql exists(const QString &select, const QVariantList &values, bool negative)
{
    return {(negative ? QStringLiteral("NOT EXISTS (") : QStringLiteral("EXISTS (")) + select + QLatin1Char(')'),
            values};
}

/// Of the person's row in a field of one's own.
LeadSql ownValue(const LeadField &field, const char *what)
{
    return {QStringLiteral("(SELECT %1 FROM lead_custom WHERE lead_id = lead.id AND field_id = "
                           "(SELECT id FROM custom_field WHERE key = ?))")
                .arg(QLatin1String(what)),
            {field.key.mid(LeadFields::customPrefix().size())}};
}

/// Whether anything stands there, which what is no number or day does as well.
LeadSql whetherTyped(const LeadField &field, const LeadCondition &condition)
{
    const LeadSql value = LeadFilterSql::asTyped(field);
    return {QStringLiteral("%1 %2 ''")
                .arg(value.text, condition.asks == Operator::IsEmpty ? QStringLiteral("=") : QStringLiteral("<>")),
            value.values};
}

} // namespace

LeadFilterSql::LeadFilterSql(const LeadFields &fields, const QDateTime &now)
    : m_fields(fields)
    , m_now(now)
{
}

LeadSql LeadFilterSql::expression(const LeadField &field)
{
    static const QHash<QString, QString> columns = {
        {QStringLiteral("name"), QStringLiteral("trim(lead.first_name || ' ' || lead.last_name)")},
        {QStringLiteral("title"), QStringLiteral("lead.title")},
        {QStringLiteral("company"), QStringLiteral("coalesce(company.name, '')")},
        {QStringLiteral("domain"), QStringLiteral("coalesce(company.domain, '')")},
        {QStringLiteral("industry"), QStringLiteral("coalesce(company.industry, '')")},
        {QStringLiteral("size"), QStringLiteral("company.size")},
        {QStringLiteral("score"), QStringLiteral("lead.score")},
        {QStringLiteral("verdict"),
         QStringLiteral("coalesce((SELECT qualification.verdict FROM qualification WHERE qualification.lead_id = "
                        "lead.id), '')")},
        {QStringLiteral("verdict score"),
         QStringLiteral("(SELECT qualification.score FROM qualification WHERE qualification.lead_id = lead.id)")},
        {QStringLiteral("status"), QStringLiteral("lead.status")},
        {QStringLiteral("touched"), QStringLiteral("lead.touched_at")},
        {QStringLiteral("created"), QStringLiteral("lead.created_at")},
        {QStringLiteral("email"), QStringLiteral("coalesce(lead.email, '')")},
        {QStringLiteral("email state"), QStringLiteral("lead.email_state")},
        {QStringLiteral("city"), QStringLiteral("lead.city")},
        {QStringLiteral("country"), QStringLiteral("lead.country")},
        {QStringLiteral("language"), QStringLiteral("lead.language")},
        {QStringLiteral("phone"), QStringLiteral("lead.phone")},
        {QStringLiteral("website"),
         QStringLiteral("CASE WHEN lead.website <> '' THEN lead.website ELSE coalesce(company.website, '') END")},
        {QStringLiteral("notes"), QStringLiteral("lead.notes")},
        {QStringLiteral("source"),
         QStringLiteral("coalesce((SELECT source.name FROM source WHERE source.id = lead.source_id), '')")},
        {QStringLiteral("provider"),
         QStringLiteral("coalesce((SELECT source.kind FROM source WHERE source.id = lead.source_id), '')")},
        {QStringLiteral("tags"),
         QStringLiteral("coalesce((SELECT group_concat(name, ', ') FROM (SELECT tag.name FROM lead_tag JOIN tag ON "
                        "tag.id = tag_id WHERE lead_id = lead.id ORDER BY tag.name)), '')")},
    };
    if (const auto column = columns.constFind(field.key); column != columns.constEnd()) {
        return {*column, {}};
    }
    // What does not read as its field's kind stays as it was typed, and is no number and no day: nobody with "unknown"
    // has at most 100.
    switch (field.kind) {
    case Kind::Number:
        return ownValue(field,
                        "CASE WHEN value GLOB '*[0-9]*' AND value NOT GLOB '*[^-0-9.]*' AND value NOT GLOB '*.*.*' "
                        "AND value NOT GLOB '?*-*' THEN CAST(value AS REAL) END");
    case Kind::Date:
        return ownValue(field, "CASE WHEN value GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' THEN value END");
    default:
        return asTyped(field);
    }
}

LeadSql LeadFilterSql::asTyped(const LeadField &field)
{
    if (!field.key.startsWith(LeadFields::customPrefix())) {
        return expression(field);
    }
    const LeadSql value = ownValue(field, "value");
    return {QStringLiteral("coalesce(%1, '')").arg(value.text), value.values};
}

Result<LeadSql> LeadFilterSql::condition(const LeadFilter &filter)
{
    m_written = 0;
    return write(filter, 0);
}

Result<LeadSql> LeadFilterSql::write(const LeadFilter &filter, int segmentsDeep)
{
    if (filter.isCondition()) {
        if (++m_written > mostInAll) {
            return failure(ErrorKind::Invalid,
                           tr("This filter asks about too many things once its segments are "
                              "written out. Take some conditions away."));
        }
        return write(filter.condition(), segmentsDeep);
    }
    if (filter.parts().empty()) {
        return LeadSql{QStringLiteral("1"), {}};
    }
    QStringList parts;
    QVariantList values;
    for (const LeadFilter &part : filter.parts()) {
        Result<LeadSql> one = write(part, segmentsDeep);
        if (!one) {
            return one;
        }
        parts << one->text;
        values << one->values;
    }
    const bool all = filter.join() == LeadFilter::Join::All;
    return LeadSql{QLatin1Char('(') + parts.join(all ? QStringLiteral(" AND ") : QStringLiteral(" OR "))
                       + QLatin1Char(')'),
                   values};
}

Result<LeadSql> LeadFilterSql::write(const LeadCondition &condition, int segmentsDeep)
{
    const LeadField *field = m_fields.find(condition.field);
    if (field == nullptr) {
        return failure(
            ErrorKind::Invalid,
            LeadFilter::tr("This filter asks about \"%1\", a field that is not there.").arg(condition.field.left(60)));
    }
    const bool asksWhetherTyped = condition.asks == Operator::IsEmpty || condition.asks == Operator::IsKnown;
    if (asksWhetherTyped && field->key.startsWith(LeadFields::customPrefix())) {
        return whetherTyped(*field, condition);
    }
    switch (field->kind) {
    case Kind::Text:
    case Kind::Choice:
        return onText(*field, condition);
    case Kind::YesNo:
        if (field->key == QLatin1String("suppressed")) {
            const bool yes = condition.values.value(0) == QLatin1String("yes");
            return LeadSql{
                QStringLiteral("(lead.status = 'opted out' OR lead.id IN (SELECT value FROM json_each(?))) = %1")
                    .arg(yes ? 1 : 0),
                {m_suppressed}};
        }
        return onText(*field, condition);
    case Kind::Number:
        return onNumber(*field, condition);
    case Kind::Date:
        return field->key.startsWith(LeadFields::customPrefix()) ? onDay(*field, condition) : onTime(*field, condition);
    case Kind::Tags:
        return onTags(condition);
    case Kind::Lists:
        return onLists(condition);
    case Kind::Segments:
        return onSegments(condition, segmentsDeep);
    case Kind::Imports:
        return onImports(condition);
    case Kind::Event:
        return onEvent(condition);
    }
    Q_UNREACHABLE();
}

LeadSql LeadFilterSql::onText(const LeadField &field, const LeadCondition &condition) const
{
    const LeadSql value = expression(field);
    if (condition.asks == Operator::IsEmpty || condition.asks == Operator::IsKnown) {
        return {QStringLiteral("%1 %2 ''")
                    .arg(value.text, condition.asks == Operator::IsEmpty ? QStringLiteral("=") : QStringLiteral("<>")),
                value.values};
    }
    const bool before = condition.asks == Operator::Contains || condition.asks == Operator::ContainsNot;
    const bool after = before || condition.asks == Operator::BeginsWith;
    QStringList alternatives;
    QVariantList values;
    for (const QString &wanted : condition.values) {
        const Pattern pattern = patternOf(wanted, before, after);
        alternatives << QStringLiteral("%1 %2").arg(value.text, pattern.comparison);
        values << value.values << pattern.text;
    }
    return {(isNegative(condition.asks) ? QStringLiteral("NOT (") : QStringLiteral("("))
                + alternatives.join(QStringLiteral(" OR ")) + QLatin1Char(')'),
            values};
}

LeadSql LeadFilterSql::onNumber(const LeadField &field, const LeadCondition &condition) const
{
    LeadSql value = expression(field);
    const auto with = [&](const char *comparison, const QVariantList &numbers) {
        return LeadSql{value.text + QLatin1String(comparison), value.values + numbers};
    };
    const double first = condition.values.value(0).toDouble();
    switch (condition.asks) {
    case Operator::AtLeast:
        return with(" >= ?", {first});
    case Operator::MoreThan:
        return with(" > ?", {first});
    case Operator::AtMost:
        return with(" <= ?", {first});
    case Operator::LessThan:
        return with(" < ?", {first});
    case Operator::Between: {
        const double second = condition.values.value(1).toDouble();
        return with(" BETWEEN ? AND ?", {std::min(first, second), std::max(first, second)});
    }
    case Operator::IsNot:
        return with(" IS NOT ?", {first});
    case Operator::IsEmpty:
        return with(" IS NULL", {});
    case Operator::IsKnown:
        return with(" IS NOT NULL", {});
    default:
        return with(" = ?", {first});
    }
}

QDateTime LeadFilterSql::daysAgo(const QString &days) const
{
    return m_now.addDays(-days.toInt());
}

LeadSql LeadFilterSql::onTime(const LeadField &field, const LeadCondition &condition) const
{
    const QString value = expression(field).text;
    const auto dayOf = [&](int place) { return QDate::fromString(condition.values.value(place), Qt::ISODate); };
    const QDate first = dayOf(0);
    switch (condition.asks) {
    case Operator::InLastDays:
        return {QStringLiteral("%1 >= ?").arg(value), {daysAgo(condition.values.value(0))}};
    case Operator::NotInLastDays:
        return {QStringLiteral("(%1 IS NULL OR %1 < ?)").arg(value), {daysAgo(condition.values.value(0))}};
    case Operator::Before:
        return {QStringLiteral("%1 < ?").arg(value), {first.startOfDay()}};
    case Operator::After:
        return {QStringLiteral("%1 >= ?").arg(value), {first.addDays(1).startOfDay()}};
    case Operator::Is:
    case Operator::Between: {
        const QDate second = condition.asks == Operator::Is ? first : dayOf(1);
        return {QStringLiteral("(%1 >= ? AND %1 < ?)").arg(value),
                {std::min(first, second).startOfDay(), std::max(first, second).addDays(1).startOfDay()}};
    }
    case Operator::IsEmpty:
        return {QStringLiteral("%1 IS NULL").arg(value), {}};
    default:
        return {QStringLiteral("%1 IS NOT NULL").arg(value), {}};
    }
}

LeadSql LeadFilterSql::onDay(const LeadField &field, const LeadCondition &condition) const
{
    const LeadSql value = expression(field);
    const auto with = [&](const QString &text, const QStringList &days) {
        return LeadSql{text.arg(value.text),
                       text.count(QLatin1String("%1")) == 2 ? value.values + value.values + texts(days)
                                                            : value.values + texts(days)};
    };
    const QString first = condition.values.value(0);
    const QDate today = m_now.toLocalTime().date();
    const auto since = [&] { return today.addDays(-first.toInt()).toString(Qt::ISODate); };
    switch (condition.asks) {
    case Operator::InLastDays:
        return with(QStringLiteral("%1 BETWEEN ? AND ?"), {since(), today.toString(Qt::ISODate)});
    case Operator::NotInLastDays:
        return with(QStringLiteral("(%1 IS NULL OR %1 NOT BETWEEN ? AND ?)"), {since(), today.toString(Qt::ISODate)});
    case Operator::Before:
        return with(QStringLiteral("%1 < ?"), {first});
    case Operator::After:
        return with(QStringLiteral("%1 > ?"), {first});
    case Operator::Is:
        return with(QStringLiteral("%1 = ?"), {first});
    case Operator::Between: {
        const QString second = condition.values.value(1);
        return with(QStringLiteral("%1 BETWEEN ? AND ?"), {std::min(first, second), std::max(first, second)});
    }
    default:
        return whetherTyped(field, condition);
    }
}

LeadSql LeadFilterSql::onEvent(const LeadCondition &condition) const
{
    QString select = QStringLiteral("SELECT 1 FROM lead_event WHERE lead_id = lead.id AND lead_event.kind = ?");
    QVariantList values = {condition.values.value(0)};
    if (countsDays(condition.asks)) {
        select += QStringLiteral(" AND at >= ?");
        values << daysAgo(condition.values.value(1));
    } else if (condition.asks == Operator::HappenedBefore) {
        select += QStringLiteral(" AND at < ?");
        values << QDate::fromString(condition.values.value(1), Qt::ISODate).startOfDay();
    }
    return exists(select, values, isNegative(condition.asks));
}

LeadSql LeadFilterSql::onTags(const LeadCondition &condition) const
{
    if (condition.asks == Operator::IsEmpty || condition.asks == Operator::IsKnown) {
        return exists(QStringLiteral("SELECT 1 FROM lead_tag WHERE lead_id = lead.id"), {},
                      condition.asks == Operator::IsEmpty);
    }
    return exists(QStringLiteral("SELECT 1 FROM lead_tag JOIN tag ON tag.id = tag_id WHERE lead_id = lead.id AND "
                                 "tag.name IN (%1)")
                      .arg(marks(condition.values.size())),
                  texts(condition.values), isNegative(condition.asks));
}

LeadSql LeadFilterSql::onLists(const LeadCondition &condition) const
{
    QVariantList ids;
    for (const QString &value : condition.values) {
        ids << value.toLongLong();
    }
    return exists(QStringLiteral("SELECT 1 FROM lead_list_member WHERE lead_id = lead.id AND list_id IN (%1)")
                      .arg(marks(ids.size())),
                  ids, isNegative(condition.asks));
}

/// Whom an import created or changed, also under the one they have become since.
LeadSql LeadFilterSql::onImports(const LeadCondition &condition) const
{
    QVariantList ids;
    for (const QString &value : condition.values) {
        ids << value.toLongLong();
    }
    return {QStringLiteral("lead.id %1 (SELECT coalesce(row_of.merged_into, row_of.id) FROM import_row JOIN import ON "
                           "import.id = import_id AND undone_at IS NULL JOIN lead AS row_of ON row_of.id = "
                           "import_row.lead_id WHERE import_id IN (%2) AND (outcome = 'added' OR before IS NOT NULL))")
                .arg(isNegative(condition.asks) ? QStringLiteral("NOT IN") : QStringLiteral("IN"), marks(ids.size())),
            ids};
}

Result<LeadSql> LeadFilterSql::onSegments(const LeadCondition &condition, int segmentsDeep)
{
    QStringList parts;
    QVariantList values;
    for (const QString &value : condition.values) {
        const auto segment = m_segments.constFind(value.toLongLong());
        if (segment == m_segments.constEnd() || segmentsDeep >= segmentsInSegments) {
            parts << QStringLiteral("0"); // one that is gone holds nobody
            continue;
        }
        Result<LeadSql> written = write(*segment, segmentsDeep + 1);
        if (!written) {
            return written;
        }
        parts << QStringLiteral("coalesce(%1, 0)").arg(written->text);
        values << written->values;
    }
    return LeadSql{(isNegative(condition.asks) ? QStringLiteral("NOT (") : QStringLiteral("("))
                       + parts.join(QStringLiteral(" OR ")) + QLatin1Char(')'),
                   values};
}

} // namespace AlwaysLeads
