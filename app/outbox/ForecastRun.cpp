#include "outbox/ForecastRun.h"

#include "campaign/CampaignSenders.h"
#include "campaign/CampaignStore.h"
#include "draft/SequenceStage.h"
#include "draft/SequenceStages.h"
#include "draft/SequenceStore.h"
#include "draft/WorkingDays.h"
#include "lead/LeadStore.h"
#include "outbox/Queueing.h"
#include "outbox/SendLineStore.h"
#include "sending/CountryNames.h"
#include "sending/SendingRulesStore.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace AlwaysLeads {

namespace {

constexpr qint64 lastDraft = std::numeric_limits<qint64>::max(); // behind all that are written already

} // namespace

ForecastRun::ForecastRun(Connection &connection, SendPolicy policy, const QDateTime &now, std::stop_token stop)
    : m_connection(connection)
    , m_policy(std::move(policy))
    , m_now(now)
    , m_stop(std::move(stop))
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
    if (Result<> prepared = prepare(); !prepared) {
        return failureOf(std::move(prepared));
    }
    if (m_line->pace(chosen->mailbox) == nullptr) {
        forecast.problem = tr("Choose the mailbox this campaign sends from, then every mail to come stands here.");
        return forecast;
    }
    Result<bool> stopped = Queueing::isStopped(m_connection);
    Result<QList<CampaignId>> running = store.running(m_connection);
    if (!stopped) {
        return failureOf(std::move(stopped));
    }
    if (!running) {
        return failureOf(std::move(running));
    }
    forecast.isStopped = *stopped;
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

Result<> ForecastRun::prepare()
{
    Result<SendLine> line = SendLineStore(m_policy).all(m_connection, m_now);
    if (!line) {
        return failureOf(std::move(line));
    }
    m_line.emplace(std::move(*line));
    for (const QueuedMail &mail : m_line->mails()) {
        m_inLine.insert(mail.id);
    }
    Result<HolidayChoice> holidays = SendingRulesStore().holidays(m_connection);
    if (!holidays) {
        return failureOf(std::move(holidays));
    }
    m_holidays = *holidays;
    Result<SendId> last = ForecastStore().last(m_connection);
    if (!last) {
        return failureOf(std::move(last));
    }
    m_last = *last;
    Result<QHash<SendId, ForecastSend>> waiting = ForecastStore().waiting(m_connection);
    if (!waiting) {
        return failureOf(std::move(waiting));
    }
    m_waiting = *waiting;
    return m_senders.read(m_connection, m_now);
}

Result<> ForecastRun::read(const Campaign &campaign, Forecast &forecast, bool isChosen)
{
    const CampaignStore store;
    Walk walk;
    walk.campaign = campaign;
    Result<QList<CampaignStep>> steps = store.allSteps(m_connection, campaign.id);
    Result<QList<TemplateField>> known = store.fields(m_connection);
    Result<QHash<LeadId, ForecastPlace>> places = ForecastStore().places(m_connection, campaign.id);
    Result<QList<MailboxId>> senders = CampaignSenders().find(m_connection, campaign.id);
    if (!senders) {
        return failureOf(std::move(senders));
    }
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
    walk.senders = *senders;
    if (isChosen) {
        for (const MailboxId sender : std::as_const(walk.senders)) {
            forecast.senders.insert(sender, m_senders.address(sender));
        }
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
    for (const LeadId id : enrolled->first(std::min(enrolled->size(), mostPeople))) {
        if (m_stop.stop_requested()) {
            return failure(ErrorKind::Cancelled, {});
        }
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
        walker.mailbox = m_walks[number].places.value(id).mailbox;
        walker.wasWrittenTo = !walker.mailbox.isNull();
        walker.order = qsizetype(m_walkers.size());
        m_walkers.push_back(std::move(walker));
        const size_t at = m_walkers.size() - 1;
        m_of.insert({campaign.id, id}, at);
        const QList<ForecastDraft> written = open.value(id);
        for (const ForecastDraft &draft : written) {
            beginWith(draft, at, forecast, isChosen);
        }
        if (written.isEmpty()) {
            plan(at, m_now);
        }
    }
    return {};
}

/// With a mail that is written already.
void ForecastRun::beginWith(const ForecastDraft &draft, size_t number, Forecast &forecast, bool isChosen)
{
    Walker &walker = m_walkers[number];
    const Walk &walk = m_walks[walker.walk];
    const bool isTaken = draft.state == DraftState::Approved || draft.state == DraftState::Queued;
    if (walker.mailbox.isNull() && (isTaken || walk.senders.contains(draft.mailbox))) {
        walker.mailbox = draft.mailbox;
    }
    if (draft.state == DraftState::Blocked) {
        forecast.blocked += isChosen ? 1 : 0;
        return;
    }
    if (draft.state == DraftState::Queued && walk.campaign.state == CampaignState::Running) {
        if (!m_inLine.contains(draft.send) && isChosen) {
            ++(m_senders.isPaused(draft.mailbox) ? forecast.withPausedMailbox : forecast.held);
        }
        return; // it is in the line, or somebody has to say something first
    }
    if (draft.state == DraftState::Queued && draft.send.isNull()) {
        forecast.held += isChosen ? 1 : 0; // perhaps it left: the person settles it
        return;
    }
    if (walker.wasWrittenTo && isWithoutFollowUps(walker)) {
        return;
    }
    const auto step = std::ranges::find(walk.steps, draft.step, &CampaignStep::id);
    const bool followUp = step != walk.steps.end() && step->position > 1;
    // What was approved before is queued first when the campaign is launched.
    const qint64 turn = draft.state == DraftState::Approved ? draft.id.value() - lastDraft : draft.id.value();
    m_coming.emplace(Turn(m_now, turn, walker.order),
                     Coming{number, draft.step, draft.dueAt, followUp, draft.send, isTaken});
}

bool ForecastRun::isWithoutFollowUps(const Walker &walker)
{
    Walk &walk = m_walks[walker.walk];
    const MailboxId from = walker.mailbox.isNull() ? walk.campaign.mailbox : walker.mailbox;
    const bool isHeld = !m_senders.mayFollowUp(from);
    if (isHeld) {
        walk.withoutFollowUps.insert(walker.lead.id);
    }
    return isHeld;
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
        if (walker.wasWrittenTo && isWithoutFollowUps(walker)) {
            return;
        }
        QDateTime written = at;
        QDateTime due = at;
        if (!stage->isFirst) {
            written =
                std::max(at, workingDaysAfter(stage->due, -SequenceStages::ahead, countryFrom(walker.lead.country)));
            due = stage->due;
        }
        const Coming coming{number, stage->step.id, due, stage->step.position > 1, SendId(), false};
        m_coming.emplace(Turn(written, lastDraft, walker.order), coming);
        return;
    }
}

