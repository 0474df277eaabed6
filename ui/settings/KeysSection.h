#pragma once

#include "settings/KeyCard.h"
#include "settings/SettingsSection.h"

namespace AlwaysLeads {

class Assistant;
class Combo;
class Label;
class LineEdit;
class Meter;
class Settings;
class Shell;
class Vault;

/// The key for Claude, the model that writes, and what it may cost a month.
class KeysSection : public SettingsSection
{
    Q_OBJECT
public:
    KeysSection(Settings &settings, Vault &vault, Assistant &assistant, Shell &shell, QWidget *parent = nullptr);

    void enter() override;

    /// What the card of Claude's key says, wherever it stands.
    static KeyWords claudeWords();

private:
    void buildBudget();
    void showSpent();

    Settings &m_settings;
    Assistant &m_assistant;
    Shell &m_shell;
    KeyCard *m_key = nullptr;
    Label *m_spent;
    Meter *m_meter;
    LineEdit *m_limit;
    Combo *m_model;
    bool m_filling = false;
};

} // namespace AlwaysLeads
