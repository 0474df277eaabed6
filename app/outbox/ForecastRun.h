#pragma once

#include "campaign/Template.h"
#include "draft/SequencePlan.h"
#include "outbox/Forecast.h"
#include "outbox/ForecastSenders.h"
#include "outbox/ForecastStore.h"
#include "outbox/Send.h"
#include "sending/SendLine.h"
#include "storage/Connection.h"

#include <QCoreApplication>
#include <QHash>
#include <QMap>
#include <QSet>

#include <map>
#include <optional>
#include <stop_token>
#include <tuple>
#include <vector>

namespace AlwaysLeads {

/// Walks the people of all running campaigns, and of one more, along their steps, and their mails through the line of
/// the outbox: the same nextStage(), SenderChoice and SendLine that will really decide, on a clock that jumps from mail
/// to mail. Runs on a database thread; changes nothing.
class ForecastRun
{
    Q_DECLARE_TR_FUNCTIONS(ForecastRun)
public:
    static constexpr qsizetype mostPeople = 2000; ///< of each campaign
    static constexpr int mostMails = 20000;
    static constexpr int mostDays = 366;

    ForecastRun(Connection &connection, SendPolicy policy, const QDateTime &now, std::stop_token stop);
    /// ErrorKind::Cancelled: it was told to stop.
    Result<Forecast> of(CampaignId campaign);

private:
    struct Walk
    {
        Campaign campaign;
        QList<MailboxId> senders; ///< the campaign's own first
        QList<CampaignStep> steps; ///< with the removed ones
        QList<TemplateField> known;
        QHash<LeadId, ForecastPlace> places;
        QSet<LeadId> withoutFollowUps; ///< who would get one, were their mailbox read
    };
    struct Walker
    {
        size_t walk = 0;
        Lead lead;
        QList<StepMark> marks;
        QDateTime since;
        MailboxId mailbox; ///< their mails leave from it; null: chosen with the approval of the first
        bool wasWrittenTo = false; ///< so the next mail is a follow-up
        qsizetype order = 0; ///< among all: who is asked first
    };
    /// A mail that will be written and approved then.
    struct Coming
    {
        size_t walker = 0;
        StepId step;
        QDateTime due;
        bool followUp = false;
        SendId send; ///< null: it gets the next free one
        bool isTaken = false; ///< approved already: its mailbox counts it
    };
    using Turn = std::tuple<QDateTime, qint64, qsizetype>; ///< when, by which draft, by which person

    Result<> prepare();
    Result<> read(const Campaign &campaign, Forecast &forecast, bool isChosen);
    Result<> begin(size_t walk, Forecast &forecast, bool isChosen);
    void beginWith(const ForecastDraft &draft, size_t walker, Forecast &forecast, bool isChosen);
    void plan(size_t walker, const QDateTime &at);
    /// Whether a follow-up to them is held, since their mailbox is not read; notes it.
    bool isWithoutFollowUps(const Walker &walker);
    void queue(const Coming &coming, const QDateTime &at, Forecast &forecast, CampaignId chosen);
    void queueWhatComesFirst(Moment now, Forecast &forecast, CampaignId chosen);
    Result<> run(Forecast &forecast, CampaignId chosen);
    void addDays(Forecast &forecast, const QMap<QDate, int> &others, const QList<MailboxId> &senders);

    Connection &m_connection;
    SendPolicy m_policy;
    QDateTime m_now;
    std::stop_token m_stop;
    std::optional<SendLine> m_line;
    ForecastSenders m_senders;
    QHash<SendId, ForecastSend> m_waiting; ///< all that waits in the outbox
    QSet<SendId> m_inLine; ///< of those, what nothing holds
    SendId m_last;
    std::vector<Walk> m_walks;
    std::vector<Walker> m_walkers;
    std::multimap<Turn, Coming> m_coming;
    QHash<SendId, Coming> m_queued;
    QHash<std::pair<CampaignId, LeadId>, size_t> m_of;
    HolidayChoice m_holidays;
};

} // namespace AlwaysLeads
