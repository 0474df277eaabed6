#pragma once

#include "base/Clock.h"
#include "imap/ImapSession.h"
#include "mail/SentFolder.h"

#include <QObject>
#include <QPointer>

#include <memory>
#include <optional>

namespace AlwaysLeads {

/// The sent mails of a mailbox that is read by IMAP. One call at a time; the line stays open between calls.
///
/// Beside the errors of SentFolder: NotFound, there is no folder of sent mails, or the service puts the copy there
/// itself and has not done so yet; Refused and Invalid as ImapSession says.
class ImapSentFolder final : public SentFolder
{
    Q_DECLARE_TR_FUNCTIONS(AlwaysLeads::ImapSentFolder)

public:
    struct Options
    {
        QList<QSslCertificate> trusted{}; ///< authorities beside the system's
        ImapTimeouts timeouts{};
        /// Some servers put a copy there themselves: so long after sending they are given the time to.
        std::chrono::milliseconds ownCopyTime = std::chrono::seconds(30);
    };

    /// `keeper` closes the line in the background when this has gone.
    ImapSentFolder(ImapAccount account, Clock &clock, Options options, QObject *keeper);
    ~ImapSentFolder() override;

    Task<Result<bool>> contains(QString messageId, QDateTime since, std::stop_token stop) override;
    Task<Result<>> keepCopy(QString messageId, QByteArray mime, QDateTime sentAt, std::stop_token stop) override;

private:
    /// Signed in, with m_sent known.
    Task<Result<>> open();
    Task<Result<>> findFolders();
    /// Asks on the line that is open, and once more on a new one when that had died meanwhile.
    Task<Result<bool>> look(QByteArray id, QDateTime since);
    Task<Result<bool>> lookOnce(QByteArray id, QDateTime since);
    Task<Result<bool>> lookThrough(QList<quint32> uids, QByteArray id);
    Task<Result<bool>> lookInAllMail(QByteArray id);
    bool serviceKeepsCopies() const;
    void leave();

    ImapAccount m_account;
    Clock &m_clock;
    Options m_options;
    QPointer<QObject> m_keeper;
    std::stop_source m_stop; ///< of the session
    std::unique_ptr<ImapSession> m_session;
    std::optional<ImapFolder> m_sent;
    std::optional<ImapFolder> m_allMail;
};

} // namespace AlwaysLeads
