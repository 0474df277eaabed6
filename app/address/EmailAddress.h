#pragma once

#include "base/Result.h"

#include <QCoreApplication>
#include <QString>

namespace AlwaysLeads {

/// One address that a mail can be sent to, normalised: local part kept, except that ASCII letters are lowered; domain
/// lowered and in its A-label form (RFC 5891). parse() is the only way to get one, so holding one means it is valid.
class EmailAddress
{
    Q_DECLARE_TR_FUNCTIONS(EmailAddress)

public:
    /// None: only as "no address yet" in values that are being filled.
    EmailAddress() = default;

    /// Accepts the addr-spec of RFC 5321 §4.1.2 without quoted local parts and address literals, with surrounding
    /// spaces, `mailto:` or `Name <address>` around it. The error says what is wrong with it ("Two @ signs in the
    /// address").
    static Result<EmailAddress> parse(const QString &text);

    bool isNull() const { return m_address.isEmpty(); }
    /// "anna@xn--caf-dma.example": what goes into SMTP, the database and comparisons.
    QString toString() const { return m_address; }
    /// "anna@café.example": what a person reads.
    QString shown() const;
    QString localPart() const;
    QString domain() const;
    /// True when the local part has non-ASCII characters and the server must offer SMTPUTF8 (RFC 6531).
    bool needsSmtpUtf8() const;

    bool operator==(const EmailAddress &) const = default;
    auto operator<=>(const EmailAddress &other) const { return m_address.compare(other.m_address) <=> 0; }

private:
    explicit EmailAddress(QString address)
        : m_address(std::move(address))
    {
    }
    QString m_address;
};

} // namespace AlwaysLeads
