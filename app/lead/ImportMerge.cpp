#include "lead/ImportMerge.h"

#include "lead/CustomFieldStore.h"

#include <QJsonArray>

#include <array>

namespace AlwaysLeads {

namespace {

struct MergeText
{
    Q_DECLARE_TR_FUNCTIONS(LeadImport)
};

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

constexpr QLatin1String emailName("email");
constexpr QLatin1String stateName("email state");
constexpr QLatin1String customPrefix("custom:");
constexpr QLatin1String tagsName("tags");
constexpr QLatin1String deletedName("deleted at");

/// `labels` of the person's own fields, by key.
QString labelOf(const QString &name, const QHash<QString, QString> &labels)
{
    if (name.startsWith(customPrefix)) {
        const QString key = name.sliced(customPrefix.size());
        return labels.value(key, key.left(1).toUpper() + key.mid(1));
    }
    for (const LeadFact &fact : factsOf(Lead())) {
        if (fact.name == name) {
            return fact.label;
        }
    }
    return shown(ColumnTarget::Notes); // the only field that is no fact
}

/// Compares field by field and remembers what changes.
class Merging
{
public:
    Merging(ImportMerge &merge, DuplicateRule rule, const QMap<QString, Winner> &decisions,
            const QHash<QString, QString> &labels)
        : m_merge(merge)
        , m_rule(rule)
        , m_decisions(decisions)
        , m_labels(labels)
    {
    }

