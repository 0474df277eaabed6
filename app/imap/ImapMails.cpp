#include "imap/ImapDate.h"
#include "imap/ImapSession.h"

#include <algorithm>
#include <limits>

namespace AlwaysLeads {

namespace {

constexpr qsizetype mailsAtOnce = 200; // headers asked for by one command
constexpr qint64 largestMail = 50 * 1024 * 1024; // bytes; parseMime() takes no more

std::optional<quint32> uidOf(const ImapValue &value)
{
    const std::optional<quint64> number = value.number();
    const bool fits = number && *number > 0 && *number <= std::numeric_limits<quint32>::max();
    return fits ? std::optional(quint32(*number)) : std::nullopt;
}

/// "1:3,7" from ascending numbers.
QByteArray setOf(const QList<quint32> &uids)
{
    QByteArray set;
    for (qsizetype at = 0; at < uids.size();) {
        qsizetype last = at;
        while (last + 1 < uids.size() && uids.at(last + 1) == uids.at(last) + 1) {
            ++last;
        }
        set += (set.isEmpty() ? "" : ",") + QByteArray::number(uids.at(at));
        if (last > at) {
            set += ':' + QByteArray::number(uids.at(last));
        }
        at = last + 1;
    }
    return set;
}

QByteArray headerItems(const QByteArrayList &fields)
{
    return " (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER.FIELDS (" + fields.join(' ') + ")])";
}

/// What one FETCH tells, in pairs. The body is put where the header belongs.
ImapMail mailOf(const ImapResponse &fetched)
{
    ImapMail mail;
    if (fetched.name != "FETCH" || fetched.values.empty()) {
        return mail;
    }
    const std::vector<ImapValue> &pairs = fetched.values.front().list;
    for (size_t at = 0; at + 1 < pairs.size(); at += 2) {
        const QByteArray item = pairs[at].text.toUpper();
        const ImapValue &value = pairs[at + 1];
        if (item == "UID") {
            mail.uid = uidOf(value).value_or(0);
        } else if (item == "FLAGS") {
            for (const ImapValue &flag : value.list) {
                mail.flags += flag.text.toLower();
            }
        } else if (item == "INTERNALDATE") {
            mail.arrivedAt = fromImapDateTime(value.text);
        } else if (item == "RFC822.SIZE") {
            mail.size = qint64(std::min<quint64>(value.number().value_or(0), std::numeric_limits<qint64>::max()));
        } else if (item.startsWith("BODY[") && value.isText()) {
            mail.header = value.text;
        }
    }
    return mail;
}

} // namespace

Task<Result<QList<quint32>>> ImapSession::search(ImapCommand criteria)
{
    ImapCommand command(QByteArrayLiteral("UID SEARCH"));
    for (const ImapCommand::Part &part : criteria.parts()) {
        if (part.isLiteral) {
            command.addLiteral(part.bytes);
        } else {
            command.add(' ' + part.bytes.trimmed());
        }
    }
    Result<Reply> reply = co_await ask(command);
    if (!reply) {
        co_return failureOf(std::move(reply));
    }
    QList<quint32> uids;
    for (const ImapResponse &answer : reply->untagged) {
        if (answer.name != "SEARCH") {
            continue;
        }
        for (const ImapValue &value : answer.values) {
            if (const std::optional<quint32> uid = uidOf(value)) {
                uids += *uid;
            }
        }
    }
    std::ranges::sort(uids);
    uids.erase(std::unique(uids.begin(), uids.end()), uids.end());
    co_return uids;
}

Task<Result<QList<ImapMail>>> ImapSession::headers(QList<quint32> uids, QByteArrayList fields)
{
    QList<ImapMail> mails;
    for (qsizetype at = 0; at < uids.size(); at += mailsAtOnce) {
        const QList<quint32> some = uids.mid(at, mailsAtOnce);
        ImapCommand command("UID FETCH " + setOf(some) + headerItems(fields));
        Result<Reply> reply = co_await ask(command);
        if (!reply) {
            co_return failureOf(std::move(reply));
        }
        for (const ImapResponse &answer : reply->untagged) {
            const ImapMail mail = mailOf(answer); // others may come unasked: their flags changed
            if (mail.uid != 0 && !mail.header.isNull() && std::ranges::binary_search(some, mail.uid)) {
                mails += mail;
            }
        }
    }
    co_return mails;
}

Task<Result<QList<ImapMail>>> ImapSession::headersFrom(quint32 firstUid, QByteArrayList fields)
{
    ImapCommand command("UID FETCH " + QByteArray::number(firstUid) + ":*" + headerItems(fields));
    Result<Reply> reply = co_await ask(command);
    if (!reply) {
        co_return failureOf(std::move(reply));
    }
    QList<ImapMail> mails;
    for (const ImapResponse &answer : reply->untagged) {
        const ImapMail mail = mailOf(answer); // "n:*" always gives the last mail, also when its UID is smaller
        if (mail.uid >= firstUid && mail.uid != 0 && !mail.header.isNull()) {
            mails += mail;
        }
    }
    co_return mails;
}

Task<Result<QByteArray>> ImapSession::message(quint32 uid)
{
    const QByteArray number = QByteArray::number(uid);
    ImapCommand asksSize("UID FETCH " + number + " (UID RFC822.SIZE)");
    Result<Reply> reply = co_await ask(asksSize);
    if (!reply) {
        co_return failureOf(std::move(reply));
    }
    for (const ImapResponse &answer : reply->untagged) {
        const ImapMail mail = mailOf(answer);
        if (mail.uid == uid && mail.size > largestMail) {
            co_return failure(ErrorKind::Invalid, tr("This mail is larger than 50 MB, so it is not read."));
        }
    }
    ImapCommand asksAll("UID FETCH " + number + " (UID BODY.PEEK[])");
    reply = co_await ask(asksAll);
    if (!reply) {
        co_return failureOf(std::move(reply));
    }
    for (const ImapResponse &answer : reply->untagged) {
        const ImapMail mail = mailOf(answer);
        if (mail.uid == uid && !mail.header.isNull()) {
            co_return mail.header;
        }
    }
    co_return failure(ErrorKind::NotFound, tr("This mail is not in the folder any more."));
}

Task<Result<ImapPlace>> ImapSession::append(QByteArray wireName, QByteArray mime, QDateTime date)
{
    ImapCommand command(QByteArrayLiteral("APPEND"));
    command.addString(wireName).add(" (\\Seen) \"" + toImapDateTime(date) + '"').addLiteral(mime);
    Result<Reply> reply = co_await ask(command);
    if (!reply) {
        co_return failureOf(std::move(reply));
    }
    ImapPlace place;
    const std::vector<ImapValue> &told = reply->status.codeValues;
    if (reply->status.code == "APPENDUID" && told.size() == 2) {
        place.uidValidity = uidOf(told[0]).value_or(0);
        place.uid = uidOf(told[1]).value_or(0);
    }
    co_return place;
}

} // namespace AlwaysLeads
