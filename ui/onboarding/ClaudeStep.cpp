#include "onboarding/ClaudeStep.h"

#include "assistant/Assistant.h"
#include "settings/KeyCard.h"
#include "settings/KeysSection.h"
#include "shell/Shell.h"
#include "widgets/Label.h"
#include "widgets/LineEdit.h"
#include "widgets/Marks.h"
#include "widgets/SheetFrame.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace AlwaysLeads {

ClaudeStep::ClaudeStep(Vault &vault, Assistant &assistant, Shell &shell, QWidget *parent)
    : OnboardingStep(tr("Let Claude write, or write yourself"),
                     tr("With a key of your own, Claude makes each mail personal. Without one, your templates do it. "
                        "You read every mail before it leaves either way."),
                     parent)
    , m_key(new KeyCard(KeysSection::claudeWords(), vault, shell,
                        [&assistant](QString key) { return withoutValue(assistant.checkKey(key)); }))
{
    setObjectName(QStringLiteral("onboardingClaude"));
    auto *card = new Card;
    auto *inside = new QVBoxLayout(card);
    inside->setContentsMargins(20, 18, 20, 18);
    inside->addWidget(m_key);
    m_key->setChecksByItself(true);
    lines()->addWidget(card);

    struct Point
    {
        Icon icon;
        QString title;
        QString text;
    };
    const Point points[] = {
        {Icon::CreditCard, tr("You pay Anthropic, not us"),
         tr("A mail costs about a cent. A monthly limit is in Settings, Keys and budget.")},
        {Icon::Lock, tr("The key stays on this computer"),
         tr("It is encrypted, with its own key in this computer's keychain, and never shown again.")},
        {Icon::Eye, tr("Claude reads what is needed for one mail"),
         tr("Your lines, the template and the facts about that one person.")}};
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(14);
    grid->setVerticalSpacing(16);
    grid->setColumnStretch(1, 1);
    int row = 0;
    for (const Point &point : points) {
        grid->addWidget(new IconView(point.icon, 18, &Theme::accent), row, 0, Qt::AlignTop);
        auto *words = new QVBoxLayout;
        words->setSpacing(2);
        words->addWidget(new Label(point.title, TextStyle::BodyMedium));
        auto *text = new Label(point.text, TextStyle::Body, &Theme::text2);
        text->setWordWrap(true);
        words->addWidget(text);
        grid->addLayout(words, row, 1);
        ++row;
    }
    lines()->addLayout(grid);
    lines()->addStretch(1);
    connect(m_key, &KeyCard::renewed, this, [this](bool kept) {
        m_hasKey = kept;
        Q_EMIT proceedChanged();
        Q_EMIT counted();
    });
}

void ClaudeStep::enter()
{
    m_key->renew();
}

QString ClaudeStep::proceedText() const
{
    return m_hasKey ? tr("Continue") : tr("Continue without a key");
}

QWidget *ClaudeStep::firstField()
{
    auto *typed = m_key->findChild<LineEdit *>(QStringLiteral("claudeKey"));
    return typed != nullptr && !m_hasKey ? static_cast<QWidget *>(typed) : this;
}

} // namespace AlwaysLeads
