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
    QByteArray undated; ///< composeUndated(message)
    QByteArray hash; ///< contentHash() of it
    QString footer; ///< under the text: signature, company and postal address, opt-out sentence
    int stepVersion = 1; ///< the newest version of the step's text, which the draft's may be behind
};

/// Builds mails from drafts with what the database says now.
class DraftMessages
{
    Q_DECLARE_TR_FUNCTIONS(DraftMessages)
public:
    /// ErrorKind::Invalid, with a sentence, when something a mail must have is missing.
    Result<DraftMessage> build(Connection &connection, const Draft &draft) const;

    static QString footer(const SenderProfile &sender);
    /// Digests of the parts, kept at approval so that a lapse can name what changed.
    static QMap<QString, QString> digests(const DraftMessage &built);
    /// How the mail looked that was approved.
    static MailFormat approvedFormat(const Draft &draft);
    /// What changed since the approval, as a sentence for the person; empty when the approval holds. Time alone changes
    /// nothing.
    static QString changeSinceApproval(const DraftMessage &built);
    /// The same for the facts that went into the text alone.
    static QString factChange(const Draft &draft, const Lead &lead);

private:
    /// Empty when no service takes a "no" with one click.
    static Result<QString> unsubscribeLink(Connection &connection, const SenderProfile &sender,
                                           const EmailAddress &person);
    static Result<int> latestVersion(Connection &connection, StepId step);
};

} // namespace AlwaysLeads
