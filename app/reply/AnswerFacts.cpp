#include "reply/AnswerFacts.h"

#include "assistant/FactWords.h"
#include "assistant/MailWords.h"

#include <QLocale>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace AlwaysLeads {

namespace {

using Kind = UnsupportedClaim::Kind;

const QString theirMail = QStringLiteral("their_mail");

} // namespace

MailBrief AnswerFacts::all(const AnswerPrompt::Brief &brief)
{
    MailBrief known = brief.reader;
    // That they wrote, asked and said something is true of any mail that is answered.
    known.facts.append({theirMail,
                        brief.theirMail.left(AnswerPrompt::longestText)
                            + QStringLiteral("\nThey wrote that, said that, told, mentioned.")});
    known.facts.append({QStringLiteral("our_mail"), brief.ourMail.left(AnswerPrompt::longestText)});
    known.facts.append(
        {QStringLiteral("today"), QLocale::c().toString(brief.today, QStringLiteral("dddd d MMMM yyyy yyyy-MM-dd"))});
    known.body = brief.ourMail.left(AnswerPrompt::longestText);
    known.wish = QStringLiteral("your message, your email, your request, your enquiry, you asked, you requested");
    return known;
}

void AnswerFacts::check(WrittenMail &mail, const QJsonValue &sentences, const AnswerPrompt::Brief &brief)
{
    const MailBrief known = all(brief);
    const FactCheck facts(known);
    const MailWords::Sentences written = MailWords::sentences(sentences, brief.reader, facts);
    mail.body = written.text;
    mail.sentences = written.each;
    for (WrittenSentence &sentence : mail.sentences) {
        markAppointments(sentence, known);
    }
    facts.markOrders(mail.sentences);
}

void AnswerFacts::markAppointments(WrittenSentence &sentence, const MailBrief &known)
{
    static const QRegularExpression day(
        QStringLiteral("(?:\\b(\\d{1,2})(?:st|nd|rd|th|\\.)?\\s+(?:of\\s+)?)?\\b(\\p{Lu}\\p{L}+)\\b"
                       "(?:\\s+(\\d{1,2})(?:st|nd|rd|th)?\\b(?!:))?"),
        QRegularExpression::UseUnicodePropertiesOption);
    static const QRegularExpression hour(
        QStringLiteral("\\b(\\d{1,2}):(\\d{2})\\b|\\b(\\d{1,2}) ?(?:am|pm|o'clock|uhr)\\b|\\bnoon\\b"),
        QRegularExpression::CaseInsensitiveOption);
    QString told;
    for (const KnownFact &fact : known.facts) {
        if (sentence.facts.contains(fact.name)) {
            told += FactWords::folded(fact.value) + u'\n';
        }
    }
    QStringList said;
    QSet<QString> numbers; // of days and hours
    const auto take = [&](const QRegularExpressionMatch &match) {
        const QString words = match.captured().trimmed();
        if (told.contains(FactWords::folded(words))) {
            return;
        }
        said.append(words);
        for (const QString &part : match.capturedTexts().mid(1)) {
            numbers.insert(part);
        }
    };
    for (auto match = day.globalMatch(sentence.text); match.hasNext();) {
        const QRegularExpressionMatch one = match.next();
        const QString word = FactWords::folded(one.captured(2));
        if (FactWords::isDate(word) && word != QLatin1String("may")) {
            take(one);
        }
    }
    for (auto match = hour.globalMatch(sentence.text); match.hasNext();) {
        take(match.next());
    }
    const auto isOfThem = [&](const UnsupportedClaim &claim) {
        return claim.kind == Kind::Number && numbers.contains(claim.words);
    };
    const bool asks = sentence.text.trimmed().endsWith(u'?');
    if (said.isEmpty() || (asks && std::ranges::none_of(sentence.unsupported, isOfThem))) {
        return; // a question promises nothing until it names an hour
    }
    sentence.unsupported.removeIf(isOfThem);
    sentence.unsupported.append({Kind::Appointment, said.join(QStringLiteral(", ")).left(80)});
}

} // namespace AlwaysLeads
