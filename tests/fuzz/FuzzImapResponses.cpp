// IMAP answers: however the network cuts the bytes, the answers are the same ones; names and dates survive the way and
// back.
#include "fuzz/Fuzz.h"
#include "imap/ImapCapabilities.h"
#include "imap/ImapDate.h"
#include "imap/ImapFolderName.h"
#include "imap/ImapParser.h"

#include <QList>
#include <QString>

#include <algorithm>

using namespace AlwaysLeads;

namespace {

constexpr ImapParser::Limits limits{8 * 1024, 16 * 1024, 32 * 1024, 50, 2000};

struct Heard
{
    QList<ImapResponse> responses;
    ImapParser::Fault fault = ImapParser::Fault::None;
};

Heard hear(const QByteArray &bytes, qsizetype piece)
{
    Heard heard;
    ImapParser parser(limits);
    for (qsizetype at = 0; at < bytes.size(); at += piece) {
        parser.feed(bytes.mid(at, piece));
        while (const std::optional<ImapResponse> response = parser.next()) {
            heard.responses << *response;
            promise(heard.responses.size() <= bytes.size(), "an answer needs bytes");
        }
    }
    heard.fault = parser.fault();
    return heard;
}

int depthOf(const std::vector<ImapValue> &values)
{
    int deepest = 0;
    for (const ImapValue &value : values) {
        deepest = std::max(deepest, value.isList() ? 1 + depthOf(value.list) : 0);
    }
    return deepest;
}

void checkNames(const std::vector<ImapValue> &values)
{
    for (const ImapValue &value : values) {
        if (value.isText()) {
            const QString name = fromImapFolderName(value.text);
            // Lone surrogates have no UTF-16 to go back to; all else comes back.
            if (name.isValidUtf16()) {
                promise(fromImapFolderName(toImapFolderName(name)) == name, "a folder's name comes back");
            }
            const QDateTime time = fromImapDateTime(value.text);
            promise(!time.isValid() || fromImapDateTime(toImapDateTime(time)) == time, "a time comes back");
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes = bytesOf(data, std::min<size_t>(size, 32 * 1024));
    const Heard whole = hear(bytes, std::max<qsizetype>(bytes.size(), 1));
    const Heard pieces = hear(bytes, 7);
    for (qsizetype i = 0; i < std::min(whole.responses.size(), pieces.responses.size()); ++i) {
        promise(whole.responses.at(i) == pieces.responses.at(i), "an answer does not depend on how it arrives");
    }
    for (const ImapResponse &response : whole.responses) {
        promise(depthOf(response.values) <= limits.depth && depthOf(response.codeValues) <= limits.depth,
                "lists are bounded in depth");
        const QString words = response.words();
        promise(words.size() <= 500, "the words are at most 500 characters");
        promise(std::ranges::none_of(words, [](QChar c) { return c.category() == QChar::Other_Control; }),
                "no control character comes through");
        checkNames(response.values);
        const ImapCapabilities offered(response.values);
        promise(offered.signInMethods().size() <= qsizetype(response.values.size()), "no method from nowhere");
    }
    return 0;
}
