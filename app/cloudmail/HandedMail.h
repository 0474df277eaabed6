#pragma once

#include "cloudmail/CloudProblem.h"
#include "mail/MailTransport.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// A mail as it is handed to a service that reads its recipients from the text.
class HandedMail
{
    Q_DECLARE_TR_FUNCTIONS(HandedMail)
public:
    /// The failure says why these bytes cannot be handed over. They have to name the one recipient of the envelope and
    /// nobody else, since the service does not see the envelope, and a Message-ID, since it is found again by that.
    static CloudStep<HandedMail> read(const Envelope &envelope, const QByteArray &mime);
    /// When the mailbox itself cannot take it.
    static HandOverOutcome unfit(const QString &why);

    QString messageId() const { return m_messageId; } ///< with its angle brackets

private:
    QString m_messageId;
};

} // namespace AlwaysLeads
