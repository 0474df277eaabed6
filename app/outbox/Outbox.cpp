#include "outbox/Outbox.h"

#include "draft/DraftStore.h"
#include "outbox/Dispatch.h"
#include "outbox/OutboxStore.h"
#include "outbox/Queueing.h"
#include "sending/SendingRulesStore.h"
#include "settings/SettingStore.h"
#include "storage/OpenConnection.h"

#include <QFileInfo>

namespace AlwaysLeads {

namespace {
const QString carriedName = QStringLiteral("restore.carried"); // the replaced file whose mails were taken over
}

Outbox::Outbox(Database &database, const Clock &clock, SendPolicy policy, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_clock(clock)
    , m_policy(std::move(policy))
    , m_rulebook(database)
{
    connect(&m_rulebook, &SendingRulebook::changed, this, &Outbox::settled);
}

QString Outbox::sentence(SendReason reason)
{
    switch (reason) {
    case SendReason::None:
        return {};
    case SendReason::Turn:
        return tr("Its turn");
    case SendReason::Gap:
        return tr("Pause after the last mail");
    case SendReason::DailyLimit:
        return tr("The limit of today");
    case SendReason::HourLimit:
        return tr("The limit of an hour");
    case SendReason::WarmUp:
        return tr("Warming up: the limit of today");
    case SendReason::WeekLimit:
        return tr("The limit of the week");
    case SendReason::NewLimit:
        return tr("Enough new people for today");
    case SendReason::CompanyLimit:
        return tr("Enough mails to their company for today");
    case SendReason::Window:
        return tr("The hours of sending");
    case SendReason::Holiday:
        return tr("A holiday");
    case SendReason::NoTime:
        return tr("The hours of sending leave no time");
    case SendReason::Late:
        return tr("Late, leaves with the next opening");
    case SendReason::LateHeld:
        return tr("Late: you decide");
    case SendReason::OtherComputer:
        return tr("Another computer sends for this profile");
    case SendReason::LaterTry:
        return tr("Their server asked for a later try");
    case SendReason::Network:
        return tr("Waiting for the network");
    case SendReason::MailboxPaused:
        return tr("The mailbox is paused");
    case SendReason::MailboxRemoved:
        return tr("The mailbox was removed");
    case SendReason::Replied:
        return tr("They replied: you decide");
    case SendReason::CampaignPaused:
        return tr("The campaign is paused");
    case SendReason::Stopped:
        return tr("All sending is stopped");
    case SendReason::Keychain:
        return tr("Waiting for the keychain");
    case SendReason::Hold:
        return tr("Held by you");
    case SendReason::OptedOut:
        return tr("Must not be written to");
    case SendReason::Lapsed:
        return tr("Changed after you approved it");
    case SendReason::TakenOut:
        return tr("Taken out by you");
    case SendReason::ServerRefused:
        return tr("Their server refused it");
    case SendReason::GivenUp:
        return tr("Their server asked for a later try too often");
    case SendReason::Unanswered:
        return tr("The connection broke after it was handed over");
    case SendReason::Crashed:
        return tr("AlwaysLeads ended while it was handed over");
    case SendReason::PersonSaid:
        return tr("You said it was sent");
    case SendReason::FoundInSent:
        return tr("Found among your sent mails");
    }
    return {};
}

Task<Result<OutboxPage>> Outbox::page(OutboxShelf shelf, QString search)
{
    auto reading = m_database.read<OutboxPage>(
        [store = OutboxStore(m_policy, secretsAreOpen()), shelf, search, now = m_clock.now()](Connection &connection) {
            return store.page(connection, shelf, now, search);
        });
    Result<OutboxPage> page = co_await reading;
    co_return page;
}

Task<Result<SendingSummary>> Outbox::summary()
{
    auto reading =
        m_database.read<SendingSummary>([store = OutboxStore(m_policy, secretsAreOpen()), now = m_clock.now()](
                                            Connection &connection) { return store.summary(connection, now); });
    Result<SendingSummary> summary = co_await reading;
    co_return summary;
}

Task<Result<QList<SendObstacle>>> Outbox::whyNothingSends()
{
    auto reading =
        m_database.read<QList<SendObstacle>>([store = OutboxStore(m_policy, secretsAreOpen()), now = m_clock.now()](
                                                 Connection &connection) { return store.obstacles(connection, now); });
    Result<QList<SendObstacle>> obstacles = co_await reading;
    co_return obstacles;
}

Task<Result<>> Outbox::change(std::function<Result<>(Connection &)> work)
{
    auto writing = m_database.write<>(std::move(work));
    Result<> outcome = co_await writing;
    if (outcome) {
        settled();
    }
    co_return outcome;
}

Task<Result<int>> Outbox::queueApproved(CampaignId campaign)
{
    auto writing = m_database.write<int>([campaign, now = m_clock.now()](Connection &connection) {
        return Queueing().takeApproved(connection, campaign, now);
    });
    Result<int> taken = co_await writing;
    if (taken) {
        settled();
    }
    co_return taken;
}

/// The same for each of them, in one transaction.
Task<Result<>> Outbox::each(QList<SendId> mails, std::function<Result<>(Connection &, SendId)> work)
{
    auto changing = change([mails, work](Connection &connection) -> Result<> {
        for (const SendId mail : mails) {
            if (Result<> done = work(connection, mail); !done) {
                return done;
            }
        }
        return {};
    });
    Result<> outcome = co_await changing;
    co_return outcome;
}

Task<Result<>> Outbox::hold(QList<SendId> mails)
{
    return each(std::move(mails), [this](Connection &connection, SendId id) -> Result<> {
        Result<Send> send = m_ledger.find(connection, id);
        if (!send) {
            return failureOf(std::move(send));
        }
        if (send->state != SendState::Waiting && send->state != SendState::RefusedForNow) {
            return failure(ErrorKind::Refused, tr("The mail to %1 does not wait any more.").arg(send->to));
        }
        return m_ledger.postpone(connection, id, SendReason::Hold, {});
    });
}

Task<Result<>> Outbox::release(QList<SendId> mails)
{
    return each(std::move(mails), [this](Connection &connection, SendId id) { return letGo(connection, id); });
}

Task<Result<>> Outbox::releaseHeld()
{
    return change([this](Connection &connection) -> Result<> {
        Result<QList<SendId>> held = m_ledger.withReason(connection, SendReason::Hold);
        if (!held) {
            return failureOf(std::move(held));
        }
        for (const SendId id : std::as_const(*held)) {
            if (Result<> released = letGo(connection, id); !released) {
                return released;
            }
        }
        return {};
    });
}

Result<> Outbox::letGo(Connection &connection, SendId id) const
{
    Result<Send> send = m_ledger.find(connection, id);
    if (!send) {
        return failureOf(std::move(send));
    }
    const bool later = send->state == SendState::RefusedForNow;
    return m_ledger.postpone(connection, id, later ? SendReason::LaterTry : SendReason::Turn, {});
}

Task<Result<>> Outbox::takeOut(QList<SendId> mails)
{
    return each(std::move(mails), [this, now = m_clock.now()](Connection &connection, SendId id) -> Result<> {
        Result<Send> send = m_ledger.find(connection, id);
        if (!send) {
            return failureOf(std::move(send));
        }
        // Its draft says already what became of it.
        if (send->state == SendState::Cancelled || send->state == SendState::RefusedForGood) {
            return failure(ErrorKind::Refused, tr("The mail to %1 does not wait any more.").arg(send->to));
        }
        if (Result<> withdrawn = Queueing().withdraw(connection, send->draft, SendReason::TakenOut, now); !withdrawn) {
            return withdrawn;
        }
        return DraftStore().setState(connection, send->draft, DraftState::Skipped,
                                     tr("Taken out of the outbox by you."), now);
    });
}

Task<Result<>> Outbox::putBack(QList<SendId> mails)
{
    return each(std::move(mails), [this, now = m_clock.now()](Connection &connection, SendId id) -> Result<> {
        Result<Send> send = m_ledger.find(connection, id);
        if (!send) {
            return failureOf(std::move(send));
        }
        Result<Draft> draft = DraftStore().find(connection, send->draft);
        if (!draft) {
            return failureOf(std::move(draft));
        }
        Result<DraftMessage> built = DraftMessages().build(connection, *draft);
        if (!built) {
            return failureOf(std::move(built));
        }
        const QString changed = DraftMessages::changeSinceApproval(*built);
        if (draft->state != DraftState::Skipped || !changed.isEmpty()) {
            return failure(ErrorKind::Refused,
                           tr("It cannot go back as it was. %1 Read the draft and approve it again.").arg(changed));
        }
        Result<> moved =
            m_ledger.move(connection, id, SendState::Cancelled, SendState::Waiting, SendReason::Turn, now, {}, now);
        return moved ? DraftStore().setState(connection, send->draft, DraftState::Queued, {}, now) : moved;
    });
}

Task<Result<SendNowOutlook>> Outbox::sendNowOutlook(QList<SendId> mails)
{
    auto reading =
        m_database.read<SendNowOutlook>([policy = m_policy, mails, now = m_clock.now()](Connection &connection) {
            return SendNow(policy).outlook(connection, mails, now);
        });
    Result<SendNowOutlook> outlook = co_await reading;
    co_return outlook;
}

Task<Result<>> Outbox::sendNow(QList<SendId> mails)
{
    return change([policy = m_policy, mails, now = m_clock.now()](Connection &connection) {
        return SendNow(policy).hurry(connection, mails, now);
    });
}

Task<Result<>> Outbox::itWasSent(SendId id)
{
    auto changing = change([this, id, now = m_clock.now()](Connection &connection) -> Result<> {
        Result<> moved = m_ledger.move(connection, id, SendState::Unknown, SendState::Accepted, SendReason::PersonSaid,
                                       {}, QStringLiteral("person"), now);
        if (!moved) {
            return moved;
        }
        Result<Send> send = m_ledger.find(connection, id);
        return send ? Queueing().follow(connection, *send, now) : failureOf(std::move(send));
    });
    Result<> outcome = co_await changing;
    co_return outcome;
}

Task<Result<>> Outbox::sendAgain(SendId id)
{
    auto changing = change([this, id, now = m_clock.now()](Connection &connection) -> Result<> {
        Result<Send> send = m_ledger.find(connection, id);
        if (!send) {
            return failureOf(std::move(send));
        }
        if (send->state != SendState::Unknown && send->state != SendState::RefusedForGood) {
            return failure(ErrorKind::Refused,
                           tr("Only a mail that was refused, or whose fate is unknown, can be sent again."));
        }
        Result<> moved = m_ledger.move(connection, id, send->state, SendState::Waiting, SendReason::Turn, now, {}, now);
        return moved ? DraftStore().setState(connection, send->draft, DraftState::Queued, {}, now) : moved;
    });
    Result<> outcome = co_await changing;
    co_return outcome;
}

Task<Result<>> Outbox::decideLate(Late what, QList<SendId> mails)
{
    const SendingRules::Late rule = what == Late::Today ? SendingRules::Late::NextSlot
        : what == Late::NextOpening                     ? SendingRules::Late::NextWindow
                                                        : SendingRules::Late::Ask;
    return change([policy = m_policy, mails, rule, now = m_clock.now()](Connection &connection) {
        return Dispatch(policy).decideLate(connection, mails, rule, now);
    });
}

Task<Result<>> Outbox::sendFromHere()
{
    auto changing = change([computer = m_policy.computer](Connection &connection) {
        return SendingRulesStore().putComputer(connection, computer);
    });
    Result<> outcome = co_await changing;
    co_return outcome;
}

Task<Result<>> Outbox::stopAll()
{
    return change([](Connection &connection) { return Queueing::setStopped(connection, StopCause::Person); });
}

Task<Result<>> Outbox::resumeAll()
{
    return change([](Connection &connection) { return Queueing::setStopped(connection, StopCause::None); });
}

Task<Result<CarriedMails>> Outbox::carryOverFrom(QString replacedFile, bool knowsWhoSaidNo)
{
    const QString name = QFileInfo(replacedFile).fileName();
    auto changing = m_database.write<CarriedMails>(
        [replacedFile, name, knowsWhoSaidNo, now = m_clock.now()](Connection &connection) -> Result<CarriedMails> {
            Result<std::optional<QString>> known = SettingStore().find(connection, carriedName);
            if (!known) {
                return failureOf(std::move(known));
            }
            if (*known == name) {
                return CarriedMails(); // once: what the person decided after it stands
            }
            CarriedMails carried;
            StopCause cause = knowsWhoSaidNo ? StopCause::Restored : StopCause::RestoredBlind;
            auto replaced = OpenConnection::open(replacedFile, OpenConnection::Mode::Look);
            Result<CarriedMails> taken = replaced ? CarryOverStore().take(connection, (*replaced)->connection(), now)
                                                  : failureOf(std::move(replaced));
            if (taken) {
                carried = *taken;
            } else {
                qWarning("the replaced file: %s", qUtf8Printable(taken.error().message));
                cause = StopCause::RestoredBlind;
            }
            Result<> stopped = Queueing::setStopped(connection, cause);
            if (stopped) {
                stopped = SettingStore().put(connection, carriedName, name);
            }
            return stopped ? Result<CarriedMails>(carried) : failureOf(std::move(stopped));
        });
    Result<CarriedMails> carried = co_await changing;
    if (carried) {
        settled();
    }
    co_return carried;
}

Result<bool> Outbox::take(Connection &connection, const DraftMessage &message, const QDateTime &now)
{
    return Queueing().take(connection, message, now);
}

Result<> Outbox::withdraw(Connection &connection, DraftId draft, const QString &why, const QDateTime &now)
{
    Q_UNUSED(why) // the draft says why; the ledger keeps the code
    return Queueing().withdraw(connection, draft, SendReason::Lapsed, now);
}

void Outbox::settled()
{
    Q_EMIT changed();
    Q_EMIT wake();
}

Result<> Outbox::addCounts(Connection &connection, QHash<CampaignId, CampaignCounts> &counts) const
{
    return OutboxStore::addCounts(connection, counts);
}

Result<bool> Outbox::keepsVersion(Connection &, StepId, int) const
{
    return false; // drafts are asked themselves
}

} // namespace AlwaysLeads
