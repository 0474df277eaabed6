#pragma once

#include "outbox/Outbox.h"
#include "outbox/Settling.h"
#include "widgets/SheetFrame.h"

namespace AlwaysLeads {

class Button;
class Label;

/// A mail of which nobody knows whether it left: what is known, when we look for it again, and the decisions.
class UnknownMailCard : public Card
{
    Q_OBJECT
public:
    explicit UnknownMailCard(const OutboxRow &row, QWidget *parent = nullptr);

    /// What is known of looking for it.
    void setNote(const SettlingNote &note, const QDateTime &now);

Q_SIGNALS:
    void lookNow(AlwaysLeads::SendId id);
    void itWasSent(AlwaysLeads::SendId id);
    void sendAgain(AlwaysLeads::SendId id, const QString &name);

private:
    QString whatHappened() const;
    static QString whatIsKnown(const SettlingNote &note, const QDateTime &now);

    OutboxRow m_row;
    Label *m_known;
    Button *m_look;
};

} // namespace AlwaysLeads
