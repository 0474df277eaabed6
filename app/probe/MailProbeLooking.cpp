#include "probe/MailProbe.h"

#include "mail/ParsedMessage.h"
#include "mailbox/Mailboxes.h"
#include "probe/ProbeJudge.h"

#include <algorithm>
#include <chrono>

// What MailProbe does to find its mail again.

namespace AlwaysLeads {

namespace {

constexpr int mostPages = 20; // of new mails, in one look at one folder

/// A service with an API tells what came by its own clock, which may be behind ours.
constexpr std::chrono::minutes clockSlack(10);
constexpr int mostFailures = 3; // one after the other, while it is waited for

/// Whether this is the mail itself, and not a report about it.
bool isIt(const MailHead &head, const ProbeReport &probe, const EmailAddress &address)
{
    const Result<ParsedMessage> mail = parseMime(head.header.endsWith("\r\n\r\n") ? head.header : head.header + "\r\n");
    if (!mail || mail->fromAddress.compare(address.toString(), Qt::CaseInsensitive) != 0) {
        return false;
    }
    // The id that the service gave it is known where it could be asked; a filter may have marked the subject.
    const bool hasGivenId = !probe.keptMessageId.isEmpty() && mail->messageId == probe.keptMessageId;
    return hasGivenId || mail->messageId == probe.messageId
        || mail->header(QStringLiteral("Subject")).contains(probe.token);
}

/// Whether another look may help.
bool passes(const Error &error)
{
    return error.kind == ErrorKind::Network || error.kind == ErrorKind::Timeout;
}

} // namespace

Task<Result<MailProbe::Source>> MailProbe::open(MailboxId mailbox, QDateTime sentAt, std::stop_token stop)
{
    Source reading = std::make_shared<Reading>();
    reading->since = sentAt.addSecs(-std::chrono::seconds(clockSlack).count());
    Result<std::shared_ptr<MailSource>> opened = co_await m_needs.sources(mailbox);
    if (!opened) {
        co_return failureOf(std::move(opened));
    }
    reading->source = *opened;
    Result<QStringList> folders = co_await reading->source->folders(stop);
    if (!folders) {
        co_return failureOf(std::move(folders));
    }
    reading->folders = *folders;
    for (const QString &folder : std::as_const(reading->folders)) {
        reading->marks[folder].folder = folder;
    }
    co_return reading;
}

Task<Result<MailProbe::Source>> MailProbe::openForSending(MailboxId mailbox, std::stop_token stop)
{
    Result<Source> opened = co_await open(mailbox, m_needs.clock.now(), stop);
    if (!opened) {
        co_return opened;
    }
    const Source source = *opened;
    Result<> passed = co_await passOver(source, stop);
    if (!passed) {
        co_return failureOf(std::move(passed));
    }
    co_return source;
}

Task<Result<>> MailProbe::passOver(Source reading, std::stop_token stop)
{
    for (qsizetype at = 0; at < reading->folders.size(); ++at) {
        const QString folder = reading->folders.at(at);
        for (int page = 0; page < mostPages; ++page) {
            const FolderMark mark = reading->marks.value(folder);
            const QDateTime since = reading->since;
            Result<NewMails> mails = co_await reading->source->newMails(mark, since, stop);
            if (!mails) {
                co_return failureOf(std::move(mails));
            }
            reading->marks[folder] = mails->mark;
            if (!mails->isMore) {
                break;
            }
        }
    }
    co_return Result<>();
}

Task<Result<ProbeReport>> MailProbe::waitFor(ProbeReport probe, QByteArray mime, Source reading, std::stop_token stop)
{
    const QDateTime until = m_needs.clock.now().addMSecs(m_policy.patience.count());
    int failures = 0;
    while (true) {
        Result<ProbeReport> seen = co_await lookOnce(probe, mime, reading, stop);
        if (stop.stop_requested()) {
            co_return failure(ErrorKind::Cancelled, tr("Cancelled."));
        }
        failures = seen ? 0 : failures + 1;
        const bool isOver = seen ? !seen->isOpen() : !passes(seen.error()) || failures == mostFailures;
        const QDateTime now = m_needs.clock.now();
        if (isOver || now >= until) {
            co_return seen;
        }
        const std::chrono::milliseconds pause = seen ? m_policy.pause : m_policy.pauseAfterFailure;
        const QDateTime next = std::min(until, now.addMSecs(pause.count()));
        co_await m_needs.clock.sleepUntil(next, stop);
    }
}

Task<Result<ProbeReport>> MailProbe::lookOnce(ProbeReport probe, QByteArray mime, Source reading, std::stop_token stop)
{
    const MailboxId id = probe.mailbox;
    Result<Mailbox> mailbox = co_await m_needs.mailboxes.mailbox(id);
    if (!mailbox) {
        co_return failureOf(std::move(mailbox));
    }
    const QString remoteId = probe.remoteId;
    const QString messageId = probe.messageId;
    Result<std::optional<MailHead>> own = co_await reading->source->sentToSelf(remoteId, messageId, stop);
    if (!own) {
        co_return failureOf(std::move(own));
    }
    if (own->has_value()) {
        const MailHead head = **own;
        const bool junk = head.isJunk;
        Result<ProbeReport> judged = co_await judge(probe, mime, reading, head, junk, stop);
        co_return judged;
    }
    for (qsizetype at = 0; at < reading->folders.size(); ++at) {
        const QString folder = reading->folders.at(at);
        bool isMore = true;
        for (int page = 0; page < mostPages && isMore; ++page) {
            const FolderMark mark = reading->marks.value(folder);
            const QDateTime since = reading->since;
            Result<NewMails> mails = co_await reading->source->newMails(mark, since, stop);
            if (!mails) {
                co_return failureOf(std::move(mails));
            }
            for (qsizetype which = 0; which < mails->heads.size(); ++which) {
                const MailHead head = mails->heads.at(which);
                if (!isIt(head, probe, mailbox->address)) {
                    continue;
                }
                const bool junk = at > 0 || head.isJunk; // the inbox is the first
                Result<ProbeReport> judged = co_await judge(probe, mime, reading, head, junk, stop);
                if (!judged || !judged->isOpen()) {
                    co_return judged;
                }
            }
            reading->marks[folder] = mails->mark;
            isMore = mails->isMore;
        }
    }
    co_return probe;
}

Task<Result<ProbeReport>> MailProbe::judge(ProbeReport probe, QByteArray mime, Source reading, MailHead head, bool junk,
                                           std::stop_token stop)
{
    const QString key = head.key;
    Result<QByteArray> arrived = co_await reading->source->mail(key, stop);
    if (!arrived) {
        if (arrived.error().kind == ErrorKind::NotFound) { // moved or deleted in between
            co_return probe;
        }
        co_return failureOf(std::move(arrived));
    }
    Result<ProbeReport> judged = judgeProbe(probe, mime, *arrived);
    if (!judged) {
        co_return judged;
    }
    judged->foundAt = m_needs.clock.now();
    judged->junk = junk;
    const ProbeReport found = *judged;
    Result<> noted = co_await note(found);
    if (!noted) {
        co_return failureOf(std::move(noted));
    }
    co_return found;
}

} // namespace AlwaysLeads
