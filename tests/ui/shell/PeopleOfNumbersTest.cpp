#include "WindowStage.h"
#include "analytics/FunnelBars.h"
#include "campaign/Campaigns.h"
#include "draft/DraftWriter.h"
#include "draft/Review.h"
#include "lead/LeadTableModel.h"
#include "lead/Leads.h"
#include "lead/LeadsTable.h"
#include "mailbox/Mailboxes.h"
#include "outbox/Outbox.h"
#include "support/Patience.h"
#include "widgets/Toast.h"

#include <QScrollArea>

#include <algorithm>

using namespace AlwaysLeads;

namespace {

constexpr int rowsOfFunnel = 6;
constexpr int writtenTo = 0;
constexpr int opened = 2; // not tracked
constexpr int interested = 4;

template <typename T> T must(Task<Result<T>> task)
{
    Result<T> outcome = QCoro::waitFor(std::move(task));
    if (!outcome) {
        qFatal("%s (%s)", qPrintable(outcome.error().message), qPrintable(outcome.error().detail));
    }
    if constexpr (!std::is_void_v<T>) {
        return std::move(*outcome);
    }
}

QList<LeadId> addPeople(Application &app, const QStringList &firstNames)
{
    QList<LeadId> people;
    for (const QString &name : firstNames) {
        Lead lead;
        lead.firstName = name;
        lead.lastName = QStringLiteral("Nowak");
        lead.city = QStringLiteral("Gdynia");
        lead.email = EmailAddress::parse(name.toLower() + QStringLiteral("@nobody-answers.example")).value();
        people += must(app.leads().add(lead));
    }
    return people;
}

/// One mail to each of these people, which has left.
void writeTo(WindowStage &stage, const QList<LeadId> &people)
{
    Application &app = *stage.application;
    const CampaignId campaign = must(app.campaigns().create(QStringLiteral("Ports")));
    must(app.campaigns().chooseMailbox(campaign, must(app.mailboxes().list()).first().id));
    must(app.campaigns().editStep(must(app.campaigns().open(campaign)).steps.first().id,
                                  {QStringLiteral("Hello"), QStringLiteral("Hi {first name}, how is {city}?"), {}}));
    must(app.campaigns().enrol(campaign, people));
    must(app.draftWriter().write(campaign));
    const auto drafts = must(app.review().list(DraftShelf::ToReview));
    QCOMPARE(drafts.size(), people.size());
    for (const auto &draft : drafts) {
        must(app.review().approve(draft.id, must(app.review().open(draft.id)).shownHash));
    }
    must(app.campaigns().launch(campaign));
    QTRY_COMPARE_WITH_TIMEOUT(must(app.review().list(DraftShelf::Sent)).size(), people.size(), 30'000);
}

} // namespace

/// From a number of the dashboard to its people in the list of leads and back, in the real window.
class PeopleOfNumbersTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_stage.reset(); }
    void aClickInTheFunnelOpensItsPeople();
    void enterInTheFunnelOpensItsPeople();
    void aFigureOpensItsPeople();
    void aRowWithNobodySaysSoAndStays();

private:
    void openDashboard();
    QPoint placeOf(int row) const
    {
        const auto *funnel = m_stage->find<FunnelBars>("funnelBars");
        return {funnel->width() / 3, funnel->sizeHint().height() * (2 * row + 1) / (2 * rowsOfFunnel)};
    }
    /// In the list, in the order of their ids.
    QList<LeadId> listed() const
    {
        const auto *table = m_stage->find<LeadsTable>("leadsTable");
        QList<LeadId> ids;
        for (int row = 0; table != nullptr && row < table->model()->rowCount(); ++row) {
            ids += qobject_cast<const LeadTableModel *>(table->model())->idAt(row);
        }
        std::ranges::sort(ids);
        return ids;
    }
    bool leadsSay(const QString &words) const
    {
        const QWidget *page = m_stage->visible("leadsPage");
        return page != nullptr && shownTexts(page).contains(words);
    }
    void theWrittenToAreListed() const;

    std::unique_ptr<WindowStage> m_stage;
    QList<LeadId> m_written;
    QList<LeadId> m_others;
};

void PeopleOfNumbersTest::init()
{
    m_stage = std::make_unique<WindowStage>();
    m_others = addPeople(*m_stage->application, {QStringLiteral("Piotr"), QStringLiteral("Maria")});
    m_written =
        addPeople(*m_stage->application, {QStringLiteral("Anna"), QStringLiteral("Jonas"), QStringLiteral("Olga")});
    writeTo(*m_stage, m_written);
}

void PeopleOfNumbersTest::openDashboard()
{
    m_stage->press(Qt::Key_7, Qt::ControlModifier);
    QCOMPARE(m_stage->window->place(), Place::Dashboard);
    QTRY_VERIFY(m_stage->isShown("funnelBars"));
    auto *funnel = m_stage->find<FunnelBars>("funnelBars");
    QTRY_VERIFY2(funnel->accessibleDescription().contains(QStringLiteral(": 3")),
                 qPrintable(funnel->accessibleDescription()));
    m_stage->find<QScrollArea>("dashboardScroll")->ensureWidgetVisible(funnel);
    QTRY_VERIFY(!funnel->visibleRegion().isEmpty());
}

