#include "assistant/MailPrompt.h"

#include "assistant/FactCheck.h"
#include "assistant/Prompt.h"
#include "net/Json.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

namespace AlwaysLeads {

namespace {

const QString promptName = QStringLiteral("write-mail");
constexpr qsizetype mostSentences = 80;
constexpr qsizetype longestId = 40;

/// The same for every mail of this person, so that the service can keep it: nothing of a reader stands in it.
QString rules(const MailAuthor &sender)
{
    QJsonObject who;
    const auto add = [&who](const QString &name, const QString &value) {
        if (!value.trimmed().isEmpty()) {
            who.insert(name, value.trimmed());
        }
    };
    add(QStringLiteral("name"), sender.name);
    add(QStringLiteral("company"), sender.company);
    add(QStringLiteral("offer"), sender.offer);
    add(QStringLiteral("tone"), sender.tone);
    QJsonArray proofs;
    for (qsizetype i = 0; i < sender.proofs.size(); ++i) {
        proofs.append(QJsonObject{{QStringLiteral("id"), QStringLiteral("p%1").arg(i + 1)},
                                  {QStringLiteral("text"), sender.proofs.at(i)}});
    }
    if (!proofs.isEmpty()) {
        who.insert(QStringLiteral("proofs"), proofs);
    }
    if (!sender.neverSay.isEmpty()) {
        who.insert(QStringLiteral("never_say"), QJsonArray::fromStringList(sender.neverSay));
    }
    if (!sender.habits.isEmpty()) {
        who.insert(QStringLiteral("habits"), QJsonArray::fromStringList(sender.habits));
    }
    return Prompt::load(promptName).text + QStringLiteral("\n\"sender\":\n") + QString::fromUtf8(Json::write(who));
}

QJsonObject textField(const QString &description)
{
    return {{QStringLiteral("type"), QStringLiteral("string")}, {QStringLiteral("description"), description}};
}

QJsonObject idList()
{
    return {{QStringLiteral("type"), QStringLiteral("array")},
            {QStringLiteral("items"), QJsonObject{{QStringLiteral("type"), QStringLiteral("string")}}},
            {QStringLiteral("description"), QStringLiteral("Ids of the facts it takes something from, as given")}};
}

QJsonObject closed(const QJsonObject &properties)
{
    return {{QStringLiteral("type"), QStringLiteral("object")},
            {QStringLiteral("additionalProperties"), false},
            {QStringLiteral("properties"), properties},
            {QStringLiteral("required"), QJsonArray::fromStringList(properties.keys())}};
}

QJsonObject mailSchema()
{
    const QJsonObject before = {
        {QStringLiteral("type"), QStringLiteral("string")},
        {QStringLiteral("enum"),
         QJsonArray{QStringLiteral("space"), QStringLiteral("line"), QStringLiteral("paragraph")}},
        {QStringLiteral("description"), QStringLiteral("What divides it from the sentence before")}};
    const QJsonObject sentence =
        closed({{QStringLiteral("text"), textField(QStringLiteral("One sentence, plain text"))},
                {QStringLiteral("before"), before},
                {QStringLiteral("facts"), idList()}});
    return closed({{QStringLiteral("subject"), textField(QStringLiteral("One line, at most 60 characters"))},
                   {QStringLiteral("subject_facts"), idList()},
                   {QStringLiteral("sentences"),
                    QJsonObject{{QStringLiteral("type"), QStringLiteral("array")},
                                {QStringLiteral("items"), sentence},
                                {QStringLiteral("description"), QStringLiteral("The body, at most 120 words")}}}});
}

QJsonObject briefJson(const MailBrief &brief)
{
    QJsonArray facts;
    for (qsizetype i = 0; i < brief.facts.size(); ++i) {
        const KnownFact &fact = brief.facts.at(i);
        if (!fact.value.trimmed().isEmpty()) {
            facts.append(QJsonObject{{QStringLiteral("id"), QStringLiteral("f%1").arg(i + 1)},
                                     {QStringLiteral("name"), fact.name},
                                     {QStringLiteral("value"), fact.value}});
        }
    }
    QJsonObject made = {{QStringLiteral("facts"), facts},
                        {QStringLiteral("template"),
                         QJsonObject{{QStringLiteral("subject"), brief.subject}, {QStringLiteral("body"), brief.body}}},
                        {QStringLiteral("wish"), brief.wish}};
    if (!brief.language.trimmed().isEmpty()) {
        made.insert(QStringLiteral("language"), brief.language.trimmed());
    }
    return made;
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

/// The name a WrittenSentence uses for an id of the answer; the id itself when there is no such fact.
QString nameOf(const QString &id, const MailBrief &brief)
{
    bool isNumber = false;
    const int number = id.mid(1).toInt(&isNumber);
    if (isNumber && id.startsWith(u'f') && number >= 1 && number <= brief.facts.size()) {
        return brief.facts.at(number - 1).name;
    }
    if (isNumber && id.startsWith(u'p') && number >= 1 && number <= brief.sender.proofs.size()) {
        return QStringLiteral("proof %1").arg(number);
    }
    return id;
}

QStringList factNames(const QJsonValue &ids, const MailBrief &brief)
{
    QStringList names;
    for (const QJsonValue value : ids.toArray()) {
        QString id = value.toString().left(longestId);
        id.removeIf([](QChar c) { return !c.isPrint(); });
        const QString name = nameOf(id, brief);
        if (!names.contains(name) && names.size() < 40) {
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
    question.rules = rules(brief.sender);
    question.text = QStringLiteral("The reader and the text, as one JSON document:\n\n")
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
    const QJsonValue sentences = object ? object->value(QLatin1String("sentences")) : QJsonValue();
    if (!object || !object->value(QLatin1String("subject")).isString() || !sentences.isArray()
        || sentences.toArray().size() > mostSentences) {
        return failure(ErrorKind::Invalid,
                       tr("Claude's answer did not have the form we asked for. Nothing was changed; try again."),
                       object ? QStringLiteral("subject or sentences missing") : object.error().detail);
    }
    WrittenMail mail;
    mail.prompt = Prompt::load(promptName).id();
    const FactCheck facts(brief);
    mail.subject = object->value(QLatin1String("subject")).toString().trimmed();
    WrittenSentence subject;
    subject.text = mail.subject;
    subject.facts = factNames(object->value(QLatin1String("subject_facts")), brief);
    subject.inSubject = true;
    mail.sentences.append(facts.checked(subject));
    for (const QJsonValue value : sentences.toArray()) {
        const QJsonObject given = value.toObject();
        WrittenSentence sentence;
        sentence.text = withLineFeeds(given.value(QLatin1String("text")).toString());
        sentence.facts = factNames(given.value(QLatin1String("facts")), brief);
        if (sentence.text.isEmpty()) {
            continue;
        }
        if (!mail.body.isEmpty()) {
            const QString before = given.value(QLatin1String("before")).toString();
            mail.body += before == QLatin1String("paragraph") ? QStringLiteral("\n\n")
                : before == QLatin1String("line")             ? QStringLiteral("\n")
                                                              : QStringLiteral(" ");
        }
        mail.body += sentence.text;
        mail.sentences.append(facts.checked(sentence));
    }
    for (const WrittenSentence &sentence : std::as_const(mail.sentences)) {
        for (const QString &name : sentence.facts) {
            const bool isFact = std::ranges::find(brief.facts, name, &KnownFact::name) != brief.facts.end();
            if (isFact && !mail.usedFacts.contains(name)) {
                mail.usedFacts.append(name);
            }
        }
    }
    return checked(std::move(mail), brief);
}

QString MailPrompt::bodySoFar(const QString &answer)
{
    // What has been said up to here, with the open strings and brackets closed.
    QString text = answer.left(64 * 1024);
    QString open;
    bool inString = false;
    qsizetype safe = 0; // up to where every pair of a name and its value is whole
    QString openAtSafe;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (inString) {
            if (c == u'\\') {
                if (i + 1 >= text.size() || (text.at(i + 1) == u'u' && i + 5 >= text.size())) {
                    text.truncate(i); // half of an escape
                    break;
                }
                ++i;
            } else if (c == u'"') {
                inString = false;
            }
            continue;
        }
        if (c == u'"') {
            inString = true;
        } else if (c == u'{' || c == u'[') {
            open += c == u'{' ? u'}' : u']';
        } else if ((c == u'}' || c == u']') && !open.isEmpty()) {
            open.chop(1);
        }
        if (c == u',' || c == u'}' || c == u']' || c == u'{' || c == u'[') {
            safe = c == u',' ? i : i + 1;
            openAtSafe = open;
        }
    }
    const auto closed = [](const QString &part, QString brackets) {
        std::reverse(brackets.begin(), brackets.end());
        return Json::object((part + brackets).toUtf8());
    };
    Result<QJsonObject> object = closed(inString ? text + u'"' : text, open);
    if (!object) {
        object = closed(text.left(safe), openAtSafe);
    }
    QString body;
    for (const QJsonValue value : object.value_or(QJsonObject()).value(QLatin1String("sentences")).toArray()) {
        const QString sentence = withLineFeeds(value[QLatin1String("text")].toString());
        if (sentence.isEmpty()) {
            continue;
        }
        const QString before = value[QLatin1String("before")].toString();
        body += body.isEmpty()                     ? QString()
            : before == QLatin1String("paragraph") ? QStringLiteral("\n\n")
            : before == QLatin1String("line")      ? QStringLiteral("\n")
                                                   : QStringLiteral(" ");
        body += sentence;
    }
    body.removeIf([](QChar c) { return c != u'\n' && c != u'\t' && isForbidden(c); });
    return body.left(longestBody);
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
