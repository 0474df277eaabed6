#include "sandbox/ClaudeWriter.h"

#include "sandbox/ClaudeJudge.h"
#include "sandbox/ClaudeReplies.h"

#include <QCryptographicHash>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <utility>

namespace AlwaysLeads {

namespace {

/// "First name", "first_name" and "FirstName" are one.
QString keyOf(const QString &name)
{
    QString key;
    for (const QChar c : name.toLower()) {
        if (c.isLetterOrNumber()) {
            key += c;
        }
    }
    return key;
}

/// The brief as JSON somewhere in the question, and the picks that make one person's mail differ from another's.
class MailWriter
{
public:
    /// `rules`: the system prompt, where the sender stands.
    MailWriter(const QString &text, const QString &rules);

    QString subject();
    QString body();
    /// What it writes into the places of a mail that the brief names.
    QJsonArray filledSlots();
    QStringList usedFacts() const { return m_used; }
    /// The ids of the facts whose values stand in a text, and of the proofs.
    QJsonArray factsIn(const QString &text) const;

private:
    /// The value of the first fact known under one of these keys; it counts as used.
    QString fact(std::initializer_list<const char *> keys);
    QString pick(const QStringList &choices, int salt) const;
    QString opening();
    QString greeting();
    QStringList templateParagraphs() const;

