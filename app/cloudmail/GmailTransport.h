#pragma once

#include "base/Clock.h"
#include "mail/MailTransport.h"

#include <QCoreApplication>
#include <QUrl>

namespace AlwaysLeads {

class HttpClient;

/// Hands mails to the Gmail API, whole and in one call. Takes a CloudAccount of Service::Google.
///
/// What its verdicts mean, beside MailTransport.h:
/// - It looks first. A mail with this Message-ID among the sent ones has left: Accepted, and nothing is sent. After
///   Envelope::mayHaveLeftAt those that left under another Message-ID are looked at too. A sign-in
///   that may only send cannot look; then it is sent without.
/// - Stages: SigningIn (token, and looking), AwaitingAnswer (the call that sends), Answered. Until then nothing can
/// have
///   left. When the answer of the call that sends is lost, is of a gateway (5xx) or cannot be read, the sent mails are
///   looked through once: Accepted when it is there, else Unknown.
/// - The mailbox's trouble (sign-in, permission, the cap of mails a day) is RefusedForNow with Cause::Sender, being
/// told to
///   slow down RefusedForNow with Cause::Server, both at SigningIn: no mail is to blame.
/// - Envelope::threadId keeps a follow-up in its conversation; where that is gone, it is sent as a new one.
/// - `code` is the HTTP status, `serverText` the reason and words of Gmail, `remoteId` and `threadId` as Gmail has
/// them.
class GmailTransport final : public MailTransport
{
    Q_DECLARE_TR_FUNCTIONS(GmailTransport)
public:
    static QUrl serviceUrl() { return QUrl(QStringLiteral("https://gmail.googleapis.com")); }

    GmailTransport(HttpClient &http, Clock &clock, QUrl baseUrl = serviceUrl());

    Task<HandOverOutcome> handOver(MailAccount account, Envelope envelope, QByteArray mime,
                                   std::function<void(HandOverStage)> reached, std::stop_token stop) override;
    /// Signs in, and sees whether the sign-in is for the address of the account. A sign-in that may only send cannot
    /// say its address and passes when there is a token.
    Task<Result<>> probe(MailAccount account, std::stop_token stop) override;
    /// The Message-ID, with angle brackets, that a sent mail really has: Gmail may have put another in place of ours
    /// (see HandOverOutcome::remoteId), and replies refer to that. For when there is time, not during a hand-over.
    Task<Result<QString>> keptMessageId(CloudAccount account, QString remoteId, std::stop_token stop);

private:
    HttpClient &m_http;
    Clock &m_clock;
    QUrl m_baseUrl;
};

} // namespace AlwaysLeads
