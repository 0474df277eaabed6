#include "assistant/QualificationStore.h"

#include "net/Json.h"

#include <QJsonArray>

namespace AlwaysLeads {

Result<std::optional<QualifiedLead>> QualificationStore::of(Connection &connection, LeadId lead) const
{
    Result<Query> row = connection.query(
        QStringLiteral("SELECT score, verdict, reasons, model, cost_micros, at FROM qualification WHERE lead_id = ?"),
        {lead.value()});
    if (!row) {
        return failureOf(std::move(row));
    }
    if (!row->next()) {
        return row->outcome(std::optional<QualifiedLead>());
    }
    QualifiedLead read;
    read.score = int(row->number(0));
    read.verdict = verdictFromWord(row->text(1)).value_or(QualificationVerdict::Maybe);
    for (const QJsonValue value : Json::array(row->text(2).toUtf8()).value_or(QJsonArray())) {
        const QJsonObject reason = value.toObject();
        read.reasons.append(
            {reason.value(QLatin1String("field")).toString(), reason.value(QLatin1String("text")).toString(),
             reason.value(QLatin1String("for")).toBool(), reason.value(QLatin1String("holds")).toBool()});
    }
    read.model = row->text(3);
    read.costMicros = row->number(4);
    read.at = row->time(5);
    return std::optional<QualifiedLead>(read);
}

Result<> QualificationStore::keep(Connection &connection, LeadId lead, const QualifiedLead &qualified) const
{
    QJsonArray reasons;
    for (const QualificationReason &reason : qualified.reasons) {
        reasons.append(QJsonObject{{QStringLiteral("field"), reason.field},
                                   {QStringLiteral("text"), reason.text},
                                   {QStringLiteral("for"), reason.speaksFor},
                                   {QStringLiteral("holds"), reason.holds}});
    }
    // Who became one with another while Claude was asked: it was said of the one they are now.
    return connection
        .run(QStringLiteral("INSERT INTO qualification (lead_id, score, verdict, reasons, model, cost_micros, at) "
                            "SELECT coalesce(merged_into, id), ?, ?, ?, ?, ?, ? FROM lead WHERE id = ? "
                            "ON CONFLICT (lead_id) DO UPDATE SET score = excluded.score, verdict = excluded.verdict, "
                            "reasons = excluded.reasons, model = excluded.model, cost_micros = excluded.cost_micros, "
                            "at = excluded.at"),
             {qualified.score, toWord(qualified.verdict), QString::fromUtf8(Json::write(reasons)), qualified.model,
              qualified.costMicros, qualified.at, lead.value()})
        .map([](qint64) {});
}

} // namespace AlwaysLeads
