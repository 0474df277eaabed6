#pragma once

#include "base/Result.h"
#include "widgets/DialogSheet.h"

namespace AlwaysLeads {

class TextField;
class Vault;

/// Asks for the passphrase that keeps passwords and keys where the computer has no keychain; the first time it is
/// chosen.
class PassphraseSheet : public DialogSheet
{
    Q_OBJECT
public:
    PassphraseSheet(Vault &vault, QWidget *inside);

private:
    void unlock();

    Vault &m_vault;
    bool m_fresh;
    TextField *m_passphrase;
    TextField *m_again = nullptr;
    Button *m_unlock;
};

} // namespace AlwaysLeads
