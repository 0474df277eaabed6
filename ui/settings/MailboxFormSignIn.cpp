// Signing in at the provider of a mailbox by its servers, with the browser instead of a password.
#include "mailbox/BrowserWait.h"
#include "mailbox/Mailboxes.h"
#include "mailbox/ProviderFields.h"
#include "mailbox/ProviderSignIn.h"
#include "mailbox/ServerFields.h"
#include "settings/MailboxForm.h"
#include "widgets/Banner.h"
#include "widgets/Button.h"
#include "widgets/Choices.h"
#include "widgets/Combo.h"
#include "widgets/Label.h"
#include "widgets/TextField.h"

#include <QPointer>
#include <QVBoxLayout>

namespace AlwaysLeads {

QWidget *MailboxForm::wayPart()
{
    auto *part = new QWidget;
    auto *lines = new QVBoxLayout(part);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(6);
    lines->addWidget(new Label(tr("Sign in"), TextStyle::BodyMedium));
    lines->addWidget(m_way);
    m_way->setObjectName(QStringLiteral("mailboxWay"));
    m_way->setName(tr("How to sign in"));
    m_way->addChoice(tr("With a password"), int(Way::Password), Icon::Key);
    m_way->addChoice(tr("With the browser, at the provider (OAuth)"), int(Way::Provider), Icon::ExternalLink);
    connect(m_way, &QComboBox::currentIndexChanged, this, &MailboxForm::chooseWay);
    connect(m_provider, &ProviderFields::findWanted, this, &MailboxForm::findProvider);
    connect(m_provider, &ProviderFields::resized, this, &MailboxForm::refit);
    connect(m_provider, &ProviderFields::edited, this, [this] { forgetGrant(); });
    return part;
}

void MailboxForm::enableProviderSignIn(ProviderSignIn &providers)
{
    if (!isByServer()) {
        return;
    }
    m_providers = &providers;
    m_wait = new BrowserWait([&providers](const QUrl &page) { return providers.openBrowser(page); }, m_shell);
    m_wait->setObjectName(QStringLiteral("mailboxWaiting"));
    body()->insertWidget(body()->indexOf(m_verdict), m_wait);
    m_wait->hide();
    m_wayPart->show();
    if (!m_mailbox.provider.isNull()) {
        m_provider->set(m_mailbox.provider);
        m_way->setCurrentIndex(m_way->findData(int(Way::Provider)));
    }
    chooseWay();
}

bool MailboxForm::isByProvider() const
{
    return m_providers != nullptr && m_way->currentData().toInt() == int(Way::Provider);
}

bool MailboxForm::needsSignIn() const
{
    return isByProvider() && !m_provider->isAsKept() && !m_grant;
}

void MailboxForm::chooseWay()
{
    const bool byProvider = isByProvider();
    m_provider->setVisible(byProvider);
    m_password->setVisible(!byProvider);
    m_ownSignIn->setVisible(!byProvider);
    m_ownFields->setVisible(!byProvider && m_ownSignIn->isChecked());
    nameButtons();
    if (byProvider && m_provider->issuer().isEmpty()) {
        findProvider();
    }
    refit();
}

void MailboxForm::nameButtons()
{
    m_test->setText(needsSignIn() ? tr("Sign in and test") : tr("Test"));
    m_keep->setText(needsSignIn() ? tr("Sign in and keep") : tr("Keep"));
}

void MailboxForm::forgetGrant()
{
    giveGrantBack();
    m_grant.reset();
    nameButtons();
}

void MailboxForm::giveGrantBack()
{
    if (m_grant && !m_isGrantKept && m_providers) {
        letRun(m_providers->giveBack(*m_grant)); // whether it worked or not: it is kept nowhere
    }
}

void MailboxForm::findProvider()
{
    if (!m_provider->issuer().isEmpty()) {
        lookAtProvider();
        return;
    }
    Mailbox settings;
    settings.address = EmailAddress::parse(m_address->text()).value_or(EmailAddress());
    settings.userName = m_userName->text().trimmed();
    settings.host = m_outgoing->host();
    settings.imapHost = m_incoming->host();
    settings.imapPort = m_incoming->port();
    settings.imapSecurity = ImapAccount::Security(m_incoming->security());
    if (settings.address.isNull()) {
        return; // as soon as it is typed
    }
    m_provider->setFinding(true);
    const int attempt = ++m_finding;
    whenDone(m_providers->issuerFor(settings, m_published, m_stop.get_token()), this,
             [this, attempt](const Result<QString> &issuer) {
                 if (attempt != m_finding) {
                     return;
                 }
                 m_provider->setFinding(false);
                 if (!issuer) {
                     m_provider->refuseIssuer(issuer.error().message);
                 } else if (issuer->isEmpty()) {
                     m_provider->showNoneNamed();
                 } else if (m_provider->issuer().isEmpty()) {
                     m_provider->setIssuer(*issuer);
                     lookAtProvider();
                 }
             });
}

void MailboxForm::lookAtProvider()
{
    m_provider->setFinding(true);
    const int attempt = ++m_finding;
    whenDone(m_providers->find(m_provider->issuer(), m_stop.get_token()), this,
             [this, attempt, asked = m_provider->issuer()](const Result<OAuthRegistration> &found) {
                 if (attempt != m_finding) {
                     return;
                 }
                 m_provider->setFinding(false);
                 if (m_provider->issuer() != asked) {
                     return; // another one is being typed
                 }
                 if (found) {
                     m_provider->showFound(*found);
                 } else {
                     m_provider->refuseIssuer(found.error().message);
                 }
             });
}

void MailboxForm::signInThen(const Mailbox &mailbox, Then then)
{
    if (m_grant) {
        tryGrant(mailbox, then);
        return;
    }
    m_signInStop = std::stop_source();
    const int attempt = ++m_attempt;
    setWaiting(true);
    ProviderSignIn::Wish wish;
    wish.issuer = m_provider->issuer();
    wish.clientId = m_provider->clientId();
    wish.clientSecret = m_provider->clientSecret();
    wish.scopes = m_provider->scopes();
    wish.address = mailbox.address;
    wish.mailbox = mailbox.id;
    const auto waiting = [form = QPointer<MailboxForm>(this), attempt,
                          name = QUrl(wish.issuer).host()](const QUrl &page, bool opened) {
        if (form && form->m_attempt == attempt) {
            form->m_wait->waitFor(page, opened, page.host().isEmpty() ? name : page.host());
            form->refitTo(form->m_wait);
        }
    };
    whenDone(m_providers->signIn(wish, waiting, m_signInStop.get_token()), this,
             [this, attempt, mailbox, then](const Result<OAuthGrant> &grant) {
                 if (m_attempt != attempt) {
                     if (grant && m_providers) {
                         letRun(m_providers->giveBack(*grant)); // it came in the moment it was given up
                     }
                     return;
                 }
                 setWaiting(false);
                 if (!grant) {
                     showProblem(grant.error());
                     return;
                 }
                 m_grant = *grant;
                 nameButtons();
                 tryGrant(mailbox, then);
             });
}

void MailboxForm::tryGrant(Mailbox mailbox, Then then)
{
    mailbox.provider = m_grant->registration;
    m_grant->address = mailbox.address;
    then == Then::Test ? setTesting(true) : setKeeping(true);
    whenDone(m_mailboxes.probeSignedIn(mailbox, m_grant->tokens.accessToken, m_stop.get_token()), this,
             [this, mailbox, then](const Result<> &outcome) {
                 then == Then::Test ? setTesting(false) : setKeeping(false);
                 const bool isRefused = !outcome
                     && (outcome.error().kind == ErrorKind::SignedOut || outcome.error().kind == ErrorKind::Refused
                         || outcome.error().kind == ErrorKind::Invalid);
                 if (isRefused || (!outcome && then == Then::Test)) {
                     refuseGrant(outcome.error());
                 } else if (then == Then::Test) {
                     showWorks(!mailbox.imapHost.isEmpty());
                 } else {
                     keepSignedIn(mailbox); // what passes, such as a server that rests, keeps nobody from it
                 }
             });
}

void MailboxForm::refuseGrant(Error error)
{
    const QString who = m_grant ? m_grant->signedInAs : QString();
    if (error.kind == ErrorKind::SignedOut) {
        if (!who.isEmpty()) {
            error.message += QLatin1Char(' ')
                + tr("You signed in as %1: the mail server has to know that name, and the scopes it wants.").arg(who);
        }
        forgetGrant(); // signing in again, perhaps as another, is what may help
    }
    showProblem(error);
}

void MailboxForm::keepSignedIn(const Mailbox &mailbox)
{
    setKeeping(true);
    m_isGrantKept = true; // also when the sheet is closed meanwhile
    whenDone(m_mailboxes.keepSignedIn(mailbox, *m_grant), this, [this](const Result<MailboxId> &kept) {
        m_isGrantKept = kept.has_value();
        settleKept(kept);
    });
}

void MailboxForm::setWaiting(bool on)
{
    m_isWaiting = on;
    if (on) {
        m_verdict->hide();
        m_wait->begin();
        m_wait->show();
    } else {
        m_wait->hide();
    }
    for (QWidget *part : {static_cast<QWidget *>(m_test), static_cast<QWidget *>(m_keep),
                          static_cast<QWidget *>(m_provider), static_cast<QWidget *>(m_way)}) {
        part->setEnabled(!on);
    }
    m_cancel->setText(on ? tr("Stop waiting") : tr("Cancel"));
    m_cancel->setFocus();
    on ? refitTo(m_wait) : refit();
}

void MailboxForm::stopWaiting()
{
    ++m_attempt;
    m_signInStop.request_stop();
    setWaiting(false);
    m_keep->setFocus();
}

} // namespace AlwaysLeads
