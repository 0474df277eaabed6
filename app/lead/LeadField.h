#pragma once

#include "storage/Connection.h"

#include <QCoreApplication>
#include <QList>
#include <QString>

namespace AlwaysLeads {

/// What a field of a person holds; it decides what can be asked of it.
enum class LeadFieldKind { Text, Number, Date, Choice, YesNo, Tags, Lists, Segments, Imports, Event };

struct LeadFieldChoice
{
    QString value; ///< as it is stored
    QString label; ///< as a person reads it

    bool operator==(const LeadFieldChoice &) const = default;
};

/// Something that filters can ask about and the table can show.
struct LeadField
{
    QString key; ///< "industry"; a person's own column is "custom:" and its key
    QString label; ///< "Industry"
    LeadFieldKind kind = LeadFieldKind::Text;
    QList<LeadFieldChoice> choices; ///< in their order; empty for kinds that have none
    bool isFact = true; ///< one value of a person, which a column can show

    QString choiceLabel(const QString &value) const;
    bool operator==(const LeadField &) const = default;
};

/// All fields there are: those every person has, then the person's own. Lists, segments, imports and tags are choices.
class LeadFields
{
    Q_DECLARE_TR_FUNCTIONS(LeadFields)
public:
    /// Those that every profile has, without tags and lists to choose from.
    static LeadFields common();
    static QString customPrefix() { return QStringLiteral("custom:"); }

    void add(LeadField field) { m_fields.append(std::move(field)); }
    void setChoices(const QString &key, const QList<LeadFieldChoice> &choices);
    const QList<LeadField> &all() const { return m_fields; }
    /// Null when there is none of this key.
    const LeadField *find(const QString &key) const;

private:
    QList<LeadField> m_fields;
};

/// Reads the fields of this profile.
class LeadFieldStore
{
    Q_DECLARE_TR_FUNCTIONS(LeadFieldStore)
public:
    Result<LeadFields> all(Connection &connection) const;
};

} // namespace AlwaysLeads
