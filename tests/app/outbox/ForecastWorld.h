#pragma once

#include "app/outbox/CalendarWorld.h"
#include "campaign/CampaignStore.h"
#include "draft/Sequence.h"
#include "draft/SequenceStage.h"
#include "draft/SequenceStore.h"
#include "draft/WorkingDays.h"
#include "outbox/Forecasts.h"
#include "sending/CountryNames.h"

#include <QtTest>

#include <algorithm>

namespace AlwaysLeads {

/// A campaign of three mails, over people in several countries, foretold and then really run.
struct ForecastWorld : CalendarWorld
{
    ForecastWorld()
    {
        const auto add = [this](StepKind kind, int days, const QString &subject, const QString &body) {
            const StepId last = must(campaigns.open(campaign)).steps.last().id;
            const StepId added = must(campaigns.addStep(campaign, kind, last));
            must(campaigns.editStep(added, StepText{subject, body, {}}));
            StepRule rule;
            rule.delayDays = days;
            must(campaigns.setRule(added, rule));
            return added;
        };
        second = add(StepKind::Mail, 2, QString(), QStringLiteral("Was it of use, {first name}?"));
        third = add(StepKind::Mail, 2, QString(), QStringLiteral("A last word."));
    }
    /// Sends from another mailbox too, with rules of its own.
    MailboxId alsoFrom(const QString &address, const SendingRules &rulesOfIt, int dailyLimit, int gapSeconds)
    {
        const MailboxId other = addMailbox(address);
        setRules(rulesOfIt, other);
        must(outbox.rulebook().keepPace(other, dailyLimit, gapSeconds));
        QList<MailboxId> all = must(campaigns.mailboxes(campaign));
        all.append(other);
        must(campaigns.chooseMailboxes(campaign, all));
        return other;
    }
    QList<LeadId> enrolPeople(int count)
    {
        QList<LeadId> leads;
        for (int number = 0; number < count; ++number) {
            leads.append(person(number));
        }
        must(campaigns.enrol(campaign, leads));
        return leads;
    }
    void launch()
    {
        must(campaigns.launch(campaign));
        must(writer.write(campaign));
        approveAll();
    }
    LeadId person(int number)
    {
        struct Place
        {
            const char *city;
            const char *country;
        };
        static constexpr Place places[] = {{"Gdynia", "Poland"},    {"Hamburg", "Germany"},
                                           {"Lisbon", "Portugal"},  {"Chicago", "United States"},
                                           {"Sydney", "Australia"}, {"", ""}};
        const Place &place = places[size_t(number) % std::size(places)];
        Lead lead;
        lead.firstName = QStringLiteral("Person%1").arg(number);
        lead.companyName = QStringLiteral("Company %1").arg(number % 7);
        lead.city = QString::fromLatin1(place.city);
        lead.country = QString::fromLatin1(place.country);
        lead.email = *EmailAddress::parse(QStringLiteral("person%1@company%2.example").arg(number).arg(number % 7));
        return must(files.write([=, now = clock.now()](Connection &c) { return LeadStore().add(c, lead, now); }));
    }
    /// Writes and approves all that is ready, as a person who always reads at once.
    void approveAll()
    {
        const DraftState ready[] = {DraftState::Ready};
        QList<Draft> drafts = must(files.read([&](Connection &c) { return DraftStore().list(c, ready, campaign); }));
        std::ranges::sort(drafts, {}, [](const Draft &draft) { return draft.id; });
        for (const Draft &draft : std::as_const(drafts)) {
            must(review.approve(draft.id, must(review.open(draft.id)).shownHash));
        }
    }
    /// When the next follow-up is to be written: the moment at which the program looks next; at least four times a day.
    QDateTime nextLook()
    {
        return must(files.read([this, now = clock.now()](Connection &c) -> Result<QDateTime> {
            const QList<CampaignStep> steps = *CampaignStore().allSteps(c, campaign);
            const QList<TemplateField> known = *CampaignStore().fields(c);
            const QHash<LeadId, QDateTime> people = *CampaignStore().active(c, campaign);
            const QHash<LeadId, QList<StepMark>> marks = *SequenceStore().marks(c, campaign);
            QDateTime next = now.addSecs(6 * 3600);
            for (auto person = people.cbegin(); person != people.cend(); ++person) {
                const Lead lead = *LeadStore().lead(c, person.key());
                const auto stage = nextStage(steps, known, marks.value(person.key()), person.value(), lead);
                if (stage) {
                    const QDateTime written =
                        workingDaysAfter(stage->due, -SequenceStages::ahead, countryFrom(lead.country));
                    next = written > now ? std::min(next, written) : next;
                }
            }
            return next;
        }));
    }
    /// Lets days or weeks go by.
    void live(const QDateTime &end)
    {
        Sequence sequence(*files, clock, campaigns, writer);
        while (clock.now() < end) {
            QVERIFY(runUntil(std::min(end, nextLook())));
            const SequenceReport report = must(sequence.run());
            QVERIFY(report.problems.isEmpty());
            if (report.written > 0) {
                approveAll();
            }
        }
    }
    /// What left: when, to whom, which step, from where.
    QStringList history()
    {
        return must(files.read([](Connection &c) -> Result<QStringList> {
            Result<Query> query = c.query(QStringLiteral("SELECT lead_id, step_id, intent_at, mailbox_id FROM send "
                                                         "WHERE state = 'accepted' ORDER BY intent_at, id"));
            QStringList found;
            while (query && query->next()) {
                found.append(line(LeadId(query->number(0)), StepId(query->number(1)), query->time(2),
                                  MailboxId(query->number(3))));
            }
            found.sort();
            return found;
        }));
    }
    static QString line(LeadId lead, StepId step, const QDateTime &at, MailboxId from)
    {
        return QStringLiteral("%1 %2 %3 %4")
            .arg(at.toUTC().toString(Qt::ISODateWithMs))
            .arg(lead.value())
            .arg(step.value())
            .arg(from.value());
    }
    static QStringList linesOf(const Forecast &forecast)
    {
        QStringList lines;
        for (const ForecastMail &mail : forecast.mails) {
            lines.append(line(mail.lead, mail.step, mail.at, mail.mailbox));
        }
        lines.sort(); // mails of several mailboxes may leave in one moment
        return lines;
    }
    Forecasts forecasts{*files, clock, policy};
    StepId second;
    StepId third;
};

} // namespace AlwaysLeads
