#include "shell/StartAtLogin.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

using namespace AlwaysLeads;

/// The autostart file of a Linux desktop; the other systems have places of their own.
class StartAtLoginTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
#if defined(Q_OS_WIN) || defined(Q_OS_MACOS)
        QSKIP("another place here");
#endif
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("XDG_CONFIG_HOME", QFile::encodeName(m_folder->path()));
    }
    void isOffUntilItIsSwitchedOn();
    void startsExactlyThisProgramWithItsArguments();
    void theDesktopMaySwitchItOff_data();
    void theDesktopMaySwitchItOff();
    void saysWhenItCannotBeKept();

private:
    static QString content()
    {
        QFile file(StartAtLogin::place());
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void StartAtLoginTest::isOffUntilItIsSwitchedOn()
{
    const StartAtLogin start(QStringLiteral("/usr/bin/alwaysleads"), {QStringLiteral("--in-tray")});
    QCOMPARE(StartAtLogin::place(), m_folder->filePath(QStringLiteral("autostart/alwaysleads.desktop")));
    QVERIFY(!start.isOn());
    QVERIFY(start.set(false)); // nothing to do
    QVERIFY(start.set(true));
    QVERIFY(start.isOn());
    QVERIFY(start.set(true));
    QVERIFY(content().startsWith(QStringLiteral("[Desktop Entry]\n")));
    QVERIFY(content().contains(QStringLiteral("\nExec=\"/usr/bin/alwaysleads\" \"--in-tray\"\n")));
    const QString validate = QStandardPaths::findExecutable(QStringLiteral("desktop-file-validate"));
    if (!validate.isEmpty()) {
        QProcess checks;
        checks.start(validate, {StartAtLogin::place()});
        QVERIFY(checks.waitForFinished());
        QVERIFY2(checks.exitCode() == 0, checks.readAllStandardOutput().constData());
    }
    QVERIFY(start.set(false));
    QVERIFY(!start.isOn());
    QVERIFY(!QFile::exists(StartAtLogin::place()));
}

void StartAtLoginTest::startsExactlyThisProgramWithItsArguments()
{
    // The rules of the specification, read backwards: what a desktop would start.
    const QStringList wished{QStringLiteral("/opt/Always \"Leads\"/bin/$x`y\\z 100%"), QStringLiteral("--profile"),
                             QString::fromUtf8("/home/zo\u00eb/my leads; rm -rf %f")};
    QVERIFY(StartAtLogin(wished.first(), wished.mid(1)).set(true));
    const QString text = content();
    const qsizetype at = text.indexOf(QStringLiteral("Exec=")) + 5;
    QString line = text.mid(at, text.indexOf(QLatin1Char('\n'), at) - at);
    line.replace(QLatin1String("\\\\"), QString(QChar(1))).replace(QChar(1), QLatin1Char('\\')); // the value's escapes
    QStringList read;
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (line.at(i) == QLatin1Char(' ')) {
            continue;
        }
        QCOMPARE(line.at(i), QLatin1Char('"'));
        QString word;
        for (++i; line.at(i) != QLatin1Char('"'); ++i) {
            if (line.at(i) == QLatin1Char('\\')) {
                ++i;
            } else if (line.at(i) == QLatin1Char('%')) {
                QCOMPARE(line.at(++i), QLatin1Char('%'));
            }
            word += line.at(i);
        }
        read << word;
    }
    QCOMPARE(read, wished);
    QVERIFY(!StartAtLogin(QStringLiteral("/bin/x"), {QStringLiteral("a\nExec=/bin/evil")}).set(true));
    QVERIFY(!content().contains(QStringLiteral("evil")));
}

void StartAtLoginTest::theDesktopMaySwitchItOff_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("on");
    QTest::newRow("hidden") << QStringLiteral("Hidden=true") << false;
    QTest::newRow("hidden, with spaces") << QStringLiteral("Hidden = True") << false;
    QTest::newRow("GNOME's") << QStringLiteral("X-GNOME-Autostart-enabled=false") << false;
    QTest::newRow("not hidden") << QStringLiteral("Hidden=false") << true;
}

void StartAtLoginTest::theDesktopMaySwitchItOff()
{
    QFETCH(QString, line);
    QFETCH(bool, on);
    const StartAtLogin start(QStringLiteral("/usr/bin/alwaysleads"), {});
    QVERIFY(start.set(true));
    QFile file(StartAtLogin::place());
    QVERIFY(file.open(QIODevice::Append));
    file.write(line.toUtf8() + '\n');
    file.close();
    QCOMPARE(start.isOn(), on);
    QVERIFY(start.set(true)); // and the person back on
    QVERIFY(start.isOn());
}

void StartAtLoginTest::saysWhenItCannotBeKept()
{
    QFile inTheWay(m_folder->filePath(QStringLiteral("autostart")));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    const Result<> outcome = StartAtLogin(QStringLiteral("/usr/bin/alwaysleads"), {}).set(true);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, ErrorKind::Storage);
}

QTEST_GUILESS_MAIN(StartAtLoginTest)
#include "StartAtLoginTest.moc"
