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

/// What stood on the screen, and its buttons.
struct Seen
{
    QString text;
    QString more;
    Qt::TextFormat format = Qt::AutoText;
    QStringList buttons;
};

Seen look(const Error &error, const QString &folder, const QString &picture)
{
    Seen seen;
    QTimer looks;
    looks.setInterval(20);
    QObject::connect(&looks, &QTimer::timeout, &looks, [&] {
        auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
        if (box == nullptr || !box->isVisible()) {
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
    }
};

QTEST_MAIN(StartProblemTest)
#include "StartProblemTest.moc"
