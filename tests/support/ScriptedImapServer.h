#pragma once

#include "support/ScriptedServer.h"

namespace AlwaysLeads {

/// A scripted IMAP server.
class ScriptedImapServer : public ScriptedServer
{
public:
    using ScriptedServer::ScriptedServer;

    /// The usual beginning: a greeting with these capabilities, and "jonas" signs in with "secret". The next tag is A2.
    ScriptedServer &signsIn(const QByteArray &capabilities = {})
    {
        const QByteArray all = "IMAP4rev1 SASL-IR AUTH=PLAIN" + (capabilities.isEmpty() ? "" : ' ' + capabilities);
        return says("* OK [CAPABILITY " + all + "] ready")
            .hears("A1 AUTHENTICATE PLAIN AGpvbmFzAHNlY3JldA==")
            .says("A1 OK [CAPABILITY " + all + "] signed in");
    }
};

} // namespace AlwaysLeads
