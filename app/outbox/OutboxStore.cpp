#include "outbox/OutboxStore.h"

#include "lead/Lead.h"
#include "mailbox/MailboxStore.h"
#include "outbox/Dispatch.h"
#include "outbox/Outbox.h"
#include "outbox/Queueing.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

QString paceOf(std::chrono::milliseconds gap)
{
    const auto seconds = std::chrono::round<std::chrono::seconds>(gap).count();
    if (seconds < 1) {
        return OutboxStore::tr("One after the other.");
    }
    return seconds < 90 ? OutboxStore::tr("%n seconds apart.", nullptr, static_cast<int>(seconds))
                        : OutboxStore::tr("About %n minutes apart.", nullptr, static_cast<int>((seconds + 30) / 60));
}

} // namespace

/// A row of the ledger with what a person needs to recognise it.
struct OutboxStore::Line
{
    OutboxRow row;
    MailboxId mailbox;
    QDateTime dueAt;
    QDateTime settledAt;
    bool campaignRuns = false;
    QString mailboxPaused;
};

Result<QList<OutboxStore::Line>> OutboxStore::lines(Connection &connection, const QString &where,
                                                    const QVariantList &values) const
{
    Result<Query> query = connection.query(
        QStringLiteral(
            "SELECT s.id, s.lead_id, s.state, s.reason, s.due_at, s.settled_at, s.attempt, s.to_address, "
            "s.answer_text, s.mailbox_id, l.first_name, l.last_name, co.name, d.subject, c.name, st.position, "
            "m.address, c.state, c.deleted_at, m.paused_reason FROM send s "
            "LEFT JOIN lead l ON l.id = s.lead_id LEFT JOIN company co ON co.id = l.company_id "
            "LEFT JOIN draft d ON d.id = s.draft_id LEFT JOIN campaign c ON c.id = s.campaign_id "
            "LEFT JOIN campaign_step st ON st.id = s.step_id LEFT JOIN mailbox m ON m.id = s.mailbox_id WHERE ")
            + where,
        values);
    if (!query) {
        return failureOf(std::move(query));
    }
    QList<Line> lines;
    while (query->next()) {
        Line line;
        OutboxRow &row = line.row;
        row.id = SendId(query->number(0));
        row.lead = LeadId(query->number(1));
        row.state = sendStateFrom(query->text(2));
        row.reason = sendReasonFrom(query->text(3));
        line.dueAt = query->time(4);
        line.settledAt = query->time(5);
        row.attempt = static_cast<int>(query->number(6));
        row.to = query->text(7);
        row.serverText = query->text(8);
        line.mailbox = MailboxId(query->number(9));
        row.name = fullName(query->text(10), query->text(11));
        if (row.name.isEmpty()) {
            row.name = row.to;
        }
        row.company = query->text(12);
        row.subject = query->text(13);
        row.campaign = tr("%1, step %2").arg(query->text(14)).arg(query->number(15));
        row.from = query->text(16);
        line.campaignRuns = query->text(17) == QLatin1String("running") && query->isNull(18);
        line.mailboxPaused = query->text(19);
        lines.append(line);
    }
    return query->outcome(lines);
}

OutboxRow OutboxStore::row(const Line &line) const
{
    OutboxRow row = line.row;
    row.waitsFor = Outbox::sentence(row.reason);
    switch (row.state) {
    case SendState::Waiting:
        row.stateWord = row.reason == SendReason::Hold ? tr("On hold") : tr("Waiting");
        break;
    case SendState::HandingOver:
        row.stateWord = tr("Handing over");
        row.waitsFor = tr("Leaving now");
        break;
    case SendState::Accepted:
        row.stateWord = tr("Sent");
        row.waitsFor = tr("Taken by the mail server");
        break;
    case SendState::RefusedForNow:
        row.stateWord = row.reason == SendReason::Hold
            ? tr("On hold")
            : tr("Try %1 of %2")
                  .arg(row.attempt + 1)
                  .arg(std::max<size_t>(m_policy.laterTries.size() + 1, static_cast<size_t>(row.attempt) + 1));
        break;
    case SendState::RefusedForGood:
        row.stateWord = tr("Refused");
        break;
    case SendState::Unknown:
        row.stateWord = tr("Unknown");
        break;
    case SendState::Cancelled:
        row.stateWord = tr("Taken out");
        break;
    }
    return row;
}

