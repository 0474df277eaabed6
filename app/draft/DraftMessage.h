#pragma once

#include "draft/Draft.h"
#include "lead/Lead.h"
#include "mail/Message.h"
#include "mailbox/Mailbox.h"
#include "settings/SenderProfile.h"
#include "storage/Connection.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// The mail a draft becomes, and all it was made from. Preview, approval and sending use this one place, so what is
/// read is what leaves.
struct DraftMessage
{
    Draft draft;
    Lead lead;
    Mailbox mailbox;
    SenderProfile sender;
    OutgoingMessage message; ///< complete but for its Date
    QByteArray hash; ///< contentHash(message)
    /// Under the text: signature, opt-out sentence, postal address.
    QString footer;
};

/// Builds mails from drafts with what the database says now.
class DraftMessages
{
    Q_DECLARE_TR_FUNCTIONS(DraftMessages)
public:
    Result<DraftMessage> build(Connection &connection, const Draft &draft) const;
    /// Digests of the parts, kept at approval.
    static QMap<QString, QString> digests(const DraftMessage &message);
    /// What changed since the approval, as a sentence for the person; empty when the approval holds.
    Result<QString> changeSinceApproval(Connection &connection, const DraftMessage &message) const;
};

} // namespace AlwaysLeads
