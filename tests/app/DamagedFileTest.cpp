#include "Application.h"
#include "campaign/Campaigns.h"
#include "schema/Schema.h"
#include "storage/Database.h"
#include "storage/DatabaseFile.h"

#include <QCoroTask>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace AlwaysLeads;

namespace {

constexpr qint64 pageSize = 4096;
constexpr int bigFile = 80'000'000; // from 64 MiB on a file is read beside the window

} // namespace

/// A big file that was not closed in order is opened at once and read beside the window: nothing is sent until it is
/// known to be sound, and whoever looks at the window hears when it is not.
class DamagedFileTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhenTheFileIsDamaged_data()
    {
        QTest::addColumn<bool>("damaged");
        QTest::newRow("sound") << false;
        QTest::newRow("damaged") << true;
    }

    void saysWhenTheFileIsDamaged()
    {
        QFETCH(bool, damaged);
        const QTemporaryDir folder;
        const QString profile = folder.filePath(QStringLiteral("profile"));
        const QString file = makeBigProfile(profile);
        if (damaged) {
            damage(file);
        }
        QVERIFY(QFile::remove(file + QStringLiteral(".sound"))); // the program ended without a word

        auto opened = Application::open({profile, true, QStringLiteral("0.0")});
        QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().message));
        const QSignalSpy heard(opened->get(), &Application::damaged);
        QVERIFY(QCoro::waitFor((*opened)->start()));
        QVERIFY(QCoro::waitFor((*opened)->campaigns().list())); // meanwhile it can be worked with
        if (damaged) {
            QTRY_COMPARE_WITH_TIMEOUT(heard.size(), 1, 60'000);
            const Error problem = heard.first().first().value<Error>();
            QCOMPARE(problem.kind, ErrorKind::Storage);
            QVERIFY2(problem.message.contains(QStringLiteral("Nothing was sent since. Open a backup.")),
                     qPrintable(problem.message));
        } else {
            // The note that it is yet to be read goes with the reading.
            QTRY_VERIFY_WITH_TIMEOUT(!isYetToBeRead(file), 60'000);
            QCOMPARE(heard.size(), 0);
        }
        QCoro::waitFor((*opened)->close());
        opened->reset();
        QCOMPARE(QFile::exists(file + QStringLiteral(".sound")), !damaged);
    }

private:
    static QString fileOf(const QString &profile) { return profile + QStringLiteral("/alwaysleads.db"); }
    /// A profile as the program leaves it, with a table of noise that makes it big.
    static QString makeBigProfile(const QString &profile)
    {
        auto opened = Application::open({profile, true, QStringLiteral("0.0")});
        if (!opened || !QCoro::waitFor((*opened)->start())) {
            qFatal("The program did not start");
        }
        QCoro::waitFor((*opened)->close());
        opened->reset();
        const QString file = fileOf(profile);
        const auto database = Database::open(file, schemaSteps());
        if (!database) {
            qFatal("%s", qPrintable(database.error().message));
        }
        const auto filled = QCoro::waitFor((*database)->write<void>([](Connection &connection) {
            return connection.script(QStringLiteral("CREATE TABLE noise (text TEXT); INSERT INTO noise "
                                                    "SELECT hex(zeroblob(%1));")
                                         .arg(bigFile / 2));
        }));
        if (!filled) {
            qFatal("%s", qPrintable(filled.error().detail));
        }
        return file;
    }
    /// One page of it, that the program does not meet by itself.
    static void damage(const QString &path)
    {
        QFile file(path);
        const QByteArray noise(pageSize, '\xa5');
        if (!file.open(QIODevice::ReadWrite) || !file.seek(file.size() / pageSize / 2 * pageSize)
            || file.write(noise) != pageSize) {
            qFatal("%s cannot be damaged", qPrintable(path));
        }
    }
};

QTEST_GUILESS_MAIN(DamagedFileTest)
#include "DamagedFileTest.moc"
