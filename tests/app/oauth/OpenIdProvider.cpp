#include "OpenIdProvider.h"

#include <QFileInfo>
#include <QStandardPaths>
#include <QTest>

namespace AlwaysLeads {

OpenIdProvider::~OpenIdProvider()
{
    stop();
}

void OpenIdProvider::stop()
{
    m_node.closeWriteChannel();
    if (m_node.state() != QProcess::NotRunning && !m_node.waitForFinished(10'000)) {
        m_node.kill();
        m_node.waitForFinished();
    }
}

QString OpenIdProvider::start()
{
    const QString node = QStandardPaths::findExecutable(QStringLiteral("node"));
    if (node.isEmpty()) {
        return QStringLiteral("node is not installed");
    }
    const QString folder = QStringLiteral(NPM_FOLDER);
    if (!QFileInfo::exists(folder + QStringLiteral("/node_modules/oidc-provider/package.json"))) {
        return QStringLiteral("oidc-provider is not installed: run `npm ci` in tests/support/npm");
    }
    QByteArray said;
    QObject::connect(&m_node, &QProcess::readyReadStandardOutput, &m_node,
                     [&] { said += m_node.readAllStandardOutput(); });
    m_node.start(node, {QStringLiteral(PROVIDER_SCRIPT), folder});
    const bool ready =
        QTest::qWaitFor([&] { return said.endsWith('\n') || m_node.state() == QProcess::NotRunning; }, 60'000);
    const bool runs = ready && said.startsWith("ready ");
    QObject::disconnect(&m_node, &QProcess::readyReadStandardOutput, nullptr, nullptr);
    if (!runs) {
        qFatal("the OpenID provider did not start: %s", m_node.readAllStandardError().constData());
    }
    m_issuer = QString::fromLatin1(said.mid(6).trimmed());
    return {};
}

QString OpenIdProvider::introspection() const
{
    QString address = m_issuer;
    return address.replace(QStringLiteral("http://"), QStringLiteral("http://mailserver:of-the-mail-server@"))
        + QStringLiteral("/token/introspection");
}

OAuthProvider OpenIdProvider::provider() const
{
    OAuthProvider provider;
    provider.service = OAuthService::Microsoft; // it rotates as Microsoft does, and wants the scopes again
    provider.name = QStringLiteral("The provider");
    provider.authorizeUrl = QUrl(m_issuer + QStringLiteral("/auth"));
    provider.tokenUrl = QUrl(m_issuer + QStringLiteral("/token"));
    provider.revokeUrl = QUrl(m_issuer + QStringLiteral("/token/revocation"));
    provider.issuer = m_issuer;
    provider.scopes = {QStringLiteral("openid"), QStringLiteral("offline_access"), QStringLiteral("email"),
                       QStringLiteral("mail.send"), QStringLiteral("mail.read")};
    provider.neededScopes = {QStringLiteral("mail.send"), QStringLiteral("mail.read")};
    provider.moreParameters = {{QStringLiteral("prompt"), QStringLiteral("consent")}};
    provider.clientId = QStringLiteral("desktop");
    return provider;
}

} // namespace AlwaysLeads
