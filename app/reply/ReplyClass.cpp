#include "reply/ReplyClass.h"

#include "base/Words.h"

#include <array>
#include <utility>

namespace AlwaysLeads {

namespace {

struct ReplyClassNames
{
    Q_DECLARE_TR_FUNCTIONS(ReplyClassNames)
};

constexpr std::array<std::pair<ReplyClass, const char *>, 13> words{{{ReplyClass::Interested, "interested"},
                                                                     {ReplyClass::Question, "question"},
                                                                     {ReplyClass::NotNow, "not now"},
                                                                     {ReplyClass::Referral, "referral"},
                                                                     {ReplyClass::OutOfOffice, "out of office"},
                                                                     {ReplyClass::OptOut, "opt-out"},
                                                                     {ReplyClass::Other, "other"},
                                                                     {ReplyClass::No, "no"},
                                                                     {ReplyClass::Objection, "objection"},
                                                                     {ReplyClass::WrongPerson, "wrong person"},
                                                                     {ReplyClass::Bounce, "bounce"},
                                                                     {ReplyClass::Automatic, "automatic"},
                                                                     {ReplyClass::Complaint, "complaint"}}};

} // namespace

QString toWord(ReplyClass value)
{
    return wordOf(words, value);
}

std::optional<ReplyClass> replyClassFromWord(const QString &word)
{
    return valueOf(words, word);
}

QString shown(ReplyClass value)
{
    switch (value) {
    case ReplyClass::Interested:
        return ReplyClassNames::tr("Interested");
    case ReplyClass::Question:
        return ReplyClassNames::tr("Question");
    case ReplyClass::NotNow:
        return ReplyClassNames::tr("Not now");
    case ReplyClass::Referral:
        return ReplyClassNames::tr("Referral");
    case ReplyClass::OutOfOffice:
        return ReplyClassNames::tr("Out of office");
    case ReplyClass::OptOut:
        return ReplyClassNames::tr("Opt-out");
    case ReplyClass::Other:
        return ReplyClassNames::tr("Other");
    case ReplyClass::No:
        return ReplyClassNames::tr("No");
    case ReplyClass::Objection:
        return ReplyClassNames::tr("Objection");
    case ReplyClass::WrongPerson:
        return ReplyClassNames::tr("Wrong person");
    case ReplyClass::Bounce:
        return ReplyClassNames::tr("Bounce");
    case ReplyClass::Automatic:
        return ReplyClassNames::tr("Automatic");
    case ReplyClass::Complaint:
        return ReplyClassNames::tr("Complaint");
    }
    Q_UNREACHABLE();
}

const QList<ReplyClass> &choosableReplyClasses()
{
    static const QList<ReplyClass> all = {ReplyClass::Interested, ReplyClass::Question,    ReplyClass::NotNow,
                                          ReplyClass::Referral,   ReplyClass::OutOfOffice, ReplyClass::OptOut,
                                          ReplyClass::Other,      ReplyClass::No,          ReplyClass::Objection,
                                          ReplyClass::WrongPerson};
    return all;
}

bool isHuman(ReplyClass value)
{
    return value != ReplyClass::OutOfOffice && value != ReplyClass::Bounce && value != ReplyClass::Automatic
        && value != ReplyClass::Complaint;
}

} // namespace AlwaysLeads
