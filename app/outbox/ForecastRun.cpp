#include "outbox/ForecastRun.h"

#include "campaign/CampaignStore.h"
#include "draft/SequenceStage.h"
#include "draft/SequenceStages.h"
#include "draft/SequenceStore.h"
#include "draft/WorkingDays.h"
#include "lead/LeadStore.h"
#include "outbox/SendLineStore.h"
#include "outbox/SendingRulesStore.h"
#include "sending/CountryNames.h"

#include <QMap>
#include <QSet>

#include <algorithm>
#include <limits>
#include <utility>

namespace AlwaysLeads {

namespace {

constexpr qint64 lastDraft = std::numeric_limits<qint64>::max(); // behind all that are written already

} // namespace

int ForecastDay::own() const
{
    int sum = 0;
    for (const int mails : bySteps) {
        sum += mails;
    }
    return sum;
}

ForecastRun::ForecastRun(Connection &connection, SendPolicy policy, const QDateTime &now)
    : m_connection(connection)
    , m_policy(std::move(policy))
    , m_now(now)
{
}

Result<Forecast> ForecastRun::of(CampaignId id)
{
    const CampaignStore store;
    Forecast forecast;
    Result<Campaign> chosen = store.find(m_connection, id);
    if (!chosen) {
        return failureOf(std::move(chosen));
    }
    Result<SendLine> line = SendLineStore(m_policy).all(m_connection, m_now);
    if (!line) {
        return failureOf(std::move(line));
    }
    m_line.emplace(std::move(*line));
    Result<HolidayChoice> holidays = SendingRulesStore().holidays(m_connection);
    if (!holidays) {
        return failureOf(std::move(holidays));
    }
    m_holidays = *holidays;
    if (m_line->pace(chosen->mailbox) == nullptr) {
        forecast.problem = tr("Choose the mailbox this campaign sends from, then every mail to come stands here.");
        return forecast;
    }
    Result<SendId> last = ForecastStore().last(m_connection);
    if (!last) {
        return failureOf(std::move(last));
    }
    m_last = *last;
    Result<QList<CampaignId>> running = store.running(m_connection);
    if (!running) {
        return failureOf(std::move(running));
    }
    if (!running->contains(id)) {
        running->append(id);
    }
    for (const CampaignId each : std::as_const(*running)) {
        Result<Campaign> campaign = store.find(m_connection, each);
        if (!campaign) {
            return failureOf(std::move(campaign));
        }
        if (Result<> walked = read(*campaign, forecast, each == id); !walked) {
            return failureOf(std::move(walked));
        }
    }
    if (Result<> done = run(forecast, id); !done) {
        return failureOf(std::move(done));
    }
    return forecast;
}

Result<> ForecastRun::read(const Campaign &campaign, Forecast &forecast, bool isChosen)
{
    const CampaignStore store;
    Walk walk;
    walk.campaign = campaign;
    Result<QList<CampaignStep>> steps = store.allSteps(m_connection, campaign.id);
    Result<QList<TemplateField>> known = store.fields(m_connection);
    Result<QHash<LeadId, ForecastPlace>> places = ForecastStore().places(m_connection, campaign.id);
    if (!steps) {
        return failureOf(std::move(steps));
    }
    if (!known) {
        return failureOf(std::move(known));
    }
    if (!places) {
        return failureOf(std::move(places));
    }
    walk.steps = *steps;
    walk.known = *known;
    walk.places = *places;
    if (isChosen) {
        for (const CampaignStep &step : std::as_const(walk.steps)) {
            if (!step.isRemoved && step.kind == StepKind::Mail) {
                forecast.steps.append(step.id);
            }
        }
    }
    m_walks.push_back(std::move(walk));
    return begin(m_walks.size() - 1, forecast, isChosen);
}

Result<> ForecastRun::begin(size_t number, Forecast &forecast, bool isChosen)
{
    const CampaignStore store;
    const Campaign campaign = m_walks[number].campaign;
    Result<QList<LeadId>> enrolled = store.enrolled(m_connection, campaign.id);
    Result<QHash<LeadId, QDateTime>> active = store.active(m_connection, campaign.id);
    Result<QHash<LeadId, QList<StepMark>>> marks = SequenceStore().marks(m_connection, campaign.id);
    Result<QList<ForecastDraft>> drafts = ForecastStore().drafts(m_connection, campaign.id);
    if (!enrolled) {
        return failureOf(std::move(enrolled));
    }
    if (!active) {
        return failureOf(std::move(active));
    }
    if (!marks) {
        return failureOf(std::move(marks));
    }
    if (!drafts) {
        return failureOf(std::move(drafts));
    }
    QHash<LeadId, QList<ForecastDraft>> open;
    for (const ForecastDraft &draft : std::as_const(*drafts)) {
        open[draft.lead].append(draft);
    }
    if (isChosen) {
        forecast.paused = int(enrolled->size() - active->size());
        forecast.isCut = enrolled->size() > mostPeople;
    }
    const bool runs = campaign.state == CampaignState::Running;
    for (const LeadId id : enrolled->first(std::min(enrolled->size(), mostPeople))) {
        if (!active->contains(id)) {
            continue;
        }
        Result<Lead> lead = LeadStore().lead(m_connection, id);
        if (!lead) {
            return failureOf(std::move(lead));
        }
        Walker walker;
        walker.walk = number;
        walker.lead = *lead;
        walker.marks = marks->value(id);
        const QDateTime launched = campaign.launchedAt.isValid() ? campaign.launchedAt : m_now;
        walker.since = std::max(active->value(id), launched);
        const MailboxId first = m_walks[number].places.value(id).mailbox;
        walker.mailbox = first.isNull() ? campaign.mailbox : first;
        walker.order = qsizetype(m_walkers.size());
        m_walkers.push_back(std::move(walker));
        const size_t at = m_walkers.size() - 1;
        m_of.insert({campaign.id, id}, at);
        bool waits = false;
        for (const ForecastDraft &draft : open.value(id)) {
            waits = true;
            if (draft.state == DraftState::Blocked) {
                forecast.blocked += isChosen ? 1 : 0;
            } else if (draft.state != DraftState::Queued || (!runs && !draft.send.isNull())) {
                const auto step = std::ranges::find(m_walks[number].steps, draft.step, &CampaignStep::id);
                const bool followUp = step != m_walks[number].steps.end() && step->position > 1;
                Coming coming{at, draft.step, draft.dueAt, followUp, draft.send};
                m_coming.emplace(Turn(m_now, draft.id.value(), m_walkers[at].order), coming);
            }
        }
        if (!waits) {
            plan(at, m_now);
        }
    }
    return {};
}

/// What this person gets next, known at this moment.
void ForecastRun::plan(size_t number, const QDateTime &at)
{
    Walker &walker = m_walkers[number];
    const Walk &walk = m_walks[walker.walk];
    for (qsizetype passed = 0; passed < walk.steps.size(); ++passed) {
        const std::optional<NextStage> stage =
            nextStage(walk.steps, walk.known, walker.marks, walker.since, walker.lead);
        if (!stage) {
            return;
        }
        if (!stage->against.isEmpty() || stage->step.kind == StepKind::Task) {
            // Passed over when it is due; a task is taken to be done on its day.
            walker.marks.append({stage->step.id, StepMark::State::Done, std::max(stage->due, at)});
            continue;
        }
        QDateTime written = at;
        QDateTime due = at;
        if (!stage->isFirst) {
            written =
                std::max(at, workingDaysAfter(stage->due, -SequenceStages::ahead, countryFrom(walker.lead.country)));
            due = stage->due;
        }
        const Coming coming{number, stage->step.id, due, stage->step.position > 1, SendId()};
        m_coming.emplace(Turn(written, lastDraft, walker.order), coming);
        return;
    }
}

void ForecastRun::queue(const Coming &coming, const QDateTime &at)
{
    const Walker &walker = m_walkers[coming.walker];
    const SendPace *pace = m_line->pace(walker.mailbox);
    if (pace == nullptr) {
        return; // its mailbox was removed
    }
    const ForecastPlace place = m_walks[walker.walk].places.value(walker.lead.id);
    QueuedMail mail;
    if (coming.send.isNull()) {
        m_last = SendId(m_last.value() + 1);
    }
    mail.id = coming.send.isNull() ? m_last : coming.send;
    mail.mailbox = walker.mailbox;
    mail.due = toMoment(coming.due.isValid() ? std::max(at, coming.due) : at);
    mail.followUp = coming.followUp;
    mail.company = place.company;
    if (m_policy.calendar) {
        mail.recipient = guessZone(place.city, place.country, place.phone, pace->settings().rules.senderZone());
    }
    m_queued.insert(mail.id, coming);
    m_line->add(mail);
}

Result<> ForecastRun::run(Forecast &forecast, CampaignId chosen)
{
    Result<QHash<SendId, ForecastSend>> waiting = ForecastStore().waiting(m_connection);
    if (!waiting) {
        return failureOf(std::move(waiting));
    }
    const Moment now = toMoment(m_now);
    const Moment horizon = toMoment(m_now.addDays(mostDays));
    const MailboxId mailbox = m_walks.back().campaign.id == chosen
        ? m_walks.back().campaign.mailbox
        : std::ranges::find(m_walks, chosen, [](const Walk &walk) { return walk.campaign.id; })->campaign.mailbox;
    QMap<QDate, int> others;
    QSet<LeadId> people;
    for (int mails = 0; mails < mostMails;) {
        // Whatever is written before the next mail leaves may go before it.
        const std::optional<Moment> next =
            !m_coming.empty() && std::get<0>(m_coming.begin()->first) <= m_now ? std::nullopt : m_line->firstTurn(now);
        if (!m_coming.empty() && (!next || toMoment(std::get<0>(m_coming.begin()->first)) <= *next)) {
            const Coming coming = m_coming.begin()->second;
            const QDateTime at = std::get<0>(m_coming.begin()->first);
            m_coming.erase(m_coming.begin());
            queue(coming, at);
            continue;
        }
        if (!next) {
            break;
        }
        const SendLine::Turn turn = m_line->foretell(now, 1).first();
        const auto own = m_queued.constFind(turn.mail.id);
        ForecastSend send = waiting->value(turn.mail.id);
        size_t walker = m_walkers.size();
        if (own != m_queued.cend()) {
            walker = own->walker;
            send = {m_walks[m_walkers[walker].walk].campaign.id, m_walkers[walker].lead.id, own->step};
        } else {
            walker = m_of.value({send.campaign, send.lead}, walker);
        }
        const bool isOwn = send.campaign == chosen;
        if (turn.slot.reason == SlotReason::Never) {
            forecast.never += isOwn ? 1 : 0;
            continue;
        }
        if (turn.slot.at > horizon) {
            forecast.isCut = true;
            break;
        }
        ++mails;
        const SendPace *pace = m_line->pace(turn.mail.mailbox);
        const QDate day = pace->dayOf(turn.slot.at);
        const QDateTime at = toDateTime(turn.slot.at);
        if (isOwn) {
            const QString name =
                walker < m_walkers.size() ? m_walks[m_walkers[walker].walk].places.value(send.lead).name : QString();
            const bool isQueued = own == m_queued.cend() || !own->send.isNull();
            forecast.mails.append({send.campaign, send.lead, send.step, name, at, day, turn.words, isQueued});
            people.insert(send.lead);
        } else if (turn.mail.mailbox == mailbox) {
            ++others[day];
        }
        if (walker < m_walkers.size()) {
            QList<StepMark> &marks = m_walkers[walker].marks;
            marks.removeIf([&](const StepMark &mark) { return mark.step == send.step; }); // it was open
            marks.append({send.step, StepMark::State::Done, at});
            plan(walker, at);
        }
    }
    forecast.people = int(people.size());
    addDays(forecast, others, mailbox);
    return {};
}

void ForecastRun::addDays(Forecast &forecast, const QMap<QDate, int> &others, MailboxId mailbox)
{
    if (forecast.mails.isEmpty()) {
        return;
    }
    const SendPace *pace = m_line->pace(mailbox);
    const auto [first, last] = std::ranges::minmax_element(forecast.mails, {}, &ForecastMail::day);
    const QDate begins = first->day;
    for (QDate date = begins; date <= last->day; date = date.addDays(1)) {
        ForecastDay day;
        day.date = date;
        day.bySteps.fill(0, forecast.steps.size());
        day.others = others.value(date);
        day.limit = pace->limitOn(date);
        day.holiday = m_policy.calendar ? m_holidays.nameOf(date) : QString();
        day.isOff = m_policy.calendar
            && (!pace->settings().rules.windows[size_t(date.dayOfWeek() - 1)] || !day.holiday.isEmpty());
        forecast.days.append(day);
    }
    for (const ForecastMail &mail : std::as_const(forecast.mails)) {
        const qsizetype step = forecast.steps.indexOf(mail.step);
        if (step >= 0) {
            ++forecast.days[begins.daysTo(mail.day)].bySteps[step];
        }
    }
}

} // namespace AlwaysLeads
