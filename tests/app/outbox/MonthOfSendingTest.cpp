#include "app/outbox/CalendarWorld.h"
#include "draft/DraftStore.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QtTest>

using namespace AlwaysLeads;
using namespace std::chrono_literals;

namespace {

struct Place
{
    const char *city;
    const char *country;
};
constexpr Place places[] = {
    {"Gdynia", "Poland"},
    {"Hamburg", "Germany"},
    {"London", "United Kingdom"},
    {"Lisbon", "Portugal"},
    {"Athens", "Greece"},
    {"New York", "United States"},
    {"Chicago", "United States"},
    {"Phoenix", "United States"},
    {"San Francisco", "United States"},
    {"Toronto", "Canada"},
    {"Sao Paulo", "Brazil"},
    {"Santiago", "Chile"},
    {"Sydney", "Australia"},
    {"Auckland", "New Zealand"},
    {"Tokyo", "Japan"},
    {"Mumbai", "India"},
    {"Dubai", "United Arab Emirates"},
    {"Johannesburg", "South Africa"},
};
constexpr int peopleOfEach = 120; ///< campaign
constexpr int laterOfEach = 30; ///< of them, approved before Easter only
constexpr int followUpsOfEach = 40;
constexpr int campaignCount = 3;
constexpr int mailCount = campaignCount * (peopleOfEach + followUpsOfEach);

/// One hand-over, as the log has it.
struct Attempt
{
    QDateTime at;
    QDateTime due;
    QString mailbox;
    QString to;
    QString company;
    bool followUp = false;
    bool left = true;
    QString city;
    QString country;
};

/// An approval: with it a mail has its mailbox.
struct Choice
{
    QDateTime at;
    QString to;
    bool followUp = false;
    QString mailbox;
    QStringList among;
};

QByteArray csvOf(const QList<Choice> &choices)
{
    QByteArray csv = "at,to,follow_up,mailbox,among\n";
    for (const Choice &choice : choices) {
        csv += QStringList{QString::number(choice.at.toMSecsSinceEpoch()), choice.to,
                           choice.followUp ? QStringLiteral("1") : QStringLiteral("0"), choice.mailbox,
                           choice.among.join(QLatin1Char(' '))}
                   .join(QLatin1Char(','))
                   .toUtf8()
            + '\n';
    }
    return csv;
}

struct Person
{
    QString company;
    Place place{};
    QDateTime due;
    bool followUp = false; ///< what waits for them now
};

QByteArray csvOf(const QList<Attempt> &attempts)
{
    QByteArray csv = "at,due,mailbox,to,company,follow_up,left,city,country\n";
    for (const Attempt &attempt : attempts) {
        csv += QStringList{QString::number(attempt.at.toMSecsSinceEpoch()),
                           QString::number(attempt.due.toMSecsSinceEpoch()),
                           attempt.mailbox,
                           attempt.to,
                           attempt.company,
                           attempt.followUp ? QStringLiteral("1") : QStringLiteral("0"),
                           attempt.left ? QStringLiteral("1") : QStringLiteral("0"),
                           attempt.city,
                           attempt.country}
                   .join(QLatin1Char(','))
                   .toUtf8()
            + '\n';
    }
    return csv;
}

struct Verdict
{
    int exitCode = -1;
    QString said;
};

} // namespace

/// A month with both changes of the clocks (the United States on 14 March 2027, Europe on the 28th) and Easter, through
/// the real Sender, on the virtual clock. What left is judged by a script that shares no code with the program.
class MonthOfSendingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void keepsEveryRule();
    void theScriptSeesAViolation_data();
    void theScriptSeesAViolation();

private:
    void send();
    Verdict check(const QList<Attempt> &attempts, const QList<Choice> &choices, int least = 0);

    QTemporaryDir m_folder;
    QByteArray m_rules;
    QList<Attempt> m_attempts;
    QList<Choice> m_choices;
};

