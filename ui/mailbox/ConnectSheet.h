#pragma once

#include "base/Result.h"
#include "mailbox/Mailbox.h"
#include "widgets/DialogSheet.h"

#include <stop_token>

namespace AlwaysLeads {

class Banner;
class BrowserWait;
class CheckBox;
class ClientIdForm;
class MailboxSignIn;
class PermissionPoints;
class ProviderCard;
class Shell;

/// Connects a mailbox: the person chooses the service, reads what will be asked, signs in with the browser. Or signs in
/// again to a mailbox that is there. The sheet waits for the browser and says how it went.
class ConnectSheet : public DialogSheet
{
    Q_OBJECT

public:
    ConnectSheet(MailboxSignIn &signIn, Shell &shell, QWidget *inside);
    enum class Purpose {
        SignIn, ///< for what the mailbox was connected for
        ReadReplies, ///< a mailbox that only sent is to be read too
    };
    /// Signs in again to this connected mailbox.
    ConnectSheet(const Mailbox &mailbox, MailboxSignIn &signIn, Shell &shell, QWidget *inside,
                 Purpose purpose = Purpose::SignIn);
    ~ConnectSheet() override;

Q_SIGNALS:
    /// A mailbox by its servers is wanted; the sheet is closed.
    void otherChosen();
    void connected(AlwaysLeads::MailboxId id);

private:
    enum class State { Choosing, Waiting, Failed };

    void build();
    void choose(Mailbox::Kind kind);
    void proceed();
    void signIn();
    void waitFor(const QUrl &page, bool opened);
    void finish(const Result<MailboxId> &outcome);
    void setState(State state);
    /// What is shown changed: the sheet takes the height of it.
    void refit();
    bool needsClient() const;
    /// A mailbox by its servers that signs in with a password: there is nothing to do in the browser.
    bool isByPassword() const;
    QString providerName() const;
    bool onlySends() const;
    /// The way on where reading was refused.
    void sendOnlyInstead();
    QWidget *cards();
    void copy(const QString &text, const QString &toast);

    MailboxSignIn &m_signIn;
    Shell &m_shell;
    const Purpose m_purpose;
    Mailbox m_mailbox; ///< to sign in to again; without an id: a new one
    Mailbox::Kind m_kind = Mailbox::Kind::Google;
    State m_state = State::Choosing;
    int m_attempt = 0; ///< an answer to an earlier one is of no interest
    std::stop_source m_stop;
    QWidget *m_cards = nullptr;
    PermissionPoints *m_points;
    CheckBox *m_onlySend;
    Button *m_onlySendInstead;
    ClientIdForm *m_clientForm;
    BrowserWait *m_waiting;
    Banner *m_problem;
    Button *m_administrator;
    Button *m_cancel;
    Button *m_proceed;
};

} // namespace AlwaysLeads
