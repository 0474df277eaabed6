#pragma once

#include "mail/MailTransport.h"
#include "mail/SmtpTimeouts.h"

#include <QList>
#include <QObject>
#include <QSslCertificate>

namespace AlwaysLeads {

/// Hands mails to a submission server (RFC 6409, 8314), one connection a mail for now. Takes a SmtpAccount.
///
/// What its verdicts mean, beside MailTransport.h:
/// - Before Envelope nothing was said about the mail, so the verdict is RefusedForNow: Cause::Sender when the person
/// has to mend
///   the mailbox first (password, settings), Cause::Server or Network when time may mend it.
/// - Stopped by `stop`: RefusedForNow with Cause::None; nothing was sent. From the final dot on `stop` is ignored and
/// the
///   answer is awaited up to its time limit.
/// - RefusedForGood with Cause::Recipient: the address is dead. With Cause::Sender: our address, text or reputation is
/// refused,
///   the recipient's address is good.
class SmtpTransport final : public QObject, public MailTransport
{
    Q_OBJECT

public:
    /// `trusted` are certificates of authorities to trust beside the system's.
    explicit SmtpTransport(QList<QSslCertificate> trusted = {}, SmtpTimeouts timeouts = {}, QObject *parent = nullptr);

    Task<HandOverOutcome> handOver(MailAccount account, Envelope envelope, QByteArray mime,
                                   std::function<void(HandOverStage)> reached, std::stop_token stop) override;
    Task<Result<>> probe(MailAccount account, std::stop_token stop) override;

private:
    QList<QSslCertificate> m_trusted;
    SmtpTimeouts m_timeouts;
};

} // namespace AlwaysLeads
