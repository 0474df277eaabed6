// Configuration files of mail providers, from wherever they were fetched.
#include "autoconfig/ConfigFile.h"
#include "fuzz/Fuzz.h"

using namespace AlwaysLeads;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const EmailAddress address = EmailAddress::parse(QStringLiteral("anna@firm.example")).value();
    const Result<ConfigFile> file = ConfigFile::parse(bytesOf(data, size), address);
    if (file) {
        promise(file->incoming.size() <= 10 && file->outgoing.size() <= 10, "at most ten servers of a kind");
        promise(!file->incoming.isEmpty() || !file->outgoing.isEmpty(), "a file without a server is none");
        promise(!file->providerName.contains(QLatin1Char('\n')), "a name is one line");
    } else {
        promise(!file.error().message.isEmpty(), "a refusal has words");
    }
    return 0;
}
