#include "draft/TemplateDrafting.h"

#include "campaign/CampaignStore.h"
#include "draft/DraftMessage.h"
#include "lead/LeadEventStore.h"
#include "lead/LeadStore.h"
#include "mailbox/MailboxStore.h"
#include "suppression/SuppressionStore.h"

namespace AlwaysLeads {

Result<TemplateDrafting> TemplateDrafting::open(Connection &connection, CampaignId campaign)
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
    Result<QList<CampaignStep>> steps = campaigns.steps(connection, campaign);
    if (!steps) {
        return failureOf(std::move(steps));
    }
    if (steps->isEmpty() || steps->first().current.text.subject.trimmed().isEmpty()
        || steps->first().current.text.body.trimmed().isEmpty()) {
        return failure(ErrorKind::Invalid, tr("The campaign has no text yet. Write its subject and its mail first."));
    }
    drafting.m_step = steps->first();
    Result<QList<TemplateField>> known = campaigns.fields(connection);
    if (!known) {
        return failureOf(std::move(known));
    }
    drafting.m_subject = Template::parse(drafting.text().subject, *known);
    drafting.m_body = Template::parse(drafting.text().body, *known);
    for (const Template *part : {&drafting.m_subject, &drafting.m_body}) {
        if (!part->problems().isEmpty()) {
            return failure(ErrorKind::Invalid, part->problems().first().message);
        }
    }
    return drafting;
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

Result<std::optional<Draft>> TemplateDrafting::write(Connection &connection, LeadId leadId, Hand hand,
                                                     const QDateTime &now) const
{
    Result<Lead> lead = LeadStore().lead(connection, leadId);
    if (!lead) {
        return failureOf(std::move(lead));
    }
    Result<std::optional<Draft>> present = m_drafts.findFor(connection, leadId, m_step.id);
    if (!present) {
        return failureOf(std::move(present));
    }
    Draft draft;
    const bool isNew = !*present;
    if (*present) {
        draft = **present;
        if (mayStay(draft, *lead)) {
            return std::optional<Draft>();
        }
    } else {
        draft.lead = leadId;
        draft.campaign = m_campaign;
        draft.step = m_step.id;
        draft.version = m_step.current.version;
        draft.messageId = newMessageId(m_sender);
        draft.createdAt = now;
        draft.updatedAt = now;
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

Result<Draft> TemplateDrafting::fill(Connection &connection, Draft draft, const Lead &lead, Hand hand,
                                     const QDateTime &now) const
{
    const QMap<QString, QString> facts = factValues(lead);
    const Template::Rendered subject = m_subject.render(facts, Template::Lines::Single);
    const Template::Rendered body = m_body.render(facts, Template::Lines::Many);
    QStringList missing = subject.missing + body.missing;
    missing.removeDuplicates();

    draft.version = m_step.current.version;
    draft.origin = DraftOrigin::Template;
    draft.subject = draft.writtenSubject = subject.text;
    draft.body = draft.writtenBody = body.text;
    draft.facts.used = subject.used;
    draft.facts.used.insert(body.used);
    draft.facts.approved.clear();
    draft.approvedHash.clear();
    draft.approvedAt = {};
    draft.updatedAt = now;
    draft.reason.clear();
    draft.state = hand == Hand::ClaudeOnTop ? DraftState::Writing : DraftState::Ready;

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
    } else if (!missing.isEmpty()) {
        draft.reason = tr("No %1. Fill it in, add a fallback, or leave this person out.")
                           .arg(missing.join(tr(" and no ", "between two missing fields")));
    } else if (subject.text.trimmed().isEmpty() || body.text.trimmed().isEmpty()) {
        draft.reason = tr("The subject or the mail is empty for this person.");
    }
    if (!draft.reason.isEmpty()) {
        draft.state = DraftState::Blocked;
    }
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
