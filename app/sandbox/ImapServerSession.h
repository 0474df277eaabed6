#pragma once

#include "sandbox/ImapCommandLine.h"
#include "sandbox/ImapServer.h"

#include <QTcpSocket>

namespace AlwaysLeads {

/// One client's conversation with ImapServer. Deletes itself when the line closes.
class ImapServerSession : public QObject
{
    Q_OBJECT

public:
    ImapServerSession(ImapServer &server, qintptr descriptor);

private:
    using Stage = ImapServer::Stage;
    enum class Mode { Commands, SigningIn, Idle };

    void read();
    /// False when more bytes are needed.
    bool work();
    void takeCommand(const QByteArray &command);
    void run(const QByteArray &verb, const QList<ImapWord> &words);

    void login(const QList<ImapWord> &words);
    void authenticate(const QList<ImapWord> &words);
    void checkPlain(const QByteArray &base64);
    void signIn(const QString &user, const QString &password);
    void list(const QList<ImapWord> &words);
    void open(const QByteArray &verb, const QList<ImapWord> &words);
    void status(const QList<ImapWord> &words);
    void append(const QList<ImapWord> &words);
    void uidSearch(QList<ImapWord> words);
    void uidFetch(const QList<ImapWord> &words);
    void tellArrival(const QString &user, const QString &folder);

    QList<ImapServer::Mail> mails() const;
    /// The folder that a word names; empty: none.
    static QString folderNamed(const ImapWord &word);
    /// Says the tagged answer, unless a fault is due. True when it was said.
    bool end(Stage stage, const QByteArray &answer);
    /// Does the harm that is due at this stage. True when there was one.
    bool strike(Stage stage);
    void say(const QByteArray &line);
    void tagged(const QByteArray &answer) { say(m_tag + ' ' + answer); }

    ImapServer &m_server;
    QTcpSocket m_socket;
    QByteArray m_buffer;
    qsizetype m_scanned = 0; ///< behind the last literal of the command at the head
    QByteArray m_tag;
    Mode m_mode = Mode::Commands;
    QString m_user;
    QString m_folder; ///< the one that is open
    bool m_readOnly = true;
    bool m_isSilent = false;
    int m_errors = 0;
};

} // namespace AlwaysLeads
