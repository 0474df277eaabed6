#pragma once

#include "base/Clock.h"
#include "mail/MailTransport.h"

#include <QCoreApplication>
#include <QUrl>

namespace AlwaysLeads {

class HttpClient;

/// Hands mails to Microsoft Graph: makes a draft of the bytes, then sends the draft. Takes a CloudAccount of
/// Service::Microsoft.
///
/// What its verdicts mean, beside MailTransport.h:
/// - It looks first. A mail with this Message-ID that lies in the mailbox and is no draft has left: Accepted, and
/// nothing
///   is sent. Drafts of it that an earlier try left behind are removed, so that what leaves is what was approved now.
///   Both are also known by Envelope::remoteId, and by the Message-ID that the draft was given, since Exchange may have
///   put another one in place of ours.
/// - Stages: SigningIn (token, and looking), Body (making the draft), AwaitingAnswer (the call that sends), Answered.
///   The draft's id is given to CloudAccount::keepDraft before the call that sends; until then nothing can have left.
///   When its answer is lost, the draft is looked at once: Accepted when it is none any more, else Unknown.
/// - The mailbox's trouble (sign-in, permission, daily limit, a full mailbox) is RefusedForNow with Cause::Sender,
/// being
///   told to slow down RefusedForNow with Cause::Server, both at SigningIn: no mail is to blame.
/// - A sign-in that may only send (CloudAccount::sendOnly) makes no draft and looks for nothing: the bytes go in one
/// call
///   that names nothing. When its answer is lost, or is of a gateway (5xx), it stays Unknown, and only the person can
///   say what became of it.
/// - `code` is the HTTP status, `serverText` the code and words of Graph, `remoteId` the immutable id, `threadId` the
///   conversation. Envelope::threadId is not needed: the service finds the conversation by the headers.
class GraphTransport final : public MailTransport
{
    Q_DECLARE_TR_FUNCTIONS(GraphTransport)
public:
    static QUrl serviceUrl() { return QUrl(QStringLiteral("https://graph.microsoft.com/v1.0")); }

    GraphTransport(HttpClient &http, Clock &clock, QUrl baseUrl = serviceUrl());

    Task<HandOverOutcome> handOver(MailAccount account, Envelope envelope, QByteArray mime,
                                   std::function<void(HandOverStage)> reached, std::stop_token stop) override;
    /// Signs in and opens the folder of drafts; only the profile where it may only send.
    Task<Result<>> probe(MailAccount account, std::stop_token stop) override;
    /// The Message-ID, with angle brackets, that a sent mail really has: Exchange may have put another in place of ours
    /// (see HandOverOutcome::remoteId), and replies refer to that. For when there is time, not during a hand-over.
    Task<Result<QString>> keptMessageId(CloudAccount account, QString remoteId, std::stop_token stop);

private:
    HttpClient &m_http;
    Clock &m_clock;
    QUrl m_baseUrl;
};

} // namespace AlwaysLeads
