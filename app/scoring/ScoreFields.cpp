#include "scoring/ScoreFields.h"

#include <QLocale>

#include <algorithm>

namespace AlwaysLeads {

namespace {

/// The kinds of lead_event that the program writes or will write; the words are those in the table.
struct EventWord
{
    const char *kind;
    const char *label;
};
constexpr std::array eventWords{
    EventWord{"replied", QT_TRANSLATE_NOOP("AlwaysLeads::ScoreFields", "Replied")},
    EventWord{"meeting", QT_TRANSLATE_NOOP("AlwaysLeads::ScoreFields", "Agreed on a meeting")},
    EventWord{"called", QT_TRANSLATE_NOOP("AlwaysLeads::ScoreFields", "Was called")},
    EventWord{"opened", QT_TRANSLATE_NOOP("AlwaysLeads::ScoreFields", "Opened a mail")},
    EventWord{"clicked", QT_TRANSLATE_NOOP("AlwaysLeads::ScoreFields", "Followed a link")},
    EventWord{"sent", QT_TRANSLATE_NOOP("AlwaysLeads::ScoreFields", "A mail was sent")},
    EventWord{"refused", QT_TRANSLATE_NOOP("AlwaysLeads::ScoreFields", "A mail was refused")},
    EventWord{"note", QT_TRANSLATE_NOOP("AlwaysLeads::ScoreFields", "A note was written")},
    EventWord{"revealed", QT_TRANSLATE_NOOP("AlwaysLeads::ScoreFields", "Address was revealed")},
    EventWord{"imported", QT_TRANSLATE_NOOP("AlwaysLeads::ScoreFields", "Came with an import")},
    EventWord{"enrolled", QT_TRANSLATE_NOOP("AlwaysLeads::ScoreFields", "Joined a campaign")},
};

bool isNumber(const QString &text, double *number)
{
    bool ok = false;
    *number = text.trimmed().toDouble(&ok);
    return ok;
}

QString withCapital(QString text)
{
    if (!text.isEmpty()) {
        text[0] = text.at(0).toUpper();
    }
    return text;
}

ScoreFieldKind kindOf(FieldKind kind)
{
    switch (kind) {
    case FieldKind::Number:
        return ScoreFieldKind::Number;
    case FieldKind::Date:
        return ScoreFieldKind::Date;
    case FieldKind::YesNo:
        return ScoreFieldKind::Choice;
    case FieldKind::Text:
    case FieldKind::Choice:
    case FieldKind::Url:
        break;
    }
    return ScoreFieldKind::Text;
}

} // namespace

ScoreFields::ScoreFields(const QList<CustomField> &custom, const QStringList &events)
{
    const auto add = [this](const char *name, const QString &label, ScoreFieldKind kind,
                            const QList<QPair<QString, QString>> &choices = {}) {
        m_fields.append({QString::fromLatin1(name), label, kind, choices});
    };
    QList<QPair<QString, QString>> statuses;
    for (const LeadStatus status : allLeadStatuses()) {
        statuses.append({toWord(status), AlwaysLeads::shown(status)});
    }
    QList<QPair<QString, QString>> states;
    for (const EmailState state :
         {EmailState::Unchecked, EmailState::Verified, EmailState::Risky, EmailState::Invalid}) {
        states.append({toWord(state), AlwaysLeads::shown(state)});
    }
    using enum ScoreFieldKind;
    add("title", tr("Title"), Text);
    add("company", tr("Company"), Text);
    add("industry", tr("Industry"), Text);
    add("company size", tr("Company size"), Number);
    add("city", tr("City"), Text);
    add("country", tr("Country"), Text);
    add("language", tr("Language"), Text);
    add("website", tr("Website"), Text);
    add("email", tr("Email"), Text);
    add("email state", tr("Address check"), Choice, states);
    add("phone", tr("Phone"), Text);
    add("notes", tr("Notes"), Text);
    add("tag", tr("Tag"), Tags);
    add("status", tr("Status"), Choice, statuses);
    add("source", tr("Source"), Choice,
        {{QStringLiteral("file"), tr("File")},
         {QStringLiteral("paste"), tr("Pasted")},
         {QStringLiteral("apollo"), tr("Apollo")},
         {QStringLiteral("person"), tr("Typed")}});
    add("added", tr("Added"), Date);
    add("last touch", tr("Last touch"), Date);
    add("claude verdict", tr("Claude's verdict"), Choice,
        {{QStringLiteral("good"), tr("Good")},
         {QStringLiteral("maybe"), tr("Maybe")},
         {QStringLiteral("no"), tr("No")}});
    add("claude score", tr("Claude's score"), Number);
    add("last reply", tr("Last reply"), Choice,
        {{QStringLiteral("interested"), tr("Interested")},
         {QStringLiteral("question"), tr("Question")},
         {QStringLiteral("objection"), tr("Objection")},
         {QStringLiteral("referral"), tr("Referral")},
         {QStringLiteral("not now"), tr("Not now")},
         {QStringLiteral("wrong person"), tr("Wrong person")},
         {QStringLiteral("no"), tr("No")},
         {QStringLiteral("opt-out"), tr("Opt-out")},
         {QStringLiteral("other"), tr("Other")}});
    for (const CustomField &field : custom) {
        const ScoreFieldKind kind = kindOf(field.kind);
        ScoreField own{QStringLiteral("custom:") + field.key, field.label, kind, {}};
        if (kind == Choice) {
            own.choices = {{QStringLiteral("yes"), tr("Yes")}, {QStringLiteral("no"), tr("No")}};
        }
        m_fields.append(own);
    }
    QStringList others = events;
    for (const EventWord &word : eventWords) {
        const QString kind = QString::fromLatin1(word.kind);
        m_fields.append({QStringLiteral("event:") + kind, tr(word.label), Event, {}});
        others.removeAll(kind);
    }
    others.sort();
    for (const QString &kind : std::as_const(others)) {
        m_fields.append({QStringLiteral("event:") + kind, withCapital(kind), Event, {}});
    }
}

const ScoreField *ScoreFields::find(const QString &name) const
{
    const auto found = std::ranges::find(m_fields, name, &ScoreField::name);
    return found == m_fields.end() ? nullptr : &*found;
}

QList<ScoreTest> ScoreFields::testsOf(ScoreFieldKind kind)
{
    using enum ScoreTest;
    switch (kind) {
    case ScoreFieldKind::Text:
        return {ContainsAny, ContainsNone, IsAny, IsNone, Known, Unknown};
    case ScoreFieldKind::Number:
        return {AtLeast, AtMost, Between, Known, Unknown};
    case ScoreFieldKind::Date:
        return {WithinDays, OlderThanDays, Known, Unknown};
    case ScoreFieldKind::Choice:
    case ScoreFieldKind::Tags:
        return {IsAny, IsNone, Known, Unknown};
    case ScoreFieldKind::Event:
        return {Known, WithinDays, AtLeast, Unknown};
    }
    Q_UNREACHABLE();
}

bool ScoreFields::needsValue(ScoreTest test)
{
    return test != ScoreTest::Known && test != ScoreTest::Unknown;
}

QString ScoreFields::problemOf(const ScoreRule &rule) const
{
    const ScoreField *field = find(rule.field);
    if (field == nullptr) {
        return tr("This field is not there any more. Choose another one.");
    }
    if (!testsOf(field->kind).contains(rule.test)) {
        return tr("%1 cannot be compared in this way.").arg(field->label);
    }
    if (rule.points < -100 || rule.points > 100 || rule.points == 0) {
        return tr("Points go from -100 to 100, and 0 changes nothing.");
    }
    const QString value = rule.value.trimmed();
    if (!needsValue(rule.test)) {
        return {};
    }
    if (QString(value).remove(u',').trimmed().isEmpty()) {
        return tr("Say what to compare with.");
    }
    double low = 0;
    double high = 0;
    switch (rule.test) {
    case ScoreTest::AtLeast:
    case ScoreTest::AtMost:
        return isNumber(rule.value, &low) ? QString() : tr("This needs a number, such as 50.");
    case ScoreTest::WithinDays:
    case ScoreTest::OlderThanDays:
        return isNumber(rule.value, &low) && low >= 0 && low <= 36'500 ? QString()
                                                                       : tr("This needs a number of days, such as 30.");
    case ScoreTest::Between: {
        const qsizetype dash = rule.value.indexOf(u'-', 1);
        return dash > 0 && isNumber(rule.value.left(dash), &low) && isNumber(rule.value.mid(dash + 1), &high)
                && low <= high
            ? QString()
            : tr("This needs two numbers, such as 50-200.");
    }
    default:
        return {};
    }
}

QString ScoreFields::reasonFor(const ScoreRule &rule, const QString &value) const
{
    const ScoreField *field = find(rule.field);
    QString shownValue = value;
    if (field != nullptr) {
        for (const auto &choice : field->choices) {
            if (choice.first == value) {
                shownValue = choice.second;
            }
        }
    }
    if (!rule.label.trimmed().isEmpty()) {
        QString label = rule.label.trimmed();
        return label.replace(QStringLiteral("{}"), shownValue);
    }
    const QString name = field == nullptr ? rule.field : field->label;
    if (rule.test == ScoreTest::Unknown) {
        return field != nullptr && field->kind == ScoreFieldKind::Event ? tr("%1: never").arg(name)
                                                                        : tr("%1 not known").arg(name);
    }
    return shownValue.isEmpty() || (field != nullptr && field->kind == ScoreFieldKind::Event)
        ? name
        : tr("%1: %2").arg(name, shownValue);
}

QString ScoreFields::sentenceFor(const ScoreRule &rule) const
{
    const ScoreField *field = find(rule.field);
    const QString name = field == nullptr ? rule.field : field->label;
    const QString value = rule.value.trimmed();
    const bool event = field != nullptr && field->kind == ScoreFieldKind::Event;
    switch (rule.test) {
    case ScoreTest::WithinDays:
        return tr("%1 in the last %2 days").arg(name, value);
    case ScoreTest::OlderThanDays:
        return tr("%1 longer than %2 days ago").arg(name, value);
    case ScoreTest::Known:
        return event ? tr("%1, at any time").arg(name) : tr("%1 is known").arg(name);
    case ScoreTest::Unknown:
        return event ? tr("%1, never").arg(name) : tr("%1 is not known").arg(name);
    case ScoreTest::AtLeast:
        return event ? tr("%1 at least %2 times").arg(name, value) : tr("%1 is at least %2").arg(name, value);
    case ScoreTest::AtMost:
        return tr("%1 is at most %2").arg(name, value);
    case ScoreTest::Between:
        return tr("%1 is between %2").arg(name, value);
    default:
        return QStringLiteral("%1 %2 %3").arg(name, AlwaysLeads::shown(rule.test), value);
    }
}

} // namespace AlwaysLeads
