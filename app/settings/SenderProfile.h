#pragma once

#include <QString>

namespace AlwaysLeads {

/// Who writes: it stands under every mail and tells Claude for whom it writes.
struct SenderProfile
{
    QString personName;
    QString company;
    QString postalAddress; ///< lines; the law wants it in each cold mail
    QString signature; ///< lines
    QString offer; ///< what you sell, in a sentence or two
    QString optOutSentence; ///< how to say no, under each mail
    // The ideal customer, for scoring; nothing of it stands in a mail.
    QString idealTitles; ///< who: "Head of operations, dispatch"
    QString idealCompanies; ///< which companies: "freight forwarders, hauliers"
    QString idealPlaces; ///< where: "Poland, Denmark"
    QString unsubscribeUrl; ///< of a service that takes a "no" with one click; see UnsubscribeLink; may be empty

    /// True when a mail may go out in this name: name, company, postal address and opt-out sentence are there.
    bool isComplete() const
    {
        return !personName.trimmed().isEmpty() && !company.trimmed().isEmpty() && !postalAddress.trimmed().isEmpty()
            && !optOutSentence.trimmed().isEmpty();
    }

    bool operator==(const SenderProfile &) const = default;
};

} // namespace AlwaysLeads
