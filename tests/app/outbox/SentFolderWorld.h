#pragma once

#include "app/outbox/FakeSentFolder.h"
#include "app/outbox/OutboxWorld.h"
#include "outbox/SentFolderSource.h"

namespace AlwaysLeads {

/// An outbox whose mailbox is read.
struct SentFolderWorld : OutboxWorld
{
    SentFolderWorld() { setImapHost(QStringLiteral("imap.harbourline.example")); }

    void setImapHost(const QString &host)
    {
        must(files.write([=](Connection &c) -> Result<> {
            Result<qint64> changed = c.run(QStringLiteral("UPDATE mailbox SET imap_host = ?"), {host});
            return changed ? Result<>() : failureOf(std::move(changed));
        }));
    }
    SentFolderSource source()
    {
        return [this](MailboxId) { return folder(); };
    }
    Task<Result<std::shared_ptr<SentFolder>>> folder()
    {
        ++store.opened;
        if (sourceProblem) {
            co_return tl::unexpected<Error>(*sourceProblem);
        }
        std::shared_ptr<SentFolder> made = std::make_shared<FakeSentFolder>(store);
        co_return made;
    }
    /// Hands the mail to this person over, with this end.
    SendId handOver(LeadId lead, SendState to)
    {
        const SendId id = sendOf(lead).id;
        HandOverOutcome outcome;
        outcome.verdict =
            to == SendState::Accepted ? HandOverOutcome::Verdict::Accepted : HandOverOutcome::Verdict::Unknown;
        must(files.write([=, now = clock.now()](Connection &c) -> Result<> {
            const SendLedger ledger;
            if (Result<> intent = ledger.recordIntent(c, id, QByteArrayLiteral("the exact bytes"), now); !intent) {
                return intent;
            }
            return ledger.recordOutcome(c, id, to, to == SendState::Unknown ? SendReason::Unanswered : SendReason::None,
                                        outcome, {}, now);
        }));
        return id;
    }
    Send send(SendId id)
    {
        return must(files.read([=](Connection &c) { return SendLedger().find(c, id); }));
    }
    QString idOf(SendId id) { return QLatin1Char('<') + send(id).messageId + QLatin1Char('>'); }
    QString copyOf(SendId id)
    {
        return must(files.read([=](Connection &c) -> Result<QString> {
            Result<Query> query = c.query(QStringLiteral("SELECT sent_copy FROM send WHERE id = ?"), {id.value()});
            if (!query) {
                return failureOf(std::move(query));
            }
            QString word;
            if (query->next()) {
                word = query->text(0);
            }
            return query->outcome(word);
        }));
    }

    FakeSentStore store;
    std::optional<Error> sourceProblem;
};

} // namespace AlwaysLeads
