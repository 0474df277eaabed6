#pragma once

#include "outbox/Outbox.h"
#include "widgets/SheetFrame.h"

namespace AlwaysLeads {

/// A mail of which nobody knows whether it left: what is known, and the two decisions.
class UnknownMailCard : public Card
{
    Q_OBJECT
public:
    explicit UnknownMailCard(const OutboxRow &row, QWidget *parent = nullptr);

Q_SIGNALS:
    void itWasSent(AlwaysLeads::SendId id);
    void sendAgain(AlwaysLeads::SendId id, const QString &name);
};

} // namespace AlwaysLeads
