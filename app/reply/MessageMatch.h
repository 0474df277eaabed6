#pragma once

#include "campaign/Campaign.h"
#include "lead/Lead.h"
#include "outbox/Send.h"
#include "reply/ReplyMessage.h"

namespace AlwaysLeads {

/// A mail of ours that an incoming one may be about.
struct SentMail
{
    SendId send;
    LeadId lead;
    CampaignId campaign;
    MailboxId mailbox;
    QString messageId; ///< without brackets
    QString keptMessageId; ///< the one it left with, if a service put that in place of ours
    QString draftMessageId; ///< the one that its draft was given, if it was not ours
    QString threadId; ///< of the conversation that the service of its mailbox put it in
    QString subject;
    QString address; ///< it went to
    QStringList otherAddresses; ///< the same person's now and before
    QDateTime sentAt;

    bool operator==(const SentMail &) const = default;
};

/// Where a mail came in, and the conversation that the service of this mailbox put it in.
struct MailPlace
{
    MailboxId mailbox;
    QString threadId{}; ///< empty: it has none, or did not say

    bool operator==(const MailPlace &) const = default;
};

/// Whom an incoming mail is from, and what it answers.
struct MessageMatch
{
    enum class How {
        None, ///< nobody we wrote to
        Own, ///< ours: a copy, a follow-up, a colleague's mailbox of this program
        Thread, ///< it names our mail's id
        Address, ///< the person's address
        Conversation, ///< somebody else in the same conversation, as the service sees it: a person has to confirm
        Company, ///< a colleague of theirs, by subject: a person has to confirm
    };

    How how = How::None;
    SentMail mail; ///< unless None and Own
    bool isSomebodyElse = false; ///< from another address than the one we wrote to

    bool isFound() const { return how != How::None && how != How::Own; }
    bool needsConfirmation() const { return how == How::Company || how == How::Conversation; }
    bool operator==(const MessageMatch &) const = default;
};

/// `sent` are the mails that could be meant, `own` the addresses of all mailboxes with their aliases. Ids compare with
/// case (RFC 5322). Of several mails that fit equally the latest is meant. A conversation counts after what the headers
/// name, and by itself only as a question: services put mails together by their subject too.
MessageMatch matchOf(const ReplyMessage &message, const QList<SentMail> &sent, const QStringList &own,
                     const MailPlace &place = {});

/// The same for a report about a mail: by its id, else by the address it went to.
MessageMatch matchOfReport(const QStringList &originalIds, const QString &address, const QList<SentMail> &sent);

/// Whether a report returned this very mail to the mailbox that sent it, by the headers that stand in it: for services
/// that give a mail another id, and for reports that leave the id out.
bool isReturned(const SentMail &mail, const ReplyMessage &report, MailboxId mailbox, const QStringList &own);

/// "Re: AW: Fwd: Hello" → "Hello" (RFC 5256 §2.1, and the prefixes of other languages).
QString baseSubject(const QString &subject);
/// True when anybody can have an address there, so that it says nothing of a company.
bool isPublicMailDomain(const QString &domain);

} // namespace AlwaysLeads
