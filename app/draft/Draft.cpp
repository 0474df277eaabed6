#include "draft/Draft.h"

#include "base/Words.h"

#include <array>
#include <utility>

namespace AlwaysLeads {

namespace {

const std::array<std::pair<DraftState, QLatin1String>, 9> stateWords = {{
    {DraftState::Writing, QLatin1String("writing")},
    {DraftState::Blocked, QLatin1String("blocked")},
    {DraftState::Ready, QLatin1String("ready")},
    {DraftState::Approved, QLatin1String("approved")},
    {DraftState::Queued, QLatin1String("queued")},
    {DraftState::Sent, QLatin1String("sent")},
    {DraftState::Skipped, QLatin1String("skipped")},
    {DraftState::Rejected, QLatin1String("rejected")},
    {DraftState::Lapsed, QLatin1String("lapsed")},
}};

} // namespace

QString draftStateWord(DraftState state)
{
    return wordOf(stateWords, state);
}

DraftState draftStateFrom(const QString &word)
{
    return valueOf(stateWords, word).value_or(DraftState::Blocked); // what we cannot read is not approved
}

QString draftOriginWord(DraftOrigin origin)
{
    switch (origin) {
    case DraftOrigin::Template:
        return QStringLiteral("template");
    case DraftOrigin::Claude:
        return QStringLiteral("claude");
    case DraftOrigin::Person:
        return QStringLiteral("person");
    }
    return {};
}

DraftOrigin draftOriginFrom(const QString &word)
{
    if (word == QLatin1String("claude")) {
        return DraftOrigin::Claude;
    }
    return word == QLatin1String("person") ? DraftOrigin::Person : DraftOrigin::Template;
}

} // namespace AlwaysLeads
