#pragma once

#include "probe/ProbeReport.h"

#include <QByteArray>

namespace AlwaysLeads {

/// Compares a test mail as it left with how it arrived. `handedOver` is the mail as it was given to the server,
/// `arrived` as the mailbox has it now; ErrorKind::Invalid when that is no mail.
Result<ProbeReport> judgeProbe(ProbeReport probe, const QByteArray &handedOver, const QByteArray &arrived);

} // namespace AlwaysLeads
