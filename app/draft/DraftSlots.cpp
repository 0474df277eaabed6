#include "draft/DraftSlots.h"

#include "assistant/SlotPrompt.h"
#include "campaign/Template.h"
#include "mail/LightText.h"

#include <array>

namespace AlwaysLeads {

QList<std::optional<int>> DraftSlots::where(const Draft &draft)
{
    QList<std::optional<int>> places;
    std::array<qsizetype, 2> from{}; // of the body, of the subject: they stand in order
    for (const DraftSlot &slot : draft.facts.claude) {
        const QString &text = slot.inSubject ? draft.subject : draft.body;
        qsizetype &next = from.at(slot.inSubject ? 1 : 0);
        const bool stayed = slot.at >= next && QStringView(text).mid(slot.at).startsWith(slot.text);
        const qsizetype at = slot.text.isEmpty() ? -1 : stayed ? slot.at : text.indexOf(slot.text, next);
        places.append(at < 0 ? std::nullopt : std::optional(int(at)));
        next = at < 0 ? next : at + slot.text.size();
    }
    return places;
}

void DraftSlots::leaveOpen(const Draft &draft, MailBrief &brief)
{
    brief.subject = draft.subject;
    brief.body = draft.body;
    brief.claude.clear();
    const QList<std::optional<int>> places = where(draft);
    std::array<int, 2> taken{}; // of the body, of the subject
    for (qsizetype number = 0; number < places.size(); ++number) {
        if (!places.at(number)) {
            continue;
        }
        const DraftSlot &slot = draft.facts.claude.at(number);
        QString &text = slot.inSubject ? brief.subject : brief.body;
        int &before = taken.at(slot.inSubject ? 1 : 0);
        const int at = *places.at(number) - before;
        text.remove(at, slot.text.size());
        before += int(slot.text.size());
        brief.claude.append({slot.wish, slot.inSubject, at});
    }
}

bool DraftSlots::fill(Draft &draft, const MailBrief &asked, const WrittenMail &mail, MailFormat format)
{
    MailBrief now;
    leaveOpen(draft, now);
    if (now.subject != asked.subject || now.body != asked.body || now.claude != asked.claude
        || mail.claude.size() != asked.claude.size()) {
        return false;
    }
    draft.facts.claude.clear();
    std::array<int, 2> added{};
    QStringList put;
    for (qsizetype number = 0; number < asked.claude.size(); ++number) {
        const MailSlot &slot = asked.claude.at(number);
        const bool isMarked = format == MailFormat::Light && !slot.inSubject;
        const bool beginsLine = slot.at == 0 || asked.body.mid(slot.at - 1, 1) == QLatin1String("\n");
        put.append(isMarked ? lightEscaped(mail.claude.at(number), beginsLine) : mail.claude.at(number));
        const QString &words = put.last();
        int &before = added.at(slot.inSubject ? 1 : 0);
        draft.facts.claude.append({slot.wish, slot.inSubject, slot.at + before, words, true});
        before += int(words.size());
    }
    draft.subject = SlotPrompt::filled(asked, true, put);
    draft.body = SlotPrompt::filled(asked, false, put);
    return true;
}

QList<LaunchCheckLine> DraftSlots::withoutKey(const QList<CampaignStep> &steps)
{
    for (const CampaignStep &step : steps) {
        const QList<StepVariant> variants = step.current.variants();
        for (int variant = 0; variant < variants.size() && step.kind == StepKind::Mail; ++variant) {
            const StepText &text = variants.at(variant).text;
            if (Template::parse(text.subject, {}).wishes().isEmpty()
                && Template::parse(text.body, {}).wishes().isEmpty()) {
                continue;
            }
            LaunchCheckLine line{LaunchCheckLine::Level::MustFix, LaunchCheckLine::Fix::ClaudeKey,
                                 tr("Claude writes places of a mail, and has no key"),
                                 tr("Add your Claude key in Settings, or write these places yourself.")};
            line.step = step.id;
            line.variant = variant;
            return {line};
        }
    }
    return {};
}

QString DraftSlots::objection(const Draft &draft)
{
    const QList<std::optional<int>> places = where(draft);
    for (qsizetype number = 0; number < places.size(); ++number) {
        const DraftSlot &slot = draft.facts.claude.at(number);
        if (places.at(number) && !slot.filled) {
            return tr("A place for Claude is still open: %1 Write it yourself, or try this draft again.")
                .arg(slot.text.left(120));
        }
    }
    return {};
}

} // namespace AlwaysLeads
