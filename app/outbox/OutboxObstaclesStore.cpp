#include "outbox/OutboxStore.h"

#include <QLocale>

namespace AlwaysLeads {

Result<QList<SendObstacle>> OutboxStore::obstacles(Connection &connection, const QDateTime &now) const
{
    using Fix = SendObstacle::Fix;
    Result<OutboxPage> page = this->page(connection, OutboxShelf::Waiting, now);
    if (!page) {
        return failureOf(std::move(page));
    }
    QList<SendObstacle> obstacles;
    if (page->stopped) {
        const bool isRestored = page->stopCause != StopCause::Person;
        obstacles.append(
            {isRestored ? tr("All sending is stopped, because you went back to an older copy.")
                        : tr("All sending is stopped."),
             page->stopCause == StopCause::RestoredBlind
                 ? tr("The newer file cannot be read: mails that left since the copy may wait here again, and people "
                      "who said no since may be missing from the list. Look at what waits before you resume.")
                 : isRestored ? tr("Look at what waits, then resume.")
                              : tr("Resume it when you are ready."),
             Fix::Resume});
    }
    if (page->elsewhere) {
        obstacles.append(
            {tr("Another computer sent for this profile last."),
             tr("Only one may send, or people get mails twice. If that computer sends no more, send from here."),
             Fix::ThisComputer});
    }
    QHash<SendReason, int> counts;
    for (const OutboxRow &row : std::as_const(page->rows)) {
        ++counts[row.reason];
    }
    if (const int locked = counts.value(SendReason::Keychain); locked > 0) {
        obstacles.append(
            {tr("The passwords of your mailboxes are locked. %n mails wait for the keychain.", nullptr, locked),
             tr("They leave as soon as it is unlocked."), Fix::Unlock});
    }
    if (page->mailboxes.isEmpty()) {
        obstacles.append({tr("There is no mailbox."), tr("Add the mailbox you write from in Settings."), Fix::Mailbox});
    }
    for (const MailboxCard &card : std::as_const(page->mailboxes)) {
        if (!card.pausedReason.isEmpty()) {
            obstacles.append({tr("%1 is paused: %2").arg(card.address, card.pausedReason),
                              tr("Mend it in Settings, then let it send again."), Fix::Mailbox});
        } else if (!card.trouble.isEmpty() && !page->secretsLocked) {
            obstacles.append({tr("%1 cannot be used now: %2").arg(card.address, card.trouble),
                              tr("We try again every minute. In Settings you see what mends it."), Fix::Mailbox});
        } else if (card.sentToday >= card.limit && card.waiting > 0) {
            obstacles.append({tr("%1 has sent its %L2 mails of today.").arg(card.address).arg(card.limit),
                              tr("The next ones leave with the next opening."), Fix::Rules});
        }
    }
    if (const int lost = counts.value(SendReason::MailboxRemoved); lost > 0) {
        obstacles.append({tr("%n mails wait for a mailbox that was removed.", nullptr, lost),
                          tr("Add it again, or take them out."), Fix::Mailbox});
    }
    if (const int replied = counts.value(SendReason::Replied); replied > 0) {
        obstacles.append(
            {tr("%n mails are held, because the person answered that they want no more.", nullptr, replied),
             tr("Say in the inbox whether that is so."), Fix::Inbox});
    }
    if (const int held = counts.value(SendReason::CampaignPaused); held > 0) {
        obstacles.append({tr("%n mails belong to a campaign that is paused.", nullptr, held),
                          tr("Resume the campaign."), Fix::Campaign});
    }
    if (counts.value(SendReason::Network) > 0) {
        obstacles.append(
            {tr("The mail server cannot be reached."), tr("Mails wait here. We try again on our own."), Fix::None});
    }
    if (const int held = counts.value(SendReason::Hold); held > 0) {
        obstacles.append(
            {tr("%n mails are held by you.", nullptr, held), tr("Release them, here or in the list."), Fix::Release});
    }
    if (const int late = counts.value(SendReason::LateHeld); late > 0) {
        obstacles.append({tr("%n mails are late, because this computer slept. You want to be asked.", nullptr, late),
                          tr("Send them today, or with the next opening."), Fix::Late});
    }
    const auto rule = [&](SendReason reason, const QString &text) {
        if (counts.value(reason) > 0) {
            obstacles.append({text, tr("Your rules for sending say so."), Fix::Rules});
        }
    };
    const auto waits = [&](SendReason reason) { return counts.value(reason); };
    rule(SendReason::NoTime,
         tr("The hours of sending leave no time for %n mails.", nullptr, waits(SendReason::NoTime)));
    rule(SendReason::Window, tr("%n mails wait for the hours of sending.", nullptr, waits(SendReason::Window)));
    rule(SendReason::Holiday, tr("%n mails wait for the end of a holiday.", nullptr, waits(SendReason::Holiday)));
    rule(SendReason::WarmUp,
         tr("%n mails wait, because their mailbox is warming up.", nullptr, waits(SendReason::WarmUp)));
    rule(SendReason::HourLimit, tr("%n mails wait for the limit of an hour.", nullptr, waits(SendReason::HourLimit)));
    rule(SendReason::WeekLimit, tr("%n mails wait for the limit of the week.", nullptr, waits(SendReason::WeekLimit)));
    rule(SendReason::NewLimit,
         tr("%n mails to new people wait for another day.", nullptr, waits(SendReason::NewLimit)));
    rule(SendReason::CompanyLimit,
         tr("%n mails wait, because their company got enough on that day.", nullptr, waits(SendReason::CompanyLimit)));
    if (const int late = counts.value(SendReason::Late); late > 0) {
        obstacles.append({tr("%n mails are late and leave with the next opening.", nullptr, late),
                          tr("Your rules for sending say so."), Fix::Rules});
    }
    if (const int later = counts.value(SendReason::LaterTry); later > 0) {
        obstacles.append({tr("Their servers asked for a later try of %n mails.", nullptr, later),
                          tr("We try again on our own."), Fix::None});
    }
    if (page->rows.isEmpty()) {
        Result<qint64> unlaunched = connection.number(
            QStringLiteral("SELECT count(*) FROM draft d JOIN campaign c ON c.id = d.campaign_id "
                           "WHERE d.state = 'approved' AND c.deleted_at IS NULL AND c.state <> 'running'"));
        if (!unlaunched) {
            return failureOf(std::move(unlaunched));
        }
        if (*unlaunched > 0) {
            obstacles.append({tr("%n approved mails belong to a campaign that does not run.", nullptr,
                                 static_cast<int>(*unlaunched)),
                              tr("Launch the campaign."), Fix::Campaign});
        } else {
            Result<qint64> unread =
                connection.number(QStringLiteral("SELECT count(*) FROM draft d JOIN campaign c ON c.id = d.campaign_id "
                                                 "WHERE d.state IN ('ready', 'lapsed') AND c.deleted_at IS NULL"));
            if (!unread) {
                return failureOf(std::move(unread));
            }
            obstacles.append({tr("Nothing is waiting."),
                              *unread > 0 ? tr("%n drafts wait for you to read and approve them.", nullptr,
                                               static_cast<int>(*unread))
                                          : tr("Mails come here when you approve their drafts."),
                              Fix::Drafts});
        }
    } else if (obstacles.isEmpty() && page->rows.first().at.isValid()) {
        obstacles.append(
            {tr("Nothing is wrong: the next mail leaves at %1.")
                 .arg(QLocale().toString(page->rows.first().at.toLocalTime().time(), QLocale::ShortFormat)),
             tr("There is a pause between two mails, so that they arrive like written ones."), Fix::None});
    }
    return obstacles;
}

} // namespace AlwaysLeads
