#pragma once

#include "draft/Draft.h"
#include "lead/Lead.h"
#include "mail/Message.h"
#include "storage/Connection.h"

#include <QCoreApplication>
#include <QStringList>

#include <optional>

namespace AlwaysLeads {

/// Where in its sequence a draft stands.
struct DraftPlace
{
    MailboxId mailbox; ///< it leaves from here: a follow-up from where the first mail left; null: none is chosen
    QStringList references; ///< message ids of the mails before it, oldest first; empty for a first mail
    std::optional<Correspondent> to = std::nullopt; ///< of an answer: who wrote; none: the person's own address
};

/// Finds it, and whether the draft may be sent at this point at all.
class DraftPlaces
{
    Q_DECLARE_TR_FUNCTIONS(DraftPlaces)
public:
    /// ErrorKind::Invalid, with a sentence: the person is paused or answered meanwhile, the step was removed, or the
    /// mailbox of the mails before is gone.
    Result<DraftPlace> find(Connection &connection, const Draft &draft, const Campaign &campaign,
                            const Lead &lead) const;
};

} // namespace AlwaysLeads
