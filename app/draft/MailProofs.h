#pragma once

#include "base/Clock.h"
#include "campaign/Campaign.h"
#include "draft/Draft.h"
#include "mail/MailTransport.h"
#include "mail/Message.h"
#include "mailbox/Mailbox.h"
#include "storage/Database.h"

#include <QObject>

#include <functional>

namespace AlwaysLeads {

/// A mail of a campaign as somebody would get it, looked at or sent to oneself: the same but for To, its Message-ID,
/// its thread and the link that says no for them. Leaves no trace: no draft, nothing in the outbox, nobody counts as
/// written to.
class MailProofs : public QObject
{
    Q_OBJECT
public:
    using AccountSource = std::function<Task<Result<MailAccount>>(MailboxId)>;

    MailProofs(Database &database, const Clock &clock, MailTransport &transport, AccountSource account,
               QObject *parent = nullptr);

    /// What stands under the text of every mail: signature, company and address, opt-out sentence.
    Task<Result<QString>> footer();
    /// The step's saved text, filled in for this person, from and to the campaign's mailbox. The address it went to;
    /// ErrorKind::Invalid says what is missing.
    Task<Result<QString>> sendToMe(CampaignId campaign, StepId step, int variant, LeadId lead);
    /// A draft as it stands, from and to the mailbox it would leave from. The address it went to.
    Task<Result<QString>> sendDraftToMe(DraftId draft);

private:
    struct Proof
    {
        MailboxId mailbox;
        OutgoingMessage message;
    };
    using Writing = std::function<Result<Proof>(Connection &)>;

    static Result<Proof> proofOf(Connection &connection, const Draft &draft, const QDateTime &now);
    static Result<Proof> proofOf(Connection &connection, CampaignId campaign, StepId step, int variant, LeadId lead,
                                 const QDateTime &now);
    Task<Result<QString>> send(Writing writing);

    Database &m_database;
    const Clock &m_clock;
    MailTransport &m_transport;
    AccountSource m_account;
};

} // namespace AlwaysLeads
