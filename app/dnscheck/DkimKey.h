#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace AlwaysLeads {

/// The public key of a DKIM selector (RFC 6376 §3.6.1, 8301, 8463).
struct DkimKey
{
    enum class Type { Rsa, Ed25519, Other };

    Type type = Type::Rsa;
    int bits = 0; ///< 0: the key cannot be read
    bool revoked = false; ///< "p=" is empty
    bool testing = false; ///< "t=y": receivers treat the mail as unsigned

    /// Nothing when the record is none of DKIM.
    static std::optional<DkimKey> parse(const QByteArray &text);

    bool isUsable() const
    {
        return !revoked && (type == Type::Ed25519 ? bits == 256 : type == Type::Rsa && bits >= 1024);
    }
    bool operator==(const DkimKey &) const = default;
};

} // namespace AlwaysLeads
