#include "probe/MailProbe.h"

#include "mail/Message.h"
#include "mailbox/Mailboxes.h"
#include "settings/Settings.h"
#include "settings/UnsubscribeLink.h"

#include <QCoroSignal>
#include <QCryptographicHash>
#include <QRandomGenerator>

#include <variant>

namespace AlwaysLeads {

namespace {

constexpr int tokenSize = 10;

/// Says nothing, and is found by a person's eye too: no letters that look alike.
QString newToken()
{
    static const QString letters = QStringLiteral("23456789ABCDEFGHJKLMNPQRSTUVWXYZ");
    QString token;
    for (int at = 0; at < tokenSize; ++at) {
        token += letters.at(int(QRandomGenerator::system()->bounded(quint32(letters.size()))));
    }
    return token;
}

} // namespace

MailProbe::MailProbe(Needs needs, ProbePolicy policy, QObject *parent)
    : QObject(parent)
    , m_needs(std::move(needs))
    , m_policy(policy)
{
}

Task<Result<std::optional<ProbeReport>>> MailProbe::latest(MailboxId mailbox)
{
    const ProbeStore store = m_store;
    auto read = m_needs.database.read<std::optional<ProbeReport>>(
        [store, mailbox](Connection &connection) { return store.latest(connection, mailbox); });
    Result<std::optional<ProbeReport>> latest = co_await read;
    co_return latest;
}

Task<Result<ProbeReport>> MailProbe::send(MailboxId mailbox, Progress progress, std::stop_token stop)
{
    Result<ProbeReport> report = co_await run(Wish::Send, mailbox, progress, stop);
    co_return report;
}

Task<Result<ProbeReport>> MailProbe::look(MailboxId mailbox, Progress progress, std::stop_token stop)
{
    Result<ProbeReport> report = co_await run(Wish::Look, mailbox, progress, stop);
    co_return report;
}

Task<> MailProbe::close()
{
    m_closing.request_stop();
    while (!m_busy.isEmpty()) {
        co_await qCoro(this, &MailProbe::ended);
    }
}

Task<Result<ProbeReport>> MailProbe::run(Wish wish, MailboxId id, Progress progress, std::stop_token stop)
{
    if (m_busy.contains(id)) {
        co_return failure(ErrorKind::Refused, tr("A test mail of this mailbox is on its way. Wait for it."));
    }
    if (!progress) {
        progress = [](Step) {};
    }
    m_busy.insert(id);
    std::stop_source ending;
    const std::stop_callback onStop(stop, [&ending] { ending.request_stop(); });
    const std::stop_callback onClose(m_closing.get_token(), [&ending] { ending.request_stop(); });
    const std::stop_token ends = ending.get_token();
    Result<ProbeReport> report = failure(ErrorKind::Bug, QString());
    Result<Mailbox> mailbox = co_await m_needs.mailboxes.mailbox(id);
    if (!mailbox) {
        report = failureOf(std::move(mailbox));
    } else if (wish == Wish::Send) {
        const Mailbox found = *mailbox;
        report = co_await sendNow(found, progress, ends);
    } else {
        const Mailbox found = *mailbox;
        report = co_await lookNow(found, progress, ends);
    }
    m_busy.remove(id);
    Q_EMIT changed(id);
    Q_EMIT ended();
    co_return report;
}

Task<Result<ProbeReport>> MailProbe::sendNow(Mailbox mailbox, Progress progress, std::stop_token stop)
{
    Source source; // none: the mailbox only sends, and the report says that nobody looked
    if (!mailbox.sendOnly) {
        // First: a mail that nobody can look for would tell less.
        progress(Step::Opening);
        Result<Source> reading = co_await openForSending(mailbox.id, stop);
        if (!reading) {
            co_return failureOf(std::move(reading));
        }
        source = *reading;
    }
    ProbeReport probe;
    probe.unseen = mailbox.sendOnly;
    probe.mailbox = mailbox.id;
    probe.token = newToken();
    probe.messageId = probe.token.toLower() + QLatin1Char('.') + newMessageId(mailbox.address);
    probe.startedAt = m_needs.clock.now();
    Result<QByteArray> mime = compose(probe, mailbox);
    if (!mime) {
        co_return failureOf(std::move(mime));
    }
    if (stop.stop_requested()) {
        co_return failure(ErrorKind::Cancelled, tr("Cancelled."));
    }
    progress(Step::Sending);
    const ProbeStore store = m_store;
    auto write = m_needs.database.write<ProbeId>(
        [store, probe](Connection &connection) { return store.add(connection, probe); });
    Result<ProbeId> added = co_await write;
    if (!added) {
        co_return failureOf(std::move(added));
    }
    probe.id = *added;
    const QByteArray bytes = *mime;
    Result<ProbeReport> sent = co_await handOver(probe, mailbox, bytes, stop);
    if (!sent || !sent->isOpen()) {
        co_return sent;
    }
    progress(Step::Waiting);
    const ProbeReport waiting = *sent;
    Result<ProbeReport> found = co_await waitFor(waiting, bytes, source, stop);
    co_return found;
}

Task<Result<ProbeReport>> MailProbe::lookNow(Mailbox mailbox, Progress progress, std::stop_token stop)
{
    const MailboxId id = mailbox.id;
    Result<std::optional<ProbeReport>> last = co_await latest(id);
    if (!last) {
        co_return failureOf(std::move(last));
    }
    if (!last->has_value()) {
        co_return failure(ErrorKind::NotFound, tr("No test mail was sent from this mailbox yet."));
    }
    const ProbeReport probe = **last;
    if (!probe.isOpen()) {
        co_return probe;
    }
    progress(Step::Opening);
    Result<Source> reading = co_await open(id, probe.startedAt, stop);
    if (!reading) {
        co_return failureOf(std::move(reading));
    }
    Result<QByteArray> mime = compose(probe, mailbox);
    if (!mime) {
        co_return failureOf(std::move(mime));
    }
    progress(Step::Waiting);
    const Source source = *reading;
    const QByteArray bytes = *mime;
    Result<ProbeReport> found = co_await waitFor(probe, bytes, source, stop);
    co_return found;
}

Task<Result<ProbeReport>> MailProbe::handOver(ProbeReport probe, Mailbox mailbox, QByteArray mime, std::stop_token stop)
{
    const MailboxId id = mailbox.id;
    Result<MailAccount> account = co_await m_needs.mailboxes.account(id);
    if (!account) {
        probe.state = ProbeReport::State::Refused;
        probe.problem = account.error().message;
        Result<> noted = co_await note(probe);
        Q_UNUSED(noted) // the failure that led here says more
        co_return failureOf(std::move(account));
    }
    const MailAccount given = *account;
    Envelope envelope;
    envelope.from = mailbox.address;
    envelope.to = mailbox.address;
    const std::function<void(HandOverStage)> reached;
    const HandOverOutcome outcome = co_await m_needs.transport.handOver(given, envelope, mime, reached, stop);
    probe.remoteId = outcome.remoteId;
    probe.problem = outcome.message;
    switch (outcome.verdict) {
    case HandOverOutcome::Verdict::Accepted:
        probe.state = ProbeReport::State::Sent;
        probe.problem.clear();
        break;
    case HandOverOutcome::Verdict::Unknown:
        probe.state = ProbeReport::State::Unknown;
        break;
    case HandOverOutcome::Verdict::RefusedForNow:
    case HandOverOutcome::Verdict::RefusedForGood:
        probe.state = ProbeReport::State::Refused;
        break;
    }
    // At once: whatever ends this program now finds on the disk that it may have left.
    Result<> noted = co_await note(probe);
    if (!noted) {
        co_return failureOf(std::move(noted));
    }
    if (probe.state == ProbeReport::State::Sent) {
        Result<> succeeded = co_await m_needs.mailboxes.noteSuccess(id);
        Q_UNUSED(succeeded) // only the time that is shown
        const QString name = co_await nameAtService(given, probe, stop);
        probe.keptMessageId = name;
        Result<> named = co_await note(probe);
        if (!named) {
            co_return failureOf(std::move(named));
        }
    }
    if (stop.stop_requested()) {
        co_return failure(ErrorKind::Cancelled, tr("Cancelled."));
    }
    co_return probe;
}

Task<QString> MailProbe::nameAtService(MailAccount account, ProbeReport probe, std::stop_token stop)
{
    const auto *cloud = std::get_if<CloudAccount>(&account);
    if (!cloud || cloud->sendOnly || probe.remoteId.isEmpty() || !m_needs.keptMessageId) {
        co_return QString();
    }
    const CloudAccount at = *cloud;
    const QString remoteId = probe.remoteId;
    Result<QString> name = co_await m_needs.keptMessageId(at, remoteId, stop);
    QString known;
    if (name) {
        known = name->trimmed();
        if (known.startsWith(QLatin1Char('<')) && known.endsWith(QLatin1Char('>'))) {
            known = known.mid(1, known.size() - 2);
        }
    }
    co_return known;
}

Task<Result<>> MailProbe::note(ProbeReport probe)
{
    const ProbeStore store = m_store;
    auto write =
        m_needs.database.write<>([store, probe](Connection &connection) { return store.change(connection, probe); });
    Result<> noted = co_await write;
    if (noted) {
        const MailboxId id = probe.mailbox;
        Q_EMIT changed(id);
    }
    co_return noted;
}

Result<QByteArray> MailProbe::compose(const ProbeReport &probe, const Mailbox &mailbox) const
{
    OutgoingMessage message;
    message.from = {mailbox.senderName, mailbox.address};
    message.to = {mailbox.senderName, mailbox.address};
    message.subject = tr("Test mail from AlwaysLeads %1").arg(probe.token);
    message.text = tr("This mail went from your mailbox to itself, because you asked AlwaysLeads for a test.\n\n"
                      "It shows what your provider does to a mail on its way. You can delete it.");
    message.messageId = probe.messageId;
    message.date = probe.startedAt;
    message.unsubscribeTo = mailbox.address;
    message.unsubscribeSubject = tr("Test of the opt-out header %1").arg(probe.token);
    const QString service = m_needs.settings.senderProfile().unsubscribeUrl;
    if (UnsubscribeLink::check(service)) {
        // A token that the service does not know: whoever follows it opts out nobody.
        const QByteArray key = QCryptographicHash::hash(probe.token.toLatin1(), QCryptographicHash::Sha256);
        message.unsubscribeUrl = UnsubscribeLink::forPerson(service, key, mailbox.address);
    }
    return composeMime(message);
}

} // namespace AlwaysLeads
