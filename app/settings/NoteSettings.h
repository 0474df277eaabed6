#pragma once

#include "settings/Settings.h"

namespace AlwaysLeads {

/// What the program says by itself.
enum class NoteKind { BatchFinished, MailboxStopped, UnknownOutcome, LateMail, Answered };
inline constexpr NoteKind noteKinds[] = {NoteKind::BatchFinished, NoteKind::MailboxStopped, NoteKind::UnknownOutcome,
                                         NoteKind::LateMail, NoteKind::Answered};
/// "batch finished"
QString noteKindWord(NoteKind kind);
/// Where it says it: as a note of the system, in its window only, or nowhere.
enum class NoteWay { System, Window, Off };

NoteWay noteWay(const Settings &settings, NoteKind kind);
Task<Result<>> setNoteWay(Settings &settings, NoteKind kind, NoteWay way);

/// Closing the window leaves the program in the tray, where there is one. On at the start.
bool closesToTray(const Settings &settings);
Task<Result<>> setClosesToTray(Settings &settings, bool on);

/// The person was told once that the program stays in the tray.
bool knowsOfTray(const Settings &settings);
Task<Result<>> setKnowsOfTray(Settings &settings);

} // namespace AlwaysLeads
