#include "mailbox/ClientIdForm.h"

#include "base/Task.h"
#include "mailbox/MailboxSignIn.h"
#include "widgets/Banner.h"
#include "widgets/Label.h"
#include "widgets/TextField.h"

#include <QVBoxLayout>

namespace AlwaysLeads {

ClientIdForm::ClientIdForm(MailboxSignIn &signIn, QWidget *parent)
    : QWidget(parent)
    , m_signIn(signIn)
    , m_banner(new Banner(ToneName::Warn, Icon::TriangleAlert, QString()))
    , m_steps(new Label(QString(), TextStyle::Body, &Theme::text2))
    , m_clientId(new TextField(tr("Client id")))
    , m_clientSecret(new TextField(tr("Client secret")))
{
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(14);
    m_banner->setObjectName(QStringLiteral("noClientId"));
    lines->addWidget(m_banner);
    m_steps->setWordWrap(true);
    lines->addWidget(m_steps);
    lines->addWidget(m_clientId);
    lines->addWidget(m_clientSecret);
    m_clientId->setObjectName(QStringLiteral("clientId"));
    m_clientId->edit()->setObjectName(QStringLiteral("clientIdEdit"));
    m_clientSecret->setObjectName(QStringLiteral("clientSecret"));
    m_clientSecret->edit()->setObjectName(QStringLiteral("clientSecretEdit"));
    connect(m_clientId, &TextField::textEdited, this, &ClientIdForm::edited);
}

void ClientIdForm::showFor(Mailbox::Kind kind)
{
    m_kind = kind;
    const QString name = m_signIn.provider(kind).name;
    m_banner->setText(tr("This build is not registered at %1.").arg(name),
                      tr("It has no client id, so %1 would not know who asks.").arg(name));
    const bool google = kind == Mailbox::Kind::Google;
    m_steps->setText(
        google
            ? tr("In the Google Cloud console make an OAuth client of the type “Desktop app” and switch the Gmail API "
                 "on, then enter what it shows. Or connect Gmail as “Other mailbox” with an app password.")
            : tr("In the Microsoft Entra admin centre register an app for accounts of any organisation and personal "
                 "ones, with the platform “Mobile and desktop applications” and the redirect address "
                 "http://localhost, then enter its application (client) id."));
    m_clientId->setText({});
    m_clientSecret->setText({});
    m_clientId->setPlaceholder(google ? QStringLiteral("1234567890-abc.apps.googleusercontent.com")
                                      : QStringLiteral("00000000-0000-0000-0000-000000000000"));
    m_clientSecret->setVisible(google);
}

void ClientIdForm::keep()
{
    const QString id = m_clientId->text().trimmed();
    if (id.isEmpty()) {
        m_clientId->setError(tr("Enter the client id."));
        m_clientId->edit()->setFocus();
        return;
    }
    whenDone(m_signIn.setClient(m_kind, id, m_clientSecret->text()), this, [this](const Result<> &outcome) {
        if (outcome) {
            Q_EMIT kept();
        } else {
            m_clientId->setError(outcome.error().message);
        }
    });
}

} // namespace AlwaysLeads
