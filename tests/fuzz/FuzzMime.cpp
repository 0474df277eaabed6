// Mails from outside: read tolerantly, in bounded time, and what comes out is what a window can show as text.
#include "fuzz/Fuzz.h"
#include "mail/Message.h"
#include "mail/ParsedMessage.h"
#include "mail/WireText.h"

#include <algorithm>

using namespace AlwaysLeads;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes = bytesOf(data, size);
    const Result<ParsedMessage> read = parseMime(bytes);
    if (read) {
        const auto isLine = [](const QString &text) {
            return !text.contains(QLatin1Char('\n')) && !text.contains(QLatin1Char('\r'));
        };
        promise(isLine(read->messageId) && isLine(read->inReplyTo), "an id is one line");
        promise(std::ranges::all_of(read->references, isLine), "each reference is one line");
        promise(isLine(read->fromAddress) && isLine(read->toAddress), "an address is one line");
        promise(std::ranges::all_of(read->headers,
                                    [&](const ParsedMessage::Header &header) { return isLine(header.value); }),
                "a header is unfolded");
        promise(!read->text.contains(QLatin1Char('\r')), "line ends of the text are made one kind");
        cleanBodyText(read->text);
        htmlOf(read->text.left(20'000));
    } else {
        promise(!read.error().message.isEmpty(), "a refusal has words");
    }
    // What goes out is dot-stuffed so that no line but the last can end it early.
    if (WireText::inspect(bytes).fault == WireText::Fault::None) {
        QByteArray wire;
        for (const QByteArray &block : dotStuffed(bytes)) {
            wire += block;
        }
        promise(!wire.startsWith(".\r\n") && !wire.contains("\r\n.\r\n"), "no line of a single dot");
    }
    return 0;
}
