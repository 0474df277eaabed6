#include "reply/ReplyPrompt.h"

#include "net/Json.h"

#include <QFile>

// Outside of any namespace, as Qt wants it: a resource in a static library is otherwise left out by the linker.
static void openReplyPrompts()
{
    Q_INIT_RESOURCE(reply_prompts);
}

namespace AlwaysLeads {

namespace {

/// Those that only a person's own words can mean; the rest is told by headers.
const QList<ReplyClass> &askedClasses()
{
    static const QList<ReplyClass> classes = {ReplyClass::Interested,  ReplyClass::Question, ReplyClass::NotNow,
                                              ReplyClass::Referral,    ReplyClass::No,       ReplyClass::Objection,
                                              ReplyClass::WrongPerson, ReplyClass::OptOut,   ReplyClass::Other};
    return classes;
}

QString rules()
{
    openReplyPrompts();
    QFile file(QStringLiteral(":/prompts/classify-reply.txt"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

ClaudeQuestion ReplyPrompt::question(const QString &newText, const QString &model, int maxTokens)
{
    QJsonArray words;
    for (const ReplyClass value : askedClasses()) {
        words.append(toWord(value));
    }
    const QJsonObject properties = {
        {QStringLiteral("class"),
         QJsonObject{{QStringLiteral("type"), QStringLiteral("string")}, {QStringLiteral("enum"), words}}},
        {QStringLiteral("sentence"),
         QJsonObject{
             {QStringLiteral("type"), QStringLiteral("string")},
             {QStringLiteral("description"), QStringLiteral("The words of the mail it rests on, copied exactly")}}}};
    ClaudeQuestion question;
    question.model = model;
    question.rules = rules();
    question.text = QStringLiteral("The mail, as one JSON document:\n\n")
        + QString::fromUtf8(Json::write(QJsonObject{{QStringLiteral("mail"), newText.left(longestText)}}));
    question.schema = {{QStringLiteral("type"), QStringLiteral("object")},
                       {QStringLiteral("additionalProperties"), false},
                       {QStringLiteral("properties"), properties},
                       {QStringLiteral("required"), QJsonArray::fromStringList(properties.keys())}};
    question.maxTokens = maxTokens;
    return question;
}

Result<Classification> ReplyPrompt::classFrom(const ClaudeAnswer &answer, const QString &newText)
{
    const auto unusable = [](const QString &detail) {
        return failure(ErrorKind::Invalid,
                       tr("Claude's answer did not have the form we asked for. Nothing was changed."), detail);
    };
    Result<QJsonObject> object = Json::object(answer.text.toUtf8());
    if (!object) {
        return unusable(object.error().detail);
    }
    const std::optional<ReplyClass> value = replyClassFromWord(object->value(QLatin1String("class")).toString());
    if (!value || !askedClasses().contains(*value)) {
        return unusable(QStringLiteral("unknown class"));
    }
    const QString sentence = object->value(QLatin1String("sentence")).toString().simplified();
    if (!sentence.isEmpty() && !newText.simplified().contains(sentence, Qt::CaseInsensitive)) {
        return unusable(QStringLiteral("the sentence is not in the mail"));
    }
    return Classification{*value, sentence.left(300)};
}

} // namespace AlwaysLeads
