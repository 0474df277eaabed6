#include "campaign/DraftsForPeople.h"
#include "CampaignStage.h"
#include "settings/Settings.h"
#include "widgets/Button.h"
#include "widgets/Combo.h"

#include <QSignalSpy>

using namespace AlwaysLeads;

namespace {

/// What Claude is asked for, and what there is to pay it.
struct Claude
{
    int asked = 0;

    ClaudeWriting writing()
    {
        ClaudeWriting claude;
        claude.hasKey = [] { return hasKey(); };
        claude.means = [] { return means(); };
        claude.writeMail = [this](MailBrief, std::stop_token) { return written(this); };
        return claude;
    }
    static Task<Result<bool>> hasKey() { co_return true; }
    static Task<Result<ClaudeMeans>> means()
    {
        ClaudeMeans means;
        means.model = QStringLiteral("claude-haiku-5-5");
        means.leftMicros = 12'500'000;
        means.limitMicros = 20'000'000;
        Result<ClaudeMeans> answer = means;
        co_return answer;
    }
    static Task<Result<WrittenMail>> written(Claude *claude)
    {
        ++claude->asked;
        WrittenMail mail;
        mail.subject = QStringLiteral("Your evening slots");
        mail.body = QStringLiteral("Hi,\n\nhow is the port?");
        Result<WrittenMail> answer = mail;
        co_return answer;
    }
};

struct PeopleStage : CampaignStage
{
    explicit PeopleStage(const ClaudeWriting &claude = {}, QSize size = QSize(1216, 862))
        : writer(*world.files, world.clock, claude)
    {
        must(settings.load());
        open(size);
        drafts = new DraftsForPeople(world.campaigns, writer, settings, stage.shell, page);
        QObject::connect(drafts, &DraftsForPeople::said, page, [this](const QString &text) { said << text; });
    }
    ~PeopleStage()
    {
        stage.close(); // before the writer
        world.files.settle();
    }
    LeadId person(const QString &name)
    {
        return world.addLead(name, QStringLiteral("%1@baltway.example").arg(name.toLower()));
    }
    LeadId enrolled(const QString &name)
    {
        const LeadId lead = person(name);
        must(world.campaigns.enrol(world.campaign, {lead}));
        return lead;
    }
    qint64 count() { return world.files.number(QStringLiteral("SELECT count(*) FROM draft")); }
    QString texts(const char *sheet) const { return shownTexts(stage.find(sheet)).join(QLatin1Char('\n')); }

    DraftWriter writer;
    Settings settings{*world.files};
    DraftsForPeople *drafts = nullptr;
    QStringList said;
};

} // namespace

