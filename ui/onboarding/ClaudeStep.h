#pragma once

#include "onboarding/OnboardingStep.h"

namespace AlwaysLeads {

class Assistant;
class KeyCard;
class Shell;
class Vault;

/// The person's own key for Claude, checked as it is typed. Without one their templates write the drafts.
class ClaudeStep : public OnboardingStep
{
    Q_OBJECT
public:
    ClaudeStep(Vault &vault, Assistant &assistant, Shell &shell, QWidget *parent = nullptr);

    void enter() override;
    QString proceedText() const override;
    QWidget *firstField() override;
    bool hasKey() const { return m_hasKey; }

Q_SIGNALS:
    void counted();

private:
    KeyCard *m_key;
    bool m_hasKey = false;
};

} // namespace AlwaysLeads
