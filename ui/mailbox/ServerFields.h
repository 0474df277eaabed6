#pragma once

#include <QWidget>

namespace AlwaysLeads {

class Combo;
class TextField;

/// Where a mail server is: its name, port and encryption, in one line. For outgoing (SMTP) or incoming mail (IMAP).
class ServerFields : public QWidget
{
    Q_OBJECT

public:
    enum class Mail { Outgoing, Incoming };
    /// As in SmtpAccount and ImapAccount, RFC 8314.
    enum class Security { ImplicitTls, StartTls, LoopbackPlain };

    /// The controls are called `prefix` + Host, HostEdit, Port, PortEdit, Security.
    ServerFields(Mail mail, const QString &prefix, QWidget *parent = nullptr);

    /// Without a space around it.
    QString host() const;
    /// 0: no number from 1 to 65535 is typed.
    quint16 port() const;
    Security security() const;
    void set(const QString &host, quint16 port, Security security);
    /// Says below the field what is wrong with it, and gives the field that is.
    TextField *refuseHost(const QString &why);
    TextField *refusePort(const QString &why);
    void setHint(const QString &hint);
    bool isEmpty() const { return host().isEmpty(); }

Q_SIGNALS:
    /// By the person, not by set().
    void edited();

private:
    void matchPort();

    Mail m_mail;
    TextField *m_host;
    TextField *m_port;
    Combo *m_security;
};

} // namespace AlwaysLeads
