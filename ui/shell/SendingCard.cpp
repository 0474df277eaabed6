#include "shell/SendingCard.h"

#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/ElidedLabel.h"
#include "widgets/IconButton.h"
#include "widgets/Marks.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {
constexpr qreal radius = 10;
constexpr qreal dot = 8;
} // namespace

SendingCard::SendingCard(QWidget *parent)
    : QWidget(parent)
    , m_today(new ElidedLabel(QString(), TextStyle::Meta, &Theme::text3))
    , m_next(new ElidedLabel(QString(), TextStyle::Meta, &Theme::text3))
    , m_meter(new Meter(4))
    , m_toggle(new IconButton(Icon::CirclePause, tr("Stop all sending")))
{
    setObjectName(QStringLiteral("sendingCard"));
    setMinimumHeight(74);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(11, 9, 8, 6);
    lines->setSpacing(5);
    auto *first = new QHBoxLayout;
    first->setContentsMargins(80, 0, 3, 0); // the state's dot and word are painted
    m_today->setAlignment(Qt::AlignRight);
    m_today->setTabular(true);
    first->addWidget(m_today, 1);
    lines->addLayout(first);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(0, 0, 3, 0);
    bar->addWidget(m_meter);
    lines->addLayout(bar);
    auto *last = new QHBoxLayout;
    last->setSpacing(4);
    last->addWidget(m_next, 1);
    m_toggle->setObjectName(QStringLiteral("sendingToggle"));
    m_toggle->setControlSize(20);
    last->addWidget(m_toggle);
    lines->addLayout(last);
    connect(m_toggle, &QPushButton::clicked, this, [this] {
        if (m_summary.state == SendingSummary::State::Stopped) {
            Q_EMIT resumeRequested();
        } else {
            Q_EMIT stopRequested();
        }
    });
    setSummary({});
}

void SendingCard::setLocked(bool locked)
{
    m_locked = locked;
    setSummary(m_summary);
}

bool SendingCard::saysLocked() const
{
    return m_locked && m_summary.limitToday > 0 && m_summary.state != SendingSummary::State::Stopped;
}

QString SendingCard::word() const
{
    if (saysLocked()) {
        return tr("Locked");
    }
    switch (m_summary.state) {
    case SendingSummary::State::Idle:
        return tr("Outbox");
    case SendingSummary::State::Sending:
        return tr("Sending");
    case SendingSummary::State::Stopped:
        return tr("Stopped");
    case SendingSummary::State::Offline:
        return tr("Offline");
    case SendingSummary::State::MailboxPaused:
        return tr("Mailbox");
    }
    return {};
}

QString SendingCard::nextLine() const
{
    if (saysLocked()) {
        return tr("Unlock your passwords");
    }
    switch (m_summary.state) {
    case SendingSummary::State::Stopped:
        return tr("%n mail(s) wait", nullptr, m_summary.waiting);
    case SendingSummary::State::Offline:
        return tr("Waiting for the network");
    case SendingSummary::State::MailboxPaused:
        return tr("It needs you");
    case SendingSummary::State::Idle:
    case SendingSummary::State::Sending:
        break;
    }
    if (m_summary.unknown > 0) {
        return tr("%n mail(s) need a decision", nullptr, m_summary.unknown);
    }
    if (m_summary.nextAt.isValid()) {
        return tr("Next at %1 to %2")
            .arg(QLocale().toString(m_summary.nextAt.toLocalTime().time(), QLocale::ShortFormat), m_summary.nextName);
    }
    return m_summary.waiting > 0 ? tr("%n mail(s) wait", nullptr, m_summary.waiting) : tr("Nothing is waiting");
}

void SendingCard::setSummary(const SendingSummary &summary)
{
    m_summary = summary;
    const bool stopped = summary.state == SendingSummary::State::Stopped;
    m_today->setText(summary.limitToday > 0 ? tr("%L1 of %L2 today").arg(summary.sentToday).arg(summary.limitToday)
                                            : tr("none today"));
    const double limit = summary.limitToday > 0 ? summary.limitToday : 1;
    m_meter->setShare(summary.sentToday / limit, stopped ? ToneName::Danger : ToneName::Success);
    m_next->setText(nextLine());
    m_toggle->setPicture(stopped ? Icon::Play : Icon::CirclePause);
    m_toggle->setName(stopped ? tr("Resume sending") : tr("Stop all sending"));
    update();
}

void SendingCard::paintEvent(QPaintEvent *)
{
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintBox(&painter, rect(), radius, theme.surface, theme.border);
    QColor state = theme.neutralFill;
    if (saysLocked() || m_summary.state == SendingSummary::State::MailboxPaused) {
        state = theme.warn.fill;
    } else if (m_summary.state == SendingSummary::State::Sending) {
        state = theme.success.fill;
    } else if (m_summary.state == SendingSummary::State::Stopped) {
        state = theme.danger.fill;
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(state);
    painter.drawEllipse(QRectF(11, 14, dot, dot));
    paintLine(&painter, QRectF(26, 8, 70, 20), word(), fontsOf(this).metaStrong(), theme.text);
}

void SendingCard::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint())) {
        Q_EMIT opened();
    }
}

} // namespace AlwaysLeads
