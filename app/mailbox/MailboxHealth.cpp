#include "mailbox/MailboxHealth.h"

namespace AlwaysLeads {

MailboxHealth MailboxHealth::of(const Mailbox &mailbox, const std::optional<MailboxSignInState> &signIn)
{
    MailboxHealth health;
    health.mailbox = mailbox.id;
    health.lastSuccessAt = mailbox.lastSuccessAt;
    if (signIn) {
        health.signedInAt = signIn->signedInAt;
        health.renewedAt = signIn->renewedAt;
    }
    if (mailbox.kind != Mailbox::Kind::Smtp && (!signIn || !signIn->problem.isEmpty())) {
        health.state = State::SignedOut;
        health.remedy = Remedy::Reconnect;
        health.problem = signIn ? signIn->problem : mailbox.pausedReason;
    } else if (mailbox.isPaused()) {
        health.state = State::Stopped;
        health.remedy = Remedy::TryAgain;
        health.problem = mailbox.pausedReason;
    } else if (mailbox.lastSuccessAt.isValid()) {
        health.state = State::Good;
    }
    return health;
}

} // namespace AlwaysLeads
