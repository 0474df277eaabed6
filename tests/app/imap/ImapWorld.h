#pragma once

#include "imap/ImapSession.h"
#include "support/Patience.h"
#include "support/ScriptedImapServer.h"

#include <QCoroTask>
#include <QTest>

#include <memory>

Q_DECLARE_METATYPE(AlwaysLeads::ErrorKind)

namespace AlwaysLeads {

/// A session with a scripted server, as a test speaks to it.
class ImapWorld
{
protected:
    using Security = ImapAccount::Security;

    void renew()
    {
        m_stop = {};
        useTimeouts(std::chrono::seconds(20));
    }
    void useTimeouts(std::chrono::milliseconds all)
    {
        const ImapTimeouts timeouts{all, all, all, all, all, all};
        m_session = std::make_unique<ImapSession>(QList{m_certificates.authority()}, timeouts, m_stop.get_token());
    }
    static ImapAccount account(const ScriptedImapServer &server, Security security = Security::LoopbackPlain)
    {
        ImapAccount account;
        account.host = QStringLiteral("localhost");
        account.port = server.port();
        account.security = security;
        account.userName = QStringLiteral("jonas");
        account.password = QStringLiteral("secret");
        return account;
    }
    Result<> open(const ImapAccount &to) { return QCoro::waitFor(m_session->open(to)); }
    Result<> open(const ScriptedImapServer &server) { return open(account(server)); }

    Certificates m_certificates;
    std::stop_source m_stop;
    std::unique_ptr<ImapSession> m_session;
};

} // namespace AlwaysLeads
