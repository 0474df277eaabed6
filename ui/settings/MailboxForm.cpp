#include "settings/MailboxForm.h"

#include "mailbox/BrowserWait.h"
#include "mailbox/Mailboxes.h"
#include "mailbox/ProviderFields.h"
#include "mailbox/ServerFields.h"
#include "mailbox/ServerSearch.h"
#include "shell/Shell.h"
#include "widgets/Banner.h"
#include "widgets/Button.h"
#include "widgets/Choices.h"
#include "widgets/Combo.h"
#include "widgets/Label.h"
#include "widgets/TextField.h"

#include <QHBoxLayout>
#include <QIntValidator>
#include <QScrollArea>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {

/// Fields that stand in one line share it by these weights.
QHBoxLayout *inLine(std::initializer_list<std::pair<QWidget *, int>> fields)
{
    auto *line = new QHBoxLayout;
    line->setSpacing(12);
    for (const auto &[field, weight] : fields) {
        line->addWidget(field, weight, Qt::AlignTop);
    }
    return line;
}

void name(TextField *field, const QString &objectName)
{
    field->setObjectName(objectName);
    field->edit()->setObjectName(objectName + QStringLiteral("Edit"));
}

// One set of fields for both kinds of servers.
static_assert(int(ServerFields::Security::StartTls) == int(SmtpAccount::Security::StartTls)
              && int(ServerFields::Security::StartTls) == int(ImapAccount::Security::StartTls)
              && int(ServerFields::Security::LoopbackPlain) == int(SmtpAccount::Security::LoopbackPlain)
              && int(ServerFields::Security::LoopbackPlain) == int(ImapAccount::Security::LoopbackPlain));

} // namespace

MailboxForm::MailboxForm(const Mailbox &mailbox, Mailboxes &mailboxes, MailAutoConfig *autoConfig, Shell &shell,
                         QWidget *inside)
    : DialogSheet(mailbox.id.isNull() ? tr("Add a mailbox") : tr("Change the mailbox"), 600, inside)
    , m_mailbox(mailbox)
    , m_mailboxes(mailboxes)
    , m_shell(shell)
    , m_address(new TextField(tr("Email address")))
    , m_senderName(new TextField(tr("Name recipients read")))
    , m_password(new TextField(tr("Password")))
    , m_userName(new TextField(tr("User name")))
    , m_outgoing(new ServerFields(ServerFields::Mail::Outgoing, QStringLiteral("mailbox")))
    , m_incoming(new ServerFields(ServerFields::Mail::Incoming, QStringLiteral("mailboxImap")))
    , m_ownSignIn(new CheckBox(tr("Incoming mail wants a sign-in of its own")))
    , m_followUps(new CheckBox(tr("Send follow-ups though replies are not read")))
    , m_ownFields(new QWidget)
    , m_incomingUser(new TextField(tr("User name for incoming mail")))
    , m_incomingPassword(new TextField(tr("Password for incoming mail")))
    , m_limit(new TextField(tr("Mails a day, at most")))
    , m_gap(new TextField(tr("Seconds between two mails, at least")))
    , m_way(new Combo)
    , m_provider(new ProviderFields)
    , m_verdict(new Banner(ToneName::Info, Icon::Info, QString()))
    , m_test(new Button(tr("Test")))
    , m_keep(new Button(tr("Keep"), ButtonKind::Primary))
{
    setObjectName(QStringLiteral("mailboxForm"));
    if (autoConfig && isByServer()) {
        m_search = new ServerSearch(*autoConfig);
    }
    build();
    fillIn();
}

MailboxForm::~MailboxForm()
{
    m_stop.request_stop();
    m_signInStop.request_stop();
    giveGrantBack();
}

void MailboxForm::fillIn()
{
    m_address->setText(m_mailbox.address.shown());
    m_senderName->setText(m_mailbox.senderName);
    m_userName->setText(m_mailbox.userName);
    m_outgoing->set(m_mailbox.host, m_mailbox.port, ServerFields::Security(m_mailbox.security));
    m_incoming->set(m_mailbox.imapHost, m_mailbox.imapPort, ServerFields::Security(m_mailbox.imapSecurity));
    m_incomingUser->setText(m_mailbox.imapUserName == m_mailbox.userName ? QString() : m_mailbox.imapUserName);
    const bool own = m_mailbox.imapOwnPassword || !m_incomingUser->text().isEmpty();
    m_ownSignIn->setChecked(own);
    m_ownFields->setVisible(own);
    m_followUps->setChecked(m_mailbox.followUpsUnread);
    m_limit->setText(QString::number(m_mailbox.dailyLimit));
    m_gap->setText(QString::number(m_mailbox.gapSeconds));
    m_serverTyped = !m_mailbox.host.isEmpty();
    m_userTyped = !m_mailbox.userName.isEmpty();
    m_searched = m_mailbox.address;
}

