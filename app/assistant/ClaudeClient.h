#pragma once

#include "assistant/ClaudeAnswer.h"
#include "assistant/ClaudeBatch.h"
#include "base/Task.h"

#include <QCoreApplication>
#include <QUrl>

#include <functional>
#include <stop_token>
#include <utility>

namespace AlwaysLeads {

class HttpClient;
struct HttpRequest;
struct HttpResponse;

/// The Messages API, https://platform.claude.com/docs, version 2026-10-21. The only class that knows its wire format.
/// Every error's message is a sentence for the person that says what to do; no error holds the key.
class ClaudeClient
{
    Q_DECLARE_TR_FUNCTIONS(ClaudeClient)
public:
    /// Fetches the key when a call needs it, so that it is not kept in memory between calls. An empty key: none is
    /// saved.
    using KeySource = std::function<Task<Result<QString>>()>;

    static QUrl serviceUrl() { return QUrl(QStringLiteral("https://api.anthropic.com")); }

    ClaudeClient(HttpClient &http, KeySource key, QUrl baseUrl = serviceUrl());

    /// One question. A refusal and a cut answer are successes with their stopReason. Asked again on 408, 409, 429 (with
    /// a wait the service names), 5xx and network trouble, twice at most; never after a spending cap.
    Task<Result<ClaudeAnswer>> messages(ClaudeQuestion question, std::stop_token stop = {});
    /// The same, and `heard` gets the whole text so far each time more of it came. Trouble in the middle of an answer
    /// is an error, whatever came before it; a try after the first begins again with an empty text.
    Task<Result<ClaudeAnswer>> stream(ClaudeQuestion question, std::function<void(QString)> heard,
                                      std::stop_token stop = {});
    /// The models this key may use; costs nothing, so it also checks a key before it is saved.
    Task<Result<QList<ClaudeModel>>> models(QString key, std::stop_token stop = {});

    // Many questions at half the price, answered within a day.

    /// The body of createBatch(); each question with a name of its own (letters, digits, _ and -, 64 at most). Touches
    /// nothing of the client, so that another thread may put a large one together.
    static QByteArray batchBody(const QList<std::pair<QString, ClaudeQuestion>> &questions);
    /// Asked once. SignedOut, Refused and Bug: no batch came into being. After any other error there may be one: look
    /// in batchesSince().
    Task<Result<ClaudeBatch>> createBatch(QByteArray body, std::stop_token stop = {});
    /// ErrorKind::NotFound when there is none of this id.
    Task<Result<ClaudeBatch>> batch(QString id, std::stop_token stop = {});
    /// Newest first.
    Task<Result<QList<ClaudeBatch>>> batchesSince(QDateTime since, std::stop_token stop = {});
    Task<Result<ClaudeBatch>> cancelBatch(QString id, std::stop_token stop = {});
    /// JSON Lines, for ClaudeBatchLine::fromJsonLines().
    Task<Result<QByteArray>> batchResults(QString id, std::stop_token stop = {});

private:
    static QJsonObject bodyOf(const ClaudeQuestion &question);
    /// A service may quote in its error what we sent; the key must not come along.
    static Error without(const QString &key, Error error);
    /// Adds the key; what is not 2xx is an error.
    Task<Result<HttpResponse>> ask(HttpRequest request, std::stop_token stop);
    Task<Result<ClaudeBatch>> askForBatch(HttpRequest request, std::stop_token stop);
    HttpRequest request(const QByteArray &method, const QString &path, const QString &key) const;

    HttpClient &m_http;
    KeySource m_key;
    QUrl m_baseUrl;
};

} // namespace AlwaysLeads
