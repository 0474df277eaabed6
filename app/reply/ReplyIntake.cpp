#include "reply/ReplyIntake.h"

#include "address/EmailAddress.h"
#include "reply/NewText.h"
#include "reply/OptOutWish.h"
#include "reply/OurWords.h"
#include "reply/ReplyRules.h"

#include <QCryptographicHash>

namespace AlwaysLeads {

namespace {

constexpr qsizetype mostRaw = 256 * 1024;
constexpr qsizetype mostNewText = 20'000;
constexpr qsizetype mostWholeText = 100'000;

/// What names a mail for ever, also when it has no Message-ID.
QString keyOf(const ReplyMessage &message)
{
    if (!message.messageId.isEmpty() && message.messageId.size() < 500) {
        return message.messageId;
    }
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QString &part :
         {message.fromAddress, message.subject, message.header(QStringLiteral("date")), message.text.left(2000)}) {
        hash.addData(part.toUtf8() + '\0');
    }
    return QStringLiteral("sha256:") + QString::fromLatin1(hash.result().toHex());
}

QString domainOf(const QString &address)
{
    const QString domain = address.section(QLatin1Char('@'), -1).toLower();
    return isPublicMailDomain(domain) || !domain.contains(QLatin1Char('.')) ? QString() : domain;
}

QStringList addressesOf(const ReplyMessage &message)
{
    QStringList addresses;
    for (const QString &text : {message.fromAddress, message.replyTo}) {
        if (const Result<EmailAddress> address = EmailAddress::parse(text)) {
            addresses += address->toString();
        }
    }
    return addresses;
}

bool looksLikeReport(const ReplyMessage &message)
{
    return message.contentType == QLatin1String("multipart/report")
        || message.hasHeader(QStringLiteral("x-failed-recipients"))
        || message.header(QStringLiteral("return-path")).trimmed() == QLatin1String("<>")
        || message.fromAddress.startsWith(QLatin1String("mailer-daemon"), Qt::CaseInsensitive)
        || message.fromAddress.startsWith(QLatin1String("postmaster"), Qt::CaseInsensitive)
        || message.fromAddress.startsWith(QLatin1String("MicrosoftExchange"), Qt::CaseInsensitive);
}

std::optional<QString> wishIn(const QString &fresh, const QString &first, const QString &subject)
{
    const std::optional<QString> wish = optOutWishIn(fresh, subject);
    return wish ? wish : optOutWishIn(first, QString());
}

Reply::MatchedBy matchedBy(MessageMatch::How how)
{
    switch (how) {
    case MessageMatch::How::Thread:
        return Reply::MatchedBy::Thread;
    case MessageMatch::How::Company:
    case MessageMatch::How::Conversation:
        return Reply::MatchedBy::Company;
    default:
        return Reply::MatchedBy::Address;
    }
}

} // namespace

Result<QList<MailHead>> ReplyIntake::thatMayMatter(Connection &connection, MailboxId mailbox,
                                                   const QList<MailHead> &heads) const
{
    QList<MailHead> chosen;
    const Result<QStringList> own = m_store.ownAddresses(connection);
    if (!own) {
        return failureOf(own);
    }
    for (const MailHead &head : heads) {
        const Result<bool> matters = mayMatter(connection, {mailbox, head.threadId}, head.header, *own);
        if (!matters) {
            return failureOf(matters);
        }
        if (*matters) {
            chosen += head;
        }
    }
    return chosen;
}

Result<bool> ReplyIntake::mayMatter(Connection &connection, const MailPlace &place, const QByteArray &header,
                                    const QStringList &ownAddresses) const
{
    const Result<ReplyMessage> message = readReply(header);
    if (!message) {
        return false;
    }
    if (!message->messageId.isEmpty()) {
        Result<bool> known = m_store.isKnown(connection, place.mailbox, message->messageId);
        if (!known || *known) {
            return known.map([](bool) { return false; });
        }
    }
    if (looksLikeReport(*message) || OptOutTokens::mayBeIn(message->subject)) {
        return true;
    }
    Result<QList<SentMail>> sent = m_store.sentMails(connection, message->inReplyTo + message->references,
                                                     addressesOf(*message), domainOf(message->fromAddress), place);
    if (!sent) {
        return failureOf(std::move(sent));
    }
    return matchOf(*message, *sent, ownAddresses, place).isFound();
}

