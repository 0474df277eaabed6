#include "settings/NotificationsSection.h"
#include "stage/PageStage.h"
#include "support/CopiedDatabase.h"
#include "support/Patience.h"
#include "widgets/Choices.h"
#include "widgets/ScrollArea.h"
#include "widgets/Segmented.h"

#include <QFile>
#include <QVBoxLayout>
#include <QtTest>

using namespace AlwaysLeads;

/// What the program says by itself, and what becomes of it when its window closes.
class NotificationsSectionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_config = std::make_unique<QTemporaryDir>();
        qputenv("XDG_CONFIG_HOME", QFile::encodeName(m_config->path()));
    }
    void keepsWhereEachNoteGoes();
    void startsAtLoginWhenSwitchedOn();
    void withoutATrayStayingInItCannotBeChosen();
    void everyControlHasANameAndRoom_data();
    void everyControlHasANameAndRoom();

private:
    struct Opened
    {
        explicit Opened(QSize size = QSize(1032, 760))
        {
            if (!QCoro::waitFor(settings.load())) {
                qFatal("no settings");
            }
            section = new NotificationsSection(
                settings, StartAtLogin(QStringLiteral("/usr/bin/alwaysleads"), {QStringLiteral("--in-tray")}),
                stage.shell);
            auto *ground = new Pane(&Theme::surface);
            auto *place = new QVBoxLayout(ground);
            place->setContentsMargins(0, 0, 0, 0);
            place->addWidget(section);
            stage.show(new ScrollArea(ground), size);
            section->enter();
        }
        ~Opened()
        {
            stage.close();
            files.settle();
        }
        TestDatabase files = copiedDatabase();
        Settings settings{*files};
        PageStage stage;
        NotificationsSection *section = nullptr;
    };
    std::unique_ptr<QTemporaryDir> m_config;
};

void NotificationsSectionTest::keepsWhereEachNoteGoes()
{
    Opened world;
    for (const NoteKind kind : noteKinds) {
        const QByteArray name = "note-" + noteKindWord(kind).toLatin1();
        auto *ways = world.stage.find<Segmented>(name.constData());
        QVERIFY2(ways != nullptr, name.constData());
        QCOMPARE(ways->current(), int(NoteWay::System));
        ways->setFocus();
        QTest::keyClick(ways, Qt::Key_Right);
        QTRY_COMPARE(noteWay(world.settings, kind), NoteWay::Window);
        QTest::keyClick(ways, Qt::Key_Right);
        QTRY_COMPARE(noteWay(world.settings, kind), NoteWay::Off);
    }
    Settings again(*world.files);
    QVERIFY(QCoro::waitFor(again.load()));
    QCOMPARE(noteWay(again, NoteKind::UnknownOutcome), NoteWay::Off);
}

void NotificationsSectionTest::startsAtLoginWhenSwitchedOn()
{
#if defined(Q_OS_WIN) || defined(Q_OS_MACOS)
    QSKIP("another place here");
#endif
    Opened world;
    auto *starts = world.stage.find<Toggle>("startsAtLogin");
    QVERIFY(!starts->isChecked());
    QTest::mouseClick(starts, Qt::LeftButton);
    QVERIFY(QFile::exists(StartAtLogin::place()));
    QVERIFY(starts->isChecked());
    QVERIFY(QFile::remove(StartAtLogin::place())); // by another program
    world.section->enter();
    QVERIFY(!starts->isChecked());
    QFile inTheWay(m_config->filePath(QStringLiteral("autostart")));
    QVERIFY(QDir(m_config->path()).rmdir(QStringLiteral("autostart")));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    QTest::mouseClick(starts, Qt::LeftButton);
    QCOMPARE(world.stage.shell.problems.size(), 1);
    QVERIFY(!starts->isChecked()); // it shows what is, not what was wished
}

void NotificationsSectionTest::withoutATrayStayingInItCannotBeChosen()
{
    Opened world;
    QVERIFY(!world.stage.find<Toggle>("closesToTray")->isEnabled());
    QVERIFY(!world.stage.find<Toggle>("closesToTray")->toolTip().isEmpty());
}

void NotificationsSectionTest::everyControlHasANameAndRoom_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("1440x900") << QSize(1016, 810);
    QTest::newRow("1024x680") << QSize(760, 590);
}

void NotificationsSectionTest::everyControlHasANameAndRoom()
{
    QFETCH(QSize, size);
    Opened world(size);
    QCOMPARE(namelessControls(world.section), QStringList());
    QCOMPARE(clippedTexts(world.section).join(QLatin1Char('|')), QString());
    world.stage.takePictures(QStringLiteral("notifications-%1").arg(size.width()));
}

QTEST_MAIN(NotificationsSectionTest)
#include "NotificationsSectionTest.moc"
