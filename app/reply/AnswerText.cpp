#include "reply/AnswerText.h"

#include <QCoreApplication>

namespace AlwaysLeads {

namespace {

struct AnswerWords
{
    Q_DECLARE_TR_FUNCTIONS(AnswerWords)
};

QString greeting(const QString &firstName)
{
    return firstName.isEmpty() ? AnswerWords::tr("Hello,") : AnswerWords::tr("Hello %1,").arg(firstName);
}

} // namespace

AnswerText AnswerText::of(const Reply &reply, const QString &firstName)
{
    const QString gap = QStringLiteral("\n\n");
    AnswerText text;
    text.body = greeting(firstName) + gap;
    switch (reply.value) {
    case ReplyClass::Interested:
        text.body += AnswerWords::tr("thank you for your answer. Which day next week suits you for a short call?");
        break;
    case ReplyClass::NotNow:
        text.body += AnswerWords::tr("thank you for telling me. I will come back to you then.");
        break;
    case ReplyClass::Referral:
        text.body += AnswerWords::tr("thank you for telling me who to talk to. I will write to them.");
        break;
    case ReplyClass::No:
    case ReplyClass::WrongPerson:
        text.body += AnswerWords::tr("thank you for telling me. I will not write to you about this again.");
        break;
    case ReplyClass::Question:
    case ReplyClass::Objection:
    case ReplyClass::Other:
    case ReplyClass::OutOfOffice:
    case ReplyClass::OptOut:
    case ReplyClass::Bounce:
    case ReplyClass::Automatic:
    case ReplyClass::Complaint:
        text.body += AnswerWords::tr("thank you for your answer.");
        text.missing = AnswerWords::tr("The answer itself is missing. Write it.");
        break;
    }
    return text;
}

AnswerText AnswerText::followUp(const QString &firstName)
{
    AnswerText text;
    text.body = greeting(firstName) + QStringLiteral("\n\n")
        + AnswerWords::tr("you told me that it was not the right moment then. Is it a better one now?");
    return text;
}

} // namespace AlwaysLeads
