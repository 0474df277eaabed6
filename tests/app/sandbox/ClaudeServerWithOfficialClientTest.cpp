#include "sandbox/ClaudeServer.h"

#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QtTest>

using namespace AlwaysLeads;

/// Anthropic's own client for Node against the stand-in: what it takes for Claude is close enough to Claude.
class ClaudeServerWithOfficialClientTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theOfficialClientTakesItForClaude();
};

void ClaudeServerWithOfficialClientTest::theOfficialClientTakesItForClaude()
{
    const QString node = QStandardPaths::findExecutable(QStringLiteral("node"));
    if (node.isEmpty()) {
        QSKIP("node is not installed");
    }
    const QString folder = QStringLiteral(NPM_FOLDER);
    if (!QFileInfo::exists(folder + QStringLiteral("/node_modules/@anthropic-ai/sdk/package.json"))) {
        QSKIP("the client is not installed: run `npm ci` in tests/support/npm");
    }
    ClaudeServer server;
    QVERIFY(server.start());
    QProcess script;
    script.setProcessChannelMode(QProcess::MergedChannels);
    QByteArray said;
    connect(&script, &QProcess::readyRead, this, [&] { said += script.readAll(); });
    script.start(
        node,
        {QStringLiteral(SCRIPT), server.url().toString(), QString::fromLatin1(ClaudeServer::acceptedKey), folder});
    QTRY_VERIFY_WITH_TIMEOUT(said.contains("limit me\n") || script.state() == QProcess::NotRunning, 60'000);
    QVERIFY2(said.contains("limit me\n"), said.constData());
    server.setFault(ClaudeServer::Fault::RateLimited);
    script.write("go\n");
    QTRY_COMPARE_WITH_TIMEOUT(script.state(), QProcess::NotRunning, 60'000);
    QVERIFY2(script.exitStatus() == QProcess::NormalExit && script.exitCode() == 0 && said.endsWith("ok\n"),
             said.constData());
}

QTEST_GUILESS_MAIN(ClaudeServerWithOfficialClientTest)
#include "ClaudeServerWithOfficialClientTest.moc"
