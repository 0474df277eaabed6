#include "reply/ImapMailSource.h"

#include "imap/ImapDate.h"

#include <algorithm>
#include <utility>

namespace AlwaysLeads {

namespace {

constexpr qsizetype mostAtOnce = 200;

const QByteArrayList &wantedFields()
{
    static const QByteArrayList fields = {QByteArrayLiteral("DATE"),         QByteArrayLiteral("FROM"),
                                          QByteArrayLiteral("REPLY-TO"),     QByteArrayLiteral("SUBJECT"),
                                          QByteArrayLiteral("MESSAGE-ID"),   QByteArrayLiteral("IN-REPLY-TO"),
                                          QByteArrayLiteral("REFERENCES"),   QByteArrayLiteral("AUTO-SUBMITTED"),
                                          QByteArrayLiteral("CONTENT-TYPE"), QByteArrayLiteral("RETURN-PATH"),
                                          QByteArrayLiteral("TO"),           QByteArrayLiteral("X-FAILED-RECIPIENTS")};
    return fields;
}

bool isInbox(const ImapFolder &folder)
{
    return folder.wireName.compare("INBOX", Qt::CaseInsensitive) == 0;
}

} // namespace

ImapMailSource::ImapMailSource(ImapAccount account, QList<QSslCertificate> trusted, ImapTimeouts timeouts,
                               QObject *keeper)
    : m_account(std::move(account))
    , m_trusted(std::move(trusted))
    , m_timeouts(timeouts)
    , m_keeper(keeper)
{
}

ImapMailSource::~ImapMailSource()
{
    if (m_session && m_keeper) {
        m_session->leave(m_keeper);
    }
}

void ImapMailSource::refresh()
{
    if (m_stop.stop_requested()) {
        m_session.reset();
        m_stop = std::stop_source();
    }
}

Task<Result<>> ImapMailSource::open()
{
    if (m_session && m_session->isUsable()) {
        co_return Result<>();
    }
    m_session = std::make_unique<ImapSession>(m_trusted, m_timeouts, m_stop.get_token());
    Result<> opened = co_await m_session->open(m_account);
    co_return opened;
}

Task<Result<QStringList>> ImapMailSource::folders(std::stop_token stop)
{
    refresh();
    const std::stop_callback relay(stop, [source = m_stop]() mutable { source.request_stop(); });
    Result<> opened = co_await open();
    if (!opened) {
        co_return failureOf(std::move(opened));
    }
    Result<QList<ImapFolder>> all = co_await m_session->folders();
    if (!all) {
        co_return failureOf(std::move(all));
    }
    QStringList names;
    for (const ImapFolder &folder : std::as_const(*all)) {
        if (isInbox(folder)) {
            names.prepend(QString::fromLatin1(folder.wireName));
        } else if (folder.has("\\junk") && names.size() < 3) {
            names.append(QString::fromLatin1(folder.wireName));
        }
    }
    co_return names;
}

Task<Result<NewMails>> ImapMailSource::newMails(FolderMark mark, QDateTime since, std::stop_token stop)
{
    refresh();
    const std::stop_callback relay(stop, [source = m_stop]() mutable { source.request_stop(); });
    Result<> opened = co_await open();
    if (!opened) {
        co_return failureOf(std::move(opened));
    }
    const QByteArray folder = mark.folder.toLatin1();
    Result<ImapFolderState> state = co_await m_session->examine(folder);
    if (!state) {
        co_return failureOf(std::move(state));
    }
    NewMails found;
    found.mark = mark;
    const bool isKnown = mark.uidValidity != 0 && mark.uidValidity == state->uidValidity;
    found.mark.uidValidity = state->uidValidity;
    found.mark.lastUid = isKnown ? mark.lastUid : 0;
    found.mark.modSeq = isKnown ? mark.modSeq : 0; // those of another numbering say nothing
    const bool isUnchanged = isKnown && mark.modSeq != 0 && mark.modSeq == state->highestModSeq; // RFC 7162
    if (state->exists == 0 || isUnchanged || (isKnown && state->uidNext != 0 && state->uidNext <= mark.lastUid + 1)) {
        found.mark.modSeq = state->highestModSeq;
        co_return found;
    }
    // A long list is asked for once, not once a page; anew when its mails were not told for a trouble on the way.
    QList<quint32> rest = std::exchange(m_rest, QList<quint32>());
    if (rest.isEmpty() || !isKnown || m_restAfter != mark) {
        QByteArray criteria =
            "SINCE " + toImapDate(since.toUTC().date().addDays(-1)); // the server's day may be another
        if (found.mark.lastUid > 0) {
            criteria = "UID " + QByteArray::number(found.mark.lastUid + 1) + ":*";
        }
        ImapCommand command(criteria);
        Result<QList<quint32>> uids = co_await m_session->search(command);
        if (!uids) {
            co_return failureOf(std::move(uids));
        }
        rest = std::move(*uids);
        // "n:*" always names the last mail, also when its UID is smaller.
        rest.removeIf([last = found.mark.lastUid](quint32 uid) { return uid <= last; });
    }
    const QList<quint32> wanted = rest.first(std::min(rest.size(), mostAtOnce));
    rest.remove(0, wanted.size());
    found.isMore = !rest.isEmpty();
    if (!wanted.isEmpty()) {
        Result<QList<ImapMail>> mails = co_await m_session->headers(wanted, wantedFields());
        if (!mails) {
            co_return failureOf(std::move(mails));
        }
        for (const ImapMail &mail : std::as_const(*mails)) {
            MailHead head;
            head.key = QString::number(mail.uid);
            head.arrivedAt = mail.arrivedAt;
            head.header = mail.header;
            found.heads += head;
        }
    }
    if (found.isMore) {
        found.mark.lastUid = wanted.last();
    } else {
        const quint32 before = state->uidNext > 0 ? state->uidNext - 1 : 0;
        found.mark.modSeq = state->highestModSeq;
        found.mark.lastUid = std::max({found.mark.lastUid, before, wanted.isEmpty() ? 0 : wanted.last()});
    }
    m_rest = std::move(rest);
    m_restAfter = found.mark;
    co_return found;
}

Task<Result<bool>> ImapMailSource::waitForNews(FolderMark mark, std::chrono::milliseconds longest, std::stop_token stop)
{
    refresh();
    const std::stop_callback relay(stop, [source = m_stop]() mutable { source.request_stop(); });
    Result<> opened = co_await open();
    if (!opened) {
        co_return failureOf(std::move(opened));
    }
    Result<ImapFolderState> state = co_await m_session->examine(mark.folder.toLatin1());
    if (!state) {
        co_return failureOf(std::move(state));
    }
    if (state->uidValidity != mark.uidValidity || state->uidNext > mark.lastUid + 1) {
        co_return true; // between the look and this moment
    }
    Result<bool> came = co_await m_session->idle(longest);
    co_return came;
}

Task<Result<QByteArray>> ImapMailSource::mail(QString key, std::stop_token stop)
{
    refresh();
    const std::stop_callback relay(stop, [source = m_stop]() mutable { source.request_stop(); });
    if (!m_session) {
        co_return failure(ErrorKind::Bug, QStringLiteral("Something went wrong inside the program."));
    }
    Result<QByteArray> bytes = co_await m_session->message(key.toUInt());
    co_return bytes;
}

} // namespace AlwaysLeads
