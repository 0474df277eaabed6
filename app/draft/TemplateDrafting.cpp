#include "draft/TemplateDrafting.h"

#include "assistant/SlotPrompt.h"
#include "campaign/CampaignStore.h"
#include "draft/DraftBatches.h"
#include "draft/DraftMessage.h"
#include "draft/SequenceStore.h"
#include "lead/LeadEventStore.h"
#include "lead/LeadStore.h"
#include "mailbox/MailboxStore.h"
#include "suppression/SuppressionStore.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

/// The subject of an answer within the same conversation.
QString inReplyTo(const QString &subject)
{
    const QString mark = QStringLiteral("Re: ");
    return subject.startsWith(mark.trimmed(), Qt::CaseInsensitive) ? subject : mark + subject;
}

} // namespace

Result<TemplateDrafting> TemplateDrafting::open(Connection &connection, CampaignId campaign, StepId step)
{
    const CampaignStore campaigns;
    TemplateDrafting drafting;
    drafting.m_campaign = campaign;
    Result<Campaign> found = campaigns.find(connection, campaign);
    if (!found) {
        return failureOf(std::move(found));
    }
    Result<std::optional<Mailbox>> mailbox = MailboxStore().find(connection, found->mailbox);
    if (!mailbox) {
        return failureOf(std::move(mailbox));
    }
    if (!*mailbox) {
        return failure(ErrorKind::Invalid,
                       tr("Choose the mailbox this campaign sends from. Each mail is written in its name."));
    }
    drafting.m_sender = (*mailbox)->address;
    drafting.m_format = found->format;
    Result<QList<CampaignStep>> steps = campaigns.steps(connection, campaign);
    if (!steps) {
        return failureOf(std::move(steps));
    }
    const auto chosen = step.isNull() ? steps->begin() : std::ranges::find(*steps, step, &CampaignStep::id);
    if (chosen == steps->end()) {
        return failure(ErrorKind::NotFound, tr("This step is not there any more."));
    }
    drafting.m_step = *chosen;
    drafting.m_isFollowUp =
        std::any_of(steps->begin(), chosen, [](const CampaignStep &each) { return each.kind == StepKind::Mail; });
    Result<QList<TemplateField>> known = campaigns.fields(connection);
    if (!known) {
        return failureOf(std::move(known));
    }
    const bool isMail = drafting.m_step.kind == StepKind::Mail;
    for (const StepVariant &variant : drafting.m_step.current.variants()) {
        const bool needsSubject = !isMail || !drafting.m_isFollowUp;
        if ((needsSubject && variant.text.subject.trimmed().isEmpty())
            || (isMail && variant.text.body.trimmed().isEmpty())) {
            return failure(ErrorKind::Invalid,
                           tr("The campaign has no text yet. Write its subject and its mail first."));
        }
        const Parsed parsed{Template::parse(variant.text.subject, *known), Template::parse(variant.text.body, *known)};
        if (Result<> sound = check(parsed, drafting.m_step.kind); !sound) {
            return failureOf(std::move(sound));
        }
        drafting.m_variants.append(parsed);
    }
    return drafting;
}

Result<> TemplateDrafting::check(const Parsed &parsed, StepKind kind)
{
    for (const Template *part : {&parsed.subject, &parsed.body}) {
        if (!part->problems().isEmpty()) {
            const TemplateProblem &problem = part->problems().first();
            return failure(ErrorKind::Invalid,
                           tr("%1 (line %2, column %3)").arg(problem.message).arg(problem.line).arg(problem.column));
        }
        if (kind == StepKind::Task && !part->wishes().isEmpty()) {
            return failure(ErrorKind::Invalid,
                           tr("Claude writes in mails only. Take {claude: …} out of the text of this task."));
        }
    }
    return {};
}

bool TemplateDrafting::anyWish() const
{
    const QList<StepVariant> variants = m_step.current.variants();
    const bool wishes = std::ranges::any_of(
        variants, [](const StepVariant &variant) { return !variant.text.wish.trimmed().isEmpty(); });
    return wishes || std::ranges::any_of(m_variants, [](const Parsed &parsed) {
               return !parsed.subject.wishes().isEmpty() || !parsed.body.wishes().isEmpty();
           });
}

