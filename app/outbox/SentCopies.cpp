#include "outbox/SentCopies.h"

#include <algorithm>

namespace AlwaysLeads {

SentCopies::SentCopies(Database &database, Clock &clock, SentFolderSource folders, SentCopiesPolicy policy,
                       QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_clock(clock)
    , m_folders(std::move(folders))
    , m_policy(std::move(policy))
    , m_rounds(
          QStringLiteral("sent copies"), clock, [this] { return plan(); },
          [this](MailboxId mailbox, QList<SendId> mails, std::stop_token stop) {
              return keepCopies(mailbox, mails, stop);
          })
{
}

void SentCopies::start()
{
    m_rounds.start();
}

void SentCopies::wake()
{
    m_rounds.wake();
}

void SentCopies::retry()
{
    m_rounds.retry(m_database, this);
}

Task<> SentCopies::close()
{
    auto closing = m_rounds.close();
    co_await closing;
}

Task<Result<QList<SentTask>>> SentCopies::plan()
{
    auto reading = m_database.read<QList<SentTask>>([store = m_store, first = m_policy.first](Connection &connection) {
        return store.copiesDue(connection, first);
    });
    Result<QList<SentTask>> tasks = co_await reading;
    co_return tasks;
}

Task<Result<>> SentCopies::keepCopies(MailboxId mailbox, QList<SendId> mails, std::stop_token stop)
{
    auto asking = m_folders(mailbox);
    Result<std::shared_ptr<SentFolder>> folder = co_await asking;
    if (!folder) {
        const Result<> outcome = tl::unexpected<Error>(folder.error());
        auto recording = record(mails, outcome);
        Result<> recorded = co_await recording;
        co_return recorded;
    }
    while (!mails.isEmpty() && !stop.stop_requested()) {
        const SendId id = mails.takeFirst();
        auto keeping = keepCopy(*folder, id, stop);
        const Result<> kept = co_await keeping;
        if (!kept && kept.error().kind == ErrorKind::Cancelled) {
            break;
        }
        QList<SendId> concerned{id};
        const bool holdsForAll = !kept
            && (kept.error().kind == ErrorKind::Network || kept.error().kind == ErrorKind::Timeout
                || kept.error().kind == ErrorKind::SignedOut);
        if (holdsForAll) {
            concerned += std::exchange(mails, {});
        }
        auto recording = record(concerned, kept);
        Result<> recorded = co_await recording;
        if (!recorded) {
            co_return recorded;
        }
        if (kept) {
            Q_EMIT this->kept(id);
        }
    }
    co_return Result<>();
}

Task<Result<>> SentCopies::keepCopy(std::shared_ptr<SentFolder> folder, SendId id, std::stop_token stop)
{
    auto reading =
        m_database.read<Send>([ledger = m_ledger, id](Connection &connection) { return ledger.find(connection, id); });
    Result<Send> send = co_await reading;
    if (!send) {
        co_return failureOf(std::move(send));
    }
    const QString messageId = QLatin1Char('<') + send->messageId + QLatin1Char('>');
    auto keeping = settled(folder->keepCopy(messageId, send->mime, send->intentAt, stop));
    Result<> kept = co_await keeping;
    co_return kept;
}

Task<Result<>> SentCopies::record(QList<SendId> mails, Result<> outcome)
{
    auto writing = m_database.write<QList<SendId>>(
        [this, mails, outcome, now = m_clock.now()](Connection &connection) -> Result<QList<SendId>> {
            QList<SendId> ended;
            for (const SendId id : mails) {
                Result<bool> isEnd = recordOne(connection, id, outcome, now);
                if (!isEnd) {
                    return failureOf(std::move(isEnd));
                }
                if (*isEnd) {
                    ended.append(id);
                }
            }
            return ended;
        });
    Result<QList<SendId>> ended = co_await writing;
    if (!ended) {
        co_return failureOf(std::move(ended));
    }
    if (!outcome) {
        for (const SendId id : std::as_const(*ended)) {
            Q_EMIT gaveUp(id, outcome.error().message);
        }
    }
    co_return Result<>();
}

/// Runs on the database's thread. True: nothing more is done for this copy.
Result<bool> SentCopies::recordOne(Connection &connection, SendId id, const Result<> &outcome,
                                   const QDateTime &now) const
{
    const auto over = [](Result<> written) -> Result<bool> {
        return written ? Result<bool>(true) : failureOf(std::move(written));
    };
    if (outcome) {
        return over(m_store.copyIsThere(connection, id));
    }
    Result<QList<SentTask>> due = m_store.copiesDue(connection, m_policy.first);
    if (!due) {
        return failureOf(std::move(due));
    }
    const auto task =
        std::ranges::find_if(std::as_const(*due), [id](const SentTask &each) { return each.send.id == id; });
    if (task == due->cend()) {
        return false;
    }
    SentLook look = task->look;
    const QDateTime end = look.since.addMSecs(m_policy.giveUp.count());
    if (now >= end) {
        return over(m_store.giveUpCopy(connection, id, outcome.error().message, now));
    }
    ++look.failures;
    look.problem = outcome.error().message;
    const QDateTime next = now.addMSecs(waitAfter(m_policy.failures, look.failures).count());
    // A wrong password must not be tried again and again: once more at the end, or when the mailbox was mended.
    look.nextAt = outcome.error().kind == ErrorKind::SignedOut ? end : std::min(next, end);
    Result<> noted = m_store.put(connection, look);
    return noted ? Result<bool>(false) : failureOf(std::move(noted));
}

} // namespace AlwaysLeads