Result<std::optional<ReplyIntake::Assessment>> ReplyIntake::assess(Connection &connection, const MailPlace &place,
                                                                   const QByteArray &mime,
                                                                   const QDateTime &arrivedAt) const
{
    const MailboxId mailbox = place.mailbox;
    const std::optional<Assessment> nothing;
    const Result<ReplyMessage> read = readReply(mime);
    if (!read) {
        return nothing;
    }
    const ReplyMessage &message = *read;
    Assessment found;
    Reply &reply = found.reply;
    reply.mailbox = mailbox;
    reply.messageKey = keyOf(message);
    Result<bool> known = m_store.isKnown(connection, mailbox, reply.messageKey);
    if (!known || *known) {
        return known ? Result<std::optional<Assessment>>(nothing) : failureOf(std::move(known));
    }
    reply.fromName = message.fromName;
    reply.fromAddress = message.fromAddress.left(320);
    reply.subject = message.subject;
    reply.receivedAt = arrivedAt.isValid() ? arrivedAt : message.date;
    reply.raw = mime.left(mostRaw);
    reply.wholeText = message.text.left(mostWholeText);
    const NewText cut = newTextOf(message.text);
    reply.newText = cut.isNothing ? QString() : cut.text.left(mostNewText);
    reply.givesOrders = triesToGiveOrders(message.text) || triesToGiveOrders(message.subject);
    const QDate day = reply.receivedAt.isValid() ? reply.receivedAt.date() : QDate();

    Result<std::optional<UnsubscribedPerson>> unsubscribed = OptOutTokens().find(connection, message.subject);
    if (!unsubscribed) {
        return failureOf(std::move(unsubscribed));
    }
    if (*unsubscribed) {
        Result<QStringList> own = m_store.ownAddresses(connection);
        if (!own) {
            return failureOf(std::move(own));
        }
        if (own->contains(message.fromAddress, Qt::CaseInsensitive)) {
            return nothing; // the person tries what the link in their own mail does
        }
        found.unsubscribed = *unsubscribed;
        reply.value = ReplyClass::OptOut;
        reply.classBy = Reply::ClassBy::Headers;
        reply.sentence = message.subject.left(300);
        reply.lead = found.unsubscribed->lead;
        reply.send = found.unsubscribed->send;
        reply.campaign = found.unsubscribed->campaign;
        return std::optional<Assessment>(found);
    }
    found.complaint = complaintOf(message);
    const std::optional<BounceReport> report = found.complaint ? std::nullopt : bounceReportOf(message);
    if (found.complaint || report) {
        QStringList ids = found.complaint ? found.complaint->originalIds : report->originalIds;
        QStringList addresses = found.complaint ? QStringList{found.complaint->address} : QStringList();
        for (const BounceReport::Recipient &each : report ? report->recipients : QList<BounceReport::Recipient>()) {
            addresses += each.address;
        }
        Result<QList<SentMail>> sent = m_store.sentMails(connection, ids, addresses);
        if (!sent) {
            return failureOf(std::move(sent));
        }
        if (found.complaint) {
            found.match = matchOfReport(ids, found.complaint->address, *sent);
            reply.value = ReplyClass::Complaint;
            if (found.match.how != MessageMatch::How::Thread) {
                return nothing; // without the id of our mail anybody could say so
            }
        } else {
            // Each of our mails goes to one person: the recipient that is ours counts.
            for (const BounceReport::Recipient &each : report->recipients) {
                const MessageMatch match = matchOfReport(ids, each.address, *sent);
                const bool isBetter = !found.bounce || found.match.isSomebodyElse;
                if (match.isFound() && each.severity != BounceReport::Severity::Delay && isBetter) {
                    found.match = match;
                    found.bounce = each;
                }
            }
            if (!found.bounce) {
                return nothing;
            }
            if (found.match.how != MessageMatch::How::Thread) {
                // Anybody can write a report with anybody's address in it: our mail has to be in it too.
                Result<QStringList> own = m_store.ownAddresses(connection);
                if (!own) {
                    return failureOf(std::move(own));
                }
                for (const SentMail &mail : std::as_const(*sent)) {
                    const bool isTo = mail.address.compare(found.bounce->address, Qt::CaseInsensitive) == 0;
                    if (isTo && isReturned(mail, message, mailbox, *own)) {
                        found.match.how = MessageMatch::How::Thread;
                        found.match.mail = mail;
                        break;
                    }
                }
            }
            found.isSure = found.match.how == MessageMatch::How::Thread;
            reply.value = ReplyClass::Bounce;
            reply.sentence = found.bounce->diagnostic;
        }
        reply.classBy = Reply::ClassBy::Headers;
    } else {
        Result<QList<SentMail>> sent = m_store.sentMails(connection, message.inReplyTo + message.references,
                                                         addressesOf(message), domainOf(message.fromAddress), place);
        Result<QStringList> own = m_store.ownAddresses(connection);
        if (!sent || !own) {
            return sent ? failureOf(std::move(own)) : failureOf(std::move(sent));
        }
        found.match = matchOf(message, *sent, *own, place);
        if (!found.match.isFound()) {
            return nothing;
        }
        Result<QStringList> ours = m_store.ourTexts(connection, found.match.mail.send);
        if (!ours) {
            return failureOf(std::move(ours));
        }
        // The words that we offered for a "no" may be the ones they chose, above all else that stands there.
        const QString first = reply.newText.section(QLatin1Char('\n'), 0, 0, QString::SectionSkipEmpty);
        const QString fresh = OurWords(*ours).takenFrom(reply.newText);
        reply.newText = fresh;
        found.automatic = autoReplyOf(message, day.isValid() ? day : QDate::currentDate());
        if (found.automatic) {
            const bool isAway = found.automatic->kind == AutoReply::Kind::OutOfOffice;
            reply.value = isAway ? ReplyClass::OutOfOffice : ReplyClass::Automatic;
            reply.classBy = Reply::ClassBy::Headers;
            reply.sentence = found.automatic->sentence;
            reply.backOn = found.automatic->back;
        } else if (const std::optional<QString> wish = wishIn(fresh, first, message.subject)) {
            found.wantsOut = true;
            reply.newText = fresh.contains(first) ? fresh : (first + QLatin1Char('\n') + fresh).trimmed();
            reply.value = ReplyClass::OptOut;
            reply.sentence = *wish;
        } else {
            // What is meant for a program may say anything: a person reads it, and it moves nobody's status by itself.
            const Classification words = reply.givesOrders ? Classification() : classifyByWords(fresh);
            reply.value = words.value;
            reply.sentence = words.sentence;
        }
    }
    if (!found.match.isFound() || (found.match.needsConfirmation() && found.automatic)) {
        return nothing;
    }
    reply.matchedBy = matchedBy(found.match.how);
    reply.lead = found.match.mail.lead;
    reply.send = found.match.mail.send;
    reply.campaign = found.match.mail.campaign;
    return std::optional<Assessment>(found);
}

