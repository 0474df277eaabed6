#include "campaign/Campaign.h"

#include "campaign/TemplateEvaluator.h"

#include <array>
#include <utility>

namespace AlwaysLeads {

namespace {

const std::array<std::pair<CampaignState, QLatin1String>, 4> words = {{
    {CampaignState::NotLaunched, QLatin1String("not launched")},
    {CampaignState::Running, QLatin1String("running")},
    {CampaignState::Paused, QLatin1String("paused")},
    {CampaignState::Finished, QLatin1String("finished")},
}};

const std::array<std::pair<StepAudience, QLatin1String>, 4> audiences = {{
    {StepAudience::Silent, QLatin1String("silent")},
    {StepAudience::Replied, QLatin1String("replied")},
    {StepAudience::Interested, QLatin1String("interested")},
    {StepAudience::NotNow, QLatin1String("not now")},
}};

} // namespace

QString mailFormatWord(MailFormat format)
{
    return format == MailFormat::Light ? QStringLiteral("light") : QStringLiteral("plain");
}

MailFormat mailFormatFrom(const QString &word)
{
    return word == QLatin1String("light") ? MailFormat::Light : MailFormat::Plain;
}

QString stepKindWord(StepKind kind)
{
    return kind == StepKind::Mail ? QStringLiteral("mail") : QStringLiteral("task");
}

StepKind stepKindFrom(const QString &word)
{
    return word == QLatin1String("mail") ? StepKind::Mail : StepKind::Task; // what we do not know must not send
}

QString stepAudienceWord(StepAudience audience)
{
    for (const auto &[value, word] : audiences) {
        if (value == audience) {
            return word;
        }
    }
    return audiences.front().second;
}

StepAudience stepAudienceFrom(const QString &word)
{
    for (const auto &[value, text] : audiences) {
        if (word == text) {
            return value;
        }
    }
    return StepAudience::Silent;
}

bool isMeant(StepAudience audience, LeadStatus status)
{
    switch (status) {
    case LeadStatus::New:
    case LeadStatus::DraftReady:
    case LeadStatus::Contacted:
        return audience == StepAudience::Silent;
    case LeadStatus::Replied:
        return audience == StepAudience::Replied;
    case LeadStatus::Interested:
        return audience == StepAudience::Interested;
    case LeadStatus::NotNow:
        return audience == StepAudience::NotNow;
    case LeadStatus::Bounced:
    case LeadStatus::OptedOut:
        return false;
    }
    return false;
}

QList<StepVariant> StepVersion::variants() const
{
    return QList<StepVariant>{{text, weight}} + others;
}

int StepVersion::variantFor(LeadId lead, StepId step) const
{
    constexpr quint64 salt = 0x56617269616E7473ULL; // "Variants": drawn apart from the alternatives in a text
    quint64 sum = 0;
    const QList<StepVariant> all = variants();
    for (const StepVariant &variant : all) {
        sum += quint64(qMax(0, variant.weight));
    }
    if (sum == 0) {
        return 0;
    }
    quint64 drawn = stableMix(stableMix(salt, quint64(lead.value())), quint64(step.value())) % sum;
    for (int number = 0; number < all.size(); ++number) {
        const quint64 weight = quint64(qMax(0, all.at(number).weight));
        if (drawn < weight) {
            return number;
        }
        drawn -= weight;
    }
    return 0;
}

const StepText &StepVersion::textOf(int variant) const
{
    return variant >= 1 && variant <= others.size() ? others.at(variant - 1).text : text;
}

QString campaignStateWord(CampaignState state)
{
    for (const auto &[value, word] : words) {
        if (value == state) {
            return word;
        }
    }
    return words.front().second;
}

CampaignState campaignStateFrom(const QString &word)
{
    for (const auto &[value, text] : words) {
        if (word == text) {
            return value;
        }
    }
    return CampaignState::Paused; // a word we do not know must not send
}

} // namespace AlwaysLeads
