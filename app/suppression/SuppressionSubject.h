#pragma once

#include "address/EmailAddress.h"
#include "suppression/AddressPattern.h"

#include <QCoreApplication>

namespace AlwaysLeads {

/// Whom an entry of the list is about: one person, everybody at a domain and below it, or addresses that look alike.
class SuppressionSubject
{
    Q_DECLARE_TR_FUNCTIONS(AlwaysLeads::SuppressionSubject)

public:
    enum class Kind { Address, Domain, Pattern };

    /// None: only as a value that is being filled.
    SuppressionSubject() = default;

    /// What a person typed or a list holds: "anna@firm.example", "firm.example" or "@firm.example", "info@*". Invalid,
    /// with a sentence: none of the three.
    static Result<SuppressionSubject> parse(const QString &text);
    static Result<SuppressionSubject> of(const EmailAddress &address);
    static Result<SuppressionSubject> ofDomain(const QString &domain);

    Kind kind() const { return m_kind; }
    const EmailAddress &address() const { return m_address; }
    const AddressPattern &pattern() const { return m_pattern; }
    /// What is compared: folded, without the "+tag" of an address, domains as A-labels.
    QString normal() const { return m_normal; }
    /// In full, for the person who has just typed it.
    QString shown() const;
    /// What the list keeps to be recognised by: "an…@firm.example", the domain, the pattern.
    QString kept() const;
    bool covers(const EmailAddress &address) const;

    /// The normal of each subject that could cover this address, but for patterns: the address, its domain, the domains
    /// above.
    static QList<std::pair<Kind, QString>> candidates(const EmailAddress &address);

    bool operator==(const SuppressionSubject &) const = default;

private:
    Kind m_kind = Kind::Address;
    EmailAddress m_address; ///< for a domain one that stands in it
    AddressPattern m_pattern;
    QString m_normal;
};

} // namespace AlwaysLeads
