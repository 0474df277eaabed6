#pragma once

#include "draft/WritingProfile.h"
#include "onboarding/OnboardingStep.h"
#include "settings/SenderProfile.h"

#include <optional>

class QBoxLayout;

namespace AlwaysLeads {

class Review;
class Settings;
class Shell;
class TextArea;
class TextField;
class TokenField;

/// Who writes, what they sell and to whom. Kept as it is typed.
class BusinessStep : public OnboardingStep
{
    Q_OBJECT
public:
    BusinessStep(Settings &settings, Review &review, Shell &shell, QWidget *parent = nullptr);

    void enter() override;
    bool leave() override;
    QWidget *firstField() override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QWidget *whoWrites();
    QWidget *forWhom();
    SenderProfile typed() const;
    void keep();
    void readProofs();
    void keepProofs();
    void arrange();

    Settings &m_settings;
    Review &m_review;
    Shell &m_shell;
    TextField *m_name;
    TextField *m_company;
    TextArea *m_offer;
    TextArea *m_proofs;
    TextArea *m_address;
    TextField *m_optOut;
    TokenField *m_titles;
    TokenField *m_companies;
    TokenField *m_places;
    QBoxLayout *m_columns;
    QBoxLayout *m_names;
    std::optional<WritingProfile> m_writing; ///< as it is kept; none: not read yet
    bool m_filled = false; ///< nothing is kept before the fields hold what there is
};

} // namespace AlwaysLeads
