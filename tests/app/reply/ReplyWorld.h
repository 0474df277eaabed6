#pragma once

#include "app/outbox/SentFolderWorld.h"
#include "reply/Replies.h"
#include "reply/ReplyWatcher.h"

namespace AlwaysLeads {

/// A mailbox on a server, as far as a MailSource shows it. Shared by all sources that are opened on it.
struct FakeMailServer
{
    struct Folder
    {
        quint32 uidValidity = 7;
        QList<std::pair<quint32, QByteArray>> mails; ///< by uid
    };
    QMap<QString, Folder> folders{{QStringLiteral("INBOX"), Folder()}};
    std::optional<Error> problem;
    int opened = 0;
    int fetched = 0; ///< whole mails
    int mostAtOnce = 200;
    VirtualClock *tellsBy = nullptr; ///< it tells what comes, and waits by this clock
    QString brokenFolder; ///< that cannot be read
    QString threadId; ///< the conversation that the service puts all of them in
    int lookedInto = 0; ///< folders
    int waiting = 0; ///< lines that are open for that

    void deliver(const QByteArray &mime)
    {
        Folder &inbox = folders[QStringLiteral("INBOX")];
        inbox.mails.append({inbox.mails.isEmpty() ? 1 : inbox.mails.last().first + 1, mime});
    }
};

class FakeMailSource final : public MailSource
{
public:
    explicit FakeMailSource(FakeMailServer &server)
        : m_server(server)
    {
    }
    Task<Result<QStringList>> folders(std::stop_token) override
    {
        if (m_server.problem) {
            co_return tl::unexpected<Error>(*m_server.problem);
        }
        co_return m_server.folders.keys();
    }
    Task<Result<NewMails>> newMails(FolderMark mark, QDateTime, std::stop_token) override
    {
        m_folder = mark.folder;
        if (m_folder == m_server.brokenFolder) {
            co_return failure(ErrorKind::Network, QStringLiteral("The line is down."));
        }
        ++m_server.lookedInto;
        const FakeMailServer::Folder &folder = m_server.folders[m_folder];
        NewMails found;
        found.mark = mark;
        if (mark.uidValidity != folder.uidValidity) {
            found.mark.lastUid = 0;
        }
        found.mark.uidValidity = folder.uidValidity;
        for (const auto &[uid, mime] : folder.mails) {
            if (uid <= found.mark.lastUid) {
                continue;
            }
            if (found.heads.size() >= m_server.mostAtOnce) {
                found.isMore = true;
                break;
            }
            MailHead head;
            head.key = QString::number(uid);
            head.threadId = m_server.threadId;
            head.header = mime.left(mime.indexOf("\r\n\r\n") + 4);
            found.heads += head;
            found.mark.lastUid = uid;
        }
        co_return found;
    }
    Task<Result<QByteArray>> mail(QString key, std::stop_token) override
    {
        ++m_server.fetched;
        for (const auto &[uid, mime] : m_server.folders[m_folder].mails) {
            if (uid == key.toUInt()) {
                co_return mime;
            }
        }
        co_return failure(ErrorKind::NotFound, QStringLiteral("gone"));
    }
    bool tellsNews() const override { return m_server.tellsBy != nullptr; }
    Task<Result<bool>> waitForNews(FolderMark, std::chrono::milliseconds longest, std::stop_token stop) override
    {
        ++m_server.waiting;
        const QDateTime until = m_server.tellsBy->now().addMSecs(longest.count());
        co_await m_server.tellsBy->sleepUntil(until, stop);
        --m_server.waiting;
        if (stop.stop_requested()) {
            co_return failure(ErrorKind::Cancelled, QStringLiteral("stopped"));
        }
        co_return true;
    }

private:
    FakeMailServer &m_server;
    QString m_folder;
};

/// People who were written to, and a mailbox in which their answers arrive.
struct ReplyWorld : SentFolderWorld
{
    explicit ReplyWorld(int people = 2)
        : leads(queue(people))
    {
    }

    MailSources sources()
    {
        return [this](MailboxId) { return openSource(); };
    }
    Task<Result<std::shared_ptr<MailSource>>> openSource()
    {
        ++server.opened;
        std::shared_ptr<MailSource> source = std::make_shared<FakeMailSource>(server);
        co_return source;
    }
    QString address(int person) const { return QStringLiteral("person%1@baltway.example").arg(person + 1); }
    /// Our mail to this person left.
    SendId sent(int person) { return handOver(leads.at(person), SendState::Accepted); }
    QByteArray answer(int person, const QString &text, const QByteArray &extra = {}, const QByteArray &id = "answer-1")
    {
        const Send our = sendOf(leads.at(person));
        return "From: Person <" + address(person).toUtf8()
            + ">\r\nTo: clara@harbourline.example\r\nSubject: Re: Hello\r\nMessage-ID: <" + id
            + "@baltway.example>\r\nIn-Reply-To: <" + our.messageId.toUtf8()
            + ">\r\nDate: Tue, 24 Nov 2026 10:00:00 +0000\r\n" + extra
            + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + text.toUtf8() + "\r\n";
    }
    QByteArray bounce(int person, const QByteArray &status, const QByteArray &said)
    {
        const Send our = sendOf(leads.at(person));
        return "From: Mail Delivery System <MAILER-DAEMON@mx.example>\r\nReturn-Path: <>\r\nTo: "
               "clara@harbourline.example\r\nSubject: Undelivered Mail "
               "Returned to Sender\r\nMessage-ID: <bounce-1@mx.example>\r\nDate: Tue, 24 Nov 2026 09:00:00 "
               "+0000\r\nContent-Type: multipart/report; "
               "report-type=delivery-status; "
               "boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n--b\r\nContent-Type: "
               "message/delivery-status\r\n\r\n"
               "Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; "
            + address(person).toUtf8() + "\r\nAction: failed\r\nStatus: " + status + "\r\nDiagnostic-Code: smtp; "
            + said + "\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <" + our.messageId.toUtf8()
            + ">\r\n--b--\r\n";
    }
    /// One look at the mailbox; how many replies are new.
    int look() { return lookInto(mailbox); }
    int lookInto(MailboxId box)
    {
        auto looking = watcher.lookAt(box, clock.now().addDays(-30), {});
        return must(std::move(looking));
    }
    qint64 number(const QString &sql, const QVariantList &values = {}) { return files.number(sql, values); }
    qint64 holdsOf(int person)
    {
        return number(QStringLiteral("SELECT count(*) FROM reply_hold WHERE lead_id = ?"), {leads.at(person).value()});
    }
    QList<InboxRow> inbox(InboxShelf shelf = InboxShelf::All)
    {
        return must(replies.list({shelf, std::nullopt, 100'000})).rows;
    }
    LeadStatus statusOf(int person)
    {
        return must(files.read([=, this](Connection &c) { return LeadStore().lead(c, leads.at(person)); })).status;
    }
    bool isSuppressed(int person)
    {
        return must(files.read([=, this](Connection &c) {
                   return SuppressionStore().find(c, *EmailAddress::parse(address(person)));
               }))
            .has_value();
    }

    QList<LeadId> leads;
    FakeMailServer server;
    ReplyWatcher watcher{*files, clock, sources()};
    Replies replies{*files, clock};
};

} // namespace AlwaysLeads
