#include "campaign/Campaigns.h"

#include "campaign/CampaignSenders.h"
#include "campaign/LaunchCheck.h"
#include "lead/LeadStore.h"
#include "mailbox/MailboxStore.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr qsizetype longestName = 120;

} // namespace

Campaigns::Campaigns(Database &database, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_clock(clock)
{
}

void Campaigns::addUse(const CampaignUse &use)
{
    m_uses.push_back(&use);
}

Task<Result<CampaignId>> Campaigns::create(QString name)
{
    const QString title = cleanLine(name).left(longestName);
    if (title.isEmpty()) {
        co_return failure(ErrorKind::Invalid, tr("Give the campaign a name."));
    }
    auto written = m_database.write<CampaignId>(
        [this, title, now = m_clock.now()](Connection &connection) { return m_store.add(connection, title, now); });
    Result<CampaignId> id = co_await written;
    if (id) {
        Q_EMIT changed(*id);
    }
    co_return id;
}

Task<Result<>> Campaigns::change(CampaignId id, std::function<Result<>(Connection &)> work)
{
    auto written = m_database.write<>(std::move(work));
    Result<> outcome = co_await written;
    if (outcome) {
        Q_EMIT changed(id);
    }
    co_return outcome;
}

Task<Result<>> Campaigns::rename(CampaignId id, QString name)
{
    const QString title = cleanLine(name).left(longestName);
    if (title.isEmpty()) {
        co_return failure(ErrorKind::Invalid, tr("Give the campaign a name."));
    }
    auto changing =
        change(id, [this, id, title](Connection &connection) { return m_store.rename(connection, id, title); });
    Result<> outcome = co_await changing;
    co_return outcome;
}

Result<QHash<CampaignId, CampaignCounts>> Campaigns::counts(Connection &connection) const
{
    QHash<CampaignId, CampaignCounts> counts;
    for (const CampaignUse *use : m_uses) {
        if (Result<> added = use->addCounts(connection, counts); !added) {
            return failureOf(std::move(added));
        }
    }
    return counts;
}

Task<Result<QList<CampaignRow>>> Campaigns::list()
{
    auto reading = m_database.read<QList<CampaignRow>>([this](Connection &connection) -> Result<QList<CampaignRow>> {
        Result<QList<CampaignRow>> rows = m_store.list(connection);
        if (!rows) {
            return rows;
        }
        Result<QHash<CampaignId, CampaignCounts>> known = counts(connection);
        if (!known) {
            return failureOf(std::move(known));
        }
        for (CampaignRow &row : *rows) {
            row.counts = known->value(row.campaign.id);
        }
        return rows;
    });
    Result<QList<CampaignRow>> rows = co_await reading;
    co_return rows;
}

Task<Result<CampaignPage>> Campaigns::open(CampaignId id)
{
    auto reading = m_database.read<CampaignPage>([this, id](Connection &connection) -> Result<CampaignPage> {
        CampaignPage page;
        Result<Campaign> campaign = m_store.find(connection, id);
        if (!campaign) {
            return failureOf(std::move(campaign));
        }
        page.campaign = *campaign;
        Result<QList<CampaignStep>> steps = m_store.steps(connection, id);
        if (!steps) {
            return failureOf(std::move(steps));
        }
        page.steps = *steps;
        Result<QList<LeadId>> people = m_store.enrolled(connection, id);
        if (!people) {
            return failureOf(std::move(people));
        }
        page.people = static_cast<int>(people->size());
        Result<QHash<CampaignId, CampaignCounts>> known = counts(connection);
        if (!known) {
            return failureOf(std::move(known));
        }
        page.counts = known->value(id);
        Result<std::optional<Mailbox>> mailbox = MailboxStore().find(connection, campaign->mailbox);
        if (!mailbox) {
            return failureOf(std::move(mailbox));
        }
        Result<bool> removed = MailboxStore().isRemoved(connection, campaign->mailbox);
        if (!removed) {
            return failureOf(std::move(removed));
        }
        page.sender = *mailbox && !*removed ? (*mailbox)->address.shown() : QString();
        Result<QList<LaunchCheckLine>> check = LaunchCheck().lines(connection, *campaign);
        if (!check) {
            return failureOf(std::move(check));
        }
        page.launchCheck = *check;
        return page;
    });
    Result<CampaignPage> page = co_await reading;
    if (page) {
        auto asking = furtherLines(id);
        const QList<LaunchCheckLine> further = co_await asking;
        page->launchCheck += further;
    }
    co_return page;
}

void Campaigns::addCheck(FurtherCheck check)
{
    m_checks.push_back(std::move(check));
}

Task<QList<LaunchCheckLine>> Campaigns::furtherLines(CampaignId id)
{
    QList<LaunchCheckLine> lines;
    for (const FurtherCheck &check : m_checks) {
        auto asking = check(id);
        const Result<QList<LaunchCheckLine>> found = co_await asking;
        if (found) {
            lines += *found;
        }
    }
    co_return lines;
}

Result<> Campaigns::refusalOf(const QList<LaunchCheckLine> &lines)
{
    for (const LaunchCheckLine &line : lines) {
        if (line.level == LaunchCheckLine::Level::MustFix) {
            const bool isSentence = line.text.endsWith(QLatin1Char('.'));
            return failure(ErrorKind::Refused,
                           (isSentence ? line.text : line.text + QLatin1Char('.'))
                               + (line.detail.isEmpty() ? QString() : QLatin1Char(' ') + line.detail));
        }
    }
    return {};
}

Task<Result<>> Campaigns::chooseMailbox(CampaignId id, MailboxId mailbox)
{
    const QList<MailboxId> alone = mailbox.isNull() ? QList<MailboxId>() : QList<MailboxId>(1, mailbox);
    auto choosing = chooseMailboxes(id, alone);
    Result<> outcome = co_await choosing;
    co_return outcome;
}

Task<Result<>> Campaigns::chooseMailboxes(CampaignId id, QList<MailboxId> mailboxes)
{
    auto changing = change(
        id, [id, mailboxes](Connection &connection) { return CampaignSenders().put(connection, id, mailboxes); });
    Result<> outcome = co_await changing;
    if (outcome) {
        Q_EMIT stepChanged(id); // the mails of this campaign may come from somebody else now
    }
    co_return outcome;
}

Task<Result<QList<MailboxId>>> Campaigns::mailboxes(CampaignId id)
{
    auto reading = m_database.read<QList<MailboxId>>(
        [id](Connection &connection) { return CampaignSenders().find(connection, id); });
    Result<QList<MailboxId>> mailboxes = co_await reading;
    co_return mailboxes;
}

Task<Result<QList<LaunchCheckLine>>> Campaigns::launchCheck(CampaignId id)
{
    auto reading =
        m_database.read<QList<LaunchCheckLine>>([this, id](Connection &connection) -> Result<QList<LaunchCheckLine>> {
            Result<Campaign> campaign = m_store.find(connection, id);
            if (!campaign) {
                return failureOf(std::move(campaign));
            }
            return LaunchCheck().lines(connection, *campaign);
        });
    Result<QList<LaunchCheckLine>> lines = co_await reading;
    if (lines) {
        auto asking = furtherLines(id);
        const QList<LaunchCheckLine> further = co_await asking;
        *lines += further;
    }
    co_return lines;
}

Task<Result<>> Campaigns::launch(CampaignId id)
{
    auto asking = furtherLines(id);
    const QList<LaunchCheckLine> further = co_await asking;
    auto changing = change(id, [this, id, further, now = m_clock.now()](Connection &connection) -> Result<> {
        Result<Campaign> campaign = m_store.find(connection, id);
        if (!campaign) {
            return failureOf(std::move(campaign));
        }
        if (campaign->state != CampaignState::NotLaunched || campaign->deletedAt.isValid()) {
            return failure(ErrorKind::Refused, tr("This campaign was launched before."));
        }
        Result<QList<LaunchCheckLine>> lines = LaunchCheck().lines(connection, *campaign);
        if (!lines) {
            return failureOf(std::move(lines));
        }
        if (Result<> refused = refusalOf(*lines); !refused) {
            return refused;
        }
        if (Result<> refused = refusalOf(further); !refused) {
            return refused;
        }
        if (Result<> alone = leaveOutThoseElsewhere(connection, id); !alone) {
            return alone;
        }
        return m_store.setState(connection, id, CampaignState::Running, now);
    });
    Result<> outcome = co_await changing;
    if (outcome) {
        Q_EMIT running(id);
    }
    co_return outcome;
}

Task<Result<>> Campaigns::pause(CampaignId id, QDateTime until)
{
    if (until.isValid() && until <= m_clock.now()) {
        co_return failure(ErrorKind::Invalid, tr("Choose a day that is still to come."));
    }
    auto changing = change(id, [this, id, until](Connection &connection) -> Result<> {
        Result<Campaign> campaign = m_store.find(connection, id);
        if (!campaign) {
            return failureOf(std::move(campaign));
        }
        if (campaign->state != CampaignState::Running) {
            return failure(ErrorKind::Refused, tr("Only a running campaign can be paused."));
        }
        Result<> paused = m_store.setState(connection, id, CampaignState::Paused);
        return paused && until.isValid() ? m_store.setResume(connection, id, until) : paused;
    });
    Result<> outcome = co_await changing;
    co_return outcome;
}

Task<Result<>> Campaigns::resume(CampaignId id)
{
    auto changing = change(id, [this, id](Connection &connection) -> Result<> {
        Result<Campaign> campaign = m_store.find(connection, id);
        if (!campaign) {
            return failureOf(std::move(campaign));
        }
        if (campaign->state != CampaignState::Paused || campaign->deletedAt.isValid()) {
            return failure(ErrorKind::Refused, tr("Only a paused campaign can be resumed."));
        }
        if (Result<> alone = leaveOutThoseElsewhere(connection, id); !alone) {
            return alone;
        }
        return m_store.setState(connection, id, CampaignState::Running);
    });
    Result<> outcome = co_await changing;
    if (outcome) {
        Q_EMIT running(id);
    }
    co_return outcome;
}

Result<> Campaigns::leaveOutThoseElsewhere(Connection &connection, CampaignId id) const
{
    Result<QList<std::pair<LeadId, QString>>> elsewhere = m_store.alsoRunningElsewhere(connection, id);
    if (!elsewhere) {
        return failureOf(std::move(elsewhere));
    }
    for (const auto &[lead, name] : std::as_const(*elsewhere)) {
        if (Result<> left = m_store.leave(connection, id, lead, tr("Is in the running campaign “%1”.").arg(name));
            !left) {
            return left;
        }
    }
    return {};
}

Task<Result<int>> Campaigns::resumeDue()
{
    auto ending = m_database.write<QList<CampaignId>>(
        [this, now = m_clock.now()](Connection &connection) -> Result<QList<CampaignId>> {
            if (Result<qint64> ended = m_store.endPauses(connection, now); !ended) {
                return failureOf(std::move(ended));
            }
            return m_store.toResume(connection, now);
        });
    Result<QList<CampaignId>> due = co_await ending;
    if (!due) {
        co_return failureOf(std::move(due));
    }
    int resumed = 0;
    for (const CampaignId id : std::as_const(*due)) {
        auto resuming = resume(id);
        const Result<> outcome = co_await resuming;
        if (!outcome && outcome.error().kind != ErrorKind::Refused) {
            co_return failureOf(outcome);
        }
        resumed += outcome ? 1 : 0;
    }
    co_return resumed;
}

Task<Result<>> Campaigns::setQuietDays(CampaignId id, int days)
{
    auto changing = change(id, [this, id, days](Connection &connection) {
        return m_store.setQuietDays(connection, id, qBound(0, days, 3650));
    });
    Result<> outcome = co_await changing;
    co_return outcome;
}

Task<Result<>> Campaigns::setFormat(CampaignId id, MailFormat format)
{
    auto changing = change(id, [this, id, format, now = m_clock.now()](Connection &connection) -> Result<> {
        Result<Campaign> campaign = m_store.find(connection, id);
        if (!campaign) {
            return failureOf(std::move(campaign));
        }
        if (campaign->format == format) {
            return {};
        }
        if (Result<> set = m_store.setFormat(connection, id, format); !set) {
            return set;
        }
        for (const CampaignUse *use : m_uses) {
            if (Result<> followed = use->followFormat(connection, id, campaign->format, now); !followed) {
                return followed;
            }
        }
        return {};
    });
    Result<> outcome = co_await changing;
    co_return outcome;
}

Task<Result<>> Campaigns::softDelete(CampaignId id)
{
    auto changing = change(id, [this, id, now = m_clock.now()](Connection &connection) -> Result<> {
        Result<Campaign> campaign = m_store.find(connection, id);
        if (!campaign) {
            return failureOf(std::move(campaign));
        }
        if (campaign->state == CampaignState::Running) {
            if (Result<> paused = m_store.setState(connection, id, CampaignState::Paused); !paused) {
                return paused;
            }
        }
        return m_store.setDeleted(connection, id, now);
    });
    Result<> outcome = co_await changing;
    co_return outcome;
}

Task<Result<>> Campaigns::restore(CampaignId id)
{
    auto changing =
        change(id, [this, id](Connection &connection) { return m_store.setDeleted(connection, id, QDateTime()); });
    Result<> outcome = co_await changing;
    co_return outcome;
}

} // namespace AlwaysLeads
