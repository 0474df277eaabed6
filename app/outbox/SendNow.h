#pragma once

#include "outbox/SendLineStore.h"

#include <QCoreApplication>
#include <QList>
#include <QString>

namespace AlwaysLeads {

/// What a person should know before they let mails go at once.
struct SendNowOutlook
{
    int mails = 0; ///< of those asked for: which may leave at all
    int outside = 0; ///< to people whose hours these are not
    QString whereItIs; ///< of the first of them: "It is 22:40 in Zürich."
    QString holds; ///< what holds one back all the same: "Daily limit of 40"; empty: they go one after the other

    bool operator==(const SendNowOutlook &) const = default;
};

/// Lets waiting mails go before all others, whatever pause, hour, weekday or holiday it is. Caps of the hour, the day
/// and the week, the list of people never to write to, and whatever is paused or stopped hold as ever.
class SendNow
{
    Q_DECLARE_TR_FUNCTIONS(SendNow)
public:
    explicit SendNow(SendPolicy policy)
        : m_policy(std::move(policy))
    {
    }

    Result<SendNowOutlook> outlook(Connection &connection, const QList<SendId> &mails, const QDateTime &now) const;
    /// ErrorKind::Refused for the first that must not: it left, or mails to this person are held.
    Result<> hurry(Connection &connection, const QList<SendId> &mails, const QDateTime &now) const;

private:
    SendPolicy m_policy;
};

} // namespace AlwaysLeads
