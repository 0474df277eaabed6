#pragma once

#include "mailbox/Mailbox.h"

#include <QWidget>

namespace AlwaysLeads {

class Banner;
class Button;
class Label;
class MailboxSignIn;
class TextField;

/// Says that this build is not registered at a service, how to register it, and takes the client id of one's own.
class ClientIdForm : public QWidget
{
    Q_OBJECT

public:
    explicit ClientIdForm(MailboxSignIn &signIn, QWidget *parent = nullptr);

    /// Not for Mailbox::Kind::Smtp.
    void showFor(Mailbox::Kind kind);
    TextField *first() const { return m_clientId; }
    /// What is typed becomes a setting.
    void keep();

Q_SIGNALS:
    void kept();
    /// Something was typed; there may be something to keep.
    void edited();

private:
    MailboxSignIn &m_signIn;
    Mailbox::Kind m_kind = Mailbox::Kind::Google;
    Banner *m_banner;
    Label *m_steps;
    TextField *m_clientId;
    TextField *m_clientSecret;
};

} // namespace AlwaysLeads
