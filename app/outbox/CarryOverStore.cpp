#include "outbox/CarryOverStore.h"

#include "draft/DraftStore.h"

#include <QSet>

namespace AlwaysLeads {

/// A mail of the replaced file that does not just wait.
struct CarryOverStore::Row
{
    qint64 id = 0;
    QString messageId;
    SendState state = SendState::Accepted;
    qint64 lead = 0;
    qint64 step = 0;
    qint64 campaign = 0;
    qint64 mailbox = 0;
    qint64 draft = 0;
    qint64 version = 0;

    bool mayHaveLeft() const { return state == SendState::Accepted || state == SendState::Unknown; }
};

/// The columns that both files have.
struct CarryOverStore::Table
{
    struct Column
    {
        QString name;
        QString type;
    };
    QList<Column> columns;

    QString names() const
    {
        QStringList names;
        for (const Column &column : columns) {
            names << column.name;
        }
        return names.join(QStringLiteral(", "));
    }
    QString assignments() const
    {
        QStringList names;
        for (const Column &column : columns) {
            names << column.name + QStringLiteral(" = ?");
        }
        return names.join(QStringLiteral(", "));
    }
    QString marks() const { return QStringList(columns.size(), QStringLiteral("?")).join(QStringLiteral(", ")); }
};

namespace {

Result<QHash<QString, QString>> columnsOf(Connection &connection, const QString &table)
{
    Result<Query> query = connection.query(QStringLiteral("SELECT name, type FROM pragma_table_info(?)"), {table});
    if (!query) {
        return failureOf(std::move(query));
    }
    QHash<QString, QString> columns;
    while (query->next()) {
        columns.insert(query->text(0), query->text(1));
    }
    return query->outcome(columns);
}

Result<bool> same(Connection &here, Connection &replaced, const QString &sql, qint64 id)
{
    Result<Query> ours = here.query(sql, {id});
    Result<Query> theirs = replaced.query(sql, {id});
    if (!ours || !theirs) {
        return failureOf(ours ? std::move(theirs) : std::move(ours));
    }
    return ours->next() && theirs->next() && ours->text(0) == theirs->text(0);
}

} // namespace

Result<CarryOverStore::Table> CarryOverStore::shared(Connection &here, Connection &replaced, const QString &table,
                                                     const QStringList &apart)
{
    Result<QHash<QString, QString>> ours = columnsOf(here, table);
    Result<QHash<QString, QString>> theirs = columnsOf(replaced, table);
    if (!ours || !theirs) {
        return failureOf(ours ? std::move(theirs) : std::move(ours));
    }
    Table shared;
    for (auto column = ours->cbegin(); column != ours->cend(); ++column) {
        if (theirs->value(column.key()) == column.value() && !apart.contains(column.key())) {
            shared.columns.append({column.key(), column.value()});
        }
    }
    return shared;
}

Result<QVariantList> CarryOverStore::read(Connection &from, const Table &table, const QString &name, qint64 id)
{
    Result<Query> query = from.query(QStringLiteral("SELECT %1 FROM %2 WHERE id = ?").arg(table.names(), name), {id});
    if (!query) {
        return failureOf(std::move(query));
    }
    QVariantList values;
    if (query->next()) {
        for (int column = 0; column < table.columns.size(); ++column) {
            const QString &type = table.columns.at(column).type;
            values << (query->isNull(column)               ? QVariant()
                           : type == QLatin1String("TEXT") ? QVariant(query->text(column))
                           : type == QLatin1String("BLOB") ? QVariant(query->blob(column))
                                                           : QVariant(query->number(column)));
        }
    }
    return query->outcome(values);
}

Result<CarriedMails> CarryOverStore::take(Connection &here, Connection &replaced, const QDateTime &now) const
{
    // Whose row it is stays as it is here; what became of the mail is taken over.
    Result<Table> sends =
        shared(here, replaced, QStringLiteral("send"),
               {QStringLiteral("id"), QStringLiteral("draft_id"), QStringLiteral("lead_id"), QStringLiteral("step_id"),
                QStringLiteral("version"), QStringLiteral("campaign_id"), QStringLiteral("mailbox_id")});
    Result<Table> drafts =
        shared(here, replaced, QStringLiteral("draft"), {QStringLiteral("id"), QStringLiteral("mailbox_id")});
    if (!sends || !drafts) {
        return failureOf(sends ? std::move(drafts) : std::move(sends));
    }
    Result<Query> rows = replaced.query(QStringLiteral(
        "SELECT id, message_id, state, lead_id, step_id, campaign_id, mailbox_id, draft_id, version FROM send "
        "WHERE state NOT IN ('waiting', 'refused for now') ORDER BY id"));
    if (!rows) {
        return failureOf(std::move(rows));
    }
    CarriedMails carried;
    while (rows->next()) {
        Row row{rows->number(0), rows->text(1),   SendState::Unknown, rows->number(3), rows->number(4),
                rows->number(5), rows->number(6), rows->number(7),    rows->number(8)};
        for (const SendState state : {SendState::Accepted, SendState::RefusedForGood, SendState::Cancelled}) {
            if (rows->text(2) == sendStateWord(state)) {
                row.state = state; // one that was being handed over is unknown
            }
        }
        if (Result<> taken = takeOne(here, replaced, row, *sends, *drafts, now, carried); !taken) {
            return failureOf(std::move(taken));
        }
    }
    return rows->outcome(carried);
}

Result<> CarryOverStore::takeOne(Connection &here, Connection &replaced, const Row &row, const Table &sends,
                                 const Table &drafts, const QDateTime &now, CarriedMails &carried) const
{
    Result<Query> found =
        here.query(QStringLiteral("SELECT id, state FROM send WHERE message_id = ?"), {row.messageId});
    if (!found) {
        return failureOf(std::move(found));
    }
    qint64 id = 0;
    if (found->next()) {
        id = found->number(0);
        const QString state = found->text(1);
        const bool waits =
            state == sendStateWord(SendState::Waiting) || state == sendStateWord(SendState::RefusedForNow);
        const bool isLess = row.state == SendState::Accepted ? state != sendStateWord(SendState::Accepted) : waits;
        if (!isLess) {
            return {};
        }
    } else if (!row.mayHaveLeft()) {
        return {}; // it was queued after the copy, and did not leave
    } else {
        Result<qint64> place = makePlace(here, replaced, row, drafts);
        if (!place) {
            return failureOf(std::move(place));
        }
        if (*place == 0) {
            ++carried.apart;
            return {};
        }
        id = *place;
    }
    Result<QVariantList> values = read(replaced, sends, QStringLiteral("send"), row.id);
    if (!values) {
        return failureOf(std::move(values));
    }
    const Result<qint64> written = here.run(QStringLiteral("UPDATE send SET %1 WHERE id = ?").arg(sends.assignments()),
                                            *values + QVariantList{id});
    if (!written) {
        return failureOf(Result<qint64>(written));
    }
    if (row.state == SendState::Unknown) { // also where its hand-over was cut off
        const Result<qint64> marked = here.run(
            QStringLiteral("UPDATE send SET state = ?, reason = CASE WHEN state = 'unknown' THEN reason ELSE ? "
                           "END WHERE id = ?"),
            {sendStateWord(SendState::Unknown), sendReasonWord(SendReason::Crashed), id});
        if (!marked) {
            return failureOf(Result<qint64>(marked));
        }
    }
    carried.left += row.state == SendState::Accepted ? 1 : 0;
    carried.mayHaveLeft += row.state == SendState::Unknown ? 1 : 0;
    carried.refused += row.mayHaveLeft() ? 0 : 1;
    return followOn(here, replaced, row, id, now);
}

Result<qint64> CarryOverStore::makePlace(Connection &here, Connection &replaced, const Row &row,
                                         const Table &drafts) const
{
    // Numbers are given in order: the same number may be somebody else, made after the copy.
    const QPair<QString, qint64> wanted[] = {
        {QStringLiteral("SELECT email FROM lead WHERE id = ?"), row.lead},
        {QStringLiteral("SELECT created_at FROM campaign WHERE id = ?"), row.campaign},
        {QStringLiteral("SELECT campaign_id FROM campaign_step WHERE id = ?"), row.step},
        {QStringLiteral("SELECT address FROM mailbox WHERE id = ?"), row.mailbox},
    };
    for (const auto &[sql, id] : wanted) {
        const Result<bool> isSame = same(here, replaced, sql, id);
        if (!isSame) {
            return failureOf(Result<bool>(isSame));
        }
        if (!*isSame) {
            return 0;
        }
    }
    Result<QVariantList> text = read(replaced, drafts, QStringLiteral("draft"), row.draft);
    if (!text) {
        return failureOf(std::move(text));
    }
    Result<qint64> draft =
        here.number(QStringLiteral("SELECT id FROM draft WHERE lead_id = ? AND step_id = ? "
                                   "ORDER BY message_id = ? DESC, version = ? DESC, version DESC LIMIT 1"),
                    {row.lead, row.step, row.messageId, row.version});
    if (!draft || text->isEmpty()) {
        return draft ? Result<qint64>(0) : failureOf(std::move(draft));
    }
    if (*draft == 0) {
        draft = here.insert(QStringLiteral("INSERT INTO draft (%1) VALUES (%2)").arg(drafts.names(), drafts.marks()),
                            *text);
    } else { // what was sent, not what waits here to be read or sent for this step
        const Result<qint64> replacedText = here.run(
            QStringLiteral("UPDATE draft SET %1 WHERE id = ?").arg(drafts.assignments()), *text + QVariantList{*draft});
        if (!replacedText) {
            return failureOf(Result<qint64>(replacedText));
        }
    }
    if (!draft) {
        return draft;
    }
    Result<qint64> present = here.number(QStringLiteral("SELECT id FROM send WHERE draft_id = ?"), {*draft});
    if (!present || *present > 0) {
        return present; // it was queued with another text
    }
    return here.insert(
        QStringLiteral("INSERT INTO send (lead_id, step_id, version, draft_id, campaign_id, mailbox_id, to_address, "
                       "state, due_at, message_id, approved_hash, queued_at) "
                       "SELECT lead_id, step_id, version, id, campaign_id, ?, '', 'cancelled', 0, message_id, "
                       "coalesce(approved_hash, x''), 0 FROM draft WHERE id = ?"),
        {row.mailbox, *draft});
}

Result<> CarryOverStore::followOn(Connection &here, Connection &replaced, const Row &row, qint64 id,
                                  const QDateTime &now) const
{
    const Result<qint64> noted =
        here.insert(QStringLiteral("INSERT INTO send_event (send_id, at, what, detail) VALUES (?, ?, ?, ?)"),
                    {id, now, sendStateWord(row.state), QStringLiteral("carried over")});
    if (!noted) {
        return failureOf(Result<qint64>(noted));
    }
    Result<Send> send = SendLedger().find(here, SendId(id));
    if (!send) {
        return failureOf(std::move(send));
    }
    if (row.state == SendState::Unknown) {
        return DraftStore().setState(here, send->draft, DraftState::Queued, {}, now);
    }
    if (row.state != SendState::Cancelled) {
        return Queueing().follow(here, *send, now);
    }
    Result<Query> theirs = replaced.query(QStringLiteral("SELECT state, reason FROM draft WHERE id = ?"), {row.draft});
    if (!theirs) {
        return failureOf(std::move(theirs));
    }
    DraftState state = DraftState::Skipped;
    QString reason = tr("Taken out of the outbox before you went back to this copy.");
    if (theirs->next()) {
        for (const DraftState each : {DraftState::Skipped, DraftState::Rejected, DraftState::Lapsed}) {
            if (theirs->text(0) == draftStateWord(each)) {
                state = each;
                reason = theirs->text(1);
            }
        }
    }
    return DraftStore().setState(here, send->draft, state, reason, now);
}

} // namespace AlwaysLeads
