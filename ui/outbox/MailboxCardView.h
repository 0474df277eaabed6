#pragma once

#include "outbox/Outbox.h"
#include "widgets/SheetFrame.h"

namespace AlwaysLeads {

class ElidedLabel;
class Label;
class Meter;
class StatusChip;

/// One mailbox in the outbox: how much of today is used, what waits, and whether it is healthy.
class MailboxCardView : public Card
{
    Q_OBJECT
public:
    explicit MailboxCardView(QWidget *parent = nullptr);

    void show(const MailboxCard &card);

private:
    ElidedLabel *m_address;
    StatusChip *m_health;
    Label *m_sent;
    Label *m_of;
    Label *m_waiting;
    Meter *m_meter;
    ElidedLabel *m_pace;
};

} // namespace AlwaysLeads
