#pragma once

#include "settings/NoteSettings.h"
#include "settings/SettingsSection.h"
#include "shell/StartAtLogin.h"

#include <utility>

namespace AlwaysLeads {

class Segmented;
class Shell;
class Toggle;

/// What the program says by itself, and what becomes of it when its window closes.
class NotificationsSection : public SettingsSection
{
    Q_OBJECT
public:
    NotificationsSection(Settings &settings, StartAtLogin startAtLogin, Shell &shell, QWidget *parent = nullptr);

    void enter() override;

private:
    void kept(Task<Result<>> task);

    Settings &m_settings;
    StartAtLogin m_startAtLogin;
    Shell &m_shell;
    QList<std::pair<NoteKind, Segmented *>> m_ways;
    Toggle *m_closes;
    Toggle *m_starts;
    bool m_filling = false;
};

} // namespace AlwaysLeads
