// SPF, DMARC and DKIM records of anybody's domain: read in bounded room, and what is said of them is bounded too.
#include "dnscheck/DkimKey.h"
#include "dnscheck/DmarcRecord.h"
#include "dnscheck/SpfRecord.h"
#include "fuzz/Fuzz.h"

using namespace AlwaysLeads;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text = bytesOf(data, size);
    const SpfRecord spf = SpfRecord::parse(text);
    promise(spf.terms.size() <= 200, "an SPF record has at most 200 terms");
    promise(spf.lookUps() >= 0 && spf.lookUps() <= spf.terms.size(), "a look-up is a term");
    promise(spf == SpfRecord::parse(text), "the same record means the same");
    if (const std::optional<DmarcRecord> dmarc = DmarcRecord::parse(text)) {
        promise(dmarc->reportsTo.size() <= 20, "at most 20 addresses for reports");
        promise(!SpfRecord::isSpf(text), "no record is of both");
    }
    if (const std::optional<DkimKey> key = DkimKey::parse(text)) {
        promise(key->bits >= 0, "a key's length is not negative");
        promise(!key->revoked || !key->isUsable(), "a revoked key is of no use");
    }
    return 0;
}
