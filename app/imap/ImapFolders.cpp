#include "imap/ImapFolderName.h"
#include "imap/ImapSession.h"

#include <algorithm>
#include <limits>

namespace AlwaysLeads {

namespace {

constexpr qsizetype mostFolders = 10'000;

quint32 number32(const std::vector<ImapValue> &values, size_t at)
{
    const std::optional<quint64> number = at < values.size() ? values[at].number() : std::nullopt;
    return number && *number <= std::numeric_limits<quint32>::max() ? quint32(*number) : 0;
}

/// (\HasNoChildren \Sent) "/" "Sent"
std::optional<ImapFolder> folderOf(const ImapResponse &listed)
{
    const std::vector<ImapValue> &values = listed.values;
    if (listed.name != "LIST" || values.size() < 3 || !values[0].isList()) {
        return std::nullopt;
    }
    ImapFolder folder;
    for (const ImapValue &attribute : values[0].list) {
        folder.attributes += attribute.text.toLower();
    }
    folder.separator = QString::fromLatin1(values[1].text);
    folder.wireName = values[2].text;
    folder.name = fromImapFolderName(folder.wireName);
    const bool holdsMails =
        values[2].isText() && !folder.has("\\noselect") && !folder.has("\\nonexistent") && !folder.wireName.isEmpty();
    return holdsMails ? std::optional(folder) : std::nullopt;
}

} // namespace

/// Not every server says by a code why it does not open a folder; that it is not there is by far the usual reason.
Error ImapSession::folderProblem(Error error) const
{
    if (error.kind == ErrorKind::Refused && m_reply.status.name == "NO" && m_reply.status.code.isEmpty()) {
        error.kind = ErrorKind::NotFound;
        error.message = tr("The folder cannot be opened: %1").arg(m_reply.status.words());
    }
    return error;
}

Task<Result<QList<ImapFolder>>> ImapSession::folders()
{
    const bool tellsUse = m_offered.has("SPECIAL-USE") && m_offered.has("LIST-EXTENDED");
    ImapCommand command(tellsUse ? QByteArrayLiteral("LIST \"\" \"*\" RETURN (SPECIAL-USE)")
                                 : QByteArrayLiteral("LIST \"\" \"*\""));
    Result<Reply> reply = co_await ask(command);
    if (!reply) {
        co_return failureOf(std::move(reply));
    }
    QList<ImapFolder> folders;
    for (const ImapResponse &answer : reply->untagged) {
        const std::optional<ImapFolder> folder = folderOf(answer);
        if (folder && folders.size() < mostFolders) {
            folders += *folder;
        }
    }
    co_return folders;
}

Task<Result<ImapFolderState>> ImapSession::examine(QByteArray wireName)
{
    ImapCommand command(QByteArrayLiteral("EXAMINE"));
    command.addString(wireName);
    if (m_offered.has("CONDSTORE")) {
        command.add(QByteArrayLiteral(" (CONDSTORE)"));
    }
    Result<Reply> reply = co_await ask(command);
    if (!reply) {
        co_return tl::unexpected<Error>(folderProblem(reply.error()));
    }
    ImapFolderState state;
    for (const ImapResponse &answer : reply->untagged) {
        if (answer.name == "EXISTS" && answer.number) {
            state.exists = quint32(std::min<quint64>(*answer.number, std::numeric_limits<quint32>::max()));
        } else if (answer.code == "UIDVALIDITY") {
            state.uidValidity = number32(answer.codeValues, 0);
        } else if (answer.code == "UIDNEXT") {
            state.uidNext = number32(answer.codeValues, 0);
        } else if (answer.code == "HIGHESTMODSEQ" && !answer.codeValues.empty()) {
            state.highestModSeq = answer.codeValues.front().number().value_or(0);
        }
    }
    co_return state;
}

Task<Result<ImapFolderState>> ImapSession::status(QByteArray wireName)
{
    ImapCommand command(QByteArrayLiteral("STATUS"));
    command.addString(wireName);
    command.add(m_offered.has("CONDSTORE") ? QByteArrayLiteral(" (MESSAGES UIDNEXT UIDVALIDITY HIGHESTMODSEQ)")
                                           : QByteArrayLiteral(" (MESSAGES UIDNEXT UIDVALIDITY)"));
    Result<Reply> reply = co_await ask(command);
    if (!reply) {
        co_return tl::unexpected<Error>(folderProblem(reply.error()));
    }
    ImapFolderState state;
    for (const ImapResponse &answer : reply->untagged) {
        if (answer.name != "STATUS" || answer.values.size() < 2) {
            continue;
        }
        const std::vector<ImapValue> &pairs = answer.values[1].list;
        for (size_t at = 0; at + 1 < pairs.size(); at += 2) {
            const QByteArray item = pairs[at].text.toUpper();
            if (item == "MESSAGES") {
                state.exists = number32(pairs, at + 1);
            } else if (item == "UIDNEXT") {
                state.uidNext = number32(pairs, at + 1);
            } else if (item == "UIDVALIDITY") {
                state.uidValidity = number32(pairs, at + 1);
            } else if (item == "HIGHESTMODSEQ") {
                state.highestModSeq = pairs[at + 1].number().value_or(0);
            }
        }
    }
    co_return state;
}

} // namespace AlwaysLeads
