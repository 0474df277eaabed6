#include "outbox/Settling.h"

#include "outbox/Queueing.h"
#include "outbox/RemoteIdStore.h"

#include <QCoroFuture>

#include <algorithm>

namespace AlwaysLeads {

namespace {

bool endsTheRound(ErrorKind kind)
{
    // What is said of the mailbox or the line holds for the next mail too.
    return kind == ErrorKind::Network || kind == ErrorKind::Timeout || kind == ErrorKind::SignedOut;
}

} // namespace

Settling::Settling(Database &database, Clock &clock, SentFolderSource folders, SettlingPolicy policy, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_clock(clock)
    , m_folders(std::move(folders))
    , m_policy(std::move(policy))
    , m_rounds(
          QStringLiteral("settling"), clock, [this] { return plan(); },
          [this](MailboxId mailbox, QList<SendId> mails, std::stop_token stop) {
              return lookFor(mailbox, mails, stop);
          })
{
}

void Settling::start()
{
    m_rounds.start();
}

void Settling::wake()
{
    m_rounds.wake();
}

void Settling::retry()
{
    m_rounds.retry(m_database, this);
}

Task<> Settling::close()
{
    auto closing = m_rounds.close();
    co_await closing;
}

Task<Result<QList<SentTask>>> Settling::plan()
{
    const auto first = m_policy.looks.empty() ? std::chrono::milliseconds(0) : m_policy.looks.front();
    auto reading = m_database.read<QList<SentTask>>(
        [store = m_store, first](Connection &connection) { return store.unknown(connection, first); });
    Result<QList<SentTask>> tasks = co_await reading;
    co_return tasks;
}

Task<Result<QHash<SendId, SettlingNote>>> Settling::notes()
{
    auto planning = plan();
    Result<QList<SentTask>> tasks = co_await planning;
    if (!tasks) {
        co_return failureOf(std::move(tasks));
    }
    QHash<SendId, SettlingNote> notes;
    for (const SentTask &task : std::as_const(*tasks)) {
        const SentLook &look = task.look;
        notes.insert(task.send.id,
                     {look.lookedAt, look.nextAt, look.problem, m_looking.contains(task.send.id), look.stillDraft});
    }
    co_return notes;
}

Task<Result<bool>> Settling::lookNow(SendId id)
{
    auto answer = std::make_shared<QPromise<Result<bool>>>();
    answer->start();
    m_rounds.run(lookNowFor(id, answer)); // close() waits for it
    QFuture<Result<bool>> answered = answer->future();
    Result<bool> found = co_await answered;
    co_return found;
}

Task<Result<>> Settling::lookNowFor(SendId id, std::shared_ptr<QPromise<Result<bool>>> answer)
{
    auto looking = settled(lookAtOnce(id));
    Result<bool> found = co_await looking;
    answer->addResult(found);
    answer->finish();
    co_return Result<>(); // its failure is told to who asked
}

Task<Result<bool>> Settling::lookAtOnce(SendId id)
{
    auto reading =
        m_database.read<Send>([ledger = m_ledger, id](Connection &connection) { return ledger.find(connection, id); });
    Result<Send> send = co_await reading;
    if (!send) {
        co_return failureOf(std::move(send));
    }
    if (send->state != SendState::Unknown || m_looking.contains(id)) {
        co_return Result<bool>(send->state == SendState::Accepted);
    }
    auto asking = m_folders(send->mailbox);
    Result<std::shared_ptr<SentFolder>> folder = co_await asking;
    if (!folder) {
        const Error problem = folder.error();
        const QList<SendId> one{id};
        auto noting = note(one, problem);
        Result<> noted = co_await noting;
        co_return tl::unexpected<Error>(noted ? problem : noted.error());
    }
    auto looking = look(*folder, id, m_rounds.token());
    Result<bool> found = co_await looking;
    wake(); // the time of the next look is another one now
    co_return found;
}

Task<Result<>> Settling::lookFor(MailboxId mailbox, QList<SendId> mails, std::stop_token stop)
{
    auto asking = m_folders(mailbox);
    Result<std::shared_ptr<SentFolder>> folder = co_await asking;
    if (!folder) {
        const Error problem = folder.error();
        auto noting = note(mails, problem);
        Result<> noted = co_await noting;
        co_return noted;
    }
    while (!mails.isEmpty() && !stop.stop_requested()) {
        const SendId id = mails.takeFirst();
        if (m_looking.contains(id)) {
            continue; // the person was faster
        }
        auto looking = look(*folder, id, stop);
        Result<bool> found = co_await looking;
        if (found || found.error().kind == ErrorKind::Cancelled) {
            continue;
        }
        const Error problem = found.error();
        if (problem.kind == ErrorKind::Storage) {
            co_return tl::unexpected<Error>(problem);
        }
        if (endsTheRound(problem.kind)) {
            auto noting = note(mails, problem);
            Result<> noted = co_await noting;
            co_return noted;
        }
    }
    co_return Result<>();
}

Task<Result<bool>> Settling::look(std::shared_ptr<SentFolder> folder, SendId id, std::stop_token stop)
{
    m_looking.insert(id);
    Q_EMIT changed();
    auto reading =
        m_database.read<SoughtMail>([this, id](Connection &connection) { return soughtMail(connection, id); });
    Result<SoughtMail> sought = co_await reading;
    Result<SentFinding> answer;
    if (!sought) {
        answer = failureOf(std::move(sought));
    } else {
        auto asking = settled(folder->find(*sought, stop));
        answer = co_await asking;
    }
    Result<> recorded;
    const bool wasStopped = !answer && answer.error().kind == ErrorKind::Cancelled;
    if (!wasStopped) {
        auto writing = m_database.write<>([this, id, answer, now = m_clock.now()](Connection &connection) {
            return record(connection, id, answer, now);
        });
        recorded = co_await writing;
    }
    m_looking.remove(id);
    const bool hasLeft = answer && answer->hasLeft;
    if (recorded && hasLeft) {
        Q_EMIT found(id);
    }
    Q_EMIT changed();
    if (!recorded) {
        co_return failure(ErrorKind::Storage, recorded.error().message, recorded.error().detail);
    }
    co_return answer ? Result<bool>(hasLeft) : Result<bool>(failureOf(std::move(answer)));
}

Task<Result<>> Settling::note(QList<SendId> mails, Error problem)
{
    auto writing = m_database.write<>([this, mails, problem, now = m_clock.now()](Connection &connection) -> Result<> {
        for (const SendId id : mails) {
            const Result<SentFinding> answer = tl::unexpected<Error>(problem);
            if (Result<> recorded = record(connection, id, answer, now); !recorded) {
                return recorded;
            }
        }
        return {};
    });
    Result<> noted = co_await writing;
    Q_EMIT changed();
    co_return noted;
}

QDateTime Settling::nextLook(const SentLook &look, const QDateTime &now) const
{
    const auto next = std::ranges::find_if(
        m_policy.looks, [&](std::chrono::milliseconds after) { return look.since.addMSecs(after.count()) > now; });
    return next == m_policy.looks.end() ? QDateTime() : look.since.addMSecs(next->count());
}

/// All that it may be known by.
Result<SoughtMail> Settling::soughtMail(Connection &connection, SendId id) const
{
    const Result<Send> send = m_ledger.find(connection, id);
    const Result<RemoteIdStore::Trace> trace = RemoteIdStore().traceOf(connection, id);
    if (!send || !trace) {
        return send ? failureOf(trace) : failureOf(send);
    }
    return SoughtMail{QLatin1Char('<') + send->messageId + QLatin1Char('>'), send->remoteId, send->intentAt,
                      trace->draftMessageId};
}

/// Runs on the database's thread.
Result<> Settling::record(Connection &connection, SendId id, const Result<SentFinding> &answer,
                          const QDateTime &now) const
{
    Result<QList<SentTask>> unknown = m_store.unknown(connection, std::chrono::milliseconds(0));
    if (!unknown) {
        return failureOf(std::move(unknown));
    }
    const auto task =
        std::ranges::find_if(std::as_const(*unknown), [id](const SentTask &each) { return each.send.id == id; });
    Result<Send> present = m_ledger.find(connection, id);
    if (!present) {
        return failureOf(std::move(present));
    }
    const bool waitsAgain = present->state == SendState::Waiting; // the person said "send again" meanwhile
    const bool hasLeft = answer && answer->hasLeft;
    if (task == unknown->cend() && !(waitsAgain && hasLeft)) {
        return {}; // the person decided meanwhile
    }
    if (hasLeft) {
        // Also against that decision: it rested on not knowing, and nobody gets a mail twice.
        Result<> settled = m_ledger.move(connection, id, present->state, SendState::Accepted, SendReason::FoundInSent,
                                         {}, QStringLiteral("mailbox"), now);
        if (settled) {
            settled = m_store.copyIsThere(connection, id);
        }
        if (settled) {
            settled = RemoteIdStore().put(connection, id, answer->mail);
        }
        Result<Send> send = m_ledger.find(connection, id);
        if (!settled || !send) {
            return settled ? Result<>(failureOf(std::move(send))) : settled;
        }
        return Queueing().follow(connection, *send, now);
    }
    SentLook look = task->look;
    if (answer) {
        look.lookedAt = now;
        look.nextAt = nextLook(look, now);
        look.failures = 0;
        look.problem.clear();
        look.stillDraft = answer->isDraft;
    } else {
        const Error &problem = answer.error();
        ++look.failures;
        look.problem = problem.message;
        // A wrong password must not be tried again and again; what is not there will not come by itself.
        const bool needsThePerson = problem.kind == ErrorKind::SignedOut || problem.kind == ErrorKind::NotFound;
        look.nextAt = needsThePerson ? QDateTime() : now.addMSecs(waitAfter(m_policy.failures, look.failures).count());
    }
    return m_store.put(connection, look);
}

} // namespace AlwaysLeads