    /// True when the row's value shall be taken. `gap`: whether an empty field may be filled.
    bool takes(const QString &name, const QString &present, const QString &offered, bool gap = true)
    {
        if (offered.isEmpty() || offered == present) {
            return false;
        }
        Winner winner = Winner::Yours;
        if (m_rule == DuplicateRule::Overwrite || (m_rule == DuplicateRule::FillGaps && present.isEmpty() && gap)) {
            winner = Winner::File;
        }
        winner = m_decisions.value(name, winner);
        const QString label = labelOf(name, m_labels);
        m_merge.differences.append({name, label, present, offered, winner});
        if (winner == Winner::Yours) {
            return false;
        }
        m_merge.before.insert(name, QJsonArray{present, offered});
        m_merge.changes.append({label, present, offered});
        if (name.startsWith(customPrefix)) {
            m_merge.ownLabels.append(label);
        }
        return true;
    }

private:
    ImportMerge &m_merge;
    const DuplicateRule m_rule;
    const QMap<QString, Winner> &m_decisions;
    const QHash<QString, QString> &m_labels;
};

/// As they stand within a sentence: ours in small letters, the person's own as they write them.
QStringList labelsOf(const ImportMerge &merge, bool fills)
{
    QStringList labels;
    for (const FieldChange &change : merge.changes) {
        const QString label = merge.ownLabels.contains(change.label) ? change.label : change.label.toLower();
        if (change.before.isEmpty() == fills && !labels.contains(label)) {
            labels << label;
        }
    }
    return labels;
}

} // namespace

QString shown(DuplicateRule rule)
{
    switch (rule) {
    case DuplicateRule::FillGaps:
        return MergeText::tr("Fill gaps");
    case DuplicateRule::Overwrite:
        return MergeText::tr("Overwrite");
    case DuplicateRule::Keep:
        return MergeText::tr("Keep as is");
    }
    Q_UNREACHABLE();
}

QString toWord(DuplicateRule rule)
{
    switch (rule) {
    case DuplicateRule::FillGaps:
        return QStringLiteral("fill gaps");
    case DuplicateRule::Overwrite:
        return QStringLiteral("overwrite");
    case DuplicateRule::Keep:
        return QStringLiteral("keep");
    }
    Q_UNREACHABLE();
}

QStringList ImportMerge::changedFields() const
{
    QStringList names = before.keys();
    names.removeIf([](const QString &name) { return name == tagsName || name == deletedName || name == stateName; });
    return names;
}

QString ImportMerge::words() const
{
    const QStringList added = labelsOf(*this, true);
    const QStringList changed = labelsOf(*this, false);
    const QString comma = QStringLiteral(", ");
    if (added.isEmpty() && changed.isEmpty()) {
        return {};
    }
    if (changed.isEmpty()) {
        return MergeText::tr("adds %1").arg(added.join(comma));
    }
    return added.isEmpty() ? MergeText::tr("changes %1").arg(changed.join(comma))
                           : MergeText::tr("adds %1; changes %2").arg(added.join(comma), changed.join(comma));
}

QHash<QString, QString> ownLabels(const ImportPlan &plan)
{
    QHash<QString, QString> labels;
    for (const ColumnChoice &choice : plan.columns) {
        if (choice.target == ColumnTarget::Custom) {
            labels.insert(CustomFieldStore::keyOf(choice.label), cleanLine(choice.label));
        }
    }
    return labels;
}

ImportMerge mergeInto(const Lead &existing, const Lead &row, DuplicateRule rule, const QMap<QString, Winner> &decisions,
                      const QHash<QString, QString> &labels)
{
    ImportMerge merge;
    merge.merged = existing;
    Merging merging(merge, rule, decisions, labels);
    // Half a name beside half of another would be a third person.
    const bool sameName =
        existing.fullName().isEmpty() || existing.firstName == row.firstName || existing.lastName == row.lastName;
    for (const Field &field : fields) {
        const bool isName = field.value == &Lead::firstName || field.value == &Lead::lastName;
        QString &present = merge.merged.*field.value;
        if (merging.takes(QString::fromLatin1(field.name), present, row.*field.value, !isName || sameName)) {
            present = row.*field.value;
        }
    }
    if (row.email
        && merging.takes(emailName, existing.email ? existing.email->shown() : QString(), row.email->shown())) {
        merge.merged.email = row.email;
        merge.merged.emailState = EmailState::Unchecked;
        merge.before.insert(stateName, toWord(existing.emailState));
    }
    for (auto own = row.custom.cbegin(); own != row.custom.cend(); ++own) {
        if (merging.takes(customPrefix + own.key(), existing.custom.value(own.key()), own.value())) {
            merge.merged.custom[own.key()] = own.value();
        }
    }
    if (rule != DuplicateRule::Keep) {
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
    }
    if (existing.deletedAt.isValid() && rule != DuplicateRule::Keep) {
        merge.restores = true;
        merge.merged.deletedAt = QDateTime();
        merge.before.insert(deletedName, existing.deletedAt.toMSecsSinceEpoch());
    }
    return merge;
}

QStringList takeBack(Lead &lead, const QJsonObject &before)
{
    QStringList undone;
    const auto undo = [&](const QString &name, QString &present) {
        const QJsonValue pair = before.value(name);
        if (pair.isArray() && present == pair.toArray().at(1).toString()) {
            present = pair.toArray().at(0).toString();
            undone << name;
        }
    };
    for (const Field &field : fields) {
        undo(QString::fromLatin1(field.name), lead.*field.value);
    }
    QString email = lead.email ? lead.email->shown() : QString();
    undo(emailName, email);
    if (undone.contains(emailName)) {
        Result<EmailAddress> address = EmailAddress::parse(email);
        lead.email = address ? std::optional<EmailAddress>(*address) : std::nullopt;
        lead.emailState = emailStateFromWord(before.value(stateName).toString()).value_or(EmailState::Unchecked);
    }
    for (auto own = before.constBegin(); own != before.constEnd(); ++own) {
        if (own.key().startsWith(customPrefix) && lead.custom.contains(own.key().sliced(customPrefix.size()))) {
            undo(own.key(), lead.custom[own.key().sliced(customPrefix.size())]);
        }
    }
    bool untagged = false;
    for (const QJsonValue tag : before.value(tagsName).toArray()) {
        untagged = lead.tags.removeAll(tag.toString()) > 0 || untagged;
    }
    if (untagged) {
        undone << tagsName;
    }
    if (const QJsonValue deleted = before.value(deletedName); deleted.isDouble() && !lead.deletedAt.isValid()) {
        lead.deletedAt = QDateTime::fromMSecsSinceEpoch(qint64(deleted.toDouble()), Qt::UTC);
        undone << deletedName;
    }
    return undone;
}

} // namespace AlwaysLeads
