#include "campaign/CampaignStore.h"
#include "draft/DraftGroups.h"
#include "draft/DraftWriter.h"
#include "draft/Review.h"

namespace AlwaysLeads {

namespace {

constexpr qsizetype mostInAGroup = 50;

} // namespace

Task<Result<>> Review::keepTyping(DraftTyping typing)
{
    auto writing = m_database.write<>([typing, now = m_clock.now()](Connection &connection) {
        return DraftTypingStore().put(connection, typing, now);
    });
    Result<> outcome = co_await writing;
    co_return outcome;
}

Task<Result<>> Review::dropTyping(DraftId id)
{
    auto writing =
        m_database.write<>([id](Connection &connection) { return DraftTypingStore().remove(connection, id); });
    Result<> outcome = co_await writing;
    co_return outcome;
}

Task<Result<std::optional<DraftTyping>>> Review::lastTyping()
{
    auto reading = m_database.read<std::optional<DraftTyping>>(
        [](Connection &connection) { return DraftTypingStore().last(connection); });
    Result<std::optional<DraftTyping>> typing = co_await reading;
    co_return typing;
}

Task<Result<DraftPage>> Review::confirm(DraftId id, QString sentence)
{
    auto writing = m_database.write<DraftPage>(
        [this, id, sentence, now = m_clock.now()](Connection &connection) -> Result<DraftPage> {
            Result<Draft> draft = m_decide.confirm(connection, id, sentence, now);
            if (!draft) {
                return failureOf(std::move(draft));
            }
            return pageOf(connection, *draft, now);
        });
    Result<DraftPage> page = co_await writing;
    if (page) {
        settle();
    }
    co_return page;
}

Task<Result<DraftPage>> Review::takeOffer(DraftId id)
{
    auto writing =
        m_database.write<DraftPage>([this, id, now = m_clock.now()](Connection &connection) -> Result<DraftPage> {
            Result<Draft> draft = m_decide.takeOffer(connection, id, now);
            return draft ? pageOf(connection, *draft, now) : failureOf(std::move(draft));
        });
    Result<DraftPage> page = co_await writing;
    if (page) {
        settle();
    }
    co_return page;
}

Task<Result<QList<DraftPage>>> Review::alike(DraftId id)
{
    auto reading = m_database.read<QList<DraftPage>>(
        [this, id, now = m_clock.now()](Connection &connection) -> Result<QList<DraftPage>> {
            Result<Draft> draft = m_store.find(connection, id);
            if (!draft) {
                return failureOf(std::move(draft));
            }
            const DraftState ready[] = {DraftState::Ready};
            Result<QList<Draft>> others = m_store.list(connection, ready, draft->campaign);
            if (!others) {
                return failureOf(std::move(others));
            }
            QList<Draft> group = DraftGroups::alike(*draft, *others);
            group.prepend(*draft);
            QList<DraftPage> pages;
            for (const Draft &one : std::as_const(group)) {
                Result<DraftPage> page = pageOf(connection, one, now);
                if (!page) {
                    return failureOf(std::move(page));
                }
                if (page->canApprove && pages.size() < mostInAGroup) {
                    pages.append(*page);
                }
            }
            return pages;
        });
    Result<QList<DraftPage>> pages = co_await reading;
    co_return pages;
}

Task<Result<GroupApproval>> Review::approveGroup(QList<std::pair<DraftId, QByteArray>> seen)
{
    const TaskScope::Stay stay(m_scope);
    GroupApproval group;
    for (qsizetype i = 0; i < seen.size() && !group.trouble; ++i) {
        const DraftId id = seen.at(i).first;
        const QByteArray hash = seen.at(i).second;
        auto approving = approve(id, hash);
        Result<> outcome = co_await approving;
        if (outcome) {
            group.approved.append(id);
        } else {
            group.trouble = outcome.error();
        }
    }
    if (group.trouble && !group.approved.isEmpty()) {
        group.trouble->message =
            tr("%L1 were approved, then: %2").arg(group.approved.size()).arg(group.trouble->message);
    }
    co_return Result<GroupApproval>(group);
}

Task<Result<QByteArray>> Review::exportLog()
{
    auto reading = m_database.read<QByteArray>([](Connection &connection) {
        return ApprovalLog().all(connection).map([](const QList<ApprovalEntry> &all) { return ApprovalLog::csv(all); });
    });
    Result<QByteArray> csv = co_await reading;
    co_return csv;
}

Task<Result<QList<WritingRule>>> Review::rules(WritingRule::State state)
{
    auto reading = m_database.read<QList<WritingRule>>(
        [state](Connection &connection) { return WritingRuleStore().list(connection, state); });
    Result<QList<WritingRule>> rules = co_await reading;
    co_return rules;
}

Task<Result<>> Review::setRule(qint64 rule, WritingRule::State state)
{
    auto writing = m_database.write<>(
        [rule, state](Connection &connection) { return WritingRuleStore().setState(connection, rule, state); });
    Result<> outcome = co_await writing;
    co_return outcome;
}

Task<Result<WritingProfile>> Review::writingProfile()
{
    auto reading = m_database.read<WritingProfile>(&WritingProfileStore::read);
    Result<WritingProfile> profile = co_await reading;
    co_return profile;
}

Task<Result<>> Review::setWritingProfile(WritingProfile profile)
{
    auto writing = m_database.write<>(
        [profile](Connection &connection) { return WritingProfileStore::write(connection, profile); });
    Result<> outcome = co_await writing;
    co_return outcome;
}

Task<Result<QList<AutomaticCampaign>>> Review::automaticCampaigns()
{
    auto reading = m_database.read<QList<AutomaticCampaign>>(
        [](Connection &connection) { return AutomaticSending().list(connection); });
    Result<QList<AutomaticCampaign>> campaigns = co_await reading;
    co_return campaigns;
}

Task<Result<>> Review::turnOnAutomatic(CampaignId campaign, QString typedName)
{
    const TaskScope::Stay stay(m_scope);
    auto writing = m_database.write<>([campaign, typedName, now = m_clock.now()](Connection &connection) -> Result<> {
        Result<Campaign> found = CampaignStore().find(connection, campaign);
        if (!found) {
            return failureOf(std::move(found));
        }
        if (typedName.simplified() != found->name.simplified()) {
            return failure(ErrorKind::Refused, tr("Type the campaign's name exactly: %1.").arg(found->name));
        }
        return AutomaticSending().turnOn(connection, campaign, now);
    });
    Result<> outcome = co_await writing;
    if (!outcome) {
        co_return outcome;
    }
    Q_EMIT automaticChanged();
    auto approving = approveWaiting();
    Result<int> approved = co_await approving;
    if (!approved) {
        co_return failureOf(std::move(approved));
    }
    co_return Result<>();
}

Task<Result<AutomaticEnd>> Review::turnOffAutomatic(CampaignId campaign)
{
    // In one transaction: whoever approves meanwhile asks in another one whether it is still on.
    auto writing = m_database.write<AutomaticEnd>(
        [this, campaign, now = m_clock.now()](Connection &connection) -> Result<AutomaticEnd> {
            const AutomaticSending automatic;
            Result<QList<DraftId>> unread = automatic.unread(connection, campaign);
            if (!unread) {
                return failureOf(std::move(unread));
            }
            if (Result<> off = automatic.turnOff(connection, campaign, now); !off) {
                return failureOf(std::move(off));
            }
            AutomaticEnd end;
            for (const DraftId id : std::as_const(*unread)) {
                const QString why = tr("Sending without reading was turned off.");
                Result<bool> back = m_decide.bringBack(connection, id, why, now);
                if (!back) {
                    return failureOf(std::move(back));
                }
                ++(*back ? end.back : end.leaving);
            }
            return end;
        });
    Result<AutomaticEnd> end = co_await writing;
    if (end) {
        Q_EMIT automaticChanged();
        if (end->back > 0) {
            settle();
        }
    }
    co_return end;
}

Task<Result<int>> Review::approveWaiting()
{
    const std::stop_token stop = m_scope.token();
    m_approvesAgain = true;
    if (m_approvesWaiting || stop.stop_requested()) {
        co_return 0; // whoever does so goes over them once more, or the next start does
    }
    const TaskScope::Stay stay(m_scope);
    m_approvesWaiting = true;
    int approved = 0;
    std::optional<Error> trouble;
    QList<DraftId> ids;
    while (!trouble && !stop.stop_requested() && (m_approvesAgain || !ids.isEmpty())) {
        if (ids.isEmpty()) {
            m_approvesAgain = false;
            auto reading = m_database.read<QList<DraftId>>(
                [](Connection &connection) { return AutomaticSending().waiting(connection); });
            Result<QList<DraftId>> waiting = co_await reading;
            if (waiting) {
                ids = *waiting;
            } else {
                trouble = waiting.error();
            }
            continue;
        }
        const DraftId id = ids.takeFirst();
        // Each in a transaction of its own, which asks once more whether it is still on: off means off at once.
        auto writing =
            m_database.write<std::optional<Decision>>([this, id, now = m_clock.now()](Connection &connection) {
                return m_decide.approveAutomatically(connection, id, now);
            });
        Result<std::optional<Decision>> decision = co_await writing;
        if (!decision) {
            trouble = decision.error();
        } else if (*decision) {
            ++approved;
        }
    }
    m_approvesWaiting = false;
    if (approved > 0) {
        settle();
    }
    if (trouble) {
        co_return tl::unexpected<Error>(*trouble);
    }
    Result<int> all = approved;
    co_return all;
}

Task<Result<QString>> Review::sendToMyself(DraftId id)
{
    if (!m_testMail) {
        co_return failure(ErrorKind::Refused, tr("There is no mailbox to send from yet."));
    }
    auto sending = m_testMail(id);
    Result<QString> outcome = co_await sending;
    co_return outcome;
}

} // namespace AlwaysLeads
