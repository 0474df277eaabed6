#include "reply/ReplyIntake.h"

#include "campaign/CampaignStore.h"
#include "draft/DraftStore.h"
#include "lead/LeadEventStore.h"
#include "lead/LeadStore.h"
#include "optout/OptOutStore.h"
#include "outbox/SendLedger.h"
#include "reply/NewText.h"
#include "reply/OpenMailStore.h"
#include "reply/OptOutWish.h"
#include "reply/ReplyRules.h"

#include <QCryptographicHash>
#include <QLocale>
#include <QTimeZone>

namespace AlwaysLeads {

namespace {

constexpr qsizetype mostRaw = 256 * 1024;
constexpr qsizetype mostNewText = 20'000;
constexpr qsizetype mostWholeText = 100'000;
constexpr int daysWithoutDate = 5; ///< of an absence that names none
constexpr qint64 forEver = 253'402'300'799'000; ///< the end of the year 9999

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

Reply::MatchedBy matchedBy(MessageMatch::How how)
{
    return how == MessageMatch::How::Company ? Reply::MatchedBy::Company
        : how == MessageMatch::How::Thread   ? Reply::MatchedBy::Thread
                                             : Reply::MatchedBy::Address;
}

} // namespace

Result<bool> ReplyIntake::mayMatter(Connection &connection, MailboxId mailbox, const QByteArray &header) const
{
    const Result<ReplyMessage> message = readReply(header);
    if (!message) {
        return false;
    }
    if (!message->messageId.isEmpty()) {
        Result<bool> known = m_store.isKnown(connection, mailbox, message->messageId);
        if (!known || *known) {
            return known.map([](bool) { return false; });
        }
    }
    if (looksLikeReport(*message) || OptOutTokens::mayBeIn(message->subject)) {
        return true;
    }
    Result<QList<SentMail>> sent = m_store.sentMails(connection, message->inReplyTo + message->references,
                                                     addressesOf(*message), domainOf(message->fromAddress));
    if (!sent) {
        return failureOf(std::move(sent));
    }
    Result<QStringList> own = m_store.ownAddresses(connection);
    if (!own) {
        return failureOf(std::move(own));
    }
    return matchOf(*message, *sent, *own).isFound();
}

Result<std::optional<ReplyIntake::Assessment>>
ReplyIntake::assess(Connection &connection, MailboxId mailbox, const QByteArray &mime, const QDateTime &arrivedAt) const
{
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
    const QString fresh = newTextOf(message.text).text;
    reply.newText = fresh.left(mostNewText);
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
        Result<QList<SentMail>> sent = m_store.sentMails(connection, ids, addresses, QString());
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
            const bool isOurMail = found.match.how == MessageMatch::How::Thread;
            found.isSure = isOurMail
                || (report->isStandard
                    && message.header(QStringLiteral("return-path")).trimmed() == QLatin1String("<>"));
            reply.value = ReplyClass::Bounce;
            reply.sentence = found.bounce->diagnostic;
        }
        reply.classBy = Reply::ClassBy::Headers;
    } else {
        Result<QList<SentMail>> sent = m_store.sentMails(connection, message.inReplyTo + message.references,
                                                         addressesOf(message), domainOf(message.fromAddress));
        Result<QStringList> own = m_store.ownAddresses(connection);
        if (!sent || !own) {
            return sent ? failureOf(std::move(own)) : failureOf(std::move(sent));
        }
        found.match = matchOf(message, *sent, *own);
        found.automatic = autoReplyOf(message, day.isValid() ? day : QDate::currentDate());
        if (found.automatic) {
            const bool isAway = found.automatic->kind == AutoReply::Kind::OutOfOffice;
            reply.value = isAway ? ReplyClass::OutOfOffice : ReplyClass::Automatic;
            reply.classBy = Reply::ClassBy::Headers;
            reply.sentence = found.automatic->sentence;
            reply.backOn = found.automatic->back;
        } else if (const std::optional<QString> wish = optOutWishIn(fresh, message.subject)) {
            found.wantsOut = true;
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

Result<ReplyId> ReplyIntake::take(Connection &connection, const Assessment &found, const QDateTime &now) const
{
    Result<bool> known = m_store.isKnown(connection, found.reply.mailbox, found.reply.messageKey);
    if (!known || *known) {
        return known ? Result<ReplyId>(ReplyId()) : failureOf(std::move(known));
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
        followed = followUnsubscribe(connection, *id, *found.unsubscribed, now);
    } else if (found.complaint) {
        followed = suppress(connection, *id, found.match.mail.address, SuppressionReason::Complaint,
                            tr("Their provider reported the mail as unwanted."), now);
        if (followed) {
            followed = setStatus(connection, reply.lead, LeadStatus::OptedOut, now);
        }
    } else if (found.bounce) {
        followed = followBounce(connection, *id, found, now);
    } else if (found.automatic) {
        followed = followAbsence(connection, *id, found, now);
    } else if (found.match.needsConfirmation()) {
        followed = m_store.ask(connection, *id, ReplyDecision::Kind::Sender);
    } else {
        followed = followAnswer(connection, reply, now);
    }
    return followed ? id : failureOf(std::move(followed));
}

Result<> ReplyIntake::followAnswer(Connection &connection, const Reply &reply, const QDateTime &now) const
{
    Result<int> stopped = stopMails(connection, reply.lead, tr("They answered."), now);
    if (!stopped) {
        return failureOf(std::move(stopped));
    }
    if (Result<> noted = note(connection, reply.id, "stopped", tr("Sequence stopped"), now); !noted) {
        return noted;
    }
    if (reply.value == ReplyClass::OptOut) {
        // Their own mails wait for ever, until a person says yes or no.
        Result<> held = holdMails(connection, reply.id, reply.lead, {});
        held = held ? m_store.ask(connection, reply.id, ReplyDecision::Kind::OptOut) : held;
        held = held ? note(connection, reply.id, "held", tr("Sending to this person is held"), now) : held;
        if (!held) {
            return held;
        }
    }
    const LeadStatus status = reply.value == ReplyClass::Interested ? LeadStatus::Interested
        : reply.value == ReplyClass::NotNow                         ? LeadStatus::NotNow
                                                                    : LeadStatus::Replied;
    return setStatus(connection, reply.lead, status, now);
}

/// Nobody is asked: the token proves who it is, and there is nothing to misunderstand.
Result<> ReplyIntake::followUnsubscribe(Connection &connection, ReplyId id, const UnsubscribedPerson &person,
                                        const QDateTime &now) const
{
    for (const QString &address : person.addresses) {
        Result<> suppressed = suppress(connection, id, address, SuppressionReason::OptedOut,
                                       tr("They used the unsubscribe button of their mail program."), now);
        if (!suppressed) {
            return suppressed;
        }
    }
    Result<int> stopped = stopMails(connection, person.lead, tr("They unsubscribed."), now);
    return stopped ? setStatus(connection, person.lead, LeadStatus::OptedOut, now) : failureOf(std::move(stopped));
}

Result<> ReplyIntake::followBounce(Connection &connection, ReplyId id, const Assessment &found,
                                   const QDateTime &now) const
{
    const LeadId lead = found.reply.lead;
    Result<> done = note(connection, id, "bounced", tr("The mail came back"), now);
    if (!done || found.match.isSomebodyElse) {
        return done;
    }
    if (found.bounce->severity != BounceReport::Severity::Hard || !found.isSure) {
        return done; // a full mailbox or a filter says nothing of the address, nor of the person
    }
    done = setStatus(connection, lead, LeadStatus::Bounced, now);
    if (done && !found.reply.send.isNull()) {
        Result<bool> counted = SendLedger().noteReturned(connection, found.reply.send, now); // against its mailbox
        done = counted ? Result<>() : failureOf(std::move(counted));
    }
    if (!done) {
        return done;
    }
    Result<int> stopped = stopMails(connection, lead, tr("Their address is dead."), now);
    done = stopped ? LeadStore().setEmailState(connection, lead, EmailState::Invalid) : failureOf(std::move(stopped));
    return done ? suppress(connection, id, found.match.mail.address, SuppressionReason::Bounced,
                           found.bounce->diagnostic.left(300), now)
                : done;
}

Result<> ReplyIntake::followAbsence(Connection &connection, ReplyId id, const Assessment &found,
                                    const QDateTime &now) const
{
    const LeadId lead = found.reply.lead;
    switch (found.automatic->kind) {
    case AutoReply::Kind::LeftCompany: {
        Result<int> stopped = stopMails(connection, lead, tr("They do not work there any more."), now);
        return stopped ? note(connection, id, "stopped", tr("Sequence stopped: they left the company"), now)
                       : failureOf(std::move(stopped));
    }
    case AutoReply::Kind::OutOfOffice: {
        const QDate back =
            found.automatic->back.isValid() ? found.automatic->back : now.toLocalTime().date().addDays(daysWithoutDate);
        const QDateTime until = back.startOfDay().toUTC();
        if (until <= now) {
            return {};
        }
        Result<> held = holdMails(connection, id, lead, until);
        return held ? note(connection, id, "held",
                           tr("Further mails wait until %1").arg(QLocale().toString(back, QLocale::ShortFormat)), now)
                    : held;
    }
    case AutoReply::Kind::Receipt:
    case AutoReply::Kind::Other:
        break;
    }
    return {};
}

Result<int> ReplyIntake::stopMails(Connection &connection, LeadId lead, const QString &why, const QDateTime &now) const
{
    if (lead.isNull()) {
        return 0;
    }
    const OpenMailStore store;
    Result<QList<CampaignId>> campaigns = store.campaigns(connection, lead);
    Result<QList<OpenMail>> open = store.mails(connection, lead);
    if (!campaigns || !open) {
        return campaigns ? Result<int>(failureOf(std::move(open))) : Result<int>(failureOf(std::move(campaigns)));
    }
    for (const CampaignId campaign : std::as_const(*campaigns)) {
        if (Result<> left = CampaignStore().leave(connection, campaign, lead, why); !left) {
            return failureOf(std::move(left));
        }
    }
    for (const OpenMail &one : std::as_const(*open)) {
        if (!one.send.isNull()) {
            Result<> moved = SendLedger().move(connection, one.send, one.state, SendState::Cancelled,
                                               SendReason::TakenOut, {}, {}, now);
            if (!moved) {
                return failureOf(std::move(moved));
            }
        }
        if (Result<> set = DraftStore().setState(connection, one.draft, DraftState::Skipped, why, now); !set) {
            return failureOf(std::move(set));
        }
    }
    return int(open->size());
}

Result<> ReplyIntake::holdMails(Connection &connection, ReplyId reply, LeadId lead, const QDateTime &until) const
{
    if (lead.isNull()) {
        return {};
    }
    const QDateTime end = until.isValid() ? until : QDateTime::fromMSecsSinceEpoch(forEver, Qt::UTC);
    return m_store.hold(connection, lead, reply, end);
}

Result<> ReplyIntake::suppress(Connection &connection, ReplyId id, const QString &address, SuppressionReason reason,
                               const QString &detail, const QDateTime &now) const
{
    const Result<EmailAddress> parsed = EmailAddress::parse(address);
    if (!parsed) {
        return {};
    }
    Result<SuppressionEntry> entry = SuppressionStore().addAddress(connection, *parsed, reason, detail, now);
    if (!entry) {
        return failureOf(std::move(entry));
    }
    Result<QList<StoppedDraft>> stopped = OptOutStore().stopSuppressed(connection, now);
    return stopped ? note(connection, id, "suppressed", tr("Never written to again"), now)
                   : failureOf(std::move(stopped));
}

Result<> ReplyIntake::setStatus(Connection &connection, LeadId lead, LeadStatus status, const QDateTime &now) const
{
    if (lead.isNull()) {
        return {};
    }
    Result<Lead> person = LeadStore().lead(connection, lead);
    if (!person) {
        return person.error().kind == ErrorKind::NotFound ? Result<>() : failureOf(std::move(person));
    }
    if (person->status == LeadStatus::OptedOut) {
        return {}; // a no stays
    }
    Result<> set = LeadStore().setStatus(connection, lead, status);
    set = set ? LeadStore().touch(connection, lead, now) : set;
    return set ? LeadEventStore().append(connection, lead, LeadEventKind::Status, shown(status), now) : set;
}

Result<> ReplyIntake::note(Connection &connection, ReplyId id, const char *kind, const QString &text,
                           const QDateTime &now) const
{
    return m_store.addEffect(connection, id, ReplyEffect{QString::fromLatin1(kind), text, now});
}

} // namespace AlwaysLeads
