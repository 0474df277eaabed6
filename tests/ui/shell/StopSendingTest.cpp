#include "WindowStage.h"
#include "app/outbox/FakeTransport.h"
#include "app/outbox/OutboxWorld.h"
#include "outbox/Sender.h"
#include "shell/Tray.h"
#include "support/Patience.h"

#include <QMenu>
#include <QMenuBar>
#include <QtTest>

using namespace AlwaysLeads;

/// Stopping all sending: in the tray, the menu and by its key; and at once.
class StopSendingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theMailThatIsLeavingFinishesAndNoOtherBegins_data();
    void theMailThatIsLeavingFinishesAndNoOtherBegins();
    void stopsFromEverywhere_data();
    void stopsFromEverywhere();

private:
    static QAction *entry(const QList<QAction *> &actions, const QString &text)
    {
        for (QAction *action : actions) {
            if (action->text() == text) {
                return action;
            }
        }
        return nullptr;
    }
};

void StopSendingTest::theMailThatIsLeavingFinishesAndNoOtherBegins_data()
{
    QTest::addColumn<int>("during");
    QTest::newRow("the first") << 1;
    QTest::newRow("the third") << 3;
}

void StopSendingTest::theMailThatIsLeavingFinishesAndNoOtherBegins()
{
    QFETCH(int, during);
    OutboxWorld world;
    world.queue(5);
    FakeTransport transport;
    Sender sender(
        *world.files, world.clock, transport,
        [](MailboxId) -> Task<Result<MailAccount>> {
            SmtpAccount account;
            account.host = QStringLiteral("fake");
            Result<MailAccount> found = MailAccount(account);
            co_return found;
        },
        world.policy);
    QObject::connect(&world.outbox, &Outbox::wake, &sender, &Sender::wake);
    int begun = 0;
    transport.meanwhile = [&](const Envelope &) {
        QCOMPARE(world.sends(SendState::HandingOver), 1);
        if (++begun == during) {
            must(world.outbox.stopAll()); // while its bytes are on the way
        }
    };
    sender.start();
    QTRY_VERIFY(begun >= during && sender.isIdle());
    QCOMPARE(transport.mails.size(), during);
    QCOMPARE(world.sends(SendState::Accepted), during);
    QCOMPARE(world.sends(SendState::Waiting), 5 - during);
    sender.wake(); // whoever else asks
    QTRY_VERIFY(sender.isIdle());
    QCOMPARE(transport.mails.size(), during);
    must(world.outbox.resumeAll());
    QTRY_COMPARE(world.sends(SendState::Accepted), 5);
    QTRY_VERIFY(sender.isIdle());
    QCoro::waitFor(sender.close());
}

void StopSendingTest::stopsFromEverywhere_data()
{
    QTest::addColumn<QString>("where");
    QTest::newRow("tray") << QStringLiteral("tray");
    QTest::newRow("menu") << QStringLiteral("menu");
    QTest::newRow("key") << QStringLiteral("key");
}

void StopSendingTest::stopsFromEverywhere()
{
    QFETCH(QString, where);
    WindowStage stage;
    QList<QAction *> ofTray;
    QList<QAction *> ofMenus;
    const QWidgetList all = QApplication::allWidgets();
    for (const QWidget *widget : all) {
        if (const auto *menu = qobject_cast<const QMenu *>(widget)) {
            (menu->window() == stage.window.get() || menu->parentWidget() != nullptr ? ofMenus : ofTray)
                << menu->actions();
        }
    }
    const auto act = [&](const QString &text, Qt::Key key) {
        if (where == QLatin1String("key") && key != Qt::Key_unknown) {
            stage.press(key, Qt::ControlModifier | Qt::ShiftModifier);
            return;
        }
        QAction *action = entry(where == QLatin1String("tray") ? ofTray : ofMenus, text);
        QVERIFY2(action != nullptr, qPrintable(text));
        action->trigger();
    };
    act(QStringLiteral("Stop all sending"), Qt::Key_X);
    QTRY_VERIFY(stage.isShown("banner-stopped"));
    QVERIFY(QCoro::waitFor(stage.application->outbox().page(OutboxShelf::Waiting))->stopped);
    act(QStringLiteral("Resume sending"), Qt::Key_unknown);
    QTRY_VERIFY(!stage.isShown("banner-stopped"));
    QVERIFY(!QCoro::waitFor(stage.application->outbox().page(OutboxShelf::Waiting))->stopped);
}

QTEST_MAIN(StopSendingTest)
#include "StopSendingTest.moc"
