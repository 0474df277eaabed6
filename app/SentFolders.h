#pragma once

#include "imap/ImapSentFolder.h"
#include "mailbox/Mailboxes.h"
#include "outbox/SentFolderSource.h"

#include <QObject>
#include <QUrl>

namespace AlwaysLeads {

class HttpClient;

/// Opens the folder of sent mails of a mailbox in the way that mailbox is read: IMAP, Microsoft Graph or Gmail.
class SentFolders : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        ImapSentFolder::Options imap;
        QUrl graphUrl;
        QUrl gmailUrl;
    };
    SentFolders(Mailboxes &mailboxes, HttpClient &http, Clock &clock, Options options, QObject *parent = nullptr);

    /// As SentFolderSource says.
    Task<Result<std::shared_ptr<SentFolder>>> of(MailboxId id);
    /// A mailbox of a service, and where that service is.
    struct CloudReach
    {
        CloudAccount account;
        QUrl url;
    };
    /// ErrorKind::NotFound: it is a mailbox of another kind.
    Task<Result<CloudReach>> cloudReach(MailboxId id);
    /// Where and how a mailbox is read by IMAP. ErrorKind::NotFound: it is not.
    Task<Result<ImapAccount>> imapAccount(MailboxId id);

private:
    Mailboxes &m_mailboxes;
    HttpClient &m_http;
    Clock &m_clock;
    Options m_options;
};

} // namespace AlwaysLeads
