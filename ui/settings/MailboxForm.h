#pragma once

#include "mailbox/Mailbox.h"
#include "oauth/OAuthGrant.h"
#include "widgets/DialogSheet.h"

#include <QPointer>

#include <optional>
#include <stop_token>

namespace AlwaysLeads {

class Banner;
class BrowserWait;
class CheckBox;
class Combo;
class MailAutoConfig;
class Mailboxes;
class ProviderFields;
class ProviderSignIn;
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

    /// Lets a mailbox by its servers sign in with the browser instead of a password. Before open().
    void enableProviderSignIn(ProviderSignIn &providers);

Q_SIGNALS:
    /// It is a mailbox of Google or Microsoft, and the person would rather sign in there; the sheet is closed.
    void signInWanted();
    /// A mailbox by its servers is kept; the sheet is closed.
    void kept(AlwaysLeads::MailboxId id);

private:
    enum class Way { Password, Provider };
    enum class Then { Test, Keep };

    bool isByServer() const { return m_mailbox.kind == Mailbox::Kind::Smtp; }
    void build();
    QWidget *serverPart();
    void addFollowUps();
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
    QWidget *wayPart();
    bool isByProvider() const;
    /// The fields name a provider that the person has not signed in at.
    bool needsSignIn() const;
    void chooseWay();
    void nameButtons();
    /// What was signed in for and is not kept is given back at the provider.
    void forgetGrant();
    void giveGrantBack();
    void findProvider();
    void lookAtProvider();
    /// What the person signed in for is tried at the servers before it is kept.
    void signInThen(const Mailbox &mailbox, Then then);
    void tryGrant(Mailbox mailbox, Then then);
    void refuseGrant(Error error);
    void keepSignedIn(const Mailbox &mailbox);
    void setWaiting(bool on);
    void stopWaiting();
    void showWorks(bool reads);
    void showProblem(const Error &error);
    void setTesting(bool on);
    void setKeeping(bool on);
    /// What is shown changed: the sheet takes the height of it.
    void refit();
    /// The same, and scrolls to this part of it: in a small window the form is longer than the sheet.
    void refitTo(QWidget *part);

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
    CheckBox *m_followUps; ///< of one that only sends
    QWidget *m_ownFields;
    TextField *m_incomingUser;
    TextField *m_incomingPassword;
    TextField *m_limit;
    TextField *m_gap;
    Combo *m_way;
    QWidget *m_wayPart = nullptr;
    ProviderFields *m_provider;
    QPointer<ProviderSignIn> m_providers; ///< null: passwords only
    BrowserWait *m_wait = nullptr;
    std::optional<OAuthGrant> m_grant; ///< of a sign-in that is not kept yet
    bool m_isGrantKept = false; ///< or is just being kept: it is not this form's to give back
    bool m_isWaiting = false; ///< for the browser
    int m_attempt = 0; ///< an answer to an earlier one is of no interest
    int m_finding = 0; ///< likewise
    std::stop_source m_signInStop;
    QString m_published; ///< the issuer that was found with the servers
    ServerSearch *m_search = nullptr; ///< null: guesses
    Banner *m_verdict;
    Button *m_test;
    Button *m_cancel = nullptr;
    Button *m_keep;
    EmailAddress m_searched; ///< looked for last
    bool m_serverTyped = false; ///< what was found or guessed no longer touches the servers
    bool m_userTyped = false;
    std::stop_source m_stop;
};

} // namespace AlwaysLeads
