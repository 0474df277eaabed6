#pragma once

#include <QHash>
#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>
#include <memory>

namespace AlwaysLeads {

/// A small submission server on the loopback interface that outlives its clients: it goes on reading what a killed
/// client had put on the line, and counts a mail as accepted once the final dot has come, as a real server does,
/// whether or not somebody hears its answer. It tells how far each conversation is through `at`.
class SinkServer : public QObject
{
    Q_OBJECT
public:
    enum class Moment { Connected, Hello, MailFrom, RecipientTo, Data, HalfOfTheBody, FinalDot, Answered };
    struct Mail
    {
        QString to;
        QByteArray text; ///< dots unstuffed, CRLF
    };

    SinkServer();
    quint16 port() const { return m_listener.serverPort(); }
    QList<Mail> mails;
    /// Called in the moment, before the server's next reply. The number counts the conversations from 1.
    std::function<void(Moment, int conversation)> at;

private:
    struct Conversation
    {
        int number = 0;
        QByteArray buffer;
        QString to;
        bool inText = false;
        bool toldHalf = false;
        QByteArray text;
    };
    void accept();
    void read(QTcpSocket *socket, Conversation &talk);
    void hear(QTcpSocket *socket, Conversation &talk, const QByteArray &line);
    void hearText(QTcpSocket *socket, Conversation &talk, const QByteArray &line);
    void tell(Moment moment, const Conversation &talk) const;

    QTcpServer m_listener;
    int m_conversations = 0;
};

} // namespace AlwaysLeads