/// "Write draft" in Leads: from the key to the drafts.
class DraftsForPeopleTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whoIsInACampaignGetsTheDraftWithoutAQuestion()
    {
        PeopleStage stage;
        const LeadId anna = stage.enrolled(QStringLiteral("Anna"));
        const LeadId bea = stage.enrolled(QStringLiteral("Bea"));
        stage.drafts->write({anna}, DraftsForPeople::Ask::WhenNeeded);
        QTRY_COMPARE(stage.said.size(), 2);
        QCOMPARE(stage.said.first(),
                 QStringLiteral("1 draft(s) are being written. “Baltic forwarders” is not launched yet: nothing leaves "
                                "before that."));
        QCOMPARE(stage.said.last(), QStringLiteral("1 draft(s) written."));
        QVERIFY(stage.world.draftOf(bea).id.isNull());
        QCOMPARE(stage.world.draftOf(anna).state, DraftState::Ready); // waits to be read
        QVERIFY(!stage.stage.isShown("writeDraftsSheet"));
    }

    void whoHasADraftIsShownItAndNobodyGetsASecond()
    {
        PeopleStage stage;
        const LeadId anna = stage.enrolled(QStringLiteral("Anna"));
        const LeadId bea = stage.enrolled(QStringLiteral("Bea"));
        must(stage.writer.write(stage.world.campaign));
        DraftId wanted;
        connect(stage.drafts, &DraftsForPeople::draftWanted, this, [&wanted](DraftId draft) { wanted = draft; });
        stage.drafts->write({anna}, DraftsForPeople::Ask::WhenNeeded);
        QTRY_COMPARE(wanted, stage.world.draftOf(anna).id);
        stage.drafts->write({anna, bea}, DraftsForPeople::Ask::WhenNeeded);
        QTRY_COMPARE(stage.said, QStringList{QStringLiteral("2 have a draft already.")});
        QCOMPARE(stage.count(), 2);
    }

    void whoIsInNoCampaignIsAskedIntoTheOneUsedLast()
    {
        PeopleStage stage;
        must(stage.world.campaigns.create(QStringLiteral("Nordic ports"))); // newer
        stage.drafts->remember(stage.world.campaign);
        const LeadId anna = stage.person(QStringLiteral("Anna"));
        stage.drafts->write({anna}, DraftsForPeople::Ask::WhenNeeded);
        QTRY_VERIFY(stage.stage.isShown("chooseCampaignSheet"));
        auto *choice = stage.stage.find<Combo>("chooseCampaign");
        QTRY_COMPARE(choice->count(), 3);
        QCOMPARE(choice->currentText(), QStringLiteral("Baltic forwarders"));
        QVERIFY(!stage.stage.isShown("newCampaignNameEdit"));
        QCOMPARE(namelessControls(stage.stage.find("chooseCampaignSheet")).join(QLatin1Char('\n')), QString());
        QTRY_COMPARE(clippedTexts(stage.stage.find("chooseCampaignSheet")).join(QLatin1Char('\n')), QString());
        stage.stage.takePictures(QStringLiteral("choose-campaign-for-drafts"));
        stage.stage.click("chooseCampaignAdd");
        QTRY_COMPARE(stage.said.value(1), QStringLiteral("1 draft(s) written."));
        QCOMPARE(stage.world.draftOf(anna).state, DraftState::Ready);
        QVERIFY(stage.stage.shell.openedCampaign.isNull()); // one goes on in Leads
    }

    void escapeInTheChoiceEnrolsAndWritesNothing()
    {
        PeopleStage stage;
        const LeadId anna = stage.person(QStringLiteral("Anna"));
        stage.drafts->write({anna}, DraftsForPeople::Ask::WhenNeeded);
        QTRY_VERIFY(stage.stage.isShown("chooseCampaignSheet"));
        stage.stage.press(Qt::Key_Escape);
        QTRY_VERIFY(!stage.stage.isShown("chooseCampaignSheet"));
        QCOMPARE(stage.count(), 0);
        QCOMPARE(stage.world.files.number(QStringLiteral("SELECT count(*) FROM enrolment")), 0);
    }

    void aNewCampaignOpensToBeGivenItsText()
    {
        PeopleStage stage;
        must(stage.world.campaigns.softDelete(stage.world.campaign));
        const LeadId anna = stage.person(QStringLiteral("Anna"));
        stage.drafts->write({anna}, DraftsForPeople::Ask::WhenNeeded);
        QTRY_VERIFY(stage.stage.isShown("newCampaignNameEdit"));
        stage.stage.find<QLineEdit>("newCampaignNameEdit")->setFocus();
        stage.stage.type(QStringLiteral("Nordic ports"));
        stage.stage.press(Qt::Key_Return);
        QTRY_VERIFY(!stage.stage.shell.openedCampaign.isNull());
        QCOMPARE(stage.stage.shell.toasts,
                 QStringList(QStringLiteral("Write the text of the first mail, then press Write drafts.")));
        QCOMPARE(must(stage.world.campaigns.people(stage.stage.shell.openedCampaign)).size(), 1);
    }

    void whoCannotBeWrittenToIsNamedWithTheReason()
    {
        PeopleStage stage({}, QSize(1024, 680));
        const LeadId anna = stage.enrolled(QStringLiteral("Anna"));
        QList<LeadId> people = {anna};
        for (int number = 0; number < 6; ++number) {
            people << stage.world.addLead(QStringLiteral("Nobody%1").arg(number), QString());
        }
        const LeadId bea = stage.person(QStringLiteral("Bea"));
        stage.world.suppress(QStringLiteral("bea@baltway.example"));
        people << bea;
        stage.drafts->write(people, DraftsForPeople::Ask::WhenNeeded);
        QTRY_VERIFY(stage.stage.isShown("writeDraftsSheet"));
        const QString texts = stage.texts("writeDraftsSheet");
        QVERIFY2(texts.contains(QStringLiteral("Write drafts for 1 person(s)?")), qPrintable(texts));
        QVERIFY2(texts.contains(QStringLiteral("Nothing is written for 7 person(s):")), qPrintable(texts));
        QVERIFY2(texts.contains(QStringLiteral("Has no email address.")), qPrintable(texts));
        QVERIFY2(texts.contains(QStringLiteral("Nobody0 Nowak")), qPrintable(texts));
        QCOMPARE(namelessControls(stage.stage.find("writeDraftsSheet")).join(QLatin1Char('\n')), QString());
        QTRY_COMPARE(clippedTexts(stage.stage.find("writeDraftsSheet")).join(QLatin1Char('\n')), QString());
        stage.stage.takePictures(QStringLiteral("write-drafts-people"));
        QCOMPARE(stage.count(), 0);
        stage.stage.press(Qt::Key_Return);
        QTRY_COMPARE(stage.count(), 1);
    }

    void oneWhoCannotBeWrittenToIsToldAtOnce()
    {
        PeopleStage stage;
        const LeadId anna = stage.world.addLead(QStringLiteral("Anna"), QString());
        stage.drafts->write({anna}, DraftsForPeople::Ask::WhenNeeded);
        QTRY_COMPARE(stage.stage.shell.toasts.size(), 1);
        QVERIFY(stage.stage.shell.toasts.first().contains(QStringLiteral("Has no email address.")));
        QVERIFY(stage.stage.shell.toasts.first().contains(QStringLiteral("Anna Nowak")));
    }

    void severalByClaudeAreWrittenOnlyAfterTheCostWasSaid()
    {
        Claude claude;
        PeopleStage stage(claude.writing());
        stage.world.setText(QStringLiteral("Hello {first name}"), QStringLiteral("Hi {first name}"),
                            QStringLiteral("warmer"));
        const LeadId anna = stage.enrolled(QStringLiteral("Anna"));
        const LeadId bea = stage.enrolled(QStringLiteral("Bea"));
        stage.drafts->write({anna, bea}, DraftsForPeople::Ask::WhenNeeded);
        QTRY_VERIFY(stage.stage.isShown("writeAtOnceCost"));
        QVERIFY(stage.texts("writeDraftsSheet").contains(QStringLiteral("$12.50 of this month's $20 are left.")));
        QCOMPARE(claude.asked, 0);
        stage.stage.press(Qt::Key_Escape);
        QTRY_VERIFY(!stage.stage.isShown("writeDraftsSheet"));
        QCOMPARE(stage.count(), 0);
        stage.drafts->write({anna}, DraftsForPeople::Ask::WhenNeeded); // one is a matter of course
        QTRY_COMPARE(claude.asked, 1);
        QTRY_COMPARE(stage.said.value(1), QStringLiteral("1 draft(s) written."));
    }

    void theWholeViewIsAskedForAlsoWhereItCostsNothing()
    {
        PeopleStage stage;
        const LeadId anna = stage.enrolled(QStringLiteral("Anna"));
        const LeadId bea = stage.enrolled(QStringLiteral("Bea"));
        stage.drafts->write({anna, bea}, DraftsForPeople::Ask::Always);
        QTRY_VERIFY(stage.stage.isShown("writeDraftsSheet"));
        QVERIFY(stage.texts("writeDraftsSheet").contains(QStringLiteral("Write drafts for 2 person(s)?")));
        QVERIFY(!stage.stage.isShown("writeAtOnce"));
        QCOMPARE(stage.count(), 0);
        stage.stage.click("writeGo");
        QTRY_COMPARE(stage.count(), 2);
    }

    void aSecondPersonOfTheSameCampaignWaitsForTheFirst()
    {
        PeopleStage stage;
        const LeadId anna = stage.enrolled(QStringLiteral("Anna"));
        const LeadId bea = stage.enrolled(QStringLiteral("Bea"));
        QSignalSpy begun(stage.drafts, &DraftsForPeople::said);
        stage.drafts->write({anna}, DraftsForPeople::Ask::WhenNeeded);
        QTRY_VERIFY(begun.size() >= 1);
        stage.drafts->write({bea}, DraftsForPeople::Ask::WhenNeeded);
        QTRY_COMPARE(stage.count(), 2);
        QTRY_COMPARE(stage.said.filter(QStringLiteral("written.")).size(), 4);
        QVERIFY(stage.stage.shell.problems.isEmpty());
    }
};

QTEST_MAIN(DraftsForPeopleTest)
#include "DraftsForPeopleTest.moc"
