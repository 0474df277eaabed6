#include "mailbox/MailboxHealth.h"

namespace AlwaysLeads {

namespace {

using Remedy = MailboxHealth::Remedy;

Remedy remedyOf(const Mailbox &mailbox)
{
    const bool isConnected = mailbox.isConnected();
    switch (mailbox.remedy) {
    case MailboxRemedy::SignIn:
        return isConnected ? Remedy::Reconnect : Remedy::Change;
    case MailboxRemedy::Allow:
        return isConnected ? Remedy::Allow : Remedy::Change;
    case MailboxRemedy::Settings: // a client id is entered where one reconnects
        return isConnected ? Remedy::Reconnect : Remedy::Change;
    case MailboxRemedy::TryAgain:
        break;
    }
    return Remedy::TryAgain;
}

} // namespace

MailboxHealth MailboxHealth::of(const Mailbox &mailbox, const std::optional<MailboxSignInState> &signIn)
{
    MailboxHealth health;
    health.mailbox = mailbox.id;
    health.lastSuccessAt = mailbox.lastSuccessAt;
    health.sendOnly = mailbox.sendOnly;
    if (signIn) {
        health.signedInAt = signIn->signedInAt;
        health.renewedAt = signIn->renewedAt;
    }
    if (mailbox.isConnected() && (!signIn || !signIn->problem.isEmpty())) {
        health.state = State::SignedOut;
        health.remedy = Remedy::Reconnect;
        health.problem = signIn ? signIn->problem : mailbox.pausedReason;
    } else if (mailbox.isPaused()) {
        health.state = mailbox.remedy == MailboxRemedy::SignIn ? State::SignedOut : State::Stopped;
        health.remedy = remedyOf(mailbox);
        health.problem = mailbox.pausedReason;
    } else if (!mailbox.trouble.isEmpty()) {
        health.state = State::Troubled;
        health.remedy = remedyOf(mailbox);
        health.problem = mailbox.trouble;
    } else if (mailbox.lastSuccessAt.isValid()) {
        health.state = State::Good;
    }
    return health;
}

} // namespace AlwaysLeads
