#pragma once

#include "imap/ImapSession.h"
#include "reply/MailSource.h"

#include <QObject>
#include <QPointer>

#include <memory>

namespace AlwaysLeads {

/// A mailbox read by IMAP: EXAMINE and PEEK only. A folder whose UIDVALIDITY changed is read anew from `since` on.
class ImapMailSource final : public MailSource
{
public:
    /// `keeper` closes the line in the background when this has gone.
    ImapMailSource(ImapAccount account, QList<QSslCertificate> trusted, ImapTimeouts timeouts, QObject *keeper);
    ~ImapMailSource() override;

    Task<Result<QStringList>> folders(std::stop_token stop) override;
    Task<Result<NewMails>> newMails(FolderMark mark, QDateTime since, std::stop_token stop) override;
    Task<Result<QByteArray>> mail(QString key, std::stop_token stop) override;

private:
    Task<Result<>> open();

    ImapAccount m_account;
    QList<QSslCertificate> m_trusted;
    ImapTimeouts m_timeouts;
    QPointer<QObject> m_keeper;
    std::stop_source m_stop;
    std::unique_ptr<ImapSession> m_session;
};

} // namespace AlwaysLeads
