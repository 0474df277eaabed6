#pragma once

#include <QList>
#include <QTcpServer>
#include <QUrl>

namespace AlwaysLeads {

/// A server on the loopback interface that answers with exactly these bytes, also what no server should say.
class RawServer
{
public:
    RawServer();

    QUrl url() const;
    /// What is said to the n-th request, in order; the last one is repeated. The connection is closed after it.
    void setAnswers(QList<QByteArray> answers) { m_answers = std::move(answers); }
    int requests() const { return m_requests; }
    /// A whole answer with its length.
    static QByteArray answer(int status, const QByteArray &body, const QByteArray &moreHeaders = {});

private:
    QTcpServer m_server;
    QList<QByteArray> m_answers;
    int m_requests = 0;
};

} // namespace AlwaysLeads