void MailboxForm::build()
{
    name(m_address, QStringLiteral("mailboxAddress"));
    name(m_senderName, QStringLiteral("mailboxSenderName"));
    name(m_limit, QStringLiteral("mailboxLimit"));
    name(m_gap, QStringLiteral("mailboxGap"));
    m_limit->edit()->setValidator(new QIntValidator(1, 2000, this));
    m_gap->edit()->setValidator(new QIntValidator(0, 86400, this));

    body()->setSpacing(14);
    body()->addLayout(inLine({{m_address, 1}, {m_senderName, 1}}));
    if (m_search) {
        m_address->setHint(tr("The servers are looked for by its domain."));
        body()->addWidget(m_search);
        connectSearch();
    }
    QWidget *server = serverPart();
    body()->addWidget(server);
    server->setVisible(isByServer());
    if (!isByServer()) { // whose it is was settled by signing in
        m_address->setEnabled(false);
        m_address->setHint(tr("The account you signed in to."));
    }
    body()->addLayout(inLine({{m_limit, 1}, {m_gap, 1}}));
    addFollowUps();
    m_verdict->setObjectName(QStringLiteral("mailboxVerdict"));
    m_verdict->hide();
    body()->addWidget(m_verdict);

    m_test->setObjectName(QStringLiteral("mailboxTest"));
    m_keep->setObjectName(QStringLiteral("mailboxKeep"));
    footer()->addWidget(m_test);
    m_cancel = addButton(new Button(tr("Cancel"), ButtonKind::Ghost));
    m_cancel->setObjectName(QStringLiteral("mailboxCancel"));
    addButton(m_keep);
    setDefaultButton(m_keep);
    setInitialFocus(isByServer() ? m_address->edit() : m_senderName->edit());
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_isWaiting ? stopWaiting() : cancel(); });
    connect(m_test, &QPushButton::clicked, this, &MailboxForm::test);
    connect(m_keep, &QPushButton::clicked, this, &MailboxForm::keep);
    connect(m_address, &TextField::editingFinished, this, &MailboxForm::addressTyped);
    connect(m_userName, &TextField::textEdited, this, [this] { m_userTyped = true; });
    for (ServerFields *fields : {m_outgoing, m_incoming}) {
        connect(fields, &ServerFields::edited, this, [this] { m_serverTyped = true; });
    }
    connect(m_ownSignIn, &QCheckBox::toggled, this, [this](bool own) {
        m_ownFields->setVisible(own);
        refit();
    });
}

void MailboxForm::addFollowUps()
{
    m_followUps->setObjectName(QStringLiteral("mailboxFollowUps"));
    auto *what =
        new Label(tr("They then go out even to people who answered, or said no: that is not noticed here. Enter "
                     "it by hand before the next one leaves."),
                  TextStyle::Meta, &Theme::text2);
    what->setWordWrap(true);
    m_followUps->setAccessibleDescription(what->text());
    body()->addWidget(m_followUps);
    body()->addWidget(what);
    m_followUps->setVisible(m_mailbox.sendOnly);
    what->setVisible(m_mailbox.sendOnly);
}

QWidget *MailboxForm::serverPart()
{
    name(m_password, QStringLiteral("mailboxPassword"));
    name(m_userName, QStringLiteral("mailboxUser"));
    name(m_incomingUser, QStringLiteral("mailboxImapUser"));
    name(m_incomingPassword, QStringLiteral("mailboxImapPassword"));
    m_ownSignIn->setObjectName(QStringLiteral("mailboxImapOwn"));
    m_password->edit()->setSecret(true);
    m_password->setHint(m_mailbox.id.isNull() || !m_mailbox.provider.isNull() ? tr(
                            "Kept encrypted, its key in this computer’s keychain. Many providers want an app password.")
                                                                              : tr("Empty: the one that is kept."));
    m_userName->setHint(tr("Usually the address itself."));
    m_incoming->setHint(tr("To notice answers. Empty: nobody reads them."));
    m_incomingUser->setHint(tr("Empty: the same user name."));
    m_incomingPassword->edit()->setSecret(true);
    m_incomingPassword->setHint(m_mailbox.imapOwnPassword ? tr("Empty: the one that is kept.")
                                                          : tr("Empty: the same password."));
    auto *part = new QWidget; // of a mailbox by its servers
    auto *lines = new QVBoxLayout(part);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(14);
    m_wayPart = wayPart();
    lines->addWidget(m_wayPart);
    m_wayPart->hide();
    lines->addWidget(m_provider);
    m_provider->hide();
    lines->addLayout(inLine({{m_password, 1}, {m_userName, 1}}));
    lines->addWidget(m_outgoing);
    lines->addWidget(m_incoming);
    lines->addWidget(m_ownSignIn);
    auto *own = inLine({{m_incomingPassword, 1}, {m_incomingUser, 1}});
    own->setContentsMargins(0, 0, 0, 0);
    m_ownFields->setLayout(own);
    lines->addWidget(m_ownFields);
    return part;
}

