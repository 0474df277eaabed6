#include "settings/MailboxForm.h"

#include "mailbox/Mailboxes.h"
#include "shell/Shell.h"
#include "widgets/Banner.h"
#include "widgets/Button.h"
#include "widgets/Combo.h"
#include "widgets/Label.h"
#include "widgets/TextField.h"

#include <QHBoxLayout>
#include <QIntValidator>
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

} // namespace

MailboxForm::MailboxForm(const Mailbox &mailbox, Mailboxes &mailboxes, Shell &shell, QWidget *inside)
    : DialogSheet(mailbox.id.isNull() ? tr("Add a mailbox") : tr("Change the mailbox"), 560, inside)
    , m_mailbox(mailbox)
    , m_mailboxes(mailboxes)
    , m_shell(shell)
    , m_address(new TextField(tr("Email address")))
    , m_senderName(new TextField(tr("Name recipients read")))
    , m_password(new TextField(tr("Password")))
    , m_userName(new TextField(tr("User name")))
    , m_host(new TextField(tr("Outgoing server (SMTP)")))
    , m_port(new TextField(tr("Port")))
    , m_security(new Combo)
    , m_limit(new TextField(tr("Mails a day, at most")))
    , m_gap(new TextField(tr("Seconds between two mails, at least")))
    , m_verdict(new Banner(ToneName::Info, Icon::Info, QString()))
    , m_test(new Button(tr("Test")))
    , m_keep(new Button(tr("Keep"), ButtonKind::Primary))
{
    setObjectName(QStringLiteral("mailboxForm"));
    build();
    m_address->setText(mailbox.address.shown());
    m_senderName->setText(mailbox.senderName);
    m_userName->setText(mailbox.userName);
    m_host->setText(mailbox.host);
    m_port->setText(QString::number(mailbox.port));
    m_security->setCurrentIndex(m_security->findData(int(mailbox.security)));
    m_limit->setText(QString::number(mailbox.dailyLimit));
    m_gap->setText(QString::number(mailbox.gapSeconds));
    m_serverTyped = !mailbox.host.isEmpty();
}

MailboxForm::~MailboxForm()
{
    m_stop.request_stop();
}

void MailboxForm::build()
{
    name(m_address, QStringLiteral("mailboxAddress"));
    name(m_senderName, QStringLiteral("mailboxSenderName"));
    name(m_password, QStringLiteral("mailboxPassword"));
    name(m_userName, QStringLiteral("mailboxUser"));
    name(m_host, QStringLiteral("mailboxHost"));
    name(m_port, QStringLiteral("mailboxPort"));
    name(m_limit, QStringLiteral("mailboxLimit"));
    name(m_gap, QStringLiteral("mailboxGap"));
    m_security->setObjectName(QStringLiteral("mailboxSecurity"));
    m_security->setName(tr("Encryption"));
    m_security->addChoice(tr("TLS from the first byte"), int(SmtpAccount::Security::ImplicitTls), Icon::Lock);
    m_security->addChoice(tr("STARTTLS"), int(SmtpAccount::Security::StartTls), Icon::Lock);
    m_security->addChoice(tr("None, this computer only"), int(SmtpAccount::Security::LoopbackPlain), Icon::LockOpen);
    m_password->edit()->setSecret(true);
    m_password->setHint(m_mailbox.id.isNull() ? tr(
                            "Kept encrypted, its key in this computer’s keychain. Many providers want an app password.")
                                              : tr("Empty: the one that is kept."));
    m_userName->setHint(tr("Usually the address itself."));
    m_port->edit()->setValidator(new QIntValidator(1, 65535, this));
    m_limit->edit()->setValidator(new QIntValidator(1, 2000, this));
    m_gap->edit()->setValidator(new QIntValidator(0, 86400, this));

    body()->setSpacing(14);
    body()->addLayout(inLine({{m_address, 1}, {m_senderName, 1}}));
    auto *server = new QWidget; // of a mailbox by its servers
    auto *serverLines = new QVBoxLayout(server);
    serverLines->setContentsMargins(0, 0, 0, 0);
    serverLines->setSpacing(14);
    serverLines->addLayout(inLine({{m_password, 1}, {m_userName, 1}}));
    auto *security = new QWidget;
    auto *securityLines = new QVBoxLayout(security);
    securityLines->setContentsMargins(0, 0, 0, 0);
    securityLines->setSpacing(6);
    securityLines->addWidget(new Label(tr("Encryption"), TextStyle::BodyMedium));
    securityLines->addWidget(m_security);
    serverLines->addLayout(inLine({{m_host, 5}, {m_port, 2}, {security, 4}}));
    body()->addWidget(server);
    server->setVisible(isByServer());
    if (!isByServer()) { // whose it is was settled by signing in
        m_address->setEnabled(false);
        m_address->setHint(tr("The account you signed in to."));
    }
    body()->addLayout(inLine({{m_limit, 1}, {m_gap, 1}}));
    m_verdict->setObjectName(QStringLiteral("mailboxVerdict"));
    m_verdict->hide();
    body()->addWidget(m_verdict);

    m_test->setObjectName(QStringLiteral("mailboxTest"));
    m_keep->setObjectName(QStringLiteral("mailboxKeep"));
    footer()->addWidget(m_test);
    auto *cancelButton = addButton(new Button(tr("Cancel"), ButtonKind::Ghost));
    addButton(m_keep);
    setDefaultButton(m_keep);
    setInitialFocus(isByServer() ? m_address->edit() : m_senderName->edit());
    connect(cancelButton, &QPushButton::clicked, this, &DialogSheet::cancel);
    connect(m_test, &QPushButton::clicked, this, &MailboxForm::test);
    connect(m_keep, &QPushButton::clicked, this, &MailboxForm::keep);
    connect(m_address, &TextField::editingFinished, this, &MailboxForm::guess);
    connect(m_host, &TextField::textEdited, this, [this] { m_serverTyped = true; });
    connect(m_port, &TextField::textEdited, this, [this] { m_serverTyped = true; });
    connect(m_security, &QComboBox::activated, this, [this] {
        // The two ways of TLS have ports of their own (RFC 8314); a port typed by hand stays.
        const auto chosen = SmtpAccount::Security(m_security->currentData().toInt());
        if (m_port->text() == QStringLiteral("465") && chosen == SmtpAccount::Security::StartTls) {
            m_port->setText(QStringLiteral("587"));
        } else if (m_port->text() == QStringLiteral("587") && chosen == SmtpAccount::Security::ImplicitTls) {
            m_port->setText(QStringLiteral("465"));
        }
    });
}

