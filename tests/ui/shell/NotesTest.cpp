#include "shell/Notes.h"
#include "shell/Tray.h"
#include "support/CopiedDatabase.h"
#include "support/Patience.h"

#include <QPixmap>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace AlwaysLeads;

namespace {

const char *const insideSession = "ALWAYSLEADS_NOTES_TEST_INSIDE";

/// Takes notes as a desktop does, or refuses them.
class ScriptedNotes : public DesktopNotes
{
public:
    void show(const DesktopNote &note, std::function<void(bool)> shown) override
    {
        notes << note;
        shown(takes);
    }
    QList<DesktopNote> notes;
    bool takes = true;
};

QIcon square()
{
    QPixmap picture(24, 24);
    picture.fill(Qt::blue);
    return QIcon(picture);
}

struct World
{
    explicit World(bool withDesktop = true)
    {
        if (!QCoro::waitFor(settings.load())) {
            qFatal("no settings");
        }
        std::unique_ptr<ScriptedNotes> made = withDesktop ? std::make_unique<ScriptedNotes>() : nullptr;
        desktop = made.get();
        notes =
            std::make_unique<Notes>(settings, tray, std::move(made), [this](const QString &text) { inWindow << text; });
    }
    TestDatabase files = copiedDatabase();
    Settings settings{*files};
    Tray tray{square(), square()};
    ScriptedNotes *desktop = nullptr;
    QStringList inWindow;
    std::unique_ptr<Notes> notes;
};

} // namespace

/// What the program says by itself, and where; against a real desktop's notes too, where the test starts itself once
/// more on a display and a session bus of its own.
class NotesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void carriesButtonsWhereTheDesktopHasThem();
    void namesTheWayToMendIt();
    void aClickOpensWhatItIsAbout_data();
    void aClickOpensWhatItIsAbout();
    void lateMailIsDecidedInTheNote();
    void anAnswerOpensOrWaits();
    void fallsBackToTheWindow_data();
    void fallsBackToTheWindow();
    void asksTheSettings();
    void neverTwoOfAKindAtOnce();
    void withoutASessionBusThereIsNone();
    void aRealDesktopShowsItAndSaysWhatWasChosen();
    void onASessionWithDunst();
};

void NotesTest::carriesButtonsWhereTheDesktopHasThem()
{
    World world;
    world.notes->tell(NoteKind::UnknownOutcome, QStringLiteral("One mail"), QStringLiteral("to Anna"));
    world.notes->tell(NoteKind::BatchFinished, QStringLiteral("Out"), QString());
    QCOMPARE(world.desktop->notes.size(), 2);
    QCOMPARE(world.desktop->notes.at(0).title, QStringLiteral("One mail"));
    QCOMPARE(world.desktop->notes.at(0).actions.last().words, QStringLiteral("Decide"));
    QVERIFY(world.desktop->notes.at(0).isUrgent);
    QCOMPARE(world.desktop->notes.at(1).actions.last().words, QStringLiteral("Open"));
    QVERIFY(!world.desktop->notes.at(1).isUrgent);
    QVERIFY(world.inWindow.isEmpty());
}

void NotesTest::namesTheWayToMendIt()
{
    World world;
    world.notes->tell(NoteKind::MailboxStopped, QStringLiteral("Sign in again"), QString(),
                      QStringLiteral("Reconnect"));
    QCOMPARE(world.desktop->notes.first().actions.last().words, QStringLiteral("Reconnect"));
}

void NotesTest::aClickOpensWhatItIsAbout_data()
{
    QTest::addColumn<NoteKind>("kind");
    QTest::newRow("batch") << NoteKind::BatchFinished;
    QTest::newRow("mailbox") << NoteKind::MailboxStopped;
    QTest::newRow("unknown") << NoteKind::UnknownOutcome;
}

void NotesTest::aClickOpensWhatItIsAbout()
{
    QFETCH(NoteKind, kind);
    World world;
    QList<NoteKind> opened;
    connect(world.notes.get(), &Notes::opened, this, [&opened](NoteKind what) { opened << what; });
    world.notes->tell(kind, QStringLiteral("Title"), QString());
    const DesktopNote note = world.desktop->notes.first();
    for (const NoteAction &action : note.actions) {
        Q_EMIT world.desktop->chosen(note.id, action.key);
    }
    QCOMPARE(opened, QList<NoteKind>(note.actions.size(), kind));
    Q_EMIT world.desktop->chosen(QStringLiteral("another program's"), QStringLiteral("default"));
    QCOMPARE(opened.size(), note.actions.size());
}

