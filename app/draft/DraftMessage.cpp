#include "draft/DraftMessage.h"

#include "campaign/CampaignStore.h"
#include "draft/DraftPlace.h"
#include "lead/LeadStore.h"
#include "mail/LightText.h"
#include "mailbox/MailboxStore.h"
#include "settings/SettingStore.h"
#include "settings/UnsubscribeLink.h"

#include <QCryptographicHash>

namespace AlwaysLeads {

namespace {

QString digest(const QString &text)
{
    return QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex());
}

QString digest(const Correspondent &person)
{
    return digest(person.name + QLatin1Char('\n') + person.address.toString());
}

QString formatWord(const OutgoingMessage &message)
{
    return mailFormatWord(message.format == OutgoingMessage::Format::Light ? MailFormat::Light : MailFormat::Plain);
}

QString inOneLine(const QString &lines)
{
    QStringList parts;
    for (const QString &line : lines.split(QLatin1Char('\n'))) {
        if (!line.trimmed().isEmpty()) {
            parts.append(line.trimmed());
        }
    }
    return parts.join(QStringLiteral(", "));
}

QString labelOf(const Lead &lead, const QString &field)
{
    for (const LeadFact &fact : factsOf(lead)) {
        if (fact.name == field) {
            return fact.label;
        }
    }
    return field;
}

} // namespace

QString DraftMessages::footer(const SenderProfile &sender)
{
    const QString signature =
        sender.signature.trimmed().isEmpty() ? sender.personName.trimmed() : sender.signature.trimmed();
    QStringList who;
    for (const QString &part : {sender.company.trimmed(), inOneLine(sender.postalAddress)}) {
        if (!part.isEmpty()) {
            who.append(part);
        }
    }
    QStringList lines;
    for (const QString &line : {signature, who.join(QStringLiteral(", "))}) {
        if (!line.isEmpty()) {
            lines.append(line);
        }
    }
    QString footer = lines.join(QLatin1Char('\n'));
    if (!sender.optOutSentence.trimmed().isEmpty()) {
        footer += QStringLiteral("\n\n") + sender.optOutSentence.trimmed();
    }
    return footer;
}

Result<DraftMessage> DraftMessages::build(Connection &connection, const Draft &draft) const
{
    DraftMessage built;
    built.draft = draft;
    Result<Lead> lead = LeadStore().lead(connection, draft.lead);
    if (!lead) {
        return failureOf(std::move(lead));
    }
    built.lead = *lead;
    Result<Campaign> campaign = CampaignStore().find(connection, draft.campaign);
    if (!campaign) {
        return failureOf(std::move(campaign));
    }
    Result<bool> left = CampaignStore().hasLeft(connection, draft.campaign, draft.lead);
    if (!left) {
        return failureOf(std::move(left));
    }
    if (*left) {
        return failure(ErrorKind::Invalid, tr("This person is not in the campaign any more."));
    }
    Result<DraftPlace> place = DraftPlaces().find(connection, draft, *campaign, *lead);
    if (!place) {
        return failureOf(std::move(place));
    }
    Result<std::optional<Mailbox>> mailbox = MailboxStore().find(connection, place->mailbox);
    if (!mailbox) {
        return failureOf(std::move(mailbox));
    }
    if (!*mailbox) {
        return failure(ErrorKind::Invalid, tr("Choose the mailbox this campaign sends from."));
    }
    built.mailbox = **mailbox;
    Result<SenderProfile> sender = SettingStore().senderProfile(connection);
    if (!sender) {
        return failureOf(std::move(sender));
    }
    built.sender = *sender;
    if (!lead->email && !place->to) {
        return failure(ErrorKind::Invalid, tr("No email address. Fill it in, or leave this person out."));
    }

    built.footer = footer(built.sender);
    OutgoingMessage &message = built.message;
    message.from = {built.mailbox.senderName.isEmpty() ? built.sender.personName : built.mailbox.senderName,
                    built.mailbox.address};
    message.to = place->to ? *place->to : Correspondent{lead->fullName(), *lead->email};
    message.subject = draft.subject;
    // An answer is written by hand, below words of theirs.
    message.format = campaign->format == MailFormat::Light && !place->to ? OutgoingMessage::Format::Light
                                                                         : OutgoingMessage::Format::PlainAndHtml;
    // The lines below are words: they stand under plain mails too.
    const bool isLight = message.format == OutgoingMessage::Format::Light;
    message.text =
        draft.body.trimmed() + QStringLiteral("\n\n") + (isLight ? lightEscaped(built.footer, true) : built.footer);
    message.messageId = draft.messageId;
    message.references = place->references;
    message.inReplyTo = place->references.isEmpty() ? QString() : place->references.last();
    message.unsubscribeTo = built.mailbox.address;
    // The random part of the Message-ID: who sends it back had this mail. OptOutTokens reads it.
    message.unsubscribeSubject = QStringLiteral("unsubscribe ") + draft.messageId.section(QLatin1Char('@'), 0, 0);
    Result<QString> link = unsubscribeLink(connection, built.sender, message.to.address);
    if (!link) {
        return failureOf(std::move(link));
    }
    message.unsubscribeUrl = *link;
    Result<QByteArray> undated = composeUndated(message);
    if (!undated) {
        return failureOf(std::move(undated));
    }
    built.undated = *undated;
    built.hash = contentHash(*undated);
    Result<int> version = latestVersion(connection, draft.step);
    if (!version) {
        return failureOf(std::move(version));
    }
    built.stepVersion = *version;
    return built;
}

