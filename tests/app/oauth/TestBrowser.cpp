#include "TestBrowser.h"

#include <QNetworkReply>
#include <QRegularExpression>
#include <QUrlQuery>

namespace AlwaysLeads {

namespace {

constexpr qsizetype mostSteps = 30;

QUrl linkIn(const QByteArray &page, const char *pattern, const QUrl &at)
{
    const auto found = QRegularExpression(QLatin1String(pattern)).match(QString::fromUtf8(page));
    return found.hasMatch() ? at.resolved(QUrl(found.captured(1))) : QUrl();
}

QNetworkRequest requestOf(const QUrl &url)
{
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    return request;
}

} // namespace

void TestBrowser::open(const QUrl &url)
{
    m_visited.append(url);
    follow(m_network.get(requestOf(url)));
}

void TestBrowser::follow(QNetworkReply *reply)
{
    connect(reply, &QNetworkReply::finished, this, [this, reply] {
        reply->deleteLater();
        const QUrl target = reply->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl();
        if (target.isValid() && m_visited.size() < mostSteps) {
            open(reply->url().resolved(target));
            return;
        }
        m_page = reply->readAll();
        m_status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        look(reply->url());
    });
}

void TestBrowser::look(const QUrl &at)
{
    const QUrl submit = linkIn(m_page, "<form[^>]*action=\"([^\"]+)\"", at);
    const QUrl abort = linkIn(m_page, "href=\"([^\"]+/abort)\"", at);
    const auto prompt =
        QRegularExpression(QStringLiteral("name=\"prompt\" value=\"([a-z]+)\"")).match(QString::fromUtf8(m_page));
    if (!prompt.hasMatch() || !submit.isValid()) {
        return;
    }
    const bool isLogin = prompt.captured(1) == QStringLiteral("login");
    if (!isLogin && person == Person::Cancels) {
        open(abort);
        return;
    }
    QUrlQuery fields;
    fields.addQueryItem(QStringLiteral("prompt"), prompt.captured(1));
    if (isLogin) {
        fields.addQueryItem(QStringLiteral("login"), login);
        fields.addQueryItem(QStringLiteral("password"), QStringLiteral("of a test"));
    }
    QNetworkRequest request = requestOf(submit);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/x-www-form-urlencoded"));
    m_visited.append(submit);
    follow(m_network.post(request, fields.toString(QUrl::FullyEncoded).toUtf8()));
}

} // namespace AlwaysLeads
