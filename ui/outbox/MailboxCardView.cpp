#include "outbox/MailboxCardView.h"

#include "widgets/ElidedLabel.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"
#include "widgets/WrapLayout.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace AlwaysLeads {

MailboxCardView::MailboxCardView(QWidget *parent)
    : Card(parent)
    , m_address(new ElidedLabel(QString(), TextStyle::Strong))
    , m_health(new StatusChip)
    , m_sent(new Label(QString(), TextStyle::Display))
    , m_of(new Label(QString(), TextStyle::Body, &Theme::text2))
    , m_waiting(new Label(QString(), TextStyle::Body, &Theme::text2))
    , m_meter(new Meter(8))
    , m_pace(new ElidedLabel(QString(), TextStyle::Meta, &Theme::text3))
{
    m_address->setElideMode(Qt::ElideMiddle);
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(16, 14, 16, 14);
    lines->setSpacing(8);
    auto *first = new QHBoxLayout;
    first->addWidget(m_address, 1);
    first->addWidget(m_health);
    lines->addLayout(first);
    auto *second = new WrapLayout;
    second->setSpacing(6);
    second->addWidget(m_sent);
    second->addWidget(m_of);
    second->addWidget(m_waiting, WrapLayout::Side::End);
    lines->addLayout(second);
    lines->addWidget(m_meter);
    lines->addWidget(m_pace);
}

void MailboxCardView::show(const MailboxCard &card)
{
    const QString why = card.pausedReason.isEmpty() ? card.trouble : card.pausedReason;
    const bool healthy = why.isEmpty();
    m_address->setText(card.address);
    m_health->setLook(healthy ? ChipLook{Icon::CircleCheck, tr("Healthy"), ToneName::Success}
                              : ChipLook{Icon::TriangleAlert, card.pausedReason.isEmpty() ? tr("Waits") : tr("Stopped"),
                                         ToneName::Danger});
    m_sent->setText(QLocale().toString(card.sentToday));
    m_of->setText(tr("of %L1 sent today").arg(card.limit));
    m_waiting->setText(tr("%L1 waiting, %L2 free").arg(card.waiting).arg(card.free));
    const qreal limit = card.limit > 0 ? card.limit : 1;
    m_meter->setShare(card.sentToday / limit);
    m_meter->setWaitingShare(qMin(card.waiting, card.limit - card.sentToday) / limit);
    m_pace->setText(healthy ? card.pace : why);
    setAccessibleName(tr("%1: %2 of %3 sent today, %4 waiting. %5")
                          .arg(card.address)
                          .arg(card.sentToday)
                          .arg(card.limit)
                          .arg(card.waiting)
                          .arg(m_pace->text()));
}

} // namespace AlwaysLeads
