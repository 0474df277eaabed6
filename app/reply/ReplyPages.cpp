#include "reply/ReplyPages.h"

#include "draft/AnswerStore.h"
#include "draft/DraftStore.h"
#include "lead/LeadStore.h"
#include "mailbox/MailboxStore.h"
#include "outbox/SendLedger.h"
#include "sending/RecipientZone.h"
#include "settings/SettingStore.h"

namespace AlwaysLeads {

namespace {

/// "84", kept when the answer came, as what became of it; nothing when the score is the same.
QString scoreSentence(const QString &before, const std::optional<Lead> &lead)
{
    bool isNumber = false;
    const int was = before.toInt(&isNumber);
    if (!isNumber || !lead || !lead->score || *lead->score == was) {
        return {};
    }
    return *lead->score > was ? ReplyPages::tr("Score rose from %1 to %2").arg(was).arg(*lead->score)
                              : ReplyPages::tr("Score fell from %1 to %2").arg(was).arg(*lead->score);
}

/// Where they live; empty where that is not known, or could be several.
QByteArray zoneOf(const Lead &lead)
{
    const RecipientZone guess = guessZone(lead.city, lead.country, lead.phone, QTimeZone());
    const bool isKnown = guess.source != RecipientZone::Source::Unknown && !guess.several && guess.zone.isValid();
    return isKnown ? guess.zone.id() : QByteArray();
}

Result<> addSender(Connection &connection, MailboxId id, ReplyPage &page)
{
    Result<std::optional<Mailbox>> mailbox = MailboxStore().find(connection, id);
    Result<SenderProfile> profile = SettingStore().senderProfile(connection);
    if (!mailbox || !profile) {
        return mailbox ? failureOf(std::move(profile)) : failureOf(std::move(mailbox));
    }
    page.sentName = *mailbox && !(*mailbox)->senderName.isEmpty() ? (*mailbox)->senderName : profile->personName;
    page.sentAddress = *mailbox ? (*mailbox)->address.shown() : QString();
    return {};
}

} // namespace

Result<ReplyPage> ReplyPages::page(Connection &connection, ReplyId id) const
{
    Result<Reply> reply = m_store.find(connection, id);
    if (!reply) {
        return failureOf(std::move(reply));
    }
    ReplyPage page;
    page.reply = *reply;
    if (!reply->lead.isNull()) {
        Result<Lead> lead = LeadStore().lead(connection, reply->lead);
        if (lead) {
            page.lead = *lead;
            page.zone = zoneOf(*lead);
        } else if (lead.error().kind != ErrorKind::NotFound) {
            return failureOf(std::move(lead));
        }
    }
    if (!reply->send.isNull()) {
        Result<Send> send = SendLedger().find(connection, reply->send);
        if (!send) {
            return failureOf(std::move(send));
        }
        page.sentAt = send->intentAt;
        if (Result<> sender = addSender(connection, send->mailbox, page); !sender) {
            return failureOf(std::move(sender));
        }
        Result<Draft> draft = DraftStore().find(connection, send->draft);
        if (draft) {
            page.sentSubject = draft->subject;
            page.sentText = draft->body;
        }
    }
    Result<QStringList> places = m_store.places(connection, id);
    if (!places) {
        return failureOf(std::move(places));
    }
    page.mailbox = places->join(QStringLiteral(", "));
    Result<QList<ReplyEffect>> effects = m_store.effects(connection, id);
    Result<QList<ReplyDecision>> decisions = m_store.decisions(connection, id);
    if (!effects || !decisions) {
        return effects ? failureOf(std::move(decisions)) : failureOf(std::move(effects));
    }
    Result<QList<HeldPerson>> held = m_store.heldBy(connection, id);
    Result<std::optional<DraftId>> answer = AnswerStore().draftFor(connection, id);
    if (!held || !answer) {
        return held ? failureOf(std::move(answer)) : failureOf(std::move(held));
    }
    for (const HeldPerson &person : std::as_const(*held)) {
        if (person.lead != reply->lead) {
            page.colleagues += person.name;
        }
    }
    page.answer = *answer;
    for (ReplyEffect &effect : *effects) {
        if (effect.kind == QLatin1String("score")) {
            effect.text = scoreSentence(effect.text, page.lead);
        }
        if (!effect.text.isEmpty()) {
            page.effects.append(effect);
        }
    }
    page.decisions = *decisions;
    if (page.colleagues.isEmpty()) { // those held have answered themselves since: nothing is left to decide
        page.decisions.removeIf([](const ReplyDecision &one) { return one.kind == ReplyDecision::Kind::Company; });
    }
    return page;
}

} // namespace AlwaysLeads
