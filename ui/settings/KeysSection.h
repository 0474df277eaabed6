#pragma once

#include "settings/SettingsSection.h"

class QStackedWidget;

namespace AlwaysLeads {

class Assistant;
class Button;
class Combo;
class Label;
class LineEdit;
class Meter;
class Settings;
class Shell;
class StatusChip;
class TextField;
class Vault;

/// The key for Claude, the model that writes, and what it may cost a month.
class KeysSection : public SettingsSection
{
    Q_OBJECT
public:
    KeysSection(Settings &settings, Vault &vault, Assistant &assistant, Shell &shell, QWidget *parent = nullptr);

    void enter() override;

protected:
    void hideEvent(QHideEvent *event) override;

private:
    void buildKey();
    void buildBudget();
    void showHint();
    void showSpent();
    void check();
    void keep(const QString &key);
    void dropTyped();
    void askToForget();
    void forget();

    Settings &m_settings;
    Vault &m_vault;
    Assistant &m_assistant;
    Shell &m_shell;
    StatusChip *m_state;
    QStackedWidget *m_keyPlace;
    TextField *m_key;
    Button *m_check;
    Button *m_keepOld; ///< leaves the replacing
    LineEdit *m_kept;
    Label *m_spent;
    Meter *m_meter;
    LineEdit *m_limit;
    Combo *m_model;
    bool m_filling = false;
};

} // namespace AlwaysLeads
