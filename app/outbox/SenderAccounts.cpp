#include "mailbox/MailboxStore.h"
#include "outbox/RemoteIdStore.h"
#include "outbox/Sender.h"

// The part of Sender that knows accounts: those that cannot be used, and what their services call a mail.

namespace AlwaysLeads {

namespace {

constexpr std::chrono::minutes accountPatience(1); ///< until an account is asked for again
constexpr std::chrono::minutes betweenWishes(5); ///< to unlock the passwords

} // namespace

/// What asks the service after a crash whether the mail left.
Task<Result<>> Sender::keepDraft(SendId id, RemoteMail draft)
{
    auto writing =
        m_database.write<>([id, draft](Connection &connection) { return RemoteIdStore().put(connection, id, draft); });
    Result<> kept = co_await writing;
    co_return kept;
}

void Sender::waitForSecrets(MailboxId mailbox)
{
    const QDateTime now = m_clock.now();
    m_locked.insert(mailbox);
    m_notBefore.insert(mailbox, now.addSecs(std::chrono::seconds(accountPatience).count()));
    // A keychain may ask the person each time.
    if (!m_secretsWantedAt.isValid() || m_secretsWantedAt.secsTo(now) >= std::chrono::seconds(betweenWishes).count()) {
        m_secretsWantedAt = now;
        Q_EMIT secretsWanted();
    }
}

/// What a person has to mend stops the mailbox; what may pass is asked again, and the mailbox says meanwhile why it
/// waits.
Task<Result<>> Sender::noteAccount(MailboxId mailbox, SendId id, Error problem)
{
    const QDateTime again = m_clock.now().addSecs(std::chrono::seconds(accountPatience).count());
    m_notBefore.insert(mailbox, again);
    auto writing = m_database.write<bool>([mailbox, id, problem, again](Connection &connection) -> Result<bool> {
        const MailboxStore store;
        if (problem.kind == ErrorKind::Network || problem.kind == ErrorKind::Timeout) {
            const Result<Send> send = SendLedger().find(connection, id);
            if (!send || isHeld(send->reason)) { // the person was faster
                return send ? Result<bool>(false) : failureOf(send);
            }
            const Result<> waits = SendLedger().postpone(connection, id, SendReason::Network, again);
            return waits ? Result<bool>(false) : failureOf(waits);
        }
        const Result<std::optional<Mailbox>> found = store.find(connection, mailbox);
        if (!found) {
            return failureOf(found);
        }
        if (!*found || (*found)->isPaused()) { // by who noticed it first
            return false;
        }
        if (problem.kind == ErrorKind::SignedOut) {
            const bool isConnected = (*found)->isConnected();
            const Result<> paused = store.setPaused(connection, mailbox, problem.message,
                                                    isConnected ? MailboxRemedy::SignIn : MailboxRemedy::Settings);
            return paused ? Result<bool>(true) : failureOf(paused);
        }
        return store.setTrouble(connection, mailbox, problem.message,
                                problem.kind == ErrorKind::Invalid ? MailboxRemedy::Settings : MailboxRemedy::TryAgain);
    });
    Result<bool> isNew = co_await writing;
    if (!isNew) {
        co_return failureOf(std::move(isNew));
    }
    if (*isNew) {
        Q_EMIT mailboxStopped(mailbox, problem.message);
    }
    co_return Result<>();
}

} // namespace AlwaysLeads
