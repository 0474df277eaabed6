#include "campaign/WriteDraftsSheet.h"
#include "CampaignStage.h"
#include "assistant/AssistantBudget.h"
#include "support/Patience.h"
#include "widgets/Button.h"
#include "widgets/Choices.h"

#include <QSignalSpy>

using namespace AlwaysLeads;

namespace {

const QSize large(1440, 900);
const QSize small(1024, 680);

WritingCost costOf(int drafts, qint64 leftMicros)
{
    WritingCost cost;
    cost.byClaude = drafts;
    cost.atOnce = {drafts * 4'000, drafts * 10'000};
    cost.together = {drafts * 2'000, drafts * 5'000};
    cost.leftMicros = leftMicros;
    cost.limitMicros = 20'000'000;
    return cost;
}

/// What Claude was asked for, in either way.
struct Asked
{
    int atOnce = 0;
    QList<DraftId> together;
};

Task<Result<bool>> yes()
{
    co_return true;
}
Task<Result<ClaudeMeans>> means(qint64 leftMicros)
{
    ClaudeMeans means;
    means.model = QStringLiteral("claude-haiku-5-5");
    means.leftMicros = leftMicros;
    means.limitMicros = 20'000'000;
    Result<ClaudeMeans> answer = means;
    co_return answer;
}
Task<Result<WrittenMail>> written(std::shared_ptr<Asked> asked)
{
    ++asked->atOnce;
    WrittenMail mail;
    mail.subject = QStringLiteral("Your evening slots");
    mail.body = QStringLiteral("Hi,\n\nhow is the port?");
    Result<WrittenMail> answer = mail;
    co_return answer;
}
Task<Result<qint64>> handedOver(std::shared_ptr<Asked> asked, QList<DraftId> drafts)
{
    asked->together.append(drafts);
    Result<qint64> count = qint64(drafts.size());
    co_return count;
}

/// The editor of a campaign that Claude writes for three people, of one of whom something is missing.
struct WritingStage : CampaignStage
{
    explicit WritingStage(qint64 leftMicros = 12'500'000)
    {
        addPeople({QStringLiteral("Anna"), QStringLiteral("Bea")});
        must(world.campaigns.enrol(
            world.campaign,
            {world.addLead(QStringLiteral("Cleo"), QStringLiteral("cleo@baltway.example"), QString())}));
        world.setText(QStringLiteral("Hello {first name}"), QStringLiteral("Hi {first name},\n\nhow is {city}?"),
                      QStringLiteral("warmer"));
        ClaudeWriting claude;
        claude.hasKey = [] { return yes(); };
        claude.means = [leftMicros] { return means(leftMicros); };
        claude.writeMail = [asked = asked](MailBrief, std::stop_token) { return written(asked); };
        claude.writeTogether = [asked = asked](QList<DraftId> drafts, QHash<DraftId, QString>) {
            return handedOver(asked, std::move(drafts));
        };
        writer = std::make_unique<DraftWriter>(*world.files, world.clock, claude);
    }
    ~WritingStage()
    {
        stage.close(); // before the writer that its page uses
        world.files.settle();
    }
    bool ask(QSize size = large)
    {
        page = new CampaignsPage(world.campaigns, *writer, mailboxes, stage.shell);
        page->setSequence(sequence);
        page->setProofs(proofs);
        page->setForecasts(forecasts);
        page->setSources(sources, lists);
        page->setDomains(domains, domainCheck);
        stage.show(page, size);
        page->enter();
        page->openCampaign(world.campaign);
        const bool shown = QTest::qWaitFor(
            [this] {
                const QWidget *button = stage.find("campaignWriteDrafts");
                return button != nullptr && button->isEnabled() && !subject()->text().isEmpty();
            },
            testPatience);
        if (!shown) {
            return false;
        }
        stage.click("campaignWriteDrafts");
        return QTest::qWaitFor([this] { return stage.isShown("writeGo"); }, testPatience);
    }
    qint64 drafts() { return world.files.number(QStringLiteral("SELECT count(*) FROM draft")); }
    QString text(const char *name) const
    {
        const auto *label = stage.find<QLabel>(name);
        return label == nullptr ? QString() : label->text();
    }
    /// As it is handed to a screen reader.
    QString spoken(const char *name) const
    {
        const QWidget *widget = stage.find(name);
        return widget == nullptr ? QString() : widget->accessibleName();
    }

