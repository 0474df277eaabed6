#include "CampaignStage.h"
#include "campaign/CampaignLanguages.h"
#include "spelling/Spelling.h"
#include "support/Patience.h"

#include <QContextMenuEvent>
#include <QFile>
#include <QMenu>
#include <QPushButton>

#include <algorithm>

using namespace AlwaysLeads;

namespace {

/// Two small dictionaries, so that no test needs one that is installed.
struct DictionaryFolder
{
    DictionaryFolder()
    {
        write(QStringLiteral("en_US.aff"), "SET UTF-8\nTRY esianrtolcdugmphbyfvkwz\n");
        write(QStringLiteral("en_US.dic"), "9\nhow\nis\nhello\nthe\nplan\nharbour\nof\nit\nand\n");
        write(QStringLiteral("de_DE.aff"), "SET UTF-8\n");
        write(QStringLiteral("de_DE.dic"), "2\nhallo\nplan\n");
    }
    void write(const QString &name, const QByteArray &bytes)
    {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
            qFatal("A dictionary could not be written");
        }
    }
    QTemporaryDir folder;
};

struct SpellingStage : CampaignStage
{
    explicit SpellingStage(const QStringList &folders = {})
        : spelling(*world.files, world.clock, folders)
    {
    }
    ~SpellingStage()
    {
        stage.close(); // before the spelling
        world.files.settle();
    }
    bool openWithSpelling(QSize size = QSize(1216, 862))
    {
        open(size);
        page->setSpelling(spelling, languages);
        page->openCampaign(world.campaign);
        return QTest::qWaitFor([&] { return subject() != nullptr && !subject()->text().isEmpty(); }, testPatience);
    }
    QStringList misspelled() const
    {
        QStringList words;
        for (const QTextEdit::ExtraSelection &mark : body()->extraSelections()) {
            words.append(mark.cursor.selectedText());
        }
        return words;
    }
    /// The menu of the word at this place of the body.
    QMenu *menuAt(int position)
    {
        QTextCursor cursor = body()->textCursor();
        cursor.setPosition(position);
        body()->setTextCursor(cursor);
        const QPoint where = body()->cursorRect().center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, where, body()->viewport()->mapToGlobal(where));
        QApplication::sendEvent(body()->viewport(), &event);
        return qobject_cast<QMenu *>(QApplication::activePopupWidget());
    }
    Spelling spelling;
    CampaignLanguages languages{*world.files};
};

QAction *entryOf(const QMenu *menu, const QString &text)
{
    const QList<QAction *> actions = menu->actions();
    const auto found = std::ranges::find(actions, text, &QAction::text);
    return found == actions.end() ? nullptr : *found;
}

} // namespace

class CampaignSpellingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void marksMisspelledWordsWithBetterOnes();
    void theSubjectIsCheckedToo();
    void f7GoesFromOneWrongWordToTheNext();
    void theLanguageIsTheCampaigns();
    void theLanguageIsGuessedFromTheWords();
    void worksWithoutADictionary();
    void everyControlHasAName();
    void nothingIsClipped_data();
    void nothingIsClipped();
};

