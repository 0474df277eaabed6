#pragma once

#include "sandbox/MailServer.h"

#include <QSslSocket>

#include <functional>

namespace AlwaysLeads {

/// One client's conversation with MailServer. Deletes itself when the line closes.
class MailServerSession : public QObject
{
    Q_OBJECT

public:
    MailServerSession(MailServer &server, qintptr descriptor);

private:
    using Stage = MailServer::Stage;
    enum class Mode { Commands, SignInPlain, SignInUser, SignInPassword, Text };

    void begin();
    void read();
    void work();
    void takeLine(const QByteArray &line);
    void takeCommand(const QByteArray &line);
    void takeTextLine(const QByteArray &line);

    void hello(const QByteArray &verb, const QByteArray &argument);
    void startTls(const QByteArray &argument);
    void auth(const QByteArray &argument);
    void checkPlain(const QByteArray &base64);
    void checkPassword(const QString &user, const QString &password);
    void mailFrom(const QByteArray &argument);
    void recipientTo(const QByteArray &argument);
    void data(const QByteArray &argument);
    void finishText();

    /// Says the usual reply, or does the harm that is due at this stage. False when the client did not get the usual
    /// one.
    bool answer(Stage stage, const QByteArray &usual);
    void say(const QByteArray &reply);
    void close(const QByteArray &reply);
    void forgetMail();
    bool offers(const QByteArray &extension) const { return !m_server.m_options.withoutExtensions.contains(extension); }

    MailServer &m_server;
    QSslSocket m_socket;
    QByteArray m_buffer;
    Mode m_mode = Mode::Commands;
    bool m_waiting = false; ///< a delayed reply, or silence for ever
    bool m_closing = false;
    bool m_hello = false;
    bool m_hasFrom = false;
    bool m_smtpUtf8 = false;
    bool m_tooLarge = false;
    bool m_bareLineEnd = false;
    QString m_user; ///< signed in as
    QString m_claimedUser;
    QString m_from;
    QString m_to;
    QString m_envelopeId;
    QByteArray m_text;
    int m_errors = 0;
};

} // namespace AlwaysLeads
