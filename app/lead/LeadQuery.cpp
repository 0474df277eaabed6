#include "lead/LeadQuery.h"

#include "base/Words.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <utility>

namespace AlwaysLeads {

namespace {

constexpr std::array<std::pair<LeadView, const char *>, 6> viewWords{{{LeadView::All, "all"},
                                                                      {LeadView::NewThisWeek, "new"},
                                                                      {LeadView::WaitingForReply, "waiting"},
                                                                      {LeadView::Interested, "interested"},
                                                                      {LeadView::OptedOut, "opted out"},
                                                                      {LeadView::Deleted, "deleted"}}};
constexpr std::array<std::pair<LeadSort, const char *>, 8> sortWords{{{LeadSort::Name, "name"},
                                                                      {LeadSort::Company, "company"},
                                                                      {LeadSort::Email, "email"},
                                                                      {LeadSort::Score, "score"},
                                                                      {LeadSort::Status, "status"},
                                                                      {LeadSort::LastTouch, "touched"},
                                                                      {LeadSort::Created, "created"},
                                                                      {LeadSort::Field, "field"}}};
constexpr qsizetype longestText = 500;

tl::unexpected<Error> unreadable()
{
    return failure(ErrorKind::Invalid, LeadFilter::tr("This view cannot be read."));
}

Result<LeadSortKey> keyFrom(const QJsonObject &object, const LeadFields &fields)
{
    const std::optional<LeadSort> by = valueOf(sortWords, object.value(QStringLiteral("by")).toString());
    const QString order = object.value(QStringLiteral("order")).toString();
    if (!by || (order != QLatin1String("up") && order != QLatin1String("down"))) {
        return unreadable();
    }
    LeadSortKey key{*by, order == QLatin1String("up") ? Qt::AscendingOrder : Qt::DescendingOrder, {}};
    if (key.by == LeadSort::Field) {
        key.field = object.value(QStringLiteral("field")).toString();
        const LeadField *field = fields.find(key.field);
        if (field == nullptr || !field->isFact) {
            return failure(
                ErrorKind::Invalid,
                LeadFilter::tr("This view sorts by \"%1\", a field that is not there.").arg(key.field.left(60)));
        }
    }
    return key;
}

} // namespace

QList<LeadSortKey> LeadQuery::sortKeys() const
{
    return QList<LeadSortKey>{{sort, order, sortField}} + then;
}

void LeadQuery::setSortKeys(const QList<LeadSortKey> &keys)
{
    const LeadSortKey first = keys.isEmpty() ? LeadSortKey() : keys.first();
    sort = first.by;
    order = first.order;
    sortField = first.field;
    then = keys.mid(1, mostSortKeys - 1);
}

QJsonObject LeadQuery::toJson() const
{
    QJsonArray keys;
    for (const LeadSortKey &key : sortKeys()) {
        QJsonObject one{
            {QStringLiteral("by"), wordOf(sortWords, key.by)},
            {QStringLiteral("order"), key.order == Qt::AscendingOrder ? QStringLiteral("up") : QStringLiteral("down")}};
        if (key.by == LeadSort::Field) {
            one.insert(QStringLiteral("field"), key.field);
        }
        keys.append(one);
    }
    return {{QStringLiteral("text"), text},
            {QStringLiteral("view"), wordOf(viewWords, view)},
            {QStringLiteral("filter"), filter.toJson()},
            {QStringLiteral("sort"), keys}};
}

Result<LeadQuery> LeadQuery::fromJson(const QJsonObject &object, const LeadFields &fields)
{
    const std::optional<LeadView> view = valueOf(viewWords, object.value(QStringLiteral("view")).toString());
    const QJsonValue filterValue = object.value(QStringLiteral("filter"));
    const QJsonValue sortValue = object.value(QStringLiteral("sort"));
    const QString text = object.value(QStringLiteral("text")).toString();
    if (object.size() != 4 || !view || !filterValue.isObject() || !sortValue.isArray() || text.size() > longestText) {
        return unreadable();
    }
    LeadQuery query;
    query.text = text;
    query.view = *view;
    Result<LeadFilter> filter = LeadFilter::fromJson(filterValue.toObject(), fields);
    if (!filter) {
        return failureOf(std::move(filter));
    }
    query.filter = std::move(*filter);
    QList<LeadSortKey> keys;
    for (const QJsonValue value : sortValue.toArray()) {
        Result<LeadSortKey> key = keyFrom(value.toObject(), fields);
        if (!key) {
            return failureOf(std::move(key));
        }
        const bool twice = std::ranges::any_of(keys, [&](const LeadSortKey &known) { return known.sameColumn(*key); });
        if (twice || keys.size() == mostSortKeys) {
            return unreadable();
        }
        keys << *key;
    }
    if (keys.isEmpty()) {
        return unreadable();
    }
    query.setSortKeys(keys);
    return query;
}

} // namespace AlwaysLeads
