#include "reply/ReplyStore.h"

#include "base/Words.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <array>
#include <utility>

namespace AlwaysLeads {

namespace {

constexpr int mostOfThread = 10; ///< of our mails, for telling our words from theirs
constexpr int mostOfCompany = 20'000; ///< mails to anybody at a company; those that are named are all looked at

constexpr std::array<std::pair<Reply::MatchedBy, const char *>, 3> matchWords{{{Reply::MatchedBy::Thread, "thread"},
                                                                               {Reply::MatchedBy::Address, "address"},
                                                                               {Reply::MatchedBy::Company, "company"}}};
constexpr std::array<std::pair<Reply::ClassBy, const char *>, 4> classByWords{{{Reply::ClassBy::Headers, "headers"},
                                                                               {Reply::ClassBy::Words, "words"},
                                                                               {Reply::ClassBy::Claude, "claude"},
                                                                               {Reply::ClassBy::Person, "person"}}};
QString jsonOf(const QStringList &texts)
{
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(texts)).toJson(QJsonDocument::Compact));
}

template <typename T> QVariant idOrNull(T id)
{
    return id.isNull() ? QVariant() : QVariant(id.value());
}

Result<> done(Result<qint64> rows)
{
    return rows ? Result<>() : failureOf(std::move(rows));
}

Result<> readSent(Connection &connection, const QString &sql, const QVariantList &values, QList<SentMail> &mails)
{
    Result<Query> rows = connection.query(sql, values);
    if (!rows) {
        return failureOf(std::move(rows));
    }
    while (rows->next()) {
        SentMail mail;
        mail.send = SendId(rows->number(0));
        mail.lead = LeadId(rows->number(1));
        mail.campaign = CampaignId(rows->number(2));
        mail.mailbox = MailboxId(rows->number(3));
        mail.messageId = rows->text(4);
        mail.subject = rows->text(5);
        mail.address = rows->text(6);
        mail.sentAt = rows->time(7);
        mail.keptMessageId = rows->text(9);
        mail.draftMessageId = rows->text(10);
        mail.threadId = rows->text(11);
        mail.otherAddresses = rows->isNull(8) ? QStringList() : QStringList{rows->text(8)};
        mails += mail;
    }
    return rows->outcome(true).map([](bool) {});
}

} // namespace

QString ReplyStore::columns(Texts texts)
{
    return QStringLiteral("r.id, r.mailbox_id, r.message_key, r.lead_id, r.send_id, r.campaign_id, r.matched_by, "
                          "r.from_name, r.from_address, r.subject, r.received_at, r.class, r.class_by, r.sentence, "
                          "r.back_on, %1, r.gives_orders, r.read_at, r.done_at, r.snoozed_until")
        .arg(texts == Texts::Whole ? QStringLiteral("r.new_text, r.whole_text")
                                   : QStringLiteral("substr(r.new_text, 1, 400), ''"));
}

Reply ReplyStore::replyOf(const Query &row)
{
    Reply reply;
    reply.id = ReplyId(row.number(0));
    reply.mailbox = MailboxId(row.number(1));
    reply.messageKey = row.text(2);
    reply.lead = row.isNull(3) ? LeadId() : LeadId(row.number(3));
    reply.send = row.isNull(4) ? SendId() : SendId(row.number(4));
    reply.campaign = row.isNull(5) ? CampaignId() : CampaignId(row.number(5));
    reply.matchedBy = valueOf(matchWords, row.text(6)).value_or(Reply::MatchedBy::Thread);
    reply.fromName = row.text(7);
    reply.fromAddress = row.text(8);
    reply.subject = row.text(9);
    reply.receivedAt = row.time(10);
    reply.value = replyClassFromWord(row.text(11)).value_or(ReplyClass::Other);
    reply.classBy = valueOf(classByWords, row.text(12)).value_or(Reply::ClassBy::Words);
    reply.sentence = row.text(13);
    reply.backOn = QDate::fromString(row.text(14), Qt::ISODate);
    reply.newText = row.text(15);
    reply.wholeText = row.text(16);
    reply.givesOrders = row.flag(17);
    reply.readAt = row.time(18);
    reply.doneAt = row.time(19);
    reply.snoozedUntil = row.time(20);
    return reply;
}

