#include "reply/ReplyWatcher.h"

#include "base/Log.h"
#include "outbox/SentRounds.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {
constexpr std::chrono::seconds longestNap(10 * 60);
constexpr int mostRounds = 1000; ///< of one folder in one look
} // namespace

ReplyWatcher::ReplyWatcher(Database &database, Clock &clock, MailSources sources, WatchPolicy policy, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_clock(clock)
    , m_sources(std::move(sources))
    , m_policy(std::move(policy))
    , m_scope(QStringLiteral("replies"))
{
}

void ReplyWatcher::start()
{
    m_scope.run(keepOn());
}

void ReplyWatcher::wake()
{
    m_lookAtAll = true;
    m_again.unite(m_busy); // a look under way may have passed what this is about
    m_waits.request_stop();
    m_waits = std::stop_source();
    m_nap.request_stop();
}

void ReplyWatcher::reopen(MailboxId mailbox)
{
    m_changed.insert(mailbox);
    wake();
}

Task<> ReplyWatcher::close()
{
    auto closing = m_scope.close();
    co_await closing;
}

Task<Result<>> ReplyWatcher::keepOn()
{
    const std::stop_token stop = m_scope.token();
    while (!stop.stop_requested()) {
        m_nap = std::stop_source();
        const bool all = m_lookAtAll;
        m_lookAtAll = false;
        auto reading = m_database.read<QList<MailWatch>>(
            [store = m_store](Connection &connection) { return store.watches(connection); });
        Result<QList<MailWatch>> watches = co_await reading;
        if (stop.stop_requested()) {
            break;
        }
        const QDateTime now = m_clock.now();
        QDateTime next = now.addSecs(longestNap.count());
        for (const MailWatch &watch : watches ? *watches : QList<MailWatch>()) {
            const bool isStopped = !watch.problem.isEmpty() && !watch.nextAt.isValid();
            if (!watch.firstSentAt.isValid() || m_busy.contains(watch.mailbox) || (isStopped && !all)) {
                continue;
            }
            if (all || !watch.nextAt.isValid() || watch.nextAt <= now) {
                m_busy.insert(watch.mailbox);
                m_scope.run(workOn(watch));
            } else {
                next = std::min(next, watch.nextAt);
            }
        }
        const std::stop_callback endNap(stop, [this] { m_nap.request_stop(); });
        const std::stop_token nap = m_nap.get_token();
        co_await m_clock.sleepUntil(next, nap);
    }
    co_return Result<>();
}

Task<Result<>> ReplyWatcher::workOn(MailWatch watch)
{
    const std::stop_token stop = m_scope.token();
    const MailboxId mailbox = watch.mailbox;
    Result<> kept;
    do {
        m_changed.remove(mailbox);
        auto working = workWith(watch);
        kept = co_await working;
    } while ((m_changed.contains(mailbox) || m_again.contains(mailbox)) && !stop.stop_requested());
    m_busy.remove(mailbox);
    m_nap.request_stop(); // the next look is due at another time now
    co_return kept;
}

Task<Result<>> ReplyWatcher::workWith(MailWatch watch)
{
    const std::stop_token stop = m_scope.token();
    const MailboxId mailbox = watch.mailbox;
    m_again.remove(mailbox);
    auto opening = settled(m_sources(mailbox));
    Result<std::shared_ptr<MailSource>> source = co_await opening;
    Result<QStringList> folders = QStringList();
    if (source) {
        folders = co_await (*source)->folders(stop);
    }
    Result<> kept;
    for (;;) {
        Result<int> found = 0;
        if (!source || !folders) {
            found = tl::unexpected<Error>(source ? folders.error() : source.error());
        } else {
            m_again.remove(mailbox);
            auto looking = settled(lookInto(*source, mailbox, *folders, watch.firstSentAt, stop));
            found = co_await looking;
        }
        const bool waits = found && source && folders && !folders->isEmpty() && (*source)->tellsNews();
        auto noting = note(watch, found);
        kept = co_await noting;
        if (!waits || stop.stop_requested() || m_changed.contains(mailbox)) {
            break;
        }
        watch.failures = 0;
        const QString inbox = folders->first();
        auto reading = m_database.read<FolderMark>([store = m_store, mailbox, inbox](Connection &connection) {
            return store.mark(connection, mailbox, inbox);
        });
        Result<FolderMark> mark = co_await reading;
        if (!mark || m_changed.contains(mailbox)) {
            break;
        }
        if (m_again.contains(mailbox)) {
            continue;
        }
        m_waiting.insert(mailbox);
        const std::stop_callback end(stop, [waits = m_waits]() mutable { waits.request_stop(); });
        const std::stop_token ends = m_waits.get_token();
        Result<bool> came = co_await (*source)->waitForNews(*mark, m_policy.longestWait, ends);
        m_waiting.remove(mailbox);
        if (stop.stop_requested() || m_changed.contains(mailbox)) {
            break;
        }
        if (!came && came.error().kind != ErrorKind::Cancelled) {
            // Lines that stay open are cut now and then: the look went well, so that is nobody's problem.
            watch.failures = 0;
            auto later = note(watch, Result<int>(0));
            kept = co_await later;
            break;
        }
    }
    co_return kept;
}

Task<Result<>> ReplyWatcher::note(MailWatch watch, Result<int> found)
{
    const QDateTime now = m_clock.now();
    Result<> kept;
    const bool wasStopped = !found && found.error().kind == ErrorKind::Cancelled;
    if (!wasStopped) {
        if (found) {
            watch.lookedAt = now;
            watch.nextAt = now.addMSecs(m_policy.pause.count());
            watch.failures = 0;
            watch.problem.clear();
        } else {
            const ErrorKind kind = found.error().kind;
            ++watch.failures;
            watch.problem = found.error().message;
            const bool needsThePerson = kind == ErrorKind::SignedOut || kind == ErrorKind::NotFound;
            watch.nextAt =
                needsThePerson ? QDateTime() : now.addMSecs(waitAfter(m_policy.failures, watch.failures).count());
        }
        auto writing = m_database.write<>(
            [store = m_store, watch](Connection &connection) { return store.putWatch(connection, watch); });
        kept = co_await writing;
    }
    Q_EMIT looked();
    co_return kept;
}

Task<Result<int>> ReplyWatcher::lookAt(MailboxId mailbox, QDateTime since, std::stop_token stop)
{
    auto opening = m_sources(mailbox);
    Result<std::shared_ptr<MailSource>> source = co_await opening;
    if (!source) {
        co_return failureOf(std::move(source));
    }
    Result<QStringList> folders = co_await (*source)->folders(stop);
    if (!folders) {
        co_return failureOf(std::move(folders));
    }
    auto looking = lookInto(*source, mailbox, *folders, since, stop);
    Result<int> found = co_await looking;
    co_return found;
}

Task<Result<int>> ReplyWatcher::lookInto(std::shared_ptr<MailSource> source, MailboxId mailbox, QStringList folders,
                                         QDateTime since, std::stop_token stop)
{
    auto asking = m_database.read<QDateTime>(
        [store = m_store, mailbox](Connection &connection) { return store.newsFrom(connection, mailbox); });
    Result<QDateTime> newsFrom = co_await asking;
    if (!newsFrom) {
        co_return failureOf(std::move(newsFrom));
    }
    const auto look = std::make_shared<Look>();
    look->mailbox = mailbox;
    look->since = since;
    look->newsFrom = *newsFrom;
    Result<> read;
    for (const QString &folder : std::as_const(folders)) {
        auto reading = readFolder(source, look, folder, stop);
        read = co_await reading;
        if (!read) {
            break;
        }
    }
    if (look->found > 0) {
        Q_EMIT arrived(look->found);
    }
    if (!read) {
        co_return failureOf(std::move(read));
    }
    co_return look->found;
}

Task<Result<>> ReplyWatcher::readFolder(std::shared_ptr<MailSource> source, std::shared_ptr<Look> look, QString folder,
                                        std::stop_token stop)
{
    const MailboxId mailbox = look->mailbox;
    const QDateTime since = look->since;
    auto reading = m_database.read<FolderMark>(
        [store = m_store, mailbox, folder](Connection &connection) { return store.mark(connection, mailbox, folder); });
    Result<FolderMark> mark = co_await reading;
    if (!mark) {
        co_return failureOf(std::move(mark));
    }
    for (int round = 0; round < mostRounds; ++round) {
        Result<NewMails> mails = co_await source->newMails(*mark, since, stop);
        if (!mails) {
            co_return failureOf(std::move(mails));
        }
        // One read for all of them: of a full mailbox hardly any mail is ours.
        auto choosing = m_database.read<QList<MailHead>>(
            [intake = m_intake, mailbox, heads = mails->heads](Connection &connection) {
                return intake.thatMayMatter(connection, mailbox, heads);
            },
            stop);
        Result<QList<MailHead>> chosen = co_await choosing;
        if (!chosen) {
            co_return failureOf(std::move(chosen));
        }
        for (const MailHead &head : std::as_const(*chosen)) {
            if (stop.stop_requested()) {
                co_return failure(ErrorKind::Cancelled, tr("Stopped."));
            }
            auto one = readMail(source, look, head, stop);
            Result<> read = co_await one;
            if (!read) {
                co_return read;
            }
        }
        // Only now: a mail whose reading was cut off is read again, and known by its Message-ID if it was kept.
        const FolderMark next = mails->mark;
        if (next != *mark) {
            auto writing = m_database.write<>([store = m_store, mailbox, next](Connection &connection) {
                return store.putMark(connection, mailbox, next);
            });
            Result<> kept = co_await writing;
            if (!kept) {
                co_return failureOf(std::move(kept));
            }
        }
        *mark = next;
        if (!mails->isMore) {
            break;
        }
    }
    co_return Result<>();
}

Task<Result<>> ReplyWatcher::readMail(std::shared_ptr<MailSource> source, std::shared_ptr<Look> look, MailHead head,
                                      std::stop_token stop)
{
    const MailPlace place{look->mailbox, head.threadId};
    Result<QByteArray> mime = co_await source->mail(head.key, stop);
    if (!mime) {
        const ErrorKind kind = mime.error().kind;
        if (kind == ErrorKind::NotFound) {
            co_return Result<>(); // gone meanwhile
        }
        if (kind != ErrorKind::Invalid) {
            co_return failureOf(std::move(mime));
        }
        mime = head.header; // too large to be read: that it came counts all the same
    }
    using Found = std::optional<ReplyIntake::Assessment>;
    auto reading =
        m_database.read<Found>([intake = m_intake, place, bytes = *mime, at = head.arrivedAt](Connection &connection) {
            return intake.assess(connection, place, bytes, at);
        });
    Result<Found> found = co_await reading;
    if (!found) {
        co_return failureOf(std::move(found));
    }
    if (!*found) {
        co_return Result<>();
    }
    auto writing = m_database.write<ReplyId>([intake = m_intake, assessment = **found, now = m_clock.now(),
                                              newsFrom = look->newsFrom](Connection &connection) {
        return intake.take(connection, assessment, now, newsFrom);
    });
    Result<ReplyId> kept = co_await writing;
    if (!kept) {
        co_return failureOf(std::move(kept));
    }
    look->found += kept->isNull() ? 0 : 1;
    co_return Result<>();
}

} // namespace AlwaysLeads