std::optional<Mailbox> MailboxForm::typed()
{
    Mailbox mailbox = m_mailbox;
    bool right = true;
    const auto wrong = [&right](TextField *field) {
        if (right) {
            field->edit()->setFocus();
        }
        right = false;
    };
    if (const Result<EmailAddress> address = EmailAddress::parse(m_address->text())) {
        mailbox.address = *address;
    } else {
        m_address->setError(address.error().message);
        wrong(m_address);
    }
    mailbox.senderName = m_senderName->text().trimmed();
    if (isByServer()) {
        mailbox.userName = m_userName->text().trimmed();
        mailbox.host = m_outgoing->host();
        mailbox.port = m_outgoing->port();
        mailbox.security = SmtpAccount::Security(m_outgoing->security());
        mailbox.imapHost = m_incoming->host();
        mailbox.imapSecurity = ImapAccount::Security(m_incoming->security());
        const bool own = m_ownSignIn->isChecked() && !mailbox.imapHost.isEmpty() && !isByProvider();
        mailbox.provider = isByProvider() ? m_mailbox.provider : OAuthRegistration();
        if (isByProvider()) {
            if (TextField *missing = m_provider->firstMissing()) {
                wrong(missing);
            }
            if (mailbox.userName.isEmpty()) {
                m_userName->setError(tr("Enter the user name: the server wants to know whose sign-in it is."));
                wrong(m_userName);
            }
        } else if (!m_mailbox.provider.isNull() && !mailbox.userName.isEmpty() && m_password->text().isEmpty()) {
            m_password->setError(tr("Enter the password: so far this mailbox signs in with the browser."));
            wrong(m_password);
        }
        mailbox.imapUserName = own ? m_incomingUser->text().trimmed() : QString();
        mailbox.imapOwnPassword = own && (m_mailbox.imapOwnPassword || !m_incomingPassword->text().isEmpty());
        if (mailbox.host.isEmpty()) {
            wrong(m_outgoing->refuseHost(
                tr("Type the server’s name. Your provider calls it the outgoing or SMTP server.")));
        }
        if (mailbox.port == 0) {
            wrong(m_outgoing->refusePort(tr("465 or 587.")));
        }
        if (!mailbox.imapHost.isEmpty()) { // else its port is of no interest, and what was there stays
            mailbox.imapPort = m_incoming->port();
            if (mailbox.imapPort == 0) {
                wrong(m_incoming->refusePort(tr("993 or 143.")));
            }
        }
    }
    mailbox.followUpsUnread = m_mailbox.sendOnly && m_followUps->isChecked();
    mailbox.dailyLimit = m_limit->text().toInt();
    if (mailbox.dailyLimit < 1 || mailbox.dailyLimit > 2000) {
        m_limit->setError(tr("1 to 2000."));
        wrong(m_limit);
    }
    mailbox.gapSeconds = m_gap->text().toInt();
    return right ? std::optional(mailbox) : std::nullopt;
}

QString MailboxForm::ownPassword() const
{
    return m_ownSignIn->isChecked() ? m_incomingPassword->text() : QString();
}

void MailboxForm::refit()
{
    for (QWidget *part :
         {static_cast<QWidget *>(m_search), static_cast<QWidget *>(m_provider), static_cast<QWidget *>(m_wait)}) {
        if (part && part->layout()) {
            part->layout()->invalidate();
            part->updateGeometry();
        }
    }
    body()->invalidate();
    if (isOpen()) {
        place();
    }
}

void MailboxForm::refitTo(QWidget *part)
{
    refit();
    // Where things stand is known once the layouts have had their turn.
    QMetaObject::invokeMethod(
        part,
        [part] {
            for (QWidget *up = part->parentWidget(); up; up = up->parentWidget()) {
                if (auto *area = qobject_cast<QScrollArea *>(up)) {
                    area->ensureWidgetVisible(part);
                }
            }
        },
        Qt::QueuedConnection);
}

} // namespace AlwaysLeads
