#include "mailbox/ProbeSheet.h"

#include "base/Task.h"
#include "mailbox/ProbeLines.h"
#include "style/AppStyle.h"
#include "widgets/Announce.h"
#include "widgets/Banner.h"
#include "widgets/Button.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"

#include <QHBoxLayout>
#include <QPointer>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace AlwaysLeads {

namespace {
constexpr int sheetWidth = 560;
}

ProbeSheet::ProbeSheet(const Mailbox &mailbox, Occasion occasion, MailProbe &probe, QWidget *inside)
    : DialogSheet(tr("Send a test mail to yourself"), sheetWidth, inside)
    , m_mailbox(mailbox)
    , m_occasion(occasion)
    , m_probe(probe)
    , m_text(new Label(QString(), TextStyle::Body, &Theme::text2))
    , m_problem(new Banner(ToneName::Danger, Icon::CircleX, QString()))
    , m_lines(new QVBoxLayout)
    , m_domain(new Button(Icon::Globe, tr("Check the domain…")))
    , m_look(new Button(Icon::Search, tr("Look again")))
    , m_cancel(new Button(tr("Not now"), ButtonKind::Ghost))
    , m_send(new Button(Icon::Send, tr("Send the test mail"), ButtonKind::Primary))
{
    setObjectName(QStringLiteral("probeSheet"));
    build();
    setState(State::Offering);
    if (occasion == Occasion::Asked) {
        whenDone(m_probe.latest(mailbox.id), this, [this](const Result<std::optional<ProbeReport>> &latest) {
            if (latest && m_state == State::Offering) {
                showLatest(*latest);
            }
        });
    }
}

ProbeSheet::~ProbeSheet()
{
    m_stop.request_stop();
}

void ProbeSheet::build()
{
    body()->setSpacing(14);
    m_text->setObjectName(QStringLiteral("probeText"));
    m_text->setWordWrap(true);
    body()->addWidget(m_text);
    m_problem->setObjectName(QStringLiteral("probeProblem"));
    m_problem->hide();
    body()->addWidget(m_problem);
    m_lines->setSpacing(12);
    body()->addLayout(m_lines);
    m_domain->setObjectName(QStringLiteral("probeDomain"));
    m_look->setObjectName(QStringLiteral("probeLook"));
    m_cancel->setObjectName(QStringLiteral("probeCancel"));
    m_send->setObjectName(QStringLiteral("probeSend"));
    footer()->addWidget(m_domain);
    addButton(m_cancel);
    addButton(m_send);
    addButton(m_look); // the primary one, when it is there, and so the last
    setInitialFocus(m_send);
    connect(m_domain, &QPushButton::clicked, this, [this] {
        Q_EMIT domainWanted();
        close();
    });
    connect(m_look, &QPushButton::clicked, this, &ProbeSheet::look);
    connect(m_cancel, &QPushButton::clicked, this, &ProbeSheet::stopOrClose);
    connect(m_send, &QPushButton::clicked, this, &ProbeSheet::send);
}

void ProbeSheet::setState(State state)
{
    m_state = state;
    const bool running = state == State::Running;
    const bool open = m_report && m_report->isOpen();
    m_problem->setVisible(state == State::Stopped);
    m_domain->setVisible(state == State::Told && m_report && ProbeLines::pointsToDns(*m_report));
    m_look->setVisible(!running && open);
    m_send->setVisible(!running);
    m_send->setText(m_report ? tr("Send another test mail") : tr("Send the test mail"));
    m_send->setKind(open || state == State::Told ? ButtonKind::Secondary : ButtonKind::Primary);
    m_look->setKind(open ? ButtonKind::Primary : ButtonKind::Secondary);
    m_cancel->setText(running ? tr("Stop") : state == State::Offering ? tr("Not now") : tr("Close"));
    const QString address = m_mailbox.address.shown();
    if (running) {
        m_text->setText(
            (m_mailbox.sendOnly
                 ? tr("From %1 to itself.")
                 : tr("From %1 to itself. You can stop at any time; a mail that has left is only looked for."))
                .arg(address));
    } else if (state == State::Told) {
        m_text->setText(tr("What became of the test mail from %1 to itself:").arg(address));
    } else {
        m_text->setText(
            (m_occasion == Occasion::JustConnected ? tr("The mailbox is ready.") + QLatin1Char(' ') : QString())
            + (m_mailbox.sendOnly
                   ? tr("One mail goes from %1 to itself. This mailbox only sends, so the mail is not looked for: see "
                        "in "
                        "your inbox yourself whether it arrives.")
                   : tr("One mail goes from %1 to itself, and is looked for in the inbox. It shows what your provider "
                        "does to a mail: signatures, threading and the opt-out header. It takes about 20 seconds."))
                  .arg(address));
    }
    refit();
}

void ProbeSheet::showLatest(const std::optional<ProbeReport> &latest)
{
    if (latest) {
        showReport(*latest);
    }
}

