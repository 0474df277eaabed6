#include "assistant/MailPrompt.h"

#include "net/Json.h"

#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

// Outside of any namespace, as Qt wants it: a resource in a static library is otherwise left out by the linker.
static void openPrompts()
{
    Q_INIT_RESOURCE(prompts);
}

namespace AlwaysLeads {

namespace {

QString rules()
{
    openPrompts();
    QFile file(QStringLiteral(":/prompts/write-mail.txt"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QJsonObject mailSchema()
{
    const auto text = [](const QString &description) {
        return QJsonObject{{QStringLiteral("type"), QStringLiteral("string")},
                           {QStringLiteral("description"), description}};
    };
    const QJsonObject names = {
        {QStringLiteral("type"), QStringLiteral("array")},
        {QStringLiteral("items"), QJsonObject{{QStringLiteral("type"), QStringLiteral("string")}}},
        {QStringLiteral("description"), QStringLiteral("Names of the facts the text relies on, as given")}};
    return {{QStringLiteral("type"), QStringLiteral("object")},
            {QStringLiteral("additionalProperties"), false},
            {QStringLiteral("properties"),
             QJsonObject{{QStringLiteral("subject"), text(QStringLiteral("One line, at most 60 characters"))},
                         {QStringLiteral("body"),
                          text(QStringLiteral("Plain text, at most 120 words, paragraphs divided by one blank line"))},
                         {QStringLiteral("used_facts"), names}}},
            {QStringLiteral("required"),
             QJsonArray{QStringLiteral("subject"), QStringLiteral("body"), QStringLiteral("used_facts")}}};
}

QJsonObject briefJson(const MailBrief &brief)
{
    QJsonObject sender;
    const auto add = [&sender](const QString &name, const QString &value) {
        if (!value.trimmed().isEmpty()) {
            sender.insert(name, value.trimmed());
        }
    };
    add(QStringLiteral("name"), brief.sender.name);
    add(QStringLiteral("company"), brief.sender.company);
    add(QStringLiteral("offer"), brief.sender.offer);
    if (!brief.sender.proofs.isEmpty()) {
        sender.insert(QStringLiteral("proofs"), QJsonArray::fromStringList(brief.sender.proofs));
    }
    QJsonArray facts;
    for (const KnownFact &fact : brief.facts) {
        if (!fact.value.trimmed().isEmpty()) {
            facts.append(QJsonObject{{QStringLiteral("name"), fact.name}, {QStringLiteral("value"), fact.value}});
        }
    }
    return {{QStringLiteral("sender"), sender},
            {QStringLiteral("facts"), facts},
            {QStringLiteral("template"),
             QJsonObject{{QStringLiteral("subject"), brief.subject}, {QStringLiteral("body"), brief.body}}},
            {QStringLiteral("wish"), brief.wish}};
}

/// Control characters, line ends of any kind, and the invisible ones that turn the direction of text round.
bool isForbidden(QChar c)
{
    const ushort code = c.unicode();
    return code < 0x20 || (code >= 0x7f && code <= 0x9f) || code == 0x2028 || code == 0x2029
        || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

QString withLineFeeds(QString text)
{
    text.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    return text.replace(u'\r', u'\n').trimmed();
}

/// The first link or address in `text` that `source` does not hold; empty when there is none.
QString inventedLink(const QString &text, const QString &source)
{
    static const QRegularExpression link(
        QStringLiteral(
            "(?:[a-z][a-z0-9+.-]*://|www\\.|mailto:)[^\\s<>\"]+|[^\\s@<>\"(]+@[^\\s@<>\")]+\\.[^\\s@<>\")]+"),
        QRegularExpression::CaseInsensitiveOption);
    for (auto found = link.globalMatch(text); found.hasNext();) {
        QString one = found.next().captured();
        while (!one.isEmpty() && QStringLiteral(".,;:!?)'").contains(one.back())) {
            one.chop(1);
        }
        if (!source.contains(one, Qt::CaseInsensitive)) {
            return one;
        }
    }
    return {};
}

QStringList knownFacts(const QJsonArray &named, const QList<KnownFact> &facts)
{
    QStringList names;
    for (const QJsonValue value : named) {
        const QString name = value.toString();
        if (std::ranges::find(facts, name, &KnownFact::name) != facts.end() && !names.contains(name)) {
            names.append(name);
        }
    }
    return names;
}

} // namespace

ClaudeQuestion MailPrompt::question(const MailBrief &brief, const QString &model, int maxTokens)
{
    ClaudeQuestion question;
    question.model = model;
    question.rules = rules();
    question.text = QStringLiteral("The data for this mail, as one JSON document:\n\n")
        + QString::fromUtf8(Json::write(briefJson(brief)));
    question.schema = mailSchema();
    question.maxTokens = maxTokens;
    return question;
}

Result<WrittenMail> MailPrompt::mailFrom(const ClaudeAnswer &answer, const MailBrief &brief)
{
    if (answer.text.trimmed().isEmpty()) {
        return failure(ErrorKind::Invalid, tr("Claude's answer was empty. Nothing was changed; try again."),
                       QStringLiteral("no text block"));
    }
    Result<QJsonObject> object = Json::object(answer.text.toUtf8());
    if (!object || !object->value(QLatin1String("subject")).isString()
        || !object->value(QLatin1String("body")).isString()) {
        return failure(ErrorKind::Invalid,
                       tr("Claude's answer did not have the form we asked for. Nothing was changed; try again."),
                       object ? QStringLiteral("subject or body missing") : object.error().detail);
    }
    WrittenMail mail;
    mail.subject = object->value(QLatin1String("subject")).toString().trimmed();
    mail.body = withLineFeeds(object->value(QLatin1String("body")).toString());
    mail.usedFacts = knownFacts(object->value(QLatin1String("used_facts")).toArray(), brief.facts);
    return checked(std::move(mail), brief);
}

Result<WrittenMail> MailPrompt::checked(WrittenMail mail, const MailBrief &brief)
{
    const auto unusable = [](const QString &what) {
        return failure(ErrorKind::Invalid, what, QStringLiteral("refused by our checks"));
    };
    if (mail.subject.isEmpty() || mail.body.isEmpty()) {
        return unusable(tr("Claude left the subject or the text empty. Nothing was changed; try again."));
    }
    if (std::ranges::any_of(mail.subject, isForbidden)) {
        return unusable(
            tr("Claude's subject held a line break or an invisible character. It was not used; try again."));
    }
    if (std::ranges::any_of(mail.body, [](QChar c) { return c != u'\n' && c != u'\t' && isForbidden(c); })) {
        return unusable(tr("Claude's text held an invisible character. It was not used; try again."));
    }
    if (mail.subject.size() > longestSubject || mail.body.size() > longestBody) {
        return unusable(tr("Claude's text was far too long. It was not used; try again."));
    }
    static const QRegularExpression tag(QStringLiteral("</?[a-z][^<>]*>"), QRegularExpression::CaseInsensitiveOption);
    if (tag.match(mail.body).hasMatch() || tag.match(mail.subject).hasMatch()) {
        return unusable(tr("Claude wrote HTML instead of plain text. It was not used; try again."));
    }
    const QString link = inventedLink(mail.subject + u'\n' + mail.body, brief.subject + u'\n' + brief.body);
    if (!link.isEmpty()) {
        return unusable(
            tr("Claude wrote a link or an address that is not in your template: %1. It was not used; try again.")
                .arg(link.left(80)));
    }
    return mail;
}

} // namespace AlwaysLeads
