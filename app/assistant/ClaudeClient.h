#pragma once

#include "assistant/ClaudeAnswer.h"
#include "base/Task.h"

#include <QCoreApplication>
#include <QUrl>

#include <functional>
#include <stop_token>

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
    /// The models this key may use; costs nothing, so it also checks a key before it is saved.
    Task<Result<QList<ClaudeModel>>> models(QString key, std::stop_token stop = {});

private:
    HttpRequest request(const QByteArray &method, const QString &path, const QString &key) const;

    HttpClient &m_http;
    KeySource m_key;
    QUrl m_baseUrl;
};

} // namespace AlwaysLeads