TemplateDrafting::Words TemplateDrafting::words(const Lead &lead, int variant, MailFormat format) const
{
    const Parsed &parsed = m_variants.at(variant < m_variants.size() ? variant : 0);
    const QMap<QString, QString> facts = factValues(lead);
    const quint64 seed = templateSeed(lead.id.value(), m_step.id.value(), m_step.current.version);
    const Template::Rendered subject = parsed.subject.render(facts, Template::Lines::Single, seed);
    const Template::Rendered body = parsed.body.render(facts, bodyLines(format), seed);
    Words words{subject.text, body.text, subject.used, {}, {}};
    words.used.insert(body.used);
    for (const Template::Rendered *part : {&subject, &body}) {
        for (const RenderedSlot &slot : part->claude) {
            words.claude.append({slot.wish, part == &subject, int(slot.at), part->text.mid(slot.at, slot.length)});
        }
    }
    QStringList missing = subject.missing + body.missing;
    missing.removeDuplicates();
    QStringList odd = subject.notNumbers + body.notNumbers;
    odd.removeDuplicates();
    if (!missing.isEmpty()) {
        words.problem = tr("No %1. Fill it in, add a fallback, or leave this person out.")
                            .arg(missing.join(tr(" and no ", "between two missing fields")));
    } else if (!odd.isEmpty()) {
        words.problem = tr("For this person, %1 is not a number: “%2”. A condition compares it. Mend it, or leave this "
                           "person out.")
                            .arg(odd.first(), facts.value(odd.first()).left(60));
    } else if (subject.tooLong || body.tooLong) {
        words.problem = tr("With this person's values the mail is too long.");
    } else if (words.claude.size() > SlotPrompt::most) {
        words.problem = tr("A mail has at most %L1 places for Claude. Take some out.").arg(SlotPrompt::most);
    }
    return words;
}

bool TemplateDrafting::mayStay(const Draft &draft, const Lead &lead) const
{
    switch (draft.state) {
    case DraftState::Approved:
    case DraftState::Queued:
    case DraftState::Sent:
    case DraftState::Skipped:
    case DraftState::Rejected:
        return true;
    case DraftState::Writing:
    case DraftState::Blocked:
        return false;
    case DraftState::Lapsed:
        return draft.origin == DraftOrigin::Person;
    case DraftState::Ready:
        return draft.origin == DraftOrigin::Person
            || (draft.version == m_step.current.version && DraftMessages::factChange(draft, lead).isEmpty());
    }
    return true;
}

Result<std::optional<Draft>> TemplateDrafting::begin(Connection &connection, const Lead &lead, const QDateTime &now,
                                                     const QDateTime &dueAt) const
{
    Result<std::optional<Draft>> present = m_drafts.findFor(connection, lead.id, m_step.id);
    if (!present) {
        return failureOf(std::move(present));
    }
    if (*present) {
        Result<bool> awaited = (*present)->state == DraftState::Writing ? DraftBatches::isAwaited(connection, **present)
                                                                        : Result<bool>(false);
        if (!awaited) {
            return failureOf(std::move(awaited));
        }
        return *awaited || mayStay(**present, lead) ? std::optional<Draft>() : *present;
    }
    Draft draft;
    draft.lead = lead.id;
    draft.campaign = m_campaign;
    draft.step = m_step.id;
    draft.version = m_step.current.version;
    draft.variant = m_step.current.variantFor(lead.id, m_step.id);
    draft.dueAt = dueAt;
    draft.messageId = newMessageId(m_sender);
    draft.createdAt = now;
    draft.updatedAt = now;
    return std::optional<Draft>(draft);
}

Result<std::optional<Draft>> TemplateDrafting::plan(Connection &connection, LeadId leadId, Hand hand,
                                                    const QDateTime &now) const
{
    Result<Lead> lead = LeadStore().lead(connection, leadId);
    if (!lead) {
        return failureOf(std::move(lead));
    }
    Result<std::optional<Draft>> begun = begin(connection, *lead, now, {});
    if (!begun || !*begun) {
        return begun;
    }
    return compose(connection, **begun, *lead, hand, now).map([](const Draft &draft) { return std::optional(draft); });
}

