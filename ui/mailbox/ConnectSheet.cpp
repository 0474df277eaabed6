#include "mailbox/ConnectSheet.h"

#include "base/Task.h"
#include "mailbox/BrowserWait.h"
#include "mailbox/ClientIdForm.h"
#include "mailbox/MailboxSignIn.h"
#include "mailbox/PermissionPoints.h"
#include "mailbox/ProviderCard.h"
#include "shell/Shell.h"
#include "widgets/Banner.h"
#include "widgets/Button.h"
#include "widgets/Choices.h"
#include "widgets/Label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPointer>
#include <QVBoxLayout>

#include <algorithm>

namespace AlwaysLeads {

namespace {
constexpr int sheetWidth = 880;
}

ConnectSheet::ConnectSheet(MailboxSignIn &signIn, Shell &shell, QWidget *inside)
    : ConnectSheet(Mailbox(), signIn, shell, inside)
{
}

ConnectSheet::ConnectSheet(const Mailbox &mailbox, MailboxSignIn &signIn, Shell &shell, QWidget *inside,
                           Purpose purpose)
    : DialogSheet(mailbox.id.isNull()              ? tr("Connect your mailbox")
                      : purpose == Purpose::SignIn ? tr("Sign in to %1 again").arg(mailbox.address.shown())
                                                   : tr("Read replies to %1").arg(mailbox.address.shown()),
                  sheetWidth, inside)
    , m_signIn(signIn)
    , m_shell(shell)
    , m_purpose(purpose)
    , m_mailbox(mailbox)
    , m_points(new PermissionPoints)
    , m_onlySend(new CheckBox(tr("Only send: do not read replies")))
    , m_onlySendInstead(new Button(Icon::Send, tr("Connect it to send only")))
    , m_clientForm(new ClientIdForm(signIn))
    , m_waiting(new BrowserWait([&signIn](const QUrl &page) { return signIn.openBrowser(page); }, shell))
    , m_problem(new Banner(ToneName::Danger, Icon::CircleX, QString()))
    , m_administrator(new Button(Icon::Copy, tr("Copy the link for your administrator")))
    , m_cancel(new Button(tr("Cancel"), ButtonKind::Ghost))
    , m_proceed(new Button(Icon::ExternalLink, tr("Continue in the browser"), ButtonKind::Primary))
{
    setObjectName(QStringLiteral("connectSheet"));
    m_onlySend->setChecked(mailbox.sendOnly && purpose == Purpose::SignIn);
    build();
    choose(mailbox.id.isNull() ? Mailbox::Kind::Google : mailbox.kind);
}

ConnectSheet::~ConnectSheet()
{
    m_stop.request_stop();
}

void ConnectSheet::build()
{
    body()->setSpacing(24);
    auto *sentence = new Label(
        m_mailbox.id.isNull()
            ? tr("Mails leave from here and land in your own Sent folder. Answers come back to you, not to us.")
            : m_purpose == Purpose::ReadReplies
            ? tr(
                "Answers, absences and bounces are then noticed here, and follow-ups leave only to who did not answer. "
                "Choose the same account in the browser.")
            : tr("Waiting mails are kept and leave when you have signed in. Choose the same account in the browser."),
        TextStyle::Body, &Theme::text2);
    sentence->setWordWrap(true);
    body()->addWidget(sentence);
    m_problem->setObjectName(QStringLiteral("connectProblem"));
    m_problem->hide();
    body()->addWidget(m_problem);
    m_onlySendInstead->setObjectName(QStringLiteral("connectSendOnlyInstead"));
    m_onlySendInstead->hide();
    body()->addWidget(m_onlySendInstead, 0, Qt::AlignLeft);
    m_cards = cards();
    body()->addWidget(m_cards); // first: shown without a parent it would be a window for a moment
    m_cards->setVisible(m_mailbox.id.isNull());
    body()->addWidget(m_points);
    m_onlySend->setObjectName(QStringLiteral("connectSendOnly"));
    m_onlySend->setAccessibleDescription(
        tr("Many organisations allow sending and refuse reading. Replies are then not noticed here."));
    m_onlySend->setToolTip(m_onlySend->accessibleDescription());
    body()->addWidget(m_onlySend);
    body()->addWidget(m_clientForm);
    m_waiting->setObjectName(QStringLiteral("connectWaiting"));
    body()->addWidget(m_waiting);

    m_administrator->setObjectName(QStringLiteral("copyAdminLink"));
    m_cancel->setObjectName(QStringLiteral("connectCancel"));
    m_proceed->setObjectName(QStringLiteral("connectProceed"));
    footer()->insertWidget(0, m_administrator);
    addButton(m_cancel);
    addButton(m_proceed);
    setDefaultButton(m_proceed);
    connect(m_administrator, &QPushButton::clicked, this, [this] {
        copy(m_signIn.provider(m_kind).adminConsentLink().toString(QUrl::FullyEncoded),
             tr("The link is copied. Your administrator opens it once for everybody."));
    });
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (m_state == State::Waiting) {
            m_stop.request_stop();
            ++m_attempt;
            setState(State::Choosing);
            m_proceed->setFocus();
        } else {
            cancel();
        }
    });
    connect(m_onlySend, &QCheckBox::toggled, this, [this] { choose(m_kind); });
    connect(m_onlySendInstead, &QPushButton::clicked, this, &ConnectSheet::sendOnlyInstead);
    connect(m_proceed, &QPushButton::clicked, this, &ConnectSheet::proceed);
    connect(m_clientForm, &ClientIdForm::kept, this, [this] {
        choose(m_kind);
        m_proceed->setFocus();
    });
}

