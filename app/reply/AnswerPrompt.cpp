#include "reply/AnswerPrompt.h"

#include "mail/Message.h"
#include "net/Json.h"

#include <QFile>
#include <QRegularExpression>

// Outside of any namespace, as Qt wants it: a resource in a static library is otherwise left out by the linker.
static void openAnswerPrompt()
{
    Q_INIT_RESOURCE(reply_prompts);
}

namespace AlwaysLeads {

namespace {

QString rules()
{
    openAnswerPrompt();
    QFile file(QStringLiteral(":/prompts/answer-reply.txt"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

ClaudeQuestion AnswerPrompt::question(const Brief &brief, const QString &model, int maxTokens)
{
    QJsonObject sender;
    sender.insert(QStringLiteral("name"), brief.sender.name);
    sender.insert(QStringLiteral("company"), brief.sender.company);
    sender.insert(QStringLiteral("offer"), brief.sender.offer);
    const QJsonObject document = {{QStringLiteral("sender"), sender},
                                  {QStringLiteral("our mail"), brief.ourMail.left(longestText)},
                                  {QStringLiteral("their mail"), brief.theirMail.left(longestText)},
                                  {QStringLiteral("class"), toWord(brief.value)},
                                  {QStringLiteral("today"), brief.today.toString(QStringLiteral("yyyy-MM-dd, ddd"))}};
    const QJsonObject body = {
        {QStringLiteral("type"), QStringLiteral("string")},
        {QStringLiteral("description"), QStringLiteral("Plain text, paragraphs divided by one blank line")}};
    ClaudeQuestion question;
    question.model = model;
    question.rules = rules();
    question.text = QStringLiteral("The data for this answer, as one JSON document:\n\n")
        + QString::fromUtf8(Json::write(document));
    question.schema = {{QStringLiteral("type"), QStringLiteral("object")},
                       {QStringLiteral("additionalProperties"), false},
                       {QStringLiteral("properties"), QJsonObject{{QStringLiteral("body"), body}}},
                       {QStringLiteral("required"), QJsonArray{QStringLiteral("body")}}};
    question.maxTokens = maxTokens;
    return question;
}

Result<QString> AnswerPrompt::bodyFrom(const ClaudeAnswer &answer)
{
    const auto unusable = [](const QString &detail) {
        return failure(ErrorKind::Invalid, tr("Claude's answer could not be used. Write it yourself, or try again."),
                       detail);
    };
    Result<QJsonObject> object = Json::object(answer.text.toUtf8());
    if (!object) {
        return unusable(object.error().detail);
    }
    const QString body = cleanBodyText(object->value(QLatin1String("body")).toString()).trimmed();
    static const QRegularExpression link(
        QStringLiteral("(?:[a-z][a-z0-9+.-]*://|www\\.|mailto:)|[^\\s@]+@[^\\s@]+\\.[a-z]"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression tag(QStringLiteral("</?[a-z][^<>]*>"), QRegularExpression::CaseInsensitiveOption);
    if (body.isEmpty() || body.size() > longestBody) {
        return unusable(QStringLiteral("empty or too long"));
    }
    // A mail that gives orders may have asked for one: a link to elsewhere, an address to send things to.
    if (link.match(body).hasMatch() || tag.match(body).hasMatch()) {
        return unusable(QStringLiteral("a link, an address or HTML"));
    }
    return body;
}

} // namespace AlwaysLeads