Result<ReplyId> ReplyIntake::take(Connection &connection, const Assessment &found, const QDateTime &now,
                                  const QDateTime &newsFrom) const
{
    Result<bool> known = m_store.isKnown(connection, found.reply.mailbox, found.reply.messageKey);
    if (!known || *known) {
        return known ? Result<ReplyId>(ReplyId()) : failureOf(std::move(known));
    }
    Result<std::optional<ReplyId>> same = m_store.sameMail(connection, found.reply);
    if (!same) {
        return failureOf(std::move(same));
    }
    if (*same) {
        Result<> placed = m_store.addPlace(connection, **same, found.reply.mailbox, found.reply.messageKey);
        return placed ? Result<ReplyId>(ReplyId()) : failureOf(std::move(placed));
    }
    Reply reply = found.reply;
    if (!reply.receivedAt.isValid()) {
        reply.receivedAt = now;
    }
    Result<ReplyId> id = m_store.add(connection, reply, now);
    if (!id) {
        return id;
    }
    reply.id = *id;
    Result<> followed;
    if (found.unsubscribed) {
        followed = m_consequences.followUnsubscribe(connection, *id, *found.unsubscribed, now);
    } else if (found.complaint) {
        followed = m_consequences.followComplaint(connection, reply, found.match.mail.address, now);
    } else if (found.bounce) {
        ReplyConsequences::Bounce bounce;
        bounce.report = *found.bounce;
        bounce.isSure = found.isSure;
        bounce.isSomebodyElse = found.match.isSomebodyElse;
        bounce.address = found.match.mail.address;
        followed = m_consequences.followBounce(connection, reply, bounce, now);
    } else if (found.automatic) {
        followed = m_consequences.followAbsence(connection, reply, *found.automatic, now);
    } else if (found.match.needsConfirmation()) {
        followed = m_store.ask(connection, *id, ReplyDecision::Kind::Sender);
    } else {
        followed = m_consequences.followAnswer(connection, reply, now);
    }
    if (followed && isHuman(reply.value) && (!newsFrom.isValid() || reply.receivedAt >= newsFrom)) {
        followed = m_store.addNews(connection, *id);
    }
    return followed ? id : failureOf(std::move(followed));
}

} // namespace AlwaysLeads
