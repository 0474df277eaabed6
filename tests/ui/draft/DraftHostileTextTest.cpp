#include "DraftStage.h"
#include "support/Patience.h"

#include <QLabel>
#include <QLineEdit>

using namespace AlwaysLeads;

/// What others wrote (a file, a model) is shown as the letters it is made of.
class DraftHostileTextTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsMarkupAsLetters();
    void aNameCannotTurnTheAddressRound();
    void aNameCannotBreakTheLine();
    void showsAMegabyte();
    void editsAMegabyte();
};

void DraftHostileTextTest::showsMarkupAsLetters()
{
    DraftStage drafts;
    const QString markup = QStringLiteral("<b>Anna</b><img src=http://evil.example/x.png>");
    drafts.world.setText(QStringLiteral("{first name} <i>and</i> &amp; more"),
                         QStringLiteral("Hi {first name}, <script>alert(1)</script> <a href='x'>y</a>"));
    drafts.people = {drafts.world.addLead(markup, QStringLiteral("anna@baltway.example"))};
    drafts.world.write(drafts.people);
    drafts.open();
    QTRY_VERIFY(drafts.text().contains(QStringLiteral("<script>alert(1)</script> <a href='x'>y</a>")));
    QVERIFY(drafts.text().contains(markup));
    const QStringList texts = shownTexts(drafts.page);
    QVERIFY(texts.contains(markup + QStringLiteral(" <i>and</i> &amp; more")));
    const QList<QLabel *> labels = drafts.page->findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        QCOMPARE(label->textFormat(), Qt::PlainText);
    }
    drafts.stage.takePictures(QStringLiteral("drafts-markup"));
}

void DraftHostileTextTest::aNameCannotTurnTheAddressRound()
{
    DraftStage drafts;
    const QString turned = QStringLiteral("Anna\u202Egro.live@evil");
    drafts.people = {drafts.world.addLead(turned, QStringLiteral("anna@baltway.example"))};
    drafts.world.write(drafts.people);
    drafts.open();
    QTRY_VERIFY(!drafts.text().isEmpty());
    drafts.stage.takePictures(QStringLiteral("drafts-turned"));
    // However the name is drawn, what turns letters round ends with it.
    bool found = false;
    const QList<QWidget *> all = drafts.page->findChildren<QWidget *>();
    for (const QWidget *widget : all) {
        const QString spoken = widget->isVisible() ? widget->accessibleName() : QString();
        if (spoken.contains(QStringLiteral("anna@baltway.example")) && spoken.contains(QStringLiteral("Nowak"))) {
            found = true;
            const qsizetype address = spoken.indexOf(QStringLiteral("anna@baltway.example"));
            int open = 0;
            for (const QChar letter : spoken.left(address)) {
                open += letter.unicode() == 0x202E ? 1 : 0;
                open = letter.unicode() == 0x2069 ? 0 : open; // the end of an isolate ends all that was begun in it
            }
            QCOMPARE(open, 0);
        }
    }
    QVERIFY(found);
}

void DraftHostileTextTest::aNameCannotBreakTheLine()
{
    DraftStage drafts;
    const QString broken = QStringLiteral("Anna\r\nBcc: everybody@evil.example\r\n\r\n");
    drafts.people = {drafts.world.addLead(broken, QStringLiteral("anna@baltway.example"))};
    drafts.world.write(drafts.people);
    drafts.open();
    QTRY_VERIFY(!drafts.text().isEmpty());
    drafts.stage.takePictures(QStringLiteral("drafts-broken-name"));
    const auto *queue = drafts.stage.find<QListView>("draftQueue");
    QVERIFY(!queue->currentIndex().data().toString().contains(QLatin1Char('\n')));
    drafts.stage.press(Qt::Key_V);
    const QString bytes = drafts.stage.find<QPlainTextEdit>("draftBytes")->toPlainText();
    const QStringList head = bytes.left(bytes.indexOf(QStringLiteral("\n\n"))).split(QLatin1Char('\n'));
    for (const QString &line : head) {
        QVERIFY2(!line.startsWith(QStringLiteral("Bcc"), Qt::CaseInsensitive), qPrintable(line));
    }
    QTRY_COMPARE(clippedTexts(drafts.page).join(QLatin1Char('\n')), QString());
}

void DraftHostileTextTest::showsAMegabyte()
{
    DraftStage drafts;
    drafts.addPeople({QStringLiteral("Anna"), QStringLiteral("Bea")});
    const QString line = QStringLiteral("All work and no play makes a long mail, and so on and on. ");
    const QString body = QStringLiteral("Hi Anna\n") + (line.repeated(10) + QLatin1Char('\n')).repeated(1750);
    QVERIFY(body.size() > 1000000);
    const Draft draft = drafts.world.draftOf(drafts.people.first());
    must(drafts.world.review.edit(draft.id, draft.subject, body));
    drafts.open();
    QTRY_VERIFY_WITH_TIMEOUT(drafts.text().size() > 1000000, 30000);
    drafts.stage.press(Qt::Key_D);
    QTRY_VERIFY_WITH_TIMEOUT(drafts.stage.isShown("draftChanges"), 30000);
    drafts.stage.press(Qt::Key_D);
    drafts.stage.press(Qt::Key_J);
    QVERIFY(drafts.shows(QStringLiteral("Bea"), 30000));
}

void DraftHostileTextTest::editsAMegabyte()
{
    DraftStage drafts;
    drafts.addPeople({QStringLiteral("Anna")});
    drafts.open();
    QVERIFY(drafts.shows(QStringLiteral("Anna")));
    const Draft draft = drafts.world.draftOf(drafts.people.first());
    const QString oneLine = QStringLiteral("Hi Anna ") + QString(1000000, QLatin1Char('x'));
    must(drafts.world.review.edit(draft.id, draft.subject, oneLine));
    QTRY_VERIFY_WITH_TIMEOUT(drafts.text().size() > 1000000, 30000);
    drafts.stage.press(Qt::Key_E);
    drafts.stage.type(QStringLiteral("!"));
    drafts.stage.press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(drafts.stage.isShown("draftApprove"), 30000);
    QCOMPARE(drafts.world.draftOf(drafts.people.first()).body.size(), oneLine.size() + 1);
}

QTEST_MAIN(DraftHostileTextTest)
#include "DraftHostileTextTest.moc"
