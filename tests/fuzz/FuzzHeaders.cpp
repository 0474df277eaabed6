// Header fields that we write: whatever the text, no line of its own begins, nothing leaves ASCII, and it can be read
// back.
#include "fuzz/Fuzz.h"
#include "mail/HeaderEncoding.h"
#include "mail/Message.h"
#include "mail/ParsedMessage.h"

#include <QString>

#include <algorithm>

using namespace AlwaysLeads;

namespace {

void checkWire(const QByteArray &value, int nameLength)
{
    qsizetype start = 0;
    bool first = true;
    while (start <= value.size()) {
        const qsizetype end = value.indexOf("\r\n", start);
        const QByteArray line = value.mid(start, end < 0 ? -1 : end - start);
        promise(!line.contains('\r') && !line.contains('\n'), "a line ends with CR LF only");
        promise(first || line.startsWith(' ') || line.startsWith('\t'), "a further line is a folded one");
        promise(line.size() + (first ? nameLength : 0) <= 998, "no line is above 998 octets");
        first = false;
        if (end < 0) {
            break;
        }
        start = end + 2;
    }
    promise(std::ranges::all_of(value,
                                [](char byte) {
                                    return uchar(byte) < 0x7F
                                        && (uchar(byte) >= 0x20 || byte == '\r' || byte == '\n' || byte == '\t');
                                }),
            "a header is printable ASCII");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 8 * 1024) {
        return 0;
    }
    const QString text = QString::fromUtf8(bytesOf(data, size));
    const QString clean = cleanHeaderText(text);
    promise(cleanHeaderText(clean) == clean, "what is clean stays as it is");
    const QByteArray encoded = encodedText(clean, 9);
    // A word without a space cannot be folded; such a header is refused by composeMime().
    const bool folds =
        std::ranges::all_of(encoded.split('\n'), [](const QByteArray &line) { return line.size() < 980; });
    if (folds) {
        checkWire(encoded, 9);
        const Result<ParsedMessage> back = parseMime("Subject: " + encoded + "\r\n\r\nx\r\n");
        promise(bool(back), "our own header can be read");
        promise(back->header(QStringLiteral("Subject")) == clean, "a subject comes back as it was");
    }
    Correspondent who;
    who.name = text.left(200);
    who.address = EmailAddress::parse(QStringLiteral("anna@firm.example")).value();
    const QByteArray from = encodedCorrespondent(who, 6);
    checkWire(from, 6);
    const Result<ParsedMessage> back = parseMime("From: " + from + "\r\n\r\nx\r\n");
    promise(back && back->fromAddress == QStringLiteral("anna@firm.example"), "no name hides or changes the address");
    return 0;
}