Result<QList<OutboxRow>> OutboxStore::waiting(Connection &connection, bool stopped, const QDateTime &now) const
{
    Result<QList<Line>> lines = this->lines(
        connection,
        QStringLiteral("s.state IN ('waiting', 'refused for now', 'handing over') ORDER BY s.state <> 'handing over', "
                       "s.due_at, s.id"),
        {});
    if (!lines) {
        return failureOf(std::move(lines));
    }
    Result<QList<Mailbox>> mailboxes = MailboxStore().list(connection);
    if (!mailboxes) {
        return failureOf(std::move(mailboxes));
    }
    // When each mailbox has its next free place, walked forward mail by mail: an estimate the person can plan with.
    struct Pace
    {
        std::chrono::milliseconds gap{0};
        int limit = 0;
        int today = 0;
        QDateTime free;
        SendReason why = SendReason::Turn;
    };
    QHash<MailboxId, Pace> paces;
    const SendLedger ledger;
    for (const Mailbox &mailbox : std::as_const(*mailboxes)) {
        Result<int> sent = ledger.sentSince(connection, mailbox.id, Dispatch::startOfDay(now));
        Result<QDateTime> last = ledger.lastIntent(connection, mailbox.id);
        if (!sent || !last) {
            return sent ? failureOf(std::move(last)) : failureOf(std::move(sent));
        }
        Pace pace{Dispatch::gap(m_policy, mailbox), Dispatch::dailyLimit(m_policy, mailbox), *sent, now,
                  SendReason::Turn};
        if (last->isValid() && last->addMSecs(pace.gap.count()) > now) {
            pace.free = last->addMSecs(pace.gap.count());
            pace.why = SendReason::Gap;
        }
        paces.insert(mailbox.id, pace);
    }
    QList<OutboxRow> rows;
    for (Line &line : *lines) {
        OutboxRow &row = line.row;
        if (row.state == SendState::HandingOver) {
            row.at = now;
        } else if (row.reason == SendReason::Hold) {
            row.at = {};
        } else if (stopped) {
            row.reason = SendReason::Stopped;
        } else if (!line.campaignRuns) {
            row.reason = SendReason::CampaignPaused;
        } else if (!line.mailboxPaused.isEmpty() || !paces.contains(line.mailbox)) {
            row.reason = SendReason::MailboxPaused;
        } else {
            Pace &pace = paces[line.mailbox];
            if (pace.today >= pace.limit) {
                pace.free = std::max(pace.free, pace.free.toLocalTime().date().addDays(1).startOfDay().toUTC());
                pace.today = 0;
                pace.why = SendReason::DailyLimit;
            }
            row.at = std::max(pace.free, line.dueAt);
            const bool ownReason = row.reason == SendReason::LaterTry || row.reason == SendReason::Network;
            if (!ownReason || line.dueAt <= now) {
                row.reason = pace.why;
            }
            ++pace.today;
            if (line.dueAt <= pace.free) { // one that comes back later does not hold up the others
                pace.free = row.at.addMSecs(pace.gap.count());
                pace.why = pace.why == SendReason::DailyLimit ? SendReason::DailyLimit : SendReason::Gap;
            }
        }
        rows.append(this->row(line));
    }
    std::ranges::stable_sort(rows, [](const OutboxRow &left, const OutboxRow &right) {
        if (left.at.isValid() != right.at.isValid()) {
            return left.at.isValid();
        }
        return left.at < right.at;
    });
    return rows;
}

Result<QList<OutboxRow>> OutboxStore::settled(Connection &connection, const QString &where,
                                              const QVariantList &values) const
{
    Result<QList<Line>> lines =
        this->lines(connection, where + QStringLiteral(" ORDER BY s.settled_at DESC, s.id DESC"), values);
    if (!lines) {
        return failureOf(std::move(lines));
    }
    QList<OutboxRow> rows;
    for (Line &line : *lines) {
        line.row.at = line.settledAt;
        rows.append(row(line));
    }
    return rows;
}

