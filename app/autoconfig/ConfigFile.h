#pragma once

#include "address/EmailAddress.h"
#include "autoconfig/MailServerOffer.h"
#include "base/Result.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QList>

namespace AlwaysLeads {

/// A provider's configuration in the format of Thunderbird's ISPDB (draft-ietf-mailmaint-autoconfig).
struct ConfigFile
{
    Q_DECLARE_TR_FUNCTIONS(ConfigFile)
public:
    QString providerName; ///< of the provider, for a person; one line, may be empty
    QString issuer; ///< where a sign-in with the browser is, as the file calls it; may be empty
    QList<MailServerOffer> incoming; ///< IMAP, in the file's order; at most 10
    QList<MailServerOffer> outgoing; ///< SMTP, likewise

    /// Reads the text, filling in the address. Servers without encryption, of other protocols, or with a broken entry
    /// are left out. ErrorKind::Invalid: no such file, above 256 KB, with a document type, nested deeper than 32, or
    /// with no usable server.
    static Result<ConfigFile> parse(const QByteArray &xml, const EmailAddress &address);

    bool operator==(const ConfigFile &) const = default;
};

} // namespace AlwaysLeads
