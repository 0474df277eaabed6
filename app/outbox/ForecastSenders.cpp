#include "outbox/ForecastSenders.h"

#include "mailbox/MailboxStore.h"
#include "sending/SendingRulesStore.h"

#include <algorithm>

namespace AlwaysLeads {

Result<> ForecastSenders::read(Connection &connection, const QDateTime &now)
{
    Result<QList<Mailbox>> mailboxes = MailboxStore().list(connection);
    Result<QHash<MailboxId, SendingRules>> rules = SendingRulesStore().all(connection);
    if (!mailboxes) {
        return failureOf(std::move(mailboxes));
    }
    if (!rules) {
        return failureOf(std::move(rules));
    }
    for (const Mailbox &mailbox : std::as_const(*mailboxes)) {
        Load load;
        load.mailbox = mailbox;
        load.rules = rules->value(mailbox.id);
        load.zone = load.rules.senderZone();
        Result<MailboxBudget> budget = MailboxBudgetStore().budget(connection, mailbox, now);
        if (!budget) {
            return failureOf(std::move(budget));
        }
        const QDate today = dateIn(load.zone, toMoment(now));
        load.open = budget->open;
        load.sent[today] = budget->sent;
        if (load.rules.warmUpSince.isValid()) {
            Result<int> days =
                MailboxBudgetStore::daysSent(connection, mailbox.id, load.rules.warmUpSince, today, load.zone);
            if (!days) {
                return failureOf(std::move(days));
            }
            load.daysSent = *days;
        }
        m_loads.emplace(mailbox.id, std::move(load));
    }
    return {};
}

bool ForecastSenders::isPaused(MailboxId mailbox) const
{
    const auto load = m_loads.find(mailbox);
    return load != m_loads.end() && load->second.mailbox.isPaused();
}

bool ForecastSenders::mayFollowUp(MailboxId mailbox) const
{
    const auto load = m_loads.find(mailbox);
    return load == m_loads.end() || load->second.mailbox.mayFollowUp();
}

QString ForecastSenders::address(MailboxId mailbox) const
{
    const auto load = m_loads.find(mailbox);
    return load == m_loads.end() ? QString() : load->second.mailbox.address.toString();
}

MailboxBudget ForecastSenders::budget(const Load &load, Moment at)
{
    const QDate day = dateIn(load.zone, at);
    MailboxBudget budget;
    budget.limit = load.mailbox.dailyLimit;
    if (load.rules.warmUpSince.isValid()) {
        const auto days =
            std::ranges::count_if(load.sent, [day](const auto &sent) { return sent.first < day && sent.second > 0; });
        budget.limit = load.rules.limitOn(load.mailbox.dailyLimit, load.daysSent + int(days));
    }
    const auto sent = load.sent.find(day);
    budget.sent = sent == load.sent.end() ? 0 : sent->second;
    budget.open = load.open;
    return budget;
}

MailboxId ForecastSenders::choose(const QList<MailboxId> &senders, Moment at) const
{
    if (senders.size() < 2) {
        return {};
    }
    QList<SenderOffer> offers;
    for (const MailboxId id : senders) {
        const auto load = m_loads.find(id);
        if (load != m_loads.end()) {
            offers.append({id, budget(load->second, at), load->second.mailbox.isPaused()});
        }
    }
    return SenderChoice::best(offers);
}

void ForecastSenders::takeOn(MailboxId mailbox)
{
    const auto load = m_loads.find(mailbox);
    if (load != m_loads.end()) {
        ++load->second.open;
    }
}

void ForecastSenders::leave(MailboxId mailbox, Moment at)
{
    const auto load = m_loads.find(mailbox);
    if (load != m_loads.end()) {
        --load->second.open;
        ++load->second.sent[dateIn(load->second.zone, at)];
    }
}

} // namespace AlwaysLeads
