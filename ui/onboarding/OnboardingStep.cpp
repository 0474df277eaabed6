#include "onboarding/OnboardingStep.h"

#include "widgets/Label.h"

#include <QVBoxLayout>

namespace AlwaysLeads {

OnboardingStep::OnboardingStep(const QString &title, const QString &sentence, QWidget *parent)
    : QWidget(parent)
    , m_lines(new QVBoxLayout(this))
{
    setAccessibleName(title);
    m_lines->setContentsMargins(0, 0, 0, 0);
    m_lines->setSpacing(20);
    auto *heading = new Label(title, TextStyle::Display);
    heading->setWordWrap(true);
    auto *words = new Label(sentence, TextStyle::Mail, &Theme::text2);
    words->setWordWrap(true);
    auto *head = new QVBoxLayout;
    head->setSpacing(4);
    head->addWidget(heading);
    head->addWidget(words);
    m_lines->addLayout(head);
}

QString OnboardingStep::proceedText() const
{
    return tr("Continue");
}

} // namespace AlwaysLeads
