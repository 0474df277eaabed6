#include "draft/DraftWriter.h"

#include "draft/AnswerStore.h"
#include "draft/DraftBatches.h"
#include "draft/TemplateDrafting.h"

#include <memory>

namespace AlwaysLeads {

namespace {

/// An answer has no template that it could be written from.
Result<bool> refuseAnswer(Connection &connection, DraftId id)
{
    Result<std::optional<AnswerTie>> tie = AnswerStore().find(connection, id);
    if (!tie) {
        return failureOf(std::move(tie));
    }
    if (*tie) {
        return failure(ErrorKind::Refused,
                       DraftWriter::tr("This mail answers another one. Have it written again in the inbox, or write it "
                                       "yourself."));
    }
    return true;
}

} // namespace

Task<Result<>> DraftWriter::recover()
{
    auto writing = m_database.write<>([this, now = m_clock.now()](Connection &connection) -> Result<> {
        const DraftState states[] = {DraftState::Writing};
        Result<QList<Draft>> drafts = m_store.list(connection, states);
        if (!drafts) {
            return failureOf(std::move(drafts));
        }
        for (const Draft &draft : std::as_const(*drafts)) {
            Result<bool> awaited = DraftBatches::isAwaited(connection, draft);
            if (!awaited) {
                return failureOf(std::move(awaited));
            }
            if (*awaited) {
                continue; // Claude has it
            }
            const QString reason = tr("AlwaysLeads ended while this was being written. Try it again.");
            if (Result<> set = m_store.setState(connection, draft.id, DraftState::Blocked, reason, now); !set) {
                return set;
            }
        }
        return {};
    });
    Result<> outcome = co_await writing;
    co_return outcome;
}

Task<Result<Draft>> DraftWriter::retry(DraftId id)
{
    auto wish = std::make_shared<QString>();
    auto anyWish = std::make_shared<bool>(false);
    auto reading = m_database.read<Draft>([this, id, wish, anyWish](Connection &connection) -> Result<Draft> {
        Result<Draft> draft = m_store.find(connection, id);
        if (!draft) {
            return draft;
        }
        if (Result<bool> fine = refuseAnswer(connection, id); !fine) {
            return failureOf(std::move(fine));
        }
        Result<TemplateDrafting> drafting = TemplateDrafting::open(connection, draft->campaign, draft->step);
        if (!drafting) {
            return failureOf(std::move(drafting));
        }
        *wish = drafting->wishOf(*draft);
        *anyWish = drafting->anyWish();
        return draft;
    });
    Result<Draft> before = co_await reading;
    if (!before) {
        co_return before;
    }
    auto asking = claudeWrites(*anyWish);
    Result<bool> byClaude = co_await asking;
    if (!byClaude) {
        co_return failureOf(std::move(byClaude));
    }
    const auto hand = *byClaude ? TemplateDrafting::Hand::ClaudeOnTop : TemplateDrafting::Hand::TemplateAlone;
    auto writing =
        m_database.write<Draft>([this, id, hand, now = m_clock.now()](Connection &connection) -> Result<Draft> {
            Result<Draft> draft = m_store.find(connection, id);
            if (!draft) {
                return draft;
            }
            Result<TemplateDrafting> drafting = TemplateDrafting::open(connection, draft->campaign, draft->step);
            if (!drafting) {
                return failureOf(std::move(drafting));
            }
            return drafting->writeAgain(connection, *draft, hand, now);
        });
    Result<Draft> draft = co_await writing;
    if (draft && draft->state == DraftState::Writing) {
        auto onTop = settled(claudeOn(id, *wish, {}));
        draft = co_await onTop;
        if (!draft) {
            auto blocking = block({id}, draft.error().message);
            const Result<> blocked = co_await blocking;
            Q_UNUSED(blocked)
        }
    }
    Q_EMIT changed();
    co_return draft;
}

Task<Result<Draft>> DraftWriter::rewrite(DraftId id, QString wish, std::stop_token stop,
                                         std::function<void(QString)> heard)
{
    if (!m_claude.writeMail) {
        co_return failure(ErrorKind::SignedOut, tr("Add your Claude key in Settings, then Claude can rewrite drafts."));
    }
    auto asking = m_database.read<bool>([id](Connection &connection) { return refuseAnswer(connection, id); });
    Result<bool> fine = co_await asking;
    if (!fine) {
        co_return failureOf(std::move(fine));
    }
    auto writing = settled(claudeOn(id, wish, stop, heard));
    Result<Draft> draft = co_await writing;
    if (draft) {
        Q_EMIT changed();
    }
    co_return draft;
}

} // namespace AlwaysLeads
