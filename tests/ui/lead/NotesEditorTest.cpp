#include "lead/NotesEditor.h"
#include "EditingStage.h"
#include "lead/LeadInspector.h"
#include "support/Patience.h"

#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>

using namespace AlwaysLeads;

namespace {

struct Notes
{
    explicit Notes(LeadStage &stage)
        : stage(stage)
        , ada(stage.add(named("Ada")))
        , ben(stage.add(named("Ben")))
        , editor(new NotesEditor)
    {
        editor->setLeads(stage.leads);
        stage.show(editor, QSize(320, 240));
        area = editor->findChild<QPlainTextEdit *>(QStringLiteral("leadNotesText"));
    }
    static Lead named(const char *name)
    {
        Lead lead;
        lead.firstName = QLatin1String(name);
        return lead;
    }
    QString kept(LeadId lead) const { return QCoro::waitFor(stage.leads.lead(lead))->notes; }
    /// The disk is full, say.
    void refuseNotes(bool refuse) const
    {
        QVERIFY(stage.files.write([refuse](Connection &connection) {
            return connection
                .run(refuse ? QStringLiteral("CREATE TRIGGER no_notes BEFORE UPDATE OF notes ON lead BEGIN SELECT "
                                             "RAISE(ABORT, 'full'); END")
                            : QStringLiteral("DROP TRIGGER no_notes"))
                .map([](qint64) {});
        }));
    }

    LeadStage &stage;
    LeadId ada;
    LeadId ben;
    NotesEditor *editor;
    QPlainTextEdit *area = nullptr;
};

} // namespace

class NotesEditorTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsTypedStaysWithItsPerson()
    {
        LeadStage stage;
        const Notes notes(stage);
        notes.editor->show(notes.ada, {}, true);
        QTest::keyClicks(notes.area, QStringLiteral("Call in May"));
        notes.editor->show(notes.ben, {}, true);
        QVERIFY(notes.area->toPlainText().isEmpty());
        QTRY_COMPARE(notes.kept(notes.ada), QStringLiteral("Call in May"));
        QVERIFY(notes.kept(notes.ben).isEmpty());
    }

    void notesReadBeforeTheLastWordsWereSavedDoNotReplaceThem()
    {
        LeadStage stage;
        const Notes notes(stage);
        notes.editor->show(notes.ada, {}, true);
        QTest::keyClicks(notes.area, QStringLiteral("Call in May"));
        notes.editor->flush();
        notes.editor->show(notes.ada, {}, true);
        QCOMPARE(notes.area->toPlainText(), QStringLiteral("Call in May"));
        stage.files.settle();
        notes.editor->show(notes.ada, {}, true); // an answer that was long under way
        QCOMPARE(notes.area->toPlainText(), QStringLiteral("Call in May"));
        notes.editor->show(notes.ben, {}, true);
        notes.editor->show(notes.ada, {}, true);
        stage.files.settle();
        QCOMPARE(notes.area->toPlainText(), QStringLiteral("Call in May"));
        // What really was changed elsewhere is shown.
        QVERIFY(QCoro::waitFor(stage.leads.undoLast()));
        notes.editor->show(notes.ada, {}, true);
        QTRY_VERIFY(notes.area->toPlainText().isEmpty());
    }

    void aPauseWhileTypingMovesNothing()
    {
        LeadStage stage;
        const Notes notes(stage);
        notes.editor->show(notes.ada, {}, true);
        QTest::keyClicks(notes.area, QStringLiteral("Call in "));
        QTRY_COMPARE(notes.kept(notes.ada), QStringLiteral("Call in"));
        notes.editor->show(notes.ada, QStringLiteral("Call in"), true);
        QTest::keyClicks(notes.area, QStringLiteral("May"));
        QCOMPARE(notes.area->toPlainText(), QStringLiteral("Call in May"));
    }

    void keepsWhatCouldNotBeSavedAndTriesAgain()
    {
        LeadStage stage;
        const Notes notes(stage);
        notes.refuseNotes(true);
        QSignalSpy failed(notes.editor, &NotesEditor::failed);
        notes.editor->show(notes.ada, {}, true);
        QTest::keyClicks(notes.area, QStringLiteral("Call in May"));
        notes.editor->show(notes.ben, {}, true);
        QTRY_COMPARE(failed.size(), 1);
        notes.editor->show(notes.ada, {}, true);
        QCOMPARE(notes.area->toPlainText(), QStringLiteral("Call in May"));
        notes.editor->flush();
        stage.files.settle();
        notes.editor->show(notes.ada, {}, true);
        QCOMPARE(notes.area->toPlainText(), QStringLiteral("Call in May"));
        notes.refuseNotes(false);
        notes.editor->flush();
        QTRY_COMPARE(notes.kept(notes.ada), QStringLiteral("Call in May"));
    }

    void whatCouldNotBeSavedIsTriedOnceMoreAtTheEnd()
    {
        LeadStage stage;
        const Notes notes(stage);
        notes.refuseNotes(true);
        QSignalSpy failed(notes.editor, &NotesEditor::failed);
        notes.editor->show(notes.ada, {}, true);
        QTest::keyClicks(notes.area, QStringLiteral("Call in May"));
        notes.editor->show(notes.ben, {}, true);
        QTRY_COMPARE(failed.size(), 1);
        notes.refuseNotes(false);
        delete notes.editor;
        stage.files.settle();
        QCOMPARE(notes.kept(notes.ada), QStringLiteral("Call in May"));
    }

    void savesWhenThePageGoesOrTheProgramEnds()
    {
        LeadStage stage;
        const Notes notes(stage);
        notes.editor->show(notes.ada, {}, true);
        QTest::keyClicks(notes.area, QStringLiteral("Call"));
        notes.editor->hide();
        stage.files.settle();
        QCOMPARE(notes.kept(notes.ada), QStringLiteral("Call"));
        notes.editor->QWidget::show();
        QTest::keyClicks(notes.area, QStringLiteral(" me"));
        delete notes.editor;
        stage.files.settle();
        QCOMPARE(notes.kept(notes.ada), QStringLiteral("Call me"));
    }

    void theNoteStandsUnderItsNameBeforeTheStoryIsRead()
    {
        LeadStage stage;
        Lead ben = Notes::named("Ben");
        ben.notes = QStringLiteral("About Ben");
        const LeadId ada = stage.add(Notes::named("Ada"));
        ben.id = stage.add(ben);
        LeadStories stories(*stage.files);
        auto *inspector = new LeadInspector([] { return QDateTime::currentDateTimeUtc(); });
        inspector->setServices(stories, stage.leads);
        stage.show(inspector, QSize(304, 800));
        QSignalSpy filled(inspector, &LeadInspector::filled);
        inspector->show(*QCoro::waitFor(stage.leads.lead(ada)));
        QTRY_COMPARE(filled.size(), 1);
        const Lead shown = *QCoro::waitFor(stage.leads.lead(ben.id));
        inspector->show(shown);
        QCOMPARE(inspector->findChild<QPlainTextEdit *>(QStringLiteral("leadNotesText"))->toPlainText(),
                 QStringLiteral("About Ben"));
        QTRY_COMPARE(filled.size(), 2);
    }
};

QTEST_MAIN(NotesEditorTest)
#include "NotesEditorTest.moc"
