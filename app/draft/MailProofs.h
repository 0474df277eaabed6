#pragma once

#include "base/Clock.h"
#include "campaign/Campaign.h"
#include "mail/MailTransport.h"
#include "mail/Message.h"
#include "mailbox/Mailbox.h"
#include "storage/Database.h"

#include <QObject>

#include <functional>

namespace AlwaysLeads {

/// A mail of a campaign as somebody would get it, looked at or sent to oneself. Leaves no trace: no draft, nothing in
/// the outbox, nobody counts as written to.
class MailProofs : public QObject
{
    Q_OBJECT
public:
    using AccountSource = std::function<Task<Result<MailAccount>>(MailboxId)>;

    MailProofs(Database &database, const Clock &clock, MailTransport &transport, AccountSource account,
               QObject *parent = nullptr);

    /// What stands under the text of every mail: signature, company and address, opt-out sentence.
    Task<Result<QString>> footer();
    /// The step's saved text, filled in for this person. It comes from and goes to the campaign's mailbox, and without
    /// the link that says no for them. The address it went to; ErrorKind::Invalid says what is missing.
    Task<Result<QString>> sendToMe(CampaignId campaign, StepId step, int variant, LeadId lead);

private:
    static Result<OutgoingMessage> message(Connection &connection, CampaignId campaign, StepId step, int variant,
                                           LeadId lead, const QDateTime &now, MailboxId *mailbox);

    Database &m_database;
    const Clock &m_clock;
    MailTransport &m_transport;
    AccountSource m_account;
};

} // namespace AlwaysLeads
