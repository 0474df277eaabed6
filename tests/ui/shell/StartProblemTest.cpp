#include "shell/StartProblem.h"
#include "Application.h"
#include "base/Clock.h"
#include "schema/Schema.h"
#include "storage/Backups.h"
#include "storage/Connection.h"
#include "storage/Database.h"
#include "storage/Profile.h"

#include <QApplication>
#include <QCoroTask>
#include <QDir>
#include <QFile>
#include <QMessageBox>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace AlwaysLeads;

namespace {

/// What stood on the screen at the end, and its buttons.
struct Seen
{
    QString text;
    QString more;
    Qt::TextFormat format = Qt::AutoText;
    QStringList buttons;
};

/// Opens a backup so often, then closes.
Seen look(const Error &error, const QString &folder, const QString &picture, int opens = 0)
{
    Seen seen;
    QTimer looks;
    looks.setInterval(20);
    QObject::connect(&looks, &QTimer::timeout, &looks, [&] {
        auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
        if (box == nullptr || !box->isVisible()) {
            return;
        }
        if (opens > 0) {
            --opens;
            const QList<QAbstractButton *> buttons = box->buttons();
            for (QAbstractButton *button : buttons) {
                if (button->text().contains(QStringLiteral("Open the backup"))) {
                    QTest::mouseClick(button, Qt::LeftButton); // this one closes, and the next comes
                    return;
                }
            }
            return;
        }
        looks.stop();
        seen.text = box->text();
        seen.more = box->informativeText();
        seen.format = box->textFormat();
        const QList<QAbstractButton *> buttons = box->buttons();
        for (const QAbstractButton *button : buttons) {
            seen.buttons << button->text();
        }
        const QString pictures = qEnvironmentVariable("ALWAYSLEADS_PICTURES");
        if (!pictures.isEmpty()) {
            QDir().mkpath(pictures);
            box->grab().save(QDir(pictures).filePath(picture + QStringLiteral(".png")));
        }
        box->reject();
    });
    looks.start();
    showStartProblem(error, folder);
    return seen;
}

} // namespace

class StartProblemTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void refusesANewerFileWithItsSentence()
    {
        QTemporaryDir folder;
        {
            const auto application = Application::open({folder.path(), true, {}});
            QVERIFY(application);
            QVERIFY(QCoro::waitFor((*application)->backups().makeNow()));
            QCoro::waitFor((*application)->close());
        }
        const QString file = Profile::open(folder.path()).value()->databaseFile();
        {
            // A version that this program does not know.
            auto database = Database::open(file, schemaSteps());
            QVERIFY(database);
            QVERIFY(QCoro::waitFor((*database)->write<qint64>(
                [](Connection &connection) { return connection.run(QStringLiteral("PRAGMA user_version = 9999")); })));
        }
        QFile before(file);
        QVERIFY(before.open(QIODevice::ReadOnly));
        const QByteArray bytes = before.readAll();
        const auto refused = Application::open({folder.path(), true, {}});
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Storage);
        QVERIFY2(refused.error().message.contains(QStringLiteral("newer AlwaysLeads")),
                 qPrintable(refused.error().message));
        QFile after(file);
        QVERIFY(after.open(QIODevice::ReadOnly));
        QCOMPARE(after.readAll(), bytes); // it was not touched
        const Seen seen = look(refused.error(), folder.path(), QStringLiteral("newer-file"));
        QCOMPARE(seen.text, refused.error().message);
        QVERIFY(seen.more.contains(folder.path()));
        QCOMPARE(seen.buttons.size(), 2);
        QVERIFY(!seen.buttons.filter(QStringLiteral("Open the backup of")).isEmpty());
    }

    void saysItAlsoWithoutABackup()
    {
        QTemporaryDir folder;
        const Error error{ErrorKind::Storage, QStringLiteral("The file <b>is</b> damaged."), {}};
        const Seen seen = look(error, folder.path(), QStringLiteral("damaged-file"));
        QCOMPARE(seen.text, error.message);
        QCOMPARE(seen.format, Qt::PlainText);
        QCOMPARE(seen.buttons.size(), 1);
        QVERIFY(seen.more.contains(QStringLiteral("no backup")));
    }

    void offersTheBackupBeforeOneThatIsDamagedAsWell()
    {
        QTemporaryDir folder;
        const QString backups = Profile::backupFolder(folder.path());
        QVERIFY(QDir().mkpath(backups));
        for (const char *time : {"20261124T080000000", "20261125T080000000"}) {
            QFile file(QStringLiteral("%1/alwaysleads-%2Z.db").arg(backups, QLatin1String(time)));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write("no database") > 0);
        }
        const Error error{ErrorKind::Storage, QStringLiteral("The file is damaged."), {}};
        const QLocale locale;
        const auto shown = [&locale](int day) {
            return locale.toString(QDateTime(QDate(2026, 11, day), QTime(8, 0), Qt::UTC).toLocalTime(),
                                   QLocale::ShortFormat);
        };
        Seen seen = look(error, folder.path(), QStringLiteral("damaged-first"));
        QCOMPARE(seen.text, error.message);
        QVERIFY(!seen.buttons.filter(shown(25)).isEmpty());
        QVERIFY(seen.more.contains(QStringLiteral("kept beside the backups")));
        seen = look(error, folder.path(), QStringLiteral("damaged-second"), 1);
        QVERIFY2(seen.text.contains(shown(25)) && seen.text.contains(QStringLiteral("cannot be used")),
                 qPrintable(seen.text));
        QVERIFY(!seen.buttons.filter(shown(24)).isEmpty());
        seen = look(error, folder.path(), QStringLiteral("damaged-none"), 2);
        QCOMPARE(seen.buttons.size(), 1);
        QVERIFY(seen.more.contains(QStringLiteral("no backup that could be opened")));
        QVERIFY(!QFile::exists(backups + QStringLiteral("/restore-at-next-start")));
    }
};

QTEST_MAIN(StartProblemTest)
#include "StartProblemTest.moc"