void CampaignSpellingTest::marksMisspelledWordsWithBetterOnes()
{
    const DictionaryFolder dictionaries;
    SpellingStage campaigns({dictionaries.folder.path()});
    QVERIFY(campaigns.openWithSpelling());
    QTRY_COMPARE(campaigns.spelling.language(), QStringLiteral("en_US"));
    campaigns.body()->setFocus();
    campaigns.stage.press(Qt::Key_A, Qt::ControlModifier);
    campaigns.stage.type(QStringLiteral("hello {frist name}, how is teh harbour of Gdynia"));
    QTRY_COMPARE(campaigns.misspelled(), (QStringList{QStringLiteral("teh"), QStringLiteral("Gdynia")}));
    campaigns.stage.takePictures(QStringLiteral("campaign-spelling"));
    QMenu *menu = campaigns.menuAt(campaigns.body()->toPlainText().indexOf(QStringLiteral("teh")) + 1);
    QVERIFY(menu != nullptr);
    QAction *better = entryOf(menu, QStringLiteral("the"));
    QVERIFY(better != nullptr);
    campaigns.stage.takePictures(QStringLiteral("campaign-spelling-menu"));
    better->trigger();
    menu->close();
    QVERIFY(campaigns.body()->toPlainText().contains(QStringLiteral("how is the harbour")));
    QTRY_COMPARE(campaigns.misspelled(), QStringList{QStringLiteral("Gdynia")});
    menu = campaigns.menuAt(int(campaigns.body()->toPlainText().size()) - 2);
    QVERIFY(menu != nullptr);
    entryOf(menu, QStringLiteral("Add “Gdynia” to my words"))->trigger();
    menu->close();
    QTRY_COMPARE(campaigns.misspelled(), QStringList());
    QTRY_COMPARE(campaigns.world.files.number(QStringLiteral("SELECT count(*) FROM spelling_word")), 1);
    campaigns.body()->moveCursor(QTextCursor::End);
    campaigns.body()->insertPlainText(QStringLiteral(" zzz"));
    QTRY_COMPARE(campaigns.misspelled(), QStringList{QStringLiteral("zzz")});
    menu = campaigns.menuAt(int(campaigns.body()->toPlainText().size()) - 1);
    entryOf(menu, QStringLiteral("Ignore “zzz” until I quit"))->trigger();
    menu->close();
    QTRY_COMPARE(campaigns.misspelled(), QStringList());
}

void CampaignSpellingTest::theSubjectIsCheckedToo()
{
    const DictionaryFolder dictionaries;
    SpellingStage campaigns({dictionaries.folder.path()});
    campaigns.world.setText(QStringLiteral("teh plan"), QStringLiteral("hello"));
    QVERIFY(campaigns.openWithSpelling());
    QTRY_COMPARE(campaigns.spelling.language(), QStringLiteral("en_US"));
    campaigns.subject()->setFocus();
    campaigns.subject()->setCursorPosition(1);
    campaigns.stage.press(Qt::Key_F7);
    QMenu *menu = nullptr;
    QTRY_VERIFY((menu = qobject_cast<QMenu *>(QApplication::activePopupWidget())) != nullptr);
    QAction *better = entryOf(menu, QStringLiteral("the"));
    QVERIFY(better != nullptr);
    better->trigger();
    menu->close();
    QCOMPARE(campaigns.subject()->text(), QStringLiteral("the plan"));
}

void CampaignSpellingTest::f7GoesFromOneWrongWordToTheNext()
{
    const DictionaryFolder dictionaries;
    SpellingStage campaigns({dictionaries.folder.path()});
    campaigns.world.setText(QStringLiteral("plan"), QStringLiteral("hello teh harbour\nof zzz and it"));
    QVERIFY(campaigns.openWithSpelling());
    QTRY_COMPARE(campaigns.misspelled(), (QStringList{QStringLiteral("teh"), QStringLiteral("zzz")}));
    campaigns.body()->setFocus();
    campaigns.body()->moveCursor(QTextCursor::Start);
    for (const QString &word : {QStringLiteral("teh"), QStringLiteral("zzz"), QStringLiteral("teh")}) {
        campaigns.stage.press(Qt::Key_F7);
        QMenu *menu = nullptr;
        QTRY_VERIFY((menu = qobject_cast<QMenu *>(QApplication::activePopupWidget())) != nullptr);
        QVERIFY(entryOf(menu, QStringLiteral("Add “%1” to my words").arg(word)) != nullptr);
        menu->close();
        QCOMPARE(campaigns.body()->textCursor().selectedText(), word);
    }
}

void CampaignSpellingTest::theLanguageIsGuessedFromTheWords()
{
    const DictionaryFolder dictionaries;
    SpellingStage campaigns({dictionaries.folder.path()});
    campaigns.world.setText(QStringLiteral("Plan"),
                            QStringLiteral("Hallo, wie planen Sie die Touren und haben Sie das Lager für uns?"));
    QVERIFY(campaigns.openWithSpelling());
    QTRY_COMPARE(campaigns.spelling.language(), QStringLiteral("de_DE"));
    QTRY_VERIFY(campaigns.misspelled().contains(QStringLiteral("Lager"))); // our small dictionary has few words
    QVERIFY(campaigns.stage.find<QPushButton>("campaignLanguage")->text().contains(QStringLiteral("German")));
    QCOMPARE(must(campaigns.languages.of(campaigns.world.campaign)), QString()); // a guess is no choice
    campaigns.stage.takePictures(QStringLiteral("campaign-spelling-german"));
}

