#include "sending/SendPace.h"
#include "app/sending/SendingWorld.h"
#include "sending/SendingWords.h"

#include <QTest>

using namespace AlwaysLeads;
using namespace std::chrono_literals;

namespace {

/// Tuesday 2 March 2027, 10:00 in Copenhagen.
const Moment tuesday = utc(3, 2, 9);
const RecipientZone dane = livesIn("Europe/Copenhagen", "Aarhus", QLocale::Denmark);
const RecipientZone japanese = livesIn("Asia/Tokyo", "Fukuoka", QLocale::Japan);

struct PaceWorld
{
    explicit PaceWorld(PaceSettings settings = plainPace(), const HolidayChoice &holidays = {})
        : pace(std::move(settings), holidays, companies)
    {
    }
    CompanyMails companies;
    SendPace pace;
    QString words(const SendSlot &slot, const QueuedMail &mail) const { return wordsOf(slot, mail, pace); }
    /// Sends so many from `from` on, each as early as it may.
    std::vector<Moment> send(int mails, Moment from, const RecipientZone &recipient = dane, int company = 0,
                             bool followUp = false)
    {
        std::vector<Moment> times;
        for (int i = 0; i < mails; ++i) {
            const QueuedMail mail = mailTo(++m_id, recipient, company, followUp);
            times.push_back(pace.earliest(mail, from).at);
            pace.note(mail, times.back());
        }
        return times;
    }

private:
    int m_id = 0;
};

} // namespace

class SendPaceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sendsAtOnceWithinTheHours()
    {
        PaceWorld world;
        const SendSlot slot = world.pace.earliest(mailTo(1, dane), tuesday);
        QCOMPARE(slot.at, tuesday);
        QCOMPARE(slot.reason, SlotReason::Now);
    }

    void waitsForTheHoursWhereTheRecipientIs()
    {
        PaceWorld world;
        const QueuedMail mail = mailTo(1, japanese);
        const SendSlot slot = world.pace.earliest(mail, tuesday); // 18:00 in Japan
        QCOMPARE(slot.at, utc(3, 2, 23, 30));
        QCOMPARE(slot.reason, SlotReason::Window);
        QVERIFY(world.words(slot, mail).endsWith(QStringLiteral(" in Fukuoka")));
        PaceSettings own = plainPace();
        own.rules.clock = SendingRules::Clock::Sender;
        QCOMPARE(PaceWorld(own).pace.earliest(mail, tuesday).at, tuesday);
    }

    void staysOnTheClockWhenItChanges()
    {
        PaceWorld world;
        // Berlin changes on 28 March 2027, New York on 14 March: 08:30 there is another moment from then on.
        const QueuedMail german = mailTo(1, livesIn("Europe/Berlin"));
        QCOMPARE(world.pace.earliest(german, utc(3, 26, 20)).at, utc(3, 29, 6, 30));
        QCOMPARE(world.pace.earliest(german, utc(3, 25, 20)).at, utc(3, 26, 7, 30));
        const QueuedMail american = mailTo(2, livesIn("America/New_York"));
        QCOMPARE(world.pace.earliest(american, utc(3, 11, 23)).at, utc(3, 12, 13, 30));
        QCOMPARE(world.pace.earliest(american, utc(3, 12, 23)).at, utc(3, 15, 12, 30));
        const QueuedMail back = mailTo(3, livesIn("Europe/Berlin"));
        QCOMPARE(world.pace.earliest(back, utc(10, 29, 20)).at, utc(11, 1, 7, 30));
    }

    void passesOverHolidays()
    {
        HolidayChoice choice;
        choice.own = {{QDate(2027, 3, 3), QStringLiteral("Outing")}};
        PaceWorld world(plainPace(), choice);
        const QueuedMail mail = mailTo(1, dane);
        const SendSlot slot = world.pace.earliest(mail, utc(3, 2, 20));
        QCOMPARE(slot.at, utc(3, 4, 7, 30));
        QCOMPARE(slot.reason, SlotReason::Holiday);
        QCOMPARE(world.words(slot, mail), QStringLiteral("Holiday: Outing"));
        // Maundy Thursday to Easter Monday are none of ours, but theirs.
        QCOMPARE(world.pace.earliest(mail, utc(3, 24, 20)).at, utc(3, 30, 6, 30));
        QCOMPARE(world.pace.earliest(mailTo(2, livesIn("Europe/Copenhagen")), utc(3, 24, 20)).at, utc(3, 25, 7, 30));
        // The hours remembered from before the holidays say nothing of the day asked for now.
        QCOMPARE(world.pace.earliest(mail, utc(3, 3, 9)).at, utc(3, 4, 7, 30));
    }

    void pausesByTheSeedWithinTheRange()
    {
        PaceSettings settings = plainPace();
        settings.rules.jitterSeconds = 300;
        PaceWorld world(settings);
        std::chrono::milliseconds least = 24h;
        std::chrono::milliseconds most{0};
        for (int id = 1; id <= 5000; ++id) {
            const auto pause = world.pace.pauseAfter(seedOf(SendId(id)));
            QCOMPARE(pause, world.pace.pauseAfter(seedOf(SendId(id))));
            least = std::min(least, pause);
            most = std::max(most, pause);
        }
        QCOMPARE(least, 4min);
        QCOMPARE(most, 9min);
        const std::vector<Moment> times = world.send(20, tuesday);
        for (size_t i = 1; i < times.size(); ++i) {
            QCOMPARE(times[i] - times[i - 1], world.pace.pauseAfter(seedOf(SendId(qint64(i)))));
        }
    }

    void keepsTheLimitOfTheHour()
    {
        PaceSettings settings = plainPace();
        settings.rules.perHour = 5;
        PaceWorld world(settings);
        const std::vector<Moment> times = world.send(11, tuesday);
        QCOMPARE(times[4], tuesday + 16min);
        QCOMPARE(times[5], tuesday + 60min);
        QCOMPARE(times[10], tuesday + 120min);
        QCOMPARE(world.pace.earliest(mailTo(99, dane), times[10]).reason, SlotReason::Gap);
    }

    void keepsTheLimitsOfDayAndWeek()
    {
        PaceSettings settings = plainPace();
        settings.dailyLimit = 3;
        settings.rules.perWeek = 7;
        PaceWorld world(settings);
        const std::vector<Moment> times = world.send(6, tuesday);
        QCOMPARE(times[2], tuesday + 8min);
        QCOMPARE(times[3], utc(3, 3, 7, 30));
        QCOMPARE(times[5], utc(3, 3, 7, 38));
        const QueuedMail mail = mailTo(50, dane);
        SendSlot slot = world.pace.earliest(mail, times[5]);
        QCOMPARE(slot.reason, SlotReason::DayLimit);
        QCOMPARE(world.words(slot, mail), QStringLiteral("Daily limit of 3"));
        QCOMPARE(world.send(1, times[5]).front(), utc(3, 4, 7, 30));
        slot = world.pace.earliest(mail, utc(3, 4, 9));
        QCOMPARE(slot.at, utc(3, 8, 7, 30)); // Monday
        QCOMPARE(slot.reason, SlotReason::WeekLimit);
    }

    void warmsUpByDaysThatSent()
    {
        PaceSettings settings = plainPace();
        settings.dailyLimit = 6;
        settings.rules.warmUpSince = QDate(2027, 3, 1);
        settings.rules.warmUpStart = 2;
        settings.rules.warmUpStep = 3;
        PaceWorld world(settings);
        QCOMPARE(world.pace.limitOn(QDate(2027, 3, 2)), 2);
        world.send(1, tuesday);
        QCOMPARE(world.pace.limitOn(QDate(2027, 3, 2)), 2);
        QCOMPARE(world.pace.limitOn(QDate(2027, 3, 10)), 5); // nothing was sent between
        world.send(2, tuesday);
        QCOMPARE(world.pace.earliest(mailTo(9, dane), tuesday).reason, SlotReason::Gap);
        QCOMPARE(world.pace.limitOn(QDate(2027, 3, 4)), 6);
        QVERIFY(paceWords(world.pace, QDate(2027, 3, 3)).startsWith(QStringLiteral("Warming up: day 2, 3 more")));
        QVERIFY(paceWords(world.pace, QDate(2027, 3, 4)).startsWith(QStringLiteral("Full limit. Sends ")));
    }

    void keepsTheLimitOfNewPeople()
    {
        PaceSettings settings = plainPace();
        settings.rules.newPerDay = 2;
        PaceWorld world(settings);
        world.send(2, tuesday);
        QCOMPARE(world.pace.earliest(mailTo(90, dane), tuesday).reason, SlotReason::NewLimit);
        QCOMPARE(world.pace.earliest(mailTo(90, dane), tuesday).at, utc(3, 3, 7, 30));
        QCOMPARE(world.pace.earliest(mailTo(91, dane, 0, true), tuesday).at, tuesday + 8min);
    }

    void keepsTheLimitOfACompanyForAllMailboxes()
    {
        PaceSettings settings = plainPace();
        settings.rules.perCompanyPerDay = 2;
        CompanyMails companies;
        SendPace one(settings, {}, companies);
        SendPace other(settings, {}, companies);
        one.note(mailTo(1, dane, 7), tuesday);
        other.note(mailTo(2, dane, 7), tuesday);
        QCOMPARE(one.earliest(mailTo(3, dane, 7), tuesday).reason, SlotReason::CompanyLimit);
        QCOMPARE(other.earliest(mailTo(4, dane, 7), tuesday).at, utc(3, 3, 7, 30));
        QCOMPARE(one.earliest(mailTo(5, dane, 8), tuesday).at, tuesday + 4min);
        QCOMPARE(one.earliest(mailTo(6, dane), tuesday).at, tuesday + 4min);
    }

    void saysTheReasonThatMatters()
    {
        PaceSettings settings = plainPace();
        settings.dailyLimit = 1;
        PaceWorld world(settings);
        world.send(1, tuesday);
        // In the evening the hours are the reason, whatever the limit says of today.
        QCOMPARE(world.pace.earliest(mailTo(9, dane), utc(3, 2, 20)).reason, SlotReason::Window);
        QCOMPARE(world.pace.earliest(mailTo(9, dane), utc(3, 2, 12)).reason, SlotReason::DayLimit);
        QueuedMail later = mailTo(10, dane);
        later.due = utc(3, 3, 10);
        QCOMPARE(world.pace.earliest(later, tuesday).reason, SlotReason::Due);
        QCOMPARE(world.pace.earliest(later, tuesday).at, utc(3, 3, 10));
    }

    void knowsWhenThereIsNoTimeAtAll()
    {
        PaceSettings settings = plainPace();
        settings.rules.windows.fill(std::nullopt);
        PaceWorld world(settings);
        QCOMPARE(world.pace.earliest(mailTo(1, dane), tuesday).reason, SlotReason::Never);
        PaceSettings none = plainPace();
        none.dailyLimit = 0;
        QCOMPARE(PaceWorld(none).pace.earliest(mailTo(1, dane), tuesday).reason, SlotReason::Never);
    }

    void withoutTheCalendarOnlyGapAndDayCount()
    {
        PaceSettings settings = plainPace();
        settings.byCalendar = false;
        settings.rules.perHour = 1;
        settings.rules.newPerDay = 1;
        settings.dailyLimit = 3;
        PaceWorld world(settings);
        const Moment sunday = utc(3, 7, 1);
        const std::vector<Moment> times = world.send(4, sunday);
        QCOMPARE(times[2], sunday + 8min);
        QCOMPARE(times[3], utc(3, 7, 23)); // midnight in Copenhagen
    }
};

QTEST_GUILESS_MAIN(SendPaceTest)
#include "SendPaceTest.moc"