void PeopleOfNumbersTest::theWrittenToAreListed() const
{
    QTRY_COMPARE(m_stage->window->place(), Place::Leads);
    QTRY_COMPARE(listed(), m_written);
    QVERIFY(leadsSay(QStringLiteral("Written to, the last 30 days")));
    QCOMPARE(QApplication::focusWidget(), m_stage->visible("leadsTable")); // ready for the keys
}

void PeopleOfNumbersTest::aClickInTheFunnelOpensItsPeople()
{
    openDashboard();
    auto *funnel = m_stage->find<FunnelBars>("funnelBars");
    QVERIFY(funnel->visibleRegion().contains(placeOf(writtenTo)));
    // Moved anew at each look: figures that come late shift the bars away under a mouse that rests.
    const auto isOnABar = [&] {
        QTest::mouseMove(funnel, QPoint(1, 1));
        QTest::mouseMove(funnel, placeOf(writtenTo));
        QCoreApplication::processEvents();
        return funnel->cursor().shape() == Qt::PointingHandCursor;
    };
    QVERIFY(QTest::qWaitFor(isOnABar, testPatience));
    QTest::mouseClick(funnel, Qt::LeftButton, Qt::NoModifier, placeOf(writtenTo));
    theWrittenToAreListed();
    m_stage->takePictures(QStringLiteral("people-of-a-number"));
    // Back to all of them by the sidebar, and the number leads here again.
    m_stage->click("view-all");
    QTRY_COMPARE(listed(), m_others + m_written);
    QVERIFY(!leadsSay(QStringLiteral("Written to, the last 30 days")));
    QVERIFY(leadsSay(QStringLiteral("All leads")));
    m_stage->click("goDashboard");
    QCOMPARE(m_stage->window->place(), Place::Dashboard);
    QTest::mouseClick(funnel, Qt::LeftButton, Qt::NoModifier, placeOf(writtenTo));
    theWrittenToAreListed();
}

void PeopleOfNumbersTest::enterInTheFunnelOpensItsPeople()
{
    openDashboard();
    m_stage->find<FunnelBars>("funnelBars")->setFocus(Qt::TabFocusReason);
    m_stage->press(Qt::Key_Return);
    theWrittenToAreListed();
    // To the dashboard and back they are still listed; "1" shows everybody.
    m_stage->press(Qt::Key_7, Qt::ControlModifier);
    QCOMPARE(m_stage->window->place(), Place::Dashboard);
    m_stage->press(Qt::Key_4, Qt::ControlModifier);
    theWrittenToAreListed();
    m_stage->press(Qt::Key_1);
    QTRY_COMPARE(listed(), m_others + m_written);
    QVERIFY(leadsSay(QStringLiteral("All leads")));
}

void PeopleOfNumbersTest::aFigureOpensItsPeople()
{
    // showPeople() as any page calls it: exactly these, with the reason it gives.
    m_stage->window->showPeople(QStringLiteral("Opted out, Ports"), {m_others.first(), m_written.first()});
    QCOMPARE(m_stage->window->place(), Place::Leads);
    QTRY_COMPARE(listed(), (QList{m_others.first(), m_written.first()}));
    QVERIFY(leadsSay(QStringLiteral("Opted out, Ports")));
    // Another number takes its place.
    m_stage->window->showPeople(QStringLiteral("Replied, Ports"), {m_written.last()});
    QTRY_COMPARE(listed(), QList{m_written.last()});
    QVERIFY(leadsSay(QStringLiteral("Replied, Ports")));
    QVERIFY(!leadsSay(QStringLiteral("Opted out, Ports")));
}

void PeopleOfNumbersTest::aRowWithNobodySaysSoAndStays()
{
    openDashboard();
    auto *funnel = m_stage->find<FunnelBars>("funnelBars");
    const auto says = [this](const QString &words) {
        const QList<Toast *> toasts = m_stage->window->findChildren<Toast *>();
        return std::ranges::any_of(toasts,
                                   [&words](const Toast *one) { return one->isVisible() && one->text() == words; });
    };
    bool said = false;
    for (int clicks = 0; clicks < 3 && !said;
         ++clicks) { // a note that the mails are out may take the place of this one
        QTest::mouseClick(funnel, Qt::LeftButton, Qt::NoModifier, placeOf(interested));
        said = QTest::qWaitFor([&] { return says(QStringLiteral("Nobody is behind this number.")); });
    }
    QVERIFY(said);
    QCOMPARE(m_stage->window->place(), Place::Dashboard);
    // What is not tracked leads nowhere.
    QTest::mouseMove(funnel, placeOf(opened));
    QTRY_COMPARE(funnel->cursor().shape(), Qt::ArrowCursor);
    QTest::mouseClick(funnel, Qt::LeftButton, Qt::NoModifier, placeOf(opened));
    QTest::mouseClick(funnel, Qt::RightButton, Qt::NoModifier, placeOf(writtenTo));
    QCoreApplication::processEvents();
    QCOMPARE(m_stage->window->place(), Place::Dashboard);
}

QTEST_MAIN(PeopleOfNumbersTest)
#include "PeopleOfNumbersTest.moc"
