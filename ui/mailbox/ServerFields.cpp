#include "mailbox/ServerFields.h"

#include "widgets/Combo.h"
#include "widgets/Label.h"
#include "widgets/TextField.h"

#include <QHBoxLayout>
#include <QIntValidator>
#include <QVBoxLayout>

namespace AlwaysLeads {

ServerFields::ServerFields(Mail mail, const QString &prefix, QWidget *parent)
    : QWidget(parent)
    , m_mail(mail)
    , m_host(new TextField(mail == Mail::Outgoing ? tr("Outgoing server (SMTP)") : tr("Incoming server (IMAP)")))
    , m_port(new TextField(tr("Port")))
    , m_security(new Combo)
{
    const auto name = [](TextField *field, const QString &objectName) {
        field->setObjectName(objectName);
        field->edit()->setObjectName(objectName + QStringLiteral("Edit"));
    };
    name(m_host, prefix + QStringLiteral("Host"));
    name(m_port, prefix + QStringLiteral("Port"));
    m_port->edit()->setValidator(new QIntValidator(1, 65535, this));
    m_security->setObjectName(prefix + QStringLiteral("Security"));
    m_security->setName(mail == Mail::Outgoing ? tr("Encryption of outgoing mail") : tr("Encryption of incoming mail"));
    m_security->addChoice(tr("TLS (SSL)"), int(Security::ImplicitTls), Icon::Lock);
    m_security->addChoice(tr("STARTTLS"), int(Security::StartTls), Icon::Lock);
    m_security->addChoice(tr("None, this computer only"), int(Security::LoopbackPlain), Icon::LockOpen);

    auto *encryption = new QVBoxLayout;
    encryption->setSpacing(6);
    encryption->addWidget(new Label(tr("Encryption"), TextStyle::BodyMedium));
    encryption->addWidget(m_security);
    encryption->addStretch(1);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(12);
    line->addWidget(m_host, 8, Qt::AlignTop);
    line->addWidget(m_port, 3, Qt::AlignTop);
    line->addLayout(encryption, 8);
    connect(m_host, &TextField::textEdited, this, &ServerFields::edited);
    connect(m_port, &TextField::textEdited, this, &ServerFields::edited);
    connect(m_security, &QComboBox::activated, this, [this] {
        matchPort();
        Q_EMIT edited();
    });
}

QString ServerFields::host() const
{
    return m_host->text().trimmed();
}

quint16 ServerFields::port() const
{
    const int port = m_port->text().toInt();
    return port >= 1 && port <= 65535 ? quint16(port) : 0;
}

ServerFields::Security ServerFields::security() const
{
    return Security(m_security->currentData().toInt());
}

void ServerFields::set(const QString &host, quint16 port, Security security)
{
    m_host->setText(host);
    m_host->setError(QString());
    m_port->setText(QString::number(port));
    m_port->setError(QString());
    m_security->setCurrentIndex(m_security->findData(int(security)));
}

TextField *ServerFields::refuseHost(const QString &why)
{
    m_host->setError(why);
    return m_host;
}

TextField *ServerFields::refusePort(const QString &why)
{
    m_port->setError(why);
    return m_port;
}

void ServerFields::setHint(const QString &hint)
{
    m_host->setHint(hint);
}

void ServerFields::matchPort()
{
    // The two ways of TLS have ports of their own (RFC 8314); a port typed by hand stays.
    const QString tls = m_mail == Mail::Outgoing ? QStringLiteral("465") : QStringLiteral("993");
    const QString startTls = m_mail == Mail::Outgoing ? QStringLiteral("587") : QStringLiteral("143");
    if (m_port->text() == tls && security() == Security::StartTls) {
        m_port->setText(startTls);
    } else if (m_port->text() == startTls && security() == Security::ImplicitTls) {
        m_port->setText(tls);
    }
}

} // namespace AlwaysLeads
