#include "widgets/ChipLook.h"

#include <QStringList>

namespace AlwaysLeads {

ChipLook LeadChips::fresh()
{
    return {Icon::Circle, tr("New"), ToneName::Neutral};
}

ChipLook LeadChips::draftReady()
{
    return {Icon::PencilLine, tr("Draft ready"), ToneName::Ai};
}

ChipLook LeadChips::contacted()
{
    return {Icon::Send, tr("Contacted"), ToneName::Info};
}

ChipLook LeadChips::replied()
{
    return {Icon::Reply, tr("Replied"), ToneName::Accent};
}

ChipLook LeadChips::interested()
{
    return {Icon::ThumbsUp, tr("Interested"), ToneName::Success};
}

ChipLook LeadChips::notNow()
{
    return {Icon::Clock, tr("Not now"), ToneName::Warn};
}

ChipLook LeadChips::bounced()
{
    return {Icon::MailX, tr("Bounced"), ToneName::Danger};
}

ChipLook LeadChips::optedOut()
{
    return {Icon::Ban, tr("Opted out"), ToneName::Neutral};
}

ChipLook DraftChips::writing()
{
    return {Icon::LoaderCircle, tr("Writing"), ToneName::Ai};
}

ChipLook DraftChips::ready()
{
    return {Icon::PencilLine, tr("Draft ready"), ToneName::Ai};
}

ChipLook DraftChips::approved()
{
    return {Icon::Check, tr("Approved"), ToneName::Success};
}

ChipLook DraftChips::queued()
{
    return {Icon::Clock, tr("Queued"), ToneName::Neutral};
}

ChipLook DraftChips::sent()
{
    return {Icon::Send, tr("Sent"), ToneName::Info};
}

ChipLook DraftChips::skipped()
{
    return {Icon::SkipForward, tr("Skipped"), ToneName::Neutral};
}

ChipLook DraftChips::rejected()
{
    return {Icon::X, tr("Rejected"), ToneName::Neutral};
}

ChipLook DraftChips::lapsed()
{
    return {Icon::RotateCcw, tr("Lapsed"), ToneName::Warn};
}

ChipLook SendChips::waiting()
{
    return {Icon::Clock, tr("Waiting"), ToneName::Neutral};
}

ChipLook SendChips::handingOver()
{
    return {Icon::LoaderCircle, tr("Handing over"), ToneName::Info};
}

ChipLook SendChips::sent()
{
    return {Icon::Check, tr("Sent"), ToneName::Success};
}

ChipLook SendChips::refused()
{
    return {Icon::OctagonX, tr("Refused"), ToneName::Danger};
}

ChipLook SendChips::unknown()
{
    return {Icon::CircleHelp, tr("Unknown"), ToneName::Warn};
}

ChipLook SendChips::onHold()
{
    return {Icon::Hand, tr("On hold"), ToneName::Warn};
}

ChipLook SendChips::lidMayClose()
{
    return {Icon::Moon, tr("Lid may close"), ToneName::Neutral};
}

ChipLook SendChips::again(int attempt, int of)
{
    return {Icon::RotateCcw, tr("Try %1 of %2").arg(attempt).arg(of), ToneName::Warn};
}

ChipLook CampaignChips::running()
{
    return {Icon::Play, tr("Running"), ToneName::Success};
}

ChipLook CampaignChips::paused()
{
    return {Icon::CirclePause, tr("Paused"), ToneName::Warn};
}

ChipLook CampaignChips::notLaunched()
{
    return {Icon::FilePen, tr("Not launched"), ToneName::Neutral};
}

ChipLook CampaignChips::finished()
{
    return {Icon::Check, tr("Finished"), ToneName::Neutral};
}

Icon AddressLook::icon(AddressState state)
{
    switch (state) {
    case AddressState::Verified:
        return Icon::CircleCheck;
    case AddressState::Risky:
        return Icon::CircleHelp;
    case AddressState::Invalid:
        return Icon::CircleX;
    case AddressState::Unchecked:
        break;
    }
    return Icon::CircleDashed;
}

QString AddressLook::word(AddressState state)
{
    switch (state) {
    case AddressState::Verified:
        return tr("Verified");
    case AddressState::Risky:
        return tr("Risky");
    case AddressState::Invalid:
        return tr("Invalid");
    case AddressState::Unchecked:
        break;
    }
    return tr("Unchecked");
}

QColor AddressLook::colour(AddressState state, const Theme &theme)
{
    switch (state) {
    case AddressState::Verified:
        return theme.success.text;
    case AddressState::Risky:
        return theme.warn.text;
    case AddressState::Invalid:
        return theme.danger.text;
    case AddressState::Unchecked:
        break;
    }
    return theme.text3;
}

ToneName scoreTone(int score)
{
    return score >= 80 ? ToneName::Success : score >= 60 ? ToneName::Accent : ToneName::Neutral;
}

QString initialsOf(const QString &name)
{
    const QStringList words = name.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const auto first = [](const QString &word) {
        // A letter outside of the basic plane takes two units.
        return word.left(word.at(0).isHighSurrogate() && word.size() > 1 ? 2 : 1).toUpper();
    };
    if (words.isEmpty()) {
        return {};
    }
    return words.size() == 1 ? first(words.first()) : first(words.first()) + first(words.last());
}

} // namespace AlwaysLeads
