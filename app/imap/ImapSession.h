#pragma once

#include "imap/ImapCapabilities.h"
#include "imap/ImapCommand.h"
#include "imap/ImapConnection.h"
#include "imap/ImapFolder.h"

#include <QCoreApplication>
#include <QDateTime>

#include <chrono>
#include <optional>

namespace AlwaysLeads {

/// One conversation with an IMAP server (RFC 3501, 9051). It only reads and appends: folders are opened read-only and
/// bodies fetched with PEEK, so nothing is ever marked as read. One command at a time.
///
/// Errors: Network and Timeout: it can be asked again later. SignedOut: the credentials were refused, the person has to
/// mend them before the next try. Refused: the server said no. NotFound: the folder is not there. Invalid: it does not
/// speak IMAP.
class ImapSession
{
    Q_DECLARE_TR_FUNCTIONS(AlwaysLeads::ImapSession)

public:
    ImapSession(QList<QSslCertificate> trusted, ImapTimeouts timeouts, std::stop_token stop);

    /// Connects, secures, signs in.
    Task<Result<>> open(ImapAccount account);
    const ImapCapabilities &offered() const { return m_offered; }
    /// What the server said of its provider when it refused a token (RFC 7628 §3.2.2): the address of what that
    /// publishes. From outside and not checked; empty: it said nothing.
    QString openIdConfiguration() const { return m_openIdConfiguration; }
    /// False after anything that leaves open what the server will take the next line for, and once it closed the line.
    bool isUsable();
    /// LOGOUT where it can be said, in the background; else the line is cut.
    void leave(QObject *keeper);

    /// All folders that can hold mails, with their special uses where the server tells (RFC 6154).
    Task<Result<QList<ImapFolder>>> folders();
    /// Opens a folder for reading only. `wireName` as folders() gave it.
    Task<Result<ImapFolderState>> examine(QByteArray wireName);
    /// Without opening it.
    Task<Result<ImapFolderState>> status(QByteArray wireName);

    static constexpr std::chrono::minutes longestIdle{29}; ///< servers end what lasts longer (RFC 2177)
    bool canIdle() const { return m_offered.has("IDLE"); }
    /// Waits until a mail came into the examined folder: true; or until `longest` is over: false.
    Task<Result<bool>> idle(std::chrono::milliseconds longest);

    /// UIDs in the examined folder, ascending. `criteria` is what follows UID SEARCH.
    Task<Result<QList<quint32>>> search(ImapCommand criteria);
    /// These header fields of these mails, in any order; mails that are gone meanwhile are left out.
    Task<Result<QList<ImapMail>>> headers(QList<quint32> uids, QByteArrayList fields);
    /// The same of all mails from this UID on.
    Task<Result<QList<ImapMail>>> headersFrom(quint32 firstUid, QByteArrayList fields);
    /// A whole mail; ErrorKind::NotFound when it is gone, Invalid when it is larger than 50 MB.
    Task<Result<QByteArray>> message(quint32 uid);
    /// Puts a mail into a folder, as read. When it fails with Network or Timeout the mail may be there nevertheless.
    Task<Result<ImapPlace>> append(QByteArray wireName, QByteArray mime, QDateTime date);

private:
    struct Reply
    {
        ImapResponse status;
        std::vector<ImapResponse> untagged;
    };
    enum class Progress { Continuation, Done };

    Task<Result<>> greet();
    Task<Result<>> secure();
    Task<Result<>> askCapabilities();
    /// With a token of the account's source, and once more with a fresh one when that is refused.
    Task<Result<>> signIn(ImapAccount account);
    Task<Result<>> signInOnce(ImapAccount account);
    Task<Result<>> authenticate(QByteArray mechanism, ImapAccount account);
    Task<Result<>> login(ImapAccount account);
    /// What the answer to a sign-in came to; a refusal is SignedOut, its words without secrets.
    Result<> endSignIn(const ImapAccount &account);
    Task<Result<>> introduce();

    /// Says one command, whole, and waits for its end. A NO or BAD is an error made by refusal().
    Task<Result<Reply>> ask(ImapCommand command);
    /// Begins a command: nothing unasked may have ended the session before. The tag with a space.
    Result<QByteArray> begin();
    /// Reads up to what the command waits for. What comes besides is kept in m_reply.
    Task<Result<Progress>> advance();
    /// What any answer may tell besides: capabilities, a farewell.
    void notice(const ImapResponse &response);
    bool mayPush(qsizetype literal) const;
    Result<Reply> end();
    Error refusal(const ImapResponse &status) const;
    Error folderProblem(Error error) const;
    Error lost(Error error);
    Error nonsense(const QString &detail);

    ImapTimeouts m_timeouts;
    ImapConnection m_connection;
    ImapCapabilities m_offered;
    ImapAccount::Security m_security = ImapAccount::Security::ImplicitTls;
    quint16 m_port = 0;
    int m_tags = 0;
    QByteArray m_tag;
    QDeadlineTimer m_deadline;
    qint64 m_bytesBefore = 0;
    Reply m_reply;
    QString m_farewell;
    QString m_openIdConfiguration;
    std::optional<Error> m_lost; ///< why the line is of no use any more
    bool m_signedIn = false;
    bool m_usable = false;
};

} // namespace AlwaysLeads
