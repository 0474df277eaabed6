#include "storage/Profile.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

using namespace AlwaysLeads;

namespace {

/// Stands for a program that has the profile open until it is killed.
int holdUntilKilled(const QString &folder)
{
    const auto profile = Profile::open(folder);
    std::puts(profile ? "open" : "refused");
    std::fflush(stdout);
    return profile ? QCoreApplication::exec() : 1;
}

} // namespace

class ProfileTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void makesAFolderForItsOwnerOnly();
    void tightensAFolderThatWasOpenToOthers();
    void refusesASecondOne();
    void isFreeAgainWhenItsProgramIsGone();
    void isFreeAgainWhenItsProgramWasKilled();
    void refusesAFileInPlaceOfTheFolder();
    void theServerNameIsTheSameForEverySpellingOfTheFolder();
    void theSandboxHasAFolderOfItsOwn();

private:
    QString folder() const { return m_folder->filePath(QStringLiteral("a/profile")); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void ProfileTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void ProfileTest::makesAFolderForItsOwnerOnly()
{
    const auto profile = Profile::open(folder());
    QVERIFY(profile);
    QVERIFY(QFileInfo(folder()).isDir());
    QVERIFY((*profile)->databaseFile().startsWith((*profile)->folder()));
#ifdef Q_OS_UNIX
    QCOMPARE(QFile::permissions(folder()) & QFile::Permissions(0x0077), QFile::Permissions());
#endif
}

void ProfileTest::tightensAFolderThatWasOpenToOthers()
{
    QVERIFY(QDir().mkpath(folder()));
    QVERIFY(QFile::setPermissions(folder(), QFile::Permissions(0x7777)));
    QVERIFY(Profile::open(folder()));
#ifdef Q_OS_UNIX
    QCOMPARE(QFile::permissions(folder()) & QFile::Permissions(0x0077), QFile::Permissions());
#endif
}

void ProfileTest::refusesASecondOne()
{
    const auto first = Profile::open(folder());
    QVERIFY(first);
    const auto second = Profile::open(folder());
    QCOMPARE(second.error().kind, ErrorKind::Refused);
    QCOMPARE(second.error().message, QStringLiteral("AlwaysLeads is already open with this data."));
}

void ProfileTest::isFreeAgainWhenItsProgramIsGone()
{
    QVERIFY(Profile::open(folder()));
    QVERIFY(Profile::open(folder()));
}

void ProfileTest::isFreeAgainWhenItsProgramWasKilled()
{
    QProcess program;
    program.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--hold"), folder()});
    QTRY_VERIFY_WITH_TIMEOUT(program.canReadLine(), 30000);
    QCOMPARE(program.readLine().trimmed(), QByteArray("open"));
    QCOMPARE(Profile::open(folder()).error().kind, ErrorKind::Refused);
    program.kill();
    QVERIFY(program.waitForFinished());
    QVERIFY(Profile::open(folder()));
}

void ProfileTest::refusesAFileInPlaceOfTheFolder()
{
    const QString path = m_folder->filePath(QStringLiteral("file"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto outcome = Profile::open(path);
    QCOMPARE(outcome.error().kind, ErrorKind::Storage);
    QVERIFY(outcome.error().message.contains(QStringLiteral("file")));
}

void ProfileTest::theServerNameIsTheSameForEverySpellingOfTheFolder()
{
    QVERIFY(QDir().mkpath(folder()));
    const QString name = Profile::serverName(folder());
    QCOMPARE(Profile::serverName(m_folder->filePath(QStringLiteral("a/../a/profile/"))), name);
#ifdef Q_OS_UNIX
    const QString link = m_folder->filePath(QStringLiteral("link"));
    QVERIFY(QFile::link(folder(), link));
    QCOMPARE(Profile::serverName(link), name);
#endif
    QVERIFY(Profile::serverName(m_folder->filePath(QStringLiteral("other"))) != name);
}

void ProfileTest::theSandboxHasAFolderOfItsOwn()
{
    const QString own = Profile::defaultFolder(QStringLiteral("AlwaysLeads"));
    QVERIFY(QDir::isAbsolutePath(own));
    QVERIFY(own != Profile::defaultFolder(QStringLiteral("AlwaysLeads sandbox")));
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1String("--hold")) {
        return holdUntilKilled(arguments.value(2));
    }
    ProfileTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "ProfileTest.moc"
