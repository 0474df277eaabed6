#include "settings/NoteSettings.h"

namespace AlwaysLeads {

namespace {

const Setting<bool> closesToTraySetting{QLatin1String("window.closes_to_tray"), true};
const Setting<bool> knowsOfTraySetting{QLatin1String("window.knows_of_tray"), false};

QLatin1String nameOf(NoteKind kind)
{
    switch (kind) {
    case NoteKind::BatchFinished:
        return QLatin1String("note.batch_finished");
    case NoteKind::MailboxStopped:
        return QLatin1String("note.mailbox_stopped");
    case NoteKind::LateMail:
        return QLatin1String("note.late_mail");
    case NoteKind::Answered:
        return QLatin1String("note.answered");
    case NoteKind::UnknownOutcome:
        break;
    }
    return QLatin1String("note.unknown_outcome");
}

Setting<QString> settingOf(NoteKind kind)
{
    return {nameOf(kind), QStringLiteral("system")};
}

} // namespace

QString noteKindWord(NoteKind kind)
{
    return QString(nameOf(kind)).mid(5);
}

NoteWay noteWay(const Settings &settings, NoteKind kind)
{
    const QString word = settings.value(settingOf(kind));
    return word == QLatin1String("window") ? NoteWay::Window
        : word == QLatin1String("off")     ? NoteWay::Off
                                           : NoteWay::System;
}

Task<Result<>> setNoteWay(Settings &settings, NoteKind kind, NoteWay way)
{
    const QString word = way == NoteWay::Window ? QStringLiteral("window")
        : way == NoteWay::Off                   ? QStringLiteral("off")
                                                : QStringLiteral("system");
    return settings.setValue(settingOf(kind), word);
}

bool closesToTray(const Settings &settings)
{
    return settings.value(closesToTraySetting);
}

Task<Result<>> setClosesToTray(Settings &settings, bool on)
{
    return settings.setValue(closesToTraySetting, on);
}

bool knowsOfTray(const Settings &settings)
{
    return settings.value(knowsOfTraySetting);
}

Task<Result<>> setKnowsOfTray(Settings &settings)
{
    return settings.setValue(knowsOfTraySetting, true);
}

} // namespace AlwaysLeads