Result<QList<SentMail>> ReplyStore::sentMails(Connection &connection, const QStringList &ids,
                                              const QStringList &addresses, const QString &domain,
                                              const MailPlace &place) const
{
    // A mail without intent has not left: nobody can answer it. What is named is never cut off by newer mails to
    // others.
    const QString sql =
        QStringLiteral("SELECT s.id, s.lead_id, s.campaign_id, s.mailbox_id, s.message_id, d.subject, s.to_address, "
                       "s.intent_at, l.email, s.kept_message_id, s.draft_message_id, s.thread_id FROM send s JOIN "
                       "draft d ON d.id = s.draft_id "
                       "LEFT JOIN lead l ON l.id = s.lead_id WHERE s.intent_at IS NOT NULL AND ");
    QList<SentMail> mails;
    Result<> read = readSent(
        connection,
        sql
            + QStringLiteral("(s.message_id IN (SELECT value FROM json_each(?1)) OR s.kept_message_id IN (SELECT value "
                             "FROM json_each(?1)) OR s.draft_message_id IN (SELECT value FROM json_each(?1)) OR "
                             "s.to_address IN (SELECT value FROM json_each(?2)) OR s.lead_id IN "
                             "(SELECT id FROM lead WHERE email IN (SELECT value FROM json_each(?2))))"),
        {jsonOf(ids), jsonOf(addresses)}, mails);
    if (read && !place.threadId.isEmpty()) {
        read = readSent(connection, sql + QStringLiteral("s.thread_id = ? AND s.thread_id <> '' AND s.mailbox_id = ?"),
                        {place.threadId, place.mailbox.value()}, mails);
    }
    if (read && !domain.isEmpty()) {
        // Word for word the expression of the index send_by_domain.
        read = readSent(connection,
                        sql
                            + QStringLiteral("lower(substr(s.to_address, instr(s.to_address, '@') + 1)) = ? "
                                             "ORDER BY s.intent_at DESC LIMIT ?"),
                        {domain.toLower(), mostOfCompany}, mails);
    }
    return read ? Result<QList<SentMail>>(mails) : failureOf(std::move(read));
}

Result<QStringList> ReplyStore::ownAddresses(Connection &connection) const
{
    Result<Query> rows = connection.query(QStringLiteral("SELECT DISTINCT address FROM mailbox"));
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QStringList own;
    while (rows->next()) {
        own += rows->text(0);
    }
    return rows->outcome(own);
}

Result<QStringList> ReplyStore::ourTexts(Connection &connection, SendId send) const
{
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT s.mime, d.body FROM send s JOIN draft d ON d.id = s.draft_id WHERE s.lead_id = (SELECT "
                       "lead_id FROM send WHERE id = ?) AND s.intent_at IS NOT NULL ORDER BY s.intent_at DESC LIMIT ?"),
        {send.value(), mostOfThread});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QStringList texts;
    while (rows->next()) {
        const QByteArray mime = rows->blob(0);
        const Result<ReplyMessage> mail = mime.isEmpty() ? Result<ReplyMessage>(ReplyMessage()) : readReply(mime);
        texts += mail && !mail->text.isEmpty() ? mail->text : rows->text(1);
    }
    return rows->outcome(texts);
}

Result<bool> ReplyStore::isKnown(Connection &connection, MailboxId mailbox, const QString &messageKey) const
{
    return connection
        .number(QStringLiteral("SELECT count(*) FROM reply_place WHERE mailbox_id = ? AND message_key = ?"),
                {mailbox.value(), messageKey})
        .map([](qint64 count) { return count > 0; });
}

Result<std::optional<ReplyId>> ReplyStore::sameMail(Connection &connection, const Reply &reply) const
{
    // Not by its id alone: that of somebody else's mail must not make this one unseen.
    Result<Query> rows = connection.query(QStringLiteral("SELECT id FROM reply WHERE message_key = ? AND "
                                                         "lower(from_address) = lower(?) ORDER BY id LIMIT 1"),
                                          {reply.messageKey, reply.fromAddress});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    std::optional<ReplyId> id;
    if (rows->next()) {
        id = ReplyId(rows->number(0));
    }
    return rows->outcome(id);
}

Result<> ReplyStore::addPlace(Connection &connection, ReplyId id, MailboxId mailbox, const QString &messageKey) const
{
    return done(connection.run(
        QStringLiteral("INSERT OR IGNORE INTO reply_place (mailbox_id, message_key, reply_id) VALUES (?, ?, ?)"),
        {mailbox.value(), messageKey, id.value()}));
}