void MonthOfSendingTest::initTestCase()
{
    if (QStandardPaths::findExecutable(QStringLiteral("python3")).isEmpty()) {
        QFAIL("python3 is needed (packaging/packages.sh)");
    }
    send();
}

void MonthOfSendingTest::send()
{
    CalendarWorld world;
    QJsonObject mailboxRules;
    QList<CampaignId> campaigns{world.campaign};
    const auto describe = [&](MailboxId id, const QString &address, const SendingRules &rules, int day, int gap) {
        world.setRules(rules, id);
        must(world.files.write([=](Connection &c) {
            return c.run(QStringLiteral("UPDATE mailbox SET daily_limit = ?, gap_seconds = ? WHERE id = ?"),
                         {day, gap, id.value()});
        }));
        QJsonArray windows;
        for (const std::optional<DayWindow> &window : rules.windows) {
            windows.append(window ? QJsonValue(QJsonArray{window->from, window->until}) : QJsonValue());
        }
        QJsonValue ramp;
        if (rules.warmUpSince.isValid()) {
            ramp = QJsonObject{{QStringLiteral("since"), rules.warmUpSince.toString(Qt::ISODate)},
                               {QStringLiteral("start"), rules.warmUpStart},
                               {QStringLiteral("step"), rules.warmUpStep}};
        }
        mailboxRules.insert(address,
                            QJsonObject{{QStringLiteral("zone"), QString::fromUtf8(rules.zone)},
                                        {QStringLiteral("clock"),
                                         rules.clock == SendingRules::Clock::Recipient ? QStringLiteral("recipient")
                                                                                       : QStringLiteral("sender")},
                                        {QStringLiteral("windows"), windows},
                                        {QStringLiteral("gap"), gap},
                                        {QStringLiteral("jitter"), rules.jitterSeconds},
                                        {QStringLiteral("day"), day},
                                        {QStringLiteral("hour"), rules.perHour},
                                        {QStringLiteral("week"), rules.perWeek},
                                        {QStringLiteral("new"), rules.newPerDay},
                                        {QStringLiteral("company"), rules.perCompanyPerDay},
                                        {QStringLiteral("ramp"), ramp}});
    };
    SendingRules clara; // warming up, in Copenhagen, by the clocks of the recipients
    clara.zone = "Europe/Copenhagen";
    clara.perHour = 6;
    clara.warmUpSince = QDate(2027, 3, 1);
    clara.warmUpStart = 3;
    clara.warmUpStep = 2;
    SendingRules maria = clara; // in New York, few new people a day
    maria.zone = "America/New_York";
    maria.warmUpSince = {};
    maria.perHour = 0;
    maria.perWeek = 50;
    maria.newPerDay = 9;
    maria.perCompanyPerDay = 1;
    SendingRules jens = clara; // by his own clock, also on Saturdays
    jens.clock = SendingRules::Clock::Sender;
    jens.warmUpSince = {};
    jens.perHour = 4;
    for (auto &window : jens.windows) {
        window = DayWindow{9 * 60 + 15, 13 * 60 + 45};
    }
    jens.windows[6].reset();
    jens.jitterSeconds = 120;
    const MailboxId marias = world.addMailbox(QStringLiteral("maria@tryharbour.example"));
    SendingRules ole = maria; // takes turns with Maria, and takes less
    ole.zone = "Europe/Copenhagen";
    ole.newPerDay = 0;
    ole.perWeek = 0;
    const MailboxId oles = world.addMailbox(QStringLiteral("ole@tryharbour.example"));
    const MailboxId jenses = world.addMailbox(QStringLiteral("jens@harbourline.example"));
    describe(world.mailbox, QStringLiteral("clara@harbourline.example"), clara, 20, 240);
    describe(marias, QStringLiteral("maria@tryharbour.example"), maria, 15, 300);
    describe(jenses, QStringLiteral("jens@harbourline.example"), jens, 10,
             180); // few, so that his mails last beyond both changes of the clocks
    describe(oles, QStringLiteral("ole@tryharbour.example"), ole, 5, 300);
    HolidayChoice holidays;
    holidays.countries = {QLocale::Denmark};
    holidays.own = {{QDate(2027, 3, 17), QStringLiteral("Company outing")}};
    must(world.files.write([=](Connection &c) { return SendingRulesStore().putHolidays(c, holidays); }));
    m_rules = QJsonDocument(QJsonObject{{QStringLiteral("mailboxes"), mailboxRules},
                                        {QStringLiteral("closed"),
                                         QJsonArray{QStringLiteral("2027-03-17"), QStringLiteral("2027-03-25"),
                                                    QStringLiteral("2027-03-26"), QStringLiteral("2027-03-29")}}})
                  .toJson();

    // People of sixty companies all over the world, in three campaigns.
    QHash<QString, Person> people;
    QList<QList<LeadId>> leads;
    for (const MailboxId mailbox : {marias, jenses}) {
        const CampaignId campaign = must(world.campaigns.create(QStringLiteral("Campaign")));
        must(world.campaigns.chooseMailboxes(
            campaign, mailbox == marias ? QList<MailboxId>{marias, oles} : QList<MailboxId>{mailbox}));
        must(world.campaigns.editStep(must(world.campaigns.open(campaign)).steps.first().id,
                                      StepText{QStringLiteral("Hello"), QStringLiteral("Hi {first name}"), {}}));
        campaigns.append(campaign);
    }
    const QDateTime now = world.clock.now();
    for (int number = 0; number < campaignCount * peopleOfEach; ++number) {
        Lead lead;
        const Place place = places[number % std::size(places)];
        lead.firstName = QStringLiteral("Person%1").arg(number);
        lead.lastName = QStringLiteral("Nowak");
        lead.companyName = QStringLiteral("Company %1").arg(number % 61);
        lead.city = QString::fromLatin1(place.city);
        lead.country = QString::fromLatin1(place.country);
        const QString address = QStringLiteral("person%1@company%2.example").arg(number).arg(number % 61);
        lead.email = *EmailAddress::parse(address);
        people.insert(address, {lead.companyName, place, now, false});
        if (number % peopleOfEach == 0) {
            leads.append(QList<LeadId>());
        }
        leads.last().append(must(world.files.write([=](Connection &c) { return LeadStore().add(c, lead, now); })));
        if (number % 9 == 4) { // their server wants a later try once
            HandOverOutcome later =
                FakeTransport::outcome(HandOverOutcome::Verdict::RefusedForNow, HandOverOutcome::Cause::Server,
                                       HandOverStage::Envelope, 451, QStringLiteral("4.7.1"));
            world.transport.outcomes.insert(address, {later, FakeTransport::accepted()});
        }
    }
    world.transport.meanwhile = [&](const Envelope &envelope) {
        const QString to = envelope.to.toString();
        Person &person = people[to];
        const QList<HandOverOutcome> script = world.transport.outcomes.value(to);
        Attempt attempt{world.clock.now(),
                        person.due,
                        envelope.from.toString(),
                        to,
                        person.company,
                        person.followUp,
                        script.isEmpty() || script.first().verdict == HandOverOutcome::Verdict::Accepted,
                        QString::fromLatin1(person.place.city),
                        QString::fromLatin1(person.place.country)};
        m_attempts.append(attempt);
        if (!attempt.left) {
            person.due = world.clock.now().addSecs(15 * 60); // the first wait of SendPolicy
        }
    };
    const QHash<MailboxId, QString> addresses = {{world.mailbox, QStringLiteral("clara@harbourline.example")},
                                                 {marias, QStringLiteral("maria@tryharbour.example")},
                                                 {oles, QStringLiteral("ole@tryharbour.example")},
                                                 {jenses, QStringLiteral("jens@harbourline.example")}};
    const auto approve = [&](int campaign, LeadId lead, bool followUp) {
        world.approve(lead);
        QStringList among;
        for (const MailboxId mailbox : must(world.campaigns.mailboxes(campaigns.at(campaign)))) {
            among.append(addresses.value(mailbox));
        }
        m_choices.append({world.clock.now(), world.lead(lead).email->toString(), followUp,
                          addresses.value(world.draftOf(lead).mailbox), among});
    };
    QList<StepId> firstSteps;
    for (int i = 0; i < campaignCount; ++i) {
        must(world.campaigns.enrol(campaigns.at(i), leads.at(i)));
        must(world.writer.write(campaigns.at(i)));
        firstSteps.append(must(world.campaigns.open(campaigns.at(i))).steps.first().id);
        world.step = firstSteps.last();
        for (const LeadId lead : leads.at(i).first(peopleOfEach - laterOfEach)) {
            approve(i, lead, false);
        }
        must(world.campaigns.launch(campaigns.at(i)));
        must(world.outbox.queueApproved(campaigns.at(i)));
    }
    QVERIFY(world.runUntil(CalendarWorld::utc(9, 10)));
    world.clock.jumpTo(CalendarWorld::utc(9, 13)); // the lid was closed over noon

    // Those who got the first mail by then get a second one, as the other steps of a campaign will make it.
    for (int i = 0; i < campaignCount; ++i) {
        const CampaignId campaign = campaigns.at(i);
        const StepId second = must(world.files.write([=, at = world.clock.now()](Connection &c) -> Result<StepId> {
            Result<qint64> id = c.insert(
                QStringLiteral("INSERT INTO campaign_step (campaign_id, position) VALUES (?, 2)"), {campaign.value()});
            Result<qint64> version =
                c.insert(QStringLiteral("INSERT INTO step_version (step_id, version, subject, body, created_at) "
                                        "VALUES (?, 1, 'Re: Hello', 'Once more', ?)"),
                         {*id, at});
            return version ? Result<StepId>(StepId(*id)) : failureOf(std::move(version));
        }));
        int count = 0;
        for (const LeadId lead : leads.at(i)) {
            const QString address = world.lead(lead).email->toString();
            const bool wasWrittenTo = std::ranges::any_of(
                m_attempts, [&](const Attempt &attempt) { return attempt.to == address && attempt.left; });
            if (!wasWrittenTo || count == followUpsOfEach) {
                continue;
            }
            ++count;
            Draft draft;
            draft.lead = lead;
            draft.campaign = campaign;
            draft.step = second;
            draft.state = DraftState::Ready;
            draft.subject = QStringLiteral("Re: Hello");
            draft.body = QStringLiteral("Once more");
            draft.messageId = QStringLiteral("second-%1@harbourline.example").arg(lead.value());
            draft.createdAt = draft.updatedAt = world.clock.now();
            must(world.files.write([=](Connection &c) { return DraftStore().add(c, draft); }));
            people[address].followUp = true;
            people[address].due = world.clock.now();
            world.step = second;
            approve(i, lead, true);
        }
        QCOMPARE(count, followUpsOfEach);
    }
    QVERIFY(world.runUntil(CalendarWorld::utc(24, 20)));
    for (int i = 0; i < campaignCount; ++i) {
        world.step = firstSteps.at(i);
        for (const LeadId lead : leads.at(i).last(laterOfEach)) {
            people[world.lead(lead).email->toString()].due = world.clock.now();
            approve(i, lead, false);
        }
    }
    QVERIFY(world.runUntil(CalendarWorld::utc(31, 23).addDays(3)));
}

