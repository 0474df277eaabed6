#include "imap/ImapSentFolder.h"

#include "imap/ImapDate.h"
#include "imap/ImapFolderGuess.h"

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr qsizetype mailsAtOnce = 200;
constexpr qsizetype mostMails = 20'000; // the newest ones; nobody sends more in the days that are looked at
constexpr int marginDays = 1; // SINCE knows days only, in the server's time zone

/// Without spaces and brackets: ids are compared so, with regard to case (RFC 5322 §3.6.4).
QByteArray bareId(const QByteArray &text)
{
    QByteArray id = text.trimmed();
    if (id.startsWith('<')) {
        id.remove(0, 1);
    }
    if (id.endsWith('>')) {
        id.chop(1);
    }
    return id.trimmed();
}

/// The id in a header that holds one field, folded or not.
QByteArray messageIdOf(const QByteArray &header)
{
    const qsizetype colon = header.indexOf(':');
    const bool isIt = colon >= 0 && header.first(colon).trimmed().compare("Message-ID", Qt::CaseInsensitive) == 0;
    return isIt ? bareId(header.mid(colon + 1)) : QByteArray();
}

/// What can stand in a Message-ID of ours: anything else would not be one, and might say more than a string.
bool isFit(const QByteArray &id)
{
    return !id.isEmpty() && id.size() <= 900
        && std::ranges::all_of(id, [](char byte) { return byte > 0x20 && byte < 0x7f && byte != '"' && byte != '\\'; });
}

} // namespace

ImapSentFolder::ImapSentFolder(ImapAccount account, Clock &clock, Options options, QObject *keeper)
    : m_account(std::move(account))
    , m_clock(clock)
    , m_options(std::move(options))
    , m_keeper(keeper)
{
}

ImapSentFolder::~ImapSentFolder()
{
    leave();
}

void ImapSentFolder::leave()
{
    if (m_session && m_keeper) {
        m_session->leave(m_keeper);
    }
    m_session.reset();
}

Task<Result<>> ImapSentFolder::open()
{
    Result<> opened;
    if (!m_session || !m_session->isUsable()) {
        m_stop = std::stop_source();
        m_session = std::make_unique<ImapSession>(m_options.trusted, m_options.timeouts, m_stop.get_token());
        opened = co_await m_session->open(m_account);
    }
    if (opened && !m_sent) {
        opened = co_await findFolders();
    }
    if (!opened) {
        leave();
    }
    co_return opened;
}

Task<Result<>> ImapSentFolder::findFolders()
{
    Result<QList<ImapFolder>> folders = co_await m_session->folders();
    if (!folders) {
        co_return failureOf(std::move(folders));
    }
    m_sent = sentFolderOf(*folders);
    m_allMail = allMailFolderOf(*folders);
    if (!m_sent) {
        co_return failure(ErrorKind::NotFound,
                          tr("The mailbox at %1 has no folder of sent mails. Make one called \"Sent\" in your mail "
                             "program or on the provider's page.")
                              .arg(m_account.host));
    }
    co_return {};
}

Task<Result<bool>> ImapSentFolder::look(QByteArray id, QDateTime since)
{
    const bool wasOpen = m_session != nullptr;
    Result<bool> found = co_await lookOnce(id, since);
    const bool lineDied =
        !found && (found.error().kind == ErrorKind::Network || found.error().kind == ErrorKind::Timeout);
    if (wasOpen && lineDied && !m_stop.stop_requested()) {
        leave();
        found = co_await lookOnce(id, since);
    }
    co_return found;
}

Task<Result<bool>> ImapSentFolder::lookOnce(QByteArray id, QDateTime since)
{
    if (Result<> opened = co_await open(); !opened) {
        co_return failureOf(std::move(opened));
    }
    Result<ImapFolderState> state = co_await m_session->examine(m_sent->wireName);
    if (!state) {
        m_sent.reset(); // it may have another name by now
        co_return failureOf(std::move(state));
    }
    ImapCommand recent("SINCE " + toImapDate(since.toUTC().date().addDays(-marginDays)));
    Result<QList<quint32>> uids = co_await m_session->search(recent);
    if (!uids) {
        co_return failureOf(std::move(uids));
    }
    Result<bool> found = co_await lookThrough(*uids, id);
    if (!found || *found) {
        co_return found;
    }
    // Servers differ in how well they search headers, so this may only find more than we did, never less.
    ImapCommand named(QByteArrayLiteral("HEADER Message-ID"));
    named.addString('<' + id + '>');
    uids = co_await m_session->search(named);
    if (uids) {
        found = co_await lookThrough(*uids, id);
    } else if (!m_session->isUsable()) {
        co_return failureOf(std::move(uids));
    }
    if (found && !*found && m_allMail && m_session->offered().has("X-GM-EXT-1")) {
        found = co_await lookInAllMail(id);
    }
    co_return found;
}