Result<std::optional<Draft>> TemplateDrafting::write(Connection &connection, LeadId leadId, Hand hand,
                                                     const QDateTime &now, const QDateTime &dueAt) const
{
    Result<Lead> lead = LeadStore().lead(connection, leadId);
    if (!lead) {
        return failureOf(std::move(lead));
    }
    Result<std::optional<Draft>> begun = begin(connection, *lead, now, dueAt);
    if (!begun || !*begun) {
        return begun;
    }
    Draft draft = **begun;
    const bool isNew = draft.id.isNull();
    if (isNew) {
        Result<DraftId> id = m_drafts.add(connection, draft);
        if (!id) {
            return failureOf(std::move(id));
        }
        draft.id = *id;
    }
    Result<Draft> filled = fill(connection, draft, *lead, hand, now);
    if (!filled) {
        return failureOf(std::move(filled));
    }
    if (isNew && filled->state != DraftState::Blocked) {
        if (Result<> told =
                LeadEventStore().append(connection, leadId, LeadEventKind::DraftWritten, filled->subject, now);
            !told) {
            return failureOf(std::move(told));
        }
    }
    return std::optional<Draft>(*filled);
}

Result<Draft> TemplateDrafting::writeAgain(Connection &connection, const Draft &draft, Hand hand,
                                           const QDateTime &now) const
{
    if (draft.state != DraftState::Blocked && draft.state != DraftState::Lapsed && draft.state != DraftState::Ready) {
        return failure(ErrorKind::Refused, tr("This draft is decided. Undo the decision first."));
    }
    Result<Lead> lead = LeadStore().lead(connection, draft.lead);
    if (!lead) {
        return failureOf(std::move(lead));
    }
    return fill(connection, draft, *lead, hand, now);
}

Result<Draft> TemplateDrafting::compose(Connection &connection, Draft draft, const Lead &lead, Hand hand,
                                        const QDateTime &now) const
{
    Words text = words(lead, draft.variant);
    if (m_isFollowUp && text.subject.isEmpty()) {
        Result<QList<FollowedMail>> before = SequenceStore().sentMails(connection, draft.campaign, draft.lead);
        if (!before) {
            return failureOf(std::move(before));
        }
        text.subject = before->isEmpty() ? QString() : inReplyTo(before->first().subject);
    }

    draft.version = m_step.current.version;
    draft.origin = DraftOrigin::Template;
    draft.subject = draft.writtenSubject = text.subject;
    draft.body = draft.writtenBody = text.body;
    draft.facts.used = text.used;
    draft.facts.approved.clear();
    draft.facts.sentences.clear();
    draft.facts.prompt.clear();
    draft.facts.claude = text.claude;
    draft.approvedHash.clear();
    draft.approvedAt = {};
    draft.updatedAt = now;
    draft.reason.clear();
    const bool claudeToo = hand == Hand::ClaudeOnTop && (!text.claude.isEmpty() || !wishOf(draft).trimmed().isEmpty());
    draft.state = claudeToo ? DraftState::Writing : DraftState::Ready;

    std::optional<SuppressionEntry> suppressed;
    if (lead.email) {
        Result<std::optional<SuppressionEntry>> asked = SuppressionStore().find(connection, *lead.email);
        if (!asked) {
            return failureOf(std::move(asked));
        }
        suppressed = *asked;
    }
    if (suppressed) {
        draft.reason = SuppressionStore::sentence(*suppressed);
    } else if (!lead.email) {
        draft.reason = tr("No email address. Fill it in, or leave this person out.");
    } else if (!text.problem.isEmpty()) {
        draft.reason = text.problem;
    } else if (text.subject.trimmed().isEmpty() || text.body.trimmed().isEmpty()) {
        draft.reason = tr("The subject or the mail is empty for this person.");
    } else if (!text.claude.isEmpty() && !claudeToo) {
        draft.reason =
            tr("Claude writes places of this mail. Add your Claude key in Settings, or write them yourself.");
    }
    if (!draft.reason.isEmpty()) {
        draft.state = DraftState::Blocked;
    }
    return draft;
}

Result<Draft> TemplateDrafting::fill(Connection &connection, Draft before, const Lead &lead, Hand hand,
                                     const QDateTime &now) const
{
    Result<Draft> composed = compose(connection, std::move(before), lead, hand, now);
    if (!composed) {
        return composed;
    }
    const Draft &draft = *composed;
    if (Result<> saved = m_drafts.save(connection, draft); !saved) {
        return failureOf(std::move(saved));
    }
    if (draft.state == DraftState::Ready && lead.status == LeadStatus::New) {
        if (Result<> marked = LeadStore().setStatus(connection, lead.id, LeadStatus::DraftReady); !marked) {
            return failureOf(std::move(marked));
        }
    }
    return draft;
}

} // namespace AlwaysLeads
