#include "draft/SenderChoice.h"

#include "campaign/CampaignSenders.h"
#include "mailbox/MailboxStore.h"

#include <QLocale>
#include <QRegularExpression>

namespace AlwaysLeads {

namespace {

const QString conversation = QStringLiteral("conversation");

bool isBetter(const MailboxBudget &one, const MailboxBudget &than)
{
    if (one.left() > 0 || than.left() > 0) {
        return one.left() > than.left();
    }
    return one.load() < than.load();
}

} // namespace

Result<MailboxId> SenderChoice::choose(Connection &connection, CampaignId campaign, const QDateTime &now) const
{
    Result<QList<MailboxId>> senders = CampaignSenders().find(connection, campaign);
    if (!senders) {
        return failureOf(std::move(senders));
    }
    if (senders->size() < 2) {
        return MailboxId();
    }
    QList<SenderOffer> offers;
    for (const MailboxId id : std::as_const(*senders)) {
        Result<std::optional<Mailbox>> mailbox = MailboxStore().find(connection, id);
        if (!mailbox) {
            return failureOf(std::move(mailbox));
        }
        if (!*mailbox) {
            continue;
        }
        Result<MailboxBudget> budget = MailboxBudgetStore().budget(connection, **mailbox, now);
        if (!budget) {
            return failureOf(std::move(budget));
        }
        offers.append({id, *budget, (*mailbox)->isPaused()});
    }
    return best(offers);
}

MailboxId SenderChoice::best(const QList<SenderOffer> &offers)
{
    const SenderOffer *best = nullptr;
    for (const SenderOffer &offer : offers) {
        if (best == nullptr || offer.isPaused < best->isPaused
            || (offer.isPaused == best->isPaused && isBetter(offer.budget, best->budget))) {
            best = &offer;
        }
    }
    return best == nullptr ? MailboxId() : best->mailbox;
}

Result<> SenderChoice::giveSender(Connection &connection, Draft &draft, const QDateTime &now) const
{
    Result<QList<MailboxId>> senders = CampaignSenders().find(connection, draft.campaign);
    if (!senders) {
        return failureOf(std::move(senders));
    }
    if (senders->contains(draft.mailbox)) {
        return {};
    }
    Result<MailboxId> chosen = choose(connection, draft.campaign, now);
    if (!chosen) {
        return failureOf(std::move(chosen));
    }
    draft.mailbox = *chosen;
    return {};
}

Result<QString> SenderChoice::word(Connection &connection, const Draft &draft, bool isFollowUp,
                                   const QDateTime &now) const
{
    Result<QList<MailboxId>> senders = CampaignSenders().find(connection, draft.campaign);
    if (!senders) {
        return failureOf(std::move(senders));
    }
    if (senders->size() < 2) {
        return QString();
    }
    if (isFollowUp) {
        return conversation;
    }
    Result<std::optional<Mailbox>> mailbox = MailboxStore().find(connection, draft.mailbox);
    if (!mailbox) {
        return failureOf(std::move(mailbox));
    }
    if (!*mailbox) {
        return QString();
    }
    Result<MailboxBudget> budget = MailboxBudgetStore().budget(connection, **mailbox, now);
    if (!budget) {
        return failureOf(std::move(budget));
    }
    return QStringLiteral("left %1 of %2").arg(qMax(0, budget->left())).arg(budget->limit);
}

QString SenderChoice::sentence(const QString &word)
{
    if (word == conversation) {
        return tr("From this mailbox, because it wrote to them first.");
    }
    static const QRegularExpression left(QStringLiteral("^left (\\d{1,9}) of (\\d{1,9})$"));
    const QRegularExpressionMatch match = left.match(word);
    if (!match.hasMatch()) {
        return {};
    }
    const int free = match.captured(1).toInt();
    const int limit = match.captured(2).toInt();
    return free > 0
        ? tr("From this mailbox, because it had the most left of its day: %L1 of %L2 mails.").arg(free).arg(limit)
        : tr("From this mailbox, because all were full for the day and its mails are through first.");
}

} // namespace AlwaysLeads
