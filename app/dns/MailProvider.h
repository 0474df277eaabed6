#pragma once

#include "dns/DnsResolver.h"

namespace AlwaysLeads {

/// Who keeps the mailboxes of a domain, as far as its MX records tell. A filter in front of them hides it.
enum class MailProvider { Unknown, Google, Microsoft };

MailProvider providerOf(const QList<DnsMx> &mx);

/// What a domain's SPF record includes when this provider sends for it; empty for Unknown.
QString spfIncludeOf(MailProvider provider);

/// As people call it; empty for Unknown.
QString nameOf(MailProvider provider);

} // namespace AlwaysLeads
