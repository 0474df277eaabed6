#include "mailbox/BrowserWait.h"

#include "shell/Shell.h"
#include "widgets/Button.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace AlwaysLeads {

BrowserWait::BrowserWait(Opener openBrowser, Shell &shell, QWidget *parent)
    : Card(parent)
    , m_openBrowser(std::move(openBrowser))
    , m_shell(shell)
    , m_title(new Label(QString(), TextStyle::BigStrong))
    , m_text(new Label(QString(), TextStyle::Body, &Theme::text2))
{
    setGround(&Theme::sunken);
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(20, 18, 20, 18);
    lines->setSpacing(4);
    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(new IconView(Icon::Hourglass, 18, &Theme::accent));
    head->addWidget(m_title, 1);
    lines->addLayout(head);
    m_text->setWordWrap(true);
    lines->addWidget(m_text);
    lines->addSpacing(8);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    auto *again = new Button(Icon::ExternalLink, tr("Open the browser again"));
    again->setObjectName(QStringLiteral("openBrowserAgain"));
    auto *link = new Button(Icon::Link, tr("Copy the link"));
    link->setObjectName(QStringLiteral("copySignInLink"));
    buttons->addWidget(again);
    buttons->addWidget(link);
    buttons->addStretch(1);
    lines->addLayout(buttons);
    connect(again, &QPushButton::clicked, this, [this] { say(m_openBrowser && m_openBrowser(m_page)); });
    connect(link, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_page.toString(QUrl::FullyEncoded));
        m_shell.showToast(tr("The link is copied. Open it in a browser on this computer."));
    });
}

void BrowserWait::begin()
{
    m_page.clear();
    m_title->setText(tr("Opening the browser…"));
    m_text->clear();
}

void BrowserWait::waitFor(const QUrl &page, bool opened, const QString &providerName)
{
    m_page = page;
    m_providerName = providerName;
    say(opened);
}

void BrowserWait::say(bool opened)
{
    m_title->setText(opened ? tr("Waiting for the browser") : tr("The browser could not be opened"));
    m_text->setText(
        opened
            ? tr("Sign in at %1 and allow it there. This sheet goes on by itself; the password stays in the browser.")
                  .arg(m_providerName)
            : tr("Copy the link and open it in a browser on this computer. Then sign in at %1 and allow it there.")
                  .arg(m_providerName));
}

} // namespace AlwaysLeads
