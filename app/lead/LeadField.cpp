#include "lead/LeadField.h"

#include "lead/Lead.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

#include <algorithm>

namespace AlwaysLeads {

QString LeadField::choiceLabel(const QString &value) const
{
    const auto found = std::ranges::find(choices, value, &LeadFieldChoice::value);
    return found == choices.end() ? value : found->label;
}

LeadFields LeadFields::common()
{
    using Kind = LeadFieldKind;
    LeadFields fields;
    const auto add = [&fields](const char *key, const QString &label, Kind kind, bool isFact = true,
                               const QList<LeadFieldChoice> &choices = {}) {
        fields.m_fields.append({QString::fromLatin1(key), label, kind, choices, isFact});
    };
    QList<LeadFieldChoice> statuses;
    for (const LeadStatus status : allLeadStatuses()) {
        statuses.append({toWord(status), shown(status)});
    }
    QList<LeadFieldChoice> states;
    for (const EmailState state :
         {EmailState::Verified, EmailState::Risky, EmailState::Invalid, EmailState::Unchecked}) {
        states.append({toWord(state), shown(state)});
    }
    const QList<LeadFieldChoice> providers = {{QStringLiteral("file"), tr("A file")},
                                              {QStringLiteral("paste"), tr("Pasted rows")},
                                              {QStringLiteral("apollo"), tr("Apollo")},
                                              {QStringLiteral("person"), tr("Typed in")},
                                              {QStringLiteral("claude"), tr("Claude")}};
    const QList<LeadFieldChoice> events = {{QStringLiteral("enrolled"), tr("Added to a campaign")},
                                           {QStringLiteral("draft written"), tr("Draft written")},
                                           {QStringLiteral("approved"), tr("Draft approved")},
                                           {QStringLiteral("sent"), tr("Mail sent")},
                                           {QStringLiteral("refused"), tr("Mail refused")},
                                           {QStringLiteral("unknown"), tr("Outcome unknown")},
                                           {QStringLiteral("bounced"), tr("Mail came back")},
                                           {QStringLiteral("replied"), tr("Replied")},
                                           {QStringLiteral("meeting"), tr("Meeting agreed")},
                                           {QStringLiteral("called"), tr("Called")},
                                           {QStringLiteral("opted out"), tr("Opted out")},
                                           {QStringLiteral("status"), tr("Status changed")},
                                           {QStringLiteral("score"), tr("Score changed")},
                                           {QStringLiteral("note"), tr("Note written")},
                                           {QStringLiteral("merged"), tr("Merged")},
                                           {QStringLiteral("revealed"), tr("Revealed")},
                                           {QStringLiteral("imported"), tr("Imported")}};
    const QList<LeadFieldChoice> verdicts = {{QStringLiteral("good"), tr("Good fit")},
                                             {QStringLiteral("maybe"), tr("Maybe")},
                                             {QStringLiteral("no"), tr("No fit")}};
    add("name", tr("Name"), Kind::Text);
    add("title", tr("Title"), Kind::Text);
    add("company", tr("Company"), Kind::Text);
    add("industry", tr("Industry"), Kind::Text);
    add("score", tr("Score"), Kind::Number);
    add("verdict", tr("Claude says"), Kind::Choice, true, verdicts);
    add("verdict score", tr("Claude's score"), Kind::Number);
    add("status", tr("Status"), Kind::Choice, true, statuses);
    add("tags", tr("Tag"), Kind::Tags);
    add("list", tr("List"), Kind::Lists, false);
    add("segment", tr("Segment"), Kind::Segments, false);
    add("event", tr("Event"), Kind::Event, false, events);
    add("touched", tr("Last touch"), Kind::Date);
    add("created", tr("Added"), Kind::Date);
    add("email", tr("Email"), Kind::Text);
    add("email state", tr("Address check"), Kind::Choice, true, states);
    add("city", tr("City"), Kind::Text);
    add("country", tr("Country"), Kind::Text);
    add("language", tr("Language"), Kind::Text);
    add("phone", tr("Phone"), Kind::Text);
    add("website", tr("Website"), Kind::Text);
    add("domain", tr("Company domain"), Kind::Text);
    add("size", tr("Company size"), Kind::Number);
    add("notes", tr("Notes"), Kind::Text);
    add("source", tr("Source file"), Kind::Text);
    add("provider", tr("Source"), Kind::Choice, true, providers);
    add("import", tr("Import"), Kind::Imports, false);
    add("suppressed", tr("Must not be written to"), Kind::YesNo, false);
    return fields;
}

void LeadFields::setChoices(const QString &key, const QList<LeadFieldChoice> &choices)
{
    for (LeadField &field : m_fields) {
        if (field.key == key) {
            field.choices = choices;
        }
    }
}

const LeadField *LeadFields::find(const QString &key) const
{
    const auto found = std::ranges::find(m_fields, key, &LeadField::key);
    return found == m_fields.end() ? nullptr : &*found;
}

namespace {

/// The newest first. One that was undone can still be named by a filter, which then finds nobody.
Result<> addImports(Connection &connection, LeadFields &fields)
{
    Result<Query> rows =
        connection.query(QStringLiteral("SELECT id, file, started_at, undone_at FROM import ORDER BY id DESC"));
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<LeadFieldChoice> imports;
    while (rows->next()) {
        const QString day = QLocale().toString(rows->time(2).toLocalTime().date(), QLocale::ShortFormat);
        imports.append({rows->text(0),
                        rows->isNull(3) ? LeadFields::tr("%1, %2").arg(rows->text(1), day)
                                        : LeadFields::tr("%1, %2, undone").arg(rows->text(1), day)});
    }
    fields.setChoices(QStringLiteral("import"), imports);
    return rows->outcome(0).map([](int) {});
}

} // namespace

Result<LeadFields> LeadFieldStore::all(Connection &connection) const
{
    LeadFields fields = LeadFields::common();
    Result<Query> rows =
        connection.query(QStringLiteral("SELECT key, label, kind, choices FROM custom_field ORDER BY position, id"));
    if (!rows) {
        return failureOf(std::move(rows));
    }
    while (rows->next()) {
        LeadField field;
        field.key = LeadFields::customPrefix() + rows->text(0);
        field.label = rows->text(1);
        const QString kind = rows->text(2);
        field.kind = kind == QLatin1String("number") ? LeadFieldKind::Number
            : kind == QLatin1String("date")          ? LeadFieldKind::Date
            : kind == QLatin1String("choice")        ? LeadFieldKind::Choice
            : kind == QLatin1String("yes/no")        ? LeadFieldKind::YesNo
                                                     : LeadFieldKind::Text;
        for (const QJsonValue choice : QJsonDocument::fromJson(rows->text(3).toUtf8()).array()) {
            field.choices.append({choice.toString(), choice.toString()});
        }
        fields.add(std::move(field));
    }
    if (Result<int> read = rows->outcome(0); !read) {
        return failureOf(std::move(read));
    }
    const auto choices = [&](const QString &key, const QString &sql) -> Result<> {
        Result<Query> found = connection.query(sql);
        if (!found) {
            return failureOf(std::move(found));
        }
        QList<LeadFieldChoice> list;
        while (found->next()) {
            list.append({found->text(0), found->text(1)});
        }
        fields.setChoices(key, list);
        return found->outcome(0).map([](int) {});
    };
    if (Result<> tags = choices(QStringLiteral("tags"), QStringLiteral("SELECT name, name FROM tag ORDER BY name"));
        !tags) {
        return failureOf(std::move(tags));
    }
    if (Result<> lists = choices(QStringLiteral("list"),
                                 QStringLiteral("SELECT id, name FROM lead_list WHERE kind = 'list' ORDER BY name"));
        !lists) {
        return failureOf(std::move(lists));
    }
    if (Result<> imports = addImports(connection, fields); !imports) {
        return failureOf(std::move(imports));
    }
    if (Result<> segments =
            choices(QStringLiteral("segment"),
                    QStringLiteral("SELECT id, name FROM lead_list WHERE kind = 'segment' ORDER BY name"));
        !segments) {
        return failureOf(std::move(segments));
    }
    return fields;
}

} // namespace AlwaysLeads
