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
    QString keeping() const override;

private:
    void read();
    void showState();
    void rulesEdited();
    void readEffect();
    void use();
    void suggest();
    void goBack();
    /// Puts others into the table; what stood there can be brought back.
    void replaceRules(const ScoreRules &rules, const QString &said);
    void offerRuleBack(int index, const ScoreRule &rule);
    void keepDraft();
    bool isChanged() const;

    Scoring &m_scoring;
    Settings &m_settings;
    Shell &m_shell;
    ScoreEffectCard *m_effect;
    ScoreRulesEditor *m_editor;
    Button *m_suggest;
    Combo *m_model;
    QTimer *m_soon;
    QTimer *m_keepSoon;
    std::stop_source m_reading;
    ScoreRules m_inForce;
    std::unique_ptr<ScoreFields> m_fields;
    bool m_filling = false;
    bool m_saving = false;
    bool m_isRead = false; ///< the table holds the rules, or what was typed
};

} // namespace AlwaysLeads
