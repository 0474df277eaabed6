#include "assistant/MailWords.h"

#include "assistant/Prompt.h"
#include "net/Json.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr qsizetype longestId = 40;
constexpr qsizetype mostFacts = 40; // of one sentence

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

QString divider(const QJsonValue &sentence)
{
    const QString before = sentence[QLatin1String("before")].toString();
    return before == QLatin1String("paragraph") ? QStringLiteral("\n\n")
        : before == QLatin1String("line")       ? QStringLiteral("\n")
                                                : QStringLiteral(" ");
}

} // namespace

QString MailWords::rules(const QString &promptName, const MailAuthor &sender)
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

QJsonObject MailWords::textField(const QString &description)
{
    return {{QStringLiteral("type"), QStringLiteral("string")}, {QStringLiteral("description"), description}};
}

QJsonObject MailWords::idList()
{
    return {{QStringLiteral("type"), QStringLiteral("array")},
            {QStringLiteral("items"), QJsonObject{{QStringLiteral("type"), QStringLiteral("string")}}},
            {QStringLiteral("description"), QStringLiteral("Ids of the facts it takes something from, as given")}};
}

QJsonObject MailWords::closed(const QJsonObject &properties)
{
    return {{QStringLiteral("type"), QStringLiteral("object")},
            {QStringLiteral("additionalProperties"), false},
            {QStringLiteral("properties"), properties},
            {QStringLiteral("required"), QJsonArray::fromStringList(properties.keys())}};
}

QJsonObject MailWords::sentenceList(const QString &description)
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
    return {{QStringLiteral("type"), QStringLiteral("array")},
            {QStringLiteral("items"), sentence},
            {QStringLiteral("description"), description}};
}

QJsonObject MailWords::reader(const MailBrief &brief)
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
    QJsonObject made = {{QStringLiteral("facts"), facts}, {QStringLiteral("wish"), brief.wish}};
    if (!brief.language.trimmed().isEmpty()) {
        made.insert(QStringLiteral("language"), brief.language.trimmed());
    }
    return made;
}

QStringList MailWords::factNames(const QJsonValue &ids, const MailBrief &brief)
{
    QStringList names;
    for (const QJsonValue value : ids.toArray()) {
        QString id = value.toString().left(longestId);
        id.removeIf([](QChar c) { return !c.isPrint(); });
        const QString name = nameOf(id, brief);
        if (!names.contains(name) && names.size() < mostFacts) {
            names.append(name);
        }
    }
    return names;
}

MailWords::Sentences MailWords::sentences(const QJsonValue &given, const MailBrief &brief, const FactCheck &facts)
{
    Sentences made;
    for (const QJsonValue value : given.toArray()) {
        WrittenSentence sentence;
        sentence.text = withLineFeeds(value[QLatin1String("text")].toString());
        sentence.facts = factNames(value[QLatin1String("facts")], brief);
        if (sentence.text.isEmpty()) {
            continue;
        }
        made.text += (made.text.isEmpty() ? QString() : divider(value)) + sentence.text;
        made.each.append(facts.checked(sentence));
    }
    return made;
}

QString MailWords::text(const QJsonValue &sentences)
{
    QString whole;
    for (const QJsonValue value : sentences.toArray()) {
        const QString sentence = withLineFeeds(value[QLatin1String("text")].toString());
        if (!sentence.isEmpty()) {
            whole += (whole.isEmpty() ? QString() : divider(value)) + sentence;
        }
    }
    return whole;
}

QStringList MailWords::used(const QList<WrittenSentence> &sentences, const MailBrief &brief)
{
    QStringList used;
    for (const WrittenSentence &sentence : sentences) {
        for (const QString &name : sentence.facts) {
            const bool isFact = std::ranges::find(brief.facts, name, &KnownFact::name) != brief.facts.end();
            if (isFact && !used.contains(name)) {
                used.append(name);
            }
        }
    }
    return used;
}

tl::unexpected<Error> MailWords::formless(const QString &detail)
{
    return failure(ErrorKind::Invalid,
                   tr("Claude's answer did not have the form we asked for. Nothing was changed; try again."), detail);
}

tl::unexpected<Error> MailWords::unusable(const QString &what)
{
    return failure(ErrorKind::Invalid, what, QStringLiteral("refused by our checks"));
}

/// The first link or address in `text` that the person's own text does not hold; empty when there is none.
QString MailWords::inventedLink(const QString &text, const MailBrief &brief)
{
    static const QRegularExpression link(
        QStringLiteral(
            "(?:[a-z][a-z0-9+.-]*://|www\\.|mailto:)[^\\s<>\"]+|[^\\s@<>\"(]+@[^\\s@<>\")]+\\.[^\\s@<>\")]+"),
        QRegularExpression::CaseInsensitiveOption);
    // "attacker.example/pay" is a link to most mail programs, too; a name such as "Booking.com" is none that we refuse.
    static const QRegularExpression bare(QStringLiteral("(?<![\\p{L}\\p{N}.@-])(?:[\\p{L}\\p{N}-]+\\.)+\\p{L}{2,24}(?::"
                                                        "\\d+)?(?:/|[?#](?=[\\p{L}\\p{N}]))[^\\s<>\"]*"),
                                         QRegularExpression::UseUnicodePropertiesOption);
    const QString own = brief.subject + u'\n' + brief.body;
    for (const QRegularExpression *form : {&link, &bare}) {
        for (auto found = form->globalMatch(text); found.hasNext();) {
            QString one = found.next().captured();
            while (!one.isEmpty() && QStringLiteral(".,;:!?)'").contains(one.back())) {
                one.chop(1);
            }
            if (!own.contains(one, Qt::CaseInsensitive)) {
                return one;
            }
        }
    }
    return {};
}

QString MailWords::fault(const QString &text, bool inSubject, const MailBrief &brief)
{
    if (inSubject && std::ranges::any_of(text, isForbidden)) {
        return tr("Claude's subject held a line break or an invisible character. It was not used; try again.");
    }
    if (std::ranges::any_of(text, [](QChar c) { return c != u'\n' && c != u'\t' && isForbidden(c); })) {
        return tr("Claude's text held an invisible character. It was not used; try again.");
    }
    if (text.size() > (inSubject ? longestSubject : longestBody)) {
        return tr("Claude's text was far too long. It was not used; try again.");
    }
    static const QRegularExpression tag(QStringLiteral("</?[a-z][^<>]*>"), QRegularExpression::CaseInsensitiveOption);
    if (tag.match(text).hasMatch()) {
        return tr("Claude wrote HTML instead of plain text. It was not used; try again.");
    }
    const QString link = inventedLink(text, brief);
    if (!link.isEmpty()) {
        return tr("Claude wrote a link or an address that is not in your template: %1. It was not used; try again.")
            .arg(link.left(80));
    }
    return {};
}

QString MailWords::visible(QString text)
{
    text.removeIf([](QChar c) { return c != u'\n' && c != u'\t' && isForbidden(c); });
    return text.left(longestBody);
}

QJsonObject MailWords::soFar(const QString &answer)
{
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
    return object.value_or(QJsonObject());
}

} // namespace AlwaysLeads
