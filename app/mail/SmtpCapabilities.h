#pragma once

#include "mail/SmtpReply.h"

#include <QStringList>

namespace AlwaysLeads {

/// What a server offered in its answer to EHLO.
struct SmtpCapabilities
{
    bool startTls = false;
    bool pipelining = false;
    bool eightBitMime = false;
    bool smtpUtf8 = false;
    bool dsn = false;
    qint64 sizeLimit = 0; ///< bytes; 0: none said
    QStringList signInMethods; ///< upper case

    static SmtpCapabilities parse(const SmtpReply &reply);

    bool operator==(const SmtpCapabilities &) const = default;
};

} // namespace AlwaysLeads