void MailboxForm::guess()
{
    if (m_address->text().trimmed().isEmpty() || !isByServer()) {
        return;
    }
    const Result<EmailAddress> address = EmailAddress::parse(m_address->text());
    if (!address) {
        m_address->setError(address.error().message);
        return;
    }
    const Mailbox guessed = guessedMailbox(*address);
    if (m_userName->text().isEmpty()) {
        m_userName->setText(guessed.userName);
    }
    if (!m_serverTyped) {
        m_host->setText(guessed.host);
        m_port->setText(QString::number(guessed.port));
        m_security->setCurrentIndex(m_security->findData(int(guessed.security)));
    }
}

std::optional<Mailbox> MailboxForm::typed()
{
    Mailbox mailbox = m_mailbox;
    bool right = true;
    const auto wrong = [&right](TextField *field, const QString &why) {
        field->setError(why);
        if (right) {
            field->edit()->setFocus();
        }
        right = false;
    };
    if (const Result<EmailAddress> address = EmailAddress::parse(m_address->text())) {
        mailbox.address = *address;
    } else {
        wrong(m_address, address.error().message);
    }
    mailbox.senderName = m_senderName->text().trimmed();
    mailbox.userName = m_userName->text().trimmed();
    mailbox.host = m_host->text().trimmed();
    if (isByServer() && mailbox.host.isEmpty()) {
        wrong(m_host, tr("Type the server’s name. Your provider calls it the outgoing or SMTP server."));
    }
    if (isByServer()) {
        const int port = m_port->text().toInt();
        if (port < 1 || port > 65535) {
            wrong(m_port, tr("465 or 587."));
        }
        mailbox.port = quint16(port);
        mailbox.security = SmtpAccount::Security(m_security->currentData().toInt());
    }
    mailbox.dailyLimit = m_limit->text().toInt();
    if (mailbox.dailyLimit < 1 || mailbox.dailyLimit > 2000) {
        wrong(m_limit, tr("1 to 2000."));
    }
    mailbox.gapSeconds = m_gap->text().toInt();
    return right ? std::optional(mailbox) : std::nullopt;
}

void MailboxForm::setTesting(bool on)
{
    m_keep->setEnabled(!on);
    m_test->setBusy(on, tr("Testing…"));
}

void MailboxForm::setKeeping(bool on)
{
    m_test->setEnabled(!on);
    m_keep->setBusy(on, tr("Keeping…"));
}

void MailboxForm::showProblem(const Error &error)
{
    m_verdict->setLook(ToneName::Danger, Icon::CircleX);
    m_verdict->setText(tr("It does not work yet."), error.message);
    m_verdict->show();
    m_verdict->announceIt();
}

void MailboxForm::test()
{
    const std::optional<Mailbox> mailbox = typed();
    if (!mailbox || m_keep->isBusy()) {
        return;
    }
    setTesting(true);
    whenDone(m_mailboxes.probe(*mailbox, m_password->text(), m_stop.get_token()), this,
             [this](const Result<> &outcome) {
                 setTesting(false);
                 if (!outcome) {
                     showProblem(outcome.error());
                     return;
                 }
                 m_verdict->setLook(ToneName::Success, Icon::CircleCheck);
                 m_verdict->setText(tr("It works."),
                                    isByServer() ? tr("The server accepted the sign-in. Nothing was sent.")
                                                 : tr("The service knows this mailbox. Nothing was sent."));
                 m_verdict->show();
                 m_verdict->announceIt();
             });
}

void MailboxForm::keep()
{
    const std::optional<Mailbox> mailbox = typed();
    if (!mailbox || m_keep->isBusy() || m_test->isBusy()) {
        return;
    }
    setKeeping(true); // a second Enter adds no second mailbox
    const auto kept = [this](const Result<> &outcome) {
        setKeeping(false);
        if (!outcome) {
            showProblem(outcome.error());
            return;
        }
        close();
        m_shell.showToast(tr("The mailbox is kept."));
    };
    if (!mailbox->id.isNull()) {
        whenDone(m_mailboxes.change(*mailbox, m_password->text()), this, kept);
        return;
    }
    whenDone(m_mailboxes.add(*mailbox, m_password->text()), this, [kept](const Result<MailboxId> &added) {
        kept(added ? Result<>() : Result<>(tl::unexpected<Error>(added.error())));
    });
}

} // namespace AlwaysLeads
