// Replies of a name server, or of whoever answers in its place.
#include "dns/DnsMessage.h"
#include "fuzz/Fuzz.h"

#include <QString>

#include <iterator>

using namespace AlwaysLeads;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    // The first byte chooses what was asked for.
    const QByteArray bytes = bytesOf(data, size);
    static constexpr DnsType types[] = {DnsType::Txt, DnsType::Mx, DnsType::Srv, DnsType::A};
    const DnsType type = types[bytes.isEmpty() ? 0 : uchar(bytes.front()) % std::size(types)];
    DnsMessage::reply(bytes.mid(1), 0x1234, QStringLiteral("firm.example"), type);
    return 0;
}