QWidget *ConnectSheet::cards()
{
    auto *all = new QWidget;
    auto *line = new QHBoxLayout(all);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(12);
    const auto add = [&](const char *objectName, Icon icon, const QString &name, const QString &covers,
                         Mailbox::Kind kind) {
        auto *card = new ProviderCard(icon, name, covers);
        card->setObjectName(QLatin1String(objectName));
        card->setChecked(kind == Mailbox::Kind::Google);
        connect(card, &QAbstractButton::toggled, this, [this, kind](bool chosen) {
            if (chosen) {
                choose(kind);
            }
        });
        line->addWidget(card, 1);
        if (kind == Mailbox::Kind::Google) {
            setInitialFocus(card);
        }
    };
    add("connectGoogle", Icon::Mail, tr("Google"), tr("Gmail and Workspace"), Mailbox::Kind::Google);
    add("connectMicrosoft", Icon::Building, tr("Microsoft"), tr("Outlook and Microsoft 365"), Mailbox::Kind::Microsoft);
    add("connectOther", Icon::Server, tr("Other mailbox"), tr("IMAP and SMTP"), Mailbox::Kind::Smtp);
    // Large text in a small window: below each other, as nothing may be cut off.
    const int room = std::min(sheetWidth, window()->width() - 32) - 60;
    if (line->minimumSize().width() > room) {
        line->setDirection(QBoxLayout::TopToBottom);
    }
    return all;
}

void ConnectSheet::copy(const QString &text, const QString &toast)
{
    QGuiApplication::clipboard()->setText(text);
    m_shell.showToast(toast);
}

bool ConnectSheet::isByPassword() const
{
    return m_kind == Mailbox::Kind::Smtp && m_mailbox.provider.isNull();
}

QString ConnectSheet::providerName() const
{
    return m_kind == Mailbox::Kind::Smtp ? m_mailbox.provider.name() : m_signIn.provider(m_kind).name;
}

bool ConnectSheet::needsClient() const
{
    return m_kind != Mailbox::Kind::Smtp && !m_signIn.provider(m_kind).hasClient();
}

bool ConnectSheet::onlySends() const
{
    return m_kind != Mailbox::Kind::Smtp && m_onlySend->isChecked();
}

void ConnectSheet::sendOnlyInstead()
{
    m_onlySend->setChecked(true);
    signIn();
}

void ConnectSheet::choose(Mailbox::Kind kind)
{
    m_kind = kind;
    m_problem->hide();
    m_points->showFor(kind, providerName(), onlySends());
    if (needsClient()) {
        m_clientForm->showFor(kind);
    }
    setState(State::Choosing);
}

