#include "outbox/OutboxStore.h"

#include "draft/SenderChoice.h"
#include "lead/Lead.h"
#include "mailbox/MailboxStore.h"
#include "outbox/Dispatch.h"
#include "outbox/Outbox.h"
#include "outbox/Queueing.h"
#include "outbox/SendLineStore.h"
#include "sending/SendingRulesStore.h"
#include "sending/SendingWords.h"

#include <QLocale>

#include <algorithm>

namespace AlwaysLeads {

namespace {
const QString lineSql = QStringLiteral(
    "SELECT s.id, s.lead_id, s.state, s.reason, s.due_at, s.settled_at, s.attempt, s.to_address, "
    "s.answer_text, s.mailbox_id, l.first_name, l.last_name, co.name, d.subject, c.name, st.position, "
    "m.address, c.state, c.deleted_at, m.paused_reason, s.sender_why, s.urgent, m.removed_at, "
    "m.kind = 'smtp' AND m.user_name = '', (SELECT until FROM held_mail WHERE send_id = s.id), s.message_id, "
    "m.trouble FROM send s "
    "LEFT JOIN lead l ON l.id = s.lead_id LEFT JOIN company co ON co.id = l.company_id "
    "LEFT JOIN draft d ON d.id = s.draft_id LEFT JOIN campaign c ON c.id = s.campaign_id "
    "LEFT JOIN campaign_step st ON st.id = s.step_id LEFT JOIN mailbox m ON m.id = s.mailbox_id WHERE ");
constexpr int foretold = 400; ///< mails of which a time is said; the others come after them
constexpr int mostHistory = 500; ///< rows of it on the page
constexpr int yearsForEver = 50; ///< a hold that long waits for a person, not for a day
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
    QString mailboxTrouble;
    bool mailboxRemoved = false;
    bool needsSecret = true; ///< to sign in
    QDateTime heldUntil; ///< by what they wrote; invalid: not held
};

OutboxStore::Line OutboxStore::lineAt(const Query &query)
{
    Line line;
    OutboxRow &row = line.row;
    row.id = SendId(query.number(0));
    row.lead = LeadId(query.number(1));
    row.state = sendStateFrom(query.text(2));
    row.reason = sendReasonFrom(query.text(3));
    line.dueAt = query.time(4);
    line.settledAt = query.time(5);
    row.attempt = static_cast<int>(query.number(6));
    row.to = query.text(7);
    row.serverText = query.text(8);
    line.mailbox = MailboxId(query.number(9));
    row.name = fullName(query.text(10), query.text(11));
    if (row.name.isEmpty()) {
        row.name = row.to;
    }
    row.company = query.text(12);
    row.subject = query.text(13);
    row.campaign = tr("%1, step %2").arg(query.text(14)).arg(query.number(15));
    row.from = query.text(16);
    line.campaignRuns = query.text(17) == QLatin1String("running") && query.isNull(18);
    line.mailboxPaused = query.text(19);
    row.whyFrom = SenderChoice::sentence(query.text(20));
    row.urgent = query.number(21) != 0;
    line.mailboxRemoved = !query.isNull(22);
    line.needsSecret = query.number(23) == 0;
    line.heldUntil = query.time(24);
    row.messageId = query.text(25);
    line.mailboxTrouble = query.text(26);
    return line;
}

Result<QList<OutboxStore::Line>> OutboxStore::lines(Connection &connection, const QString &where,
                                                    const QVariantList &values) const
{
    Result<Query> query = connection.query(lineSql + where, values);
    if (!query) {
        return failureOf(std::move(query));
    }
    QList<Line> lines;
    while (query->next()) {
        lines.append(lineAt(*query));
    }
    return query->outcome(lines);
}

OutboxRow OutboxStore::row(const Line &line) const
{
    OutboxRow row = line.row;
    if (row.waitsFor.isEmpty()) {
        row.waitsFor = Outbox::sentence(row.reason);
    }
    switch (row.state) {
    case SendState::Waiting:
        row.stateWord = isHeld(row.reason) || row.reason == SendReason::Replied ? tr("On hold")
            : row.lidMayClose                                                   ? tr("Lid may close")
                                                                                : tr("Waiting");
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
        row.stateWord = isHeld(row.reason) || row.reason == SendReason::Replied
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

void OutboxStore::place(Line &line, const QHash<SendId, SendLine::Turn> &turns, const SendLine &queue,
                        const QDateTime &now)
{
    OutboxRow &row = line.row;
    constexpr int never = 9999; // the year until which a reply holds somebody whom a person has to decide about
    if (line.dueAt.date().year() >= never) {
        row.reason = SendReason::Turn;
        row.waitsFor = tr("Your decision in the inbox");
        return;
    }
    const auto turn = turns.constFind(row.id);
    if (turn == turns.cend()) {
        row.reason = SendReason::Turn;
        row.waitsFor = tr("The others before it");
        return;
    }
    const SendSlot &slot = turn->slot;
    const bool ownReason =
        row.reason == SendReason::LaterTry || row.reason == SendReason::Network || row.reason == SendReason::Late;
    if (!ownReason || line.dueAt <= now) {
        row.reason = SendLineStore::reasonOf(slot.reason);
        row.waitsFor = turn->words;
        if (slot.reason == SlotReason::Due) {
            row.waitsFor = turn->mail.followUp ? tr("The days between two steps") : tr("The day it was meant for");
        } else if (row.urgent && slot.reason == SlotReason::Now) {
            row.waitsFor = tr("Goes next, as you said");
        }
    }
    if (slot.reason == SlotReason::Never) {
        return;
    }
    row.at = toDateTime(slot.at);
    const SendPace *pace = queue.pace(line.mailbox);
    if (pace == nullptr || !pace->settings().byCalendar) {
        return;
    }
    const SendingRules &rules = pace->settings().rules;
    const QTimeZone zone = rules.senderZone();
    const RecipientZone &theirs = turn->mail.recipient;
    if (rules.clock == SendingRules::Clock::Recipient && theirs.zone.isValid()) {
        const QString hour = QLocale().toString(row.at.toTimeZone(theirs.zone).time(), QLocale::ShortFormat);
        row.whyHour = theirs.source == RecipientZone::Source::Unknown
            ? theirs.sentence()
            : tr("%1 in %2. %3").arg(hour, theirs.place, theirs.sentence());
    }
    const QDate day = dateIn(zone, slot.at);
    // On a day without hours of its own those of a working day tell when people are up.
    const DayWindow window = rules.windows[size_t(day.dayOfWeek() - 1)].value_or(DayWindow());
    row.lidMayClose = !hoursOf(day, window.from, window.until, zone).contains(slot.at);
}

Result<QList<OutboxRow>> OutboxStore::waiting(Connection &connection, const OutboxPage &page,
                                              const QDateTime &now) const
{
    Result<QList<Line>> lines = this->lines(
        connection,
        QStringLiteral("s.state IN ('waiting', 'refused for now', 'handing over') ORDER BY s.state <> 'handing over', "
                       "s.due_at, s.id"),
        {});
    if (!lines) {
        return failureOf(std::move(lines));
    }
    Result<SendLine> queue = SendLineStore(m_policy).all(connection, now);
    if (!queue) {
        return failureOf(std::move(queue));
    }
    QHash<SendId, SendLine::Turn> turns;
    const QList<SendLine::Turn> foretelling = queue->foretell(toMoment(now), foretold);
    for (const SendLine::Turn &turn : foretelling) {
        turns.insert(turn.mail.id, turn);
    }
    QList<OutboxRow> rows;
    for (Line &line : *lines) {
        OutboxRow &row = line.row;
        const bool isHeldByReply = line.heldUntil.isValid() && line.heldUntil > now;
        if (row.state == SendState::HandingOver) {
            row.at = now;
        } else if (isHeld(row.reason)) {
            row.at = {};
        } else if (isHeldByReply && line.heldUntil > now.addYears(yearsForEver)) {
            row.reason = SendReason::Replied;
        } else if (page.stopped) {
            row.reason = SendReason::Stopped;
        } else if (page.elsewhere) {
            row.reason = SendReason::OtherComputer;
        } else if (!line.campaignRuns) {
            row.reason = SendReason::CampaignPaused;
        } else if (line.mailboxRemoved) {
            row.reason = SendReason::MailboxRemoved;
        } else if (!line.mailboxPaused.isEmpty() || queue->pace(line.mailbox) == nullptr) {
            row.reason = SendReason::MailboxPaused;
            row.waitsFor = line.mailboxPaused;
        } else if (page.secretsLocked && line.needsSecret) {
            row.reason = SendReason::Keychain;
        } else if (!line.mailboxTrouble.isEmpty()) {
            row.reason = SendReason::MailboxPaused;
            row.waitsFor = line.mailboxTrouble;
        } else {
            place(line, turns, *queue, now);
            if (isHeldByReply && line.dueAt >= line.heldUntil) {
                row.waitsFor = tr("They are away until %1")
                                   .arg(QLocale().toString(line.heldUntil.toLocalTime().date(), QLocale::ShortFormat));
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

bool OutboxStore::has(const Line &line, const QStringList &words)
{
    const OutboxRow &row = line.row;
    const QString all =
        QStringList{row.name, row.company, row.to, row.subject, row.campaign, row.from, row.serverText, row.messageId}
            .join(QLatin1Char('\n'));
    return std::ranges::all_of(words, [&](const QString &word) { return all.contains(word, Qt::CaseInsensitive); });
}

Result<bool> OutboxStore::history(Connection &connection, const QString &search, QList<OutboxRow> &rows) const
{
    const QStringList words = search.left(200).simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    Result<Query> query = connection.query(
        lineSql
            + QStringLiteral("s.state IN ('accepted', 'refused for good', 'unknown', 'cancelled') AND s.settled_at IS "
                             "NOT NULL ORDER BY s.settled_at DESC, s.id DESC"),
        {});
    if (!query) {
        return failureOf(std::move(query));
    }
    bool isMore = false;
    while (query->next()) {
        Line line = lineAt(*query);
        if (!has(line, words)) {
            continue;
        }
        if (rows.size() == mostHistory) {
            isMore = true;
            break;
        }
        line.row.at = line.settledAt;
        rows.append(row(line));
    }
    return query->outcome(isMore);
}

Result<QList<MailboxCard>> OutboxStore::cards(Connection &connection, const QDateTime &now) const
{
    Result<QList<Mailbox>> mailboxes = MailboxStore().list(connection);
    if (!mailboxes) {
        return failureOf(std::move(mailboxes));
    }
    Result<SendLine> queue = SendLineStore(m_policy).lanes(connection, now);
    if (!queue) {
        return failureOf(std::move(queue));
    }
    QList<MailboxCard> cards;
    for (const Mailbox &mailbox : std::as_const(*mailboxes)) {
        const SendPace &pace = *queue->pace(mailbox.id);
        const QDate today = pace.dayOf(toMoment(now));
        MailboxCard card;
        card.id = mailbox.id;
        card.address = mailbox.address.shown();
        card.pausedReason = mailbox.pausedReason;
        card.trouble = mailbox.trouble;
        card.limit = pace.limitOn(today);
        card.pace = paceWords(pace, today);
        card.sentToday = pace.sentOn(today);
        Result<qint64> waiting = connection.number(QStringLiteral("SELECT count(*) FROM send WHERE +mailbox_id = ? "
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

Result<OutboxPage> OutboxStore::page(Connection &connection, OutboxShelf shelf, const QDateTime &now,
                                     const QString &search) const
{
    OutboxPage page;
    Result<StopCause> stopped = Queueing::stopCause(connection);
    Result<QList<MailboxCard>> mailboxes = cards(connection, now);
    Result<QList<OutboxRow>> unknown = settled(connection, QStringLiteral("s.state = 'unknown'"), {});
    const QString refusedWhere = QStringLiteral("s.state = 'refused for good'");
    // Each of these by the index that leaves the ledger of years alone; without statistics SQLite chooses others.
    const QString sentWhere = QStringLiteral(
        "s.id IN (SELECT id FROM send INDEXED BY send_left WHERE state = 'accepted' AND settled_at >= ?)");
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
    Result<bool> elsewhere = Dispatch(m_policy).isElsewhere(connection);
    Result<qint64> late = connection.number(QStringLiteral(
        "SELECT count(*) FROM send WHERE state IN ('waiting', 'refused for now') AND reason = 'late, held'"));
    if (!elsewhere || !late) {
        return elsewhere ? failureOf(std::move(late)) : failureOf(std::move(elsewhere));
    }
    if (!mailboxes->isEmpty()) {
        Result<SendingRules> rules = SendingRulesStore().find(connection, mailboxes->first().id);
        if (!rules) {
            return failureOf(std::move(rules));
        }
        page.whenLate = rules->late;
    }
    page.elsewhere = *elsewhere;
    page.secretsLocked = !m_secretsAreOpen;
    page.late = static_cast<int>(*late);
    page.stopCause = *stopped;
    page.stopped = *stopped != StopCause::None;
    page.mailboxes = *mailboxes;
    page.unknown = *unknown;
    page.sentToday = static_cast<int>(*sent);
    page.refused = static_cast<int>(*refused);
    page.waiting = static_cast<int>(*waitingCount);
    Result<QList<OutboxRow>> rows = *unknown;
    switch (shelf) {
    case OutboxShelf::Waiting:
        rows = waiting(connection, page, now);
        break;
    case OutboxShelf::SentToday:
        rows = settled(connection, sentWhere, today);
        break;
    case OutboxShelf::Refused:
        rows = settled(connection, refusedWhere, {});
        break;
    case OutboxShelf::Unknown:
        break;
    case OutboxShelf::History: {
        rows->clear();
        Result<bool> isMore = history(connection, search, *rows);
        if (!isMore) {
            return failureOf(std::move(isMore));
        }
        page.isCut = *isMore;
        break;
    }
    }
    if (!rows) {
        return failureOf(std::move(rows));
    }
    page.rows = *rows;
    for (const OutboxRow &row : std::as_const(page.rows)) {
        const bool leaves = shelf == OutboxShelf::Waiting && row.at.isValid();
        if (leaves && row.at.toLocalTime().date() == now.toLocalTime().date()) {
            page.lastToday = std::max(page.lastToday, row.at);
        }
    }
    return page;
}

} // namespace AlwaysLeads
