#pragma once

#include "lead/Lead.h"

#include <QHash>

#include <optional>

namespace AlwaysLeads {

/// The domain of the company a person works at: that of the website, or of the address when no mail provider for
/// everybody stands behind it. Empty when neither tells.
QString companyDomain(const QString &website, const QString &email);

/// "baltway.example", "https://baltway.example/about": a host, and no other scheme than the web's.
bool isWebAddress(const QString &text);

/// What a person of a file is told apart by, as hashes; 0: not known.
struct PersonKeys
{
    quint64 email = 0;
    quint64 domain = 0; ///< name and company domain
    quint64 company = 0; ///< name and company name
    QString companyDomain;
    bool hasBothNames = false;
};
PersonKeys personKeys(const Lead &lead);

/// A hash of a company's name, whatever the case of its ASCII letters.
quint64 nameKey(const QString &name);

/// Whether two people of the same name are one: at one company domain, or, where a domain is not known, at one company
/// name. Two addresses are one person's only when both names and the domain are the same.
bool isSamePerson(const PersonKeys &row, bool sameDomain, bool sameCompany, bool otherHasDomain, bool otherHasEmail);

/// The people of one file so far, by their keys, each with a number of the caller's.
class PeopleOfFile
{
public:
    std::optional<qint64> withEmail(const PersonKeys &keys) const;
    /// By name and company, when nobody has the address.
    std::optional<qint64> samePerson(const PersonKeys &keys) const;
    /// Either of them.
    std::optional<qint64> seen(const PersonKeys &keys) const;
    /// The first with a key stays.
    void add(const PersonKeys &keys, qint64 number);

private:
    QHash<quint64, qint64> m_byEmail;
    QHash<quint64, qint64> m_byName; ///< the number, and in its two lowest bits whether domain and address are known
};

} // namespace AlwaysLeads
