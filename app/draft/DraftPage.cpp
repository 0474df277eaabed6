#include "draft/DraftPage.h"

#include "assistant/AssistantCallStore.h"
#include "campaign/CampaignStore.h"
#include "draft/AnswerGaps.h"
#include "draft/AnswerStore.h"
#include "draft/DraftSentences.h"
#include "draft/DraftSlots.h"
#include "draft/WritingProfile.h"
#include "lead/LeadStore.h"
#include "lead/SourceStore.h"
#include "mail/LightText.h"
#include "suppression/SuppressionStore.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

QString whenItGoes(const Draft &draft, const Campaign &campaign)
{
    switch (draft.state) {
    case DraftState::Sent:
        return DraftPages::tr("It was sent.");
    case DraftState::Queued:
        return DraftPages::tr("It waits in the outbox.");
    default:
        break;
    }
    switch (campaign.state) {
    case CampaignState::NotLaunched:
        return DraftPages::tr("Once you launch the campaign");
    case CampaignState::Paused:
        return DraftPages::tr("Once you resume the campaign");
    case CampaignState::Running:
        return DraftPages::tr("When its turn comes, after you approve it");
    case CampaignState::Finished:
        return DraftPages::tr("Not any more: the campaign is finished");
    }
    return {};
}

/// What a sentence of an answer takes from the mails before it, by the names that answers are checked with.
std::optional<UsedFact> saidIn(const AnswerThread &thread, const QString &name)
{
    constexpr qsizetype mostShown = 160;
    const auto beginning = [](const QString &text) {
        const QString line = text.simplified();
        return line.size() > mostShown ? line.left(mostShown).trimmed() + QChar(0x2026) : line;
    };
    if (name == QLatin1String("their_mail")) {
        return UsedFact{DraftPages::tr("Their mail"), beginning(thread.theirText), name, thread.theirAddress,
                        thread.receivedAt};
    }
    if (name == QLatin1String("our_mail")) {
        return UsedFact{DraftPages::tr("Your mail"), beginning(thread.ourText), name, thread.ourAddress, thread.sentAt};
    }
    return std::nullopt;
}

} // namespace

Result<QString> DraftPages::objection(Connection &connection, const DraftMessage &built)
{
    if (built.draft.state == DraftState::Blocked) {
        return built.draft.reason;
    }
    if (built.lead.deletedAt.isValid()) {
        return tr("This person was deleted. Restore them first.");
    }
    if (built.lead.status == LeadStatus::OptedOut) {
        return tr("This person asked not to be written to.");
    }
    Result<std::optional<SuppressionEntry>> suppressed = SuppressionStore().find(connection, built.message.to.address);
    if (!suppressed) {
        return failureOf(std::move(suppressed));
    }
    if (*suppressed) {
        return SuppressionStore::sentence(**suppressed);
    }
    if (!built.sender.isComplete()) {
        return tr("Your profile is not complete. Fill in your name, company, postal address and opt-out sentence in "
                  "Settings.");
    }
    if (built.draft.subject.trimmed().isEmpty()) {
        return tr("The subject is empty.");
    }
    if (built.draft.body.trimmed().isEmpty()) {
        return tr("The mail is empty.");
    }
    Result<QString> gap = AnswerGaps::objection(connection, built.draft);
    if (!gap || !gap->isEmpty()) {
        return gap;
    }
    const QString open = DraftSlots::objection(built.draft);
    return open.isEmpty() ? DraftSentences::objection(built.draft) : open;
}

Result<> DraftPages::addFacts(Connection &connection, DraftPage &page)
{
    Result<Origins> origins = SourceStore().of(connection, page.lead.id);
    if (!origins) {
        return failureOf(std::move(origins));
    }
    Result<QStringList> proofs = WritingProfileStore::proofs(connection);
    if (!proofs) {
        return failureOf(std::move(proofs));
    }
    QStringList order; // of the text
    for (const SentencePlace &place : DraftSentences::places(page.draft)) {
        for (const QString &name : place.sentence.written.facts) {
            if (!order.contains(name)) {
                order.append(name);
            }
        }
    }
    Result<std::optional<AnswerThread>> thread = AnswerStore().thread(connection, page.draft.id);
    if (!thread) {
        return failureOf(std::move(thread));
    }
    const QList<LeadFact> known = factsOf(page.lead);
    const auto factOf = [&](const LeadFact &fact, const QString &value) {
        UsedFact used{fact.label, value, fact.name, {}, {}};
        if (const std::optional<Origin> origin = origins->of(fact.name); origin && !value.isEmpty()) {
            used.source = shown(*origin);
            used.at = origin->source.at;
        }
        return used;
    };
    for (auto used = page.draft.facts.used.cbegin(); used != page.draft.facts.used.cend(); ++used) {
        if (!order.contains(used.key())) {
            order.append(used.key());
        }
    }
    for (const QString &name : std::as_const(order)) {
        const auto fact = std::ranges::find(known, name, &LeadFact::name);
        if (name.startsWith(QLatin1String("proof "))) {
            const int number = name.mid(6).toInt();
            page.facts.append({tr("Your proof"), proofs->value(number - 1), name, tr("Your proof points"), {}});
        } else if (fact != known.cend()) {
            page.facts.append(factOf(*fact, page.draft.facts.used.value(name, fact->value)));
        } else if (const std::optional<UsedFact> said = *thread ? saidIn(**thread, name) : std::nullopt) {
            page.facts.append(*said);
        } else if (page.draft.facts.used.contains(name)) {
            page.facts.append({name, page.draft.facts.used.value(name), name, {}, {}});
        }
    }
    for (const LeadFact &fact : known) {
        if (!fact.value.isEmpty() && !order.contains(fact.name)) {
            page.otherFacts.append(factOf(fact, fact.value));
        }
    }
    return {};
}

