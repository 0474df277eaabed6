#pragma once

#include "mailbox/Mailbox.h"
#include "widgets/DialogSheet.h"

#include <optional>
#include <stop_token>

namespace AlwaysLeads {

class Banner;
class Combo;
class Mailboxes;
class Shell;
class TextField;

/// A mailbox typed by hand. From the address it guesses the server; Test signs in without sending; what works is kept.
/// Of a connected one only its name and limits.
class MailboxForm : public DialogSheet
{
    Q_OBJECT
public:
    /// A mailbox without an id is a new one.
    MailboxForm(const Mailbox &mailbox, Mailboxes &mailboxes, Shell &shell, QWidget *inside);
    ~MailboxForm() override;

private:
    bool isByServer() const { return m_mailbox.kind == Mailbox::Kind::Smtp; }
    void build();
    void guess();
    /// Nothing when a field is wrong; its error is then shown below it.
    std::optional<Mailbox> typed();
    void test();
    void keep();
    void showProblem(const Error &error);
    void setTesting(bool on);
    void setKeeping(bool on);

    Mailbox m_mailbox;
    Mailboxes &m_mailboxes;
    Shell &m_shell;
    TextField *m_address;
    TextField *m_senderName;
    TextField *m_password;
    TextField *m_userName;
    TextField *m_host;
    TextField *m_port;
    Combo *m_security;
    TextField *m_limit;
    TextField *m_gap;
    Banner *m_verdict;
    Button *m_test;
    Button *m_keep;
    bool m_serverTyped = false; ///< the guess no longer touches host and port
    std::stop_source m_stop;
};

} // namespace AlwaysLeads
