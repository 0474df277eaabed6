#pragma once

#include "base/Task.h"
#include "mailbox/Mailbox.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace AlwaysLeads {

/// How far a folder was read.
struct FolderMark
{
    QString folder;
    quint32 uidValidity = 0;
    quint32 lastUid = 0;
    quint64 modSeq = 0;
    QString token; ///< of services that give one (Graph's delta link, Gmail's history id)

    bool operator==(const FolderMark &) const = default;
};

/// The header of a mail that is new.
struct MailHead
{
    QString key; ///< for mail()
    QDateTime arrivedAt; ///< by the server's clock; invalid: not told
    QByteArray header;
    QString threadId{}; ///< the service's id of its conversation; empty: it has none, or did not say
    bool isJunk = false; ///< where the folder does not tell: the service took it for spam

    bool operator==(const MailHead &) const = default;
};

struct NewMails
{
    QList<MailHead> heads; ///< oldest first
    FolderMark mark; ///< to be kept once these are dealt with
    bool isMore = false; ///< ask again with it

    bool operator==(const NewMails &) const = default;
};

/// Where the mails that come in are read: IMAP, Graph, Gmail. Only reads: nothing is marked as read, moved or changed.
/// One call at a time. Errors: Network, Timeout: later again; SignedOut: the person has to sign in; NotFound: the
/// folder or mail is not there.
class MailSource
{
public:
    virtual ~MailSource() = default;

    /// The folders in which answers and reports arrive: the inbox first, then junk.
    virtual Task<Result<QStringList>> folders(std::stop_token stop) = 0;
    /// What came after `mark`; when it says nothing, or what it says is void, what came after `since`. A few hundred at
    /// most.
    virtual Task<Result<NewMails>> newMails(FolderMark mark, QDateTime since, std::stop_token stop) = 0;
    /// The whole of one of them, of the folder that was asked last.
    virtual Task<Result<QByteArray>> mail(QString key, std::stop_token stop) = 0;

    /// A mail that this mailbox sent to itself, where the service keeps one copy for both ways and newMails() leaves it
    /// out as one that was sent. `remoteId` is what the service calls it; with none it is looked for by `messageId`,
    /// without brackets. Nothing: it has not come in yet, or there are two copies.
    virtual Task<Result<std::optional<MailHead>>> sentToSelf(QString remoteId, QString messageId, std::stop_token stop);

    /// Whether the server tells by itself when something comes; known once folders() was asked.
    virtual bool tellsNews() const { return false; }
    /// Only with tellsNews(). Until something came into the folder after `mark`: true; or until `longest` is over.
    virtual Task<Result<bool>> waitForNews(FolderMark mark, std::chrono::milliseconds longest, std::stop_token stop);
};

inline Task<Result<bool>> MailSource::waitForNews(FolderMark, std::chrono::milliseconds, std::stop_token)
{
    co_return failure(ErrorKind::Bug, QStringLiteral("Something went wrong inside the program."));
}

inline Task<Result<std::optional<MailHead>>> MailSource::sentToSelf(QString, QString, std::stop_token)
{
    co_return std::optional<MailHead>();
}

/// Opens the source of a mailbox. NotFound: it is not read.
using MailSources = std::function<Task<Result<std::shared_ptr<MailSource>>>(MailboxId)>;

} // namespace AlwaysLeads