void ConnectSheet::setState(State state)
{
    m_state = state;
    const bool waiting = state == State::Waiting;
    const bool lacksClient = needsClient();
    m_cards->setEnabled(!waiting);
    m_points->setVisible(!waiting && !lacksClient && m_mailbox.provider.isNull());
    m_clientForm->setVisible(!waiting && lacksClient);
    m_onlySend->setVisible(!waiting && !lacksClient && m_kind != Mailbox::Kind::Smtp);
    m_waiting->setVisible(waiting);
    if (state != State::Failed) {
        m_problem->hide();
        m_onlySendInstead->hide();
        m_administrator->hide();
    }
    m_cancel->setText(waiting ? tr("Stop waiting") : tr("Cancel"));
    m_proceed->setVisible(!waiting);
    const bool inBrowser = !isByPassword() && !lacksClient;
    m_proceed->setPicture(inBrowser ? Icon::ExternalLink : Icon::None);
    m_proceed->setText(lacksClient                  ? tr("Keep the client id")
                           : !inBrowser             ? tr("Continue")
                           : state == State::Failed ? tr("Try again in the browser")
                                                    : tr("Continue in the browser"));
    refit();
}

void ConnectSheet::refit()
{
    for (QWidget *part :
         {static_cast<QWidget *>(m_points), static_cast<QWidget *>(m_clientForm), static_cast<QWidget *>(m_waiting)}) {
        part->layout()->invalidate();
        part->updateGeometry();
    }
    body()->invalidate();
    if (isOpen()) {
        place();
    }
}

void ConnectSheet::proceed()
{
    if (m_state == State::Waiting) {
        return;
    }
    if (isByPassword()) {
        Q_EMIT otherChosen();
        close();
    } else if (needsClient()) {
        m_clientForm->keep();
    } else {
        signIn();
    }
}

void ConnectSheet::signIn()
{
    m_stop = std::stop_source();
    const int attempt = ++m_attempt;
    setState(State::Waiting);
    m_waiting->begin();
    const auto waiting = [sheet = QPointer<ConnectSheet>(this), attempt](const QUrl &page, bool opened) {
        if (sheet && sheet->m_attempt == attempt) {
            sheet->waitFor(page, opened);
        }
    };
    const auto done = [this, attempt](const Result<MailboxId> &outcome) {
        if (m_attempt == attempt) {
            finish(outcome);
        }
    };
    const auto access = onlySends() ? MailboxSignIn::Access::OnlySend : MailboxSignIn::Access::SendAndRead;
    if (m_mailbox.id.isNull()) {
        whenDone(m_signIn.connectNew(m_kind, waiting, m_stop.get_token(), access), this, done);
        return;
    }
    whenDone(m_signIn.reconnect(m_mailbox.id, waiting, m_stop.get_token(), access), this,
             [done, id = m_mailbox.id](const Result<> &outcome) {
                 done(outcome ? Result<MailboxId>(id) : Result<MailboxId>(failureOf(outcome)));
             });
}

void ConnectSheet::waitFor(const QUrl &page, bool opened)
{
    m_waiting->waitFor(page, opened, providerName());
    m_cancel->setFocus();
}

void ConnectSheet::finish(const Result<MailboxId> &outcome)
{
    if (outcome) {
        m_shell.showToast(m_mailbox.id.isNull() ? tr("The mailbox is connected.")
                              : m_purpose == Purpose::ReadReplies
                              ? tr("Replies to %1 are read from now on.").arg(m_mailbox.address.shown())
                              : tr("%1 is connected again.").arg(m_mailbox.address.shown()));
        Q_EMIT connected(*outcome);
        close();
        return;
    }
    setState(State::Failed);
    m_problem->setText(m_mailbox.id.isNull()                   ? tr("Nothing was connected.")
                           : m_purpose == Purpose::ReadReplies ? tr("Replies are still not read.")
                                                               : tr("The mailbox is still signed out."),
                       outcome.error().message);
    m_problem->show();
    m_problem->announceIt();
    const bool isRefused = outcome.error().kind == ErrorKind::Refused && m_kind != Mailbox::Kind::Smtp;
    m_administrator->setVisible(isRefused && !m_signIn.provider(m_kind).adminConsentLink().isEmpty());
    m_onlySendInstead->setVisible(isRefused && !onlySends()); // that may have been the reading alone
    refit();
    m_proceed->setFocus();
}

} // namespace AlwaysLeads
