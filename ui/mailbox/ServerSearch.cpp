#include "mailbox/ServerSearch.h"

#include "base/Task.h"
#include "style/AppStyle.h"
#include "widgets/Announce.h"
#include "widgets/Button.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"
#include "widgets/SheetFrame.h"

#include <QHBoxLayout>
#include <QPointer>
#include <QVBoxLayout>

#include <algorithm>

namespace AlwaysLeads {

namespace {

using Source = FoundServer::Source;

QString domainOf(const EmailAddress &address)
{
    return address.shown().section(QLatin1Char('@'), -1);
}

/// Where a server was found, in a person's words.
QString placeOf(const FoundServer &server)
{
    switch (server.source) {
    case Source::Provider:
        return ServerSearch::tr("the known server of this provider");
    case Source::Domain:
        return ServerSearch::tr("published by the domain itself, at %1").arg(server.foundAt);
    case Source::Directory:
        return ServerSearch::tr("from Thunderbird’s directory of providers, %1").arg(server.foundAt);
    case Source::MxDomain:
        return ServerSearch::tr("published by whoever takes the domain’s mail, at %1").arg(server.foundAt);
    case Source::Srv:
        return ServerSearch::tr("from the domain’s SRV record");
    case Source::Guess:
        return ServerSearch::tr("a usual name, guessed; it answered");
    }
    return {};
}

QString encryptionOf(const MailServerOffer &offer)
{
    return offer.security == MailServerOffer::Security::ImplicitTls ? ServerSearch::tr("TLS (SSL)")
                                                                    : ServerSearch::tr("STARTTLS");
}

} // namespace

ServerSearch::ServerSearch(MailAutoConfig &autoConfig, QWidget *parent)
    : QWidget(parent)
    , m_autoConfig(autoConfig)
    , m_picture(new IconView(Icon::Search, 18, &Theme::accent))
    , m_title(new Label(QString(), TextStyle::Strong))
    , m_text(new Label(QString(), TextStyle::Body, &Theme::text2))
    , m_lines(new QVBoxLayout)
    , m_again(new Button(Icon::RotateCcw, tr("Search again")))
    , m_cancel(new Button(tr("Stop searching")))
    , m_use(new Button(tr("Use these servers")))
    , m_signIn(new Button(Icon::ExternalLink, tr("Sign in with the browser…")))
{
    setObjectName(QStringLiteral("serverSearch"));
    auto *card = new Card;
    card->setGround(&Theme::sunken);
    auto *place = new QVBoxLayout(this);
    place->setContentsMargins(0, 0, 0, 0);
    place->addWidget(card);
    auto *inside = new QVBoxLayout(card);
    inside->setContentsMargins(16, 12, 16, 12);
    inside->setSpacing(6);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_picture, 0, Qt::AlignTop);
    m_title->setObjectName(QStringLiteral("serverSearchTitle"));
    m_title->setWordWrap(true);
    head->addWidget(m_title, 1);
    inside->addLayout(head);
    m_text->setObjectName(QStringLiteral("serverSearchText"));
    m_text->setWordWrap(true);
    inside->addWidget(m_text);
    m_lines->setSpacing(6);
    inside->addLayout(m_lines);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    m_again->setObjectName(QStringLiteral("serverSearchAgain"));
    m_cancel->setObjectName(QStringLiteral("serverSearchStop"));
    m_use->setObjectName(QStringLiteral("serverSearchUse"));
    m_signIn->setObjectName(QStringLiteral("serverSearchSignIn"));
    for (Button *button : {m_cancel, m_signIn, m_use, m_again}) {
        button->setControlHeight(28);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    inside->addLayout(buttons);
    connect(m_again, &QPushButton::clicked, this, [this] { search(m_address); });
    connect(m_cancel, &QPushButton::clicked, this, &ServerSearch::stop);
    connect(m_use, &QPushButton::clicked, this, [this] {
        m_use->hide();
        Q_EMIT useWanted(m_servers);
        Q_EMIT resized();
    });
    connect(m_signIn, &QPushButton::clicked, this, &ServerSearch::signInWanted);
    hide();
}

ServerSearch::~ServerSearch()
{
    m_stop.request_stop();
}

void ServerSearch::search(const EmailAddress &address)
{
    m_stop.request_stop();
    m_stop = std::stop_source();
    m_address = address;
    m_searching = true;
    const int attempt = ++m_attempt;
    showSearching(tr("The domain, Thunderbird’s directory of providers and the DNS are asked. They get to know the "
                     "domain, never the address."));
    const auto step = [search = QPointer<ServerSearch>(this), attempt](MailAutoConfig::Step reached) {
        if (search && search->m_attempt == attempt && search->m_searching) {
            search->showStep(reached);
        }
    };
    whenDone(m_autoConfig.find(address, m_stop.get_token(), step), this,
             [this, attempt](const Result<FoundServers> &servers) {
                 if (m_attempt != attempt || !m_searching) {
                     return;
                 }
                 m_searching = false;
                 if (servers) {
                     m_servers = *servers;
                     showFound(*servers);
                     Q_EMIT found(*servers);
                 } else {
                     showProblem(servers.error());
                 }
             });
}

void ServerSearch::stop()
{
    if (!m_searching) {
        return;
    }
    m_searching = false;
    ++m_attempt;
    m_stop.request_stop();
    clearLines();
    m_picture->setPicture(Icon::Search);
    m_picture->setColour(&Theme::text3);
    m_title->setText(tr("The search was stopped."));
    m_text->setText(tr("Enter the servers yourself, or search again."));
    m_again->show();
    m_again->setFocus();
    Q_EMIT resized();
}

void ServerSearch::offerToUse()
{
    m_use->show();
    Q_EMIT resized();
}

void ServerSearch::showSearching(const QString &what)
{
    clearLines();
    m_picture->setPicture(Icon::Hourglass);
    m_picture->setColour(&Theme::accent);
    m_title->setText(tr("Looking for the servers of %1…").arg(domainOf(m_address)));
    m_text->setText(what);
    m_cancel->show();
    show();
    announceTitle();
    Q_EMIT resized();
}

void ServerSearch::showStep(MailAutoConfig::Step step)
{
    switch (step) {
    case MailAutoConfig::Step::Asking:
        return;
    case MailAutoConfig::Step::Reaching:
        m_text->setText(tr("Trying whether the servers that were named answer, with TLS. Nothing signs in yet."));
        break;
    case MailAutoConfig::Step::Guessing:
        m_text->setText(tr("Nobody names them. Trying the usual names, like mail.%1.").arg(domainOf(m_address)));
        break;
    }
    Q_EMIT resized();
}

void ServerSearch::showProblem(const Error &error)
{
    clearLines();
    m_picture->setPicture(Icon::SearchX);
    m_picture->setTone(ToneName::Warn);
    m_title->setText(tr("No servers were found."));
    m_text->setText(error.kind == ErrorKind::NotFound
                        ? tr("Enter them yourself; your mail provider’s help pages name them.")
                        : error.message); // the title says already that there are none
    m_again->show();
    announceTitle();
    Q_EMIT resized();
}

void ServerSearch::showFound(const FoundServers &servers)
{
    clearLines();
    const bool whole = servers.incoming && servers.outgoing;
    m_picture->setPicture(whole ? Icon::CircleCheck : Icon::CircleAlert);
    m_picture->setTone(whole ? ToneName::Success : ToneName::Warn);
    m_title->setText(servers.providerName.isEmpty()
                         ? tr("Found for %1").arg(domainOf(m_address))
                         : tr("Found for %1: %2").arg(domainOf(m_address), servers.providerName.left(80)));
    m_text->setText(whole ? tr("Look whether they are your provider’s. You can change everything below.")
                          : tr("Enter what is missing yourself; your mail provider’s help pages name it."));
    if (servers.outgoing) {
        addServer(tr("Outgoing"), *servers.outgoing);
    } else {
        addLine(Icon::CircleDashed, ToneName::Warn, tr("Outgoing: not found."));
    }
    if (servers.incoming) {
        addServer(tr("Incoming"), *servers.incoming);
    } else {
        addLine(Icon::CircleDashed, ToneName::Warn, tr("Incoming: not found."));
    }
    if (servers.provider != MailProvider::Unknown) {
        const QString service = servers.provider == MailProvider::Google ? tr("Google") : tr("Microsoft");
        addLine(Icon::Info, ToneName::Info,
                tr("This is a mailbox at %1. Signing in there with the browser needs no password here.").arg(service));
        m_signIn->show();
    }
    m_again->show();
    announceTitle();
    Q_EMIT resized();
}

void ServerSearch::addServer(const QString &what, const FoundServer &server)
{
    const MailServerOffer &offer = server.offer;
    addLine(server.reached ? Icon::Check : Icon::TriangleAlert, server.reached ? ToneName::Success : ToneName::Warn,
            tr("%1: %2, port %3, %4. It is %5.")
                .arg(what, offer.host, QString::number(offer.port), encryptionOf(offer), placeOf(server)));
    if (!server.reached) {
        addLine(Icon::None, ToneName::Warn, tr("It did not answer just now. %1").arg(server.problem));
    }
    if (server.elsewhere) {
        addLine(Icon::None, ToneName::Warn,
                tr("It lies outside of %1, and only the DNS led there. Use it only if it is your provider’s.")
                    .arg(domainOf(m_address)));
    }
    if (!offer.password && offer.oauth) {
        addLine(Icon::None, ToneName::Warn, tr("It takes no password, only a sign-in with the browser."));
    }
}

void ServerSearch::addLine(Icon icon, ToneName tone, const QString &text)
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    auto *mark = new IconView(icon, 16);
    mark->setTone(tone);
    mark->setFixedHeight(std::max(16, fontsOf(this).lineHeight(TextStyle::Body))); // beside the first line
    line->addWidget(mark, 0, Qt::AlignTop);
    auto *words = new Label(text, TextStyle::Body);
    words->setWordWrap(true);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    line->addWidget(words, 1);
    m_lines->addWidget(row);
    row->show(); // now, not with the next turn of the event loop: the form is about to measure it
}

void ServerSearch::clearLines()
{
    while (QLayoutItem *item = m_lines->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    m_picture->setFixedHeight(std::max(18, fontsOf(this).lineHeight(TextStyle::Strong))); // beside the first line
    for (Button *button : {m_cancel, m_signIn, m_use, m_again}) {
        button->hide();
    }
}

void ServerSearch::announceTitle()
{
    announce(this, m_title->text() + QLatin1Char(' ') + m_text->text());
}

} // namespace AlwaysLeads
