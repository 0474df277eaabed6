#include "mailbox/DomainCheckSheet.h"

#include "base/Task.h"
#include "dnscheck/DomainCheck.h"
#include "mailbox/DnsFindingCard.h"
#include "shell/Shell.h"
#include "widgets/Announce.h"
#include "widgets/Banner.h"
#include "widgets/Button.h"
#include "widgets/Label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr int sheetWidth = 680;

QString domainOf(const EmailAddress &address)
{
    return address.shown().section(QLatin1Char('@'), -1);
}

} // namespace

DomainCheckSheet::DomainCheckSheet(DomainCheck &check, const EmailAddress &address, const QStringList &selectors,
                                   Shell &shell, QWidget *inside)
    : DialogSheet(tr("The domain %1").arg(domainOf(address)), sheetWidth, inside)
    , m_check(check)
    , m_address(address)
    , m_selectors(selectors)
    , m_shell(shell)
    , m_state(new Label(QString(), TextStyle::Body, &Theme::text2))
    , m_problem(new Banner(ToneName::Danger, Icon::CircleX, QString()))
    , m_cards(new QVBoxLayout)
    , m_again(new Button(Icon::RotateCcw, tr("Check again")))
{
    setObjectName(QStringLiteral("domainCheckSheet"));
    body()->setSpacing(12);
    auto *sentence = new Label(tr("What receivers look up before they trust a mail from you. Looking changes nothing."),
                               TextStyle::Body, &Theme::text2);
    sentence->setWordWrap(true);
    body()->addWidget(sentence);
    m_problem->setObjectName(QStringLiteral("domainCheckProblem"));
    m_problem->hide();
    body()->addWidget(m_problem);
    m_cards->setSpacing(12);
    body()->addLayout(m_cards);
    m_state->setObjectName(QStringLiteral("domainCheckState"));
    m_state->setWordWrap(true);
    body()->addWidget(m_state);
    m_again->setObjectName(QStringLiteral("domainCheckAgain"));
    footer()->addWidget(m_again);
    auto *closing = addButton(new Button(tr("Close"), ButtonKind::Primary));
    closing->setObjectName(QStringLiteral("domainCheckClose"));
    setDefaultButton(closing);
    setInitialFocus(closing);
    connect(closing, &QPushButton::clicked, this, &DialogSheet::cancel);
    connect(m_again, &QPushButton::clicked, this, &DomainCheckSheet::look);
    look();
}

DomainCheckSheet::~DomainCheckSheet()
{
    m_stop.request_stop();
}

void DomainCheckSheet::look()
{
    if (m_again->isBusy()) {
        return;
    }
    clear();
    m_problem->hide();
    m_again->setBusy(true, tr("Checking…"));
    m_state->setText(tr("Asking the DNS about %1…").arg(domainOf(m_address)));
    m_stop = std::stop_source();
    const int attempt = ++m_attempt;
    DomainCheck::Question question;
    question.domain = m_address.domain();
    question.selectors = m_selectors;
    question.reportsTo = m_address.toString();
    whenDone(m_check.check(question, m_stop.get_token()), this, [this, attempt](const Result<DomainReport> &report) {
        if (m_attempt == attempt) {
            finish(report);
        }
    });
    refit();
}

void DomainCheckSheet::finish(const Result<DomainReport> &report)
{
    m_again->setBusy(false);
    if (!report) {
        m_state->clear();
        m_problem->setText(tr("The domain was not checked."), report.error().message);
        m_problem->show();
        m_problem->announceIt();
        refit();
        return;
    }
    show(*report);
}

void DomainCheckSheet::show(const DomainReport &report)
{
    int wrong = 0;
    bool unreached = false;
    bool keyUnknown = false; // under what name the key lies, nobody tells: being online does not help
    for (const DnsFinding &finding : report.findings) {
        auto *card = new DnsFindingCard(finding);
        connect(card, &DnsFindingCard::copyWanted, this, [this](const QString &text, const QString &) {
            QGuiApplication::clipboard()->setText(text);
            m_shell.showToast(tr("Copied. Paste it at your DNS provider."));
        });
        m_cards->addWidget(card);
        card->show(); // now, not with the next turn of the event loop: refit() measures it
        wrong += finding.verdict == DnsFinding::Verdict::Bad || finding.verdict == DnsFinding::Verdict::Improve ? 1 : 0;
        if (finding.verdict == DnsFinding::Verdict::Unchecked) {
            (finding.topic == DnsFinding::Topic::Dkim ? keyUnknown : unreached) = true;
        }
    }
    QString summary = tr("All is in order.");
    if (wrong > 0) {
        summary = tr("%n of these can be mended where the domain’s DNS is kept. A change takes up to a day to be seen.",
                     nullptr, wrong);
    } else if (unreached) {
        summary = tr("Not all could be checked. Try again when you are online.");
    } else if (keyUnknown) {
        summary = tr("All that could be checked is in order.");
    }
    const QString when = QLocale().toString(report.checkedAt.toLocalTime().time(), QLocale::ShortFormat);
    m_state->setText(summary + QLatin1Char(' ') + tr("Checked at %1.").arg(when));
    announce(this, summary);
    refit();
}

void DomainCheckSheet::clear()
{
    while (QLayoutItem *item = m_cards->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
}

void DomainCheckSheet::refit()
{
    body()->invalidate();
    if (isOpen()) {
        place();
    }
}

} // namespace AlwaysLeads
