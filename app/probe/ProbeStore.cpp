#include "probe/ProbeStore.h"

#include <QCoreApplication>

namespace AlwaysLeads {

namespace {

struct ProbeStoreText
{
    Q_DECLARE_TR_FUNCTIONS(ProbeStore)
};

} // namespace

Result<std::optional<ProbeReport>> ProbeStore::latest(Connection &connection, MailboxId mailbox) const
{
    Result<Query> query = connection.query(
        QStringLiteral(
            "SELECT mail_probe.id, mailbox_id, token, message_id, state, started_at, remote_id, problem, found_at, "
            "junk, "
            "kept_message_id, opt_out, one_click, spf, dkim, dmarc, dkim_selector, m.send_only FROM mail_probe "
            "JOIN mailbox m ON m.id = mailbox_id WHERE mailbox_id = ? ORDER BY mail_probe.id DESC LIMIT 1"),
        {mailbox.value()});
    if (!query) {
        return failureOf(std::move(query));
    }
    std::optional<ProbeReport> found;
    if (query->next()) {
        ProbeReport probe;
        probe.id = ProbeId(query->number(0));
        probe.mailbox = MailboxId(query->number(1));
        probe.token = query->text(2);
        probe.messageId = query->text(3);
        probe.state = probeStateFromWord(query->text(4));
        probe.startedAt = query->time(5);
        probe.remoteId = query->text(6);
        probe.problem = query->text(7);
        probe.foundAt = query->time(8);
        probe.junk = query->flag(9);
        probe.keptMessageId = query->text(10);
        probe.optOut = headerFateFromWord(query->text(11));
        probe.oneClick = headerFateFromWord(query->text(12));
        probe.spf = query->text(13);
        probe.dkim = query->text(14);
        probe.dmarc = query->text(15);
        probe.dkimSelector = query->text(16);
        probe.unseen = query->flag(17);
        found = probe;
    }
    return query->outcome(found);
}

Result<ProbeId> ProbeStore::add(Connection &connection, const ProbeReport &probe) const
{
    const Result<qint64> id =
        connection.insert(QStringLiteral("INSERT INTO mail_probe (mailbox_id, token, message_id, state, started_at) "
                                         "VALUES (?, ?, ?, ?, ?)"),
                          {probe.mailbox.value(), probe.token, probe.messageId, toWord(probe.state), probe.startedAt});
    if (!id) {
        return failureOf(id);
    }
    return ProbeId(*id);
}

Result<> ProbeStore::change(Connection &connection, const ProbeReport &probe) const
{
    const Result<qint64> changed = connection.run(
        QStringLiteral("UPDATE mail_probe SET state = ?, remote_id = ?, problem = ?, found_at = ?, junk = ?, "
                       "kept_message_id = ?, opt_out = ?, one_click = ?, spf = ?, dkim = ?, dmarc = ?, "
                       "dkim_selector = ? WHERE id = ? AND state <> 'found'"),
        {toWord(probe.state), probe.remoteId, probe.problem, probe.foundAt, probe.junk, probe.keptMessageId,
         toWord(probe.optOut), toWord(probe.oneClick), probe.spf, probe.dkim, probe.dmarc, probe.dkimSelector,
         probe.id.value()});
    if (!changed) {
        return failureOf(changed);
    }
    if (*changed == 0) {
        return failure(ErrorKind::Refused, ProbeStoreText::tr("This test mail has been found already."));
    }
    return {};
}

} // namespace AlwaysLeads
