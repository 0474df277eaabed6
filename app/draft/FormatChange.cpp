#include "draft/FormatChange.h"

#include "campaign/CampaignStore.h"
#include "draft/DraftSlots.h"
#include "draft/DraftStore.h"
#include "draft/DraftVersions.h"
#include "draft/TemplateDrafting.h"
#include "lead/LeadStore.h"
#include "mail/LightText.h"

#include <algorithm>
#include <map>

namespace AlwaysLeads {

namespace {

/// Words of another look, so that they read as they did there.
class OtherLook
{
public:
    OtherLook(MailFormat before, MailFormat after)
        : m_before(before)
        , m_after(after)
    {
    }

    MailFormat before() const { return m_before; }
    MailFormat after() const { return m_after; }
    /// What of it is read.
    QString words(const QString &text) const { return m_before == MailFormat::Light ? lightPlain(text) : text; }
    QString text(const QString &before, bool beginsLine) const
    {
        return m_after == MailFormat::Light ? lightEscaped(words(before), beginsLine) : words(before);
    }

private:
    MailFormat m_before;
    MailFormat m_after;
};

/// The template's words with what Claude wrote in `draft` in their places, where the look is this one. False: these
/// are not the places of the draft.
bool putTogether(Draft &made, const Draft &draft, const OtherLook &look, MailFormat format)
{
    if (made.facts.claude.size() != draft.facts.claude.size()) {
        return false;
    }
    WrittenMail mail;
    for (qsizetype number = 0; number < draft.facts.claude.size(); ++number) {
        const DraftSlot &place = draft.facts.claude.at(number);
        if (place.wish != made.facts.claude.at(number).wish || !place.filled) {
            return false;
        }
        mail.claude.append(place.inSubject ? place.text : look.words(place.text));
    }
    MailBrief open;
    DraftSlots::leaveOpen(made, open);
    return DraftSlots::fill(made, open, mail, format);
}

/// The draft as the template gives it where mails look like this; nothing where that cannot be said.
std::optional<Draft> fromTemplate(const Draft &draft, const TemplateDrafting &drafting, const Lead &lead,
                                  const OtherLook &look, MailFormat format)
{
    const TemplateDrafting::Words words = drafting.words(lead, draft.variant, format);
    Draft made = draft;
    made.body = words.body;
    made.facts.claude = words.claude;
    const bool isFilled = std::ranges::any_of(draft.facts.claude, &DraftSlot::filled);
    if (!isFilled) {
        return made.facts.claude.size() == draft.facts.claude.size() ? std::optional(made) : std::nullopt;
    }
    made.subject = words.subject;
    return putTogether(made, draft, look, format) ? std::optional(made) : std::nullopt;
}

bool followTemplate(Draft &draft, const TemplateDrafting &drafting, const Lead &lead, const OtherLook &look)
{
    const std::optional<Draft> was = fromTemplate(draft, drafting, lead, look, look.before());
    std::optional<Draft> is = fromTemplate(draft, drafting, lead, look, look.after());
    if (!was || !is || was->body != draft.body) {
        return false; // an older template, other values, or words that a person typed
    }
    draft.body = draft.writtenBody = is->body;
    draft.facts.claude = is->facts.claude;
    return true;
}

void keepReading(Draft &draft, const OtherLook &look)
{
    draft.body = look.text(draft.body, true);
    draft.writtenBody = look.text(draft.writtenBody, true);
    for (DraftSlot &place : draft.facts.claude) {
        place.text = place.inSubject ? place.text : look.text(place.text, false);
    }
}

} // namespace

/// Of the steps that the drafts belong to, each read once.
class FormatChange::Templates
{
public:
    /// Null: it cannot be read now.
    Result<const TemplateDrafting *> of(Connection &connection, const Draft &draft)
    {
        auto found = m_all.find(draft.step.value());
        if (found == m_all.end()) {
            Result<TemplateDrafting> drafting = TemplateDrafting::open(connection, draft.campaign, draft.step);
            if (!drafting && drafting.error().kind != ErrorKind::Invalid
                && drafting.error().kind != ErrorKind::NotFound) {
                return failureOf(std::move(drafting));
            }
            found = m_all.emplace(draft.step.value(), drafting ? std::optional(*drafting) : std::nullopt).first;
        }
        return found->second ? &*found->second : nullptr;
    }

private:
    std::map<qint64, std::optional<TemplateDrafting>> m_all;
};

FormatChange::FormatChange(MailFormat before)
    : m_before(before)
{
}

Result<> FormatChange::follow(Connection &connection, CampaignId campaign, const QDateTime &now) const
{
    const DraftState states[] = {DraftState::Writing, DraftState::Blocked,  DraftState::Ready, DraftState::Approved,
                                 DraftState::Skipped, DraftState::Rejected, DraftState::Lapsed};
    Result<QList<Draft>> drafts = DraftStore().list(connection, states, campaign);
    if (!drafts) {
        return failureOf(std::move(drafts));
    }
    Templates templates;
    for (const Draft &draft : std::as_const(*drafts)) {
        if (Result<> followed = follow(connection, draft, templates, now); !followed) {
            return followed;
        }
    }
    return {};
}

Result<> FormatChange::follow(Connection &connection, DraftId id, const QDateTime &now) const
{
    Result<Draft> draft = DraftStore().find(connection, id);
    if (!draft) {
        return failureOf(std::move(draft));
    }
    Templates templates;
    return follow(connection, *draft, templates, now);
}

Result<> FormatChange::follow(Connection &connection, Draft draft, Templates &templates, const QDateTime &now) const
{
    Result<Campaign> campaign = CampaignStore().find(connection, draft.campaign);
    if (!campaign) {
        return failureOf(std::move(campaign));
    }
    const OtherLook look(m_before, campaign->format);
    if (look.before() == look.after()) {
        return {};
    }
    Result<Lead> lead = LeadStore().lead(connection, draft.lead);
    if (!lead) {
        return lead.error().kind == ErrorKind::NotFound ? Result<>() : failureOf(std::move(lead));
    }
    Result<const TemplateDrafting *> drafting = templates.of(connection, draft);
    if (!drafting) {
        return failureOf(std::move(drafting));
    }
    const Draft was = draft;
    const bool typed = !*drafting || !followTemplate(draft, **drafting, *lead, look);
    if (typed) {
        keepReading(draft, look);
    }
    for (DraftSentence &sentence : draft.facts.sentences) {
        QString &text = sentence.written.text;
        text = sentence.written.inSubject ? text : look.text(text, false);
    }
    if (draft == was) {
        return {};
    }
    // What can be gone back to begins before the change, and goes on with what stands there now.
    const bool isNoted = typed && draft.state != DraftState::Writing;
    if (Result<> noted = isNoted ? DraftVersionStore().note(connection, was, {}, now) : Result<>(); !noted) {
        return noted;
    }
    draft.updatedAt = now;
    if (Result<> saved = DraftStore().save(connection, draft); !saved) {
        return saved;
    }
    return isNoted ? DraftVersionStore().note(connection, draft, {}, now) : Result<>();
}

} // namespace AlwaysLeads
