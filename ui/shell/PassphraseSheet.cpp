#include "shell/PassphraseSheet.h"

#include "keychain/Vault.h"
#include "widgets/Button.h"
#include "widgets/Label.h"
#include "widgets/TextField.h"

#include <QVBoxLayout>

namespace AlwaysLeads {

PassphraseSheet::PassphraseSheet(Vault &vault, QWidget *inside)
    : DialogSheet(vault.state() == Vault::State::NeedsNewPassphrase ? tr("Choose a passphrase")
                                                                    : tr("Unlock your keys"),
                  440, inside)
    , m_vault(vault)
    , m_fresh(vault.state() == Vault::State::NeedsNewPassphrase)
    , m_passphrase(new TextField(tr("Passphrase")))
    , m_unlock(new Button(m_fresh ? tr("Keep my keys with it") : tr("Unlock"), ButtonKind::Primary))
{
    setObjectName(QStringLiteral("passphraseSheet"));
    auto *text = new Label(
        m_fresh ? tr("This computer has no keychain that answers. Your mailbox password and API keys are kept "
                     "encrypted under a passphrase instead. It is asked for at each start and cannot be "
                     "recovered.")
                : tr("Your mailbox password and API keys are encrypted under the passphrase you chose."),
        TextStyle::Body, &Theme::text2);
    text->setWordWrap(true);
    body()->addWidget(text);
    m_passphrase->setObjectName(QStringLiteral("passphrase"));
    m_passphrase->edit()->setObjectName(QStringLiteral("passphraseEdit"));
    m_passphrase->edit()->setEchoMode(QLineEdit::Password);
    if (m_fresh) {
        m_passphrase->setHint(tr("At least %n characters.", nullptr, Vault::shortestPassphrase));
    }
    body()->addWidget(m_passphrase);
    if (m_fresh) {
        m_again = new TextField(tr("Once more"));
        m_again->setObjectName(QStringLiteral("passphraseAgain"));
        m_again->edit()->setObjectName(QStringLiteral("passphraseAgainEdit"));
        m_again->edit()->setEchoMode(QLineEdit::Password);
        body()->addWidget(m_again);
    }
    auto *later = addButton(new Button(tr("Later"), ButtonKind::Ghost));
    connect(later, &QPushButton::clicked, this, &DialogSheet::cancel);
    m_unlock->setObjectName(QStringLiteral("passphraseUnlock"));
    addButton(m_unlock);
    setDefaultButton(m_unlock);
    setInitialFocus(m_passphrase->edit());
    connect(m_unlock, &QPushButton::clicked, this, &PassphraseSheet::unlock);
}

void PassphraseSheet::unlock()
{
    if (m_unlock->isBusy()) {
        return; // a second Enter
    }
    if (m_again != nullptr && m_again->text() != m_passphrase->text()) {
        m_again->setError(tr("The two are not the same."));
        return;
    }
    m_unlock->setBusy(true, tr("Unlocking…"));
    whenDone(m_vault.openWithPassphrase(m_passphrase->text()), this, [this](const Result<> &outcome) {
        m_unlock->setBusy(false);
        if (outcome) {
            close();
        } else {
            m_passphrase->setError(outcome.error().message);
            m_passphrase->edit()->setFocus();
        }
    });
}

} // namespace AlwaysLeads