Task<Result<bool>> ImapSentFolder::lookInAllMail(QByteArray id)
{
    Result<ImapFolderState> state = co_await m_session->examine(m_allMail->wireName);
    if (!state) {
        co_return failureOf(std::move(state));
    }
    ImapCommand command(QByteArrayLiteral("X-GM-RAW"));
    command.addString("rfc822msgid:" + id);
    Result<QList<quint32>> uids = co_await m_session->search(command);
    if (!uids) {
        co_return failureOf(std::move(uids));
    }
    co_return co_await lookThrough(*uids, id);
}

Task<Result<bool>> ImapSentFolder::lookThrough(QList<quint32> uids, QByteArray id)
{
    const qsizetype oldest = std::max<qsizetype>(0, uids.size() - mostMails);
    const QByteArrayList fields{"MESSAGE-ID"};
    for (qsizetype end = uids.size(); end > oldest; end -= mailsAtOnce) { // what was sent last lies last
        const qsizetype start = std::max(oldest, end - mailsAtOnce);
        const QList<quint32> some = uids.mid(start, end - start);
        Result<QList<ImapMail>> mails = co_await m_session->headers(some, fields);
        if (!mails) {
            co_return failureOf(std::move(mails));
        }
        for (const ImapMail &mail : std::as_const(*mails)) {
            // A draft has not left, whatever folder shows it.
            if (messageIdOf(mail.header) == id && !mail.flags.contains("\\draft")) {
                co_return true;
            }
        }
    }
    co_return false;
}

Task<Result<bool>> ImapSentFolder::contains(QString messageId, QDateTime since, std::stop_token stop)
{
    const QByteArray id = bareId(messageId.toLatin1());
    if (!isFit(id)) {
        co_return failure(ErrorKind::Bug, tr("This mail has no Message-ID that could be looked for."));
    }
    const std::stop_callback end(stop, [this] { m_stop.request_stop(); });
    if (stop.stop_requested()) {
        co_return failure(ErrorKind::Cancelled, tr("Stopped."));
    }
    Result<bool> found = co_await look(id, since);
    co_return found;
}

bool ImapSentFolder::serviceKeepsCopies() const
{
    const QString host = m_account.host.toLower();
    return m_session->offered().has("X-GM-EXT-1") || host.endsWith(QLatin1String(".office365.com"))
        || host.endsWith(QLatin1String(".outlook.com")) || host.endsWith(QLatin1String(".hotmail.com"));
}

Task<Result<>> ImapSentFolder::keepCopy(QString messageId, QByteArray mime, QDateTime sentAt, std::stop_token stop)
{
    const QByteArray id = bareId(messageId.toLatin1());
    if (!isFit(id)) {
        co_return failure(ErrorKind::Bug, tr("This mail has no Message-ID that could be looked for."));
    }
    const std::stop_callback end(stop, [this] { m_stop.request_stop(); });
    const QDateTime ownCopyBy = sentAt.addMSecs(m_options.ownCopyTime.count());
    if (m_clock.now() < ownCopyBy) {
        co_await m_clock.sleepUntil(ownCopyBy, stop);
    }
    if (stop.stop_requested()) {
        co_return failure(ErrorKind::Cancelled, tr("Stopped."));
    }
    Result<bool> found = co_await look(id, sentAt);
    if (!found) {
        co_return failureOf(std::move(found));
    }
    if (*found) {
        co_return {};
    }
    if (serviceKeepsCopies()) {
        co_return failure(ErrorKind::NotFound,
                          tr("The copy that the service keeps itself is not among the sent mails yet."));
    }
    // Whatever comes of it, it is not tried again from here: who does looks first.
    Result<ImapPlace> place = co_await m_session->append(m_sent->wireName, mime, sentAt);
    if (!place) {
        co_return failureOf(std::move(place));
    }
    co_return {};
}

} // namespace AlwaysLeads
