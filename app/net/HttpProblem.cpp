#include "net/HttpProblem.h"

#include <QHostAddress>
#include <QNetworkReply>

#include <algorithm>

namespace AlwaysLeads {

namespace {

bool isLoopback(const QString &host)
{
    return host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
}

bool breaksHeader(const QByteArray &text)
{
    return std::ranges::any_of(text, [](char c) { return (uchar(c) < 0x20 && c != '\t') || c == 0x7f; });
}

/// QNetworkReply has an error of its own for each status from 400 on; those are answers, not failures.
bool isAboutTheStatus(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::NoError:
    case QNetworkReply::ProxyAuthenticationRequiredError: // a 407 without a proxy
    case QNetworkReply::ContentAccessDenied:
    case QNetworkReply::ContentOperationNotPermittedError:
    case QNetworkReply::ContentNotFoundError:
    case QNetworkReply::AuthenticationRequiredError:
    case QNetworkReply::ContentConflictError:
    case QNetworkReply::ContentGoneError:
    case QNetworkReply::UnknownContentError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::InternalServerError:
    case QNetworkReply::OperationNotImplementedError:
    case QNetworkReply::ServiceUnavailableError:
    case QNetworkReply::UnknownServerError:
        return true;
    default:
        return false;
    }
}

bool contains(const QList<QSslError> &errors, std::initializer_list<QSslError::SslError> kinds)
{
    return std::ranges::any_of(errors,
                               [&](const QSslError &error) { return std::ranges::count(kinds, error.error()) > 0; });
}

QString seconds(std::chrono::milliseconds time)
{
    return QString::number(std::max<qint64>(1, (time.count() + 500) / 1000));
}

} // namespace

std::optional<Error> HttpProblem::in(const HttpRequest &request)
{
    const QUrl &url = request.url;
    const QString host = url.host();
    const bool allowed = url.isValid() && !host.isEmpty() && url.userInfo().isEmpty()
        && (url.scheme() == QLatin1String("https") || (url.scheme() == QLatin1String("http") && isLoopback(host)));
    if (!allowed) {
        return Error{ErrorKind::Invalid,
                     tr("The address of the service is not a secure one (https). Nothing was sent."),
                     QStringLiteral("refused address with scheme %1").arg(url.scheme())};
    }
    for (const auto &[name, value] : request.headers) {
        if (name.isEmpty() || breaksHeader(name) || breaksHeader(value)) {
            return Error{
                ErrorKind::Invalid,
                tr("A key or name that goes with the request contains a line break. Nothing was sent; enter it again."),
                QStringLiteral("control character in header %1").arg(QString::fromLatin1(name.simplified()))};
        }
    }
    return std::nullopt;
}

std::optional<Error> HttpProblem::of(const QNetworkReply &reply, const HttpWatch &watch, const HttpRequest &request)
{
    if (watch.end() != HttpWatch::End::ByItself) {
        return ofEnd(watch, request);
    }
    const bool hasStatus = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() > 0;
    if (hasStatus && isAboutTheStatus(reply.error())) {
        return std::nullopt;
    }
    const QString host = request.url.host();
    const QString detail =
        QStringLiteral("%1: QNetworkReply error %2: %3").arg(host).arg(reply.error()).arg(reply.errorString());
    if (!watch.tlsErrors().isEmpty()) {
        return ofTls(watch.tlsErrors(), host, detail);
    }
    switch (reply.error()) {
    case QNetworkReply::HostNotFoundError:
        return Error{ErrorKind::Network, tr("%1 could not be found. Check the internet connection.").arg(host), detail};
    case QNetworkReply::ConnectionRefusedError:
        return Error{ErrorKind::Network,
                     tr("%1 refused the connection. The service may be down; try again in a few minutes.").arg(host),
                     detail};
    case QNetworkReply::SslHandshakeFailedError:
        return Error{ErrorKind::Network,
                     tr("A secure connection to %1 could not be made. Nothing was sent. If this stays, ask who runs "
                        "the network.")
                         .arg(host),
                     detail};
    case QNetworkReply::TimeoutError:
        return Error{ErrorKind::Timeout, tr("%1 did not answer. Try again in a few minutes.").arg(host), detail};
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
        return Error{
            ErrorKind::Invalid,
            tr("%1 answered something that is not HTTP. A sign-in page of the network may be in between.").arg(host),
            detail};
    case QNetworkReply::ContentReSendError: // Qt wanted to send the body a second time: after a close, or a 307 or 308
        return Error{ErrorKind::Network,
                     tr("%1 closed the connection without an answer, or wanted the request elsewhere.").arg(host),
                     detail};
    case QNetworkReply::RemoteHostClosedError:
        if (hasStatus) {
            return Error{ErrorKind::Network, tr("The connection to %1 broke in the middle of the answer.").arg(host),
                         detail};
        }
        return Error{ErrorKind::Network, tr("%1 closed the connection without an answer.").arg(host), detail};
    default:
        break;
    }
    if (reply.error() >= QNetworkReply::ProxyConnectionRefusedError
        && reply.error() <= QNetworkReply::UnknownProxyError) {
        return Error{ErrorKind::Network, tr("The proxy of this network did not let %1 through.").arg(host), detail};
    }
    return Error{ErrorKind::Network, tr("The connection to %1 broke. Check the internet connection.").arg(host),
                 detail};
}