Verdict MonthOfSendingTest::check(const QList<Attempt> &attempts, const QList<Choice> &choices, int least)
{
    const auto write = [this](const QString &name, const QByteArray &bytes) {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
            qFatal("The log could not be written");
        }
        return file.fileName();
    };
    QProcess script;
    script.setProcessChannelMode(QProcess::MergedChannels);
    script.start(QStringLiteral("python3"),
                 {QStringLiteral(CHECK_MONTH), write(QStringLiteral("rules.json"), m_rules),
                  write(QStringLiteral("log.csv"), csvOf(attempts)), QString::number(least),
                  write(QStringLiteral("choices.csv"), csvOf(choices))});
    if (!script.waitForFinished(60000)) {
        return {};
    }
    return {script.exitStatus() == QProcess::NormalExit ? script.exitCode() : -1, QString::fromUtf8(script.readAll())};
}

void MonthOfSendingTest::keepsEveryRule()
{
    const Verdict verdict = check(m_attempts, m_choices, mailCount);
    QVERIFY2(verdict.exitCode == 0, qPrintable(verdict.said));
    if (const QString keep = qEnvironmentVariable("ALWAYSLEADS_MONTH_LOG"); !keep.isEmpty()) {
        QFile::copy(m_folder.filePath(QStringLiteral("log.csv")), keep);
    }
    const auto after = [this](int day) {
        return std::ranges::count_if(m_attempts, [&](const Attempt &attempt) {
            return attempt.left && attempt.at > CalendarWorld::utc(day, 0);
        });
    };
    QVERIFY2(after(15) > 60, qPrintable(verdict.said)); // enough of them after each change of the clocks
    QVERIFY2(after(29) > 60, qPrintable(QStringLiteral("%1; %2").arg(after(29)).arg(verdict.said)));
}

