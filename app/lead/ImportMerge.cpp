#include "lead/ImportMerge.h"

#include <QJsonArray>

#include <array>

namespace AlwaysLeads {

namespace {

struct Field
{
    const char *name; ///< also that of the fact: its label is shown
    QString Lead::*value;
};

constexpr std::array<Field, 10> fields{{{"first name", &Lead::firstName},
                                        {"last name", &Lead::lastName},
                                        {"title", &Lead::title},
                                        {"company", &Lead::companyName},
                                        {"phone", &Lead::phone},
                                        {"website", &Lead::website},
                                        {"city", &Lead::city},
                                        {"country", &Lead::country},
                                        {"language", &Lead::language},
                                        {"notes", &Lead::notes}}};

QString labelOf(const QString &name)
{
    for (const LeadFact &fact : factsOf(Lead())) {
        if (fact.name == name) {
            return fact.label;
        }
    }
    return shown(ColumnTarget::Notes); // the only field that is no fact
}

constexpr QLatin1String customPrefix("custom:");
constexpr QLatin1String tagsName("tags");
constexpr QLatin1String deletedName("deleted at");

} // namespace

ImportMerge mergeInto(const Lead &existing, const Lead &row)
{
    ImportMerge merge;
    merge.merged = existing;
    const auto note = [&merge](const QString &name, const QString &label, const QString &after) {
        merge.before.insert(name, QJsonArray{QString(), after});
        merge.changes.append({label, QString(), after});
    };
    // Half a name beside half of another would be a third person.
    const bool sameName =
        existing.fullName().isEmpty() || existing.firstName == row.firstName || existing.lastName == row.lastName;
    for (const Field &field : fields) {
        const bool isName = field.value == &Lead::firstName || field.value == &Lead::lastName;
        QString &present = merge.merged.*field.value;
        const QString &offered = row.*field.value;
        if (present.isEmpty() && !offered.isEmpty() && (!isName || sameName)) {
            present = offered;
            note(QString::fromLatin1(field.name), labelOf(QString::fromLatin1(field.name)), offered);
        }
    }
    for (auto own = row.custom.cbegin(); own != row.custom.cend(); ++own) {
        QString &present = merge.merged.custom[own.key()];
        if (present.isEmpty()) {
            present = own.value();
            QString label = own.key();
            label[0] = label.at(0).toUpper();
            note(customPrefix + own.key(), label, own.value());
        }
    }
    QJsonArray tags;
    for (const QString &tag : row.tags) {
        if (!merge.merged.tags.contains(tag, Qt::CaseInsensitive)) {
            merge.merged.tags << tag;
            tags << tag;
            merge.changes.append({shown(ColumnTarget::Tags), QString(), tag});
        }
    }
    if (!tags.isEmpty()) {
        merge.before.insert(tagsName, tags);
    }
    if (existing.deletedAt.isValid()) {
        merge.restores = true;
        merge.merged.deletedAt = QDateTime();
        merge.before.insert(deletedName, existing.deletedAt.toMSecsSinceEpoch());
    }
    return merge;
}

bool takeBack(Lead &lead, const QJsonObject &before)
{
    bool changed = false;
    const auto undo = [&](QString &present, const QJsonValue &pair) {
        if (pair.isArray() && present == pair.toArray().at(1).toString()) {
            present = pair.toArray().at(0).toString();
            changed = true;
        }
    };
    for (const Field &field : fields) {
        undo(lead.*field.value, before.value(QLatin1String(field.name)));
    }
    for (auto own = before.constBegin(); own != before.constEnd(); ++own) {
        if (own.key().startsWith(customPrefix) && lead.custom.contains(own.key().sliced(customPrefix.size()))) {
            undo(lead.custom[own.key().sliced(customPrefix.size())], own.value());
        }
    }
    for (const QJsonValue &tag : before.value(tagsName).toArray()) {
        changed = lead.tags.removeAll(tag.toString()) > 0 || changed;
    }
    if (const QJsonValue deleted = before.value(deletedName); deleted.isDouble() && !lead.deletedAt.isValid()) {
        lead.deletedAt = QDateTime::fromMSecsSinceEpoch(qint64(deleted.toDouble()), Qt::UTC);
        changed = true;
    }
    return changed;
}

} // namespace AlwaysLeads