void ProbeSheet::begin()
{
    clearLines();
    m_stop = std::stop_source();
    ++m_attempt;
    setState(State::Running);
    m_cancel->setFocus();
}

MailProbe::Progress ProbeSheet::progress()
{
    return [sheet = QPointer<ProbeSheet>(this), attempt = m_attempt](MailProbe::Step step) {
        if (sheet && sheet->m_attempt == attempt && sheet->m_state == State::Running) {
            sheet->showStep(step);
        }
    };
}

std::function<void(Result<ProbeReport>)> ProbeSheet::whenEnded()
{
    return [this, attempt = m_attempt](const Result<ProbeReport> &report) {
        if (m_attempt == attempt) {
            finish(report);
        }
    };
}

void ProbeSheet::send()
{
    if (m_state == State::Running) {
        return; // a second click sends no second mail
    }
    begin();
    whenDone(m_probe.send(m_mailbox.id, progress(), m_stop.get_token()), this, whenEnded());
}

void ProbeSheet::look()
{
    if (m_state == State::Running) {
        return;
    }
    begin();
    whenDone(m_probe.look(m_mailbox.id, progress(), m_stop.get_token()), this, whenEnded());
}

void ProbeSheet::showStep(MailProbe::Step step)
{
    clearLines();
    const std::array<std::pair<MailProbe::Step, QString>, 3> steps{
        {{MailProbe::Step::Opening, tr("Opening the inbox, to see the mail arrive")},
         {MailProbe::Step::Sending, tr("Handing one mail over")},
         {MailProbe::Step::Waiting, tr("Waiting for it to arrive")}}};
    for (const auto &[one, words] : steps) {
        if (m_mailbox.sendOnly && one != MailProbe::Step::Sending) {
            continue;
        }
        if (one < step) {
            addLine(Icon::CircleCheck, ToneName::Success, words, QString());
        } else if (one == step) {
            addLine(Icon::Hourglass, ToneName::Accent, words, QString());
            announce(this, words);
        } else {
            addLine(Icon::CircleDashed, ToneName::Neutral, words, QString());
        }
    }
    refit();
}

void ProbeSheet::finish(const Result<ProbeReport> &report)
{
    if (report) {
        showReport(*report);
        announce(this, ProbeLines::summary(*report));
        return;
    }
    clearLines();
    setState(State::Stopped);
    const bool byPerson = report.error().kind == ErrorKind::Cancelled;
    m_problem->setLook(byPerson ? ToneName::Info : ToneName::Danger, byPerson ? Icon::Info : Icon::CircleX);
    m_problem->setText(byPerson ? tr("The test was stopped.") : tr("The test did not come to its end."),
                       byPerson ? tr("A mail that had left is not sent again; you can look for it.")
                                : report.error().message);
    m_problem->announceIt();
    m_send->setFocus();
    refit();
    // Whether something had left is in the row of the test mail.
    whenDone(m_probe.latest(m_mailbox.id), this, [this](const Result<std::optional<ProbeReport>> &latest) {
        if (latest && *latest && m_state == State::Stopped) {
            m_report = **latest;
            setState(State::Stopped);
        }
    });
}

void ProbeSheet::showReport(const ProbeReport &report)
{
    m_report = report;
    clearLines();
    for (const ProbeLines::Line &line : ProbeLines::of(report)) {
        addLine(line.icon, line.tone, line.title, line.text);
    }
    setState(State::Told);
    if (report.isOpen()) {
        m_look->setFocus();
    } else {
        m_cancel->setFocus();
    }
}

void ProbeSheet::addLine(Icon icon, ToneName tone, const QString &title, const QString &text)
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(12);
    auto *mark = new IconView(icon, 18);
    mark->setTone(tone);
    mark->setFixedHeight(std::max(18, fontsOf(this).lineHeight(TextStyle::BodyMedium))); // beside the first line
    line->addWidget(mark, 0, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->setSpacing(1);
    auto *head = new Label(title, TextStyle::BodyMedium);
    head->setWordWrap(true);
    words->addWidget(head);
    if (!text.isEmpty()) {
        auto *rest = new Label(text, TextStyle::Body, &Theme::text2);
        rest->setWordWrap(true);
        words->addWidget(rest);
    }
    line->addLayout(words, 1);
    m_lines->addWidget(row);
    row->show(); // now, not with the next turn of the event loop: refit() measures it
}

void ProbeSheet::clearLines()
{
    while (QLayoutItem *item = m_lines->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
}

void ProbeSheet::stopOrClose()
{
    if (m_state != State::Running) {
        cancel();
        return;
    }
    m_stop.request_stop(); // what had left is told when the test has ended
    m_cancel->setFocus();
}

void ProbeSheet::refit()
{
    body()->invalidate();
    if (isOpen()) {
        place();
    }
}

} // namespace AlwaysLeads
