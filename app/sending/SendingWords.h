#pragma once

#include "sending/SendPace.h"

#include <QString>

namespace AlwaysLeads {

/// What a mail waits for: "08:30 in Valparaíso", "Daily limit of 40".
QString wordsOf(const SendSlot &slot, const QueuedMail &mail, const SendPace &pace);
/// How a mailbox sends on that day: "Full limit. Sends 08:30 to 17:30, 4 to 9 minutes apart." or "Warming up: day 12, 2
/// more each day until 60."
QString paceWords(const SendPace &pace, QDate day);
/// The rules in a few sentences.
QString rulesInWords(const SendingRules &rules, int dailyLimit, int gapSeconds);
/// "4 to 9 minutes apart", "10 seconds apart"
QString apartWords(int leastSeconds, int mostSeconds);
/// "08:30", "24:00"; minutes after midnight.
QString clockWords(int minutes);

} // namespace AlwaysLeads
