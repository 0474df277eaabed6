#include "lead/SavedViewStore.h"

#include "lead/Lead.h"
#include "storage/FreshId.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr int widest = 2000;
constexpr qsizetype mostColumns = 60;

Result<QString> nameFrom(const QString &name)
{
    const QString clean = cleanLine(name).left(SavedViewStore::longestName);
    if (clean.isEmpty()) {
        return failure(ErrorKind::Invalid, SavedViewStore::tr("A view needs a name."));
    }
    return clean;
}

QString textOf(const LeadQuery &query)
{
    return QString::fromUtf8(QJsonDocument(query.toJson()).toJson(QJsonDocument::Compact));
}

} // namespace

Result<QList<LeadColumn>> leadColumnsFrom(const QByteArray &json, const LeadFields &fields)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isArray() || document.array().size() > mostColumns) {
        return failure(ErrorKind::Invalid, SavedViewStore::tr("The columns of this view cannot be read."));
    }
    QList<LeadColumn> columns;
    const QJsonArray list = document.array();
    for (const QJsonValue value : list) {
        const LeadColumn column{value[QLatin1String("column")].toString(),
                                std::clamp(value[QLatin1String("width")].toInt(), 0, widest)};
        const LeadField *field = fields.find(column.key);
        if (field != nullptr && field->isFact) {
            columns << column;
        }
    }
    return columns;
}

QByteArray toJson(const QList<LeadColumn> &columns)
{
    QJsonArray list;
    for (const LeadColumn &column : columns) {
        list.append(QJsonObject{{QStringLiteral("column"), column.key}, {QStringLiteral("width"), column.width}});
    }
    return QJsonDocument(list).toJson(QJsonDocument::Compact);
}

Result<QList<SavedView>> SavedViewStore::all(Connection &connection) const
{
    Result<LeadFields> fields = LeadFieldStore().all(connection);
    if (!fields) {
        return failureOf(std::move(fields));
    }
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT id, name, position, query, columns FROM saved_view ORDER BY position, id"));
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<SavedView> views;
    while (rows->next()) {
        SavedView view;
        view.id = SavedViewId(rows->number(0));
        view.name = rows->text(1);
        view.position = int(rows->number(2));
        Result<LeadQuery> query =
            LeadQuery::fromJson(QJsonDocument::fromJson(rows->text(3).toUtf8()).object(), *fields);
        Result<QList<LeadColumn>> columns = leadColumnsFrom(rows->text(4).toUtf8(), *fields);
        if (query && columns) {
            view.query = std::move(*query);
            view.columns = std::move(*columns);
        } else {
            view.problem = query ? columns.error().message : query.error().message;
        }
        views << view;
    }
    return rows->outcome(views);
}

Result<SavedView> SavedViewStore::add(Connection &connection, SavedView view, const QDateTime &now) const
{
    Result<QString> name = nameFrom(view.name);
    if (!name) {
        return failureOf(std::move(name));
    }
    view.name = *name;
    if (view.position == 0) {
        Result<qint64> last = connection.number(QStringLiteral("SELECT coalesce(max(position), 0) FROM saved_view"));
        if (!last) {
            return failureOf(std::move(last));
        }
        view.position = int(*last) + 1;
    }
    Result<qint64> id =
        connection.insert(QStringLiteral("INSERT INTO saved_view (id, name, position, query, columns, "
                                         "created_at) VALUES (coalesce(?, %1), ?, ?, ?, ?, ?)")
                              .arg(freshId("saved_view")),
                          {view.id.isNull() ? QVariant() : QVariant(view.id.value()), view.name, view.position,
                           textOf(view.query), QString::fromUtf8(toJson(view.columns)), now});
    if (!id) {
        return failureOf(std::move(id));
    }
    view.id = SavedViewId(*id);
    return view;
}

Result<> SavedViewStore::save(Connection &connection, const SavedView &view) const
{
    Result<QString> name = nameFrom(view.name);
    if (!name) {
        return failureOf(std::move(name));
    }
    Result<qint64> changed =
        connection.run(QStringLiteral("UPDATE saved_view SET name = ?, query = ?, columns = ? WHERE id = ?"),
                       {*name, textOf(view.query), QString::fromUtf8(toJson(view.columns)), view.id.value()});
    if (!changed) {
        return failureOf(std::move(changed));
    }
    return *changed == 0 ? failure(ErrorKind::NotFound, tr("This view is not there any more.")) : Result<>();
}

Result<> SavedViewStore::move(Connection &connection, SavedViewId id, int step) const
{
    Result<Query> rows = connection.query(QStringLiteral("SELECT id FROM saved_view ORDER BY position, id"));
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<qint64> order;
    while (rows->next()) {
        order << rows->number(0);
    }
    if (Result<int> read = rows->outcome(0); !read) {
        return failureOf(std::move(read));
    }
    const qsizetype from = order.indexOf(id.value());
    if (from < 0) {
        return failure(ErrorKind::NotFound, tr("This view is not there any more."));
    }
    order.move(from, std::clamp<qsizetype>(from + step, 0, order.size() - 1));
    for (qsizetype place = 0; place < order.size(); ++place) {
        Result<qint64> moved = connection.run(QStringLiteral("UPDATE saved_view SET position = ? WHERE id = ?"),
                                              {place + 1, order.at(place)});
        if (!moved) {
            return failureOf(std::move(moved));
        }
    }
    return {};
}

Result<> SavedViewStore::remove(Connection &connection, SavedViewId id) const
{
    return connection.run(QStringLiteral("DELETE FROM saved_view WHERE id = ?"), {id.value()}).map([](qint64) {});
}

Result<LeadArrangement> SavedViewStore::arrangement(Connection &connection) const
{
    Result<LeadFields> fields = LeadFieldStore().all(connection);
    if (!fields) {
        return failureOf(std::move(fields));
    }
    Result<Query> rows = connection.query(QStringLiteral("SELECT query, columns FROM lead_arrangement"));
    if (!rows) {
        return failureOf(std::move(rows));
    }
    LeadArrangement kept;
    if (rows->next()) {
        const Result<LeadQuery> query =
            LeadQuery::fromJson(QJsonDocument::fromJson(rows->text(0).toUtf8()).object(), *fields);
        if (query) { // else a field to sort by is gone
            kept.sort = query->sortKeys();
        }
        kept.columns = leadColumnsFrom(rows->text(1).toUtf8(), *fields).value_or(QList<LeadColumn>());
    }
    return rows->outcome(kept);
}

Result<> SavedViewStore::keepArrangement(Connection &connection, const LeadArrangement &arrangement) const
{
    LeadQuery query;
    query.setSortKeys(arrangement.sort);
    return connection
        .run(QStringLiteral("INSERT OR REPLACE INTO lead_arrangement (id, query, columns) VALUES (1, ?, ?)"),
             {textOf(query), QString::fromUtf8(toJson(arrangement.columns))})
        .map([](qint64) {});
}

} // namespace AlwaysLeads