    std::shared_ptr<Asked> asked = std::make_shared<Asked>();
    std::unique_ptr<DraftWriter> writer;
};

/// Nothing of it is scrolled out of sight.
bool isWhole(const QWidget *widget)
{
    return widget->visibleRegion().boundingRect() == widget->rect()
        && (!widget->hasHeightForWidth() || widget->height() >= widget->heightForWidth(widget->width()));
}

} // namespace

/// What is said of the price before Claude writes many drafts, and what the person may choose.
class WriteDraftsSheetTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatItCosts_data();
    void saysWhatItCosts();
    void saysWhatCostsNothing();
    void aLimitThatMayBeReachedIsSaid();
    void aBatchMustFitIntoTheLimit();
    void withNothingLeftNothingCanBeWritten();
    void everyControlHasAName();
    void enterWritesAtOnce();
    void theOtherWayIsChosenWithTheKeyboard();
    void escapeWritesNothing();
    void cancelWritesNothing();
    void asksTheEditorsPeopleTogether();
    void asksForMoneyFirst();
};

void WriteDraftsSheetTest::saysWhatItCosts_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("1440x900") << large;
    QTest::newRow("1024x680") << small;
}

void WriteDraftsSheetTest::saysWhatItCosts()
{
    QFETCH(QSize, size);
    WritingStage campaigns;
    QVERIFY(campaigns.ask(size));
    QVERIFY(
        shownTexts(campaigns.stage.find("writeDraftsSheet")).contains(QStringLiteral("Let Claude write 2 draft(s)?")));
    const WritingCost cost = must(campaigns.writer->cost(campaigns.world.campaign));
    QVERIFY(cost.together.likelyMicros > 0 && cost.together.mostMicros < cost.atOnce.mostMicros);
    const auto price = [](const QuestionCost &of) {
        return QStringLiteral("About %1, at most %2.")
            .arg(AssistantBudget::shown(of.likelyMicros), AssistantBudget::shown(of.mostMicros));
    };
    QVERIFY2(campaigns.spoken("writeAtOnceCost").startsWith(price(cost.atOnce)),
             qPrintable(campaigns.spoken("writeAtOnceCost")));
    QVERIFY(campaigns.spoken("writeTogetherCost").startsWith(price(cost.together)));
    QCOMPARE(campaigns.text("writeLeft"), QStringLiteral("$12.50 of this month's $20 are left."));
    QCOMPARE(campaigns.text("writeRest"), QStringLiteral("1 wait(s) for something from you, and cost(s) nothing."));
    campaigns.stage.takePictures(QStringLiteral("write-drafts-%1").arg(size.width()));
    QWidget *sheet = campaigns.stage.find("writeDraftsSheet");
    QCOMPARE(clippedTexts(sheet).join(QLatin1Char('\n')), QString());
    const QWidget *go = campaigns.stage.find("writeGo");
    QVERIFY(campaigns.stage.window.rect().contains(QRect(go->mapTo(&campaigns.stage.window, QPoint()), go->size())));
    QCOMPARE(campaigns.drafts(), 0); // adding up writes nothing
    QCOMPARE(campaigns.asked->atOnce, 0);
}

void WriteDraftsSheetTest::saysWhatCostsNothing()
{
    PageStage stage;
    stage.show(new QWidget, small);
    WritingCost cost = costOf(40, 20'000'000);
    auto *plain = new WriteDraftsSheet(cost, &stage.window);
    plain->open();
    QTRY_VERIFY(stage.isShown("writeGo"));
    QVERIFY(!stage.isShown("writeRest")); // nothing to say
    stage.press(Qt::Key_Escape);
    QTRY_VERIFY(!stage.isShown("writeGo"));
    cost.byTemplate = 3;
    cost.blocked = 2;
    (new WriteDraftsSheet(cost, &stage.window))->open();
    QTRY_VERIFY(stage.isShown("writeRest"));
    QCOMPARE(stage.find<QLabel>("writeRest")->text(),
             QStringLiteral("3 more come(s) from the template alone. 2 wait(s) for something from you, and cost(s) "
                            "nothing."));
}