void NotesTest::lateMailIsDecidedInTheNote()
{
    World world;
    QStringList decided;
    int opened = 0;
    connect(world.notes.get(), &Notes::lateDecided, this, [&decided](const QString &what) { decided << what; });
    connect(world.notes.get(), &Notes::opened, this, [&opened] { ++opened; });
    world.notes->tell(NoteKind::LateMail, QStringLiteral("3 mails"), QString());
    const DesktopNote note = world.desktop->notes.first();
    QVERIFY(note.isUrgent);
    for (const NoteAction &action : note.actions) {
        Q_EMIT world.desktop->chosen(note.id, action.key);
    }
    QCOMPARE(decided, (QStringList{QStringLiteral("next"), QStringLiteral("today"), QStringLiteral("ask")}));
    QCOMPARE(opened, 1); // the click on the note itself
}

void NotesTest::anAnswerOpensOrWaits()
{
    World world;
    QList<NoteKind> opened;
    QList<NoteKind> snoozed;
    connect(world.notes.get(), &Notes::opened, this, [&opened](NoteKind what) { opened << what; });
    connect(world.notes.get(), &Notes::snoozed, this, [&snoozed](NoteKind what) { snoozed << what; });
    world.notes->tell(NoteKind::Answered, QStringLiteral("Anna answered."), QStringLiteral("Question"));
    const DesktopNote note = world.desktop->notes.first();
    QVERIFY(!note.isUrgent);
    Q_EMIT world.desktop->chosen(note.id, QStringLiteral("snooze"));
    QCOMPARE(snoozed, QList<NoteKind>{NoteKind::Answered});
    QVERIFY(opened.isEmpty());
    Q_EMIT world.desktop->chosen(note.id, QStringLiteral("default"));
    QCOMPARE(opened, QList<NoteKind>{NoteKind::Answered});
}

void NotesTest::fallsBackToTheWindow_data()
{
    QTest::addColumn<bool>("withDesktop");
    QTest::newRow("a desktop that refuses") << true;
    QTest::newRow("no desktop, no tray") << false;
}

void NotesTest::fallsBackToTheWindow()
{
    if (qEnvironmentVariableIsSet(insideSession)) {
        QSKIP("this session has notes");
    }
    QFETCH(bool, withDesktop);
    World world(withDesktop);
    if (world.desktop != nullptr) {
        world.desktop->takes = false;
    }
    world.notes->tell(NoteKind::MailboxStopped, QStringLiteral("A mailbox needs you."), QStringLiteral("Sign in."));
    world.notes->tellNow(QStringLiteral("It stays"), QString());
    QCOMPARE(world.inWindow,
             (QStringList{QStringLiteral("A mailbox needs you. Sign in."), QStringLiteral("It stays")}));
}

void NotesTest::asksTheSettings()
{
    World world;
    QVERIFY(QCoro::waitFor(setNoteWay(world.settings, NoteKind::BatchFinished, NoteWay::Off)));
    QVERIFY(QCoro::waitFor(setNoteWay(world.settings, NoteKind::MailboxStopped, NoteWay::Window)));
    for (const NoteKind kind : noteKinds) {
        world.notes->tell(kind, noteKindWord(kind), QString());
    }
    QCOMPARE(world.inWindow, QStringList{QStringLiteral("mailbox_stopped")});
    QStringList onDesktop;
    for (const DesktopNote &note : std::as_const(world.desktop->notes)) {
        onDesktop.append(note.title);
    }
    onDesktop.sort();
    QCOMPARE(onDesktop,
             (QStringList{QStringLiteral("answered"), QStringLiteral("late_mail"), QStringLiteral("unknown_outcome")}));
    // What was off was not told, so it is not kept quiet either.
    QVERIFY(QCoro::waitFor(setNoteWay(world.settings, NoteKind::BatchFinished, NoteWay::System)));
    world.notes->tell(NoteKind::BatchFinished, QStringLiteral("Out"), QString());
    QCOMPARE(world.desktop->notes.last().title, QStringLiteral("Out"));
}

void NotesTest::neverTwoOfAKindAtOnce()
{
    World world;
    for (int round = 0; round < 5; ++round) {
        const bool isTold = world.notes->tell(NoteKind::UnknownOutcome, QStringLiteral("One"), QString());
        QCOMPARE(isTold, round == 0); // else it is to be said later
    }
    QCOMPARE(world.desktop->notes.size(), 1);
    world.notes->tellNow(QStringLiteral("Now"), QString());
    world.notes->tellNow(QStringLiteral("Now"), QString());
    QCOMPARE(world.desktop->notes.size(), 3);
}