void DraftPages::addMarks(DraftPage &page)
{
    const auto placeOf = [&page](const QString &name) {
        const auto found = std::ranges::find(page.facts, name, &UsedFact::name);
        return found == page.facts.end() ? -1 : int(found - page.facts.begin());
    };
    for (const SentencePlace &place : DraftSentences::places(page.draft)) {
        FactMark mark;
        mark.start = place.start;
        mark.length = place.length;
        mark.inSubject = place.sentence.written.inSubject;
        mark.problem = place.problem;
        mark.confirmed = place.sentence.confirmed;
        mark.text = place.sentence.written.text;
        for (const QString &name : place.sentence.written.facts) {
            if (const int fact = placeOf(name); fact >= 0) {
                mark.facts.append(fact);
            }
        }
        if (!mark.facts.isEmpty() || !mark.problem.isEmpty() || mark.confirmed) {
            page.marks.append(mark);
        }
    }
    if (!page.draft.facts.sentences.isEmpty()) {
        return;
    }
    // A template's draft: the values themselves.
    for (int fact = 0; fact < page.facts.size(); ++fact) {
        const QString plain = page.facts.at(fact).value;
        const QString value = page.format == MailFormat::Light ? lightEscaped(plain) : plain;
        const qsizetype at = value.size() < 2 ? -1 : page.draft.body.indexOf(value);
        if (at >= 0) {
            page.marks.append({int(at), int(value.size()), false, {fact}, {}, false, value});
        }
    }
    std::ranges::sort(page.marks, {}, &FactMark::start);
}

Result<DraftPage> DraftPages::open(Connection &connection, const Draft &draft) const
{
    DraftPage page;
    page.draft = draft;
    Result<Lead> lead = LeadStore().lead(connection, draft.lead);
    if (!lead) {
        return failureOf(std::move(lead));
    }
    page.lead = *lead;
    Result<Campaign> campaign = CampaignStore().find(connection, draft.campaign);
    if (!campaign) {
        return failureOf(std::move(campaign));
    }
    page.campaignName = campaign->name;
    page.format = campaign->format;
    page.whenItGoes = whenItGoes(draft, *campaign);
    page.toName = cleanLine(lead->fullName());
    page.toAddress = lead->email ? lead->email->shown() : QString();
    if (Result<> facts = addFacts(connection, page); !facts) {
        return failureOf(std::move(facts));
    }
    addMarks(page);
    Result<QList<DraftVersion>> versions = DraftVersionStore().of(connection, draft.id);
    if (!versions) {
        return failureOf(std::move(versions));
    }
    page.versions = *versions;
    Result<std::optional<DraftTyping>> typing = DraftTypingStore().find(connection, draft.id);
    if (!typing) {
        return failureOf(std::move(typing));
    }
    page.typing = *typing;
    Result<qint64> cached = AssistantCallStore().cachedPercentForDraft(connection, draft.id.value());
    if (!cached) {
        return failureOf(std::move(cached));
    }
    page.cachedPercent = int(*cached);
    Result<qint64> cost = AssistantCallStore().spentMicrosForDraft(connection, draft.id.value());
    if (!cost) {
        return failureOf(std::move(cost));
    }
    page.costMicros = *cost;
    Result<QDateTime> wrote = AssistantCallStore().lastUsedForDraft(connection, draft.id.value());
    if (!wrote) {
        return failureOf(std::move(wrote));
    }
    page.claudeWroteAt = *wrote;

    Result<DraftMessage> built = DraftMessages().build(connection, draft);
    if (!built) {
        if (built.error().kind != ErrorKind::Invalid) {
            return failureOf(std::move(built));
        }
        page.whyNot = draft.state == DraftState::Blocked ? draft.reason : built.error().message;
        return page;
    }
    page.toName = cleanLine(built->message.to.name);
    page.toAddress = built->message.to.address.shown();
    page.fromName = built->message.from.name;
    page.fromAddress = built->message.from.address.shown();
    page.footer = built->footer;
    page.format = built->message.format == OutgoingMessage::Format::Light ? MailFormat::Light : MailFormat::Plain;
    page.shownHash = built->hash;
    page.shownHashText = QString::fromLatin1(built->hash.toHex());
    OutgoingMessage dated = built->message;
    dated.date = draft.updatedAt;
    Result<QByteArray> mime = composeMime(dated);
    if (!mime) {
        return failureOf(std::move(mime));
    }
    page.mime = *mime;
    page.checks = CopyChecks::of(*built);
    Result<QString> against = objection(connection, *built);
    if (!against) {
        return failureOf(std::move(against));
    }
    page.whyNot = *against;
    const bool undecided = draft.state == DraftState::Ready || draft.state == DraftState::Lapsed
        || draft.state == DraftState::Skipped || draft.state == DraftState::Rejected;
    page.canApprove = undecided && page.whyNot.isEmpty();
    return page;
}

} // namespace AlwaysLeads
