#pragma once

#include "sandbox/MailServer.h"

#include <functional>
#include <utility>

namespace AlwaysLeads {

/// The headers of a mail as the stand-ins of mail services read them: by the letter of RFC 5322 and without the
/// program's own parser, so that this is not tested with itself.
class SandboxMail
{
public:
    explicit SandboxMail(QByteArray mime);

    const QByteArray &mime() const { return m_mime; }
    /// The first header of that name, unfolded; null when there is none.
    QByteArray header(const QByteArray &name) const;
    /// All headers from the top, unfolded.
    QList<std::pair<QByteArray, QByteArray>> headers() const;
    /// The addresses in a header, without names, in lower case.
    QList<QByteArray> addresses(const QByteArray &name) const;
    /// Of To, Cc and Bcc.
    QList<QByteArray> recipients() const;
    /// The ids in In-Reply-To and References.
    QList<QByteArray> parents() const;
    /// The subject without its leading "Re:".
    QByteArray baseSubject() const;
    /// Puts this header at the top, in place of one of the same name.
    void setHeader(const QByteArray &name, const QByteArray &value);
    void removeHeader(const QByteArray &name);

private:
    /// The first byte of the header and the first after it; -1 when there is none.
    std::pair<qsizetype, qsizetype> find(const QByteArray &name) const;

    QByteArray m_mime;
};

/// Where the mails of a stand-in arrive, kept as MailServer keeps its own.
class SandboxArrivals
{
public:
    /// Each mail is also written as <folder>/<recipient>/<prefix><n>.eml; with an empty folder nothing is written.
    SandboxArrivals(QString folder, QString prefix);

    /// False when it cannot be written.
    bool deliver(const SandboxMail &mail, const QByteArray &from);
    const QList<MailServer::Received> &received() const { return m_received; }
    /// Is told of each that arrives.
    void setListener(std::function<void(const MailServer::Received &)> listener) { m_listener = std::move(listener); }

private:
    QString m_folder;
    QString m_prefix;
    QList<MailServer::Received> m_received;
    std::function<void(const MailServer::Received &)> m_listener;
};

} // namespace AlwaysLeads
