#pragma once

#include "base/Task.h"
#include "settings/SettingsSection.h"
#include "style/Appearance.h"

namespace AlwaysLeads {

class Combo;
class Segmented;
class Settings;
class Shell;
class Toggle;

class AppearanceSection : public SettingsSection
{
    Q_OBJECT
public:
    AppearanceSection(Settings &settings, Appearance &appearance, Shell &shell, QWidget *parent = nullptr);

    void enter() override;
    void choose(ColourMode mode);

private:
    void kept(Task<Result<>> task);

    Settings &m_settings;
    Appearance &m_appearance;
    Shell &m_shell;
    Segmented *m_theme;
    Segmented *m_density;
    Combo *m_textSize;
    Toggle *m_contrast;
    Toggle *m_motion;
    bool m_filling = false;
    int m_keeping = 0; // choices being written down
};

/// What the person chose, put into effect.
void applyAppearance(const Settings &settings, Appearance &appearance);

} // namespace AlwaysLeads
