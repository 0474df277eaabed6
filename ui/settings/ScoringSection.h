#pragma once

#include "scoring/ScoreFields.h"
#include "settings/SettingsSection.h"

#include <memory>
#include <stop_token>

class QTimer;

namespace AlwaysLeads {

class Button;
class Combo;
class ScoreEffectCard;
class ScoreRulesEditor;
class Scoring;
class Settings;
class Shell;

/// The table of points, with what a change would do to the present people before it is used.
class ScoringSection : public SettingsSection
{
    Q_OBJECT
public:
    ScoringSection(Scoring &scoring, Settings &settings, Shell &shell, QWidget *parent = nullptr);
    ~ScoringSection() override;

    void enter() override;

private:
    void read();
    void showState();
    void rulesEdited();
    void readEffect();
    void use();
    void suggest();
    bool isChanged() const;

    Scoring &m_scoring;
    Settings &m_settings;
    Shell &m_shell;
    ScoreEffectCard *m_effect;
    ScoreRulesEditor *m_editor;
    Button *m_suggest;
    Combo *m_model;
    QTimer *m_soon;
    std::stop_source m_reading;
    ScoreRules m_inForce;
    std::unique_ptr<ScoreFields> m_fields;
    bool m_filling = false;
    bool m_saving = false;
};

} // namespace AlwaysLeads
