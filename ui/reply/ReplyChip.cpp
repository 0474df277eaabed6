#include "reply/ReplyChip.h"

namespace AlwaysLeads {

ChipLook replyChip(ReplyClass value)
{
    const QString word = shown(value);
    switch (value) {
    case ReplyClass::Interested:
        return {Icon::ThumbsUp, word, ToneName::Success};
    case ReplyClass::Question:
        return {Icon::MessageCircleQuestion, word, ToneName::Accent};
    case ReplyClass::NotNow:
        return {Icon::Clock, word, ToneName::Warn};
    case ReplyClass::Referral:
        return {Icon::Forward, word, ToneName::Info};
    case ReplyClass::OutOfOffice:
        return {Icon::Palmtree, word, ToneName::Neutral};
    case ReplyClass::OptOut:
    case ReplyClass::Complaint:
        return {Icon::Ban, word, ToneName::Danger};
    case ReplyClass::Bounce:
        return {Icon::MailX, word, ToneName::Danger};
    case ReplyClass::Objection:
        return {Icon::CircleAlert, word, ToneName::Warn};
    case ReplyClass::No:
        return {Icon::X, word, ToneName::Neutral};
    case ReplyClass::WrongPerson:
        return {Icon::UserX, word, ToneName::Neutral};
    case ReplyClass::Automatic:
    case ReplyClass::Other:
        break;
    }
    return {Icon::Circle, word, ToneName::Neutral};
}

} // namespace AlwaysLeads
