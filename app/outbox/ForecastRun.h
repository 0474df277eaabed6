#pragma once

#include "campaign/Template.h"
#include "draft/SequencePlan.h"
#include "outbox/Forecast.h"
#include "outbox/ForecastStore.h"
#include "outbox/Send.h"
#include "sending/SendLine.h"
#include "storage/Connection.h"

#include <QCoreApplication>

#include <map>
#include <optional>
#include <tuple>
#include <vector>

namespace AlwaysLeads {

/// Walks the people of all running campaigns, and of one more, along their steps, and their mails through the line of
/// the outbox: the same nextStage() and the same SendLine that will really decide, on a clock that jumps from mail to
/// mail. Runs on a database thread; changes nothing.
class ForecastRun
{
    Q_DECLARE_TR_FUNCTIONS(ForecastRun)
public:
    static constexpr qsizetype mostPeople = 2000; ///< of each campaign
    static constexpr int mostMails = 20000;
    static constexpr int mostDays = 366;

    ForecastRun(Connection &connection, SendPolicy policy, const QDateTime &now);
    Result<Forecast> of(CampaignId campaign);

private:
    struct Walk
    {
        Campaign campaign;
        QList<CampaignStep> steps; ///< with the removed ones
        QList<TemplateField> known;
        QHash<LeadId, ForecastPlace> places;
    };
    struct Walker
    {
        size_t walk = 0;
        Lead lead;
        QList<StepMark> marks;
        QDateTime since;
        MailboxId mailbox;
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
    };
    using Turn = std::tuple<QDateTime, qint64, qsizetype>; ///< when, by which draft, by which person

    Result<> read(const Campaign &campaign, Forecast &forecast, bool isChosen);
    Result<> begin(size_t walk, Forecast &forecast, bool isChosen);
    void plan(size_t walker, const QDateTime &at);
    void queue(const Coming &coming, const QDateTime &at);
    Result<> run(Forecast &forecast, CampaignId chosen);
    void addDays(Forecast &forecast, const QMap<QDate, int> &others, MailboxId mailbox);

    Connection &m_connection;
    SendPolicy m_policy;
    QDateTime m_now;
    std::optional<SendLine> m_line;
    SendId m_last;
    std::vector<Walk> m_walks;
    std::vector<Walker> m_walkers;
    std::multimap<Turn, Coming> m_coming;
    QHash<SendId, Coming> m_queued;
    QHash<std::pair<CampaignId, LeadId>, size_t> m_of;
    HolidayChoice m_holidays;
};

} // namespace AlwaysLeads
