#include "widgets/TokenField.h"

#include "style/Appearance.h"
#include "support/Patience.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace AlwaysLeads;

class TokenFieldTest : public QObject
{
    Q_OBJECT

private:
    struct Stage
    {
        Appearance appearance{*qApp};
        QWidget window;
        TokenField *field = new TokenField(QStringLiteral("Job title"));
        QLineEdit *other = new QLineEdit;
        QSignalSpy changed{field, &TokenField::tokensChanged};
        Stage()
        {
            window.resize(240, 300);
            auto *lines = new QVBoxLayout(&window);
            lines->addWidget(field);
            lines->addWidget(other);
            lines->addStretch(1);
            window.show();
            window.activateWindow();
            if (!QTest::qWaitForWindowActive(&window, testPatience)) {
                qFatal("not active");
            }
            field->setFocus();
        }
        void type(const QString &text) const { QTest::keyClicks(field->edit(), text); }
        void press(Qt::Key key) const { QTest::keyClick(field->edit(), key); }
    };

private Q_SLOTS:
    void addsWithEnterCommaAndLeaving()
    {
        Stage stage;
        stage.type(QStringLiteral(" Head  of ops "));
        stage.press(Qt::Key_Return);
        stage.type(QStringLiteral("Planning,"));
        stage.type(QStringLiteral("Dispatch"));
        stage.other->setFocus();
        QCOMPARE(stage.field->tokens(),
                 QStringList({QStringLiteral("Head of ops"), QStringLiteral("Planning"), QStringLiteral("Dispatch")}));
        QCOMPARE(stage.changed.size(), 3);
        QVERIFY(stage.field->edit()->text().isEmpty());
    }

    void takesManyAtOnceAndNothingTwice()
    {
        Stage stage;
        stage.field->edit()->insert(QStringLiteral("a; b, A,, c"));
        stage.press(Qt::Key_Return);
        QCOMPARE(stage.field->tokens(), QStringList({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}));
        QCOMPARE(stage.changed.size(), 1);
    }

    void removesByKeyboard()
    {
        Stage stage;
        stage.field->setTokens({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
        QCOMPARE(stage.changed.size(), 0);
        stage.press(Qt::Key_Backspace); // marks the last one
        QCOMPARE(stage.field->tokens().size(), 3);
        stage.press(Qt::Key_Backspace);
        QCOMPARE(stage.field->tokens(), QStringList({QStringLiteral("a"), QStringLiteral("b")}));
        stage.press(Qt::Key_Left);
        stage.press(Qt::Key_Delete);
        QCOMPARE(stage.field->tokens(), QStringList{QStringLiteral("b")});
        stage.press(Qt::Key_Right);
        stage.type(QStringLiteral("x"));
        stage.press(Qt::Key_Backspace); // of what is typed
        QCOMPARE(stage.field->tokens(), QStringList{QStringLiteral("b")});
    }

    void removesByItsCross()
    {
        Stage stage;
        stage.field->setTokens({QStringLiteral("operations")});
        const int width = QFontMetrics(stage.field->font()).horizontalAdvance(QStringLiteral("operations"));
        for (int x = 5; x < width + 60 && !stage.field->tokens().isEmpty(); x += 4) {
            QTest::mouseClick(stage.field, Qt::LeftButton, {}, QPoint(x, 16));
            if (x < 20) {
                QCOMPARE(stage.field->tokens().size(), 1); // the word itself only marks
            }
        }
        QVERIFY(stage.field->tokens().isEmpty());
    }

    void growsWithItsTokens()
    {
        Stage stage;
        const int before = stage.field->height();
        stage.field->setTokens({QStringLiteral("Head of operations"), QStringLiteral("Head of dispatch"),
                                QStringLiteral("Head of planning")});
        QTRY_VERIFY(stage.field->height() > before + 40);
        stage.field->setTokens({});
        QTRY_COMPARE(stage.field->height(), before);
    }

    void keepsWhatItsCleanerRefuses()
    {
        Stage stage;
        stage.field->setCleaner(
            [](const QString &typed) { return typed.contains(QLatin1Char('.')) ? typed.toLower() : QString(); });
        stage.type(QStringLiteral("Baltway.example"));
        stage.press(Qt::Key_Return);
        stage.type(QStringLiteral("nonsense"));
        stage.press(Qt::Key_Return);
        QCOMPARE(stage.field->tokens(), QStringList{QStringLiteral("baltway.example")});
        QCOMPARE(stage.field->edit()->text(), QStringLiteral("nonsense"));
    }

    void reachesAScreenReader()
    {
        Stage stage;
        stage.field->setTokens({QStringLiteral("a"), QStringLiteral("b")});
        QCOMPARE(stage.field->edit()->accessibleName(), QStringLiteral("Job title"));
        QVERIFY(stage.field->edit()->accessibleDescription().startsWith(QStringLiteral("a, b")));
    }
};

QTEST_MAIN(TokenFieldTest)
#include "TokenFieldTest.moc"
