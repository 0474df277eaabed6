#include "sandbox/GmailServer.h"
#include "sandbox/GraphServer.h"

#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QtTest>

using namespace AlwaysLeads;

/// The services' own clients for Node against the stand-ins: what they take for Graph and Gmail is close enough to
/// them.
class ServersWithOfficialClientsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void microsoftsClientTakesItForGraph();
    void googlesClientTakesItForGmail();

private:
    static void run(const QString &service, const QUrl &url, const QString &token, const QString &package)
    {
        const QString node = QStandardPaths::findExecutable(QStringLiteral("node"));
        if (node.isEmpty()) {
            QSKIP("node is not installed");
        }
        const QString folder = QStringLiteral(NPM_FOLDER);
        if (!QFileInfo::exists(folder + QStringLiteral("/node_modules/%1/package.json").arg(package))) {
            QSKIP("the client is not installed: run `npm ci` in tests/support/npm");
        }
        QProcess script;
        script.setProcessChannelMode(QProcess::MergedChannels);
        script.start(node, {QStringLiteral(SCRIPT), service, url.toString(), token, folder});
        QTRY_COMPARE_WITH_TIMEOUT(script.state(), QProcess::NotRunning, 60'000);
        const QByteArray said = script.readAll();
        QVERIFY2(script.exitStatus() == QProcess::NormalExit && script.exitCode() == 0 && said.endsWith("ok\n"),
                 said.constData());
    }
};

void ServersWithOfficialClientsTest::microsoftsClientTakesItForGraph()
{
    GraphServer server;
    QVERIFY(server.start());
    run(QStringLiteral("graph"), server.url(), QStringLiteral("sandbox-graph-token"),
        QStringLiteral("@microsoft/microsoft-graph-client"));
    if (!QTest::currentTestFailed() && server.calls(GraphServer::Call::Send) > 0) {
        QCOMPARE(server.received().size(), 1);
        QVERIFY(server.received().constFirst().mime.contains("za\xc5\xbc\xc3\xb3\xc5\x82\xc4\x87"));
    }
}

void ServersWithOfficialClientsTest::googlesClientTakesItForGmail()
{
    GmailServer server;
    QVERIFY(server.start());
    run(QStringLiteral("gmail"), server.url(), QStringLiteral("sandbox-gmail-token"),
        QStringLiteral("@googleapis/gmail"));
    if (!QTest::currentTestFailed() && server.calls(GmailServer::Call::Send) > 0) {
        QCOMPARE(server.received().size(), 3);
        QVERIFY(server.received().constFirst().mime.contains("za\xc5\xbc\xc3\xb3\xc5\x82\xc4\x87"));
    }
}

QTEST_GUILESS_MAIN(ServersWithOfficialClientsTest)
#include "ServersWithOfficialClientsTest.moc"
