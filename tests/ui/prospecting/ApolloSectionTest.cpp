#include "prospecting/ApolloSection.h"

#include "FindStage.h"
#include "support/Patience.h"
#include "widgets/TextField.h"

#include <QLabel>
#include <QPushButton>
#include <QTest>

using namespace AlwaysLeads;

class ApolloSectionTest : public QObject
{
    Q_OBJECT

private:
    static ApolloSection *opened(FindStage &stage)
    {
        auto *section = new ApolloSection(*stage.world.finder, stage.vault, stage.shell);
        stage.show(section, QSize(888, 760));
        section->enter();
        return section;
    }
    static bool isKept(FindStage &stage) { return QCoro::waitFor(stage.vault.hint(apolloKeyName()))->has_value(); }
    static QString error(FindStage &stage)
    {
        return static_cast<TextField *>(stage.find<QLineEdit>("apolloKey")->parentWidget())->error();
    }

private Q_SLOTS:
    void checksAKeyWhenItIsTyped()
    {
        FindStage stage(FindStage::Key::None);
        opened(stage);
        QLineEdit *key = stage.find<QLineEdit>("apolloKey");
        QTRY_VERIFY(key->isVisible());
        key->setFocus();
        QTest::keyClicks(key, QStringLiteral("wrong-key-of-mine"));
        QTRY_VERIFY2(error(stage).contains(QStringLiteral("did not accept this key")), qPrintable(error(stage)));
        QVERIFY(!isKept(stage));
        stage.takePictures(QStringLiteral("settings-apollo-refused"));
        key->selectAll();
        QTest::keyClicks(key, QLatin1String(ApolloServer::acceptedKey));
        QCOMPARE(error(stage), QString());
        QTRY_VERIFY(isKept(stage));
        QTRY_VERIFY(stage.find<QLineEdit>("apolloKeyKept")->isVisible());
        QVERIFY(!stage.find<QLineEdit>("apolloKeyKept")->text().contains(QLatin1String(ApolloServer::acceptedKey)));
        QCOMPARE(stage.shell.toasts.size(), 1);
    }

    void asksForSomethingToCheck()
    {
        FindStage stage(FindStage::Key::None);
        opened(stage);
        QTRY_VERIFY(stage.find<QWidget>("apolloKeyCheck")->isVisible());
        stage.click("apolloKeyCheck");
        QVERIFY(!error(stage).isEmpty());
        QCOMPARE(stage.world.server->calls(), 0);
    }

    void removesTheKey()
    {
        FindStage stage;
        opened(stage);
        QTRY_VERIFY(stage.find<QWidget>("apolloKeyRemove")->isVisible());
        stage.click("apolloKeyRemove");
        QTRY_VERIFY(stage.find<QWidget>("confirmAction") != nullptr);
        QVERIFY(isKept(stage)); // it cannot be shown again, so the person is asked
        stage.click("confirmAction");
        QTRY_VERIFY(!isKept(stage));
        QTRY_VERIFY(stage.find<QLineEdit>("apolloKey")->isVisible());
    }

    void keepsTheCapAndRefusesNonsense()
    {
        FindStage stage;
        opened(stage);
        auto *cap = stage.find<LineEdit>("apolloCap");
        QCOMPARE(cap->text(), QStringLiteral("50"));
        cap->setFocus();
        cap->selectAll();
        QTest::keyClicks(cap, QStringLiteral("120"));
        QTest::keyClick(cap, Qt::Key_Return);
        QTRY_COMPARE(stage.world.finder->dailyCap(), 120);
        cap->selectAll();
        QTest::keyClicks(cap, QStringLiteral("many"));
        QTest::keyClick(cap, Qt::Key_Return);
        QVERIFY(cap->isBad());
        QVERIFY(cap->accessibleDescription().contains(QStringLiteral("The cap stays 120"))); // and says why
        QVERIFY(stage.shell.problems.join(QString()).contains(QStringLiteral("whole number from 0")));
        QCOMPARE(stage.world.finder->dailyCap(), 120);
    }

    void listsAndForgetsSavedSearches()
    {
        FindStage stage;
        const FoundPage page = stage.world.search(FinderWorld::inCountry(QStringLiteral("Denmark")));
        QVERIFY(QCoro::waitFor(stage.world.finder->save(page.search, QStringLiteral("Danish freight"))));
        opened(stage);
        const auto forgetButton = [&]() -> QPushButton * {
            for (QPushButton *button : stage.window.findChildren<QPushButton *>()) {
                if (button->accessibleName().endsWith(QStringLiteral("Danish freight"))) {
                    return button;
                }
            }
            return nullptr;
        };
        QTRY_VERIFY(forgetButton() != nullptr);
        QCoreApplication::processEvents();
        stage.takePictures(QStringLiteral("settings-apollo"));
        QTest::mouseClick(forgetButton(), Qt::LeftButton);
        QTRY_VERIFY(forgetButton() == nullptr);
        QVERIFY(QCoro::waitFor(stage.world.finder->saved())->isEmpty());
    }
};

QTEST_MAIN(ApolloSectionTest)
#include "ApolloSectionTest.moc"
