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
        obstacles.append({tr("All sending is stopped."), tr("Resume it when you are ready."), Fix::Resume});
    }
    if (page->mailboxes.isEmpty()) {
        obstacles.append({tr("There is no mailbox."), tr("Add the mailbox you write from in Settings."), Fix::Mailbox});
    }
    for (const MailboxCard &card : std::as_const(page->mailboxes)) {
        if (!card.pausedReason.isEmpty()) {
            obstacles.append({tr("%1 is paused: %2").arg(card.address, card.pausedReason),
                              tr("Mend it in Settings, then let it send again."), Fix::Mailbox});
        } else if (card.sentToday >= card.limit && card.waiting > 0) {
            obstacles.append({tr("%1 has sent its %2 mails of today.").arg(card.address).arg(card.limit),
                              tr("The next ones leave tomorrow."), Fix::Mailbox});
        }
    }
    QHash<SendReason, int> counts;
    for (const OutboxRow &row : std::as_const(page->rows)) {
        ++counts[row.reason];
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
        obstacles.append({tr("%n mails are held by you.", nullptr, held), tr("Release them in the list."), Fix::None});
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
            obstacles.append(
                {tr("Nothing is waiting."), tr("Mails come here when you approve their drafts."), Fix::Drafts});
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
