#include "support/Patience.h"
#include "ui/draft/DraftStage.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QScopeGuard>
#include <QtTest>

#include <csignal>
#include <cstdio>

using namespace AlwaysLeads;

namespace {

constexpr int people = 100;
constexpr int decided = 59;
const QString typedWords = QStringLiteral("and a half-typed sen");

/// Who is decided how, by the number of the draft.
Qt::Key keyFor(int number)
{
    return number % 5 == 3 ? Qt::Key_S : number % 7 == 5 ? Qt::Key_X : Qt::Key_A;
}

const char *stateFor(int number)
{
    return keyFor(number) == Qt::Key_S ? "skipped" : keyFor(number) == Qt::Key_X ? "rejected" : "approved";
}

/// In a process of its own: reviews by keys alone up to the sixtieth, types half a sentence into it and waits to die.
int reviewUntilKilled()
{
    DraftStage drafts;
    QStringList names;
    for (int i = 0; i < people; ++i) {
        names.append(QStringLiteral("P%1").arg(i, 3, 10, QLatin1Char('0')));
    }
    drafts.addPeople(names);
    drafts.open();
    for (int i = 0; i < decided; ++i) {
        if (!drafts.shows(names.at(i), testPatience)) {
            std::fprintf(stderr, "draft %d did not come\n", i);
            return 1;
        }
        drafts.stage.press(keyFor(i));
    }
    if (!drafts.shows(names.at(decided), testPatience)) {
        return 1;
    }
    drafts.stage.press(Qt::Key_E);
    drafts.stage.press(Qt::Key_End, Qt::ControlModifier);
    drafts.stage.type(QStringLiteral(" ") + typedWords);
    for (int i = 0; i < 3; ++i) {
        drafts.stage.press(Qt::Key_Left);
    }
    const QString body = drafts.text();
    const int place = drafts.stage.find<MailView>("draftText")->textCursor().position();
    const bool kept = QTest::qWaitFor(
        [&] {
            const std::optional<DraftTyping> typing = must(drafts.world.review.lastTyping());
            return typing && typing->body == body && typing->place == place;
        },
        testPatience);
    if (!kept) {
        return 1;
    }
    std::printf("ready %s\n", qPrintable(drafts.world.files.path()));
    std::fflush(stdout);
    QTest::qWait(120'000); // until it is killed
    return 1;
}

} // namespace

/// A hundred drafts reviewed by keys alone; the program is killed at the sixtieth and started again on the same file.
class DraftRestartTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void decisionsTypedWordsAndTheCursorOutliveAKill();
};

void DraftRestartTest::decisionsTypedWordsAndTheCursorOutliveAKill()
{
    QProcess first;
    first.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    first.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--review-until-killed")});
    QVERIFY(first.waitForStarted());
    QByteArray said;
    while (!said.contains('\n') && first.waitForReadyRead(150'000)) {
        said += first.readAllStandardOutput();
    }
    QVERIFY2(said.startsWith("ready "), said.constData());
    const QString file = QString::fromUtf8(said.mid(6).trimmed());
    ::kill(pid_t(first.processId()), SIGKILL);
    QVERIFY(first.waitForFinished());
    QCOMPARE(first.exitStatus(), QProcess::CrashExit);

    // The next start, on the file as the kill left it.
    const auto cleanUp = qScopeGuard([&] { QDir(QFileInfo(file).absolutePath()).removeRecursively(); });
    Result<std::unique_ptr<Database>> opened = Database::open(file, schemaSteps());
    QVERIFY2(opened.has_value(), opened ? "" : qPrintable(opened.error().message));
    Database &database = **opened;
    VirtualClock clock;
    Campaigns campaigns(database, clock);
    DraftWriter writer(database, clock);
    RememberingSink sink;
    Review review(database, clock, writer, sink);
    const auto number = [&](const QString &sql) {
        auto reading = database.read<qint64>([sql](Connection &connection) { return connection.number(sql); });
        return must(QCoro::waitFor(std::move(reading)));
    };
    for (int i = 0; i < people; ++i) {
        const QString state = i < decided ? QString::fromLatin1(stateFor(i)) : QStringLiteral("ready");
        QCOMPARE(number(QStringLiteral("SELECT count(*) FROM draft d JOIN lead l ON l.id = d.lead_id WHERE "
                                       "l.first_name = 'P%1' AND d.state = '%2'")
                            .arg(i, 3, 10, QLatin1Char('0'))
                            .arg(state)),
                 1);
    }
    QCOMPARE(
        number(QStringLiteral("SELECT count(*) FROM approval_log WHERE act IN ('approved', 'skipped', 'rejected')")),
        decided);
    QCOMPARE(number(QStringLiteral("SELECT count(*) FROM send")), 0); // nothing left meanwhile
    QCOMPARE(number(QStringLiteral("SELECT count(*) FROM draft WHERE state IN ('queued', 'sent')")), 0);

    PageStage stage;
    auto *page = new DraftsPage(review, campaigns, stage.shell);
    stage.show(page, QSize(1216, 862));
    page->enter();
    page->mainControl()->setFocus();
    QTRY_VERIFY(stage.isShown("draftKeep"));
    const auto *mail = stage.find<MailView>("draftText");
    QVERIFY(mail->hasFocus());
    QVERIFY2(mail->plainText().endsWith(typedWords), qPrintable(mail->plainText()));
    QCOMPARE(mail->textCursor().position(), int(mail->plainText().size()) - 3);
    const auto *queue = stage.find<QListView>("draftQueue");
    QCOMPARE(queue->currentIndex().data().toString(),
             QStringLiteral("P%1 Nowak").arg(decided, 3, 10, QLatin1Char('0')));
    QCOMPARE(queue->model()->rowCount(), people - decided + 1); // and the campaign's own row

    stage.type(QStringLiteral("XY")); // the person goes on in the middle of the word
    QVERIFY(mail->plainText().endsWith(QStringLiteral("half-typed XYsen")));
    stage.press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(stage.isShown("draftApprove"));
    stage.press(Qt::Key_A);
    QTRY_COMPARE(number(QStringLiteral("SELECT count(*) FROM draft WHERE state = 'approved' AND body LIKE '%XYsen'")),
                 1);
    QCOMPARE(number(QStringLiteral("SELECT count(*) FROM draft_typing")), 0);
    stage.close();
    // What the page still reads goes on in the review, which goes first: see TestDatabase::settle().
    for (int quietTurns = 0; quietTurns < 3;) {
        quietTurns = database.isIdle() ? quietTurns + 1 : 0;
        QCoreApplication::processEvents();
        QCoreApplication::sendPostedEvents();
        if (quietTurns == 0) {
            QCoro::waitFor(database.write<>([](Connection &) { return Result<>(); }));
        }
    }
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (application.arguments().contains(QStringLiteral("--review-until-killed"))) {
        return reviewUntilKilled();
    }
    DraftRestartTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "DraftRestartTest.moc"
