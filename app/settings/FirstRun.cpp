#include "settings/FirstRun.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

const Setting<bool> endedSetting{QLatin1String("first_run.ended"), false};
const Setting<qint64> stepSetting{QLatin1String("first_run.step"), -1};

} // namespace

bool isFirstRunDue(const Settings &settings)
{
    // Who has begun it goes on until its end, also with a complete profile.
    const bool isElsewhereDone = settings.value(stepSetting) < 0 && settings.senderProfile().isComplete();
    return !settings.value(endedSetting) && !isElsewhereDone;
}

FirstRunStep firstRunStep(const Settings &settings)
{
    return FirstRunStep(std::clamp<qint64>(settings.value(stepSetting), 0, firstRunSteps - 1));
}

Task<Result<>> setFirstRunStep(Settings &settings, FirstRunStep step)
{
    return settings.setValue(stepSetting, qint64(step));
}

Task<Result<>> endFirstRun(Settings &settings)
{
    return settings.setValue(endedSetting, true);
}

} // namespace AlwaysLeads
