#pragma once

#include "net/HttpWatch.h"

#include <QCoreApplication>

#include <optional>

namespace AlwaysLeads {

/// The words for an exchange that never became a response. They name the host and nothing else of the request.
class HttpProblem
{
    Q_DECLARE_TR_FUNCTIONS(HttpProblem)
public:
    /// Nothing when the reply is a whole response, whatever its status.
    static std::optional<Error> of(const QNetworkReply &reply, const HttpWatch &watch, const HttpRequest &request);
    /// Why a request is not even tried: only https, or http on this computer; no line break in a header.
    static std::optional<Error> in(const HttpRequest &request);

private:
    static Error ofEnd(const HttpWatch &watch, const HttpRequest &request);
    static Error ofTls(const QList<QSslError> &errors, const QString &host, const QString &detail);
};

} // namespace AlwaysLeads