Result<QString> DraftMessages::unsubscribeLink(Connection &connection, const SenderProfile &sender,
                                               const EmailAddress &person)
{
    if (sender.unsubscribeUrl.isEmpty()) {
        return QString();
    }
    if (Result<> fine = UnsubscribeLink::check(sender.unsubscribeUrl); !fine) {
        return failure(ErrorKind::Invalid,
                       tr("The unsubscribe link in your profile cannot be used. %1").arg(fine.error().message));
    }
    const Result<QByteArray> key = SettingStore().unsubscribeKey(connection);
    if (!key) {
        return failureOf(key);
    }
    if (key->isEmpty()) {
        return failure(ErrorKind::Invalid, tr("Type the unsubscribe link in your profile once more: its key is gone."));
    }
    return UnsubscribeLink::forPerson(sender.unsubscribeUrl, *key, person);
}

Result<int> DraftMessages::latestVersion(Connection &connection, StepId step)
{
    Result<CampaignStep> found = CampaignStore().step(connection, step);
    if (!found) {
        return failureOf(std::move(found));
    }
    return found->current.version;
}

QMap<QString, QString> DraftMessages::digests(const DraftMessage &built)
{
    return {
        {QStringLiteral("from"), digest(built.message.from)},
        {QStringLiteral("to"), digest(built.message.to)},
        {QStringLiteral("footer"), digest(built.footer)},
        {QStringLiteral("unsubscribe"), digest(built.message.unsubscribeUrl)},
        {QStringLiteral("text"), digest(built.draft.subject + QLatin1Char('\n') + built.draft.body)},
        {QStringLiteral("template"), QString::number(built.stepVersion)},
        {QStringLiteral("format"), formatWord(built.message)},
    };
}

QString DraftMessages::factChange(const Draft &draft, const Lead &lead)
{
    const QMap<QString, QString> now = factValues(lead);
    for (auto used = draft.facts.used.cbegin(); used != draft.facts.used.cend(); ++used) {
        const QString value = now.value(used.key());
        if (value == used.value()) {
            continue;
        }
        const QString label = labelOf(lead, used.key());
        if (used.value().isEmpty()) {
            return tr("%1 is known now: “%2”.").arg(label, value);
        }
        return value.isEmpty() ? tr("%1 is not known any more. It was “%2”.").arg(label, used.value())
                               : tr("%1 changed from “%2” to “%3”.").arg(label, used.value(), value);
    }
    return {};
}

MailFormat DraftMessages::approvedFormat(const Draft &draft)
{
    // An approval from before there was a choice was of a plain one.
    return mailFormatFrom(draft.facts.approved.value(QStringLiteral("format"), mailFormatWord(MailFormat::Plain)));
}

QString DraftMessages::changeSinceApproval(const DraftMessage &built)
{
    const Draft &draft = built.draft;
    if (draft.approvedHash.isEmpty()) {
        return tr("It was not approved.");
    }
    if (built.lead.deletedAt.isValid()) {
        return tr("The person was deleted.");
    }
    if (QString fact = factChange(draft, built.lead); !fact.isEmpty()) {
        return fact;
    }
    const QMap<QString, QString> now = digests(built);
    const auto changed = [&](const QString &part) { return draft.facts.approved.value(part) != now.value(part); };
    if (changed(QStringLiteral("template"))) {
        return tr("The campaign's text changed.");
    }
    if (draft.approvedHash == built.hash) {
        return {};
    }
    if (mailFormatWord(approvedFormat(draft)) != now.value(QStringLiteral("format"))) {
        return tr("The campaign's formatting changed.");
    }
    if (changed(QStringLiteral("from"))) {
        return tr("The mailbox or the sender's name changed.");
    }
    if (changed(QStringLiteral("to"))) {
        return tr("Their name or address changed.");
    }
    if (changed(QStringLiteral("footer"))) {
        return tr("Your signature, opt-out sentence or postal address changed.");
    }
    // An approval from before there were such links has no digest of one: then it was none.
    if (draft.facts.approved.value(QStringLiteral("unsubscribe"), digest(QString()))
        != now.value(QStringLiteral("unsubscribe"))) {
        return tr("The unsubscribe link changed.");
    }
    return tr("The text changed.");
}

} // namespace AlwaysLeads
