#include "assistant/MailPrompt.h"

#include "assistant/FactCheck.h"
#include "assistant/MailWords.h"
#include "assistant/Prompt.h"
#include "assistant/SlotPrompt.h"
#include "net/Json.h"

#include <QJsonArray>

namespace AlwaysLeads {

namespace {

const QString promptName = QStringLiteral("write-mail");

QJsonObject mailSchema()
{
    return MailWords::closed(
        {{QStringLiteral("subject"), MailWords::textField(QStringLiteral("One line, at most 60 characters"))},
         {QStringLiteral("subject_facts"), MailWords::idList()},
         {QStringLiteral("sentences"), MailWords::sentenceList(QStringLiteral("The body, at most 120 words"))}});
}

} // namespace

ClaudeQuestion MailPrompt::question(const MailBrief &brief, const QString &model, int maxTokens)
{
    if (!brief.claude.isEmpty()) {
        return SlotPrompt::question(brief, model, maxTokens);
    }
    QJsonObject data = MailWords::reader(brief);
    data.insert(QStringLiteral("template"),
                QJsonObject{{QStringLiteral("subject"), brief.subject}, {QStringLiteral("body"), brief.body}});
    ClaudeQuestion question;
    question.model = model;
    question.rules = MailWords::rules(promptName, brief.sender);
    question.text =
        QStringLiteral("The reader and the text, as one JSON document:\n\n") + QString::fromUtf8(Json::write(data));
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
    const Result<QJsonObject> object = Json::object(answer.text.toUtf8());
    if (!object) {
        return MailWords::formless(object.error().detail);
    }
    if (!brief.claude.isEmpty()) {
        return SlotPrompt::mailFrom(*object, brief);
    }
    const QJsonValue sentences = object->value(QLatin1String("sentences"));
    if (!object->value(QLatin1String("subject")).isString() || !sentences.isArray()
        || sentences.toArray().size() > MailWords::mostSentences) {
        return MailWords::formless(QStringLiteral("subject or sentences missing"));
    }
    WrittenMail mail;
    mail.prompt = Prompt::load(promptName).id();
    const FactCheck facts(brief);
    mail.subject = object->value(QLatin1String("subject")).toString().trimmed();
    WrittenSentence subject;
    subject.text = mail.subject;
    subject.facts = MailWords::factNames(object->value(QLatin1String("subject_facts")), brief);
    subject.inSubject = true;
    const MailWords::Sentences written = MailWords::sentences(sentences, brief, facts);
    mail.sentences = QList<WrittenSentence>{facts.checked(subject)} + written.each;
    facts.markOrders(mail.sentences);
    mail.body = written.text;
    mail.usedFacts = MailWords::used(mail.sentences, brief);
    if (mail.subject.isEmpty() || mail.body.isEmpty()) {
        return MailWords::unusable(tr("Claude left the subject or the text empty. Nothing was changed; try again."));
    }
    for (const bool inSubject : {true, false}) {
        const QString wrong = MailWords::fault(inSubject ? mail.subject : mail.body, inSubject, brief);
        if (!wrong.isEmpty()) {
            return MailWords::unusable(wrong);
        }
    }
    return mail;
}

QString MailPrompt::bodySoFar(const QString &answer, const MailBrief &brief)
{
    const QJsonObject object = MailWords::soFar(answer);
    return MailWords::visible(brief.claude.isEmpty() ? MailWords::text(object.value(QLatin1String("sentences")))
                                                     : SlotPrompt::bodySoFar(object, brief));
}

} // namespace AlwaysLeads
