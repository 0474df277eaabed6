#include "outbox/OutboxStore.h"

#include <algorithm>

namespace AlwaysLeads {

Result<SendingSummary> OutboxStore::summary(Connection &connection, const QDateTime &now) const
{
    Result<OutboxPage> page = this->page(connection, OutboxShelf::Waiting, now);
    if (!page) {
        return failureOf(std::move(page));
    }
    SendingSummary summary;
    summary.waiting = page->waiting;
    summary.stopCause = page->stopCause;
    summary.unknown = static_cast<int>(page->unknown.size());
    int free = 0;
    for (const MailboxCard &card : std::as_const(page->mailboxes)) {
        summary.sentToday += card.sentToday;
        summary.limitToday += card.limit;
        free += std::max(0, card.limit - card.sentToday);
    }
    summary.plannedToday = summary.sentToday + std::min(free, summary.waiting);
    bool leaving = false;
    bool offline = false;
    bool paused = false;
    for (const OutboxRow &row : std::as_const(page->rows)) {
        leaving = leaving || row.state == SendState::HandingOver;
        offline = offline || row.reason == SendReason::Network;
        paused = paused || row.reason == SendReason::MailboxPaused || row.reason == SendReason::Keychain
            || row.reason == SendReason::MailboxRemoved; // all of them need the person
    }
    if (!page->rows.isEmpty() && page->rows.first().at.isValid()) {
        summary.nextAt = page->rows.first().at;
        summary.nextName = page->rows.first().name;
    }
    using State = SendingSummary::State;
    summary.state = page->stopped  ? State::Stopped
        : leaving                  ? State::Sending
        : offline                  ? State::Offline
        : summary.nextAt.isValid() ? State::Sending
        : paused                   ? State::MailboxPaused
                                   : State::Idle;
    return summary;
}

Result<> OutboxStore::addCounts(Connection &connection, QHash<CampaignId, CampaignCounts> &counts)
{
    Result<Query> query = connection.query(
        QStringLiteral("SELECT campaign_id, sum(state = 'accepted'), "
                       "sum(state IN ('waiting', 'refused for now', 'handing over')), "
                       "min(CASE WHEN state IN ('waiting', 'refused for now') AND reason <> 'hold' AND due_at < "
                       "253402300799000 THEN due_at END) " // until 9999: held until a person decides
                       "FROM send GROUP BY campaign_id"));
    if (!query) {
        return failureOf(std::move(query));
    }
    while (query->next()) {
        CampaignCounts &campaign = counts[CampaignId(query->number(0))];
        campaign.sent += static_cast<int>(query->number(1));
        campaign.waiting += static_cast<int>(query->number(2));
        campaign.nextMailAt = query->time(3);
    }
    Result<bool> ended = query->outcome(true);
    return ended ? Result<>() : failureOf(std::move(ended));
}

} // namespace AlwaysLeads
