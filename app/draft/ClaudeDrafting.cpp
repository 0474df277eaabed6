#include "draft/ClaudeDrafting.h"

#include "campaign/CampaignStore.h"
#include "draft/ClaudeOffer.h"
#include "draft/DraftSlots.h"
#include "draft/DraftStore.h"
#include "draft/DraftVersions.h"
#include "draft/WritingProfile.h"
#include "lead/LeadStore.h"
#include "mail/LightText.h"
#include "settings/SettingStore.h"

#include <utility>

namespace AlwaysLeads {

Result<MailBrief> ClaudeDrafting::brief(Connection &connection, DraftId id, const QString &wish)
{
    Result<Draft> draft = DraftStore().find(connection, id);
    if (!draft) {
        return failureOf(std::move(draft));
    }
    Result<Lead> lead = LeadStore().lead(connection, draft->lead);
    if (!lead) {
        return failureOf(std::move(lead));
    }
    return brief(connection, *draft, *lead, wish);
}

Result<MailAuthor> ClaudeDrafting::author(Connection &connection)
{
    Result<SenderProfile> sender = SettingStore().senderProfile(connection);
    if (!sender) {
        return failureOf(std::move(sender));
    }
    MailAuthor author{sender->personName, sender->company, sender->offer, {}};
    Result<> added = WritingProfileStore::addTo(connection, author);
    return added ? Result<MailAuthor>(author) : failureOf(std::move(added));
}

QList<KnownFact> ClaudeDrafting::factsAbout(const Lead &lead)
{
    QList<KnownFact> facts;
    for (const LeadFact &fact : factsOf(lead)) {
        if (!fact.value.isEmpty() && fact.name != QLatin1String("email") && fact.name != QLatin1String("phone")) {
            facts.append({fact.name, fact.value}); // what writing does not need is not sent out
        }
    }
    return facts;
}

Result<MailBrief> ClaudeDrafting::brief(Connection &connection, const Draft &draft, const Lead &lead,
                                        const QString &wish)
{
    Result<MailAuthor> sender = author(connection);
    if (!sender) {
        return failureOf(std::move(sender));
    }
    MailBrief brief;
    brief.sender = *sender;
    brief.facts = factsAbout(lead);
    DraftSlots::leaveOpen(draft, brief);
    if (brief.claude.isEmpty() && !draft.facts.claude.isEmpty()) {
        return failure(ErrorKind::Refused,
                       tr("You changed every place that Claude wrote in this mail, and the rest is your own text. "
                          "Have it written again from the campaign, or write it yourself."));
    }
    if (brief.claude.isEmpty()) { // it writes anew, in words alone
        Result<Campaign> campaign = CampaignStore().find(connection, draft.campaign);
        if (!campaign) {
            return failureOf(std::move(campaign));
        }
        brief.body = campaign->format == MailFormat::Light ? lightPlain(brief.body) : brief.body;
    }
    brief.wish = wish;
    brief.draftId = draft.id.value();
    brief.language = lead.language;
    return brief;
}

Result<ClaudeDrafting::Kept> ClaudeDrafting::keep(Connection &connection, DraftId id, const WrittenMail &mail,
                                                  const MailBrief &brief, const Draft &asked, const QDateTime &now)
{
    Result<Draft> draft = DraftStore().find(connection, id);
    if (!draft) {
        return failureOf(std::move(draft));
    }
    const Draft theirs = *draft;
    Result<bool> isOffer = ClaudeOffer::isDue(connection, theirs, asked);
    if (!isOffer) {
        return failureOf(std::move(isOffer));
    }
    if (draft->state != DraftState::Writing && draft->state != DraftState::Ready && draft->state != DraftState::Blocked
        && draft->state != DraftState::Lapsed) {
        return failure(ErrorKind::Refused, tr("This draft was decided while Claude wrote. It stays as it was."));
    }
    Result<Campaign> campaign = CampaignStore().find(connection, draft->campaign);
    if (!campaign) {
        return failureOf(std::move(campaign));
    }
    const bool isLight = campaign->format == MailFormat::Light;
    const DraftVersionStore versions;
    if (Result<> noted = versions.note(connection, *draft, {}, now); !noted) {
        return failureOf(std::move(noted));
    }
    if (brief.claude.isEmpty()) {
        draft->subject = cleanLine(mail.subject);
        draft->body = isLight ? lightEscaped(mail.body, true) : mail.body;
    } else if (!DraftSlots::fill(*draft, brief, mail, campaign->format)) {
        return failure(ErrorKind::Refused, tr("This draft was changed while Claude wrote. It stays as it is now."));
    }
    draft->origin = DraftOrigin::Claude;
    draft->state = DraftState::Ready;
    draft->reason.clear();
    draft->writtenSubject = draft->subject;
    draft->writtenBody = draft->body;
    draft->facts.prompt = mail.prompt;
    // Places that a person changed are not written anew; sentences of Claude's that are left in them still count.
    draft->facts.sentences.removeIf([&](const DraftSentence &sentence) {
        const QString &kept = sentence.written.inSubject ? brief.subject : brief.body;
        return brief.claude.isEmpty() || !kept.contains(sentence.written.text);
    });
    for (WrittenSentence sentence : mail.sentences) {
        if (isLight && !sentence.inSubject) {
            sentence.text = lightEscaped(sentence.text); // as it stands in the body, where it is looked for
        }
        draft->facts.sentences.append({sentence, false});
    }
    for (const KnownFact &fact : brief.facts) {
        if (mail.usedFacts.contains(fact.name)) {
            draft->facts.used.insert(fact.name, fact.value);
        }
    }
    if (*isOffer) {
        return ClaudeOffer::put(connection, theirs, *draft, brief.wish, now).map([](const Draft &kept) {
            return Kept{kept, true};
        });
    }
    draft->facts.offer = 0;
    draft->approvedHash.clear();
    draft->approvedAt = {};
    draft->updatedAt = now;
    if (Result<> saved = DraftStore().save(connection, *draft); !saved) {
        return failureOf(std::move(saved));
    }
    if (Result<> noted = versions.note(connection, *draft, brief.wish, now); !noted) {
        return failureOf(std::move(noted));
    }
    Result<Lead> lead = LeadStore().lead(connection, draft->lead);
    if (lead && lead->status == LeadStatus::New) {
        if (Result<> marked = LeadStore().setStatus(connection, lead->id, LeadStatus::DraftReady); !marked) {
            return failureOf(std::move(marked));
        }
    }
    return Kept{*draft};
}

} // namespace AlwaysLeads
