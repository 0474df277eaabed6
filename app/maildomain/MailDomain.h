#pragma once

#include <QCoreApplication>
#include <QDateTime>
#include <QString>

#include <optional>

namespace AlwaysLeads {

/// Whether mail to a domain can be delivered, as the DNS has it (RFC 5321 §5.1, RFC 7505).
enum class MailDomainState {
    Unknown, ///< not looked up, or the DNS did not answer
    TakesMail,
    NoSuchDomain,
    NoServer, ///< neither an MX nor an address, or no host of the MX has one
    RefusesMail, ///< the null MX
};
QString toWord(MailDomainState state);
std::optional<MailDomainState> mailDomainStateFromWord(const QString &word);

/// What stands behind the @ of addresses, and what the DNS said of it.
struct MailDomain
{
    Q_DECLARE_TR_FUNCTIONS(MailDomain)
public:
    QString domain; ///< lower case, A-label form, as in an EmailAddress
    MailDomainState state = MailDomainState::Unknown;
    QDateTime checkedAt; ///< when it said so; invalid: never

    /// No mail can arrive there.
    bool isDead() const { return state > MailDomainState::TakesMail; }
    /// Why no mail can arrive: "rheinhafen.example does not exist. Looked up on 27/11/2026." Empty unless isDead().
    QString sentence() const;

    bool operator==(const MailDomain &) const = default;
};

} // namespace AlwaysLeads
