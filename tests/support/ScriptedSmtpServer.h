#pragma once

#include "support/ScriptedServer.h"

namespace AlwaysLeads {

/// A scripted submission server.
class ScriptedSmtpServer : public ScriptedServer
{
public:
    using ScriptedServer::ScriptedServer;

    /// The usual beginning without sign-in: greeting and EHLO with these extensions.
    ScriptedServer &greets(const QByteArrayList &extensions = {})
    {
        says("220 mail.firm.example ESMTP").hears("EHLO [127.0.0.1]");
        QByteArrayList lines{"mail.firm.example"};
        lines += extensions;
        for (qsizetype at = 0; at < lines.size(); ++at) {
            says((at + 1 < lines.size() ? "250-" : "250 ") + lines.at(at));
        }
        return *this;
    }
};

} // namespace AlwaysLeads
