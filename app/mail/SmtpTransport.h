#pragma once

#include "mail/MailTransport.h"
#include "mail/SmtpTimeouts.h"

#include <QDeadlineTimer>
#include <QList>
#include <QObject>
#include <QSslCertificate>
#include <QTimer>

#include <memory>
#include <vector>

namespace AlwaysLeads {

class SmtpSession;

/// Hands mails to a submission server (RFC 6409, 8314). Takes a SmtpAccount. A line is used for several mails where
/// they follow each other closely (SmtpTimeouts::idle).
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

    ~SmtpTransport() override;

    Task<HandOverOutcome> handOver(MailAccount account, Envelope envelope, QByteArray mime,
                                   std::function<void(HandOverStage)> reached, std::stop_token stop) override;
    Task<Result<>> probe(MailAccount account, std::stop_token stop) override;

private:
    /// A line that waits for a next mail.
    struct Kept
    {
        SmtpAccount account;
        std::unique_ptr<SmtpSession> session;
        int mails = 0;
        QDeadlineTimer until;
    };
    /// The line of this account that waits, ready for a further mail; null when there is none.
    std::unique_ptr<Kept> take(const SmtpAccount &account, std::stop_token stop,
                               const std::function<void(HandOverStage)> &reached);
    void keep(std::unique_ptr<Kept> kept);
    void dropExpired();

    QList<QSslCertificate> m_trusted;
    SmtpTimeouts m_timeouts;
    std::vector<std::unique_ptr<Kept>> m_kept;
    QTimer m_expiry;
};

} // namespace AlwaysLeads
