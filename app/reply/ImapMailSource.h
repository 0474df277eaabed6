#pragma once

#include "imap/ImapSession.h"
#include "reply/MailSource.h"

#include <QObject>
#include <QPointer>

#include <memory>

namespace AlwaysLeads {

/// A mailbox read by IMAP: EXAMINE and PEEK only, and IDLE where it is offered. A folder whose UIDVALIDITY changed is
/// read anew from `since` on.
class ImapMailSource final : public MailSource
{
public:
    /// `keeper` closes the line in the background when this has gone.
    ImapMailSource(ImapAccount account, QList<QSslCertificate> trusted, ImapTimeouts timeouts, QObject *keeper);
    ~ImapMailSource() override;

    Task<Result<QStringList>> folders(std::stop_token stop) override;
    Task<Result<NewMails>> newMails(FolderMark mark, QDateTime since, std::stop_token stop) override;
    Task<Result<QByteArray>> mail(QString key, std::stop_token stop) override;
    bool tellsNews() const override { return m_session && m_session->canIdle(); }
    Task<Result<bool>> waitForNews(FolderMark mark, std::chrono::milliseconds longest, std::stop_token stop) override;

private:
    /// What a stop ended is not used again.
    void refresh();
    Task<Result<>> open();

    ImapAccount m_account;
    QList<QSslCertificate> m_trusted;
    ImapTimeouts m_timeouts;
    QPointer<QObject> m_keeper;
    std::stop_source m_stop;
    std::unique_ptr<ImapSession> m_session;
    /// Of a search whose mails do not fit into one answer: those still to be told, and after which mark.
    FolderMark m_restAfter;
    QList<quint32> m_rest;
};

} // namespace AlwaysLeads