void CampaignSpellingTest::theLanguageIsTheCampaigns()
{
    const DictionaryFolder dictionaries;
    SpellingStage campaigns({dictionaries.folder.path()});
    campaigns.world.setText(QStringLiteral("plan"), QStringLiteral("hallo plan"));
    QVERIFY(campaigns.openWithSpelling());
    QTRY_COMPARE(campaigns.misspelled(), QStringList{QStringLiteral("hallo")});
    campaigns.stage.click("campaignLanguage");
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(menu != nullptr);
    entryOf(menu, languageName(QStringLiteral("de_DE")))->trigger();
    menu->close();
    QTRY_COMPARE(must(campaigns.languages.of(campaigns.world.campaign)), QStringLiteral("de_DE"));
    QTRY_COMPARE(campaigns.spelling.language(), QStringLiteral("de_DE"));
    QTRY_COMPARE(campaigns.misspelled(), QStringList());
    QTRY_VERIFY(campaigns.stage.find<QPushButton>("campaignLanguage")->text().contains(QStringLiteral("German")));
    must(campaigns.languages.choose(campaigns.world.campaign, Spelling::off));
    QTRY_COMPARE(campaigns.stage.find<QPushButton>("campaignLanguage")->text(), QStringLiteral("Spelling off"));
}

void CampaignSpellingTest::worksWithoutADictionary()
{
    SpellingStage campaigns;
    QVERIFY(campaigns.openWithSpelling());
    campaigns.body()->setFocus();
    campaigns.stage.press(Qt::Key_A, Qt::ControlModifier);
    campaigns.stage.type(QStringLiteral("qqqq zzzz"));
    QTRY_COMPARE(campaigns.savedText().body, QStringLiteral("qqqq zzzz"));
    QCOMPARE(campaigns.misspelled(), QStringList());
    QCOMPARE(campaigns.stage.find<QPushButton>("campaignLanguage")->text(), QStringLiteral("No dictionary"));
    QVERIFY(campaigns.stage.find("campaignLanguage")->toolTip().contains(QStringLiteral("hunspell")));
    QMenu *menu = campaigns.menuAt(1);
    QVERIFY(menu != nullptr); // the usual one: cut, copy, paste
    QVERIFY(entryOf(menu, QStringLiteral("No better word is known")) == nullptr);
    menu->close();
}

void CampaignSpellingTest::everyControlHasAName()
{
    const DictionaryFolder dictionaries;
    SpellingStage campaigns({dictionaries.folder.path()});
    campaigns.addPeople({QStringLiteral("Anna")});
    QVERIFY(campaigns.openWithSpelling());
    QTRY_VERIFY(campaigns.stage.isShown("forecastBars"));
    QCOMPARE(namelessControls(campaigns.page).join(QLatin1Char('\n')), QString());
}

void CampaignSpellingTest::nothingIsClipped_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("factor");
    QTest::newRow("desktop") << QSize(1216, 862) << 1.0;
    QTest::newRow("smallest") << QSize(960, 642) << 1.0;
    QTest::newRow("large text") << QSize(1216, 862) << 1.5;
}

void CampaignSpellingTest::nothingIsClipped()
{
    QFETCH(QSize, size);
    QFETCH(double, factor);
    const DictionaryFolder dictionaries;
    SpellingStage campaigns({dictionaries.folder.path()});
    campaigns.addPeople({QStringLiteral("Anna"), QStringLiteral("Bea")});
    campaigns.stage.appearance.setTextFactor(factor);
    QVERIFY(campaigns.openWithSpelling(size));
    QTRY_VERIFY(campaigns.stage.isShown("forecastBars"));
    campaigns.stage.takePictures(QStringLiteral("campaign-writing-%1-%2").arg(size.width()).arg(int(factor * 100)));
    QTRY_COMPARE(clippedTexts(campaigns.page).join(QLatin1Char('\n')), QString());
}

QTEST_MAIN(CampaignSpellingTest)
#include "CampaignSpellingTest.moc"
