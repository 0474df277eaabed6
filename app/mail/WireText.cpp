#include "mail/WireText.h"

#include <QByteArrayView>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr qsizetype longestLine = 998;
constexpr qsizetype blockSize = 32 * 1024;

bool hasEightBit(QByteArrayView bytes)
{
    return std::ranges::any_of(bytes, [](char byte) { return static_cast<uchar>(byte) >= 0x80; });
}

WireText::Fault faultOf(const QByteArray &mime)
{
    if (mime.isEmpty()) {
        return WireText::Fault::Empty;
    }
    qsizetype lineStart = 0;
    for (qsizetype at = 0; at < mime.size(); ++at) {
        const char byte = mime.at(at);
        if (byte == '\0') {
            return WireText::Fault::NullByte;
        }
        if (byte == '\r' && (at + 1 == mime.size() || mime.at(at + 1) != '\n')) {
            return WireText::Fault::BareLineEnd;
        }
        if (byte == '\n') {
            if (at == 0 || mime.at(at - 1) != '\r') {
                return WireText::Fault::BareLineEnd;
            }
            if (at - 1 - lineStart > longestLine) {
                return WireText::Fault::LongLine;
            }
            lineStart = at + 1;
        }
    }
    return lineStart == mime.size() ? WireText::Fault::None : WireText::Fault::NoFinalLineEnd;
}

} // namespace

WireText WireText::inspect(const QByteArray &mime)
{
    WireText text;
    text.fault = faultOf(mime);
    const qsizetype end = mime.indexOf("\r\n\r\n");
    const QByteArrayView view(mime);
    text.eightBitHeaders = hasEightBit(end < 0 ? view : view.first(end));
    text.eightBitBody = end >= 0 && hasEightBit(view.sliced(end));
    return text;
}

QByteArrayList dotStuffed(const QByteArray &mime)
{
    QByteArrayList blocks;
    QByteArray block;
    for (qsizetype at = 0; at < mime.size();) {
        const qsizetype lineEnd = mime.indexOf('\n', at);
        const qsizetype next = lineEnd < 0 ? mime.size() : lineEnd + 1;
        if (mime.at(at) == '.') {
            block += '.';
        }
        block += QByteArrayView(mime).sliced(at, next - at);
        at = next;
        if (block.size() >= blockSize) {
            blocks += block;
            block.clear();
        }
    }
    if (!block.isEmpty()) {
        blocks += block;
    }
    return blocks;
}

} // namespace AlwaysLeads
