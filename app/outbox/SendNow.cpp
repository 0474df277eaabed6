#include "outbox/SendNow.h"

#include "outbox/SendLedger.h"
#include "sending/SendingWords.h"

#include <QLocale>

namespace AlwaysLeads {

Result<SendNowOutlook> SendNow::outlook(Connection &connection, const QList<SendId> &mails, const QDateTime &now) const
{
    const SendLineStore store(m_policy);
    Result<QList<QueuedMail>> queued = store.evenHeld(connection, mails, now);
    Result<SendLine> lanes = store.lanes(connection, now);
    if (!queued || !lanes) {
        return queued ? failureOf(std::move(lanes)) : failureOf(std::move(queued));
    }
    SendNowOutlook outlook;
    const Moment moment = toMoment(now);
    for (QueuedMail mail : std::as_const(*queued)) {
        const SendPace *pace = lanes->pace(mail.mailbox);
        if (pace == nullptr) {
            continue;
        }
        ++outlook.mails;
        if (pace->settings().byCalendar) {
            const std::optional<SendCalendar::Opening> opening = pace->calendar().next(moment, mail.recipient);
            if (!opening || opening->at > moment) {
                ++outlook.outside;
                if (outlook.whereItIs.isEmpty()) {
                    const QString time = QLocale().toString(timeIn(pace->calendar().zoneFor(mail.recipient), moment),
                                                            QLocale::ShortFormat);
                    outlook.whereItIs = mail.recipient.place.isEmpty()
                        ? tr("It is %1 by your clock.").arg(time)
                        : tr("It is %1 in %2.").arg(time, mail.recipient.place);
                }
            }
        }
        mail.urgent = true;
        mail.due = moment;
        const SendSlot slot = pace->earliest(mail, moment);
        if (slot.at > moment && outlook.holds.isEmpty()) {
            outlook.holds = wordsOf(slot, mail, *pace);
        }
    }
    return outlook;
}

Result<> SendNow::hurry(Connection &connection, const QList<SendId> &mails, const QDateTime &now) const
{
    const SendLedger ledger;
    for (const SendId mail : mails) {
        Result<Send> send = ledger.find(connection, mail);
        if (!send) {
            return failureOf(std::move(send));
        }
        if (send->state != SendState::Waiting && send->state != SendState::RefusedForNow) {
            return failure(ErrorKind::Refused, tr("The mail to %1 does not wait any more.").arg(send->to));
        }
        if (Result<> hurried = ledger.hurry(connection, mail, now); !hurried) {
            return hurried;
        }
    }
    return {};
}

} // namespace AlwaysLeads
