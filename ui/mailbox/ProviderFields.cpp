#include "mailbox/ProviderFields.h"

#include "widgets/Announce.h"
#include "widgets/Button.h"
#include "widgets/Label.h"
#include "widgets/LineEdit.h"
#include "widgets/TextField.h"

#include <QHBoxLayout>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {

void name(TextField *field, const QString &objectName)
{
    field->setObjectName(objectName);
    field->edit()->setObjectName(objectName + QStringLiteral("Edit"));
}

} // namespace

ProviderFields::ProviderFields(QWidget *parent)
    : QWidget(parent)
    , m_issuer(new TextField(tr("Address of the provider (issuer)")))
    , m_find(new Button(Icon::Search, tr("Find")))
    , m_note(new Label(QString(), TextStyle::Body, &Theme::text2))
    , m_clientId(new TextField(tr("Client id")))
    , m_clientSecret(new TextField(tr("Client secret")))
    , m_scopes(new TextField(tr("Scopes")))
{
    setObjectName(QStringLiteral("mailboxProvider"));
    name(m_issuer, QStringLiteral("mailboxIssuer"));
    name(m_clientId, QStringLiteral("mailboxClientId"));
    name(m_clientSecret, QStringLiteral("mailboxClientSecret"));
    name(m_scopes, QStringLiteral("mailboxScopes"));
    m_find->setObjectName(QStringLiteral("mailboxFindProvider"));
    m_find->setAccessibleName(tr("Find the provider"));
    m_issuer->setPlaceholder(QStringLiteral("https://login.example.com"));
    m_issuer->addBeside(m_find);
    m_note->setObjectName(QStringLiteral("mailboxProviderNote"));
    m_note->setWordWrap(true);
    m_note->setText(tr("AlwaysLeads has to be registered there once, as a native client with the redirect address "
                       "http://127.0.0.1 (any port). The client id comes from that."));
    m_clientSecret->edit()->setSecret(true);
    m_clientSecret->setHint(tr("Empty where it gave none."));
    m_scopes->setHint(tr("What is asked for. Leave it as the provider’s help page says."));
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(14);
    lines->addWidget(m_issuer);
    lines->addWidget(m_note);
    auto *client = new QHBoxLayout;
    client->setSpacing(12);
    client->addWidget(m_clientId, 1, Qt::AlignTop);
    client->addWidget(m_clientSecret, 1, Qt::AlignTop);
    lines->addLayout(client);
    lines->addWidget(m_scopes);
    connect(m_find, &QPushButton::clicked, this, &ProviderFields::findWanted);
    connect(m_issuer, &TextField::editingFinished, this, [this] {
        if (!issuer().isEmpty() && issuer() != m_looked) {
            Q_EMIT findWanted();
        }
    });
    connect(m_scopes, &TextField::textEdited, this, [this] { m_scopesTyped = true; });
    for (TextField *field : {m_issuer, m_clientId, m_clientSecret, m_scopes}) {
        connect(field, &TextField::textEdited, this, &ProviderFields::edited);
    }
}

QString ProviderFields::issuer() const
{
    return m_issuer->text().trimmed();
}

QString ProviderFields::clientId() const
{
    return m_clientId->text().trimmed();
}

QString ProviderFields::clientSecret() const
{
    return m_clientSecret->text().trimmed();
}

QStringList ProviderFields::scopes() const
{
    static const QRegularExpression spaces(QStringLiteral("\\s+"));
    return m_scopes->text().split(spaces, Qt::SkipEmptyParts);
}

void ProviderFields::set(const OAuthRegistration &kept)
{
    m_kept = kept;
    m_looked = kept.issuer;
    m_issuer->setText(kept.issuer);
    m_clientId->setText(kept.clientId);
    m_clientSecret->setText({});
    m_clientSecret->setHint(tr("Empty: the one that is kept, where there is one."));
    m_scopes->setText(kept.scopes.join(QLatin1Char(' ')));
    m_scopesTyped = true;
}

bool ProviderFields::isAsKept() const
{
    return !m_kept.isNull() && issuer() == m_kept.issuer && clientId() == m_kept.clientId && clientSecret().isEmpty()
        && scopes() == m_kept.scopes;
}

void ProviderFields::setIssuer(const QString &issuer)
{
    m_issuer->setText(issuer);
    m_issuer->setError(QString());
}

void ProviderFields::setFinding(bool on)
{
    if (on) {
        m_looked = issuer();
    }
    m_find->setBusy(on, tr("Looking…"));
}

void ProviderFields::showFound(const OAuthRegistration &found)
{
    m_issuer->setError(QString());
    if (!m_scopesTyped) {
        m_scopes->setText(found.scopes.join(QLatin1Char(' ')));
    }
    say(tr("Found: you sign in at %1. AlwaysLeads has to be registered there once, as a native client with the "
           "redirect "
           "address http://127.0.0.1 (any port).")
            .arg(found.authorizeUrl.host()));
}

void ProviderFields::showNoneNamed()
{
    say(tr("Neither a known provider nor the mail server names one. Ask your administrator for the issuer’s address; "
           "it looks like https://login.example.com/realms/firm."));
}

void ProviderFields::refuseIssuer(const QString &why)
{
    m_issuer->setError(why);
    announce(this, why);
    Q_EMIT resized();
}

TextField *ProviderFields::firstMissing()
{
    TextField *first = nullptr;
    if (issuer().isEmpty()) {
        m_issuer->setError(tr("Enter the address of the provider; your administrator knows it."));
        first = m_issuer;
    }
    if (clientId().isEmpty()) {
        m_clientId->setError(tr("Enter the client id."));
        first = first ? first : m_clientId;
    }
    return first;
}

void ProviderFields::say(const QString &text)
{
    m_note->setText(text);
    announce(this, text);
    Q_EMIT resized();
}

} // namespace AlwaysLeads
