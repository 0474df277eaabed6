#include "mailbox/MailboxStore.h"

#include <QCoreApplication>

namespace AlwaysLeads {

namespace {

struct MailboxStoreText
{
    Q_DECLARE_TR_FUNCTIONS(MailboxStore)
};

const QString columns =
    QStringLiteral("id, address, sender_name, host, port, security, user_name, daily_limit, gap_seconds, "
                   "paused_reason, last_success_at, created_at, kind, imap_host, imap_port, imap_security, "
                   "imap_user_name, imap_own_password, remedy, trouble, issuer, authorize_url, token_url, revoke_url, "
                   "client_id, scopes, secret_in_header, send_only, follow_ups_unread");
const QString tables = QStringLiteral("mailbox LEFT JOIN mailbox_provider ON mailbox_id = id");

Result<Mailbox> read(const Query &query)
{
    const Result<EmailAddress> address = EmailAddress::parse(query.text(1));
    if (!address) {
        return failure(ErrorKind::Storage, MailboxStoreText::tr("A mailbox in the database has no usable address."),
                       address.error().message);
    }
    Mailbox mailbox;
    mailbox.id = MailboxId(query.number(0));
    mailbox.address = *address;
    mailbox.senderName = query.text(2);
    mailbox.host = query.text(3);
    mailbox.port = quint16(query.number(4));
    mailbox.security = securityFromWord(query.text(5));
    mailbox.userName = query.text(6);
    mailbox.dailyLimit = int(query.number(7));
    mailbox.gapSeconds = int(query.number(8));
    mailbox.pausedReason = query.text(9);
    mailbox.lastSuccessAt = query.time(10);
    mailbox.createdAt = query.time(11);
    mailbox.kind = mailboxKindFromWord(query.text(12));
    mailbox.imapHost = query.text(13);
    mailbox.imapPort = quint16(query.number(14));
    mailbox.imapSecurity = imapSecurityFromWord(query.text(15));
    mailbox.imapUserName = query.text(16);
    mailbox.imapOwnPassword = query.number(17) != 0;
    mailbox.remedy = mailboxRemedyFromWord(query.text(18));
    mailbox.trouble = query.text(19);
    mailbox.provider.issuer = query.text(20);
    if (!mailbox.provider.isNull()) {
        mailbox.provider.authorizeUrl = QUrl(query.text(21));
        mailbox.provider.tokenUrl = QUrl(query.text(22));
        mailbox.provider.revokeUrl = QUrl(query.text(23));
        mailbox.provider.clientId = query.text(24);
        mailbox.provider.scopes = query.text(25).split(QLatin1Char(' '), Qt::SkipEmptyParts);
        mailbox.provider.secretInHeader = query.number(26) != 0;
    }
    mailbox.sendOnly = query.number(27) != 0;
    mailbox.followUpsUnread = query.number(28) != 0;
    return mailbox;
}

Result<> putProvider(Connection &connection, MailboxId id, const OAuthRegistration &provider)
{
    const Result<qint64> gone =
        connection.run(QStringLiteral("DELETE FROM mailbox_provider WHERE mailbox_id = ?"), {id.value()});
    if (!gone || provider.isNull()) {
        return gone ? Result<>() : failureOf(gone);
    }
    return connection
        .run(QStringLiteral("INSERT INTO mailbox_provider (mailbox_id, issuer, authorize_url, token_url, revoke_url, "
                            "client_id, scopes, secret_in_header) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
             {id.value(), provider.issuer, provider.authorizeUrl.toString(QUrl::FullyEncoded),
              provider.tokenUrl.toString(QUrl::FullyEncoded), provider.revokeUrl.toString(QUrl::FullyEncoded),
              provider.clientId, provider.scopes.join(QLatin1Char(' ')), int(provider.secretInHeader)})
        .map([](qint64) {});
}

/// A change that hit no row.
Result<> one(const Result<qint64> &changed)
{
    if (!changed) {
        return failureOf(changed);
    }
    if (*changed == 0) {
        return failure(ErrorKind::NotFound, MailboxStoreText::tr("This mailbox is not there any more."));
    }
    return {};
}

} // namespace

Result<QList<Mailbox>> MailboxStore::list(Connection &connection) const
{
    Result<Query> query =
        connection.query(QStringLiteral("SELECT %1 FROM %2 WHERE removed_at IS NULL ORDER BY id").arg(columns, tables));
    if (!query) {
        return failureOf(std::move(query));
    }
    QList<Mailbox> list;
    while (query->next()) {
        Result<Mailbox> mailbox = read(*query);
        if (!mailbox) {
            return failureOf(std::move(mailbox));
        }
        list += *mailbox;
    }
    return query->outcome(list);
}

Result<std::optional<Mailbox>> MailboxStore::find(Connection &connection, MailboxId id) const
{
    Result<Query> query =
        connection.query(QStringLiteral("SELECT %1 FROM %2 WHERE id = ?").arg(columns, tables), {id.value()});
    if (!query) {
        return failureOf(std::move(query));
    }
    std::optional<Mailbox> found;
    if (query->next()) {
        Result<Mailbox> mailbox = read(*query);
        if (!mailbox) {
            return failureOf(std::move(mailbox));
        }
        found = *mailbox;
    }
    return query->outcome(found);
}

Result<bool> MailboxStore::isRemoved(Connection &connection, MailboxId id) const
{
    const Result<qint64> count = connection.number(
        QStringLiteral("SELECT count(*) FROM mailbox WHERE id = ? AND removed_at IS NULL"), {id.value()});
    if (!count) {
        return failureOf(count);
    }
    return *count == 0;
}

Result<MailboxId> MailboxStore::add(Connection &connection, const Mailbox &mailbox, const QDateTime &now) const
{
    const Result<qint64> id = connection.insert(
        QStringLiteral(
            "INSERT INTO mailbox (kind, address, sender_name, host, port, security, user_name, daily_limit, "
            "gap_seconds, paused_reason, created_at, imap_host, imap_port, imap_security, "
            "imap_user_name, imap_own_password, send_only, follow_ups_unread) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, "
            "?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        {toWord(mailbox.kind), mailbox.address.toString(), mailbox.senderName, mailbox.host, int(mailbox.port),
         toWord(mailbox.security), mailbox.userName, mailbox.dailyLimit, mailbox.gapSeconds, mailbox.pausedReason, now,
         mailbox.imapHost, int(mailbox.imapPort), toWord(mailbox.imapSecurity), mailbox.imapUserName,
         int(mailbox.imapOwnPassword), int(mailbox.sendOnly), int(mailbox.followUpsUnread)});
    if (!id) {
        return failureOf(id);
    }
    const MailboxId added(*id);
    const Result<> put = putProvider(connection, added, mailbox.provider);
    return put ? Result<MailboxId>(added) : failureOf(put);
}

Result<> MailboxStore::change(Connection &connection, const Mailbox &mailbox) const
{
    const Result<> changed = one(connection.run(
        QStringLiteral(
            "UPDATE mailbox SET address = ?, sender_name = ?, host = ?, port = ?, security = ?, user_name = ?, "
            "daily_limit = ?, gap_seconds = ?, kind = ?, imap_host = ?, imap_port = ?, imap_security = ?, "
            "imap_user_name = ?, imap_own_password = ?, send_only = ?, follow_ups_unread = ?, trouble = '', "
            "paused_reason = CASE WHEN remedy = 'settings' THEN '' ELSE paused_reason END WHERE id = ? AND removed_at "
            "IS NULL"),
        {mailbox.address.toString(), mailbox.senderName, mailbox.host, int(mailbox.port), toWord(mailbox.security),
         mailbox.userName, mailbox.dailyLimit, mailbox.gapSeconds, toWord(mailbox.kind), mailbox.imapHost,
         int(mailbox.imapPort), toWord(mailbox.imapSecurity), mailbox.imapUserName, int(mailbox.imapOwnPassword),
         int(mailbox.sendOnly), int(mailbox.followUpsUnread), mailbox.id.value()}));
    return changed ? putProvider(connection, mailbox.id, mailbox.provider) : changed;
}

Result<> MailboxStore::remove(Connection &connection, MailboxId id, const QDateTime &now) const
{
    const Result<> removed = one(connection.run(
        QStringLiteral("UPDATE mailbox SET removed_at = ? WHERE id = ? AND removed_at IS NULL"), {now, id.value()}));
    return removed ? putProvider(connection, id, {}) : removed;
}

Result<> MailboxStore::setPaused(Connection &connection, MailboxId id, const QString &reason,
                                 MailboxRemedy remedy) const
{
    return one(connection.run(
        QStringLiteral(
            "UPDATE mailbox SET paused_reason = ?, remedy = ?, trouble = '' WHERE id = ? AND removed_at IS NULL"),
        {reason, toWord(remedy), id.value()}));
}

Result<bool> MailboxStore::setTrouble(Connection &connection, MailboxId id, const QString &trouble,
                                      MailboxRemedy remedy) const
{
    const Result<qint64> changed =
        connection.run(QStringLiteral("UPDATE mailbox SET trouble = ?, remedy = ? WHERE id = ? AND trouble <> ? AND "
                                      "paused_reason = '' AND removed_at IS NULL"),
                       {trouble, toWord(remedy), id.value(), trouble});
    return changed ? Result<bool>(*changed > 0) : Result<bool>(failureOf(changed));
}

Result<> MailboxStore::noteSuccess(Connection &connection, MailboxId id, const QDateTime &at) const
{
    // Also for a removed one: its last mail may have been on its way.
    return one(connection.run(QStringLiteral("UPDATE mailbox SET last_success_at = ? WHERE id = ?"), {at, id.value()}));
}

} // namespace AlwaysLeads