    QJsonObject m_brief;
    QHash<QString, QString> m_values;
    QHash<QString, QString> m_names;
    QList<std::pair<QString, QString>> m_ids; ///< of facts and proofs, with what they say
    QStringList m_used;
    quint32 m_hash = 0;
};

MailWriter::MailWriter(const QString &text, const QString &rules)
{
    const qsizetype sender = rules.indexOf(QLatin1String("\"sender\":\n"));
    const QJsonObject who =
        sender < 0 ? QJsonObject() : QJsonDocument::fromJson(rules.mid(rules.indexOf(u'{', sender)).toUtf8()).object();
    const qsizetype from = text.indexOf(u'{');
    const qsizetype to = text.lastIndexOf(u'}');
    if (from >= 0 && to > from) {
        m_brief = QJsonDocument::fromJson(text.mid(from, to - from + 1).toUtf8()).object();
    }
    if (!who.isEmpty()) {
        m_brief.insert(QLatin1String("sender"), who);
    }
    for (const QJsonValue value : who.value(QLatin1String("proofs")).toArray()) {
        m_ids.append({value[QLatin1String("id")].toString(), value[QLatin1String("text")].toString()});
    }
    for (const QJsonValue value : m_brief.value(QLatin1String("facts")).toArray()) {
        const QJsonObject fact = value.toObject();
        m_ids.append(
            {fact.value(QLatin1String("id")).toString(), fact.value(QLatin1String("value")).toString().simplified()});
        const QString name = fact.value(QLatin1String("name")).toString();
        m_values.insert(keyOf(name), fact.value(QLatin1String("value")).toString().simplified());
        m_names.insert(keyOf(name), name);
    }
    const QString person = m_values.value(QStringLiteral("email")) + m_values.value(QStringLiteral("firstname"))
        + m_values.value(QStringLiteral("lastname")) + m_values.value(QStringLiteral("company"));
    const QByteArray digest = QCryptographicHash::hash(person.toUtf8(), QCryptographicHash::Sha1);
    for (int i = 0; i < 4; ++i) {
        m_hash = (m_hash << 8) | quint8(digest.at(i));
    }
}

QJsonArray MailWriter::factsIn(const QString &text) const
{
    QJsonArray ids;
    for (const auto &[id, value] : m_ids) {
        if (!id.isEmpty() && !value.isEmpty() && text.contains(value)) {
            ids.append(id);
        }
    }
    return ids;
}

QString MailWriter::fact(std::initializer_list<const char *> keys)
{
    for (const char *key : keys) {
        QString value = m_values.value(QString::fromLatin1(key));
        if (!value.isEmpty()) {
            const QString name = m_names.value(QString::fromLatin1(key));
            if (!m_used.contains(name)) {
                m_used.append(name);
            }
            return value;
        }
    }
    return {};
}

QString MailWriter::pick(const QStringList &choices, int salt) const
{
    return choices.at(qsizetype((m_hash >> salt) % quint32(choices.size())));
}

QString MailWriter::greeting()
{
    const QString first = fact({"firstname", "name"});
    return first.isEmpty() ? QStringLiteral("Hello,")
                           : pick({QStringLiteral("Hi %1,"), QStringLiteral("Hello %1,")}, 3).arg(first);
}

QString MailWriter::opening()
{
    const QString news = fact({"news", "companynews", "notes"});
    const QString company = fact({"company", "companyname"});
    const QString city = fact({"city", "place"});
    if (!news.isEmpty()) {
        return pick({QStringLiteral("I read about %1: %2. That usually moves the plan of every day around it."),
                     QStringLiteral("One line about %1 stayed with me: %2."),
                     QStringLiteral("%2: that is what made me write to %1.")},
                    5)
            .arg(company.isEmpty() ? QStringLiteral("your company") : company, news);
    }
    const QString people = fact({"employees", "companysize", "size"});
    if (!company.isEmpty() && !city.isEmpty() && !people.isEmpty() && m_hash % 3 == 0) {
        return QStringLiteral("%1 plans for %2 people from %3, and I imagine that no two mornings look alike.")
            .arg(company, people, city);
    }
    if (!company.isEmpty() && !city.isEmpty()) {
        return pick({QStringLiteral("%1 in %2 came up when I looked for teams that plan their own loads."),
                     QStringLiteral("From what I can see, %1 runs its planning close to the quay in %2."),
                     QStringLiteral("I have been reading about how freight moves through %2, and %1 kept coming up."),
                     QStringLiteral("A short note to %1, because %2 is where we hear the same question most often.")},
                    7)
            .arg(company, city);
    }
    const QString title = fact({"title", "jobtitle"});
    if (!company.isEmpty()) {
        return title.isEmpty() ? QStringLiteral("I looked at what %1 does before I wrote this.").arg(company)
                               : QStringLiteral("As %1 at %2 you probably see the plan change before anyone else does.")
                                     .arg(title, company);
    }
    return QStringLiteral("I will keep this short, since your day is full already.");
}

QStringList MailWriter::templateParagraphs() const
{
    const QString body =
        m_brief.value(QLatin1String("template")).toObject().value(QLatin1String("body")).toString().trimmed();
    static const QRegularExpression gap(QStringLiteral("\\r?\\n[ \\t]*\\r?\\n"));
    return body.isEmpty() ? QStringList() : body.split(gap, Qt::SkipEmptyParts);
}

QString MailWriter::body()
{
    static const QRegularExpression greetingWords(QStringLiteral("\\A(hi|hello|dear|good (morning|day)|hey)\\b"),
                                                  QRegularExpression::CaseInsensitiveOption);
    QStringList paragraphs = templateParagraphs();
    const bool brief =
        m_brief.value(QLatin1String("wish")).toString().contains(QLatin1String("short"), Qt::CaseInsensitive);
    const QString begin = !paragraphs.isEmpty() && greetingWords.match(paragraphs.first().trimmed()).hasMatch()
        ? paragraphs.takeFirst().trimmed()
        : greeting();
    QStringList mail = {begin, opening()};
    if (paragraphs.isEmpty()) {
        const QJsonObject sender = m_brief.value(QLatin1String("sender")).toObject();
        const QString offer = sender.value(QLatin1String("offer")).toString();
        const QString proof = sender.value(QLatin1String("proofs")).toArray().first()[QLatin1String("text")].toString();
        if (!offer.isEmpty()) {
            mail.append(proof.isEmpty() || brief ? offer : offer + u' ' + proof);
        }
        mail.append(pick({QStringLiteral("Would a 20-minute look at your own week be useful?"),
                          QStringLiteral("Is this worth a short call next week?"),
                          QStringLiteral("Shall I send you one page on how others solved it?")},
                         11));
        mail.append(QStringLiteral("Best regards,\n") + sender.value(QLatin1String("name")).toString());
    } else if (brief && paragraphs.size() > 2) {
        mail.append(paragraphs.first());
        mail.append(paragraphs.last());
    } else {
        mail += paragraphs;
    }
    return mail.join(QStringLiteral("\n\n"));
}

QString MailWriter::subject()
{
    QString given =
        m_brief.value(QLatin1String("template")).toObject().value(QLatin1String("subject")).toString().simplified();
    const QString company = fact({"company", "companyname"});
    const QString city = fact({"city", "place"});
    if (!given.isEmpty() && (company.isEmpty() || given.contains(company) || m_hash % 3 == 0)) {
        return given;
    }
    if (!given.isEmpty()) {
        return QStringLiteral("%1: %2").arg(company, given);
    }
    if (!company.isEmpty() && !city.isEmpty()) {
        return pick({QStringLiteral("Planning at %1"), QStringLiteral("%1 and the morning plan"),
                     QStringLiteral("A question about %1 in %2")},
                    13)
            .replace(QStringLiteral("%1"), company)
            .replace(QStringLiteral("%2"), city);
    }
    return QStringLiteral("A short question");
}

QJsonArray MailWriter::filledSlots()
{
    const QString mail =
        m_brief.value(QLatin1String("mail")).toObject().value(QLatin1String("body")).toString().trimmed();
    QJsonArray filled;
    for (const QJsonValue slot : m_brief.value(QLatin1String("slots")).toArray()) {
        const QString id = slot[QLatin1String("id")].toString();
        const bool isWhole = mail == QStringLiteral("[[%1]]").arg(id);
        const bool inSubject = slot[QLatin1String("part")].toString() == QLatin1String("subject");
        const QString words = inSubject ? subject() : isWhole ? body() : opening();
        const auto ids = [this](const QString &sentence) { return factsIn(sentence); };
        filled.append(
            QJsonObject{{QStringLiteral("id"), id}, {QStringLiteral("sentences"), claudeSentences(words, ids)}});
    }
    return filled;
}

QJsonValue plainValue(const QJsonObject &schema, const QString &name)
{
    const QJsonArray choices = schema.value(QLatin1String("enum")).toArray();
    if (!choices.isEmpty()) {
        return choices.first();
    }
    if (schema.contains(QLatin1String("const"))) {
        return schema.value(QLatin1String("const"));
    }
    const QString type = schema.value(QLatin1String("type")).toString();
    if (type == QLatin1String("object")) {
        QJsonObject object;
        const QJsonObject properties = schema.value(QLatin1String("properties")).toObject();
        for (auto property = properties.begin(); property != properties.end(); ++property) {
            object.insert(property.key(), plainValue(property.value().toObject(), property.key()));
        }
        return object;
    }
    if (type == QLatin1String("array")) {
        return QJsonArray{plainValue(schema.value(QLatin1String("items")).toObject(), name)};
    }
    if (type == QLatin1String("integer") || type == QLatin1String("number")) {
        return 72;
    }
    if (type == QLatin1String("boolean")) {
        return true;
    }
    return type == QLatin1String("string") ? QJsonValue(QStringLiteral("Sandbox answer for %1").arg(name))
                                           : QJsonValue();
}

} // namespace

QJsonArray claudeSentences(const QString &body, const std::function<QJsonArray(const QString &)> &factsIn)
{
    static const QRegularExpression gap(QStringLiteral("\\n[ \\t]*\\n\\s*|\\n|(?<=[.!?]) +(?=[^a-z])"));
    QJsonArray sentences;
    qsizetype at = 0;
    QString before = QStringLiteral("paragraph");
    const auto take = [&](qsizetype end, const QString &next) {
        const QString text = body.mid(at, end - at).trimmed();
        if (!text.isEmpty()) {
            sentences.append(QJsonObject{{QStringLiteral("text"), text},
                                         {QStringLiteral("before"), before},
                                         {QStringLiteral("facts"), factsIn(text)}});
            before = next;
        }
    };
    for (auto match = gap.globalMatch(body); match.hasNext();) {
        const QRegularExpressionMatch one = match.next();
        const qsizetype lines = one.captured().count(u'\n');
        take(one.capturedStart(),
             lines > 1        ? QStringLiteral("paragraph")
                 : lines == 1 ? QStringLiteral("line")
                              : QStringLiteral("space"));
        at = one.capturedEnd();
    }
    take(body.size(), {});
    return sentences;
}

QJsonObject claudeAnswerFor(const QString &text, const QJsonObject &schema, const QString &rules)
{
    const QJsonObject properties = schema.value(QLatin1String("properties")).toObject();
    QJsonObject answer = plainValue(schema, {}).toObject();
    if (properties.contains(QLatin1String("verdict")) && properties.contains(QLatin1String("reasons"))) {
        return claudeJudgementFor(text);
    }
    if (properties.contains(QLatin1String("class")) && properties.contains(QLatin1String("sentence"))) {
        return claudeReplyClassFor(text);
    }
    if (properties.size() == 1 && properties.contains(QLatin1String("sentences"))) {
        return claudeReplyAnswerFor(text, rules);
    }
    if (properties.size() == 1 && properties.contains(QLatin1String("slots"))) {
        answer.insert(QLatin1String("slots"), MailWriter(text, rules).filledSlots());
        return answer;
    }
    const bool inSentences = properties.contains(QLatin1String("sentences"));
    if (!properties.contains(QLatin1String("subject"))
        || (!properties.contains(QLatin1String("body")) && !inSentences)) {
        return answer;
    }
    MailWriter writer(text, rules);
    const QString body = writer.body();
    const QString subject = writer.subject();
    answer.insert(QLatin1String("subject"), subject);
    if (inSentences) {
        const auto factsIn = [&writer](const QString &sentence) { return writer.factsIn(sentence); };
        answer.insert(QLatin1String("sentences"), claudeSentences(body, factsIn));
        answer.insert(QLatin1String("subject_facts"), writer.factsIn(subject));
        return answer;
    }
    answer.insert(QLatin1String("body"), body);
    if (properties.contains(QLatin1String("used_facts"))) {
        answer.insert(QLatin1String("used_facts"), QJsonArray::fromStringList(writer.usedFacts()));
    }
    return answer;
}

QString claudeProseFor(const QString &text)
{
    return QStringLiteral("This is the sandbox. You asked %1 characters; a real answer comes from Claude.")
        .arg(text.trimmed().size());
}

} // namespace AlwaysLeads