void WriteDraftsSheetTest::aLimitThatMayBeReachedIsSaid()
{
    PageStage stage;
    stage.show(new QWidget, small);
    (new WriteDraftsSheet(costOf(100, 700'000), &stage.window))->open(); // at most $1 at once, $0.50 together
    QTRY_VERIFY(stage.isShown("writeGo"));
    const auto *left = stage.find<QLabel>("writeLeft");
    QCOMPARE(left->text(),
             QStringLiteral("$0.70 of this month's $20 are left. When the limit is reached Claude stops, and the rest "
                            "waits for you."));
    QVERIFY(stage.find("writeGo")->isEnabled());
    QTRY_VERIFY(isWhole(left));
    stage.takePictures(QStringLiteral("write-drafts-scarce"));
    stage.click("writeTogether");
    QCOMPARE(left->text(), QStringLiteral("$0.70 of this month's $20 are left.")); // half the price fits
    QVERIFY(stage.find("writeGo")->isEnabled());
}

void WriteDraftsSheetTest::aBatchMustFitIntoTheLimit()
{
    PageStage stage;
    stage.show(new QWidget, small);
    auto *sheet = new WriteDraftsSheet(costOf(100, 400'000), &stage.window);
    QSignalSpy chosen(sheet, &WriteDraftsSheet::chosen);
    sheet->open();
    QTRY_VERIFY(stage.isShown("writeGo"));
    QVERIFY(stage.find("writeGo")->isEnabled()); // one after the other, up to the limit
    stage.click("writeTogether");
    auto *go = stage.find<Button>("writeGo");
    QVERIFY(!go->isEnabled());
    const QString why = QStringLiteral("$0.40 of this month's $20 are left. That is less than it can cost. Raise the "
                                       "limit in Settings, under Keys and budget, or write fewer.");
    QCOMPARE(stage.find<QLabel>("writeLeft")->text(), why);
    QTRY_VERIFY(isWhole(stage.find<QLabel>("writeLeft")));
    QCOMPARE(go->toolTip(), why); // the button itself says it, too
    QCOMPARE(go->accessibleDescription(), why);
    stage.takePictures(QStringLiteral("write-drafts-too-dear"));
    QCOMPARE(clippedTexts(sheet).join(QLatin1Char('\n')), QString());
    stage.press(Qt::Key_Return);
    QCOMPARE(chosen.size(), 0);
    QVERIFY(stage.isShown("writeGo"));
    stage.click("writeAtOnce");
    QVERIFY(go->isEnabled());
    QCOMPARE(go->accessibleDescription(), QString());
}

void WriteDraftsSheetTest::withNothingLeftNothingCanBeWritten()
{
    PageStage stage;
    stage.show(new QWidget, small);
    auto *sheet = new WriteDraftsSheet(costOf(2, 0), &stage.window);
    QSignalSpy chosen(sheet, &WriteDraftsSheet::chosen);
    sheet->open();
    QTRY_VERIFY(stage.isShown("writeGo"));
    for (const char *way : {"writeAtOnce", "writeTogether"}) {
        stage.click(way);
        QVERIFY(!stage.find("writeGo")->isEnabled());
        stage.press(Qt::Key_Return);
    }
    QCOMPARE(chosen.size(), 0);
}

void WriteDraftsSheetTest::everyControlHasAName()
{
    PageStage stage;
    stage.show(new QWidget, small);
    auto *sheet = new WriteDraftsSheet(costOf(50, 20'000'000), &stage.window);
    sheet->open();
    QTRY_VERIFY(stage.isShown("writeGo"));
    QCOMPARE(namelessControls(sheet).join(QLatin1Char('\n')), QString());
    // The price belongs to the choice: whoever hears the one hears the other.
    QCOMPARE(stage.find("writeAtOnce")->accessibleDescription(),
             QStringLiteral("About $0.20, at most $0.50. In a few minutes, while AlwaysLeads is open."));
    QVERIFY(stage.find("writeTogether")
                ->accessibleDescription()
                .startsWith(QStringLiteral("About $0.10, at most $0.25. Within a day, mostly within an hour")));
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("writeAtOnce"));
    const QStringList order = tabOrder(stage);
    QVERIFY2(order.contains(QStringLiteral("writeCancel")) && order.contains(QStringLiteral("writeGo")),
             qPrintable(order.join(u' ')));
    QVERIFY(order.indexOf(QStringLiteral("writeCancel")) < order.indexOf(QStringLiteral("writeGo")));
}

void WriteDraftsSheetTest::enterWritesAtOnce()
{
    WritingStage campaigns;
    QVERIFY(campaigns.ask());
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("writeAtOnce"));
    campaigns.stage.press(Qt::Key_Return);
    QTRY_COMPARE(campaigns.stage.shell.toasts,
                 QStringList{QStringLiteral("2 draft(s) written. 1 need(s) something from you.")});
    QVERIFY(!campaigns.stage.isShown("writeDraftsSheet"));
    QCOMPARE(campaigns.asked->atOnce, 2);
    QCOMPARE(campaigns.asked->together.size(), 0);
    QCOMPARE(campaigns.drafts(), 3);
}

void WriteDraftsSheetTest::theOtherWayIsChosenWithTheKeyboard()
{
    PageStage stage;
    stage.show(new QWidget, small);
    auto *sheet = new WriteDraftsSheet(costOf(50, 20'000'000), &stage.window);
    QList<WritingWay> chosen;
    connect(sheet, &WriteDraftsSheet::chosen, this, [&chosen](WritingWay way) { chosen.append(way); });
    sheet->open();
    QTRY_VERIFY(stage.isShown("writeGo"));
    stage.press(Qt::Key_Down);
    QVERIFY(stage.find<RadioButton>("writeTogether")->isChecked());
    QVERIFY(!stage.find<RadioButton>("writeAtOnce")->isChecked());
    stage.press(Qt::Key_Up);
    QVERIFY(stage.find<RadioButton>("writeAtOnce")->isChecked());
    stage.press(Qt::Key_Down);
    stage.press(Qt::Key_Return);
    QCOMPARE(chosen, QList<WritingWay>{WritingWay::Together});
    QTRY_VERIFY(!stage.isShown("writeGo"));
}

void WriteDraftsSheetTest::escapeWritesNothing()
{
    WritingStage campaigns;
    QVERIFY(campaigns.ask());
    campaigns.stage.press(Qt::Key_Escape);
    QTRY_VERIFY(!campaigns.stage.isShown("writeDraftsSheet"));
    QVERIFY(!campaigns.writer->isWriting(campaigns.world.campaign));
    QCOMPARE(campaigns.drafts(), 0);
    QCOMPARE(campaigns.asked->atOnce, 0);
    QVERIFY(campaigns.stage.isShown("campaignWriteDrafts")); // the editor is still there, and can ask again
    QVERIFY(campaigns.stage.find("campaignWriteDrafts")->isEnabled());
}

void WriteDraftsSheetTest::cancelWritesNothing()
{
    WritingStage campaigns;
    QVERIFY(campaigns.ask());
    campaigns.stage.click("writeCancel");
    QTRY_VERIFY(!campaigns.stage.isShown("writeDraftsSheet"));
    QVERIFY(!campaigns.writer->isWriting(campaigns.world.campaign));
    QCOMPARE(campaigns.drafts(), 0);
    QCOMPARE(campaigns.asked->atOnce, 0);
    QCOMPARE(campaigns.asked->together.size(), 0);
}

void WriteDraftsSheetTest::asksTheEditorsPeopleTogether()
{
    WritingStage campaigns;
    QVERIFY(campaigns.ask(small));
    campaigns.stage.click("writeTogether");
    campaigns.stage.takePictures(QStringLiteral("write-drafts-together"));
    campaigns.stage.click("writeGo");
    QTRY_COMPARE(campaigns.stage.shell.toasts, QStringList{QStringLiteral("Claude writes 2 draft(s) within a day.")});
    QCOMPARE(campaigns.asked->together.size(), 2);
    QCOMPARE(campaigns.asked->atOnce, 0);
}

void WriteDraftsSheetTest::asksForMoneyFirst()
{
    WritingStage campaigns(0);
    QVERIFY(campaigns.ask());
    QVERIFY(!campaigns.stage.find("writeGo")->isEnabled());
    QVERIFY2(campaigns.text("writeLeft").contains(QStringLiteral("Raise the limit in Settings")),
             qPrintable(campaigns.text("writeLeft")));
    campaigns.stage.press(Qt::Key_Return);
    campaigns.stage.press(Qt::Key_Escape);
    QTRY_VERIFY(!campaigns.stage.isShown("writeDraftsSheet"));
    QCOMPARE(campaigns.drafts(), 0);
}

QTEST_MAIN(WriteDraftsSheetTest)
#include "WriteDraftsSheetTest.moc"
