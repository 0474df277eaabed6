#include "reply/AnswerPrompt.h"

#include "assistant/MailWords.h"
#include "assistant/Prompt.h"
#include "net/Json.h"
#include "reply/AnswerFacts.h"

#include <QJsonArray>
#include <QRegularExpression>

// Outside of any namespace, as Qt wants it: a resource in a static library is otherwise left out by the linker.
static void openAnswerPrompt()
{
    Q_INIT_RESOURCE(reply_prompts);
}

namespace AlwaysLeads {

namespace {

const QString promptName = QStringLiteral("answer-reply");

} // namespace

ClaudeQuestion AnswerPrompt::question(const Brief &brief, const QString &model, int maxTokens)
{
    openAnswerPrompt();
    QJsonObject document = MailWords::reader(brief.reader);
    document.insert(QStringLiteral("our mail"), brief.ourMail.left(longestText));
    document.insert(QStringLiteral("their mail"), brief.theirMail.left(longestText));
    document.insert(QStringLiteral("class"), toWord(brief.value));
    document.insert(QStringLiteral("today"), brief.today.toString(QStringLiteral("yyyy-MM-dd, ddd")));
    ClaudeQuestion question;
    question.model = model;
    question.rules = MailWords::rules(promptName, brief.reader.sender);
    question.text = QStringLiteral("The data for this answer, as one JSON document:\n\n")
        + QString::fromUtf8(Json::write(document));
    question.schema = MailWords::closed(
        {{QStringLiteral("sentences"), MailWords::sentenceList(QStringLiteral("The answer, at most 100 words"))}});
    question.maxTokens = maxTokens;
    return question;
}

Result<WrittenMail> AnswerPrompt::mailFrom(const ClaudeAnswer &answer, const Brief &brief)
{
    openAnswerPrompt();
    const auto unusable = [](const QString &detail) {
        return failure(ErrorKind::Invalid, tr("Claude's answer could not be used. Write it yourself, or try again."),
                       detail);
    };
    Result<QJsonObject> object = Json::object(answer.text.toUtf8());
    if (!object) {
        return unusable(object.error().detail);
    }
    const QJsonValue sentences = object->value(QLatin1String("sentences"));
    if (!sentences.isArray() || sentences.toArray().size() > MailWords::mostSentences) {
        return unusable(QStringLiteral("no list of sentences"));
    }
    WrittenMail mail;
    AnswerFacts::check(mail, sentences, brief);
    if (mail.body.trimmed().isEmpty()) {
        return unusable(QStringLiteral("empty"));
    }
    // A mail that gives orders may have asked for one: a link to elsewhere, an address to send things to.
    static const QRegularExpression link(
        QStringLiteral("(?:[a-z][a-z0-9+.-]*://|www\\.|mailto:)|[^\\s@]+@[^\\s@]+\\.[a-z]"),
        QRegularExpression::CaseInsensitiveOption);
    const QString wrong = MailWords::fault(mail.body, false, MailBrief());
    if (link.match(mail.body).hasMatch() || !wrong.isEmpty()) {
        return unusable(wrong.isEmpty() ? QStringLiteral("a link or an address") : wrong);
    }
    mail.prompt = Prompt::load(promptName).id();
    mail.usedFacts = MailWords::used(mail.sentences, brief.reader);
    return mail;
}

} // namespace AlwaysLeads
