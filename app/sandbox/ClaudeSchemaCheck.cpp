#include "sandbox/ClaudeSchemaCheck.h"

#include <QJsonArray>
#include <QSet>
#include <QStringList>

namespace AlwaysLeads {

namespace {

constexpr int mostOptional = 24;
constexpr int mostUnions = 16;
constexpr int mostDepth = 32;

/// One walk through a schema; the first fault ends it.
class SchemaWalk
{
public:
    explicit SchemaWalk(const QJsonObject &root)
        : m_definitions(root.value(QLatin1String("$defs")).toObject())
    {
    }

    QString fault() const { return m_fault; }
    void visit(const QJsonObject &schema, const QStringList &inside);
    void countLimits();

private:
    void visitAll(const QJsonObject &schemas, const QStringList &inside);
    void visitList(const QJsonValue &schemas, const QStringList &inside);
    void visitObject(const QJsonObject &schema, const QStringList &inside);
    void checkKeywords(const QJsonObject &schema, const QString &type);
    void checkValues(const QJsonObject &schema);
    void follow(const QString &reference, const QStringList &inside);
    void refuse(const QString &text)
    {
        if (m_fault.isEmpty()) {
            m_fault = text;
        }
    }

    QJsonObject m_definitions;
    QString m_fault;
    int m_optional = 0;
    int m_unions = 0;
};

void SchemaWalk::visit(const QJsonObject &schema, const QStringList &inside)
{
    if (!m_fault.isEmpty()) {
        return;
    }
    if (inside.size() > mostDepth) {
        refuse(QStringLiteral("The compiled grammar is too large"));
        return;
    }
    const QJsonValue type = schema.value(QLatin1String("type"));
    if (type.isArray()) {
        ++m_unions;
    }
    checkKeywords(schema, type.toString());
    checkValues(schema);
    if (schema.contains(QLatin1String("anyOf"))) {
        ++m_unions;
    }
    visitList(schema.value(QLatin1String("anyOf")), inside + QStringList(QStringLiteral("*")));
    visitList(schema.value(QLatin1String("allOf")), inside + QStringList(QStringLiteral("*")));
    if (schema.contains(QLatin1String("$ref"))) {
        follow(schema.value(QLatin1String("$ref")).toString(), inside);
    }
    if (type.toString() == QLatin1String("object") || schema.contains(QLatin1String("properties"))) {
        visitObject(schema, inside);
    }
    if (schema.value(QLatin1String("items")).isObject()) {
        visit(schema.value(QLatin1String("items")).toObject(), inside + QStringList(QStringLiteral("*")));
    }
}

void SchemaWalk::visitObject(const QJsonObject &schema, const QStringList &inside)
{
    const QJsonValue more = schema.value(QLatin1String("additionalProperties"));
    if (!more.isBool() || more.toBool()) {
        refuse(QStringLiteral("For 'object' type, 'additionalProperties' must be explicitly set to false"));
        return;
    }
    const QJsonObject properties = schema.value(QLatin1String("properties")).toObject();
    QSet<QString> required;
    for (const QJsonValue name : schema.value(QLatin1String("required")).toArray()) {
        required.insert(name.toString());
        if (!properties.contains(name.toString())) {
            refuse(QStringLiteral("'required' names an unknown property '%1'").arg(name.toString()));
        }
    }
    for (auto property = properties.begin(); property != properties.end(); ++property) {
        m_optional += required.contains(property.key()) ? 0 : 1;
    }
    visitAll(properties, inside + QStringList(QStringLiteral("*")));
}

void SchemaWalk::checkKeywords(const QJsonObject &schema, const QString &type)
{
    static const QSet<QString> allowed = {
        QStringLiteral("type"),     QStringLiteral("properties"),
        QStringLiteral("required"), QStringLiteral("additionalProperties"),
        QStringLiteral("items"),    QStringLiteral("enum"),
        QStringLiteral("const"),    QStringLiteral("anyOf"),
        QStringLiteral("allOf"),    QStringLiteral("$ref"),
        QStringLiteral("$defs"),    QStringLiteral("format"),
        QStringLiteral("minItems"), QStringLiteral("description"),
        QStringLiteral("default"),  QStringLiteral("title"),
        QStringLiteral("$schema"),
    };
    for (auto keyword = schema.begin(); keyword != schema.end(); ++keyword) {
        if (!allowed.contains(keyword.key())) {
            refuse(QStringLiteral("For '%1' type, property '%2' is not supported").arg(type, keyword.key()));
        }
    }
}

void SchemaWalk::checkValues(const QJsonObject &schema)
{
    static const QSet<QString> types = {QStringLiteral("object"),  QStringLiteral("array"),  QStringLiteral("string"),
                                        QStringLiteral("integer"), QStringLiteral("number"), QStringLiteral("boolean"),
                                        QStringLiteral("null")};
    static const QSet<QString> formats = {
        QStringLiteral("date-time"), QStringLiteral("time"),     QStringLiteral("date"), QStringLiteral("duration"),
        QStringLiteral("email"),     QStringLiteral("hostname"), QStringLiteral("uri"),  QStringLiteral("ipv4"),
        QStringLiteral("ipv6"),      QStringLiteral("uuid")};
    const QJsonValue type = schema.value(QLatin1String("type"));
    QJsonArray named = type.toArray();
    if (type.isString()) {
        named = {type};
    }
    for (const QJsonValue name : std::as_const(named)) {
        if (!types.contains(name.toString())) {
            refuse(QStringLiteral("Unknown type '%1'").arg(name.toString()));
        }
    }
    const QJsonValue format = schema.value(QLatin1String("format"));
    if (!format.isUndefined() && !formats.contains(format.toString())) {
        refuse(QStringLiteral("String format '%1' is not supported").arg(format.toString()));
    }
    const QJsonValue least = schema.value(QLatin1String("minItems"));
    if (!least.isUndefined() && least.toInt(-1) != 0 && least.toInt(-1) != 1) {
        refuse(QStringLiteral("For 'array' type, 'minItems' values other than 0 or 1 are not supported"));
    }
    for (const QJsonValue value : schema.value(QLatin1String("enum")).toArray()) {
        if (value.isObject() || value.isArray()) {
            refuse(QStringLiteral("'enum' may only hold primitive values"));
        }
    }
}

void SchemaWalk::follow(const QString &reference, const QStringList &inside)
{
    const QString prefix = QStringLiteral("#/$defs/");
    const QString name = reference.mid(prefix.size());
    if (!reference.startsWith(prefix) || !m_definitions.contains(name)) {
        refuse(QStringLiteral("'$ref' to '%1' cannot be resolved").arg(reference));
    } else if (inside.contains(name)) {
        refuse(QStringLiteral("Recursive schemas are not supported"));
    } else {
        visit(m_definitions.value(name).toObject(), inside + QStringList(name));
    }
}

void SchemaWalk::visitAll(const QJsonObject &schemas, const QStringList &inside)
{
    for (const QJsonValue schema : schemas) {
        visit(schema.toObject(), inside);
    }
}

void SchemaWalk::visitList(const QJsonValue &schemas, const QStringList &inside)
{
    for (const QJsonValue schema : schemas.toArray()) {
        visit(schema.toObject(), inside);
    }
}

void SchemaWalk::countLimits()
{
    if (m_optional > mostOptional) {
        refuse(QStringLiteral("Schema has too many optional parameters (%1, limit: %2)")
                   .arg(m_optional)
                   .arg(mostOptional));
    } else if (m_unions > mostUnions) {
        refuse(QStringLiteral("Schema has too many parameters with union types (%1, limit: %2)")
                   .arg(m_unions)
                   .arg(mostUnions));
    }
}

} // namespace

QString claudeSchemaFault(const QJsonObject &schema)
{
    SchemaWalk walk(schema);
    walk.visit(schema, {});
    walk.countLimits();
    return walk.fault();
}

} // namespace AlwaysLeads
