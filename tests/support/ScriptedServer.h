#pragma once

#include "support/Certificates.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QList>
#include <QObject>
#include <QSslSocket>
#include <QTcpServer>

#include <memory>

namespace AlwaysLeads {

/// A server that plays one written conversation: it says this, the client must say that. Anything else is noted in
/// fault().
///
///     server.says("220 hello").hears("EHLO [127.0.0.1]").says("250 me").hears("QUIT").says("221 bye").closes();
class ScriptedServer : public QObject
{
    Q_OBJECT

public:
    ScriptedServer();
    /// With an identity it can encrypt, from the first byte with `implicit`.
    explicit ScriptedServer(const TlsIdentity &identity, bool implicit = false);

    ScriptedServer &says(const QByteArray &line) { return saysRaw(line + "\r\n"); }
    ScriptedServer &saysRaw(const QByteArray &bytes);
    /// One byte in each turn of the event loop.
    ScriptedServer &saysSlowly(const QByteArray &line);
    ScriptedServer &hears(const QByteArray &line);
    /// Exactly these bytes, as in a literal.
    ScriptedServer &hearsRaw(const QByteArray &bytes);
    /// All up to and with the line of a single dot.
    ScriptedServer &hearsText();
    /// At least so many bytes of the text.
    ScriptedServer &hearsBytes(qsizetype count);
    /// Encrypts now, as after 220 to STARTTLS.
    ScriptedServer &startsTls();
    ScriptedServer &closes();
    /// Cuts the line as a broken network does.
    ScriptedServer &cuts();

    quint16 port() const { return m_listener->serverPort(); }
    int connections() const { return m_connections; }
    /// What the client said that was not in the script; empty when all went as written.
    QByteArray fault() const { return m_fault; }
    /// True when the script was played to its end.
    bool isDone() const { return m_steps.isEmpty(); }
    /// The text between 354 and the final dot, as it came over the wire.
    QByteArray text() const { return m_text; }
    /// Everything the client ever said.
    QByteArray heard() const { return m_heard; }
    bool isClientGone() const { return m_clientGone; }

private:
    enum class Kind { Say, SaySlowly, Hear, HearRaw, HearText, HearBytes, StartTls, Close, Cut };
    struct Step
    {
        Kind kind = Kind::Say;
        QByteArray bytes;
        qsizetype count = 0;
    };

    ScriptedServer &add(Kind kind, const QByteArray &bytes = {}, qsizetype count = 0);
    void listen(bool implicit);
    void accept(qintptr descriptor, bool implicit);
    void play();
    bool playStep(Step &step);
    bool hear(const QByteArray &line);

    std::unique_ptr<QTcpServer> m_listener;
    std::unique_ptr<QSslSocket> m_socket;
    TlsIdentity m_identity;
    QList<Step> m_steps;
    QByteArray m_buffer;
    QByteArray m_heard;
    QByteArray m_text;
    QByteArray m_fault;
    int m_connections = 0;
    bool m_playing = false;
    bool m_clientGone = false;
};

} // namespace AlwaysLeads