/// It is approved at that moment.
void ForecastRun::queue(const Coming &coming, const QDateTime &at, Forecast &forecast, CampaignId chosen)
{
    Walker &walker = m_walkers[coming.walker];
    const Walk &walk = m_walks[walker.walk];
    if (walker.mailbox.isNull()) {
        walker.mailbox = m_senders.choose(walk.senders, toMoment(at));
    }
    if (walker.mailbox.isNull()) {
        walker.mailbox = walk.campaign.mailbox;
    }
    const SendPace *pace = m_line->pace(walker.mailbox);
    if (pace == nullptr) {
        return; // its mailbox was removed
    }
    if (!coming.isTaken) {
        m_senders.takeOn(walker.mailbox);
    }
    QueuedMail mail;
    if (coming.send.isNull()) {
        m_last = SendId(m_last.value() + 1);
    }
    if (m_senders.isPaused(walker.mailbox)) {
        forecast.withPausedMailbox += walk.campaign.id == chosen ? 1 : 0;
        return;
    }
    const ForecastPlace place = walk.places.value(walker.lead.id);
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

/// Whatever is written before the next mail leaves may go before it.
void ForecastRun::queueWhatComesFirst(Moment now, Forecast &forecast, CampaignId chosen)
{
    while (!m_coming.empty()) {
        const QDateTime at = std::get<0>(m_coming.begin()->first);
        const std::optional<Moment> next = at <= m_now ? std::nullopt : m_line->firstTurn(now);
        if (next && toMoment(at) > *next) {
            return;
        }
        const Coming coming = m_coming.begin()->second;
        m_coming.erase(m_coming.begin());
        queue(coming, at, forecast, chosen);
    }
}

Result<> ForecastRun::run(Forecast &forecast, CampaignId chosen)
{
    const Moment now = toMoment(m_now);
    const Moment horizon = toMoment(m_now.addDays(mostDays));
    const auto own = std::ranges::find(m_walks, chosen, [](const Walk &walk) { return walk.campaign.id; });
    const QList<MailboxId> senders = own->senders;
    QMap<QDate, int> others;
    QSet<LeadId> people;
    for (int mails = 0; mails < mostMails;) {
        if (m_stop.stop_requested()) {
            return failure(ErrorKind::Cancelled, {});
        }
        queueWhatComesFirst(now, forecast, chosen);
        const QList<SendLine::Turn> turns = m_line->foretell(now, 1);
        if (turns.isEmpty()) {
            break;
        }
        const SendLine::Turn &turn = turns.first();
        const auto queued = m_queued.constFind(turn.mail.id);
        ForecastSend send = m_waiting.value(turn.mail.id);
        size_t walker = m_walkers.size();
        if (queued != m_queued.cend()) {
            walker = queued->walker;
            send = {m_walks[m_walkers[walker].walk].campaign.id, m_walkers[walker].lead.id, queued->step};
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
        m_senders.leave(turn.mail.mailbox, turn.slot.at);
        const QDate day = m_line->pace(turn.mail.mailbox)->dayOf(turn.slot.at);
        const QDateTime at = toDateTime(turn.slot.at);
        if (isOwn) {
            const QString name =
                walker < m_walkers.size() ? m_walks[m_walkers[walker].walk].places.value(send.lead).name : QString();
            const bool isQueued = queued == m_queued.cend() || !queued->send.isNull();
            forecast.mails.append(
                {send.campaign, send.lead, send.step, turn.mail.mailbox, name, at, day, turn.words, isQueued});
            people.insert(send.lead);
        } else if (senders.contains(turn.mail.mailbox)) {
            ++others[day];
        }
        if (walker < m_walkers.size()) {
            QList<StepMark> &marks = m_walkers[walker].marks;
            marks.removeIf([&](const StepMark &mark) { return mark.step == send.step; }); // it was open
            marks.append({send.step, StepMark::State::Done, at});
            m_walkers[walker].wasWrittenTo = true;
            plan(walker, at);
        }
        if (mails == mostMails) {
            forecast.isCut = true;
        }
    }
    forecast.people = int(people.size());
    forecast.withoutFollowUps = int(own->withoutFollowUps.size());
    addDays(forecast, others, senders);
    return {};
}

} // namespace AlwaysLeads