void NotesTest::withoutASessionBusThereIsNone()
{
    if (qEnvironmentVariableIsSet(insideSession)) {
        QSKIP("this session has a bus");
    }
    QVERIFY(DesktopNotes::make() == nullptr);
}

void NotesTest::aRealDesktopShowsItAndSaysWhatWasChosen()
{
    if (!qEnvironmentVariableIsSet(insideSession)) {
        QSKIP("no notes here");
    }
    const std::unique_ptr<DesktopNotes> notes = DesktopNotes::make();
    QVERIFY(notes != nullptr);
    const auto shown = [&](const DesktopNote &note) {
        std::optional<bool> taken;
        notes->show(note, [&taken](bool took) { taken = took; });
        return QTest::qWaitFor([&taken] { return taken.has_value(); }, testPatience) && *taken;
    };
    DesktopNote note{QStringLiteral("unknown_outcome"),
                     QStringLiteral("One mail needs your decision."),
                     QStringLiteral("The mail to <b>&\nAnna</b> may have left."),
                     {{QStringLiteral("default"), QStringLiteral("Open")}},
                     true};
    QProcess dunst;
    dunst.setProcessChannelMode(QProcess::ForwardedChannels);
    dunst.start(QStringLiteral("dunst"), QStringList());
    QVERIFY(dunst.waitForStarted());
    QVERIFY(QTest::qWaitFor([&] { return shown(note); }, 60000));
    const auto ask = [](const QStringList &arguments) {
        QProcess control;
        control.start(QStringLiteral("dunstctl"), arguments);
        control.waitForFinished(10000);
        return QString::fromUtf8(control.readAllStandardOutput()).trimmed();
    };
    QTRY_VERIFY_WITH_TIMEOUT(ask({QStringLiteral("count"), QStringLiteral("displayed")}).toInt() >= 1, testPatience);
    QSignalSpy chosen(notes.get(), &DesktopNotes::chosen);
    ask({QStringLiteral("action"), QStringLiteral("0")});
    QTRY_COMPARE_WITH_TIMEOUT(chosen.size(), 1, testPatience);
    QCOMPARE(chosen.first().at(0).toString(), note.id);
    QCOMPARE(chosen.first().at(1).toString(), QStringLiteral("default"));
    ask({QStringLiteral("close-all")});
    const QString history = ask({QStringLiteral("history")});
    QVERIFY2(history.contains(QStringLiteral("One mail needs your decision.")), qPrintable(history));
    // What came from outside is text to it and no markup.
    QVERIFY2(history.contains(QStringLiteral("\"The mail to &lt;b&gt;&amp; Anna&lt;/b&gt; may have left.\"")),
             qPrintable(history));
    dunst.terminate();
    dunst.waitForFinished(5000);
}

void NotesTest::onASessionWithDunst()
{
    if (qEnvironmentVariableIsSet(insideSession)) {
        QSKIP("it is this one");
    }
    for (const char *program : {"Xvfb", "dunst", "dunstctl", "dbus-run-session"}) {
        if (QStandardPaths::findExecutable(QString::fromLatin1(program)).isEmpty()) {
            QSKIP("Xvfb, dunst or D-Bus is missing");
        }
    }
    QProcess server;
    server.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    server.start(QStringLiteral("Xvfb"),
                 {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"), QStringLiteral("0"),
                  QStringLiteral("800x600x24"), QStringLiteral("-nolisten"), QStringLiteral("tcp")});
    QVERIFY(server.waitForStarted());
    QByteArray number;
    QVERIFY(QTest::qWaitFor(
        [&] {
            number += server.readAllStandardOutput();
            return number.contains('\n');
        },
        60000));
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("DISPLAY"), QLatin1Char(':') + QString::fromLatin1(number.trimmed()));
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
    environment.insert(QString::fromLatin1(insideSession), QStringLiteral("1"));
    environment.remove(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"));
    QProcess inside;
    inside.setProcessEnvironment(environment);
    inside.setProcessChannelMode(QProcess::ForwardedChannels);
    inside.start(QStringLiteral("dbus-run-session"),
                 {QStringLiteral("--"), QCoreApplication::applicationFilePath(),
                  QStringLiteral("aRealDesktopShowsItAndSaysWhatWasChosen")});
    const bool ended = inside.waitForFinished(240000);
    const int code = inside.exitCode();
    for (QProcess *process : {&inside, &server}) {
        process->terminate();
        process->waitForFinished(5000);
    }
    QVERIFY(ended);
    QCOMPARE(code, 0);
}

QTEST_MAIN(NotesTest)
#include "NotesTest.moc"