Result<QList<MailboxCard>> OutboxStore::cards(Connection &connection, const QDateTime &now) const
{
    Result<QList<Mailbox>> mailboxes = MailboxStore().list(connection);
    if (!mailboxes) {
        return failureOf(std::move(mailboxes));
    }
    QList<MailboxCard> cards;
    for (const Mailbox &mailbox : std::as_const(*mailboxes)) {
        MailboxCard card;
        card.id = mailbox.id;
        card.address = mailbox.address.shown();
        card.pausedReason = mailbox.pausedReason;
        card.limit = Dispatch::dailyLimit(m_policy, mailbox);
        card.pace = paceOf(Dispatch::gap(m_policy, mailbox));
        Result<int> sent = SendLedger().sentSince(connection, mailbox.id, Dispatch::startOfDay(now));
        if (!sent) {
            return failureOf(std::move(sent));
        }
        card.sentToday = *sent;
        Result<qint64> waiting = connection.number(QStringLiteral("SELECT count(*) FROM send WHERE mailbox_id = ? "
                                                                  "AND state IN ('waiting', 'refused for now')"),
                                                   {mailbox.id.value()});
        if (!waiting) {
            return failureOf(std::move(waiting));
        }
        card.waiting = static_cast<int>(*waiting);
        card.free = std::max(0, card.limit - card.sentToday - card.waiting);
        cards.append(card);
    }
    return cards;
}

Result<OutboxPage> OutboxStore::page(Connection &connection, OutboxShelf shelf, const QDateTime &now) const
{
    OutboxPage page;
    Result<bool> stopped = Queueing::isStopped(connection);
    Result<QList<MailboxCard>> mailboxes = cards(connection, now);
    Result<QList<OutboxRow>> unknown = settled(connection, QStringLiteral("s.state = 'unknown'"), {});
    const QString refusedWhere = QStringLiteral("s.state = 'refused for good'");
    const QString sentWhere = QStringLiteral("s.state = 'accepted' AND s.settled_at >= ?");
    const QVariantList today{Dispatch::startOfDay(now)};
    Result<qint64> sent = connection.number(QStringLiteral("SELECT count(*) FROM send s WHERE ") + sentWhere, today);
    Result<qint64> refused = connection.number(QStringLiteral("SELECT count(*) FROM send s WHERE ") + refusedWhere);
    Result<qint64> waitingCount = connection.number(
        QStringLiteral("SELECT count(*) FROM send WHERE state IN ('waiting', 'refused for now', 'handing over')"));
    if (!stopped) {
        return failureOf(std::move(stopped));
    }
    if (!mailboxes) {
        return failureOf(std::move(mailboxes));
    }
    if (!unknown) {
        return failureOf(std::move(unknown));
    }
    for (Result<qint64> *count : {&sent, &refused, &waitingCount}) {
        if (!*count) {
            return failureOf(std::move(*count));
        }
    }
    page.stopped = *stopped;
    page.mailboxes = *mailboxes;
    page.unknown = *unknown;
    page.sentToday = static_cast<int>(*sent);
    page.refused = static_cast<int>(*refused);
    page.waiting = static_cast<int>(*waitingCount);
    Result<QList<OutboxRow>> rows = *unknown;
    switch (shelf) {
    case OutboxShelf::Waiting:
        rows = waiting(connection, *stopped, now);
        break;
    case OutboxShelf::SentToday:
        rows = settled(connection, sentWhere, today);
        break;
    case OutboxShelf::Refused:
        rows = settled(connection, refusedWhere, {});
        break;
    case OutboxShelf::Unknown:
        break;
    }
    if (!rows) {
        return failureOf(std::move(rows));
    }
    page.rows = *rows;
    return page;
}

Result<SendingSummary> OutboxStore::summary(Connection &connection, const QDateTime &now) const
{
    Result<OutboxPage> page = this->page(connection, OutboxShelf::Waiting, now);
    if (!page) {
        return failureOf(std::move(page));
    }
    SendingSummary summary;
    summary.waiting = page->waiting;
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
        paused = paused || row.reason == SendReason::MailboxPaused;
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
                       "min(CASE WHEN state IN ('waiting', 'refused for now') AND reason <> 'hold' THEN due_at END) "
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
