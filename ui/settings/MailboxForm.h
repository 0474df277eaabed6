#pragma once

#include "mailbox/Mailbox.h"
#include "widgets/DialogSheet.h"

#include <optional>
#include <stop_token>

namespace AlwaysLeads {

class Banner;
class CheckBox;
class MailAutoConfig;
class Mailboxes;
class ServerFields;
class ServerSearch;
class Shell;
class TextField;
struct FoundServers;

/// A mailbox typed by hand. From the address it finds the servers, or guesses them where it has nothing to find them
/// with; Test signs in at both without sending; what works is kept. Of a connected one only its name and limits.
class MailboxForm : public DialogSheet
{
    Q_OBJECT
public:
    /// A mailbox without an id is a new one. `autoConfig` may be null.
    MailboxForm(const Mailbox &mailbox, Mailboxes &mailboxes, MailAutoConfig *autoConfig, Shell &shell,
                QWidget *inside);
    ~MailboxForm() override;

Q_SIGNALS:
    /// It is a mailbox of Google or Microsoft, and the person would rather sign in there; the sheet is closed.
    void signInWanted();
    /// A mailbox by its servers is kept; the sheet is closed.
    void kept(AlwaysLeads::MailboxId id);

private:
    bool isByServer() const { return m_mailbox.kind == Mailbox::Kind::Smtp; }
    void build();
    QWidget *serverPart();
    void connectSearch();
    void fillIn();
    /// The address is there: looks for its servers, or guesses them.
    void addressTyped();
    void guess(const EmailAddress &address);
    void use(const FoundServers &servers);
    /// Nothing when a field is wrong; its error is then shown below it.
    std::optional<Mailbox> typed();
    QString ownPassword() const;
    void test();
    void keep();
    void settleKept(const Result<MailboxId> &outcome);
    void showProblem(const Error &error);
    void setTesting(bool on);
    void setKeeping(bool on);
    /// What is shown changed: the sheet takes the height of it.
    void refit();

    Mailbox m_mailbox;
    Mailboxes &m_mailboxes;
    Shell &m_shell;
    TextField *m_address;
    TextField *m_senderName;
    TextField *m_password;
    TextField *m_userName;
    ServerFields *m_outgoing;
    ServerFields *m_incoming;
    CheckBox *m_ownSignIn;
    QWidget *m_ownFields;
    TextField *m_incomingUser;
    TextField *m_incomingPassword;
    TextField *m_limit;
    TextField *m_gap;
    ServerSearch *m_search = nullptr; ///< null: guesses
    Banner *m_verdict;
    Button *m_test;
    Button *m_keep;
    EmailAddress m_searched; ///< looked for last
    bool m_serverTyped = false; ///< what was found or guessed no longer touches the servers
    bool m_userTyped = false;
    std::stop_source m_stop;
};

} // namespace AlwaysLeads