Error HttpProblem::ofEnd(const HttpWatch &watch, const HttpRequest &request)
{
    const QString host = request.url.host();
    const HttpTimeouts &limits = request.timeouts;
    const QString detail =
        QStringLiteral("%1: ended by us (%2) in phase %3").arg(host).arg(int(watch.end())).arg(int(watch.phase()));
    switch (watch.end()) {
    case HttpWatch::End::Stopped:
        return Error{ErrorKind::Cancelled, tr("Cancelled."), detail};
    case HttpWatch::End::TooLarge:
        return Error{ErrorKind::Invalid,
                     tr("The answer of %1 was longer than %2 MB and was broken off.")
                         .arg(host)
                         .arg(QString::number(double(request.maxBytes) / (1024.0 * 1024.0), 'g', 3)),
                     detail};
    case HttpWatch::End::WholeTimedOut:
        return Error{
            ErrorKind::Timeout,
            tr("%1 was not done after %2 seconds. Try again in a few minutes.").arg(host, seconds(limits.whole)),
            detail};
    case HttpWatch::End::TimedOut:
    case HttpWatch::End::ByItself:
        break;
    }
    switch (watch.phase()) {
    case HttpWatch::Phase::Connecting:
        return Error{ErrorKind::Timeout,
                     tr("%1 could not be reached within %2 seconds. Check the internet connection.")
                         .arg(host, seconds(limits.connect)),
                     detail};
    case HttpWatch::Phase::Sending:
        return Error{ErrorKind::Timeout, tr("%1 stopped taking the request. Try again in a few minutes.").arg(host),
                     detail};
    case HttpWatch::Phase::Waiting:
        return Error{
            ErrorKind::Timeout,
            tr("%1 took the request but did not answer within %2 seconds.").arg(host, seconds(limits.firstByte)),
            detail};
    case HttpWatch::Phase::Receiving:
        break;
    }
    return Error{ErrorKind::Timeout,
                 tr("The answer of %1 stopped in the middle for %2 seconds.").arg(host, seconds(limits.idle)), detail};
}

Error HttpProblem::ofTls(const QList<QSslError> &errors, const QString &host, const QString &detail)
{
    const QString tail = detail + QStringLiteral(" (TLS: %1)").arg(errors.constFirst().errorString());
    if (contains(errors, {QSslError::HostNameMismatch})) {
        return Error{
            ErrorKind::Invalid,
            tr("The certificate shown for %1 belongs to another name. Somebody may stand in between; nothing was sent.")
                .arg(host),
            tail};
    }
    if (contains(errors, {QSslError::CertificateRevoked, QSslError::CertificateBlacklisted})) {
        return Error{ErrorKind::Invalid, tr("The certificate of %1 was withdrawn. Nothing was sent.").arg(host), tail};
    }
    if (contains(errors, {QSslError::CertificateExpired})) {
        return Error{
            ErrorKind::Invalid,
            tr("The certificate of %1 has expired. Check the date of this computer; nothing was sent.").arg(host),
            tail};
    }
    if (contains(errors, {QSslError::CertificateNotYetValid})) {
        return Error{
            ErrorKind::Invalid,
            tr("The certificate of %1 is not valid yet. Check the date of this computer; nothing was sent.").arg(host),
            tail};
    }
    if (contains(errors,
                 {QSslError::SelfSignedCertificate, QSslError::SelfSignedCertificateInChain,
                  QSslError::CertificateUntrusted, QSslError::UnableToGetIssuerCertificate,
                  QSslError::UnableToGetLocalIssuerCertificate, QSslError::UnableToVerifyFirstCertificate})) {
        return Error{
            ErrorKind::Invalid,
            tr("The certificate of %1 comes from an issuer this computer does not know. Somebody may stand in between; "
               "nothing was sent.")
                .arg(host),
            tail};
    }
    return Error{ErrorKind::Invalid, tr("The certificate of %1 could not be checked. Nothing was sent.").arg(host),
                 tail};
}

} // namespace AlwaysLeads
