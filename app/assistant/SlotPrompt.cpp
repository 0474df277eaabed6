#include "assistant/SlotPrompt.h"

#include "assistant/MailWords.h"
#include "assistant/Prompt.h"
#include "net/Json.h"

#include <QJsonArray>

#include <algorithm>

namespace AlwaysLeads {

namespace {

const QString promptName = QStringLiteral("fill-slots");

QString idOf(qsizetype number)
{
    return QStringLiteral("slot %1").arg(number + 1);
}

/// The same for every mail, so that the service can keep it: the places stand in the answer by their id. Its names come
/// in this order, so that a text that is shown while it comes has its place from the first word.
QJsonObject slotSchema()
{
    const QJsonObject slot = MailWords::closed(
        {{QStringLiteral("id"), MailWords::textField(QStringLiteral("As given"))},
         {QStringLiteral("sentences"), MailWords::sentenceList(QStringLiteral("The words for this place, in order"))}});
    return MailWords::closed({{QStringLiteral("slots"),
                               QJsonObject{{QStringLiteral("type"), QStringLiteral("array")},
                                           {QStringLiteral("items"), slot},
                                           {QStringLiteral("description"), QStringLiteral("Each place once")}}}});
}

/// Text with its places put in. A value that looks like the mark of a place loses its look.
QString withWords(const MailBrief &brief, bool subject, const QStringList &words, bool guard)
{
    const QString &text = subject ? brief.subject : brief.body;
    const auto own = [&](qsizetype from, qsizetype to) {
        QString stretch = text.mid(from, to - from);
        return guard ? stretch.replace(QLatin1String("[["), QLatin1String("[ [")) : stretch;
    };
    QString whole;
    qsizetype done = 0;
    for (qsizetype number = 0; number < brief.claude.size(); ++number) {
        const MailSlot &slot = brief.claude.at(number);
        if (slot.inSubject == subject) {
            const qsizetype at = std::clamp<qsizetype>(slot.at, done, text.size());
            whole += own(done, at) + words.value(number);
            done = at;
        }
    }
    return whole + own(done, text.size());
}

} // namespace

ClaudeQuestion SlotPrompt::question(const MailBrief &brief, const QString &model, int maxTokens)
{
    QJsonObject data = MailWords::reader(brief);
    QStringList marks;
    QJsonArray places;
    for (qsizetype number = 0; number < brief.claude.size(); ++number) {
        const MailSlot &slot = brief.claude.at(number);
        marks.append(QStringLiteral("[[%1]]").arg(idOf(number)));
        places.append(
            QJsonObject{{QStringLiteral("id"), idOf(number)},
                        {QStringLiteral("part"), slot.inSubject ? QStringLiteral("subject") : QStringLiteral("body")},
                        {QStringLiteral("wish"), slot.wish}});
    }
    data.insert(QStringLiteral("mail"),
                QJsonObject{{QStringLiteral("subject"), withWords(brief, true, marks, true)},
                            {QStringLiteral("body"), withWords(brief, false, marks, true)}});
    data.insert(QStringLiteral("slots"), places);
    ClaudeQuestion question;
    question.model = model;
    question.rules = MailWords::rules(promptName, brief.sender);
    question.text =
        QStringLiteral("The reader and the mail, as one JSON document:\n\n") + QString::fromUtf8(Json::write(data));
    question.schema = slotSchema();
    question.maxTokens = maxTokens;
    return question;
}

QString SlotPrompt::filled(const MailBrief &brief, bool subject, const QStringList &words)
{
    return withWords(brief, subject, words, false);
}

Result<WrittenMail> SlotPrompt::mailFrom(const QJsonObject &answer, const MailBrief &brief)
{
    const QJsonArray given = answer.value(QLatin1String("slots")).toArray();
    if (given.size() != brief.claude.size()) {
        return MailWords::formless(
            QStringLiteral("%1 places asked, %2 came").arg(brief.claude.size()).arg(given.size()));
    }
    WrittenMail mail;
    mail.prompt = Prompt::load(promptName).id();
    const FactCheck facts(brief);
    for (qsizetype number = 0; number < brief.claude.size(); ++number) {
        const bool inSubject = brief.claude.at(number).inSubject;
        const auto one = std::ranges::find_if(
            given, [&](const QJsonValue &value) { return value[QLatin1String("id")].toString() == idOf(number); });
        if (one == given.end() || (*one)[QLatin1String("sentences")].toArray().size() > MailWords::mostSentences) {
            return MailWords::formless(idOf(number) + QStringLiteral(" missing or endless"));
        }
        MailWords::Sentences written = MailWords::sentences((*one)[QLatin1String("sentences")], brief, facts);
        if (written.text.isEmpty()) {
            return MailWords::unusable(tr("Claude left a place empty. Nothing was changed; try again."));
        }
        if (written.text.contains(QLatin1String("[["))) {
            return MailWords::unusable(
                tr("Claude repeated the mark of a place instead of filling it. It was not used; try again."));
        }
        if (const QString wrong = MailWords::fault(written.text, inSubject, brief); !wrong.isEmpty()) {
            return MailWords::unusable(wrong);
        }
        for (WrittenSentence &sentence : written.each) {
            sentence.inSubject = inSubject;
        }
        mail.claude.append(written.text);
        mail.sentences.append(written.each);
    }
    facts.markOrders(mail.sentences);
    mail.subject = filled(brief, true, mail.claude);
    mail.body = filled(brief, false, mail.claude);
    mail.usedFacts = MailWords::used(mail.sentences, brief);
    // The person's words around a place can make a link of what was none.
    const QString link = MailWords::inventedLink(mail.subject + u'\n' + mail.body, brief);
    if (!link.isEmpty()) {
        return MailWords::unusable(
            tr("With Claude's words the mail has a link or an address that is not in your template: %1. They were not "
               "used; try again.")
                .arg(link.left(80)));
    }
    return mail;
}

QString SlotPrompt::bodySoFar(const QJsonObject &answer, const MailBrief &brief)
{
    QStringList words(brief.claude.size(), QStringLiteral("…"));
    for (const QJsonValue value : answer.value(QLatin1String("slots")).toArray()) {
        for (qsizetype number = 0; number < words.size(); ++number) {
            const QString text = MailWords::text(value[QLatin1String("sentences")]);
            if (value[QLatin1String("id")].toString() == idOf(number) && !text.isEmpty()) {
                words[number] = text;
            }
        }
    }
    return filled(brief, false, words).trimmed();
}

} // namespace AlwaysLeads