Result<QStringList> ReplyStore::places(Connection &connection, ReplyId id) const
{
    Result<Query> rows =
        connection.query(QStringLiteral("SELECT address FROM mailbox WHERE id IN (SELECT mailbox_id FROM reply_place "
                                        "WHERE reply_id = ?1 UNION SELECT mailbox_id FROM reply WHERE id = ?1) "
                                        "ORDER BY id"),
                         {id.value()});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QStringList addresses;
    while (rows->next()) {
        const Result<EmailAddress> address = EmailAddress::parse(rows->text(0));
        addresses += address ? address->shown() : rows->text(0);
    }
    return rows->outcome(addresses);
}

Result<ReplyId> ReplyStore::add(Connection &connection, const Reply &reply, const QDateTime &now) const
{
    Result<qint64> id = connection.insert(
        QStringLiteral(
            "INSERT INTO reply (mailbox_id, message_key, lead_id, send_id, campaign_id, matched_by, from_name, "
            "from_address, subject, received_at, class, class_by, sentence, back_on, new_text, whole_text, raw, "
            "gives_orders, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        {reply.mailbox.value(), reply.messageKey, idOrNull(reply.lead), idOrNull(reply.send), idOrNull(reply.campaign),
         wordOf(matchWords, reply.matchedBy), reply.fromName, reply.fromAddress, reply.subject, reply.receivedAt,
         toWord(reply.value), wordOf(classByWords, reply.classBy), reply.sentence, reply.backOn.toString(Qt::ISODate),
         reply.newText, reply.wholeText, reply.raw, reply.givesOrders, now});
    if (!id) {
        return failureOf(std::move(id));
    }
    Result<> placed = addPlace(connection, ReplyId(*id), reply.mailbox, reply.messageKey);
    return placed ? Result<ReplyId>(ReplyId(*id)) : failureOf(std::move(placed));
}

Result<Reply> ReplyStore::find(Connection &connection, ReplyId id) const
{
    Result<Query> rows = connection.query(
        QStringLiteral("SELECT %1 FROM reply r WHERE r.id = ?").arg(columns(Texts::Whole)), {id.value()});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    if (!rows->next()) {
        return failure(ErrorKind::NotFound,
                       QCoreApplication::translate("ReplyStore", "This reply is not there any more."));
    }
    return rows->outcome(replyOf(*rows));
}

Result<> ReplyStore::setClass(Connection &connection, ReplyId id, ReplyClass value, Reply::ClassBy by,
                              const QString &sentence) const
{
    // What the person said stays, whatever comes later.
    return done(
        connection.run(QStringLiteral("UPDATE reply SET class = ?, class_by = ?, sentence = ? WHERE id = ? AND "
                                      "(class_by <> 'person' OR ? = 'person')"),
                       {toWord(value), wordOf(classByWords, by), sentence, id.value(), wordOf(classByWords, by)}));
}

Result<> ReplyStore::setTime(Connection &connection, ReplyId id, const QString &column, const QDateTime &at) const
{
    static const QStringList known = {QStringLiteral("read_at"), QStringLiteral("done_at"),
                                      QStringLiteral("snoozed_until")};
    if (!known.contains(column)) {
        return failure(ErrorKind::Bug, QStringLiteral("Something went wrong inside the program."), column);
    }
    return done(connection.run(QStringLiteral("UPDATE reply SET %1 = ? WHERE id = ?").arg(column), {at, id.value()}));
}

Result<QList<Reply>> ReplyStore::unjudged(Connection &connection, int most) const
{
    Result<Query> rows = connection.query(
        QStringLiteral(
            "SELECT %1 FROM reply r WHERE r.class_by = 'words' AND r.class <> 'opt-out' AND r.done_at IS NULL "
            "ORDER BY r.received_at DESC LIMIT ?")
            .arg(columns(Texts::Whole)),
        {most});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QList<Reply> replies;
    while (rows->next()) {
        replies += replyOf(*rows);
    }
    return rows->outcome(replies);
}

Result<QByteArray> ReplyStore::raw(Connection &connection, ReplyId id) const
{
    Result<Query> rows = connection.query(QStringLiteral("SELECT raw FROM reply WHERE id = ?"), {id.value()});
    if (!rows) {
        return failureOf(std::move(rows));
    }
    QByteArray bytes;
    if (rows->next()) {
        bytes = rows->blob(0);
    }
    return rows->outcome(bytes);
}

} // namespace AlwaysLeads
