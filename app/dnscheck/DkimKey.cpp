#include "dnscheck/DkimKey.h"

#include "dnscheck/TagList.h"

#include <QSslKey>

namespace AlwaysLeads {

namespace {

constexpr qsizetype longestKey = 8192;
constexpr qsizetype ed25519Bytes = 32;

} // namespace

std::optional<DkimKey> DkimKey::parse(const QByteArray &text)
{
    const TagList tags = tagsIn(text);
    const QByteArray version = tag(tags, "v");
    const QByteArray key = tag(tags, "p");
    if (key.isNull() || (!version.isNull() && (version != "DKIM1" || tags.constFirst().first != "v"))) {
        return std::nullopt;
    }
    DkimKey read;
    const QByteArray type = tag(tags, "k");
    read.type = type.isNull() || type == "rsa" ? Type::Rsa : type == "ed25519" ? Type::Ed25519 : Type::Other;
    read.testing = tag(tags, "t").split(':').contains("y");
    QByteArray base64 = key;
    base64.replace(" ", "").replace("\t", "");
    read.revoked = base64.isEmpty();
    const auto decoded = QByteArray::fromBase64Encoding(base64, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.size() > longestKey) {
        return read;
    }
    if (read.type == Type::Ed25519) {
        read.bits = decoded.decoded.size() == ed25519Bytes ? 256 : 0;
    } else if (read.type == Type::Rsa && !read.revoked) {
        const QSslKey rsa(decoded.decoded, QSsl::Rsa, QSsl::Der, QSsl::PublicKey);
        read.bits = rsa.isNull() ? 0 : rsa.length();
    }
    return read;
}

} // namespace AlwaysLeads
