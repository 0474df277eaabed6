#include "draft/DraftPage.h"

#include "assistant/AssistantCallStore.h"
#include "campaign/CampaignStore.h"
#include "lead/LeadStore.h"
#include "suppression/SuppressionStore.h"

#include <QRegularExpression>

namespace AlwaysLeads {

namespace {

constexpr qsizetype fewestWords = 20;
constexpr qsizetype mostWords = 150;
constexpr qsizetype longestSubject = 70;

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
    return QString();
}

QList<CopyCheck> DraftPages::checks(const DraftMessage &built)
{
    using Level = CopyCheck::Level;
    static const QRegularExpression space(QStringLiteral("\\s+"));
    static const QRegularExpression bracket(QStringLiteral("\\{[^{}\\n]*\\}|\\{[A-Za-z]"));
    QList<CopyCheck> checks;
    const qsizetype words = built.draft.body.split(space, Qt::SkipEmptyParts).size();
    checks.append({words < fewestWords || words > mostWords ? Level::Warn : Level::Good, tr("Length"),
                   tr("%n words", nullptr, static_cast<int>(words))});
    const bool inPlace =
        !built.sender.optOutSentence.trimmed().isEmpty() && !built.sender.postalAddress.trimmed().isEmpty();
    checks.append(
        {inPlace ? Level::Good : Level::Bad, tr("Opt-out line and address"), inPlace ? tr("in place") : tr("missing")});
    const bool brackets = bracket.match(built.draft.subject).hasMatch() || bracket.match(built.draft.body).hasMatch();
    checks.append({brackets ? Level::Warn : Level::Good, tr("No field left open"),
                   brackets ? tr("there are brackets in the text") : tr("0 found")});
    if (built.draft.subject.size() > longestSubject) {
        checks.append({Level::Warn, tr("Subject"), tr("long, many inboxes cut it")});
    }
    if (const QString change = DraftMessages::factChange(built.draft, built.lead); !change.isEmpty()) {
        checks.append({Level::Warn, tr("Facts"), change});
    }
    return checks;
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
    page.whenItGoes = whenItGoes(draft, *campaign);
    page.toName = cleanLine(lead->fullName());
    page.toAddress = lead->email ? lead->email->shown() : QString();
    const QList<LeadFact> facts = factsOf(*lead);
    for (auto used = draft.facts.used.cbegin(); used != draft.facts.used.cend(); ++used) {
        const auto fact = std::ranges::find(facts, used.key(), &LeadFact::name);
        page.facts.append({fact == facts.cend() ? used.key() : fact->label, used.value()});
    }
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
    page.shownHash = built->hash;
    OutgoingMessage dated = built->message;
    dated.date = draft.updatedAt;
    Result<QByteArray> mime = composeMime(dated);
    if (!mime) {
        return failureOf(std::move(mime));
    }
    page.mime = *mime;
    page.checks = checks(*built);
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