void MonthOfSendingTest::theScriptSeesAViolation_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind :
         {"window", "clocks of New York", "clocks of Berlin", "holiday", "gap", "day limit", "hour limit", "week limit",
          "new people", "company", "order", "twice", "sender", "due", "jitter", "count", "rotation"}) {
        QTest::newRow(kind) << QString::fromLatin1(kind);
    }
}

/// Each kind of violation, put into the log that has none, is named.
void MonthOfSendingTest::theScriptSeesAViolation()
{
    QFETCH(QString, kind);
    const QString clara = QStringLiteral("clara@harbourline.example");
    const QString maria = QStringLiteral("maria@tryharbour.example");
    QList<Attempt> log = m_attempts;
    QList<Choice> choices = m_choices;
    QString named = kind;
    const auto indexOf = [&](auto wanted) {
        const auto found = std::ranges::find_if(log, wanted);
        if (found == log.end()) {
            qFatal("The log has no such mail");
        }
        return qsizetype(found - log.begin());
    };
    int least = 0;
    if (kind == QLatin1String("window")) {
        log[indexOf([&](const Attempt &a) { return a.mailbox == clara; })].at = CalendarWorld::utc(6, 12); // a Saturday
    } else if (kind == QLatin1String("clocks of New York")) {
        // An hour too late on the evening after the change: what a program that keeps the old offset takes for in time.
        Attempt &mail = log[indexOf([&](const Attempt &a) {
            return a.city == QLatin1String("New York") && a.mailbox != QLatin1String("jens@harbourline.example");
        })];
        mail.at = CalendarWorld::utc(15, 22, 0); // 18:00 in New York, where winter time said 17:00
        named = QStringLiteral("window");
    } else if (kind == QLatin1String("clocks of Berlin")) {
        Attempt &mail =
            log[indexOf([&](const Attempt &a) { return a.city == QLatin1String("Hamburg") && a.mailbox == clara; })];
        mail.at = CalendarWorld::utc(30, 16, 0); // 18:00 in Hamburg, where winter time said 17:00
        named = QStringLiteral("window");
    } else if (kind == QLatin1String("holiday")) {
        Attempt &mail =
            log[indexOf([&](const Attempt &a) { return a.city == QLatin1String("Hamburg") && a.mailbox == clara; })];
        mail.at = CalendarWorld::utc(26, 10);
    } else if (kind == QLatin1String("gap")) {
        const qsizetype first = indexOf([&](const Attempt &a) { return a.mailbox == clara && a.left; });
        log[first].at = log[first].at.addSecs(
            log[indexOf([&](const Attempt &a) { return a.mailbox == clara && a.at > log[first].at; })]
                .at.toSecsSinceEpoch()
            - log[first].at.toSecsSinceEpoch() - 30);
    } else if (kind == QLatin1String("day limit") || kind == QLatin1String("hour limit")
               || kind == QLatin1String("week limit") || kind == QLatin1String("new people")) {
        const QString mailbox =
            kind == QLatin1String("day limit") || kind == QLatin1String("hour limit") ? clara : maria;
        QDateTime at = kind == QLatin1String("week limit") ? CalendarWorld::utc(15, 15) : CalendarWorld::utc(16, 15);
        int moved = 0;
        for (Attempt &mail : log) {
            const bool wanted =
                mail.mailbox == mailbox && mail.left && (kind != QLatin1String("new people") || !mail.followUp);
            if (wanted && moved < 60) {
                ++moved;
                mail.at = kind == QLatin1String("week limit") ? at.addDays(moved % 5).addSecs(moved * 300)
                                                              : at.addSecs(moved * 300);
            }
        }
    } else if (kind == QLatin1String("company")) {
        const QDate day =
            log[indexOf([&](const Attempt &a) { return a.mailbox == clara && a.at > CalendarWorld::utc(10, 0); })]
                .at.date();
        for (Attempt &mail : log) {
            if (mail.at.date() == day) {
                mail.company = QStringLiteral("Company 1");
            }
        }
    } else if (kind == QLatin1String("order")) {
        // A follow-up that left early and a first mail of the same place that left late change their kinds.
        const qsizetype early = indexOf([&](const Attempt &a) { return a.mailbox == clara && a.followUp && a.left; });
        const qsizetype late = indexOf([&](const Attempt &a) {
            return a.mailbox == clara && !a.followUp && a.left && a.city == log[early].city
                && a.at > log[early].at.addDays(5);
        });
        log[early].followUp = false;
        log[late].followUp = true;
        log[late].due = log[early].due;
        log[late].company = QStringLiteral("Company of nobody else");
    } else if (kind == QLatin1String("twice")) {
        const qsizetype late = indexOf([&](const Attempt &a) { return a.left && a.at > CalendarWorld::utc(12, 0); });
        log.append(log[late]);
    } else if (kind == QLatin1String("sender")) {
        log[indexOf([&](const Attempt &a) { return a.mailbox == clara && a.followUp; })].mailbox = maria;
    } else if (kind == QLatin1String("due")) {
        log[indexOf([&](const Attempt &a) { return a.followUp; })].due = CalendarWorld::utc(30, 0);
    } else if (kind == QLatin1String("jitter")) {
        for (Attempt &mail : log) {
            mail.at = QDateTime::fromSecsSinceEpoch(mail.at.toSecsSinceEpoch() / 300 * 300, Qt::UTC);
        }
    } else if (kind == QLatin1String("count")) {
        log.removeLast();
        least = mailCount;
    } else if (kind == QLatin1String("rotation")) {
        // The first choice between two, the other way round: the one with the smaller day.
        const auto first = std::ranges::find_if(choices, [](const Choice &c) { return c.among.size() > 1; });
        QVERIFY(first != choices.end());
        QCOMPARE(first->mailbox, maria);
        first->mailbox = QStringLiteral("ole@tryharbour.example");
    }
    const Verdict verdict = check(log, choices, least);
    QCOMPARE(verdict.exitCode, 1);
    QVERIFY2(verdict.said.contains(named + QStringLiteral(":")), qPrintable(verdict.said));
}

QTEST_GUILESS_MAIN(MonthOfSendingTest)
#include "MonthOfSendingTest.moc"
