#include "campaign/CampaignSenders.h"

#include "campaign/CampaignStore.h"
#include "mailbox/MailboxStore.h"

namespace AlwaysLeads {

Result<QList<MailboxId>> CampaignSenders::find(Connection &connection, CampaignId campaign) const
{
    Result<Query> query = connection.query(
        QStringLiteral("SELECT m.id FROM mailbox m JOIN campaign c ON c.id = ? WHERE m.removed_at IS NULL AND (m.id = "
                       "c.mailbox_id OR m.id IN (SELECT mailbox_id FROM campaign_also_from WHERE campaign_id = c.id)) "
                       "ORDER BY m.id <> c.mailbox_id, m.id"),
        {campaign.value()});
    if (!query) {
        return failureOf(std::move(query));
    }
    QList<MailboxId> senders;
    while (query->next()) {
        senders.append(MailboxId(query->number(0)));
    }
    return query->outcome(senders);
}

Result<> CampaignSenders::put(Connection &connection, CampaignId campaign, const QList<MailboxId> &mailboxes) const
{
    const MailboxId first = mailboxes.value(0);
    if (Result<> set = CampaignStore().setMailbox(connection, campaign, first); !set) {
        return set;
    }
    Result<qint64> emptied =
        connection.run(QStringLiteral("DELETE FROM campaign_also_from WHERE campaign_id = ?"), {campaign.value()});
    if (!emptied) {
        return failureOf(std::move(emptied));
    }
    for (const MailboxId mailbox : mailboxes) {
        Result<bool> removed = MailboxStore().isRemoved(connection, mailbox);
        if (!removed) {
            return failureOf(std::move(removed));
        }
        if (*removed) {
            return failure(ErrorKind::NotFound, tr("This mailbox was removed. Choose another one."));
        }
        if (mailbox == first) {
            continue;
        }
        Result<qint64> added = connection.run(
            QStringLiteral("INSERT OR IGNORE INTO campaign_also_from (campaign_id, mailbox_id) VALUES (?, ?)"),
            {campaign.value(), mailbox.value()});
        if (!added) {
            return failureOf(std::move(added));
        }
    }
    return {};
}

} // namespace AlwaysLeads
