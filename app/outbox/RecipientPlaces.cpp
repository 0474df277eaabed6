#include "outbox/RecipientPlaces.h"

namespace AlwaysLeads {

RecipientZone RecipientPlaces::of(MailboxId mailbox, const QString &place, const QString &phone)
{
    auto known = m_known.find(mailbox);
    if (known == m_known.end()) {
        const SendPace *pace = m_line.pace(mailbox);
        if (pace == nullptr || !pace->settings().byCalendar) {
            return {};
        }
        // Asked once a mailbox: to find out the zone of the computer takes its time.
        known = m_known.insert(mailbox, {pace->settings().rules.senderZone(), {}});
    }
    const auto guessed = [&](const QString &number) {
        return guessZone(place.section(mark, 0, 0), place.section(mark, 1), number, known->senders);
    };
    auto guess = known->places.constFind(place);
    if (guess == known->places.cend()) {
        guess = known->places.insert(place, guessed({}));
    }
    const bool mayBePhoned = guess->source == RecipientZone::Source::Unknown && !phone.isEmpty();
    return mayBePhoned ? guessed(phone) : *guess;
}

} // namespace AlwaysLeads
