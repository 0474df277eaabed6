// SMTP replies: however the network cuts the bytes, the replies are the same ones, and their words are harmless.
#include "fuzz/Fuzz.h"
#include "mail/SmtpCapabilities.h"
#include "mail/SmtpReply.h"

#include <QList>

#include <algorithm>

using namespace AlwaysLeads;

namespace {

constexpr int mostReplies = 10'000;

struct Heard
{
    QList<SmtpReply> replies;
    SmtpReplyParser::Fault fault = SmtpReplyParser::Fault::None;
};

Heard hear(const QByteArray &bytes, qsizetype piece)
{
    Heard heard;
    SmtpReplyParser parser;
    for (qsizetype at = 0; at < bytes.size(); at += piece) {
        parser.feed(bytes.mid(at, piece));
        while (const std::optional<SmtpReply> reply = parser.next()) {
            heard.replies << *reply;
            promise(heard.replies.size() < mostReplies, "a reply needs bytes");
        }
    }
    heard.fault = parser.fault();
    return heard;
}

void checkWords(const SmtpReply &reply)
{
    promise(reply.code >= 200 && reply.code < 600, "a code is from 200 to 599");
    promise(!reply.lines.isEmpty(), "a reply has a line");
    const QString text = reply.text();
    promise(text.size() <= 500, "the words are at most 500 characters");
    promise(std::ranges::none_of(text, [](QChar c) { return c.category() == QChar::Other_Control; }),
            "no control character comes through");
    const QString enhanced = reply.enhanced();
    promise(enhanced.isEmpty() || enhanced.at(0).digitValue() == reply.code / 100,
            "an enhanced code is of the same class");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 16 * 1024) {
        return 0;
    }
    const QByteArray bytes = bytesOf(data, size);
    const Heard whole = hear(bytes, std::max<qsizetype>(bytes.size(), 1));
    const Heard pieces = hear(bytes, 1);
    promise(pieces.replies.size() >= whole.replies.size() || pieces.fault != SmtpReplyParser::Fault::None,
            "no reply is lost between pieces");
    for (qsizetype i = 0; i < std::min(whole.replies.size(), pieces.replies.size()); ++i) {
        promise(whole.replies.at(i) == pieces.replies.at(i), "a reply does not depend on how it arrives");
    }
    for (const SmtpReply &reply : whole.replies) {
        checkWords(reply);
        const SmtpCapabilities offered = SmtpCapabilities::parse(reply);
        promise(offered.sizeLimit >= 0, "a limit of size is not negative");
    }
    return 0;
}
